//! What an explanation of changed CRCs says, before anybody spells it. This is also the JSON form
//! (`abilens-explanation/2`). Offsets and sizes are in bits, types are spelt as C, CRCs are `0x` and eight digits.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::proof;
use super::report::{Attribution, Configuration, HunkRef, LayoutLine, OptionChange};
use crate::ground::diagnostic::Diagnostic;
use crate::rules::Severity;
use crate::rules::facts::Subject;

/// Value of [`Explanation::schema`].
pub const SCHEMA: &str = "abilens-explanation/2";

/// Why CRCs changed between two kernels, and what they missed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Explanation {
    /// `abilens-explanation/2`
    pub schema: Cow<'static, str>,
    /// The old side.
    pub old: ExplainedSide,
    /// The new side.
    pub new: ExplainedSide,
    /// CRCs of `module_layout`, where they differ: every module states the one that it was built with, so that the
    /// loader refuses each that was built for OLD, whatever it imports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module_layout: Option<CrcPair>,
    /// Totals over the exports of the inputs.
    pub counts: ExplanationCounts,
    /// Changed CRCs by class.
    pub classes: Vec<ClassCount>,
    /// What `MODVERSIONS` misses, by reason: exports with the same CRC that reach a change.
    pub missed: Vec<MissedCount>,
    /// Root causes of changed CRCs, those that explain most first.
    pub causes: Vec<CrcCause>,
    /// Distinct lists of indices into `causes`; [`ExplainedExport::causes`] points here.
    pub cause_sets: Vec<Vec<usize>>,
    /// Every export that is not the same in all respects, sorted by name and module; with names given, those alone.
    pub exports: Vec<ExplainedExport>,
    /// What could not be read, or was read with doubt.
    pub diagnostics: Vec<Diagnostic>,
    /// What patches explain of the root findings, where some were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
    /// What the configurations of the two kernels explain, where both were given or lie beside the inputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration: Option<Configuration>,
    /// What symtypes prove of the changed CRCs, where there are some of both sides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProvedCauses>,
}

/// What symtypes of both sides prove: an old definition put into the new text gives the old CRC.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct ProvedCauses {
    /// Where the symtypes come from.
    pub from: SymtypesFrom,
    /// Symtypes of the old side; `listed` are the exports whose computed CRC was held against its `Module.symvers`.
    pub old: proof::Side,
    /// Those of the new side.
    pub new: proof::Side,
    /// Changed definitions, those first that most CRCs need put back; [`ExplainedExport::definitions`] and
    /// [`CrcCause::definitions`] point here.
    pub definitions: Vec<proof::Cause>,
}

/// Where symtypes come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SymtypesFrom {
    /// Files that the build left, or that were named.
    Files,
    /// The objects of a kernel whose CRCs gendwarfksyms made, of whose debug information they were computed again.
    Objects,
}

/// What the statement about the cause of a changed CRC rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Arithmetic: definitions put back into the new text give the CRC of the old list.
    Proved,
    /// The type graph: the export leads to a change.
    Reached,
    /// Nothing: no evidence that was given shows a cause.
    Nothing,
}

impl Evidence {
    /// All of them, the surest first.
    pub const ALL: [Self; 3] = [Self::Proved, Self::Reached, Self::Nothing];

    /// The word used in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Reached => "reached",
            Self::Nothing => "nothing",
        }
    }
}

/// The CRC of a symbol on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct CrcPair {
    /// In OLD.
    pub old: String,
    /// In NEW.
    pub new: String,
}

/// One side.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct ExplainedSide {
    /// As the user named it.
    pub path: String,
    /// The `Module.symvers`.
    pub symvers: String,
    /// Exports in it.
    pub symvers_exports: usize,
    /// Of these, exports of modules that the input holds.
    pub exports: usize,
    /// Number of objects.
    pub objects: usize,
    /// Units that define exports.
    pub units: usize,
}

/// How many exports of the inputs are in which state; several can hold for one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct ExplanationCounts {
    /// On both sides.
    pub both: usize,
    /// Only in NEW.
    pub added: usize,
    /// Only in OLD.
    pub removed: usize,
    /// On both sides with another CRC.
    pub crc_changed: usize,
    /// On both sides with the same CRC.
    pub crc_same: usize,
    /// Became GPL-only.
    pub gpl_tightened: usize,
    /// Stopped being GPL-only.
    pub gpl_loosened: usize,
    /// In another namespace.
    pub namespace_changed: usize,
    /// In another module.
    pub moved: usize,
}

