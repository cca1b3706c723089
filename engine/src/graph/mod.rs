//! The canonical type graph: dense ids, columns, one edge array, interned names.
//!
//! Nodes are types, edges mean "is made of". No node owns another, so a graph of a whole kernel is a
//! handful of flat vectors. The graph knows nothing of DWARF, files or severity.

pub mod abixml;
pub(crate) mod base_name;
pub mod builder;
mod called;
pub mod canon;
pub(crate) mod class;
pub(crate) mod components;
pub mod constant;
pub(crate) mod convention;
pub(crate) mod cpp_name;
pub(crate) mod cpp_value;
pub(crate) mod dominators;
pub(crate) mod export;
mod installed;
pub(crate) mod interface;
pub(crate) mod layout;
pub(crate) mod linkage;
pub(crate) mod loaded;
pub(crate) mod machine;
pub(crate) mod mangled;
pub mod member;
pub(crate) mod names;
pub(crate) mod node;
pub(crate) mod peel;
pub(crate) mod rust;
pub mod shown;
pub mod snapshot;
pub mod spell;
pub(crate) mod through;
pub mod trivial;
pub(crate) mod unknown;
pub(crate) mod walk;

use std::sync::OnceLock;
use std::sync::atomic::AtomicU32;

use fixedbitset::FixedBitSet;

use crate::ground::maps::FastSet;
pub(crate) use called::library_stem;
pub use constant::{Constant, Form, Number};
pub use convention::Convention;
pub use export::{Binding, Export, InnerCalls, Ksym, ObjectInfo, RANDOMIZED, SymbolKind, Untyped, Visibility};
pub use installed::{Installed, is_machine};
pub use linkage::{KernelFloor, Linkage, ObjectKind, PointerSigning, Traits, VersionNeed};
pub use machine::{FloatAbi, Machine};
pub use member::{Member, MemberFlags, Members};
pub use names::{NameId, Names};
pub use node::{Access, Edge, EdgeFlags, EdgeKind, Flags, Kind, Node, ObjectId, SourcePos, TypeId};

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
    /// to need provides, with the types that they declare. Only name, binding, object, type and position count, and that
    /// `version_default` is not set of symbols of classes that a library with versions defines: they have no type.
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
    /// Member functions and static data members of classes.
    pub members: Members,
    /// Constants that headers define, by name and file.
    pub constants: Vec<Constant>,
    /// Of an input of several libraries, which of them describe the types that no export reaches: ascending, each once.
    /// Empty for one object, for kernels, and for snapshots up to version 5.
    pub described: Vec<(TypeId, ObjectId)>,
    /// Alignments of nodes that were asked for.
    pub(crate) alignments: Alignments,
}

/// Alignment in bytes of each node, 0 where nobody asked for it yet. It follows from the rest of the graph.
#[derive(Debug, Default)]
pub(crate) struct Alignments(
    OnceLock<Box<[AtomicU32]>>,
    OnceLock<FixedBitSet>,
    OnceLock<Box<[AtomicU32]>>,
    OnceLock<FixedBitSet>,
    OnceLock<FastSet<String>>,
);

impl Alignments {
    /// One for each of `len` nodes.
    pub(crate) fn get(&self, len: usize) -> &[AtomicU32] {
        self.0.get_or_init(|| (0..len).map(|_| AtomicU32::new(0)).collect())
    }

    /// The special member functions of each of `len` nodes, 0 where nobody asked for them yet.
    pub(crate) fn specials(&self, len: usize) -> &[AtomicU32] {
        self.2.get_or_init(|| (0..len).map(|_| AtomicU32::new(0)).collect())
    }

    /// The classes whose destructors are exported.
    pub(crate) fn destroyed(&self, find: impl FnOnce() -> FixedBitSet) -> &FixedBitSet {
        self.3.get_or_init(find)
    }

    /// The classes of which constructors are exported, by their names without scopes and arguments.
    pub(crate) fn constructed(&self, find: impl FnOnce() -> FastSet<String>) -> &FastSet<String> {
        self.4.get_or_init(find)
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

/// Steps down a chain of typedefs, qualifiers, arrays and pointers: more than any that people write. The bound ends a
/// cycle in broken input.
pub(crate) const CHAIN: usize = 100_000;

/// The same for a walk that is made anew at each of many places, so that a long chain does not cost its square.
pub(crate) const NEAR: usize = 1024;

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
    /// Whether it is of a dump of another tool, or of BTF by itself: see [`ObjectInfo::is_dump`].
    #[must_use]
    pub fn is_dump(&self) -> bool {
        self.objects.iter().any(ObjectInfo::is_dump)
    }
    /// Whether some unit is of C++.
    #[must_use]
    pub fn has_cpp(&self) -> bool {
        self.objects.iter().any(|o| o.languages.iter().any(|&l| export::is_cpp(l)))
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
        out.described.retain(|(id, _)| id.index() < count);
        out
    }
    /// The objects that describe a type that no export reaches, where several libraries were read; none where that is
    /// not known.
    pub fn describers(&self, id: TypeId) -> impl Iterator<Item = &ObjectInfo> {
        let from = self.described.partition_point(|row| row.0 < id);
        let rows = self.described[from..].iter().take_while(move |row| row.0 == id);
        rows.filter_map(|(_, object)| self.objects.get(object.0 as usize))
    }
    /// The exports of a name, one for each version and object; nothing has none.
    pub(crate) fn exports_of(&self, name: NameId) -> impl Iterator<Item = &Export> {
        let name = self.str(name);
        let at = if name.is_empty() {
            self.exports.len()
        } else {
            self.exports.partition_point(|e| self.str(e.name) < name)
        };
        self.exports[at..].iter().take_while(move |e| self.str(e.name) == name)
    }
    /// Whether an export has this name; nothing has none.
    #[must_use]
    pub fn has_export(&self, name: NameId) -> bool {
        self.exports_of(name).next().is_some()
    }
    /// Whether an export of this name is one that no other object may define as well.
    #[must_use]
    pub fn has_strong_export(&self, name: NameId) -> bool {
        self.exports_of(name).any(|e| !e.asked && e.binding == Binding::Global)
    }
    /// Whether a class has a static data member of a name.
    #[must_use]
    pub fn has_static_data(&self, id: TypeId, name: &str) -> bool {
        self.members.of(id).iter().any(|m| m.flags.has(MemberFlags::DATA) && self.str(m.name) == name)
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
        for _ in 0..CHAIN {
            let kind = self.node(id).kind;
            if kind == Kind::Typedef || kind.is_qualifier() {
                id = self.target(id);
            } else {
                break;
            }
        }
        id
    }
    /// Whether a unit of Rust defines a type.
    #[must_use]
    pub fn is_of_rust(&self, id: TypeId) -> bool {
        self.node(id).flags.has(Flags::RUST)
    }
    /// Whether a union has bytes, but none of its members is known: GCC leaves those of a transparent union out.
    #[must_use]
    pub fn lacks_members(&self, id: TypeId) -> bool {
        let node = self.node(id);
        // In C++ one without members has one byte.
        let opaque = node.flags.has(Flags::DECLARATION) || node.byte_size <= 1;
        node.kind == Kind::Union && !opaque && !self.edges(id).iter().any(|e| e.kind == EdgeKind::Member)
    }
    /// Size of a type in bytes, through typedefs, qualifiers and arrays; `None` for what has none
    /// (void, function, declaration, flexible array).
    #[must_use]
    pub fn size_of(&self, id: TypeId) -> Option<u64> {
        let mut count: u64 = 1;
        let mut id = self.strip(id);
        for _ in 0..CHAIN {
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
