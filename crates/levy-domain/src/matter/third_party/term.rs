//! The term of such a freeze: how long it is, what is told before its end, and
//! how it goes on.

use super::{Command, DebtState, find, out_of_reach};
use crate::{
    asset::AssetClass,
    calendar::freeze_end,
    id::DebtId,
    matter::{
        assent::{Wanted, let_go},
        decide::Decision,
        event::*,
        holds::law_end,
        papers,
        planning::{months16, refuses},
        state::State,
        term::{Rungs, applicant_asks_by, effect_ends, first_told},
    },
    money::Money,
    order::Term,
    refusal::{Refusal, malformed},
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};

/// Class of what third parties owe, in the profile.
const CLASS: &str = "third-party-debt";
/// On which ruling it goes on, in the profile.
const RENEW: &str = "renew-debt";
/// The rule by which it goes on.
const RULE: &str = "T-05";

/// From `from` until the day asked for, at most as long as the law allows.
pub(super) fn ordered(
    from: Date,
    until: Option<Date>,
    renews: bool,
    rules: &Rules,
    stamp: &Stamp,
) -> Result<Term, Refusal> {
    let profile = rules.profile();
    let (class, on) = (AssetClass::from(CLASS), stamp.at.date_in(profile.zone()));
    let (months, rule) = if renews {
        let (cap, rule) = profile.max_renewal(&class, on)?;
        (cap.months, rule)
    } else {
        profile.max_term_months(&class, on)?
    };
    let max = freeze_end(from, months16(months));
    let to = until.unwrap_or(max);
    if to < from {
        return malformed("until", "comes before the first day");
    }
    if to > max && refuses(rules, rule) {
        let rule = rule.rule.clone();
        return Err(Refusal::TermTooLong { max, rule });
    }
    Ok(Term { from, to })
}

/// The ends of that term, and when they are told first. No unit keeps it, so
/// nothing is known of how long a renewal takes.
pub(super) fn ends(term: Term, renews: bool, rules: &Rules, stamp: &Stamp) -> Ends {
    let law = law_end(rules, stamp, &CLASS.into(), renews, Some(term.from));
    let ends = Ends {
        as_ordered: Some(term.to),
        as_law_computes: law.as_ref().map(|(end, _)| *end),
        rule: law.map(|(_, rule)| rule),
        ..Ends::default()
    };
    Ends {
        alarm: first_told(&ends, 0, rules, stamp),
        ..ends
    }
}

/// The ends that a renewal brings which reached him at `served_at`; none when
/// the freeze had ended by then (T-06).
pub(super) fn renewed(
    known: &DebtState,
    term: Term,
    served_at: Timestamp,
    rules: &Rules,
    stamp: &Stamp,
) -> Option<Ends> {
    let over_at = known.ends.over_at(rules.profile().zone())?;
    (served_at < over_at).then(|| ends(term, true, rules, stamp))
}

pub(super) fn renew(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::Renew {
        debt,
        until,
        ruling,
    } = command
    else {
        return Ok(vec![]);
    };
    let known = find(state, debt)?;
    if let Some(before) = known.renewals.get(ruling) {
        return if until.is_none_or(|until| until == before.to) {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    stamp.by_a_judge()?;
    if !known.stands() {
        return out_of_reach(*debt, "it is frozen no longer");
    }
    let profile = rules.profile();
    let on = stamp.at.date_in(profile.zone());
    let last = known.ends.earliest(profile.zone());
    let last = last.filter(|last| *last >= on && known.ended.is_none());
    let Some(from) = last.and_then(|last| last.succ_opt()) else {
        return out_of_reach(*debt, "its freeze has ended; freeze it anew");
    };
    papers::for_act(state, RENEW, &[*ruling], rules, on)?;
    if *ruling == known.frozen.ruling {
        return malformed(
            "ruling",
            "is that of the freeze; its renewal takes another ruling",
        );
    }
    let term = ordered(from, *until, true, rules, stamp)?;
    let left = Money {
        minor: known.left(),
        ..known.frozen.amount
    };
    let act = Act::RenewDebt {
        debt: *debt,
        until: *until,
        ruling: *ruling,
    };
    let (officers, approval_rule) = match let_go(state, act, (RENEW, left), rules, stamp)? {
        Wanted::ByAll(officers, rule) => (officers, rule),
        Wanted::BySome(said) => return Ok(said),
    };
    let ordered = ThirdPartyRenewalOrdered {
        debt: *debt,
        ruling: *ruling,
        term,
        officers,
        approval_rule,
        rule: profile.basis(RULE, on)?.clone(),
    };
    Ok(vec![ordered.into()])
}

/// A rung of the ladder is reached, or the end has passed.
pub(super) fn told(
    state: &State,
    debt: DebtId,
    known: &DebtState,
    rules: &Rules,
    stamp: &Stamp,
) -> Option<Event> {
    let zone = rules.profile().zone();
    let (last_day, over_at) = (known.ends.earliest(zone)?, known.ends.over_at(zone)?);
    let today = stamp.at.date_in(zone);
    let left = Money {
        minor: known.left(),
        ..known.frozen.amount
    };
    if over_at <= stamp.at {
        let ended = ThirdPartyFreezeEnded {
            debt,
            last_day,
            ended_at: over_at,
            left,
            renewal: known.renewal(),
            rule: effect_ends(rules, today),
        };
        return Some(ended.into());
    }
    let rungs = Rungs::of(&known.ends, 0, rules, today);
    let days = last_day.signed_duration_since(today).num_days();
    let near = ThirdPartyEndNear {
        debt,
        level: rungs.passed(stamp.at).map_or(0, |rung| rung.level),
        last_day,
        days_left: u32::try_from(days).unwrap_or(0),
        left,
        owner: known.frozen.officers.first().copied(),
        renewal: known.renewal(),
        applicant: applicant_asks_by(state, last_day, rules, today),
        rule: rungs.basis.clone(),
        next: rungs.after(stamp.at),
    };
    Some(near.into())
}
