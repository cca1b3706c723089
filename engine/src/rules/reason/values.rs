//! Reasons: values of another type.

use super::Travels;
use crate::rules::Severity;

/// Values of another type. Sizes are in bytes unless a name says bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueReason {
    /// A typedef of a function that became one of a pointer to it, or the reverse.
    FunctionBehindTypedef,
    /// A value of another size, where they are known.
    ReadAsSize { old: Option<u64>, new: Option<u64> },
    /// A vector against an array, aligned alike.
    SameElements { travels: Option<Travels> },
    /// NEW takes it to be aligned to more.
    ElementsAlignedMore { old: u64, new: u64, travels: Option<Travels> },
    /// Consumers take it to be aligned to more.
    ElementsAlignedLess { old: u64, new: u64, travels: Option<Travels> },
    /// The other byte order.
    OtherByteOrder,
    /// A transparent union whose members are not recorded.
    TransparentUnion,
    /// One side is one of several in a union.
    OneOfSeveral,
    /// Another kind of value.
    OtherKindOfValue,
    /// A class without data on one side or both, of which only functions tell.
    HoldsNothing { both: bool },
    /// Another record of the same scalars.
    OtherRecord,
    /// Another instance of one template.
    OtherInstance,
    /// The same, of which a side holds no definition.
    InstanceNotDescribed,
    /// The same, and its arguments are other names of the same.
    InstanceRenamed,
    /// The same scalars.
    SameKinds,
    /// Another enum.
    OtherEnum,
    /// A boolean on one side.
    BooleanOnOneSide,
    /// An integer of another sign.
    OtherSign { was_signed: bool, is_signed: bool },
    /// Only the name differs.
    OnlyTheName,
    /// Only the name differs, which is Rust's on one side.
    NameInRust,
    /// Two pointers.
    OtherPointer,
    /// A pointer against a number.
    PointerAgainstNumber,
    /// Integers of other numbers of bits.
    DefinedBits { old: u64, new: u64 },
    /// Its value lies in other bits.
    OtherBits,
    /// Floating-point values of other formats.
    OtherFormat,
    /// Formats that are not known.
    FormatUnknown,
    /// A `_BitInt` whose width is not known.
    BitIntUnknown,
}

impl ValueReason {
    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::ReadAsSize { .. }
            | Self::ElementsAlignedMore { .. }
            | Self::ElementsAlignedLess { .. }
            | Self::OtherByteOrder
            | Self::OtherKindOfValue
            | Self::PointerAgainstNumber
            | Self::DefinedBits { .. }
            | Self::OtherBits
            | Self::OtherFormat => Severity::Breaking,
            Self::TransparentUnion
            | Self::OneOfSeveral
            | Self::HoldsNothing { .. }
            | Self::OtherRecord
            | Self::OtherInstance
            | Self::InstanceNotDescribed
            | Self::OtherEnum
            | Self::BooleanOnOneSide
            | Self::OtherSign { .. }
            | Self::OtherPointer
            | Self::FormatUnknown
            | Self::BitIntUnknown => Severity::Risky,
            Self::FunctionBehindTypedef
            | Self::SameElements { .. }
            | Self::SameKinds
            | Self::InstanceRenamed
            | Self::OnlyTheName => Severity::Source,
            Self::NameInRust => Severity::Cosmetic,
        }
    }
}
