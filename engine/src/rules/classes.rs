//! Rules of the family "classes".

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::BaseAdded,
        id: "base-added",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A class got a further base.",
        explanation: "A base with members of its own, or with virtual functions where there were none, moves what \
                      stands behind it: old consumers read members at their old places. A base without any bytes at \
                      offset 0 changes nothing (the empty base rule of the Itanium C++ ABI, 2.4): compatible. Put \
                      what the base holds into a member behind a pointer, or derive in a new class.",
        example: "base-added",
        negative: "base-reordered-not",
    },
    RuleInfo {
        rule: Rule::BaseRemoved,
        id: "base-removed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A class lost a base.",
        explanation: "Old consumers convert pointers to the base by an offset that they compiled in, and read the \
                      members behind it at their old places. A base without bytes of its own leaves everything where \
                      it was: then only source that converts to it no longer compiles.",
        example: "base-removed",
        negative: "base-reordered-not",
    },
    RuleInfo {
        rule: Rule::BaseReplaced,
        id: "base-replaced",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Another base stands where one stood.",
        explanation: "Old consumers take the bytes for the former base: members, virtual functions and conversions \
                      are those of another class. With a template as base (CRTP, policies) another argument is \
                      another class, though the source reads nearly the same.",
        example: "base-replaced-by-template",
        negative: "base-replaced-by-template-not",
    },
    RuleInfo {
        rule: Rule::BaseOffsetChanged,
        id: "base-offset-changed",
        severity: Severity::Breaking,
        tells: Tells::Offset,
        paragraph: Paragraph::Nothing,
        meaning: "A base stands at another offset.",
        explanation: "Conversions to the base add a fixed offset, which old consumers compiled in: they reach another \
                      part of the object. What follows a base moves with it. Two bases without bytes may change \
                      places harmlessly, for both stand at offset 0.",
        example: "base-offset-changed",
        negative: "base-offset-changed-not",
    },
    RuleInfo {
        rule: Rule::BaseVirtualityChanged,
        id: "base-virtuality-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A base became virtual, or is no longer virtual.",
        explanation: "An ordinary base is found at a fixed offset, a virtual one at an offset that the virtual table \
                      holds: old consumers do one of the two and meet the other. The layout changes as well, since \
                      virtual bases stand behind all members.",
        example: "base-became-virtual",
        negative: "base-became-virtual-not",
    },
    RuleInfo {
        rule: Rule::VirtualBaseOffsetChanged,
        id: "virtual-base-offset-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The offset of a virtual base stands at another place of the virtual table.",
        explanation: "Old consumers read the offset at the place that they compiled in, and find another one there. \
                      The places follow the order in which virtual bases are declared. Keep that order, and add \
                      virtual bases in new classes only.",
        example: "virtual-base-order-changed",
        negative: "virtual-base-offset-changed-not",
    },
    RuleInfo {
        rule: Rule::VptrIntroduced,
        id: "vptr-introduced",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Objects of a class got a pointer to a virtual table.",
        explanation: "The first virtual function or virtual base puts a pointer at the start of each object (Itanium \
                      C++ ABI, 2.4): all members move, and old consumers create objects without it. Make a class \
                      virtual from its first release on, or leave it without virtual functions.",
        example: "vptr-introduced",
        negative: "vptr-introduced-not",
    },
    RuleInfo {
        rule: Rule::VptrRemoved,
        id: "vptr-removed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Objects of a class no longer have a pointer to a virtual table.",
        explanation: "Old consumers call virtual functions through a pointer that is no longer there, and look for \
                      members behind it. Leave a virtual function in the class, even where nothing calls it.",
        example: "vptr-removed",
        negative: "vptr-introduced-not",
    },
    RuleInfo {
        rule: Rule::BaseDataSizeChanged,
        id: "base-data-size-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The data of a class end elsewhere, though its size stayed.",
        explanation: "A derived class may put its own members into the padding behind the data of its base (Itanium \
                      C++ ABI, 2.4: dsize). Where the base uses that padding now, its new member and the members of \
                      classes that consumers derived lie in the same bytes. Compatible where consumers cannot derive.",
        example: "base-data-size-changed",
        negative: "base-data-size-changed-not",
    },
    RuleInfo {
        rule: Rule::VirtualFunctionAddedAtEnd,
        id: "virtual-function-added-at-end",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A virtual function was added behind all others.",
        explanation: "The places of the others stayed. Classes of consumers that derive of it have a virtual function \
                      of their own at the new place, or a table that ends there: NEW calls that. Compatible where \
                      only the library creates and derives: consumers have neither public nor protected constructors.",
        example: "virtual-added-at-end-factory",
        negative: "virtual-functions-in-reserve",
    },
    RuleInfo {
        rule: Rule::VirtualFunctionAddedInside,
        id: "virtual-function-added-inside",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A virtual function was added in front of others.",
        explanation: "The places of all virtual functions behind it moved by one: old consumers call another function \
                      than they mean, with its arguments. Add virtual functions behind all others, and only to \
                      classes that nobody else derives of.",
        example: "virtual-function-added-inside",
        negative: "virtual-function-added-inside-not",
    },
    RuleInfo {
        rule: Rule::VirtualFunctionRemoved,
        id: "virtual-function-removed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A virtual function is gone.",
        explanation: "Old consumers call it through its place in the virtual table, where another function or nothing \
                      stands now; those behind it moved. Leave a function in its place that does nothing.",
        example: "virtual-function-removed",
        negative: "virtual-function-removed-not",
    },
    RuleInfo {
        rule: Rule::VirtualSlotChanged,
        id: "virtual-slot-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Virtual functions stand at other places of the virtual table.",
        explanation: "The order of declaration is the order in the table. Old consumers call by number, and reach \
                      another function.",
        example: "virtual-slot-changed",
        negative: "virtual-slot-changed-not",
    },
    RuleInfo {
        rule: Rule::VirtualFunctionReplaced,
        id: "virtual-function-replaced",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Another virtual function stands at the place of one.",
        explanation: "A virtual function whose parameters or qualifiers changed is another function. Where it took \
                      the place of the former one, old consumers call it with the arguments of that. Add the new \
                      function beside the old one.",
        example: "virtual-function-replaced",
        negative: "virtual-function-replaced-not",
    },
    RuleInfo {
        rule: Rule::FunctionBecameVirtual,
        id: "function-became-virtual",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A member function became virtual.",
        explanation: "Its mangled name stayed, so old consumers link and call it directly, past the functions that \
                      override it; and the table got a place more, as when a virtual function is added. Declare a function virtual from the first release on, or add another one beside it.",
        example: "function-became-virtual",
        negative: "function-became-virtual-not",
    },
    RuleInfo {
        rule: Rule::FunctionNoLongerVirtual,
        id: "function-no-longer-virtual",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A member function is no longer virtual.",
        explanation: "Old consumers call it through its place in the virtual table, which is gone; those behind it \
                      moved. Leave it virtual; a virtual function that nobody overrides costs little.",
        example: "function-no-longer-virtual",
        negative: "function-no-longer-virtual-not",
    },
    RuleInfo {
        rule: Rule::VirtualBecamePure,
        id: "virtual-became-pure",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A virtual function became pure.",
        explanation: "The class can no longer be created, and derived classes must implement the function. A class of \
                      a consumer that did not override it has an empty place: a call ends the program with `pure \
                      virtual method called`. Compatible where consumers cannot derive.",
        example: "virtual-became-pure",
        negative: "virtual-became-pure-not",
    },
    RuleInfo {
        rule: Rule::PureVirtualImplemented,
        id: "pure-virtual-implemented",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A pure virtual function got an implementation.",
        explanation: "Classes that implement it still do, and its place stayed. The class may now be created where it \
                      could not.",
        example: "pure-virtual-implemented",
        negative: "pure-virtual-implemented-not",
    },
    RuleInfo {
        rule: Rule::OverrideAdded,
        id: "override-added",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A class overrides a virtual function that it inherited before.",
        explanation: "The place in the table exists, and calls through it reach the new function. Where the class of \
                      the object is known, compilers call the function directly: old consumers call that of the base, \
                      past the new one. Where the override stands in the table of a second base, it takes a further \
                      place as well.",
        example: "override-added",
        negative: "override-removed-not",
    },
    RuleInfo {
        rule: Rule::OverrideRemoved,
        id: "override-removed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A class no longer overrides a virtual function.",
        explanation: "Calls through the table reach the function of the base. Where the class of the object is known, \
                      compilers call the function directly: old consumers then need a symbol that is gone, which is a \
                      finding of its own.",
        example: "override-removed",
        negative: "override-removed-not",
    },
    RuleInfo {
        rule: Rule::VirtualDestructorAdded,
        id: "virtual-destructor-added",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A destructor became virtual.",
        explanation: "It takes two places of the virtual table (one deletes the object as well), so those behind it \
                      move; `delete` through a base calls it now, and old consumers do not. Declare a virtual \
                      destructor with the first virtual function.",
        example: "virtual-destructor-added",
        negative: "virtual-destructor-removed-not",
    },
    RuleInfo {
        rule: Rule::VirtualDestructorRemoved,
        id: "virtual-destructor-removed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A destructor is no longer virtual.",
        explanation: "Old consumers call it through its two places in the virtual table, where other functions or \
                      nothing stand now. Those behind them moved as well, and `delete` through a base no longer reaches the derived class.",
        example: "virtual-destructor-removed",
        negative: "virtual-destructor-removed-not",
    },
    RuleInfo {
        rule: Rule::CovariantReturnChanged,
        id: "covariant-return-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The result of a virtual function points to another part of the object.",
        explanation: "A function that overrides another may return a pointer to a derived class. Where that stands at \
                      an offset to the base, the table holds a function that adjusts the result; old consumers expect \
                      the result as it was.",
        example: "covariant-return-changed",
        negative: "override-added-in-secondary-base-not",
    },
];
