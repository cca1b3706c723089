//! Rules of the family "base types".

use super::{Rule, RuleInfo, Severity};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::BaseTypeSizeChanged,
        id: "base-type-size-changed",
        severity: Severity::Breaking,
        meaning: "A base type of the same name has another size.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::BaseTypeEncodingChanged,
        id: "base-type-encoding-changed",
        severity: Severity::Breaking,
        meaning: "A base type of the same name has another encoding (signedness, float, boolean, character).",
        explanation: "",
        example: "",
        negative: "",
    },
];
