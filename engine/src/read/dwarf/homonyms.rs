//! Several definitions of one name in one unit: kept apart, for a reference in debug information is an identity.
//!
//! C gives a tag that is defined in a prototype, a parameter list or a block a scope of its own, so one unit can hold
//! two `struct s`. References between types go by name (`share.rs`), which is what makes units meet. So each of several
//! different definitions of a name gets a name of its own here, which only the types of its unit know it by: a hash of
//! the name and of all that the definition is made of. Equal ones of different units thus stay one. The table knows
//! which name stands behind it (`Table::store_homonym`).

use xxhash_rust::xxh3::xxh3_64;

use super::lower::Lowering;
use super::lower::local::{LocalEdge, LocalNode, Target};
use super::read::unit::{DwarfFile, StrRef};
use crate::graph::canon::deep::{Hashable, deep_hashes};
use crate::graph::canon::table::{NameKind, Table};
use crate::graph::{Flags, Kind};
use crate::ground::maps::FastMap;

/// Names that a unit defines more than once.
#[derive(Default)]
pub struct Homonyms {
    /// Open addressing by name: the unit's number here and the local node. What another unit left counts as free.
    slots: Vec<(u32, u32)>,
    unit: u32,
    /// The first definition of a name, and one of the others.
    pairs: Vec<(u32, u32)>,
    /// Names of typedefs that the unit defines differently.
    typedefs: FastMap<u64, ()>,
}

impl Homonyms {
    /// Looks for names with several definitions, equal or not.
    pub fn find(&mut self, nodes: &[LocalNode]) {
        let wanted = (2 * nodes.len()).next_power_of_two().max(1 << 10);
        self.unit = self.unit.wrapping_add(1);
        if self.slots.len() < wanted || self.unit == 0 {
            self.slots.clear();
            self.slots.resize(wanted, (0, 0));
            self.unit = 1;
        }
        let mask = self.slots.len() - 1;
        self.pairs.clear();
        for (i, node) in nodes.iter().enumerate() {
            if !is_definition(node) {
                continue;
            }
            let kind = NameKind::of(node.kind);
            // A typedef mostly bears the name of its struct.
            let mut at = (node.name_hash.rotate_left(8 * kind as u32) as usize) & mask;
            loop {
                let slot = &mut self.slots[at];
                if slot.0 != self.unit {
                    *slot = (self.unit, i as u32);
                    break;
                }
                let first = slot.1 as usize;
                if nodes[first].name_hash == node.name_hash && NameKind::of(nodes[first].kind) == kind {
                    self.pairs.push((slot.1, i as u32));
                    break;
                }
                at = (at + 1) & mask;
            }
        }
    }

    /// Whether a name has several definitions, equal or not.
    pub fn are_possible(&self) -> bool {
        !self.pairs.is_empty()
    }

    /// Whether two definitions of one name differ, by their shallow hashes.
    pub fn differ(&mut self, nodes: &[LocalNode], mut hash: impl FnMut(u32) -> u128) -> bool {
        let mut differ = false;
        self.typedefs.clear();
        for &(first, other) in &self.pairs {
            if hash(first) == hash(other) {
                continue;
            }
            differ = true;
            let node = &nodes[other as usize];
            if node.kind == Kind::Typedef {
                self.typedefs.insert(node.name_hash, ());
            }
        }
        differ
    }
}

/// Takes the names of typedefs away that a unit of C++ defines several times: they are instances of one alias template,
/// which debug information names without its arguments. What names them then names what they stand for.
pub fn without_aliases(lowering: &mut Lowering, homonyms: &Homonyms) -> bool {
    if lowering.is_c || homonyms.typedefs.is_empty() {
        return false;
    }
    for node in &mut lowering.nodes {
        if node.kind == Kind::Typedef && homonyms.typedefs.contains_key(&node.name_hash) {
            (node.name, node.name_hash) = (StrRef::NONE, 0);
        }
    }
    lowering.skip_aliases();
    true
}

