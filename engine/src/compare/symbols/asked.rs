//! What an object asks of whoever loads or links it, with OLD and NEW exchanged: the consumer provides, the object
//! calls.
//!
//! A consumer that was built for OLD defines what OLD asked for, as OLD declares it. What NEW asks for beside that, nobody
//! may define; what it declares otherwise, it calls otherwise than it was defined.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::libraries::Libraries;
use super::{Exports, export, spelling, subject};
use crate::compare::change::{Change, ChangeId, Judgement, LinkId, Owner, Step};
use crate::compare::types::{Comparison, Place, Role};
use crate::graph::loaded::Loaded;
use crate::graph::{Binding, Export, Graph, Kind, ObjectInfo, ObjectKind, Traits};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::rules::facts::{Facts, SubjectKind};
use crate::rules::reason::Reason;
use crate::rules::{Rule, Severity};

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
pub(crate) fn append(old: &mut Cow<'_, Loaded>, new: &mut Cow<'_, Loaded>) -> Option<Diagnostic> {
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
    let note = untyped.first().map(|&(object, name)| Diagnostic {
        level: DiagnosticLevel::Note,
        code: "imports-untyped",
        object: g.objects[object].name.clone(),
        section: String::new(),
        offset: None,
        message: match untyped.len() {
            1 => format!("{name}, which is asked of others, has no type on one side or both: what changes in it is not seen"),
            n => format!(
                "{n} symbols that are asked of others have no type on one side or both, {name} for one: what changes in \
                 them is not seen"
            ),
        },
    });
    if !both.is_empty() {
        let (olds, news): (Vec<Export>, Vec<Export>) = both.into_iter().unzip();
        old.to_mut().graph.exports.extend(olds.into_iter().map(|e| Export { asked: true, ..e }));
        new.to_mut().graph.exports.extend(news.into_iter().map(|e| Export { asked: true, ..e }));
    }
    note
}

/// Pairs of what [`append`] added.
pub(super) fn pairs(g: &Graph, h: &Graph) -> impl Iterator<Item = (u32, u32)> {
    let first = |g: &Graph| g.exports.iter().filter(|e| !e.asked).count() as u32;
    let count = g.exports.iter().filter(|e| e.asked).count() as u32;
    let (a, b) = (first(g), first(h));
    (0..count).map(move |n| (a + n, b + n))
}

/// Who among the libraries that an object needs may define symbols without a version, and is not in the folder.
fn maybe(p: &ObjectInfo, h: &Graph) -> Option<String> {
    let given = |n: &str| h.objects.iter().any(|o| o.soname == n || o.name.rsplit('/').next() == Some(n));
    let versioned = |n: &str| p.linkage.version_needs.iter().any(|need| need.library == n);
    let loader = |n: &str| n.starts_with("ld-") || n.starts_with("ld64.") || n.starts_with("ld.so");
    let open = |n: &&String| !loader(n) && !ALL_VERSIONED.contains(&n.as_str()) && !versioned(n) && !given(n);
    let names: Vec<&str> = p.needed.iter().filter(open).map(String::as_str).collect();
    (!names.is_empty()).then(|| names.join(" or "))
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
        let provider = maybe(p, h);
        for y in h.asked.iter().filter(|y| y.object.0 as usize == j && y.binding != Binding::Weak) {
            let name = h.str(y.name);
            if olds.get(&(i, name)).is_some_and(|x| x.binding != Binding::Weak) {
                continue;
            }
            let judged = match &provider {
                Some(library) => {
                    let why =
                        format!("{library}, which it needs, may define it; whether that is so, this file does not say");
                    (Severity::Compatible, why)
                }
                None => {
                    let why = "no library that it needs is known to define it; whether the application does, this file \
                               does not say, and where nobody does, the loader refuses it or the first call fails";
                    (Severity::Risky, why.to_owned())
                }
            };
            let facts = Facts { type_: Some(spelling(h, y)), ..Facts::default() };
            let change =
                Change::decided(Rule::SymbolImportAdded, Owner::Object, subject(h, y), (None, Some(facts)), judged);
            c.add(change);
        }
    }
}

