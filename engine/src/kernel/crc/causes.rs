//! Root causes of changed CRCs, with what each explains.

use std::collections::BTreeSet;

use super::walk::{Cause, Link, Sides};
use crate::findings::ids::key::Key;
use crate::findings::lines;
use crate::graph::canon::views::Views;
use crate::graph::{Graph, Kind, TypeId, spell};
use crate::ground::maps::FastMap;
use crate::model::explanation as x;
use crate::model::report::{Finding, LayoutMark, Report};
use crate::rules::Severity;
use crate::rules::facts::{Subject, SubjectKind};

/// Root causes with what they explain.
pub(crate) struct Causes<'a> {
    sides: &'a Sides<'a>,
    /// Holds the exports that links name.
    old: &'a Graph,
    links: &'a [Link],
    names: &'a FastMap<u32, &'a str>,
    index: FastMap<Cause, usize>,
    pub(super) list: Vec<x::CrcCause>,
    modules: Vec<BTreeSet<String>>,
    units: Vec<BTreeSet<String>>,
    /// Of the path of each: how many steps it has, and whether it begins at an export whose name begins with `__`.
    weights: Vec<(usize, bool)>,
    /// Findings by the first part of the name of their subject.
    findings: FastMap<&'a str, Vec<&'a Finding>>,
}

impl<'a> Causes<'a> {
    pub(super) fn new(
        sides: &'a Sides<'a>,
        old: &'a Graph,
        links: &'a [Link],
        names: &'a FastMap<u32, &'a str>,
        report: &'a Report,
    ) -> Self {
        let mut findings: FastMap<&str, Vec<&Finding>> = FastMap::default();
        for f in &report.findings {
            let first = f.subject.name.split("::").next().unwrap_or_default();
            findings.entry(first).or_default().push(f);
        }
        let (index, list, modules, units) = (FastMap::default(), Vec::new(), Vec::new(), Vec::new());
        Self { sides, old, links, names, index, list, modules, units, weights: Vec::new(), findings }
    }

    pub(crate) fn index(&mut self, cause: Cause) -> usize {
        // Which of several definitions became visible makes no difference to the reader.
        let same = match cause {
            Cause::Visible(key, _) => Cause::Visible(key, TypeId::VOID),
            Cause::Hidden(key, _) => Cause::Hidden(key, TypeId::VOID),
            other => other,
        };
        if let Some(&i) = self.index.get(&same) {
            return i;
        }
        let i = self.list.len();
        self.index.insert(same, i);
        self.list.push(self.describe(cause));
        self.modules.push(BTreeSet::new());
        self.units.push(BTreeSet::new());
        self.weights.push((0, false));
        i
    }

    /// Subject of a cause, without adding it.
    pub(crate) fn describe(&self, cause: Cause) -> x::CrcCause {
        let (g, h) = (&self.sides.old.graph, &self.sides.new.graph);
        let (kind, subject) = match cause {
            Cause::Changed(key, id, _) => (x::CauseKind::Changed, self.subject(key, g, id)),
            Cause::Visible(key, id) => (x::CauseKind::BecameVisible, self.subject(key, h, id)),
            Cause::Hidden(key, id) => (x::CauseKind::BecameHidden, self.subject(key, g, id)),
            Cause::Own(link) => (x::CauseKind::Prototype, self.own(self.links[link as usize])),
        };
        let mut out = x::CrcCause::of(kind, subject);
        out.layout = is_layout(self.sides, self.links, cause);
        match cause {
            Cause::Changed(_, a, b) => {
                if g.node(a).kind == Kind::Typedef {
                    out.old = Some(format!("typedef {}", spell::declaration(g, g.target(a), g.name(a))));
                    out.new = Some(format!("typedef {}", spell::declaration(h, h.target(b), h.name(b))));
                    out.lines = lines::layout(g, g.target(a), h, h.target(b));
                } else {
                    out.old_bit_size = Some(g.node(a).byte_size.saturating_mul(8));
                    out.new_bit_size = Some(h.node(b).byte_size.saturating_mul(8));
                    out.lines = lines::layout(g, a, h, b);
                }
            }
            Cause::Own(link) => {
                let link = self.links[link as usize];
                let name = self.names.get(&link.old).copied().unwrap_or_default();
                out.old = self.sides.old.exports[link.old as usize].map(|e| super::walk::spelling(g, e, name));
                out.new = self.sides.new.exports[link.new as usize].map(|e| super::walk::spelling(h, e, name));
            }
            _ => {}
        }
        if !matches!(cause, Cause::Visible(..) | Cause::Hidden(..)) {
            self.tie(&mut out);
            // A member that takes more bytes may fill a hole: then neither size nor offsets tell.
            let record = matches!(
                out.subject.kind,
                SubjectKind::Struct | SubjectKind::Union | SubjectKind::Class | SubjectKind::Typedef
            );
            let breaking = out.severity == Some(Severity::Breaking);
            out.layout |= record && out.kind == x::CauseKind::Changed && breaking;
        }
        out.id = id(&out);
        out
    }

