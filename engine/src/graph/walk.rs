//! petgraph's view of a graph: its visit traits, by which its walks and algorithms run over the columns as they are.
//!
//! * `&Graph` leads from a type to what it is made of. Nothing is built: a step is a slice of the edges.
//! * [`Backwards`] leads both ways. It is built when asked: a counting sort of the edges by target and a sort within
//!   each target, eight bytes an edge and four a node.
//! * [`Exported`] leads down from a root above all exports. It holds the types of exports, four bytes each.
//!
//! None of petgraph's walks that are used recurses: `Bfs`, `Dfs` and `DfsPostOrder` have stacks of their own.

use std::slice;

use fixedbitset::FixedBitSet;
use petgraph::Direction;
use petgraph::visit::{
    Data, EdgeRef, GraphBase, IntoEdgeReferences, IntoEdges, IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected,
    IntoNodeIdentifiers, NodeCount, NodeIndexable, VisitMap, Visitable,
};

use super::{Edge, EdgeKind, Graph, Node, TypeId};

/// The types that a walk has been to: one bit each.
#[derive(Clone, Debug, Default)]
pub struct Visited(FixedBitSet);

impl VisitMap<TypeId> for Visited {
    fn visit(&mut self, id: TypeId) -> bool {
        !self.0.put(id.index())
    }
    fn is_visited(&self, id: &TypeId) -> bool {
        self.0.contains(id.index())
    }
    fn unvisit(&mut self, id: TypeId) -> bool {
        let was = self.0.contains(id.index());
        self.0.remove(id.index());
        was
    }
}

impl Visited {
    /// None of `count` types yet.
    fn none(count: usize) -> Self {
        Self(FixedBitSet::with_capacity(count))
    }
    fn reset(&mut self, count: usize) {
        self.0.clear();
        self.0.grow(count);
    }
}

/// Index of an edge among all of a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdgeId(pub u32);

/// An edge with both of its ends.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'g> {
    owner: TypeId,
    id: EdgeId,
    edge: &'g Edge,
}

impl EdgeRef for Reference<'_> {
    type NodeId = TypeId;
    type EdgeId = EdgeId;
    type Weight = Edge;
    fn source(&self) -> TypeId {
        self.owner
    }
    fn target(&self) -> TypeId {
        self.edge.target
    }
    fn weight(&self) -> &Edge {
        self.edge
    }
    fn id(&self) -> EdgeId {
        self.id
    }
}

impl GraphBase for Graph {
    type NodeId = TypeId;
    type EdgeId = EdgeId;
}

impl Visitable for Graph {
    type Map = Visited;
    fn visit_map(&self) -> Visited {
        Visited::none(self.len())
    }
    fn reset_map(&self, map: &mut Visited) {
        map.reset(self.len());
    }
}

impl NodeCount for Graph {
    fn node_count(&self) -> usize {
        self.len()
    }
}

impl NodeIndexable for Graph {
    fn node_bound(&self) -> usize {
        self.len()
    }
    fn to_index(&self, id: TypeId) -> usize {
        id.index()
    }
    fn from_index(&self, i: usize) -> TypeId {
        TypeId(u32::try_from(i).unwrap_or(u32::MAX))
    }
}

/// What a type is made of, in the order of its edges.
#[derive(Clone, Debug)]
pub struct Parts<'g>(slice::Iter<'g, Edge>);

impl Iterator for Parts<'_> {
    type Item = TypeId;
    fn next(&mut self) -> Option<TypeId> {
        self.0.next().map(|e| e.target)
    }
}

impl<'g> IntoNeighbors for &'g Graph {
    type Neighbors = Parts<'g>;
    fn neighbors(self, id: TypeId) -> Parts<'g> {
        Parts(self.edges(id).iter())
    }
}

/// Every type, ascending.
#[derive(Clone, Debug)]
pub struct Ids(std::ops::Range<u32>);

impl Iterator for Ids {
    type Item = TypeId;
    fn next(&mut self) -> Option<TypeId> {
        self.0.next().map(TypeId)
    }
}

impl IntoNodeIdentifiers for &Graph {
    type NodeIdentifiers = Ids;
    fn node_identifiers(self) -> Ids {
        Ids(0..u32::try_from(self.len()).unwrap_or(u32::MAX))
    }
}

