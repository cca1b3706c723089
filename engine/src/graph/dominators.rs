//! Dominators: what every way from a root to a node passes.
//!
//! The algorithm of Lengauer and Tarjan with compressed paths: edges times the logarithm of the nodes, on stacks of its
//! own. petgraph's `simple_fast` gives the same answers, which tests hold against these, but its time is the square of
//! the nodes where types are chained both ways: a chain of 30,000 structs that point to the next and to the one before
//! takes it twelve seconds.

use petgraph::visit::{IntoNeighbors, NodeIndexable};

const NONE: u32 = u32::MAX;

/// Immediate dominators of all that a root leads to.
///
/// Nodes are told apart by the order in which a depth-first search meets them. A dominator is met before what it
/// dominates, so its number is lower.
pub(crate) struct Dominators {
    /// Number of each node by index, [`NONE`] for what is not reached. The root has 0.
    number: Vec<u32>,
    /// Index of each number.
    node: Vec<u32>,
    /// Number of the immediate dominator of each number; the root is its own.
    above: Vec<u32>,
}

/// A depth-first search: numbers, the parent of each, and the edges backwards.
struct Search {
    number: Vec<u32>,
    node: Vec<u32>,
    parent: Vec<u32>,
    /// Edges as numbers, sorted by where they lead.
    edges: Vec<(u32, u32)>,
}

fn search<G: IntoNeighbors + NodeIndexable>(graph: G, root: G::NodeId) -> Search {
    let mut out =
        Search { number: vec![NONE; graph.node_bound()], node: Vec::new(), parent: Vec::new(), edges: Vec::new() };
    let mut leads: Vec<(u32, u32)> = Vec::new();
    let meet = |at: G::NodeId, parent: u32, out: &mut Search| {
        let n = out.node.len() as u32;
        out.number[graph.to_index(at)] = n;
        out.node.push(graph.to_index(at) as u32);
        out.parent.push(parent);
        n
    };
    let mut stack = vec![(meet(root, 0, &mut out), graph.neighbors(root))];
    while let Some((at, left)) = stack.last_mut() {
        let at = *at;
        let Some(to) = left.next() else {
            stack.pop();
            continue;
        };
        let index = graph.to_index(to);
        leads.push((at, index as u32));
        if out.number[index] == NONE {
            stack.push((meet(to, at, &mut out), graph.neighbors(to)));
        }
    }
    out.edges = leads.into_iter().map(|(from, to)| (out.number[to as usize], from)).collect();
    out.edges.sort_unstable();
    out.edges.dedup();
    out
}

/// The forest of what was looked at, with the node of the least semidominator on the way up from each.
struct Forest {
    up: Vec<u32>,
    label: Vec<u32>,
    way: Vec<u32>,
}

impl Forest {
    /// The node of the least semidominator between a node and the root of its tree, which is left out.
    fn least(&mut self, v: u32, semi: &[u32]) -> u32 {
        if self.up[v as usize] == NONE {
            return v;
        }
        let mut at = v;
        while self.up[self.up[at as usize] as usize] != NONE {
            self.way.push(at);
            at = self.up[at as usize];
        }
        while let Some(at) = self.way.pop() {
            let above = self.up[at as usize];
            if semi[self.label[above as usize] as usize] < semi[self.label[at as usize] as usize] {
                self.label[at as usize] = self.label[above as usize];
            }
            self.up[at as usize] = self.up[above as usize];
        }
        self.label[v as usize]
    }
}

impl Dominators {
    /// Of what `root` leads to.
    pub(crate) fn new<G: IntoNeighbors + NodeIndexable>(graph: G, root: G::NodeId) -> Self {
        let Search { number, node, parent, edges } = search(graph, root);
        let n = node.len() as u32;
        let all = || (0..n).collect::<Vec<u32>>();
        let (mut semi, mut above) = (all(), vec![0; n as usize]);
        let mut forest = Forest { up: vec![NONE; n as usize], label: all(), way: Vec::new() };
        // Lists of the nodes that have a node as semidominator.
        let (mut first, mut next) = (vec![NONE; n as usize], vec![NONE; n as usize]);
        let mut end = edges.len();
        for w in (1..n).rev() {
            let start = edges[..end].partition_point(|e| e.0 < w);
            for &(_, from) in &edges[start..end] {
                let u = forest.least(from, &semi);
                semi[w as usize] = semi[w as usize].min(semi[u as usize]);
            }
            end = start;
            let s = semi[w as usize] as usize;
            next[w as usize] = std::mem::replace(&mut first[s], w);
            let p = parent[w as usize];
            forest.up[w as usize] = p;
            let mut v = std::mem::replace(&mut first[p as usize], NONE);
            while v != NONE {
                let u = forest.least(v, &semi);
                above[v as usize] = if semi[u as usize] < semi[v as usize] { u } else { p };
                v = next[v as usize];
            }
        }
        for w in 1..n as usize {
            if above[w] != semi[w] {
                above[w] = above[above[w] as usize];
            }
        }
        Self { number, node, above }
    }