    /// Findings on the same subject.
    fn tie(&self, out: &mut x::CrcCause) {
        let Some(list) = self.findings.get(out.subject.name.as_str()) else { return };
        let s = &out.subject;
        let own = |f: &&&Finding| match out.kind {
            x::CauseKind::Prototype => {
                matches!(f.subject.kind, SubjectKind::Function | SubjectKind::Variable) && f.subject.module == s.module
            }
            _ => {
                !matches!(f.subject.kind, SubjectKind::Function | SubjectKind::Variable | SubjectKind::Object)
                    && (f.subject.kind == s.kind || s.kind == SubjectKind::Typedef || f.subject.name.contains("::"))
            }
        };
        let all: Vec<&&Finding> = list.iter().filter(own).collect();
        // What follows from another type happened to this one as well: a struct is as bad as its growth.
        out.severity = all.iter().map(|f| f.severity).max();
        let list: Vec<&&Finding> = all.into_iter().filter(|f| f.root).collect();
        out.findings = list.iter().map(|f| f.id.clone()).collect();
        let mut rules: Vec<String> = Vec::new();
        for f in &list {
            if !rules.iter().any(|r| r == f.rule.id()) {
                rules.push(f.rule.id().to_owned());
            }
        }
        out.rules = rules;
    }

    fn subject(&self, key: super::walk::Key, g: &Graph, id: TypeId) -> Subject {
        let (kind, name) = self.sides.called(key);
        let pos = g.positions[id.index()];
        Subject {
            kind,
            name: name.to_owned(),
            file: (!pos.file.is_none()).then(|| g.str(pos.file).to_owned()),
            line: (pos.line != 0).then_some(pos.line),
            ..Subject::default()
        }
    }

    fn own(&self, link: Link) -> Subject {
        let views = self.sides.old;
        let name = self.names.get(&link.old).copied().unwrap_or_default();
        let function =
            views.exports[link.old as usize].is_some_and(|e| views.graph.node(e.target).kind == Kind::Function);
        let object = self.old.exports[link.old as usize].object;
        let mut subject = Subject {
            kind: if function { SubjectKind::Function } else { SubjectKind::Variable },
            name: name.to_owned(),
            module: self.old.objects[object.0 as usize].module.clone(),
            ..Subject::default()
        };
        if let Some((unit, _)) = self.sides.units_of(link) {
            let unit = &views.units[unit as usize];
            subject.file = Some(views.graph.str(unit.path).to_owned()).filter(|p| !p.is_empty());
        }
        subject
    }

    /// An export with these causes, the nearest first, changed its CRC.
    pub(super) fn count(&mut self, causes: &[usize], (export, module): (&str, &str), unit: &str, path: &[String]) {
        for &i in causes {
            let c = &mut self.list[i];
            c.explains += 1;
            c.only += usize::from(causes.len() == 1);
            if !self.modules[i].contains(module) {
                self.modules[i].insert(module.to_owned());
            }
            if !unit.is_empty() && !self.units[i].contains(unit) {
                self.units[i].insert(unit.to_owned());
            }
        }
        if let Some(&nearest) = causes.first() {
            let c = &mut self.list[nearest];
            // Of two ways of one length the one from `__foo` tells less.
            let weight = (path.len(), export.starts_with("__"));
            if c.path.is_empty() || weight < self.weights[nearest] {
                c.path = path.to_vec();
                self.weights[nearest] = weight;
            }
        }
    }

