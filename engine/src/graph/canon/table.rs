//! The shared table of distinct types: what every unit lowers is looked up here by shallow hash.
//!
//! Most DIEs are the same header types again and again, so a look-up nearly always finds its node. The
//! table is split into shards by hash bits, each behind its own lock, and every thread keeps a cache in
//! front of it. What is stored does not depend on who came first: equal hashes mean equal content, and
//! where two units disagree (source positions) the smaller one wins.

use std::sync::{Mutex, MutexGuard, PoisonError};

use hashbrown::HashTable;

use super::constants::{Constants, RawConstant};
use crate::graph::member::MemberFlags;
use crate::graph::names::without_counter;
use crate::graph::{EdgeFlags, EdgeKind, Flags, Kind};
use crate::ground::headers::is_source_file;
use crate::ground::maps::FastMap;

/// Index of a node in the table: shard in the upper bits, position in the shard below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Gid(pub u32);

impl Gid {
    const SHARD_BITS: u32 = 7;
    const SHARDS: usize = 64;
    /// Nodes that refer to each other by id, see [`Part`].
    const PINNED: usize = Self::SHARDS;
    const MOST: usize = 1 << (32 - Self::SHARD_BITS);

    fn new(shard: usize, index: usize) -> Self {
        assert!(index < Self::MOST, "fewer than 2^25 types in a shard");
        Self((shard as u32) << (32 - Self::SHARD_BITS) | index as u32)
    }
    fn shard(self) -> usize {
        (self.0 >> (32 - Self::SHARD_BITS)) as usize
    }
    fn index(self) -> usize {
        (self.0 & ((1 << (32 - Self::SHARD_BITS)) - 1)) as usize
    }
}

/// Hash of a name as the table keys it, 0 for no name. A number that a macro counted is no part of it.
#[must_use]
pub(crate) fn hash_name(bytes: &[u8]) -> u64 {
    let bytes = without_counter(bytes);
    if bytes.is_empty() { 0 } else { xxhash_rust::xxh3::xxh3_64(bytes).max(1) }
}

/// Key of the path of a declaration. Of several places the smallest is kept: keys of headers are smaller than those
/// of source files, so that what any header defines is no source file's own.
#[must_use]
pub(crate) fn path_key(path: &str) -> u64 {
    if path.is_empty() {
        return 0;
    }
    let of_source = if is_source_file(path) { OF_SOURCE } else { 0 };
    (xxhash_rust::xxh3::xxh3_64(path.as_bytes()) >> 1).max(1) | of_source
}

/// The bit that keys of source files have.
const OF_SOURCE: u64 = 1 << 63;

/// Whether a key is that of a source file.
#[must_use]
pub(crate) fn is_of_source(key: u64) -> bool {
    key & OF_SOURCE != 0
}

/// Types of a source that refers by number instead of by name (BTF): they need no look-up by hash and no name
/// resolution. A target `Node(Gid(n))` means number `n`: of the base below `start`, else of the part itself.
#[derive(Debug, Default)]
pub struct Part {
    /// Nodes, the first of number `start`.
    pub nodes: Vec<RawNode>,
    /// Their edges, see [`RawNode::with_edges`].
    pub edges: Vec<RawEdge>,
    /// Number of the first node.
    pub start: u32,
}

/// Where a [`Part`] went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pinned {
    at: u32,
    start: u32,
    base: Option<(u32, u32)>,
}

impl Pinned {
    /// The node of a number.
    #[must_use]
    pub fn gid(&self, number: u32) -> Gid {
        let index = match self.base {
            Some((at, start)) if number < self.start => at + number.saturating_sub(start),
            _ => self.at + number.saturating_sub(self.start),
        };
        Gid::new(Gid::PINNED, index as usize)
    }
    /// What a target of the part means in the table.
    #[must_use]
    pub fn target(&self, target: RawTarget) -> RawTarget {
        match target {
            RawTarget::Node(Gid(number)) => RawTarget::Node(self.gid(number)),
            other => other,
        }
    }
}

/// Where an edge of the table leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RawTarget {
    /// `void`, or an edge without a type.
    Void,
    /// A type without a name: the node itself.
    Node(Gid),
    /// A named type, by what kind it is and the hash of its name.
    Name(NameKind, u64),
}

/// Kinds as far as names are concerned: C++ declares a `class` that it defines as `struct`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum NameKind {
    /// `struct` and `class`
    Struct,
    /// `union`
    Union,
    /// `enum`
    Enum,
    /// `typedef`
    Typedef,
}

