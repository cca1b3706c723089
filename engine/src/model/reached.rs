//! What reaches a type, and from which exports.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ground::diagnostic::Diagnostic;
use crate::rules::facts::SubjectKind;

/// Value of [`Reached::schema`].
pub const SCHEMA: &str = "abilens-impact/1";

/// Everything that reaches a type of one name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Reached {
    /// `abilens-impact/1`
    pub schema: Cow<'static, str>,
    /// The input as the user named it.
    pub input: String,
    /// The name as the user gave it.
    pub name: String,
    /// The types of that name, in the order of the graph: several where sources or headers define it apart.
    pub variants: Vec<Variant>,
    /// Totals.
    pub counts: Counts,
    /// Types that every way from an export to a type of that name leads through, from the exports to it. The types
    /// themselves are not meant, nor what only spells the next one: pointers, qualifiers, typedefs of what has a name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dominators: Vec<Dominator>,
    /// Modules (objects, outside kernels) with an export that reaches it, widest first.
    pub modules: Vec<Module>,
    /// Every export that reaches it, sorted by name, module, version.
    pub exports: Vec<Reaching>,
    /// What could not be read: there may be more.
    pub diagnostics: Vec<Diagnostic>,
}

/// One type of the name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Variant {
    /// Spelt as C: `struct device`.
    #[serde(rename = "type")]
    pub type_: String,
    /// Source file as the compiler recorded it, empty if unknown.
    pub file: String,
    /// Line in it from 1, 0 if unknown.
    pub line: u32,
    /// Size in bytes; `None` for what has none.
    pub byte_size: Option<u64>,
    /// Only its name is known.
    pub declaration: bool,
    /// Exports whose shortest path ends at this one.
    pub exports: usize,
}

/// A type without which no export would reach the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Dominator {
    /// `struct`, `union`, `class` or `typedef`: of a record or a function without a name the typedef that names it.
    pub kind: SubjectKind,
    /// Its name.
    pub name: String,
    /// What a typedef names, as C, where that is a function or a pointer to one; it stands so in [`Step::member`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declaration: Option<String>,
    /// Exports that reach the type by way of it: all that reach it at all.
    pub exports: usize,
}

/// Totals of [`Reached`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Counts {
    /// Exports that reach it.
    pub exports: usize,
    /// Those that hold, take or return it by value.
    pub by_value: usize,
    /// Those that reach it behind pointers only.
    pub by_pointer: usize,
    /// Modules with such an export.
    pub modules: usize,
    /// Exports of the input.
    pub of_exports: usize,
    /// Objects of the input.
    pub of_modules: usize,
    /// Exports whose type is unknown: whether they reach it cannot be told.
    pub untyped: usize,
}

/// A module and how many of its exports reach the type.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Module {
    /// Name of the module or object.
    pub name: String,
    /// Its exports that reach the type.
    pub exports: usize,
    /// Those of them that do so by value.
    pub by_value: usize,
}

/// How an export reaches the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// Values in values all the way from the export.
    Value,
    /// A pointer or reference stands in between.
    Pointer,
}

/// An export that reaches the type.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Reaching {
    /// Symbol name.
    pub name: String,
    /// Module or object.
    pub module: String,
    /// Version node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// How.
    pub by: By,
    /// Index into [`Reached::variants`].
    pub variant: usize,
    /// The export as C.
    pub declaration: String,
    /// The declaration refers to what follows by pointer.
    pub pointer: bool,
    /// Members on the shortest path, from the export to the type; empty where the export names the type itself. Of a
    /// longer one the first and the last [`HALF_PATH`].
    pub path: Vec<Step>,
    /// How many are left out between those; absent where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<usize>,
}

/// So many members of each end of a path are told. Nobody reads a path of a hundred, and paths of a thousand to each of
/// a thousand exports would be out of proportion to what was read.
pub const HALF_PATH: usize = 32;

/// A member on a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Step {
    /// The type that has it, as C (`typedef` for what a typedef stands for).
    #[serde(rename = "in")]
    pub holder: String,
    /// The member as C.
    pub member: String,
    /// It holds what follows behind a pointer.
    pub pointer: bool,
}
