//! Which types the interface hands out: pointers to one come to consumers on a way that does not begin at one of them.
//!
//! The next node of a list, the owner that a member of a member leads back to and what a callback of an object is called
//! with are all found in an object that somebody had to create first. Such ways are told apart by dominators: of the walk
//! that finds who gives what, with a vertex for each way of coming to a type and one for looking into a record. If every
//! way to where a pointer to a record is given looks into that record before, nobody hands it out.

use petgraph::Directed;
use petgraph::csr::Csr;

use crate::graph::dominators::Dominators;
use crate::graph::{Graph, Kind, TypeId};

/// Ways of coming to a type, and one more for looking into it.
const WAYS: u32 = 9;
const INTO: u32 = 8;

/// The walk as a graph, and where pointers were given that may have come out of the type itself alone.
#[derive(Default)]
pub(super) struct Ways {
    edges: Vec<(u32, u32)>,
    in_doubt: Vec<(TypeId, TypeId)>,
}

/// A vertex of the walk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Vertex(u32);

impl Vertex {
    /// Where exports are.
    pub(super) const ROOT: Self = Self(0);

    /// A type that was come to in one of eight ways.
    pub(super) fn come(id: TypeId, way: u32) -> Self {
        Self(1 + id.index() as u32 * WAYS + way)
    }

    /// A record that is looked into.
    pub(super) fn into(id: TypeId) -> Self {
        Self::come(id, INTO)
    }
}

impl Ways {
    pub(super) fn leads(&mut self, from: Vertex, to: Vertex) {
        self.edges.push((from.0, to.0));
    }

    /// A pointer to a type is given where its record was looked into before.
    pub(super) fn doubt(&mut self, id: TypeId, record: TypeId) {
        self.in_doubt.push((id, record));
    }

    /// The types to which a pointer is given by what lies in one of them, and nowhere else. `given`: the way of coming
    /// where one is.
    pub(super) fn only_by_itself(mut self, given: u32) -> Vec<TypeId> {
        if self.in_doubt.is_empty() {
            return Vec::new();
        }
        self.edges.sort_unstable();
        self.edges.dedup();
        let Ok(graph) = Csr::<(), (), Directed, u32>::from_sorted_edges(&self.edges) else { return Vec::new() };
        let dominators = Dominators::new(&graph, Vertex::ROOT.0);
        let below = dominators.below();
        let number = |v: Vertex| dominators.number(v.0 as usize);
        let by_itself = |&(id, record): &(TypeId, TypeId)| {
            let (Some(given), Some(into)) = (number(Vertex::come(id, given)), number(Vertex::into(record))) else {
                return false;
            };
            below[into as usize].contains(&below[given as usize].start)
        };
        self.in_doubt.iter().filter(|pair| by_itself(pair)).map(|pair| pair.0).collect()
    }
}

/// The record that a type is, apart from typedefs and qualifiers.
pub(super) fn record(g: &Graph, id: TypeId) -> Option<TypeId> {
    let kind = g.node(id).kind;
    let is = if kind.is_record() { id } else { g.strip(id) };
    (g.node(is).kind.is_record() && kind != Kind::Array).then_some(is)
}
