//! The local form of a unit's types: nodes and edges with offsets resolved to local indices, before
//! they are hashed and shared.

use crate::graph::member::MemberFlags;
use crate::graph::{EdgeFlags, EdgeKind, Flags, Kind, Number};
use crate::ground::maps::FastMap;
use crate::read::dwarf::read::unit::StrRef;

/// A type of one unit.
#[derive(Clone, Copy, Debug)]
pub struct LocalNode {
    pub kind: Kind,
    pub flags: Flags,
    /// Hash of the name, 0 if anonymous or not looked up yet.
    pub name_hash: u64,
    pub name: StrRef,
    pub byte_size: u64,
    pub alignment: u32,
    pub line: u32,
    pub aux: u64,
    /// Key of the path of the declaration, see `UnitContext::file_key`.
    pub file: u64,
    /// `DW_AT_decl_file` and the unit it belongs to, to spell the path when it is new.
    pub file_index: u32,
    pub unit: u32,
    /// The record in which it is declared, `u32::MAX` if in none.
    pub scope: u32,
    pub first_edge: u32,
    pub edges: u32,
}

impl LocalNode {
    /// One without a name, a size, a place and edges.
    #[must_use]
    pub fn new(kind: Kind, flags: Flags) -> Self {
        Self {
            kind,
            flags,
            name_hash: 0,
            name: StrRef::NONE,
            byte_size: 0,
            alignment: 0,
            line: 0,
            aux: 0,
            file: 0,
            file_index: u32::MAX,
            unit: 0,
            scope: u32::MAX,
            first_edge: 0,
            edges: 0,
        }
    }

    /// Size and stated alignment; a declaration has neither, whatever a compiler writes.
    #[inline]
    #[must_use]
    pub fn extent(&self) -> (u64, u32) {
        if self.flags.has(Flags::DECLARATION) { (0, 0) } else { (self.byte_size, self.alignment) }
    }
    /// Types that others refer to by kind and name: tagged types and typedefs that have a name.
    #[inline]
    pub fn is_named(&self) -> bool {
        self.name_hash != 0 && (self.kind.is_tagged() || self.kind == Kind::Typedef)
    }
}

/// Where an edge leads before all offsets are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// No `DW_AT_type`.
    Void,
    /// Info section and offset in it.
    Die(u32, u64),
    /// Type signature.
    Signature(u64),
    /// There is a type, stated in no way that can be followed.
    Unknown,
    /// Already a local node.
    Local(u32),
}

/// An edge of a local node.
#[derive(Clone, Copy, Debug)]
pub struct LocalEdge {
    pub owner: u32,
    pub target: Target,
    pub value: i64,
    pub name: StrRef,
    pub name_hash: u64,
    pub bit_size: u32,
    pub line: u32,
    pub kind: EdgeKind,
    pub flags: EdgeFlags,
}

impl LocalEdge {
    /// One of which nothing more is stated yet.
    #[inline]
    pub fn new(owner: u32, kind: EdgeKind, target: Target, value: i64) -> Self {
        let (name, flags) = (StrRef::NONE, EdgeFlags::default());
        Self { owner, target, value, name, name_hash: 0, bit_size: 0, line: 0, kind, flags }
    }
}

/// A member function or a static data member of a local class.
#[derive(Clone, Copy, Debug)]
pub struct LocalMember {
    pub owner: u32,
    /// Its function type, or the type of a static data member.
    pub target: Target,
    pub name: StrRef,
    pub name_hash: u64,
    pub symbol: StrRef,
    pub symbol_hash: u64,
    pub slot: i64,
    pub value: i64,
    pub line: u32,
    pub flags: MemberFlags,
}

/// A member function that is not virtual: what a member and a node of a function would be. Nobody but its class refers
/// to it, and most units say the same of a class, so there is a node of it only where nobody has said so before.
#[derive(Clone, Copy, Debug)]
pub struct LocalMethod {
    /// Its `target` is void.
    pub member: LocalMember,
    /// It is a type that definitions refer to, and no member.
    pub type_only: bool,
    /// Of the function, as those of [`LocalNode`].
    pub flags: Flags,
    pub aux: u64,
    pub line: u32,
    pub file: u64,
    pub file_index: u32,
    pub unit: u32,
    pub result: Target,
    /// Its parameters, among those of all.
    pub first: u32,
    pub parameters: u32,
    /// Its node, `u32::MAX` while there is none.
    pub node: u32,
}

