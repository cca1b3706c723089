//! Two layouts side by side, line by line.

use serde::{Deserialize, Serialize};

/// One line of a side-by-side layout, which holds all lines: what to leave out is a matter of who shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct LayoutLine {
    /// What happened to the line.
    pub mark: LayoutMark,
    /// Offset in bits on the old side (value for an enumerator, place in a virtual table).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_offset: Option<i128>,
    /// Size of the member on the old side in bits; absent for an enumerator, and for what has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_size: Option<u64>,
    /// Line on the old side as C.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// Offset in bits on the new side (value for an enumerator, place in a virtual table).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_offset: Option<i128>,
    /// Size of the member on the new side in bits, as on the old.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_size: Option<u64>,
    /// Line on the new side as C.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

impl LayoutLine {
    /// How far it moved, in bits (for an enumerator, in values); `None` for lines that did not.
    #[must_use]
    pub fn moved_by(&self) -> Option<i128> {
        let (old, new) = self.old_offset.zip(self.new_offset).filter(|_| self.mark == LayoutMark::Moved)?;
        new.checked_sub(old)
    }
}

/// See [`LayoutLine`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum LayoutMark {
    /// Same on both sides.
    #[default]
    Same,
    /// Same declaration, other offset.
    Moved,
    /// Other declaration in the same place.
    Changed,
    /// Only new.
    Added,
    /// Only old.
    Removed,
}
