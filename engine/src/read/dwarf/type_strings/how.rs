//! How type strings are made, and why there may be none.

use super::dies::Place;
use crate::read::dwarf::read::error::DwarfError;
use crate::read::elf::kabi_rules::KabiRules;

/// How texts are made.
#[derive(Clone, Copy)]
pub(super) struct How<'w> {
    /// Names of members and the rules count (`--stable`).
    pub(super) rules: Option<&'w KabiRules>,
    /// The tool's faults are mended.
    pub(super) corrected: bool,
    /// The tool's steps are gone through in its order, since a text may hang on it.
    pub(super) replays: bool,
}

/// Why a DIE has no type string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The DIE; none where a rule or a missing type is the reason.
    pub(crate) place: Option<Place>,
    /// What is wrong with it.
    pub(crate) what: String,
}

impl Failure {
    pub(super) fn new(place: Place, what: impl Into<String>) -> Self {
        Self { place: Some(place), what: what.into() }
    }
    pub(super) fn unreadable(place: Place, error: DwarfError) -> Self {
        Self::new(place, error.to_string())
    }
}
