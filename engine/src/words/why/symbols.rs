//! Sentences on symbols that came or went, parted from others, or are asked of others.

use crate::rules::reason::SymbolReason;

/// The sentence.
pub(super) fn why(reason: &SymbolReason) -> String {
    let text = match reason {
        SymbolReason::NoLongerLinks => "consumers that use the symbol no longer link or load",
        SymbolReason::LookedUpByName => {
            "the object has no SONAME and is installed where loaders do not look, so nobody is linked with it: whether a \
             program opens it and asks for the symbol by its name (dlsym), no file says"
        }
        SymbolReason::StillDeclared => {
            "consumers that call it no longer link or load; its class still declares it: where it is inline now, the next \
             build brings it along"
        }
        SymbolReason::DeclaredBefore => {
            "its class declared it before: existing consumers that call it hold a copy of their own"
        }
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
            "they were two functions in OLD's source, whose equal code compiler or linker had folded"
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
        SymbolReason::StillInAnotherObject { object } => {
            return format!(
                "another object of NEW still exports it: whether consumers took it from {object}, which no longer does, they \
             alone record"
            );
        }
        SymbolReason::VersionGone { name, version, default } => {
            let at = if *default { "@@" } else { "@" };
            return format!("consumers that were linked against {name}{at}{version} no longer load");
        }
        SymbolReason::FoundInNeededLibrary { from, to } => {
            return format!("{from} needs {to}, so whoever loads the one finds the symbol in the other");
        }
        SymbolReason::OutOfReach { from, to } => {
            return format!(
                "programs that were linked with {from} name that library alone, and it does not need {to}: the symbol is not \
             found unless something else loads it"
            );
        }
        SymbolReason::MayBeDefinedBy { libraries } => {
            return format!(
                "{}, which it needs, may define it; whether that is so, this file does not say",
                libraries.join(" or ")
            );
        }
        SymbolReason::ProvidedAsOldDeclares { name, is_function, libraries } => {
            let uses = if *is_function { "calls" } else { "reads and writes" };
            let open = match &libraries[..] {
                [] => String::new(),
                _ => format!(
                    "; whether an application provides it, or {}, which it needs, this file does not say",
                    libraries.join(" or ")
                ),
            };
            return format!(
                "whoever provides {name} defines it as OLD declares it, and NEW {uses} it as declared anew{open}"
            );
        }
        SymbolReason::LaidOutByRustc { name } => {
            return format!(
                "rustc chose the layout of `{name}` and may choose another when it compiles it again; who calls from elsewhere \
                 cannot follow: #[repr(C)] promises one"
            );
        }
        SymbolReason::KeptForThePackage { node, gone, others } => {
            return format!(
                "the name {node} keeps the node for the package itself; whether a program uses it all the same, this file does \
             not say ({gone} of its exports are gone, {others} further changes are in what it exports)"
            );
        }
    };
    text.to_owned()
}
