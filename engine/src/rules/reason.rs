//! Why a change is as bad as it is: typed reasons, each with the one severity that goes with it. Sentences are made of
//! them in `words/why.rs` and nowhere else.

mod calls;
mod classes;
mod declarations;
mod declared;
mod enumerators;
mod exports;
mod functions;
mod header_types;
mod loading;
mod marks;
mod members;
mod names;
mod objects;
mod reach;
pub mod relocated;
pub mod reserve;
mod sources;
mod symbols;
mod uses;
mod values;

use self::relocated::RelocatedReason;
use self::reserve::ReserveReason;
use super::Severity;
use super::callconv::Passing;
use super::facts::Subject;

pub use self::calls::CallReason;
pub use self::classes::{ClassReason, TableReason};
pub use self::declarations::{Barred, Copies, DeclarationReason, Emitted, Parameters};
pub use self::declared::DeclaredReason;
pub use self::enumerators::EnumReason;
pub use self::exports::{ExportReason, TypeUnknown};
pub use self::functions::FunctionReason;
pub use self::header_types::HeaderTypeReason;
pub use self::loading::LoadingReason;
pub use self::marks::LoaderMark;
pub use self::members::MemberReason;
pub use self::names::NameReason;
pub use self::objects::{Concerned, ObjectReason, STATIC_TLS_ROOM};
pub use self::reach::ReachReason;
pub use self::sources::SourceReason;
pub use self::symbols::SymbolReason;
pub use self::uses::{Addressed, UseReason};
pub use self::values::ValueReason;

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
    /// Another reason, of a change that stands in this many other instances of the template, too.
    InInstances(usize, Box<Reason>),
    /// It follows from a change that is told by itself.
    ToldByItself,
    /// Who sees a type, who holds it, who creates it.
    Reach(ReachReason),
    /// Types by their names.
    Name(NameReason),
    /// Qualifiers, variables, arrays, pointers.
    Use(UseReason),
    /// Values of another type.
    Value(ValueReason),
    /// Arguments and results.
    Call(CallReason),
    /// Enumerators.
    Enum(EnumReason),
    /// Members of records.
    Member(MemberReason),
    /// What classes of C++ declare.
    Declared(DeclaredReason),
    /// One of a kABI shape.
    Reserve(ReserveReason),
    /// One of the profile `core`.
    Relocated(RelocatedReason),
    /// Of a symbol.
    Symbol(SymbolReason),
    /// Of an export of both sides.
    Export(ExportReason),
    /// Of an object.
    Object(ObjectReason),
    /// Of how an object is loaded.
    Loading(LoadingReason),
    /// Of the type of a function.
    Function(FunctionReason),
    /// Of a class of C++.
    Class(ClassReason),
    /// Of its virtual functions.
    Table(TableReason),
    /// Of a declaration of C++, as symbols tell of it.
    Declaration(DeclarationReason),
    /// Of what only sources show.
    Source(SourceReason),
    /// Of a type that only public headers describe.
    HeaderType(HeaderTypeReason),
}

/// Each subject's reasons are reasons.
macro_rules! subjects {
    ($($of:ident: $reason:ident),*) => {
        $(impl From<$reason> for Reason {
            fn from(reason: $reason) -> Self {
                Self::$of(reason)
            }
        })*
    };
}

subjects! {
    Reach: ReachReason,
    Name: NameReason,
    Use: UseReason,
    Value: ValueReason,
    Call: CallReason,
    Enum: EnumReason,
    Member: MemberReason,
    Declared: DeclaredReason,
    Reserve: ReserveReason,
    Symbol: SymbolReason,
    Export: ExportReason,
    Object: ObjectReason,
    Loading: LoadingReason,
    Function: FunctionReason,
    Class: ClassReason,
    Table: TableReason,
    Relocated: RelocatedReason,
    Declaration: DeclarationReason,
    Source: SourceReason,
    HeaderType: HeaderTypeReason
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
            | Self::AlsoAt(_, reason)
            | Self::InInstances(_, reason) => reason.severity(),
            Self::Reserve(reason) => reason.severity(),
            Self::Relocated(reason) => reason.severity(),
            Self::Symbol(reason) => reason.severity(),
            Self::Export(reason) => reason.severity(),
            Self::Object(reason) => reason.severity(),
            Self::Loading(reason) => reason.severity(),
            Self::Function(reason) => reason.severity(),
            Self::Class(reason) => reason.severity(),
            Self::Table(reason) => reason.severity(),
            Self::Declared(reason) => reason.severity(),
            Self::ToldByItself => Severity::Breaking,
            Self::Reach(reason) => reason.severity(),
            Self::Name(reason) => reason.severity(),
            Self::Use(reason) => reason.severity(),
            Self::Value(reason) => reason.severity(),
            Self::Call(reason) => reason.severity(),
            Self::Enum(reason) => reason.severity(),
            Self::Member(reason) => reason.severity(),
            Self::Declaration(reason) => reason.severity(),
            Self::Source(reason) => reason.severity(),
            Self::HeaderType(reason) => reason.severity(),
        }
    }
}
