//! What units say: whose word counts for what, and that it is kept.

use crate::{
    case::Case,
    rig::{Rig, bank, within},
    units::{cut_off, unanswered},
};
use levy::connect::{
    BodyKind, DetachedSignature, ReplySink, SignedBody, Verified,
    wire::{Exact, NoticeBody, NoticeKind, V1, body_hash},
};
use levy::journal::{AnyEvent, Decoded};
use levy::{engine::plain_reply, proof::Signature};
use levy_domain::{
    bytes::Digest,
    id::{HoldId, OrderId},
    matter::{
        Event,
        order_state::{Ending, Phase},
    },
    money::Currency,
    sweep,
    time::{HOUR, MINUTE},
    unit,
};
use std::sync::OnceLock;

/// What the log names as evidence for a matter's events of one type; each
/// body must be there.
async fn evidence(case: &Case<'_>, of: fn(&Event) -> Option<Option<Digest>>) -> Vec<Vec<u8>> {
    let journal = case.rig.levy.engine().journal();
    let mut bodies = Vec::new();
    for entry in journal.page(None, 1_000).await.expect("the log") {
        let Decoded::Known(AnyEvent::Matter(event)) = &entry.event else {
            continue;
        };
        if let Some(named) = of(event) {
            let digest = named.expect("the event names its evidence");
            let sealed = journal.evidence(&digest).await.expect("readable");
            let sealed = sealed.expect("the body is there");
            let desk = case.rig.levy.engine().personal();
            let opened = ["unit.word", "notice.raw", "reply.raw"]
                .iter()
                .find_map(|field| {
                    desk.open_evidence(case.matter, case.person, field, &sealed)
                        .ok()
                });
            bodies.push(opened.expect("it opens"));
        }
    }
    bodies
}

fn notice(rig: &Rig, unit: &str, order: OrderId, held: u32) -> Verified<NoticeBody> {
    let body = NoticeBody {
        v: V1,
        unit: unit.into(),
        notice: format!("n-{held}"),
        what: NoticeKind::Inflow,
        hold_order: Some(order),
        hold_line: Some(1),
        class: None,
        number: None,
        new_number: None,
        happened_at: rig.now(),
        currency: Some(Currency::CNY),
        amount_minor: None,
        held_minor: Some(Exact::from(held)),
        available_minor: None,
        rank: None,
        to: None,
        prior_measures: vec![],
    };
    signed(rig, body)
}

fn signed(rig: &Rig, body: NoticeBody) -> Verified<NoticeBody> {
    let (signer, keys) = rig.units.keys();
    let signed = SignedBody::of(&body, signer).expect("signed");
    signed.open(keys).expect("authentic")
}

async fn held(case: &Case<'_>, hold: HoldId) -> u64 {
    case.look(move |state| state.holds[&hold].held).await
}

/// A case with one hold at bank 1.
async fn frozen<'a>(rig: &'a Rig) -> (Case<'a>, OrderId, HoldId) {
    let case = Case::open(rig, "a").await;
    case.ask().await;
    case.freeze().await;
    rig.levy.engine().idle().await;
    let unit = rig.profiles[0].unit;
    let (order, hold) = case
        .look(move |state| {
            let mut holds = state.holds.iter();
            let (id, hold) = holds.find(|(_, hold)| hold.unit == unit).expect("a hold");
            (hold.order.expect("an order").0, *id)
        })
        .await;
    (case, order, hold)
}

/// Why replies were set aside, in the order of the log.
async fn set_aside(rig: &Rig) -> Vec<String> {
    let journal = rig.levy.engine().journal();
    let entries = journal.page(None, 1_000).await.expect("the log");
    let reason = |event: &Decoded| match event {
        Decoded::Known(AnyEvent::Unit(unit::Event::ReplySetAside(kept))) => {
            Some(kept.reason.to_string())
        }
        _ => None,
    };
    entries
        .iter()
        .filter_map(|entry| reason(&entry.event))
        .collect()
}

