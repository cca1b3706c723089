//! Members that were put into a struct, or taken out of one.
//!
//! What stands at an offset is found by its offset, what stands elsewhere by its name: no list is gone through for
//! each member.

use super::akin::alike;
use super::scalars::{self, Piece};
use super::shapes;
use super::types::Comparison;
use crate::compare::leaves::Leaf;
use crate::graph::{Edge, EdgeKind, Graph, TypeId};
use crate::ground::maps::FastMap;

/// A member whose scalars stand in other members now.
pub struct Regrouped {
    /// Which of OLD's.
    pub old: usize,
    /// Names of what holds them now.
    pub holders: String,
    /// One of them that stands elsewhere under its own name, what stands in its place, and its offset in bits now.
    pub swapped: Option<(String, String, i64)>,
    /// One of them stands in an element of this array, which has no name of its own.
    pub element: Option<String>,
    /// Of a base that was taken apart, its class.
    pub base: Option<TypeId>,
}

impl Regrouped {
    /// Whether it is this base.
    pub fn is_base_of(&self, graph: &Graph, base: &Edge) -> bool {
        self.base == Some(graph.strip(base.target))
    }
}

/// How many scalars at one offset are looked at: alternatives of a union, of which people write some dozens.
const AT_ONE_PLACE: usize = 256;

/// Members that went into a struct, or came out of one, with all their scalars where they were: taken from
/// `removed`, with the names of what holds the bytes now.
pub fn regrouped(
    comparison: &Comparison<'_>,
    old: &[Leaf<'_>],
    new: &[Leaf<'_>],
    removed: &mut Vec<usize>,
    added: &[usize],
) -> Vec<Regrouped> {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let pieces = |graph: &Graph, leaf: &Leaf<'_>| -> Option<Vec<Piece>> {
        let mut list = match leaf.bit_field {
            Some(width) => {
                let (bits, target) = (i64::from(width), graph.strip(leaf.target));
                let name = leaf.edge.name;
                vec![Piece { bit_offset: 0, bits, bit_field: true, in_array: false, below_array: false, target, name }]
            }
            None => scalars::pieces(graph, leaf.target)?,
        };
        for p in &mut list {
            p.bit_offset += leaf.bit_offset;
            if p.name.is_none() {
                p.name = leaf.edge.name;
            }
        }
        Some(list)
    };
    if removed.is_empty() || added.is_empty() {
        return Vec::new();
    }
    let mut there: Vec<(Piece, usize)> = Vec::new();
    for &j in added {
        if !new[j].unknown_offset {
            there.extend(pieces(new_graph, &new[j]).unwrap_or_default().into_iter().map(|p| (p, j)));
        }
    }
    there.sort_unstable_by_key(|p| (p.0.bit_offset, p.1));
    let mut by_name: FastMap<(&str, i64), Piece> = FastMap::default();
    for (q, _) in &there {
        by_name.entry((new_graph.str(q.name), q.bits)).or_insert(*q);
    }
    let mut places: Vec<(i64, i64)> = removed.iter().map(|&i| (old[i].bit_offset, old[i].end())).collect();
    places.sort_unstable();
    let mut out = Vec::new();
    removed.retain(|&i| {
        let x = &old[i];
        let Some(list) = pieces(old_graph, x).filter(|l| !l.is_empty() && !x.unknown_offset) else { return true };
        let mut holders: Vec<usize> = Vec::new();
        let mut swapped = None;
        let mut element = None;
        for p in &list {
            let start = there.partition_point(|q| q.0.bit_offset < p.bit_offset);
            let here = || there[start..].iter().take_while(|q| q.0.bit_offset == p.bit_offset).take(AT_ONE_PLACE);
            let same_name = |q: &Piece| old_graph.str(p.name) == new_graph.str(q.name);
            let fits = |q: &&(Piece, usize)| {
                let shape = p.bits == q.0.bits && p.bit_field == q.0.bit_field;
                shape
                    && alike(comparison, p.target, q.0.target)
                    && !shapes::set_aside(old_graph, x, new_graph, &new[q.1])
            };
            let Some(q) = here().filter(fits).find(|q| same_name(&q.0)).or_else(|| here().find(fits)) else {
                return true;
            };
            if holders.last() != Some(&q.1) {
                holders.push(q.1);
            }
            if element.is_none() && q.0.in_array && !p.in_array && !p.name.is_none() && !same_name(&q.0) {
                element = Some(new_graph.str(q.0.name).to_owned());
            }
            // Under its own name it stands elsewhere.
            if swapped.is_none() && !p.name.is_none() && !here().any(|q| same_name(&q.0)) {
                let moved = by_name.get(&(old_graph.str(p.name), p.bits));
                swapped = moved.map(|r| (old_graph.str(p.name).to_owned(), new_graph.str(q.0.name).to_owned(), *r));
            }
        }
        if grows(old_graph, &list, &places, |at| {
            let start = there.partition_point(|q| q.0.bit_offset < at);
            let here = there[start..].iter().take_while(|q| q.0.bit_offset == at).take(AT_ONE_PLACE);
            here.filter(|q| q.0.below_array && holders.contains(&q.1)).map(|q| new_graph.str(q.0.name)).collect()
        }) {
            return true;
        }
        let names: Vec<&str> = holders.iter().map(|&j| new[j].name.as_ref()).collect();
        out.push(Regrouped {
            old: i,
            holders: names.join(", "),
            swapped: swapped.map(|(a, b, r)| (a, b, r.bit_offset)),
            element,
            base: (x.edge.kind == EdgeKind::Base).then(|| old_graph.strip(x.target)),
        });
        false
    });
    out
}

/// Whether an array at the end of a member goes on behind it, where none of OLD's other members stood: it is a longer one.
/// `places`: what members that are elsewhere now took, in bits. `now`: names of elements of arrays at an offset of NEW.
fn grows<'g>(graph: &Graph, list: &[Piece], places: &[(i64, i64)], now: impl Fn(i64) -> Vec<&'g str>) -> bool {
    let Some(last) = list.iter().rev().find(|p| p.below_array && !p.name.is_none()) else { return false };
    let before = list.iter().rev().filter(|p| p.name == last.name && p.bit_offset < last.bit_offset);
    let stride = before.map(|p| last.bit_offset - p.bit_offset).next().unwrap_or(last.bits);
    let next = last.bit_offset.saturating_add(stride);
    let taken = places[..places.partition_point(|p| p.0 <= next)].last().is_some_and(|p| next < p.1);
    !taken && now(next).contains(&graph.str(last.name))
}
