//! What a text must satisfy before anything is decided under it.

use super::{
    account::Verdict,
    authority::Signing,
    bad::{BadProfile, RuleFault, line_of},
    case_type::CaseType,
    effect::Effect,
    literals,
    rule::{DatedValue, Rule, Severity, Switch},
    text::{RawProfile, RawRule, RawSwitch},
};
use crate::{
    claim::ComponentKind,
    code::Code,
    matter::event::{CaseKind, NoticeTo},
    order::{Basis, Measure},
};
use std::collections::{BTreeMap, BTreeSet};

/// The rules of `raw`, each checked alone.
pub(super) fn rules(raw: &RawProfile, text: &str) -> Result<Vec<Rule>, BadProfile> {
    let mut seen = BTreeSet::new();
    raw.rule
        .iter()
        .map(|written| {
            let id = written.id.get_ref();
            let line = line_of(text, written.id.span().start);
            let rule = read(written, raw)
                .map_err(|fault| BadProfile::Rule {
                    rule: id.clone(),
                    line,
                    fault,
                })
                .map(|rule| Rule { line, ..rule })?;
            if raw.stale.contains(id) {
                return Err(rule.bad(RuleFault::Stale));
            }
            if !seen.insert(id.clone()) {
                return Err(rule.bad(RuleFault::Twice));
            }
            Ok(rule)
        })
        .collect()
}

fn read(written: &RawRule, raw: &RawProfile) -> Result<Rule, RuleFault> {
    let id = written.id.get_ref();
    let cited = |value: &DatedValue| DatedValue {
        cited: Basis {
            rule: id.clone(),
            version: raw.version.clone(),
            article: value.basis.to_string(),
        },
        ..value.clone()
    };
    let rule = Rule {
        id: id.clone(),
        line: 0,
        subject: written.subject.clone(),
        confidence: written.confidence,
        severity: written.severity,
        switch: written.switch.as_ref().map(chosen).transpose()?,
        values: written.value.iter().map(cited).collect(),
    };
    form(&rule)?;
    options(&rule)?;
    days(&rule)?;
    strength(&rule)?;
    rule.values.iter().try_for_each(|value| {
        effect(&value.says)?;
        literals::check(&value.says, &raw.codes)
    })?;
    Ok(rule)
}

fn chosen(written: &RawSwitch) -> Result<Switch, RuleFault> {
    let chosen = written
        .chosen
        .clone()
        .ok_or_else(|| RuleFault::NotChosen(written.name.clone()))?;
    if !written.options.contains(&chosen) {
        return Err(RuleFault::Option {
            switch: written.name.clone(),
            option: chosen,
        });
    }
    Ok(Switch {
        name: written.name.clone(),
        options: written.options.clone(),
        chosen,
    })
}

fn form(rule: &Rule) -> Result<(), RuleFault> {
    let well_formed = matches!(rule.id.as_bytes(), [letter, b'-', tens, ones]
        if letter.is_ascii_uppercase() && tens.is_ascii_digit() && ones.is_ascii_digit());
    if !well_formed {
        return Err(RuleFault::Id);
    }
    if rule.subject.zh.trim().is_empty() || rule.subject.en.trim().is_empty() {
        return Err(RuleFault::Empty("subject"));
    }
    let blank = |text: &String| text.trim().is_empty();
    for value in &rule.values {
        if [
            &value.basis.rule,
            &value.basis.version,
            &value.basis.article,
        ]
        .into_iter()
        .any(blank)
        {
            return Err(RuleFault::Empty("basis"));
        }
    }
    Ok(())
}

fn options(rule: &Rule) -> Result<(), RuleFault> {
    for option in rule.values.iter().filter_map(|value| value.option.as_ref()) {
        match &rule.switch {
            None => return Err(RuleFault::NoSwitch(option.clone())),
            Some(switch) if !switch.options.contains(option) => {
                return Err(RuleFault::Option {
                    switch: switch.name.clone(),
                    option: option.clone(),
                });
            }
            Some(_) => {}
        }
    }
    if rule.chosen_values().next().is_none() {
        Err(RuleFault::NoValue)
    } else {
        Ok(())
    }
}

