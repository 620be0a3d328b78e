//! What the third party says and does, and what follows.

use super::{Command, DebtState, RULE, at_most, find, out_of_reach};
use crate::{
    claim::{Liability, LiabilityMode},
    id::{DebtId, ReceiptId},
    matter::{
        assent::{Wanted, let_go},
        bar,
        decide::Decision,
        event::*,
        funds::in_account,
        liability::check_target,
        money::check_amount,
        papers,
        state::State,
    },
    money::Money,
    order::Measure,
    refusal::{Refusal, malformed},
    rules::Rules,
    stamp::Stamp,
    time::Timestamp,
};

/// Who must agree that it is enforced against him, on which ruling, in the
/// profile.
const MEASURE: &str = "enforce-debt";

/// His days passed, or it fell due.
pub(super) fn come(debt: DebtId, known: &DebtState) -> Option<Event> {
    Some(match (&known.answer_by, &known.frozen.matures) {
        (Some(deadline), _) => ThirdPartySilent {
            debt,
            deadline: deadline.clone(),
            left: Money {
                minor: known.left(),
                ..known.frozen.amount
            },
        }
        .into(),
        (None, Some(matured)) => ThirdPartyDebtMatured {
            debt,
            matured: matured.clone(),
        }
        .into(),
        (None, None) => return None,
    })
}

