//! Reasons: what classes of C++ declare.

use crate::graph::{Access, Number};
use crate::rules::Severity;

/// The fact that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclaredReason {
    // Static members.
    /// An exported function no longer takes an object.
    ThisTakenForArgument,
    /// An exported function takes an object now.
    NoThisPassed,
    /// A function that is not exported became static, or is no longer.
    StaticInConsumers,

    // Access.
    /// Fewer may name it.
    Narrowed { now: Access },
    /// More may name it.
    Widened,
    /// Fewer may convert to a base.
    BaseNarrowed { now: Access },

    // Functions.
    /// One is deleted, and its symbol is gone.
    DeletedWithSymbol,
    /// One is deleted.
    Deleted,
    /// One is defaulted now, or provided, and nothing follows.
    NothingFollows,
    /// A conversion is explicit now.
    ExplicitNow,
    /// A conversion is no longer explicit.
    ImplicitNow,
    /// An overload of what was alone.
    AddressAmbiguous,
    /// A function that hides others.
    HidesBase { base: String, name: String },
    /// One that is not exported has other qualifiers.
    QualifiersInConsumers,
    /// One that is not exported is gone.
    GoneFromSource,
    /// The same where debug information does not tell which functions are deleted.
    GoneUnlessDeleted,
    /// An inline function outside of classes is gone from the public headers.
    GoneFromHeaders,
    /// Other allocation functions.
    TwoAllocators,
    /// The same where consumers cannot make objects.
    OnlyNewAllocates,
    /// A constant.
    ValueCompiledIn { old: Number, new: Number },

    // The class as a whole.
    /// It is passed otherwise, as far as anybody passes it.
    NobodyPassesIt,
    /// It is no longer trivially copyable.
    NoLongerCopyable,
    /// It became trivially copyable.
    CopyableNow,
    /// Arrays have a length in front, or no longer do.
    ArraysBeginElsewhere,
    /// The same where consumers cannot make any.
    OnlyNewMakesArrays,
    /// Another key.
    KeyAlone,
    /// Another kind of reference.
    AddressStays,
    /// A reference where a pointer was, or the other way round.
    PointerOrReference,
}

impl DeclaredReason {
    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::ThisTakenForArgument | Self::NoThisPassed | Self::DeletedWithSymbol => Severity::Breaking,
            Self::TwoAllocators | Self::ValueCompiledIn { .. } | Self::ArraysBeginElsewhere => Severity::Risky,
            Self::StaticInConsumers
            | Self::Narrowed { .. }
            | Self::BaseNarrowed { .. }
            | Self::PointerOrReference
            | Self::Deleted
            | Self::ExplicitNow
            | Self::AddressAmbiguous
            | Self::GoneFromHeaders
            | Self::HidesBase { .. }
            | Self::QualifiersInConsumers
            | Self::GoneFromSource
            | Self::GoneUnlessDeleted
            | Self::NoLongerCopyable
            | Self::AddressStays => Severity::Source,
            Self::Widened
            | Self::ImplicitNow
            | Self::OnlyNewAllocates
            | Self::CopyableNow
            | Self::OnlyNewMakesArrays => Severity::Compatible,
            Self::NothingFollows | Self::NobodyPassesIt | Self::KeyAlone => Severity::Cosmetic,
        }
    }
}
