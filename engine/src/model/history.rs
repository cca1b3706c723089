//! How types and symbols were over releases: what each was in each release, and what changed from one to the next.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::rules::facts::SubjectKind;

/// Value of [`History::schema`].
pub const SCHEMA: &str = "abilens-history/1";

/// Types and symbols over releases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct History {
    /// `abilens-history/1`
    pub schema: Cow<'static, str>,
    /// The releases, in the order in which they were given.
    pub releases: Vec<Release>,
    /// Tags that stand before the first release, because they hold no such file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Totals.
    pub counts: Counts,
    /// Types, then symbols, each sorted by name: those that changed, and where all were asked for, the others too.
    pub subjects: Vec<Subject>,
}

impl History {
    /// Whether evidence is missing in some release.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.releases.iter().any(|r| r.diagnostics.iter().any(|d| d.level == DiagnosticLevel::Lost))
    }
}

/// One release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Release {
    /// What tells it from the others: the part of its path that differs, or its tag.
    pub label: String,
    /// The input as the user named it.
    pub input: String,
    /// Named types of its interface.
    pub types: usize,
    /// Exported symbols.
    pub symbols: usize,
    /// Whether a type that is not there can be told from one that could not be read.
    pub types_known: bool,
    /// The same of symbols.
    pub symbols_known: bool,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Totals of a history, whatever of it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Counts {
    /// Types that some release has.
    pub types: usize,
    /// Those that changed.
    pub types_changed: usize,
    /// Symbols that some release has.
    pub symbols: usize,
    /// Those that changed.
    pub symbols_changed: usize,
    /// Types and symbols that changed only in what they refer to.
    pub reach_a_change: usize,
    /// Types and symbols that went away and came back, or changed and changed back.
    pub flaps: usize,
    /// Types and symbols that are unknown in some release.
    pub unknown: usize,
}

/// A type or symbol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Subject {
    /// What it is; of a record that was declared with several keywords the one of the last release.
    pub kind: SubjectKind,
    /// Name of a type; name of a symbol with its version node (`name@VERSION`).
    pub name: String,
    /// How the source spells the name of a symbol, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demangled: Option<String>,
    /// What tells it from others of its name: the header or source file of a type, the object of a symbol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// It changed, itself.
    pub changed: bool,
    /// What it was: each definition once, in the order of the releases.
    pub definitions: Vec<Definition>,
    /// What it was in each release.
    pub cells: Vec<Cell>,
    /// What changed, release by release.
    pub changes: Vec<Change>,
    /// How it went away and came back, or changed and changed back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flaps: Vec<Flap>,
}

impl Subject {
    /// As reports print it: `struct device`, `device_register()`.
    #[must_use]
    pub fn spelt(&self) -> String {
        if let Some(source) = &self.demangled {
            return source.clone();
        }
        match self.kind {
            SubjectKind::Function => match self.name.split_once('@') {
                Some((name, version)) => format!("{name}()@{version}"),
                None => format!("{}()", self.name),
            },
            SubjectKind::Variable => self.name.clone(),
            kind => format!("{kind} {}", self.name),
        }
    }
    /// Its definition in a release, if that is known.
    #[must_use]
    pub fn definition(&self, release: usize) -> Option<&Definition> {
        self.definitions.get(self.cells.get(release)?.definition?)
    }
}

/// What a type or symbol was in a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Cell {
    /// Whether it is there, and what is known of it.
    pub state: State,
    /// Index into [`Subject::definitions`], where its definition is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<usize>,
    /// What it refers to changed since the release before, and it did not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reaches_a_change: bool,
}

/// Whether something is there, and what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is there, and its definition is known.
    Known,
    /// It is not there.
    Absent,
    /// A type of which there is no definition: only declared, or its members left out by the compiler.
    Declared,
    /// A symbol that is there, of which no type could be read.
    Untyped,
    /// Whether it is there could not be read.
    Unknown,
}

impl State {
    /// It is there.
    #[must_use]
    pub fn is_present(self) -> bool {
        matches!(self, Self::Known | Self::Declared | Self::Untyped)
    }
}

