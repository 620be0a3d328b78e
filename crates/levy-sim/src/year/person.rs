//! Invented people and companies: numbers with true check digits in a region
//! that never existed, names that say what they are.

use crate::draw::Draw;
use levy_domain::{
    identifier::{CreditCode, OrganisationCode, ResidentId},
    party::{IdentityKind, PersonKind},
    time::Date,
};
use std::collections::BTreeSet;

/// Somebody who does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InventedPerson {
    /// The same for the same person in every matter of every year.
    pub key: u64,
    /// Natural or legal.
    pub kind: PersonKind,
    /// A name that begins with 虚构 (invented).
    pub name: String,
    /// Resident number or credit code.
    pub identity_kind: IdentityKind,
    /// The number, with a true check digit.
    pub number: String,
    /// Always true; whoever stores or prints the person carries it along.
    pub invented: bool,
}

const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const TRADES: [&str; 8] = [
    "商贸",
    "建筑工程",
    "物流",
    "农业开发",
    "旅游",
    "酒店管理",
    "矿业",
    "餐饮",
];
/// Lenders appear as creditors in many matters.
const LENDERS: u64 = 12;

/// Makes people one after another and never one number twice.
#[derive(Debug)]
pub(super) struct People {
    seed: u64,
    year: u64,
    made: u64,
    numbers: BTreeSet<String>,
    debtors: Vec<InventedPerson>,
}

impl People {
    /// Nobody yet.
    pub(super) fn new(seed: u64, year: u64) -> Self {
        People {
            seed,
            year,
            made: 0,
            numbers: BTreeSet::new(),
            debtors: Vec::new(),
        }
    }

    /// The creditor of matter `matter`: often a lender that others have too.
    pub(super) fn creditor(&mut self, matter: u64) -> InventedPerson {
        let mut draw = Draw::new(self.seed, "creditor", matter);
        if draw.chance(220) {
            return lender(self.seed, draw.below(LENDERS));
        }
        let kind = if draw.chance(700) {
            PersonKind::Natural
        } else {
            PersonKind::Legal
        };
        self.person(kind)
    }

    /// The debtors of matter `matter`: one or two different people, now and
    /// then one whom another matter is after as well.
    pub(super) fn debtors(&mut self, matter: u64, two: bool) -> Vec<InventedPerson> {
        let mut draw = Draw::new(self.seed, "debtor", matter);
        let mut debtors = vec![self.debtor(&mut draw)];
        if two {
            let kind = if draw.chance(800) {
                PersonKind::Natural
            } else {
                PersonKind::Legal
            };
            debtors.push(self.person(kind));
        }
        self.debtors.extend(debtors.iter().cloned());
        debtors
    }

    fn debtor(&mut self, draw: &mut Draw) -> InventedPerson {
        let kind = if draw.chance(780) {
            PersonKind::Natural
        } else {
            PersonKind::Legal
        };
        let again = draw
            .chance(60)
            .then(|| draw.pick(&self.debtors).cloned())
            .flatten();
        again.unwrap_or_else(|| self.person(kind))
    }

    fn person(&mut self, kind: PersonKind) -> InventedPerson {
        self.made += 1;
        let key = self.year * 1_000_000 + self.made;
        let mut draw = Draw::new(self.seed, "person", key);
        let mut number = identity(&kind, &mut draw);
        while !self.numbers.insert(number.clone()) {
            number = identity(&kind, &mut draw);
        }
        let stem = draw.pick(&STEMS).copied().unwrap_or('甲');
        let trade = draw.pick(&TRADES).copied().unwrap_or("商贸");
        let name = match kind {
            PersonKind::Legal => format!("虚构{stem}{key}{trade}有限公司"),
            _ => format!("虚构{stem}{key}"),
        };
        InventedPerson {
            key,
            identity_kind: identity_kind(&kind),
            kind,
            name,
            number,
            invented: true,
        }
    }
}

/// Lender `number`, the same in every year of a seed.
fn lender(seed: u64, number: u64) -> InventedPerson {
    let mut draw = Draw::new(seed, "lender", number);
    InventedPerson {
        key: number + 1,
        kind: PersonKind::Legal,
        name: format!("虚构第{}小额贷款有限公司", number + 1),
        identity_kind: IdentityKind::CreditCode,
        // Another category than other companies have, so that no number of
        // theirs can be met here.
        number: credit_code("93", number, &mut draw),
        invented: true,
    }
}

