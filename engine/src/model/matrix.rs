//! What a gate over several builds found: architectures, flavours, configurations of one source. This is also the JSON form; its
//! schema is `docs/matrix.schema.json`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::gate::{GateOutcome, GateVerdict, Status};
use crate::rules::facts::Subject;
use crate::rules::{Rule, Severity};

/// Value of [`MatrixOutcome::schema`].
pub const SCHEMA: &str = "abilens-matrix/1";

/// The outcome of a gate over several builds.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct MatrixOutcome {
    /// `abilens-matrix/1`
    pub schema: Cow<'static, str>,
    /// What all builds come to: `incomplete` if that is what one of them comes to, else `fail` if one of them fails.
    pub verdict: GateVerdict,
    /// The file that names the builds.
    pub matrix: String,
    /// The day against which waivers were checked.
    pub today: String,
    /// The builds, in the order of the file.
    pub builds: Vec<Build>,
    /// What was found, each once for all builds: what fails first, then what fails or stands in most builds.
    pub findings: Vec<MatrixFinding>,
}

/// A build.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Build {
    /// Its name in the file.
    pub name: String,
    /// What it comes to.
    pub verdict: GateVerdict,
    /// BASE.
    pub base: String,
    /// NEW.
    pub new: String,
    /// Why it could not be compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The gate's outcome of this build alone, absent where it could not be compared. Waivers, allowed breaks and suppressions that
    /// another build with the same policy uses are not called unused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<GateOutcome>,
}

/// A change that one or several builds have, of the same subject, member or parameter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct MatrixFinding {
    /// What it is about.
    pub subject: Subject,
    /// What happened, where it is worst.
    pub rule: Rule,
    /// The worst severity of all builds.
    pub severity: Severity,
    /// What policy made of it in the build where it made the worst of it.
    pub status: Status,
    /// Whether all builds that have it have it alike: no rule, size, offset or type differs.
    pub alike: bool,
    /// The builds that have it, in their order.
    pub builds: Vec<FindingOfBuild>,
}

/// A finding in one build.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct FindingOfBuild {
    /// Index into [`MatrixOutcome::builds`].
    pub build: usize,
    /// Id of the finding there.
    pub id: String,
    /// What happened there: a member that fills a hole in one build moves others in another.
    pub rule: Rule,
    /// What policy made of it there.
    pub status: Status,
    /// Its severity there.
    pub severity: Severity,
    /// Exports that reach it there.
    pub exports: usize,
}