/// What he contests in time is out of reach, whoever is right.
pub(super) fn object(state: &State, command: &Command, rules: &Rules) -> Decision {
    let Command::Object {
        debt,
        received_on,
        contested,
        ground,
        evidence,
    } = command
    else {
        return Ok(vec![]);
    };
    let known = find(state, debt)?;
    let amount = &known.frozen.amount;
    if let Some(before) = known.objections.get(evidence) {
        let same = before.received_on == *received_on
            && contested.is_none_or(|contested| contested == before.contested);
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    if known.served.is_empty() {
        return malformed("debt", "was not served on him yet");
    }
    let whole = Money {
        minor: known.left(),
        ..*amount
    };
    let contested = contested.unwrap_or(whole);
    check_amount(state, contested)?;
    let what = "what he has neither contested nor paid";
    at_most(contested, known.left(), what)?;
    let received = Timestamp::start_of(*received_on, rules.profile().zone());
    let late = known.answer_by.as_ref();
    let late = late.is_some_and(|answer_by| received > answer_by.at);
    if known.enforced.is_some() && !late {
        return malformed("debt", "is enforced; he objects to that ruling instead");
    }
    let objected = ThirdPartyObjected {
        debt: *debt,
        received_on: *received_on,
        contested,
        late,
        ground: ground.clone(),
        evidence: *evidence,
    };
    Ok(vec![objected.into()])
}

pub(super) fn paid(state: &State, debt: DebtId, receipt: ReceiptId) -> Decision {
    let known = find(state, &debt)?;
    if known.receipts.contains(&receipt) {
        return Ok(vec![]);
    }
    let mut debts = state.third_party_debts.iter();
    if debts.any(|(_, other)| other.receipts.contains(&receipt)) {
        return Err(Refusal::ReceiptSpent {
            receipt,
            what: "what another third party paid",
        });
    }
    let money = in_account(state, &receipt)?;
    let own = [Some(known.frozen.liability), known.enforced];
    if money.liability.is_none() || !own.contains(&money.liability) {
        return malformed(
            "receipt",
            "is not counted for this debt; attribute it first",
        );
    }
    let unpaid = known.frozen.amount.minor.saturating_sub(known.paid);
    at_most(money.amount, unpaid, "what he has not paid")?;
    let paid = ThirdPartyPaid {
        debt,
        receipt,
        amount: money.amount,
    };
    Ok(vec![paid.into()])
}

/// What he pays the debtor after the service leaves what he owes as it was.
pub(super) fn paid_away(
    state: &State,
    command: &Command,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let Command::ReportPaidAway {
        debt,
        breach,
        moved,
        moved_at,
        evidence,
    } = command
    else {
        return Ok(vec![]);
    };
    let known = find(state, debt)?;
    if let Some(before) = state.breaches.get(breach) {
        let same =
            before.debt == Some(*debt) && (before.moved, before.moved_at) == (*moved, *moved_at);
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    check_amount(state, *moved)?;
    if *moved_at > stamp.at {
        return malformed("moved_at", "is still to come");
    }
    let Some(served_at) = known.bound_at(*moved_at) else {
        return out_of_reach(*debt, "nothing bound him when he paid");
    };
    let before = state.breaches.iter().map(|(_, other)| other);
    let before = before.filter(|other| other.debt == Some(*debt));
    let before = before.fold(0_u64, |sum, other| sum.saturating_add(other.moved.minor));
    let left = known.frozen.amount.minor.saturating_sub(before);
    let what = "what was frozen and no other report names";
    at_most(*moved, left, what)?;
    let on = stamp.at.date_in(rules.profile().zone());
    let (_, rule) = rules.profile().breach(&BreachKind::DebtPaid, on)?;
    let reported = BreachReported {
        breach: *breach,
        order: None,
        line: None,
        unit: None,
        debt: Some(*debt),
        hold: None,
        kind: BreachKind::DebtPaid,
        moved: *moved,
        moved_at: *moved_at,
        served_at,
        rule: rule.clone(),
        evidence: *evidence,
    };
    Ok(vec![reported.into()])
}

/// The steps of the law are taken, and something is left uncontested.
fn check_reach(debt: DebtId, known: &DebtState, stamp: &Stamp) -> Result<(), Refusal> {
    if known.lifted.is_some() {
        return out_of_reach(debt, "it is frozen no longer");
    }
    let Some(answer_by) = &known.answer_by else {
        return out_of_reach(debt, "no notice to pay was served on him");
    };
    if known.left() == 0 && known.contested() > 0 {
        let why = "he contests it, and nobody examines whether he is right";
        return out_of_reach(debt, why);
    }
    if stamp.at < answer_by.at {
        return out_of_reach(debt, "his days still run");
    }
    Ok(())
}

pub(super) fn enforce(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::RuleEnforcement {
        debt,
        liability,
        amount,
        ruling,
    } = command
    else {
        return Ok(vec![]);
    };
    let known = find(state, debt)?;
    let cap = || state.liabilities.get(liability).and_then(|own| own.cap);
    match known.enforced {
        Some(own) if own == *liability && cap() == Some(*amount) => return Ok(vec![]),
        Some(_) => {
            let what = "a ruling to enforce it";
            return Err(Refusal::OnlyOnce { what });
        }
        None if state.liabilities.contains_key(liability) => return Err(Refusal::IdInUse),
        None => {}
    }
    stamp.by_a_judge()?;
    let owed = check_target(state, &known.frozen.liability, rules)?;
    bar::check_person(state, &Measure::Transfer, &owed.person, rules)?;
    check_reach(*debt, known, stamp)?;
    check_amount(state, *amount)?;
    let what = "what he has neither contested nor paid";
    at_most(*amount, known.left(), what)?;
    let claim = state.claims.get(&owed.claim);
    let claim = claim.ok_or(Refusal::Unknown { what: "claim" })?;
    let open = claim.owed.saturating_sub(claim.collected);
    if open == 0 {
        return Err(Refusal::NothingOwed);
    }
    at_most(*amount, open, "what is still owed to the creditor")?;
    let on = stamp.at.date_in(rules.profile().zone());
    papers::for_act(state, MEASURE, &[*ruling], rules, on)?;
    if *ruling == known.frozen.ruling {
        return malformed("ruling", "only freezes it; enforcing takes another ruling");
    }
    let rule = rules.profile().basis(RULE, on)?;
    let act = Act::EnforceDebt {
        debt: *debt,
        liability: *liability,
        amount: *amount,
        ruling: *ruling,
    };
    let (officers, approval_rule) = match let_go(state, act, (MEASURE, *amount), rules, stamp)? {
        Wanted::ByAll(officers, rule) => (officers, rule),
        Wanted::BySome(said) => return Ok(said),
    };
    let enforced = ThirdPartyEnforced {
        debt: *debt,
        liability: *liability,
        amount: *amount,
        ruling: *ruling,
        officers,
        approval_rule,
        rule: rule.clone(),
    };
    let stated = LiabilityStated {
        liability: Liability {
            liability: *liability,
            claim: owed.claim,
            person: known.frozen.third_party,
            mode: LiabilityMode::Capped,
            share: None,
            cap: Some(*amount),
        },
    };
    Ok(vec![stated.into(), enforced.into()])
}
