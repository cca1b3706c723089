//! What was not compared, or not wholly, and why: typed, with what it costs. Sentences are made of it in
//! `words/doubts.rs`.

use std::collections::BTreeSet;

use super::facts::Subject;
use crate::ground::diagnostic::DiagnosticLevel;

/// One side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Old,
    New,
}

/// A fact that not every form of debug information can state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statement {
    /// `_Atomic`
    Atomic,
    /// `restrict`
    Restrict,
    /// Attributes of functions that are pointed to.
    FunctionAttributes,
    /// `noreturn`
    Noreturn,
    /// Calling conventions.
    CallingConvention,
    /// Alignments that source asks for.
    RequestedAlignment,
    /// Bit-fields that have all bits of their types.
    WholeBitField,
    /// Arrays of no element, apart from those without a length.
    NoElement,
    /// Whether a number has a sign, or is a boolean or a fraction.
    Encoding,
    /// The type that an enum is kept in, beyond its size.
    EnumType,
    /// That a member is a bit-field, and how wide.
    BitFieldWidth,
    /// Vectors, apart from arrays.
    Vector,
    /// `const void`
    ConstVoid,
    /// Members of a type with `_Atomic`, or with attributes of functions.
    SpecialMember,
}

/// What is not known of the types of exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unknown {
    /// All of it.
    Type,
    /// A part that could not be read.
    Part,
    /// Bodies of records, which the compiler was told to leave out.
    Bodies,
    /// Members of unions, which GCC leaves out.
    Members,
    /// Definitions of classes that are passed, returned or held by value, which this side's compiler left out.
    Definitions(Side),
    /// Assembler, which the other side declares in C.
    Assembler(Side),
}

/// Why what is not known of an export costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excuse {
    /// The other side is of the same build of a kernel.
    SameBuild,
    /// Both inputs are one build.
    SameInput,
    /// No public header names it.
    Undeclared,
}

/// A part of a type by which two definitions of it differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A base class.
    Base,
    /// A data member.
    Member,
    /// A virtual function.
    Function,
    /// An enumerator.
    Enumerator,
}

/// What differs first between two definitions of one type. An empty name is one of a part that has none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Offsets in bits, places in the table, values.
    Value { part: Part, name: String, first: i64, second: i64 },
    /// Widths of bit-fields.
    Bits { name: String, first: u32, second: u32 },
    /// Types of a member.
    Type { name: String, first: String, second: String },
    /// Another one stands there; none, if `None`.
    Other { part: Part, first: Option<String>, second: Option<String> },
    /// Sizes in bytes.
    Bytes { first: u64, second: u64 },
}

/// Where a definition stands: file and line, and an export that leads there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Definition {
    /// Empty if it is not known.
    pub file: String,
    pub line: u32,
    pub export: Option<String>,
}

/// What is in doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubtful {
    /// Symbols that are asked of others have no type: how many, and one of them.
    Imports { count: usize, first: String },
    /// So much of the types of these exports is not known. `types`: where it is missing, `None` where that has no name;
    /// `excuse`: what makes it a note.
    Exports { unknown: Unknown, types: BTreeSet<Option<String>>, exports: Vec<String>, excuse: Option<Excuse> },
    /// No export has a type on both sides.
    NothingTyped,
    /// Classes of other libraries that are used by value, and that the side (both, if `None`) only declares.
    OthersDeclared { side: Option<Side>, classes: BTreeSet<String> },
    /// So many changes of what so many classes of other libraries declare beside their layout are no findings; one of the
    /// classes.
    OthersChanged { changes: usize, classes: usize, first: String },
    /// Classes that exports reach by pointers, that debug information only declares, and whose definition consumers see:
    /// `by_header`, in a public header; else, the library defines functions of them.
    SeenAndDeclared { classes: BTreeSet<String>, by_header: bool },
    /// Classes that exports reach by pointers and that both sides only declare: they may be opaque.
    PerhapsOpaque { classes: BTreeSet<String> },
    /// Classes that the other side defines and that this side's compiler left out: how many, and one.
    LeftOut { side: Side, count: usize, first: String },
    /// Units of a side (of both, if `None`) define a type differently: where, with an export that leads to each, and what
    /// differs first.
    DefinitionsConflict { side: Option<Side>, called: String, places: [Definition; 2], difference: Difference },
    /// The side lists fewer parameters of these functions, and its compiler leaves some out.
    ParametersUnlisted { side: Side, functions: BTreeSet<String> },
    /// One side states a fact, and the other, `silent`, could not have: at how many places, and one of them.
    Unstated { silent: Side, what: Statement, count: usize, place: Subject },
    /// The definition of a function no longer says that it does not return: how many more, and one.
    NoreturnUnsaid { more: usize, first: Subject },
    /// Unions without members: how many, and one.
    UnionsWithoutMembers { count: usize, first: Option<String> },
    /// Enums of eight bytes in a BTF that holds four of each value: how many, and one.
    ValuesCut { count: usize, first: Option<String> },
    /// A bit-precise integer whose width is not stated.
    WidthUnknown { name: String },
}

