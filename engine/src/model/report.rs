//! What a report says, before anybody spells it. This is also the JSON form; its schema is
//! `docs/report.schema.json`. Offsets and sizes are in bits, types are spelt as C.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::graph::SymbolKind;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::options::Profile;
use crate::rules::{Rule, Severity};

pub use crate::model::layout::{LayoutLine, LayoutMark};
pub use crate::model::release::{Release, ReleaseAdvice, ReleaseRemark, RemarkKind};
pub use crate::model::reserves::{ReserveCount, Reserves};
pub use crate::model::verdict::Verdict;
pub use crate::rules::facts::{ClassUse, Facts, Subject, SubjectKind};

/// Value of [`Report::schema`].
pub const SCHEMA: &str = "abilens-report/2";

/// A whole comparison.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Report {
    /// `abilens-report/2`
    pub schema: Cow<'static, str>,
    /// What was compared: the old side.
    pub old: Side,
    /// The new side.
    pub new: Side,
    /// The worst that was found, or that it could not be told.
    pub verdict: Verdict,
    /// Totals.
    pub counts: Counts,
    /// Root findings first (most severe and widest first), then derived ones.
    pub findings: Vec<Finding>,
    /// Every export that was added, removed or changed, sorted by name, module, version.
    pub symbols: Vec<SymbolChange>,
    /// Distinct lists of ids of root findings that exports reach; [`SymbolChange::reaches`] points here.
    pub reach_sets: Vec<Vec<String>>,
    /// Reserves of each struct or union that has kABI reserves, and of others in which their number changed;
    /// sorted by kind, name and file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reserves: Vec<Reserves>,
    /// What the release of each library of both sides asks for; nothing of kernels, programs and objects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<Release>,
    /// What could not be read, or was read with doubt.
    pub diagnostics: Vec<Diagnostic>,
    /// What patches explain, where some were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
    /// What the configurations of two kernels explain, where both were given or lie beside the inputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration: Option<Configuration>,
    /// Whose eyes severities are judged with: `core`; absent for consumers that were built against OLD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// Which headers count as those that consumers see, where something tells: the option, a policy, the rule for
    /// kernels, what a package of headers ships.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_headers: Option<String>,
    /// What suppression files take away, where some were named, and options: none of it is in the rest of the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<Suppressed>,
}

/// An option of a kernel's configuration that the sides set differently.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OptionChange {
    /// `CONFIG_SMP`
    pub name: String,
    /// Its value in OLD's configuration as that writes it (`y`, `m`, `64`, `"text"`); absent if it is not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The same in NEW's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

/// Two configurations of a kernel, and how far they explain the root findings; see [`Finding::options`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Configuration {
    /// Options that differ, by name.
    pub options: Vec<OptionChange>,
    /// Sources of a side were named, so that it could be told what the options decide.
    pub sources: bool,
    /// Root findings that some of them decide.
    pub decided: usize,
}

/// How far the patches that were given explain the root findings; see [`Finding::hunks`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Attribution {
    /// Patch files as the user named them, or repository and range.
    pub sources: Vec<String>,
    /// Commits or patches that were read.
    pub patches: usize,
    /// Files that they touch.
    pub files: usize,
    /// Root findings that some hunk made.
    pub explained: usize,
    /// Root findings whose declaration no hunk touches.
    pub unexplained: usize,
}

/// What suppression files and options take out of a report.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Suppressed {
    /// The files, as the user named them, and the options that hide something.
    pub files: Vec<String>,
    /// Root findings that they hide, as a report without the files has them.
    pub findings: Vec<SuppressedFinding>,
    /// Derived findings that are hidden with those.
    pub derived: usize,
    /// Exports whose changes they hide.
    pub exports: Vec<SuppressedExport>,
}

/// A root finding that a suppression file or an option hides.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct SuppressedFinding {
    /// `file:line` of the entry, with its label, or the option.
    pub by: String,
    /// The finding.
    pub finding: Finding,
}

