//! Why it is as bad as it is that a symbol came or went, parted from another, or is asked of others.

use crate::rules::Severity;

/// The fact that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SymbolReason {
    // Symbols that came or went.
    /// Nothing of NEW exports it.
    NoLongerLinks,
    /// Nothing of NEW exports it; it was one of a plug-in, which nobody is linked with.
    LookedUpByName,
    /// Nothing of NEW exports it, and its class still declares it.
    StillDeclared,
    /// OLD does not export it, and its class declared it.
    DeclaredBefore,
    /// Another object of NEW exports it than this one of OLD.
    StillInAnotherObject { object: String },
    /// NEW does not export this version of it; `default`: that which new links bound to.
    VersionGone { name: String, version: String, default: bool },
    /// OLD does not export it.
    NobodyUsesIt,
    /// Another object of OLD exports it.
    KnownFromAnotherObject,
    /// OLD exports other versions of it.
    BoundToAnotherVersion,
    /// Another library exports it, which its old library needs.
    FoundInNeededLibrary { from: String, to: String },
    /// Another library exports it, which its old library does not need.
    OutOfReach { from: String, to: String },

    // Names of one address.
    /// Two names of a variable parted.
    VariableParted,
    /// Two functions were one because the linker had folded them.
    FoldedFunctionsParted,
    /// Two names of a function parted.
    FunctionParted,
    /// Two variables became one.
    VariablesJoined,

    // What is asked of others.
    /// A library that is needed may define it.
    MayBeDefinedBy { libraries: Vec<String> },
    /// No library that is needed is known to define it.
    NobodyIsKnownToDefine,
    /// It is declared otherwise than whoever provides it defines it. `libraries`: who may provide it beside an
    /// application; none where it can only be an application.
    ProvidedAsOldDeclares { name: String, is_function: bool, libraries: Vec<String> },

    /// An export passes or holds by value what rustc lays out as it likes.
    LaidOutByRustc { name: String },
    /// Exports of a version node that its package keeps for itself changed.
    KeptForThePackage { node: String, gone: usize, others: usize },
}

impl SymbolReason {
    /// How bad that is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoLongerLinks
            | Self::StillDeclared
            | Self::VersionGone { .. }
            | Self::OutOfReach { .. }
            | Self::VariableParted
            | Self::VariablesJoined => Severity::Breaking,
            // Only an application can provide it, and one that was built for OLD does so as OLD declares it.
            Self::ProvidedAsOldDeclares { libraries, .. } if libraries.is_empty() => Severity::Breaking,
            Self::ProvidedAsOldDeclares { .. }
            | Self::LookedUpByName
            | Self::StillInAnotherObject { .. }
            | Self::FunctionParted
            | Self::NobodyIsKnownToDefine
            | Self::LaidOutByRustc { .. }
            | Self::KeptForThePackage { .. } => Severity::Risky,
            Self::NobodyUsesIt
            | Self::DeclaredBefore
            | Self::KnownFromAnotherObject
            | Self::BoundToAnotherVersion
            | Self::FoundInNeededLibrary { .. }
            | Self::MayBeDefinedBy { .. } => Severity::Compatible,
            Self::FoldedFunctionsParted => Severity::Cosmetic,
        }
    }
}
