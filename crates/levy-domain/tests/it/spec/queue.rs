//! Places in queues: who is ahead, a promotion that is only presumed, what
//! never took effect, the disposal right.

use crate::{story::*, world::*};
use levy_domain::{
    asset::PriorMeasure,
    bytes::Digest,
    document::DocumentKind,
    id::HoldId,
    identifier::CourtCode,
    matter::{
        Command, Duty, Event,
        command::Override,
        event::ClosingKind,
        queue::{self, Ground},
        term::TermState,
    },
    order::Measure,
    reply::Outcome,
    rules::Rules,
    stamp::{Actor, Role},
    time::{Date, Timestamp, Zone},
    unit::Ability,
};
use std::sync::OnceLock;

pub(super) fn start(year: i32, month: u32, of: u32) -> Timestamp {
    Timestamp::start_of(day(year, month, of), Zone::CHINA)
}

/// A seal of another court from 2023-09-01.
pub(super) fn ahead_until(to: Option<Date>) -> PriorMeasure {
    PriorMeasure {
        court: Some(CourtCode::parse("川3301").unwrap()),
        authority: None,
        document: sealed(77),
        amount: Some(cny(900)),
        from: Some(day(2023, 9, 1)),
        to,
    }
}

/// 600 asked for, second behind what the unit names in its reply.
fn waiting_behind(ahead: Vec<PriorMeasure>) -> Story {
    let wait = draft(order(1), Measure::WaitingFreeze, line(ACCOUNT, cny(600)));
    let mut word = said(1, Outcome::Waiting, None);
    word.rank = Some(1);
    word.waiting = Some(cny(600));
    word.prior_measures = ahead;
    Story::owed(cny(1_000))
        .drafts(PLAN, wait)
        .issued(PLAN)
        .at(NOW.plus(levy_domain::time::HOUR))
        .replies(1, 1, vec![word])
}

pub(super) fn waiting() -> Story {
    waiting_behind(vec![ahead_until(Some(day(2024, 8, 31)))])
}

fn promotion(story: &Story) -> Command {
    let hold = story.hold_of(1);
    Command::Queue(queue::Command::NotePromotion { hold })
}

fn presumed() -> Story {
    let story = waiting().at(start(2024, 9, 1));
    let command = promotion(&story);
    story.does(command)
}

fn note(hold: HoldId, ahead: Vec<PriorMeasure>) -> Command {
    Command::Queue(queue::Command::NoteQueue {
        hold,
        ahead,
        behind: vec![],
        evidence: Digest::of(b"queue"),
    })
}

fn freeze(amount: u64) -> Command {
    Command::DraftPlan {
        plan: PLAN_3,
        orders: vec![draft(order(3), Measure::Freeze, line(SECOND, cny(amount)))],
        overrides: vec![],
    }
}

#[test]
fn a_reply_that_names_who_is_ahead_is_kept() {
    let story = waiting();
    let place = &story.state.holds[&story.hold_of(1)].place;
    assert_eq!(place.ahead, [ahead_until(Some(day(2024, 8, 31)))]);
    let front = place.front.as_ref().unwrap();
    assert_eq!(
        (front.at, front.basis.rule.as_str()),
        (start(2024, 9, 1), "Q-04")
    );
    let told = story.events.last().unwrap();
    assert_eq!(told.0.kind(), "queue-told");
}

#[test]
fn a_promotion_is_presumed_the_day_after_those_ahead_have_ended() {
    let hold = waiting().hold_of(1);
    given(waiting().at(start(2024, 9, 1).plus(-1)))
        .when_of(promotion)
        .then_nothing()
        .owing([]);
    let due = waiting().at(start(2024, 9, 1));
    assert_eq!(due.due(), [Duty::Promotion(hold)]);
    given(due)
        .when_of(promotion)
        .then_kinds(["promotion-presumed"])
        .owing([])
        .saying(|events| {
            let Event::PromotionPresumed(presumed) = &events[0] else {
                panic!()
            };
            assert_eq!(presumed.since, day(2024, 9, 1));
            assert_eq!(
                (presumed.limit, presumed.owner),
                (Some(cny(600)), Some(JUDGE))
            );
            // This unit has no ability to be asked.
            assert_eq!(presumed.asked, None);
        });
}

