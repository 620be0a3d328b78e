//! Cases as rows of a file: one row per case, further debtors in further
//! rows with the same number. What is found here is plain personal data, so
//! nothing here has a `Debug` that shows it.

use crate::{
    amount::{self, BadAmount},
    csv_text::{Grid, Row},
    failure::Failure,
    headings::Column,
    lang::Key,
    problem::Problem,
    spoiled::{unspoiled, unspoiled_identity},
    when,
};
use levy::domain::{
    claim::ComponentKind,
    identifier::{CaseNumber, CourtCode, CreditCode, ResidentId, case_number::Modern},
    money::{Currency, MAX_MINOR, Money},
    party::{IdentityKind, PersonKind},
    time::Date,
};
use std::path::Path;

const COLUMNS: [Column; 12] = [
    Column::needed("case_number", &["案号", "执行案号"]),
    Column::may("court", &["法院", "法院代字", "立案法院"]),
    Column::needed("filed_on", &["立案日期", "立案时间"]),
    Column::may("carried_in", &["旧存"]),
    Column::needed("creditor_name", &["申请执行人", "债权人", "申请人"]),
    Column::may("creditor_id", &["申请执行人证件号", "债权人证件号"]),
    Column::needed("debtor_name", &["被执行人", "债务人", "被申请人"]),
    Column::may("debtor_id", &["被执行人证件号", "债务人证件号"]),
    Column::needed(
        "principal",
        &["本金", "标的额", "执行标的额", "申请执行标的额"],
    )
    .sum(),
    Column::may("interest", &["利息", "一般债务利息"]).sum(),
    Column::may("doubled_interest", &["迟延利息", "加倍利息"]).sum(),
    Column::may("costs", &["费用", "诉讼费"]).sum(),
];

/// Columns of the parts of a claim.
pub(crate) const COMPONENTS: [(&str, ComponentKind); 4] = [
    ("principal", ComponentKind::Principal),
    ("interest", ComponentKind::GeneralInterest),
    ("doubled_interest", ComponentKind::DoubledInterest),
    ("costs", ComponentKind::Costs),
];

/// Who takes part, as the file says.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PartyIn {
    pub(crate) name: String,
    pub(crate) kind: PersonKind,
    pub(crate) identity_kind: IdentityKind,
    /// In one spelling.
    pub(crate) identity: Option<String>,
    /// Line where it stands.
    pub(crate) line: u64,
}

impl PartyIn {
    fn same(&self, other: &PartyIn) -> bool {
        match (&self.identity, &other.identity) {
            (None, None) => self.name == other.name,
            (own, others) => own == others,
        }
    }
}

/// One case.
pub(crate) struct CaseIn {
    pub(crate) number: Modern,
    pub(crate) court: CourtCode,
    pub(crate) filed_on: Date,
    pub(crate) carried_in: bool,
    pub(crate) creditors: Vec<PartyIn>,
    pub(crate) debtors: Vec<PartyIn>,
    pub(crate) amounts: Vec<(ComponentKind, Money)>,
    /// Line of its first row.
    pub(crate) line: u64,
}

/// The cases of a file with the headings that later problems name.
pub(crate) struct CaseFile {
    pub(crate) cases: Vec<CaseIn>,
    grid: Grid,
}

impl CaseFile {
    /// The file's own heading of a column.
    pub(crate) fn heading<'f>(&'f self, column: &'f str) -> &'f str {
        self.grid.heading(column)
    }
}

impl CaseIn {
    /// Sum of what is claimed, minor units.
    pub(crate) fn total(&self) -> u64 {
        self.amounts.iter().map(|(_, amount)| amount.minor).sum()
    }
}

/// Reads a file of cases.
///
/// # Errors
/// [`Failure::Rows`] with every problem by row and column.
pub(crate) fn read(path: &Path, seat: &str) -> Result<CaseFile, Failure> {
    let grid = Grid::read(path, &COLUMNS)?;
    let mut problems = Vec::new();
    let mut cases: Vec<CaseIn> = Vec::new();
    for row in grid.rows() {
        let Some(number) = number(&grid, row, "case_number", &mut problems) else {
            continue;
        };
        match cases.iter().position(|case| case.number == number) {
            Some(place) => {
                if let Some(case) = cases.get_mut(place) {
                    further(&grid, row, case, &mut problems);
                }
            }
            None => cases.extend(first(&grid, row, number, seat, &mut problems)),
        }
    }
    if problems.is_empty() {
        Ok(CaseFile { cases, grid })
    } else {
        Err(Failure::Rows(problems))
    }
}

