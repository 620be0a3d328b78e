//! From the bytes of a CSV file to cells under known columns.

use crate::{failure::Failure, lang::Key, problem::Problem};
use encoding_rs::{Encoding, GB18030};
use std::{collections::BTreeMap, path::Path};

/// Larger than any list a clerk keeps; a bound on memory.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Longer than any name or number; what is longer is a file of another kind.
const MAX_CELL: usize = 500;

/// A column that may stand in a file.
pub(crate) struct Column {
    /// Its name here, which is also its English heading.
    pub(crate) name: &'static str,
    /// Must it be there.
    pub(crate) required: bool,
    /// Other headings for it, Chinese first.
    pub(crate) headings: &'static [&'static str],
}

/// The cells of a file under known columns.
pub(crate) struct Grid {
    places: BTreeMap<&'static str, usize>,
    headings: Vec<String>,
    rows: Vec<Row>,
}

/// One row; rows without any text are left out.
pub(crate) struct Row {
    /// Line of the file, from 1.
    pub(crate) line: u64,
    cells: Vec<String>,
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
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut problems = Vec::new();
        let mut records = reader.records();
        let Some(Ok(first)) = records.next() else {
            return Err(vec![Problem::own(
                1,
                "",
                "LEVY-T20",
                Key("row-no-headings"),
                "",
            )]);
        };
        let headings: Vec<String> = first.iter().map(|text| text.trim().to_owned()).collect();
        let places = places(&headings, columns, &mut problems);
        let mut rows = Vec::new();
        for record in records {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    problems.push(Problem::own(line, "", "LEVY-T21", Key("row-not-csv"), ""));
                    break;
                }
            };
            let line = record.position().map_or(0, csv::Position::line);
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if cells.len() != headings.len() {
                let about = format!("{} / {}", cells.len(), headings.len());
                problems.push(Problem::own(line, "", "LEVY-T21", Key("row-cells"), about));
                continue;
            }
            for (cell, heading) in cells.iter().zip(&headings) {
                if cell.chars().count() > MAX_CELL || cell.chars().any(char::is_control) {
                    problems.push(Problem::own(line, heading, "LEVY-T22", Key("row-cell"), ""));
                }
            }
            rows.push(Row { line, cells });
        }
        if rows.is_empty() && problems.is_empty() {
            problems.push(Problem::own(1, "", "LEVY-T20", Key("row-no-rows"), ""));
        }
        if problems.is_empty() {
            Ok(Grid {
                places,
                headings,
                rows,
            })
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
            .places
            .get(column)
            .and_then(|place| row.cells.get(*place))?;
        (!cell.is_empty()).then_some(cell.as_str())
    }

    /// The file's own heading of a column.
    pub(crate) fn heading<'g>(&'g self, column: &'g str) -> &'g str {
        let own = self
            .places
            .get(column)
            .and_then(|place| self.headings.get(*place));
        own.map_or(column, String::as_str)
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
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => {
            let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
            Some(text.into_owned())
        }
    }
}

fn places(
    headings: &[String],
    columns: &[Column],
    problems: &mut Vec<Problem>,
) -> BTreeMap<&'static str, usize> {
    let mut places = BTreeMap::new();
    for (place, heading) in headings.iter().enumerate() {
        let plain = heading.to_lowercase().replace([' ', '-'], "_");
        let known = columns
            .iter()
            .find(|column| column.name == plain || column.headings.contains(&heading.as_str()));
        let wrong = match known {
            None => Some(Key("row-unknown-column")),
            Some(known) => places
                .insert(known.name, place)
                .map(|_| Key("row-column-twice")),
        };
        if let Some(wrong) = wrong {
            problems.push(Problem::own(1, heading, "LEVY-T20", wrong, ""));
        }
    }
    for column in columns.iter().filter(|column| column.required) {
        if !places.contains_key(column.name) {
            let heading = column.headings.first().copied().unwrap_or(column.name);
            let what = Key("row-no-column");
            problems.push(Problem::own(1, heading, "LEVY-T20", what, column.name));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 2] = [
        Column {
            name: "case_number",
            required: true,
            headings: &["案号"],
        },
        Column {
            name: "costs",
            required: false,
            headings: &["费用"],
        },
    ];

    #[test]
    fn gb18030_and_marked_files_read_as_plain_ones_do() {
        let text = "案号,费用\n（2022）川3322执12号,1\n";
        let (gb, _, lost) = GB18030.encode(text);
        assert!(!lost);
        let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        for bytes in [text.as_bytes(), gb.as_ref(), &marked] {
            assert_eq!(decoded(bytes).as_deref(), Some(text));
        }
        assert_eq!(decoded(b"\xFF\xFF\xFF"), None);
    }

    #[test]
    fn headings_are_chinese_or_english_and_every_fault_of_them_is_told() {
        let good = Grid::of("Case Number,costs\na,b\n\n,\n", &COLUMNS)
            .ok()
            .unwrap();
        let row = good.rows().first().unwrap();
        assert_eq!((row.line, good.rows().len()), (2, 1));
        assert_eq!(
            (good.cell(row, "case_number"), good.cell(row, "costs")),
            (Some("a"), Some("b"))
        );
        let bad = Grid::of("费用,费用,别的\n1,2\n", &COLUMNS).err().unwrap();
        let codes: Vec<&str> = bad.iter().map(|problem| &*problem.code).collect();
        assert_eq!(codes, ["LEVY-T20", "LEVY-T20", "LEVY-T20", "LEVY-T21"]);
    }
}
