//! Who may name data members and bases.

use std::cmp::Ordering;

use crate::compare::change::{BaseChange, Evidence, Judgement};
use crate::compare::record::parts::{Lists, Record};
use crate::compare::types::Comparison;
use crate::graph::{Access, EdgeKind, Graph, TypeId};
use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::reason::DeclaredReason;
use crate::rules::said::Said;

/// Data members of both sides.
pub(super) fn members(
    comparison: &mut Comparison<'_>,
    r: &Record,
    (old, new): Lists<'_, '_>,
    common: &[(usize, usize)],
) {
    for &(i, j) in common {
        let (x, y) = (&old[i], &new[j]);
        if x.edge.flags == y.edge.flags || x.edge.kind != EdgeKind::Member || y.edge.kind != EdgeKind::Member {
            continue;
        }
        let (from, to) = (x.edge.flags.access(), y.edge.flags.access());
        let reason = match to.cmp(&from) {
            Ordering::Greater => Some(DeclaredReason::Narrowed { now: to }),
            Ordering::Less => Some(DeclaredReason::Widened),
            Ordering::Equal => None,
        };
        if let Some(reason) = reason {
            let facts = (Facts::saying(Said::Access(from)), Facts::saying(Said::Access(to)));
            r.add(comparison, Rule::MemberAccessChanged, Some(&x.name), x.line, facts, reason, false);
        }
    }
}

/// Bases of both sides.
pub(super) fn bases(comparison: &mut Comparison<'_>, r: &Record) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    fn bases(graph: &Graph, id: TypeId) -> impl Iterator<Item = (&str, Access)> {
        let edges = graph.edges(id).iter().filter(|e| e.kind == EdgeKind::Base);
        edges.map(|e| (graph.name(graph.strip(e.target)), e.flags.access()))
    }
    let mut found = Vec::new();
    for (name, from) in bases(old_graph, r.a).filter(|b| !b.0.is_empty()) {
        let Some((_, to)) = bases(new_graph, r.b).find(|b| b.0 == name) else { continue };
        let judgement: Judgement = match to.cmp(&from) {
            Ordering::Greater => Evidence::Base(BaseChange::Narrowed { name: name.to_owned(), now: to }).into(),
            Ordering::Less => DeclaredReason::Widened.into(),
            Ordering::Equal => continue,
        };
        found.push((name, from, to, judgement));
    }
    for (name, from, to, judgement) in found {
        let facts = (Facts::saying(Said::Access(from)), Facts::saying(Said::Access(to)));
        r.add(comparison, Rule::BaseAccessChanged, Some(name), 0, facts, judgement, false);
    }
}