/// Why a CRC changed. The first that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CrcClass {
    /// Sizes or offsets of a type that its unit sees changed, or what is passed to it.
    Layout,
    /// Types that its unit sees changed, but no layout: names, qualifiers, typedefs, enumerators.
    NoLayout,
    /// Its unit sees a definition where it saw a declaration, or the other way round.
    Visibility,
    /// The unit's debug information does not define it: it is written in assembler, and genksyms read its
    /// prototype from `asm-prototypes.h`.
    Assembler,
    /// Nothing that debug information shows changed for its unit: macros and expressions that gave the same
    /// value, order or spelling of specifiers (`unsigned`, `unsigned int`), attributes.
    NothingVisible,
    /// The input does not hold it, or not what its unit sees.
    NoType,
    /// The inputs hold types, but not what single units see (BTF, a snapshot): which changes it reaches is told, not which its CRC covers.
    NoView,
}

impl CrcClass {
    /// All of them in the order of reports.
    pub const ALL: [Self; 7] = [
        Self::Layout,
        Self::NoLayout,
        Self::Visibility,
        Self::Assembler,
        Self::NothingVisible,
        Self::NoType,
        Self::NoView,
    ];

    /// The word used in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Layout => "layout",
            Self::NoLayout => "no-layout",
            Self::Visibility => "visibility",
            Self::Assembler => "assembler",
            Self::NothingVisible => "nothing-visible",
            Self::NoType => "no-type",
            Self::NoView => "no-view",
        }
    }
}

/// Changed CRCs of a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct ClassCount {
    /// The class.
    pub class: CrcClass,
    /// Exports whose CRC changed and whose class it is.
    pub exports: usize,
    /// Of these, exports with a cause that breaks consumers: also types of the same layout can (a member of the same
    /// size that means something else, a value that is gone).
    pub breaking: usize,
}

/// Why a CRC stayed although the export reaches a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MissReason {
    /// The text that genksyms hashes should have changed: it was shown other text (`#ifdef __GENKSYMS__`, an
    /// override in a reference file), or it hashes an expression that stayed: behind a value, or in `typeof(...)`.
    Overridden,
    /// Consumers can see the change, the unit that exports only sees a declaration on the way to it.
    DeclaredOnly,
    /// The unit sees the type, but nothing that genksyms hashes changed: packing and alignment, parameter names,
    /// the length of an array that its initialiser gives.
    NotInTokens,
    /// The unit's debug information does not define it: assembler, and the trampolines of static calls, of which
    /// genksyms hashes `typeof(...)` as text. A trampoline whose exported key (`__SCK__*`) changed its CRC is here only
    /// if its own prototype changed: for all else the key refuses who uses it.
    Assembler,
    /// Consumers can see the change only if they include a header that no unit of another module includes, as far as
    /// the exporting units of the input show: the unit's view ends at a type of such a header.
    Unincluded,
    /// On every way to the change stands a type that a source file or a private header keeps to itself: consumers
    /// cannot see it either, so nothing is missed.
    Private,
}

impl MissReason {
    /// All of them in the order of reports.
    pub const ALL: [Self; 6] =
        [Self::Overridden, Self::DeclaredOnly, Self::NotInTokens, Self::Assembler, Self::Unincluded, Self::Private];

    /// The word used in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DeclaredOnly => "declared-only",
            Self::Unincluded => "unincluded",
            Self::Private => "private",
            Self::NotInTokens => "not-in-tokens",
            Self::Overridden => "overridden",
            Self::Assembler => "assembler",
        }
    }
}

/// Exports whose CRC stayed, by the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct MissedCount {
    /// The reason.
    pub reason: MissReason,
    /// Exports whose CRC is the same, that reach a change, and whose reason it is.
    pub exports: usize,
    /// Of these, exports that reach a change worse than cosmetic.
    pub matters: usize,
}

/// What a cause of changed CRCs is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CauseKind {
    /// A type changed.
    Changed,
    /// A unit sees a type's definition that it did not see.
    BecameVisible,
    /// A unit no longer sees a type's definition.
    BecameHidden,
    /// The export's own prototype or type changed.
    Prototype,
}

