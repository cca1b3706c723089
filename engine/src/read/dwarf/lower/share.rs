//! From the local types of a unit to the shared table: shallow hashes, children first.
//!
//! In a shallow hash a reference to a named type counts as kind and name, anything else as its own
//! shallow hash. So the hash needs no other unit, and cycles (which go through a name in C) end there.

use xxhash_rust::xxh3::xxh3_128;

use super::Lowering;
use super::local::{LocalEdge, LocalMember, LocalMethod, LocalNode, Target};
use crate::graph::canon::table::{Cache, Gid, NameKind, RawEdge, RawMember, RawNode, RawTarget, Table};
use crate::graph::{Flags, Kind};
use crate::ground::maps::FastMap;
use crate::read::dwarf::homonyms;
use crate::read::dwarf::homonyms::Homonyms;
use crate::read::dwarf::read::unit::DwarfFile;

/// Reusable buffers.
#[derive(Default)]
pub struct Sharing {
    hashes: Vec<u128>,
    /// 0 not seen, 1 in progress, 2 done.
    state: Vec<u8>,
    /// Node in the table of each local node.
    pub gids: Vec<Gid>,
    stack: Vec<(u32, u32)>,
    /// Local nodes, children before those that are made of them.
    order: Vec<u32>,
    buffer: Vec<u8>,
    homonyms: Homonyms,
    /// What a unit says of the members of a class.
    said: Vec<u8>,
    /// What this thread has told of the members of classes, by hash.
    told: FastMap<u128, ()>,
    /// The same of member functions by where their names stand in one file, so that names need not be read.
    told_here: FastMap<u128, ()>,
    told_here_of: u64,
    /// Rank of the object, see `RawNode::rank`.
    pub rank: u32,
}

const DONE: u8 = 2;
/// Stands for a cycle that no name breaks (not C).
const CYCLE: u128 = 0x0063_7963_6c65;

impl Sharing {
    /// Shallow hash of a local node.
    pub fn hash(&self, local: u32) -> u128 {
        self.hashes[local as usize]
    }

    /// How the table refers to a local node.
    pub fn target(&self, lowering: &Lowering, local: u32) -> RawTarget {
        let node = &lowering.nodes[local as usize];
        if node.is_named() {
            RawTarget::Name(NameKind::of(node.kind), node.name_hash)
        } else if node.kind == Kind::Void || self.gids[local as usize].0 == u32::MAX {
            RawTarget::Void
        } else {
            RawTarget::Node(self.gids[local as usize])
        }
    }

    /// Puts every local node of `lowering` into the table.
    pub fn unit(
        &mut self,
        table: &Table,
        cache: &mut Cache,
        file: &DwarfFile<'_>,
        lowering: &mut Lowering,
        path: &mut dyn FnMut(&LocalNode) -> String,
    ) {
        let mut there = self.has_homonyms(lowering);
        if there && homonyms::without_aliases(lowering, &self.homonyms) {
            there = self.has_homonyms(lowering);
        }
        if there {
            homonyms::set_apart(table, file, lowering, &self.homonyms);
        }
        self.hash_all(lowering);
        // Apart from hashing: look-ups that do not wait for each other overlap their cache misses.
        for i in 0..self.order.len() {
            self.intern(table, cache, file, lowering, self.order[i], path);
        }
        self.members(table, file, lowering);
        self.methods(table, cache, file, lowering, path);
    }

    /// Whether the unit defines a name several times and differently. Few names are asked for, so few types are hashed.
    fn has_homonyms(&mut self, lowering: &Lowering) -> bool {
        self.homonyms.find(&lowering.nodes);
        if !self.homonyms.are_possible() {
            return false;
        }
        self.start(lowering);
        let homonyms = &mut std::mem::take(&mut self.homonyms);
        let there = homonyms.differ(&lowering.nodes, |local| {
            self.hash_from(lowering, local);
            self.hashes[local as usize]
        });
        self.homonyms = std::mem::take(homonyms);
        there
    }

    /// Shallow hashes of all nodes, and their order.
    fn hash_all(&mut self, lowering: &Lowering) {
        self.start(lowering);
        for root in 0..lowering.nodes.len() as u32 {
            self.hash_from(lowering, root);
        }
    }

