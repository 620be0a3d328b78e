//! What becomes of holds: their ends, queues, seals, goods, maturities, values.

use super::{ASSETS, LIST, Move, pick};
use crate::{story::*, world::*};
use levy_domain::{
    asset::PriorMeasure,
    bytes::Digest,
    matter::{
        Command, deduction,
        event::{KeeperKind, Keeping, SeizedItem},
        maturity,
        queue::{self, Ground},
        seal, seizure,
        term::{self, Authorised},
        value,
    },
    stamp::Role,
    time::{HOUR, Zone},
};

pub(super) fn term(story: &Story, (_, which, _, choice): Move) -> Option<Command> {
    let hold = pick(story.state.holds.keys().copied(), which)?;
    let asked = Authorised {
        months: 12,
        until: day(2030, 1, 1),
        officer: JUDGE,
        role: Role::Judge,
    };
    let ask = match choice % 4 {
        0 => term::Command::NoteEnd { hold },
        1 if choice < 64 => term::Command::DeclareLapsed {
            hold,
            ground: "statement".into(),
            evidence: Digest::of(&[choice]),
        },
        1 | 2 => term::Command::AuthoriseRenewal { hold, asked },
        _ => term::Command::RevokeRenewal { hold },
    };
    Some(ask.into())
}

pub(super) fn queue(story: &Story, (_, which, sum, choice): Move) -> Option<Command> {
    let hold = pick(story.state.holds.keys().copied(), which)?;
    let evidence = Digest::of(&[choice]);
    let prior = PriorMeasure {
        court: None,
        authority: Some(crate::world::sealed(choice)),
        document: crate::world::sealed(which),
        amount: Some(cny(sum)),
        from: Some(day(2022, 9, 1)),
        to: Some(day(2024, 8, 31)),
    };
    let ask = match choice % 7 {
        0 | 1 => queue::Command::NoteQueue {
            hold,
            ahead: vec![prior],
            behind: vec![],
            evidence,
        },
        2 => queue::Command::NotePromotion { hold },
        3 => queue::Command::NoteNeverEffective { hold, evidence },
        4 => queue::Command::AskHandover {
            hold,
            ground: Ground::Idle {
                in_dispute: false,
                disposal_begun: false,
            },
            first_seal_on: Some(day(2022, 9, 1)),
            document: NOTICE,
            aside: None,
        },
        5 => queue::Command::NoteHandoverAnswer {
            hold,
            granted: choice & 1 == 1,
            evidence,
        },
        _ => queue::Command::NoteHandoverOverdue { hold },
    };
    Some(ask.into())
}

pub(super) fn sealed(story: &Story, (_, which, _, choice): Move) -> Option<Command> {
    let today = story.now.date_in(Zone::CHINA);
    let next = ASSETS[(usize::from(which) + 1) % 4];
    let ask = if choice & 1 == 1 {
        seal::Command::NoteTitled {
            hold: pick(story.state.holds.keys().copied(), which)?,
            titled_on: today,
            evidence: Digest::of(&[choice]),
        }
    } else {
        seal::Command::Join {
            land: ASSETS[usize::from(which) % 4],
            building: next,
        }
    };
    Some(ask.into())
}

pub(super) fn kept(story: &Story, (_, which, _, choice): Move) -> Option<Command> {
    let hold = pick(story.state.holds.keys().copied(), which)?;
    let keeping = Keeping {
        keeper: KeeperKind::Court,
        person: None,
        may_use: false,
        place: crate::world::sealed(9),
    };
    let ask = match choice % 3 {
        0 => seizure::Command::Record {
            hold,
            items: vec![SeizedItem {
                item: 1,
                kind: "machine".into(),
                count: 1,
                quality: "good".into(),
                marks: None,
            }],
            keeping,
            seized_at: story.now.plus(-HOUR),
            witnesses: vec![crate::world::sealed(7), crate::world::sealed(8)],
            document: LIST,
            evidence: Digest::of(&[choice]),
        },
        1 => seizure::Command::ChangeKeeping {
            hold,
            keeping,
            document: RULING,
        },
        _ => seizure::Command::NoteHandedOver {
            hold,
            on: story.now.date_in(Zone::CHINA),
            to: "buyer".into(),
            evidence: Digest::of(&[choice]),
        },
    };
    Some(ask.into())
}

pub(super) fn matured(story: &Story, (_, which, _, choice): Move) -> Option<Command> {
    if choice % 3 == 0 {
        return Some(
            deduction::Command::Find {
                asset: ASSETS[usize::from(which) % 4],
                condition: "retired".into(),
                document: RULING,
            }
            .into(),
        );
    }
    let hold = pick(story.state.holds.keys().copied(), which)?;
    let ask = if choice % 3 == 1 {
        maturity::Command::AllowEarly {
            hold,
            document: RULING,
        }
    } else {
        maturity::Command::NoteMatured { hold }
    };
    Some(ask.into())
}

pub(super) fn valued(story: &Story, (_, which, sum, _): Move) -> Option<Command> {
    let stated = value::Command::State {
        asset: ASSETS[usize::from(which) % 4],
        value: cny(sum + 1),
        units: None,
        method: "appraisal".into(),
        as_of: story.now.date_in(Zone::CHINA),
        document: RULING,
    };
    Some(stated.into())
}
