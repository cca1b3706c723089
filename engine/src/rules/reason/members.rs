//! Reasons: members of records.

use crate::rules::Severity;

/// Members of records. Sizes are in bytes unless a name says bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberReason {
    /// Members moved: this one, and so many others.
    ReadAtOldOffsets { name: String, others: usize },
    /// A reserve has another name.
    StaysReserved,
    /// A callback has a name that has no word in common with its old one.
    OtherPurpose,
    /// A member has another name.
    OtherNameOfBytes,
    /// A member that goes on under another name, at this offset.
    CarriedOnElsewhere { offset: i64 },
    /// A member of another name has its bytes, and yet another, at this offset, resembles it more.
    AnotherResembles { name: String, other: String, offset: i64 },
    /// A member has its bytes under a name that resembles more that of another, which was at this offset and is gone.
    ResemblesAnother { name: String, other: String, offset: i64 },
    /// A member lies where consumers look for another, which is at this offset now.
    FoundInPlace { name: String, other: String, offset: i64 },
    /// Members were put into records or taken out of them.
    GroupedOtherwise,
    /// An element of an array has the bytes of a member whose name is gone.
    ElementStands { name: String, array: String },
    /// An array without room at the end is gone.
    ElementsBehindGone,
    /// A member without bytes is gone.
    MarkedAPlace,
    /// A reserve at the end has another number of elements, and the size stayed.
    ReserveResized,
    /// A reserve is gone.
    ReserveGone,
    /// A member is gone whose bytes another one has on both sides.
    BytesOfAnother { name: String },
    /// An alternative of a union is gone.
    AlternativeGone { name: String },
    /// A bit-field is gone whose bits are in reserve now.
    BitsReserved { name: String },
    /// A member is gone.
    MemberGone { name: String },
    /// Members stand in another order.
    PlacesExchanged,
    /// A record is packed on one side.
    PaddingChanged,
    /// Anonymous records came or went around members.
    MembersStand,
    /// A transparent union whose members are not recorded.
    AlternativesUnknown,
    /// A new alternative fits in the union.
    FitsInUnion,
    /// Members behind a new one moved.
    MembersBehindMoved { name: String },
    /// A new member shares the bytes of another.
    SharesBytes,
    /// A new member stands where another was.
    StandsWhere { name: String },
    /// An array without room came at the end.
    ElementsBehindCame,
    /// A new member took bytes of one that is smaller now.
    TakenForPart { name: String },
    /// A new member; whether it fills padding, and whether the size stayed.
    NothingMoved { padding: bool, size_stayed: bool },
    /// A new member in bytes that inline constructors of the class never set, if it has some.
    UnsetByConstructors { class: String, member: String },
    /// The same of a class for which compilers make one that runs code.
    UnsetByImplicit { class: String, member: String },
    /// A new member in bytes that copies which compilers of consumers make leave out.
    NotCopied { class: String, member: String },
    /// Members behind a reserve that symbol versions ignore moved.
    IgnoredReserveMoved { declaration: String },
    /// A new member lies in bytes that others share.
    SharesBytesOfOthers,
    /// A bit-field of another width.
    ReadAsBits { old: u32, new: u32 },
    /// A bit-field that has the bytes of a member.
    WholeBytes,
    /// A member became a bit-field, or the reverse.
    NeighboursOverwritten,
    /// A member was deprecated.
    DeprecatedInPlace,
    /// A member was deprecated, as one of another type.
    DeprecatedAsAnother { old: String, new: String },
}

impl MemberReason {
    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::ReadAtOldOffsets { .. }
            | Self::FoundInPlace { .. }
            | Self::AlternativeGone { .. }
            | Self::MemberGone { .. }
            | Self::PlacesExchanged
            | Self::PaddingChanged
            | Self::MembersBehindMoved { .. }
            | Self::TakenForPart { .. }
            | Self::IgnoredReserveMoved { .. }
            | Self::ReadAsBits { .. }
            | Self::NeighboursOverwritten
            | Self::DeprecatedAsAnother { .. } => Severity::Breaking,
            Self::OtherPurpose
            | Self::AnotherResembles { .. }
            | Self::ResemblesAnother { .. }
            | Self::BitsReserved { .. }
            | Self::ElementStands { .. }
            | Self::ElementsBehindGone
            | Self::AlternativesUnknown
            | Self::UnsetByConstructors { .. }
            | Self::UnsetByImplicit { .. }
            | Self::NotCopied { .. }
            | Self::ElementsBehindCame => Severity::Risky,
            Self::OtherNameOfBytes
            | Self::CarriedOnElsewhere { .. }
            | Self::GroupedOtherwise
            | Self::MarkedAPlace
            | Self::ReserveGone
            | Self::BytesOfAnother { .. }
            | Self::WholeBytes
            | Self::DeprecatedInPlace => Severity::Source,
            Self::FitsInUnion
            | Self::SharesBytes
            | Self::StandsWhere { .. }
            | Self::ReserveResized
            | Self::NothingMoved { .. }
            | Self::SharesBytesOfOthers => Severity::Compatible,
            Self::StaysReserved | Self::MembersStand => Severity::Cosmetic,
        }
    }
}