/// An export whose changes a suppression file or an option hides.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct SuppressedExport {
    /// `file:line` of the entry, with its label, or the option.
    pub by: String,
    /// Symbol name.
    pub name: String,
    /// Kernel module or object name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// Version node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What happened to it.
    pub change: SymbolOutcome,
}

/// One side of a comparison.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Side {
    /// As the user named it.
    pub path: String,
    /// Build id of the first object, if it has one.
    pub build_id: Option<String>,
    /// `x86_64`, `aarch64`, ...
    pub machine: String,
    /// Number of objects.
    pub objects: usize,
    /// Number of units of debug information read.
    pub units: u64,
    /// Number of distinct types.
    pub types: usize,
    /// Number of exports.
    pub exports: usize,
    /// Exports for which debug information gave no type.
    pub untyped: usize,
    /// Those of them that have none: debug information covers them and states no type, as that of assemblers does.
    pub stated: usize,
    /// Named types of headers that no export reaches and that were not compared; of kernels and BTF not counted.
    pub unreached: usize,
}

/// Totals of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Counts {
    /// Root findings by severity.
    pub breaking: usize,
    /// Root findings that are risky.
    pub risky: usize,
    /// Root findings that only concern source code.
    pub source: usize,
    /// Root findings that are compatible.
    pub compatible: usize,
    /// Root findings that are cosmetic.
    pub cosmetic: usize,
    /// Derived findings.
    pub derived: usize,
    /// Exports only NEW has.
    pub symbols_added: usize,
    /// Exports only OLD has.
    pub symbols_removed: usize,
    /// Exports of both sides that reach a root finding.
    pub symbols_changed: usize,
}

impl Counts {
    /// Of these findings and exports.
    pub(crate) fn of(findings: &[Finding], symbols: &[SymbolChange]) -> Self {
        let roots = |severity| findings.iter().filter(|f| f.root && f.severity == severity).count();
        let exports = |change| symbols.iter().filter(|s| s.change == change).count();
        Self {
            breaking: roots(Severity::Breaking),
            risky: roots(Severity::Risky),
            source: roots(Severity::Source),
            compatible: roots(Severity::Compatible),
            cosmetic: roots(Severity::Cosmetic),
            derived: findings.iter().filter(|f| !f.root).count(),
            symbols_added: exports(SymbolOutcome::Added),
            symbols_removed: exports(SymbolOutcome::Removed),
            symbols_changed: exports(SymbolOutcome::Changed),
        }
    }
}

/// One structural difference, with what makes it good or bad.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Finding {
    /// `v2-` and a hash of rule, subject and fact, none of them in words: the same when lines move, when other changes come
    /// and go, and when reports find better words.
    pub id: String,
    /// Its id in `abilens-report/1`, for waivers that were written by it. The next release leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_id: Option<String>,
    /// Rule id, see `abilens rules`.
    pub rule: Rule,
    /// The rule that told of it in the release before, where that was another one: policies and waivers that name it
    /// still mean the finding. The next release leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_rule: Option<Rule>,
    /// How bad it is here.
    pub severity: Severity,
    /// One sentence with the fact that decided the severity.
    pub why: String,
    /// The name that `why` quotes, where it is a single one: sentences that differ in it alone can be told in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotes: Option<String>,
    /// No other change explains it.
    pub root: bool,
    /// What changed.
    pub subject: Subject,
    /// The old facts, absent for an addition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Facts>,
    /// The new facts, absent for a removal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Facts>,
    /// Ids of the findings that explain this one; empty for a root.
    pub caused_by: Vec<String>,
    /// Number of derived findings that this root explains.
    pub derived: usize,
    /// All other types and symbols that changed because of this root, by name.
    pub also: Vec<String>,
    /// Whom it hits.
    pub impact: Impact,
    /// Old and new layout of the subject side by side, each line of it, for a struct, union or enum. Of several root
    /// findings on one type only the first has it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub layout: Vec<LayoutLine>,
    /// The bases of a class of C++ side by side, direct and indirect, each below the class that derives of it and indented by
    /// two blanks a level; `name, virtual` of virtual bases, which have no offset. Only on the first root finding of a class.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<LayoutLine>,
    /// The primary virtual table of a class of C++ side by side, where the sides differ; offsets are places, from 0. Only on the
    /// first root finding of a class.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub table: Vec<LayoutLine>,
    /// Where each side declares it; roots only.
    #[serde(default, skip_serializing_if = "Declared::is_empty")]
    pub declared: Declared,
    /// Hunks of the given patches that made it, oldest first; see [`Report::attribution`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hunks: Vec<HunkRef>,
    /// Options of the kernel's configuration that decide it, by name: the line that declares it is compiled under that of its
    /// own side and not under the other's, or names the option; see [`Report::configuration`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionChange>,
    /// What consumers of OLD can do with the class that it is about, which decides how bad the change is; roots only, and
    /// empty for what is no class of C++ or what consumers do not see the definition of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consumers: Vec<ClassUse>,
    /// Of a change that stands alike in several instances of one template: all of them, by name. The first is the subject;
    /// the findings of the others follow from this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instances: Vec<Instance>,
    /// Whose headers declare the type that it is about; absent where nothing tells. It changes no severity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// Whose headers declare a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Origin {
    /// This library's own, or another project's.
    pub kind: OriginKind,
    /// Of another project: what it is called, by the folder or package that holds the header (`libstdc++`, `libc`, `boost`),
    /// or the header itself, where that lies in no folder of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its version in OLD, where the path of the header tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_version: Option<String>,
    /// Its version in NEW.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_version: Option<String>,
}