    fn start(&mut self, lowering: &Lowering) {
        let n = lowering.nodes.len();
        self.hashes.clear();
        self.hashes.resize(n, 0);
        self.state.clear();
        self.state.resize(n, 0);
        self.gids.clear();
        self.gids.resize(n, Gid(u32::MAX));
        self.order.clear();
    }

    /// Shallow hash of a node, after those of the nameless parts of it.
    #[inline]
    fn hash_from(&mut self, lowering: &Lowering, root: u32) {
        if self.state[root as usize] != 0 {
            return;
        }
        self.state[root as usize] = 1;
        self.stack.push((root, 0));
        while let Some(&mut (at, ref mut next)) = self.stack.last_mut() {
            let node = &lowering.nodes[at as usize];
            if *next < node.edges {
                let edge = &lowering.edges[(node.first_edge + *next) as usize];
                *next += 1;
                if let Target::Local(to) = edge.target
                    && self.state[to as usize] == 0
                    && !lowering.nodes[to as usize].is_named()
                {
                    self.state[to as usize] = 1;
                    self.stack.push((to, 0));
                }
                continue;
            }
            self.stack.pop();
            self.hash_node(lowering, at);
            self.order.push(at);
        }
    }

    /// Shallow hash of a node whose nameless parts have theirs.
    fn hash_node(&mut self, lowering: &Lowering, at: u32) {
        let node = &lowering.nodes[at as usize];
        let edges = &lowering.edges[node.first_edge as usize..(node.first_edge + node.edges) as usize];
        let (size, alignment) = node.extent();
        let b = &mut self.buffer;
        b.clear();
        let [low, high, ..] = node.flags.0.to_le_bytes();
        let mut p = Packed::<31>::new();
        p.add([node.kind as u8, low, high]);
        p.add(node.name_hash.to_le_bytes());
        p.add(size.to_le_bytes());
        p.add(alignment.to_le_bytes());
        p.add(node.aux.to_le_bytes());
        p.behind(b);
        for e in edges {
            hash_edge(b, e, lowering, &self.state, &self.hashes);
        }
        self.hashes[at as usize] = xxh3_128(b);
        self.state[at as usize] = DONE;
    }

    /// Shallow hash of the node that a member function would be.
    fn hash_method(&mut self, lowering: &Lowering, method: &LocalMethod) -> u128 {
        let b = &mut self.buffer;
        b.clear();
        b.extend_from_slice(&[Kind::Function as u8]);
        b.extend_from_slice(&method.flags.0.to_le_bytes()[..2]);
        // No name, size or alignment.
        b.extend_from_slice(&[0; 8 + 8 + 4]);
        b.extend_from_slice(&method.aux.to_le_bytes());
        for e in lowering.edges_of(method) {
            hash_edge(b, &e, lowering, &self.state, &self.hashes);
        }
        xxh3_128(b)
    }

    /// Hands the virtual functions and static data of classes over, unless this thread has told the same of the class
    /// before.
    fn members(&mut self, table: &Table, file: &DwarfFile<'_>, lowering: &mut Lowering) {
        let members = std::mem::take(&mut lowering.members);
        let mut list: Vec<RawMember> = Vec::new();
        for of_one in members.chunk_by(|a, b| a.owner == b.owner) {
            let owner = of_one[0].owner;
            if lowering.nodes[owner as usize].flags.has(Flags::DECLARATION) {
                continue;
            }
            list.clear();
            list.extend(of_one.iter().map(|m| self.member(lowering, m)));
            self.say_class(owner);
            list.iter().for_each(|m| say_member(m, &mut self.said));
            self.tell(table, file, lowering, owner, &list, of_one.iter());
        }
        lowering.members = members;
    }

