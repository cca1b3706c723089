//! What a release of a library asks for: the verdict of a release engineer, beside that on consumers.

use serde::{Deserialize, Serialize};

use crate::model::verdict::Verdict;

pub use crate::rules::release::{ReleaseAdvice, RemarkKind};

/// One library of both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Release {
    /// As the findings on it name it: its SONAME in OLD, else its file.
    pub library: String,
    /// SONAME in OLD; absent if it has none: then consumers ask for the file by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_soname: Option<String>,
    /// SONAME in NEW; absent if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_soname: Option<String>,
    /// The verdict on this library alone, where the report is on several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Ids of all root findings on it, in the order of the report, where the report is on several libraries. One that its
    /// public headers declare and no export reaches is on those whose debug information describes it, on all where that is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
    /// What to do.
    pub advice: ReleaseAdvice,
    /// One sentence with the reason.
    pub why: String,
    /// Ids of the root findings that force it, in the order of the report; none where nothing has to be done.
    pub because: Vec<String>,
    /// Number of root findings on it that are breaking, other than that its SONAME changed.
    pub breaking: usize,
    /// Number of those that are risky: whether they break is up to consumers.
    pub risky: usize,
    /// Number of those after which sources of consumers may not compile.
    pub source: usize,
    /// Number of those that add what consumers built against NEW may need.
    pub added: usize,
    /// What the names of NEW say otherwise. Advice: no verdict and no exit code depends on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<ReleaseRemark>,
}

/// A name of NEW that does not fit what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct ReleaseRemark {
    /// Which.
    pub kind: RemarkKind,
    /// In one sentence.
    pub text: String,
}
