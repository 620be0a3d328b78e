//! Over many debtors, everything occurs that units are known to do.

use super::rig::*;
use futures::{StreamExt, stream};
use levy_connect::{
    Submitted,
    wire::{NoticeKind, OrderBody, ReplyBody, ReplyLine},
};
use levy_domain::{money::Currency, order::Measure, time::DAY};
use std::collections::BTreeMap;

/// Sends all of them, 32 at once; what was answered at once.
async fn send_all(rig: &Rig, orders: &[OrderBody]) -> Vec<ReplyBody> {
    let sent = stream::iter(orders)
        .map(|order| rig.send(order))
        .buffer_unordered(32);
    let answers = sent.filter_map(|sent| async {
        match sent.unwrap() {
            Submitted::Answered(reply) => Some(reply.body),
            Submitted::Accepted(_) => None,
        }
    });
    answers.collect().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_answer_occurs_and_the_books_agree_with_the_last_word() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    let queries: Vec<_> = ["abc-g", "ccb-g", "icbc-g"]
        .iter()
        .flat_map(|unit| (0..700).map(|person| query(unit, person)))
        .collect();
    let mut found: Vec<ReplyBody> = send_all(&rig, &queries).await;
    rig.units.advance(START.plus(30 * DAY)).await.unwrap();
    found.extend(
        rig.desk
            .replies
            .lock()
            .unwrap()
            .drain(..)
            .map(|reply| reply.body),
    );
    assert!(
        found.len() > 2_050 && found.len() < 2_100,
        "one query in a hundred is never answered"
    );

    let mut freezes = Vec::new();
    for reply in &found {
        let query = queries
            .iter()
            .find(|query| query.order == reply.order)
            .unwrap();
        let mut accounts = reply.found.iter();
        let Some(first) = accounts.next() else {
            continue;
        };
        let person = u32::try_from(freezes.len()).unwrap();
        let mut freeze = measure(Measure::Freeze, first, &reply.unit, person, 3_000_000);
        freeze.subject = query.subject.clone();
        for second in accounts {
            let mut line = measure(Measure::Freeze, second, &reply.unit, person, 3_000_000)
                .lines
                .remove(0);
            line.line = 2;
            freeze.lines.push(line);
        }
        for line in &mut freeze.lines {
            line.currency = Some(Currency::CNY);
        }
        freezes.push(freeze);
    }
    let mut said = send_all(&rig, &freezes).await;
    rig.units.advance(START.plus(90 * DAY)).await.unwrap();
    said.extend(
        rig.desk
            .replies
            .lock()
            .unwrap()
            .drain(..)
            .map(|reply| reply.body),
    );

    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let mut note = |what: &'static str, so: bool| *seen.entry(what).or_default() += u32::from(so);
    let mut last: BTreeMap<_, (u32, u64)> = BTreeMap::new();
    for reply in &said {
        note("refused", reply.refused.is_some() && reply.fault.is_none());
        note("returned", reply.fault.is_some());
        note("corrected", reply.corrects.is_some());
        note("in parts", !reply.last);
        for line in &reply.lines {
            let is = |outcome: &str| line.outcome.as_str() == outcome;
            note("done", is("done"));
            note("partial", is("partial"));
            note("waiting", is("waiting"));
            note("nothing", is("nothing"));
            note("larger", held(line) > 3_000_000);
            note("protected", line.account_class.is_some() && is("refused"));
            assert!(line.currency.is_none_or(|stated| stated == Currency::CNY));
            let known = last.entry((reply.order, line.line)).or_default();
            if reply.sequence > known.0 {
                *known = (reply.sequence, held(line));
            }
        }
    }
    let notices: Vec<_> = rig
        .desk
        .notices
        .lock()
        .unwrap()
        .drain(..)
        .map(|notice| notice.body)
        .collect();
    note("inflow", !notices.is_empty());
    let missing: Vec<_> = seen.iter().filter(|(_, count)| **count == 0).collect();
    assert!(
        missing.is_empty(),
        "{missing:?} of {} freezes: {seen:?}",
        freezes.len()
    );

    for notice in &notices {
        assert_eq!(notice.what, NoticeKind::Inflow);
        let line = (notice.hold_order.unwrap(), notice.hold_line.unwrap());
        last.insert(line, (u32::MAX, notice.held_minor.unwrap().get()));
    }
    let rows = rig.units.book_orders(0, 10_000).await.unwrap();
    for row in rows
        .iter()
        .filter(|row| row.measure.as_deref() == Some("freeze"))
    {
        let told: u64 = last
            .range((row.order, 0)..=(row.order, u32::MAX))
            .map(|(_, known)| known.1)
            .sum();
        assert_eq!(row.held_minor, told, "{row:?}");
        assert!(row.answered && row.replies_sent >= 1);
    }
    let books = rig.units.books().await.unwrap();
    assert_eq!(
        books.held_minor,
        last.values().map(|known| known.1).sum::<u64>()
    );
    assert_eq!((books.duplicate_effects, books.callbacks_pending), (0, 0));
    assert_eq!(books.notices_acked, notices.len() as u64);
}

fn held(line: &ReplyLine) -> u64 {
    line.held_minor.map_or(0, |minor| minor.get())
}
