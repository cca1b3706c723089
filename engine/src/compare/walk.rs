//! petgraph's view of the pairs that differ, by which its walks run over them.

use std::iter::Rev;
use std::slice;

use fixedbitset::FixedBitSet;
use petgraph::visit::{GraphBase, IntoNeighbors, Visitable};

use super::change::{Child, Pair};

/// The pairs, by index, and those that each refers to. Nothing is built: a step is a slice of a pair's children.
#[derive(Clone, Copy)]
pub struct PairGraph<'c> {
    pub pairs: &'c [Pair],
    /// Only what a pair holds by value.
    pub held: bool,
}

/// Pairs that one refers to, the last one first: petgraph's walks go on with what they met last, and so go down in the
/// order of members.
pub struct Children<'c> {
    left: Rev<slice::Iter<'c, Child>>,
    held: bool,
}

impl Iterator for Children<'_> {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        self.left.find(|child| child.by_value || !self.held).map(|child| child.pair.0)
    }
}

impl GraphBase for PairGraph<'_> {
    type NodeId = u32;
    type EdgeId = (u32, u32);
}

impl petgraph::visit::GraphRef for PairGraph<'_> {}

impl Visitable for PairGraph<'_> {
    type Map = FixedBitSet;
    fn visit_map(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.pairs.len())
    }
    fn reset_map(&self, map: &mut FixedBitSet) {
        map.clear();
        map.grow(self.pairs.len());
    }
}

impl<'c> IntoNeighbors for PairGraph<'c> {
    type Neighbors = Children<'c>;
    fn neighbors(self, pair: u32) -> Children<'c> {
        Children { left: self.pairs[pair as usize].children.iter().rev(), held: self.held }
    }
}
