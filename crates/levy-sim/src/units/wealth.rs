//! What a person owns, before it is spread over units: hash(seed, person).

use crate::draw::Draw;
use levy_connect::wire::OrderSubject;
use levy_domain::bytes::Digest;

const YUAN: u64 = 100;
/// Permille of the persons, from how many to how many yuan of liquid money;
/// the rest has none, and no account. Against the claims of the year about
/// half can be covered in full; a test of `account.rs` holds both together.
const LEVELS: [(u64, u64, u64); 5] = [
    (150, 500, 8_000),
    (240, 8_000, 80_000),
    (250, 80_000, 500_000),
    (170, 500_000, 4_000_000),
    (70, 4_000_000, 30_000_000),
];

/// A person in the books of every unit: a hash of the number, or of the name
/// where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PersonKey(pub(super) Digest);

impl PersonKey {
    /// The key of an order's subject.
    pub(super) fn of(subject: &OrderSubject) -> Self {
        let (tag, text) = match &subject.identity {
            Some(number) => ("number", number.expose()),
            None => ("name", subject.name.expose()),
        };
        PersonKey(Digest::of(
            format!("levy simulated person 1/{tag}/{text}").as_bytes(),
        ))
    }

    /// Liquid money in fen, all units together and roughly.
    pub(super) fn wealth_minor(self, seed: u64) -> u64 {
        let mut draw = Draw::keyed(seed, "wealth", &[&self.0.0]);
        let mut at = draw.below(1_000);
        for (permille, low, high) in LEVELS {
            match at.checked_sub(permille) {
                Some(rest) => at = rest,
                None => return draw.between(low * YUAN, high * YUAN),
            }
        }
        0
    }
}

/// `permille` thousandths of `amount`, rounded down.
pub(super) fn part(amount: u64, permille: u64) -> u64 {
    let part = u128::from(amount) * u128::from(permille) / 1_000;
    u64::try_from(part).unwrap_or(u64::MAX)
}
