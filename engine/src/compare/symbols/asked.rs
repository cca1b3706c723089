//! What an object asks of whoever loads or links it, with OLD and NEW exchanged: the consumer provides, the object
//! calls.
//!
//! A consumer that was built for OLD defines what OLD asked for, as OLD declares it. What NEW asks for beside that, nobody
//! may define; what it declares otherwise, it calls otherwise than it was defined.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::export;
use super::exported::{spelling, subject};
use super::libraries::Libraries;
use crate::compare::change::{Change, LinkId, Owner, Step};
use crate::compare::types::{Comparison, Place, Role};
use crate::graph::loaded::Loaded;
use crate::graph::{Binding, Export, Graph, Kind, ObjectInfo, ObjectKind, Traits, TypeId};
use crate::rules::Rule;
use crate::rules::doubt::{Doubt, Doubtful};
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::reason::SymbolReason;

/// Libraries that give each of their symbols a version: a symbol without one is none of theirs.
pub(super) const ALL_VERSIONED: [&str; 10] = [
    "libc.so.6",
    "libc.so.6.1",
    "libm.so.6",
    "libm.so.6.1",
    "libpthread.so.0",
    "libdl.so.2",
    "librt.so.1",
    "libgcc_s.so.1",
    "libstdc++.so.6",
    "libatomic.so.1",
];

/// Those whose version does not tell who defines them.
fn open(graph: &Graph) -> impl Iterator<Item = &Export> {
    graph.asked.iter().filter(|e| e.version_default)
}

pub(super) type Asked<'g> = BTreeMap<(usize, &'g str), &'g Export>;

pub(super) fn asked(graph: &Graph) -> Asked<'_> {
    open(graph).map(|e| ((e.object.0 as usize, graph.str(e.name)), e)).collect()
}

/// Adds to the exports of both sides what they ask for with different types: compared like exports, by the same walk.
/// What could not be compared is a note: compilers describe what is only declared or leave it out.
pub(crate) fn append(old: &mut Cow<'_, Loaded>, new: &mut Cow<'_, Loaded>) -> Option<Doubt> {
    let (old_graph, new_graph) = (&old.graph, &new.graph);
    if old_graph.asked.is_empty() || new_graph.asked.is_empty() {
        return None;
    }
    let mut untyped: Vec<(usize, &str)> = Vec::new();
    let libraries = Libraries::new(old_graph, new_graph);
    let news = asked(new_graph);
    let mut both: Vec<(Export, Export)> = Vec::new();
    for ((object, name), x) in asked(old_graph) {
        let Some(y) = libraries.new_of[object].and_then(|j| news.get(&(j, name))) else { continue };
        let (Some(t), Some(u)) = (x.type_id, y.type_id) else {
            let is_library = old_graph.objects[object].linkage.kind == ObjectKind::Library;
            if is_library && (old_graph.objects[object].units > 0 || new_graph.objects[y.object.0 as usize].units > 0) {
                untyped.push((object, name));
            }
            continue;
        };
        // What an unlinked object takes from the system's headers is the system's.
        let relocatable = new_graph.objects[y.object.0 as usize].linkage.kind == ObjectKind::Relocatable;
        let of_system = |graph: &Graph, e: &Export| graph.str(e.pos.file).starts_with("/usr/");
        if old_graph.deep[t.index()] == new_graph.deep[u.index()]
            || relocatable && (of_system(old_graph, x) || of_system(new_graph, y))
        {
            continue;
        }
        both.push((x.clone(), (*y).clone()));
    }
    let doubt = untyped.first().map(|&(object, name)| Doubt {
        object: old_graph.objects[object].name.clone(),
        of: Doubtful::Imports { count: untyped.len(), first: name.to_owned() },
    });
    if !both.is_empty() {
        let (olds, news): (Vec<Export>, Vec<Export>) = both.into_iter().unzip();
        old.to_mut().graph.exports.extend(olds.into_iter().map(|e| Export { asked: true, ..e }));
        new.to_mut().graph.exports.extend(news.into_iter().map(|e| Export { asked: true, ..e }));
    }
    doubt
}

/// Pairs of what [`append`] added.
pub(super) fn pairs(old_graph: &Graph, new_graph: &Graph) -> impl Iterator<Item = (u32, u32)> {
    let first = |graph: &Graph| graph.exports.iter().filter(|e| !e.asked).count() as u32;
    let count = old_graph.exports.iter().filter(|e| e.asked).count() as u32;
    let (a, b) = (first(old_graph), first(new_graph));
    (0..count).map(move |n| (a + n, b + n))
}

/// Which of the libraries that an object needs may define symbols without a version, and are not in the folder.
pub(crate) fn providers(p: &ObjectInfo, h: &Graph) -> Vec<String> {
    let given = |n: &str| h.objects.iter().any(|o| o.soname == n || o.name.rsplit('/').next() == Some(n));
    let versioned = |n: &str| p.linkage.version_needs.iter().any(|need| need.library == n);
    let loader = |n: &str| n.starts_with("ld-") || n.starts_with("ld64.") || n.starts_with("ld.so");
    let open = |n: &&String| !loader(n) && !ALL_VERSIONED.contains(&n.as_str()) && !versioned(n) && !given(n);
    p.needed.iter().filter(open).cloned().collect()
}

/// Symbols that NEW asks for and OLD did not.
pub(super) fn added(comparison: &mut Comparison<'_>, libraries: &Libraries) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let olds = asked(old_graph);
    for (i, j) in libraries.new_of.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))) {
        let (o, p) = (&old_graph.objects[i], &new_graph.objects[j]);
        // Of a debug file the dynamic symbols are not there.
        let is_known = |o: &ObjectInfo| o.linkage.kind == ObjectKind::Library && o.linkage.traits.has(Traits::DYNAMIC);
        if !is_known(o) || !is_known(p) || o.module.is_some() {
            continue;
        }
        let libraries = providers(p, new_graph);
        for y in open(new_graph).filter(|y| y.object.0 as usize == j && y.binding != Binding::Weak) {
            let name = new_graph.str(y.name);
            if olds.get(&(i, name)).is_some_and(|x| x.binding != Binding::Weak) {
                continue;
            }
            let reason = if libraries.is_empty() {
                SymbolReason::NobodyIsKnownToDefine
            } else {
                SymbolReason::MayBeDefinedBy { libraries: libraries.clone() }
            };
            let facts = Facts { type_: Some(spelling(new_graph, y)), ..Facts::default() };
            let sides = (None, Some(facts));
            comparison.add(Change::decided(
                Rule::SymbolImportAdded,
                Owner::Object,
                subject(new_graph, y),
                sides,
                reason,
            ));
        }
    }
}

/// How a symbol that both sides ask for is called.
pub(crate) fn asked_subject(graph: &Graph, x: &Export, declared: TypeId) -> Subject {
    let is_function = graph.node(declared).kind == Kind::Function;
    let kind = if is_function { SubjectKind::Function } else { SubjectKind::Variable };
    Subject { kind, ..subject(graph, x) }
}

/// A symbol that both sides ask for and declare differently.
pub(super) fn compare(comparison: &mut Comparison<'_>, link: LinkId, old_export: &Export, new_export: &Export) {
    let (Some(t), Some(u)) = (old_export.type_id, new_export.type_id) else { return };
    let place = Place {
        owner: Owner::Link(link),
        subject: asked_subject(comparison.old, old_export, t),
        rule: Rule::VariableTypeChanged,
        role: Role::Variable,
        callback: true,
        step: Step::None,
    };
    export::typed(comparison, &place, old_export, new_export, t, u);
}
