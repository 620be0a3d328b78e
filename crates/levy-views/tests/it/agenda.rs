//! What falls due.

use crate::{made, scribe, scribe::Scribe};
use levy_domain::{
    bytes::Digest,
    court,
    id::{DocumentId, FilingId, NoticeId},
    matter::{
        self,
        event::{
            Ends, ExcessOverdue, ExcessRevealed, HandoverAsked, HandoverOverdue, HoldEndNear,
            HoldEndedUnsettled, Leg, NoticeOverdue, NoticeOwed, NoticeServed, NoticeTo,
            NoticesOwed, OutcomeUnknown, PromotionPresumed, RelayLegDone, ServiceWay,
        },
    },
    order::{Deadline, Measure},
    reply::Outcome,
    time::{Timestamp, Zone},
    unit::event::ReplySetAside,
};
use levy_views::{AgendaItem, AgendaKind, Views};

pub(crate) fn log() -> Scribe {
    let mut log = Scribe::new();
    let stream = scribe::matter_stream(made::matter(1));
    let mut write = |hour: i64, event: matter::Event| {
        log.at_hour(hour).write(&stream, event);
    };
    write(0, made::matter_opened(made::matter(1)));
    write(
        0,
        made::registered(
            made::registration(1),
            "（2024）川3322执1号",
            "2024-01-02",
            false,
        ),
    );
    write(
        0,
        made::claim_stated(made::claim(1), made::matter(1), 10_000),
    );
    write(
        0,
        made::liable(made::liability(1), made::claim(1), made::person(1)),
    );
    for number in 1..=3 {
        let line = made::line(1, made::asset(number), made::liability(1), 5_000);
        let draft = made::draft(
            made::order(number),
            Measure::Freeze,
            made::unit(1),
            vec![line],
        );
        write(0, made::plan_drafted(made::plan(number), vec![draft]));
        let due = scribe::START + 24 * 3_600_000;
        write(
            0,
            made::issued(made::plan(number), &[made::order(number)], due),
        );
    }
    let done = made::reply(
        1,
        true,
        scribe::START,
        vec![made::said(1, Outcome::Done, 30_000)],
    );
    write(1, made::answered(made::order(1), done));
    let mut hold = made::held(
        made::hold(1),
        (made::order(1), 1),
        (made::asset(1), made::unit(1)),
        30_000,
    );
    hold.ends = made::ends(Some("2024-12-31"), Some("2024-06-30"), None);
    write(1, hold.into());
    let reason = "cut-off".into();
    write(
        2,
        OutcomeUnknown {
            order: made::order(2),
            attempt: 1,
            reason,
        }
        .into(),
    );
    let aside = ReplySetAside {
        raw_hash: None,
        unit: made::unit(1),
        order: Some(made::order(3)),
        reason: "unreadable".into(),
        evidence: Digest::of(b"x"),
        received_at: Timestamp(log.now),
    };
    log.write(
        &scribe::unit_stream(made::unit(1)),
        levy_domain::unit::Event::from(aside),
    );
    log
}

pub(crate) async fn agenda(log: &Scribe, until: &str) -> Vec<AgendaItem> {
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    views.catch_up(&log.entries).await.unwrap();
    let until = Timestamp::end_of(made::day(until), Zone::CHINA);
    views.agenda(until, Zone::CHINA).await.unwrap()
}

fn kinds(items: &[AgendaItem]) -> Vec<AgendaKind> {
    items.iter().map(|item| item.kind).collect()
}

#[tokio::test]
async fn everything_due_comes_oldest_first_with_its_case() {
    let items = agenda(&log(), "2024-06-30").await;
    let expected = [
        AgendaKind::ExcessOpen,
        AgendaKind::OutcomeUnknown,
        AgendaKind::ReplySetAside,
        AgendaKind::AnswerDue,
        AgendaKind::HoldEnds,
    ];
    assert_eq!(kinds(&items), expected, "{items:#?}");
    assert!(
        items
            .iter()
            .all(|item| item.number.as_deref() == Some("（2024）川3322执1号"))
    );
    let ends = items.last().unwrap();
    // The earliest of the three ends, until 24:00 in the court's zone.
    assert_eq!(ends.due_on, Some(made::day("2024-06-30")));
    assert_eq!(
        ends.due_at,
        Timestamp::end_of(made::day("2024-06-30"), Zone::CHINA)
    );
    assert_eq!((ends.hold, ends.minor), (Some(made::hold(1)), Some(30_000)));
    assert_eq!(ends.owner, Some(made::officer(1)));
    // 300.00 are held on a claim of 110.00.
    assert_eq!(items[0].minor, Some(19_000));
}

