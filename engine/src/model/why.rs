//! Why a kernel does not load a module: what refuses it, the types behind it, what would help, and what was looked at.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ground::diagnostic::Diagnostic;
use crate::model::fate::{Hit, Remedy, TypesOf};
use crate::model::report::Finding;

/// Value of [`Why::schema`].
pub const SCHEMA: &str = "abilens-why/1";

/// The answer about one module and one kernel.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Why {
    /// `abilens-why/1`
    pub schema: Cow<'static, str>,
    /// The module as the user named it.
    pub path: String,
    /// Name of the module.
    pub name: String,
    /// Whether it is refused.
    pub verdict: WhyVerdict,
    /// The reason in one sentence.
    pub because: String,
    /// What would make a refused one load, the least first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helps: Vec<String>,
    /// What is known of the kernel.
    pub kernel: Met,
    /// What is known of the module.
    pub module: Built,
    /// What refuses it, in the order of the loader's checks.
    pub refusals: Vec<Refusal>,
    /// What some kernels refuse and others let through.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Refusal>,
    /// What decides, and could not be told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub could_not_tell: Vec<String>,
    /// What could not be told of the types behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types_not_told: Vec<String>,
    /// `risky` or worse differences that it reaches through its imports: worst and widest first.
    pub hits: Vec<Hit>,
    /// These differences, and behind them what follows for the sizes of their types.
    pub findings: Vec<Finding>,
    /// Structs that the module states the size of, beside the kernel's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sizes: Vec<Size>,
    /// Sentences of the kernel's log about this module.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<Sentence>,
    /// What was looked at, and what of it could be read.
    pub evidence: Vec<Evidence>,
    /// What could not be read of files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether a kernel loads a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum WhyVerdict {
    /// Nothing that was looked at stands in the way.
    WouldLoad,
    /// Something does.
    Refused,
    /// A fact that decides is not at hand.
    CouldNotTell,
}

/// What is known of the kernel that the module meets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Met {
    /// As the user named it; empty for the one that runs.
    pub path: String,
    /// `uname -r`
    pub release: Option<String>,
    /// Its version magic.
    pub vermagic: Option<String>,
    /// Where its exports and their CRCs come from.
    pub crcs: Option<String>,
    /// Where its types come from.
    pub types: Option<String>,
}

/// What is known of the module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Built {
    /// `license=` of its `.modinfo`.
    pub license: Option<String>,
    /// `vermagic=` of its `.modinfo`.
    pub vermagic: Option<String>,
    /// A signature is appended to it; whether it is a good one, nobody looked.
    pub signed: bool,
    /// Symbols that it imports.
    pub imports: usize,
    /// CRCs that were compared, that of `module_layout` included.
    pub crcs_compared: usize,
    /// Those that differ.
    pub crcs_different: usize,
    /// Whose types its imports were compared by.
    pub types: TypesOf,
    /// What it was built against, if that was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
}

/// One thing that refuses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Refusal {
    /// Stable word, as of `abilens check`: `crc-differs`, `unknown-symbol`, `vermagic`, ...; also `signature` and `struct-module`.
    pub rule: Cow<'static, str>,
    /// The symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// One sentence.
    pub text: String,
    /// CRC that the module demands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demanded: Option<u32>,
    /// CRC that the kernel offers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offered: Option<u32>,
    /// What is behind a CRC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// What would help; nothing of a signature that the loader asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
    /// Ids of the findings that the symbol reaches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
}

/// What is behind a CRC that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// No type that the module reaches through it differs in a way that it would notice: a rebuild suffices.
    TypesEqual,
    /// Types differ, see [`Refusal::findings`].
    TypesDiffer,
    /// Its type is not among the kernel's: BTF has none of functions of assembler, and of few variables.
    NotInBtf,
    /// The types that the module was built with are not at hand.
    NotAtHand,
}

/// A struct by its size on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Size {
    /// `struct module`
    pub name: String,
    /// Bytes in the module.
    pub built_with: u64,
    /// Bytes in the kernel.
    pub found: u64,
    /// Where the module states it.
    pub stated_by: String,
}

/// A sentence of the kernel's log, or of the program that loads modules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Sentence {
    /// Line in the log, from 1.
    pub line: usize,
    /// The line as it stands there.
    pub text: String,
    /// Stable word for what it says.
    pub rule: Cow<'static, str>,
    /// It says that the module was refused, or why.
    pub refuses: bool,
    /// What it means, and what to do.
    pub meaning: String,
    /// Further lines that say the same.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub repeated: usize,
}

/// A place where evidence may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// What it would tell: `release`, `types`, `symbols`, `crcs`, `signature`, `log`.
    pub of: Cow<'static, str>,
    /// File or folder.
    pub path: String,
    /// Whether it could be read.
    pub state: EvidenceState,
    /// What it told, or why it could not be read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// Whether evidence could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceState {
    /// It was.
    Read,
    /// There is nothing.
    Absent,
    /// There is something, and it cannot be read or understood.
    Unreadable,
}
