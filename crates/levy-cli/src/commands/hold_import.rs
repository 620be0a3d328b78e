//! `levy hold import`: holds made before this log or elsewhere, all or
//! nothing.

use super::import::{Known, issue};
use crate::{
    case_plan::{self, Step},
    failure::Failure,
    hold_file::{self, HoldFile},
    hold_plan,
    lang::Key,
    office::{Office, OfficeArgs},
    problem::Problem,
    screen::Screen,
    table::{Side, Table, amount_or_dash, or_dash},
    words::word,
};
use levy::{
    Levy,
    domain::{
        id::{CommandId, MatterId},
        matter::State,
    },
    engine::Personal,
    journal::{Clock, MachineClock},
};
use serde_json::json;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// What it may be told.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Check and show only.
    #[arg(long)]
    dry_run: bool,
    /// Which office.
    #[command(flatten)]
    office: OfficeArgs,
}

/// Rows above their limit that are named for people; the rest is only counted.
const LISTED: usize = 20;

/// New steps by matter, and for each hold whether it is new.
type Planned = (BTreeMap<MatterId, Vec<Step>>, Vec<bool>);

/// # Errors
/// [`Failure::Rows`] with every problem; nothing was written then.
pub(crate) async fn run(dir: &Path, args: &Args, screen: &mut Screen) -> Result<(), Failure> {
    let office = Office::load(dir, &args.office)?;
    let file = hold_file::read(&args.file)?;
    let rehearsal = office.rehearsal().await?;
    let known = Known::read(dir, &office).await?;
    let (_, new) = plan(&file, &office, &known, &rehearsal).await?;
    if args.dry_run {
        return show(&file, &new, None, screen);
    }
    known.check_nothing_leaves().await?;
    drop(known);
    let levy = office.open().await?;
    let written = write(&levy, &file, &office, screen).await;
    let caught_up = levy.refresh_views().await;
    levy.stop().await;
    let (new, events) = written?;
    caught_up?;
    show(&file, &new, Some(events), screen)
}

async fn write(
    levy: &Levy,
    file: &HoldFile,
    office: &Office,
    screen: &Screen,
) -> Result<(Vec<bool>, usize), Failure> {
    let known = Known::under(levy).await?;
    let (steps, new) = plan(file, office, &known, levy.engine().personal()).await?;
    let caller = office.caller("hold-import");
    let events = issue(levy, &caller, steps.into_iter().collect(), screen).await?;
    Ok((new, events))
}

async fn plan(
    file: &HoldFile,
    office: &Office,
    known: &Known,
    desk: &Personal,
) -> Result<Planned, Failure> {
    let mut states: BTreeMap<MatterId, State> = BTreeMap::new();
    let mut steps: BTreeMap<MatterId, Vec<Step>> = BTreeMap::new();
    let (mut new, mut problems): (Vec<bool>, Vec<Problem>) = Default::default();
    let nowhere = State::default();
    let now = MachineClock.now();
    let today = now.date_in(office.rules.profile().zone());
    let mut first_rows: BTreeMap<CommandId, u64> = BTreeMap::new();
    for hold in &file.holds {
        let matter = known.registered(&hold.case);
        if let Some(matter) = matter
            && !states.contains_key(&matter)
        {
            states.insert(matter, known.state(matter).await?);
        }
        let state = matter
            .and_then(|matter| states.get(&matter))
            .unwrap_or(&nowhere);
        match hold_plan::step(file, hold, state, &office.rules, desk) {
            Ok(step) => {
                problems.extend(hold_plan::contradicted(file, &step, &office.rules, today));
                for column in hold_plan::differs(&step, state) {
                    let (heading, what) = (file.heading(column), Key("row-differs"));
                    problems.push(Problem::own(hold.line, heading, "LEVY-T35", what, ""));
                }
                if let Some(first) = first_rows.insert(step.id, hold.line) {
                    let (heading, what) = (file.heading("number"), Key("row-hold-twice"));
                    problems.push(Problem::own(hold.line, heading, "LEVY-T25", what, first));
                }
                let missing = case_plan::missing(state, vec![step]);
                new.push(!missing.is_empty());
                if let Some(matter) = matter {
                    steps.entry(matter).or_default().extend(missing);
                }
            }
            Err(Ok(problem)) => problems.push(problem),
            Err(Err(failure)) => return Err(failure),
        }
    }
    if !problems.is_empty() {
        problems.sort_by_key(|problem| problem.row);
        return Err(Failure::Rows(problems));
    }
    for (matter, steps) in &steps {
        let state = states.remove(matter).unwrap_or_default();
        match case_plan::rehearse(state, steps, "", &office.rules, now) {
            Ok(()) => {}
            Err(Ok(problem)) => problems.push(problem),
            Err(Err(failure)) => return Err(failure),
        }
    }
    problems.sort_by_key(|problem| problem.row);
    if problems.is_empty() {
        Ok((steps, new))
    } else {
        Err(Failure::Rows(problems))
    }
}

fn show(
    file: &HoldFile,
    new: &[bool],
    events: Option<usize>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let made = new.iter().filter(|new| **new).count();
    let known = new.len() - made;
    let above: Vec<u64> = file.above_limit().collect();
    if screen.json {
        let report = json!({
            "dry_run": events.is_none(), "new": made, "known": known, "above_limit": above,
            "events": events.unwrap_or(0),
        });
        return Ok(screen.json(&report)?);
    }
    let mut table = Table::new(&[
        (Key("column-number"), Side::Left),
        (Key("column-unit"), Side::Left),
        (Key("column-class"), Side::Left),
        (Key("column-measure"), Side::Left),
        (Key("column-held"), Side::Right),
        (Key("column-end-ordered"), Side::Left),
        (Key("column-standing"), Side::Left),
    ]);
    let lang = screen.lang;
    for (hold, new) in file.holds.iter().zip(new) {
        table.row([
            hold.case.to_string(),
            hold.unit.clone(),
            word(lang, hold.class.as_str()),
            word(lang, hold.measure.as_str()),
            amount_or_dash(hold.held.map(|held| held.minor)),
            or_dash(hold.ends.first().copied().flatten()),
            lang.say(if *new {
                Key("standing-new")
            } else {
                Key("standing-known")
            }),
        ]);
    }
    screen.table(&table)?;
    if !above.is_empty() {
        let count = above.len().to_string();
        let listed = above.iter().take(LISTED);
        let lines: Vec<String> = listed.map(u64::to_string).collect();
        let with = [("count", count.as_str()), ("lines", &lines.join(", "))];
        screen.say(Key("hold-import-above"), &with)?;
    }
    let counts = [made, known, events.unwrap_or(0)].map(|count| count.to_string());
    let [made, known, events_text] = &counts;
    let with = [("new", &**made), ("known", known), ("events", events_text)];
    let key = if events.is_none() {
        Key("hold-import-would")
    } else {
        Key("hold-import-done")
    };
    Ok(screen.say(key, &with)?)
}
