//! What both imports share: which cases are known, and issuing commands.

use crate::{
    case_plan::Step,
    failure::Failure,
    lang::Key,
    office::Office,
    reading::{Reading, fold, has_log, matter_upto},
    screen::Screen,
};
use futures::{StreamExt, TryStreamExt, stream};
use indicatif::{ProgressBar, ProgressStyle};
use levy::{
    Levy,
    domain::{
        id::MatterId,
        identifier::case_number::Modern,
        matter,
        number::{self, spelling},
        stamp::Origin,
    },
    engine::{Caller, Circumstances, Command, Personal, StreamKey},
    journal::AnyEvent,
    views::{CaseFilter, OrderFilter},
};
use std::{
    collections::BTreeMap,
    io::{self, IsTerminal},
    path::Path,
};

/// Matters at once; enough for the writer to group their events in one sync.
const AT_ONCE: usize = 64;

/// What the log knows before an import.
pub(crate) struct Known {
    reading: Option<Reading>,
    slug: String,
    /// Matters by case number, in its one spelling: other doors than an import
    /// enter a number as it was written.
    by_number: BTreeMap<String, MatterId>,
}

impl Known {
    /// Reads the log, if there is one.
    ///
    /// # Errors
    /// [`Failure`]: it cannot be read.
    pub(crate) async fn read(dir: &Path, office: &Office) -> Result<Self, Failure> {
        let slug = office.seat.slug.clone();
        if !has_log(dir) {
            return Ok(Known {
                reading: None,
                slug,
                by_number: BTreeMap::new(),
            });
        }
        Known::of(Reading::open(dir).await?, slug).await
    }

    /// The same of an instance that runs here, under its lock.
    ///
    /// # Errors
    /// [`Failure`].
    pub(crate) async fn under(levy: &Levy) -> Result<Self, Failure> {
        Known::of(Reading::of(levy).await?, levy.engine().seat().slug.clone()).await
    }

    async fn of(reading: Reading, slug: String) -> Result<Self, Failure> {
        let cases = reading.views.cases(CaseFilter::default()).await?;
        let by_number = cases
            .into_iter()
            .map(|case| (spelling(&case.number), case.matter))
            .collect();
        Ok(Known {
            reading: Some(reading),
            slug,
            by_number,
        })
    }

    /// The matter in which a case number is registered.
    pub(crate) fn registered(&self, number: &Modern) -> Option<MatterId> {
        self.by_number.get(&spelling(&number.to_string())).copied()
    }

    /// The matter for which a case number is claimed, registered there or not:
    /// no other can register it (ADR 0017).
    ///
    /// # Errors
    /// [`Failure`]: the number's stream cannot be read.
    pub(crate) async fn claimed(
        &self,
        number: &Modern,
        desk: &Personal,
    ) -> Result<Option<MatterId>, Failure> {
        let Some(reading) = &self.reading else {
            return Ok(None);
        };
        let key = StreamKey::Number(desk.number_id(&number.to_string()));
        let Ok(name) = key.name(&self.slug) else {
            return Ok(None);
        };
        let entries = reading.journal().load(&name, None).await?;
        Ok(entries.iter().find_map(|entry| match entry.event.known() {
            Some(AnyEvent::Number(number::Event::NumberClaimed(claimed))) => Some(claimed.matter),
            _ => None,
        }))
    }

    /// The state of a matter; the empty one when it is not in the log.
    ///
    /// # Errors
    /// [`Failure`]: its chain is broken.
    pub(crate) async fn state(&self, matter: MatterId) -> Result<matter::State, Failure> {
        let Some(reading) = &self.reading else {
            return Ok(matter::State::default());
        };
        let Ok(name) = StreamKey::Matter(matter).name(&self.slug) else {
            return Ok(matter::State::default());
        };
        let entries = matter_upto(reading.journal(), name.as_str(), None).await?;
        Ok(fold(&entries)?.0)
    }

    /// From here no order may leave, and an engine that starts would write
    /// that one is about to. Such a log waits for its daemon.
    ///
    /// # Errors
    /// [`Failure::Refused`].
    pub(crate) async fn check_nothing_leaves(&self) -> Result<(), Failure> {
        let Some(reading) = &self.reading else {
            return Ok(());
        };
        for phase in ["approved", "issued", "dispatch-begun"] {
            let filter = OrderFilter {
                phase: Some(phase.to_owned()),
                queries: Some(false),
                limit: Some(1),
                ..OrderFilter::default()
            };
            if let Some(order) = reading.views.orders(filter).await?.first() {
                let (what, todo) = (Key("fault-order-leaves"), Key("do-start-daemon"));
                return Err(Failure::refused("LEVY-T12", what, todo, order.order));
            }
        }
        Ok(())
    }
}

/// Issues all steps, matter by matter and many matters at once; answers how
/// many events were written.
///
/// # Errors
/// [`Failure`]: what is written stays, and the same import again enters the
/// rest.
pub(crate) async fn issue(
    levy: &Levy,
    caller: &Caller,
    plans: Vec<(MatterId, Vec<Step>)>,
    screen: &Screen,
) -> Result<usize, Failure> {
    let bar = bar(plans.len(), screen);
    let elsewhere = Circumstances {
        origin: Origin::RecordedElsewhere,
        ..Circumstances::default()
    };
    let running = stream::iter(plans).map(|(matter, steps)| {
        let (bar, elsewhere) = (bar.clone(), elsewhere.clone());
        async move {
            let mut events = 0;
            for Step { id, command, .. } in steps {
                let answer = levy
                    .engine()
                    .command_with(
                        StreamKey::Matter(matter),
                        Command::Matter(command),
                        id,
                        caller.clone(),
                        elsewhere.clone(),
                    )
                    .await?;
                events += answer.events.len();
            }
            bar.inc(1);
            Ok::<usize, Failure>(events)
        }
    });
    let counts: Vec<usize> = running.buffer_unordered(AT_ONCE).try_collect().await?;
    bar.finish_and_clear();
    Ok(counts.into_iter().sum())
}

/// A bar on a terminal only.
pub(crate) fn bar(length: usize, screen: &Screen) -> ProgressBar {
    if screen.json || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
    match ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