impl NameKind {
    /// The name space of a kind.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Union => Self::Union,
            Kind::Enum => Self::Enum,
            Kind::Typedef => Self::Typedef,
            _ => Self::Struct,
        }
    }
    /// The kind to give a type of which only the name is known.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Struct => Kind::Struct,
            Self::Union => Kind::Union,
            Self::Enum => Kind::Enum,
            Self::Typedef => Kind::Typedef,
        }
    }
}

/// A node of the table.
#[derive(Clone, Copy, Debug)]
pub struct RawNode {
    /// Shallow hash.
    pub hash: u128,
    /// What it is.
    pub kind: Kind,
    /// Bits.
    pub flags: Flags,
    /// Hash of the name, 0 if anonymous.
    pub name: u64,
    /// Bytes.
    pub byte_size: u64,
    /// Bytes.
    pub alignment: u32,
    /// Line of the declaration.
    pub line: u32,
    /// See [`crate::graph::Node::aux`].
    pub aux: u64,
    /// Hash of the path of the declaration, 0 if unknown.
    pub file: u64,
    /// Smallest rank of an object that holds it: 0 is the kernel image.
    pub rank: u32,
    first_edge: u32,
    edges: u32,
}

/// An edge of the table.
#[derive(Clone, Copy, Debug)]
pub struct RawEdge {
    /// See [`crate::graph::Edge::value`].
    pub value: i64,
    /// Hash of the name, 0 if none.
    pub name: u64,
    /// Where it leads.
    pub target: RawTarget,
    /// Bit-field width.
    pub bit_size: u32,
    /// Line of the declaration.
    pub line: u32,
    /// What it means.
    pub kind: EdgeKind,
    /// Bits.
    pub flags: EdgeFlags,
}

/// A member function or static data member of a class.
#[derive(Clone, Copy, Debug)]
pub struct RawMember {
    /// Hash of the name without the class.
    pub name: u64,
    /// Hash of the linkage name, 0 if none is stated.
    pub symbol: u64,
    /// Function type, or type of the data.
    pub target: RawTarget,
    /// Shallow hash of that.
    pub type_hash: u128,
    /// See [`Member::slot`](crate::graph::Member::slot).
    pub slot: i64,
    /// See [`Member::value`](crate::graph::Member::value).
    pub value: i64,
    /// Line of the declaration.
    pub line: u32,
    /// Bits.
    pub flags: MemberFlags,
}

impl RawMember {
    /// What tells it from the other members of its class.
    fn key(&self) -> (u64, u128, u32) {
        let qualifiers = MemberFlags::LVALUE.0 | MemberFlags::RVALUE.0 | MemberFlags::DATA.0;
        (self.name, self.type_hash, self.flags.0 & qualifiers)
    }

    /// Takes in what another unit says of the same member.
    pub fn meet(&mut self, other: &Self) {
        // A unit that states no value says nothing of it.
        self.value = match (self.flags.has(MemberFlags::HAS_VALUE), other.flags.has(MemberFlags::HAS_VALUE)) {
            (true, true) => self.value.max(other.value),
            (false, true) => other.value,
            (_, false) => self.value,
        };
        self.flags.set(other.flags);
        self.symbol = self.symbol.max(other.symbol);
        self.slot = self.slot.max(other.slot);
        self.line = if self.line == 0 { other.line } else { self.line.min(other.line.max(1)) };
    }
}

/// The members of classes by class.
type MembersOf = FastMap<Gid, Vec<RawMember>>;

#[derive(Default)]
struct Shard {
    map: HashTable<u32>,
    nodes: Vec<RawNode>,
    edges: Vec<RawEdge>,
}

#[derive(Default)]
struct NameShard {
    map: FastMap<u64, (u32, u32)>,
    text: String,
    /// Names that are no UTF-8 and are kept as what can be printed of them: their hashes, and those of the texts.
    respelt: Vec<(u64, u64)>,
}

/// See the module.
pub struct Table {
    shards: Vec<Mutex<Shard>>,
    names: Vec<Mutex<NameShard>>,
    homonyms: Mutex<Plain>,
    members: Vec<Mutex<MembersOf>>,
    constants: Mutex<Constants>,
}

/// From the name that one of several definitions has in its unit to the name that it bears; from one name to another.
type Plain = FastMap<u64, u64>;

