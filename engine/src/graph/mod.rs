//! The canonical type graph: dense ids, columns, one edge array, interned names.
//!
//! Nodes are types, edges mean "is made of". No node owns another, so a graph of a whole kernel is a
//! handful of flat vectors. The graph knows nothing of DWARF, files or severity.

pub(crate) mod base_name;
pub mod builder;
pub mod canon;
pub mod convention;
pub mod export;
pub mod interface;
pub(crate) mod layout;
pub mod linkage;
pub mod loaded;
pub mod names;
pub(crate) mod peel;
pub mod snapshot;
pub mod spell;
pub mod unknown;

use std::sync::OnceLock;
use std::sync::atomic::AtomicU32;

use fixedbitset::FixedBitSet;

pub use convention::Convention;
pub use linkage::{Linkage, ObjectKind, Traits, VersionNeed};
pub use names::{NameId, Names};

/// Index of a type node in a [`Graph`].
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
    /// Bits that take part in a type's identity; position-like bits do not.
    pub const IDENTITY: Self = Self(1 | 2 | 4 | 8 | 32 | 64 | 128 | 256 | 512);

    /// No unit that holds the type could have stated a requested alignment: that there is none says nothing. So with
    /// all of [`Flags::SILENT`], which an [`Export`] has of the unit that describes it.
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
    /// What the form of debug information leaves no way to state (its version, its compiler). No part of identity.
    pub const SILENT: Self = Self(0x7f << 16);
    /// Of an [`Export`]: a unit declares the function, could say that it does not return, and does not.
    pub const DECLARED_RETURNING: Self = Self(1 << 23);
    /// Of an [`Export`]: a unit declares that the function does not return.
    pub const DECLARED_NORETURN: Self = Self(1 << 24);
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
    /// Base class; `value` is its offset in bits.
    Base,
    /// Enumerator; `value` is its value (two's complement), no target.
    Enumerator,
    /// Function result.
    Return,
    /// Function parameter; `value` is its index from 0. `name` does not take part in identity
    /// of types, only the function behind a symbol carries it.
    Param,
    /// C++ static data member.
    StaticMember,
    /// C++ virtual member function; `value` is the vtable slot.
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

    /// Whether all bits of `other` are set.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
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

/// What a symbol is, `STT_*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SymbolKind {
    /// `STT_FUNC`
    Function,
    /// `STT_OBJECT` or `STT_COMMON`
    Object,
    /// `STT_TLS`
    Tls,
    /// `STT_GNU_IFUNC`
    Ifunc,
    /// `STT_NOTYPE` and all others
    Untyped,
}

/// Symbol binding, `STB_*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Binding {
    /// `STB_GLOBAL`
    Global,
    /// `STB_WEAK`
    Weak,
    /// `STB_GNU_UNIQUE`
    Unique,
}

/// Symbol visibility as far as an export can have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Visibility {
    /// `STV_DEFAULT`
    Default,
    /// `STV_PROTECTED`
    Protected,
    /// `STV_HIDDEN`, `STV_INTERNAL`: in relocatable objects.
    Hidden,
}

/// Why an export has no type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Untyped {
    /// Its whole object has no debug information that could name types, or none was asked for, which is told once.
    #[default]
    Whole,
    /// A unit that covers its address states that there is none (assembler), or no compiler made the symbol (a label
    /// or linker script of a kernel): nothing is missing.
    Stated,
    /// Nothing tells its type, though it has one.
    Unknown,
}

/// Facts of a kernel export (`__ksymtab`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ksym {
    /// `EXPORT_SYMBOL_GPL`
    pub gpl_only: bool,
    /// Symbol namespace, `NameId::NONE` if none.
    pub namespace: NameId,
}

