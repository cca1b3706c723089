//! Deep hashes of a graph that is already numbered, from what is in it: whether those that a snapshot states are its own.
//!
//! The comparison ends at equal hashes. Whoever makes a snapshot by hand can give changed types the hashes of unchanged ones,
//! and nothing else in the file contradicts that. The contents here are those that `resolve.rs` hashes.

use super::deep::{Hashable, deep_hashes};
use super::signature::digest;
use super::table::{NameKind, hash_name};
use crate::graph::{Flags, Graph, Member, NameId, TypeId};

struct Numbered<'g> {
    graph: &'g Graph,
    /// Hash of each name.
    names: Vec<u64>,
}

impl Numbered<'_> {
    fn name(&self, name: NameId) -> [u8; 8] {
        self.names[name.0 as usize].to_le_bytes()
    }
}

impl Hashable for Numbered<'_> {
    fn count(&self) -> usize {
        self.graph.len()
    }
    fn targets(&self, node: u32) -> impl Iterator<Item = u32> {
        self.graph.edges(TypeId(node)).iter().map(|e| e.target.0)
    }
    fn content(&self, node: u32, out: &mut Vec<u8>) {
        if node == 0 {
            out.push(0xff);
            return;
        }
        let n = self.graph.node(TypeId(node));
        if n.flags.has(Flags::DECLARATION) {
            out.push(0xfe);
            out.push(NameKind::of(n.kind) as u8);
            out.extend_from_slice(&self.name(n.name));
            return;
        }
        out.push(n.kind as u8);
        out.extend_from_slice(&n.flags.identity());
        out.extend_from_slice(&self.name(n.name));
        out.extend_from_slice(&n.byte_size.to_le_bytes());
        out.extend_from_slice(&n.alignment.to_le_bytes());
        out.extend_from_slice(&n.aux.to_le_bytes());
        let passing = n.flags.within(Flags::PASSING);
        if passing != Flags::default() {
            out.extend_from_slice(&passing.0.to_le_bytes());
        }
        let members = self.graph.members.of(TypeId(node));
        if !members.is_empty() {
            let text = |m: &Member| (self.graph.str(m.name), self.graph.str(m.signature), m.flags, m.slot, m.value);
            out.extend_from_slice(&digest(members.iter().map(text)).to_le_bytes());
        }
        for e in self.graph.edges(TypeId(node)) {
            out.extend_from_slice(&[e.kind as u8, e.flags.0]);
            out.extend_from_slice(&e.value.to_le_bytes());
            out.extend_from_slice(&self.name(e.name));
            out.extend_from_slice(&e.bit_size.to_le_bytes());
        }
    }
}

/// The first type whose deep hash is not that of its content; `None`: all hashes are what they should be.
#[must_use]
pub fn first_forged(graph: &Graph) -> Option<TypeId> {
    let count = u32::try_from(graph.names.len()).unwrap_or(u32::MAX);
    let names = (0..count).map(|n| hash_name(graph.str(NameId(n)).as_bytes())).collect();
    let deep = deep_hashes(&Numbered { graph, names });
    let at = deep.iter().zip(&graph.deep).position(|(made, stated)| made != stated)?;
    u32::try_from(at).ok().map(TypeId)
}
