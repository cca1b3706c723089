//! What was not compared: exports of which a side has no type, and those whose type leads to what is not known.
//!
//! Unknown against known is no change, and unknown against unknown is not "no change" either: such an export is named,
//! and the verdict is `incomplete`.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use petgraph::visit::{Bfs, IntoNeighbors, Reversed, VisitMap, Visitable};

use super::only_declared::{OnlyDeclared, behind_pointers};
use super::others::Owners;
use super::symbols::Exports;
use super::symbols::declarations::evidence::others_namespace;
use crate::graph::interface::is_dumped_assembler;
use crate::graph::loaded::Loaded;
use crate::graph::walk::Backwards;
use crate::graph::{Binding, Export, Flags, Graph, Kind, TypeId, Untyped, mangled};
use crate::ground::headers::{PublicHeaders, Words};
use crate::rules::doubt::{Doubt, Doubtful, Excuse, Side, Unknown};

/// What is not known of the type of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lack {
    /// All of it.
    Type,
    /// A part that could not be read.
    Part,
    /// The body of this record: the compiler was told to leave it out.
    Body(TypeId),
    /// The members of this union: GCC leaves those of transparent unions out.
    Members(TypeId),
    /// The definition of this class, which its compiler left out and which is used by value.
    Definition(TypeId),
}

/// For each export what is not known of its type.
pub(crate) fn lacks(graph: &Graph) -> Vec<Option<Lack>> {
    lacks_with(graph, &OnlyDeclared::of(graph, graph, &Owners::of(graph, graph)))
}

fn lacks_with(graph: &Graph, declared: &OnlyDeclared) -> Vec<Option<Lack>> {
    let unknown = unknown_behind(graph, declared);
    let of = |e: &Export| match e.type_id {
        None => (e.untyped == Untyped::Unknown).then_some(Lack::Type),
        Some(t) if graph.node(t).kind == Kind::Unknown => Some(Lack::Type),
        Some(t) => {
            let behind = unknown.get(t.index()).copied().flatten();
            behind.or_else(|| declared.held(graph, t).map(Lack::Definition))
        }
    };
    graph.exports.iter().map(of).collect()
}

/// For each type the first thing behind it that is not known; empty if there is no such thing in the whole graph.
fn unknown_behind(graph: &Graph, declared: &OnlyDeclared) -> Vec<Option<Lack>> {
    let own = |id: TypeId| {
        let node = graph.node(id);
        if node.kind == Kind::Unknown {
            Some(Lack::Part)
        } else if node.flags.has(Flags::LEFT_OUT) && node.flags.has(Flags::DECLARATION) {
            Some(Lack::Body(id))
        } else if graph.lacks_members(id) {
            Some(Lack::Members(id))
        } else {
            None
        }
    };
    let mut queue: Vec<(Lack, TypeId)> = graph.ids().filter_map(|id| Some((own(id)?, id))).collect();
    queue.extend(declared.uses.iter().map(|&(holder, class)| (Lack::Definition(class), holder)));
    if queue.is_empty() {
        return Vec::new();
    }
    queue.sort_unstable();
    let mut out: Vec<Option<Lack>> = vec![None; graph.len()];
    let back = Backwards::new(graph);
    let mut walk = Bfs { stack: queue.iter().map(|q| q.1).collect(), discovered: graph.visit_map() };
    for &(lack, id) in &queue {
        let slot = &mut out[id.index()];
        *slot = slot.or(Some(lack));
        walk.discovered.visit(id);
    }
    while let Some(at) = walk.next(Reversed(&back)) {
        let lack = out[at.index()];
        for owner in Reversed(&back).neighbors(at) {
            let slot = &mut out[owner.index()];
            *slot = slot.or(lack);
        }
    }
    out
}

/// What exports of an object lack: which object, what it is, and what excuses that.
type Group<'g> = (&'g str, Unknown, Option<Excuse>);

/// Where it is missing, and of which exports.
type Lacking = (BTreeSet<Option<String>>, Vec<String>);

