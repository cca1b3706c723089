//! What genksyms would hash of each type, as far as debug information tells, and what it would not.
//!
//! Of every definition in [`Views`] there is a **token hash**: names of members, typedefs and enumerators, the
//! types they are declared with, widths of bit-fields, lengths of arrays, values of enumerators. A named type
//! counts as its name there, as in one line of a symtypes file; unnamed ones are spelt out. Parameter names and
//! `restrict` do not count, nor do offsets, sizes and alignment: those have a **layout hash** of their own, in which
//! nothing else counts: a record is where its members lie (those of unnamed records inside it, too), a qualifier or
//! typedef is its target, and what a pointer points to is nothing.
//!
//! `scripts/genksyms` hashes source text, so two things are only approximated: `unsigned` and `unsigned int` look
//! alike here, and a value stands for the expression that made it.

use xxhash_rust::xxh3::xxh3_64;

use crate::graph::canon::table::NameKind;
use crate::graph::canon::views::Views;
use crate::graph::{EdgeFlags, EdgeKind, Flags, Graph, Kind, TypeId};

/// A named type that a definition mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The declaration of the name.
    pub name: TypeId,
    /// The edge of the definition (its index from 0) below which it stands.
    pub edge: u32,
}

/// Columns beside the rows of a [`Views`].
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// Token hash of each definition and unnamed type; 0 for names.
    pub token: Vec<u64>,
    /// Layout hash of each; 0 for names and functions.
    pub layout: Vec<u64>,
    first: Vec<u32>,
    mentions: Vec<Mention>,
}

impl Tokens {
    /// Named types that a row mentions, each once, in the order of the text.
    #[must_use]
    pub fn mentions(&self, id: TypeId) -> &[Mention] {
        &self.mentions[self.first[id.index()] as usize..self.first[id.index() + 1] as usize]
    }

    /// Computes the columns.
    #[must_use]
    pub fn new(views: &Views) -> Self {
        let g = &views.graph;
        let mut work = Work {
            views,
            texts: (0..g.names.len()).map(|i| xxh3_64(g.str(crate::graph::NameId(i as u32)).as_bytes())).collect(),
            token: vec![0; g.len()],
            layout: vec![0; g.len()],
            mentions: vec![Vec::new(); g.len()],
            state: vec![0; g.len()],
            leaves: vec![Leaves::default(); g.len()],
            buffer: Vec::new(),
        };
        for id in g.ids().skip(views.names as usize + 1) {
            work.visit(id);
        }
        let mut out = Self { token: work.token, layout: work.layout, first: vec![0], mentions: Vec::new() };
        for list in work.mentions {
            out.mentions.extend(list);
            out.first.push(out.mentions.len() as u32);
        }
        out
    }
}

struct Work<'v> {
    views: &'v Views,
    /// Hash of each name's text: both sides number names differently.
    texts: Vec<u64>,
    token: Vec<u64>,
    layout: Vec<u64>,
    mentions: Vec<Vec<Mention>>,
    /// 0 not seen, 1 under way, 2 done.
    state: Vec<u8>,
    /// Of unnamed records, for those that hold them.
    leaves: Vec<Leaves>,
    buffer: Vec<u8>,
}

/// Where the members of a record lie: bit offset, and bits of a bit-field; ascending, each once.
type Leaves = Box<[(u64, u32)]>;

/// Of more leaves an unnamed record counts as one: records nested twice each double them.
const LEAVES: usize = 4096;

