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
const ALL_VERSIONED: [&str; 10] = [
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

type Asked<'g> = BTreeMap<(usize, &'g str), &'g Export>;

fn asked(g: &Graph) -> Asked<'_> {
    g.asked.iter().map(|e| ((e.object.0 as usize, g.str(e.name)), e)).collect()
}

/// Adds to the exports of both sides what they ask for with different types: compared like exports, by the same walk.
/// What could not be compared is a note: compilers describe what is only declared or leave it out.
pub(crate) fn append(old: &mut Cow<'_, Loaded>, new: &mut Cow<'_, Loaded>) -> Option<Doubt> {
    let (g, h) = (&old.graph, &new.graph);
    if g.asked.is_empty() || h.asked.is_empty() {
        return None;
    }
    let mut untyped: Vec<(usize, &str)> = Vec::new();
    let libraries = Libraries::new(g, h);
    let news = asked(h);
    let mut both: Vec<(Export, Export)> = Vec::new();
    for ((object, name), x) in asked(g) {
        let Some(y) = libraries.new_of[object].and_then(|j| news.get(&(j, name))) else { continue };
        let (Some(t), Some(u)) = (x.type_id, y.type_id) else {
            let is_library = g.objects[object].linkage.kind == ObjectKind::Library;
            if is_library && (g.objects[object].units > 0 || h.objects[y.object.0 as usize].units > 0) {
                untyped.push((object, name));
            }
            continue;
        };
        // What an unlinked object takes from the system's headers is the system's.
        let relocatable = h.objects[y.object.0 as usize].linkage.kind == ObjectKind::Relocatable;
        let of_system = |g: &Graph, e: &Export| g.str(e.pos.file).starts_with("/usr/");
        if g.deep[t.index()] == h.deep[u.index()] || relocatable && (of_system(g, x) || of_system(h, y)) {
            continue;
        }
        both.push((x.clone(), (*y).clone()));
    }
    let doubt = untyped.first().map(|&(object, name)| Doubt {
        object: g.objects[object].name.clone(),
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
pub(super) fn pairs(g: &Graph, h: &Graph) -> impl Iterator<Item = (u32, u32)> {
    let first = |g: &Graph| g.exports.iter().filter(|e| !e.asked).count() as u32;
    let count = g.exports.iter().filter(|e| e.asked).count() as u32;
    let (a, b) = (first(g), first(h));
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
pub(super) fn added(c: &mut Comparison<'_>, libraries: &Libraries) {
    let (g, h) = (c.old, c.new);
    let olds = asked(g);
    for (i, j) in libraries.new_of.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))) {
        let (o, p) = (&g.objects[i], &h.objects[j]);
        // Of a debug file the dynamic symbols are not there.
        let is_known = |o: &ObjectInfo| o.linkage.kind == ObjectKind::Library && o.linkage.traits.has(Traits::DYNAMIC);
        if !is_known(o) || !is_known(p) || o.module.is_some() {
            continue;
        }
        let libraries = providers(p, h);
        for y in h.asked.iter().filter(|y| y.object.0 as usize == j && y.binding != Binding::Weak) {
            let name = h.str(y.name);
            if olds.get(&(i, name)).is_some_and(|x| x.binding != Binding::Weak) {
                continue;
            }
            let reason = if libraries.is_empty() {
                SymbolReason::NobodyIsKnownToDefine
            } else {
                SymbolReason::MayBeDefinedBy { libraries: libraries.clone() }
            };
            let facts = Facts { type_: Some(spelling(h, y)), ..Facts::default() };
            let sides = (None, Some(facts));
            c.add(Change::decided(Rule::SymbolImportAdded, Owner::Object, subject(h, y), sides, reason));
        }
    }
}

/// How a symbol that both sides ask for is called.
pub(crate) fn asked_subject(g: &Graph, x: &Export, declared: TypeId) -> Subject {
    let is_function = g.node(declared).kind == Kind::Function;
    let kind = if is_function { SubjectKind::Function } else { SubjectKind::Variable };
    Subject { kind, ..subject(g, x) }
}

/// A symbol that both sides ask for and declare differently.
pub(super) fn compare(c: &mut Comparison<'_>, link: LinkId, x: &Export, y: &Export) {
    let (Some(t), Some(u)) = (x.type_id, y.type_id) else { return };
    let place = Place {
        owner: Owner::Link(link),
        subject: asked_subject(c.old, x, t),
        rule: Rule::VariableTypeChanged,
        role: Role::Variable,
        callback: true,
        step: Step::None,
    };
    export::typed(c, &place, x, y, t, u);
}
