//! Rules of the family "pointers and qualifiers".

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::PointerTargetChanged,
        id: "pointer-target-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "A pointer points to another type.",
        explanation: "The pointer itself has the same size and travels alike; what it points to is another type now. If \
                      both types agree in what is accessed (an int for an enum, a base for a derived struct), old \
                      consumers run on; if not, they read wrong bytes. The use decides, which is not in the binary: risky. \
                      When the target is the same type with another layout, that is a finding of that type and not of this \
                      rule.",
        example: "pointer-target-changed",
        negative: "pointer-target-changed-not",
    },
    RuleInfo {
        rule: Rule::PointerTargetVoid,
        id: "pointer-target-void",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "A pointer changed between `void *` and a pointer to an object type.",
        explanation: "`void *` says nothing about what it points to, so there is nothing to disagree with: the value, its \
                      size and its register stay. C converts between `void *` and other object pointers without a cast, \
                      C++ to `void *` only; no language converts between pointers to two other types. So where `void *` \
                      became `T *`, source that passes or takes a pointer to something else may no longer compile, nor \
                      does source that reads through what became `void *`. A parameter that became `void *` takes what \
                      it took, and a pointer to a type that is only declared leads nobody to anything: that is cosmetic.",
        example: "pointer-target-void",
        negative: "pointer-target-void-not",
    },
    RuleInfo {
        rule: Rule::QualifierChanged,
        id: "qualifier-changed",
        severity: Severity::Source,
        tells: Tells::Name,
        paragraph: Paragraph::Declaration,
        meaning: "`const`, `volatile`, `restrict` or `_Atomic` was added or removed.",
        explanation: "Qualifiers do not change size, layout or passing, so binaries run on. A rebuild may warn or fail: a \
                      pointer to const passed where a plain one is wanted. A parameter `T *` that became `const T *` is \
                      compatible: callers pass what they passed. Where the qualifier says what the code may do \
                      to an exported variable, the rules about variables judge it. `_Atomic` can change size and \
                      alignment, which is then a finding of its own.",
        example: "qualifier-changed",
        negative: "qualifier-changed-not",
    },
    RuleInfo {
        rule: Rule::PointerAddressSpaceChanged,
        id: "pointer-address-space-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "A pointer leads into another address space.",
        explanation: "The same number names another byte in each address space: on x86, pointers to `__seg_gs` and \
                      `__seg_fs` count from the base of a segment, and other machines keep memory of devices apart so. \
                      Consumers that hold or pass such a pointer under its old type reach the wrong byte or fault. The \
                      pointer itself has the same size and travels alike, so nothing refuses the mix. Give the pointer in \
                      the new space another name. `__user`, `__iomem` and `__percpu` of a kernel are notes for checkers, \
                      and no address spaces to a compiler, but where it is told to make them some.",
        example: "pointer-address-space-changed",
        negative: "pointer-address-space-changed-not",
    },
];
