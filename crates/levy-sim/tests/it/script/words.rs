//! The words of one line.

use levy_domain::{
    money::{Currency, Money},
    time::{Date, MINUTE, Timestamp, Zone},
};
use std::collections::VecDeque;

/// What is left of a line.
pub(super) struct Words<'a> {
    number: usize,
    rest: VecDeque<&'a str>,
}

impl<'a> Words<'a> {
    /// The words of line `number`, from 1.
    pub(super) fn new(number: usize, text: &'a str) -> Self {
        Words {
            number,
            rest: text.split_whitespace().collect(),
        }
    }

    pub(super) fn wrong(&self, why: impl std::fmt::Display) -> String {
        format!("line {}: {why}", self.number)
    }

    /// The next word, whatever it is; `what` says what is missing.
    pub(super) fn word(&mut self, what: &str) -> Result<&'a str, String> {
        let next = self.rest.pop_front();
        next.ok_or_else(|| self.wrong(format!("{what} is missing")))
    }

    /// The next word, which must be this one.
    pub(super) fn must(&mut self, word: &str) -> Result<(), String> {
        match self.word(&format!("`{word}`"))? {
            next if next == word => Ok(()),
            other => Err(self.wrong(format!("`{other}` stands where `{word}` must"))),
        }
    }

    /// Takes the next word if it is this one.
    pub(super) fn has(&mut self, word: &str) -> bool {
        let there = self.rest.front() == Some(&word);
        if there {
            self.rest.pop_front();
        }
        there
    }

    /// The next word, unless the line is over.
    pub(super) fn more(&mut self) -> Option<&'a str> {
        self.rest.pop_front()
    }

    pub(super) fn end(&self) -> Result<(), String> {
        match self.rest.front() {
            None => Ok(()),
            Some(word) => Err(self.wrong(format!("`{word}` is too much"))),
        }
    }

    pub(super) fn money(&mut self) -> Result<Money, String> {
        let text = self.word("sum")?;
        Money::parse(text, Currency::CNY)
            .ok()
            .filter(|_| text.contains('.'))
            .ok_or_else(|| self.wrong(format!("`{text}` is no sum in yuan")))
    }

    pub(super) fn number<T: std::str::FromStr>(&mut self) -> Result<T, String> {
        let text = self.word("number")?;
        let number = text.parse();
        number.map_err(|_| self.wrong(format!("`{text}` is no number")))
    }

    pub(super) fn day(&mut self) -> Result<Date, String> {
        let text = self.word("day")?;
        let day = text.parse();
        day.map_err(|_| self.wrong(format!("`{text}` is no day")))
    }

    /// A day and a time of day in China.
    pub(super) fn moment(&mut self) -> Result<Timestamp, String> {
        let day = self.day()?;
        let text = self.word("time of day")?;
        let minutes = text.split_once(':').and_then(|(hours, minutes)| {
            let (hours, minutes) = (hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?);
            let fits = (0..24).contains(&hours) && (0..60).contains(&minutes);
            (fits && text.len() == 5).then_some(hours * 60 + minutes)
        });
        let minutes = minutes.ok_or_else(|| self.wrong(format!("`{text}` is no time of day")))?;
        Ok(Timestamp::start_of(day, Zone::CHINA).plus(minutes * MINUTE))
    }
}
