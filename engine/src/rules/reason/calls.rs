//! Reasons: arguments and results.

use super::{Call, Travels};
use crate::rules::Severity;
use crate::rules::callconv::Spot;

/// Arguments and results. Sizes are in bytes unless a name says bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallReason {
    /// Fewer bits come from the caller than are read.
    BitsComeFrom { call: Call, old: u64, new: u64 },
    /// More bits are read by the caller than are defined.
    BitsReadBy { call: Call, old: u64, new: u64 },
    /// Values may not fit these bits.
    BitsCutOff { bits: u64 },
    /// Only the low bits are read.
    LowBitsRead { old: u64, new: u64 },
    /// Fewer bytes come from the caller than are read.
    BytesComeFrom { call: Call, defined: u64, read: u64 },
    /// The sign is extended, and the value taken for unsigned.
    SignExtended { call: Call },
    /// Values may not fit these bytes.
    BytesCutOff { bytes: u64 },
    /// It is passed as it is read.
    PassedAsRead,
    /// An argument travels elsewhere.
    TravelsElsewhere(Travels),
    /// A result is given elsewhere.
    GivenElsewhere(Travels),
    /// It takes another part of the stack.
    StackMoved { old: u64, new: u64 },
    /// An argument of another size.
    PassedAndRead { old: Option<u64>, new: Option<u64> },
    /// A result of another size.
    ReadAndGiven { call: Call, old: Option<u64>, new: Option<u64> },
    /// A result is written through a pointer that nobody passes.
    HiddenPointer { call: Call },
    /// A result that is ignored.
    ResultIgnored { call: Call },
    /// A result that is no longer given.
    ResultNotGiven { call: Call },
    /// Only the low bytes of a result are read.
    LowBytesRead { old: u64, new: u64 },
    /// More bytes of a result are read than are defined.
    BytesReadBy { call: Call, read: u64, defined: u64 },
    /// A result travels elsewhere for what changed in it.
    ResultMoved(Travels),
    /// An argument does.
    ArgumentMoved(Travels),
    /// The same where compilers differ, for one of them.
    MovedForOne { is_result: bool, gcc: bool, travels: Travels },
    /// It travels by its address on one side alone, where no table says how it travels on the other.
    AddressOrNot { is_result: bool, machine: String },
    /// An argument stands elsewhere for its alignment.
    AlignedElsewhere(Spot, Spot),
    /// A variadic function takes its arguments elsewhere.
    VariadicElsewhere { machine: String },
    /// A function became variadic; `vectors`: callers do not count the vector registers.
    VariadicNow { machine: String, vectors: bool },
    /// A function is no longer variadic.
    VariadicBefore { machine: String },
    /// The convention of a variadic call is not known.
    VariadicUnknown { machine: String },
    /// A float travels as a double without a prototype.
    FloatPromoted,
    /// A prototype came or went, and calls stay the same.
    CallsAlike,
    /// Without a prototype callers pass an `int`.
    IntPassed,
    /// Without a prototype callers pass a double.
    DoublePassed,
    /// A double arrives, which a function without a prototype takes for the float that it has.
    DoubleCut,
}

impl CallReason {
    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::BitsComeFrom { .. }
            | Self::BitsReadBy { .. }
            | Self::BytesComeFrom { .. }
            | Self::TravelsElsewhere(_)
            | Self::GivenElsewhere(_)
            | Self::StackMoved { .. }
            | Self::PassedAndRead { .. }
            | Self::ReadAndGiven { .. }
            | Self::HiddenPointer { .. }
            | Self::ResultNotGiven { .. }
            | Self::BytesReadBy { .. }
            | Self::ResultMoved(_)
            | Self::ArgumentMoved(_)
            | Self::AlignedElsewhere(..)
            | Self::VariadicElsewhere { .. }
            | Self::FloatPromoted => Severity::Breaking,
            Self::BitsCutOff { .. }
            | Self::LowBitsRead { .. }
            | Self::SignExtended { .. }
            | Self::BytesCutOff { .. }
            | Self::DoubleCut
            | Self::LowBytesRead { .. }
            | Self::MovedForOne { .. }
            | Self::AddressOrNot { .. }
            | Self::VariadicNow { .. }
            | Self::VariadicBefore { .. }
            | Self::VariadicUnknown { .. } => Severity::Risky,
            Self::PassedAsRead | Self::CallsAlike | Self::IntPassed | Self::DoublePassed => Severity::Source,
            Self::ResultIgnored { .. } => Severity::Compatible,
        }
    }
}
