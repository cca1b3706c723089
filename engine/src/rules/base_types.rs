//! Rules of the family "base types".

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::BaseTypeSizeChanged,
        id: "base-type-size-changed",
        severity: Severity::Breaking,
        tells: Tells::Size,
        paragraph: Paragraph::Nothing,
        meaning: "A base type of the same name has another size.",
        explanation: "A type of the language, such as `long`, `wchar_t` or `long double`, has another size, so the two \
                      sides were built for another data model or with other options (`-m32`, `-mlong-double-64`, \
                      `-fshort-wchar`). Everything made of it has changed for old consumers. There is nothing to mend in \
                      the source: build both sides alike.",
        example: "base-type-size-changed",
        negative: "base-type-size-changed-not",
    },
    RuleInfo {
        rule: Rule::BaseTypeEncodingChanged,
        id: "base-type-encoding-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A base type of the same name has another encoding (signedness, float, boolean, character).",
        explanation: "The same size, but the bits mean something else: signed against unsigned, integer against floating \
                      point, boolean or character. Old consumers widen, compare and print the value by the old encoding; \
                      floating point also travels in other registers. Plain `char` differs so with `-funsigned-char` or \
                      another machine. Build both sides with the same options.",
        example: "base-type-encoding-changed",
        negative: "base-type-encoding-changed-not",
    },
];
