//! Marks of a library that a loader, an unwinder or a processor acts on: it has them or not.

use crate::graph::Traits;
use crate::rules::Severity;

/// A mark by which a library is refused, kept, bound or protected otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoaderMark {
    /// It refuses dlopen.
    NoDlopen,
    /// It asks for an executable stack.
    ExecutableStack,
    /// Its code is relocated.
    TextRelocations,
    /// dlclose does not unload it.
    NoDelete,
    /// Its own references bind to itself.
    Symbolic,
    /// It can run with a shadow stack.
    ShadowStack,
    /// It can run with indirect branch tracking.
    BranchTracking,
    /// It is searched before other libraries.
    Interposes,
    /// Its relocations are packed.
    PackedRelocations,
    /// It has the hash table of the gABI.
    SysvHash,
    /// It has the hash table of GNU.
    GnuHash,
    /// What is only written by relocations is closed after them.
    ReadOnlyAfterRelocation,
    /// Its code checks for overwritten stack frames.
    StackProtector,
    /// Its code has the sizes of buffers checked.
    Fortified,
    /// Its code marks where indirect branches may lead.
    BranchTargets,
    /// Its code signs return addresses.
    SignedReturns,
    /// It can run with a guarded control stack.
    GuardedStack,
    /// Exceptions pass through its functions.
    Unwinds,
}

impl LoaderMark {
    /// As objects have it.
    #[must_use]
    pub fn of(self) -> Traits {
        match self {
            Self::NoDlopen => Traits::NO_DLOPEN,
            Self::ExecutableStack => Traits::EXECUTABLE_STACK,
            Self::TextRelocations => Traits::TEXT_RELOCATIONS,
            Self::NoDelete => Traits::NO_DELETE,
            Self::Symbolic => Traits::SYMBOLIC,
            Self::ShadowStack => Traits::SHADOW_STACK,
            Self::BranchTracking => Traits::BRANCH_TRACKING,
            Self::Interposes => Traits::INTERPOSES,
            Self::PackedRelocations => Traits::PACKED_RELOCATIONS,
            Self::SysvHash => Traits::SYSV_HASH,
            Self::GnuHash => Traits::GNU_HASH,
            Self::ReadOnlyAfterRelocation => Traits::READ_ONLY_AFTER_RELOCATION,
            Self::StackProtector => Traits::STACK_PROTECTOR,
            Self::Fortified => Traits::FORTIFIED,
            Self::BranchTargets => Traits::BRANCH_TARGETS,
            Self::SignedReturns => Traits::SIGNED_RETURNS,
            Self::GuardedStack => Traits::GUARDED_STACK,
            Self::Unwinds => Traits::UNWINDS,
        }
    }

    /// How bad it is that it came or went.
    #[must_use]
    pub fn severity(self, came: bool) -> Severity {
        match self {
            Self::NoDelete | Self::Symbolic | Self::Interposes => Severity::Risky,
            Self::ShadowStack | Self::BranchTracking | Self::GuardedStack | Self::Unwinds if came => {
                Severity::Compatible
            }
            Self::ShadowStack | Self::BranchTracking | Self::GuardedStack | Self::Unwinds => Severity::Risky,
            Self::NoDlopen | Self::ExecutableStack | Self::TextRelocations | Self::PackedRelocations if came => {
                Severity::Risky
            }
            Self::NoDlopen | Self::ExecutableStack | Self::TextRelocations | Self::PackedRelocations => {
                Severity::Compatible
            }
            Self::SysvHash
            | Self::GnuHash
            | Self::ReadOnlyAfterRelocation
            | Self::StackProtector
            | Self::Fortified
            | Self::BranchTargets
            | Self::SignedReturns => Severity::Cosmetic,
        }
    }

    /// In a few words.
    #[must_use]
    pub fn text(self, there: bool) -> &'static str {
        let (with, without) = match self {
            Self::NoDlopen => ("refuses dlopen", "may be loaded by dlopen"),
            Self::ExecutableStack => ("executable stack", "stack not executable"),
            Self::TextRelocations => ("text relocations", "no text relocations"),
            Self::NoDelete => ("stays loaded", "dlclose may unload it"),
            Self::Symbolic => {
                ("its own references bind to itself (DF_SYMBOLIC)", "its own references can be interposed")
            }
            Self::ShadowStack => ("marked for shadow stacks (SHSTK)", "not marked for shadow stacks"),
            Self::BranchTracking => {
                ("marked for indirect branch tracking (IBT)", "not marked for indirect branch tracking")
            }
            Self::Interposes => ("searched before other libraries (DF_1_INTERPOSE)", "searched in its turn"),
            Self::PackedRelocations => ("packed relocations (DT_RELR)", "no packed relocations"),
            Self::SysvHash => ("has DT_HASH", "no DT_HASH"),
            Self::GnuHash => ("has DT_GNU_HASH", "no DT_GNU_HASH"),
            Self::ReadOnlyAfterRelocation => ("closed after relocation (RELRO)", "not closed after relocation"),
            Self::StackProtector => ("stack protector", "no stack protector"),
            Self::Fortified => ("fortified calls (_FORTIFY_SOURCE)", "no fortified calls"),
            Self::BranchTargets => ("marked for branch target identification (BTI)", "not marked for BTI"),
            Self::SignedReturns => ("marked for signed return addresses (PAC)", "not marked for PAC"),
            Self::GuardedStack => ("marked for guarded control stacks (GCS)", "not marked for guarded control stacks"),
            Self::Unwinds => ("unwind tables", "no unwind tables"),
        };
        if there { with } else { without }
    }
}
