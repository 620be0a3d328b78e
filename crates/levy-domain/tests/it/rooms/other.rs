//! Filing, looking, sending, dividing, reserving, interest.

use super::{Move, pick};
use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    claim::ComponentKind,
    document::DocumentKind,
    id::{ClaimId, DistributionId, DocumentId, MatterId, RegistrationId, ReservationId, SweepId},
    interest::{Rates, Terms},
    matter::{
        Command,
        distribution::{self, Participant},
        event::CaseKind,
        excess, interest, reservation,
    },
    party::PartyRole,
    time::Zone,
};
use uuid::Uuid;

const SECOND_CLAIM: ClaimId = ClaimId(Uuid::from_u128(0x3a));

pub(super) fn filed(_: &Story, (_, which, sum, choice): Move) -> Option<Command> {
    Some(match choice % 8 {
        0 => open(),
        1 | 2 => Command::RegisterCase {
            registration: RegistrationId(order(500 + u128::from(which % 2)).0),
            number: format!("（2024）川3322执恢{}号", 20 + which % 2),
            type_code: "执恢".into(),
            kind: CaseKind::Resumed,
            court: "川3322".into(),
            filed_on: day(2024, 2, 1),
            carried_in: false,
        },
        3 => {
            let mut claim = claim(cny(sum + 1));
            claim.claim = SECOND_CLAIM;
            Command::StateClaim {
                claim,
                home: MATTER,
            }
        }
        4 => add(person(STRANGER), PartyRole::ThirdParty),
        5 => Command::StateLiability {
            liability: levy_domain::claim::Liability {
                claim: SECOND_CLAIM,
                ..joint(
                    levy_domain::id::LiabilityId(order(510).0),
                    if which & 1 == 1 { DEBTOR } else { GUARANTOR },
                )
            },
        },
        _ => issue(
            DocumentId(order(520 + u128::from(which % 8)).0),
            DocumentKind::Ruling,
        ),
    })
}

pub(super) fn asked(story: &Story, (_, which, sum, choice): Move) -> Option<Command> {
    let sweep = SweepId(order(530 + u128::from(which % 3)).0);
    let known = story.state.sweeps.get(&sweep);
    let asset = super::ASSETS[usize::from(which) % 4];
    let found = vec![account(asset, cny(sum))];
    Some(match choice % 4 {
        0 => Command::OrderSweep {
            sweep,
            subjects: vec![DEBTOR],
            purpose: "enforcement".into(),
            rule: "N-06".into(),
            documents: vec![QUERY_NOTICE],
            units: vec![bank(), slow_bank()],
            not_askable: vec![],
        },
        1 => Command::RecordAssets {
            sweep,
            batch: known.map_or(0, |known| known.batches),
            assets: found,
        },
        2 => Command::RecordLateAssets {
            sweep,
            order: order(540 + u128::from(which)),
            raw_hash: Digest::of(&[which]),
            batch: u32::from(choice >> 6),
            assets: found,
        },
        _ => Command::CloseSweep {
            sweep,
            asked: 2,
            answered: 1,
            silent: vec![slow_bank()],
        },
    })
}

pub(super) fn sent(story: &Story, (_, which, _, choice): Move) -> Option<Command> {
    let order = pick(story.state.orders.keys().copied(), which)?;
    Some(match choice % 3 {
        0 => Command::BeginDispatch { order },
        1 => Command::NoteNotSent {
            order,
            reason: "no-route".into(),
        },
        _ => Command::Dispute {
            order,
            reason: "other-body".into(),
            evidence: None,
        },
    })
}

pub(super) fn divided(story: &Story, (_, which, sum, choice): Move) -> Option<Command> {
    let distribution = DistributionId(order(550 + u128::from(which % 2)).0);
    let receipt = pick(story.state.receipts.keys().copied(), which);
    let (by, today) = (STRANGER, story.now.date_in(Zone::CHINA));
    let part = |claim, rank| Participant {
        claim,
        matter: if claim == CLAIM {
            MATTER
        } else {
            MatterId(order(560).0)
        },
        class: levy_domain::distribution::Class::Ordinary,
        rank,
        registered_on: day(2024, 1, 8),
        open: cny(sum + 1),
        document: Some(RULING),
    };
    let ask = match choice % 8 {
        0..=2 => distribution::Command::Draft {
            distribution,
            receipt: receipt?,
            debtor: DEBTOR,
            fund: cny(sum % 200 + 1),
            participants: vec![part(CLAIM, 0), part(ClaimId(order(561).0), 0)],
        },
        3 => distribution::Command::NoteServed {
            distribution,
            on: today,
            evidence: Digest::of(&[choice]),
        },
        4 => distribution::Command::Object {
            distribution,
            by,
            received_on: today,
            document: None,
        },
        5 => distribution::Command::EndObjection {
            distribution,
            by,
            how: "withdrawn".into(),
            document: RULING,
        },
        6 => distribution::Command::Withdraw {
            distribution,
            ground: "mistake".into(),
        },
        _ => distribution::Command::Settle { distribution },
    };
    Some(Command::Distribution(ask))
}

pub(super) fn reserved(story: &Story, (_, which, sum, choice): Move) -> Option<Command> {
    let reservation = ReservationId(order(570 + u128::from(which % 3)).0);
    let today = story.now.date_in(Zone::CHINA);
    let until = levy_domain::calendar::add_days(today, 30);
    let amount = cny(sum % 300 + 1);
    let ask = match choice % 5 {
        0 => reservation::Command::Ask {
            reservation,
            claim: CLAIM,
            amount,
            until,
        },
        1 | 2 => reservation::Command::Grant {
            reservation,
            claim: CLAIM,
            to: MatterId(order(580).0),
            amount,
            until,
        },
        3 => reservation::Command::Return { reservation },
        _ => reservation::Command::EnterReturn {
            reservation,
            collected: vec![],
        },
    };
    Some(ask.into())
}

pub(super) fn worked_out(story: &Story, (_, which, _, choice): Move) -> Option<Command> {
    let terms = Terms {
        component: ComponentKind::DoubledInterest,
        bears: vec![ComponentKind::Principal],
        opening: cny(0),
        from: day(2024, 1, 2),
        to: None,
        rates: Rates::Series("doubled-late-interest".into()),
        excluded: vec![],
    };
    let today = story.now.date_in(Zone::CHINA);
    Some(Command::Interest(if choice & 3 == 0 {
        interest::Command::StateTerms {
            claim: CLAIM,
            terms,
            document: None,
        }
    } else {
        interest::Command::WorkOut {
            claim: CLAIM,
            as_of: levy_domain::calendar::add_days(today, -i32::from(which % 20)),
        }
    }))
}

/// The day by which what is held too much must be gone may have come.
pub(super) fn over(_: &Story, _: Move) -> Option<Command> {
    Some(excess::Command::NoteOverdue { claim: CLAIM }.into())
}
