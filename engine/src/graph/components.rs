//! Strongly connected components: types, or pairs of them, that are all made of each other.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// Components of the nodes below `n`, where `of` tells what a node leads to; what a component leads to comes before it.
/// Members, and where each component ends among them.
///
/// petgraph's `kosaraju_scc`, which has stacks of its own; its `tarjan_scc` recurses, and a chain of types may be longer
/// than the stack. Linear; the edges are copied, since it wants them backwards as well: sixteen bytes each.
pub(crate) fn components<T: Iterator<Item = u32>>(n: usize, of: impl Fn(u32) -> T) -> (Vec<u32>, Vec<u32>) {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(n, n);
    for _ in 0..n {
        graph.add_node(());
    }
    for v in graph.node_indices() {
        for target in of(v.index() as u32) {
            graph.add_edge(v, NodeIndex::from(target), ());
        }
    }
    let (mut members, mut ends) = (Vec::with_capacity(n), Vec::new());
    for component in kosaraju_scc(&graph) {
        members.extend(component.iter().map(|v| v.index() as u32));
        ends.push(members.len() as u32);
    }
    (members, ends)
}

#[cfg(test)]
mod tests {
    use petgraph::algo::has_path_connecting;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Two nodes are of one component if and only if each leads to the other, and no edge leads to a later one.
        #[test]
        fn members_reach_each_other(edges in prop::collection::vec((0u32..12, 0u32..12), 0..40)) {
            let of = |v: u32| edges.iter().filter(move |e| e.0 == v).map(|e| e.1);
            let (members, ends) = components(12, of);
            let place = |v: u32| {
                let at = members.iter().position(|&m| m == v).unwrap() as u32;
                ends.iter().position(|&end| at < end).unwrap()
            };
            let graph = DiGraph::<(), ()>::from_edges(edges.iter().copied().chain((0..12).map(|v| (v, v))));
            for a in 0..12 {
                for b in 0..12 {
                    let both = has_path_connecting(&graph, a.into(), b.into(), None)
                        && has_path_connecting(&graph, b.into(), a.into(), None);
                    prop_assert_eq!(place(a) == place(b), both, "{} and {}", a, b);
                }
            }
            prop_assert!(edges.iter().all(|&(a, b)| place(b) <= place(a)));
        }
    }

    #[test]
    fn a_long_chain_ends_and_so_does_a_long_cycle() {
        let n = 300_000;
        let (_, ends) = components(n as usize, |v| (v + 1 < n).then_some(v + 1).into_iter());
        assert_eq!(ends.len(), n as usize);
        let (_, ends) = components(n as usize, |v| std::iter::once((v + 1) % n));
        assert_eq!(ends, [n]);
    }
}
