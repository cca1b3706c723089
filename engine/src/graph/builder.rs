//! Builds a small [`Graph`] by hand: what the tests of the other modules start from.
//!
//! Readers of DWARF fill the columns themselves; this builder is convenient, not fast. Deep hashes are
//! left at zero, canonicalization fills them.

use super::{
    Binding, Edge, EdgeFlags, EdgeKind, Export, Flags, Graph, Kind, Machine, NameId, Node, ObjectId, ObjectInfo,
    SourcePos, SymbolKind, TypeId, Visibility,
};

/// A graph under construction; node 0 (`void`) and one object are there from the start.
#[derive(Debug)]
pub struct GraphBuilder {
    graph: Graph,
    edges: Vec<Vec<Edge>>,
}

impl Default for GraphBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl GraphBuilder {
    /// Only `void`, one object, an x86-64 machine.
    #[must_use]
    pub fn new() -> Self {
        let graph = Graph {
            machine: Machine { e_machine: 62, pointer_size: 8, ..Machine::default() },
            objects: vec![ObjectInfo { name: "test".to_owned(), ..ObjectInfo::default() }],
            ..Graph::default()
        };
        let mut builder = Self { graph, edges: Vec::new() };
        builder.add(Kind::Void, "", 0, Vec::new());
        builder
    }

    /// Interns a name.
    pub fn name(&mut self, name: &str) -> NameId {
        self.graph.names.intern(name)
    }

    /// Adds a node with its edges.
    pub fn add_node(&mut self, node: Node, edges: Vec<Edge>) -> TypeId {
        let id = TypeId(u32::try_from(self.graph.nodes.len()).expect("fewer than 2^32 nodes"));
        self.graph.nodes.push(node);
        self.graph.positions.push(SourcePos::default());
        self.graph.deep.push(0);
        self.edges.push(edges);
        id
    }

    /// Adds a node by kind, name (empty: anonymous) and size in bytes.
    pub fn add(&mut self, kind: Kind, name: &str, byte_size: u64, edges: Vec<Edge>) -> TypeId {
        let name = self.name(name);
        self.add_node(Node { kind, name, flags: Flags::default(), byte_size, alignment: 0, aux: 0 }, edges)
    }

    /// Row of a node, to set flags, alignment and the like.
    pub fn node_mut(&mut self, id: TypeId) -> &mut Node {
        &mut self.graph.nodes[id.index()]
    }

    /// Edges of a node: how cycles are closed.
    pub fn edges_mut(&mut self, id: TypeId) -> &mut Vec<Edge> {
        &mut self.edges[id.index()]
    }

    /// States where a type was declared.
    pub fn at(&mut self, id: TypeId, file: &str, line: u32) {
        let file = self.name(file);
        self.graph.positions[id.index()] = SourcePos { file, line };
    }

    /// An edge without label.
    #[must_use]
    pub fn edge(kind: EdgeKind, target: TypeId) -> Edge {
        Edge { value: 0, target, name: NameId::NONE, bit_size: 0, line: 0, kind, flags: EdgeFlags::default() }
    }

    /// A data member at an offset in bits; an empty name makes it anonymous.
    pub fn member(&mut self, name: &str, bit_offset: i64, target: TypeId) -> Edge {
        Edge { value: bit_offset, name: self.name(name), ..Self::edge(EdgeKind::Member, target) }
    }

    /// A bit-field at an offset in bits.
    pub fn bit_field(&mut self, name: &str, bit_offset: i64, bit_size: u32, target: TypeId) -> Edge {
        Edge { bit_size, flags: EdgeFlags::BIT_FIELD, ..self.member(name, bit_offset, target) }
    }

    /// An enumerator.
    pub fn enumerator(&mut self, name: &str, value: i64) -> Edge {
        Edge { value, name: self.name(name), ..Self::edge(EdgeKind::Enumerator, TypeId::VOID) }
    }

