//! Nodes and edges: kinds, flags, places.

use super::NameId;

/// Index of a type node in a [`Graph`](crate::graph::Graph).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub u32);

impl TypeId {
    /// The node every "no type" reference points to (C `void`): always node 0.
    pub const VOID: Self = Self(0);

    /// The id as an index into the columns.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Index of an object (ELF file or kernel module) of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId(pub u32);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// `void`, an absent `DW_AT_type`, `DW_TAG_unspecified_type` with a name.
    Void = 0,
    /// Base type; `aux` is the `DW_ATE_*` encoding.
    Base,
    /// Pointer; one [`EdgeKind::Target`] edge, as all the following up to `Typedef`.
    Pointer,
    /// C++ lvalue reference.
    Reference,
    /// C++ rvalue reference.
    RvalueReference,
    /// C++ pointer to member: `Target` is the member's type, `Containing` the class.
    PtrToMember,
    /// `const`
    Const,
    /// `volatile`
    Volatile,
    /// `restrict`
    Restrict,
    /// `_Atomic`
    Atomic,
    /// One array dimension; `aux` is the element count, [`Flags::FLEXIBLE`] when there is none.
    /// An array of two dimensions is an array of an array, outermost first.
    Array,
    /// `typedef`
    Typedef,
    /// `struct`; edges are `Base`, `Member`, in declaration order.
    Struct,
    /// C++ `class`
    Class,
    /// `union`
    Union,
    /// `enum`; edges are `Enumerator`, and one `Target` for the underlying type where known.
    Enum,
    /// Function type; a `Return` edge (`TypeId::VOID` for void), then `Param` edges in order.
    Function,
    /// There is a type here, and which one cannot be told: a reference that leads nowhere, or to what cannot be read.
    /// What leads to it was not compared.
    Unknown,
}

impl Kind {
    /// `struct`, `class` or `union`.
    #[must_use]
    pub fn is_record(self) -> bool {
        matches!(self, Self::Struct | Self::Class | Self::Union)
    }
    /// A type that may carry a tag of its own: record or enum.
    #[must_use]
    pub fn is_tagged(self) -> bool {
        self.is_record() || self == Self::Enum
    }
    /// `const`, `volatile`, `restrict` or `_Atomic`.
    #[must_use]
    pub fn is_qualifier(self) -> bool {
        matches!(self, Self::Const | Self::Volatile | Self::Restrict | Self::Atomic)
    }
    /// Pointer or C++ reference.
    #[must_use]
    pub fn is_pointer_like(self) -> bool {
        matches!(self, Self::Pointer | Self::Reference | Self::RvalueReference)
    }
}

/// Bits of a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Flags(pub u32);

impl Flags {
    /// Only the name is known (`DW_AT_declaration`): the type is opaque here.
    pub const DECLARATION: Self = Self(1);
    /// Array without a length: `T x[]`.
    pub const FLEXIBLE: Self = Self(2);
    /// Function with `...`.
    pub const VARIADIC: Self = Self(4);
    /// K&R function type, `T f()`: no `DW_AT_prototyped`.
    pub const UNPROTOTYPED: Self = Self(8);
    /// Defined in a `.c` file (last suffix of `DW_AT_decl_file`), thus private to it.
    pub const IN_SOURCE: Self = Self(16);
    /// Array is a vector type (`DW_AT_GNU_vector`).
    pub const VECTOR: Self = Self(32);
    /// C++ `enum class`.
    pub const ENUM_CLASS: Self = Self(64);
    /// Function that does not return (`DW_AT_noreturn`): its callers hold no code behind the call. BTF does not tell.
    pub const NORETURN: Self = Self(128);
    /// Scalar of a byte order that is not the machine's (`DW_AT_endianity`); its name says so too.
    pub const OTHER_ORDER: Self = Self(256);
    /// Enum of eight bytes of which only the low 32 bits of each value are known (`BTF_KIND_ENUM`).
    pub const CUT_VALUES: Self = Self(512);
    /// Declared by a unit whose compiler was told to leave definitions out (`-femit-struct-debug-baseonly`): that it
    /// is opaque, the declaration does not say.
    pub const LEFT_OUT: Self = Self(1 << 13);
    /// Of an [`Export`](crate::graph::Export): a unit of C defines the function without a prototype (`int f() {}`,
    /// `int f(a) int a; {}`), so it takes what is listed and no more, and its callers promote what they pass.
    pub const OLD_STYLE: Self = Self(1 << 11);
    /// Class with a pointer to a virtual table of its own at offset 0, which it shares with no base.
    pub const OWN_VPTR: Self = Self(1024);
    /// Record of C++ that a unit of clang only declares. Such a unit leaves out what it does not need (`-fno-standalone-debug`,
    /// the default): that the type is opaque, the declaration does not say.
    pub const THIN: Self = Self(1 << 14);
    /// The same of other compilers, which leave out only classes with a virtual table: GCC writes these with the table.
    pub const THIN_IF_DYNAMIC: Self = Self(1 << 15);
    /// Bits that take part in a type's identity; position-like bits do not.
    pub const IDENTITY: Self = Self(1 | 2 | 4 | 8 | 32 | 64 | 128 | 256 | 512 | 1024);

