//! Tables that stay aligned with wide characters. Their lines are drawn with
//! ASCII signs, since box-drawing signs are wide on some Chinese terminals.

use crate::lang::{Key, Lang};
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table as Drawn, presets};

/// Where a column's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// Headings as keys, rows as texts.
pub(crate) struct Table {
    columns: Vec<(Key, Side)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(columns: &[(Key, Side)]) -> Self {
        Table {
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The table as text.
    pub(crate) fn text(&self, lang: Lang) -> String {
        if self.rows.is_empty() {
            return lang.say(Key("table-empty"));
        }
        let mut drawn = Drawn::new();
        drawn.load_style(presets::ASCII_MARKDOWN);
        drawn.set_content_arrangement(ContentArrangement::Disabled);
        drawn.set_header(
            self.columns
                .iter()
                .map(|(key, _)| Cell::new(lang.say(*key))),
        );
        for row in &self.rows {
            let sides = self.columns.iter().map(|(_, side)| side);
            drawn.add_row(row.iter().zip(sides).map(|(text, side)| {
                Cell::new(text).set_alignment(match side {
                    Side::Left => CellAlignment::Left,
                    Side::Right => CellAlignment::Right,
                })
            }));
        }
        drawn.to_string()
    }
}

/// Minor units as `1,234.50`.
pub(crate) fn amount(minor: u64) -> String {
    format!("{}.{:02}", grouped(minor / 100), minor % 100)
}

/// The same where there may be none.
pub(crate) fn amount_or_dash(minor: Option<u64>) -> String {
    minor.map_or_else(dash, amount)
}

/// Digits in groups of three.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Something that may be missing.
pub(crate) fn or_dash<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(dash, |value| value.to_string())
}

fn dash() -> String {
    "-".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn width(line: &str) -> usize {
        line.chars()
            .map(|sign| if sign as u32 >= 0x2E80 { 2 } else { 1 })
            .sum()
    }

    #[test]
    fn every_line_of_a_table_is_as_wide_as_the_others() {
        let mut table = Table::new(&[
            (Key("column-unit"), Side::Left),
            (Key("column-held"), Side::Right),
        ]);
        table.row(["农业银行(G州)".to_owned(), amount(123_456_789)]);
        table.row(["abc".to_owned(), amount(5)]);
        for lang in [Lang::Zh, Lang::En] {
            let text = table.text(lang);
            let widths: Vec<usize> = text.lines().map(width).collect();
            assert!(
                widths.windows(2).all(|pair| pair.first() == pair.last()),
                "{text}"
            );
        }
    }

    #[test]
    fn amounts_are_grouped_and_keep_their_fen() {
        assert_eq!(amount(0), "0.00");
        assert_eq!(amount(100_000), "1,000.00");
        assert_eq!(amount(123_456_705), "1,234,567.05");
        assert_eq!(amount_or_dash(None), "-");
    }
}