    /// Hands out the causes that are referred to.
    pub(super) fn finish(mut self, out: &mut x::Explanation, sets: FastMap<Vec<usize>, usize>) {
        for ((c, modules), units) in self.list.iter_mut().zip(&self.modules).zip(&self.units) {
            c.modules = modules.len();
            c.units = units.len();
            c.unit_sample = units.iter().take(UNITS).cloned().collect();
        }
        hand_out(self.list, sets, out);
    }
}

/// Hands out the causes that the exports of an explanation refer to, those that explain most first, and the lists of them, by the first
/// export of each. `sets`: lists of indices into `causes`, by the number that exports have for them.
pub(super) fn hand_out(causes: Vec<x::CrcCause>, sets: FastMap<Vec<usize>, usize>, out: &mut x::Explanation) {
    let by_number: FastMap<usize, Vec<usize>> = sets.into_iter().map(|(set, number)| (number, set)).collect();
    let shown: BTreeSet<usize> =
        out.exports.iter().filter_map(|e| by_number.get(&e.causes?)).flatten().copied().collect();
    let mut order: Vec<usize> = shown.into_iter().collect();
    order.sort_by_cached_key(|&i| {
        let c = &causes[i];
        let s = &c.subject;
        let rest = (c.kind, s.kind, s.name.clone(), s.file.clone(), c.id.clone());
        (std::cmp::Reverse(c.explains), std::cmp::Reverse(c.only), rest)
    });
    let mut place = vec![usize::MAX; causes.len()];
    for (n, &i) in order.iter().enumerate() {
        place[i] = n;
    }
    let mut renumbered: FastMap<usize, usize> = FastMap::default();
    for e in &mut out.exports {
        let Some(number) = e.causes else { continue };
        let next = out.cause_sets.len();
        let new = *renumbered.entry(number).or_insert(next);
        if new == next {
            out.cause_sets.push(by_number[&number].iter().map(|&i| place[i]).collect());
        }
        e.causes = Some(new);
    }
    let mut causes: Vec<Option<x::CrcCause>> = causes.into_iter().map(Some).collect();
    out.causes.extend(order.into_iter().filter_map(|i| causes[i].take()));
}

/// Sizes or offsets changed, or what is passed.
pub(crate) fn is_layout(sides: &Sides<'_>, links: &[Link], cause: Cause) -> bool {
    match cause {
        Cause::Changed(_, x, y) => sides.layout_differs(x, y),
        Cause::Visible(..) | Cause::Hidden(..) => false,
        Cause::Own(link) => sides.passes_otherwise(links[link as usize]),
    }
}

pub(crate) fn unit_path(sides: &Sides<'_>, link: Link) -> Option<String> {
    let (unit, _) = sides.units_of(link)?;
    let path = sides.old.graph.str(sides.old.units[unit as usize].path);
    (!path.is_empty() && is_defined(sides, link)).then(|| path.to_owned())
}

pub(crate) fn is_defined(sides: &Sides<'_>, link: Link) -> bool {
    let defined = |v: &Views, i: u32| v.exports[i as usize].is_some_and(|e| e.defined);
    defined(sides.old, link.old) && defined(sides.new, link.new)
}

/// How many units a cause names.
pub(crate) const UNITS: usize = 8;

/// A hash of kind, subject and facts, by tags, numbers and names as the ids of findings.
fn id(cause: &x::CrcCause) -> String {
    let mut key = Key::default();
    key.tag(match cause.kind {
        x::CauseKind::Changed => 1,
        x::CauseKind::BecameVisible => 2,
        x::CauseKind::BecameHidden => 3,
        x::CauseKind::Prototype => 4,
    });
    key.kind(cause.subject.kind);
    key.declaration(&cause.subject.name);
    key.option(cause.subject.module.as_deref(), Key::name);
    for text in [&cause.old, &cause.new] {
        key.option(text.as_deref(), Key::declaration);
    }
    for size in [cause.old_bit_size, cause.new_bit_size] {
        key.option(size, Key::number);
    }
    for line in &cause.lines {
        if matches!(line.mark, LayoutMark::Added | LayoutMark::Removed | LayoutMark::Changed) {
            key.option(line.old.as_deref(), Key::declaration);
            key.option(line.new.as_deref(), Key::declaration);
        }
    }
    format!("v2-{:016x}", key.hash())
}
