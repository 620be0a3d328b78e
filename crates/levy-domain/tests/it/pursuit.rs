//! Random histories of what follows an order: breaches, steps against late
//! units, objections, exemptions, days to sue, asking again. Whatever is asked
//! in whatever order: no panic, nothing is decided twice, every index is that
//! of the naive recompute, and no sum goes above what it rests on.

use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    document::DocumentKind,
    id::{BreachId, DocumentId, ExemptionId, FineId, PlanId, UnitObjectionId},
    matter::{
        Command, Duty, Event, breach, escalation,
        event::{BreachKind, CaseKind, ClosingKind, Fined, ObjectionOutcome, Reconsidered},
        exemption::{self, Freed},
        notice, objection, preservation, requery,
    },
    money::Money,
    order::Measure,
    reply::Outcome,
    stamp::{Actor, Role},
    time::{DAY, HOUR, Zone},
};
use proptest::prelude::*;
use uuid::Uuid;

const RECOVERY: DocumentId = DocumentId(Uuid::from_u128(0x75));
const DECISION: DocumentId = DocumentId(Uuid::from_u128(0x76));
const SUGGESTION: DocumentId = DocumentId(Uuid::from_u128(0x77));
const OTHER_CASE: levy_domain::id::RegistrationId =
    levy_domain::id::RegistrationId(Uuid::from_u128(0x2e));

/// What happens next, as bare numbers: which kind, which one, how much.
type Move = (u8, u8, u64, u8);

fn one_of<T: Clone>(all: &[T], choice: u8) -> T {
    all[usize::from(choice) % all.len()].clone()
}

fn breaching((kind, which, sum, choice): Move, story: &Story) -> Command {
    let breach = BreachId(Uuid::from_u128(0xa00 + u128::from(which % 2)));
    let fine = FineId(Uuid::from_u128(0xf00 + u128::from(which % 3)));
    let today = story.now.date_in(Zone::CHINA);
    let shown = Digest::of(&[choice % 4]);
    let ask = match kind % 8 {
        0 => breach::Command::Report {
            breach,
            order: order(1 + u128::from(which % 2)),
            line: 1,
            kind: one_of(
                &[BreachKind::DepositMoved, BreachKind::DividendPaid],
                choice,
            ),
            moved: cny(sum),
            moved_at: story.now.plus(-HOUR * i64::from(choice % 48)),
            evidence: shown,
        },
        1 => breach::Command::OrderRecovery {
            breach,
            by: levy_domain::calendar::add_days(today, i32::from(choice % 20)),
            document: RECOVERY,
        },
        2 => breach::Command::NoteRecovered {
            breach,
            amount: cny(sum),
            recovered_on: today,
            receipt: None,
            evidence: shown,
        },
        3 => breach::Command::RuleLiability {
            breach,
            amount: cny(sum),
            document: RULING,
        },
        4 => breach::Command::DecideFine {
            fine,
            breach,
            on: one_of(&[Fined::Unit, Fined::Individual], choice),
            person: (choice & 1 == 1).then(|| sealed(choice & 7)),
            amount: cny(sum * 100_000),
            document: DECISION,
        },
        5 => breach::Command::AskReconsideration {
            fine,
            asked_on: today,
        },
        6 => breach::Command::DecideReconsideration {
            fine,
            outcome: one_of(
                &[
                    Reconsidered::Upheld,
                    Reconsidered::Changed,
                    Reconsidered::Revoked,
                ],
                choice,
            ),
            amount: (choice % 3 == 1).then(|| cny(sum * 100_000)),
            evidence: shown,
        },
        _ => breach::Command::NoteFineCollected {
            fine,
            amount: cny(sum * 10_000),
            collected_on: today,
            evidence: shown,
        },
    };
    ask.into()
}