/// Something that was not compared, and the object that it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// As a report names objects; empty for several.
    pub object: String,
    /// What it is.
    pub of: Doubtful,
}

impl Doubtful {
    /// Names of the classes that a side only declares, with or without their key.
    pub(crate) fn only_declared(&self) -> Vec<String> {
        match self {
            Self::OthersDeclared { classes, .. } | Self::SeenAndDeclared { classes, .. } => {
                classes.iter().cloned().collect()
            }
            Self::Exports { unknown: Unknown::Definitions(_), types, .. } => types.iter().flatten().cloned().collect(),
            _ => Vec::new(),
        }
    }

    /// What it takes from the result.
    #[must_use]
    pub fn level(&self) -> DiagnosticLevel {
        match self {
            // What is not known of the one side is not known of the same thing on the other.
            Self::Exports { excuse: Some(_), .. } => DiagnosticLevel::Note,
            Self::Exports { unknown: Unknown::Assembler(_), .. } => DiagnosticLevel::Note,
            Self::Exports { .. }
            | Self::NothingTyped
            | Self::SeenAndDeclared { .. }
            | Self::ParametersUnlisted { .. } => DiagnosticLevel::Lost,
            Self::Imports { .. }
            | Self::OthersDeclared { .. }
            | Self::OthersChanged { .. }
            | Self::PerhapsOpaque { .. }
            | Self::LeftOut { .. }
            | Self::DefinitionsConflict { .. }
            | Self::Unstated { .. }
            | Self::NoreturnUnsaid { .. }
            | Self::UnionsWithoutMembers { .. }
            | Self::ValuesCut { .. }
            | Self::WidthUnknown { .. } => DiagnosticLevel::Note,
        }
    }

    /// The stable word for it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Imports { .. } => "imports-untyped",
            Self::Exports { unknown: Unknown::Bodies | Unknown::Members, .. } => "members-unknown",
            Self::Exports { unknown: Unknown::Definitions(_), .. }
            | Self::OthersDeclared { .. }
            | Self::SeenAndDeclared { .. }
            | Self::PerhapsOpaque { .. }
            | Self::LeftOut { .. } => "class-only-declared",
            Self::Exports { unknown: Unknown::Type | Unknown::Part | Unknown::Assembler(_), .. }
            | Self::ParametersUnlisted { .. } => "symbol-type-unknown",
            Self::DefinitionsConflict { .. } => "definitions-conflict",
            Self::OthersChanged { .. } => "members-of-others",
            Self::NothingTyped => "no-types",
            Self::Unstated { .. } => "facts-unstated",
            Self::NoreturnUnsaid { .. } => "noreturn-unsaid",
            Self::UnionsWithoutMembers { .. } => "members-unknown",
            Self::ValuesCut { .. } => "enum-values-cut",
            Self::WidthUnknown { .. } => "width-unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::diagnostic::CODES;

    #[test]
    fn every_code_is_known() {
        let exports =
            |unknown| Doubtful::Exports { unknown, types: BTreeSet::new(), exports: Vec::new(), excuse: None };
        let (first, count) = (String::new(), 1);
        for doubt in [
            Doubtful::Imports { count, first },
            exports(Unknown::Type),
            exports(Unknown::Bodies),
            exports(Unknown::Definitions(Side::Old)),
            Doubtful::LeftOut { side: Side::Old, count, first: String::new() },
            Doubtful::NothingTyped,
            Doubtful::OthersChanged { changes: 1, classes: 1, first: String::new() },
            Doubtful::Unstated { silent: Side::Old, what: Statement::Atomic, count, place: Subject::default() },
            Doubtful::NoreturnUnsaid { more: 0, first: Subject::default() },
            Doubtful::UnionsWithoutMembers { count, first: None },
            Doubtful::ValuesCut { count, first: None },
            Doubtful::WidthUnknown { name: String::new() },
        ] {
            assert!(CODES.contains(&doubt.code()), "{doubt:?}");
        }
    }
}
