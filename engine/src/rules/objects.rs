//! Rules of the family "ELF object".

use super::{Rule, RuleInfo, Severity};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::ObjectSonameChanged,
        id: "object-soname-changed",
        severity: Severity::Breaking,
        meaning: "The SONAME of a library changed.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::ObjectNeededChanged,
        id: "object-needed-changed",
        severity: Severity::Compatible,
        meaning: "The list of libraries that an object needs changed.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::VersionNodeRemoved,
        id: "version-node-removed",
        severity: Severity::Breaking,
        meaning: "A version node that the library defined is gone.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::VersionNodeAdded,
        id: "version-node-added",
        severity: Severity::Compatible,
        meaning: "The library defines a new version node.",
        explanation: "",
        example: "",
        negative: "",
    },
    RuleInfo {
        rule: Rule::ObjectRemoved,
        id: "object-removed",
        severity: Severity::Risky,
        meaning: "An object of the input is gone, with no exports of its own to be missed.",
        explanation: "",
        example: "",
        negative: "",
    },
];