/// Whether a type is made of what the edge leads to: an enumerator is a number, and a static member is no part of a
/// value.
fn leads_to_part(edge: &Edge) -> bool {
    !matches!(edge.kind, EdgeKind::Enumerator | EdgeKind::StaticMember)
}

/// A graph with the edges along which types are made of each other, grouped by target as well.
#[derive(Debug)]
pub struct Backwards<'g> {
    graph: &'g Graph,
    first: Vec<u32>,
    /// Owner of the edge, and its index.
    edges: Vec<(TypeId, EdgeId)>,
}

impl<'g> Backwards<'g> {
    /// Linear in the edges, but for a sort among those that lead to one type.
    pub fn new(graph: &'g Graph) -> Self {
        let mut first = vec![0u32; graph.len() + 1];
        for e in graph.edges.iter().filter(|e| leads_to_part(e)) {
            first[e.target.index() + 1] += 1;
        }
        for i in 1..first.len() {
            first[i] += first[i - 1];
        }
        let mut at = first.clone();
        let mut edges = vec![(TypeId::VOID, EdgeId(0)); first.last().map_or(0, |&n| n as usize)];
        for owner in graph.ids() {
            let start = graph.first_edge[owner.index()];
            for (i, e) in (start..).zip(graph.edges(owner)) {
                if leads_to_part(e) {
                    let slot = &mut at[e.target.index()];
                    edges[*slot as usize] = (owner, EdgeId(i));
                    *slot += 1;
                }
            }
        }
        // Of ways of one length the same is taken whatever else the graph holds, which numbers depend on.
        for id in graph.ids() {
            let range = first[id.index()] as usize..first[id.index() + 1] as usize;
            let key = |owner: TypeId, i: EdgeId| (graph.deep[owner.index()], i.0 - graph.first_edge[owner.index()]);
            edges[range].sort_unstable_by_key(|&(owner, i)| key(owner, i));
        }
        Self { graph, first, edges }
    }
}

/// Edges of one type, in either direction.
#[derive(Clone, Debug)]
pub enum Edges<'a> {
    /// Those to what it is made of.
    Down {
        /// The type.
        owner: TypeId,
        /// Index of the next edge.
        next: u32,
        /// The edges that are left.
        left: slice::Iter<'a, Edge>,
    },
    /// Those from what is made of it.
    Up {
        /// All edges.
        all: &'a [Edge],
        /// Owners and indices of those that are left.
        left: slice::Iter<'a, (TypeId, EdgeId)>,
    },
}

impl<'a> Iterator for Edges<'a> {
    type Item = Reference<'a>;
    fn next(&mut self) -> Option<Reference<'a>> {
        match self {
            Self::Down { owner, next, left } => loop {
                let (id, edge) = (EdgeId(*next), left.next()?);
                *next += 1;
                if leads_to_part(edge) {
                    return Some(Reference { owner: *owner, id, edge });
                }
            },
            Self::Up { all, left } => {
                let &(owner, id) = left.next()?;
                Some(Reference { owner, id, edge: &all[id.0 as usize] })
            }
        }
    }
}

/// The other ends of [`Edges`].
#[derive(Clone, Debug)]
pub struct Ends<'a>(Edges<'a>);

impl Iterator for Ends<'_> {
    type Item = TypeId;
    fn next(&mut self) -> Option<TypeId> {
        let edge = self.0.next()?;
        Some(if matches!(self.0, Edges::Down { .. }) { edge.target() } else { edge.source() })
    }
}

impl GraphBase for Backwards<'_> {
    type NodeId = TypeId;
    type EdgeId = EdgeId;
}

impl Data for Backwards<'_> {
    type NodeWeight = Node;
    type EdgeWeight = Edge;
}

impl Visitable for Backwards<'_> {
    type Map = Visited;
    fn visit_map(&self) -> Visited {
        self.graph.visit_map()
    }
    fn reset_map(&self, map: &mut Visited) {
        self.graph.reset_map(map);
    }
}

impl IntoNodeIdentifiers for &Backwards<'_> {
    type NodeIdentifiers = Ids;
    fn node_identifiers(self) -> Ids {
        self.graph.node_identifiers()
    }
}

/// Edges of every type, by target.
#[derive(Clone, Debug)]
pub struct AllEdges<'a>(Edges<'a>);

