//! What each exporting unit sees of the types that its exports reach.
//!
//! The canonical graph lets a declaration in one unit mean the definition that another unit holds. A CRC of
//! `MODVERSIONS` does not: genksyms reads one unit, and a type that the unit only declares ends there. So for
//! every unit that defines an export the names for which it holds a definition are kept, as a sorted list of
//! nodes; the nodes themselves, which are the same in most units, are stored once.
//!
//! The nodes stand in a [`Graph`] of their own, in which an edge to a named type leads to a declaration of that
//! name: what the name means is the unit's to say.

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::resolve::{Interner, Lowered, export_order};
use super::table::{FrozenTable, Gid, NameKind, RawTarget};
use crate::graph::{Edge, Flags, Graph, Kind, Machine, NameId, Node, ObjectId, SourcePos, TypeId};
use crate::ground::maps::{FastMap, FastSet};

/// The views of all units that define exports, with the nodes that they share.
#[derive(Clone, Debug, Default)]
pub struct Views {
    /// Row 0 is `void`; then one declaration for each name, sorted by kind and name; then definitions and
    /// types without a name, sorted by shallow hash, which stands in the column of deep hashes. No exports.
    pub graph: Graph,
    /// Number of names: rows `1..=names` are declarations.
    pub names: u32,
    /// For each row the declaration of its name; `TypeId::VOID` for a type without one.
    pub name_of: Vec<TypeId>,
    /// Modules (not the image, which is no consumer) whose units hold a definition, by the row of its name and the hash
    /// of the path of its file, whether or not an export reaches it.
    holders: FastMap<(TypeId, u64), Holders>,
    /// Units that define exports.
    pub units: Vec<UnitView>,
    /// Distinct lists of definitions.
    lists: Vec<Box<[Held]>>,
    /// For each export of the input's graph, in its order, where its type is seen; `None` if it has none, or the
    /// object was read from BTF, which knows no units.
    pub exports: Vec<Option<ExportView>>,
}

/// A definition as one unit holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Held {
    /// Its row.
    pub id: TypeId,
    /// It stands in the unit's own source file, and so is private to it. Rows are shared by all units with an equal
    /// body and bear the position of one of them; where that is the source file of another unit, this one has the
    /// body in its own.
    pub own: bool,
}

/// The modules whose exporting units hold a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holders {
    /// Units of one module.
    One(ObjectId),
    /// Units of several.
    Several,
}

/// One unit that defines exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitView {
    /// Its source file (`DW_AT_name`), spelt as positions are: a definition there is private to the unit.
    pub path: NameId,
    /// Its object.
    pub object: ObjectId,
    list: u32,
}

/// One export in its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportView {
    /// Index into [`Views::units`].
    pub unit: u32,
    /// Its type: a function type, a variable's type, or the declaration of a name.
    pub target: TypeId,
    /// The unit defines the symbol; otherwise it only declares it, as with symbols of assembler files.
    pub defined: bool,
}

impl Views {
    /// Definitions of named types that a unit holds and its exports reach, ascending.
    #[must_use]
    pub fn definitions(&self, unit: u32) -> &[Held] {
        &self.lists[self.units[unit as usize].list as usize]
    }
    /// The modules whose units hold the definition of a name (its row) that this file has; `None` if none does.
    #[must_use]
    pub fn holders(&self, name: TypeId, file: &str) -> Option<Holders> {
        self.holders.get(&(name, xxh3_64(file.as_bytes()))).copied()
    }
    /// Whether a row is the declaration of a name.
    #[must_use]
    pub fn is_name(&self, id: TypeId) -> bool {
        id.0 != 0 && id.0 <= self.names
    }
}

type Name = (NameKind, u64);

/// What the exports of one unit reach, as the unit sees it.
struct Walked {
    named: Vec<Gid>,
    unnamed: Vec<Gid>,
    names: Vec<Name>,
}

fn is_named(table: &FrozenTable, gid: Gid) -> bool {
    let n = table.node(gid);
    n.name != 0 && (n.kind.is_tagged() || n.kind == Kind::Typedef)
}

