//! Reasons: who sees a type, who holds it, who creates it.

use super::Holder;
use crate::rules::Severity;

/// Who sees a type, who holds it, who creates it. Sizes are in bytes unless a name says bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReachReason {
    /// No public header declares the symbol.
    Undeclared,
    /// Its definition is private to this file.
    PrivateTo { file: String },
    /// Only types that consumers cannot see lead to it; `functions`: or functions that no public header declares.
    NeverHeld { functions: bool },
    /// It is defined in a source file and handed out by pointer.
    UnclearWhetherSeen,
    /// It is defined in Rust and behind a pointer; `is_free`: rustc chose its layout.
    BehindPointerOfRust { is_free: bool },
    /// Whether it is held by value is not known.
    HeldUnknown,
    /// Pointers to it became pointers to `void`, or the reverse.
    OnlyPointersPassed,
    /// Somebody holds what is `void` on one side.
    VoidHeld(Holder),
    /// It grew, and somebody reserves the old size.
    GrowsWhereHeld(Holder),
    /// It grew; its size travels beside the pointer to it.
    SizeTravels,
    /// It grew, and fits in what its holder set aside.
    FitsInRoom { bytes: u64 },
    /// It grew; a public header declares it, and no export's type reaches it.
    OnlyDeclared,
    /// It grew, and the interface hands it out by pointer.
    HandedOutByPointer,
    /// It grew, and consumers create it.
    ConsumersCreateIt,
    /// The same; the interface gives pointers to it in one that consumers have already.
    ConsumersCreateTheFirst,
    /// It grew, and objects say in a member which version of it they are.
    SaysItsVersion { member: String },
    /// It grew, and consumers can create objects by its constructors.
    GrowsWhereConstructed,
    /// It grew, and consumers can derive of it.
    GrowsWhereDerived,
    /// It grew, and this inline function of the public headers of OLD makes an object or holds one by value.
    GrowsWhereInlined { function: String },
    /// It grew, and this member function, which the library does not define for sure, returns an object.
    WhetherInlined { function: String },
    /// It grew, and consumers can neither create objects nor derive of it.
    OnlyLibraryCreates,
    /// A private member; every function of the class that debug information lists is called in the library.
    CalledInLibrary { members: Vec<String> },
    /// A private member that no function of the public headers names.
    NamedByNoHeader { members: Vec<String> },
    /// A type that this class declares private and that nothing in the public headers names which consumers compile.
    PrivateIn { class: String },
    /// A private member like that, and a friend of the class is defined by neither the headers nor the library.
    FriendsMayName { members: Vec<String>, friend: String },
    /// No function of the public headers names it, and constructors, destructors, copies or comparisons that compilers of consumers make may touch it.
    SetByConstructors { members: Vec<String> },
    /// A private member needs this alignment, in bytes, of objects that consumers create or hold in what they derive, with less.
    AlignedForPrivate { was: u64, is: u64 },
    /// It is aligned to more than `new` gives without being asked, and consumers can create objects.
    AlignedWhereConstructed,
    /// It is smaller, and somebody reserves its size.
    CutShortWhereHeld(Holder),
    /// It is smaller, and nothing holds it by value.
    CutShort,
    /// Its alignment changed where somebody holds it.
    AlignedWhereHeld(Holder),
    /// Its alignment changed, it is passed by value, and no rule of the machine is known.
    AlignedAndPassed,
    /// Its alignment changed where somebody holds it, and nothing moved; `looser`: it is less now.
    AlignedInPlace { holder: Holder, looser: bool },
    /// Its alignment changed, and by value it travels as before.
    AlignedAndTravelsAlike { machine: String, looser: bool },
    /// Its alignment changed.
    Aligned { looser: bool },
}

impl ReachReason {
    /// Whether it is said of a record that grew, and rests on that nothing shows consumers to create an object.
    pub(crate) fn leaves_creation_open(&self) -> bool {
        matches!(self, Self::OnlyDeclared | Self::HandedOutByPointer | Self::OnlyLibraryCreates)
    }

    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::VoidHeld(_)
            | Self::GrowsWhereHeld(_)
            | Self::ConsumersCreateIt
            | Self::ConsumersCreateTheFirst
            | Self::GrowsWhereConstructed
            | Self::GrowsWhereDerived
            | Self::GrowsWhereInlined { .. }
            | Self::AlignedWhereConstructed
            | Self::AlignedForPrivate { .. }
            | Self::CutShortWhereHeld(_)
            | Self::AlignedWhereHeld(_) => Severity::Breaking,
            Self::UnclearWhetherSeen
            | Self::BehindPointerOfRust { .. }
            | Self::HeldUnknown
            | Self::OnlyDeclared
            | Self::SaysItsVersion { .. }
            | Self::HandedOutByPointer
            | Self::WhetherInlined { .. }
            | Self::SetByConstructors { .. }
            | Self::CalledInLibrary { .. }
            | Self::FriendsMayName { .. }
            | Self::CutShort
            | Self::AlignedAndPassed
            | Self::AlignedInPlace { .. }
            | Self::AlignedAndTravelsAlike { .. }
            | Self::Aligned { .. } => Severity::Risky,
            Self::SizeTravels
            | Self::FitsInRoom { .. }
            | Self::OnlyLibraryCreates
            | Self::NamedByNoHeader { .. }
            | Self::PrivateIn { .. } => Severity::Compatible,
            Self::Undeclared | Self::PrivateTo { .. } | Self::NeverHeld { .. } | Self::OnlyPointersPassed => {
                Severity::Cosmetic
            }
        }
    }
}