/// The declarations of a symbol that both sides ask for.
pub(super) fn compare(c: &mut Comparison<'_>, link: LinkId, x: &Export, y: &Export) {
    let g = c.old;
    let (Some(t), Some(u)) = (x.type_id, y.type_id) else { return };
    let function = g.node(t).kind == Kind::Function;
    let mut at = subject(g, x);
    at.kind = if function { SubjectKind::Function } else { SubjectKind::Variable };
    let place = Place {
        owner: Owner::Link(link),
        subject: at,
        rule: Rule::VariableTypeChanged,
        role: Role::Variable,
        callback: true,
        step: Step::None,
    };
    export::typed(c, &place, x, y, t, u);
}

/// The reason for the severity of a change, where its place alone decides.
pub type Weigh = fn(&Comparison<'_>, &Change) -> Option<Reason>;

/// Symbols that both sides ask for and declare differently, after the walk. What was found at a declaration follows from
/// that.
pub fn settle(c: &mut Comparison<'_>, exports: &Exports, weigh: Weigh) {
    let asked = |&(_, &(i, _)): &(usize, &(u32, u32))| c.old.exports[i as usize].asked;
    let links: Vec<usize> = exports.both.iter().enumerate().filter(asked).map(|(n, _)| n).collect();
    for n in links {
        let (i, j) = exports.both[n];
        let (x, y) = (&c.old.exports[i as usize], &c.new.exports[j as usize]);
        declared_anew(c, LinkId(n as u32), x, y, weigh);
    }
}

fn declared_anew(c: &mut Comparison<'_>, link: LinkId, x: &Export, y: &Export, weigh: Weigh) {
    let (g, h) = (c.old, c.new);
    let (Some(t), Some(u)) = (x.type_id, y.type_id) else { return };
    let function = g.node(t).kind == Kind::Function;
    let mut at = subject(g, x);
    at.kind = if function { SubjectKind::Function } else { SubjectKind::Variable };
    let own: Vec<usize> = c.link_changes[link.0 as usize].iter().map(|id| id.0 as usize).collect();
    let severity = |i: usize| weigh(c, &c.changes[i]).map_or(Severity::Risky, |reason| reason.severity());
    let kinds_differ = function != (h.node(u).kind == Kind::Function);
    let worst = own.iter().map(|&i| severity(i)).max();
    let worst = if kinds_differ { Some(Severity::Breaking) } else { worst };
    let Some(worst) = worst.filter(|worst| *worst >= Severity::Source) else { return };
    let provider = maybe(&h.objects[y.object.0 as usize], h).filter(|_| worst > Severity::Risky);
    let name = h.str(y.name);
    let uses = if function { "calls" } else { "reads and writes" };
    let mut why = format!("whoever provides {name} defines it as OLD declares it, and NEW {uses} it as declared anew");
    let mut limit = worst;
    if let Some(library) = provider {
        why =
            format!("{why}; whether an application provides it, or {library}, which it needs, this file does not say");
        limit = Severity::Risky;
    }
    let facts = |g: &Graph, e: &Export| Some(Facts { type_: Some(spelling(g, e)), ..Facts::default() });
    let sides = (facts(g, x), facts(h, y));
    let root = c.add(Change::decided(Rule::SymbolImportChanged, Owner::Link(link), at, sides, (limit, why)));
    for i in own {
        follow(c, i, root, limit, weigh);
    }
}

/// Makes a change one that follows from another, no worse than that.
pub(super) fn follow(c: &mut Comparison<'_>, i: usize, root: ChangeId, limit: Severity, weigh: Weigh) {
    let reason = match weigh(c, &c.changes[i]) {
        Some(reason) => Reason::AtMost(limit, Box::new(reason)),
        None => Reason::Told(limit, "it follows from a change that is told by itself".to_owned()),
    };
    let change = &mut c.changes[i];
    change.judgement = Judgement::Decided(reason);
    change.root = false;
    change.causes = vec![root];
}