/// A parameter of a member function.
#[derive(Clone, Copy, Debug)]
pub struct LocalParameter {
    pub target: Target,
    pub name: StrRef,
    pub name_hash: u64,
    pub flags: EdgeFlags,
}

/// A function of which clang may not list all parameters.
#[derive(Clone, Copy, Debug)]
pub struct Unlisted {
    pub node: u32,
    pub symbol: StrRef,
    /// What its unit could not state.
    pub silent: Flags,
}

/// An argument of a template.
#[derive(Clone, Copy, Debug)]
pub enum Argument {
    Type(Target),
    /// A number, and the type of it.
    Value(i64, Target),
    Template(StrRef),
    /// A value that is no number: the address of something, an object of a class.
    Other,
    /// A pack, whose elements stand beside it: there may be none.
    Pack,
}

/// A constant of a unit.
#[derive(Clone, Copy, Debug)]
pub struct LocalConstant {
    pub name: StrRef,
    pub name_hash: u64,
    pub value: Number,
    pub line: u32,
    /// Key of the path of the header, and its number in the unit.
    pub file: u64,
    pub file_index: u32,
}

/// A type whose values are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// So many bytes, with a sign or without; `None` of an enum that does not say so.
    Integer(u64, Option<bool>),
    Single,
    Double,
}

impl Format {
    /// How many bytes a value takes.
    pub fn bytes(self) -> u64 {
        match self {
            Self::Integer(bytes, _) => bytes,
            Self::Single => 4,
            Self::Double => 8,
        }
    }
}

/// What is known of types of constants, by info section and offset; `None` of those whose values are no numbers.
pub type Formats = FastMap<(u32, u64), Option<Format>>;

/// What a DIE that was found for an export says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Its type.
    Typed,
    /// Where it turns out to state no prototype, nothing: assemblers describe functions so.
    Bare,
    /// It is the resolver of an indirect function, which has the type that the resolver's result points to.
    Resolver,
}

/// How sure it is that a DIE describes an export. Where a name was found, one more says that it was the linkage name.
pub mod sure {
    /// The resolver of an indirect function whose result says what it points to.
    pub const RESOLVER: u8 = 20;
    /// A definition at the export's address and of its name.
    pub const ADDRESS_AND_NAME: u8 = 18;
    /// A definition of its name, without an address.
    pub const NAME: u8 = 16;
    /// A definition at its address, of another name: an alias, or another one in the same place.
    pub const ADDRESS: u8 = 15;
    /// The same of a definition that its unit keeps for itself: linkers put equal constants into one place.
    pub const ADDRESS_OF_STATIC: u8 = 14;
    /// A definition of its name at another address.
    pub const NAME_ELSEWHERE: u8 = 12;
    /// The first that is a definition.
    pub const DEFINITION: u8 = 10;
    /// A declaration of its name, which may be of anything that bears the name.
    pub const DECLARATION: u8 = 1;
    /// A declaration of its name that states no parameters, as `T f();` does: less than one with a prototype.
    pub const UNPROTOTYPED: u8 = 0;
}

/// A DIE that describes an exported symbol. One that still leads to a [`Target::Die`] once its unit is lowered is
/// described in another unit, and what names mean there is that unit's to say.
#[derive(Clone, Copy, Debug)]
pub struct SymbolHit {
    /// Index into the object's exports.
    pub export: u32,
    /// How sure, see [`sure`].
    pub strength: u8,
    pub target: Target,
    /// `target` is another DIE of the same function or variable (`DW_AT_abstract_origin`, `DW_AT_specification`).
    pub by_origin: bool,
    pub role: Role,
    pub alignment: u32,
    pub line: u32,
    pub file: u64,
    pub file_index: u32,
}
