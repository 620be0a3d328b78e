//! The freeze, what is served on the third party, and the end of the freeze.

use super::{Command, DebtState, RULE, find, out_of_reach, term};
use crate::{
    id::DebtId,
    matter::{
        assent::{Wanted, let_go},
        bar,
        decide::Decision,
        envelope,
        event::*,
        liability::check_target,
        money::check_amount,
        opening::identified,
        papers,
        planning::check_ground,
        state::State,
    },
    money::Money,
    order::{Deadline, Measure},
    refusal::{Refusal, malformed},
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};

/// Who must agree to the freeze, on which ruling, in the profile.
const MEASURE: &str = "freeze-debt";
/// How many days he has, in the profile.
const ANSWER: &str = "third-party-answer";
/// Which notice calls it in, in the profile.
const CALL_IN: &str = "call-in-debt";
/// On which ruling it is released, in the profile.
const RELEASE: &str = "release-debt";

pub(super) fn freeze(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::Freeze {
        debt,
        liability,
        third_party,
        amount,
        matures_on,
        until,
        ruling,
    } = command
    else {
        return Ok(vec![]);
    };
    let zone = rules.profile().zone();
    if let Some(known) = state.third_party_debts.get(debt) {
        let known = &known.frozen;
        let matures = known.matures.as_ref();
        let same = (known.liability, known.third_party) == (*liability, *third_party)
            && (known.amount, known.ruling) == (*amount, *ruling)
            && matures.map(|day| day.at) == matures_on.map(|on| Timestamp::start_of(on, zone))
            && until.is_none_or(|until| until == known.term.to);
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    stamp.by_a_judge()?;
    let owed = check_target(state, liability, rules)?;
    bar::check_person(state, &Measure::Freeze, &owed.person, rules)?;
    if third_party == &owed.person {
        return malformed("third_party", "is the debtor himself");
    }
    // A notice to somebody of the same name would bind the wrong one.
    identified(state, third_party)?;
    let mut debts = state.third_party_debts.iter().map(|(_, known)| known);
    if debts.any(|known| known.enforced == Some(*liability)) {
        let why = "the law goes one step, and the debtor is liable only as a third party himself";
        return out_of_reach(*debt, why);
    }
    check_amount(state, *amount)?;
    let on = stamp.at.date_in(zone);
    papers::for_act(state, MEASURE, &[*ruling], rules, on)?;
    let parallel = rules.profile().parallel_freeze(on);
    let room = envelope::worksheet(state, liability, parallel, stamp.at)?.room;
    if amount.minor > room.minor {
        return Err(Refusal::ExceedsEnvelope {
            asked: *amount,
            room,
        });
    }
    let rule = rules.profile().basis(RULE, on)?;
    let term = term::ordered(on, *until, false, rules, stamp)?;
    let act = Act::FreezeDebt {
        debt: *debt,
        liability: *liability,
        third_party: *third_party,
        amount: *amount,
        matures_on: *matures_on,
        until: *until,
        ruling: *ruling,
    };
    let (officers, approval_rule) = match let_go(state, act, (MEASURE, *amount), rules, stamp)? {
        Wanted::ByAll(officers, rule) => (officers, rule),
        Wanted::BySome(said) => return Ok(said),
    };
    let matures = |day: Date| Deadline::new("maturity", Timestamp::start_of(day, zone), rule);
    let frozen = ThirdPartyDebtFrozen {
        debt: *debt,
        liability: *liability,
        third_party: *third_party,
        amount: *amount,
        matures: matures_on.filter(|day| *day > on).map(matures),
        term,
        ends: term::ends(term, false, rules, stamp),
        ruling: *ruling,
        officers,
        approval_rule,
        rule: rule.clone(),
    };
    Ok(vec![frozen.into()])
}

pub(super) fn served(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::NoteServed {
        debt,
        document,
        served_at,
        way,
        evidence,
    } = command
    else {
        return Ok(vec![]);
    };
    let known = find(state, debt)?;
    if let Some(before) = known.served.get(document) {
        return if before == served_at {
            Ok(vec![])
        } else {
            Err(Refusal::OnlyOnce {
                what: "a service of this document",
            })
        };
    }
    if *served_at > stamp.at {
        return malformed("served_at", "is still to come");
    }
    way.check_known()?;
    let renewal = known.renewals.get(document);
    let renews = renewal.and_then(|term| term::renewed(known, *term, *served_at, rules, stamp));
    // A renewal that reached him in time may be entered after the old end.
    let goes_on = renews.is_some() && known.lifted.is_none() && known.enforced.is_none();
    if !known.stands() && !goes_on {
        return out_of_reach(*debt, "it is frozen no longer");
    }
    let answer_by = if *document == known.frozen.ruling || renewal.is_some() {
        None
    } else {
        let on = served_at.date_in(rules.profile().zone());
        papers::for_act(state, CALL_IN, &[*document], rules, on)?;
        check_notice(state, *debt, known, *served_at, way)?;
        let days = rules.procedural_deadline(ANSWER, on);
        let rule = "(days of a third party)".to_owned();
        Some(days.ok_or(Refusal::NoRule { rule, on })?)
    };
    let served = ThirdPartyServed {
        debt: *debt,
        document: *document,
        served_at: *served_at,
        way: way.clone(),
        answer_by,
        renews,
        evidence: *evidence,
    };
    Ok(vec![served.into()])
}

/// The notice to pay calls in what has fallen due, in an enforcement, and
/// counts only when he had it in his own hands.
fn check_notice(
    state: &State,
    debt: DebtId,
    known: &DebtState,
    served_at: Timestamp,
    way: &ServiceWay,
) -> Result<(), Refusal> {
    if known.answer_by.is_some() {
        let what = "a notice to pay";
        return Err(Refusal::OnlyOnce { what });
    }
    if *way != ServiceWay::Direct {
        return out_of_reach(debt, "the notice to pay is served on him directly");
    }
    let early = known.frozen.matures.as_ref();
    if early.is_some_and(|day| served_at < day.at) {
        return out_of_reach(debt, "it has not fallen due");
    }
    let mut open = state.registrations.values();
    if !open.any(|case| case.closed.is_none() && case.kind != CaseKind::Preservation) {
        return out_of_reach(debt, "a preservation calls nothing in");
    }
    Ok(())
}

/// Let go like any other hold: on a ground of the law, by as many officers.
pub(super) fn lift(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::Lift {
        debt,
        ground,
        document,
    } = command
    else {
        return Ok(vec![]);
    };
    let known = find(state, debt)?;
    if known.lifted.is_some() {
        return Ok(vec![]);
    }
    stamp.by_a_judge()?;
    if known.enforced.is_some() {
        return malformed("debt", "is enforced; release what was taken of his instead");
    }
    check_ground(state, &known.frozen.liability, ground, rules, stamp)?;
    let on = stamp.at.date_in(rules.profile().zone());
    papers::for_act(state, RELEASE, &[*document], rules, on)?;
    let left = Money {
        minor: known.left(),
        ..known.frozen.amount
    };
    let act = Act::LiftDebt {
        debt: *debt,
        ground: ground.clone(),
        document: *document,
    };
    let (officers, approval_rule) = match let_go(state, act, (RELEASE, left), rules, stamp)? {
        Wanted::ByAll(officers, rule) => (officers, rule),
        Wanted::BySome(said) => return Ok(said),
    };
    let lifted = ThirdPartyDebtLifted {
        debt: *debt,
        ground: ground.clone(),
        document: *document,
        officers,
        approval_rule,
    };
    Ok(vec![lifted.into()])
}
