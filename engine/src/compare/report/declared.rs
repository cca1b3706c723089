//! Where each side declares what a change is about: the line itself, and the lines of the type around it.
//!
//! Positions are those of the debug information: the line of a declaration is that of its name.

use super::super::change::{Change, Owner};
use super::super::layout;
use super::super::symbols::Exports;
use super::super::types::Comparison;
use crate::graph::{EdgeKind, Export, Graph, Kind, SourcePos, TypeId};
use crate::report::model::{Declared, Facts, Span, Subject};
use crate::rules::Rule;

/// Positions of both sides; a side without the thing, or without a position, has none.
pub fn of(c: &Comparison<'_>, exports: &Exports, change: &Change) -> Declared {
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
                pair.old.filter(|_| has_old).and_then(|id| of_type(g, id, old_name.as_deref())),
                pair.new.filter(|_| has_new).and_then(|id| of_type(h, id, new_name.as_deref())),
            )
        }
        Owner::Link(l) => match exports.both.get(l.0 as usize) {
            Some(&(i, j)) => (of_export(g, i).filter(|_| has_old), of_export(h, j).filter(|_| has_new)),
            None => (None, None),
        },
        Owner::OldExport(i) => (of_export(g, i), None),
        Owner::NewExport(j) => (None, of_export(h, j)),
        Owner::Object => (None, None),
    };
    Declared { old, new }
}

/// The subject where NEW declares it, else where OLD did: file and line are those of one side.
pub fn placed(subject: &Subject, declared: &Declared) -> Subject {
    let mut out = subject.clone();
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

/// A type, or the member or enumerator of that name in it.
fn of_type(g: &Graph, id: TypeId, name: Option<&str>) -> Option<Span> {
    let node = g.node(id);
    let pos = g.positions[id.index()];
    if node.kind == Kind::Enum {
        let values = || g.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator);
        let line = match name {
            Some(name) => values().find(|e| g.str(e.name) == name).map(|e| e.line),
            None => Some(pos.line),
        };
        return span(g, pos, line, values().map(|e| e.line));
    }
    if !node.kind.is_record() {
        return span(g, pos, Some(pos.line), std::iter::empty());
    }
    let leaves = layout::leaves(g, id);
    let line = match name {
        Some(name) => leaves.iter().find(|l| l.name == name).map(|l| l.line),
        None => Some(pos.line),
    };
    let mut span = span(g, pos, line, leaves.iter().map(|l| l.line))?;
    // Members at the end whose lines are not known take some all the same.
    let unknown = leaves.iter().rev().take_while(|l| l.line == 0).count();
    span.last = span.last.saturating_add(2 * unknown as u32);
    Some(span)
}

fn of_export(g: &Graph, index: u32) -> Option<Span> {
    let e: &Export = g.exports.get(index as usize)?;
    // Equal prototypes share a node, so parameters have no lines of their own.
    span(g, e.pos, Some(e.pos.line), std::iter::empty())
}