#[tokio::test]
async fn a_notice_of_another_unit_changes_no_hold() {
    within(async {
        let rig = Rig::raise(vec![bank(1), bank(2)]).await;
        let (case, order, hold) = frozen(&rig).await;
        let before = held(&case, hold).await;
        rig.pass(MINUTE).await;
        let forged = notice(&rig, "bank-0002", order, 1);
        let engine = rig.levy.engine();
        let taken = engine.notice(rig.profiles[1].unit, forged).await;
        taken.expect("it is kept");
        assert_eq!(held(&case, hold).await, before);
        assert_eq!(set_aside(&rig).await, ["other-unit"]);
        engine.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_notice_older_than_the_last_word_on_a_hold_changes_nothing() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let (case, order, hold) = frozen(&rig).await;
        let unit = rig.profiles[0].unit;
        rig.pass(MINUTE).await;
        let older = notice(&rig, "bank-0001", order, 10);
        rig.pass(MINUTE).await;
        let newer = notice(&rig, "bank-0001", order, 20);
        let engine = rig.levy.engine();
        engine.notice(unit, newer).await.expect("folded");
        assert_eq!(held(&case, hold).await, 20);
        engine.notice(unit, older).await.expect("kept");
        assert_eq!(held(&case, hold).await, 20);
        assert_eq!(set_aside(&rig).await, ["older"]);
        engine.stop().await;
    })
    .await;
}

#[tokio::test]
async fn the_word_behind_a_changed_hold_is_kept() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let (case, order, _) = frozen(&rig).await;
        rig.pass(MINUTE).await;
        let said = notice(&rig, "bank-0001", order, 20);
        let kept = said.signed().expect("signed").to_evidence();
        let engine = rig.levy.engine();
        engine
            .notice(rig.profiles[0].unit, said)
            .await
            .expect("folded");
        engine.idle().await;
        let found = evidence(&case, |event| match event {
            Event::HoldChanged(changed) => Some(changed.evidence),
            _ => None,
        });
        assert_eq!(found.await, [kept]);
        engine.stop().await;
    })
    .await;
}

#[tokio::test]
async fn the_receipt_behind_a_delivery_is_kept() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        rig.units
            .on_submit(|units, order, hash| units.accepted(order, hash));
        case.freeze().await;
        rig.levy.engine().idle().await;
        let found = evidence(&case, |event| match event {
            Event::OrderDelivered(delivered) => Some(delivered.evidence),
            _ => None,
        });
        let found = found.await;
        assert_eq!(found.len(), 1);
        let (_, keys) = rig.units.keys();
        let word = SignedBody::from_evidence(&found[0]).expect("a signed body");
        word.verify(keys).expect("authentic");
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn the_not_found_that_ends_an_order_is_kept() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        rig.units.on_submit(|_, _, _| Err(cut_off()));
        rig.units
            .on_inquire(|units, inquiry| units.standing(inquiry, (None, vec![]), units.now()));
        let order = case.freeze().await[0];
        rig.levy.engine().idle().await;
        rig.pass(400 * 24 * HOUR).await;
        rig.levy.engine().idle().await;
        let phase = case.look(move |state| state.orders[&order].phase).await;
        assert_eq!(phase, Phase::Closed(Ending::NotTaken));
        let found = evidence(&case, |event| match event {
            Event::OrderNotTaken(end) => Some(end.evidence),
            _ => None,
        });
        let found = found.await;
        assert_eq!(found.len(), 1);
        let word = SignedBody::from_evidence(&found[0]).expect("a signed body");
        word.verify(rig.units.keys().1).expect("authentic");
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_reply_that_is_learned_by_asking_is_kept_with_its_signature() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        rig.units.on_submit(|_, _, _| Err(cut_off()));
        rig.units.on_inquire(|units, inquiry| {
            let (body, hash) = units.body(&inquiry.order()).expect("it came");
            let reply = units.done(&body, hash);
            units.standing(inquiry, (Some(hash), vec![reply]), units.now())
        });
        case.freeze().await;
        rig.levy.engine().idle().await;
        rig.pass(HOUR).await;
        rig.levy.engine().idle().await;
        assert_eq!(case.look(|state| state.holds.len()).await, 1);
        let found = evidence(&case, |event| match event {
            Event::OrderAnswered(answered) => Some(answered.reply.raw_evidence),
            _ => None,
        });
        let found = found.await;
        assert_eq!(found.len(), 1);
        let word = SignedBody::from_evidence(&found[0]).expect("a signed body");
        word.verify(rig.units.keys().1).expect("authentic");
        rig.levy.engine().stop().await;
    })
    .await;
}

