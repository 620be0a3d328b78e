//! Holds made before this log, as rows of a file.

use crate::{
    case_file::{self, day, money},
    csv_text::{Grid, Row},
    failure::Failure,
    headings::Column,
    lang::{Key, Lang},
    problem::Problem,
    spoiled::unspoiled,
    words,
};
use levy::domain::{
    asset::AssetClass, code::check_printed, identifier::case_number::Modern, money::Money,
    order::Measure, time::Date,
};
use std::path::Path;

const COLUMNS: [Column; 13] = [
    Column::needed("case_number", &["案号", "执行案号"]),
    Column::needed("unit", &["协助单位", "单位代码", "协助单位代码"]),
    Column::needed("class", &["财产类别", "财产种类"]),
    Column::needed("number", &["账号", "财产编号", "权证号"]),
    Column::may("debtor_id", &["被执行人证件号", "债务人证件号"]),
    Column::may("measure", &["措施", "控制措施"]),
    Column::may("limit", &["限额", "冻结限额"]).sum(),
    Column::may("held", &["实际控制金额", "实冻金额"]).sum(),
    Column::may("rank", &["轮候顺位"]),
    Column::may("from", &["起始日期", "控制日期"]),
    Column::may("end_as_ordered", &["裁定到期日", "到期日"]),
    Column::may("end_as_unit_states", &["单位反馈到期日"]),
    Column::may("source", &["原文书号", "文书号"]),
];

/// Longest account, title or plate number.
const MAX_NUMBER: usize = 64;

/// One hold.
pub(crate) struct HoldIn {
    pub(crate) case: Modern,
    pub(crate) unit: String,
    pub(crate) class: AssetClass,
    pub(crate) number: String,
    /// Which debtor, where the file says it.
    pub(crate) debtor: Option<String>,
    pub(crate) measure: Measure,
    pub(crate) limit: Option<Money>,
    pub(crate) held: Option<Money>,
    pub(crate) rank: u32,
    pub(crate) from: Option<Date>,
    /// As ordered, as the unit states; what the law computes follows.
    pub(crate) ends: [Option<Date>; 2],
    pub(crate) source: Option<String>,
    /// Line of the file.
    pub(crate) line: u64,
}

/// The holds of a file with the headings that later problems name.
pub(crate) struct HoldFile {
    pub(crate) holds: Vec<HoldIn>,
    grid: Grid,
}

impl HoldFile {
    /// The file's own heading of a column.
    pub(crate) fn heading<'f>(&'f self, column: &'f str) -> &'f str {
        self.grid.heading(column)
    }

    /// Lines of holds of which a unit holds more than it was asked.
    pub(crate) fn above_limit(&self) -> impl Iterator<Item = u64> {
        let above = |hold: &&HoldIn| {
            let sums = hold.held.zip(hold.limit);
            sums.is_some_and(|(held, limit)| held.minor > limit.minor)
        };
        self.holds.iter().filter(above).map(|hold| hold.line)
    }
}

/// Reads a file of holds.
///
/// # Errors
/// [`Failure::Rows`] with every problem by row and column.
pub(crate) fn read(path: &Path) -> Result<HoldFile, Failure> {
    let grid = Grid::read(path, &COLUMNS)?;
    let mut problems = Vec::new();
    let holds = grid
        .rows()
        .iter()
        .filter_map(|row| hold(&grid, row, &mut problems))
        .collect();
    if problems.is_empty() {
        Ok(HoldFile { holds, grid })
    } else {
        Err(Failure::Rows(problems))
    }
}

fn hold(grid: &Grid, row: &Row, problems: &mut Vec<Problem>) -> Option<HoldIn> {
    let before = problems.len();
    let case = case_file::number(grid, row, "case_number", problems);
    let unit = grid.needed(row, "unit", problems).map(str::to_owned);
    let class = grid
        .needed(row, "class", problems)
        .and_then(|text| code(grid, row, ("class", text), AssetClass::LITERALS, problems));
    let measure = match grid.cell(row, "measure") {
        None => Some(Measure::Freeze.as_str()),
        Some(text) => code(
            grid,
            row,
            ("measure", text),
            &["freeze", "waiting-freeze"],
            problems,
        ),
    };
    let number = asset_number(grid, row, problems);
    let rank = grid.cell(row, "rank").map_or(Ok(0), str::parse);
    if rank.is_err() {
        problems.push(grid.wrong(row, "rank", "LEVY-T22", Key("row-rank")));
    }
    let debtor = grid.cell(row, "debtor_id").and_then(|text| {
        let identified = case_file::identified(grid, row, ("debtor_id", text), problems);
        identified.map(|(_, _, identity)| identity)
    });
    let (limit, held) = (
        money(grid, row, "limit", problems),
        money(grid, row, "held", problems),
    );
    let mut dated = |column: &str| {
        grid.cell(row, column)
            .and_then(|text| day(grid, row, column, text, problems))
    };
    let from = dated("from");
    let ends = [dated("end_as_ordered"), dated("end_as_unit_states")];
    let source = grid.cell(row, "source").map(str::to_owned);
    if let Some(Err(error)) = source.as_deref().map(check_printed) {
        problems.push(Problem::of(row.line, grid.heading("source"), &error));
    }
    if problems.len() > before {
        return None;
    }
    Some(HoldIn {
        case: case?,
        unit: unit?,
        class: AssetClass::from(class?),
        number: number?,
        debtor,
        measure: Measure::from(measure?),
        limit,
        held,
        rank: rank.ok()?,
        from,
        ends,
        source,
        line: row.line,
    })
}

fn asset_number(grid: &Grid, row: &Row, problems: &mut Vec<Problem>) -> Option<String> {
    let text = grid.needed(row, "number", problems)?;
    let (code, what) = match unspoiled(text).map(plain_number) {
        Ok(number) if (1..=MAX_NUMBER).contains(&number.len()) => return Some(number),
        Ok(_) => ("LEVY-T22", Key("row-asset-number")),
        Err(what) => ("LEVY-T32", what),
    };
    problems.push(grid.wrong(row, "number", code, what));
    None
}

/// One spelling of a number, so that it is found again: no spaces, no dashes
/// between digits, upper case.
fn plain_number(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect()
}

/// A code of the domain, written as itself or as a word of either language.
fn code(
    grid: &Grid,
    row: &Row,
    (column, text): (&str, &str),
    allowed: &[&'static str],
    problems: &mut Vec<Problem>,
) -> Option<&'static str> {
    let fits = |code: &&&'static str| {
        **code == text
            || [Lang::Zh, Lang::En]
                .into_iter()
                .any(|lang| words::word(lang, code) == text)
    };
    let found = allowed.iter().find(fits).copied();
    if found.is_none() {
        let heading = grid.heading(column);
        let about = allowed.join(", ");
        problems.push(Problem::own(
            row.line,
            heading,
            "LEVY-T29",
            Key("row-no-such-code"),
            about,
        ));
    }
    found
}
