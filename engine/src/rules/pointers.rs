//! Rules of the family "pointers and qualifiers".

use super::{Rule, RuleInfo, Severity};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::PointerTargetChanged,
        id: "pointer-target-changed",
        severity: Severity::Risky,
        meaning: "A pointer points to another type.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::PointerTargetVoid,
        id: "pointer-target-void",
        severity: Severity::Cosmetic,
        meaning: "A pointer changed between `void *` and a pointer to an object type.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::QualifierChanged,
        id: "qualifier-changed",
        severity: Severity::Source,
        meaning: "`const`, `volatile`, `restrict` or `_Atomic` was added or removed.",
        explanation: "",
        example: "",
        negative: "",
    },
];
