//! After the walk: names hashed, edges grouped by node, bit-fields placed, qualified arrays turned inside out.

use super::{FastMap, Lowering};
use crate::graph::{EdgeFlags, EdgeKind, Kind};
use crate::read::dwarf::lower::grouped::grouped;
use crate::read::dwarf::lower::local::{LocalEdge, LocalNode, Target};
use crate::read::dwarf::read::unit::DwarfFile;

impl Lowering {
    /// Hashes names, groups edges by node and places what had to wait.
    pub(super) fn finish(&mut self, file: &DwarfFile<'_>) {
        let fixups = std::mem::take(&mut self.bit_fixups);
        // Edges are not grouped by their owners yet: where those of typedefs and qualifiers lead.
        let wide = std::mem::take(&mut self.wide_fields);
        let targets: FastMap<u32, Target> = if fixups.is_empty() && wide.is_empty() {
            FastMap::default()
        } else {
            let transparent = |e: &&LocalEdge| {
                let kind = self.nodes[e.owner as usize].kind;
                kind == Kind::Typedef || kind.is_qualifier()
            };
            self.edges.iter().filter(transparent).map(|e| (e.owner, e.target)).collect()
        };
        for (edge, bytes, from_top) in fixups {
            let size = self.size_of(&targets, self.edges[edge as usize].target);
            let e = &mut self.edges[edge as usize];
            e.value = bytes
                .wrapping_mul(8)
                .wrapping_add(size.wrapping_mul(8))
                .wrapping_sub(from_top)
                .wrapping_sub(u64::from(e.bit_size))
                .cast_signed();
        }
        for edge in wide {
            // Neither atomic types nor classes have bit-fields (C11, 6.7.2.1, paragraph 5; clang and GCC refuse them).
            if self.is_whole(&targets, self.edges[edge as usize].target) {
                let e = &mut self.edges[edge as usize];
                e.flags.0 &= !EdgeFlags::BIT_FIELD.0;
                e.bit_size = 0;
            }
        }
        let unlisted = self.add_unlisted(file);
        if self.interleaved {
            // Compilers list virtual functions among the data members, or behind them.
            let keys = 2 * self.nodes.len();
            grouped(&mut self.edges, keys, &mut self.spare, |e| {
                2 * e.owner as usize + usize::from(e.kind == EdgeKind::VirtualSlot)
            });
        }
        let mut i = 0;
        while i < self.edges.len() {
            let owner = self.edges[i].owner;
            let start = i;
            while i < self.edges.len() && self.edges[i].owner == owner {
                i += 1;
            }
            let n = &mut self.nodes[owner as usize];
            n.first_edge = start as u32;
            n.edges = (i - start) as u32;
        }
        self.order_unlisted(&unlisted);
        self.name_captures(file);
        self.rename_templates(file);
        self.finish_rust(file);
        // All names in one go: look-ups that do not wait for each other overlap their cache misses.
        for node in &mut self.nodes {
            // Those of C++ were hashed when they were spelt.
            if node.name_hash == 0 {
                node.name_hash = self.names.of(file, node.name, &self.arena);
            }
        }
        for edge in &mut self.edges {
            edge.name_hash = self.names.of(file, edge.name, &self.arena);
        }
        self.qualify_elements();
        self.unqualify_this();
        self.finish_members(file);
        self.finish_member_pointers(file);
    }

    /// A qualified array is an array of qualified elements (C11 6.7.3 p9); compilers write either.
    pub(super) fn qualify_elements(&mut self) {
        let mut i = 0;
        while i < self.nodes.len() {
            let node = self.nodes[i];
            i += 1;
            if !node.kind.is_qualifier() || node.edges != 1 {
                continue;
            }
            let Target::Local(array) = self.edges[node.first_edge as usize].target else { continue };
            let of = self.nodes[array as usize];
            if of.kind != Kind::Array || of.edges != 1 {
                continue;
            }
            let inner = self.nodes.len() as u32;
            let mut element = node;
            element.first_edge = self.edges.len() as u32;
            let mut edge = self.edges[of.first_edge as usize];
            edge.owner = inner;
            self.nodes.push(element);
            self.edges.push(edge);
            let n = &mut self.nodes[i - 1];
            *n = LocalNode { first_edge: n.first_edge, edges: 1, ..of };
            self.edges[node.first_edge as usize].target = Target::Local(inner);
        }
    }

    /// Size of a scalar behind typedefs and qualifiers, for bit-fields.
    fn size_of(&self, targets: &FastMap<u32, Target>, mut target: Target) -> u64 {
        for _ in 0..64 {
            let Target::Local(local) = target else { return 0 };
            let node = &self.nodes[local as usize];
            if node.kind == Kind::Typedef || node.kind.is_qualifier() {
                match targets.get(&local) {
                    Some(&next) => target = next,
                    None => return 0,
                }
            } else {
                return node.byte_size;
            }
        }
        0
    }

    /// Whether a type is a class or an array, or `_Atomic` among its qualifiers, which DWARF 4 cannot state.
    fn is_whole(&self, targets: &FastMap<u32, Target>, mut target: Target) -> bool {
        for _ in 0..64 {
            let Target::Local(local) = target else { return false };
            match self.nodes[local as usize].kind {
                Kind::Atomic | Kind::Array => return true,
                kind if kind.is_record() => return true,
                kind if kind == Kind::Typedef || kind.is_qualifier() => match targets.get(&local) {
                    Some(&next) => target = next,
                    None => return false,
                },
                _ => return false,
            }
        }
        false
    }
}
