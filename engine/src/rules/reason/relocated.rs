//! Reasons of the profile `core`: what a change means for a program whose accesses are relocated.

use crate::rules::Severity;

/// What a program may take a value for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Void,
    Number,
    NumberOfAnotherKind,
    Pointer,
    Array,
    Record,
    Enum,
    EnumOfAnotherName,
    Function,
    Other,
}

/// Types that a load is not adjusted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unadjusted {
    Enum,
    SignedInteger,
}

/// Why a change is as bad as it is for programs that name types, members and enumerators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelocatedReason {
    // They no longer load, or read other things.
    /// A function is gone.
    NoFunction,
    /// A function became data, or the reverse.
    FunctionAgainstData,
    /// A type is gone.
    NoType,
    /// A type is of another kind.
    NoTypeOfKind,
    /// A type has another tag.
    NoTypeOfTag,
    /// A member is gone.
    NoMember,
    /// A member has another name.
    NoMemberOfName,
    /// A member became a bit-field.
    NeighboursRead,
    /// An enumerator is gone.
    NoEnumerator,
    /// A function became variadic.
    NotAttached,
    /// A tracepoint has other arguments.
    OtherTracepointArguments,
    /// A function has other arguments.
    OtherArguments,
    /// An argument or result is something else.
    PassedForAnother { old: Taken, new: Taken },
    /// A member is something else.
    NotCompatible { old: Taken, new: Taken },

    // That depends on what they do.
    /// One side has no type for it.
    TypeUnknown,
    /// A typedef is gone.
    OnlyFromTypedef,
    /// A member is hidden in a slot.
    HiddenInSlot,
    /// An enumerator of an enum without a name.
    ValueNotRelocated,
    /// Something else of which BTF does not say how it is used.
    UseUnknown,
    /// A pointer leads elsewhere.
    AnyPointer,
    /// A prototype of what programs implement.
    OnlyImplementers,
    /// A record of another name.
    AnyRecord,
    /// A value of another size.
    LoadNotAdjusted(Unadjusted),
    /// An array became shorter.
    NoElementFrom(u64),

    // They are relocated, or do not notice.
    /// The value of an enumerator.
    ValueRelocated,
    /// Nothing names it.
    NotNamed,
    /// The place of a member.
    MemberRelocated,
    /// Sizes and offsets.
    SizeRelocated,
    /// A bit-field.
    BitFieldRelocated,
    /// An enumerator came.
    OtherValuesRelocated,
    /// An enum of another sign.
    OneKindOfEnum,
    /// Only the flavour of a name.
    OnlyFlavour,
    /// A tracepoint got an argument at its end.
    ArgumentAppended,
    /// An argument of another size.
    PassedAs64Bits,
    /// A member of a compatible type.
    Compatible,
    /// Nothing that BTF tells.
    NoMatterOfBtf,
    /// Nesting of anonymous records.
    FoundThroughAnonymous,
    /// Names, qualifiers, typedefs.
    NotCompared,
}

impl RelocatedReason {
    pub(super) fn severity(self) -> Severity {
        match self {
            Self::NoFunction
            | Self::FunctionAgainstData
            | Self::NoType
            | Self::NoTypeOfKind
            | Self::NoTypeOfTag
            | Self::NoMember
            | Self::NoMemberOfName
            | Self::NeighboursRead
            | Self::NoEnumerator
            | Self::NotAttached
            | Self::OtherTracepointArguments
            | Self::OtherArguments
            | Self::PassedForAnother { .. }
            | Self::NotCompatible { .. } => Severity::Breaking,
            Self::TypeUnknown
            | Self::OnlyFromTypedef
            | Self::HiddenInSlot
            | Self::ValueNotRelocated
            | Self::UseUnknown
            | Self::AnyPointer
            | Self::OnlyImplementers
            | Self::AnyRecord
            | Self::LoadNotAdjusted(_)
            | Self::NoElementFrom(_) => Severity::Risky,
            Self::ValueRelocated
            | Self::NotNamed
            | Self::MemberRelocated
            | Self::SizeRelocated
            | Self::BitFieldRelocated
            | Self::OtherValuesRelocated
            | Self::OneKindOfEnum
            | Self::OnlyFlavour
            | Self::ArgumentAppended
            | Self::PassedAs64Bits
            | Self::Compatible
            | Self::NoMatterOfBtf => Severity::Compatible,
            Self::FoundThroughAnonymous | Self::NotCompared => Severity::Cosmetic,
        }
    }
}
