//! Counts of registrations as a yearly table has them.

use crate::{made, scribe, scribe::Scribe};
use levy_views::{Views, YearCounts};

/// Writes registrations filed and closed in these years; `None` stays open.
struct Register {
    log: Scribe,
    next: u128,
}

impl Register {
    fn add(&mut self, count: u32, filed: i32, carried_in: bool, closed: Option<i32>) {
        for _ in 0..count {
            self.next += 1;
            let (matter, id) = (made::matter(self.next), made::registration(self.next));
            let stream = scribe::matter_stream(matter);
            let number = format!("（{filed}）川3322执{}号", self.next);
            let filed_on = format!("{filed}-06-30");
            self.log.write(&stream, made::matter_opened(matter)).write(
                &stream,
                made::registered(id, &number, &filed_on, carried_in),
            );
            if let Some(year) = closed {
                let closing = made::closed(id, &format!("{year}-12-31"));
                self.log
                    .write(&stream, levy_domain::matter::Event::from(closing));
            }
        }
    }
}

/// A tenth of a court's four years: carried in, new, closed, open at the end.
const TABLE: [(i32, u32, u32, u32, u32); 4] = [
    (2019, 5, 215, 214, 6),
    (2020, 6, 281, 286, 1),
    (2021, 1, 404, 402, 3),
    (2022, 3, 417, 417, 3),
];

fn register() -> Register {
    let mut register = Register {
        log: Scribe::new(),
        next: 0,
    };
    // What is open at a year's end is closed in the next, the last stays.
    let next_year = |year: i32| (year < 2022).then_some(year + 1);
    register.add(5, 2018, true, Some(2019));
    for (year, carried, new, closed, open) in TABLE {
        register.add(closed - carried, year, false, Some(year));
        register.add(open, year, false, next_year(year));
        assert_eq!(closed - carried + open, new);
    }
    register
}

async fn views(log: &Scribe) -> (tempfile::TempDir, Views) {
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    views.catch_up(&log.entries).await.unwrap();
    (dir, views)
}

#[tokio::test]
async fn four_years_come_out_as_they_were_put_in() {
    let (_dir, views) = views(&register().log).await;
    for (year, carried_in, new, closed, open) in TABLE {
        let counts = views.year_counts(year).await.unwrap();
        let expected = YearCounts {
            year,
            carried_in: carried_in.into(),
            new: new.into(),
            total: (carried_in + new).into(),
            closed: closed.into(),
            open: open.into(),
        };
        assert_eq!(counts, expected);
    }
}

#[tokio::test]
async fn what_is_open_at_a_years_end_is_carried_into_the_next() {
    let (_dir, views) = views(&register().log).await;
    let years = views.years().await.unwrap();
    assert_eq!(years.first().unwrap().year, 2018);
    assert_eq!(years.last().unwrap().year, 2022);
    for pair in years.windows(2) {
        assert_eq!(pair[0].open, pair[1].carried_in, "{pair:?}");
        assert_eq!(
            pair[1].carried_in + pair[1].new,
            pair[1].closed + pair[1].open
        );
    }
}

#[tokio::test]
async fn registrations_are_counted_and_types_can_be_chosen() {
    let mut log = Scribe::new();
    let stream = scribe::matter_stream(made::matter(1));
    let first = made::registered(
        made::registration(1),
        "（2022）川3322执1号",
        "2022-02-01",
        false,
    );
    log.write(&stream, made::matter_opened(made::matter(1)))
        .write(&stream, first);
    let resumed = made::registered(
        made::registration(2),
        "（2022）川3322执恢1号",
        "2022-08-01",
        false,
    );
    let levy_domain::matter::Event::CaseRegistered(mut resumed) = resumed else {
        panic!()
    };
    resumed.type_code = "执恢".into();
    log.write(&stream, levy_domain::matter::Event::from(resumed));
    let (_dir, views) = views(&log).await;
    assert_eq!(views.year_counts(2022).await.unwrap().new, 2);
    let of = |types: &'static [&'static str]| {
        views
            .read_here(move |snapshot| snapshot.year_counts_of(2022, types))
            .unwrap()
    };
    assert_eq!(of(&["执恢"]).new, 1);
    assert_eq!(of(&["执", "执恢"]).new, 2);
    assert_eq!(of(&[]).new, 0);
}
