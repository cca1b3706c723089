//! Members that types set aside for later.

use serde::{Deserialize, Serialize};

use crate::rules::facts::Subject;

/// Members that a struct sets aside for later, by a kABI macro or by convention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Reserves {
    /// The struct or union, as NEW declares it.
    pub subject: Subject,
    /// On the old side; absent if only NEW has the type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<ReserveCount>,
    /// What is left on the new side.
    pub new: ReserveCount,
}

/// How much is set aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct ReserveCount {
    /// Members; a padding array is one.
    pub members: usize,
    /// All of them together, in bits.
    pub bit_size: u64,
}
