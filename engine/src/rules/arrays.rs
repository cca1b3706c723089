//! Rules of the family "arrays".

use super::{Rule, RuleInfo, Severity};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::ArrayLengthChanged,
        id: "array-length-changed",
        severity: Severity::Breaking,
        meaning: "An array has another number of elements.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::FlexibleArrayChanged,
        id: "flexible-array-changed",
        severity: Severity::Source,
        meaning: "An array became flexible (`[]`), or got a fixed length.",
        explanation: "",
        example: "",
        negative: "",
    },
];
