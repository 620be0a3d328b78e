//! Seals on land and buildings (E-05, T-15).

use crate::{story::*, world::*};
use levy_domain::{
    asset::{AssetClass, AssetFound},
    bytes::Digest,
    id::{AssetId, PlanId},
    matter::{Command, Event, seal::Command as Ask},
    order::{Line, Measure, OrderDraft, Reason, Route},
    reply::Outcome,
};

const LAND: AssetId = SECOND;
const BUILDING: AssetId = THIRD;

fn estate(asset: AssetId, class: &str) -> AssetFound {
    let mut found = account(asset, cny(0));
    found.class = AssetClass::from(class);
    found.unit = vehicle_office();
    (found.available, found.balance) = (None, None);
    found
}

fn seal(n: u128, asset: AssetId, class: &str) -> OrderDraft {
    let line = Line {
        class: AssetClass::from(class),
        amount: None,
        reason: Reason::new("by-hand"),
        ..line(asset, cny(1))
    };
    OrderDraft {
        unit: vehicle_office(),
        route: Route::Counter,
        ..draft(order(n), Measure::Freeze, line)
    }
}

fn sealing(orders: Vec<OrderDraft>) -> Command {
    Command::DraftPlan {
        plan: PlanId(order(1).0),
        orders,
        overrides: vec![],
    }
}

fn join() -> Command {
    Ask::Join {
        land: LAND,
        building: BUILDING,
    }
    .into()
}

fn known() -> Story {
    Story::owed(cny(1_000)).finds(vec![
        estate(LAND, "real-estate"),
        estate(BUILDING, "real-estate"),
    ])
}

fn warned(events: &[Event]) -> Vec<(AssetId, String)> {
    let Event::PlanDrafted(plan) = &events[0] else {
        panic!("{events:?}")
    };
    let named = plan.warnings.iter().filter_map(|warned| {
        let rule = warned.rule.as_ref()?;
        (rule.rule == "E-05").then(|| (warned.asset, rule.rule.clone()))
    });
    named.collect()
}

#[test]
fn land_without_its_building_is_sealed_with_a_warning() {
    given(known()).when(join()).then_kinds(["property-joined"]);
    given(known().does(join()))
        .when(sealing(vec![seal(1, LAND, "real-estate")]))
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(warned(events), [(LAND, "E-05".into())]));
    let both = vec![
        seal(1, LAND, "real-estate"),
        seal(2, BUILDING, "real-estate"),
    ];
    given(known().does(join()))
        .when(sealing(both))
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(warned(events), []));
}

#[test]
fn only_land_and_building_of_one_person_are_one_property() {
    let story = known().finds(vec![account(ACCOUNT, cny(600))]);
    let odd = Ask::Join {
        land: LAND,
        building: ACCOUNT,
    };
    given(story).when(odd.into()).then_refused("LEVY-R05");
    let third = known().finds(vec![estate(CAR, "real-estate")]).does(join());
    let again = Ask::Join {
        land: LAND,
        building: CAR,
    };
    given(third).when(again.into()).then_refused("LEVY-R67");
}

fn titled(story: &Story) -> Command {
    Ask::NoteTitled {
        hold: story.hold_of(1),
        titled_on: day(2024, 3, 1),
        evidence: Digest::of(b"extract of the register"),
    }
    .into()
}

#[test]
fn a_pre_seal_turns_into_a_seal_with_the_title_and_keeps_its_term() {
    let sealed = |class: &str| {
        Story::owed(cny(1_000))
            .finds(vec![estate(LAND, class)])
            .does(sealing(vec![seal(1, LAND, class)]))
            .issued(PlanId(order(1).0))
            .replies(1, 1, vec![said(1, Outcome::Done, None)])
    };
    let before = sealed("pre-seal");
    let ends = before.state.holds[&before.hold_of(1)].ends.clone();
    given(before)
        .when_of(titled)
        .then_kinds(["pre-seal-turned"])
        .seeing(|story| {
            let hold = &story.state.holds[&story.hold_of(1)];
            assert_eq!(hold.class, AssetClass::RealEstate);
            assert_eq!(hold.ends, ends);
        });
    given(sealed("real-estate"))
        .when_of(titled)
        .then_refused("LEVY-R05");
}
