//! Table 1 of the paper and its other figures, as data, and the lines that
//! print a simulated year beside them.

use serde::Deserialize;
use std::fmt;
use thiserror::Error;

/// The file as it stands in `examples/g-region/table-1.toml`.
pub const TABLE_1: &str = include_str!("../../../../examples/g-region/table-1.toml");

/// The table: one row per year, ascending, every identity checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table1 {
    years: Vec<TableYear>,
    figures: Vec<Figure>,
}

/// One year of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableYear {
    /// Which year.
    pub year: i32,
    /// Registrations in hand within the year (案件总数).
    pub total: u32,
    /// Of these, closed within it (已结案件).
    pub closed: u32,
    /// Registered within it (新收案件).
    pub new: u32,
    /// Registered earlier and still open when it began (旧存案件).
    pub carried_in: u32,
}

impl TableYear {
    /// Still open when the year ends; the next year carries them in.
    pub fn open(&self) -> u32 {
        self.total.saturating_sub(self.closed)
    }
}

/// Another figure of the paper and what came of comparing it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Name of the figure.
    pub code: String,
    /// Of which year.
    pub year: i32,
    /// As the paper prints it.
    pub stated: String,
    /// What the comparison gave; empty when there is nothing to compare.
    pub found: String,
    /// The outcome.
    pub check: Check,
    /// What a reader should know; may be empty.
    pub note: String,
}

/// Outcome of comparing a figure with the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Check {
    /// It follows from the table or agrees with it.
    Consistent,
    /// It contradicts another figure or sentence.
    StatedNotConsistent,
    /// A share whose denominator is not in the paper.
    BaseNotStated,
    /// Nothing to compare it with.
    DataOnly,
}

/// `LEVY-Y01`: why a table cannot be used. Compare the file with the paper.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadTable {
    /// Not the expected TOML.
    #[error("LEVY-Y01 the table does not read: {0}")]
    Form(String),
    /// New and carried in do not add up.
    #[error("LEVY-Y01 in {year} new and carried in do not add up to the total")]
    Sum {
        /// Which year.
        year: i32,
    },
    /// More closed than there were.
    #[error("LEVY-Y01 in {year} more are closed than the total")]
    Closed {
        /// Which year.
        year: i32,
    },
    /// The year before left another number open, or it is not there.
    #[error("LEVY-Y01 {year} does not carry in what the year before left open")]
    Carry {
        /// Which year.
        year: i32,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: Vec<TableYear>,
    #[serde(default)]
    figure: Vec<Figure>,
}

impl Table1 {
    /// The table that is compiled in.
    ///
    /// # Errors
    /// [`BadTable`], never with the file of this version: a test reads it.
    pub fn printed() -> Result<Self, BadTable> {
        Self::from_toml(TABLE_1)
    }

    /// Reads a table: `[[year]]` and `[[figure]]`.
    ///
    /// # Errors
    /// [`BadTable`], the first identity that fails.
    pub fn from_toml(text: &str) -> Result<Self, BadTable> {
        let File {
            year: mut years,
            figure: figures,
        } = toml::from_str(text).map_err(|error| BadTable::Form(error.message().to_owned()))?;
        years.sort_by_key(|year| year.year);
        for year in &years {
            let TableYear {
                year,
                total,
                closed,
                new,
                carried_in,
            } = *year;
            if new.checked_add(carried_in) != Some(total) {
                return Err(BadTable::Sum { year });
            }
            if closed > total {
                return Err(BadTable::Closed { year });
            }
        }
        for (before, after) in years.iter().zip(years.iter().skip(1)) {
            if before.year.checked_add(1) != Some(after.year) || before.open() != after.carried_in {
                return Err(BadTable::Carry { year: after.year });
            }
        }
        Ok(Table1 { years, figures })
    }

    /// The row of `year`.
    pub fn year(&self, year: i32) -> Option<&TableYear> {
        self.years.iter().find(|row| row.year == year)
    }

    /// All rows, ascending.
    pub fn years(&self) -> &[TableYear] {
        &self.years
    }

    /// The other figures, in the order of the file.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }
}

/// One line of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Label (中文).
    pub zh: &'static str,
    /// Label in English.
    pub en: &'static str,
    /// As the paper prints it, or follows from it.
    pub paper: u32,
    /// What the plan asks for: the same, or scaled.
    pub planned: u32,
    /// What the events of the run add up to.
    pub counted: u32,
}

impl Row {
    /// Whether the run came out as planned.
    pub fn agrees(&self) -> bool {
        self.planned == self.counted
    }
}

