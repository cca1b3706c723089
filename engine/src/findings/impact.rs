//! Impact: which exports reach which root causes, and by which path.
//!
//! The pairs that differ form a graph below the exports; every path to a change runs through it. Its
//! components are taken bottom-up with one bit set of root causes each, so an export's set is the union
//! over the components it points to. One breadth-first search from all exports gives shortest paths.

use std::collections::VecDeque;

use fixedbitset::FixedBitSet;
use petgraph::visit::{DfsPostOrder, IntoNeighbors};

use crate::compare::change::{Change, ChangeId, Child, Owner, Pair, PairId, Step};
use crate::compare::types::Comparison;
use crate::compare::walk::PairGraph;
use crate::graph::components::components;
use crate::graph::{Graph, spell};

/// Where a breadth-first search came from.
#[derive(Clone, Copy, Debug)]
pub enum From {
    Link(u32, u32),
    Pair(u32, u32),
}

/// See the module.
pub struct Impact {
    /// Root causes by bit.
    pub roots: Vec<ChangeId>,
    /// For each link: bits of the roots it reaches.
    pub links: Vec<FixedBitSet>,
    /// How each pair was first reached.
    pub from: Vec<Option<From>>,
    /// How many pairs there are on the way to each, and the pair at which the front part of that way ends.
    depth: Vec<(u32, PairId)>,
}

/// The way from an export to a pair.
pub struct Way {
    pub link: u32,
    /// The first steps, outermost first.
    pub front: Vec<Step>,
    /// Steps that are left out.
    pub left_out: usize,
    /// The last steps.
    pub back: Vec<Step>,
}

/// A step as C; empty for [`Step::None`].
pub fn spelt(g: &Graph, step: Step) -> String {
    match step {
        Step::None => String::new(),
        Step::Edge(edge) => spell::member(g, &edge),
        Step::Result(id) => format!("returns {}", spell::type_name(g, id)),
        Step::Typedef(id) => format!("typedef {}", g.name(id)),
    }
}

/// How many steps the back part of a way has at most.
const WAY: usize = 32;
/// The same of the front part, with the step from the export, which its prototype tells.
const FRONT: usize = WAY + 1;

impl Impact {
    /// `same[i]` is the change that stands for change `i`; `from` comes from [`search`]; `ends` tells pairs at which every way ends
    /// that counts.
    pub fn new(c: &Comparison<'_>, same: &[ChangeId], (from, depth): Found, ends: impl Fn(&Pair) -> bool) -> Self {
        let stands = |i: &ChangeId| c.changes[i.0 as usize].root && same[i.0 as usize] == *i;
        let roots: Vec<ChangeId> = (0..c.changes.len() as u32).map(ChangeId).filter(stands).collect();
        let mut bit = vec![usize::MAX; c.changes.len()];
        for (i, root) in roots.iter().enumerate() {
            bit[root.0 as usize] = i;
        }
        for (i, other) in same.iter().enumerate() {
            bit[i] = bit[other.0 as usize];
        }
        for (id, root) in &c.folded {
            bit[id.0 as usize] = bit[same[root.0 as usize].0 as usize];
        }
        let (component, sets) = below(c, roots.len(), &bit, ends);
        let links = (0..c.link_children.len())
            .map(|l| {
                let mut set = FixedBitSet::with_capacity(roots.len());
                for id in &c.link_changes[l] {
                    if bit[id.0 as usize] != usize::MAX {
                        set.insert(bit[id.0 as usize]);
                    }
                }
                for child in &c.link_children[l] {
                    set.union_with(&sets[component[child.pair.0 as usize] as usize]);
                }
                set
            })
            .collect();
        Self { roots, links, from, depth }
    }

    /// The export from which a pair was reached first, and the steps from it. Those in the middle of a long way are
    /// not gone through: a finding in a chain of a thousand types costs as much as any other.
    pub fn path(&self, c: &Comparison<'_>, pair: PairId) -> Option<Way> {
        // What public headers declare is compared without an export that reaches it.
        (*self.from.get(pair.0 as usize)?)?;
        let (depth, front) = *self.depth.get(pair.0 as usize)?;
        let depth = depth as usize;
        if depth <= FRONT + WAY {
            let (link, front) = self.up(c, pair, depth)?;
            return Some(Way { link, front, left_out: 0, back: Vec::new() });
        }
        let (link, front) = self.up(c, front, FRONT)?;
        let (_, back) = self.up(c, pair, WAY)?;
        Some(Way { link, front, left_out: depth - FRONT - WAY, back })
    }

    /// The last steps on the way to a pair, and the export if they begin there.
    fn up(&self, c: &Comparison<'_>, pair: PairId, most: usize) -> Option<(u32, Vec<Step>)> {
        let mut steps: Vec<Step> = Vec::new();
        let (mut at, mut first) = (pair, 0);
        while steps.len() < most {
            match self.from[at.0 as usize]? {
                From::Link(link, child) => {
                    first = link;
                    steps.push(c.link_children[link as usize][child as usize].step);
                    break;
                }
                From::Pair(parent, child) => {
                    steps.push(c.pairs[parent as usize].children[child as usize].step);
                    at = PairId(parent);
                }
            }
        }
        steps.reverse();
        Some((first, steps))
    }
}

