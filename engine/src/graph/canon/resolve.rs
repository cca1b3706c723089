//! Name resolution and the canonical graph.
//!
//! A name with one definition means it everywhere: declarations and the definition unify. A name with
//! several definitions (private structs of two `.c` files, two drivers' headers) is resolved per unit:
//!
//! * A header means the one definition that a header holds, whatever source files define for themselves.
//! * Where headers hold several, or a source file refers to it, the definition that the exporting unit holds
//!   is taken; where that unit holds none, the first one of a header (of the kernel image before modules), and
//!   a mere declaration where only source files define the name.
//! * Types that reach such a name get one
//!   copy per distinct way of resolving it; everything else is shared.
//!
//! Copies that turn out equal have equal deep hashes and are merged. Numbering is by breadth-first order
//! from the sorted exports, so it depends neither on unit nor on file order.

use fixedbitset::FixedBitSet;

use super::deep::Hashable;
use super::lowered::Lowered;
use super::pinned::Definitions;
use super::signature::{Spelt, digest, members};
use super::special::Types;
use super::table::{FrozenTable, Gid, NameKind, RawTarget};
use crate::graph::{Flags, Kind};
use crate::ground::headers::is_source_file;
use crate::ground::maps::FastMap;

/// A name with several definitions.
struct Ambiguous {
    /// Those in headers first, then by rank of the object, then by position: never by content, which differs
    /// between OLD and NEW.
    definitions: Vec<Gid>,
    /// How many stand in headers.
    headers: usize,
}

impl Ambiguous {
    /// What a declaration that may mean any of them means: never one of several source files'.
    fn default(&self) -> Option<Gid> {
        (self.headers > 0).then(|| self.definitions[0])
    }
}

pub(crate) struct Resolver<'t> {
    pub(crate) table: &'t FrozenTable,
    names: FastMap<(NameKind, u64), Definitions>,
    pub(crate) declarations: FastMap<(NameKind, u64), Gid>,
    ambiguous: Vec<Ambiguous>,
}

impl<'t> Resolver<'t> {
    pub(super) fn new(table: &'t FrozenTable) -> Self {
        let mut names: FastMap<(NameKind, u64), Definitions> = FastMap::default();
        let mut declarations: FastMap<(NameKind, u64), Gid> = FastMap::default();
        let mut many: Vec<((NameKind, u64), Vec<Gid>)> = Vec::new();
        let mut add = |names: &mut FastMap<_, _>, key, gid| {
            let slot = names.entry(key).or_insert(Definitions::None);
            match slot {
                Definitions::None => *slot = Definitions::One(gid),
                Definitions::One(first) => {
                    many.push((key, vec![*first, gid]));
                    *slot = Definitions::Many(many.len() as u32 - 1);
                }
                Definitions::Many(i) => many[*i as usize].1.push(gid),
            }
        };
        let in_source = |g: Gid| is_source_file(table.name(table.node(g).file));
        let is_homonym = |g: Gid| table.plain(table.node(g).name) != table.node(g).name;
        let mut homonyms: Vec<Gid> = Vec::new();
        let mut in_headers: FastMap<(NameKind, u64), ()> = FastMap::default();
        for gid in table.gids() {
            let node = table.node(gid);
            if node.name == 0 || !(node.kind.is_tagged() || node.kind == Kind::Typedef) {
                continue;
            }
            let key = (NameKind::of(node.kind), node.name);
            if node.flags.has(Flags::DECLARATION) {
                // One that may hide a definition says more than one that does not.
                if declarations.get(&key).is_none_or(|&g| !table.node(g).flags.has(Flags::LEFT_OUT)) {
                    declarations.insert(key, gid);
                }
                continue;
            }
            if is_homonym(gid) {
                homonyms.push(gid);
            }
            add(&mut names, key, gid);
        }
        // What another unit declares may be one of several definitions of a unit, unless a header defines it elsewhere.
        if !homonyms.is_empty() {
            let is_definition = |g: Gid| table.node(g).name != 0 && !table.node(g).flags.has(Flags::DECLARATION);
            let plain = table.gids().filter(|&g| is_definition(g) && !is_homonym(g) && !in_source(g));
            in_headers.extend(plain.map(|g| ((NameKind::of(table.node(g).kind), table.node(g).name), ())));
        }
        for gid in homonyms {
            let key = (NameKind::of(table.node(gid).kind), table.plain(table.node(gid).name));
            if !in_headers.contains_key(&key) {
                add(&mut names, key, gid);
            }
        }
        super::pinned::add(table, &mut names);
        let ambiguous = many
            .into_iter()
            .map(|(_, mut definitions)| {
                definitions
                    .sort_by_cached_key(|&g| (in_source(g), is_homonym(g), table.node(g).rank, place_key(table, g)));
                let headers = definitions.iter().filter(|&&g| !in_source(g)).count();
                Ambiguous { definitions, headers }
            })
            .collect();
        Self { table, names, declarations, ambiguous }
    }

