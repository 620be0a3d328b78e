//! A round of queries in its own stream.

use crate::{planted, world::*};
use levy_domain::{
    bytes::Digest,
    decider::{Decider, Process},
    id::OrderId,
    order::{Fence, Route},
    party::IdentityStrength,
    reply::Reply,
    sweep::{Command, Duty, Event, State, Sweep, event::QueryPlanned},
    time::{HOUR, Timestamp},
};

struct Round {
    state: State,
    events: Vec<(Event, Timestamp)>,
    now: Timestamp,
}

impl Round {
    fn nothing() -> Self {
        Round {
            state: State::default(),
            events: vec![],
            now: NOW,
        }
    }

    fn opened(planned: u32) -> Self {
        Round::nothing().does(open(planned), &["sweep-opened"])
    }

    fn sealed(planned: u32) -> Self {
        let round = Round::opened(planned);
        let queries = (0..planned)
            .map(|n| query(n.into(), 1 + u64::from(n)))
            .collect();
        let kinds = vec!["query-planned"; planned as usize];
        round
            .does(Command::Plan { first: 0, queries }, &kinds)
            .does(Command::Seal, &["sweep-sealed"])
    }

    fn at(mut self, now: Timestamp) -> Self {
        self.now = now;
        self
    }

    fn decide(&self, command: &Command) -> Result<Vec<Event>, String> {
        planted::decide_round(&self.state, command, rules(), &stamp(self.now, clerk()))
            .map_err(|refusal| refusal.code())
    }

    /// Exactly these events; deciding again yields none.
    fn does(mut self, command: Command, kinds: &[&str]) -> Self {
        let events = self.decide(&command).unwrap();
        assert_eq!(events.iter().map(Event::kind).collect::<Vec<_>>(), kinds);
        for event in events {
            Sweep::evolve(&mut self.state, &event, self.now).unwrap();
            self.events.push((event, self.now));
        }
        assert_eq!(self.decide(&command), Ok(vec![]), "deciding again");
        let mut fresh = State::default();
        for (event, at) in &self.events {
            Sweep::evolve(&mut fresh, event, *at).unwrap();
        }
        assert_eq!(fresh, self.state);
        self
    }

    fn refuses(self, command: Command, code: &str) -> Self {
        assert_eq!(self.decide(&command), Err(code.to_owned()));
        self
    }

    fn owing(self, duties: &[Duty]) -> Self {
        assert_eq!(
            Sweep::due(&self.state, self.now).collect::<Vec<_>>(),
            duties
        );
        self
    }
}

fn open(planned: u32) -> Command {
    Command::Open {
        sweep: SWEEP,
        matter: MATTER,
        purpose: "enforcement".into(),
        basis: basis(),
        documents: vec![],
        planned,
    }
}

fn query(n: u128, revision: u64) -> QueryPlanned {
    QueryPlanned {
        order: order(n),
        unit: bank(),
        route: Route::Api,
        person: DEBTOR,
        identity: IdentityStrength::Valid,
        fence: Fence { epoch: 0, revision },
        body_hash: body_hash(&order(n)),
    }
}

fn answer(n: u128, sequence: u32) -> Command {
    let found = vec![account(ACCOUNT, cny(5))];
    Command::FoldReply {
        order: order(n),
        reply: Reply {
            found,
            ..reply(&order(n), sequence, vec![])
        },
    }
}

fn silent(n: u128) -> Command {
    Command::NoteSilent { order: order(n) }
}

const LATE: Timestamp = Timestamp(NOW.0 + 24 * HOUR);

#[test]
fn a_round_begins_with_its_size_and_owes_its_plan() {
    Round::nothing()
        .refuses(Command::Seal, "LEVY-R01")
        .refuses(open(0), "LEVY-R31")
        .does(open(2), &["sweep-opened"])
        .owing(&[Duty::Plan]);
    Round::opened(2).refuses(open(3), "LEVY-R02");
}

