//! One definition: classes and enums of C++ that units of one object define differently, which C++ does not allow and no
//! compiler notices. What is told apart is what all units state of a definition: size, members, bases, places of virtual
//! functions, enumerators. Which other functions a unit lists depends on what it uses.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::visit::{Bfs, Reversed};

use crate::graph::walk::Backwards;
use crate::graph::{Edge, EdgeKind, Flags, Graph, Kind, TypeId, mangled};
use crate::ground::maps::FastMap;
use crate::rules::doubt::{Definition, Difference, Doubt, Doubtful, Part, Side};

/// Two definitions of one name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The name with its key: `struct item`.
    pub(crate) called: String,
    /// Where the two stand, and an export that leads there.
    pub(crate) places: [Definition; 2],
    /// What differs first.
    pub(crate) difference: Difference,
    /// The object that holds both.
    pub(crate) object: String,
}

/// The conflicts of a side by the names of the types.
pub(crate) fn of(graph: &Graph) -> BTreeMap<String, Conflict> {
    let mut out = BTreeMap::new();
    let mut named: FastMap<&str, Vec<TypeId>> = FastMap::default();
    for id in graph.ids().filter(|&id| is_one(graph, id)) {
        named.entry(graph.name(id)).or_default().push(id);
    }
    let mut several: Vec<(&str, Vec<TypeId>)> = named.into_iter().filter(|(_, all)| all.len() > 1).collect();
    several.retain(|(_, all)| all.iter().any(|&id| difference(graph, all[0], graph, id).is_some()));
    if several.is_empty() {
        return out;
    }
    several.sort_unstable();
    let back = Backwards::new(graph);
    for (name, mut all) in several {
        let place = |id: TypeId| (graph.str(graph.positions[id.index()].file), graph.positions[id.index()].line);
        all.sort_by_key(|&id| (place(id), graph.deep[id.index()]));
        let led: Vec<BTreeMap<u32, &str>> = all.iter().map(|&id| exports_of(graph, &back, id)).collect();
        // Each library of a folder may have a class of the name.
        let together = |i: usize, j: usize| {
            let common = led[i].keys().find(|object| led[j].contains_key(object)).copied();
            common.or((graph.objects.len() == 1).then_some(0))
        };
        let pairs = (0..all.len()).flat_map(|i| (i + 1..all.len()).map(move |j| (i, j)));
        let is_same = |&(i, j): &(usize, usize)| match (scope(graph, all[i]), scope(graph, all[j])) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let pairs = pairs.filter(is_same);
        let found = pairs.filter_map(|(i, j)| Some((i, j, together(i, j)?, difference(graph, all[i], graph, all[j])?)));
        if let Some((i, j, object, difference)) = found.into_iter().next() {
            let at = |i: usize| {
                let (file, line) = place(all[i]);
                let export = led[i].get(&object).map(|&name| name.to_owned());
                Definition { file: file.to_owned(), line, export }
            };
            let conflict = Conflict {
                called: crate::graph::spell::type_name(graph, all[i]),
                places: [at(i), at(j)],
                difference,
                object: graph.objects.get(object as usize).map_or_else(String::new, |o| o.name.clone()),
            };
            out.insert(name.to_owned(), conflict);
        }
    }
    out
}

/// Whether a type is one that C++ allows one definition of.
fn is_one(graph: &Graph, id: TypeId) -> bool {
    let node = graph.node(id);
    node.flags.has(Flags::LINKED)
        && node.kind.is_tagged()
        && !node.flags.has(Flags::DECLARATION)
        && !node.name.is_none()
        && !graph.name(id).contains(['(', '{'])
}

/// The scope that the symbols of a class name, with the tags that no debug information states (`[abi:cxx11]`): classes of
/// different tags are different classes.
fn scope(graph: &Graph, id: TypeId) -> Option<String> {
    let symbols = graph.members.of(id).iter().filter(|m| !m.symbol.is_none());
    symbols.filter_map(|m| mangled::view(graph.str(m.symbol))?.scope()).find(|scope| !scope.is_empty())
}

/// The first export of each object that leads to a type.
fn exports_of<'g>(graph: &'g Graph, back: &Backwards<'g>, id: TypeId) -> BTreeMap<u32, &'g str> {
    let mut above: BTreeSet<TypeId> = BTreeSet::new();
    let mut walk = Bfs::new(Reversed(back), id);
    while let Some(at) = walk.next(Reversed(back)) {
        above.insert(at);
    }
    let mut out = BTreeMap::new();
    for e in graph.exports.iter().filter(|e| !e.asked && e.type_id.is_some_and(|t| above.contains(&t))) {
        out.entry(e.object.0).or_insert_with(|| graph.str(e.name));
    }
    out
}

