//! Rules of the family "C++ declarations": what symbols tell of them.

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::ConstructorVariantRemoved,
        id: "constructor-variant-removed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A variant of a constructor or destructor is no longer exported, while others are.",
        explanation: "Compilers make several symbols of one constructor or destructor: C1 constructs a whole object, \
                      C2 the part of one that a derived class holds, D1 and D2 destroy them, D0 deletes as well. \
                      Each is called from other places: a derived class calls C2 and D2, whoever creates an object \
                      calls C1, a `delete` calls D0 where the compiler knows the class of the object: it saw it \
                      created, or the class is final (clang calls D1 then); where the class has virtual bases, clang \
                      puts D0 and D1 into tables of derived classes. A consumer that refers to the one that is gone is \
                      not loaded, or fails at the call: breaking. It happens where a version script lists symbols one \
                      by one. Where constructors and destructor keep consumers from all that, compatible; where only \
                      a final class or an inline function would refer to it, which the binary does not say, risky. Of \
                      an abstract class nobody calls C1, and clang leaves it out: cosmetic. Export all variants of \
                      what is declared.",
        example: "constructor-variant-removed",
        negative: "constructor-variant-removed-not",
    },
    RuleInfo {
        rule: Rule::OverloadReplaced,
        id: "overload-replaced",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A function has other parameters now, and with them another symbol.",
        explanation: "Types of parameters are a part of a C++ symbol. A declaration of this name is gone and another \
                      has come, so consumers of the old one do not find their symbol: breaking, even where a rebuild \
                      compiles without a change, and where the types have the same representation (`char` and \
                      `char8_t`, `T &` and `T &&`, a pointer to a function that is now `noexcept`). A compiler may spell \
                      the same types otherwise, too (-fabi-version of GCC, unless -fabi-compat-version keeps the old \
                      symbol), and what a template requires of its arguments is a part of the symbols of GCC 14, \
                      clang 17 and later. Keep the old overload beside the new one; it can call it.",
        example: "overload-replaced",
        negative: "overload-replaced-not",
    },
    RuleInfo {
        rule: Rule::MemberQualifierChanged,
        id: "member-qualifier-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A member function is `const`, `volatile`, `&` or `&&` now and was not, or the other way round.",
        explanation: "The qualifiers of a member function are a part of its symbol (`_ZN` and `_ZNK`). Consumers of \
                      the old one do not find it: breaking, although a rebuild usually compiles. Keep the old member \
                      as an overload. A function that is not exported is in the consumers themselves, so only source notices.",
        example: "member-qualifier-changed",
        negative: "member-qualifier-changed-not",
    },
    RuleInfo {
        rule: Rule::TemplateReturnTypeChanged,
        id: "template-return-type-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A specialization of a function template returns another type, which is a part of its symbol.",
        explanation: "The symbol of a plain function says nothing of its result; that of a function template does. \
                      Consumers of the old specialization do not find their symbol: breaking. Keep the old one under \
                      its name.",
        example: "template-return-type-changed",
        negative: "template-return-type-changed-not",
    },
    RuleInfo {
        rule: Rule::AbiTagChanged,
        id: "abi-tag-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "An abi tag of a declaration, or of a type in it, came or went.",
        explanation: "The attribute `abi_tag` puts a tag into the symbol (`B1x`), and so does a result whose type \
                      has one. Tags are made for cases in which the type behind a name changed: consumers of the old \
                      symbol do not find it, which is meant: breaking. Keep the old symbol, by a definition without \
                      the tag, for consumers that are not rebuilt.",
        example: "abi-tag-changed",
        negative: "abi-tag-changed-not",
    },
    RuleInfo {
        rule: Rule::LanguageLinkageChanged,
        id: "language-linkage-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A function is one of C (`extern \"C\"`) now and was one of C++, or the other way round.",
        explanation: "A function with C linkage has its plain name as its symbol, one of C++ a mangled name. \
                      Consumers of the one do not find the other: breaking. A header that has lost its `extern \
                      \"C\"` block for C++ compilers is the usual cause; an alias keeps the old name.",
        example: "language-linkage-changed",
        negative: "language-linkage-changed-not",
    },
    RuleInfo {
        rule: Rule::ModuleAttachmentChanged,
        id: "module-attachment-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A declaration is attached to another named module, or to none.",
        explanation: "What a named module of C++20 declares bears the name of the module in its symbol, unless the \
                      declaration stands in `extern \"C++\"`. Consumers of the old symbol do not find it: breaking. \
                      `export extern \"C++\"` keeps the plain symbol in a module.",
        example: "module-attachment-changed",
        negative: "module-attachment-changed-not",
    },
    RuleInfo {
        rule: Rule::NamespaceChanged,
        id: "namespace-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Declarations are in another namespace, or in a class of another name.",
        explanation: "The scopes of a declaration are a part of its symbol. One finding stands for all symbols that \
                      moved together; consumers of the old names do not find them: breaking. An alias in the source \
                      (`namespace old = now;`) helps whoever compiles again and nobody else. Keep the old symbols, \
                      or change the SONAME. Where all of the symbols are weak ones of inline functions, consumers \
                      have copies of their own: compatible; of templates whether they do is not in the binary: \
                      risky.",
        example: "namespace-changed",
        negative: "namespace-changed-not",
    },
    RuleInfo {
        rule: Rule::InlineNamespaceChanged,
        id: "inline-namespace-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Declarations moved from one versioned namespace to another (`v1` to `v2`).",
        explanation: "A library puts its declarations into an inline namespace to change its symbols when it breaks \
                      compatibility: the source says `lib::f`, the symbol `lib::v1::f`. One finding stands for the \
                      whole surface that moved; consumers of the old names do not find them: breaking, and a rebuild \
                      suffices if the namespace is inline, which symbols do not say. It is meant to come with \
                      another SONAME.",
        example: "inline-namespace-changed",
        negative: "inline-namespace-changed-not",
    },
    RuleInfo {
        rule: Rule::InlineNamespaceAliasKept,
        id: "inline-namespace-alias-kept",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Declarations came in a further versioned namespace, and those of the old one are still there.",
        explanation: "Both versions of the surface are exported, so old consumers find what they were linked with \
                      and new ones link with the other. Nothing needs to be done; state is shared between the two \
                      only where the library sees to it.",
        example: "inline-namespace-alias-kept",
        negative: "inline-namespace-alias-kept-not",
    },
    RuleInfo {
        rule: Rule::StdlibDualAbiChanged,
        id: "stdlib-dual-abi-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Declarations name `std::string` or `std::list` of the other ABI of libstdc++ now.",
        explanation: "libstdc++ has two of each: `std::basic_string` of old, and `std::__cxx11::basic_string` since \
                      GCC 5; `_GLIBCXX_USE_CXX11_ABI` chooses. They have different layouts and different symbols, so \
                      all functions that name one changed at once, and consumers do not find theirs: breaking. One \
                      finding stands for all of them. Build with the setting of the release before, or export both.",
        example: "stdlib-dual-abi-changed",
        negative: "stdlib-dual-abi-changed-not",
    },
    RuleInfo {
        rule: Rule::StdlibImplementationChanged,
        id: "stdlib-implementation-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Declarations name types of another standard library, or of another ABI version or debug mode of one.",
        explanation: "libc++ has its types in `std::__1` (or `std::__2` with its unstable ABI), libstdc++ in `std`, \
                      in `std::__8` if it was built with a versioned namespace, and in `std::__debug` with \
                      `_GLIBCXX_DEBUG`. Every function that names such a type has another symbol, and the types have \
                      another layout: breaking. One finding stands for all of them. A library with C++ in its \
                      interface is bound to the standard library that it was built with.",
        example: "stdlib-implementation-changed",
        negative: "stdlib-implementation-changed-not",
    },
    RuleInfo {
        rule: Rule::UnnamedTypeInInterface,
        id: "unnamed-type-in-interface",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A symbol names a lambda or a type without a name, and its number changed.",
        explanation: "A lambda, or a struct without a name, is numbered in symbols by its order in the source. To \
                      add one in front of it is enough to give every function that takes it another symbol: \
                      consumers do not find theirs: breaking. Give types of an interface names.",
        example: "unnamed-type-in-interface",
        negative: "unnamed-type-in-interface-not",
    },
    RuleInfo {
        rule: Rule::SpecialSymbolRemoved,
        id: "special-symbol-removed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "What compilers make of a class (vtable, typeinfo, VTT) or of a member (a thunk) is no longer exported.",
        explanation: "Who derives from a class refers to its vtable, its typeinfo and, with virtual bases, its VTT; \
                      who throws, catches or casts refers to its typeinfo; who constructs an object in a header \
                      refers to the vtable; the vtable of a derived class refers to thunks of members that it takes \
                      over, and optimized calls on an object that the consumer created do. A thunk of a class that \
                      consumers neither derive from nor create is the library's own: compatible; one that no vtable \
                      leads to, and tables for construction that only the VTT beside them names: cosmetic. Where the class has a key function (its first virtual member that is neither pure nor \
                      inline) only the library holds all that: breaking. A class without one gets its tables in \
                      every object that needs them: compatible. Which of the two it is, symbols often show: GCC \
                      makes tables weak in both cases, but clang makes those of a class with a key function strong, \
                      and a destructor that is exported strongly with its deleting variant is virtual and no inline \
                      function. Where neither they nor debug information tells which members are virtual: risky.",
        example: "special-symbol-removed",
        negative: "special-symbol-removed-not",
    },
    RuleInfo {
        rule: Rule::ThreadLocalWrapperRemoved,
        id: "thread-local-wrapper-removed",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The function that initializes a thread-local variable of C++ is no longer exported.",
        explanation: "A thread-local variable with dynamic initialization has a function `_ZTH` that initializes it \
                      in each thread. Consumers call it through a wrapper of their own, which refers to it weakly: \
                      with a variable that is now initialized statically they find none and need none. The variable \
                      itself is looked at by itself.",
        example: "thread-local-wrapper-removed",
        negative: "thread-local-wrapper-removed-not",
    },
    RuleInfo {
        rule: Rule::InstantiationRemoved,
        id: "instantiation-removed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "An instantiation of a template of the library is no longer exported.",
        explanation: "Explicit and implicit instantiations are weak symbols alike, so symbols do not tell which one \
                      is gone. One that the compiler made because the library used it is nobody's promise: consumers \
                      that use the template make their own. One that the source asked for (`template class \
                      Vec<int>;`) may stand behind an `extern template` of the header, or be all there is where the \
                      header does not show the bodies: consumers that use it do not find it. Which of them it is, \
                      the binary does not say: risky. Where debug information lists members of the class that OLD \
                      exported no symbol of, nobody asked for the instantiation: compatible.",
        example: "instantiation-removed",
        negative: "instantiation-removed-not",
    },
    RuleInfo {
        rule: Rule::InlineSymbolsRemoved,
        id: "inline-symbols-removed",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Weak symbols of inline functions, which every consumer has copies of, are no longer exported.",
        explanation: "A function that is defined in a header, in a class or by the compiler is emitted into every \
                      object that calls it, unless the calls were inlined; optimization decides whether a library \
                      happens to export one. A consumer that calls such a function has its own: compatible. One \
                      finding counts them all. A function of C++ that is declared weak by hand looks the same.",
        example: "inline-symbols-removed",
        negative: "inline-symbols-removed-not",
    },
    RuleInfo {
        rule: Rule::InlineSymbolsAdded,
        id: "inline-symbols-added",
        severity: Severity::Cosmetic,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Weak symbols of inline functions and instantiations are exported now.",
        explanation: "See `inline-symbols-removed`: nobody was built against them, and whoever uses such a function \
                      has a copy of its own. One finding counts them all.",
        example: "inline-symbols-added",
        negative: "inline-symbols-added-not",
    },
    RuleInfo {
        rule: Rule::LeakedSymbolsRemoved,
        id: "leaked-symbols-removed",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Weak symbols of other libraries' templates and inline functions are no longer exported.",
        explanation: "A library that uses `std::vector` exports the instantiations that its objects hold, unless a \
                      version script hides them. They are nobody's promise: whoever uses the same template has them \
                      as well. One finding counts them all. Namespaces of the standard library and of well-known \
                      libraries of headers count as others', unless this object exports strong symbols of them.",
        example: "leaked-symbols-removed",
        negative: "leaked-symbols-removed-not",
    },
    RuleInfo {
        rule: Rule::LeakedSymbolsAdded,
        id: "leaked-symbols-added",
        severity: Severity::Cosmetic,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Weak symbols of other libraries' templates and inline functions are exported now.",
        explanation: "See `leaked-symbols-removed`. A version script keeps them inside; every one of them is looked \
                      up when the library is loaded.",
        example: "leaked-symbols-added",
        negative: "leaked-symbols-added-not",
    },
    RuleInfo {
        rule: Rule::LocalEntitySymbolChanged,
        id: "local-entity-symbol-changed",
        severity: Severity::Cosmetic,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Symbols that nobody outside can name came or went: of lambdas and types inside of functions, and parts that compilers split off.",
        explanation: "A lambda or a class inside of a function has symbols that no other source can refer to, and so \
                      have the parts of functions that compilers move elsewhere (`.cold`, `.part.0`) or copy for \
                      some arguments (`.constprop.0`). Nothing needs to be done.",
        example: "local-entity-symbol-changed",
        negative: "local-entity-symbol-changed-not",
    },
    RuleInfo {
        rule: Rule::LocalStaticGuardChanged,
        id: "local-static-guard-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A static variable of an exported inline function, or its guard, is no longer exported.",
        explanation: "A static variable inside of an inline function is one for the whole process, because all \
                      copies of the function refer to one symbol. Where the library no longer exports it, a consumer \
                      that has inlined the function works on a variable of its own: two copies of what was made to \
                      be one. Whether consumers do is not in the binary: risky. Constants are no state and do not \
                      count.",
        example: "local-static-guard-changed",
        negative: "local-static-guard-changed-not",
    },
    RuleInfo {
        rule: Rule::MultiversionFunctionRemoved,
        id: "multiversion-function-removed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A version of a function for some processors (`.avx2`) is no longer exported, while the function is.",
        explanation: "Callers go through the function that picks a version, which is still there. Only a consumer \
                      that was compiled with the same attributes refers to a version directly: whether there is one, \
                      the binary does not say: risky.",
        example: "multiversion-function-removed",
        negative: "multiversion-function-removed-not",
    },
    RuleInfo {
        rule: Rule::VagueLinkageChanged,
        id: "vague-linkage-changed",
        severity: Severity::Cosmetic,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Symbols that several objects may define bind otherwise: weak, global or unique.",
        explanation: "Inline functions, their static variables, instantiations, vtables and typeinfo may be defined \
                      in several objects. GCC makes variables among them unique, clang weak; clang makes the tables \
                      of a class with a key function global, GCC weak. The loader takes the first definition \
                      whichever it is: cosmetic. A unique symbol also keeps its library loaded and is one even for \
                      libraries that are opened with RTLD_LOCAL: compatible. One finding counts all that changed \
                      alike.",
        example: "vague-linkage-changed",
        negative: "vague-linkage-changed-not",
    },
    RuleInfo {
        rule: Rule::AllocationFunctionExported,
        id: "allocation-function-exported",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The library began or ceased to export global `operator new` or `operator delete`.",
        explanation: "These functions are replaced for the whole process: with them exported, the loader gives a \
                      program that is linked with the library the library's allocator, and no longer without. Memory \
                      that one side allocates and the other frees must come from one pair. Whether that holds in \
                      each process, the binary does not say: risky. A version script keeps them inside.",
        example: "allocation-function-exported",
        negative: "allocation-function-exported-not",
    },
];
