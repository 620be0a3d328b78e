//! Other courts, other officers, and who is told.

use super::{Move, pick};
use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    document::DocumentKind,
    id::{DelegationId, OfferId, PlanId},
    matter::{
        Command, delegation,
        event::{Leg, ServiceWay},
        handing, liability, notice, relay, release, requery, urgent, visit,
    },
    order::{Measure, Route},
    reply::Fault,
    stamp::Role,
    time::Zone,
};

pub(super) fn relayed(story: &Story, (_, which, sum, choice): Move) -> Option<Command> {
    let some = pick(story.state.orders.keys().copied(), which)?;
    let evidence = Some(Digest::of(&[choice]));
    let at = story.now;
    let legs = [Leg::TakenOn, Leg::PassedOn, Leg::Served, Leg::CarriedBack];
    let ask = match choice % 8 {
        0 | 1 => {
            let n = story.state.orders.len() as u128 + 1;
            let mut by_hand = draft(
                order(n),
                Measure::Freeze,
                line(super::ASSETS[usize::from(which) % 4], cny(sum % 200 + 1)),
            );
            by_hand.route = Route::Relay;
            return Some(Command::DraftPlan {
                plan: PlanId(order(n).0),
                orders: vec![by_hand],
                overrides: vec![],
            });
        }
        2 => relay::Command::Send {
            order: some,
            carrier: upper_court(),
            at,
            by: None,
        },
        3..=5 => relay::Command::NoteLeg {
            order: some,
            leg: legs[usize::from(choice >> 4) % 4].clone(),
            at,
            by: None,
            evidence,
        },
        6 => relay::Command::NoteReturned {
            order: some,
            at,
            fault: Fault::Channel,
            reason: "wrong-office".into(),
            evidence,
        },
        _ => relay::Command::NoteOverdue { order: some },
    };
    Some(ask.into())
}

pub(super) fn delegated(story: &Story, (_, which, _, choice): Move) -> Option<Command> {
    let delegation = DelegationId(order(700 + u128::from(which % 2)).0);
    let today = story.now.date_in(Zone::CHINA);
    let evidence = Digest::of(&[choice]);
    let ask = match choice % 12 {
        0 | 1 => delegation::Command::Propose {
            delegation,
            registration: CASE,
            to: upper_court(),
            ground: "assets-elsewhere".into(),
            document: RULING,
            owner: HEAD,
        },
        2..=4 => {
            let (officer, role) = [(JUDGE, Role::Judge), (HEAD, Role::BureauHead)]
                [usize::from(choice >> 4) % 2]
                .clone();
            delegation::Command::Approve {
                delegation,
                officer,
                role,
            }
        }
        5 => delegation::Command::Send { delegation },
        6 => delegation::Command::NotePapersMissing {
            delegation,
            on: today,
            missing: vec![DocumentKind::JudgmentCopy],
            evidence,
        },
        7 => delegation::Command::CompletePapers {
            delegation,
            documents: vec![JUDGMENT],
        },
        8 => delegation::Command::NoteAccepted {
            delegation,
            number: "（2024）川33执77号".into(),
            on: today,
            evidence,
        },
        9 => delegation::Command::NoteReturned {
            delegation,
            ground: "not-ours".into(),
            evidence,
        },
        10 => delegation::Command::Withdraw {
            delegation,
            ground: "mistake".into(),
        },
        _ => delegation::Command::NoteOverdue { delegation },
    };
    Some(ask.into())
}

pub(super) fn handed(story: &Story, (_, which, _, choice): Move) -> Option<Command> {
    let offer = OfferId(order(710 + u128::from(which % 4)).0);
    Some(match choice % 4 {
        0 | 1 => handing::Command::Offer {
            offer,
            holds: vec![pick(story.state.holds.keys().copied(), which)?],
            to: if which & 8 == 8 { HEAD } else { JUDGE },
            ground: "leave".into(),
        }
        .into(),
        2 => handing::Command::Accept { offer }.into(),
        _ => visit::Command::Name {
            order: pick(story.state.orders.keys().copied(), which)?,
            officers: vec![JUDGE, HEAD],
            on: story.now.date_in(Zone::CHINA),
        }
        .into(),
    })
}

pub(super) fn urgent(story: &Story, (_, which, _, choice): Move) -> Option<Command> {
    Some(match choice % 6 {
        0 | 1 => {
            let (plan, known) = pick(story.state.plans.iter(), which)?;
            urgent::Command::Approve {
                plan: *plan,
                list_hash: known.drafted.list_hash,
                officer: JUDGE,
                role: Role::Judge,
                ground: "assets-moving".into(),
            }
            .into()
        }
        2 => urgent::Command::NoteMissed {
            plan: pick(story.state.plans.keys().copied(), which)?,
        }
        .into(),
        3 => liability::Command::OpenSupplementary {
            liability: GUARANTEE,
            document: RULING,
        }
        .into(),
        4 => requery::Command::NoteDue { registration: CASE }.into(),
        _ => {
            let hold = pick(story.state.holds.keys().copied(), which)?;
            Command::Release(release::Command::NoteOverdue { hold })
        }
    })
}

pub(super) fn told(story: &Story, (_, which, _, choice): Move) -> Option<Command> {
    let today = story.now.date_in(Zone::CHINA);
    let some = pick(story.state.notices.iter().map(|(id, _)| *id), which);
    let ask = match choice % 6 {
        0 | 1 => notice::Command::Owe {
            plan: pick(story.state.plans.keys().copied(), which)?,
        },
        2 => notice::Command::Serve {
            notice: some?,
            mode: ServiceWay::Direct,
            served_on: today,
            evidence: Digest::of(&[choice]),
        },
        3 => notice::Command::Fail {
            notice: some?,
            mode: ServiceWay::Post,
            tried_on: today,
            reason: "not-at-home".into(),
            evidence: None,
            next_on: levy_domain::calendar::add_days(today, 3),
        },
        4 => notice::Command::NoteOverdue { notice: some? },
        _ => notice::Command::Drop {
            notice: some?,
            ground: "hold-gone".into(),
        },
    };
    Some(ask.into())
}
