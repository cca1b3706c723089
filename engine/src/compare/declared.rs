//! What two classes of C++ declare beside their layout: access, member functions, static members, and what follows from
//! them for values.

mod access;
mod functions;
mod passing;
pub(crate) mod static_members;

use crate::compare::record::parts::{Lists, Record};
use crate::compare::types::Comparison;
use crate::graph::{EdgeKind, Flags, Graph, Kind, TypeId};
use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::reason::DeclaredReason;
use crate::rules::said::Said;

/// Compares what two records declare. `common`: data members of both sides.
pub fn compare(comparison: &mut Comparison<'_>, r: &Record, lists: Lists<'_, '_>, common: &[(usize, usize)]) {
    let before = comparison.changes.len();
    all(comparison, r, lists, common);
    let told = comparison.changes.len();
    let own = || comparison.owners.own();
    let is_of_others = || own().is_of_others(comparison.old, r.a) && own().is_of_others(comparison.new, r.b);
    if told == before || !is_of_others() {
        return;
    }
    // What members other libraries declare in their headers is their promise, whatever version or language of them each
    // side was built with; how values travel counts here, too.
    let found = comparison.changes.split_off(before);
    comparison.pairs[r.pair.0 as usize].changes.retain(|id| (id.0 as usize) < before);
    for change in found {
        if change.rule == Rule::TrivialityForCallsChanged {
            comparison.add(change);
        }
    }
    let dropped = told - comparison.changes.len();
    comparison.unstated.of_others.add(&r.subject, dropped);
}

fn all(comparison: &mut Comparison<'_>, r: &Record, lists: Lists<'_, '_>, common: &[(usize, usize)]) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    if comparison.are_instances(r.a, r.b) {
        // What an instance of a template declares follows its arguments.
        passing::compare(comparison, r);
        return;
    }
    access::members(comparison, r, lists, common);
    if !declares(old_graph, r.a) && !declares(new_graph, r.b) {
        return;
    }
    access::bases(comparison, r);
    let kind = |graph: &Graph, id: TypeId| graph.node(id).kind;
    let keys = (kind(old_graph, r.a), kind(new_graph, r.b));
    if matches!(keys, (Kind::Struct, Kind::Class) | (Kind::Class, Kind::Struct)) {
        let facts = |key: Kind| Facts::saying(Said::Class(key == Kind::Class));
        let facts = (facts(keys.0), facts(keys.1));
        r.add(comparison, Rule::ClassKeyChanged, None, 0, facts, DeclaredReason::KeyAlone, false);
    }
    let told = passing::compare(comparison, r);
    functions::compare(comparison, r, told);
}

/// Whether a record has anything that no record of C has.
fn declares(graph: &Graph, id: TypeId) -> bool {
    let node = graph.node(id);
    node.kind == Kind::Class
        || node.flags.within(Flags::PASSING) != Flags::default()
        || !graph.members.of(id).is_empty()
        || graph.edges(id).iter().any(|e| matches!(e.kind, EdgeKind::Base | EdgeKind::VirtualSlot))
}