fn days(rule: &Rule) -> Result<(), RuleFault> {
    if let Some(value) = rule
        .values
        .iter()
        .find(|value| value.to.is_some_and(|to| to < value.from))
    {
        return Err(RuleFault::Backwards(value.from));
    }
    for (place, value) in rule.values.iter().enumerate() {
        if let Some(other) = rule
            .values
            .iter()
            .skip(place + 1)
            .find(|other| value.meets(other))
        {
            return Err(RuleFault::Overlap(value.from, other.from));
        }
    }
    let mut names = rule.values.iter().map(|value| value.says.name());
    let first = names.next();
    if names.all(|name| Some(name) == first) {
        Ok(())
    } else {
        Err(RuleFault::Mixed)
    }
}

fn strength(rule: &Rule) -> Result<(), RuleFault> {
    let approval = |value: &DatedValue| matches!(value.says, Effect::Approval(_));
    let approves = rule.values.iter().any(approval);
    // A bar stands because the court raised it, with a document of its own;
    // how surely a person must be known is a question of who approves; who
    // files, who signs and who goes to a counter is the court's own order, and
    // so is what it wants to see before an act that no law names papers for.
    let own = |value: &DatedValue| {
        matches!(
            value.says,
            Effect::Bar(_)
                | Effect::Identity(_)
                | Effect::Urgent(_)
                | Effect::Cards(_)
                | Effect::Filing(_)
                | Effect::Signing(_)
                | Effect::Documents(_)
        )
    };
    match rule.severity {
        Severity::CourtSet if approves || rule.values.iter().any(own) => return Ok(()),
        Severity::CourtSet => {
            return Err(RuleFault::Value(
                "only approvals, bars, identities, emergencies, filings, signatures, counters and documents are `court-set`",
            ));
        }
        Severity::Warn if approves => {
            return Err(RuleFault::Value(
                "an approval that only warns asks for nobody",
            ));
        }
        _ => {}
    }
    let confidence = rule.weakest();
    if rule.severity > confidence.allows() {
        return Err(RuleFault::TooWeak {
            confidence,
            severity: rule.severity,
        });
    }
    let refuses = |says: &Effect| matches!(says, Effect::Account(account) if account.freeze.max(account.deduct) == Verdict::Refused);
    if rule.severity == Severity::Warn && rule.values.iter().any(|value| refuses(&value.says)) {
        return Err(RuleFault::WarnsOnly);
    }
    Ok(())
}

