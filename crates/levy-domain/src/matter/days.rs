//! Days that people write into a command. A year that no court can mean is a
//! slip of the pen, and terms, interest and alarms would follow it. What is
//! said to have happened did so on a day that has come.

use super::{
    bar, breach, command::Command, delegation, distribution, escalation, exemption, funds, income,
    interest, notice, objection, preservation, queue, reservation, seal, seizure, standing,
    third_party, value, visit,
};
use crate::{
    claim::Component,
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::{Date, foreseen, happened},
};

type Checked = Result<(), Refusal>;

pub(super) fn check(command: &Command, rules: &Rules, stamp: &Stamp) -> Checked {
    // Most commands name no day, and none is worked out for them.
    let today = || stamp.at.date_in(rules.profile().zone());
    let past = |what, on| happened(what, on, today());
    let any = |what, on| foreseen(what, on, today());
    let maybe = |what, on: &Option<Date>| on.map_or(Ok(()), |on| any(what, on));
    match command {
        Command::RegisterCase { filed_on, .. } => past("filed_on", *filed_on),
        Command::BookReceipt { booked_on, .. } => past("booked_on", *booked_on),
        Command::RecordPayment { paid_on, .. } => past("paid_on", *paid_on),
        Command::StateClaim { claim, .. } => {
            let mut parts = claim.components.iter();
            parts.try_for_each(|part| component(part, today()))
        }
        Command::AdjustClaim {
            component: part, ..
        } => component(part, today()),
        Command::Bar(bar::Command::Raise { from, .. }) => any("from", *from),
        Command::Breach(breach::Command::OrderRecovery { by, .. }) => any("by", *by),
        Command::Breach(breach::Command::NoteRecovered { recovered_on, .. }) => {
            past("recovered_on", *recovered_on)
        }
        Command::Breach(breach::Command::AskReconsideration { asked_on, .. }) => {
            past("asked_on", *asked_on)
        }
        Command::Breach(breach::Command::NoteFineCollected { collected_on, .. }) => {
            past("collected_on", *collected_on)
        }
        Command::Delegation(
            delegation::Command::NotePapersMissing { on, .. }
            | delegation::Command::NoteAccepted { on, .. },
        ) => past("on", *on),
        Command::Distribution(distribution::Command::Draft { participants, .. }) => {
            let mut registered = participants.iter().map(|part| part.registered_on);
            registered.try_for_each(|on| past("registered_on", on))
        }
        Command::Distribution(distribution::Command::NoteServed { on, .. }) => past("on", *on),
        Command::Distribution(distribution::Command::Object { received_on, .. }) => {
            past("received_on", *received_on)
        }
        Command::Escalation(escalation::Command::NoteCarriedOut { on, .. }) => past("on", *on),
        Command::Exemption(exemption::Command::Exempt { until, .. }) => maybe("until", until),
        Command::Funds(funds::Command::Attribute {
            taken_on: Some(on), ..
        }) => past("taken_on", *on),
        Command::Income(income::Command::Order { first, until, .. }) => {
            any("first", *first).and_then(|()| maybe("until", until))
        }
        Command::Income(income::Command::Remit { on, .. }) => any("on", *on),
        Command::Interest(interest::Command::WorkOut { as_of, .. }) => any("as_of", *as_of),
        Command::Notice(notice::Command::Serve { served_on, .. }) => past("served_on", *served_on),
        Command::Notice(notice::Command::Fail {
            tried_on, next_on, ..
        }) => past("tried_on", *tried_on).and_then(|()| any("next_on", *next_on)),
        Command::Objection(objection::Command::Enter { received_on, .. }) => {
            past("received_on", *received_on)
        }
        // A suit that is only announced stops no days.
        Command::Preservation(preservation::Command::NoteSuit { filed_on, .. }) => {
            past("filed_on", *filed_on)
        }
        Command::Preservation(preservation::Command::NoteAsked { asked_on, .. }) => {
            past("asked_on", *asked_on)
        }
        Command::Preservation(preservation::Command::BeginAfterJudgment {
            performance_ends,
            ..
        }) => any("performance_ends", *performance_ends),
        Command::Queue(queue::Command::AskHandover { first_seal_on, .. }) => {
            first_seal_on.map_or(Ok(()), |on| past("first_seal_on", on))
        }
        Command::Reservation(
            reservation::Command::Ask { until, .. } | reservation::Command::Grant { until, .. },
        )
        | Command::Standing(standing::Command::Order { until, .. }) => any("until", *until),
        Command::Visit(visit::Command::Name { on, .. }) => any("on", *on),
        Command::ThirdParty(third_party::Command::Freeze { matures_on, .. }) => {
            maybe("matures_on", matures_on)
        }
        Command::ThirdParty(third_party::Command::Object { received_on, .. }) => {
            past("received_on", *received_on)
        }
        Command::Seizure(seizure::Command::NoteHandedOver { on, .. }) => past("on", *on),
        Command::Seal(seal::Command::NoteTitled { titled_on, .. }) => past("titled_on", *titled_on),
        Command::Value(value::Command::State { as_of, .. }) => past("as_of", *as_of),
        // What names no day; days of holds taken over are checked with them.
        _ => Ok(()),
    }
}

fn component(part: &Component, today: Date) -> Checked {
    foreseen("as_of", part.as_of, today)?;
    part.excluded.iter().try_for_each(|period| {
        foreseen("excluded", period.from, today)?;
        foreseen("excluded", period.to, today)?;
        if period.to < period.from {
            let (what, why) = ("excluded", "ends before it begins");
            return Err(Refusal::Malformed { what, why });
        }
        Ok(())
    })
}
