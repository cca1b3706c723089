//! Why CRCs changed, shown by arithmetic: the definitions that, put back, give the old CRC.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Value of [`Proof::schema`].
pub const SCHEMA: &str = "abilens-symtypes/1";

/// What the symtypes of two builds say of each CRC.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Proof {
    /// `abilens-symtypes/1`
    pub schema: Cow<'static, str>,
    /// Symtypes of the earlier build.
    pub old: Side,
    /// Symtypes of the later one.
    pub new: Side,
    /// Exports of both whose CRC is the same.
    pub unchanged: usize,
    /// Exports whose CRC is another, sorted by name, then object.
    pub changed: Vec<ChangedCrc>,
    /// Changes of definitions, those first that most CRCs need put back.
    pub causes: Vec<Cause>,
    /// Exports of the later build alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Export>,
    /// Exports of the earlier build alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Export>,
    /// Exports that cannot be compared, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<Unknown>,
}

/// Symtypes of a build.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Side {
    /// The file or folder as the user named it.
    pub path: String,
    /// `genksyms` or `gendwarfksyms`, which wrote it.
    pub tool: Cow<'static, str>,
    /// Objects of the build.
    pub objects: usize,
    /// Exports of all objects.
    pub exports: usize,
    /// Exports that a list of CRCs names, too; `null` where none was given.
    pub listed: Option<usize>,
    /// Of those, exports whose CRC there is not the one that the symtypes give: they are of different builds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradicted: Vec<Contradicted>,
}

/// An export whose CRC in a list is another one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Contradicted {
    /// Symbol.
    pub name: String,
    /// By the symtypes: `0x` and eight digits.
    pub computed: String,
    /// By the list: `0x` and eight digits.
    pub listed: String,
}

/// An export of an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Export {
    /// Symbol.
    pub name: String,
    /// The object: its section in a consolidated file, else its file within the folder; empty for a single file.
    pub object: String,
}

/// An export whose CRC changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct ChangedCrc {
    /// Symbol and object of the later side.
    #[serde(flatten)]
    pub export: Export,
    /// `0x` and eight digits.
    pub old_crc: String,
    /// `0x` and eight digits.
    pub new_crc: String,
    /// With the old definitions of `causes` put into the new expansion the old CRC was computed again.
    pub proved: bool,
    /// Indexes into [`Proof::causes`]: the smallest set of changes whose reversal gives the old CRC, in the order of the text.
    pub causes: Vec<usize>,
    /// For exports that were asked for, the way to each cause, in the order of `causes`: names of definitions, the export's own first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<Vec<String>>,
}

/// An export that cannot be compared.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Unknown {
    /// Symbol and object.
    #[serde(flatten)]
    pub export: Export,
    /// Why.
    pub why: Why,
}

/// Why an export cannot be compared.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The old symtypes do not define this name.
    UndefinedOld(String),
    /// The new symtypes do not define this name.
    UndefinedNew(String),
    /// Several objects export the name, and which is which cannot be told.
    Several,
}

/// What kind of change a definition had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ChangeClass {
    /// Members lie elsewhere, or a size is another.
    Layout,
    /// Members came, went, or have another type. Where they lie symtypes of genksyms do not say.
    Members,
    /// The export's own declaration: parameters, result, type.
    Declaration,
    /// Enumerators.
    Constants,
    /// A typedef stands for another type.
    Typedef,
    /// A definition where only a declaration was.
    Visible,
    /// Only a declaration where a definition was.
    Hidden,
    /// Names of members or parameters alone.
    Names,
    /// The same in other words: typedefs for what they stand for, order and spelling of specifiers.
    Spelling,
}

/// A definition that changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Cause {
    /// As symtypes write it: `s#list`, `t#u32`, the name of an export.
    pub name: String,
    /// What kind of change it is.
    pub class: ChangeClass,
    /// Changed CRCs that need it put back.
    pub crcs: usize,
    /// Of those, CRCs for which it is the only one.
    pub alone: usize,
    /// An object in which it stands so, of the later side.
    pub object: String,
    /// The old definition.
    pub old: String,
    /// The new one.
    pub new: String,
    /// The parts that differ, a line for each member, parameter or enumerator.
    pub lines: Vec<ProofLine>,
}

/// A line of a definition that one side alone has.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct ProofLine {
    /// Of the earlier definition.
    pub is_old: bool,
    /// Its words.
    pub text: String,
}