    /// Base type; `encoding` is a `DW_ATE_*`.
    pub fn base(&mut self, name: &str, byte_size: u64, encoding: u64) -> TypeId {
        let id = self.add(Kind::Base, name, byte_size, Vec::new());
        self.node_mut(id).aux = encoding;
        id
    }

    /// `int`: 4 bytes, signed.
    pub fn int(&mut self) -> TypeId {
        self.base("int", 4, 5)
    }

    /// A node with one `Target` edge: pointer, reference or qualifier.
    pub fn wrap(&mut self, kind: Kind, target: TypeId) -> TypeId {
        let size = if kind.is_pointer_like() { u64::from(self.graph.machine.pointer_size) } else { 0 };
        self.add(kind, "", size, vec![Self::edge(EdgeKind::Target, target)])
    }

    /// Pointer.
    pub fn pointer(&mut self, target: TypeId) -> TypeId {
        self.wrap(Kind::Pointer, target)
    }

    /// Array of `count` elements, `None`: flexible.
    pub fn array(&mut self, element: TypeId, count: Option<u64>) -> TypeId {
        let id = self.wrap(Kind::Array, element);
        match count {
            Some(n) => self.node_mut(id).aux = n,
            None => self.node_mut(id).flags.set(Flags::FLEXIBLE),
        }
        id
    }

    /// Typedef.
    pub fn typedef(&mut self, name: &str, target: TypeId) -> TypeId {
        self.add(Kind::Typedef, name, 0, vec![Self::edge(EdgeKind::Target, target)])
    }

    /// `struct name { members }`.
    pub fn structure(&mut self, name: &str, byte_size: u64, members: Vec<Edge>) -> TypeId {
        self.add(Kind::Struct, name, byte_size, members)
    }

    /// A declaration without body: `struct name;`.
    pub fn opaque(&mut self, kind: Kind, name: &str) -> TypeId {
        let id = self.add(kind, name, 0, Vec::new());
        self.node_mut(id).flags.set(Flags::DECLARATION);
        id
    }

    /// Function type with named parameters (empty name: unnamed).
    pub fn function(&mut self, result: TypeId, parameters: &[(&str, TypeId)], flags: Flags) -> TypeId {
        let mut edges = vec![Self::edge(EdgeKind::Return, result)];
        for (i, (name, target)) in (0..).zip(parameters) {
            edges.push(Edge { value: i, name: self.name(name), ..Self::edge(EdgeKind::Param, *target) });
        }
        let id = self.add(Kind::Function, "", 0, edges);
        self.node_mut(id).flags = flags;
        id
    }

    /// Exports a function or variable of object 0.
    pub fn export(&mut self, name: &str, type_id: Option<TypeId>) {
        let is_function = type_id.is_some_and(|t| self.graph.nodes[t.index()].kind == Kind::Function);
        let export = Export {
            name: self.name(name),
            version: NameId::NONE,
            version_default: true,
            object: ObjectId(0),
            kind: if is_function { SymbolKind::Function } else { SymbolKind::Object },
            binding: Binding::Global,
            visibility: Visibility::Default,
            variant_pcs: false,
            size: 0,
            address: 0,
            section: 0,
            read_only: false,
            inner_calls: crate::graph::InnerCalls::None,
            ksym: None,
            type_id,
            untyped: crate::graph::Untyped::default(),
            alignment: 0,
            form: Flags::default(),
            mode: 0,
            pos: SourcePos::default(),
            asked: false,
        };
        self.graph.exports.push(export);
    }

    /// The graph with its edges in one array and its exports sorted by name.
    #[must_use]
    pub fn finish(self) -> Graph {
        let Self { mut graph, edges } = self;
        graph.first_edge.clear();
        for list in edges {
            graph.first_edge.push(u32::try_from(graph.edges.len()).expect("fewer than 2^32 edges"));
            graph.edges.extend(list);
        }
        graph.first_edge.push(u32::try_from(graph.edges.len()).expect("fewer than 2^32 edges"));
        let names = std::mem::take(&mut graph.names);
        graph.exports.sort_by(|a, b| names.get(a.name).cmp(names.get(b.name)));
        graph.names = names;
        graph
    }
}
