//! What is decided about income.

use super::{
    super::{
        assent::{Wanted, let_go},
        bar,
        decide::Decision,
        event::*,
        funds::in_account,
        liability::check_target,
        papers,
        state::State,
    },
    Command, IncomeState,
    keeping::{at_pay_day, kept, restated},
};
use crate::{
    calendar::add_months,
    code::Code,
    id::{ClaimId, DocumentId, IncomeId, ReceiptId},
    money::Money,
    order::Measure,
    refusal::{Refusal, malformed},
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};

/// Who must agree to it, on which documents, in the profile.
const MEASURE: &str = "withhold-income";
/// On which documents it is ended, in the profile.
const RELEASE: &str = "release-income";
/// How soon after a pay day the money must be there, in the profile.
const REMITTANCE: &str = "remittance";

pub(in crate::matter) fn decide(
    state: &State,
    command: &Command,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    match command {
        Command::Order { .. } => order(state, command, rules, stamp),
        Command::Remit {
            income,
            on,
            receipt,
        } => remit(state, (income, *on), receipt, rules, stamp),
        Command::NoteMissed { income } => note_missed(state, income, rules, stamp),
        Command::End {
            income,
            ground,
            documents,
        } => {
            if find(state, income)?.next.is_none() {
                return Ok(vec![]);
            }
            stamp.by_a_judge()?;
            let on = stamp.at.date_in(rules.profile().zone());
            papers::for_act(state, RELEASE, documents, rules, on)?;
            let mut events = vec![ended(income, ground.clone(), documents)];
            events.extend(restated(state, income, rules, stamp)?);
            Ok(events)
        }
    }
}

fn find<'a>(state: &'a State, income: &IncomeId) -> Result<&'a IncomeState, Refusal> {
    let known = state.incomes.get(income);
    known.ok_or(Refusal::Unknown { what: "income" })
}

