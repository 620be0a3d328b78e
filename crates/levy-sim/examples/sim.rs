//! Court-years on virtual time: `sim [--years N] [--seed S] [--cases C]
//! [--jobs J] [--ci] [--plant BUG]`. One line a year, then the counters and the
//! hash over all years. `--ci` fails when a rare state was never reached;
//! `--plant` plays with a planted bug (docs/planted-bugs.md), which the auditor
//! must catch. A year runs on one thread and no year knows of another, so J years run at a time (as many
//! as there are cores) and the lines still come in order.

use levy_domain::bytes::Digest;
use levy_sim::world::{
    Sometimes,
    planted::{Bug, Plant},
    year::{MUST_REACH, Scale, YearReport, play_with, seed_of},
};
use std::{
    collections::BTreeMap,
    io::{Write, stdout},
    num::NonZero,
    process::ExitCode,
    sync::{
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{Receiver, channel},
    },
    thread,
    time::Instant,
};

struct Wanted {
    years: u64,
    seed: u64,
    scale: Scale,
    jobs: u64,
    ci: bool,
    plant: Option<Plant>,
}

/// A year as a thread hands it over: its report or why there is none, and how
/// many seconds it took.
type Played = (u64, Result<YearReport, String>, f64);

fn wanted() -> Result<Wanted, String> {
    let mut wanted = Wanted {
        years: 1,
        seed: 1,
        scale: Scale::year(),
        jobs: thread::available_parallelism().map_or(1, NonZero::get) as u64,
        ci: false,
        plant: None,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || {
            let value = words.next().and_then(|value| value.parse::<u64>().ok());
            value.ok_or_else(|| format!("{word} wants a number"))
        };
        match word.as_str() {
            "--years" => wanted.years = number()?,
            "--seed" => wanted.seed = number()?,
            "--cases" => {
                let cases = usize::try_from(number()?).map_err(|error| error.to_string())?;
                wanted.scale = Scale::small(cases);
            }
            "--jobs" => wanted.jobs = number()?.max(1),
            "--ci" => wanted.ci = true,
            "--plant" => {
                let name = words.next().unwrap_or_default();
                let bug = Bug::named(&name).ok_or_else(|| format!("no bug is called {name}"))?;
                wanted.plant = Some(bug.plant);
            }
            _ => {
                return Err(format!(
                    "{word} is not known: --years N --seed S --cases C --jobs J --ci --plant BUG"
                ));
            }
        }
    }
    Ok(wanted)
}

/// Plays all years, `jobs` at a time, and hands them over as they end. After
/// the first failure no further year is begun.
fn play_all<T>(wanted: &Wanted, tell: impl FnOnce(Receiver<Played>) -> T) -> T {
    let (next, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let (played, told) = channel();
    thread::scope(|scope| {
        for _ in 0..wanted.jobs.min(wanted.years) {
            let played = played.clone();
            let (next, stop) = (&next, &stop);
            scope.spawn(move || {
                loop {
                    let year = next.fetch_add(1, Ordering::Relaxed);
                    if year >= wanted.years || stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let begun = Instant::now();
                    let seed = seed_of(wanted.seed, year);
                    let report = play_with(seed, wanted.scale, wanted.plant)
                        .map_err(|error| error.to_string());
                    stop.fetch_or(report.is_err(), Ordering::Relaxed);
                    if played
                        .send((year, report, begun.elapsed().as_secs_f64()))
                        .is_err()
                    {
                        return;
                    }
                }
            });
        }
        drop(played);
        tell(told)
    })
}

fn run(wanted: &Wanted, out: &mut impl Write) -> Result<bool, String> {
    let begun = Instant::now();
    let (sum, hashes, events, orders) = play_all(wanted, |told| tell(wanted, &told, out))?;
    let io = |error: std::io::Error| error.to_string();
    for (what, count) in sum.iter() {
        writeln!(out, "sometimes {what} {count}").map_err(io)?;
    }
    let missing: Vec<&&str> = MUST_REACH
        .iter()
        .filter(|what| sum.count(what) == 0)
        .collect();
    for what in &missing {
        writeln!(out, "never {what}").map_err(io)?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    writeln!(
        out,
        "{} years, {events} events, {orders} orders, {seconds:.1} seconds, all logs {}",
        wanted.years,
        Digest::of(&hashes).to_hex()
    )
    .map_err(io)?;
    Ok(missing.is_empty())
}

/// Writes a line for each year, in the order of the years.
fn tell(
    wanted: &Wanted,
    told: &Receiver<Played>,
    out: &mut impl Write,
) -> Result<(Sometimes, Vec<u8>, u64, u64), String> {
    let io = |error: std::io::Error| error.to_string();
    let (mut sum, mut hashes) = (Sometimes::default(), Vec::new());
    let (mut events, mut orders) = (0, 0);
    let (mut early, mut line) = (BTreeMap::new(), 0);
    for (year, report, seconds) in told {
        early.insert(year, (report, seconds));
        while let Some((report, seconds)) = early.remove(&line) {
            let report = report?;
            writeln!(
                out,
                "year {line} seed {} events {} orders {} crashes {} seconds {seconds:.2} log {}",
                report.seed, report.events, report.orders, report.crashes, report.log_hash
            )
            .map_err(io)?;
            sum.add(&report.sometimes);
            hashes.extend_from_slice(report.log_hash.as_bytes());
            events += report.events;
            orders += report.orders;
            if wanted.years == 1 {
                for (what, count) in &report.refusals {
                    writeln!(out, "refused {what} {count}").map_err(io)?;
                }
                for (kind, count) in &report.kinds {
                    writeln!(out, "event {kind} {count}").map_err(io)?;
                }
            }
            line += 1;
        }
    }
    Ok((sum, hashes, events, orders))
}

fn main() -> ExitCode {
    let wanted = match wanted() {
        Ok(wanted) => wanted,
        Err(why) => {
            let _ = writeln!(stdout(), "{why}");
            return ExitCode::from(2);
        }
    };
    match run(&wanted, &mut stdout()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) if !wanted.ci => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            let _ = writeln!(stdout(), "{why}");
            ExitCode::FAILURE
        }
    }
}
