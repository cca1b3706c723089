//! Reasons of kABI shapes: slots, and reserves that gave their bytes away. Sizes are in bits; members are declarations.

use crate::rules::Severity;

/// Why what happened to a slot or a reserve is as bad as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReserveReason {
    /// A slot does not do what it claims.
    SlotMisused(SlotFault, Effect),
    /// Reserves are used as they were meant to be; `padding`: bits beside the room that are taken with it; `still`:
    /// nothing moved, and the size stayed.
    Used { reserves: Vec<String>, room: i64, padding: i64, still: bool, left: Left },
    /// A slot replaces members.
    Replaced { members: Vec<String>, room: i64 },
    /// Some bytes of reserves are taken, and what is left of them reaches further than they did, up to bit `end`.
    RestReaches { takes: Vec<String>, reserves: Vec<String>, rest: String, end: i64 },
    /// A member takes more bits than the reserves had.
    TakesMore { takes: String, bits: i64, reserves: Vec<String>, room: i64 },
    /// Only their name tells that they were reserves.
    ByNameAlone { reserves: Vec<String> },
}

impl ReserveReason {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::SlotMisused(..) | Self::RestReaches { .. } | Self::TakesMore { .. } => Severity::Breaking,
            Self::ByNameAlone { .. } => Severity::Risky,
            Self::Used { .. } | Self::Replaced { .. } => Severity::Compatible,
        }
    }
}

/// How many reserves NEW has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    pub count: usize,
    pub bits: i64,
}

/// What a misused slot did to its struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Moved,
    Resized,
    Realigned,
    Nothing,
}

/// What the claim of a slot gets wrong. Offsets, sizes and alignments are in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotFault {
    /// OLD's member is another one; `there`: only at that place.
    HidesAnother { hidden: String, old: String, there: bool },
    /// OLD has no such member.
    HidesNothing { hidden: String },
    /// What it hides is still there.
    StillThere { member: String, offset: i64 },
    /// Another slot hides it.
    HiddenAlready { member: String },
    /// It takes more than it hides, and that was no reserve.
    TakesLiving { takes: Vec<String>, wants: u64, has: u64, living: String },
    /// It takes more than it hides.
    TakesMore { takes: Vec<String>, wants: u64, hidden: Vec<String>, has: u64 },
    /// It is aligned otherwise.
    AlignedMore { takes: Vec<String>, wants: u64, hidden: Vec<String>, has: u64 },
    /// It stands elsewhere.
    StandsElsewhere { member: String, old: i64, new: i64 },
}
