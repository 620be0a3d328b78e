//! What a unit finds when it is asked about a person.

use super::{
    account::Look,
    books::{Books, Kept},
    drift::drift,
    error::UnitsError,
    plan::{Plan, Said},
    roster::Unit,
    wealth::PersonKey,
};
use levy_connect::{
    Verified,
    wire::{Exact, FoundBody, OrderBody},
};
use levy_domain::time::{Timestamp, Zone};

/// Answers a query; accounts that were known before have moved since.
pub(super) fn query(
    books: &Books,
    unit: &Unit,
    order: &Verified<OrderBody>,
    run: u32,
    at: Timestamp,
) -> Result<Plan, UnitsError> {
    let asked = &order.body;
    let look = Look {
        seed: books.seed,
        code: unit.code(),
        kind: &unit.profile.kind,
        network: unit.network,
        person: PersonKey::of(&asked.subject),
        person_kind: &asked.subject.kind,
        year: year(asked.issued_at),
    };
    let mut found = Vec::new();
    for mut kept in books.accounts(&look)? {
        let wanted = asked.lines.is_empty()
            || asked
                .lines
                .iter()
                .any(|line| line.number == kept.facts.number);
        if !wanted {
            continue;
        }
        if run == 1 && !kept.fresh {
            drift(books, unit, asked.original, &mut kept)?;
        }
        found.push(describe(books, &kept, at)?);
    }
    Ok(Plan {
        replies: vec![Said {
            last: true,
            found,
            ..Said::default()
        }],
        effects: 0,
    })
}

fn describe(books: &Books, kept: &Kept, at: Timestamp) -> Result<FoundBody, UnitsError> {
    let facts = kept.facts.clone();
    let (held, _) = books.held_on(kept.id)?;
    let bound = kept.bound_by_others().saturating_add(held);
    let available = kept.balance.map(|balance| balance.saturating_sub(bound));
    let exact = |minor: Option<u64>| minor.and_then(|minor| Exact::try_from(minor).ok());
    Ok(FoundBody {
        holder: None,
        number: facts.number,
        class: facts.class,
        account_class: facts.account_class,
        status: facts.status,
        currency: facts.currency,
        balance_minor: exact(kept.balance),
        available_minor: exact(available),
        available_at: available.map(|_| at),
        sub_accounts: Vec::new(),
        not_redeemable_before: facts.not_redeemable_before,
        prior_measures: facts.priors,
        rights: facts.rights,
    })
}

/// The year of an instant in China.
fn year(at: Timestamp) -> i32 {
    chrono::Datelike::year(&at.date_in(Zone::CHINA))
}
