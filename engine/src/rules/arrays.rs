//! Rules of the family "arrays".

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::ArrayLengthChanged,
        id: "array-length-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "An array has another number of elements.",
        explanation: "Old consumers have the old number of elements compiled in: a longer array moves the members behind \
                      it and grows what holds it, a shorter one is overrun. In an exported variable a longer array whose \
                      old part keeps its place is still a change of size. It is breaking where consumers see the array; \
                      behind a pointer to an array only the bound of loops differs. A constant array of a kernel that \
                      got elements at its end is compatible: no module holds a copy of it, as programs do of a variable of a \
                      library (copy relocation). Several arrays of one file with the same old and the same new length are \
                      one finding. Leave the length, or hand out a pointer and a count.",
        example: "array-length-changed",
        negative: "array-length-changed-not",
    },
    RuleInfo {
        rule: Rule::FlexibleArrayChanged,
        id: "flexible-array-changed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "An array became flexible (`[]`), or got a fixed length.",
        explanation: "`T x[]`, `T x[0]` and `T x[1]` as the last member are three spellings of an array as long as was \
                      allocated. Access to the elements is the same code at the same offset, so binaries run on; `sizeof`, \
                      bounds checks and initialisers in sources see the difference. If the struct is smaller with it, as \
                      from `[1]` to `[]`, it is breaking where something holds one by value, and else risky: who copies or \
                      compares `sizeof` bytes, or uses an ioctl number that holds the size, has the old one. A struct that \
                      grows by it is judged as any other that grows.",
        example: "flexible-array-changed",
        negative: "flexible-array-changed-not",
    },
];