    /// Number of a node, if it is reached.
    pub(crate) fn number(&self, node: usize) -> Option<u32> {
        self.number.get(node).copied().filter(|&n| n != NONE)
    }

    /// Index of a number.
    pub(crate) fn node(&self, number: u32) -> usize {
        self.node[number as usize] as usize
    }

    /// The immediate dominator of a number; `None` of the root.
    pub(crate) fn above(&self, number: u32) -> Option<u32> {
        (number != 0).then(|| self.above[number as usize])
    }

    /// How many nodes are reached.
    pub(crate) fn len(&self) -> u32 {
        self.node.len() as u32
    }

    /// For each number a range that begins with its own place and holds the places of all that it dominates.
    pub(crate) fn below(&self) -> Vec<std::ops::Range<u32>> {
        let n = self.node.len();
        let mut size = vec![1; n];
        for w in (1..n).rev() {
            let above = self.above[w] as usize;
            size[above] += size[w];
        }
        // What is above has a lower number, so its place is known.
        let (mut out, mut next) = (vec![0..0; n], vec![0; n]);
        for w in 0..n {
            let above = self.above[w] as usize;
            let start = if w == 0 { 0 } else { next[above] };
            next[above] = start + size[w];
            out[w] = start..start + size[w];
            next[w] = start + 1;
        }
        out
    }

    /// What all ways to two numbers pass last, which may be one of them; `None` after `most` steps.
    pub(crate) fn common(&self, mut a: u32, mut b: u32, most: &mut u32) -> Option<u32> {
        while a != b {
            *most = most.checked_sub(1)?;
            let lower = if a > b { &mut a } else { &mut b };
            *lower = self.above[*lower as usize];
        }
        Some(a)
    }
}

#[cfg(test)]
mod tests {
    use petgraph::algo::dominators::simple_fast;
    use petgraph::graph::DiGraph;
    use petgraph::visit::Dfs;
    use proptest::prelude::*;

    use super::*;

    fn immediate(graph: &DiGraph<(), ()>) -> Vec<Option<usize>> {
        let d = Dominators::new(graph, 0.into());
        let of = |v: usize| d.above(d.number(v)?).map(|n| d.node(n));
        (0..graph.node_count()).map(of).collect()
    }

    proptest! {
        /// petgraph's answer, and the meaning of it: without a dominator nothing leads to the node, without any other
        /// node something does.
        #[test]
        fn as_petgraph_says_and_as_taking_nodes_away_shows(
            edges in prop::collection::vec((0u32..14, 0u32..14), 0..48)
        ) {
            let mut graph = DiGraph::<(), ()>::from_edges(edges.iter().copied());
            while graph.node_count() < 14 {
                graph.add_node(());
            }
            let ours = immediate(&graph);
            let dominators = Dominators::new(&graph, 0.into());
            let below = dominators.below();
            for v in 0..dominators.len() {
                let above = std::iter::successors(Some(v), |&w| dominators.above(w));
                let (above, place) = (above.collect::<Vec<_>>(), below[v as usize].start);
                let holds = (0..dominators.len()).filter(|&w| below[w as usize].contains(&place));
                prop_assert_eq!(holds.collect::<Vec<_>>(), above.into_iter().rev().collect::<Vec<_>>());
            }
            let theirs = simple_fast(&graph, 0.into());
            for v in graph.node_indices() {
                let other = theirs.immediate_dominator(v).map(petgraph::graph::NodeIndex::index);
                prop_assert_eq!(ours[v.index()], other, "{:?}", v);
                let chain: Vec<usize> = std::iter::successors(ours[v.index()], |&d| ours[d]).collect();
                let reached = |without: Option<usize>| {
                    let kept = graph.filter_map(|n, ()| (Some(n.index()) != without).then_some(n), |_, ()| Some(()));
                    let find = |i: usize| kept.node_indices().find(|&n| kept[n].index() == i);
                    let (Some(root), Some(end)) = (find(0), find(v.index())) else { return false };
                    let mut walk = Dfs::new(&kept, root);
                    while walk.next(&kept).is_some_and(|at| at != end) {}
                    petgraph::visit::VisitMap::is_visited(&walk.discovered, &end)
                };
                for d in (0..14).filter(|&d| d != v.index() && reached(None)) {
                    prop_assert_eq!(!reached(Some(d)), chain.contains(&d), "{} of {:?}", d, v);
                }
            }
        }
    }

    #[test]
    fn chains_linked_both_ways_and_chains_that_lead_back_take_no_time() {
        let n = 300_000;
        let both = (0..n).flat_map(|v| [(v, v + 1), (v + 1, v)]).chain([(0, n)]);
        let start = std::time::Instant::now();
        assert_eq!(immediate(&DiGraph::from_edges(both))[5], Some(0));
        let back = (0..n).flat_map(|v| [(v, v + 1), (v + 1, 1)]);
        assert_eq!(immediate(&DiGraph::from_edges(back))[5], Some(4));
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
