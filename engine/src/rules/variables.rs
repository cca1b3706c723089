//! Rules of the family "variables".

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::VariableTypeChanged,
        id: "variable-type-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "The type of an exported variable changed.",
        explanation: "A consumer reads and writes the variable directly, with the type it was compiled for. A type of \
                      other size, layout or encoding means wrong bytes: breaking. Where old and new type have the same \
                      representation the severity is that of the difference itself, as with a pointer's target or a \
                      qualifier. Use a new name, or accessors.",
        example: "variable-type-changed",
        negative: "variable-type-changed-not",
    },
    RuleInfo {
        rule: Rule::VariableSizeChanged,
        id: "variable-size-changed",
        severity: Severity::Breaking,
        tells: Tells::Size,
        paragraph: Paragraph::Nothing,
        meaning: "An exported variable has another size.",
        explanation: "An executable that refers to a variable of a shared library often holds a copy of it (a copy \
                      relocation) with the old size. The library works on that copy: if the variable grew, everything \
                      behind the old end overlaps other data of the program. If it shrank, an old consumer reads beyond \
                      it. Export a function or a pointer in place of the object, or reserve space in advance.",
        example: "variable-size-changed",
        negative: "variable-size-changed-not",
    },
    RuleInfo {
        rule: Rule::VariableBecameConst,
        id: "variable-became-const",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "An exported variable became read-only.",
        explanation: "The variable moved to memory that is not writable, so a consumer that wrote to it faults. Consumers \
                      that only read it are fine, but the library does not say which there are: breaking. Keep it \
                      writable, or give the constant a new name.",
        example: "variable-became-const",
        negative: "variable-became-const-not",
    },
    RuleInfo {
        rule: Rule::VariableNoLongerConst,
        id: "variable-no-longer-const",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "An exported variable became writable.",
        explanation: "Every consumer that exists only reads the variable, and reading still works. A consumer may have \
                      been compiled with the constant's value folded in, if the header gave it; then it keeps that value. \
                      Nothing needs to be done when the header only declares it.",
        example: "variable-no-longer-const",
        negative: "variable-no-longer-const-not",
    },
    RuleInfo {
        rule: Rule::VariableAlignmentChanged,
        id: "variable-alignment-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The requested alignment of an exported variable changed.",
        explanation: "A consumer may rely on the old alignment for vector loads, atomics or pointer bits; with a copy \
                      relocation it is the consumer that places the object. A stricter alignment in the library is not met \
                      by the copy in an old program, a weaker one may not meet what an old consumer assumes. Whether \
                      anyone assumes it is not in the binary: risky.",
        example: "variable-alignment-changed",
        negative: "variable-alignment-changed-not",
    },
];