    /// The definitions that a name may mean, of which each is a root where it is one.
    pub(super) fn meant(&self, kind: NameKind, name: u64) -> &[Gid] {
        match self.look_up(kind, name) {
            Definitions::None => &[],
            Definitions::One(gid) => std::slice::from_ref(gid),
            Definitions::Many(i) => &self.ambiguous[*i as usize].definitions,
        }
    }

    fn look_up(&self, kind: NameKind, name: u64) -> &Definitions {
        self.names.get(&(kind, name)).unwrap_or(&Definitions::None)
    }
}

/// Where a definition stands, for an order that does not depend on who lowered first: file, line, hash.
pub(super) fn place_key(table: &FrozenTable, gid: Gid) -> (String, u32, u128) {
    let node = table.node(gid);
    (table.name(node.file).to_owned(), node.line, node.hash)
}

/// Ambiguous names that a node reaches.
struct Taint {
    dense: FastMap<Gid, u32>,
    sets: FastMap<u32, FixedBitSet>,
}

impl Taint {
    fn of(&self, gid: Gid) -> Option<&FixedBitSet> {
        if self.sets.is_empty() {
            return None;
        }
        self.sets.get(self.dense.get(&gid)?)
    }

    fn new(r: &Resolver<'_>, roots: impl Iterator<Item = Gid>) -> Self {
        let mut dense: FastMap<Gid, u32> = FastMap::default();
        if r.ambiguous.is_empty() {
            return Self { dense, sets: FastMap::default() };
        }
        let mut order: Vec<Gid> = Vec::new();
        let visit = |gid: Gid, order: &mut Vec<Gid>, dense: &mut FastMap<Gid, u32>| {
            let next = order.len() as u32;
            let id = *dense.entry(gid).or_insert(next);
            if id == next {
                order.push(gid);
            }
            id
        };
        for root in roots {
            visit(root, &mut order, &mut dense);
        }
        // (to, from) pairs of edges that hand taint back.
        let mut back: Vec<(u32, u32)> = Vec::new();
        let mut direct: Vec<(u32, u32)> = Vec::new();
        let mut at = 0;
        while at < order.len() {
            let gid = order[at];
            for edge in r.table.edges(gid) {
                match edge.target {
                    RawTarget::Void => {}
                    RawTarget::Node(to) => {
                        let to = visit(to, &mut order, &mut dense);
                        back.push((to, at as u32));
                    }
                    RawTarget::Name(kind, name) => match r.look_up(kind, name) {
                        Definitions::None => {}
                        Definitions::One(to) => {
                            let to = visit(*to, &mut order, &mut dense);
                            back.push((to, at as u32));
                        }
                        Definitions::Many(i) => {
                            for &to in &r.ambiguous[*i as usize].definitions {
                                let to = visit(to, &mut order, &mut dense);
                                back.push((to, at as u32));
                            }
                            direct.push((at as u32, *i));
                        }
                    },
                }
            }
            at += 1;
        }
        let mut sets: FastMap<u32, FixedBitSet> = FastMap::default();
        if direct.is_empty() {
            return Self { dense, sets };
        }
        back.sort_unstable();
        let width = r.ambiguous.len();
        let mut work: Vec<u32> = Vec::new();
        for (node, name) in direct {
            sets.entry(node).or_insert_with(|| FixedBitSet::with_capacity(width)).insert(name as usize);
            work.push(node);
        }
        // A header means a name's one header definition, whatever source files define for themselves.
        let mut several = FixedBitSet::with_capacity(width);
        several.extend((0..width).filter(|&i| r.ambiguous[i].headers > 1));
        while let Some(node) = work.pop() {
            let Some(mut set) = sets.get(&node).cloned() else { continue };
            let at = r.table.node(order[node as usize]);
            let named = at.name != 0 && (at.kind.is_tagged() || at.kind == Kind::Typedef);
            if named && !is_source_file(r.table.name(at.file)) {
                set.intersect_with(&several);
                if set.is_clear() {
                    sets.remove(&node);
                    continue;
                }
                sets.insert(node, set.clone());
            }
            let start = back.partition_point(|&(to, _)| to < node);
            for &(to, from) in &back[start..] {
                if to != node {
                    break;
                }
                let target = sets.entry(from).or_insert_with(|| FixedBitSet::with_capacity(width));
                if !set.is_subset(target) {
                    target.union_with(&set);
                    work.push(from);
                }
            }
        }
        Self { dense, sets }
    }
}