/// What a unit once signed for another question, kept by whoever carries the
/// wire and handed to the court again.
#[tokio::test]
async fn a_standing_that_is_replayed_settles_nothing_and_is_kept() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        rig.units.on_submit(|_, _, _| Err(cut_off()));
        let first = OnceLock::new();
        rig.units.on_inquire(move |units, inquiry| {
            let first = first.get_or_init(|| inquiry.clone());
            if first == inquiry {
                return Err(unanswered());
            }
            let (body, hash) = units.body(&inquiry.order()).expect("it came");
            let reply = units.done(&body, hash);
            units.standing(first, (Some(hash), vec![reply]), units.now())
        });
        let order = case.freeze().await[0];
        rig.levy.engine().idle().await;
        rig.pass(HOUR).await;
        rig.levy.engine().idle().await;
        assert!(rig.units.inquiries(&order) > 1);
        let phase = case.look(move |state| state.orders[&order].phase).await;
        assert!(matches!(phase, Phase::Unknown { .. }));
        assert_eq!(case.look(|state| state.holds.len()).await, 0);
        let engine = rig.levy.engine();
        let unit = rig.profiles[0].unit;
        let kept = engine.look_at_unit(unit, |unit| unit.set_aside.len()).await;
        assert_eq!(kept, Some(1), "the same word is kept once");
        engine.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_standing_for_other_bytes_is_disputed_and_delivers_nothing() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        rig.units.on_submit(|_, _, _| Err(cut_off()));
        rig.units.on_inquire(|units, inquiry| {
            let other = Digest::of(b"other bytes");
            units.standing(inquiry, (Some(other), vec![]), units.now())
        });
        let order = case.freeze().await[0];
        rig.levy.engine().idle().await;
        rig.pass(HOUR).await;
        rig.levy.engine().idle().await;
        let known = case.look(move |state| state.orders[&order].clone()).await;
        assert!(known.disputed);
        assert!(matches!(known.phase, Phase::Unknown { .. }));
        let found = evidence(&case, |event| match event {
            Event::OrderDisputed(disputed) => Some(disputed.evidence),
            _ => None,
        });
        assert_eq!(found.await.len(), 1);
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_plain_nothing_found_is_rebuilt_and_its_signature_holds() {
    within(async {
        let rig = Rig::raise(vec![bank(1), bank(2)]).await;
        rig.units.on_submit(|units, order, hash| {
            let mut nothing = units.done(order, hash);
            nothing.found.clear();
            // Sealed in the log; whoever rebuilds the bytes gives it opened.
            nothing.receipt_number = (order.unit == "bank-0002").then(|| "R-7".into());
            units.answered(nothing)
        });
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        let entries = rig.levy.engine().journal().page(None, 1_000).await;
        let mut rebuilt_of = Vec::new();
        for entry in entries.expect("the log") {
            let Decoded::Known(AnyEvent::Sweep(sweep::Event::QueryAnswered(answered))) =
                &entry.event
            else {
                continue;
            };
            let reply = &answered.reply;
            assert_eq!(reply.raw_evidence, None);
            let (bank, number) = match reply.receipt_number {
                Some(_) => ("bank-0002", Some("R-7")),
                None => ("bank-0001", None),
            };
            rebuilt_of.push(bank);
            let rebuilt = plain_reply(answered.order, bank, reply, number).expect("plain");
            let (bytes, hash) = body_hash(&rebuilt).expect("canonical");
            assert_eq!(hash, reply.raw_hash);
            let given = reply.raw_signature.as_ref().expect("a signature");
            let signed = SignedBody {
                kind: BodyKind::Reply,
                bytes: bytes.into(),
                signature: DetachedSignature {
                    suite: given.suite.clone(),
                    key_id: given.key.parse().expect("a key id"),
                    signature: Signature::from_bytes(given.signature.0.clone()),
                },
            };
            signed.verify(rig.units.keys().1).expect("authentic");
        }
        rebuilt_of.sort_unstable();
        assert_eq!(rebuilt_of, ["bank-0001", "bank-0002"]);
        rig.levy.engine().stop().await;
    })
    .await;
}