/// One exported symbol of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Symbol name without version.
    pub name: NameId,
    /// Version node, `NameId::NONE` if unversioned.
    pub version: NameId,
    /// `foo@@V`, what a new link binds to (true for unversioned symbols).
    pub version_default: bool,
    /// The object that defines it.
    pub object: ObjectId,
    /// `STT_*`
    pub kind: SymbolKind,
    /// `STB_*`
    pub binding: Binding,
    /// `STV_*`
    pub visibility: Visibility,
    /// The function follows another procedure call standard than the base one: `STO_AARCH64_VARIANT_PCS` (AAELF64,
    /// 5.3.2). Neither GCC nor clang records it in DWARF.
    pub variant_pcs: bool,
    /// `st_size` in bytes.
    pub size: u64,
    /// `st_value` (relocatable objects: within [`Export::section`]); for alias groups, not for reports.
    pub address: u64,
    /// `st_shndx` of the definition.
    pub section: u32,
    /// The section is not writable at run time (`.rodata`): an object symbol there is constant.
    pub read_only: bool,
    /// Kernel export facts, `None` outside kernels.
    pub ksym: Option<Ksym>,
    /// Its type: a [`Kind::Function`] node or a variable's type. `None`: no debug information names it.
    pub type_id: Option<TypeId>,
    /// Why it has no type, if it has none. [`Untyped::Stated`] beside a type: a declaration names it, and what the
    /// symbol stands for no compiler made.
    pub untyped: Untyped,
    /// `DW_AT_alignment` of a variable in bytes, 0 if not stated.
    pub alignment: u32,
    /// What the unit that describes it could not state, and what others declare: [`Flags::SILENT`] and `DECLARED_*`.
    pub form: Flags,
    /// The options that the unit that describes it was compiled with: index into [`ObjectInfo::modes`], plus 1; 0 if it
    /// is not known.
    pub mode: u32,
    /// Where it was declared.
    pub pos: SourcePos,
    /// It is asked for, not offered: see [`Graph::asked`]. A comparison takes such symbols in as far as they differ.
    pub asked: bool,
}

/// What is known of one object of an input.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ObjectInfo {
    /// Name as a report prints it: path relative to the input, or the module name for a kernel.
    pub name: String,
    /// Kernel module name (`vmlinux` for the image), `None` outside kernels.
    pub module: Option<String>,
    /// GNU build id in hexadecimal, empty if none.
    pub build_id: String,
    /// `DT_SONAME`, empty if none.
    pub soname: String,
    /// `DT_NEEDED`, in order.
    pub needed: Vec<String>,
    /// Names of the version nodes it defines (`verdef`, without the base), in order.
    pub version_nodes: Vec<String>,
    /// Units read.
    pub units: u32,
    /// DIEs read (function bodies that were jumped over do not count).
    pub dies: u64,
    /// Source languages seen, as `DW_LANG_*` values, ascending.
    pub languages: Vec<u16>,
    /// Some unit takes declarations from headers that are not the system's: then a type defined in a
    /// source file is private to it.
    pub own_headers: bool,
    /// What a linker or loader reads of it.
    pub linkage: Linkage,
    /// Options that change calls or layout, as units that define exports record them: each set once, its options
    /// sorted and separated by blanks. Empty text: a unit that records its options and has none of these.
    pub modes: Vec<String>,
}

/// Where floating-point values travel, on a machine that has both (ARM).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum FloatAbi {
    /// Another machine, or nothing says so: an object that uses no floating point, or of an old toolchain.
    #[default]
    Unknown,
    /// In general registers: the base standard (AAPCS32, section 6).
    Soft,
    /// In floating-point registers: the VFP variant (AAPCS32, section 7).
    Hard,
}

/// ELF machine of an input: what decides layout and calling convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Machine {
    /// `e_machine`
    pub e_machine: u16,
    /// Pointer size in bytes: 4 (ELF32) or 8 (ELF64).
    pub pointer_size: u8,
    /// Big endian.
    pub big_endian: bool,
    /// `EF_ARM_ABI_FLOAT_*`, or `Tag_ABI_VFP_args` of relocatable objects.
    pub float_abi: FloatAbi,
    /// What else header and attributes state of the calling convention.
    pub convention: Convention,
}

/// What machines are called: `e_machine`, and the pointer size or byte order where that decides. The first that fits.
const MACHINES: [(&str, u16, Option<u8>, Option<bool>); 22] = [
    ("sparc", 2, None, None),
    ("i386", 3, None, None),
    ("m68k", 4, None, None),
    ("mips", 8, None, None),
    ("parisc", 15, None, None),
    ("ppc", 20, None, None),
    ("ppc64", 21, None, Some(true)),
    ("ppc64le", 21, None, None),
    ("s390", 22, Some(4), None),
    ("s390x", 22, None, None),
    ("arm", 40, None, None),
    ("sh", 42, None, None),
    ("sparc64", 43, None, None),
    ("ia64", 50, None, None),
    ("x32", 62, Some(4), None),
    ("x86_64", 62, None, None),
    ("aarch64_ilp32", 183, Some(4), None),
    ("aarch64", 183, None, None),
    ("riscv", 243, None, None),
    ("bpf", 247, None, None),
    ("loongarch", 258, None, None),
    ("alpha", 0x9026, None, None),
];

