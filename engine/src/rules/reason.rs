//! Why a change is as bad as it is: typed reasons, each with the one severity that goes with it. Sentences are made of
//! them in `words/why.rs` and nowhere else.

mod functions;
mod objects;
pub mod relocated;
pub mod reserve;
mod symbols;

use self::relocated::RelocatedReason;
use self::reserve::ReserveReason;
use super::Severity;
use super::callconv::{Passing, Spot};
use super::facts::{Subject, SubjectKind};

pub use self::functions::FunctionReason;
pub use self::objects::{Concerned, LoaderMark, ObjectReason, STATIC_TLS_ROOM};
pub use self::symbols::{SymbolReason, TypeUnknown};

/// Who holds a type by value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// An exported variable.
    Variable,
    /// An array.
    Array,
    /// A parameter or a result.
    Value,
    /// Another type, by its name if it has one.
    Type(Option<String>),
}

/// The two sides of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Consumers call an exported function, or a callback that NEW hands out.
    ByConsumers,
    /// NEW calls what consumers implement: a callback that they hand in.
    ByNew,
}

/// What a reason is about where the place is a function that is reached through a pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointed {
    /// Its pointer is the result of a function.
    Returned,
    /// A variable is its pointer.
    Held,
}

/// Where an argument or result travelled, and where the other side looks for it.
pub type Travels = (Passing, Passing);

/// The fact that decided. Sizes are in bytes unless a name says bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Another reason, but no worse than this.
    AtMost(Severity, Box<Reason>),
    /// Another reason, of the result of a function behind a pointer.
    ResultOf(Pointed, Box<Reason>),
    /// The same of a parameter of it.
    ParameterOf(Pointed, Box<Reason>),
    /// A reason of something else, which follows from the change.
    Follows(Box<Subject>, Box<Reason>),
    /// Another reason, of a change that stands at this many other places, too.
    AlsoAt(usize, Box<Reason>),
    /// One of a kABI shape.
    Reserve(ReserveReason),
    /// One of the profile `core`.
    Relocated(RelocatedReason),
    /// Of a symbol.
    Symbol(SymbolReason),
    /// Of an object.
    Object(ObjectReason),
    /// Of the type of a function.
    Function(FunctionReason),
    /// It follows from a change that is told by itself.
    ToldByItself,

    // Who sees it, who holds it, who creates it.
    /// No public header declares the symbol.
    Undeclared,
    /// Its definition is private to this file.
    PrivateTo { file: String },
    /// Only types that consumers cannot see lead to it; `functions`: or functions that no public header declares.
    NeverHeld { functions: bool },
    /// It is defined in a source file and handed out by pointer.
    UnclearWhetherSeen,
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

    // Types by their names.
    /// Only the name was known.
    OnlyNameKnown,
    /// Its definition is gone from the debug information.
    DefinitionGone,
    /// It is a type of another kind.
    OtherKindOfType { old: SubjectKind, new: SubjectKind },
    /// It had no tag.
    GotTag,
    /// It has another tag.
    OtherTag,
    /// The bits of a base type are encoded otherwise.
    OtherEncoding,
    /// The same type through another typedef.
    SpeltOtherwise,
    /// Another typedef, and what it stands for is compared by itself.
    OtherTypedef,
    /// A typedef is gone; `names` stand in its place, and `differ` says that one may stand for something else.
    TypedefGone { names: Vec<String>, differ: bool },
    /// No typedef of the name is left.
    NoTypedefLeft,
    /// No type of the kind and name is left.
    NoTypeLeft,
    /// Nothing had the name.
    NotNamedBefore,

    // Qualifiers, variables, arrays, pointers.
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
    /// A pointer to characters of another sign.
    CharactersOfOtherSign,
    /// A pointer to values of another size.
    SizeBehindPointer { old: u64, new: u64 },
    /// A pointer to a function against one to `void`.
    AddressAgainstCall,
    /// A pointer to data against one to `void`.
    PointerToVoid,
    /// A pointer into another segment.
    OtherSegment,
    /// A function follows a variant of the standard now.
    VariantNow,
    /// A function followed a variant of the standard before.
    VariantBefore,

    // Values of another type.
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
    /// Another record of the same scalars.
    OtherRecord,
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

    // Arguments and results.
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

    // Enumerators.
    /// An enumerator has another name.
    ValueStayed,
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
    /// A new enumerator.
    KnownValuesStayed,
    /// An enumerator has another value; so have this many others.
    OtherValue { old: i128, new: i128, others: usize },
    /// A count followed values that were added before it.
    CountFollowed,
    /// A value that NEW's BTF cuts.
    BtfLacksRoom,
    /// An enum of another sign.
    WidenedOtherwise,
    /// An enum with another underlying type.
    SizeAndSignStayed,

    // Members.
    /// Members moved: this one, and so many others.
    ReadAtOldOffsets { name: String, others: usize },
    /// A reserve has another name.
    StaysReserved,
    /// A callback has a name that has no word in common with its old one.
    OtherPurpose,
    /// A member has another name.
    OtherNameOfBytes,
    /// A member lies where consumers look for another, which is at this offset now.
    FoundInPlace { name: String, other: String, offset: i64 },
    /// Members were put into records or taken out of them.
    GroupedOtherwise,
    /// An array without room at the end is gone.
    ElementsBehindGone,
    /// A member without bytes is gone.
    MarkedAPlace,
    /// A reserve is gone.
    ReserveGone,
    /// A member is gone whose bytes another one has on both sides.
    BytesOfAnother { name: String },
    /// An alternative of a union is gone.
    AlternativeGone { name: String },
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

