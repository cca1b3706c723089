//! Why a change of an exported symbol, or of one that is asked of others, is as bad as it is.

use crate::rules::Severity;

/// Why it is not known whether the type of a symbol is still the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeUnknown {
    /// One side's type leads to what could not be read.
    Unread,
    /// One side is assembler.
    Assembler,
    /// One side has no debug information for it.
    Undescribed,
}

/// The fact that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SymbolReason {
    // Symbols that came or went.
    /// Nothing of NEW exports it.
    NoLongerLinks,
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

    /// Exports of a version node that its package keeps for itself changed.
    KeptForThePackage { node: String, gone: usize, others: usize },

    // The symbol itself.
    /// A function and an indirect one.
    LoaderPicksTheCode,
    /// Code on one side and data on the other, or data of each thread.
    CodeAgainstData,
    /// Kernel modules do not see a binding.
    ModulesSeeNoBinding,
    /// Loaders do not tell weak from global.
    FirstDefinitionCounts,
    /// Another definition may win now.
    AnotherDefinitionMayCount,
    /// It is as visible as before, or more.
    StillBinds,
    /// It is hidden now.
    NotHandedOn,
    /// It is protected now.
    CopyOrAddress,
    /// Data without a type has another size.
    CopyOfUntypedData,
    /// One side has no type for it.
    TypeUnknown(TypeUnknown),
    /// A variable is aligned otherwise.
    AlignmentReliedOn,
    /// A constant array of a kernel got further elements.
    FurtherElements,

    // Versions.
    /// It has a version now, and references without one find it.
    FoundWithoutVersion,
    /// It has a version now, and no default.
    NewLinksFindNoDefault,
    /// It has no version any more, other symbols of the library have.
    OtherVersionsAreDefined,
    /// The library has no version information any more.
    LoaderAborts,
    /// The library defines no version any more, and asks for some.
    LoaderWarns,
    /// Another version is the default now.
    OnlyNewLinksElsewhere,
    /// No version is the default now.
    NoDefaultVersion,

    // Kernels.
    /// It is exported to GPL modules alone.
    OtherLicencesRefused,
    /// It is no longer exported to GPL modules alone.
    EveryModuleMayUseIt,
    /// It is in no namespace any more.
    NoImportNeeded,
    /// It is in this namespace now.
    ImportNeeded { namespace: String },
    /// Another module exports it.
    DepmodFindsIt,
}

impl SymbolReason {
    /// How bad that is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoLongerLinks
            | Self::VersionGone { .. }
            | Self::OutOfReach { .. }
            | Self::VariableParted
            | Self::VariablesJoined
            | Self::CodeAgainstData
            | Self::LoaderAborts
            | Self::OtherLicencesRefused
            | Self::ImportNeeded { .. } => Severity::Breaking,
            // An application may well be built with what NEW is built with.
            Self::ProvidedAsOldDeclares { libraries, .. } if libraries.is_empty() => Severity::Breaking,
            Self::ProvidedAsOldDeclares { .. }
            | Self::StillInAnotherObject { .. }
            | Self::FunctionParted
            | Self::NobodyIsKnownToDefine
            | Self::KeptForThePackage { .. }
            | Self::AnotherDefinitionMayCount
            | Self::NotHandedOn
            | Self::CopyOrAddress
            | Self::CopyOfUntypedData
            | Self::TypeUnknown(_)
            | Self::AlignmentReliedOn
            | Self::OtherVersionsAreDefined
            | Self::LoaderWarns => Severity::Risky,
            Self::NewLinksFindNoDefault | Self::NoDefaultVersion => Severity::Source,
            Self::NobodyUsesIt
            | Self::KnownFromAnotherObject
            | Self::BoundToAnotherVersion
            | Self::FoundInNeededLibrary { .. }
            | Self::MayBeDefinedBy { .. }
            | Self::LoaderPicksTheCode
            | Self::ModulesSeeNoBinding
            | Self::FirstDefinitionCounts
            | Self::StillBinds
            | Self::FurtherElements
            | Self::FoundWithoutVersion
            | Self::OnlyNewLinksElsewhere
            | Self::EveryModuleMayUseIt
            | Self::NoImportNeeded
            | Self::DepmodFindsIt => Severity::Compatible,
            Self::FoldedFunctionsParted => Severity::Cosmetic,
        }
    }
}
