//! What a dump holds, a row for each type, member and symbol. What a row refers to is the index of another.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::graph::{Binding, Kind, SymbolKind, Visibility};

/// What a row is. References are identifiers while a reader is at work, and indexes of rows from then on.
#[derive(Debug)]
pub(crate) enum What<'b> {
    Void,
    /// `...`, at the end of a list of parameters.
    Variadic,
    /// Pointers and references of C++.
    Pointer(Kind, u32),
    Typedef(u32),
    Qualified(Kind, u32),
    Base(Base),
    /// Number of elements, 0 for one that states none.
    Array(u64, u32),
    /// Number of elements of a vector.
    Vector(u64, u32),
    Member {
        to: u32,
        bit_offset: i64,
        /// Width of a bit-field, 0 where it is none or the format does not tell.
        bit_size: u32,
    },
    /// Bytes and members; nothing of what is only declared. Without bases and member functions.
    Record(Kind, Option<(u64, Vec<u32>)>),
    /// Nothing of what is only declared.
    Enum(Option<(Underlying, Enumerators<'b>)>),
    Function {
        result: u32,
        parameters: Vec<Parameter<'b>>,
    },
    Symbol(Box<Symbol<'b>>),
    /// Symbols.
    Interface(Vec<u32>),
    /// What C does not have, and is not compared: bases, member functions, what has them, pointers to members, variants.
    Foreign,
}

/// A number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    /// `DW_ATE_*`
    pub(crate) encoding: u64,
    /// The encoding is not in the dump: it is what the name mostly means.
    pub(crate) is_guess: bool,
    pub(crate) byte_size: u64,
}

/// A type, and what the function calls it; empty where nobody says.
#[derive(Debug)]
pub(crate) struct Parameter<'b> {
    pub(crate) to: u32,
    pub(crate) name: Cow<'b, [u8]>,
}

/// What the values of an enum are kept in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Underlying {
    Type(u32),
    /// So many bytes, with or without a sign.
    Size(u64),
}

/// Names and values.
pub(crate) type Enumerators<'b> = Vec<(Cow<'b, [u8]>, i64)>;

/// A type, a member, a symbol.
#[derive(Debug)]
pub(crate) struct Row<'b> {
    /// Offset in the file.
    pub(crate) at: usize,
    pub(crate) name: Cow<'b, [u8]>,
    pub(crate) place: Place,
    pub(crate) what: What<'b>,
}

/// Where the source declares something.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    /// Index in [`Dump::files`].
    pub(crate) file: Option<u32>,
    pub(crate) line: u32,
}

/// A symbol of the interface.
#[derive(Debug)]
pub(crate) struct Symbol<'b> {
    pub(crate) version: Option<Cow<'b, [u8]>>,
    pub(crate) version_default: bool,
    pub(crate) is_defined: bool,
    pub(crate) kind: SymbolKind,
    pub(crate) binding: Binding,
    pub(crate) visibility: Visibility,
    pub(crate) has_crc: bool,
    pub(crate) namespace: Option<Cow<'b, [u8]>>,
    /// Bytes, 0 where the format does not tell.
    pub(crate) size: u64,
    pub(crate) to: Option<u32>,
}

impl Symbol<'_> {
    pub(crate) fn is_of_kernel(&self) -> bool {
        self.has_crc || self.namespace.is_some()
    }
}

/// What a dump says of the file that was dumped.
#[derive(Debug, Default)]
pub(crate) struct About {
    /// `DT_SONAME`, empty if there is none or the format does not tell.
    pub(crate) soname: String,
    /// `DT_NEEDED`
    pub(crate) needed: Vec<String>,
    /// `e_machine`, 0 where the dump does not tell.
    pub(crate) machine: u16,
}

/// A whole file.
#[derive(Debug, Default)]
pub(crate) struct Dump<'b> {
    pub(crate) rows: Vec<Row<'b>>,
    /// Index of the interface.
    pub(crate) root: usize,
    /// Paths of source files.
    pub(crate) files: Vec<String>,
    /// What the reader does not know, as a path of names.
    pub(crate) skipped: BTreeSet<String>,
    /// It has something that C does not have.
    pub(crate) foreign: bool,
    /// Symbols that a module of a kernel may ask for.
    pub(crate) is_kernel: bool,
    pub(crate) about: About,
    /// Bytes of a pointer, 0 where the dump does not tell.
    pub(crate) pointer_size: u8,
    /// The format tells neither which members are bit-fields nor how wide these are, no `const void`, and no members of types that
    /// the tool cannot hold.
    pub(crate) is_loose: bool,
}

impl What<'_> {
    /// The reference `index` of a row; `None` behind the last. `by_value`: only what a value is made of, else all that
    /// refers but records.
    pub(crate) fn reference(&self, by_value: bool, index: usize) -> Option<u32> {
        match self {
            Self::Typedef(to) | Self::Qualified(_, to) | Self::Array(_, to) | Self::Vector(_, to) => {
                (index == 0).then_some(*to)
            }
            Self::Enum(Some((Underlying::Type(to), _))) => (index == 0).then_some(*to),
            Self::Member { to, .. } if by_value => (index == 0).then_some(*to),
            Self::Record(_, Some((_, members))) if by_value => members.get(index).copied(),
            Self::Pointer(_, to) if !by_value => (index == 0).then_some(*to),
            Self::Function { result, parameters } if !by_value => match index {
                0 => Some(*result),
                n => parameters.get(n - 1).map(|parameter| parameter.to),
            },
            _ => None,
        }
    }
}