#[tokio::test]
async fn an_excess_stands_with_its_day_until_it_is_gone_and_loudly_after_it() {
    let mut log = log();
    let stream = scribe::matter_stream(made::matter(1));
    let day = Timestamp::end_of(made::day("2024-01-10"), Zone::CHINA);
    let revealed = ExcessRevealed {
        hold: made::hold(1),
        over_order: made::cny(0),
        over_room: made::cny(19_000),
        order: None,
        rule: made::basis(),
        deadline: Some(made::deadline(day.0)),
    };
    log.write(&stream, matter::Event::from(revealed));
    let stands = |items: Vec<AgendaItem>, kind: AgendaKind| {
        let found: Vec<_> = items.into_iter().filter(|item| item.kind == kind).collect();
        let [item] = found.as_slice() else {
            panic!("{found:#?}")
        };
        assert_eq!((item.due_at, item.minor), (day, Some(19_000)));
        assert_eq!(item.owner, Some(made::officer(1)));
    };
    assert!(!kinds(&agenda(&log, "2024-01-09").await).contains(&AgendaKind::ExcessDue));
    stands(agenda(&log, "2024-01-10").await, AgendaKind::ExcessDue);
    let overdue = ExcessOverdue {
        claim: made::claim(1),
        over: made::cny(19_000),
        deadline: made::deadline(day.0),
        holds: vec![made::hold(1)],
        owners: vec![made::officer(1)],
    };
    log.write(&stream, matter::Event::from(overdue));
    stands(agenda(&log, "2024-01-10").await, AgendaKind::ExcessOverdue);
}

#[tokio::test]
async fn what_is_due_later_is_left_out() {
    let items = agenda(&log(), "2024-06-29").await;
    assert!(!kinds(&items).contains(&AgendaKind::HoldEnds));
    let items = agenda(&log(), "2024-01-01").await;
    assert!(!kinds(&items).contains(&AgendaKind::AnswerDue));
}

#[tokio::test]
async fn a_closing_names_the_owner_of_what_is_left() {
    let mut log = log();
    let mut closing = made::closed(made::registration(1), "2024-03-01");
    closing.holds_left = vec![made::hold(1)];
    closing.owner = Some(made::officer(9));
    let stream = scribe::matter_stream(made::matter(1));
    log.write(&stream, matter::Event::from(closing));
    let items = agenda(&log, "2024-06-30").await;
    assert_eq!(items.last().unwrap().owner, Some(made::officer(9)));
}

#[tokio::test]
async fn a_sweep_is_one_item() {
    let mut log = log();
    let stream = scribe::sweep_stream(made::sweep(1));
    let opened = made::sweep_opened(made::sweep(1), made::matter(1), 40);
    log.write(&stream, levy_domain::sweep::Event::from(opened));
    for number in 100..140 {
        let query = made::query_planned(made::order(number), made::unit(1));
        log.write(&stream, levy_domain::sweep::Event::from(query));
    }
    let sealed = made::sweep_sealed(40, scribe::START + 3 * 3_600_000);
    log.write(&stream, levy_domain::sweep::Event::from(sealed));
    let items = agenda(&log, "2024-06-30").await;
    let due: Vec<_> = items
        .iter()
        .filter(|item| item.kind == AgendaKind::SweepDue)
        .collect();
    assert_eq!(due.len(), 1);
    assert_eq!((due[0].count, due[0].sweep), (40, Some(made::sweep(1))));
}