/// A case number of today's form, without the suffix of a document.
pub(crate) fn number(
    grid: &Grid,
    row: &Row,
    column: &str,
    problems: &mut Vec<Problem>,
) -> Option<Modern> {
    let text = grid.needed(row, column, problems)?;
    let heading = grid.heading(column);
    if let Err(what) = unspoiled(text) {
        problems.push(grid.wrong(row, column, "LEVY-T32", what));
        return None;
    }
    match CaseNumber::parse(text) {
        Ok(CaseNumber::Modern(modern)) if modern.suffix().is_none() => return Some(modern),
        Ok(CaseNumber::Modern(_)) => {
            let what = Key("row-number-of-document");
            problems.push(grid.wrong(row, column, "LEVY-T23", what));
        }
        Ok(CaseNumber::Historic(_)) => {
            problems.push(grid.wrong(row, column, "LEVY-T23", Key("row-number-old")));
        }
        Err(error) => problems.push(Problem::of(row.line, heading, &error)),
    }
    None
}

fn first(
    grid: &Grid,
    row: &Row,
    number: Modern,
    seat: &str,
    problems: &mut Vec<Problem>,
) -> Option<CaseIn> {
    let before = problems.len();
    check_court(grid, row, &number, seat, problems);
    let filed_on = grid
        .needed(row, "filed_on", problems)
        .and_then(|text| day(grid, row, "filed_on", text, problems));
    let carried_in = flag(grid, row, "carried_in", problems);
    let creditor = party(grid, row, ("creditor_name", "creditor_id"), problems);
    let debtor = party(grid, row, ("debtor_name", "debtor_id"), problems);
    let amounts = amounts(grid, row, problems);
    if problems.len() > before {
        return None;
    }
    Some(CaseIn {
        court: number.court().clone(),
        number,
        filed_on: filed_on?,
        carried_in,
        creditors: vec![creditor?],
        debtors: vec![debtor?],
        amounts,
        line: row.line,
    })
}

/// Another row of a case that is there: a further debtor or creditor. What it
/// repeats must be what the first row says.
fn further(grid: &Grid, row: &Row, case: &mut CaseIn, problems: &mut Vec<Problem>) {
    let mut differs = |column: &str| {
        let about = case.line;
        let heading = grid.heading(column);
        problems.push(Problem::own(
            row.line,
            heading,
            "LEVY-T24",
            Key("row-contradicts"),
            about,
        ));
    };
    if let Some(text) = grid.cell(row, "filed_on")
        && when::day(text) != Ok(case.filed_on)
    {
        differs("filed_on");
    }
    for (column, kind) in COMPONENTS {
        let Some(text) = grid.cell(row, column) else {
            continue;
        };
        let known = case
            .amounts
            .iter()
            .find(|(known, _)| *known == kind)
            .map(|(_, sum)| *sum);
        let zero = Money::zero(Currency::CNY);
        if amount::read(text, grid.scale(column)) != Ok(known.unwrap_or(zero)) {
            differs(column);
        }
    }
    let mut new = 0;
    if grid.cell(row, "creditor_name").is_some()
        && let Some(creditor) = party(grid, row, ("creditor_name", "creditor_id"), problems)
        && !case.creditors.iter().any(|known| known.same(&creditor))
    {
        case.creditors.push(creditor);
        new += 1;
    }
    let Some(debtor) = party(grid, row, ("debtor_name", "debtor_id"), problems) else {
        return;
    };
    if !case.debtors.iter().any(|known| known.same(&debtor)) {
        case.debtors.push(debtor);
    } else if new == 0 {
        let heading = grid.heading("case_number");
        let what = Key("row-number-twice");
        problems.push(Problem::own(row.line, heading, "LEVY-T25", what, case.line));
    }
}

fn check_court(grid: &Grid, row: &Row, number: &Modern, seat: &str, problems: &mut Vec<Problem>) {
    let of_number = number.court().as_str();
    if !of_number.starts_with(seat) {
        let heading = grid.heading("case_number");
        problems.push(Problem::own(
            row.line,
            heading,
            "LEVY-T26",
            Key("row-other-court"),
            seat,
        ));
    }
    let Some(text) = grid.cell(row, "court") else {
        return;
    };
    let heading = grid.heading("court");
    // A name of the court is taken too, where this version knows it.
    if number.court().name() == Some(text) {
        return;
    }
    match CourtCode::parse(text) {
        Ok(court) if court == *number.court() => {}
        Ok(_) => {
            let what = Key("row-court-differs");
            problems.push(Problem::own(row.line, heading, "LEVY-T26", what, of_number));
        }
        Err(error) => problems.push(Problem::of(row.line, heading, &error)),
    }
}

