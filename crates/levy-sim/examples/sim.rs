//! Court-years on virtual time: `sim [--years N] [--seed S] [--cases C]
//! [--ci]`. One line a year, then the counters and the hash over all years.
//! `--ci` fails when a rare state was never reached.

use levy_domain::bytes::Digest;
use levy_sim::world::{
    Sometimes,
    year::{MUST_REACH, Scale, play, seed_of},
};
use std::{
    io::{Write, stdout},
    process::ExitCode,
    time::Instant,
};

struct Wanted {
    years: u64,
    seed: u64,
    scale: Scale,
    ci: bool,
}

fn wanted() -> Result<Wanted, String> {
    let mut wanted = Wanted {
        years: 1,
        seed: 1,
        scale: Scale::year(),
        ci: false,
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
            "--ci" => wanted.ci = true,
            _ => {
                return Err(format!(
                    "{word} is not known: --years N --seed S --cases C --ci"
                ));
            }
        }
    }
    Ok(wanted)
}

fn run(wanted: &Wanted, out: &mut impl Write) -> Result<bool, String> {
    let io = |error: std::io::Error| error.to_string();
    let (mut sum, mut hashes) = (Sometimes::default(), Vec::new());
    let (mut events, mut orders) = (0, 0);
    let begun = Instant::now();
    for year in 0..wanted.years {
        let seed = seed_of(wanted.seed, year);
        let one = Instant::now();
        let report = play(seed, wanted.scale).map_err(|error| error.to_string())?;
        let seconds = one.elapsed().as_secs_f64();
        writeln!(
            out,
            "year {year} seed {seed} events {} orders {} crashes {} seconds {seconds:.2} log {}",
            report.events, report.orders, report.crashes, report.log_hash
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
    }
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
