//! Why it is as bad as it is that a loader treats a library otherwise: when it binds, where it looks, on what it runs.

use super::objects::Concerned;
use crate::rules::Severity;

/// The fact that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadingReason {
    /// It was compiled for this architecture of ARM.
    ArmBelow { architecture: u32 },
    /// It binds when it is loaded: so many symbols must be there then that nobody is known to define, this one among
    /// them.
    MustBeThereAtLoad { count: usize, first: String },
    /// It binds when it is loaded, and finds all that it asks for.
    FoundAtLoad,
    /// It binds each function when that is first called.
    BoundAtFirstCall,
    /// Loaders look in other places for what it needs.
    FoundElsewhere,
    /// The same places are looked in, in another way: `inherited`: also for what its libraries need.
    PathOfAnotherKind { inherited: bool },
    /// Nothing is looked for.
    NeedsNothing,
    /// Both libraries are needed, in another order.
    EitherMayCome { first: String, second: String },
    /// Both export this symbol.
    BothExport { first: String, second: String, symbol: String },
    /// Both are of the C library or the compiler.
    DefinedAlike { first: String, second: String },
    /// Neither exports what the other does.
    NothingInCommon { first: String, second: String },
    /// It asks for this kernel.
    KernelsBelow { version: String },
    /// It asks for an older kernel, or none.
    KernelsAsBefore,
    /// Other functions run when it is loaded or unloaded.
    ItsOwnCode,
    /// It calls these of its own functions by place now.
    InnerCallsByPlace { exports: Concerned },
    /// It calls these of its own functions by name now.
    InnerCallsByName { exports: Concerned },
    /// It signs pointers in another way.
    PointersSignedOtherwise,
    /// Virtual tables hold distances on one side, and addresses on the other.
    TablesReadOtherwise,
    /// It is for something else.
    ForAnotherPlatform,
}

impl LoadingReason {
    /// How bad that is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::PointersSignedOtherwise | Self::TablesReadOtherwise | Self::ForAnotherPlatform => Severity::Breaking,
            Self::ArmBelow { .. }
            | Self::MustBeThereAtLoad { .. }
            | Self::FoundElsewhere
            | Self::PathOfAnotherKind { .. }
            | Self::EitherMayCome { .. }
            | Self::BothExport { .. }
            | Self::KernelsBelow { .. }
            | Self::InnerCallsByPlace { .. }
            | Self::InnerCallsByName { .. } => Severity::Risky,
            Self::FoundAtLoad
            | Self::BoundAtFirstCall
            | Self::DefinedAlike { .. }
            | Self::NothingInCommon { .. }
            | Self::KernelsAsBefore => Severity::Compatible,
            Self::NeedsNothing | Self::ItsOwnCode => Severity::Cosmetic,
        }
    }
}