#[test]
fn a_plan_is_written_in_chunks_and_then_sealed() {
    Round::opened(2)
        .does(
            Command::Plan {
                first: 0,
                queries: vec![query(0, 1)],
            },
            &["query-planned"],
        )
        .refuses(Command::Seal, "LEVY-R30")
        .does(
            Command::Plan {
                first: 1,
                queries: vec![query(1, 2)],
            },
            &["query-planned"],
        )
        .owing(&[Duty::Plan])
        .does(Command::Seal, &["sweep-sealed"])
        .owing(&[Duty::Carry(order(0)), Duty::Carry(order(1))]);
}

#[test]
fn a_chunk_comes_in_its_place_with_its_fences_and_no_more_than_announced() {
    let plan = |first, queries| Command::Plan { first, queries };
    let mut nameless = query(0, 1);
    nameless.identity = IdentityStrength::NameOnly;
    Round::opened(2)
        .refuses(plan(1, vec![query(1, 1)]), "LEVY-R05")
        .refuses(plan(0, vec![query(0, 2)]), "LEVY-R22")
        .refuses(plan(0, vec![query(0, 1), query(0, 2)]), "LEVY-R02")
        .refuses(
            plan(0, vec![query(0, 1), query(1, 2), query(2, 3)]),
            "LEVY-R05",
        )
        .refuses(plan(0, vec![nameless]), "LEVY-R11");
}

#[test]
fn nothing_of_a_round_is_sent_before_its_seal() {
    Round::opened(1)
        .does(
            Command::Plan {
                first: 0,
                queries: vec![query(0, 1)],
            },
            &["query-planned"],
        )
        .owing(&[Duty::Plan]);
}

#[test]
fn the_last_answer_completes_the_round() {
    let round = Round::sealed(2)
        .does(answer(0, 1), &["query-answered"])
        .owing(&[Duty::Carry(order(1))])
        .does(answer(1, 1), &["query-answered", "sweep-completed"])
        .owing(&[]);
    assert_eq!((round.state.answered, round.state.found.len()), (2, 2));
    assert!(round.state.is_quiet());
}

#[test]
fn an_answer_in_parts_is_final_with_the_last() {
    let Command::FoldReply { order: id, reply } = answer(0, 1) else {
        unreachable!()
    };
    let first = Command::FoldReply {
        order: id,
        reply: Reply {
            last: false,
            ..reply
        },
    };
    Round::sealed(1)
        .does(first, &["query-answered"])
        .owing(&[Duty::Carry(order(0))])
        .does(answer(0, 2), &["query-answered", "sweep-completed"]);
}

#[test]
fn an_answer_to_other_bytes_or_to_no_query_is_set_aside_elsewhere() {
    let Command::FoldReply { order: id, reply } = answer(0, 1) else {
        unreachable!()
    };
    let other = Command::FoldReply {
        order: id,
        reply: Reply {
            order_hash: Digest::of(b"other"),
            ..reply
        },
    };
    Round::sealed(1)
        .refuses(other, "LEVY-R03")
        .refuses(answer(7, 1), "LEVY-R03");
}

#[test]
fn a_unit_that_does_not_answer_in_time_is_silent() {
    Round::sealed(2)
        .does(silent(0), &[])
        .at(LATE)
        .owing(&[Duty::Silent(order(0)), Duty::Silent(order(1))])
        .does(silent(0), &["query-silent"])
        .does(silent(1), &["query-silent"])
        .owing(&[Duty::Complete])
        .does(Command::Complete, &["sweep-completed"])
        .owing(&[]);
}

#[test]
fn the_end_of_a_round_says_who_answered_and_who_was_silent() {
    let round = Round::sealed(3)
        .does(answer(0, 1), &["query-answered"])
        .at(LATE)
        .does(silent(1), &["query-silent"])
        .does(silent(2), &["query-silent"])
        .does(Command::Complete, &["sweep-completed"]);
    let Some((Event::SweepCompleted(done), _)) = round.events.last() else {
        panic!()
    };
    assert_eq!((done.asked, done.answered), (3, 1));
    assert_eq!(done.silent, [bank(), bank()]);
}

