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

use super::interner::Interner;
use super::lowered::{Hit, Lowered, export_order};
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
/// [`super::build::build`] makes of the same objects.
#[must_use]
pub fn collect(table: &FrozenTable, objects: &[Lowered]) -> Views {
    let order = export_order(objects);
    let units = Units::new(objects, &order);
    let walked = units.walk(table, &order);
    let rows = Rows::new(table, &walked);
    let mut interner = Interner::new(table);
    let (mut graph, name_of) = rows.graph(table, &mut interner);
    graph.machine = Machine::of_all(objects.iter().map(|o| o.machine));
    let holders = units.holders(table, &rows);
    let (unit_views, lists) = units.lists(table, &rows, walked, &mut interner);
    let exports = order
        .iter()
        .map(|&(o, e)| {
            let hit = units.hit(o, e)?;
            Some(ExportView {
                unit: units.index(o, hit.unit) as u32,
                target: rows.target(hit.target),
                defined: hit.strength >= 10,
            })
        })
        .collect();
    graph.names = interner.names;
    Views { graph, names: rows.sorted_names.len() as u32, name_of, holders, units: unit_views, lists, exports }
}

/// The units that define exports, as object and unit, sorted.
struct Units<'o> {
    objects: &'o [Lowered],
    list: Vec<(u32, u32)>,
}

impl<'o> Units<'o> {
    fn new(objects: &'o [Lowered], order: &[(u32, u32)]) -> Self {
        let mut out = Self { objects, list: Vec::new() };
        out.list = order.iter().filter_map(|&(o, e)| Some((o, out.hit(o, e)?.unit))).collect();
        out.list.sort_unstable();
        out.list.dedup();
        out
    }

    /// Where the type of an export is seen. BTF merges the units of an object into one: what each of them saw is not in
    /// it.
    fn hit(&self, object: u32, export: u32) -> Option<&'o Hit> {
        let object = &self.objects[object as usize];
        object.exports[export as usize].1.as_ref().filter(|_| object.info.dies > 0)
    }

    fn index(&self, object: u32, unit: u32) -> usize {
        self.list.binary_search(&(object, unit)).unwrap_or_default()
    }

    fn definitions(&self, object: u32, unit: u32) -> &'o [Gid] {
        self.objects[object as usize].units.get(&unit).map_or(&[][..], |u| &u.definitions)
    }

    fn path(&self, object: u32, unit: u32) -> &'o str {
        self.objects[object as usize].units.get(&unit).map_or("", |u| u.path.as_str())
    }

    /// What the exports of each unit reach.
    fn walk(&self, table: &FrozenTable, order: &[(u32, u32)]) -> Vec<Walked> {
        let mut roots: Vec<Vec<RawTarget>> = vec![Vec::new(); self.list.len()];
        for &(o, e) in order {
            if let Some(hit) = self.hit(o, e) {
                roots[self.index(o, hit.unit)].push(hit.target);
            }
        }
        let units = self.list.par_iter().zip(&roots);
        units.map(|(&(o, unit), roots)| walk(table, self.definitions(o, unit), roots)).collect()
    }

    /// Which modules hold a definition, see [`Views::holders`].
    fn holders(&self, table: &FrozenTable, rows: &Rows) -> FastMap<(TypeId, u64), Holders> {
        let mut out: FastMap<(TypeId, u64), Holders> = FastMap::default();
        let is_module =
            |o: u32| self.objects[o as usize].info.module.as_deref().is_some_and(|module| module != "vmlinux");
        for &(o, unit) in self.list.iter().filter(|&&(o, _)| is_module(o)) {
            for &gid in self.definitions(o, unit) {
                let file = table.name(table.node(gid).file);
                let row = rows.names.get(&key(table, gid)).filter(|_| !file.is_empty());
                let Some(&row) = row else { continue };
                let one = Holders::One(ObjectId(o));
                let held = out.entry((row, xxh3_64(file.as_bytes()))).or_insert(one);
                if *held != one {
                    *held = Holders::Several;
                }
            }
        }
        out
    }

    /// The units, and the distinct lists of definitions that they hold.
    fn lists(
        &self,
        table: &FrozenTable,
        rows: &Rows,
        walked: Vec<Walked>,
        interner: &mut Interner<'_>,
    ) -> (Vec<UnitView>, Vec<Box<[Held]>>) {
        let paths = self.list.iter().map(|&(o, unit)| self.path(o, unit));
        let sources: FastSet<&str> = paths.filter(|path| !path.is_empty()).collect();
        let mut lists: Vec<Box<[Held]>> = Vec::new();
        let mut known: FastMap<Box<[Held]>, u32> = FastMap::default();
        let mut views = Vec::with_capacity(self.list.len());
        for (&(o, unit), w) in self.list.iter().zip(walked) {
            let path = self.path(o, unit);
            let held = |&gid: &Gid| {
                let n = table.node(gid);
                // A source file that is no unit is one that this unit includes: not its own.
                let is_own =
                    n.kind.is_tagged() && (n.file == 0 && path.is_empty() || sources.contains(table.name(n.file)));
                Held { id: rows.bodies[&gid], own: is_own }
            };
            let mut list: Vec<Held> = w.named.iter().map(held).collect();
            list.sort_unstable();
            let list = list.into_boxed_slice();
            let next = lists.len() as u32;
            let index = *known.entry(list).or_insert_with_key(|list| {
                lists.push(list.clone());
                next
            });
            views.push(UnitView { path: interner.names.intern(path), object: ObjectId(o), list: index });
        }
        (views, lists)
    }
}

