//! No word of a unit stands in the stored files in the clear.

use crate::{
    case::Case,
    rig::{Rig, bank, within},
    units::{Units, cut_off},
};
use levy::connect::{
    ReplySink, Submitted, Verified,
    wire::{
        Exact, NoticeBody, NoticeKind, PriorBody, Private, ReceiptBody, ReplyBody, ReplyLine,
        RightBody, V1,
    },
};
use levy_domain::{
    asset::{AccountClass, AccountStatus},
    money::Currency,
    order::Measure,
    reply::{Fault, Outcome},
};
use std::{fs, path::Path};

const CANARIES: [&str; 2] = ["户名虚构张三", "990000190001019999"];

fn canary() -> String {
    CANARIES.concat()
}

fn prior() -> PriorBody {
    PriorBody {
        court: canary(),
        document: canary().into(),
        amount_minor: None,
        currency: None,
        from: None,
        to: None,
    }
}

fn right() -> RightBody {
    RightBody {
        kind: canary(),
        holder: Some(canary().into()),
        share: None,
        amount_minor: None,
        currency: None,
    }
}

/// A reply with a canary in every place that takes a text.
fn sings(mut reply: ReplyBody) -> ReplyBody {
    let said = Some(Private::new(canary()));
    for line in &mut reply.lines {
        line.account_class = Some(AccountClass::from(canary().as_str()));
        line.status = Some(AccountStatus::from(canary().as_str()));
        line.sub_accounts = vec![canary().into()];
        line.prior_measures = vec![prior()];
        line.rights = vec![right()];
        line.receipt_number = Some(canary());
        line.reason.clone_from(&said);
        line.fault = Some(Fault::from(canary().as_str()));
    }
    for found in &mut reply.found {
        found.sub_accounts = vec![canary().into()];
        found.prior_measures = vec![prior()];
        // Of a right of unknown kind nothing could be frozen.
        found.rights = vec![RightBody {
            kind: "pledgee".into(),
            ..right()
        }];
    }
    reply.receipt_number = Some(canary());
    reply.fault = Some(Fault::from(canary().as_str()));
    reply
}

fn files(dir: &Path, seen: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(dir).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, seen);
        } else {
            seen.push((path.display().to_string(), fs::read(&path).expect("a file")));
        }
    }
}

fn receipt(
    units: &Units,
    order: &levy::connect::wire::OrderBody,
    hash: levy_domain::bytes::Digest,
) -> ReceiptBody {
    ReceiptBody {
        v: V1,
        order: order.order,
        order_hash: hash,
        unit: order.unit.clone(),
        delivered_at: units.now(),
        served_at: None,
        receipt_number: Some(canary()),
    }
}

#[tokio::test]
async fn no_word_of_a_unit_stands_in_the_files_in_the_clear() {
    within(async {
        let rig = Rig::raise(vec![bank(1), bank(2), bank(3)]).await;
        rig.units.on_submit(|units, order, hash| {
            if order.measure == Measure::Query {
                return units.answered(sings(units.done(order, hash)));
            }
            match order.unit.as_str() {
                "bank-0001" => Submitted::accepted(receipt(units, order, hash), Some(units.keys())),
                "bank-0002" => Err(cut_off()),
                _ => {
                    let mut reply = sings(units.done(order, hash));
                    reply.lines.push(ReplyLine {
                        reason: Some(canary().into()),
                        ..ReplyLine::new(1, Outcome::from(canary().as_str()))
                    });
                    reply.refused = Some(canary().into());
                    units.answered(reply)
                }
            }
        });
        rig.units.on_inquire(|units, inquiry| {
            let (body, hash) = units.body(&inquiry.order()).expect("it came");
            let replies = vec![sings(units.done(&body, hash))];
            units.standing(inquiry, (Some(hash), replies), units.now())
        });
        let case = Case::open(&rig, "1").await;
        case.ask().await;
        let orders = case.freeze().await;
        assert_eq!(orders.len(), 3);
        rig.levy.engine().idle().await;
        rig.pass(3_600_000).await;
        rig.levy.engine().idle().await;
        let holds = case.look(|state| state.holds.len()).await;
        assert!(holds > 0, "the inquiry answered");

        let (_, hash) = rig.units.body(&orders[0]).expect("it came");
        let (order, unit) = (orders[0], rig.profiles[0].unit);
        let (body, _) = rig.units.body(&order).expect("it came");
        let sink = rig.levy.engine().clone();
        let reply = sings(rig.units.done(&body, hash));
        let reply = Verified::in_process(reply).expect("a reply");
        sink.take(unit, reply).await.expect("taken");
        let notice = NoticeBody {
            v: V1,
            unit: body.unit.clone(),
            notice: canary(),
            what: NoticeKind::from(canary().as_str()),
            hold_order: Some(order),
            hold_line: Some(1),
            class: None,
            number: Some(canary().into()),
            new_number: Some(canary().into()),
            happened_at: rig.now(),
            currency: Some(Currency::CNY),
            amount_minor: None,
            held_minor: Some(Exact::from(1)),
            available_minor: None,
            rank: None,
            to: None,
            prior_measures: vec![prior()],
        };
        let notice = Verified::in_process(notice).expect("a notice");
        sink.notice(unit, notice).await.expect("taken");
        rig.levy.engine().idle().await;
        rig.levy.engine().stop().await;

        let mut seen = Vec::new();
        files(rig.dir(), &mut seen);
        assert!(!seen.is_empty());
        for (path, bytes) in seen {
            for word in CANARIES {
                let word = word.as_bytes();
                let stands = bytes.windows(word.len()).any(|part| part == word);
                assert!(!stands, "{path} shows a unit's words");
            }
        }
    })
    .await;
}