/// The exports of both sides that were not compared, or not wholly.
///
/// `words`: what the texts of the public headers say, where these are the library's.
pub(crate) fn doubts(
    old: &Loaded,
    new: &Loaded,
    exports: &Exports,
    owners: &Owners<'_>,
    (headers, words): (&PublicHeaders, Option<&Words>),
) -> Vec<Doubt> {
    let mut out = Vec::new();
    let (old_graph, new_graph) = (&old.graph, &new.graph);
    // Asked only where something is missing.
    let same_input = LazyCell::new(|| old.is_same_build(new));
    let mut foreign: Vec<(Side, String, BTreeSet<String>)> = Vec::new();
    let declared =
        [(old_graph, new_graph), (new_graph, old_graph)].map(|(graph, other)| OnlyDeclared::of(graph, other, owners));
    for (graph, declared, side) in [(old_graph, &declared[0], Side::Old), (new_graph, &declared[1], Side::New)] {
        let lacks = lacks_with(graph, declared);
        if !declared.foreign.is_empty() {
            foreign.push((side, object_of(graph).to_owned(), declared.foreign.clone()));
        }
        let mut groups: BTreeMap<Group<'_>, Lacking> = BTreeMap::new();
        for &(i, j) in &exports.both {
            let (old_export, new_export) = (&old_graph.exports[i as usize], &new_graph.exports[j as usize]);
            let (e, at) = if side == Side::Old { (old_export, i) } else { (new_export, j) };
            let object = graph.objects[e.object.0 as usize].name.as_str();
            let name = || {
                let symbol = graph.str(e.name);
                mangled::name(symbol).unwrap_or_else(|| symbol.to_owned())
            };
            let stated = old_export.untyped == Untyped::Stated && new_export.untyped == Untyped::Stated;
            let other = if side == Side::Old { new_export } else { old_export };
            if stated && e.type_id.is_none() && other.type_id.is_some() || is_dumped_assembler(graph, e, other) {
                groups.entry((object, Unknown::Assembler(side), None)).or_default().1.push(name());
            }
            let Some(lack) = lacks[at as usize] else { continue };
            // What leaked out of other libraries' templates is no promise.
            let is_leaked = || e.binding == Binding::Weak && others_namespace(graph.str(e.name)).is_some();
            if matches!(lack, Lack::Definition(_)) && is_leaked() {
                continue;
            }
            let (unknown, behind) = match lack {
                Lack::Type => (Unknown::Type, None),
                Lack::Part => (Unknown::Part, None),
                Lack::Body(t) => (Unknown::Bodies, Some(t)),
                Lack::Members(t) => (Unknown::Members, Some(t)),
                Lack::Definition(t) => (Unknown::Definitions(side), Some(t)),
            };
            // Neither side describes what no header declares: code of a library that was linked in (a compiler's own), or
            // what the library keeps for itself.
            let untyped = |e: &Export| e.type_id.is_none() && e.untyped == Untyped::Unknown;
            let is_undeclared = || {
                let declares = |words| mangled::may_declare(words, graph.str(e.name), |_| false);
                untyped(old_export) && untyped(new_export) && words.is_some_and(|words| !declares(words))
            };
            let excuse = if is_same_build(old_graph, old_export, new_graph, new_export) {
                Some(Excuse::SameBuild)
            } else if is_undeclared() {
                Some(Excuse::Undeclared)
            } else {
                // What a class is, which the library was built with, is the same in the same library.
                let declared = matches!(lack, Lack::Definition(_));
                let agree = behind.is_none_or(|class| headers.agree(graph.name(class)) != Some(false));
                (declared && agree && *same_input).then_some(Excuse::SameInput)
            };
            let group = groups.entry((object, unknown, excuse)).or_default();
            group.0.extend(behind.map(|t| called(graph, t)));
            group.1.push(name());
        }
        out.extend(groups.into_iter().map(|((object, unknown, excuse), (types, exports))| Doubt {
            object: object.to_owned(),
            of: Doubtful::Exports { unknown, types, exports, excuse },
        }));
    }
    out.extend(others_declared(foreign));
    let same_input = || *same_input;
    let sides = [(old_graph, &declared[0]), (new_graph, &declared[1])];
    let object = || object_of(old_graph).to_owned();
    out.extend(behind_pointers(sides, owners, headers, &same_input).map(|of| Doubt { object: object(), of }));
    out.extend(nothing_typed(old_graph, new_graph, exports));
    out
}

/// Classes of other libraries that a side only declares: where both declare the same, that is told once.
fn others_declared(mut found: Vec<(Side, String, BTreeSet<String>)>) -> Vec<Doubt> {
    let both = matches!(&found[..], [old, new] if old.2 == new.2);
    if both {
        found.truncate(1);
    }
    let doubt = |(side, object, classes): (Side, String, BTreeSet<String>)| {
        let side = (!both).then_some(side);
        Doubt { object, of: Doubtful::OthersDeclared { side, classes } }
    };
    found.into_iter().map(doubt).collect()
}

/// By name, as a snapshot has it too.
pub(super) fn object_of(graph: &Graph) -> &str {
    if let [one] = &graph.objects[..] { &one.name } else { "" }
}

/// Both exports are of one build of a kernel: what is not known of the one is not known of the same thing.
fn is_same_build(old_graph: &Graph, old_export: &Export, new_graph: &Graph, new_export: &Export) -> bool {
    let id = |graph: &Graph, e: &Export| graph.objects[e.object.0 as usize].build_id.clone();
    let of_kernel = old_export.ksym.is_some() && new_export.ksym.is_some();
    of_kernel && !id(old_graph, old_export).is_empty() && id(old_graph, old_export) == id(new_graph, new_export)
}

/// A type as C names it; one without a name by the typedef of it.
fn called(graph: &Graph, id: TypeId) -> Option<String> {
    if !graph.node(id).name.is_none() {
        return Some(crate::graph::spell::type_name(graph, id));
    }
    typedef_of(graph, id)
}

/// The name of the first typedef of a type.
pub(super) fn typedef_of(graph: &Graph, id: TypeId) -> Option<String> {
    let typedef = graph.ids().find(|&t| graph.node(t).kind == Kind::Typedef && graph.target(t) == id);
    typedef.map(|t| graph.name(t).to_owned())
}

/// Exports there are, and none of them has a type on both sides, though debug information covers them all: those of
/// assembler alone. Of a kernel they are a part.
fn nothing_typed(old_graph: &Graph, new_graph: &Graph, exports: &Exports) -> Option<Doubt> {
    let stated = |e: &Export| e.type_id.is_none() && e.untyped == Untyped::Stated;
    let (&(first, _), both) = (exports.both.first()?, &exports.both);
    let nothing = both.iter().all(|&(i, j)| {
        let (old_export, new_export) = (&old_graph.exports[i as usize], &new_graph.exports[j as usize]);
        old_export.ksym.is_none()
            && (stated(old_export) && new_export.untyped != Untyped::Whole
                || stated(new_export) && old_export.untyped != Untyped::Whole)
            && (old_export.type_id.is_none() || new_export.type_id.is_none())
    });
    let object = || old_graph.objects[old_graph.exports[first as usize].object.0 as usize].name.clone();
    nothing.then(|| Doubt { object: object(), of: Doubtful::NothingTyped })
}
