//! Deep hashes on generated graphs: equal if and only if the types are structurally equal.
//!
//! What is structurally equal is decided here without hashes, by coinduction: a pair of nodes is equal unless
//! some path from it leads to two rows or edge labels that differ.

use std::collections::HashSet;

use abilens::graph::builder::GraphBuilder;
use abilens::graph::canon::deep::{Hashable, deep_hashes};
use abilens::graph::{Edge, EdgeKind, Flags, Graph, Kind, TypeId};
use proptest::collection::vec;
use proptest::prelude::*;

/// One node: which of few kinds and names it has, and where its edges lead.
/// The choice is small on purpose: nodes shall often be equal, and nearly so.
#[derive(Clone, Debug)]
struct Spec {
    shape: u8,
    targets: Vec<usize>,
}

fn specs(most: usize) -> impl Strategy<Value = Vec<Spec>> {
    (1..most).prop_flat_map(|n| {
        let node = (0..6u8, vec(0..n, 0..4)).prop_map(|(shape, targets)| Spec { shape, targets });
        vec(node, n)
    })
}

/// Builds the specs in the given order; node `order[i]` becomes the i-th. Node 0 of the graph is `void`.
fn build(specs: &[Spec], order: &[usize]) -> Graph {
    let mut b = GraphBuilder::new();
    let mut ids = vec![TypeId::VOID; specs.len()];
    for &i in order {
        let (kind, name, size) = match specs[i].shape {
            0 => (Kind::Pointer, "", 8),
            1 => (Kind::Const, "", 0),
            2 => (Kind::Struct, "", 8),
            3 => (Kind::Struct, "node", 8),
            4 => (Kind::Typedef, "alias", 0),
            _ => (Kind::Function, "", 0),
        };
        ids[i] = b.add(kind, name, size, Vec::new());
    }
    for (i, spec) in specs.iter().enumerate() {
        let single = matches!(spec.shape, 0 | 1 | 4);
        let mut edges = Vec::new();
        for (n, &to) in spec.targets.iter().enumerate() {
            let target = ids[to];
            edges.push(match spec.shape {
                2 | 3 => b.member(["left", "right"][n % 2], 64 * n as i64, target),
                5 if n == 0 => Edge { value: 0, ..GraphBuilder::edge(EdgeKind::Return, target) },
                5 => Edge { value: n as i64 - 1, ..GraphBuilder::edge(EdgeKind::Param, target) },
                _ => GraphBuilder::edge(EdgeKind::Target, target),
            });
            if single {
                break;
            }
        }
        *b.edges_mut(ids[i]) = edges;
    }
    b.finish()
}

struct Content<'g>(&'g Graph);

impl Hashable for Content<'_> {
    fn count(&self) -> usize {
        self.0.len()
    }
    fn targets(&self, node: u32) -> impl Iterator<Item = u32> {
        self.0.edges(TypeId(node)).iter().map(|e| e.target.0)
    }
    fn content(&self, node: u32, out: &mut Vec<u8>) {
        let g = self.0;
        let n = g.node(TypeId(node));
        let text = format!("{:?} {} {} {} {} {}", n.kind, g.str(n.name), n.flags.0, n.byte_size, n.alignment, n.aux);
        out.extend_from_slice(text.as_bytes());
        for e in g.edges(TypeId(node)) {
            let text = format!("|{:?} {} {} {} {}", e.kind, g.str(e.name), e.value, e.bit_size, e.flags.0);
            out.extend_from_slice(text.as_bytes());
        }
    }
}

fn hashes(g: &Graph) -> Vec<u128> {
    deep_hashes(&Content(g))
}

/// Structural equality of type `a` of `g` and type `b` of `h`.
fn equal(g: &Graph, a: TypeId, h: &Graph, b: TypeId) -> bool {
    let mut assumed = HashSet::from([(a, b)]);
    let mut open = vec![(a, b)];
    while let Some((a, b)) = open.pop() {
        let (n, m) = (g.node(a), h.node(b));
        let flags = |f: Flags| f.0 & Flags::IDENTITY.0;
        let row = n.kind == m.kind
            && g.str(n.name) == h.str(m.name)
            && flags(n.flags) == flags(m.flags)
            && (n.byte_size, n.alignment, n.aux) == (m.byte_size, m.alignment, m.aux);
        let (left, right) = (g.edges(a), h.edges(b));
        if !row || left.len() != right.len() {
            return false;
        }
        for (x, y) in left.iter().zip(right) {
            let label = (x.kind, x.value, x.bit_size, x.flags) == (y.kind, y.value, y.bit_size, y.flags)
                && g.str(x.name) == h.str(y.name);
            if !label {
                return false;
            }
            if assumed.insert((x.target, y.target)) {
                open.push((x.target, y.target));
            }
        }
    }
    true
}

