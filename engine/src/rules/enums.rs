//! Rules of the family "enums".

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::EnumeratorAdded,
        id: "enumerator-added",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::EnumeratorAdded,
        meaning: "An enum got a further enumerator.",
        explanation: "While the values of the others stay, what old consumers pass means what it meant; those that change \
                      are findings of their own, or follow from one that was put in front. Old consumers do not know the \
                      new value: a `switch` without a default, or an array indexed by the enum, meets it unprepared if the \
                      library returns it. An enum that has to grow to hold the value is reported by `enum-size-changed`. \
                      Document that new values may appear.",
        example: "enumerator-added",
        negative: "enumerator-added-not",
    },
    RuleInfo {
        rule: Rule::EnumeratorRemoved,
        id: "enumerator-removed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::EnumeratorRemoved,
        meaning: "An enumerator is gone; old callers may still pass its value.",
        explanation: "The value is still in old callers, which may pass it, while the library no longer treats it. It may \
                      even get another meaning later. Whether the library rejects it in an orderly way is not in the \
                      binary: risky. Where its name says that its number was reserved or out of use \
                      (`X_RESERVED115`), or the public headers define a macro of this name and value, only sources \
                      notice. Keep the enumerator, marked as deprecated, and never use its number again.",
        example: "enumerator-removed",
        negative: "enumerator-removed-not",
    },
    RuleInfo {
        rule: Rule::EnumeratorRenamed,
        id: "enumerator-renamed",
        severity: Severity::Source,
        tells: Tells::Name,
        paragraph: Paragraph::Nothing,
        meaning: "An enumerator has another name with the same value.",
        explanation: "The value is what binaries hold, and it stays: old consumers run on. Sources that use the old name \
                      do not compile. Where another new name resembles the old one more, the old one goes on with that and its \
                      value (`enumerator-value-changed`); where that is not sure, it is risky. Check that the new name does not \
                      mean something else for the same number. Keep the \
                      old name as a second enumerator of that value.",
        example: "enumerator-renamed",
        negative: "enumerator-renamed-not",
    },
    RuleInfo {
        rule: Rule::EnumeratorValueChanged,
        id: "enumerator-value-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::EnumeratorValue,
        meaning: "An enumerator has another value.",
        explanation: "Old consumers have the old number compiled in: what they pass now means something else, and what \
                      they receive they misread. That is breaking wherever the value passes the interface, in either \
                      direction. It usually happens when an enumerator is inserted before others: give new ones explicit \
                      values at the end. The enumerator that counts the others has a rule of its own.",
        example: "enumerator-value-changed",
        negative: "enumerator-value-changed-not",
    },
    RuleInfo {
        rule: Rule::EnumSentinelMoved,
        id: "enum-sentinel-moved",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::EnumeratorValue,
        meaning: "The `_MAX`-like enumerator that counts the others has another value.",
        explanation: "The last enumerator (`_MAX`, `_LAST`, `_COUNT`, `NUM_`) counts the others and moves whenever one is \
                      added, also under another name. Old consumers have the old number compiled in, as an array length, a loop bound or a limit in \
                      a check. Where values were only added, it is compatible by convention: each release of many a library \
                      does so. The policy key `sentinels` raises that. Where an enumerator went away or changed, or the \
                      count its name, it is risky; where an array of the interface has that length, breaking. Do not \
                      export such a count, or name it as not stable.",
        example: "enum-sentinel-moved",
        negative: "enum-sentinel-moved-not",
    },
    RuleInfo {
        rule: Rule::EnumSizeChanged,
        id: "enum-size-changed",
        severity: Severity::Breaking,
        tells: Tells::Size,
        paragraph: Paragraph::Size,
        meaning: "The size of an enum changed.",
        explanation: "Parameters, results, members and variables of the enum have another size, with all the consequences \
                      for layout and passing. It happens when a value no longer fits, with `-fshort-enums`, or with a \
                      `packed` attribute or a fixed underlying type. It is breaking wherever a consumer holds a value of \
                      it. Choose the underlying type for good.",
        example: "enum-size-changed",
        negative: "enum-size-changed-not",
    },
    RuleInfo {
        rule: Rule::EnumSignednessChanged,
        id: "enum-signedness-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The underlying type of an enum changed its signedness.",
        explanation: "Without negative values GCC and clang choose an unsigned type; the first negative one makes it \
                      signed. Old code compares and widens the value with the other sign: values in the upper half of the \
                      range differ, the others do not. Which values occur is not in the binary: risky. Fix the underlying \
                      type, or keep to non-negative values.",
        example: "enum-signedness-changed",
        negative: "enum-signedness-changed-not",
    },
    RuleInfo {
        rule: Rule::EnumUnderlyingTypeChanged,
        id: "enum-underlying-type-changed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The underlying type of an enum changed, with the same size and signedness.",
        explanation: "Another integer type with the same size and signedness, such as `unsigned int` for `unsigned long` \
                      on a 32-bit machine: values travel and lie as before. In C++ overload resolution and name mangling \
                      can see it, and format strings may warn. Old binaries run on.",
        example: "enum-underlying-type-changed",
        negative: "enum-underlying-type-changed-not",
    },
    RuleInfo {
        rule: Rule::EnumScopedChanged,
        id: "enum-scoped-changed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "An enum became an `enum class`, or is no longer one.",
        explanation: "Names of symbols and values are the same for both, so existing consumers run on. The enumerators of \
                      an `enum class` are named with the enum in front and are no integers by themselves: source that \
                      was written for one kind does not compile with the other.",
        example: "enum-scoped-changed",
        negative: "enum-scoped-changed-not",
    },
];
