//! Rules of the family "symbols".

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::SymbolRemoved,
        id: "symbol-removed",
        severity: Severity::Breaking,
        tells: Tells::Gone,
        paragraph: Paragraph::SymbolRemoved,
        meaning: "An exported symbol is gone.",
        explanation: "A consumer that refers to the symbol does not link any more; one that is built already fails to \
                      load, or with lazy binding at the first call. It is breaking whatever the symbol's type, for every \
                      name that the dynamic symbol table, or a kernel's export table, listed before. Of a plug-in (no SONAME, \
                      installed where loaders do not look) it is risky: only a program that opens the file and looks the \
                      name up misses it. Keep the symbol as an \
                      alias or a thin wrapper of its successor, or change the SONAME.",
        example: "symbol-removed",
        negative: "symbol-removed-not",
    },
    RuleInfo {
        rule: Rule::SymbolAdded,
        id: "symbol-added",
        severity: Severity::Compatible,
        tells: Tells::Came,
        paragraph: Paragraph::SymbolAdded,
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
        tells: Tells::Gone,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Came,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A versioned symbol lost its version node.",
        explanation: "An old consumer asks for the name with the version that it recorded. What glibc does then depends on \
                      what is left. If the library still defines other versions, the reference binds to the symbol without \
                      one: risky, because other loaders need not do so. If it defines none at all, glibc warns that there \
                      is no version information; if the library has no version table either (it takes no versioned symbol \
                      from others), the program is then aborted when the symbol is looked up: breaking. That it asks of the \
                      library that the consumer names for the version alone: if the symbol is found in another one now, \
                      glibc takes it, whatever that defines: risky for other loaders. Keep the version \
                      script that the releases before had.",
        example: "symbol-became-unversioned",
        negative: "symbol-became-unversioned-not",
    },
    RuleInfo {
        rule: Rule::SymbolBindingChanged,
        id: "symbol-binding-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The binding changed between global, weak and unique.",
        explanation: "At static linking a weak definition gives way to a strong one, and two strong ones are an error: in an \
                      object or archive the finding is risky, because whether a consumer defines the same name itself is \
                      not in the file. The loader treats weak and global definitions of a shared library alike: \
                      compatible. A unique symbol exists once in a process however often it is loaded: risky. Modules bind \
                      to exports of a kernel through __ksymtab, which keeps no binding: compatible.",
        example: "symbol-binding-changed",
        negative: "symbol-binding-changed-not",
    },
    RuleInfo {
        rule: Rule::SymbolVisibilityChanged,
        id: "symbol-visibility-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Size,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Two names of one address are now two things.",
        explanation: "Two names led to one address; now each has a definition of its own. Code that relies on them being \
                      the same function (it compares pointers, or shares state through both) no longer does what it did; \
                      whether someone relies on it is not in the binary: risky. What is stored under one name of a variable \
                      is no longer read under the other: breaking. Two functions of OLD's source whose equal code a linker \
                      had folded (-Wl,--icf) were never one: cosmetic. Keep the alias where the two names document one \
                      thing.",
        example: "symbol-alias-split",
        negative: "symbol-alias-split-not",
    },
    RuleInfo {
        rule: Rule::SymbolBecameGplOnly,
        id: "symbol-became-gpl-only",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
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
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A symbol had a type on one side only; the other side has no debug information for it.",
        explanation: "The symbol is there on both sides, but only one side has debug information that names its type, so \
                      its type could not be compared. No change is not the same as not known: the finding stays risky \
                      until both sides carry debug information. Typical reasons are a function rewritten in assembler, a \
                      file compiled without -g, or an indirect function whose resolver returns `void *`. Where neither \
                      side knows the type, there is no finding: a diagnostic of the same name makes the verdict incomplete.",
        example: "symbol-type-unknown",
        negative: "symbol-type-unknown-not",
    },
    RuleInfo {
        rule: Rule::SymbolLibraryChanged,
        id: "symbol-library-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "An export of a folder of libraries is provided by another library now.",
        explanation: "A program records the library that a symbol was in when it was linked, and the loader searches what the \
                      program names and what that needs. Where the old library needs the new one (DT_NEEDED, over any number \
                      of steps), old programs find the symbol there: compatible. Where it does not, they fail with an \
                      undefined symbol unless something else happens to load the other library: breaking. Let the old \
                      library need the new one, or keep a forwarding definition.",
        example: "folder-symbol-moved",
        negative: "folder-symbol-moved-not",
    },
    RuleInfo {
        rule: Rule::SymbolImportAdded,
        id: "symbol-import-added",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A library asks for a symbol that it did not ask for before, and no library that it needs is known to define it.",
        explanation: "What a library refers to and nothing among its DT_NEEDED defines must come from whoever loads it: a host \
                      of plug-ins, an application with callbacks by name. An application that was built for OLD need not \
                      have the symbol; then the loader refuses the library, or the first call fails. Symbols with a version \
                      come from the library of that version and do not count, nor do weak ones. Where a needed library \
                      outside the input has symbols without versions, it may define the symbol: compatible, and the sentence \
                      names it.",
        example: "symbol-import-added",
        negative: "symbol-import-added-not",
    },
    RuleInfo {
        rule: Rule::SymbolImportChanged,
        id: "symbol-import-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A symbol that an object asks of whoever loads it is declared with another type.",
        explanation: "Here the parts are exchanged: the application defines the function or variable, and the library calls or \
                      reads it. An application that was built for OLD defines it as OLD declares it; NEW passes other \
                      arguments, or reads another type. The differences in the prototype follow from this finding and are \
                      listed with it. Ask for a new name, and keep calling the old one as it was.",
        example: "symbol-import-changed",
        negative: "symbol-import-changed-not",
    },
    RuleInfo {
        rule: Rule::SymbolPrivateChanged,
        id: "symbol-private-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Exports of a version node that is named private or internal changed.",
        explanation: "A node such as GLIBC_PRIVATE holds what the libraries of one package use among themselves; they are \
                      installed together. All that is removed or changed in the exports of such a node alone is one entry, \
                      and no worse than risky, because a program may use them against all advice, which the file does not \
                      tell. What a public export reaches as well is judged as ever.",
        example: "symbol-private-changed",
        negative: "symbol-private-changed-not",
    },
    RuleInfo {
        rule: Rule::SymbolAliasJoined,
        id: "symbol-alias-joined",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Two variables are one now.",
        explanation: "Two exported variables had places of their own; now both names lead to one address. A consumer that \
                      keeps two values in them finds one, and a program that holds a copy of one of them (a copy \
                      relocation) parts them again for itself alone. Variables in read-only memory hold equal values and \
                      may share a place, and functions of equal code may be folded: that is no finding.",
        example: "symbol-alias-joined",
        negative: "symbol-alias-joined-not",
    },
];