impl Machine {
    /// As people call it; `machine` and its number if it has no name here.
    #[must_use]
    pub fn name(self) -> String {
        let fits = |&&(_, number, size, big): &&(&str, u16, Option<u8>, Option<bool>)| {
            number == self.e_machine
                && size.is_none_or(|s| s == self.pointer_size)
                && big.is_none_or(|b| b == self.big_endian)
        };
        match MACHINES.iter().find(fits) {
            Some((name, ..)) => (*name).to_owned(),
            None if self.e_machine == 0 => "unknown machine".to_owned(),
            None => format!("machine {}", self.e_machine),
        }
    }

    /// [`Machine::name`], with what is known of the calling convention.
    #[must_use]
    pub fn description(self) -> String {
        let mut known = self.convention.describe(self.e_machine);
        match self.float_abi {
            FloatAbi::Unknown => {}
            FloatAbi::Soft => known.push("soft-float arguments"),
            FloatAbi::Hard => known.push("hard-float arguments"),
        }
        if known.is_empty() { self.name() } else { format!("{} with {}", self.name(), known.join(", ")) }
    }

    /// Whether code of the one can call code of the other, as far as both say.
    #[must_use]
    pub fn fits(self, other: Self) -> bool {
        let known = self.float_abi != FloatAbi::Unknown && other.float_abi != FloatAbi::Unknown;
        let header = |m: Self| (m.e_machine, m.pointer_size, m.big_endian);
        (!known || self.float_abi == other.float_abi)
            && self.convention.fits(other.convention)
            && header(self) == header(other)
    }

    /// The machine of several objects: the first one's, with the calling convention of the first that states one.
    #[must_use]
    pub fn of_all(machines: impl Iterator<Item = Self> + Clone) -> Self {
        let first = machines.clone().next().unwrap_or_default();
        let convention = machines.clone().fold(Convention::default(), |all, m| all.completed(m.convention));
        let float_abi = machines.map(|m| m.float_abi).find(|f| *f != FloatAbi::Unknown).unwrap_or_default();
        Self { float_abi, convention, ..first }
    }

    /// All names.
    pub fn names() -> impl Iterator<Item = &'static str> {
        MACHINES.iter().map(|m| m.0)
    }
}

/// A graph with its interface: everything the comparison needs to know of one input.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Interned strings.
    pub names: Names,
    /// Machine of the objects.
    pub machine: Machine,
    /// Objects in input order.
    pub objects: Vec<ObjectInfo>,
    /// Exports, sorted by name, version, object.
    pub exports: Vec<Export>,
    /// What the objects ask of whoever loads them, sorted like exports: undefined symbols that nothing they are known
    /// to need provides, with the types that they declare. Only name, binding, object, type and position count.
    pub asked: Vec<Export>,
    /// Node rows, indexed by [`TypeId`]; row 0 is `void`.
    pub nodes: Vec<Node>,
    /// First edge of each node; one longer than `nodes`.
    pub first_edge: Vec<u32>,
    /// All edges, grouped by node.
    pub edges: Vec<Edge>,
    /// Declaration position of each node.
    pub positions: Vec<SourcePos>,
    /// Deep hash of each node: equal if and only if structurally equal.
    pub deep: Vec<u128>,
    /// Alignments of nodes that were asked for.
    pub(crate) alignments: Alignments,
}

/// Alignment in bytes of each node, 0 where nobody asked for it yet. It follows from the rest of the graph.
#[derive(Debug, Default)]
pub(crate) struct Alignments(OnceLock<Box<[AtomicU32]>>, OnceLock<FixedBitSet>);

impl Alignments {
    /// One for each of `len` nodes.
    pub(crate) fn get(&self, len: usize) -> &[AtomicU32] {
        self.0.get_or_init(|| (0..len).map(|_| AtomicU32::new(0)).collect())
    }

    /// The nodes in something of which more alignment may have been asked for than debug information could state.
    pub(crate) fn in_doubt(&self, find: impl FnOnce() -> FixedBitSet) -> &FixedBitSet {
        self.1.get_or_init(find)
    }
}

