//! Days, for the expiry of waivers. The engine has no clock: "today" is an argument.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the Gregorian calendar; ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Four digits.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

impl Date {
    /// The day (UTC) of a time in seconds since 1970-01-01, `None` outside the years 1970 to 9999.
    ///
    /// Counts in years that begin in March, so that the leap day is the last of its year.
    #[must_use]
    pub fn from_unix(seconds: u64) -> Option<Self> {
        // Days since 0000-03-01.
        let days = seconds / 86_400 + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = era * 400 + year_of_era + u64::from(month <= 2);
        let date =
            Self { year: u16::try_from(year).ok()?, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
        (date.year <= 9999).then_some(date)
    }

    /// The same day a year later (28 February for a leap day).
    #[must_use]
    pub fn a_year_later(self) -> Self {
        let day = if (self.month, self.day) == (2, 29) { 28 } else { self.day };
        Self { year: self.year.saturating_add(1).min(9999), month: self.month, day }
    }

    fn is_sound(self) -> bool {
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        self.year <= 9999 && (1..=days).contains(&self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        let wrong = || format!("`{s}` is no day: expected YYYY-MM-DD");
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let [year, month, day] = s.split('-').collect::<Vec<_>>()[..] else { return Err(wrong()) };
        if (year.len(), month.len(), day.len()) != (4, 2, 2) || !digits(year) || !digits(month) || !digits(day) {
            return Err(wrong());
        }
        let date = Self {
            year: year.parse().map_err(|_| wrong())?,
            month: month.parse().map_err(|_| wrong())?,
            day: day.parse().map_err(|_| wrong())?,
        };
        if date.is_sound() { Ok(date) } else { Err(wrong()) }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// When a waiver ends: a TOML date, or the word `never`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// The last day on which it holds.
    On(Date),
    /// It holds until somebody removes it.
    Never,
}

impl<'de> Deserialize<'de> for Expiry {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let wrong = || serde::de::Error::custom("expected a date such as 2027-06-30, or \"never\"");
        match toml::Value::deserialize(d)? {
            toml::Value::Datetime(toml::value::Datetime { date: Some(date), time: None, .. }) => {
                Ok(Self::On(Date { year: date.year, month: date.month, day: date.day }))
            }
            toml::Value::String(word) if word == "never" => Ok(Self::Never),
            toml::Value::String(word) => word.parse().map(Self::On).map_err(|_| wrong()),
            _ => Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_unix_time() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_795_440_600, "2026-11-23"),
            (4_107_542_399, "2100-02-28"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(Date::from_unix(seconds).map(|d| d.to_string()).as_deref(), Some(day), "{seconds}");
        }
        assert_eq!(Date::from_unix(u64::MAX), None);
    }

    #[test]
    fn only_days_that_exist() {
        for bad in ["", "2026-02-29", "2026-13-01", "2026-1-1", "2026-00-10", "+026-01-01", "2026-01-01-01", "soon"] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
        let leap: Date = "2028-02-29".parse().expect("a leap day");
        assert_eq!(leap.a_year_later().to_string(), "2029-02-28");
        assert!(leap < "2028-03-01".parse().expect("a day"));
    }
}
