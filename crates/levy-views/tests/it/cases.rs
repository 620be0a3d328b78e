//! One case with its lists, and the list of cases.

use crate::{made, scribe, scribe::Scribe};
use levy_domain::matter::event::{HoldAdopted, SweepOrdered};
use levy_domain::{asset::AssetClass, order::Measure, reply::Truth};
use levy_views::{CaseFilter, Views};

const NUMBER: &str = "（2024）川3322执7号";

fn log() -> Scribe {
    let mut log = Scribe::new();
    let stream = scribe::matter_stream(made::matter(7));
    let mut write = |event: levy_domain::matter::Event| {
        log.write(&stream, event);
    };
    write(made::matter_opened(made::matter(7)));
    write(made::registered(
        made::registration(7),
        NUMBER,
        "2024-01-05",
        false,
    ));
    write(made::claim_stated(made::claim(7), made::matter(7), 100_000));
    write(made::liable(
        made::liability(7),
        made::claim(7),
        made::person(1),
    ));
    write(
        SweepOrdered {
            sweep: made::sweep(7),
            subjects: vec![made::person(1)],
            purpose: "enforcement".into(),
            basis: made::basis(),
            documents: vec![],
            units: vec![made::unit(1)],
            not_askable: vec!["real-estate".into()],
        }
        .into(),
    );
    write(adopted(7).into());
    log
}

fn adopted(number: u128) -> HoldAdopted {
    HoldAdopted {
        hold: made::hold(number),
        asset: made::asset(number),
        class: AssetClass::Deposit,
        number: made::sealed(),
        unit: made::unit(1),
        person: made::person(1),
        liability: made::liability(number),
        measure: Measure::Freeze,
        limit: Some(made::cny(90_000)),
        held: Some(made::cny(40_000)),
        covers: None,
        rank: 0,
        from: None,
        ends: made::ends(Some("2024-12-31"), Some("2024-11-30"), Some("2025-01-31")),
        truth: Truth::Claimed,
        source: None,
    }
}

async fn views(log: &Scribe) -> (tempfile::TempDir, Views) {
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    views.catch_up(&log.entries).await.unwrap();
    (dir, views)
}

#[tokio::test]
async fn a_case_is_found_by_every_name_it_has() {
    let (_dir, views) = views(&log()).await;
    let registration = made::registration(7).to_string();
    let matter = made::matter(7).to_string();
    for name in [NUMBER, "(2024)川3322执7号", &registration, &matter] {
        let case = views.case(name).await.unwrap();
        assert_eq!(case.unwrap().matter, made::matter(7), "{name}");
    }
    for name in ["（2024）川3322执8号", "", &made::matter(8).to_string()] {
        assert_eq!(views.case(name).await.unwrap(), None, "{name}");
    }
}

#[tokio::test]
async fn every_row_behind_a_number_names_its_events() {
    let (_dir, views) = views(&log()).await;
    let case = views.case(NUMBER).await.unwrap().unwrap();
    assert_eq!(case.control.owed_minor, 101_000);
    assert_eq!(case.control.held_minor, 40_000);
    assert_eq!(case.position, views.position().map(|position| position.0));
    assert_eq!(case.not_askable, ["real-estate"]);
    let hold = &case.holds[0];
    assert_eq!(hold.end_earliest, Some(made::day("2024-11-30")));
    assert_eq!(case.control.next_hold_end, hold.end_earliest);
    assert_eq!(
        (hold.events[0].kind.as_str(), hold.events[0].revision),
        ("hold-adopted", 5)
    );
    assert_eq!(hold.events[0].stream, case.stream);
    assert_eq!(case.claims[0].events[0].kind, "claim-stated");
    assert_eq!(case.registrations[0].events[0].kind, "case-registered");
    assert_eq!(case.sweeps[0].events[0].kind, "sweep-ordered");
    assert_eq!(case.liabilities[0].events[0].kind, "liability-stated");
    assert_eq!(case.events, 6);
}

#[tokio::test]
async fn json_has_flat_sums_and_readable_ids() {
    let (_dir, views) = views(&log()).await;
    let json = serde_json::to_value(views.case(NUMBER).await.unwrap()).unwrap();
    assert_eq!(json["held_minor"], 40_000);
    assert_eq!(json["matter"], made::matter(7).to_string());
    assert_eq!(json["holds"][0]["end_earliest"], "2024-11-30");
    let back: levy_views::CaseView = serde_json::from_value(json).unwrap();
    assert_eq!(back.control.held_minor, 40_000);
}

#[tokio::test]
async fn cases_are_listed_by_filing_day_and_filtered() {
    let mut log = log();
    let stream = scribe::matter_stream(made::matter(7));
    let earlier = made::registered(
        made::registration(8),
        "（2023）川3322执9号",
        "2023-01-05",
        true,
    );
    log.write(&stream, earlier);
    let closing = made::closed(made::registration(8), "2024-02-02");
    log.write(&stream, levy_domain::matter::Event::from(closing));
    let (_dir, views) = views(&log).await;
    let numbers = |filter| {
        let rows = views.read_here(|snapshot| snapshot.cases(&filter)).unwrap();
        rows.into_iter()
            .map(|row| row.registration)
            .collect::<Vec<_>>()
    };
    let (seven, eight) = (made::registration(7), made::registration(8));
    assert_eq!(numbers(CaseFilter::default()), [eight, seven]);
    assert_eq!(
        numbers(CaseFilter {
            open: Some(true),
            ..CaseFilter::default()
        }),
        [seven]
    );
    assert_eq!(
        numbers(CaseFilter {
            open: Some(false),
            ..CaseFilter::default()
        }),
        [eight]
    );
    let number_contains = Some("执9".to_owned());
    assert_eq!(
        numbers(CaseFilter {
            number_contains,
            ..CaseFilter::default()
        }),
        [eight]
    );
    let page = CaseFilter {
        offset: 1,
        limit: Some(1),
        ..CaseFilter::default()
    };
    assert_eq!(numbers(page), [seven]);
}
