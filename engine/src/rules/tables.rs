//! Rules of the family "tables of classes": what the symbols of C++ classes tell where no debug information says more.

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::VtableSizeChanged,
        id: "vtable-size-changed",
        severity: Severity::Breaking,
        tells: Tells::Size,
        paragraph: Paragraph::Nothing,
        meaning: "The virtual table of a class has another size.",
        explanation: "A program that constructs objects of the class may hold a copy of its table, with OLD's size \
                      (GCC and clang let programs on x86 have one, position independent or not), and the tables of \
                      classes that consumers derive from it have OLD's shape. NEW calls through places that those do \
                      not have, or finds other functions in them. By what the table grew, the symbol does not say; \
                      where debug information describes the class on both sides, the rules of classes tell that \
                      instead. Add a class of its own, or change the SONAME.",
        example: "vtable-size-without-types",
        negative: "vtable-size-without-types-not",
    },
    RuleInfo {
        rule: Rule::VttSizeChanged,
        id: "vtt-size-changed",
        severity: Severity::Breaking,
        tells: Tells::Size,
        paragraph: Paragraph::Nothing,
        meaning: "The tables for constructing a class with virtual bases have another size.",
        explanation: "A class with virtual bases has a table of tables (`_ZTT`), of which constructors of derived \
                      classes pass parts to those of the bases, by number. With another size other parts stand there: \
                      a consumer's derived class passes the wrong one, and its constructor runs with the table of \
                      something else. Where debug information describes the class on both sides, the rules of classes \
                      tell what changed. Of construction tables (`_ZTC`) only the library's own tables know: cosmetic.",
        example: "vtt-size-without-types",
        negative: "vtt-size-without-types-not",
    },
    RuleInfo {
        rule: Rule::TypeinfoKindChanged,
        id: "typeinfo-kind-changed",
        severity: Severity::Breaking,
        tells: Tells::Size,
        paragraph: Paragraph::Nothing,
        meaning: "The type information of a class tells of other bases.",
        explanation: "By its size the type information of a class (`_ZTI`) tells whether the class has no base, one \
                      public base that is not virtual, or several and others. With another kind the class has other \
                      bases: members stand elsewhere, `dynamic_cast` and handlers of exceptions find other types, and \
                      a program that holds a copy of the old size reads behind it. Where debug information describes \
                      the class on both sides, the rules of classes tell what changed.",
        example: "typeinfo-kind-without-types",
        negative: "typeinfo-kind-without-types-not",
    },
    RuleInfo {
        rule: Rule::VirtualTablesRelativeChanged,
        id: "virtual-tables-relative-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Virtual tables of a library hold distances in place of addresses, or the other way round.",
        explanation: "With -fexperimental-relative-c++-abi-vtables clang fills virtual tables with distances of four \
                      bytes, which nobody relocates; all others have addresses there. A consumer that calls through \
                      the one as if it were the other jumps to an address that is none. Tables are told apart by \
                      whether the loader relocates anything in them. All code of a process must agree: rebuild \
                      consumers the same way, or take the option back.",
        example: "virtual-tables-relative-changed",
        negative: "virtual-tables-relative-changed-not",
    },
];
