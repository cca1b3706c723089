//! Rules of the family "symbols".

use super::{Rule, RuleInfo, Severity};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::SymbolRemoved,
        id: "symbol-removed",
        severity: Severity::Breaking,
        meaning: "An exported symbol is gone.",
        explanation: "A consumer that refers to the symbol does not link any more; one that is built already fails to \
                      load, or with lazy binding at the first call. It is breaking whatever the symbol's type, for every \
                      name that the dynamic symbol table, or a kernel's export table, listed before. Keep the symbol as an \
                      alias or a thin wrapper of its successor, or change the SONAME.",
        example: "symbol-removed",
        negative: "symbol-removed-not",
    },
    RuleInfo {
        rule: Rule::SymbolAdded,
        id: "symbol-added",
        severity: Severity::Compatible,
        meaning: "A new symbol is exported.",
        explanation: "Nothing that exists refers to the new name, so old consumers run on. A consumer built against NEW \
                      that uses it will not load with OLD: a library gives such symbols a new version node so that the \
                      loader can say so. A name without a prefix of its own can still collide with a definition in a \
                      consumer.",
        example: "symbol-added",
        negative: "symbol-added-not",
    },
    RuleInfo {
        rule: Rule::SymbolVersionRemoved,
        id: "symbol-version-removed",
        severity: Severity::Breaking,
        meaning: "A symbol is no longer exported under one of its version nodes, while the name lives on under another.",
        explanation: "A consumer records the version node together with the name when it is linked. The loader looks for \
                      exactly that pair and fails, although the name itself is still exported under another node. Keep the \
                      old node as an alias (`.symver`) with the old behaviour.",
        example: "symbol-version-removed",
        negative: "symbol-version-removed-not",
    },
    RuleInfo {
        rule: Rule::SymbolVersionAdded,
        id: "symbol-version-added",
        severity: Severity::Compatible,
        meaning: "An exported symbol got a further version node.",
        explanation: "An old consumer keeps binding to the node it recorded; new links may choose the other one. Both \
                      nodes have to stay in the library, each with its own behaviour. Nothing needs to be done.",
        example: "symbol-version-added",
        negative: "symbol-version-added-not",
    },
    RuleInfo {
        rule: Rule::SymbolVersionDefaultChanged,
        id: "symbol-version-default-changed",
        severity: Severity::Compatible,
        meaning: "New links bind to another version node of the symbol; the old one is still there.",
        explanation: "The `@@` moved to another node: only a program that is linked anew binds differently. Consumers that \
                      exist keep the node they recorded, which is still there. If the two implementations take different \
                      types, what a rebuild sees is reported by the rules about those types.",
        example: "symbol-version-default-changed",
        negative: "symbol-version-default-changed-not",
    },
    RuleInfo {
        rule: Rule::SymbolBecameVersioned,
        id: "symbol-became-versioned",
        severity: Severity::Compatible,
        meaning: "A symbol without a version got one; unversioned references bind to its default.",
        explanation: "A reference without a version binds to the default, or first, definition of that name, so old \
                      consumers run on; the loader may print a warning that the library has no version information for \
                      them. It is compatible as long as the definition without version lives on as the default one. New \
                      links record the version and need NEW from then on.",
        example: "symbol-became-versioned",
        negative: "symbol-became-versioned-not",
    },
    RuleInfo {
        rule: Rule::SymbolBecameUnversioned,
        id: "symbol-became-unversioned",
        severity: Severity::Risky,
        meaning: "A versioned symbol lost its version node.",
        explanation: "An old consumer asks for the name with the version that it recorded. If the library has no version \
                      definitions left at all, the loader warns and binds; if it still has some but not this one, loading \
                      fails. That depends on the rest of the library and on the loader, so the finding is risky. Keep the \
                      version script that the releases before had.",
        example: "symbol-became-unversioned",
        negative: "symbol-became-unversioned-not",
    },
    RuleInfo {
        rule: Rule::SymbolBindingChanged,
        id: "symbol-binding-changed",
        severity: Severity::Risky,
        meaning: "The binding changed between global, weak and unique.",
        explanation: "A weak definition gives way to a strong one at static linking, and a unique one exists once in a \
                      process however often it is loaded. Between shared objects the loader treats weak and global alike, \
                      unless it is told otherwise; whether a consumer defines the same name itself, or links statically, \
                      is not in the binary. It is risky for that reason; look at who overrides the symbol. Modules bind to \
                      exports of a kernel through __ksymtab, which keeps no binding: compatible.",
        example: "symbol-binding-changed",
        negative: "symbol-binding-changed-not",
    },
    RuleInfo {
        rule: Rule::SymbolVisibilityChanged,
        id: "symbol-visibility-changed",
        severity: Severity::Risky,
        meaning: "The visibility changed: default, protected, or hidden in what is linked in.",
        explanation: "A protected symbol is never replaced from outside for calls within its own library. A program that \
                      interposes the function (an allocator, a tracer), or that compares its address or copy-relocates the \
                      variable, works with default visibility and not, or differently, with protected. Whether such a \
                      consumer exists is not in the binary: risky. A hidden symbol of an object or archive can be linked \
                      in, but a shared library made with it cannot hand it on: risky for the same reason.",
        example: "symbol-visibility-changed",
        negative: "symbol-visibility-changed-not",
    },
    RuleInfo {
        rule: Rule::SymbolTypeChanged,
        id: "symbol-type-changed",
        severity: Severity::Breaking,
        meaning: "The ELF symbol changed between object, function, thread-local and indirect function.",
        explanation: "The loader resolves references by what the symbol is: a function through the PLT, an object by \
                      address or by a copy relocation, a thread-local variable through its module's block, an indirect \
                      function by calling its resolver. A consumer built for one kind reads or calls the wrong thing when \
                      it meets another. Functions that become indirect functions are the mild case: calls through the PLT \
                      keep working. For anything else use a new name.",
        example: "symbol-type-changed",
        negative: "symbol-type-changed-not",
    },
    RuleInfo {
        rule: Rule::SymbolSizeChanged,
        id: "symbol-size-changed",
        severity: Severity::Risky,
        meaning: "The size of a data symbol changed and no type explains it.",
        explanation: "The size of a data symbol is what a copy relocation copies into the program. If it grew, an old \
                      program holds only the first part, and the library works on that shorter copy; if it shrank, the \
                      loader warns. No type in the debug information accounts for the change, so it is not known which \
                      bytes matter: risky. Export a pointer or an accessor in place of the object.",
        example: "symbol-size-changed",
        negative: "symbol-size-changed-not",
    },
    RuleInfo {
        rule: Rule::SymbolAliasSplit,
        id: "symbol-alias-split",
        severity: Severity::Risky,
        meaning: "Two names of one address are now two things.",
        explanation: "Two names led to one address; now each has a definition of its own. Code that relies on them being \
                      the same (it compares function pointers, or writes one name of a variable and reads the other) no \
                      longer does what it did. Whether someone relies on it is not in the binary. Keep the alias where the \
                      two names document one thing.",
        example: "symbol-alias-split",
        negative: "symbol-alias-split-not",
    },
    RuleInfo {
        rule: Rule::SymbolBecameGplOnly,
        id: "symbol-became-gpl-only",
        severity: Severity::Breaking,
        meaning: "A kernel export became EXPORT_SYMBOL_GPL.",
        explanation: "The kernel refuses to bind a GPL-only export to a module with another licence, so such a module does \
                      not load any more. A module under a GPL-compatible licence notices nothing, but the kernel's own \
                      binary does not say who uses the export: breaking. Keep EXPORT_SYMBOL for what a stable list \
                      promises.",
        example: "symbol-became-gpl-only",
        negative: "symbol-became-gpl-only-not",
    },
    RuleInfo {
        rule: Rule::SymbolNoLongerGplOnly,
        id: "symbol-no-longer-gpl-only",
        severity: Severity::Compatible,
        meaning: "A GPL-only kernel export became available to all modules.",
        explanation: "Every module that could use the export still can, and others may from now on. Nothing needs to be \
                      done for consumers. It is worth a look from the side of licensing, which is not a matter of binary \
                      compatibility.",
        example: "symbol-no-longer-gpl-only",
        negative: "symbol-no-longer-gpl-only-not",
    },
    RuleInfo {
        rule: Rule::SymbolNamespaceChanged,
        id: "symbol-namespace-changed",
        severity: Severity::Breaking,
        meaning: "A kernel export moved to another symbol namespace.",
        explanation: "A module must import the namespace of every symbol that it uses (MODULE_IMPORT_NS). An old module \
                      did not import the new one: the kernel refuses it, or only warns if the kernel was built with \
                      CONFIG_MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS. An export that leaves its namespace for none needs no \
                      import and is milder. Keep exports of a stable list out of new namespaces.",
        example: "symbol-namespace-changed",
        negative: "symbol-namespace-changed-not",
    },
    RuleInfo {
        rule: Rule::SymbolModuleChanged,
        id: "symbol-module-changed",
        severity: Severity::Compatible,
        meaning: "A kernel export is now provided by another module.",
        explanation: "A module binds to an export by name, whoever provides it. What changes is the order of loading: \
                      `depmod` must be run, and an initramfs must carry the module that now has the export. Its type is \
                      compared as usual, and differences are findings of their own.",
        example: "symbol-module-changed",
        negative: "symbol-module-changed-not",
    },
    RuleInfo {
        rule: Rule::SymbolTypeUnknown,
        id: "symbol-type-unknown",
        severity: Severity::Risky,
        meaning: "A symbol had a type on one side only; the other side has no debug information for it.",
        explanation: "The symbol is there on both sides, but only one side has debug information that names its type, so \
                      its type could not be compared. No change is not the same as not known: the finding stays risky \
                      until both sides carry debug information. Typical reasons are a file in assembler, a file compiled \
                      without -g, a stripped object, or an indirect function, which GCC describes nowhere.",
        example: "symbol-type-unknown",
        negative: "symbol-type-unknown-not",
    },
];