/// What differs first between two definitions, as far as all units state it.
pub(crate) fn difference(g: &Graph, a: TypeId, h: &Graph, b: TypeId) -> Option<Difference> {
    if a == b && std::ptr::eq(g, h) {
        return None;
    }
    let kinds = [
        (EdgeKind::Base, Part::Base),
        (EdgeKind::Member, Part::Member),
        (EdgeKind::VirtualSlot, Part::Function),
        (EdgeKind::Enumerator, Part::Enumerator),
    ];
    for (kind, part) in kinds {
        let (p, q) = (parts(g, a, kind), parts(h, b, kind));
        for i in 0..p.len().max(q.len()) {
            match (p.get(i), q.get(i)) {
                (Some(e), Some(f)) if called(g, e) == called(h, f) => {
                    if let Some(found) = other_part((g, e), (h, f), part) {
                        return Some(found);
                    }
                }
                (e, f) => {
                    let (first, second) = (e.map(|e| called(g, e)), f.map(|f| called(h, f)));
                    return Some(Difference::Other { part, first, second });
                }
            }
        }
    }
    let (first, second) = (g.node(a).byte_size, h.node(b).byte_size);
    (first != second).then_some(Difference::Bytes { first, second })
}

/// Parts of one kind of a definition.
fn parts(graph: &Graph, id: TypeId, kind: EdgeKind) -> Vec<Edge> {
    let stated = |e: &&Edge| e.kind == kind && (kind != EdgeKind::VirtualSlot || e.value >= 0);
    let mut list: Vec<Edge> = graph.edges(id).iter().filter(stated).copied().collect();
    if kind == EdgeKind::VirtualSlot {
        // Compilers list them in an order of their own.
        list.sort_by(|e, f| (e.value, graph.str(e.name)).cmp(&(f.value, graph.str(f.name))));
    }
    list
}

/// The name of a part, empty if it has none.
fn called(graph: &Graph, e: &Edge) -> String {
    match e.kind {
        EdgeKind::Base => graph.name(graph.strip(e.target)).to_owned(),
        _ => graph.str(e.name).to_owned(),
    }
}

/// How parts of one name differ. Of types it is another number of bytes, or a base type of another name.
fn other_part((g, e): (&Graph, &Edge), (h, f): (&Graph, &Edge), part: Part) -> Option<Difference> {
    let name = called(g, e);
    if e.value != f.value {
        return Some(Difference::Value { part, name, first: e.value, second: f.value });
    }
    if part != Part::Member {
        return None;
    }
    if e.bit_size != f.bit_size {
        return Some(Difference::Bits { name, first: e.bit_size, second: f.bit_size });
    }
    let (x, y) = (g.strip(e.target), h.strip(f.target));
    let kinds = (g.node(x).kind, h.node(y).kind);
    let is_other = match kinds {
        (Kind::Base, Kind::Base) => g.name(x) != h.name(y),
        // The classes themselves differ then, which is told of them.
        (x, y) if x.is_record() && y.is_record() => false,
        _ => matches!((g.size_of(x), h.size_of(y)), (Some(x), Some(y)) if x != y),
    };
    let spelt = |graph: &Graph, id| crate::graph::spell::type_name(graph, id);
    is_other.then(|| Difference::Type { name, first: spelt(g, e.target), second: spelt(h, f.target) })
}

/// What the conflicts of both sides mean for a comparison.
#[derive(Clone, Debug, Default)]
pub struct Conflicts {
    pub(crate) old: BTreeMap<String, Conflict>,
    pub(crate) new: BTreeMap<String, Conflict>,
    /// Types of which it was told that NEW got a conflict.
    told: BTreeSet<String>,
}

/// What becomes of two definitions of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They are compared.
    Compared,
    /// NEW has a definition beside the one of OLD; told for the first time or again.
    Gained { first: bool },
    /// OLD had another definition beside the one that NEW has.
    Mended,
}

impl Conflicts {
    pub(crate) fn new(old: &Graph, new: &Graph) -> Self {
        Self { old: of(old), new: of(new), told: BTreeSet::new() }
    }

    /// What is told of them, once where both sides have one.
    pub(crate) fn doubts(&self) -> Vec<Doubt> {
        let doubt = |side, conflict: &Conflict| {
            let Conflict { called, places, difference, object } = conflict.clone();
            Doubt { object, of: Doubtful::DefinitionsConflict { side, called, places, difference } }
        };
        let gone = self.old.iter().filter(|(name, _)| !self.new.contains_key(*name));
        let news = self.new.iter().map(|(name, conflict)| {
            let side = if self.old.contains_key(name) { None } else { Some(Side::New) };
            doubt(side, conflict)
        });
        gone.map(|(_, conflict)| doubt(Some(Side::Old), conflict)).chain(news).collect()
    }

    /// Of two definitions that are to be compared.
    pub(crate) fn fate(&mut self, old: &Graph, a: TypeId, new: &Graph, b: TypeId) -> Fate {
        if self.old.is_empty() && self.new.is_empty() {
            return Fate::Compared;
        }
        let name = old.name(a);
        let kept = |graph: &Graph, id: TypeId, other: &Graph, like: TypeId| {
            is_one(graph, id) && graph.name(id) == name && difference(graph, id, other, like).is_none()
        };
        match (self.old.contains_key(name), self.new.contains_key(name)) {
            (false, true) if difference(old, a, new, b).is_some() && new.ids().any(|id| kept(new, id, old, a)) => {
                Fate::Gained { first: self.told.insert(name.to_owned()) }
            }
            (true, false) if difference(old, a, new, b).is_some() && old.ids().any(|id| kept(old, id, new, b)) => {
                Fate::Mended
            }
            _ => Fate::Compared,
        }
    }
}
