//! What a release of a library can ask for.

use serde::{Deserialize, Serialize};

use super::{Rule, Tells};

/// What to do about the SONAME and version of a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ReleaseAdvice {
    /// Something breaks consumers that were built against OLD: they must not find NEW by the name of OLD.
    BumpSoname,
    /// Evidence is missing.
    CannotTell,
    /// Something was added: a consumer that was built against NEW may need NEW.
    BumpMinor,
    /// Either takes the place of the other.
    KeepSoname,
}

impl ReleaseAdvice {
    /// All, the gravest first.
    pub const ALL: [Self; 4] = [Self::BumpSoname, Self::CannotTell, Self::BumpMinor, Self::KeepSoname];

    /// As reports print it.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::BumpSoname => "bump SONAME",
            Self::CannotTell => "cannot tell",
            Self::BumpMinor => "bump minor",
            Self::KeepSoname => "keep SONAME",
        }
    }
}

/// In what a name of NEW does not fit what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// Something breaks, and the SONAME is as it was.
    SonameBumpMissing,
    /// Nothing breaks, and the SONAME is another one.
    SonameBumpNeedless,
    /// The version in the name of the file says less than the findings.
    SemverMismatch,
}

impl Rule {
    /// What it tells of is new, and a consumer that uses it needs NEW.
    #[must_use]
    pub fn is_addition(self) -> bool {
        let member = matches!(
            self,
            Self::MemberAddedInHole
                | Self::MemberAddedAtTail
                | Self::MemberAddedInside
                | Self::MemberAddedToUnion
                | Self::ReservedSlotUsed
                | Self::EnumeratorAdded
                | Self::TypeBecameDefined
        );
        let version = matches!(self, Self::VersionNodeAdded | Self::SymbolBecameVersioned);
        member || version || self.info().tells == Tells::Came
    }
}
