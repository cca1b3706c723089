//! Rules of the family "hardening": what protects a library from itself, and no consumer notices.

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[RuleInfo {
    rule: Rule::ObjectHardeningChanged,
    id: "object-hardening-changed",
    severity: Severity::Cosmetic,
    tells: Tells::Fact,
    paragraph: Paragraph::Nothing,
    meaning: "A protection that a library was built with came or went.",
    explanation: "RELRO (-z relro), the stack protector, _FORTIFY_SOURCE, and on AArch64 branch target \
                      identification and signed return addresses protect a library against its own bugs. Consumers are \
                      called and linked as before: cosmetic. The marks are told because a protection that goes is \
                      mostly an accident of the build. Executable stacks, text relocations, lazy binding and shadow \
                      stacks, which a loader acts on, have rules of their own.",
    example: "object-hardening-changed",
    negative: "object-hardening-changed-not",
}];
