//! Rules of the family "members of classes": what a class of C++ declares.

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::MemberBecameStatic,
        id: "member-became-static",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::MemberRemoved,
        meaning: "A member became static.",
        explanation: "A static function is called without `this`, and has the same symbol as before: an existing \
                      caller passes the object first, and NEW takes its address for the first argument. A data member \
                      that becomes static leaves the objects: those behind it move, and consumers read and write \
                      other bytes in its place. A function that is not exported is in the consumers themselves, so \
                      only source that takes its address notices. Add a static member of another name.",
        example: "function-became-static",
        negative: "function-became-static-not",
    },
    RuleInfo {
        rule: Rule::MemberNoLongerStatic,
        id: "member-no-longer-static",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::MemberAdded,
        meaning: "A static member became one of each object.",
        explanation: "A function that is no longer static expects `this`, and has the same symbol as before: existing \
                      callers pass no object, so NEW takes the first argument, or whatever lies in its register, for \
                      one. A static data member that enters the objects makes them larger and moves what stands \
                      behind it. A function that is not exported is in the consumers themselves, so only source that \
                      takes its address notices. Add a member of another name.",
        example: "function-no-longer-static",
        negative: "function-became-static-not",
    },
    RuleInfo {
        rule: Rule::MemberAccessChanged,
        id: "member-access-changed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A data member is public, protected or private in another way.",
        explanation: "Access is checked by compilers alone: inline functions and existing consumers read the member \
                      where it always was. Fewer may name it: what names it no longer compiles. More may name it: \
                      nothing changes for anybody. Where the access of its members decides whether a class is a plain \
                      one, and with it where derived classes begin, that is a finding of its own.",
        example: "member-access-changed",
        negative: "access-narrowed",
    },
    RuleInfo {
        rule: Rule::BaseAccessChanged,
        id: "base-access-changed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A base is public, protected or private in another way.",
        explanation: "The base lies where it lay, and code that was compiled goes on to use it. Fewer may convert to \
                      it: conversions no longer compile, and a `catch` of the base no longer takes what the library \
                      throws, for the typeinfo says that the base is not public. More may convert to it: nothing \
                      changes for anybody.",
        example: "base-access-changed",
        negative: "base-became-virtual-not",
    },
    RuleInfo {
        rule: Rule::AccessNarrowed,
        id: "access-narrowed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Fewer may name a member function or a static member.",
        explanation: "A function became protected or private. Compilers check access, loaders do not: existing \
                      consumers call it as before, as long as it is exported. What calls it from outside no longer \
                      compiles. Say so in a release before, or keep a public function that calls it.",
        example: "access-narrowed",
        negative: "access-narrowed-not",
    },
    RuleInfo {
        rule: Rule::AccessWidened,
        id: "access-widened",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "More may name a member function or a static member.",
        explanation: "A private or protected function became accessible. Whoever could name it still can, and nothing \
                      was compiled otherwise for it.",
        example: "access-widened",
        negative: "access-narrowed",
    },
    RuleInfo {
        rule: Rule::FunctionDeleted,
        id: "function-deleted",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A member function is `= delete` now.",
        explanation: "Calls of it no longer compile: copies, if it is a copy constructor. Consumers that were \
                      compiled before call what they have: if the function was exported, its symbol is gone with it, \
                      and they no longer link or load. Of a copy or move constructor it may also decide how values \
                      travel, which is a finding of its own.",
        example: "function-deleted",
        negative: "function-deleted-not",
    },
    RuleInfo {
        rule: Rule::FunctionDefaultedChanged,
        id: "function-defaulted-changed",
        severity: Severity::Cosmetic,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A special member function is defaulted that was provided, or the other way round.",
        explanation: "A constructor, an assignment or a destructor is made by the compiler now, or is no longer. What \
                      that means for values (whether they travel in registers, may be copied as bytes, and need a \
                      count in front of arrays) is told by findings of their own, and a symbol that is gone is one, \
                      too. This one is left where none of that changed.",
        example: "function-defaulted-changed",
        negative: "function-defaulted-changed-not",
    },
    RuleInfo {
        rule: Rule::ExplicitChanged,
        id: "explicit-changed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A constructor or a conversion became `explicit`, or is no longer.",
        explanation: "The keyword decides what compilers convert by themselves, and is in no symbol: existing \
                      consumers call what they called. When it comes, source that relies on the conversion no longer \
                      compiles. When it goes, conversions become possible, and nothing that compiled is refused but \
                      for calls that have two ways now.",
        example: "explicit-changed",
        negative: "overload-hides-base-not",
    },
    RuleInfo {
        rule: Rule::OverloadAdded,
        id: "overload-added",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A second member function has the name of one that was alone.",
        explanation: "Existing consumers call the function that they were compiled with. Source that takes the \
                      address of the function (`&thing::run`) no longer says which one is meant, and some calls have \
                      two ways now. A further overload of several is no finding: who takes an address of one of those \
                      says which already.",
        example: "overload-added",
        negative: "overload-of-several-added",
    },
    RuleInfo {
        rule: Rule::OverloadHidesBase,
        id: "overload-hides-base",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A new member function hides those of the same name in a base.",
        explanation: "Names are looked up in the derived class first, and what is found there hides all of that name \
                      in its bases, whatever their parameters. Existing consumers go on to call the function of the \
                      base. When they are rebuilt, their calls go to the new function, or do not compile. `using \
                      base::name` in the derived class brings the others back.",
        example: "overload-hides-base",
        negative: "overload-hides-base-not",
    },
    RuleInfo {
        rule: Rule::MemberFunctionRemoved,
        id: "member-function-removed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::MemberRemoved,
        meaning: "A member function that was not exported is gone from a class.",
        explanation: "It was inline: what was compiled before holds its own copy and goes on to use \
                      it. The next build does not find it. An exported one is found as a symbol that is gone. Private \
                      members and instances of templates, which debug information lists where somebody uses them, are \
                      not looked at.",
        example: "member-function-removed",
        negative: "member-function-removed-not",
    },
    RuleInfo {
        rule: Rule::InlineFunctionRemoved,
        id: "inline-function-removed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "An inline function or function template is gone from the public headers.",
        explanation: "What was compiled before holds its own copy and goes on to use it; the next build does not find \
                      it. No debug information lists the inline functions that a library does not use, so this is \
                      told from the texts of --public-headers alone: where the folders of both releases were named, \
                      those of NEW do not hold the name at all, and where declarations stand in them tells which \
                      folder is whose. Names in namespaces such as `detail`, and those that begin with `_`, are not \
                      looked at; members of classes are told by `member-function-removed`.",
        example: "inline-function-removed",
        negative: "inline-function-removed-not",
    },
    RuleInfo {
        rule: Rule::StaticMemberRemoved,
        id: "static-member-removed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::MemberRemoved,
        meaning: "A constant of a class (a static data member with a value) that was not exported is gone.",
        explanation: "What was compiled before holds its value and goes on to use it. The next build does not find the \
                      name. A static data member that was exported is found as a symbol that is gone. Private ones, and \
                      those that became a member of each object, are not looked at.",
        example: "static-member-removed",
        negative: "static-member-removed-not",
    },
    RuleInfo {
        rule: Rule::ClassAllocatorChanged,
        id: "class-allocator-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A class got its own `operator new` or `operator delete`, or lost it, or it takes other parameters.",
        explanation: "`new T` and `delete` in consumers were compiled with the allocation functions that the class \
                      had. If one side allocates an object and the other frees it, two allocators meet: whether that \
                      happens, the binary does not say. Where consumers cannot make objects of the class, only the \
                      library allocates them.",
        example: "class-allocator-changed",
        negative: "allocation-function-exported",
    },
    RuleInfo {
        rule: Rule::ConstexprValueChanged,
        id: "constexpr-value-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A constant of a class or of a header has another value.",
        explanation: "The value of a static member that is `constexpr`, or `const` and initialised in the class, is \
                      compiled into whoever uses it: lengths of arrays, template arguments, plain numbers. So is that of a \
                      constant that a header defines outside of classes (`constexpr`, `const`, in C `static const`). \
                      Existing consumers go on with the old one, while NEW works with another. Whether the two must agree, \
                      the binary does not say. Numbers of all kinds are compared, where debug information of both sides \
                      states them: one that comes or goes is no finding, for compilers leave out what a unit does not use. \
                      Make such a number the result of a function if it may change.",
        example: "constexpr-value-changed",
        negative: "constexpr-value-changed-not",
    },
    RuleInfo {
        rule: Rule::TrivialityForCallsChanged,
        id: "triviality-for-calls-changed",
        severity: Severity::Cosmetic,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A class is passed by its address that was passed by value, or the other way round.",
        explanation: "A class whose copy constructor, move constructor or destructor runs code, or whose copies and \
                      moves are all deleted, is passed and returned by the address of an object that the caller \
                      makes; any other travels as its members do in C, often in registers (Itanium C++ ABI, 3.1.1). A \
                      destructor that is added, or a copy constructor that is no longer `= default` in the class, \
                      changes sides. It is breaking where a function takes or returns the class by value, which is \
                      told of each of them, and cosmetic where none does.",
        example: "triviality-for-calls-changed",
        negative: "triviality-for-calls-changed-not",
    },
    RuleInfo {
        rule: Rule::TriviallyCopyableChanged,
        id: "trivially-copyable-changed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Whether a class may be copied as bytes changed, and its values travel as before.",
        explanation: "An assignment that runs code, or the like, takes away that a class is trivially copyable. Calls \
                      stay as they are. Source that asks for it (`std::is_trivially_copyable`, `std::atomic`, \
                      `std::bit_cast`) no longer compiles, and consumers that copy such objects with `memcpy` pass by \
                      what the assignment does now. Where the class becomes trivially copyable, nothing changes for \
                      existing consumers.",
        example: "trivially-copyable-changed",
        negative: "trivially-copyable-changed-not",
    },
    RuleInfo {
        rule: Rule::ArrayCookieChanged,
        id: "array-cookie-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Arrays of a class that `new` makes begin with their length now, or no longer do.",
        explanation: "`new T[n]` puts the number of elements in front of them where `delete[]` needs it: if the \
                      destructor runs code, or if the `operator delete[]` of the class wants the size (Itanium C++ \
                      ABI, 2.7). If one side makes an array and the other deletes it, they disagree where it begins. \
                      Whether arrays cross the interface, the binary does not say: it is risky where consumers can \
                      make objects of the class, and compatible where they cannot.",
        example: "array-cookie-changed",
        negative: "array-cookie-changed-not",
    },
    RuleInfo {
        rule: Rule::ClassKeyChanged,
        id: "class-key-changed",
        severity: Severity::Cosmetic,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A struct is declared as a class, or the other way round.",
        explanation: "The key decides who may name members that do not say so themselves, and nothing else: names of \
                      symbols and layout are the same in the Itanium C++ ABI. Members whose access changed with it \
                      are findings of their own.",
        example: "class-key-changed",
        negative: "member-access-changed-not",
    },
    RuleInfo {
        rule: Rule::ReferenceKindChanged,
        id: "reference-kind-changed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A reference `T &` became `T &&`, or the other way round.",
        explanation: "Both are the address of a value, so members lie where they lay and existing consumers go on. What \
                      binds to the one kind of reference often does not bind to the other: source may not compile. In the \
                      parameters of a function the kind is part of its symbol, and the old one is gone. A member that was \
                      a value and is a reference now has other bytes, and is found as a member of another type.",
        example: "member-reference-kind-changed",
        negative: "member-became-reference",
    },
    RuleInfo {
        rule: Rule::FunctionNoLongerExported,
        id: "function-no-longer-exported",
        severity: Severity::Breaking,
        tells: Tells::Gone,
        paragraph: Paragraph::SymbolRemoved,
        meaning: "A member function is no longer exported, and its class still declares it.",
        explanation: "It moved into the header (`inline`, or with its body in the class), or it is hidden now: which of \
                      the two, debug information does not say. Existing consumers that call it no longer link or load. A \
                      consumer that is built again has its own copy of an inline function, and does not link with a hidden \
                      one. Keep a definition in the library when a function moves into the header.",
        example: "function-moved-to-header",
        negative: "exported-function-deleted",
    },
    RuleInfo {
        rule: Rule::FunctionNowExported,
        id: "function-now-exported",
        severity: Severity::Compatible,
        tells: Tells::Came,
        paragraph: Paragraph::SymbolAdded,
        meaning: "A member function that its class declared before is exported now.",
        explanation: "It was inline, or hidden. Consumers that were built before and call it hold a copy of its old body \
                      and go on to run that, while NEW runs its own: a change of what it does does not reach them until \
                      they are built again. Nothing is missing at run time.",
        example: "function-moved-out-of-header",
        negative: "function-became-static-not",
    },
];