    /// No unit that holds the type could have stated a requested alignment: that there is none says nothing. So with
    /// all of [`Flags::SILENT`], which an [`Export`](crate::graph::Export) has of the unit that describes it.
    pub const SILENT_ALIGNMENT: Self = Self(1 << 16);
    /// The same of typedefs.
    pub const SILENT_TYPEDEF_ALIGNMENT: Self = Self(1 << 17);
    /// `_Atomic` of what the type is made of.
    pub const SILENT_ATOMIC: Self = Self(1 << 18);
    /// `restrict` of what the type is made of.
    pub const SILENT_RESTRICT: Self = Self(1 << 19);
    /// That a function does not return.
    pub const SILENT_NORETURN: Self = Self(1 << 20);
    /// That a function that is pointed to does not return.
    pub const SILENT_NORETURN_TYPE: Self = Self(1 << 21);
    /// A calling convention.
    pub const SILENT_CONVENTION: Self = Self(1 << 22);
    /// That a member function is `= default`; nor, of one that is not special, that it is `= delete`.
    pub const SILENT_DEFAULTED: Self = Self(1 << 27);
    /// That a special member function is `= delete`.
    pub const SILENT_DELETED: Self = Self(1 << 28);
    /// What the form of debug information leaves no way to state (its version, its compiler). No part of identity.
    pub const SILENT: Self = Self(0x7f << 16 | 3 << 27);
    /// Of an `Export`: a unit declares the function, could say that it does not return, and does not.
    pub const DECLARED_RETURNING: Self = Self(1 << 23);
    /// Of an [`Export`](crate::graph::Export): a unit declares that the function does not return.
    pub const DECLARED_NORETURN: Self = Self(1 << 24);
    /// Class that is passed by value (`DW_CC_pass_by_value`): debug information states it (clang's).
    pub const PASSED_BY_VALUE: Self = Self(1 << 25);
    /// Class that is passed by invisible reference (`DW_CC_pass_by_reference`).
    pub const PASSED_BY_REFERENCE: Self = Self(1 << 26);
    /// Type that a unit of Rust defines: no header declares it, and where nothing in it says otherwise, rustc was free to
    /// lay it out. No part of identity.
    pub const RUST: Self = Self(1 << 29);
    /// Class or enum that a unit of C++ defines outside of functions: all units that define the name mean one type. No part
    /// of identity.
    pub const LINKED: Self = Self(1 << 30);
    /// Details that this form of type information has no word for stand as they are written mostly, and are no evidence: `[]` of an
    /// array that may be `[0]`; the encoding of a number; the sign of an enum; plain members of a record that may be
    /// bit-fields; `void` of a typedef or an [`Export`](crate::graph::Export) that may be `const void`. No part of identity.
    pub const LEFT_OPEN: Self = Self(1 << 31);
    /// How a class is passed, as far as some unit states it. Part of the deep hash alone.
    pub const PASSING: Self = Self(3 << 25);
    /// What other units declare.
    pub const DECLARED: Self = Self(1 << 23 | 1 << 24);

    /// Whether all bits of `other` are set.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
    /// Sets the bits of `other`.
    pub fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }
    /// The bits that are also in `other`.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
    /// The bits of identity, as hashes take them in.
    #[must_use]
    pub fn identity(self) -> [u8; 2] {
        let [low, high, ..] = self.within(Self::IDENTITY).0.to_le_bytes();
        [low, high]
    }
    /// What tells the compilers apart that make debug information, as far as that is known of a node or an export.
    #[must_use]
    pub fn maker(self) -> (bool, bool) {
        (self.has(Self::SILENT_CONVENTION), self.has(Self::SILENT_NORETURN_TYPE))
    }
    /// Takes away what cannot be stated as far as `other` can.
    pub fn meet(&mut self, other: Self) {
        self.0 &= other.0 | !Self::SILENT.0;
    }
}

