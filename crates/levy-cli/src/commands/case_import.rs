//! `levy case import`: cases from a CSV file, all or nothing.

use super::import::{Known, issue};
use crate::{
    case_compare,
    case_file::{self, CaseFile, CaseIn},
    case_plan::{self, Standing, Step},
    failure::Failure,
    lang::Key,
    office::{Office, OfficeArgs},
    problem::Problem,
    screen::Screen,
    table::{Side, Table, amount},
};
use levy::{
    Levy,
    domain::{id::MatterId, refusal::Refusal},
    engine::Personal,
    journal::{Clock, MachineClock},
};
use serde_json::json;
use std::path::{Path, PathBuf};

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

struct Planned {
    standing: Standing,
    matter: MatterId,
    steps: Vec<Step>,
}

/// # Errors
/// [`Failure::Rows`] with every problem; nothing was written then.
pub(crate) async fn run(dir: &Path, args: &Args, screen: &mut Screen) -> Result<(), Failure> {
    let office = Office::load(dir, &args.office)?;
    let file = case_file::read(&args.file, &office.seat.code)?;
    let rehearsal = office.rehearsal().await?;
    let known = Known::read(dir, &office).await?;
    let plans = plan(&file, &office, &known, &rehearsal).await?;
    if args.dry_run {
        return show(&file.cases, &plans, None, screen);
    }
    known.check_nothing_leaves().await?;
    drop(known);
    let levy = office.open().await?;
    let written = write(&levy, &file, &office, screen).await;
    let caught_up = levy.refresh_views().await;
    levy.stop().await;
    let (plans, events) = written?;
    caught_up?;
    show(&file.cases, &plans, Some(events), screen)
}

/// Plans again under the lock, with the real desk, and issues.
async fn write(
    levy: &Levy,
    file: &CaseFile,
    office: &Office,
    screen: &Screen,
) -> Result<(Vec<Planned>, usize), Failure> {
    let known = Known::under(levy).await?;
    let mut plans = plan(file, office, &known, levy.engine().personal()).await?;
    let steps = plans
        .iter_mut()
        .map(|plan| (plan.matter, std::mem::take(&mut plan.steps)));
    let steps: Vec<_> = steps.filter(|(_, steps)| !steps.is_empty()).collect();
    let events = issue(levy, &office.caller("case-import"), steps, screen).await?;
    Ok((plans, events))
}

/// Decides everything on copies first.
async fn plan(
    file: &CaseFile,
    office: &Office,
    known: &Known,
    desk: &Personal,
) -> Result<Vec<Planned>, Failure> {
    let now = MachineClock.now();
    let (mut plans, mut problems): (Vec<Planned>, Vec<Problem>) = Default::default();
    for case in &file.cases {
        let matter = case_plan::matter_id(case);
        let registered = known.registered(&case.number);
        let state = known.state(registered.unwrap_or(matter)).await?;
        let differs = case_compare::differences(case, &state, desk);
        for (line, column) in &differs {
            let heading = file.heading(column);
            problems.push(Problem::own(
                *line,
                heading,
                "LEVY-T35",
                Key("row-differs"),
                "",
            ));
        }
        if !differs.is_empty() {
            continue;
        }
        if registered.is_some_and(|registered| registered != matter) {
            // Registered by another door than an import.
            plans.push(Planned {
                standing: Standing::Known,
                matter,
                steps: Vec::new(),
            });
            continue;
        }
        // Before anything of the case is decided: a matter is opened by one
        // command and its number registered by the next.
        let claimed = known.claimed(&case.number, desk).await?;
        if let Some(elsewhere) = claimed.filter(|claimed| *claimed != matter) {
            let taken = Refusal::NumberTaken { matter: elsewhere };
            let heading = file.heading("case_number");
            problems.push(Problem::of(case.line, heading, &taken));
            continue;
        }
        let fresh = state.matter.is_none();
        let steps = case_plan::steps(case, &office.rules, &office.seat.code, desk)?;
        let steps = case_plan::missing(&state, steps);
        let standing = match (fresh, steps.is_empty()) {
            (true, _) => Standing::New,
            (false, false) => Standing::Incomplete,
            (false, true) => Standing::Known,
        };
        let heading = file.heading("case_number");
        match case_plan::rehearse(state, &steps, heading, &office.rules, now) {
            Ok(()) => plans.push(Planned {
                standing,
                matter,
                steps,
            }),
            Err(Ok(problem)) => problems.push(problem),
            Err(Err(failure)) => return Err(failure),
        }
    }
    if problems.is_empty() {
        Ok(plans)
    } else {
        Err(Failure::Rows(problems))
    }
}

fn show(
    cases: &[CaseIn],
    plans: &[Planned],
    events: Option<usize>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let count = |standing| {
        plans
            .iter()
            .filter(|plan| plan.standing == standing)
            .count()
    };
    let (new, known) = (count(Standing::New), count(Standing::Known));
    let completed = count(Standing::Incomplete);
    if screen.json {
        let listed: Vec<_> = cases
            .iter()
            .zip(plans)
            .map(|(case, plan)| {
                json!({
                    "number": case.number.to_string(),
                    "matter": plan.matter,
                    "standing": standing_code(plan.standing),
                    "filed_on": case.filed_on,
                    "creditors": case.creditors.len(),
                    "debtors": case.debtors.len(),
                    "owed_minor": case.total(),
                })
            })
            .collect();
        let report = json!({
            "dry_run": events.is_none(), "new": new, "completed": completed, "known": known,
            "events": events.unwrap_or(0), "cases": listed,
        });
        return Ok(screen.json(&report)?);
    }
    let mut table = Table::new(&[
        (Key("column-number"), Side::Left),
        (Key("column-filed"), Side::Left),
        (Key("column-creditors"), Side::Right),
        (Key("column-debtors"), Side::Right),
        (Key("column-owed"), Side::Right),
        (Key("column-standing"), Side::Left),
    ]);
    for (case, plan) in cases.iter().zip(plans) {
        table.row([
            case.number.to_string(),
            case.filed_on.to_string(),
            case.creditors.len().to_string(),
            case.debtors.len().to_string(),
            amount(case.total()),
            screen.lang.say(standing_key(plan.standing)),
        ]);
    }
    screen.table(&table)?;
    let counts = [new, completed, known, events.unwrap_or(0)].map(|count| count.to_string());
    let [new, completed, known, events_text] = &counts;
    let with = [
        ("new", &**new),
        ("completed", completed),
        ("known", known),
        ("events", events_text),
    ];
    let key = if events.is_none() {
        Key("import-would")
    } else {
        Key("import-done")
    };
    Ok(screen.say(key, &with)?)
}

fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::New => "new",
        Standing::Incomplete => "completed",
        Standing::Known => "known",
    }
}

fn standing_key(standing: Standing) -> Key {
    match standing {
        Standing::New => Key("standing-new"),
        Standing::Incomplete => Key("standing-incomplete"),
        Standing::Known => Key("standing-known"),
    }
}