#[test]
fn a_unit_that_can_be_asked_is_asked_about_a_presumed_promotion() {
    static RULES: OnceLock<Rules> = OnceLock::new();
    let askable = RULES.get_or_init(|| {
        let mut units = units();
        let query = Ability {
            measure: Measure::Query,
            class: None,
            ..units[0].abilities[0].clone()
        };
        units[0].abilities.push(query);
        rules_with(units)
    });
    given(waiting().under(askable).at(start(2024, 9, 1)))
        .when_of(promotion)
        .then_kinds(["promotion-presumed", "sweep-ordered"])
        .saying(|events| {
            let (Event::PromotionPresumed(presumed), Event::SweepOrdered(ordered)) =
                (&events[0], &events[1])
            else {
                panic!()
            };
            assert_eq!(presumed.asked, Some(ordered.sweep));
            assert_eq!(ordered.units, [bank()]);
            assert_eq!(ordered.purpose.as_str(), "verification");
        });
}

#[test]
fn a_presumed_promotion_counts_at_its_limit_and_covers_nothing() {
    assert_eq!(waiting().room(LIABILITY), 1_000);
    let story = presumed();
    assert_eq!(story.room(LIABILITY), 400);
    let sums = story.state.claim_sums(&CLAIM);
    assert_eq!((sums.bound, sums.doubtful, sums.covers), (0, 600, 0));
    assert_eq!(story.state.excess(&CLAIM), 0);
    given(presumed())
        .when(freeze(400))
        .then_kinds(["plan-drafted"]);
    given(presumed()).when(freeze(401)).then_refused("LEVY-R12");
}

#[test]
fn the_word_of_the_unit_confirms_a_promotion_on_the_remainder() {
    given(presumed())
        .when_of(|story| Command::ObserveHold {
            hold: story.hold_of(1),
            held: cny(250),
            cause: "promoted".into(),
            rank: Some(0),
            evidence: None,
        })
        .then_kinds(["hold-changed"])
        .seeing(|story| {
            let hold = story.hold_of(1);
            assert_eq!(story.state.term_of(&hold), Some(TermState::Safe));
            let sums = story.state.claim_sums(&CLAIM);
            assert_eq!((sums.bound, sums.doubtful, sums.covers), (250, 0, 250));
            let known = &story.state.holds[&hold];
            assert_eq!(known.place.presumed, None);
            // Nobody is earlier any more: the account is short of the rest.
            assert_eq!((known.waiting, known.beyond_balance), (0, 350));
        });
}

#[test]
fn those_ahead_may_have_renewed() {
    let hold = waiting().hold_of(1);
    let renewed = || vec![ahead_until(Some(day(2025, 8, 31)))];
    given(presumed())
        .when(note(hold, renewed()))
        .then_kinds(["queue-told"])
        .seeing(|story| {
            assert_eq!(story.room(LIABILITY), 1_000);
            let next = story.state.duties().next_after(story.now);
            assert_eq!(next, Some(start(2025, 9, 1)));
        });
    // Named as before, though its day has passed: nobody knows until when, and
    // the unit is asked again.
    given(presumed())
        .when(note(hold, vec![ahead_until(Some(day(2024, 8, 31)))]))
        .then_kinds(["queue-told"])
        .owing([])
        .seeing(|story| {
            assert_eq!(story.state.holds[&hold].place.front, None);
            let next = story.state.duties().next_after(story.now);
            assert_eq!(next, Some(start(2024, 9, 16)));
        });
}

