//! Rules: what only the sources of public headers show (`--headers`).

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) static RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::MacroValueChanged,
        id: "macro-value-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A macro of a public header stands for something else.",
        explanation: "What a macro stands for is compiled into whoever names it: sizes of buffers, flags, whole expressions. \
                      Existing consumers go on with what OLD's headers said. Only `--headers` tells: macros are in no binary. \
                      Single numbers and what lies in parentheses are compared by value and type (`0x10` is `16` and \
                      `(1 << 4)`, not `16u`), everything else token by token, parameters by their place. A macro whose name \
                      says that it tells the release (VERSION behind the name of a library, or MAJOR, MINOR and their row) \
                      differs by its nature: compatible. One whose name begins with an underscore is not for consumers to \
                      write: cosmetic. Where another macro for consumers names such a one, it is risky all the same.",
        example: "macro-value-changed",
        negative: "macro-spelt-otherwise-not",
    },
    RuleInfo {
        rule: Rule::MacroRemoved,
        id: "macro-removed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "No public header defines a macro any more.",
        explanation: "What was compiled before holds what it stood for. Source that names it no longer compiles, or, where it \
                      asks `#ifdef`, goes another way. Macros that keep a header from being read twice do not count. One \
                      that became a function, a constant, a type or an enumerator of the same name is told as changed, unless \
                      that has its value. Only `--headers` tells.",
        example: "macro-removed",
        negative: "macro-spelt-otherwise-not",
    },
    RuleInfo {
        rule: Rule::DefaultArgumentChanged,
        id: "default-argument-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "What stands for an argument that callers leave out is another expression.",
        explanation: "Callers evaluate default arguments, so the value is compiled into them: an existing program passes what \
                      OLD's header said. Numbers are compared by their value, everything else token by token, after the \
                      preprocessor. Only `--headers` tells. To change what a function does without an argument, give it an \
                      overload that lacks the parameter.",
        example: "default-argument-changed",
        negative: "default-argument-changed-not",
    },
    RuleInfo {
        rule: Rule::DefaultArgumentRemoved,
        id: "default-argument-removed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Callers can no longer leave an argument out.",
        explanation: "What was compiled before passes what stood there. Source that leaves the argument out no longer \
                      compiles, unless another overload takes the call. Only `--headers` tells.",
        example: "headers-narrowed",
        negative: "default-argument-changed-not",
    },
    RuleInfo {
        rule: Rule::ParameterDefaultAdded,
        id: "parameter-default-added",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Callers may leave an argument out that they had to pass.",
        explanation: "Existing callers pass it, and go on to. Only `--headers` tells.",
        example: "default-argument-changed",
        negative: "default-argument-changed-not",
    },
    RuleInfo {
        rule: Rule::InlineBodyChanged,
        id: "inline-body-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The body of an inline function of a public header changed.",
        explanation: "Existing consumers have the old body compiled in, or a copy of their own that the loader may even prefer \
                      to the library's, and go on to run it beside what NEW does. Whether the two get along (who locks, who \
                      counts, what a number means) no binary says. Bodies are compared token by token after the \
                      preprocessor; comments, blanks, the names of parameters and what `__LINE__` and `__FILE__` give do not \
                      count, names of local variables do. Where only null pointers are \
                      spelt otherwise: cosmetic. With the initialisers of a constructor. Only `--headers` tells.",
        example: "body-of-a-header-changed",
        negative: "body-of-a-header-changed-not",
    },
    RuleInfo {
        rule: Rule::TemplateBodyChanged,
        id: "template-body-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The body of a function template, or of a member of a class template, changed.",
        explanation: "As `inline-body-changed`: instances that existing consumers hold have the old body. Two modules of one \
                      process may hold instances of one name with different bodies, and the loader takes the first of them \
                      for all. Only `--headers` tells.",
        example: "body-of-a-header-changed",
        negative: "body-of-a-header-changed-not",
    },
    RuleInfo {
        rule: Rule::InitializerChanged,
        id: "initializer-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A data member is initialised otherwise in its class, or a constant, an inline or a static variable.",
        explanation: "Constructors that consumers compile themselves (inline and implicit ones) set a member to what the class \
                      says beside it: existing consumers set it to what OLD said. Inline and static variables they define \
                      themselves. Of a constant whose value can be worked \
                      out, `constexpr-value-changed` tells whether that differs; others are compared as they are written. \
                      Only `--headers` tells.",
        example: "body-of-a-header-changed",
        negative: "body-of-a-header-changed-not",
    },
    RuleInfo {
        rule: Rule::NoexceptRemoved,
        id: "noexcept-removed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A function no longer promises not to throw, or under another condition.",
        explanation: "Compilers leave out what cleans up behind calls that cannot throw, and containers choose to move by it. \
                      An exception that passes through an existing caller skips its destructors, or ends the process in one \
                      that is `noexcept` itself. Whether the function throws, its header does not say. `noexcept` of plain \
                      functions is in no symbol and in no debug information: only `--headers` tells. In the type of a \
                      parameter it is a part of the symbol.",
        example: "noexcept-removed",
        negative: "noexcept-removed-not",
    },
    RuleInfo {
        rule: Rule::NoexceptAdded,
        id: "noexcept-added",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A function promises not to throw.",
        explanation: "Existing callers are ready for an exception that does not come. Only `--headers` tells.",
        example: "noexcept-removed",
        negative: "noexcept-removed-not",
    },
    RuleInfo {
        rule: Rule::TypeBecameFinal,
        id: "type-became-final",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A class, or a virtual function of one, is `final` now.",
        explanation: "Source that derives from the class, or overrides the function, no longer compiles; classes that were \
                      compiled before lie around it as they did. No compiler writes `final` into debug information: only \
                      `--headers` tells.",
        example: "headers-narrowed",
        negative: "noexcept-removed-not",
    },
    RuleInfo {
        rule: Rule::TypeNoLongerFinal,
        id: "type-no-longer-final",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A class, or a virtual function of one, is no longer `final`.",
        explanation: "Compilers call virtual functions of what is final directly, without the table. Existing consumers go on \
                      to, and do not reach an override of a class that NEW derives and hands out. Only `--headers` tells.",
        example: "noexcept-removed",
        negative: "noexcept-removed-not",
    },
    RuleInfo {
        rule: Rule::TemplateRemoved,
        id: "template-removed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "No public header declares a template any more.",
        explanation: "Existing consumers hold the instances that they use. Source that names the template no longer compiles. \
                      Debug information describes instances only, so that only `--headers` tells.",
        example: "headers-narrowed",
        negative: "body-of-a-header-changed-not",
    },
    RuleInfo {
        rule: Rule::TemplateSignatureChanged,
        id: "template-signature-changed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A function template, or a member function of a class template, takes or returns other types.",
        explanation: "Existing consumers hold the instances that they use, under the symbols that they have. Source may not \
                      compile that passes what the template took or uses what it returned. It is told where one function of \
                      a name has no counterpart of the same type on either side; what its parameters are called does not \
                      count. Debug information describes instances only, so that only `--headers` tells.",
        example: "headers-narrowed",
        negative: "body-of-a-header-changed-not",
    },
    RuleInfo {
        rule: Rule::DeclarationRemoved,
        id: "declaration-removed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "No public header declares a type, a constant or an overload of an inline function any more.",
        explanation: "Source that names it no longer compiles; what was compiled before holds none of its name. Its members and \
                      enumerators go with it. What a macro, an alias, a base or a directive may bring back is not gone. A name \
                      that begins with an underscore, or lies in a namespace such as `detail` and is named by no declaration for \
                      consumers, is cosmetic. Aliases are `typedef-removed`. Of inline functions and templates with other overloads, calls may take one \
                      of those. Only `--headers` tells.",
        example: "header-types-changed",
        negative: "header-types-changed-not",
    },
    RuleInfo {
        rule: Rule::DeclaredMembersChanged,
        id: "declared-members-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A class that only headers describe has other bases, data members or virtual functions, or in another order.",
        explanation: "No compiled source of the library uses the class, or it is a template, so that debug information does not \
                      describe it on both sides; consumers that do were compiled with the layout of OLD. Those that share objects \
                      with others that were compiled with NEW's headers disagree on where members lie. Types are compared by \
                      their names, behind aliases. Only `--headers` tells; what debug information describes is told by the rules \
                      for structs and classes.",
        example: "header-types-changed",
        negative: "header-types-changed-not",
    },
    RuleInfo {
        rule: Rule::SpecializationChanged,
        id: "specialization-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "An explicit specialization of a template came or went.",
        explanation: "For the same arguments existing consumers have one definition compiled in, and what is compiled anew takes \
                      the other. In one process the two have the same names, and the loader takes the first of each for all. What \
                      parameters of a partial one are called does not count. Only `--headers` tells.",
        example: "header-templates-changed",
        negative: "header-templates-changed-not",
    },
];
