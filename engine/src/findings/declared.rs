//! Where each side declares what a change is about: the line itself, and the lines of the type around it.
//!
//! Positions are those of the debug information: the line of a declaration is that of its name.

use std::borrow::Cow;

use crate::compare::change::{Change, ChangeId, Owner};
use crate::compare::leaves;
use crate::compare::symbols::Exports;
use crate::compare::types::Comparison;
use crate::graph::{EdgeKind, Export, Graph, Kind, SourcePos, TypeId, mangled};
use crate::ground::maps::FastMap;
use crate::model::report::{Declared, Span};
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject};

/// Lines of the types that have many changes: gone through once, not for each of these.
pub struct Known<'g> {
    old: FastMap<TypeId, Lines<'g>>,
    new: FastMap<TypeId, Lines<'g>>,
}

/// Changes of a type from which on its lines are remembered.
const MANY: usize = 16;

impl<'g> Known<'g> {
    pub fn of(c: &Comparison<'g>) -> Self {
        let mut known = Self { old: FastMap::default(), new: FastMap::default() };
        for pair in c.pairs.iter().filter(|p| p.changes.len() >= MANY) {
            let (old, new) = (pair.old, pair.new);
            known.old.extend(old.and_then(|id| Some((id, Lines::of(c.old, id)?))));
            known.new.extend(new.and_then(|id| Some((id, Lines::of(c.new, id)?))));
        }
        known
    }
}

/// Positions of both sides; a side without the thing, or without a position, has none.
pub fn of(c: &Comparison<'_>, exports: &Exports, known: &Known<'_>, id: ChangeId) -> Declared {
    let change = &c.changes[id.0 as usize];
    if let Some(places) = c.places.get(&id) {
        let span = |place: &Option<(String, u32)>| {
            let (file, line) = place.clone()?;
            Some(Span { file, line: Some(line), first: line, last: line })
        };
        return Declared { old: span(&places.old), new: span(&places.new) };
    }
    let (g, h) = (c.old, c.new);
    if change.rule == Rule::TypedefRemoved {
        // Its owner is whoever used it; the subject says where it stood.
        let s = &change.subject;
        let span = |file: &String, line| Span { file: file.clone(), line: Some(line), first: line, last: line };
        return Declared { old: s.file.as_ref().zip(s.line).map(|(file, line)| span(file, line)), new: None };
    }
    let (has_old, has_new) = sides(change);
    let name = |facts: Option<&Facts>| {
        let renamed = facts.and_then(|f| f.name.as_deref()).filter(|_| change.subject.member.is_some());
        renamed.or(change.subject.member.as_deref()).map(str::to_owned)
    };
    let (old_name, new_name) = (name(change.old.as_ref()), name(change.new.as_ref()));
    let (old, new) = match change.owner {
        Owner::Pair(p) => {
            let pair = &c.pairs[p.0 as usize];
            (
                pair.old.filter(|_| has_old).and_then(|id| of_type(g, id, known.old.get(&id), old_name.as_deref())),
                pair.new.filter(|_| has_new).and_then(|id| of_type(h, id, known.new.get(&id), new_name.as_deref())),
            )
        }
        Owner::Link(l) => match exports.both.get(l.0 as usize) {
            Some(&(i, j)) => (of_export(g, i).filter(|_| has_old), of_export(h, j).filter(|_| has_new)),
            None => (None, None),
        },
        Owner::OldExport(i) => (of_export(g, i), None),
        Owner::NewExport(j) => (None, of_export(h, j)),
        Owner::Object if change.rule == Rule::ConstexprValueChanged => {
            (of_constant(g, change, change.old.as_ref()), of_constant(h, change, change.new.as_ref()))
        }
        Owner::Object => (None, None),
    };
    Declared { old, new }
}

/// The subject where NEW declares it, else where OLD did: file and line are those of one side.
pub fn placed(subject: &Subject, declared: &Declared) -> Subject {
    let mut out = subject.clone();
    if out.kind.is_symbol() {
        out.demangled = mangled::source(&out.name).or(out.demangled);
    }
    if let Some(span) = declared.new.as_ref().or(declared.old.as_ref()) {
        out.file = Some(span.file.clone());
        out.line = span.line.or(Some(span.first));
    }
    out
}