/// How ambiguous names are resolved below a node.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Context {
    /// As a header means them, with no unit to say more.
    Default,
    /// As unit `unit` of object `object` sees them; `header`: where a header refers to them, so that
    /// definitions in source files do not count.
    Unit { object: u32, unit: u32, header: bool },
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Node(Gid, u32),
    Declared(NameKind, u64),
}

/// Finds which nodes a graph has, from the roots on.
pub(crate) struct Builder<'t> {
    pub(crate) r: Resolver<'t>,
    taint: Taint,
    pub(crate) objects: &'t [Lowered],
    /// Definitions of ambiguous names by unit, made when first asked for.
    views: FastMap<(u32, u32), FastMap<u32, Gid>>,
    tuples: FastMap<Vec<u32>, u32>,
    ids: FastMap<Key, u32>,
    pub(crate) keys: Vec<(Key, Context)>,
    first: Vec<u32>,
    targets: Vec<u32>,
    /// Those of classes that have some, and one hash of what they are.
    members: FastMap<Gid, (u128, Vec<Spelt>)>,
}

pub(crate) const VOID: u32 = 0;

impl<'t> Builder<'t> {
    /// Knows nothing yet but `void`. `roots`: all that exports refer to.
    pub(super) fn new(resolver: Resolver<'t>, objects: &'t [Lowered], roots: impl Iterator<Item = Gid>) -> Self {
        let mut out = Self {
            taint: Taint::new(&resolver, roots),
            r: resolver,
            objects,
            views: FastMap::default(),
            tuples: FastMap::default(),
            ids: FastMap::default(),
            keys: Vec::new(),
            first: Vec::new(),
            targets: Vec::new(),
            members: FastMap::default(),
        };
        out.number(Key::Declared(NameKind::Struct, 0), Context::Default);
        out
    }

    /// What a node is made of.
    pub(crate) fn targets_of(&self, node: u32) -> &[u32] {
        &self.targets[self.first[node as usize] as usize..self.first[node as usize + 1] as usize]
    }

    /// The members of a class, by name and signature.
    pub(super) fn members_of(&self, class: Gid) -> &[Spelt] {
        self.members.get(&class).map_or(&[], |m| m.1.as_slice())
    }

    /// Whether a node is referred to by name.
    pub(crate) fn is_named(&self, node: u32) -> bool {
        match self.keys[node as usize].0 {
            Key::Node(gid, _) => {
                let n = self.r.table.node(gid);
                n.name != 0 && (n.kind.is_tagged() || n.kind == Kind::Typedef)
            }
            Key::Declared(..) => true,
        }
    }

    /// Whether a node is a struct, union or enum with a body.
    pub(crate) fn is_tagged(&self, node: u32) -> bool {
        matches!(self.keys[node as usize].0, Key::Node(gid, _) if self.r.table.node(gid).kind.is_tagged())
    }

    fn view(&mut self, object: u32, unit: u32) -> &FastMap<u32, Gid> {
        let (r, objects) = (&self.r, self.objects);
        self.views.entry((object, unit)).or_insert_with(|| {
            let mut view: FastMap<u32, Gid> = FastMap::default();
            let Some(held) = objects[object as usize].units.get(&unit) else { return view };
            for &gid in &held.definitions {
                let node = r.table.node(gid);
                if let Definitions::Many(i) = r.look_up(NameKind::of(node.kind), node.name) {
                    view.entry(*i).or_insert(gid);
                }
            }
            view
        })
    }

    pub(super) fn enter(&mut self, gid: Gid, context: Context) -> u32 {
        let node = self.r.table.node(gid);
        let named = node.name != 0 && (node.kind.is_tagged() || node.kind == Kind::Typedef);
        let mut context = context;
        if named && let Context::Unit { header, .. } = &mut context {
            *header = !is_source_file(self.r.table.name(node.file));
        }
        let tag = match self.taint.of(gid) {
            None => {
                context = Context::Default;
                0
            }
            Some(set) => match context {
                Context::Default => 0,
                Context::Unit { object, unit, header } => {
                    let counts = |i: &usize| !header || self.r.ambiguous[*i].headers > 1;
                    let names: Vec<u32> = set.ones().filter(counts).map(|i| i as u32).collect();
                    if names.is_empty() {
                        return self.number(Key::Node(gid, 0), Context::Default);
                    }
                    let default = |&n: &u32| (n, self.r.ambiguous[n as usize].default());
                    let fallbacks: Vec<(u32, Option<Gid>)> = names.iter().map(default).collect();
                    let view = self.view(object, unit);
                    let mut tuple = vec![gid.0, u32::from(header)];
                    tuple.extend(fallbacks.iter().map(|(n, g)| view.get(n).or(g.as_ref()).map_or(u32::MAX, |g| g.0)));
                    let next = self.tuples.len() as u32 + 1;
                    *self.tuples.entry(tuple).or_insert(next)
                }
            },
        };
        self.number(Key::Node(gid, tag), context)
    }