/// Whose headers they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OriginKind {
    /// The public headers that were named declare it.
    This,
    /// Another project's: headers of the system, of a compiler, or of a package manager, of which this library defines
    /// nothing.
    Dependency,
}

/// An instance of a template with the same change as others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Instance {
    /// The type: `Vec<int>`.
    pub name: String,
    /// The id of the finding on this instance alone. A waiver that names it is of this instance alone.
    pub id: String,
}

impl Finding {
    /// Whether it has this id, or had it in the release before; of several instances of a template also the id of the one
    /// that is the subject.
    #[must_use]
    pub fn goes_by(&self, id: &str) -> bool {
        self.id == id || self.went_by(id) || self.instances.first().is_some_and(|own| own.id == id)
    }

    /// Whether a finding on an instance of a template follows from this one.
    #[must_use]
    pub fn stands_for(&self, other: &Self) -> bool {
        !other.root && self.instances.iter().any(|instance| instance.id == other.id)
    }

    /// Whether it had this id in the release before.
    #[must_use]
    pub fn went_by(&self, id: &str) -> bool {
        self.previous_id.as_deref() == Some(id)
    }

    /// Whether a rule of this id tells of it, or told of it in the release before.
    #[must_use]
    pub fn is_of_rule(&self, id: &str) -> bool {
        self.rule.id() == id || self.previous_rule.is_some_and(|rule| rule.id() == id)
    }

    /// Whether it tells of the public headers alone: it is of no object, and no export reaches it.
    #[must_use]
    pub fn is_of_headers(&self) -> bool {
        let by_none = self.impact.symbols == 0 && self.impact.sample.is_empty() && self.impact.path.is_empty();
        let of_object = self.subject.kind == SubjectKind::Object || self.rule == Rule::SymbolImportAdded;
        self.impact.declared_in.is_some() || by_none && !of_object
    }

    /// The other project whose headers declare the type that it is about, with its version: `libstdc++ 12 -> 13`.
    #[must_use]
    pub fn dependency(&self) -> Option<String> {
        let origin = self.origin.as_ref().filter(|origin| origin.kind == OriginKind::Dependency)?;
        let mut out = origin.name.clone()?;
        match (origin.old_version.as_deref(), origin.new_version.as_deref()) {
            (Some(old), Some(new)) if old != new => out.push_str(&format!(" {old} -> {new}")),
            (_, Some(one)) | (Some(one), None) => out.push_str(&format!(" {one}")),
            (None, None) => {}
        }
        Some(out)
    }

    /// It is about an export or an object itself, and not about a type.
    #[must_use]
    pub fn is_of_symbol(&self) -> bool {
        self.subject.kind.is_symbol() || self.subject.kind == SubjectKind::Object || self.rule.is_of_symbol()
    }
}