impl<'a> Iterator for AllEdges<'a> {
    type Item = Reference<'a>;
    fn next(&mut self) -> Option<Reference<'a>> {
        self.0.next()
    }
}

impl<'a> IntoEdgeReferences for &'a Backwards<'_> {
    type EdgeRef = Reference<'a>;
    type EdgeReferences = AllEdges<'a>;
    fn edge_references(self) -> AllEdges<'a> {
        AllEdges(Edges::Up { all: &self.graph.edges, left: self.edges.iter() })
    }
}

impl<'a> IntoEdgesDirected for &'a Backwards<'_> {
    type EdgesDirected = Edges<'a>;
    fn edges_directed(self, id: TypeId, direction: Direction) -> Edges<'a> {
        let start = |first: &[u32]| first[id.index()];
        match direction {
            Direction::Outgoing => {
                Edges::Down { owner: id, next: start(&self.graph.first_edge), left: self.graph.edges(id).iter() }
            }
            Direction::Incoming => {
                let range = start(&self.first) as usize..self.first[id.index() + 1] as usize;
                Edges::Up { all: &self.graph.edges, left: self.edges[range].iter() }
            }
        }
    }
}

impl<'a> IntoEdges for &'a Backwards<'_> {
    type Edges = Edges<'a>;
    fn edges(self, id: TypeId) -> Edges<'a> {
        self.edges_directed(id, Direction::Outgoing)
    }
}

impl<'a> IntoNeighborsDirected for &'a Backwards<'_> {
    type NeighborsDirected = Ends<'a>;
    fn neighbors_directed(self, id: TypeId, direction: Direction) -> Ends<'a> {
        Ends(self.edges_directed(id, direction))
    }
}

impl<'a> IntoNeighbors for &'a Backwards<'_> {
    type Neighbors = Ends<'a>;
    fn neighbors(self, id: TypeId) -> Ends<'a> {
        self.neighbors_directed(id, Direction::Outgoing)
    }
}

/// A graph below a root that leads to the types of all exports.
#[derive(Debug)]
pub struct Exported<'g> {
    graph: &'g Graph,
    roots: Vec<TypeId>,
}

impl<'g> Exported<'g> {
    /// Takes a sort of the exports' types.
    pub fn new(graph: &'g Graph) -> Self {
        let mut roots: Vec<TypeId> = graph.exports.iter().filter_map(|e| e.type_id).collect();
        roots.sort_unstable();
        roots.dedup();
        Self { graph, roots }
    }
    /// The root, which is no type of the graph.
    pub fn root(&self) -> TypeId {
        TypeId(u32::try_from(self.graph.len()).unwrap_or(u32::MAX))
    }
}

impl GraphBase for Exported<'_> {
    type NodeId = TypeId;
    type EdgeId = EdgeId;
}

impl Visitable for Exported<'_> {
    type Map = Visited;
    fn visit_map(&self) -> Visited {
        Visited::none(self.graph.len() + 1)
    }
    fn reset_map(&self, map: &mut Visited) {
        map.reset(self.graph.len() + 1);
    }
}

impl NodeIndexable for Exported<'_> {
    fn node_bound(&self) -> usize {
        self.graph.len() + 1
    }
    fn to_index(&self, id: TypeId) -> usize {
        id.index()
    }
    fn from_index(&self, i: usize) -> TypeId {
        self.graph.from_index(i)
    }
}

/// What stands below a node of [`Exported`].
#[derive(Clone, Debug)]
pub struct Below<'a> {
    roots: slice::Iter<'a, TypeId>,
    edges: slice::Iter<'a, Edge>,
}

impl Iterator for Below<'_> {
    type Item = TypeId;
    fn next(&mut self) -> Option<TypeId> {
        let part = |edges: &mut slice::Iter<'_, Edge>| edges.find(|e| leads_to_part(e)).map(|e| e.target);
        self.roots.next().copied().or_else(|| part(&mut self.edges))
    }
}

impl<'a> IntoNeighbors for &'a Exported<'_> {
    type Neighbors = Below<'a>;
    fn neighbors(self, id: TypeId) -> Below<'a> {
        let (roots, edges) =
            if id == self.root() { (&self.roots[..], &[][..]) } else { (&[][..], self.graph.edges(id)) };
        Below { roots: roots.iter(), edges: edges.iter() }
    }
}