fn order(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::Order {
        income,
        liability,
        kind,
        payer,
        first,
        every_months,
        until,
        keeps,
        documents,
    } = command
    else {
        return Ok(vec![]);
    };
    if let Some(known) = state.incomes.get(income) {
        let known = &known.ordered;
        let same = (known.liability, &known.kind, known.payer, &known.documents)
            == (*liability, kind, *payer, documents)
            && (known.first.on, known.every_months, known.until) == (*first, *every_months, *until);
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    stamp.by_a_judge()?;
    let owed = check_target(state, liability, rules)?;
    bar::check_person(state, &Measure::Transfer, &owed.person, rules)?;
    let open = open_of(state, &owed.claim)?;
    if open.is_zero() {
        return Err(Refusal::NothingOwed);
    }
    let on = stamp.at.date_in(rules.profile().zone());
    papers::for_act(state, MEASURE, documents, rules, on)?;
    if !state.persons.contains_key(payer) {
        return Err(Refusal::Unknown { what: "payer" });
    }
    if payer == &owed.person {
        return malformed("payer", "is the debtor himself");
    }
    if !(1..=12).contains(every_months) {
        return malformed("every_months", "is not 1 to 12");
    }
    if until.is_some_and(|until| until < *first) {
        return malformed("until", "comes before the first pay day");
    }
    let kept = kept(state, &owed.person, *keeps, rules, stamp)?;
    let act = Act::WithholdIncome {
        income: *income,
        liability: *liability,
        kind: kind.clone(),
        payer: *payer,
        first: *first,
        every_months: *every_months,
        until: *until,
        keeps: *keeps,
        documents: documents.clone(),
    };
    let (officers, approval_rule) = match let_go(state, act, (MEASURE, open), rules, stamp)? {
        Wanted::ByAll(officers, rule) => (officers, rule),
        Wanted::BySome(said) => return Ok(said),
    };
    let ordered = IncomeOrdered {
        income: *income,
        liability: *liability,
        kind: kind.clone(),
        payer: *payer,
        first: pay_day(*first, rules)?,
        every_months: *every_months,
        until: *until,
        keeps: kept.keeps,
        leaves: at_pay_day(kept.keeps, *every_months)?,
        stated: keeps.is_some(),
        minimum: kept.minimum,
        below_minimum: kept.below,
        documents: documents.clone(),
        officers,
        approval_rule,
    };
    Ok(vec![ordered.into()])
}

fn open_of(state: &State, claim: &ClaimId) -> Result<Money, Refusal> {
    let known = state.claims.get(claim);
    let known = known.ok_or(Refusal::Unknown { what: "claim" })?;
    let open = known.owed.saturating_sub(known.collected);
    Ok(Money::new(open, known.claim.currency))
}

/// A pay day, and by when its money must be there.
fn pay_day(on: Date, rules: &Rules) -> Result<PayDay, Refusal> {
    let from = Timestamp::start_of(on, rules.profile().zone());
    let deadline = rules.deadline_of(REMITTANCE, from);
    let deadline = deadline.ok_or_else(|| Refusal::NoRule {
        rule: "(days to hand income over)".into(),
        on,
    })?;
    Ok(PayDay { on, deadline })
}

/// The pay day after `on`, up to the last day. Counted from the first, so
/// that the 31st stays the end of each month.
fn after(income: &IncomeState, on: Date, rules: &Rules) -> Result<Option<PayDay>, Refusal> {
    let ordered = &income.ordered;
    let mut months = ordered.every_months;
    let next = loop {
        let day = add_months(ordered.first.on, months);
        if day > on {
            break day;
        }
        months = months
            .checked_add(ordered.every_months)
            .ok_or(Refusal::TooLarge)?;
    };
    if ordered.until.is_some_and(|until| next > until) {
        return Ok(None);
    }
    pay_day(next, rules).map(Some)
}

fn remit(
    state: &State,
    (income, on): (&IncomeId, Date),
    receipt: &ReceiptId,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let known = find(state, income)?;
    if let Some(before) = state.incomes.of_receipt(receipt) {
        return if before == (income, on) {
            Ok(vec![])
        } else {
            Err(Refusal::ReceiptSpent {
                receipt: *receipt,
                what: "what came for another pay day",
            })
        };
    }
    let money = in_account(state, receipt)?;
    if money.liability != Some(known.ordered.liability) {
        return malformed(
            "receipt",
            "is not counted for this debt; attribute it first",
        );
    }
    let awaited = known.next.as_ref().is_some_and(|next| next.on == on);
    if !awaited && !known.missed.contains(&on) && !known.received.contains_key(&on) {
        return malformed("on", "is no pay day of this order, or not the next one");
    }
    let next = if awaited {
        after(known, on, rules)?
    } else {
        known.next.clone()
    };
    let received = RemittanceReceived {
        income: *income,
        on,
        receipt: *receipt,
        amount: money.amount,
        late: known.missed.contains(&on),
        next: next.clone(),
    };
    let mut events: Vec<Event> = vec![received.into()];
    let paid = next.is_some() && is_paid(state, known)?;
    if paid {
        events.push(ended(income, "paid".into(), &[]));
    }
    if known.next.is_some() && (paid || next.is_none()) {
        events.extend(restated(state, income, rules, stamp)?);
    }
    Ok(events)
}

fn is_paid(state: &State, income: &IncomeState) -> Result<bool, Refusal> {
    let claim = state.claim_of(&income.ordered.liability);
    let known = claim.and_then(|claim| state.claims.get(&claim));
    let known = known.ok_or(Refusal::Unknown { what: "claim" })?;
    Ok(known.collected >= known.owed)
}

/// Pay days that one decision says were missed: what is left is due at once,
/// and no decision grows above what one write takes.
const AT_ONCE: usize = 120;

fn note_missed(state: &State, income: &IncomeId, rules: &Rules, stamp: &Stamp) -> Decision {
    let known = find(state, income)?;
    let due = known.next.as_ref();
    let Some(due) = due.filter(|due| due.deadline.at <= stamp.at) else {
        return Ok(vec![]);
    };
    if is_paid(state, known)? {
        let mut events = vec![ended(income, "paid".into(), &[])];
        events.extend(restated(state, income, rules, stamp)?);
        return Ok(events);
    }
    let (mut missed, mut due) = (Vec::new(), Some(due.clone()));
    while missed.len() < AT_ONCE
        && let Some(passed) = due.take_if(|due| due.deadline.at <= stamp.at)
    {
        due = after(known, passed.on, rules)?;
        let one = RemittanceMissed {
            income: *income,
            due: passed,
            next: due.clone(),
        };
        missed.push(one.into());
    }
    if due.is_none() {
        missed.extend(restated(state, income, rules, stamp)?);
    }
    Ok(missed)
}

fn ended(income: &IncomeId, ground: Code, documents: &[DocumentId]) -> Event {
    let ended = IncomeEnded {
        income: *income,
        ground,
        documents: documents.to_vec(),
    };
    ended.into()
}