#[test]
fn the_answer_to_a_query_tells_that_those_ahead_have_renewed() {
    let answer = |to| {
        let mut found = account(ACCOUNT, cny(900));
        found.prior_measures = vec![ahead_until(Some(to))];
        found.available_at = None;
        found
    };
    let story = presumed().finds(vec![account(SECOND, cny(1))]);
    given(story)
        .when(Command::RecordAssets {
            sweep: SWEEP,
            batch: 1,
            assets: vec![answer(day(2025, 8, 31))],
        })
        .then_kinds(["assets-found", "queue-told"])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 1_000));
}

#[test]
fn no_promotion_is_presumed_while_one_of_those_ahead_is_not_known() {
    for ahead in [vec![ahead_until(None)], vec![]] {
        let story = waiting_behind(ahead);
        assert!(story.owes_nothing());
    }
}

#[test]
fn a_place_on_an_asset_that_is_gone_never_took_effect() {
    let never = |story: &Story| {
        Command::Queue(queue::Command::NoteNeverEffective {
            hold: story.hold_of(1),
            evidence: Digest::of(b"sold"),
        })
    };
    given(presumed())
        .when_of(never)
        .then_kinds(["hold-never-effective"])
        .owing([])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 1_000));
    given(Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600)))
        .when_of(never)
        .then_refused("LEVY-R44");
}

#[test]
fn what_waits_is_not_renewed() {
    given(waiting())
        .when_of(|story| Command::DraftPlan {
            plan: PLAN_2,
            orders: vec![story.on_hold(2, Measure::Renew, 1, Some(cny(600)))],
            overrides: vec![],
        })
        .then_refused_saying("LEVY-R43", "Q-06");
}

fn ask(ground: Ground, aside: Option<Override>) -> impl FnOnce(&Story) -> Command {
    move |story| {
        Command::Queue(queue::Command::AskHandover {
            hold: story.hold_of(1),
            ground,
            first_seal_on: None,
            document: NOTICE,
            aside,
        })
    }
}

const IDLE: Ground = Ground::Idle {
    in_dispute: false,
    disposal_begun: false,
};
const SECURED: Ground = Ground::Priority {
    secured: true,
    sale_begun: false,
};

/// The first seal is of 2023-09-01 and stands on 2024-08-31.
fn a_year_later(day_of: u32) -> Story {
    let story = waiting_behind(vec![ahead_until(Some(day(2026, 8, 31)))]);
    story.at(start(2024, 9, day_of))
}

#[test]
fn the_first_who_waits_asks_for_what_stood_idle_for_more_than_a_year() {
    given(a_year_later(2))
        .when_of(ask(IDLE, None))
        .then_kinds(["handover-asked"])
        .saying(|events| {
            let Event::HandoverAsked(asked) = &events[0] else {
                panic!()
            };
            assert_eq!(
                (asked.rule.rule.as_str(), &asked.answer_by),
                ("Q-10", &None)
            );
            assert_eq!(asked.first_seal_on, day(2023, 9, 1));
        });
    given(a_year_later(1))
        .when_of(ask(IDLE, None))
        .then_refused_saying("LEVY-R45", "too young");
    let disputed = Ground::Idle {
        in_dispute: true,
        disposal_begun: false,
    };
    given(a_year_later(2))
        .when_of(ask(disputed, None))
        .then_refused_saying("LEVY-R45", "in dispute");
    let begun = Ground::Idle {
        in_dispute: false,
        disposal_begun: true,
    };
    given(a_year_later(2))
        .when_of(ask(begun, None))
        .then_refused_saying("LEVY-R45", "disposal has begun");
}

