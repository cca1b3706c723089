//! Rules of the family "functions".

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::ParameterAdded,
        id: "parameter-added",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "A function takes a parameter more.",
        explanation: "An old caller does not pass the argument: the function reads whatever is in that register or stack \
                      slot. It is breaking even if the new parameter is the last one, as the function has no means to tell \
                      old callers from new ones. Add a new function and leave the old one as a wrapper that supplies a \
                      default. Where the function took variable arguments, callers may pass it among those, \
                      in the same place: risky.",
        example: "parameter-added",
        negative: "parameter-added-not",
    },
    RuleInfo {
        rule: Rule::ParameterRemoved,
        id: "parameter-removed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "A function takes a parameter less.",
        explanation: "An old caller passes one argument more. If it was the last one, or the others travel in the registers \
                      that they did (a floating-point argument in front of integers), most calling conventions let the \
                      function ignore it: risky. Else the arguments behind it arrive in the wrong place, and a callee that \
                      pops its arguments unbalances the stack. Keep the parameter and ignore it.",
        example: "parameter-removed",
        negative: "parameter-removed-not",
    },
    RuleInfo {
        rule: Rule::ParameterReordered,
        id: "parameter-reordered",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "Parameters changed places.",
        explanation: "An old caller passes the values in the old order, so each lands in another's place: two pointers that \
                      changed places travel in the same registers and mean each other. Where x86-64 and AArch64 count \
                      registers by kind, an integer and a `double` may change places and still travel as they did: then \
                      only source has to change. If the types stay and the names moved, only the meaning did: risky. Add a \
                      function with the new order under a new name.",
        example: "parameter-reordered",
        negative: "parameter-reordered-not",
    },
    RuleInfo {
        rule: Rule::ParameterTypeChanged,
        id: "parameter-type-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "The type of a parameter changed.",
        explanation: "The caller puts the value where the old type travels, and the function looks where the new type \
                      does. The calling convention decides: another register class or memory in place of registers is \
                      breaking; `int` to `long` stays in one register, but its upper half is undefined on x86-64 and \
                      AArch64, which is breaking too; a narrower integer cuts off values, and a change of signedness is \
                      risky because only values over half of the range differ. Types that differ in spelling only are \
                      cosmetic. Keep the type, or add a new function.",
        example: "parameter-type-changed",
        negative: "parameter-type-changed-not",
    },
    RuleInfo {
        rule: Rule::ParameterRenamed,
        id: "parameter-renamed",
        severity: Severity::Cosmetic,
        tells: Tells::Name,
        paragraph: Paragraph::Nothing,
        meaning: "A parameter has another name.",
        explanation: "The name of a parameter is not part of the binary interface; C callers do not use it either. It is \
                      reported because a new name often goes with a new meaning (`size` to `count`), which no tool sees. \
                      Look at the function when the name says something else than before.",
        example: "parameter-renamed",
        negative: "parameter-renamed-not",
    },
    RuleInfo {
        rule: Rule::ReturnTypeChanged,
        id: "return-type-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "The type of the result changed.",
        explanation: "The caller takes the result from where the old type is returned. Another register class, or memory \
                      in place of registers, makes it read a stale register or leaves out the hidden pointer that the \
                      function writes through: breaking. A wider integer in the same register only loses its upper part; a \
                      narrower one leaves the upper part undefined for an old caller; from `void` to a value is harmless, \
                      from a value to `void` is not. Add a new function for the new result.",
        example: "return-type-changed",
        negative: "return-type-changed-not",
    },
    RuleInfo {
        rule: Rule::FunctionBecameVariadic,
        id: "function-became-variadic",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "A function takes variable arguments now.",
        explanation: "On x86-64 the caller of a variadic function tells in `al` how many vector registers it uses, which \
                      old callers of the fixed prototype do not set; on ARM with hard float a variadic function takes \
                      floating-point values in general registers, and is breaking if it has any. Elsewhere whether it goes \
                      wrong depends on what the function reads: risky. Keep the fixed function and add a variadic one next to it.",
        example: "function-became-variadic",
        negative: "function-became-variadic-not",
    },
    RuleInfo {
        rule: Rule::FunctionNoLongerVariadic,
        id: "function-no-longer-variadic",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "A function no longer takes variable arguments.",
        explanation: "An old caller passes the named arguments as before on most conventions, and more that are no longer \
                      read. Whether callers passed any is not in the binary: risky. On ARM with hard float the named \
                      floating-point values move from general registers to others: breaking. Keep the variadic entry and let it call the fixed one.",
        example: "function-no-longer-variadic",
        negative: "function-no-longer-variadic-not",
    },
    RuleInfo {
        rule: Rule::FunctionPrototypeChanged,
        id: "function-prototype-changed",
        severity: Severity::Source,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A function type got or lost its prototype, `f()` against `f(void)`.",
        explanation: "`f()` says nothing about parameters, `f(void)` says there are none. The code of calls is the same \
                      unless arguments were passed that the prototype now forbids, so consumers run on. A rebuild may \
                      fail, where a call passes arguments or a function pointer has the other type. A definition in the old style \
                      says more than a declaration: `int f() { }` takes nothing, so a parameter that comes is told as such, \
                      and what `int f(a) char a; { }` takes arrives as an `int`, a `float` as a `double`, which is breaking \
                      where a prototype says `float`.",
        example: "function-prototype-changed",
        negative: "function-prototype-changed-not",
    },
    RuleInfo {
        rule: Rule::FunctionBecameNoreturn,
        id: "function-became-noreturn",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A function says now that it does not return (`noreturn`).",
        explanation: "Existing callers hold code for a return that never comes: they are as before, unless the function did \
                      return and no longer does, which the attribute does not tell apart from one that never did. Behind a \
                      pointer it is risky, for then others may provide the function: whoever calls it by the new type takes \
                      an old function that returns for one that does not.",
        example: "function-became-noreturn",
        negative: "function-became-noreturn-not",
    },
    RuleInfo {
        rule: Rule::FunctionNoLongerNoreturn,
        id: "function-no-longer-noreturn",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A function may return now (`noreturn` is gone).",
        explanation: "A compiler puts no code behind the call of a function that does not return: if it does, an existing \
                      caller runs on into whatever lies there, mostly the next function. A definition need not repeat \
                      what a header says, so that its debug information no longer says `noreturn` is a note only; it is \
                      this finding where another unit of NEW declares the function without it, and whether it ever \
                      returns the binary does not say. So it is behind a pointer, where GCC records the attribute as \
                      `volatile` and clang does not record it. Keep `noreturn` on what is exported, and add a function \
                      that may return next to it.",
        example: "function-no-longer-noreturn",
        negative: "function-no-longer-noreturn-not",
    },
    RuleInfo {
        rule: Rule::CallingConventionChanged,
        id: "calling-convention-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The calling convention of a function changed.",
        explanation: "An attribute such as `ms_abi`, `regparm`, `stdcall` or `pcs` says where arguments and the result \
                      travel and who cleans the stack. An old caller follows the old one: it passes everything in the \
                      wrong place. Compilers do not record every attribute: clang states `ms_abi`, GCC does not, and of \
                      `aarch64_vector_pcs` only the symbol tells (`STO_AARCH64_VARIANT_PCS`). A symbol that gets this mark \
                      is risky, for which variant it stands for is not said. Keep the convention of what is exported, or \
                      use a new name.",
        example: "calling-convention-changed",
        negative: "calling-convention-changed-not",
    },
    RuleInfo {
        rule: Rule::ArgumentPassingChanged,
        id: "argument-passing-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A struct or union passed or returned by value travels in other registers, or in memory instead of registers.",
        explanation: "Small structs travel in registers according to the classes of their members, others in memory: a \
                      member more, another member type, or packing can move the whole value from one to the other (System \
                      V x86-64 psABI 3.2.3, AAPCS64 6.8). Every argument behind it then moves as well. It is breaking for \
                      each function that takes or returns the type by value, whatever happens to its fields. Pass such a \
                      struct by pointer, or freeze its members.",
        example: "argument-passing-changed",
        negative: "argument-passing-changed-not",
    },
];
