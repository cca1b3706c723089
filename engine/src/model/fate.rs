//! The fate of modules: whether each, as built, loads on another kernel and runs correctly there.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ground::diagnostic::Diagnostic;
use crate::model::report::{Finding, Gap};
use crate::rules::Severity;

/// Value of [`Report::schema`].
pub const SCHEMA: &str = "abilens-check/2";

/// What was asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Consumers {
    /// Modules of a kernel.
    #[default]
    Modules,
    /// Programs, and libraries and plug-ins that use others.
    Programs,
}

impl Consumers {
    /// One of them, and several.
    #[must_use]
    pub fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Self::Modules => ("module", "modules"),
            Self::Programs => ("program", "programs"),
        }
    }
}

/// The fate of all modules, or of all programs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Report {
    /// `abilens-check/2`
    pub schema: Cow<'static, str>,
    /// What [`Report::modules`] are.
    #[serde(default)]
    pub consumers: Consumers,
    /// The kernel, or the libraries, that they were built against, as the user named it; empty if it was not given.
    pub old: String,
    /// The kernel, or the libraries, that they will meet.
    pub new: String,
    /// Where the CRCs of NEW come from; `None`: there are none.
    pub crcs: Option<String>,
    /// Version magic of NEW, if it is known.
    pub vermagic: Option<String>,
    /// Modules by verdict.
    pub counts: Counts,
    /// Each module, sorted by path.
    pub modules: Vec<Fate>,
    /// What changed in types that a module uses, each once; [`Hit::id`] names them. Their impact counts the
    /// modules given that reach them. Last those, not `root`, that follow from them for the sizes of these types.
    pub findings: Vec<Finding>,
    /// What could not be read of the kernels.
    pub diagnostics: Vec<Diagnostic>,
}

/// Modules by verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Counts {
    /// [`Verdict::Runs`]
    pub runs: usize,
    /// [`Verdict::MayMisbehave`]
    pub may_misbehave: usize,
    /// [`Verdict::TypesDiffer`]
    pub types_differ: usize,
    /// [`Verdict::Refused`] with [`Remedy::Override`].
    pub refused_override: usize,
    /// [`Verdict::Refused`] with [`Remedy::Rebuild`].
    pub refused_rebuild: usize,
    /// [`Verdict::Refused`] with [`Remedy::Port`].
    pub refused_port: usize,
    /// [`Verdict::CouldNotTell`]
    pub could_not_tell: usize,
}

/// What becomes of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It loads, and every type it uses is as it knows it.
    Runs,
    /// It loads; whether it works depends on a fact that the binary does not hold.
    MayMisbehave,
    /// It loads and then reads or writes wrong bytes.
    TypesDiffer,
    /// NEW does not load it.
    Refused,
    /// Evidence is missing.
    CouldNotTell,
}

impl Verdict {
    /// As reports say it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Runs => "loads and runs",
            Self::MayMisbehave => "loads, may misbehave",
            Self::TypesDiffer => "loads but types differ",
            Self::Refused => "refused",
            Self::CouldNotTell => "could not tell",
        }
    }
}

/// What would make a refused module run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// Only the CRCs stand in the way: no type it uses changed in a way that it would notice.
    Override,
    /// Building it again against NEW.
    Rebuild,
    /// Its source has to change.
    Port,
}

impl Remedy {
    /// As reports say it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Override => "could run if only the CRC were overridden",
            Self::Rebuild => "could run if rebuilt",
            Self::Port => "needs porting",
        }
    }
}

/// One module.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Fate {
    /// Name of the module.
    pub name: String,
    /// Path as found.
    pub path: String,
    /// What becomes of it.
    pub verdict: Verdict,
    /// What would help, for a refused one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
    /// `license=` of its `.modinfo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// `vermagic=` of its `.modinfo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vermagic: Option<String>,
    /// Symbols it imports.
    pub imports: usize,
    /// CRCs that were compared, that of `module_layout` included.
    pub crcs_compared: usize,
    /// Those that differ.
    pub crcs_different: usize,
    /// Why NEW refuses it, in the order of the loader's checks.
    pub reasons: Vec<Reason>,
    /// What some kernels refuse and others let through.
    pub doubts: Vec<Reason>,
    /// What could not be checked.
    pub could_not_tell: Vec<String>,
    /// Whose types its imports were compared by.
    pub types: TypesOf,
    /// Imports that another of the modules given provides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provided: Vec<String>,
    /// Root findings, `risky` or worse, that it reaches through its imports: worst and widest first.
    pub findings: Vec<Hit>,
}

impl Fate {
    /// Of a module of which nothing is known yet but its name and its path.
    pub(crate) fn of(name: &str, path: &str) -> Self {
        Self {
            name: name.to_owned(),
            path: path.to_owned(),
            verdict: Verdict::CouldNotTell,
            remedy: None,
            license: None,
            vermagic: None,
            imports: 0,
            crcs_compared: 0,
            crcs_different: 0,
            reasons: Vec::new(),
            doubts: Vec::new(),
            could_not_tell: Vec::new(),
            types: TypesOf::default(),
            provided: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// The verdict, when all is known. `incomplete`: something of the kernels could not be read.
    pub(crate) fn conclude(&mut self, incomplete: bool) {
        let worst = self.findings.iter().map(|f| f.severity).max();
        self.remedy = self.reasons.iter().map(|r| r.remedy).max();
        if self.remedy == Some(Remedy::Override) && worst.is_some() {
            // Once let in it would meet what no CRC tells of.
            self.remedy = Some(Remedy::Rebuild);
        }
        self.verdict = if self.remedy.is_some() {
            Verdict::Refused
        } else if !self.could_not_tell.is_empty() {
            Verdict::CouldNotTell
        } else if worst >= Some(Severity::Breaking) {
            Verdict::TypesDiffer
        } else if incomplete {
            self.could_not_tell.push("part of OLD or NEW could not be read (see the diagnostics)".to_owned());
            Verdict::CouldNotTell
        } else if worst.is_some() || !self.doubts.is_empty() {
            Verdict::MayMisbehave
        } else {
            Verdict::Runs
        };
    }
}

/// By which side's debug information the types behind the imports were compared with NEW.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct TypesOf {
    /// Imports compared by what the module itself was compiled with.
    pub module: usize,
    /// Imports compared by their type in OLD.
    pub old: usize,
    /// Imports without a type on either side (assembler): only their CRC speaks for them.
    pub none: usize,
}

/// Why a module is not loaded, or perhaps not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Reason {
    /// Stable word: `unknown-symbol`, `crc-differs`, `gpl-only`, `namespace`, `vermagic`, ...
    pub rule: Cow<'static, str>,
    /// The import it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// One sentence.
    pub text: String,
    /// CRC that the module was built with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub built_with: Option<u32>,
    /// CRC of NEW.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<u32>,
    /// What would help.
    pub remedy: Remedy,
    /// For a CRC: ids of the findings that the import reaches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
}

/// A finding as it hits one module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Hit {
    /// Id of the finding in [`Report::findings`].
    pub id: String,
    /// How bad it is for this module.
    pub severity: Severity,
    /// The fact that decided.
    pub why: String,
    /// The name that `why` quotes, as in [`Finding::quotes`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotes: Option<String>,
    /// Imports that reach it, by name.
    pub imports: Vec<String>,
    /// Shortest path, from an import.
    pub path: Vec<String>,
    /// What is left out of a long one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<Gap>,
}