fn walk(table: &FrozenTable, definitions: &[Gid], roots: &[RawTarget]) -> Walked {
    let mut by_name: FastMap<Name, Gid> = FastMap::default();
    for &gid in definitions {
        let n = table.node(gid);
        by_name.entry((NameKind::of(n.kind), n.name)).or_insert(gid);
    }
    let mut seen: FastMap<Gid, ()> = FastMap::default();
    let mut seen_names: FastMap<Name, ()> = FastMap::default();
    let mut out = Walked { named: Vec::new(), unnamed: Vec::new(), names: Vec::new() };
    let mut stack: Vec<RawTarget> = roots.to_vec();
    while let Some(target) = stack.pop() {
        let gid = match target {
            RawTarget::Void => continue,
            RawTarget::Node(gid) => gid,
            RawTarget::Name(kind, name) => {
                if seen_names.insert((kind, name), ()).is_some() {
                    continue;
                }
                out.names.push((kind, name));
                match by_name.get(&(kind, name)) {
                    Some(&gid) => gid,
                    None => continue,
                }
            }
        };
        if seen.insert(gid, ()).is_some() {
            continue;
        }
        if is_named(table, gid) {
            out.named.push(gid);
        } else {
            out.unnamed.push(gid);
        }
        stack.extend(table.edges(gid).iter().map(|e| e.target));
    }
    out
}