    /// The same for functions that are not virtual, which become nodes where something new is said. Where they are declared
    /// is a part of that.
    fn methods(
        &mut self,
        table: &Table,
        cache: &mut Cache,
        file: &DwarfFile<'_>,
        lowering: &mut Lowering,
        path: &mut dyn FnMut(&LocalNode) -> String,
    ) {
        if self.told_here_of != file.serial {
            self.told_here.clear();
            self.told_here_of = file.serial;
        }
        let mut hashes: Vec<u128> = Vec::new();
        let mut list: Vec<RawMember> = Vec::new();
        let mut next = 0;
        while let Some(&LocalMethod { member: LocalMember { owner, .. }, .. }) = lowering.methods.get(next) {
            let first = next;
            hashes.clear();
            self.say_class(owner);
            while let Some(m) = lowering.methods.get(next).filter(|m| m.member.owner == owner) {
                let hash = self.hash_method(lowering, m);
                hashes.push(hash);
                say_method(m, hash, &mut self.said);
                say(&[m.member.name.place(), m.member.symbol.place()], &mut self.said);
                next += 1;
            }
            let here = xxh3_128(&self.said);
            if self.told_here.contains_key(&here) {
                continue;
            }
            if lowering.name_methods(file, first..next) && file.units.len() > 1 {
                self.told_here.insert(here, ());
            }
            self.say_class(owner);
            for (m, &hash) in lowering.methods[first..next].iter().zip(&hashes) {
                say_method(m, hash, &mut self.said);
                say(&[m.member.name_hash, m.member.symbol_hash], &mut self.said);
            }
            if self.told.contains_key(&xxh3_128(&self.said)) {
                continue;
            }
            for (method, &hash) in (first..next).zip(&hashes) {
                let node = lowering.node_of(method as u32);
                lowering.methods[method].member.target = Target::Local(node);
                if node as usize == self.hashes.len() {
                    self.hashes.push(hash);
                    self.state.push(DONE);
                    self.gids.push(Gid(u32::MAX));
                    self.intern(table, cache, file, lowering, node, path);
                }
            }
            let told = lowering.methods[first..next].iter().filter(|m| !m.type_only).map(|m| &m.member);
            list.clear();
            list.extend(told.clone().map(|m| self.member(lowering, m)));
            self.tell(table, file, lowering, owner, &list, told);
        }
    }

    /// Starts what is said of the members of a class.
    fn say_class(&mut self, owner: u32) {
        self.said.clear();
        self.said.extend_from_slice(&self.gids[owner as usize].0.to_le_bytes());
        self.said.extend_from_slice(&self.rank.to_le_bytes());
    }

    /// Tells the table of members of a class, unless that was said before.
    fn tell<'m>(
        &mut self,
        table: &Table,
        file: &DwarfFile<'_>,
        lowering: &Lowering,
        owner: u32,
        list: &[RawMember],
        members: impl Iterator<Item = &'m LocalMember>,
    ) {
        let is_new = self.told.insert(xxh3_128(&self.said), ()).is_none();
        if !is_new || lowering.nodes[owner as usize].flags.has(Flags::DECLARATION) {
            return;
        }
        table.store_members(self.gids[owner as usize], list);
        let text = |s| String::from_utf8_lossy(file.string(s, &lowering.arena).unwrap_or_default()).into_owned();
        for m in members {
            table.store_name(m.name_hash, || text(m.name));
            table.store_name(m.symbol_hash, || text(m.symbol));
            if let Target::Local(to) = m.target {
                let t = &lowering.nodes[to as usize];
                table.store_name(t.name_hash, || text(t.name));
            }
        }
    }

    fn member(&self, lowering: &Lowering, m: &LocalMember) -> RawMember {
        let (target, type_hash) = match m.target {
            Target::Local(to) => {
                let target = self.target(lowering, to);
                let named = match target {
                    RawTarget::Name(kind, name) => Some(u128::from(name) << 8 | kind as u128),
                    _ => None,
                };
                (target, named.unwrap_or(self.hashes[to as usize]))
            }
            _ => (RawTarget::Void, 0),
        };
        let &LocalMember { name_hash: name, symbol_hash: symbol, slot, value, line, flags, .. } = m;
        RawMember { name, symbol, target, type_hash, slot, value, line, flags }
    }

    fn intern(
        &mut self,
        table: &Table,
        cache: &mut Cache,
        file: &DwarfFile<'_>,
        lowering: &Lowering,
        at: u32,
        path: &mut dyn FnMut(&LocalNode) -> String,
    ) {
        let node = &lowering.nodes[at as usize];
        let edges = &lowering.edges[node.first_edge as usize..(node.first_edge + node.edges) as usize];
        let (size, alignment) = node.extent();
        let hash = self.hashes[at as usize];
        let raw = RawNode::new(
            hash,
            node.kind,
            node.flags,
            node.name_hash,
            size,
            alignment,
            node.aux,
            (node.file, node.line),
            self.rank,
        );
        let target = |t: Target| match t {
            Target::Local(to) => self.target(lowering, to),
            _ => RawTarget::Void,
        };
        let text = |s| String::from_utf8_lossy(file.string(s, &lowering.arena).unwrap_or_default()).into_owned();
        let gid = table.intern(
            cache,
            &raw,
            |out| {
                out.extend(edges.iter().map(|e| RawEdge {
                    value: e.value,
                    name: e.name_hash,
                    target: target(e.target),
                    bit_size: e.bit_size,
                    line: e.line,
                    kind: e.kind,
                    flags: e.flags,
                }));
            },
            |table| {
                table.store_name(node.name_hash, || text(node.name));
                table.store_name(node.file, || path(node));
                for e in edges {
                    table.store_name(e.name_hash, || text(e.name));
                    if let Target::Local(to) = e.target {
                        let t = &lowering.nodes[to as usize];
                        table.store_name(t.name_hash, || text(t.name));
                    }
                }
            },
        );
        self.gids[at as usize] = gid;
    }
}

