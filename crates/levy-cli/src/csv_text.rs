//! From the bytes of a CSV file to cells under known columns.

use crate::{
    amount::Scale,
    failure::Failure,
    headings::{self, Column, Headings},
    lang::Key,
    problem::Problem,
};
use encoding_rs::{Encoding, GB18030};
use levy::domain::identifier::plain;
use std::path::Path;

/// Larger than any list a clerk keeps; a bound on memory.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Longer than any name or number; what is longer is a file of another kind.
const MAX_CELL: usize = 500;

/// The cells of a file under known columns.
pub(crate) struct Grid {
    headings: Headings,
    rows: Vec<Row>,
}

/// One row; rows without any text are left out.
pub(crate) struct Row {
    /// Line of the file, from 1.
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
}

impl Grid {
    /// Reads a file: UTF-8 with or without a byte order mark, UTF-16 with one,
    /// or GB18030.
    ///
    /// # Errors
    /// [`Failure::Refused`]: not readable as text. [`Failure::Rows`]: a column
    /// is missing, unknown or twice, or a row has another number of cells.
    pub(crate) fn read(path: &Path, columns: &[Column]) -> Result<Self, Failure> {
        let unreadable = |error| Failure::unreadable(path, &error);
        let size = std::fs::metadata(path).map_err(unreadable)?.len();
        if size > MAX_BYTES {
            let (what, todo) = (Key("fault-file-size"), Key("do-split-file"));
            return Err(Failure::refused("LEVY-T10", what, todo, path.display()));
        }
        let bytes = std::fs::read(path).map_err(unreadable)?;
        let text = decoded(&bytes).ok_or_else(|| {
            let (what, todo) = (Key("fault-encoding"), Key("do-encoding"));
            Failure::refused("LEVY-T06", what, todo, path.display())
        })?;
        Grid::of(&text, columns).map_err(Failure::Rows)
    }

    fn of(text: &str, columns: &[Column]) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut lines = lines(text, &mut problems);
        let Some(place) = headings::find(&lines, columns, &mut problems) else {
            let what = Key("row-no-headings");
            problems.push(Problem::own(1, "", "LEVY-T20", what, ""));
            return Err(problems);
        };
        let mut body = lines.split_off(place + 1);
        let Some(first) = lines.pop() else {
            return Err(problems);
        };
        let headings = Headings::of(first, columns, &mut problems);
        // The sum of the columns says nothing of any case.
        while body.last().is_some_and(is_total) {
            body.pop();
        }
        let mut rows = Vec::new();
        for mut row in body {
            while row.cells.len() > headings.count()
                && row.cells.last().is_some_and(String::is_empty)
            {
                row.cells.pop();
            }
            let line = row.line;
            if is_total(&row) {
                let what = Key("row-total-inside");
                problems.push(Problem::own(line, "", "LEVY-T21", what, ""));
                continue;
            }
            if row.cells.len() != headings.count() {
                let about = format!("{} / {}", row.cells.len(), headings.count());
                problems.push(Problem::own(line, "", "LEVY-T21", Key("row-cells"), about));
                continue;
            }
            for (place, cell) in row.cells.iter().enumerate() {
                if cell.chars().count() > MAX_CELL || cell.chars().any(char::is_control) {
                    let heading = headings.shown(place);
                    problems.push(Problem::own(
                        line,
                        &heading,
                        "LEVY-T22",
                        Key("row-cell"),
                        "",
                    ));
                }
            }
            rows.push(row);
        }
        if rows.is_empty() && problems.is_empty() {
            problems.push(Problem::own(1, "", "LEVY-T20", Key("row-no-rows"), ""));
        }
        if problems.is_empty() {
            Ok(Grid { headings, rows })
        } else {
            Err(problems)
        }
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The text under a column; `None` when it is empty or not there.
    pub(crate) fn cell<'g>(&self, row: &'g Row, column: &str) -> Option<&'g str> {
        let cell = self
            .headings
            .place(column)
            .and_then(|place| row.cells.get(place))?;
        (!cell.is_empty()).then_some(cell.as_str())
    }

    /// The file's own heading of a column.
    pub(crate) fn heading<'g>(&'g self, column: &'g str) -> &'g str {
        self.headings.own(column).unwrap_or(column)
    }

    /// What is wrong with the cell of a row under a column.
    pub(crate) fn wrong(&self, row: &Row, column: &str, code: &str, what: Key) -> Problem {
        Problem::own(row.line, self.heading(column), code, what, "")
    }

    /// In what the heading of a column says that it counts.
    pub(crate) fn scale(&self, column: &str) -> Option<Scale> {
        self.headings.scale(column)
    }

    /// The text under a column that must not be empty.
    pub(crate) fn needed<'g>(
        &self,
        row: &'g Row,
        column: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<&'g str> {
        let cell = self.cell(row, column);
        if cell.is_none() {
            let heading = self.heading(column);
            problems.push(Problem::own(
                row.line,
                heading,
                "LEVY-T22",
                Key("row-empty"),
                "",
            ));
        }
        cell
    }
}

