//! Rules of the family "ELF object".

use super::{Rule, RuleInfo, Severity};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::ObjectSonameChanged,
        id: "object-soname-changed",
        severity: Severity::Breaking,
        meaning: "The SONAME of a library changed.",
        explanation: "A consumer records the SONAME that it was linked with and asks the loader for a file of that name. \
                      With another SONAME it does not find NEW, and keeps running with OLD only where that stays \
                      installed. That is what a SONAME is for when the interface breaks; without a break it forces \
                      everyone to rebuild for nothing. Change it exactly when the rest of the report is breaking.",
        example: "object-soname-changed",
        negative: "object-soname-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectNeededChanged,
        id: "object-needed-changed",
        severity: Severity::Compatible,
        meaning: "The list of libraries that an object needs changed.",
        explanation: "The loader brings in the libraries that an object needs itself, so consumers notice nothing as long \
                      as they are installed. A consumer that used symbols of a dropped library without naming it \
                      (`--copy-dt-needed-entries`) fails to load. A new entry is a new dependency for the package. Let \
                      consumers link what they use.",
        example: "object-needed-changed",
        negative: "object-needed-changed-not",
    },
    RuleInfo {
        rule: Rule::VersionNodeRemoved,
        id: "version-node-removed",
        severity: Severity::Breaking,
        meaning: "A version node that the library defined is gone.",
        explanation: "A consumer lists the version nodes that it needs of each library, and the loader checks the list \
                      before anything else: if one is missing, the program does not start, even if no symbol of that node \
                      is ever called. Keep the node in the version script, empty if need be.",
        example: "version-node-removed",
        negative: "version-node-removed-not",
    },
    RuleInfo {
        rule: Rule::VersionNodeAdded,
        id: "version-node-added",
        severity: Severity::Compatible,
        meaning: "The library defines a new version node.",
        explanation: "A consumer that exists does not ask for the new node. One that is linked against NEW and uses its \
                      symbols will not load with OLD and says so at once, which is the purpose. Nothing needs to be done; \
                      do not add symbols to a node that was already released.",
        example: "version-node-added",
        negative: "version-node-added-not",
    },
    RuleInfo {
        rule: Rule::ObjectRemoved,
        id: "object-removed",
        severity: Severity::Risky,
        meaning: "An object of the input is gone, with no exports of its own to be missed.",
        explanation: "A module or library of the input is not there any more. Exports that went with it are findings of \
                      their own; this one speaks of an object that exported nothing, so that only its being there, as a \
                      driver or a plug-in, can be missed. Whether anyone loads it by name is not in the binary: risky. \
                      Check that it was renamed, built in, or dropped on purpose.",
        example: "object-removed",
        negative: "object-removed-not",
    },
];
