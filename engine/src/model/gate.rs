//! What the gate found, before anybody spells it. This is also the JSON form; its schema is `docs/gate.schema.json`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ground::diagnostic::Diagnostic;
use crate::model::report::{Attribution, Finding, Release};
use crate::rules::Severity;

/// Value of [`GateOutcome::schema`].
pub const SCHEMA: &str = "abilens-gate/2";

/// The outcome of a gate.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct GateOutcome {
    /// `abilens-gate/2`
    pub schema: Cow<'static, str>,
    /// What it comes to.
    pub verdict: GateVerdict,
    /// BASE as the user named it.
    pub base: String,
    /// NEW as the user named it.
    pub new: String,
    /// The policy file, absent where the defaults were taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// The day against which waivers were checked.
    pub today: String,
    /// The highest severity among findings that policy leaves (those that are neither waived, allowed,
    /// suppressed, tolerated nor outside of every set of symbols); absent if it leaves none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Sets of symbols, in the order of the policy; the last one is everything else.
    pub scopes: Vec<ScopeOutcome>,
    /// Every root finding with what policy made of it; those that fail come first, most severe first, what
    /// happened to symbols themselves before types; then, with sets of symbols, by the exports of those that it reaches,
    /// else as the report orders them.
    pub findings: Vec<GateFinding>,
    /// Listed symbols whose CRC in NEW is another than the listed one, by set of symbols, then by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crcs: Vec<ChangedCrc>,
    /// Exports whose changes are tolerated or suppressed by name, module or namespace.
    pub tolerated: Vec<Tolerated>,
    /// What is wrong with lists, waivers and the rest of the policy, and what it could not check.
    pub problems: Vec<Problem>,
    /// How far the given patches or commits explain the root findings; absent where none were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
    /// What the release of each library asks for, by all that was found, whatever the policy makes of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<Release>,
    /// What could not be read of the inputs.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the gate comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum GateVerdict {
    /// Nothing fails. Exit code 0.
    Pass,
    /// A finding or the policy itself fails. Exit code 1.
    Fail,
    /// Evidence is missing: it could not be told. Exit code 2.
    Incomplete,
}

/// A set of symbols.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct ScopeOutcome {
    /// As the policy names it.
    pub name: String,
    /// The mildest severity that fails: a severity or `never`.
    pub fail_on: String,
    /// Exports of BASE in the set.
    pub symbols: usize,
    /// Exports of NEW in the set.
    pub symbols_new: usize,
    /// Those of them (or of NEW) that were removed or added or reach a finding, and are not tolerated.
    pub changed: usize,
    /// Findings that those reach.
    pub findings: usize,
    /// Findings that fail the gate because of this set.
    pub failing: usize,
}

/// A root finding and what policy made of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct GateFinding {
    /// What became of it.
    pub status: Status,
    /// `file:line` of the waiver, paragraph, suppression or rule that decided, with the words that it gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Names of the sets of symbols that it fails, or would fail.
    pub scopes: Vec<String>,
    /// Exports within those sets that reach it; those of all sets that count, if it fails none.
    pub exports: usize,
    /// Up to 8 of them.
    pub sample: Vec<String>,
    /// The finding.
    pub finding: Finding,
}

/// A listed symbol whose CRC changed, and what may be why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct ChangedCrc {
    /// Symbol name.
    pub name: String,
    /// Module that the list names.
    pub module: String,
    /// Name of the set of symbols.
    pub scope: String,
    /// The list, as the policy names it.
    pub file: String,
    /// Line in it, from 1.
    pub line: usize,
    /// CRC that the list states: `0x` and eight digits.
    pub listed: String,
    /// CRC in NEW.
    pub new: String,
    /// Ids of up to 8 root findings that it reaches: what happened to itself first, then as the report orders them.
    pub causes: Vec<String>,
    /// Number of root findings that it reaches; of none, macros, attributes and spelling are left, which no debug
    /// information holds.
    pub reaches: usize,
}

/// What policy made of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The gate fails because of it.
    Fails,
    /// It would fail, and is waived.
    Waived,
    /// It would fail, and an `allowed_breaks` file allows it.
    Allowed,
    /// It would fail, and a suppression file takes it away.
    Suppressed,
    /// Only exports whose changes are tolerated reach it.
    Tolerated,
    /// It does not reach the threshold of any set, or its rule is let pass.
    Passes,
}

/// An export whose changes do not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Tolerated {
    /// Symbol name.
    pub name: String,
    /// Module, where there are modules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// `file:line` of what tolerates it.
    pub by: String,
}

/// What a problem does to the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// It could not be told.
    Incomplete,
    /// The gate fails.
    Fails,
    /// Worth knowing.
    Note,
}

/// What is wrong with the policy, or what it could not check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Problem {
    /// What it does.
    pub effect: Effect,
    /// Stable word: `waiver-unused`, `waiver-expired`, `waiver-duplicate`, `waiver-unfilled`, `waiver-mismatch`, `waiver-id-old`,
    /// `listed-not-in-base`, `listed-twice`, `list-empty`, `crc-differs`, `crc-unknown`, `allowed-break-unused`, `module-path-unknown`,
    /// `module-paths-unknown`, `no-exports`, `suppression-hides-break`, `suppression-overreached`,
    /// `suppression-unused`, `type-lost`, `types-unknown`.
    pub kind: Cow<'static, str>,
    /// File, as the policy names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Line in it, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Symbol or finding that it is about, empty if none.
    pub subject: String,
    /// One sentence.
    pub message: String,
    /// Of a waiver that names its finding by the id of the release before: the id to write instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_id: Option<String>,
}

impl GateOutcome {
    /// Makes positions in sources relative to a folder, where they are below it: what annotates sources knows them
    /// from the root of the repository.
    pub fn sources_from(&mut self, root: &str) {
        let root = root.trim_end_matches('/');
        let old_root = self.root_of_old(root);
        for f in &mut self.findings {
            let f = &mut f.finding;
            let spans = [&mut f.declared.old, &mut f.declared.new].into_iter().flatten().map(|s| &mut s.file);
            for file in spans.chain(&mut f.subject.file) {
                let below = |root: &str| file.strip_prefix(root).and_then(|rest| rest.strip_prefix('/'));
                let roots = [Some(root), old_root.as_deref()].into_iter().flatten().filter(|r| !r.is_empty());
                if let Some(rest) = roots.filter_map(below).find(|rest| !rest.is_empty()) {
                    *file = rest.to_owned();
                }
            }
        }
    }

    /// Where OLD's sources were: what stands before the path of a file that NEW has below `root`, in most findings.
    fn root_of_old(&self, root: &str) -> Option<String> {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for f in &self.findings {
            let declared = &f.finding.declared;
            let (Some(old), Some(new)) = (&declared.old, &declared.new) else { continue };
            let rest = new.file.strip_prefix(root).filter(|rest| rest.starts_with('/'));
            // Below the root itself, or recorded from there on.
            let rest =
                rest.map(str::to_owned).or_else(|| (!new.file.starts_with('/')).then(|| format!("/{}", new.file)));
            if let Some(top) = rest.and_then(|rest| old.file.strip_suffix(rest.as_str())) {
                *votes.entry(top).or_default() += 1;
            }
        }
        let best = votes.into_iter().filter(|(top, _)| top.starts_with('/')).max_by_key(|(_, n)| *n);
        best.map(|(top, _)| top.to_owned())
    }

    /// Findings of one status.
    pub fn with(&self, status: Status) -> impl Iterator<Item = &GateFinding> {
        self.findings.iter().filter(move |f| f.status == status)
    }
}