/// Gives each of several different definitions of one name a name of its own.
pub fn set_apart(table: &Table, file: &DwarfFile<'_>, lowering: &mut Lowering, homonyms: &Homonyms) {
    let mut definitions: Vec<u32> = homonyms.pairs.iter().flat_map(|&(first, other)| [first, other]).collect();
    definitions.sort_unstable();
    definitions.dedup();
    let part = Part::of(lowering, &definitions);
    let deep = deep_hashes(&part);
    let deep: Vec<(u32, u128)> = definitions.iter().map(|&d| (d, deep[part.place[d as usize] as usize])).collect();
    let mut known: FastMap<(NameKind, u64), (u128, bool)> = FastMap::default();
    for &(definition, hash) in &deep {
        let node = &lowering.nodes[definition as usize];
        let entry = known.entry((NameKind::of(node.kind), node.name_hash)).or_insert((hash, false));
        entry.1 |= entry.0 != hash;
    }
    for (definition, hash) in deep {
        let node = &mut lowering.nodes[definition as usize];
        let plain = node.name_hash;
        if !known.get(&(NameKind::of(node.kind), plain)).is_some_and(|k| k.1) {
            continue;
        }
        let mut bytes = [0u8; 24];
        bytes[..8].copy_from_slice(&plain.to_le_bytes());
        bytes[8..].copy_from_slice(&hash.to_le_bytes());
        node.name_hash = xxh3_64(&bytes).max(1);
        table.store_homonym(node.name_hash, plain);
        let text = file.string(node.name, &lowering.arena).unwrap_or_default();
        table.store_name(plain, || String::from_utf8_lossy(text).into_owned());
    }
}

fn is_definition(node: &LocalNode) -> bool {
    node.is_named() && !node.flags.has(Flags::DECLARATION)
}

/// Some types of a unit and all that they are made of, as [`deep_hashes`] wants them.
struct Part<'l> {
    nodes: &'l [LocalNode],
    edges: &'l [LocalEdge],
    /// Local nodes, ascending.
    members: Vec<u32>,
    /// Where a local node stands among them.
    place: Vec<u32>,
}

impl<'l> Part<'l> {
    fn of(lowering: &'l Lowering, roots: &[u32]) -> Self {
        const OUTSIDE: u32 = u32::MAX;
        let (nodes, edges) = (&lowering.nodes[..], &lowering.edges[..]);
        let mut part = Self { nodes, edges, members: roots.to_vec(), place: vec![OUTSIDE; nodes.len()] };
        roots.iter().for_each(|&root| part.place[root as usize] = 0);
        let mut done = 0;
        while let Some(&node) = part.members.get(done) {
            done += 1;
            for edge in part.edges_of(node) {
                if let Target::Local(to) = edge.target
                    && part.place[to as usize] == OUTSIDE
                {
                    part.place[to as usize] = 0;
                    part.members.push(to);
                }
            }
        }
        part.members.sort_unstable();
        for (place, &member) in part.members.iter().enumerate() {
            part.place[member as usize] = place as u32;
        }
        part
    }

    fn edges_of(&self, local: u32) -> &'l [LocalEdge] {
        let n = &self.nodes[local as usize];
        &self.edges[n.first_edge as usize..(n.first_edge + n.edges) as usize]
    }
}

impl Hashable for Part<'_> {
    fn count(&self) -> usize {
        self.members.len()
    }
    fn targets(&self, node: u32) -> impl Iterator<Item = u32> {
        self.edges_of(self.members[node as usize]).iter().filter_map(|e| match e.target {
            Target::Local(to) => Some(self.place[to as usize]),
            _ => None,
        })
    }
    fn content(&self, node: u32, out: &mut Vec<u8>) {
        let local = self.members[node as usize];
        let n = &self.nodes[local as usize];
        let (size, alignment) = n.extent();
        out.push(n.kind as u8);
        out.extend_from_slice(&n.flags.0.to_le_bytes()[..2]);
        out.extend_from_slice(&n.name_hash.to_le_bytes());
        out.extend_from_slice(&size.to_le_bytes());
        out.extend_from_slice(&alignment.to_le_bytes());
        out.extend_from_slice(&n.aux.to_le_bytes());
        for e in self.edges_of(local) {
            out.extend_from_slice(&[e.kind as u8, e.flags.0, u8::from(matches!(e.target, Target::Local(_)))]);
            out.extend_from_slice(&e.value.to_le_bytes());
            out.extend_from_slice(&e.name_hash.to_le_bytes());
            out.extend_from_slice(&e.bit_size.to_le_bytes());
        }
    }
}