/// Adds numbers to what is said.
fn say(numbers: &[u64], out: &mut Vec<u8>) {
    numbers.iter().for_each(|n| out.extend_from_slice(&n.to_le_bytes()));
}

/// What a member is, as far as units may differ.
fn say_member(m: &RawMember, out: &mut Vec<u8>) {
    out.push(0);
    out.extend_from_slice(&m.type_hash.to_le_bytes());
    let (slot, value) = (m.slot.cast_unsigned(), m.value.cast_unsigned());
    say(&[m.name, m.symbol, u64::from(m.flags.0), slot, value, u64::from(m.line)], out);
}

/// The same of a member function and its node, whose hash is given, without their names.
fn say_method(m: &LocalMethod, hash: u128, out: &mut Vec<u8>) {
    out.extend_from_slice(&[1, u8::from(m.type_only)]);
    out.extend_from_slice(&hash.to_le_bytes());
    say(&[u64::from(m.flags.0), m.file, u64::from(m.line), u64::from(m.member.flags.0)], out);
}

/// Bytes that are put together before they go to where a hash is made of them.
struct Packed<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Packed<N> {
    #[inline(always)]
    fn new() -> Self {
        Self { bytes: [0; N], length: 0 }
    }

    #[inline(always)]
    fn add<const M: usize>(&mut self, bytes: [u8; M]) {
        if let Some(place) = self.bytes.get_mut(self.length..).and_then(|rest| rest.first_chunk_mut()) {
            *place = bytes;
            self.length += M;
        }
    }

    /// Puts them behind others. As many bytes are copied each time: that needs no call.
    #[inline(always)]
    fn behind(&self, out: &mut Vec<u8>) {
        let end = out.len() + self.length;
        out.extend_from_slice(&self.bytes);
        out.truncate(end);
    }
}

/// What of an edge counts in a shallow hash: itself, and the kind and name or else the shallow hash of where it leads.
#[inline(always)]
fn hash_edge(b: &mut Vec<u8>, e: &LocalEdge, lowering: &Lowering, state: &[u8], hashes: &[u128]) {
    let mut p = Packed::<{ 22 + 17 }>::new();
    p.add([e.kind as u8, e.flags.0]);
    p.add(e.value.to_le_bytes());
    p.add(e.name_hash.to_le_bytes());
    p.add(e.bit_size.to_le_bytes());
    match e.target {
        Target::Local(to) => {
            let t = &lowering.nodes[to as usize];
            if t.is_named() {
                p.add([1, NameKind::of(t.kind) as u8]);
                p.add(t.name_hash.to_le_bytes());
            } else if state[to as usize] == DONE {
                p.add([2]);
                p.add(hashes[to as usize].to_le_bytes());
            } else {
                p.add([3]);
                p.add(CYCLE.to_le_bytes());
            }
        }
        _ => p.add([0]),
    }
    p.behind(b);
}
