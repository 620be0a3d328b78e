//! Numbers by which China names people, bodies, things and cases: parsed once
//! at the edge, checked by their published rules, never re-checked within.
//!
//! | file | what | rule |
//! | --- | --- | --- |
//! | [`resident_id`] | resident identity number, 18 and 15 digits | I-01, I-02 |
//! | [`credit_code`] | unified social credit code | I-03 |
//! | [`organisation_code`] | organisation code | I-04 |
//! | [`bank_card`] | bank card; account number without a check | I-05, I-06 |
//! | [`plate`] | vehicle plate, 7 and 8 characters | I-07, I-08 |
//! | [`vin`] | vehicle identification number | I-09 |
//! | [`real_estate_unit`] | real-estate unit number | I-10 |
//! | [`court_code`] | code of a court, its level, known names | 法〔2015〕137号 arts. 4, 5 |
//! | [`case_number`], [`case_class`] | case number; what its type code means | arts. 1-10 |
//!
//! Every parser takes half-width and full-width signs, either case and stray
//! spaces; what it returns has one spelling only. An error names the rule that
//! failed and never repeats the input, which is personal data. A person's
//! numbers are masked in `Debug`, have no `Display`, and are read by `reveal`.

#[macro_use]
mod form;

pub mod resident_id;

pub mod credit_code;
pub mod organisation_code;

pub mod bank_card;
pub mod plate;
pub mod real_estate_unit;
pub mod vin;

pub mod case_class;
pub mod case_number;
pub mod court_code;

pub use bank_card::{AccountNumber, BankCard};
pub use case_class::CaseClass;
pub use case_number::CaseNumber;
pub use court_code::{CourtCode, CourtLevel};
pub use credit_code::CreditCode;
pub use form::{all_digits, half_width, plain};
pub use organisation_code::OrganisationCode;
pub use plate::Plate;
pub use real_estate_unit::RealEstateUnit;
pub use resident_id::ResidentId;
pub use vin::Vin;
