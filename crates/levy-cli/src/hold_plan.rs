//! What a hold of a file becomes: one command to the matter that its case
//! number names.

use crate::{
    case_plan::Step,
    failure::Failure,
    hold_file::{HoldFile, HoldIn},
    lang::Key,
    problem::Problem,
};
use levy::{
    domain::{
        calendar::freeze_end,
        id::{AssetId, CommandId, HoldId, LiabilityId, MatterId, PersonId},
        matter::{
            self, Command,
            adopting::{Contradiction, contradictions},
            event::Ends,
        },
        reply::Truth,
        rules::Rules,
        time::Date,
    },
    engine::Personal,
};

/// The command that adopts a hold, sealed at this desk.
///
/// # Errors
/// The problem of the row, or that its number could not be sealed.
pub(crate) fn step(
    file: &HoldFile,
    hold: &HoldIn,
    state: &matter::State,
    rules: &Rules,
    desk: &Personal,
) -> Result<Step, Result<Problem, Failure>> {
    let problem = |column: &str, code: &str, what: Key, about: &str| {
        Ok(Problem::own(
            hold.line,
            file.heading(column),
            code,
            what,
            about,
        ))
    };
    let Some(matter) = state.matter else {
        let number = hold.case.to_string();
        return Err(problem(
            "case_number",
            "LEVY-T07",
            Key("row-no-case"),
            &number,
        ));
    };
    let Some(unit) = rules.units().by_code(&hold.unit) else {
        return Err(problem("unit", "LEVY-T11", Key("row-no-unit"), ""));
    };
    let (liability, person) = liable(hold, state, desk)
        .ok_or_else(|| problem("debtor_id", "LEVY-T30", Key("row-no-debtor"), ""))?;
    let unit = unit.unit;
    // The same asset as in a unit's answer about the same number.
    let token = desk.token("number", &hold.number);
    let asset = AssetId::derive(unit.0, &[&token.0.0]);
    let number = desk
        .seal_person(matter, person, "asset.number", &hold.number)
        .map_err(|error| Err(Failure::of(&error)))?;
    let id = hold_id(matter, asset, hold);
    let [as_ordered, as_unit_states] = hold.ends;
    let profile = rules.profile();
    let law = hold
        .from
        .and_then(|from| profile.max_term_months(&hold.class, from).ok())
        .filter(|(_, basis)| profile.severity(&basis.rule).refuses());
    let months = law
        .as_ref()
        .and_then(|(months, _)| u16::try_from(*months).ok());
    Ok(Step {
        id: CommandId::derive(matter.0, &[b"import", id.0.as_bytes()]),
        line: hold.line,
        command: Command::AdoptHold {
            hold: id,
            asset,
            class: hold.class.clone(),
            number,
            unit,
            liability,
            measure: hold.measure.clone(),
            limit: hold.limit,
            held: hold.held,
            rank: hold.rank,
            from: hold.from,
            ends: Ends {
                as_ordered,
                as_unit_states,
                as_unit_states_at: None,
                as_law_computes: hold
                    .from
                    .zip(months)
                    .map(|(from, months)| freeze_end(from, months)),
                rule: law.map(|(_, basis)| basis.clone()),
                // The decider says when it is told.
                alarm: None,
            },
            source: hold.source.clone(),
        },
    })
}

/// What the row says against itself, or against the kind of its unit.
pub(crate) fn contradicted(
    file: &HoldFile,
    step: &Step,
    rules: &Rules,
    today: Date,
) -> Vec<Problem> {
    let Command::AdoptHold { unit, .. } = &step.command else {
        return Vec::new();
    };
    let Some(unit) = rules.units().get(unit) else {
        return Vec::new();
    };
    let found = contradictions(&step.command, unit, today);
    let told = found.into_iter().map(|contradiction| {
        let heading = file.heading(contradiction.field());
        let what = said(contradiction);
        Problem::own(step.line, heading, "LEVY-T34", what, "")
    });
    told.collect()
}

fn said(contradiction: Contradiction) -> Key {
    match contradiction {
        Contradiction::BeginsLater => Key("row-begins-later"),
        Contradiction::EndAsOrdered | Contradiction::EndAsUnitStates => Key("row-end-before"),
        Contradiction::PlaceWithoutWaiting => Key("row-place-without-waiting"),
        Contradiction::WaitingWithoutPlace => Key("row-waiting-without-place"),
        Contradiction::ClassNotKept => Key("row-class-not-kept"),
        _ => Key("row-no-such-day"),
    }
}

/// Columns in which the row differs from the hold that is in the log under its
/// id. Once its unit has spoken of it, the log knows more than an old list.
pub(crate) fn differs(step: &Step, state: &matter::State) -> Vec<&'static str> {
    let Command::AdoptHold {
        hold,
        limit,
        held,
        rank,
        from,
        ends,
        ..
    } = &step.command
    else {
        return Vec::new();
    };
    let Some(known) = state.holds.get(hold) else {
        return Vec::new();
    };
    let spoken_of = known.truth != Truth::Claimed || known.as_of.is_some();
    if spoken_of || known.reported.is_some() || known.released {
        return Vec::new();
    }
    let pairs = [
        (known.limit == *limit, "limit"),
        (known.held == held.map_or(0, |held| held.minor), "held"),
        (known.rank == *rank, "rank"),
        (known.from == *from, "from"),
        (known.ends.as_ordered == ends.as_ordered, "end_as_ordered"),
        (
            known.ends.as_unit_states == ends.as_unit_states,
            "end_as_unit_states",
        ),
    ];
    let differing = pairs.into_iter().filter(|(same, _)| !same);
    differing.map(|(_, column)| column).collect()
}

/// One hold per asset, measure and earlier document.
fn hold_id(matter: MatterId, asset: AssetId, hold: &HoldIn) -> HoldId {
    let source = hold.source.as_deref().unwrap_or_default();
    HoldId::derive(
        matter.0,
        &[
            b"adopted",
            asset.0.as_bytes(),
            hold.measure.as_str().as_bytes(),
            source.as_bytes(),
        ],
    )
}

/// For whose debt: the debtor that the row names, else the only one.
fn liable(
    hold: &HoldIn,
    state: &matter::State,
    desk: &Personal,
) -> Option<(LiabilityId, PersonId)> {
    let token = hold
        .debtor
        .as_ref()
        .map(|identity| desk.token("identity", identity));
    let mut fitting = state.liabilities.values().filter(|liability| match &token {
        None => true,
        Some(token) => state
            .persons
            .get(&liability.person)
            .and_then(|(person, _)| person.identity.as_ref())
            .is_some_and(|identity| identity.token == *token),
    });
    let one = fitting.next()?;
    fitting
        .next()
        .is_none()
        .then_some((one.liability, one.person))
}