/// What an edge means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum EdgeKind {
    /// What a pointer, qualifier, typedef or array is made of; an enum's underlying type.
    Target = 0,
    /// Class of a pointer to member.
    Containing,
    /// Data member; `value` is its offset in bits from the start of the record.
    Member,
    /// Base class; `value` is its offset in bits. Of a virtual base, how many bytes in front of the virtual table's address
    /// point its offset stands.
    Base,
    /// Enumerator; `value` is its value (two's complement), no target.
    Enumerator,
    /// Function result.
    Return,
    /// Function parameter; `value` is its index from 0. `name` does not take part in identity
    /// of types, only the function behind a symbol carries it.
    Param,
    /// No longer made: static data members are [`Member`](super::Member)s.
    StaticMember,
    /// C++ virtual member function that the class declares itself; `value` is its place in the virtual table, -1 where
    /// debug information does not state it (destructors), the target its function type. `bit_size` is 1 with `&` behind
    /// its parameters, 2 with `&&`.
    VirtualSlot,
}

/// Bits of an edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EdgeFlags(pub u8);

impl EdgeFlags {
    /// `bit_size` is the width of a bit-field (it may be 0 only in broken input).
    pub const BIT_FIELD: Self = Self(1);
    /// Virtual base class.
    pub const VIRTUAL: Self = Self(2);
    /// The enumerator's value is unsigned.
    pub const UNSIGNED: Self = Self(4);
    /// The location is no constant (GCC expression): offset unknown, `value` is 0.
    pub const UNKNOWN_OFFSET: Self = Self(8);
    /// `protected` member, base or virtual function.
    pub const PROTECTED: Self = Self(16);
    /// `private` member, base or virtual function.
    pub const PRIVATE: Self = Self(32);
    /// `mutable` member.
    pub const MUTABLE: Self = Self(64);
    /// Parameter that no source states: `this`.
    pub const ARTIFICIAL: Self = Self(128);

    /// Parameter of which the name of the function tells and its description does not (clang leaves out what nothing reads):
    /// how its type was spelt, with typedefs and qualifiers, is not known. The bit is that of unknown offsets, which
    /// parameters do not have.
    pub const UNLISTED: Self = Self(8);

    /// Whether all bits of `other` are set.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
    /// Who may name what the edge leads to.
    #[must_use]
    pub fn access(self) -> Access {
        Access::of(self.has(Self::PROTECTED), self.has(Self::PRIVATE))
    }
}

/// Who may name a member or a base, from everybody on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Access {
    /// Everybody.
    Public,
    /// The class and those derived of it.
    Protected,
    /// The class.
    Private,
}

impl Access {
    /// By what is stated; neither: everybody.
    pub(super) fn of(is_protected: bool, is_private: bool) -> Self {
        match (is_private, is_protected) {
            (true, _) => Self::Private,
            (false, true) => Self::Protected,
            (false, false) => Self::Public,
        }
    }

    /// As C++ spells it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Protected => "protected",
            Self::Private => "private",
        }
    }
}

/// One edge: "is made of", with its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edge {
    /// Member offset in bits, enumerator value, parameter index or vtable slot: see [`EdgeKind`].
    pub value: i64,
    /// Type at the other end; `TypeId::VOID` for enumerators.
    pub target: TypeId,
    /// Member, parameter or enumerator name; [`NameId::NONE`] if anonymous.
    pub name: NameId,
    /// Bit-field width in bits, with [`EdgeFlags::BIT_FIELD`]; else 0.
    pub bit_size: u32,
    /// `DW_AT_decl_line`, 0 unknown. Never part of a hash.
    pub line: u32,
    /// What the edge means.
    pub kind: EdgeKind,
    /// More about it.
    pub flags: EdgeFlags,
}

/// Where a type or symbol was declared. Never part of a hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourcePos {
    /// Path as the compiler recorded it, `NameId::NONE` if unknown.
    pub file: NameId,
    /// Line from 1, 0 unknown.
    pub line: u32,
}

/// What a node is apart from its edges; the row form of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Tag or name; C++ names are qualified (`ns::cls`). [`NameId::NONE`] if anonymous.
    pub name: NameId,
    /// Bits.
    pub flags: Flags,
    /// Size in bytes; 0 for what has none (function, void, declaration).
    pub byte_size: u64,
    /// Alignment in bytes as `DW_AT_alignment` states it (a request in the source), 0 when absent.
    pub alignment: u32,
    /// Base: `DW_ATE_*`. Array: element count. Function: `DW_CC_*` if not normal. Pointer: `DW_AT_address_class`.
    /// Otherwise 0.
    pub aux: u64,
}
