//! Closed matters leave memory: resident memory after ten times as many of
//! them. Every eighth asks a unit before it is closed.
//!
//! Expected: nothing of a closed matter stays but its pages in the caches of
//! bounded size, so about 1.0; what grows is the table of data keys in memory
//! (some 130 bytes a person, left out here: keys follow from the seed) and
//! what the allocator does not give back. Wanted: at most 1.2.

use super::{
    case::{Bell, Case, play_all},
    figure::{Figure, Goal},
    stage::{Kind, raise, unit as unit_id},
    unit,
};
use crate::Size;
use levy::{
    Levy,
    engine::EngineLimits,
    journal::{Clock, MachineClock},
};
use levy_sim::clock::CourtClock;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// Wide, so that a hundred thousand are done in time.
const AT_ONCE: usize = 256;
const BATCH: usize = 2_000;
const UNITS: u32 = 64;
const ASKING: usize = 8;

/// In MiB, where the machine tells it.
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1_024.0)
}

pub(crate) async fn run(size: Size) -> (Vec<Figure>, ()) {
    let dir = TempDir::new().expect("a temporary directory");
    let limits = match size {
        // A tenth of the matters, and a tenth of the seats for them.
        Size::Quick => EngineLimits {
            residents: 400,
            ..EngineLimits::default()
        },
        Size::Full => EngineLimits::default(),
    };
    let clock = Arc::new(CourtClock::new(MachineClock.now()));
    let connector = unit::in_process(UNITS + 1);
    let levy = raise(dir.path(), UNITS, Kind::Simulated(clock), limits, connector).await;
    let bell = Bell::of(&levy);
    let (few, many) = size.of((1_000, 10_000), (10_000, 100_000));
    let budget = Duration::from_secs(size.of(15, 145));
    let begin = Instant::now();
    close(&levy, &bell, 0, few, begin, budget).await;
    let (first, first_took) = (settled(&levy).await, begin.elapsed().as_secs_f64());
    let done = close(&levy, &bell, few, many, begin, budget).await;
    let then = settled(&levy).await;
    let note = format!(
        "resident after {done} closed matters against {few}; {} streams in memory; {:.0} matters/s, at first {:.0}/s",
        levy.engine().residents().await,
        (done - few) as f64 / (begin.elapsed().as_secs_f64() - first_took),
        few as f64 / first_took,
    );
    levy.engine().stop().await;
    let (Some(value), Some(raw)) = (then, first) else {
        return (Vec::new(), ());
    };
    let figure = Figure {
        name: "memory",
        unit: "MiB",
        value,
        raw,
        goal: Goal::AtMost(1.2),
        note,
    };
    (vec![figure], ())
}

/// After the wake index had time to write what gathered.
async fn settled(levy: &Levy) -> Option<f64> {
    levy.engine().idle().await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    resident()
}

/// Plays matters until there are `to` of them or the time is over; how many
/// there are.
async fn close(
    levy: &Arc<Levy>,
    bell: &Arc<Bell>,
    from: usize,
    to: usize,
    begin: Instant,
    budget: Duration,
) -> usize {
    let mut done = from;
    while done < to && begin.elapsed() < budget {
        let last = (done + BATCH).min(to);
        let cases = (done..last)
            .map(|number| {
                let asked = u32::try_from(number).unwrap_or(0) % UNITS + 1;
                let units = if number % ASKING == 0 {
                    vec![unit_id(asked)]
                } else {
                    Vec::new()
                };
                let mut case = Case::prepare(levy, "m", number, units);
                case.closes = true;
                case
            })
            .collect();
        play_all(levy, bell, cases, AT_ONCE).await;
        done = last;
    }
    done
}
