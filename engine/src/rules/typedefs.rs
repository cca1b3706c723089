//! Rules of the family "typedefs".

use super::{Rule, RuleInfo, Severity};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::TypedefTargetChanged,
        id: "typedef-target-changed",
        severity: Severity::Breaking,
        meaning: "A typedef names another type.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::TypedefRemoved,
        id: "typedef-removed",
        severity: Severity::Source,
        meaning: "A typedef that the interface used is gone.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::TypeSpellingChanged,
        id: "type-spelling-changed",
        severity: Severity::Cosmetic,
        meaning: "A type is spelt through another typedef, or without one; it is the same type.",
        explanation: "",
        example: "",
        negative: "",
    },
];
