//! `levy case show`: what a case controls now, with every list behind it.

use crate::{
    failure::Failure,
    lang::Key,
    matter_state::{PartyState, parties},
    office::{Office, OfficeArgs},
    reading::{Reading, fold_while_fitting, matter_upto},
    screen::Screen,
    table::{Side, Table, or_dash},
    words::word,
};
use levy::{
    domain::{code::Code, decider::Misfit},
    engine::QUARANTINE,
    views::CaseView,
};
use serde::Serialize;
use std::path::Path;

mod opened;
mod tables;

pub(super) use tables::{control, hold_table, number_line, sums_table};

/// What it may be told.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Case number in any bracket form, or an id.
    #[arg(value_name = "CASE")]
    case: String,
    /// Open personal data; the opening is recorded.
    #[arg(long, requires = "purpose")]
    open: bool,
    /// To what end it is opened, as a code such as `address-check`.
    #[arg(long, value_name = "CODE")]
    purpose: Option<String>,
    /// Which office, for opening.
    #[command(flatten)]
    office: OfficeArgs,
}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    case: &'a CaseView,
    parties: &'a [PartyState],
    #[serde(skip_serializing_if = "Option::is_none")]
    quarantine: Option<Quarantine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opened: Option<&'a [opened::OpenedParty]>,
}

/// Why no figure of the case can be relied on.
#[derive(Serialize)]
struct Quarantine {
    code: &'static str,
    /// The domain's word on the first event that does not fit.
    why: Option<String>,
}

impl Quarantine {
    fn of(misfit: Option<&Misfit>) -> Self {
        Quarantine {
            code: QUARANTINE,
            why: misfit.map(ToString::to_string),
        }
    }
}

/// What stands in the log in the clear is a code; the text is not repeated.
fn purpose(text: &str) -> Result<Code, Failure> {
    Code::parse(text).map_err(|_| {
        let (what, todo) = (Key("fault-no-code"), Key("do-write-code"));
        Failure::refused("LEVY-D21", what, todo, "--purpose")
    })
}

/// # Errors
/// [`Failure`]: the case is not known, or the purpose is no code.
pub(crate) async fn run(dir: &Path, args: &Args, screen: &mut Screen) -> Result<(), Failure> {
    let purpose = args.purpose.as_deref().map(purpose).transpose()?;
    let reading = Reading::open(dir).await?;
    let case = reading.case(&args.case).await?;
    let entries = matter_upto(reading.journal(), &case.stream, None).await?;
    let (state, misfit) = fold_while_fitting(&entries);
    let parties = parties(&state);
    let opened = match (args.open, &purpose) {
        (true, Some(purpose)) => {
            let office = Office::load(dir, &args.office)?;
            Some(opened::open(dir, &office, &state, purpose).await?)
        }
        _ => None,
    };
    if screen.json {
        let shown = Shown {
            case: &case,
            parties: &parties,
            quarantine: (case.unfit_events > 0).then(|| Quarantine::of(misfit.as_ref())),
            opened: opened.as_deref(),
        };
        return Ok(screen.json(&shown)?);
    }
    if case.unfit_events > 0 {
        screen.say(Key("quarantined-head"), &[("code", QUARANTINE)])?;
    }
    control(&case, screen)?;
    people(&parties, opened.as_deref(), screen)?;
    tables::lists(&case, screen)?;
    let (events, position) = (case.events.to_string(), or_dash(case.position));
    screen.line("")?;
    Ok(screen.say(
        Key("case-show-end"),
        &[("events", &events), ("position", &position)],
    )?)
}

fn people(
    parties: &[PartyState],
    opened: Option<&[opened::OpenedParty]>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    screen.heading(Key("heading-parties"))?;
    let lang = screen.lang;
    let mut table = Table::new(&[
        (Key("column-role"), Side::Left),
        (Key("column-name"), Side::Left),
        (Key("column-identity"), Side::Left),
        (Key("column-person"), Side::Left),
    ]);
    for party in parties {
        let shown = opened.and_then(|all| all.iter().find(|one| one.person == party.person));
        let masked = || lang.say(Key("masked"));
        let roles: Vec<String> = party.roles.iter().map(|role| word(lang, role)).collect();
        let numbered = party.strength != "name-only";
        table.row([
            roles.join("/"),
            shown.map_or_else(masked, |one| one.name.clone()),
            match shown {
                Some(one) => or_dash(one.identity.clone()),
                None if numbered => masked(),
                None => lang.say(Key("name-only")),
            },
            party.person.to_string(),
        ]);
    }
    Ok(screen.table(&table)?)
}