#[tokio::test]
async fn a_hold_shows_how_far_its_end_was_told_and_that_it_has_passed() {
    let mut log = log();
    let stream = scribe::matter_stream(made::matter(1));
    let near = HoldEndNear {
        hold: made::hold(1),
        asset: made::asset(1),
        level: 2,
        last_day: made::day("2024-06-30"),
        days_left: 30,
        held: made::cny(30_000),
        presumed: None,
        owner: Some(made::officer(1)),
        renewal: None,
        applicant: None,
        behind: vec![],
        rule: made::basis(),
        next: None,
    };
    log.write(&stream, matter::Event::from(near));
    let items = agenda(&log, "2024-06-30").await;
    let last = items.last().unwrap();
    assert_eq!((last.kind, last.count), (AgendaKind::HoldEnds, 2));
    let ended = HoldEndedUnsettled {
        hold: made::hold(1),
        asset: made::asset(1),
        last_day: made::day("2024-06-30"),
        ended_at: Timestamp::end_of(made::day("2024-06-30"), Zone::CHINA).plus(1),
        held: made::cny(30_000),
        presumed: None,
        limit: None,
        owner: Some(made::officer(1)),
        renewal: None,
        rule: made::basis(),
    };
    log.write(&stream, matter::Event::from(ended));
    let items = agenda(&log, "2024-07-01").await;
    assert!(kinds(&items).contains(&AgendaKind::HoldEnded));
    assert!(!kinds(&items).contains(&AgendaKind::HoldEnds));
}

#[tokio::test]
async fn a_place_whose_turn_may_have_come_and_a_court_that_is_silent_are_due() {
    let mut log = log();
    let stream = scribe::matter_stream(made::matter(1));
    let mut place = made::held(
        made::hold(2),
        (made::order(2), 1),
        (made::asset(2), made::unit(1)),
        0,
    );
    place.rank = 1;
    let presumed = PromotionPresumed {
        hold: made::hold(2),
        asset: made::asset(2),
        since: made::day("2024-05-01"),
        limit: place.limit,
        ends: Ends::default(),
        owner: None,
        asked: None,
        ask_at: None,
        rule: made::basis(),
    };
    let by = Deadline {
        kind: "handover-answer".into(),
        at: Timestamp::end_of(made::day("2024-05-20"), Zone::CHINA),
        basis: made::basis(),
        unknown_years: Vec::new(),
    };
    let asked = HandoverAsked {
        hold: made::hold(2),
        first_seal_on: made::day("2023-01-01"),
        document: DocumentId(uuid::Uuid::from_u128(7)),
        rule: made::basis(),
        overridden: None,
        answer_by: Some(by.clone()),
        owner: None,
    };
    let overdue = HandoverOverdue {
        hold: made::hold(2),
        deadline: by,
        owner: None,
    };
    for event in [place.into(), presumed.into(), asked.into(), overdue.into()] {
        let event: matter::Event = event;
        log.write(&stream, event);
    }
    let items = agenda(&log, "2024-05-20").await;
    let of = |kind| {
        let found = items.iter().find(|item| item.kind == kind);
        found.map(|item| (item.hold, item.due_at.date_in(Zone::CHINA)))
    };
    let expected = |day| Some((Some(made::hold(2)), made::day(day)));
    assert_eq!(of(AgendaKind::PromotionPresumed), expected("2024-05-01"));
    assert_eq!(of(AgendaKind::HandoverDue), expected("2024-05-20"));
    assert!(!kinds(&agenda(&log, "2024-04-30").await).contains(&AgendaKind::PromotionPresumed));
}

#[tokio::test]
async fn who_must_be_told_is_due_until_he_is_and_is_loud_when_he_was_not() {
    let mut log = log();
    let stream = scribe::matter_stream(made::matter(1));
    let notice = NoticeId(uuid::Uuid::from_u128(0x77));
    let deadline = Deadline {
        kind: "notice".into(),
        at: Timestamp::end_of(made::day("2024-05-10"), Zone::CHINA),
        basis: made::basis(),
        unknown_years: Vec::new(),
    };
    let owed = NoticesOwed {
        plan: made::plan(1),
        owner: Some(made::officer(1)),
        notices: vec![NoticeOwed {
            notice,
            to: NoticeTo::RightHolder,
            person: None,
            asset: Some(made::asset(1)),
            right: Some("co-owner".into()),
            holder: None,
            holds: vec![made::hold(1)],
            fixes_claim: false,
            rule: made::basis(),
            deadline: Some(deadline.clone()),
        }],
    };
    log.write(&stream, matter::Event::from(owed));
    let told = |items: &[AgendaItem]| {
        let mut of = items.iter().filter(|item| item.what == "co-owner");
        of.next()
            .map(|item| (item.kind, item.hold, item.owner, item.count))
    };
    let stands = |kind| Some((kind, Some(made::hold(1)), Some(made::officer(1)), 0));
    assert_eq!(told(&agenda(&log, "2024-05-09").await), None);
    let due = agenda(&log, "2024-05-10").await;
    assert_eq!(told(&due), stands(AgendaKind::NoticeDue));
    let overdue = NoticeOverdue {
        notice,
        deadline,
        owner: None,
    };
    log.write(&stream, matter::Event::from(overdue));
    let loud = agenda(&log, "2024-05-11").await;
    assert_eq!(told(&loud), stands(AgendaKind::NoticeOverdue));
    let served = NoticeServed {
        notice,
        mode: ServiceWay::Post,
        served_on: made::day("2024-05-11"),
        evidence: Digest::of(b"advice of delivery"),
        late: true,
        claim_fixed_on: None,
    };
    log.write(&stream, matter::Event::from(served));
    assert_eq!(told(&agenda(&log, "2024-06-30").await), None);
}