/// A day that exists.
pub(crate) fn day(
    grid: &Grid,
    row: &Row,
    column: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<Date> {
    when::day(text)
        .map_err(|what| {
            problems.push(grid.wrong(row, column, "LEVY-T27", what));
        })
        .ok()
}

fn flag(grid: &Grid, row: &Row, column: &str, problems: &mut Vec<Problem>) -> bool {
    match grid.cell(row, column).map(str::to_lowercase).as_deref() {
        None | Some("否" | "no" | "n" | "0" | "false") => false,
        Some("是" | "yes" | "y" | "1" | "true") => true,
        Some(_) => {
            problems.push(grid.wrong(row, column, "LEVY-T22", Key("row-yes-no")));
            false
        }
    }
}

/// A sum of money in yuan.
pub(crate) fn money(
    grid: &Grid,
    row: &Row,
    column: &str,
    problems: &mut Vec<Problem>,
) -> Option<Money> {
    let text = grid.cell(row, column)?;
    let heading = grid.heading(column);
    amount::read(text, grid.scale(column))
        .map_err(|bad| {
            problems.push(match bad {
                BadAmount::Unclear(what) => grid.wrong(row, column, "LEVY-T33", what),
                BadAmount::Money(error) => Problem::of(row.line, heading, &error),
            });
        })
        .ok()
}

fn amounts(grid: &Grid, row: &Row, problems: &mut Vec<Problem>) -> Vec<(ComponentKind, Money)> {
    grid.needed(row, "principal", problems);
    let amounts: Vec<(ComponentKind, Money)> = COMPONENTS
        .into_iter()
        .filter_map(|(column, kind)| Some((kind, money(grid, row, column, problems)?)))
        .filter(|(kind, amount)| *kind == ComponentKind::Principal || !amount.is_zero())
        .collect();
    let sum = amounts
        .iter()
        .try_fold(0_u64, |sum, (_, amount)| sum.checked_add(amount.minor));
    match sum {
        Some(0)
            if amounts
                .iter()
                .any(|(kind, _)| *kind == ComponentKind::Principal) =>
        {
            problems.push(grid.wrong(row, "principal", "LEVY-T28", Key("row-nothing-owed")));
        }
        Some(sum) if sum <= MAX_MINOR => {}
        _ => {
            problems.push(grid.wrong(row, "principal", "LEVY-T28", Key("row-sum-too-large")));
        }
    }
    amounts
}

fn party(
    grid: &Grid,
    row: &Row,
    (name, identity): (&str, &str),
    problems: &mut Vec<Problem>,
) -> Option<PartyIn> {
    let name = grid.needed(row, name, problems)?.to_owned();
    let line = row.line;
    let Some(text) = grid.cell(row, identity) else {
        // Nobody is touched on a name alone; he may still be entered.
        let kind = if name.chars().count() > 4 {
            PersonKind::Legal
        } else {
            PersonKind::Natural
        };
        let identity_kind = IdentityKind::NameOnly;
        return Some(PartyIn {
            name,
            kind,
            identity_kind,
            identity: None,
            line,
        });
    };
    let (kind, identity_kind, identity) = identified(grid, row, (identity, text), problems)?;
    Some(PartyIn {
        name,
        kind,
        identity_kind,
        identity: Some(identity),
        line,
    })
}

/// The number of a person or a body under a column.
pub(crate) fn identified(
    grid: &Grid,
    row: &Row,
    (column, text): (&str, &str),
    problems: &mut Vec<Problem>,
) -> Option<(PersonKind, IdentityKind, String)> {
    let heading = grid.heading(column);
    match unspoiled_identity(text).map(identity_of) {
        Ok(Ok(identity)) => return Some(identity),
        Ok(Err(error)) => problems.push(Problem::of(row.line, heading, &*error)),
        Err(what) => problems.push(grid.wrong(row, column, "LEVY-T32", what)),
    }
    None
}

/// Reads a number that identifies a person or a body.
///
/// # Errors
/// The rule that it breaks, of the kind that it looks most like.
fn identity_of(
    text: &str,
) -> Result<(PersonKind, IdentityKind, String), Box<dyn std::fmt::Display>> {
    let resident = match ResidentId::parse(text) {
        Ok(id) => {
            let number = id.reveal().to_owned();
            return Ok((PersonKind::Natural, IdentityKind::ResidentId, number));
        }
        Err(error) => error,
    };
    match CreditCode::parse(text) {
        Ok(code) => {
            let number = code.as_str().to_owned();
            Ok((PersonKind::Legal, IdentityKind::CreditCode, number))
        }
        Err(credit) => {
            // A credit code has letters before its last sign, or stands for
            // an office beginning with 5 or 9.
            let letters = text
                .chars()
                .rev()
                .skip(1)
                .any(|sign| sign.is_ascii_alphabetic());
            if letters {
                Err(Box::new(credit))
            } else {
                Err(Box::new(resident))
            }
        }
    }
}
