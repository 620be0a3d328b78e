//! Who is meant, who signed, and who may be shown it.

use crate::{
    case::Case,
    rig::{Rig, bank, judge, within},
};
use levy::{
    connect::wire::HolderBody,
    journal::{AnyEvent, Decoded},
};
use levy_domain::{
    asset::HolderMatch,
    document::DocumentKind,
    id::PlanId,
    matter::{Command, Event, urgent},
    order::Measure,
    stamp::{Role, SecretUntil},
    time::HOUR,
};

#[tokio::test]
async fn whom_a_unit_has_on_record_is_compared_with_the_party_without_opening_anything() {
    within(async {
        let rig = Rig::raise((1..=4).map(bank).collect()).await;
        let case = Case::open(&rig, "a").await;
        rig.units.on_submit(|units, order, hash| {
            let mut reply = units.done(order, hash);
            let (name, number) = (order.subject.name.clone(), order.subject.identity.clone());
            let holder = match order.unit.as_str() {
                "bank-0001" => HolderBody { name, number },
                "bank-0002" => HolderBody { name, number: None },
                "bank-0003" => HolderBody {
                    name: "虚构某乙".into(),
                    number,
                },
                _ => HolderBody {
                    name,
                    number: Some("990000190001010037".into()),
                },
            };
            for found in &mut reply.found {
                found.holder = Some(holder.clone());
            }
            units.answered(reply)
        });
        case.ask().await;
        let units: Vec<_> = rig.profiles.iter().map(|unit| unit.unit).collect();
        let matches = case
            .look(move |state| {
                let of = |unit| {
                    let mut assets = state.assets.values();
                    let asset = assets.find(|asset| asset.unit == unit);
                    asset.and_then(|asset| asset.holder.clone())
                };
                units.into_iter().map(of).collect::<Vec<_>>()
            })
            .await;
        assert_eq!(
            matches,
            [
                Some(HolderMatch::Full),
                Some(HolderMatch::NameOnly),
                Some(HolderMatch::OtherName),
                Some(HolderMatch::OtherNumber),
            ]
        );
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn the_steps_of_a_freeze_say_in_their_headers_that_no_party_is_shown_them_yet() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        case.freeze().await;
        case.until("it is frozen", |state| state.holds.len() == 1)
            .await;
        let journal = rig.levy.engine().journal();
        let entries = journal.page(None, 1_000).await.expect("the log");
        let until = Some(SecretUntil::Event("hold-established".into()));
        let secret = |kind: &str| {
            let mut of_kind = entries.iter().filter(|entry| entry.event.kind() == kind);
            let first = of_kind.next().expect("it happened");
            first.header.secret_until.clone()
        };
        for kind in ["plan-drafted", "plan-approved", "orders-issued"] {
            assert_eq!(secret(kind), until, "{kind}");
        }
        for kind in ["claim-stated", "hold-established"] {
            assert_eq!(secret(kind), None, "{kind}");
        }
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_nobody_countersigns_is_said_by_the_engine_and_its_release_is_proposed() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        case.ask().await;
        let plan = PlanId::derive(case.matter.0, &[b"at once"]);
        let freeze = case.act(Command::PlanFreeze {
            plan,
            liability: case.liability,
            months: None,
            documents: Vec::new(),
            except: Vec::new(),
        });
        freeze.await.expect("a freeze is planned");
        for kind in [DocumentKind::Ruling, DocumentKind::AssistanceNotice] {
            case.document(kind, Some(plan)).await;
        }
        let list_hash = case
            .look(move |state| state.plans[&plan].drafted.list_hash)
            .await;
        let approve = urgent::Command::Approve {
            plan,
            list_hash,
            officer: judge(),
            role: Role::Judge,
            ground: "assets-being-moved".into(),
        };
        case.act(approve.into()).await.expect("it leaves at once");
        case.until("it is frozen", |state| state.holds.len() == 1)
            .await;
        rig.pass(25 * HOUR).await;
        case.until("its release is proposed", move |state| {
            let mut plans = state.plans.values();
            let proposed =
                |order: &levy_domain::order::OrderDraft| order.measure == Measure::Release;
            state.urgents.is_missed(&plan)
                && plans.any(|plan| plan.drafted.orders.iter().any(proposed))
        })
        .await;
        let journal = rig.levy.engine().journal();
        let entries = journal.page(None, 1_000).await.expect("the log");
        let missed = |event: &Decoded| {
            matches!(
                event,
                Decoded::Known(AnyEvent::Matter(Event::CountersignMissed(_)))
            )
        };
        let said = entries.iter().filter(|entry| missed(&entry.event));
        assert_eq!(said.count(), 1);
        rig.levy.engine().stop().await;
    })
    .await;
}