impl Default for Table {
    fn default() -> Self {
        Self {
            shards: (0..Gid::SHARDS).map(|_| Mutex::default()).collect(),
            names: (0..Gid::SHARDS).map(|_| Mutex::default()).collect(),
            homonyms: Mutex::default(),
            members: (0..Gid::SHARDS).map(|_| Mutex::default()).collect(),
            constants: Mutex::default(),
        }
    }
}

fn lock<T>(m: &Mutex<T>) -> MutexGuard<'_, T> {
    m.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a thread remembers of a node that it has met.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The node.
    pub gid: Gid,
    /// Position as this thread last told the table.
    pub place: (u64, u32),
    /// Rank as this thread last told the table.
    pub rank: u32,
    /// What could not be stated, and how the class is passed, as this thread last told the table.
    pub silent: Flags,
}

impl Known {
    /// The flags that units may state differently of one node.
    const TOLD: Flags = Flags(Flags::SILENT.0 | Self::ADDED.0);
    /// Those that one unit is enough to state.
    const ADDED: Flags = Flags(
        Flags::PASSING.0
            | Flags::RUST.0
            | Flags::LINKED.0
            | Flags::THIN.0
            | Flags::THIN_IF_DYNAMIC.0
            | Flags::LEFT_OUT.0,
    );
}

/// A thread's cache in front of the table.
#[derive(Default)]
pub struct Cache {
    /// What was told last, by bits of the hash: a mark of all that was told, and the node. Most is found here, without
    /// a look into the larger map.
    last: Vec<(u64, Gid)>,
    known: FastMap<u128, Known>,
}

impl Cache {
    /// As much as fits into the second level cache of today's machines, by trial.
    const BITS: u32 = 16;

    /// The slot of a node, and the mark of it and of all that units may state differently of it.
    #[inline]
    fn slot(&mut self, node: &RawNode) -> (&mut (u64, Gid), u64) {
        if self.last.is_empty() {
            self.last.resize(1 << Self::BITS, (0, Gid(u32::MAX)));
        }
        let said = u64::from(node.line) << 32 | u64::from(node.flags.0);
        let place = node.file.rotate_left(node.rank) ^ said.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mark = ((node.hash as u64) ^ place.wrapping_mul(0xd6e8_feb8_6659_fd93)).max(1);
        let slot = &mut self.last[(node.hash >> 64) as usize & ((1 << Self::BITS) - 1)];
        (slot, mark)
    }
}

/// Whether a place is the one to keep. A file that is known counts for more than one that is not; of lines in files that
/// are not known the smallest is kept, too.
fn better(new: (u64, u32), old: (u64, u32)) -> bool {
    match (new.0, old.0) {
        (0, 0) => new.1 != 0 && (old.1 == 0 || new.1 < old.1),
        (file, known) => file != 0 && (known == 0 || new < old),
    }
}

impl Table {
    /// Looks a node up by its hash; adds it if it is new. `edges` is asked for the edges (and
    /// `name_text` to store names) only when they are needed.
    pub fn intern(
        &self,
        cache: &mut Cache,
        node: &RawNode,
        edges: impl FnMut(&mut Vec<RawEdge>),
        store_names: impl FnMut(&Self),
    ) -> Gid {
        let (slot, mark) = cache.slot(node);
        if slot.0 == mark {
            return slot.1;
        }
        let gid = self.intern_new(cache, node, edges, store_names);
        *cache.slot(node).0 = (mark, gid);
        gid
    }

