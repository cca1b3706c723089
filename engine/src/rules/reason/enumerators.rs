//! Reasons: enumerators.

use crate::rules::Severity;

/// Enumerators. Sizes are in bytes unless a name says bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnumReason {
    /// An enumerator has another name.
    ValueStayed,
    /// The value has another name, and yet another name, of this value, resembles the old one more.
    AnotherResembles { name: String, other: String, value: i128 },
    /// The value has another name, which resembles more one that is gone and had this value.
    ResemblesAnother { name: String, other: String, value: i128 },
    /// A count of enumerators has another value.
    CountMoved,
    /// Values behind an enumerator moved with it.
    ValuesBehindMoved { count: usize },
    /// An enumerator is gone whose value another name has.
    ValueHasAnotherName,
    /// An enumerator became a macro.
    MacroOfSameValue,
    /// An enumerator is gone whose name says that nothing used its number.
    NumberUnused,
    /// An enumerator is gone.
    ValueStillPassed { value: i128 },
    /// A new enumerator has the value of another one of OLD.
    KnownAsAnother { value: i128, name: String },
    /// A new enumerator beside others whose values changed.
    NotKnownBefore,
    /// A new enumerator beside others that are gone.
    OthersAreGone,
    /// A new enumerator.
    KnownValuesStayed,
    /// A new enumerator whose value a bit-field of OLD does not hold.
    FieldTooNarrow { value: i128, name: String, bits: u32 },
    /// An enumerator has another value; so have this many others.
    OtherValue { old: i128, new: i128, others: usize },
    /// The same of an enumerator that goes on under another name.
    OtherValueAndName { old: i128, new: i128, name: String, others: usize },
    /// A count followed values that were added before it.
    CountFollowed,
    /// A value that NEW's BTF cuts.
    BtfLacksRoom,
    /// An enum of another sign.
    WidenedOtherwise,
    /// An enum with another underlying type.
    SizeAndSignStayed,
    /// An enum that became scoped, or is no longer.
    NamedOtherwise,
}

impl EnumReason {
    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::ValuesBehindMoved { .. } | Self::OtherValue { .. } | Self::OtherValueAndName { .. } => {
                Severity::Breaking
            }
            Self::AnotherResembles { .. }
            | Self::ResemblesAnother { .. }
            | Self::CountMoved
            | Self::ValueStillPassed { .. }
            | Self::BtfLacksRoom
            | Self::WidenedOtherwise
            | Self::FieldTooNarrow { .. } => Severity::Risky,
            Self::ValueStayed
            | Self::ValueHasAnotherName
            | Self::MacroOfSameValue
            | Self::NumberUnused
            | Self::SizeAndSignStayed
            | Self::NamedOtherwise => Severity::Source,
            Self::KnownAsAnother { .. }
            | Self::NotKnownBefore
            | Self::OthersAreGone
            | Self::KnownValuesStayed
            | Self::CountFollowed => Severity::Compatible,
        }
    }
}