fn decoded(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        let text = encoding.decode_without_bom_handling_and_without_replacement(rest)?;
        return Some(text.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    // GB18030 has a mark of its own, which is no BOM to the standard.
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.trim_start_matches('\u{FEFF}').to_owned())
}

/// Every line with a text in it.
fn lines(text: &str, problems: &mut Vec<Problem>) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
                if !cells.iter().all(String::is_empty) {
                    lines.push(Row { line, cells });
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                problems.push(Problem::own(line, "", "LEVY-T21", Key("row-not-csv"), ""));
                break;
            }
        }
    }
    lines
}

/// Words that begin the line of sums under a table.
const TOTALS: [&str; 5] = ["合计", "总计", "共计", "小计", "TOTAL"];

fn is_total(row: &Row) -> bool {
    let first = row.cells.iter().find(|cell| !cell.is_empty());
    first.is_some_and(|cell| TOTALS.contains(&plain(cell).trim_end_matches(':')))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 2] = [
        Column::needed("case_number", &["案号"]),
        Column::may("costs", &["费用"]).sum(),
    ];

    fn grid(text: &str) -> Grid {
        let Ok(grid) = Grid::of(text, &COLUMNS) else {
            panic!("it is a grid");
        };
        grid
    }

    fn codes(text: &str) -> Vec<String> {
        let bad = Grid::of(text, &COLUMNS).err().expect("refused");
        bad.into_iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn titles_totals_and_empty_cells_around_a_table_are_no_rows() {
        for text in [
            "二〇二四年一月收案表\n\n案号,费用\na,1\n合计,1\n,\n",
            "收案表,,,\n案号,费用,,\na,1,,\n,,,\n总计：,1,,\n",
            "\u{3000}\n案　号,费 用（元）\na,1\n合 计,,\n",
            "万源市人民法院\n案号,费用\na,1\n",
        ] {
            let grid = grid(text);
            assert_eq!(grid.rows().len(), 1, "{text}");
            let row = grid.rows().first().expect("a row");
            assert_eq!(grid.cell(row, "costs"), Some("1"), "{text}");
        }
        assert_eq!(
            grid("案号,费用（万元）\na,1\n").scale("costs"),
            Some(Scale::TenThousand)
        );
    }

    #[test]
    fn what_might_hide_a_row_or_a_unit_is_refused() {
        // A row that was sorted above its headings would be lost.
        assert_eq!(codes("a,1\n案号,费用\nb,2\n"), ["LEVY-T20"]);
        assert_eq!(codes("金额单位：万元\n案号,费用\nb,2\n"), ["LEVY-T20"]);
        assert_eq!(codes("案号,费用\na,1\n小计,1\nb,2\n"), ["LEVY-T21"]);
        assert_eq!(codes("案号（万元）,费用\na,1\n")[0], "LEVY-T20");
        assert_eq!(codes("案号,费用\na,1,2\n"), ["LEVY-T21"]);
    }

    #[test]
    fn gb18030_and_marked_files_read_as_plain_ones_do() {
        let text = "案号,费用\n（2022）川3322执12号,1\n";
        let (gb, _, lost) = GB18030.encode(text);
        assert!(!lost);
        let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        let gb_marked = [b"\x84\x31\x95\x33".as_slice(), gb.as_ref()].concat();
        for bytes in [text.as_bytes(), gb.as_ref(), &marked, &gb_marked] {
            assert_eq!(decoded(bytes).as_deref(), Some(text));
        }
        assert_eq!(decoded(b"\xFF\xFF\xFF"), None);
    }

    #[test]
    fn headings_are_chinese_or_english_and_every_fault_of_them_is_told() {
        let good = grid("Case Number,costs\na,b\n\n,\n");
        let row = good.rows().first().unwrap();
        assert_eq!((row.line, good.rows().len()), (2, 1));
        assert_eq!(
            (good.cell(row, "case_number"), good.cell(row, "costs")),
            (Some("a"), Some("b"))
        );
        assert_eq!(
            codes("费用,费用,别的\n1,2\n"),
            ["LEVY-T20", "LEVY-T20", "LEVY-T20", "LEVY-T21"]
        );
    }
}
