//! Sentences on symbols that are exported, or asked of others.

use crate::rules::reason::{SymbolReason, TypeUnknown};

/// The sentence.
pub(super) fn why(reason: &SymbolReason) -> String {
    named(reason).unwrap_or_else(|| plain(reason).unwrap_or_default().to_owned())
}

/// Those that hold names or numbers.
fn named(reason: &SymbolReason) -> Option<String> {
    Some(match reason {
        SymbolReason::StillInAnotherObject { object } => format!(
            "another object of NEW still exports it: whether consumers took it from {object}, which no longer does, they \
             alone record"
        ),
        SymbolReason::VersionGone { name, version, default } => {
            let at = if *default { "@@" } else { "@" };
            format!("consumers that were linked against {name}{at}{version} no longer load")
        }
        SymbolReason::FoundInNeededLibrary { from, to } => {
            format!("{from} needs {to}, so whoever loads the one finds the symbol in the other")
        }
        SymbolReason::OutOfReach { from, to } => format!(
            "programs that were linked with {from} name that library alone, and it does not need {to}: the symbol is not \
             found unless something else loads it"
        ),
        SymbolReason::MayBeDefinedBy { libraries } => format!(
            "{}, which it needs, may define it; whether that is so, this file does not say",
            libraries.join(" or ")
        ),
        SymbolReason::ProvidedAsOldDeclares { name, is_function, libraries } => {
            let uses = if *is_function { "calls" } else { "reads and writes" };
            let open = match &libraries[..] {
                [] => String::new(),
                _ => format!(
                    "; whether an application provides it, or {}, which it needs, this file does not say",
                    libraries.join(" or ")
                ),
            };
            format!("whoever provides {name} defines it as OLD declares it, and NEW {uses} it as declared anew{open}")
        }
        SymbolReason::KeptForThePackage { node, gone, others } => format!(
            "the name {node} keeps the node for the package itself; whether a program uses it all the same, this file does \
             not say ({gone} of its exports are gone, {others} further changes are in what it exports)"
        ),
        SymbolReason::ImportNeeded { namespace } => {
            format!("the kernel refuses modules that do not import the namespace {namespace}")
        }
        _ => return None,
    })
}

/// The others.
fn plain(reason: &SymbolReason) -> Option<&'static str> {
    Some(match reason {
        SymbolReason::NoLongerLinks => "consumers that use the symbol no longer link or load",
        SymbolReason::NobodyUsesIt => "no existing consumer uses the symbol",
        SymbolReason::KnownFromAnotherObject => {
            "another object of OLD exports it already, and existing consumers know that one"
        }
        SymbolReason::BoundToAnotherVersion => "existing consumers stay bound to the version they were linked with",
        SymbolReason::VariableParted => {
            "what is stored under one name is no longer read under the other, and a program may hold a copy of one of them \
             alone"
        }
        SymbolReason::FoldedFunctionsParted => {
            "they were two functions in OLD's source, whose equal code the linker had folded"
        }
        SymbolReason::FunctionParted => {
            "whether consumers rely on both names being one function (its state, its address), the binary does not say"
        }
        SymbolReason::VariablesJoined => {
            "what is stored under one name is read under the other now, and a program may hold a copy of one of them alone"
        }
        SymbolReason::NobodyIsKnownToDefine => {
            "no library that it needs is known to define it; whether the application does, this file does not say, and \
             where nobody does, the loader refuses it or the first call fails"
        }
        SymbolReason::LoaderPicksTheCode => "it is called the same way; the loader picks the code",
        SymbolReason::CodeAgainstData => "consumers call what is data, or read what is code, or miss the thread's copy",
        SymbolReason::ModulesSeeNoBinding => "modules bind to it through __ksymtab, which keeps no binding",
        SymbolReason::FirstDefinitionCounts => {
            "the loader takes the first definition that it finds, weak or global (unless LD_DYNAMIC_WEAK says otherwise)"
        }
        SymbolReason::AnotherDefinitionMayCount => {
            "whether another definition of the name is around, which now wins or loses, the binary does not say"
        }
        SymbolReason::StillBinds => "whatever bound to it before still does",
        SymbolReason::NotHandedOn => {
            "it can still be linked in, but no longer be handed on by a shared library; whether one does, the binary does \
             not say"
        }
        SymbolReason::CopyOrAddress => {
            "whether a program holds a copy of the data or compares the function's address, the binary does not say"
        }
        SymbolReason::CopyOfUntypedData => "programs may hold a copy of its old size; no type says what it is",
        SymbolReason::TypeUnknown(TypeUnknown::Unread) => {
            "whether its type is still the same: what one side says of it leads to what could not be read"
        }
        SymbolReason::TypeUnknown(TypeUnknown::Assembler) => {
            "whether its type is still the same: one side is assembler, which states none"
        }
        SymbolReason::TypeUnknown(TypeUnknown::Undescribed) => {
            "whether its type is still the same: one side has no debug information for it"
        }
        SymbolReason::AlignmentReliedOn => {
            "whether code relies on the old alignment (vector loads), or keeps a copy with it, the binary does not say"
        }
        SymbolReason::FurtherElements => {
            "modules read it where it lies, and the elements that they know stayed where they were"
        }
        _ => return versions(reason).or_else(|| kernels(reason)),
    })
}

fn versions(reason: &SymbolReason) -> Option<&'static str> {
    Some(match reason {
        SymbolReason::FoundWithoutVersion => {
            "references without a version bind to it: to the first version that there is, else to the default"
        }
        SymbolReason::NewLinksFindNoDefault => "existing references bind to it; new links find no default version",
        SymbolReason::OtherVersionsAreDefined => {
            "the library still defines other versions: glibc then lets a reference with a version bind to a symbol without \
             one; whether the consumer's loader does, this file does not say"
        }
        SymbolReason::LoaderAborts => {
            "the library has no version information left at all: glibc warns when the program starts, and aborts it when \
             the symbol is looked up (check_match: Assertion)"
        }
        SymbolReason::LoaderWarns => {
            "the library defines no version any more: glibc warns, and binds as long as the library itself takes symbols \
             with versions from others; whether the consumer's loader does, this file does not say"
        }
        SymbolReason::OnlyNewLinksElsewhere => "existing consumers name the version; only new links bind elsewhere",
        SymbolReason::NoDefaultVersion => {
            "existing consumers name the version; new links find no default version of it"
        }
        _ => return None,
    })
}

fn kernels(reason: &SymbolReason) -> Option<&'static str> {
    Some(match reason {
        SymbolReason::OtherLicencesRefused => "the kernel refuses modules with another licence that use it",
        SymbolReason::EveryModuleMayUseIt => "every module may use it now",
        SymbolReason::NoImportNeeded => "no import of a namespace is needed any more",
        SymbolReason::DepmodFindsIt => "depmod finds the new provider; consumers link by name",
        _ => return None,
    })
}