/// The rows of the graph: names by text, bodies by hash. Neither depends on who lowered first.
struct Rows {
    sorted_names: Vec<Name>,
    sorted_bodies: Vec<Gid>,
    names: FastMap<Name, TypeId>,
    bodies: FastMap<Gid, TypeId>,
}

impl Rows {
    fn new(table: &FrozenTable, walked: &[Walked]) -> Self {
        let mut names: FastMap<Name, TypeId> = FastMap::default();
        let mut bodies: FastMap<Gid, TypeId> = FastMap::default();
        for w in walked {
            names.extend(w.names.iter().map(|&n| (n, TypeId::VOID)));
            names.extend(w.named.iter().map(|&g| (key(table, g), TypeId::VOID)));
            bodies.extend(w.named.iter().chain(&w.unnamed).map(|&g| (g, TypeId::VOID)));
        }
        let mut sorted_names: Vec<Name> = names.keys().copied().collect();
        // Several definitions of one name in a unit have names of their own, of equal text.
        sorted_names.sort_by_cached_key(|&(kind, name)| (kind, table.name(name), table.plain(name) != name, name));
        let mut sorted_bodies: Vec<Gid> = bodies.keys().copied().collect();
        sorted_bodies.sort_unstable_by_key(|&g| table.node(g).hash);
        for (i, name) in sorted_names.iter().enumerate() {
            names.insert(*name, TypeId(i as u32 + 1));
        }
        let first_body = sorted_names.len() as u32 + 1;
        for (i, gid) in sorted_bodies.iter().enumerate() {
            bodies.insert(*gid, TypeId(first_body + i as u32));
        }
        Self { sorted_names, sorted_bodies, names, bodies }
    }

    fn target(&self, target: RawTarget) -> TypeId {
        match target {
            RawTarget::Void => TypeId::VOID,
            RawTarget::Node(gid) => self.bodies.get(&gid).copied().unwrap_or(TypeId::VOID),
            RawTarget::Name(kind, name) => self.names.get(&(kind, name)).copied().unwrap_or(TypeId::VOID),
        }
    }

    /// The graph of all rows, without names, and for each row the declaration of its name.
    fn graph(&self, table: &FrozenTable, interner: &mut Interner<'_>) -> (Graph, Vec<TypeId>) {
        let mut g = Graph::default();
        let mut name_of = Vec::with_capacity(self.sorted_names.len() + self.sorted_bodies.len() + 1);
        g.first_edge.push(0);
        let mut row = |g: &mut Graph, node: Node, pos: SourcePos, hash: u128, name: TypeId| {
            g.nodes.push(node);
            g.positions.push(pos);
            g.deep.push(hash);
            g.first_edge.push(g.edges.len() as u32);
            name_of.push(name);
        };
        let plain =
            |kind: Kind, name: NameId, flags: Flags| Node { kind, name, flags, byte_size: 0, alignment: 0, aux: 0 };
        row(&mut g, plain(Kind::Void, NameId::NONE, Flags::default()), SourcePos::default(), 0, TypeId::VOID);
        for (i, &(kind, name)) in self.sorted_names.iter().enumerate() {
            let node = plain(kind.kind(), interner.intern(name), Flags::DECLARATION);
            row(&mut g, node, SourcePos::default(), 0, TypeId(i as u32 + 1));
        }
        for &gid in &self.sorted_bodies {
            let n = table.node(gid);
            let name = if is_named(table, gid) { self.names[&key(table, gid)] } else { TypeId::VOID };
            for e in table.edges(gid) {
                g.edges.push(Edge {
                    value: e.value,
                    target: self.target(e.target),
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
        (g, name_of)
    }
}

fn key(table: &FrozenTable, gid: Gid) -> Name {
    let n = table.node(gid);
    (NameKind::of(n.kind), n.name)
}