#[test]
fn a_late_answer_is_still_folded() {
    let round = Round::sealed(2)
        .at(LATE)
        .does(silent(0), &["query-silent"])
        .does(answer(0, 1), &["query-answered"])
        .owing(&[Duty::Silent(order(1))])
        .does(silent(1), &["query-silent"])
        .does(Command::Complete, &["sweep-completed"])
        .does(answer(1, 1), &["query-answered"]);
    assert_eq!((round.state.answered, round.state.silent.len()), (2, 0));
}

#[test]
fn what_an_answer_names_after_the_round_is_owed_to_the_matter_until_it_has_it() {
    let Command::FoldReply { reply, .. } = answer(0, 1) else {
        unreachable!()
    };
    let raw_hash = reply.raw_hash;
    let round = Round::sealed(1)
        .at(LATE)
        .does(silent(0), &["query-silent"])
        .does(Command::Complete, &["sweep-completed"])
        .does(answer(0, 1), &["query-answered"])
        .owing(&[Duty::Tell(raw_hash)]);
    assert!(!round.state.is_quiet());
    let round = round
        .does(Command::NoteTold { raw_hash }, &["late-answer-told"])
        .owing(&[])
        .does(Command::NoteTold { raw_hash }, &[]);
    assert!(round.state.is_quiet());
}

#[test]
fn late_answers_are_told_one_after_the_other_as_they_came() {
    let told = |n| match answer(n, 1) {
        Command::FoldReply { reply, .. } => reply.raw_hash,
        _ => unreachable!(),
    };
    for (first, second) in [(0, 1), (1, 0)] {
        Round::sealed(2)
            .at(LATE)
            .does(silent(0), &["query-silent"])
            .does(silent(1), &["query-silent"])
            .does(Command::Complete, &["sweep-completed"])
            .does(answer(first, 1), &["query-answered"])
            .does(answer(second, 1), &["query-answered"])
            .owing(&[Duty::Tell(told(first))])
            .does(
                Command::NoteTold {
                    raw_hash: told(first),
                },
                &["late-answer-told"],
            )
            .owing(&[Duty::Tell(told(second))]);
    }
}

#[test]
fn an_earlier_reply_that_comes_later_names_nothing_anew() {
    let round = Round::sealed(2)
        .does(answer(0, 2), &["query-answered"])
        .does(answer(0, 1), &["query-answered"]);
    assert_eq!(round.state.found.len(), 1);
}

#[test]
fn what_the_round_was_told_in_time_is_not_told_again() {
    let round = Round::sealed(1).does(answer(0, 1), &["query-answered", "sweep-completed"]);
    assert!(round.state.late.is_empty() && round.state.found.len() == 1);
}

#[test]
fn a_late_answer_may_be_the_last_thing_that_was_missing() {
    Round::sealed(2)
        .at(LATE)
        .does(silent(0), &["query-silent"])
        .does(answer(1, 1), &["query-answered", "sweep-completed"]);
}

#[test]
fn a_round_is_not_complete_while_somebody_may_answer() {
    Round::sealed(1).does(Command::Complete, &[]);
    Round::opened(1).does(Command::Complete, &[]);
}

#[test]
fn a_round_wakes_at_its_deadline() {
    let round = Round::sealed(1);
    assert_eq!(Sweep::wake(&round.state, NOW), Some(LATE));
    assert_eq!(Sweep::wake(&round.state, LATE), None);
    let planning = Round::opened(1);
    assert_eq!(Sweep::wake(&planning.state, NOW), None);
}

#[test]
fn queries_that_wait_are_counted() {
    let round = Round::sealed(3).does(answer(1, 1), &["query-answered"]);
    let waiting: Vec<OrderId> = round
        .state
        .waiting()
        .map(|query| query.planned.order)
        .collect();
    assert_eq!(
        (waiting, round.state.waiting_count()),
        (vec![order(0), order(2)], 2)
    );
}
