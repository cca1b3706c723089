//! Why a change of a function's type is as bad as it is.

use crate::rules::Severity;

/// The fact that decided. An argument of a function that consumers call is told apart from one of a function that they
/// may implement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionReason {
    /// Another calling convention.
    ConventionsDiffer,

    // Whether it returns.
    /// An export may return now.
    CallersEndWithTheCall,
    /// An export no longer returns.
    CallersAreReady,
    /// One behind a pointer may return now.
    OldTypeEndsWithTheCall,
    /// One behind a pointer no longer returns.
    NewTypeEndsWithTheCall,

    // Parameters that went.
    /// One of a function behind a pointer.
    StillPassedOrExpected,
    /// It is ignored, and arguments behind it moved.
    IgnoredAndOthersMoved,
    /// It is where NEW takes variable arguments.
    PassedAmongVariable,
    /// It is ignored.
    Ignored,
    /// Arguments behind it arrive as others.
    OthersArrive,

    // Parameters that came.
    /// One of a function behind a pointer, behind or beside all others.
    NotPassedToNewType,
    /// One of a function behind a pointer, and others stand elsewhere for it.
    OthersTakenForIt,
    /// It is not passed, and others arrive elsewhere.
    NotPassedAndOthersArrive,
    /// It is not passed.
    NotPassed,
    /// It stands where existing callers may pass it among variable arguments.
    PerhapsAmongVariable,
    /// The same, and what they pass there is a `double` for the float that is read.
    PassedAsDouble,

    // Parameters in another order, or of other names.
    /// Only the names moved.
    OnlyNamesMoved,
    /// Each argument travels where it did.
    EachTravelsAsBefore,
    /// They arrive as one another.
    EachArrivesAsAnother,
    /// A parameter has another name.
    NamesAreNoInterface,
}

impl FunctionReason {
    /// How bad that is.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::ConventionsDiffer
            | Self::StillPassedOrExpected
            | Self::OthersArrive
            | Self::NotPassedToNewType
            | Self::OthersTakenForIt
            | Self::NotPassedAndOthersArrive
            | Self::NotPassed
            | Self::PassedAsDouble
            | Self::EachArrivesAsAnother => Severity::Breaking,
            Self::CallersEndWithTheCall
            | Self::OldTypeEndsWithTheCall
            | Self::NewTypeEndsWithTheCall
            | Self::IgnoredAndOthersMoved
            | Self::PassedAmongVariable
            | Self::PerhapsAmongVariable
            | Self::Ignored
            | Self::OnlyNamesMoved => Severity::Risky,
            Self::EachTravelsAsBefore => Severity::Source,
            Self::CallersAreReady => Severity::Compatible,
            Self::NamesAreNoInterface => Severity::Cosmetic,
        }
    }
}
