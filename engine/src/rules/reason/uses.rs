//! Reasons: qualifiers, variables, arrays, pointers.

use crate::rules::Severity;

/// Which pointer of a place leads into another address space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressed {
    /// The one that the place is.
    Itself,
    /// The result of the function that the place points to.
    Result,
    /// One that the place points to.
    Behind,
}

/// Qualifiers, variables, arrays, pointers. Sizes are in bytes unless a name says bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UseReason {
    /// One side is atomic.
    AtomicOnOneSide,
    /// A qualifier of a parameter or result itself.
    QualifierOfValue,
    /// A variable that became const.
    ReadOnlyNow,
    /// A variable that is no longer const.
    OnlyReadBefore,
    /// A parameter points to const now.
    PromisesNotToWrite,
    /// Only `restrict` differs.
    OnlyRestrict,
    /// Another qualifier.
    CompilerMayRefuse,
    /// A kernel's variable of another size.
    ModulesKnowTheSize,
    /// A library's variable of another size.
    ProgramsKnowTheSize,
    /// A fixed array became flexible, or the reverse.
    ElementsStay,
    /// The same where consumers may rely on the number.
    ElementsUncounted,
    /// Rows and columns changed places.
    OtherOrderOfElements,
    /// Arrays of another length behind a pointer.
    ElementsBehindPointer { old: u64, new: u64 },
    /// A variable of another length.
    ElementsOfVariable { old: u64, new: u64 },
    /// Another array of another length.
    ElementsReserved { old: u64, new: u64 },
    /// Another shape of the same elements.
    SameElementsInOrder,
    /// A pointer to a function against one to data.
    CallAgainstData,
    /// A pointer to another type.
    PassedForAnother { old: String, new: String },
    /// The same, and the types differ at an offset.
    PointsToOtherThings { old: String, new: String, offset: i64 },
    /// What is returned by its address begins with the class that was returned before.
    BeginsWithBase { base: String },
    /// What is returned by its address holds the class that was returned before, and does not begin with it.
    BaseFurtherOn { base: String },
    /// A pointer to characters of another sign.
    CharactersOfOtherSign,
    /// A pointer to values of another size.
    SizeBehindPointer { old: u64, new: u64 },
    /// A pointer to a function against one to `void`.
    AddressAgainstCall,
    /// A pointer to data against one to `void`, of which source makes no difference.
    PointerToVoid,
    /// A pointer to data where any could be passed or taken.
    NoLongerVoid,
    /// A pointer to `void` where it was one to something that source reads.
    ReadThrough,
    /// A pointer to data against one to `void`, behind a pointer.
    NoConversion,
    /// A pointer into another segment.
    OtherSegment(Addressed),
    /// A function follows a variant of the standard now.
    VariantNow,
    /// A function followed a variant of the standard before.
    VariantBefore,
}

impl UseReason {
    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::ReadOnlyNow
            | Self::ModulesKnowTheSize
            | Self::ProgramsKnowTheSize
            | Self::OtherOrderOfElements
            | Self::ElementsBehindPointer { .. }
            | Self::ElementsOfVariable { .. }
            | Self::ElementsReserved { .. }
            | Self::CallAgainstData
            | Self::PointsToOtherThings { .. }
            | Self::SizeBehindPointer { .. }
            | Self::BaseFurtherOn { .. }
            | Self::OtherSegment(_)
            | Self::VariantBefore => Severity::Breaking,
            Self::AtomicOnOneSide
            | Self::ElementsUncounted
            | Self::PassedForAnother { .. }
            | Self::AddressAgainstCall
            | Self::VariantNow => Severity::Risky,
            Self::CompilerMayRefuse
            | Self::ElementsStay
            | Self::SameElementsInOrder
            | Self::BeginsWithBase { .. }
            | Self::CharactersOfOtherSign
            | Self::NoLongerVoid
            | Self::ReadThrough
            | Self::NoConversion => Severity::Source,
            Self::OnlyReadBefore | Self::PromisesNotToWrite => Severity::Compatible,
            Self::QualifierOfValue | Self::OnlyRestrict | Self::PointerToVoid => Severity::Cosmetic,
        }
    }
}
