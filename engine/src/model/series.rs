//! What lists of exports (`Module.symvers`) say one after the other, and nothing else is known.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Value of [`Series::schema`].
pub const SCHEMA: &str = "abilens-symvers/1";

/// Lists of one kernel's releases, and what changed from each to the next.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Series {
    /// `abilens-symvers/1`
    pub schema: Cow<'static, str>,
    /// In the order in which they were named.
    pub lists: Vec<List>,
    /// From each list to the next.
    pub steps: Vec<Step>,
    /// Of three lists and more: exports that are in all of them and whose CRCs changed in the same steps, most first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clusters: Vec<Cluster>,
    /// Exports that were again what they had been before: the same CRC after another one, or there after they were gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flaps: Vec<Flap>,
}

/// One list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct List {
    /// The file as the user named it.
    pub path: String,
    /// Its exports.
    pub exports: usize,
    /// All CRCs are 0: the kernel was built without `MODVERSIONS`.
    pub without_crcs: bool,
    /// Exports for which the list does not say how they are exported.
    pub kinds_unknown: usize,
}

/// What changed from one list to the next; each list is sorted by name, then module.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Step {
    /// Index of the earlier list.
    pub old: usize,
    /// Index of the later one.
    pub new: usize,
    /// Exports of both whose CRC is the same.
    pub unchanged: usize,
    /// Exports whose CRC is another; none where a list has no CRCs.
    pub changed: Vec<Changed>,
    /// Exports of the later list alone.
    pub added: Vec<Listed>,
    /// Exports of the earlier list alone.
    pub removed: Vec<Listed>,
    /// Exports that another module has now.
    pub moved: Vec<Moved>,
    /// Exports that are open to others now: their kind or namespace changed.
    pub opened: Vec<Openness>,
}

/// An export of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Listed {
    /// Symbol.
    pub name: String,
    /// Module as the list writes it.
    pub module: String,
}

/// An export whose CRC changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Changed {
    /// Symbol.
    pub name: String,
    /// Module as the later list writes it.
    pub module: String,
    /// `0x` and eight digits.
    pub old_crc: String,
    /// `0x` and eight digits.
    pub new_crc: String,
}

/// An export that moved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Moved {
    /// Symbol.
    pub name: String,
    /// Module of the earlier list.
    pub old_module: String,
    /// Module of the later one.
    pub new_module: String,
}

/// Who may use an export, before and after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Openness {
    /// Symbol.
    pub name: String,
    /// Module as the later list writes it.
    pub module: String,
    /// Before: modules of a licence that is compatible with the GPL alone.
    pub old_gpl_only: bool,
    /// After.
    pub new_gpl_only: bool,
    /// Namespace before, empty for none.
    pub old_namespace: String,
    /// Namespace after.
    pub new_namespace: String,
    /// Modules that could use it may not be able to now.
    pub is_tighter: bool,
}

/// Exports whose CRCs changed in the same steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Cluster {
    /// Indexes of the lists that have a new CRC, ascending.
    pub changed_in: Vec<usize>,
    /// The exports, sorted.
    pub exports: Vec<Listed>,
}

/// An export that went back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Flap {
    /// Symbol.
    pub name: String,
    /// Its CRC in each list, `0x` and eight digits; `null` where it is not in the list.
    pub crcs: Vec<Option<String>>,
}