impl From<SymbolReason> for Reason {
    fn from(reason: SymbolReason) -> Self {
        Self::Symbol(reason)
    }
}

impl From<ObjectReason> for Reason {
    fn from(reason: ObjectReason) -> Self {
        Self::Object(reason)
    }
}

impl From<FunctionReason> for Reason {
    fn from(reason: FunctionReason) -> Self {
        Self::Function(reason)
    }
}

impl From<ReserveReason> for Reason {
    fn from(reason: ReserveReason) -> Self {
        Self::Reserve(reason)
    }
}

impl From<RelocatedReason> for Reason {
    fn from(reason: RelocatedReason) -> Self {
        Self::Relocated(reason)
    }
}

impl Reason {
    /// How bad that is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::AtMost(severity, reason) => reason.severity().min(*severity),
            Self::ResultOf(_, reason)
            | Self::ParameterOf(_, reason)
            | Self::Follows(_, reason)
            | Self::AlsoAt(_, reason) => reason.severity(),
            Self::Reserve(reason) => reason.severity(),
            Self::Relocated(reason) => reason.severity(),
            Self::Symbol(reason) => reason.severity(),
            Self::Object(reason) => reason.severity(),
            Self::Function(reason) => reason.severity(),
            Self::VoidHeld(_)
            | Self::GrowsWhereHeld(_)
            | Self::ConsumersCreateIt
            | Self::CutShortWhereHeld(_)
            | Self::AlignedWhereHeld(_)
            | Self::OtherKindOfType { .. }
            | Self::OtherEncoding
            | Self::ReadOnlyNow
            | Self::ModulesKnowTheSize
            | Self::ProgramsKnowTheSize
            | Self::OtherOrderOfElements
            | Self::ElementsBehindPointer { .. }
            | Self::ElementsOfVariable { .. }
            | Self::ElementsReserved { .. }
            | Self::CallAgainstData
            | Self::PointsToOtherThings { .. }
            | Self::SizeBehindPointer { .. }
            | Self::OtherSegment
            | Self::VariantBefore
            | Self::ReadAsSize { .. }
            | Self::ElementsAlignedMore { .. }
            | Self::ElementsAlignedLess { .. }
            | Self::OtherByteOrder
            | Self::OtherKindOfValue
            | Self::PointerAgainstNumber
            | Self::DefinedBits { .. }
            | Self::OtherBits
            | Self::OtherFormat
            | Self::BitsComeFrom { .. }
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
            | Self::FloatPromoted
            | Self::ValuesBehindMoved { .. }
            | Self::OtherValue { .. }
            | Self::ReadAtOldOffsets { .. }
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
            | Self::DeprecatedAsAnother { .. }
            | Self::ToldByItself => Severity::Breaking,
            Self::UnclearWhetherSeen
            | Self::HeldUnknown
            | Self::OnlyDeclared
            | Self::HandedOutByPointer
            | Self::CutShort
            | Self::AlignedAndPassed
            | Self::AlignedInPlace { .. }
            | Self::AlignedAndTravelsAlike { .. }
            | Self::Aligned { .. }
            | Self::DefinitionGone
            | Self::NoTypedefLeft
            | Self::NoTypeLeft
            | Self::AtomicOnOneSide
            | Self::ElementsUncounted
            | Self::PassedForAnother { .. }
            | Self::AddressAgainstCall
            | Self::VariantNow
            | Self::TransparentUnion
            | Self::OneOfSeveral
            | Self::OtherRecord
            | Self::OtherEnum
            | Self::BooleanOnOneSide
            | Self::OtherSign { .. }
            | Self::OtherPointer
            | Self::FormatUnknown
            | Self::BitIntUnknown
            | Self::BitsCutOff { .. }
            | Self::LowBitsRead { .. }
            | Self::SignExtended { .. }
            | Self::BytesCutOff { .. }
            | Self::LowBytesRead { .. }
            | Self::MovedForOne { .. }
            | Self::VariadicNow { .. }
            | Self::VariadicBefore { .. }
            | Self::VariadicUnknown { .. }
            | Self::CountMoved
            | Self::ValueStillPassed { .. }
            | Self::BtfLacksRoom
            | Self::WidenedOtherwise
            | Self::OtherPurpose
            | Self::ElementsBehindGone
            | Self::AlternativesUnknown
            | Self::ElementsBehindCame => Severity::Risky,
            Self::OtherTag
            | Self::TypedefGone { .. }
            | Self::CompilerMayRefuse
            | Self::ElementsStay
            | Self::SameElementsInOrder
            | Self::CharactersOfOtherSign
            | Self::FunctionBehindTypedef
            | Self::SameElements { .. }
            | Self::SameKinds
            | Self::OnlyTheName
            | Self::PassedAsRead
            | Self::CallsAlike
            | Self::ValueStayed
            | Self::ValueHasAnotherName
            | Self::MacroOfSameValue
            | Self::NumberUnused
            | Self::SizeAndSignStayed
            | Self::OtherNameOfBytes
            | Self::GroupedOtherwise
            | Self::MarkedAPlace
            | Self::ReserveGone
            | Self::BytesOfAnother { .. }
            | Self::WholeBytes
            | Self::DeprecatedInPlace => Severity::Source,
            Self::SizeTravels
            | Self::FitsInRoom { .. }
            | Self::NotNamedBefore
            | Self::OnlyReadBefore
            | Self::PromisesNotToWrite
            | Self::ResultIgnored { .. }
            | Self::KnownAsAnother { .. }
            | Self::NotKnownBefore
            | Self::KnownValuesStayed
            | Self::CountFollowed
            | Self::FitsInUnion
            | Self::SharesBytes
            | Self::StandsWhere { .. }
            | Self::NothingMoved { .. }
            | Self::SharesBytesOfOthers => Severity::Compatible,
            Self::Undeclared
            | Self::PrivateTo { .. }
            | Self::NeverHeld { .. }
            | Self::OnlyPointersPassed
            | Self::OnlyNameKnown
            | Self::GotTag
            | Self::SpeltOtherwise
            | Self::OtherTypedef
            | Self::PointerToVoid
            | Self::QualifierOfValue
            | Self::OnlyRestrict
            | Self::StaysReserved
            | Self::MembersStand => Severity::Cosmetic,
        }
    }
}
