//! Rules of the family "typedefs".

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::TypedefTargetChanged,
        id: "typedef-target-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A typedef names another type.",
        explanation: "Everything that is declared with the typedef changes with it: members, parameters, variables. Old \
                      consumers have the old type compiled in, so another size or encoding gives wrong bytes at each such \
                      place, which are listed under this cause. If both types have the same size and encoding, consumers \
                      run on, and the severity is that of the difference between the two. One that becomes `void` is \
                      cosmetic where only pointers to it are passed. Keep the type behind a published name.",
        example: "typedef-target-changed",
        negative: "typedef-target-changed-not",
    },
    RuleInfo {
        rule: Rule::TypedefRemoved,
        id: "typedef-removed",
        severity: Severity::Source,
        tells: Tells::Name,
        paragraph: Paragraph::Nothing,
        meaning: "A typedef that the interface used is gone.",
        explanation: "A name that sources used is gone, while the types it stood for may be there still. Binaries hold no \
                      typedef names in C and run on. A rebuild of a consumer that uses the name fails. Compilers \
                      describe only the typedefs that something uses: where the public headers of both sides are not \
                      read (`--public-headers`), one may still have it. Keep the typedef, marked as deprecated.",
        example: "typedef-removed",
        negative: "typedef-removed-not",
    },
    RuleInfo {
        rule: Rule::TypedefAlignmentChanged,
        id: "typedef-alignment-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A typedef asks for another alignment.",
        explanation: "An attribute of the typedef (`aligned`) decides where a value of it may lie, not only how it is \
                      spelt. Structs that hold one move the member, or grow; an argument in memory is looked for at an \
                      aligned place. Where consumers hold none by value it is risky: whether they allocate one with the \
                      old alignment is not in the binary. Keep the alignment of a published typedef, or give it another \
                      name.",
        example: "typedef-alignment-changed",
        negative: "typedef-alignment-changed-not",
    },
    RuleInfo {
        rule: Rule::TypeSpellingChanged,
        id: "type-spelling-changed",
        severity: Severity::Cosmetic,
        tells: Tells::Name,
        paragraph: Paragraph::Nothing,
        meaning: "A type is spelt through another typedef, or without one.",
        explanation: "Only the path of names leading to the type differs (`u32` for `uint32_t`, a typedef in place of \
                      `struct`). Neither binaries nor sources notice, apart from C++ mangling, which looks through \
                      typedefs anyway. Where another function type or nameless type stands behind the other name, its \
                      differences are findings of their own. It is reported so that a changed CRC has its reason: kernel \
                      symbol versions spell types by name.",
        example: "type-spelling-changed",
        negative: "type-spelling-changed-not",
    },
];