fn effect(says: &Effect) -> Result<(), RuleFault> {
    let demand = |holds: bool, why| {
        if holds {
            Ok(())
        } else {
            Err(RuleFault::Value(why))
        }
    };
    match says {
        Effect::Term(term) => demand(
            (1..=1200).contains(&term.months)
                && (1..=term.months).contains(&term.renewal_months.unwrap_or(term.months)),
            "a term has 1 to 1200 months, and a renewal no more",
        ),
        Effect::Expiry(expiry) => demand(
            (1..=87_600).contains(&expiry.hours),
            "an expiry has 1 to 87600 hours",
        ),
        Effect::Approval(approval) => {
            demand(
                approval.last_tier_is_open(),
                "the last tier must take every sum at every level",
            )?;
            demand(
                approval.roles().all(|roles| !roles.is_empty()),
                "an approval needs at least one role",
            )
        }
        Effect::Takeover(takeover) => demand(
            matches!(takeover.ground.as_str(), "idle" | "priority"),
            "an asset is asked for as `idle` or by `priority`",
        ),
        Effect::AlarmLadder(ladder) => demand(
            ladder.falls(),
            "a ladder has rungs, each nearer to the end than the one before",
        ),
        Effect::Urgent(urgent) => demand(
            urgent.measures.iter().all(Measure::binds)
                && (1..=720).contains(&urgent.countersign_within_hours),
            "only what binds leaves at once, countersigned within 1 to 720 hours",
        ),
        Effect::Cards(cards) => demand(
            cards.officers > 0 && cards.alarm_days_before <= 366,
            "somebody goes to a counter, and the end of a card is told within a year of it",
        ),
        Effect::Notice(notice) => demand(
            !notice.after.is_empty()
                && notice.to.contains(&NoticeTo::RightHolder) != notice.rights.is_empty(),
            "a notice says after what, and right holders by which right",
        ),
        Effect::Filing(entries) => demand(
            entries
                .iter()
                .all(|entry| !entry.files.is_empty() && !entry.by.is_empty()),
            "a filing names whom and by whom",
        ),
        Effect::Signing(entries) => demand(
            Signing::whole(entries),
            "the last entry takes every other kind, and each names who signs",
        ),
        Effect::Identity(identity) => demand(
            identity.needs.len() >= 2 && identity.needs.iter().all(|roles| !roles.is_empty()),
            "a weak match needs a second officer",
        ),
        Effect::Bar(bar) => demand(
            !bar.blocks
                .iter()
                .any(|measure| measure.frees() || *measure == Measure::Renew),
            "no bar stops a release or a renewal",
        ),
        Effect::Rate(rate) => {
            demand(!rate.series.trim().is_empty(), "a series needs a name")?;
            demand(
                rate.rate().is_counted(),
                "a rate is due per 1, 30, 360 or 365 days",
            )
        }
        Effect::Allocation(order) => {
            let distinct: BTreeSet<_> = order.iter().collect();
            let all = distinct.len() == order.len() && order.len() == ComponentKind::LITERALS.len();
            demand(all, "the order names every kind of component once")
        }
        Effect::Requery(requery) => demand(
            (1..=requery.for_months).contains(&requery.every_months),
            "the first time comes within the whole period, and not at once",
        ),
        Effect::AskAhead(asking) => demand(
            (1..=366).contains(&asking.every_days),
            "a question is put again after 1 to 366 days",
        ),
        Effect::Lowering(lowering) => demand(
            lowering.tries > 0,
            "a rule asks at least once before it gives up",
        ),
        Effect::Escalation(rungs) => {
            let rising = rungs
                .iter()
                .zip(rungs.iter().skip(1))
                .all(|(rung, next)| rung.working_days < next.working_days);
            demand(
                rising && rungs.iter().all(|rung| rung.working_days > 0),
                "each step comes at least one working day after the one before",
            )
        }
        Effect::Deadline(deadline) => demand(
            deadline.routes.is_empty() || !deadline.measures.is_empty(),
            "a deadline by route names its measures",
        ),
        Effect::Fine(fine) => demand(
            fine.least_yuan <= fine.most_yuan,
            "the least fine is above the most",
        ),
        Effect::ReleaseGrounds(set) => demand(
            set.grounds
                .iter()
                .all(|ground| Code::parse(&ground.code).is_ok()),
            "a ground is no code",
        ),
        Effect::FineProcedure(procedure) => demand(
            !procedure.decides.is_empty(),
            "a fine needs a role that decides",
        ),
        _ => Ok(()),
    }
}

/// Codes are unique, kinds known, and every kind either carries orders or
/// does not.
pub(super) fn case_types(table: &[CaseType]) -> Result<(), BadProfile> {
    let mut codes = BTreeSet::new();
    let mut orders = BTreeMap::new();
    for case in table {
        let bad = |why| {
            Err(BadProfile::CaseType {
                code: case.code.clone(),
                why,
            })
        };
        if !CaseKind::LITERALS.contains(&case.kind.as_str()) {
            return bad("unknown kind");
        }
        if !codes.insert(&case.code) {
            return bad("this code stands twice");
        }
        if *orders.entry(&case.kind).or_insert(case.orders) != case.orders {
            return bad("another code of the same kind says otherwise about orders");
        }
    }
    Ok(())
}