    /// The same for what is not among the last.
    fn intern_new(
        &self,
        cache: &mut Cache,
        node: &RawNode,
        mut edges: impl FnMut(&mut Vec<RawEdge>),
        mut store_names: impl FnMut(&Self),
    ) -> Gid {
        let place = (node.file, node.line);
        if let Some(known) = cache.known.get(&node.hash)
            && !better(place, known.place)
            && node.rank >= known.rank
            && node.flags.has(known.silent.within(Flags::SILENT))
            && known.silent.has(node.flags.within(Known::ADDED))
        {
            return known.gid;
        }
        // Shard and table take different bits of the hash.
        let index = (node.hash >> 122) as usize;
        let low = node.hash as u64;
        let mut shard = lock(&self.shards[index]);
        let shard = &mut *shard;
        let found = shard.map.find(low, |&i| shard.nodes[i as usize].hash == node.hash).copied();
        let known = if let Some(i) = found {
            let old = &mut shard.nodes[i as usize];
            old.rank = old.rank.min(node.rank);
            old.flags.meet(node.flags);
            old.flags.set(node.flags.within(Known::ADDED));
            if better(place, (old.file, old.line)) {
                (old.file, old.line) = place;
                let at = old.first_edge as usize;
                let mut fresh = Vec::new();
                edges(&mut fresh);
                for (slot, new) in shard.edges[at..].iter_mut().zip(&fresh) {
                    slot.line = new.line;
                }
                store_names(self);
            }
            let old = &shard.nodes[i as usize];
            Known {
                gid: Gid::new(index, i as usize),
                place: (old.file, old.line),
                rank: old.rank,
                silent: old.flags.within(Known::TOLD),
            }
        } else {
            let i = shard.nodes.len();
            let first = shard.edges.len();
            edges(&mut shard.edges);
            let mut node = *node;
            node.first_edge = u32::try_from(first).expect("fewer than 2^32 edges in a shard");
            node.edges = (shard.edges.len() - first) as u32;
            shard.nodes.push(node);
            let nodes = &shard.nodes;
            shard.map.insert_unique(low, i as u32, |&i| nodes[i as usize].hash as u64);
            store_names(self);
            Known { gid: Gid::new(index, i), place, rank: node.rank, silent: node.flags.within(Known::TOLD) }
        };
        cache.known.insert(node.hash, known);
        known.gid
    }

    /// Remembers the text of a name hash.
    pub fn store_name(&self, hash: u64, text: impl FnOnce() -> String) {
        if hash == 0 {
            return;
        }
        let mut shard = lock(&self.names[(hash >> 58) as usize]);
        if shard.map.contains_key(&hash) {
            return;
        }
        let mut text = text();
        text.truncate(without_counter(text.as_bytes()).len());
        if text.contains(char::REPLACEMENT_CHARACTER) {
            shard.respelt.push((hash, hash_name(text.as_bytes())));
        }
        let start = shard.text.len() as u32;
        shard.text.push_str(&text);
        let end = u32::try_from(shard.text.len()).expect("less than 4 GiB of names");
        shard.map.insert(hash, (start, end));
    }

    /// Takes note that a unit defines `plain` several times, and calls one of the definitions `own`: types of the unit
    /// refer to it by that name, others do not.
    pub fn store_homonym(&self, own: u64, plain: u64) {
        lock(&self.homonyms).insert(own, plain);
    }

    /// Adds what a unit says of the members of a class to what others said.
    pub fn store_members(&self, class: Gid, members: &[RawMember]) {
        let mut shard = lock(&self.members[class.shard() % Gid::SHARDS]);
        let known = shard.entry(class).or_default();
        for member in members {
            match known.binary_search_by_key(&member.key(), RawMember::key) {
                Ok(at) => known[at].meet(member),
                Err(at) => known.insert(at, *member),
            }
        }
    }

    /// Adds what a unit says of constants of headers.
    pub fn store_constants(&self, said: impl Iterator<Item = RawConstant>) {
        let mut constants = lock(&self.constants);
        said.for_each(|constant| constants.add(&constant));
    }

    /// Ends the parallel phase.
    #[must_use]
    pub fn freeze(self) -> FrozenTable {
        let open = |m: Mutex<Shard>| m.into_inner().unwrap_or_else(PoisonError::into_inner);
        let open_names = |m: Mutex<NameShard>| m.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut shards: Vec<Shard> = self
            .shards
            .into_iter()
            .map(open)
            .map(|mut s| {
                s.map = HashTable::new();
                s
            })
            .collect();
        shards.push(Shard::default());
        let homonyms = self.homonyms.into_inner().unwrap_or_else(PoisonError::into_inner);
        let open_members = |m: Mutex<MembersOf>| m.into_inner().unwrap_or_else(PoisonError::into_inner);
        let members = self.members.into_iter().map(open_members).collect();
        let names: Vec<NameShard> = self.names.into_iter().map(open_names).collect();
        let respelt = names.iter().flat_map(|shard| shard.respelt.iter().copied()).collect();
        let constants = self.constants.into_inner().unwrap_or_else(PoisonError::into_inner);
        FrozenTable { shards, names, homonyms, respelt, members, constants }
    }
}

/// The table after the last unit: read-only.
pub struct FrozenTable {
    shards: Vec<Shard>,
    names: Vec<NameShard>,
    homonyms: Plain,
    respelt: Plain,
    members: Vec<MembersOf>,
    pub(super) constants: Constants,
}

