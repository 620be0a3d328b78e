//! The years of the People's Republic of China that are compiled in.

use super::{BadCalendar, Calendar};

/// The files of 2018 to 2026, as they stand in `profiles/calendar/`.
pub const YEARS: [&str; 9] = [
    include_str!("../../../../profiles/calendar/cn-2018.toml"),
    include_str!("../../../../profiles/calendar/cn-2019.toml"),
    include_str!("../../../../profiles/calendar/cn-2020.toml"),
    include_str!("../../../../profiles/calendar/cn-2021.toml"),
    include_str!("../../../../profiles/calendar/cn-2022.toml"),
    include_str!("../../../../profiles/calendar/cn-2023.toml"),
    include_str!("../../../../profiles/calendar/cn-2024.toml"),
    include_str!("../../../../profiles/calendar/cn-2025.toml"),
    include_str!("../../../../profiles/calendar/cn-2026.toml"),
];

impl Calendar {
    /// The national calendar of China, 2018 to 2026. Reads its files anew:
    /// do it once and keep the value. A deployment with later years gives its
    /// own files, these among them, to [`Calendar::from_toml_years`].
    ///
    /// # Errors
    /// [`BadCalendar`], never with the files of this version: a test reads them.
    pub fn china() -> Result<Self, BadCalendar> {
        Self::from_toml_years(&YEARS)
    }
}