/// One root cause.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct CrcCause {
    /// Fingerprint of kind, subject and fact.
    pub id: String,
    /// What it is.
    pub kind: CauseKind,
    /// The type or export.
    pub subject: Subject,
    /// Drivers outside the tree cannot see its definition, which CRCs cover all the same.
    pub private: bool,
    /// Sizes or offsets changed, or what is passed.
    pub layout: bool,
    /// Number of exports whose changed CRC it explains.
    pub explains: usize,
    /// Number of exports whose changed CRC nothing else explains.
    pub only: usize,
    /// Number of modules with such an export.
    pub modules: usize,
    /// Number of units in whose view it is.
    pub units: usize,
    /// Up to 8 of these units.
    pub unit_sample: Vec<String>,
    /// The worst severity of its findings; absent where the comparison has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Ids of the root findings of `abilens diff` on this subject.
    pub findings: Vec<String>,
    /// Rules of these findings, each once.
    pub rules: Vec<String>,
    /// Old size in bits of a type, where both sides define it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_bit_size: Option<u64>,
    /// New size in bits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_bit_size: Option<u64>,
    /// Old declaration as C, of a typedef or prototype.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// New declaration as C.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Shortest way from an export, which comes first, to the subject, each step spelt as C.
    pub path: Vec<String>,
    /// Old and new layout side by side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LayoutLine>,
    /// Hunks of the given patches that made its findings; see [`Explanation::attribution`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hunks: Vec<HunkRef>,
    /// Options of the kernel's configuration that decide its findings; see [`Explanation::configuration`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionChange>,
    /// Indexes into [`ProvedCauses::definitions`]: the changes of its definition.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<usize>,
    /// Of the CRCs that it explains, those of which it is proved that they need its definition put back.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub proved: usize,
}

impl CrcCause {
    /// A cause of which only kind and subject are known.
    pub(crate) fn of(kind: CauseKind, subject: Subject) -> Self {
        Self {
            id: String::new(),
            kind,
            subject,
            private: false,
            layout: false,
            explains: 0,
            only: 0,
            modules: 0,
            units: 0,
            unit_sample: Vec::new(),
            severity: None,
            findings: Vec::new(),
            rules: Vec::new(),
            old_bit_size: None,
            new_bit_size: None,
            old: None,
            new: None,
            path: Vec::new(),
            lines: Vec::new(),
            hunks: Vec::new(),
            options: Vec::new(),
            definitions: Vec::new(),
            proved: 0,
        }
    }
}

/// One export.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct ExplainedExport {
    /// Symbol name.
    pub name: String,
    /// Module as `Module.symvers` has it, NEW's if both.
    pub module: String,
    /// Everything that happened to it, the most important first.
    pub states: Vec<State>,
    /// CRC in OLD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_crc: Option<String>,
    /// CRC in NEW.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_crc: Option<String>,
    /// The unit that defines it in OLD, and so decides what its CRC covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Why its CRC changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<CrcClass>,
    /// What the statement about its cause rests on, where its CRC changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// Indexes into [`ProvedCauses::definitions`]: the smallest set that, put back, gives the old CRC.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<usize>,
    /// For exports that were asked for, the way to each of `definitions`: names of definitions, the export's own first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<Vec<String>>,
    /// Index into [`Explanation::cause_sets`]: root causes in its unit's view, nearest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub causes: Option<usize>,
    /// Way to the nearest cause, from the export on, each step spelt as C.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// Way to each cause, in the order of its cause set; with names or `--full` only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<Vec<String>>,
    /// Number of root findings of `abilens diff` that it reaches, whatever its unit sees.
    pub reaches: usize,
    /// Why the CRC stayed although it reaches a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missed: Option<Missed>,
}

/// Why a CRC stayed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Missed {
    /// The reason, for the worst and nearest finding.
    pub reason: MissReason,
    /// Severity of that finding.
    pub severity: Severity,
    /// That finding of `abilens diff`.
    pub finding: String,
    /// What it is about: `struct foo`.
    pub subject: String,
    /// Its rule.
    pub rule: String,
    /// The type at which the unit's view ends (`struct bar`), for `declared-only`, `unincluded` and
    /// `private`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The way from the export to the finding.
    pub path: Vec<String>,
}

/// How text calls the subject of a finding or cause: `struct foo`, `bar()`.
#[must_use]
pub fn called(s: &Subject) -> String {
    s.spelt()
}

/// One thing that happened to an export. In this order the first that holds is the primary one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Only OLD has it.
    Removed,
    /// Only NEW has it.
    Added,
    /// The CRC differs: modules that were built against OLD are refused.
    CrcChanged,
    /// It became GPL-only: modules under another licence are refused.
    GplTightened,
    /// It stopped being GPL-only.
    GplLoosened,
    /// Its namespace differs: modules that do not import the new one are refused or warned of.
    NamespaceChanged,
    /// Another module (or the image) exports it.
    Moved,
    /// None of the above.
    Unchanged,
}

impl State {
    /// The word used in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Added => "added",
            Self::CrcChanged => "crc-changed",
            Self::GplTightened => "gpl-tightened",
            Self::GplLoosened => "gpl-loosened",
            Self::NamespaceChanged => "namespace-changed",
            Self::Moved => "moved",
            Self::Unchanged => "unchanged",
        }
    }
}
