//! Rules of the family "variables".

use super::{Rule, RuleInfo, Severity};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::VariableTypeChanged,
        id: "variable-type-changed",
        severity: Severity::Breaking,
        meaning: "The type of an exported variable changed.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::VariableSizeChanged,
        id: "variable-size-changed",
        severity: Severity::Breaking,
        meaning: "An exported variable has another size.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::VariableBecameConst,
        id: "variable-became-const",
        severity: Severity::Breaking,
        meaning: "An exported variable became read-only.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::VariableNoLongerConst,
        id: "variable-no-longer-const",
        severity: Severity::Compatible,
        meaning: "An exported variable became writable.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::VariableAlignmentChanged,
        id: "variable-alignment-changed",
        severity: Severity::Risky,
        meaning: "The requested alignment of an exported variable changed.",
        explanation: "",
        example: "",
        negative: "",
    },
];