fn check(g: &Graph, h: &Graph) -> Result<(), TestCaseError> {
    let (left, right) = (hashes(g), hashes(h));
    for a in g.ids() {
        for b in h.ids() {
            let hashes = left[a.index()] == right[b.index()];
            prop_assert_eq!(hashes, equal(g, a, h, b), "{:?} and {:?}", a, b);
        }
    }
    Ok(())
}

fn in_order(specs: &[Spec]) -> Graph {
    build(specs, &(0..specs.len()).collect::<Vec<_>>())
}

/// Copies every node `copies` times; an edge leads to one of the copies of its target, drawn from `choice`.
/// Cycles are unrolled wholly or in part by this, and nothing changes structurally.
fn unroll(specs: &[Spec], copies: usize, choice: &[usize]) -> Vec<Spec> {
    let mut out = Vec::new();
    let mut draw = choice.iter().copied().cycle();
    for _ in 0..copies {
        for spec in specs {
            let targets = spec.targets.iter().map(|t| t + specs.len() * (draw.next().unwrap_or(0) % copies)).collect();
            out.push(Spec { shape: spec.shape, targets });
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn within_one_graph(specs in specs(14)) {
        let g = in_order(&specs);
        check(&g, &g)?;
    }

    #[test]
    fn between_two_graphs(left in specs(7), right in specs(7)) {
        check(&in_order(&left), &in_order(&right))?;
    }

    #[test]
    fn in_any_order((specs, order) in specs(14).prop_flat_map(|s| {
        let order = Just((0..s.len()).collect::<Vec<_>>()).prop_shuffle();
        (Just(s), order)
    })) {
        check(&in_order(&specs), &build(&specs, &order))?;
    }

    #[test]
    fn with_copies_and_unrolled_cycles(specs in specs(8), copies in 2..4usize, choice in vec(0..6usize, 1..40)) {
        let (g, h) = (in_order(&specs), in_order(&unroll(&specs, copies, &choice)));
        let (left, right) = (hashes(&g), hashes(&h));
        for (i, &hash) in right[1..].iter().enumerate() {
            prop_assert_eq!(left[1 + i % specs.len()], hash, "copy {}", i);
        }
        check(&g, &h)?;
    }

    #[test]
    fn a_ring_equals_its_multiples(length in 1..6usize, times in 1..6usize) {
        let ring = |n: usize| -> Vec<Spec> {
            (0..n).map(|i| Spec { shape: if i % length == 0 { 3 } else { 0 }, targets: vec![(i + 1) % n] }).collect()
        };
        check(&in_order(&ring(length)), &in_order(&ring(length * times)))?;
    }
}

/// A node in front of a cycle that is the same as one inside it.
#[test]
fn the_way_into_a_cycle() {
    let pointer = |to| Spec { shape: 0, targets: vec![to] };
    let node = |to| Spec { shape: 3, targets: vec![to] };
    // 0 and 1 are the cycle; 2 and 3 lead into it and are equal to 1 and 0.
    let g = in_order(&[node(1), pointer(0), pointer(0), node(2)]);
    let deep = hashes(&g);
    assert_eq!((deep[3], deep[4]), (deep[2], deep[1]));
    // A cycle in front of a cycle: both members of 0 and 2 lead on to a node like themselves.
    let pair = |left, right| Spec { shape: 3, targets: vec![left, right] };
    let g = in_order(&[pair(1, 0), pointer(0), pair(3, 0), pointer(2)]);
    let deep = hashes(&g);
    assert_eq!((deep[3], deep[4]), (deep[1], deep[2]));
}

/// Chains as long as hostile input can make them do not overflow the stack.
#[test]
fn a_chain_of_a_hundred_thousand() {
    let n = 100_000;
    let chain: Vec<Spec> = (0..n).map(|i| Spec { shape: 0, targets: vec![(i + 1) % n] }).collect();
    let deep = hashes(&in_order(&chain));
    assert!(deep[1..].iter().all(|d| *d == deep[1]), "a ring of pointers is one type");
    let mut chain = chain;
    chain[n - 1].targets.clear();
    let mut deep = hashes(&in_order(&chain));
    deep.sort_unstable();
    deep.dedup();
    assert_eq!(deep.len(), n + 1, "every pointer of a chain is another type, and void is one");
}