impl Clone for Alignments {
    /// A copy may be changed before anybody asks.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Graph {
    /// Number of types.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }
    /// Whether there is no type (not even `void`).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
    /// Every type id, ascending.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)).map(TypeId)
    }
    /// Whether it is of a kernel: some object is the image or a module, or exports by `EXPORT_SYMBOL`.
    #[must_use]
    pub fn is_kernel(&self) -> bool {
        // A unit that is not linked yet is of no module.
        self.objects.iter().any(|o| o.module.is_some()) || self.exports.iter().any(|e| e.ksym.is_some())
    }
    /// How many types, from the first on, exports reach; 1 (`void`) if there are none. Types that are kept for another
    /// reason come after them.
    #[must_use]
    pub fn reached(&self) -> usize {
        let mut end = usize::from(!self.is_empty());
        let exports = self.exports.iter().chain(&self.asked).filter_map(|e| e.type_id);
        end = exports.map(|t| t.index() + 1).fold(end, usize::max);
        // What a row is made of stands anywhere; the end moves on as far as that.
        let mut at = 0;
        while at < end {
            let targets = self.edges(TypeId(u32::try_from(at).unwrap_or(u32::MAX))).iter();
            end = targets.map(|e| e.target.index() + 1).fold(end, usize::max);
            at += 1;
        }
        end
    }
    /// The first `count` types alone, with all exports: what they are made of must be among them.
    #[must_use]
    pub fn first(&self, count: usize) -> Self {
        let mut out = self.clone();
        out.nodes.truncate(count);
        out.positions.truncate(count);
        out.deep.truncate(count);
        out.first_edge.truncate(count + 1);
        out.edges.truncate(out.first_edge.last().map_or(0, |&end| end as usize));
        out
    }
    /// Row of a type.
    #[must_use]
    pub fn node(&self, id: TypeId) -> &Node {
        &self.nodes[id.index()]
    }
    /// Edges of a type.
    #[must_use]
    pub fn edges(&self, id: TypeId) -> &[Edge] {
        &self.edges[self.first_edge[id.index()] as usize..self.first_edge[id.index() + 1] as usize]
    }
    /// Tag or name of a type, empty if anonymous.
    #[must_use]
    pub fn name(&self, id: TypeId) -> &str {
        self.names.get(self.nodes[id.index()].name)
    }
    /// String of an interned name.
    #[must_use]
    pub fn str(&self, name: NameId) -> &str {
        self.names.get(name)
    }
    /// Target of the first `Target` edge; `void` if there is none.
    #[must_use]
    pub fn target(&self, id: TypeId) -> TypeId {
        self.edges(id).iter().find(|e| e.kind == EdgeKind::Target).map_or(TypeId::VOID, |e| e.target)
    }
    /// Peels typedefs and qualifiers. Bounded, so that a cycle in broken input ends.
    #[must_use]
    pub fn strip(&self, mut id: TypeId) -> TypeId {
        for _ in 0..100_000 {
            let kind = self.node(id).kind;
            if kind == Kind::Typedef || kind.is_qualifier() {
                id = self.target(id);
            } else {
                break;
            }
        }
        id
    }
    /// Whether a union has bytes, but none of its members is known: GCC leaves those of a transparent union out.
    #[must_use]
    pub fn lacks_members(&self, id: TypeId) -> bool {
        let node = self.node(id);
        let opaque = node.flags.has(Flags::DECLARATION) || node.byte_size == 0;
        node.kind == Kind::Union && !opaque && !self.edges(id).iter().any(|e| e.kind == EdgeKind::Member)
    }
    /// Size of a type in bytes, through typedefs, qualifiers and arrays; `None` for what has none
    /// (void, function, declaration, flexible array).
    #[must_use]
    pub fn size_of(&self, id: TypeId) -> Option<u64> {
        let mut count: u64 = 1;
        let mut id = self.strip(id);
        for _ in 0..100_000 {
            let node = self.node(id);
            match node.kind {
                Kind::Array => {
                    if node.flags.has(Flags::FLEXIBLE) {
                        return None;
                    }
                    if node.flags.has(Flags::VECTOR) && node.byte_size != 0 {
                        return count.checked_mul(node.byte_size);
                    }
                    count = count.checked_mul(node.aux)?;
                    id = self.strip(self.target(id));
                }
                Kind::Void | Kind::Function | Kind::Unknown => return None,
                Kind::Pointer | Kind::Reference | Kind::RvalueReference if node.byte_size == 0 => {
                    return count.checked_mul(u64::from(self.machine.pointer_size));
                }
                _ if node.flags.has(Flags::DECLARATION) => return None,
                _ => return count.checked_mul(node.byte_size),
            }
        }
        None
    }
}