/// What a type or symbol is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Definition {
    /// As C: `struct device`, a typedef with what it stands for, a prototype with the names of its first release. Of several
    /// definitions in one release, how many there are.
    pub declaration: String,
    /// Size in bytes, of what has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byte_size: Option<u64>,
    /// Further facts: `packed`, `GPL-only`, `weak`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    /// Members, bases, enumerators and places of virtual functions, in the order of the type; members of records without a
    /// name as members of what holds those.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
}

/// A member, base, enumerator or virtual function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Member {
    /// Its name; in a record without a name that is a member itself `outer.inner`.
    pub name: String,
    /// As C, without an enumerator's value.
    pub declaration: String,
    /// Where it begins, in bits from the start of the type; absent where that is not known, and of what has no place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bit_offset: Option<i64>,
    /// Its size in bits, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bit_size: Option<u64>,
    /// Value of an enumerator, or place of a virtual function in its table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i128>,
}

/// What changed in a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Change {
    /// Index of the release.
    pub release: usize,
    /// Index of the one that it is held against: the last one before it of which something is known.
    pub since: usize,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// One difference between two releases. Which fields there are depends on what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Difference {
    /// What differs.
    pub what: What,
    /// Size in bytes, or text, before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// Size in bytes, or text, after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// The member before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_member: Option<Member>,
    /// The member after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_member: Option<Member>,
    /// In which ways a member changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub how: Vec<How>,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// It is there, and was not.
    Appears,
    /// It was there, and is not.
    Goes,
    /// It was defined, and is only declared.
    BecomesDeclared,
    /// It was only declared, and is defined.
    BecomesDefined,
    /// Its size.
    Size,
    /// Its declaration, apart from its members.
    Declaration,
    /// A fact about it.
    Fact,
    /// A new member.
    MemberAdded,
    /// A member that is gone.
    MemberRemoved,
    /// A member that differs.
    MemberChanged,
}

/// In which way a member changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// It lies elsewhere, or an enumerator has another value.
    Moved,
    /// It has another size.
    Resized,
    /// It is declared otherwise.
    Retyped,
}

/// Away and back, or changed and changed back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Flap {
    /// Which of the two.
    pub kind: FlapKind,
    /// Index of the last release before.
    pub before: usize,
    /// Index of the release in which it went or changed.
    pub away: usize,
    /// Index of the release in which it came or changed back.
    pub back: usize,
}

/// Which way something flaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FlapKind {
    /// It was gone in between.
    Away,
    /// It was something else in between.
    Changed,
}

/// Value of [`Blames::schema`].
pub const BLAME_SCHEMA: &str = "abilens-blame/1";

/// Since which release members lie where they do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Blames {
    /// `abilens-blame/1`
    pub schema: Cow<'static, str>,
    /// The releases, in the order in which they were given; the numbers of releases below are places in this list,
    /// from 0.
    pub releases: Vec<Release>,
    /// Tags that stand before the first release, because they hold no such file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Each type of the name that was asked about.
    pub types: Vec<Blame>,
}

/// Since when members of a type lie where they do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Blame {
    /// The type, spelt as C.
    pub declaration: String,
    /// What tells it from others of its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Index of the last release that defines it.
    pub release: usize,
    /// Its size there in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byte_size: Option<u64>,
    /// All members that it has there, in their order; or the one that was asked about, there or not.
    pub members: Vec<Blamed>,
}

/// Since when a member lies where it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Blamed {
    /// Its name.
    pub name: String,
    /// Index of the first release of all since which it lies where it does; where it is gone, of the first without it.
    pub since: usize,
    /// How sure that is.
    pub onset: Onset,
    /// It is gone.
    pub gone: bool,
    /// What it was and where, from the last to the first.
    pub places: Vec<Place>,
}

/// A member as it was over some releases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Place {
    /// Index of the first release in which it was that.
    pub first: usize,
    /// Index of the last.
    pub last: usize,
    /// The member.
    pub member: Member,
}

/// What is known of the release before that since which something is as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Onset {
    /// It was otherwise there.
    Exact,
    /// No release before was given.
    First,
    /// The type could not be read there.
    AfterUnknown,
}