fn freeing((kind, which, sum, choice): Move, story: &Story) -> Command {
    let exemption = ExemptionId(Uuid::from_u128(0xc00 + u128::from(which % 3)));
    let asset = one_of(&[ACCOUNT, SECOND, THIRD], which);
    match kind % 4 {
        0 => exemption::Command::Exempt {
            exemption,
            asset,
            amount: (choice & 1 == 1).then(|| cny(sum)),
            ground: "wages".into(),
            document: RULING,
            release: (choice & 6 == 6).then(|| order(5)),
            until: None,
        }
        .into(),
        1 if choice < 128 => exemption::Command::Lift {
            exemption,
            ground: "mistake".into(),
            document: RULING,
        }
        .into(),
        1 | 2 => {
            let n = 10 + story.state.orders.len() as u128;
            let mut freeze = draft(order(n), Measure::Freeze, line(asset, cny(sum)));
            freeze.lines[0].known_available = story
                .state
                .assets
                .get(&asset)
                .and_then(|known| known.available);
            Command::DraftPlan {
                plan: PlanId(order(n).0),
                orders: vec![freeze],
                overrides: vec![],
            }
        }
        _ => plan_freeze(PlanId(order(40 + u128::from(which)).0), LIABILITY),
    }
}

fn following((kind, which, sum, choice): Move, story: &Story) -> Command {
    let id = order(1 + u128::from(which % 2));
    let objection = UnitObjectionId(Uuid::from_u128(0xb00 + u128::from(which % 2)));
    let today = story.now.date_in(Zone::CHINA);
    match kind % 8 {
        0 => Command::NoteOverdue { order: id },
        1 => escalation::Command::Escalate { order: id }.into(),
        2 => escalation::Command::NoteCarriedOut {
            order: id,
            level: u32::from(choice % 6),
            document: one_of(&[NOTICE, SUGGESTION], choice),
            on: today,
        }
        .into(),
        3 => objection::Command::Enter {
            objection,
            order: id,
            received_on: today,
            evidence: Digest::of(&[choice]),
        }
        .into(),
        4 => objection::Command::Answer {
            objection,
            outcome: one_of(
                &[ObjectionOutcome::Accepted, ObjectionOutcome::Rejected],
                choice,
            ),
            document: NOTICE,
        }
        .into(),
        5 => preservation::Command::NoteSuit {
            registration: OTHER_CASE,
            filed_on: today,
            evidence: Digest::of(&[choice]),
        }
        .into(),
        6 if choice < 40 => Command::CloseCase {
            registration: one_of(&[CASE, OTHER_CASE], which),
            kind: ClosingKind::RoundEnded,
            ground: "ground".into(),
            document: None,
            owner: Some(HEAD),
        },
        6 => Command::RequestRecall {
            order: id,
            ground: "paid".into(),
        },
        _ => {
            let outcome = one_of(
                &[Outcome::Done, Outcome::Partial, Outcome::Returned],
                choice,
            );
            let mut said = said(1, outcome, Some(cny(sum)));
            said.fault = (choice & 8 == 8).then_some(levy_domain::reply::Fault::Court);
            let mut reply = reply(&id, 1 + u32::from(choice >> 6), vec![said]);
            reply.last = choice & 4 == 0;
            fold(id, reply)
        }
    }
}

/// What a duty that is owed now asks.
fn owed(story: &Story) -> Option<Command> {
    story
        .state
        .duties()
        .due(story.now)
        .find_map(|duty| match duty {
            Duty::Recovery(breach) => Some(breach::Command::NoteMissed { breach }.into()),
            Duty::Escalate(order) => Some(escalation::Command::Escalate { order }.into()),
            Duty::Objection(objection) => {
                Some(objection::Command::NoteOverdue { objection }.into())
            }
            Duty::Requery(registration) => Some(requery::Command::NoteDue { registration }.into()),
            Duty::SuitDeadline(registration) => {
                Some(preservation::Command::SetDeadline { registration }.into())
            }
            Duty::SuitMissed(registration) => {
                Some(preservation::Command::NoteMissed { registration }.into())
            }
            Duty::Notice(plan) => Some(notice::Command::Owe { plan }.into()),
            Duty::NoticeOverdue(notice) => Some(notice::Command::NoteOverdue { notice }.into()),
            _ => None,
        })
}