    fn number(&mut self, key: Key, context: Context) -> u32 {
        let next = self.keys.len() as u32;
        let id = *self.ids.entry(key).or_insert(next);
        if id == next {
            self.keys.push((key, context));
        }
        id
    }

    pub(super) fn resolve(&mut self, target: RawTarget, context: Context) -> u32 {
        match target {
            RawTarget::Void => VOID,
            RawTarget::Node(to) => self.enter(to, context),
            RawTarget::Name(kind, name) => match *self.r.look_up(kind, name) {
                Definitions::None => self.number(Key::Declared(kind, name), Context::Default),
                Definitions::One(to) => self.enter(to, context),
                Definitions::Many(i) => {
                    let a = &self.r.ambiguous[i as usize];
                    let (fallback, several) = (a.default(), a.headers > 1);
                    let definition = match context {
                        Context::Default => fallback,
                        Context::Unit { header: true, .. } if !several => fallback,
                        Context::Unit { object, unit, .. } => self.view(object, unit).get(&i).copied().or(fallback),
                    };
                    // A typedef that is only declared does not exist.
                    let definition = if kind == NameKind::Typedef {
                        definition.or(self.r.ambiguous[i as usize].definitions.first().copied())
                    } else {
                        definition
                    };
                    match definition {
                        Some(to) => self.enter(to, context),
                        None => self.number(Key::Declared(kind, name), Context::Default),
                    }
                }
            },
        }
    }

    pub(super) fn run(&mut self) {
        self.first.push(0);
        let mut at = 0;
        while at < self.keys.len() {
            let (key, context) = self.keys[at];
            if let Key::Node(gid, _) = key
                && at != 0
            {
                let table = self.r.table;
                if !table.members(gid).is_empty() && !self.members.contains_key(&gid) {
                    let meant = |kind, name| self.r.meant(kind, name).first().copied();
                    let members = members(Types { table, meant: &meant }, gid);
                    let texts = members.iter().map(Spelt::text);
                    self.members.insert(gid, (digest(texts), members));
                }
                for edge in table.edges(gid) {
                    let to = self.resolve(edge.target, context);
                    self.targets.push(to);
                }
            }
            self.first.push(self.targets.len() as u32);
            at += 1;
        }
    }
}

impl Hashable for Builder<'_> {
    fn count(&self) -> usize {
        self.keys.len()
    }
    fn targets(&self, node: u32) -> impl Iterator<Item = u32> {
        self.targets_of(node).iter().copied()
    }
    fn content(&self, node: u32, out: &mut Vec<u8>) {
        match self.keys[node as usize].0 {
            _ if node == VOID => out.push(0xff),
            Key::Declared(kind, name) => {
                out.push(0xfe);
                out.push(kind as u8);
                out.extend_from_slice(&self.r.table.spelt(name).to_le_bytes());
            }
            Key::Node(gid, _) => {
                let n = self.r.table.node(gid);
                if n.flags.has(Flags::DECLARATION) {
                    out.push(0xfe);
                    out.push(NameKind::of(n.kind) as u8);
                    out.extend_from_slice(&self.r.table.spelt(n.name).to_le_bytes());
                    return;
                }
                out.push(n.kind as u8);
                out.extend_from_slice(&n.flags.identity());
                out.extend_from_slice(&self.r.table.spelt(self.r.table.plain(n.name)).to_le_bytes());
                out.extend_from_slice(&n.byte_size.to_le_bytes());
                out.extend_from_slice(&n.alignment.to_le_bytes());
                out.extend_from_slice(&n.aux.to_le_bytes());
                let passing = n.flags.within(Flags::PASSING);
                if passing != Flags::default() {
                    out.extend_from_slice(&passing.0.to_le_bytes());
                }
                if let Some((members, _)) = self.members.get(&gid) {
                    out.extend_from_slice(&members.to_le_bytes());
                }
                for e in self.r.table.edges(gid) {
                    out.extend_from_slice(&[e.kind as u8, e.flags.0]);
                    out.extend_from_slice(&e.value.to_le_bytes());
                    out.extend_from_slice(&self.r.table.spelt(e.name).to_le_bytes());
                    out.extend_from_slice(&e.bit_size.to_le_bytes());
                }
            }
        }
    }
}
