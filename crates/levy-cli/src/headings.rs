//! The row of headings of a table: where it stands, and which column each of
//! them means.

use crate::{amount::Scale, csv_text::Row, lang::Key, problem::Problem};
use levy::domain::identifier::plain;
use std::collections::BTreeMap;

/// A column that may stand in a file.
pub(crate) struct Column {
    /// Its name here, which is also its English heading.
    name: &'static str,
    /// Must it be there.
    required: bool,
    /// Other headings for it, Chinese first.
    headings: &'static [&'static str],
    /// Holds sums of money, so that a heading may say in what it counts.
    sum: bool,
}

impl Column {
    /// One that must be there.
    pub(crate) const fn needed(name: &'static str, headings: &'static [&'static str]) -> Self {
        Column {
            name,
            required: true,
            headings,
            sum: false,
        }
    }

    /// One that may be left out.
    pub(crate) const fn may(name: &'static str, headings: &'static [&'static str]) -> Self {
        Column {
            required: false,
            ..Column::needed(name, headings)
        }
    }

    /// The same, of sums of money.
    pub(crate) const fn sum(self) -> Self {
        Column { sum: true, ..self }
    }

    fn is(&self, heading: &str) -> bool {
        // A heading has no blanks any more; `case number` is `case_number`.
        let joined = heading.replace(['-', '_'], "");
        joined.eq_ignore_ascii_case(&self.name.replace('_', "")) || self.headings.contains(&heading)
    }
}

/// The headings of one file.
pub(crate) struct Headings {
    places: BTreeMap<&'static str, (usize, Option<Scale>)>,
    texts: Vec<String>,
}

/// Where the headings stand: the first line that names two columns or more,
/// else the first line of all. Above it may stand titles, each a single cell.
pub(crate) fn find(
    lines: &[Row],
    columns: &[Column],
    problems: &mut Vec<Problem>,
) -> Option<usize> {
    let names_columns = |row: &Row| {
        let named = row
            .cells
            .iter()
            .filter(|cell| meant(cell, columns).is_some());
        named.count() > 1
    };
    let place = lines.iter().position(names_columns).unwrap_or(0);
    for above in lines.iter().take(place) {
        let mut texts = above.cells.iter().filter(|cell| !cell.is_empty());
        let title = texts.next().filter(|_| texts.next().is_none());
        let what = match title {
            None => Key("row-above-headings"),
            Some(title) if counts_by_ten_thousand(title) => Key("row-unit-above"),
            Some(_) => continue,
        };
        problems.push(Problem::own(above.line, "", "LEVY-T20", what, ""));
    }
    lines.get(place).map(|_| place)
}

/// A title that says 万元, and not one that names a place with 万 in it.
fn counts_by_ten_thousand(title: &str) -> bool {
    let title = plain(title);
    title.contains("万元") || title.trim_end_matches([')', ']', '】']).ends_with('万')
}

/// The column that a heading means, and in what it says that it counts.
fn meant<'c>(heading: &str, columns: &'c [Column]) -> Option<(&'c Column, Option<Scale>)> {
    let heading = plain(heading);
    if let Some(column) = columns.iter().find(|column| column.is(&heading)) {
        return Some((column, None));
    }
    let (name, unit) = heading
        .strip_suffix([')', ']', '】'])?
        .rsplit_once(['(', '[', '【'])?;
    let scale = Scale::named(unit.strip_prefix("单位:").unwrap_or(unit))?;
    let column = columns
        .iter()
        .find(|column| column.sum && column.is(name))?;
    Some((column, Some(scale)))
}

impl Headings {
    /// Reads the row of headings. A heading that is not known is named by its
    /// place: where the row is missing, people stand there.
    pub(crate) fn of(row: Row, columns: &[Column], problems: &mut Vec<Problem>) -> Self {
        let line = row.line;
        let mut texts = row.cells;
        while texts.last().is_some_and(String::is_empty) {
            texts.pop();
        }
        let mut headings = Headings {
            places: BTreeMap::new(),
            texts: Vec::new(),
        };
        for (place, text) in texts.into_iter().enumerate() {
            let wrong = match meant(&text, columns) {
                None => {
                    headings.texts.push(place_name(place));
                    Some(Key("row-unknown-column"))
                }
                Some((column, scale)) => {
                    headings.texts.push(text);
                    let before = headings.places.insert(column.name, (place, scale));
                    before.map(|_| Key("row-column-twice"))
                }
            };
            if let Some(wrong) = wrong {
                let shown = headings.shown(place);
                problems.push(Problem::own(line, &shown, "LEVY-T20", wrong, ""));
            }
        }
        for column in columns.iter().filter(|column| column.required) {
            if !headings.places.contains_key(column.name) {
                let heading = column.headings.first().copied().unwrap_or(column.name);
                let what = Key("row-no-column");
                problems.push(Problem::own(line, heading, "LEVY-T20", what, column.name));
            }
        }
        headings
    }

    /// How many columns the table has.
    pub(crate) fn count(&self) -> usize {
        self.texts.len()
    }

    /// Where a column stands.
    pub(crate) fn place(&self, column: &str) -> Option<usize> {
        self.places.get(column).map(|(place, _)| *place)
    }

    /// In what the heading says that it counts.
    pub(crate) fn scale(&self, column: &str) -> Option<Scale> {
        self.places.get(column).and_then(|(_, scale)| *scale)
    }

    /// The file's own heading of a column.
    pub(crate) fn own(&self, column: &str) -> Option<&str> {
        let place = self.place(column)?;
        self.texts.get(place).map(String::as_str)
    }

    /// How the column at a place is shown to people.
    pub(crate) fn shown(&self, place: usize) -> String {
        self.texts
            .get(place)
            .cloned()
            .unwrap_or_else(|| place_name(place))
    }
}

/// `A`, `B`, … `AA`, as a spreadsheet names its columns.
fn place_name(place: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    match place / 26 {
        0 => letter(place).to_string(),
        more => format!("{}{}", letter(more - 1), letter(place)),
    }
}