/// Two banks were asked: one was served, the other's order waits.
fn begun() -> Story {
    Story::owed(cny(2_000))
        .does(issue(RECOVERY, DocumentKind::RecoveryOrder))
        .does(issue(DECISION, DocumentKind::FineDecision))
        .does(issue(SUGGESTION, DocumentKind::JudicialSuggestion))
        .does(Command::RegisterCase {
            registration: OTHER_CASE,
            number: "（2024）川3322执保9号".into(),
            type_code: "执保".into(),
            kind: CaseKind::Preservation,
            court: "川3322".into(),
            filed_on: day(2024, 2, 28),
            carried_in: false,
        })
        .does(
            preservation::Command::BeginBeforeSuit {
                registration: OTHER_CASE,
                document: RULING,
            }
            .into(),
        )
        .finds(vec![account(ACCOUNT, cny(700)), account(THIRD, cny(500))])
        .freezing(1, SECOND, cny(600))
        .does(Command::NoteDelivered {
            order: order(1),
            sent_at: NOW,
            delivered_at: NOW,
            served_at: None,
            receipt_number: None,
            evidence: None,
        })
        .freezing(2, CAR, cny(100))
}

pub(crate) fn command(story: &Story, next: Move) -> Option<Command> {
    match next.0 >> 6 {
        0 => Some(breaching(next, story)),
        1 => Some(freeing(next, story)),
        2 => Some(following(next, story)),
        _ => owed(story),
    }
}

/// No draft takes what stands freed.
fn spares(story: &Story, events: &[Event]) -> bool {
    let plans = events.iter().filter_map(|event| match event {
        Event::PlanDrafted(plan) => Some(&plan.orders),
        _ => None,
    });
    let binds = plans.flatten().filter(|order| order.measure.binds());
    binds.flat_map(|order| &order.lines).all(|line| {
        let on = story.now.date_in(Zone::CHINA);
        let known = story.state.assets.get(&line.asset);
        let available = known
            .and_then(|known| known.available)
            .map_or(0, |sum| sum.minor);
        let asked = line.amount.map_or(0, |sum| sum.minor);
        match story.state.exemptions.freed(&line.asset, on) {
            Freed::Whole => false,
            Freed::Sum(0) => true,
            Freed::Sum(freed) => asked + freed <= available,
        }
    })
}

fn sound(story: &Story) -> bool {
    let sum = |sums: &mut dyn Iterator<Item = Money>| sums.map(|sum| sum.minor).sum::<u64>();
    let breaches = story.state.breaches.iter().all(|(_, breach)| {
        let back = sum(&mut breach.recovered.values().map(|(back, _)| *back));
        let liable = breach.liable.map_or(0, |(liable, _)| liable.minor);
        back <= breach.moved.minor && liable <= breach.moved.minor
    });
    let fines = story.state.breaches.fines().all(|(_, fine)| {
        let paid = sum(&mut fine.collected.values().copied());
        let within = |most: Money| most.minor <= 100_000_000;
        paid <= fine.decided.minor.max(fine.amount.minor) && within(fine.amount)
    });
    breaches && fines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_history_of_what_follows_breaks_the_books(moves in prop::collection::vec((any::<u8>(), any::<u8>(), 0u64..1_500, any::<u8>()), 1..100)) {
        let mut story = begun();
        for next in moves {
            story.now = story.now.plus(match next.3 % 8 {
                0 => 40 * DAY,
                1 | 2 => DAY,
                _ => HOUR,
            });
            story.actor = one_of(
                &[judge(), judge(), Actor::officer(PRESIDENT, Role::President), clerk()],
                next.1 >> 4,
            );
            let Some(command) = command(&story, next) else { continue };
            let Ok(events) = story.decide(&command) else { continue };
            prop_assert!(spares(&story, &events), "{:?}", command);
            story.fold(events);
            prop_assert!(sound(&story), "{:?}", command);
            prop_assert_eq!(story.decide(&command), Ok(vec![]), "again: {:?}", command);
        }
    }
}