/// A year of the paper beside a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Total, carried in, new, closed, open.
    pub rows: [Row; 5],
}

impl Comparison {
    /// Puts `counted` beside the plan and the paper.
    pub fn new(paper: &TableYear, planned: &TableYear, counted: &TableYear) -> Self {
        let row = |zh, en, read: fn(&TableYear) -> u32| Row {
            zh,
            en,
            paper: read(paper),
            planned: read(planned),
            counted: read(counted),
        };
        Comparison {
            rows: [
                row("案件总数", "total", |year| year.total),
                row("旧存", "carried in", |year| year.carried_in),
                row("新收", "new", |year| year.new),
                row("已结", "closed", |year| year.closed),
                row("未结", "open at the end", TableYear::open),
            ],
        }
    }

    /// Whether every line agrees.
    pub fn agrees(&self) -> bool {
        self.rows.iter().all(Row::agrees)
    }
}

/// Tab-separated lines; whoever prints a table reads [`Comparison::rows`].
impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\tpaper\tplanned\tcounted\t")?;
        for row in &self.rows {
            let verdict = if row.agrees() { "=" } else { "≠" };
            writeln!(
                f,
                "{} {}\t{}\t{}\t{}\t{verdict}",
                row.zh, row.en, row.paper, row.planned, row.counted
            )?;
        }
        Ok(())
    }
}

/// `part` of `whole` in hundredths of a percent, rounded half up; `None` for
/// no whole. 4167 of 4194 give 9936.
pub fn hundredths_of_percent(part: u32, whole: u32) -> Option<u32> {
    let (part, whole) = (u64::from(part), u64::from(whole));
    (part * 20_000 + whole)
        .checked_div(whole * 2)
        .and_then(|rate| u32::try_from(rate).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_years_read_and_carry_over() {
        let table = Table1::printed().unwrap();
        let rows: Vec<_> = table
            .years()
            .iter()
            .map(|row| (row.year, row.total, row.open()))
            .collect();
        assert_eq!(
            rows,
            [
                (2019, 2203, 62),
                (2020, 2876, 5),
                (2021, 4044, 23),
                (2022, 4194, 27)
            ]
        );
        let new: u32 = table.years().iter().map(|row| row.new).sum();
        let closed: u32 = table.years().iter().map(|row| row.closed).sum();
        assert_eq!((new, closed, 54 + new - closed), (13_173, 13_200, 27));
        assert!(
            table
                .figures()
                .iter()
                .filter(|figure| figure.check == Check::StatedNotConsistent)
                .count()
                >= 4
        );
    }

    #[test]
    fn rates_are_those_of_the_text() {
        let table = Table1::printed().unwrap();
        let rate = |year| {
            table
                .year(year)
                .and_then(|row| hundredths_of_percent(row.closed, row.total))
                .unwrap()
        };
        assert_eq!([2019, 2020, 2021, 2022].map(rate), [9719, 9983, 9943, 9936]);
        assert_eq!(hundredths_of_percent(1, 0), None);
    }

    #[test]
    fn each_identity_refuses_by_its_name() {
        let year = |year, total, closed, new, carried| {
            format!(
                "[[year]]\nyear={year}\ntotal={total}\nclosed={closed}\nnew={new}\ncarried_in={carried}\n"
            )
        };
        let read = |text: String| Table1::from_toml(&text).unwrap_err();
        assert_eq!(read(year(2019, 10, 9, 8, 1)), BadTable::Sum { year: 2019 });
        assert_eq!(
            read(year(2019, 10, 11, 9, 1)),
            BadTable::Closed { year: 2019 }
        );
        assert_eq!(
            read(year(2019, 10, 9, 9, 1) + &year(2020, 10, 9, 8, 2)),
            BadTable::Carry { year: 2020 }
        );
        assert_eq!(
            read(year(2019, 10, 9, 9, 1) + &year(2021, 10, 9, 9, 1)),
            BadTable::Carry { year: 2021 }
        );
        assert!(matches!(read("year = 1".to_owned()), BadTable::Form(_)));
    }

    #[test]
    fn a_comparison_shows_where_it_differs() {
        let table = Table1::printed().unwrap();
        let paper = table.year(2022).unwrap();
        assert!(Comparison::new(paper, paper, paper).agrees());
        let counted = TableYear {
            closed: 4166,
            ..*paper
        };
        let comparison = Comparison::new(paper, paper, &counted);
        assert_eq!(
            comparison.rows.map(|row| row.agrees()),
            [true, true, true, false, false]
        );
        assert!(
            comparison
                .to_string()
                .contains("已结 closed\t4167\t4167\t4166\t≠")
        );
    }
}
