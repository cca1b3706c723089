//! Rules of the family "ELF object".

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::ObjectSonameChanged,
        id: "object-soname-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A version node that the library defined is gone.",
        explanation: "A consumer lists the version nodes that it needs of each library, and glibc checks the list before \
                      anything else: where the library defines other nodes and one is missing, the program does not start, \
                      even if no symbol of that node is ever called. Where the library defines no node at all, glibc only \
                      warns: risky, and what becomes of each symbol is a finding of its own. A node that no symbol bore can \
                      have been recorded by no program: compatible, unless linkers ask for it by themselves (GLIBC_ABI_*). \
                      Keep the node in the version script, empty if need be.",
        example: "version-node-removed",
        negative: "version-node-removed-not",
    },
    RuleInfo {
        rule: Rule::VersionNodeAdded,
        id: "version-node-added",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "An object of the input is gone.",
        explanation: "A library with a SONAME that is not there any more is asked for by every program that was linked with \
                      it: breaking, even where its exports are found in another library. Of all other objects the exports \
                      that went with them are findings of their own, and this one speaks of those that exported nothing: a \
                      kernel module or an unlinked object that nothing can refer to is cosmetic; a plug-in or program that \
                      somebody may load or start by name is risky. Check that it was renamed, built in, or dropped on \
                      purpose.",
        example: "object-removed",
        negative: "object-removed-not",
    },
    RuleInfo {
        rule: Rule::ObjectVersionNeedAdded,
        id: "object-version-need-added",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A library asks for a newer version node of another library.",
        explanation: "The loader refuses a library where one that it needs lacks a version node that it lists. A node \
                      above all those of the same series that OLD asked for (GLIBC_2.34 where 2.33 was enough) is one \
                      that a system on which OLD ran may not have; which systems NEW is to run on is not in the file: \
                      risky. Nodes below those that OLD asked for already, and the first version of glibc for a \
                      machine, are there in any case. Build on the oldest system that is supported.",
        example: "object-version-need-added",
        negative: "object-version-need-added-not",
    },
    RuleInfo {
        rule: Rule::ObjectStaticTlsChanged,
        id: "object-static-tls-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A library began or ceased to use static thread-local storage, or uses more of it.",
        explanation: "Code compiled with the initial-exec model needs its thread-local data at a fixed distance \
                      (DF_STATIC_TLS). At program start there is room; for a library that is loaded by dlopen there is \
                      only a small reserve, and dlopen fails with 'cannot allocate memory in static TLS block' where \
                      it is used up. Whether a consumer loads the library that way is not in the file: risky. The way \
                      back is compatible. Compile for the general dynamic model, or for TLS descriptors.",
        example: "object-static-tls-changed",
        negative: "object-static-tls-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectNodlopenChanged,
        id: "object-nodlopen-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A library began or ceased to refuse dlopen.",
        explanation: "With DF_1_NOOPEN (-z nodlopen) the loader refuses to load the library by dlopen. Plug-ins and \
                      language bindings load libraries that way; whether a consumer does is not in the file: risky. \
                      The way back is compatible.",
        example: "object-nodlopen-changed",
        negative: "object-nodlopen-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectExecutableStackChanged,
        id: "object-executable-stack-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A library began or ceased to ask for an executable stack.",
        explanation: "A library that asks for an executable stack (PT_GNU_STACK) makes the stack of the whole program \
                      executable. glibc 2.41 and later refuse to do that for dlopen, and hardened systems refuse it \
                      altogether; whether a consumer runs there is not in the file: risky. It mostly comes from an \
                      assembler file without a .note.GNU-stack section. The way back is compatible.",
        example: "object-executable-stack-changed",
        negative: "object-executable-stack-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectTextRelocationsChanged,
        id: "object-text-relocations-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A library began or ceased to need relocations in its code.",
        explanation: "With text relocations (DT_TEXTREL) the loader makes the code of the library writable while it \
                      loads it. Hardened systems and some loaders refuse that; whether a consumer runs there is not in \
                      the file: risky. It comes from code that was compiled without -fPIC. The way back is compatible.",
        example: "object-text-relocations-changed",
        negative: "object-text-relocations-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectNodeleteChanged,
        id: "object-nodelete-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Whether dlclose may unload a library changed.",
        explanation: "A library with DF_1_NODELETE (-z nodelete) stays in memory once it is loaded. A consumer that \
                      reloads it to begin afresh keeps its old state then; one that closes it while threads, exit \
                      handlers or callbacks still run its code crashes where the flag is gone. Whether a consumer \
                      closes the library is not in the file: risky both ways.",
        example: "object-nodelete-changed",
        negative: "object-nodelete-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectSymbolicChanged,
        id: "object-symbolic-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Whether a library's own references can be interposed changed.",
        explanation: "A library that is linked with -Bsymbolic binds its references to its own definitions. A consumer \
                      that interposes one of its functions, or a program that holds a copy of one of its variables, is \
                      then no longer seen by the library itself. Whether such a consumer exists is not in the file: \
                      risky both ways. What -Bsymbolic-functions does leaves no mark.",
        example: "object-symbolic-changed",
        negative: "object-symbolic-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectControlFlowChanged,
        id: "object-control-flow-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A library gained or lost the mark that its code runs under hardware control-flow protection.",
        explanation: "On x86 a library is marked if all its code was compiled for shadow stacks (SHSTK) or indirect \
                      branch tracking (IBT). A process that runs with one of them and insists on it refuses to load a \
                      library without the mark; whether a consumer does is not in the file: risky. One object file \
                      without -fcf-protection takes the mark away from the whole library. A mark that came is \
                      compatible.",
        example: "object-control-flow-changed",
        negative: "object-control-flow-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectIsaLevelChanged,
        id: "object-isa-level-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The level of x86-64 that a library states to need changed.",
        explanation: "A library can state that it needs x86-64-v2, -v3 or -v4 (GNU_PROPERTY_X86_ISA_1_NEEDED, -z \
                      x86-64-v3). glibc refuses it on a processor below that level. Which processors the consumers run \
                      on is not in the file: risky. A lower level is compatible. Install the faster library beside the \
                      other one in a glibc-hwcaps folder.",
        example: "object-isa-level-changed",
        negative: "object-isa-level-changed-not",
    },
    RuleInfo {
        rule: Rule::CompileModeChanged,
        id: "compile-mode-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Units that define exports were compiled with options that change calls, formats or layout.",
        explanation: "`-mregparm`, `-mrtd`, `-mabi=ms` and `-fpcc-struct-return` move arguments and results, and \
                      `-mlong-double-128` or `-mabi=ieeelongdouble` give the bits of a `long double` another meaning: the \
                      types look as before, and every old caller is wrong. It is breaking where an export passes what \
                      the option moves; `-mavx` and the like count where vectors wider than the narrower registers are \
                      passed by value. Options that change types (`-fshort-enums`, `-funsigned-char`, `-fpack-struct`, \
                      `-malign-double`, `-mms-bitfields`, `-fshort-wchar`) name the reason of changes that are told of \
                      each type, and are cosmetic by themselves. The options come from what the compiler records in \
                      the debug information: GCC does, clang with `-grecord-command-line` only. Defaults and other \
                      spellings are no difference.",
        example: "compile-mode-changed",
        negative: "compile-mode-changed-not",
    },
];
