//! Reasons: types that only public headers describe, and names that are gone from them.

use crate::rules::Severity;

/// The fact that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderTypeReason {
    /// Consumers have an enumerator's value compiled in; so many others have another value as well.
    EnumeratorCompiledIn {
        /// What it stood for.
        old: i128,
        /// What it stands for.
        new: i128,
        /// How many others.
        others: usize,
    },
    /// Values of an enumeration are held by another type.
    EnumHeldOtherwise,
    /// Consumers were compiled with what an alias stood for.
    AliasCompiledIn,
    /// An alias stands for another type of which nothing but the name is known.
    OpaqueOfAnotherName,
    /// Consumers were compiled with the members of a class.
    MembersCompiledIn,
    /// Consumers have instances of a class template.
    MembersInstantiated,
    /// Consumers were compiled with the virtual functions of a class.
    VirtualsCompiledIn,
    /// A function is gone, and others have its name.
    OverloadGone,
    /// An explicit specialization is gone.
    SpecializationGone,
    /// An explicit specialization came.
    SpecializationCame,
    /// A name is gone.
    NameGone,
    /// A name that is gone is none for consumers.
    NameInternal,
}

impl HeaderTypeReason {
    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::EnumeratorCompiledIn { .. }
            | Self::EnumHeldOtherwise
            | Self::AliasCompiledIn
            | Self::MembersCompiledIn
            | Self::MembersInstantiated
            | Self::VirtualsCompiledIn
            | Self::SpecializationGone
            | Self::SpecializationCame => Severity::Risky,
            Self::OpaqueOfAnotherName | Self::NameGone | Self::OverloadGone => Severity::Source,
            Self::NameInternal => Severity::Cosmetic,
        }
    }
}