impl FrozenTable {
    /// The members of a class, sorted by hashes.
    #[must_use]
    pub fn members(&self, class: Gid) -> &[RawMember] {
        self.members[class.shard() % Gid::SHARDS].get(&class).map_or(&[], Vec::as_slice)
    }

    /// Whether that many more nodes and edges can be pinned.
    #[must_use]
    pub fn has_room(&self, part: &Part) -> bool {
        let shard = &self.shards[Gid::PINNED];
        shard.nodes.len() + part.nodes.len() < Gid::MOST && shard.edges.len() + part.edges.len() < u32::MAX as usize
    }

    /// Takes a part in; [`FrozenTable::has_room`] must have said yes. `base` is the part that it continues.
    pub fn pin(&mut self, part: Part, base: Option<Pinned>) -> Pinned {
        let shard = &mut self.shards[Gid::PINNED];
        let pinned = Pinned { at: shard.nodes.len() as u32, start: part.start, base: base.map(|b| (b.at, b.start)) };
        let first = shard.edges.len() as u32;
        shard.nodes.extend(part.nodes.into_iter().map(|mut n| {
            n.first_edge += first;
            n
        }));
        shard.edges.extend(part.edges.into_iter().map(|mut e| {
            e.target = pinned.target(e.target);
            e
        }));
        pinned
    }

    /// Every node that came with a part.
    pub fn pinned(&self) -> impl Iterator<Item = Gid> + '_ {
        (0..self.shards[Gid::PINNED].nodes.len()).map(|i| Gid::new(Gid::PINNED, i))
    }

    /// A node.
    #[must_use]
    pub fn node(&self, gid: Gid) -> &RawNode {
        &self.shards[gid.shard()].nodes[gid.index()]
    }
    /// Edges of a node.
    #[must_use]
    pub fn edges(&self, gid: Gid) -> &[RawEdge] {
        let shard = &self.shards[gid.shard()];
        let node = &shard.nodes[gid.index()];
        &shard.edges[node.first_edge as usize..(node.first_edge + node.edges) as usize]
    }
    /// The name that a node bears, whatever its unit calls it (see [`Table::store_homonym`]): this is what counts where
    /// types are held against each other.
    #[inline]
    #[must_use]
    pub fn plain(&self, name: u64) -> u64 {
        if self.homonyms.is_empty() { name } else { self.homonyms.get(&name).copied().unwrap_or(name) }
    }
    /// The hash of the text of a name: another than that of the name only where this is no UTF-8. Who has the texts alone, as
    /// a snapshot, comes to the same deep hashes by it.
    #[inline]
    #[must_use]
    pub fn spelt(&self, name: u64) -> u64 {
        if self.respelt.is_empty() { name } else { self.respelt.get(&name).copied().unwrap_or(name) }
    }
    /// Text of a name hash.
    #[must_use]
    pub fn name(&self, hash: u64) -> &str {
        if hash == 0 {
            return "";
        }
        let shard = &self.names[(hash >> 58) as usize];
        shard.map.get(&hash).map_or("", |&(start, end)| &shard.text[start as usize..end as usize])
    }
    /// Every node that was looked up by hash, by shard.
    pub fn gids(&self) -> impl Iterator<Item = Gid> + '_ {
        self.shards
            .iter()
            .take(Gid::SHARDS)
            .enumerate()
            .flat_map(|(s, shard)| (0..shard.nodes.len()).map(move |i| Gid::new(s, i)))
    }
}

impl RawNode {
    /// A node without edges yet; [`Table::intern`] places them.
    #[must_use]
    #[expect(clippy::too_many_arguments, reason = "a row of columns")]
    pub fn new(
        hash: u128,
        kind: Kind,
        flags: Flags,
        name: u64,
        byte_size: u64,
        alignment: u32,
        aux: u64,
        place: (u64, u32),
        rank: u32,
    ) -> Self {
        Self {
            hash,
            kind,
            flags,
            name,
            byte_size,
            alignment,
            line: place.1,
            aux,
            file: place.0,
            rank,
            first_edge: 0,
            edges: 0,
        }
    }

    /// The node with its edges: `count` from `first` of the edges of its [`Part`].
    #[must_use]
    pub fn with_edges(mut self, first: u32, count: u32) -> Self {
        (self.first_edge, self.edges) = (first, count);
        self
    }
}