/// Where the two sides declare what a finding is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Declared {
    /// In OLD's sources; absent for an addition, or where the debug information does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Span>,
    /// In NEW's sources; absent for a removal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Span>,
}

impl Declared {
    /// Neither side is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.old.is_none() && self.new.is_none()
    }
}

/// A declaration in a source file, in lines from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Span {
    /// As the compiler recorded it.
    pub file: String,
    /// Line of the member, enumerator, type or symbol itself; absent where the debug information does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// First line of the type, prototype or variable around it.
    pub first: u32,
    /// Line of its last member or parameter; the closing brace comes after it.
    pub last: u32,
}

/// A run of changed lines in a patch, and what ties it to a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct HunkRef {
    /// File as the patch names it after the change (before it, where it is deleted).
    pub file: String,
    /// First changed line in the file as the patch leaves it, from 1; where lines only went, the one behind them.
    pub line: u32,
    /// The same in the file as the patch finds it.
    pub old_line: u32,
    /// Hash of the commit, where the patch says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// First line of its message, without `[PATCH 1/3]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Patch file it was read from; absent for commits of a repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch: Option<String>,
    /// What ties it to the finding.
    pub touches: Touches,
}

impl HunkRef {
    /// It made the finding; one that only shares a file with it is a place to look.
    #[must_use]
    pub fn explains(&self) -> bool {
        self.touches != Touches::File
    }
}

/// How a hunk touches a declaration, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Touches {
    /// The line of the declaration itself.
    Line,
    /// Another line of the type or prototype around it.
    Body,
    /// A line that exports the symbol, or stops to: `EXPORT_SYMBOL`, a version script.
    Export,
    /// A changed line of the file that names the member, though not where the debug information has it: the
    /// patch was made for another state of the file.
    Name,
    /// Only the file. Not an explanation, a place to look.
    File,
}

/// Whom a finding hits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Impact {
    /// Number of exports that reach it.
    pub symbols: usize,
    /// Number of modules (objects) with such an export.
    pub modules: usize,
    /// Up to 8 of the exports: that of the path first, then as OLD has them. All of them are those of [`Report::symbols`]
    /// whose reach set names the finding.
    pub sample: Vec<String>,
    /// Shortest path from the first sample to the subject, each step spelt as C
    /// (`device_register(struct device *dev)`, `struct device *`, `struct dev_pm_info power`). Of one of more than 65 steps
    /// the first 33 and the last 32: what stands between them nobody reads, and a chain of a thousand types would have
    /// half a million steps.
    pub path: Vec<String>,
    /// What is left out of a longer path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<Gap>,
    /// Of a type that no export reaches: the header that declares it. There is no path to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_in: Option<String>,
    /// Of such a type, where several libraries were read: those that describe it, by the names of
    /// [`SymbolChange::module`], in the order of OLD, then those of NEW. None where that is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub described_by: Vec<String>,
    /// The last type, spelt as C, that every way from the exports of OLD to the subject leads through, whichever exports,
    /// members and parameters it takes; the subject itself and typedefs that only spell another type are not meant. Of
    /// root findings on types that at least two exports reach, where there is such a type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
}

/// Steps of a path that are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Gap {
    /// So many steps stand before them.
    pub behind: usize,
    /// How many are left out.
    pub steps: usize,
}

/// What happened to an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SymbolOutcome {
    /// Only NEW has it.
    Added,
    /// Only OLD has it.
    Removed,
    /// Both have it and it reaches a root finding.
    Changed,
}

/// One export that was added, removed or changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct SymbolChange {
    /// Symbol name.
    pub name: String,
    /// The same as the source spells it, of a symbol of C++ or Rust.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demangled: Option<String>,
    /// Kernel module or object name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// Version node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// `STT_*` of the side that has it (NEW if both).
    pub kind: SymbolKind,
    /// What happened.
    pub change: SymbolOutcome,
    /// The worst that it reaches.
    pub severity: Severity,
    /// Index into [`Report::reach_sets`].
    pub reaches: usize,
}