/// For each pair its component, and for each component which of `count` roots it reaches; `bit` has the root of each change.
fn below(
    c: &Comparison<'_>,
    count: usize,
    bit: &[usize],
    ends: impl Fn(&Pair) -> bool,
) -> (Vec<u32>, Vec<FixedBitSet>) {
    let graph = PairGraph { pairs: &c.pairs, held: false };
    let ends: &FixedBitSet = &(0..c.pairs.len()).filter(|&v| ends(&c.pairs[v])).collect();
    let next = |v: u32| graph.neighbors(v).filter(move |_| !ends.contains(v as usize));
    let (members, last) = components(c.pairs.len(), next);
    let mut component = vec![0u32; c.pairs.len()];
    let mut sets: Vec<FixedBitSet> = Vec::with_capacity(last.len());
    let mut start = 0usize;
    for (n, &end) in last.iter().enumerate() {
        let list = &members[start..end as usize];
        start = end as usize;
        for &v in list {
            component[v as usize] = n as u32;
        }
        let mut set = FixedBitSet::with_capacity(count);
        let mut last = u32::MAX;
        for &v in list {
            for id in &c.pairs[v as usize].changes {
                if bit[id.0 as usize] != usize::MAX {
                    set.insert(bit[id.0 as usize]);
                }
            }
            for t in next(v) {
                let k = component[t as usize];
                if k != n as u32 && k != last {
                    set.union_with(&sets[k as usize]);
                    last = k;
                }
            }
        }
        sets.push(set);
    }
    (component, sets)
}

/// How each pair was first reached, and what [`Impact`] keeps of how far it is.
pub type Found = (Vec<Option<From>>, Vec<(u32, PairId)>);

/// How each pair is reached first; `plumbing` tells exports whose names begin with an underscore.
pub fn search(c: &Comparison<'_>, plumbing: &[bool]) -> Found {
    let mut from: Vec<Option<From>> = vec![None; c.pairs.len()];
    let mut depth: Vec<(u32, PairId)> = vec![(0, PairId(0)); c.pairs.len()];
    let mut queue = VecDeque::new();
    let mut visit = |child: &Child, how: From, from: &mut Vec<Option<From>>, queue: &mut VecDeque<u32>| {
        let slot = &mut from[child.pair.0 as usize];
        if slot.is_none() {
            *slot = Some(how);
            let (before, front) = match how {
                From::Link(..) => (0, child.pair),
                From::Pair(parent, _) => depth[parent as usize],
            };
            let is_front = (before as usize) < FRONT;
            depth[child.pair.0 as usize] = (before + 1, if is_front { child.pair } else { front });
            queue.push_back(child.pair.0);
        }
    };
    // Plain names first: of two paths of one length the one from `__foo` tells less.
    let mut order: Vec<usize> = (0..c.link_children.len()).collect();
    order.sort_by_key(|&l| plumbing[l]);
    for l in order {
        let children = &c.link_children[l];
        for (i, child) in children.iter().enumerate() {
            visit(child, From::Link(l as u32, i as u32), &mut from, &mut queue);
        }
    }
    while let Some(p) = queue.pop_front() {
        for (i, child) in c.pairs[p as usize].children.iter().enumerate() {
            visit(child, From::Pair(p, i as u32), &mut from, &mut queue);
        }
    }
    (from, depth)
}

/// Root changes that explain why a value of a pair grew or moved: its own and those of what it holds.
pub fn layout_roots(c: &mut Comparison<'_>) -> Vec<Vec<ChangeId>> {
    by_value(c, true)
}

/// How many causes a value names. The largest structs of a kernel have some dozens in a year.
const MOST_CAUSES: usize = 1024;

/// Settles every pair, held ones first, and collects root changes: with `layout` those that change the
/// layout, else all of a value's own that may move it.
fn by_value(c: &mut Comparison<'_>, layout: bool) -> Vec<Vec<ChangeId>> {
    let n = c.pairs.len();
    let mut roots: Vec<Vec<ChangeId>> = vec![Vec::new(); n];
    let mut walk = DfsPostOrder::empty(PairGraph { pairs: &c.pairs, held: true });
    for root in 0..n as u32 {
        walk.move_to(root);
        while let Some(at) = walk.next(PairGraph { pairs: &c.pairs, held: true }) {
            let pair = PairId(at);
            let counts = |change: &Change| {
                if layout { change.affects_layout } else { !change.rule.moves_no_value() }
            };
            let wanted = |change: &Change| change.root && counts(change);
            let mut causes: Vec<ChangeId> = Vec::new();
            for id in &c.pairs[at as usize].changes {
                if wanted(&c.changes[id.0 as usize]) {
                    causes.push(*id);
                }
            }
            for child in &c.pairs[at as usize].children {
                let to = child.pair.0 as usize;
                if child.by_value && (!layout || c.pairs[to].layout_changed) {
                    causes.extend(&roots[to]);
                }
            }
            causes.sort_unstable();
            causes.dedup();
            // A chain of types that each have a cause of their own would have the square of them.
            causes.truncate(MOST_CAUSES);
            if layout {
                let before = c.changes.len();
                crate::compare::settle::settle(c, pair, &causes);
                for i in before..c.changes.len() {
                    if c.changes[i].root {
                        causes.push(ChangeId(i as u32));
                    }
                }
            }
            roots[at as usize] = causes;
        }
    }
    roots
}

/// All root changes inside a value of each pair.
pub fn value_roots(c: &mut Comparison<'_>) -> Vec<Vec<ChangeId>> {
    by_value(c, false)
}

/// Whether a change belongs to a link.
pub fn owner_link(change: &Change) -> Option<u32> {
    match change.owner {
        Owner::Link(l) => Some(l.0),
        _ => None,
    }
}