impl Work<'_> {
    /// Unnamed types first, on an explicit stack. A cycle of unnamed types, which no C has, ends where it closes.
    fn visit(&mut self, root: TypeId) {
        let g = &self.views.graph;
        if self.state[root.index()] != 0 {
            return;
        }
        let mut stack = vec![(root, 0usize)];
        self.state[root.index()] = 1;
        while let Some(&mut (at, ref mut next)) = stack.last_mut() {
            if let Some(edge) = g.edges(at).get(*next) {
                *next += 1;
                let to = edge.target;
                if to.0 > self.views.names && self.state[to.index()] == 0 {
                    self.state[to.index()] = 1;
                    stack.push((to, 0));
                }
                continue;
            }
            stack.pop();
            self.finish(g, at);
            self.state[at.index()] = 2;
        }
    }

    fn finish(&mut self, g: &Graph, at: TypeId) {
        let node = g.node(at);
        if node.kind == Kind::Restrict {
            let to = g.target(at).index();
            self.mentions[at.index()] = if self.views.is_name(TypeId(to as u32)) {
                vec![Mention { name: TypeId(to as u32), edge: 0 }]
            } else {
                self.mentions[to].clone()
            };
            let mut token = std::mem::take(&mut self.buffer);
            token.clear();
            self.target(g, TypeId(to as u32), &mut token);
            self.token[at.index()] = xxh3_64(&token);
            self.layout[at.index()] = self.layout[to];
            self.leaves[at.index()] = self.leaves[to].clone();
            self.buffer = token;
            return;
        }
        let mut token = std::mem::take(&mut self.buffer);
        token.clear();
        let tag = match node.kind {
            Kind::Class => Kind::Struct,
            kind => kind,
        };
        let shape = node.flags.0 & (Flags::FLEXIBLE.0 | Flags::VARIADIC.0 | Flags::UNPROTOTYPED.0 | Flags::VECTOR.0);
        token.extend_from_slice(&[tag as u8]);
        token.extend_from_slice(&shape.to_le_bytes());
        token.extend_from_slice(&self.texts[node.name.0 as usize].to_le_bytes());
        if node.kind == Kind::Array {
            token.extend_from_slice(&node.aux.to_le_bytes());
        }
        let mut mentions: Vec<Mention> = Vec::new();
        for (i, e) in g.edges(at).iter().enumerate() {
            if node.kind == Kind::Enum && e.kind == EdgeKind::Target {
                continue;
            }
            token.push(e.kind as u8);
            if e.kind != EdgeKind::Param {
                token.extend_from_slice(&self.texts[e.name.0 as usize].to_le_bytes());
            }
            if e.kind == EdgeKind::Enumerator {
                token.extend_from_slice(&e.value.to_le_bytes());
                continue;
            }
            if e.flags.has(EdgeFlags::BIT_FIELD) {
                token.extend_from_slice(&e.bit_size.to_le_bytes());
            }
            self.target(g, e.target, &mut token);
            let mut mention = |name: TypeId| {
                if !mentions.iter().any(|m| m.name == name) {
                    mentions.push(Mention { name, edge: i as u32 });
                }
            };
            if self.views.is_name(e.target) {
                mention(e.target);
            } else {
                self.mentions[e.target.index()].iter().for_each(|m| mention(m.name));
            }
        }
        self.token[at.index()] = xxh3_64(&token);
        self.mentions[at.index()] = mentions;
        self.buffer = token;
        self.lay_out(g, at);
    }

    /// Layout hash of a row, and leaves of an unnamed record or what leads to one.
    fn lay_out(&mut self, g: &Graph, at: TypeId) {
        let node = g.node(at);
        let through = match node.kind {
            Kind::Const | Kind::Volatile | Kind::Atomic | Kind::Typedef => Some(g.target(at)),
            _ => None,
        };
        if let Some(to) = through {
            self.layout[at.index()] = self.layout[to.index()];
            if node.kind != Kind::Typedef {
                self.leaves[at.index()] = self.leaves[to.index()].clone();
            }
            return;
        }
        if node.kind == Kind::Function {
            return;
        }
        let mut bytes = node.byte_size.to_le_bytes().to_vec();
        bytes.extend_from_slice(&node.alignment.to_le_bytes());
        if node.kind == Kind::Array {
            let to = g.target(at);
            bytes.extend_from_slice(&node.aux.to_le_bytes());
            bytes.extend_from_slice(&self.layout[to.index()].to_le_bytes());
            self.leaves[at.index()] = self.leaves[to.index()].clone();
        }
        if node.kind.is_record() {
            let mut leaves: Vec<(u64, u32)> = Vec::new();
            for e in g.edges(at).iter().filter(|e| matches!(e.kind, EdgeKind::Member | EdgeKind::Base)) {
                let inner = &self.leaves[e.target.index()];
                let bits = if e.flags.has(EdgeFlags::BIT_FIELD) { e.bit_size } else { 0 };
                if inner.is_empty() || inner.len() > LEAVES {
                    leaves.push((e.value.cast_unsigned(), bits));
                } else {
                    leaves.extend(
                        inner.iter().map(|&(offset, bits)| (offset.wrapping_add(e.value.cast_unsigned()), bits)),
                    );
                }
            }
            leaves.sort_unstable();
            leaves.dedup();
            for (offset, bits) in &leaves {
                bytes.extend_from_slice(&offset.to_le_bytes());
                bytes.extend_from_slice(&bits.to_le_bytes());
            }
            if node.name.is_none() {
                self.leaves[at.index()] = leaves.into_boxed_slice();
            }
        }
        self.layout[at.index()] = xxh3_64(&bytes);
    }

    fn target(&self, g: &Graph, to: TypeId, out: &mut Vec<u8>) {
        let mut to = to;
        // `restrict` is no token.
        for _ in 0..64 {
            if g.node(to).kind != Kind::Restrict {
                break;
            }
            to = g.target(to);
        }
        if to == TypeId::VOID {
            out.push(0);
        } else if self.views.is_name(to) {
            let node = g.node(to);
            out.extend_from_slice(&[1, NameKind::of(node.kind) as u8]);
            out.extend_from_slice(&self.texts[node.name.0 as usize].to_le_bytes());
        } else {
            out.push(2);
            out.extend_from_slice(&self.token[to.index()].to_le_bytes());
        }
    }
}