fn identity_kind(kind: &PersonKind) -> IdentityKind {
    match kind {
        PersonKind::Legal => IdentityKind::CreditCode,
        _ => IdentityKind::ResidentId,
    }
}

fn identity(kind: &PersonKind, draw: &mut Draw) -> String {
    match kind {
        PersonKind::Legal => {
            let body = draw.below(100_000_000);
            credit_code("91", body, draw)
        }
        _ => resident_id(draw),
    }
}

/// Born between 1950 and 2000: grown up in every year of the table.
fn resident_id(draw: &mut Draw) -> String {
    let first = Date::from_ymd_opt(1950, 1, 1).unwrap_or_default();
    let birth = first + chrono::Days::new(draw.below(18_628));
    let order = u16::try_from(draw.below(1_000)).unwrap_or_default();
    ResidentId::compose(ResidentId::INVENTED_REGION, birth, order)
        .map(|id| id.reveal().to_owned())
        .unwrap_or_default()
}

/// `category`, the invented region, an organisation code on `body`, and the
/// check characters that fit: of all candidates one passes.
fn credit_code(category: &str, body: u64, draw: &mut Draw) -> String {
    let body = format!("{body:08}");
    let organisation = "0123456789X"
        .chars()
        .find_map(|check| OrganisationCode::parse(&format!("{body}{check}")).ok())
        .map(|code| code.as_str().to_owned());
    let Some(organisation) = organisation else {
        return credit_code(category, draw.below(100_000_000), draw);
    };
    let front = format!("{category}{}{organisation}", ResidentId::INVENTED_REGION);
    "0123456789ABCDEFGHJKLMNPQRTUWXY"
        .chars()
        .find_map(|check| CreditCode::parse(&format!("{front}{check}")).ok())
        .map(|code| code.as_str().to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What every number must stand up to.
    pub(super) fn check(person: &InventedPerson) {
        assert!(
            person.invented && person.name.starts_with("虚构"),
            "{person:?}"
        );
        match person.identity_kind {
            IdentityKind::ResidentId => {
                let id = ResidentId::parse(&person.number).unwrap();
                assert_eq!(id.region(), ResidentId::INVENTED_REGION);
                assert!(id.is_invented());
                assert_eq!(person.kind, PersonKind::Natural);
            }
            IdentityKind::CreditCode => {
                let code = CreditCode::parse(&person.number).unwrap();
                assert_eq!(code.as_str().get(2..8), Some(ResidentId::INVENTED_REGION));
                assert!(code.organisation_code().is_some());
                assert_eq!(person.kind, PersonKind::Legal);
            }
            ref other => panic!("{other}"),
        }
    }

    #[test]
    fn everybody_has_a_true_number_of_a_region_that_never_was() {
        let mut people = People::new(1, 2022);
        for matter in 0..500 {
            check(&people.creditor(matter));
            let debtors = people.debtors(matter, matter % 3 == 0);
            debtors.iter().for_each(check);
            assert_eq!(debtors.len(), if matter % 3 == 0 { 2 } else { 1 });
        }
        assert_eq!(people.numbers.len() as u64, people.made);
    }

    #[test]
    fn lenders_and_some_debtors_return() {
        let mut people = People::new(1, 2022);
        let creditors: Vec<_> = (0..300).map(|matter| people.creditor(matter)).collect();
        assert!(
            creditors
                .iter()
                .filter(|person| person.key <= LENDERS)
                .count()
                > 30
        );
        let debtors: Vec<_> = (0..300)
            .flat_map(|matter| people.debtors(matter, false))
            .collect();
        let different: BTreeSet<_> = debtors.iter().map(|person| &person.number).collect();
        assert!((250..300).contains(&different.len()), "{}", different.len());
    }

    #[test]
    fn the_same_person_has_one_key_and_no_lender_looks_alike() {
        let all: Vec<_> = (0..LENDERS).map(|number| lender(9, number)).collect();
        assert_eq!(
            all.iter()
                .map(|person| &person.number)
                .collect::<BTreeSet<_>>()
                .len(),
            all.len()
        );
        assert_eq!(lender(9, 3), lender(9, 3));
    }
}
