//! Deep hashes: one hash per type for everything reachable from it, the same in any file and order.
//!
//! Strongly connected components (`crate::graph::components`), bottom-up. A component of one node hashes its content
//! with its targets' deep hashes. In a larger one colours are refined until the number of distinct colours is stable;
//! the deep hash is a node's stable colour together with the set of all colours of the component.
//!
//! A node or component can also lead into a cycle and be equal to what is inside it (`a -> b -> a`, and another
//! `b` in front): it takes the hashes that are there. Of components this holds for all nodes or for none,
//! because everything that one of them reaches is then below already.

use xxhash_rust::xxh3::xxh3_128;

use crate::graph::components::components;
use crate::ground::maps::FastMap;

/// What the hashing needs to know of a graph.
pub trait Hashable {
    /// Number of nodes.
    fn count(&self) -> usize;
    /// Targets of a node, in edge order.
    fn targets(&self, node: u32) -> impl Iterator<Item = u32>;
    /// Appends everything of a node and its edge labels that counts, without the targets.
    fn content(&self, node: u32, out: &mut Vec<u8>);
}

/// One node of each class that lies on a cycle, of the components that are done.
struct Cycles {
    /// From a node's content with its targets' deep hashes to its own deep hash.
    known: FastMap<u128, u128>,
    /// From a hash of the content alone to the last node that has it, and from there to the one before.
    by_content: FastMap<u128, (u32, u32)>,
    before: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Cycles {
    /// The deep hashes of a component (in the order of its nodes) that is equal to one below it.
    fn find(
        &self,
        g: &impl Hashable,
        nodes: &[u32],
        contents: &[u128],
        deep: &[u128],
        inside: impl Fn(u32) -> bool,
    ) -> Option<Vec<u128>> {
        // The rarest content decides, and mostly it is new.
        let mut rarest: Option<(u32, usize, u32)> = None;
        for (i, content) in contents.iter().enumerate() {
            let &(last, count) = self.by_content.get(content)?;
            if rarest.is_none_or(|(least, ..)| count < least) {
                rarest = Some((count, i, last));
            }
        }
        let (_, start, mut candidate) = rarest?;
        let place: FastMap<u32, u32> = nodes.iter().copied().zip(0..).collect();
        let (mut left, mut right) = (Vec::new(), Vec::new());
        while candidate != NONE {
            let mut partner = vec![NONE; nodes.len()];
            partner[start] = candidate;
            let mut open = vec![start];
            let fits = 'walk: loop {
                let Some(i) = open.pop() else { break true };
                let (v, w) = (nodes[i], partner[i]);
                left.clear();
                right.clear();
                g.content(v, &mut left);
                g.content(w, &mut right);
                if left != right {
                    break false;
                }
                // Equal content: as many edges.
                for (t, u) in g.targets(v).zip(g.targets(w)) {
                    if !inside(t) {
                        if deep[t as usize] != deep[u as usize] {
                            break 'walk false;
                        }
                        continue;
                    }
                    let i = place[&t] as usize;
                    if partner[i] == NONE {
                        partner[i] = u;
                        open.push(i);
                    } else if deep[partner[i] as usize] != deep[u as usize] {
                        break 'walk false;
                    }
                }
            };
            if fits {
                return Some(partner.iter().map(|&w| deep[w as usize]).collect());
            }
            candidate = self.before[candidate as usize];
        }
        None
    }

    /// Adds a component that is done.
    fn add(&mut self, g: &impl Hashable, nodes: &[u32], contents: &[u128], deep: &[u128], buffer: &mut Vec<u8>) {
        self.before.resize(deep.len(), NONE);
        for (&v, &content) in nodes.iter().zip(contents) {
            buffer.clear();
            g.content(v, buffer);
            for t in g.targets(v) {
                buffer.push(0);
                buffer.extend_from_slice(&deep[t as usize].to_le_bytes());
            }
            if self.known.insert(xxh3_128(buffer), deep[v as usize]).is_none() {
                let last = self.by_content.entry(content).or_insert((NONE, 0));
                self.before[v as usize] = last.0;
                *last = (v, last.1 + 1);
            }
        }
    }
}

/// Deep hash of every node.
pub fn deep_hashes(g: &impl Hashable) -> Vec<u128> {
    let n = g.count();
    let (members, ends) = components(n, |v| g.targets(v));
    let mut deep = vec![0u128; n];
    let mut component = vec![u32::MAX; n];
    let mut start = 0usize;
    for (c, &end) in ends.iter().enumerate() {
        for &v in &members[start..end as usize] {
            component[v as usize] = c as u32;
        }
        start = end as usize;
    }
    let mut cycles = Cycles { known: FastMap::default(), by_content: FastMap::default(), before: Vec::new() };
    let mut contents = Vec::new();
    let mut buffer = Vec::new();
    let mut start = 0usize;
    for (c, &end) in ends.iter().enumerate() {
        let nodes = &members[start..end as usize];
        start = end as usize;
        let c = c as u32;
        let cyclic = nodes.len() > 1 || g.targets(nodes[0]).any(|t| t == nodes[0]);
        // Initial colour: content and what lies below the component.
        contents.clear();
        for &v in nodes {
            buffer.clear();
            g.content(v, &mut buffer);
            if cyclic {
                contents.push(xxh3_128(&buffer));
            }
            for t in g.targets(v) {
                if component[t as usize] == c {
                    buffer.push(1);
                } else {
                    buffer.push(0);
                    buffer.extend_from_slice(&deep[t as usize].to_le_bytes());
                }
            }
            deep[v as usize] = xxh3_128(&buffer);
        }
        if !cyclic {
            let hash = &mut deep[nodes[0] as usize];
            if let Some(&known) = cycles.known.get(hash) {
                *hash = known;
            }
            continue;
        }
        if let Some(found) = cycles.find(g, nodes, &contents, &deep, |t| component[t as usize] == c) {
            for (&v, hash) in nodes.iter().zip(found) {
                deep[v as usize] = hash;
            }
            continue;
        }
        refine(g, nodes, &mut deep, |t| component[t as usize] == c, &mut buffer);
        cycles.add(g, nodes, &contents, &deep, &mut buffer);
    }
    deep
}

/// Refines the initial colours of a component, and makes its deep hashes of them.
fn refine(g: &impl Hashable, nodes: &[u32], deep: &mut [u128], inside: impl Fn(u32) -> bool, buffer: &mut Vec<u8>) {
    let mut colours: Vec<u128> = nodes.iter().map(|&v| deep[v as usize]).collect();
    let mut sorted = colours.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let mut distinct = sorted.len();
    loop {
        for (colour, &v) in colours.iter_mut().zip(nodes) {
            buffer.clear();
            buffer.extend_from_slice(&deep[v as usize].to_le_bytes());
            for t in g.targets(v) {
                if inside(t) {
                    buffer.extend_from_slice(&deep[t as usize].to_le_bytes());
                }
            }
            *colour = xxh3_128(buffer);
        }
        for (&colour, &v) in colours.iter().zip(nodes) {
            deep[v as usize] = colour;
        }
        sorted.clone_from(&colours);
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.len() == distinct {
            break;
        }
        distinct = sorted.len();
    }
    buffer.clear();
    for colour in &sorted {
        buffer.extend_from_slice(&colour.to_le_bytes());
    }
    let all = xxh3_128(buffer);
    for &v in nodes {
        buffer.clear();
        buffer.extend_from_slice(&deep[v as usize].to_le_bytes());
        buffer.extend_from_slice(&all.to_le_bytes());
        deep[v as usize] = xxh3_128(buffer);
    }
}