/// An addition has no old declaration, a removal no new one. What has no facts at all has both.
fn sides(change: &Change) -> (bool, bool) {
    match (&change.old, &change.new) {
        (None, Some(_)) => (false, true),
        (Some(_), None) => (true, false),
        // A parameter that came or went changes a prototype that both sides have; so does everything else.
        _ => (true, true),
    }
}

/// Of a constant of a header, by its name and value.
fn of_constant(g: &Graph, change: &Change, facts: Option<&Facts>) -> Option<Span> {
    let at = g.constants.partition_point(|c| g.str(c.name) < change.subject.name.as_str());
    let mut of_name = g.constants[at..].iter().take_while(|c| g.str(c.name) == change.subject.name);
    let facts = facts?;
    let found = of_name.find(|c| match facts.value {
        Some(value) => c.value.whole() == Some(value),
        None => facts.text.as_ref().is_some_and(|text| *text == c.value.to_string()),
    });
    let pos = found?.pos;
    span(g, pos, (pos.line != 0).then_some(pos.line), std::iter::empty())
}

fn span(g: &Graph, pos: SourcePos, line: Option<u32>, others: impl Iterator<Item = u32>) -> Option<Span> {
    if pos.file.is_none() {
        return None;
    }
    let known = others.chain([pos.line]).chain(line).filter(|l| *l != 0);
    let (first, last) = known.fold((u32::MAX, 0), |(a, b), l| (a.min(l), b.max(l)));
    // What a header generates line by line may sit anywhere: the type then starts at its first known line.
    let first = if pos.line == 0 { first } else { pos.line.min(first) };
    (last != 0).then(|| Span { file: g.str(pos.file).to_owned(), line: line.filter(|l| *l != 0), first, last })
}

/// The lines of a record or enum.
struct Lines<'g> {
    /// The first of each name.
    by_name: FastMap<Cow<'g, str>, u32>,
    /// The first and the last that are known; both 0 if none is.
    first: u32,
    last: u32,
    /// Members at the end whose lines are not known.
    unknown: u32,
}

impl<'g> Lines<'g> {
    /// `None` for types that have no parts with lines.
    fn of(g: &'g Graph, id: TypeId) -> Option<Self> {
        let node = g.node(id);
        let all: Vec<(Cow<'g, str>, u32)> = if node.kind == Kind::Enum {
            let values = g.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator);
            values.map(|e| (Cow::Borrowed(g.str(e.name)), e.line)).collect()
        } else if node.kind.is_record() {
            leaves::leaves(g, id).into_iter().map(|l| (l.name, l.line)).collect()
        } else {
            return None;
        };
        let lines = || all.iter().map(|l| l.1).filter(|l| *l != 0);
        let (first, last) = (lines().min().unwrap_or(0), lines().max().unwrap_or(0));
        let unknown = all.iter().rev().take_while(|l| l.1 == 0).count();
        // Members at the end whose lines are not known take some all the same.
        let unknown = if node.kind == Kind::Enum { 0 } else { u32::try_from(unknown).unwrap_or(u32::MAX) };
        let mut by_name = FastMap::default();
        for (name, line) in all {
            by_name.entry(name).or_insert(line);
        }
        Some(Self { by_name, first, last, unknown })
    }
}

/// A type, or the member or enumerator of that name in it.
fn of_type(g: &Graph, id: TypeId, known: Option<&Lines<'_>>, name: Option<&str>) -> Option<Span> {
    let pos = g.positions[id.index()];
    let made;
    let lines = match known {
        Some(lines) => lines,
        None => match Lines::of(g, id) {
            Some(lines) => {
                made = lines;
                &made
            }
            None => return span(g, pos, Some(pos.line), std::iter::empty()),
        },
    };
    let line = match name {
        Some(name) => lines.by_name.get(name).copied(),
        None => Some(pos.line),
    };
    let mut span = span(g, pos, line, [lines.first, lines.last].into_iter())?;
    span.last = span.last.saturating_add(lines.unknown.saturating_mul(2));
    Some(span)
}

fn of_export(g: &Graph, index: u32) -> Option<Span> {
    let e: &Export = g.exports.get(index as usize)?;
    // Equal prototypes share a node, so parameters have no lines of their own.
    span(g, e.pos, Some(e.pos.line), std::iter::empty())
}
