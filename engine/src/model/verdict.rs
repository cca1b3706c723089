//! The outcome of a comparison in one word.

use serde::{Deserialize, Serialize};

use crate::rules::Severity;

/// The outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// No change.
    None,
    /// See [`Severity`].
    Cosmetic,
    /// See [`Severity`].
    Compatible,
    /// See [`Severity`].
    Source,
    /// See [`Severity`].
    Risky,
    /// See [`Severity`].
    Breaking,
    /// Evidence is missing: it could not be told.
    Incomplete,
}

impl Verdict {
    /// The word used in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Cosmetic => "cosmetic",
            Self::Compatible => "compatible",
            Self::Source => "source",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
            Self::Incomplete => "incomplete",
        }
    }
    /// The severity it stands for; `None` for `none` and `incomplete`.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::None | Self::Incomplete => None,
            Self::Cosmetic => Some(Severity::Cosmetic),
            Self::Compatible => Some(Severity::Compatible),
            Self::Source => Some(Severity::Source),
            Self::Risky => Some(Severity::Risky),
            Self::Breaking => Some(Severity::Breaking),
        }
    }
}

impl From<Severity> for Verdict {
    fn from(s: Severity) -> Self {
        match s {
            Severity::Cosmetic => Self::Cosmetic,
            Severity::Compatible => Self::Compatible,
            Severity::Source => Self::Source,
            Severity::Risky => Self::Risky,
            Severity::Breaking => Self::Breaking,
        }
    }
}
