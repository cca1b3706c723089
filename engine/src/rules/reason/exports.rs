//! Why a change of an export of both sides is as bad as it is: of the symbol itself, not of its type.

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
pub enum ExportReason {
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
    /// A virtual table has other places.
    TableResized { grew: bool },
    /// The tables for construction have other parts.
    TableOfTablesResized,
    /// Type information tells of other bases.
    OtherBases,
    /// A construction table of the library's own.
    OwnTableResized,
    /// A thread-local variable without a type grew.
    ThreadsBlockGrew,
    /// A thread-local variable without a type shrank.
    ThreadsBlockShrank,
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
    /// It has no version any more, in another library than the one of which references ask for the version.
    OfAnotherFile { from: String },
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

impl ExportReason {
    /// How bad that is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::CodeAgainstData
            | Self::LoaderAborts
            | Self::OtherLicencesRefused
            | Self::ImportNeeded { .. }
            | Self::TableResized { .. }
            | Self::TableOfTablesResized
            | Self::OtherBases => Severity::Breaking,
            Self::AnotherDefinitionMayCount
            | Self::NotHandedOn
            | Self::CopyOrAddress
            | Self::CopyOfUntypedData
            | Self::ThreadsBlockShrank
            | Self::TypeUnknown(_)
            | Self::AlignmentReliedOn
            | Self::OtherVersionsAreDefined
            | Self::OfAnotherFile { .. }
            | Self::LoaderWarns => Severity::Risky,
            Self::NewLinksFindNoDefault | Self::NoDefaultVersion => Severity::Source,
            Self::OwnTableResized => Severity::Cosmetic,
            Self::LoaderPicksTheCode
            | Self::ModulesSeeNoBinding
            | Self::FirstDefinitionCounts
            | Self::StillBinds
            | Self::ThreadsBlockGrew
            | Self::FurtherElements
            | Self::FoundWithoutVersion
            | Self::OnlyNewLinksElsewhere
            | Self::EveryModuleMayUseIt
            | Self::NoImportNeeded
            | Self::DepmodFindsIt => Severity::Compatible,
        }
    }
}