/// Collects the views of an input. `exports` of the result are in the order of those of the graph that
/// [`super::resolve::build`] makes of the same objects.
#[must_use]
pub fn collect(table: &FrozenTable, objects: &[Lowered]) -> Views {
    let order = export_order(objects);
    // BTF merges the units of an object into one: what each of them saw is not in it.
    let hit_of = |o: u32, e: u32| {
        let object = &objects[o as usize];
        object.exports[e as usize].1.filter(|_| object.info.dies > 0)
    };
    let mut units: Vec<(u32, u32)> = Vec::new();
    for &(o, e) in &order {
        units.extend(hit_of(o, e).map(|hit| (o, hit.unit)));
    }
    units.sort_unstable();
    units.dedup();
    let unit_of = |o: u32, unit: u32| units.binary_search(&(o, unit)).unwrap_or_default();
    let mut roots: Vec<Vec<RawTarget>> = vec![Vec::new(); units.len()];
    for &(o, e) in &order {
        if let Some(hit) = hit_of(o, e) {
            roots[unit_of(o, hit.unit)].push(hit.target);
        }
    }
    let walked: Vec<Walked> = units
        .par_iter()
        .zip(&roots)
        .map(|(&(o, unit), roots)| {
            let definitions = objects[o as usize].units.get(&unit).map_or(&[][..], |u| &u.definitions);
            walk(table, definitions, roots)
        })
        .collect();

    // Rows: names by text, bodies by hash. Neither depends on who lowered first.
    let mut names: FastMap<Name, TypeId> = FastMap::default();
    let mut bodies: FastMap<Gid, TypeId> = FastMap::default();
    for w in &walked {
        names.extend(w.names.iter().map(|&n| (n, TypeId::VOID)));
        names.extend(w.named.iter().map(|&g| (key(table, g), TypeId::VOID)));
        bodies.extend(w.named.iter().chain(&w.unnamed).map(|&g| (g, TypeId::VOID)));
    }
    let mut sorted_names: Vec<Name> = names.keys().copied().collect();
    // Several definitions of one name in a unit have names of their own, of equal text.
    sorted_names.sort_by_cached_key(|&(kind, name)| (kind, table.name(name), table.plain(name) != name, name));
    let mut sorted: Vec<Gid> = bodies.keys().copied().collect();
    sorted.sort_unstable_by_key(|&g| table.node(g).hash);
    for (i, name) in sorted_names.iter().enumerate() {
        names.insert(*name, TypeId(i as u32 + 1));
    }
    let first_body = sorted_names.len() as u32 + 1;
    for (i, gid) in sorted.iter().enumerate() {
        bodies.insert(*gid, TypeId(first_body + i as u32));
    }
    let target = |t: RawTarget| match t {
        RawTarget::Void => TypeId::VOID,
        RawTarget::Node(gid) => bodies.get(&gid).copied().unwrap_or(TypeId::VOID),
        RawTarget::Name(kind, name) => names.get(&(kind, name)).copied().unwrap_or(TypeId::VOID),
    };

    let mut interner = Interner::new(table);
    let mut g = Graph { machine: Machine::of_all(objects.iter().map(|o| o.machine)), ..Graph::default() };
    let mut name_of = Vec::with_capacity(sorted_names.len() + sorted.len() + 1);
    g.first_edge.push(0);
    let mut row = |g: &mut Graph, node: Node, pos: SourcePos, hash: u128, name: TypeId| {
        g.nodes.push(node);
        g.positions.push(pos);
        g.deep.push(hash);
        g.first_edge.push(g.edges.len() as u32);
        name_of.push(name);
    };
    let plain = |kind: Kind, name: NameId, flags: Flags| Node { kind, name, flags, byte_size: 0, alignment: 0, aux: 0 };
    row(&mut g, plain(Kind::Void, NameId::NONE, Flags::default()), SourcePos::default(), 0, TypeId::VOID);
    for (i, &(kind, name)) in sorted_names.iter().enumerate() {
        let node = plain(kind.kind(), interner.intern(name), Flags::DECLARATION);
        row(&mut g, node, SourcePos::default(), 0, TypeId(i as u32 + 1));
    }
    for &gid in &sorted {
        let n = table.node(gid);
        let name = if is_named(table, gid) { names[&key(table, gid)] } else { TypeId::VOID };
        for e in table.edges(gid) {
            g.edges.push(Edge {
                value: e.value,
                target: target(e.target),
                name: interner.intern(e.name),
                bit_size: e.bit_size,
                line: e.line,
                kind: e.kind,
                flags: e.flags,
            });
        }
        let node = Node {
            kind: n.kind,
            name: interner.intern(n.name),
            flags: n.flags,
            byte_size: n.byte_size,
            alignment: n.alignment,
            aux: n.aux,
        };
        let pos = SourcePos { file: interner.intern(n.file), line: n.line };
        row(&mut g, node, pos, n.hash, name);
    }

    let path_of = |o: u32, unit: u32| objects[o as usize].units.get(&unit).map_or("", |u| u.path.as_str());
    let sources: FastSet<&str> =
        units.iter().map(|&(o, unit)| path_of(o, unit)).filter(|path| !path.is_empty()).collect();
    let mut holders: FastMap<(TypeId, u64), Holders> = FastMap::default();
    let is_module = |o: u32| objects[o as usize].info.module.as_deref().is_some_and(|module| module != "vmlinux");
    for &(o, unit) in units.iter().filter(|&&(o, _)| is_module(o)) {
        for &gid in objects[o as usize].units.get(&unit).map_or(&[][..], |u| &u.definitions) {
            let file = table.name(table.node(gid).file);
            let Some(&row) = names.get(&key(table, gid)).filter(|_| !file.is_empty()) else { continue };
            let one = Holders::One(ObjectId(o));
            let held = holders.entry((row, xxh3_64(file.as_bytes()))).or_insert(one);
            if *held != one {
                *held = Holders::Several;
            }
        }
    }
    let mut lists: Vec<Box<[Held]>> = Vec::new();
    let mut known: FastMap<Box<[Held]>, u32> = FastMap::default();
    let mut unit_views = Vec::with_capacity(units.len());
    for (&(o, unit), w) in units.iter().zip(walked) {
        let path = path_of(o, unit);
        let held = |&gid: &Gid| {
            let n = table.node(gid);
            // A source file that is no unit is one that this unit includes: not its own.
            let own = n.kind.is_tagged() && (n.file == 0 && path.is_empty() || sources.contains(table.name(n.file)));
            Held { id: bodies[&gid], own }
        };
        let mut list: Vec<Held> = w.named.iter().map(held).collect();
        list.sort_unstable();
        let list = list.into_boxed_slice();
        let next = lists.len() as u32;
        let index = *known.entry(list).or_insert_with_key(|list| {
            lists.push(list.clone());
            next
        });
        unit_views.push(UnitView { path: interner.names.intern(path), object: ObjectId(o), list: index });
    }
    let exports = order
        .iter()
        .map(|&(o, e)| {
            let hit = hit_of(o, e)?;
            Some(ExportView {
                unit: unit_of(o, hit.unit) as u32,
                target: target(hit.target),
                defined: hit.strength >= 10,
            })
        })
        .collect();
    g.names = interner.names;
    Views { graph: g, names: sorted_names.len() as u32, name_of, holders, units: unit_views, lists, exports }
}

fn key(table: &FrozenTable, gid: Gid) -> Name {
    let n = table.node(gid);
    (NameKind::of(n.kind), n.name)
}
