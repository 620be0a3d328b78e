//! Figures with their raw limits: a row of the table each, and one JSON object
//! at the end.

use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// What a ratio to the raw limit should be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal {
    /// A rate: at least this share of the limit.
    AtLeast(f64),
    /// A time or a size: at most this many times the limit.
    AtMost(f64),
    /// Told for its own sake.
    None,
}

impl Goal {
    fn met(self, ratio: f64) -> Option<bool> {
        match self {
            Goal::AtLeast(least) => Some(ratio >= least),
            Goal::AtMost(most) => Some(ratio <= most),
            Goal::None => None,
        }
    }

    fn text(self) -> String {
        match self {
            Goal::AtLeast(least) => format!(">= {least:.2}"),
            Goal::AtMost(most) => format!("<= {most:.2}"),
            Goal::None => String::new(),
        }
    }
}

/// One row.
#[derive(Debug)]
pub(crate) struct Figure {
    /// Its name in the JSON object.
    pub(crate) name: &'static str,
    /// Unit of both values.
    pub(crate) unit: &'static str,
    pub(crate) value: f64,
    /// The same work done bare, in the same run.
    pub(crate) raw: f64,
    pub(crate) goal: Goal,
    /// What else was seen.
    pub(crate) note: String,
}

impl Figure {
    fn ratio(&self) -> f64 {
        self.value / self.raw
    }
}

/// The round in the middle, by the ratio of its two values. Whole rounds are
/// kept together: value and limit of one round saw the same machine.
pub(crate) fn median(mut rounds: Vec<(f64, f64)>) -> (f64, f64) {
    rounds.sort_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)));
    rounds
        .get(rounds.len() / 2)
        .copied()
        .unwrap_or((f64::NAN, f64::NAN))
}

/// All figures of a run.
pub(crate) struct Report {
    began: Instant,
    quick: bool,
    load: Option<String>,
    figures: Vec<Figure>,
    cut_off: Vec<String>,
}

/// One-minute load of the machine, where it can be told.
fn load() -> Option<String> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next().map(str::to_owned)
}

impl Report {
    pub(crate) fn begin(quick: bool) -> Self {
        println!(
            "{:<24} {:>10} {:>12} {:>12} {:>7} {:>8} {:>4}  note",
            "figure", "unit", "levy", "bare", "ratio", "goal", "met"
        );
        Report {
            began: Instant::now(),
            quick,
            load: load(),
            figures: Vec::new(),
            cut_off: Vec::new(),
        }
    }

    /// Prints each row as it comes, so that a cut-off run tells something.
    pub(crate) fn add(&mut self, figures: Vec<Figure>) {
        for figure in figures {
            let met = figure
                .goal
                .met(figure.ratio())
                .map_or("", |met| if met { "yes" } else { "NO" });
            println!(
                "{:<24} {:>10} {:>12.2} {:>12.2} {:>7.2} {:>8} {met:>4}  {}",
                figure.name,
                figure.unit,
                figure.value,
                figure.raw,
                figure.ratio(),
                figure.goal.text(),
                figure.note
            );
            self.figures.push(figure);
        }
    }

    pub(crate) fn cut_off(&mut self, part: &str, patience: Duration) {
        println!("{part}: cut off after {} s", patience.as_secs());
        self.cut_off.push(part.to_owned());
    }

    pub(crate) fn end(self) {
        let figures: serde_json::Map<String, Value> = self
            .figures
            .iter()
            .map(|figure| {
                let value = json!({
                    "unit": figure.unit, "value": figure.value, "bare": figure.raw,
                    "ratio": figure.ratio(), "goal": figure.goal.text(),
                    "met": figure.goal.met(figure.ratio()), "note": figure.note,
                });
                (figure.name.to_owned(), value)
            })
            .collect();
        let whole = json!({
            "bench": "speed", "quick": self.quick, "seconds": self.began.elapsed().as_secs(),
            "load": { "begin": self.load, "end": load() },
            "cut_off": self.cut_off, "figures": figures,
        });
        println!("{whole}");
    }
}