#[tokio::test]
async fn a_leg_that_another_court_owes_is_due_there() {
    let mut log = log();
    let stream = scribe::matter_stream(made::matter(1));
    let due = Timestamp::end_of(made::day("2024-05-20"), Zone::CHINA);
    let sent = RelayLegDone {
        order: made::order(3),
        carrier: made::unit(2),
        leg: Leg::Sent,
        said_at: Timestamp(scribe::START),
        by: None,
        next: Some(made::deadline(due.0)),
        evidence: None,
    };
    log.write(&stream, matter::Event::from(sent));
    let items = agenda(&log, "2024-05-20").await;
    let leg = items.iter().find(|item| item.kind == AgendaKind::LegDue);
    let leg = leg.expect("a leg");
    assert_eq!(
        (leg.order, leg.unit),
        (Some(made::order(3)), Some(made::unit(2)))
    );
    assert_eq!((leg.what.as_str(), leg.due_at), ("taken-on", due));
}

#[tokio::test]
async fn cards_that_no_unit_confirmed_and_a_filing_that_is_stale_are_due() {
    let mut log = log();
    let stream = scribe::court_stream();
    let (unit, filing) = (made::unit(1), FilingId(uuid::Uuid::from_u128(0x88)));
    let deadline = |day| Deadline {
        kind: "card-change".into(),
        at: Timestamp::end_of(made::day(day), Zone::CHINA),
        basis: made::basis(),
        unknown_years: Vec::new(),
    };
    let due = |items: &[AgendaItem]| {
        let mut of = items
            .iter()
            .filter(|item| item.kind == AgendaKind::CardsDue);
        of.next().map(|item| {
            (
                item.unit,
                item.what.clone(),
                item.due_at.date_in(Zone::CHINA),
            )
        })
    };
    let filed = court::event::CardsFiled {
        filing,
        unit,
        officers: vec![],
        rule: made::basis(),
        alarm: None,
        ends: deadline("2024-06-30"),
        confirm_by: Some(Box::new(deadline("2024-04-26"))),
    };
    log.write(&stream, court::Event::from(filed));
    let by = made::day("2024-04-26");
    let stands = |what: &str| Some((Some(unit), what.to_owned(), by));
    assert_eq!(due(&agenda(&log, "2024-04-25").await), None);
    assert_eq!(
        due(&agenda(&log, "2024-04-26").await),
        stands("unconfirmed")
    );
    let silent = court::event::FilingUnconfirmed {
        unit,
        filing,
        deadline: deadline("2024-04-26"),
    };
    log.write(&stream, court::Event::from(silent));
    assert_eq!(
        due(&agenda(&log, "2024-06-30").await),
        stands("filing-unconfirmed")
    );
    let confirmed = court::event::CardsConfirmed {
        unit,
        filing,
        confirmed_on: made::day("2024-05-01"),
        evidence: Digest::of(b"letter"),
    };
    log.write(&stream, court::Event::from(confirmed));
    assert_eq!(due(&agenda(&log, "2024-06-30").await), None);
    let stale = court::event::FilingStale {
        unit,
        filing,
        officers: vec![made::officer(1)],
        cause: "officer-left".into(),
        deadline: Some(deadline("2024-06-03")),
    };
    log.write(&stream, court::Event::from(stale));
    let stands = (
        Some(unit),
        "officer-left".to_owned(),
        made::day("2024-06-03"),
    );
    assert_eq!(due(&agenda(&log, "2024-06-30").await), Some(stands));
    assert_eq!(due(&agenda(&log, "2024-06-02").await), None);
}
