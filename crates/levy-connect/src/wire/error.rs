//! Why a body cannot be read or written.

use thiserror::Error;

/// `LEVY-C01` to `LEVY-C05`. Never quotes the body.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WireError {
    /// `LEVY-C01`: not a JSON body of the expected kind.
    #[error(
        "LEVY-C01 not a readable body of this kind (line {line}, column {column}); hold it against docs/openapi/unit-wire.yaml"
    )]
    Unreadable {
        /// Line, from 1.
        line: usize,
        /// Column, from 1; 0 when a whole value did not fit.
        column: usize,
    },
    /// `LEVY-C02`: another version of the wire.
    #[error(
        "LEVY-C02 version {0} of the wire is not known here; send version 1, or update this program"
    )]
    Version(u64),
    /// `LEVY-C03`: larger than its kind may be.
    #[error("LEVY-C03 the body is larger than {limit} bytes; send it in parts")]
    TooLarge {
        /// The bound.
        limit: usize,
    },
    /// `LEVY-C04`: above 2^53 - 1, where JSON readers begin to round.
    #[error(
        "LEVY-C04 a number is above 9007199254740991 and would not survive JSON; tell a person"
    )]
    NotExact,
    /// `LEVY-C05`: readable, but it contradicts itself.
    #[error("LEVY-C05 the body contradicts itself: {0}; correct it at its source")]
    Contradiction(&'static str),
}