#[test]
fn a_creditor_with_priority_asks_after_more_than_sixty_days() {
    // 60 days after 2023-09-01 is 2023-10-31; 15 days after 2024-03-01 is a
    // Saturday, so the clock ends with Monday the 18th.
    given(waiting())
        .when_of(ask(SECURED, None))
        .then_kinds(["handover-asked"])
        .saying(|events| {
            let Event::HandoverAsked(asked) = &events[0] else {
                panic!()
            };
            assert_eq!(asked.rule.rule, "Q-08");
            let by = asked.answer_by.as_ref().unwrap();
            assert_eq!(
                (by.at, by.basis.rule.as_str()),
                (start(2024, 3, 19).plus(-1), "Q-09")
            );
        });
    let no_priority = Ground::Priority {
        secured: false,
        sale_begun: false,
    };
    given(waiting())
        .when_of(ask(no_priority, None))
        .then_refused_saying("LEVY-R45", "no priority");
    let selling = Ground::Priority {
        secured: true,
        sale_begun: true,
    };
    given(waiting())
        .when_of(ask(selling, None))
        .then_refused_saying("LEVY-R45", "sale has begun");
}

#[test]
fn a_test_that_was_only_seen_in_a_quotation_may_be_set_aside_by_two_officers() {
    let selling = Ground::Priority {
        secured: true,
        sale_begun: true,
    };
    let aside = |rule: &str, second| {
        Some(Override {
            rule: rule.into(),
            officers: [JUDGE, second],
            ground: "first-court-agrees".into(),
        })
    };
    // No approval comes after it: each of the two asks himself.
    given(waiting().by(judge()))
        .when_of(ask(selling, aside("Q-08", HEAD)))
        .then_kinds(["assent-given"]);
    given(waiting().by(judge()))
        .when_agreed_of(ask(selling, aside("Q-08", HEAD)))
        .then_kinds(["handover-asked"]);
    given(waiting().by(Actor::officer(JUDGE_2, Role::Judge)))
        .when_of(ask(selling, aside("Q-08", HEAD)))
        .then_refused("LEVY-R05");
    given(waiting())
        .when_of(ask(selling, aside("Q-08", JUDGE)))
        .then_refused("LEVY-R19");
    given(a_year_later(1))
        .when_of(ask(IDLE, aside("Q-10", HEAD)))
        .then_refused("LEVY-R45");
}

#[test]
fn only_a_case_in_enforcement_asks_for_an_asset() {
    let closed = waiting().judged(Command::CloseCase {
        registration: CASE,
        kind: ClosingKind::RoundEnded,
        ground: "no-assets".into(),
        document: None,
        owner: Some(HEAD),
    });
    given(closed)
        .when_of(ask(SECURED, None))
        .then_refused_saying("LEVY-R45", "not in enforcement");
}

#[test]
fn the_owner_is_told_when_the_other_court_lets_its_time_pass() {
    let asked = || {
        let story = waiting();
        let command = ask(SECURED, None)(&story);
        story.does(command)
    };
    let hold = asked().hold_of(1);
    let overdue = Command::Queue(queue::Command::NoteHandoverOverdue { hold });
    given(asked().at(start(2024, 3, 19).plus(-2)))
        .when(overdue.clone())
        .then_nothing();
    let late = asked().at(start(2024, 3, 19));
    assert_eq!(late.due(), [Duty::Handover(hold)]);
    given(late)
        .when(overdue)
        .then_kinds(["handover-overdue"])
        .owing([]);
    let answer = Command::Queue(queue::Command::NoteHandoverAnswer {
        hold,
        granted: true,
        evidence: Digest::of(b"letter"),
    });
    given(asked().at(start(2024, 3, 19)))
        .when(answer.clone())
        .then_kinds(["handover-answered"])
        .owing([]);
    given(waiting()).when(answer).then_refused("LEVY-R03");
}

#[test]
fn a_letter_that_is_not_issued_asks_for_nothing() {
    given(waiting())
        .when_of(|story| {
            Command::Queue(queue::Command::AskHandover {
                hold: story.hold_of(1),
                ground: SECURED,
                first_seal_on: None,
                document: levy_domain::id::DocumentId(uuid::Uuid::from_u128(0x99)),
                aside: None,
            })
        })
        .then_refused("LEVY-R29");
    assert!(
        waiting()
            .state
            .documents
            .values()
            .any(|known| known.kind == DocumentKind::QueryNotice)
    );
}
