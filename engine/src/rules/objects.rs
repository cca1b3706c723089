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
                      it: breaking, even where its exports are found in another library, which the sentence names. Of all \
                      other objects the exports that went with them are findings of their own, and this one speaks of those \
                      that exported nothing, or what other objects export, too: a \
                      kernel module or an unlinked object that nothing can refer to is cosmetic; a plug-in or program that \
                      somebody may load or start by name is risky. Check that it was renamed, built in, or dropped on \
                      purpose.",
        example: "object-removed",
        negative: "object-removed-not",
    },
    RuleInfo {
        rule: Rule::ObjectMoved,
        id: "object-moved",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "An object is installed in another folder.",
        explanation: "It is told where both paths are those of an installed system, as they are in packages. Loaders look for \
                      a library in some folders by themselves (lib and lib64 of the root and of /usr, and in these the folder \
                      of the machine): from one of these to another nothing changes, cosmetic; into them it is compatible. In \
                      a folder inside of those a library is found by a link, a search path of the program (DT_RUNPATH) or the \
                      loader's configuration alone, and no object says whether there is one: risky. So it is of a plug-in, \
                      which programs open by its path. Leave a link where it was.",
        example: "object-moved",
        negative: "object-moved-not",
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
                      risky. Where the libraries of NEW are compared as a set and the needed one is among them and \
                      defines it, it is compatible. Nodes below those that OLD asked for already, and the first version \
                      of glibc for a machine, are there in any case. Build on the oldest system that is supported.",
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
                      risky both ways. -Bsymbolic-functions leaves no mark, but shows where all functions that OLD looked up by \
                      name are called by place in NEW (on x86, AArch64 and s390x).",
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
        meaning: "The level of x86-64, or the architecture of ARM, that a library states to need changed.",
        explanation: "A library can state that it needs x86-64-v2, -v3 or -v4 (GNU_PROPERTY_X86_ISA_1_NEEDED, -z \
                      x86-64-v3). glibc refuses it on a processor below that level. Which processors the consumers run \
                      on is not in the file: risky. A lower level is compatible. On ARM the architecture that the code was compiled \
                      for (Tag_CPU_arch) is compared; nothing refuses such a library, but its code may end with SIGILL. \
                      Install the faster library beside the other one in a glibc-hwcaps folder.",
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
                      spellings are no difference. Of C++ two more count: up to `-fabi-version=11` (GCC 7) an argument \
                      of an empty class takes a place on the stack of x86-64, and what is built with `-fno-exceptions` \
                      destroys nothing when an exception of a callback passes it, which is risky.",
        example: "compile-mode-changed",
        negative: "compile-mode-changed-not",
    },
    RuleInfo {
        rule: Rule::RustTypeInInterface,
        id: "rust-type-in-interface",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "An export takes, returns or holds by value a type that rustc lays out as it likes.",
        explanation: "Without `#[repr(C)]` or another `#[repr]` the layout of a type of Rust is no promise: the next \
                      compiler, or the same with other options, may order its members otherwise. Callers of other \
                      languages were compiled for one layout. rustc warns of such types (`improper_ctypes_definitions`). \
                      It is told where the type comes into the interface; of exports that had it before, the note \
                      `rust-layout` speaks. Types that are handed out by pointer only are not meant.",
        example: "rust-type-in-interface",
        negative: "rust-type-in-interface-not",
    },
    RuleInfo {
        rule: Rule::ObjectNeededReordered,
        id: "object-needed-reordered",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The libraries that an object needs are needed in another order.",
        explanation: "The loader searches the libraries in the order in which they are needed, and a name that two of \
                      them define is taken from the first. Whether two that changed places define a name in common is \
                      not in the file: risky. Where both are in the input, their exports tell: without a common name \
                      it is compatible, and with one the sentence names it. The C library and the libraries of the \
                      compiler define alike what they have in common. Keep the order of the link line.",
        example: "object-needed-reordered",
        negative: "object-needed-reordered-not",
    },
    RuleInfo {
        rule: Rule::ObjectSearchPathChanged,
        id: "object-search-path-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Loaders look in other folders for the libraries that an object needs.",
        explanation: "DT_RPATH and DT_RUNPATH name folders in which the loader looks for what the object needs. With \
                      other folders it may find another copy of a library, or none; what lies there on a consumer's \
                      system is not in the file: risky. DT_RUNPATH comes after LD_LIBRARY_PATH and serves the object's \
                      own needs alone, DT_RPATH comes first and serves those of its libraries as well: a change from \
                      one to the other is risky for the same reason. An object that needs nothing looks for nothing: \
                      cosmetic.",
        example: "object-search-path-changed",
        negative: "object-search-path-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectBindNowChanged,
        id: "object-bind-now-changed",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A library began or ceased to have all its names looked up when it is loaded.",
        explanation: "With DF_BIND_NOW (-z now) every name that a library asks for must be defined when it is loaded; \
                      without, a function is looked up at its first call. Where the libraries that it needs may define \
                      all of them, nobody notices: compatible. Where it asks for a name that none of them is known to \
                      define, a consumer that did without that function does not load NEW: risky. Link the library \
                      that has it.",
        example: "object-bind-now-changed",
        negative: "object-bind-now-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectInterposeChanged,
        id: "object-interpose-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Whether a library's definitions come before those of other libraries changed.",
        explanation: "A library with DF_1_INTERPOSE (-z interpose) is searched right behind the program, before \
                      libraries that stand in front of it: allocators and tracers do so. Names that it and another \
                      library define are then taken from it, or no longer. Whether there are such names in a \
                      consumer's process is not in the file: risky both ways.",
        example: "object-interpose-changed",
        negative: "object-interpose-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectPackedRelocationsChanged,
        id: "object-packed-relocations-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A library began or ceased to have packed relocations.",
        explanation: "DT_RELR packs the relocations that most libraries have most of. glibc knows it from 2.36 on; \
                      libraries that were linked for glibc also ask for GLIBC_ABI_DT_RELR, so that older ones refuse \
                      them. Without that need an older loader leaves the addresses as they are, and the first use of \
                      one crashes. Which loaders NEW is to run with is not in the file: risky. The way back is \
                      compatible. Link with -z nopack-relative-relocs for older systems.",
        example: "object-packed-relocations-changed",
        negative: "object-packed-relocations-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectHashTableChanged,
        id: "object-hash-table-changed",
        severity: Severity::Cosmetic,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A hash table of a library's symbols came or went.",
        explanation: "Loaders find symbols through DT_HASH, which the gABI asks for, or DT_GNU_HASH. glibc, musl and \
                      bionic take either, and compilers differ in which they have the linker make: cosmetic. Some \
                      programs read DT_HASH by themselves (anti-cheat tools, sandboxes, profilers) and find nothing \
                      where only the other one is left. Link with --hash-style=both for such programs.",
        example: "object-hash-table-changed",
        negative: "object-hash-table-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectUnwindTablesChanged,
        id: "object-unwind-tables-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "No exported function of a library has unwind tables any more, or some have them now.",
        explanation: "Exceptions, the cancellation of threads and backtraces pass through a function by means of \
                      tables (.eh_frame). Where a library calls back into a consumer and was compiled without them \
                      (-fno-asynchronous-unwind-tables), an exception that the callback throws ends the program. \
                      Whether a consumer throws through the library is not in the file: risky. The way back is \
                      compatible. ARM, which has tables of another kind, is not looked at.",
        example: "object-unwind-tables-changed",
        negative: "object-unwind-tables-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectKernelFloorChanged,
        id: "object-kernel-floor-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The oldest kernel that an object states to run on changed.",
        explanation: "A note (.note.ABI-tag) names the oldest kernel that an object was built for, and loaders that \
                      look at it refuse it on an older one ('kernel too old'). Which kernels consumers run is not in \
                      the file: risky. An older kernel, or none, is compatible. Build with a C library that was \
                      configured for the oldest kernel that is supported (--enable-kernel).",
        example: "object-kernel-floor-changed",
        negative: "object-kernel-floor-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectPointerSigningChanged,
        id: "object-pointer-signing-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A library signs pointers in another way than before.",
        explanation: "On AArch64 code can sign pointers to functions and virtual tables and authenticate them before \
                      use; GNU_PROPERTY_AARCH64_FEATURE_PAUTH states which of them, and how. A pointer that one side \
                      signed and the other uses as it is, or authenticates with another key, faults at its first use. \
                      All objects of a process must agree: rebuild consumers, or keep the way of OLD.",
        example: "object-pointer-signing-changed",
        negative: "object-pointer-signing-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectPlatformChanged,
        id: "object-platform-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A library is for another machine, calling convention or operating system.",
        explanation: "Loaders refuse a library of another machine, class or byte order, of another operating system \
                      (EI_OSABI), and mostly one with other flags of the calling convention. A consumer that was built \
                      for OLD does not start with NEW. For another machine or calling convention nothing else can be \
                      compared, so that the verdict is `incomplete`: check that the right files were given.",
        example: "float-abi-changed-linked",
        negative: "object-platform-changed-not",
    },
    RuleInfo {
        rule: Rule::ObjectInitializersChanged,
        id: "object-initializers-changed",
        severity: Severity::Cosmetic,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Another number of functions runs when a library is loaded or unloaded.",
        explanation: "DT_INIT_ARRAY and DT_FINI_ARRAY list constructors and destructors: those of C++ objects with \
                      static storage, functions with `__attribute__((constructor))`, and one of the start files. What \
                      they do is the library's own code, as the bodies of its functions are, and compilers make one or \
                      many of the same source: cosmetic. It is worth a look where a library begins to run code when it \
                      is loaded.",
        example: "object-initializers-changed",
        negative: "object-initializers-changed-not",
    },
];
