//! How a class travels by value, whether its bytes may be copied, and what stands in front of its arrays: as far as what
//! it declares itself changed that.

use crate::compare::record::parts::Record;
use crate::compare::types::Comparison;
use crate::graph::trivial::{self, Special, Travel};
use crate::graph::{EdgeFlags, EdgeKind, Flags, Graph, MemberFlags, TypeId};
use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::reason::DeclaredReason;
use crate::rules::said::{Said, Trait};

/// Adds what follows from special member functions. Returns whether something does.
pub(super) fn compare(comparison: &mut Comparison<'_>, r: &Record) -> bool {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    // A table that came or went is told by itself, and decides all of it.
    if has_table(old_graph, r.a) != has_table(new_graph, r.b) || !is_own(comparison, r) {
        return false;
    }
    let mut told = false;
    let travel = (trivial::travel(old_graph, r.a), trivial::travel(new_graph, r.b));
    let by_address = |graph: &Graph, id| match trivial::travel(graph, id) {
        Travel::Unknown => None,
        other => Some(other == Travel::ByReference),
    };
    let copyable = |graph: &Graph, id| trivial::specials(graph, id).is_trivially_copyable();
    if travel.0 != travel.1 && travel.0 != Travel::Unknown && travel.1 != Travel::Unknown {
        if !follows_from_part(comparison, r, by_address) {
            let facts = (Facts::saying(Said::Travel(travel.0)), Facts::saying(Said::Travel(travel.1)));
            let reason = DeclaredReason::NobodyPassesIt;
            r.add(comparison, Rule::TrivialityForCallsChanged, None, 0, facts, reason, false);
            told = true;
        }
    } else if let (Some(was), Some(is)) = (copyable(old_graph, r.a), copyable(new_graph, r.b))
        && was != is
        && !follows_from_part(comparison, r, copyable)
    {
        let reason = if is { DeclaredReason::CopyableNow } else { DeclaredReason::NoLongerCopyable };
        let facts = |is| Facts::saying(Said::Is(Trait::Copyable, is));
        r.add(comparison, Rule::TriviallyCopyableChanged, None, 0, (facts(was), facts(is)), reason, false);
        told = true;
    }
    if let (Some(was), Some(is)) = (is_counted(old_graph, r.a), is_counted(new_graph, r.b))
        && was != is
        && !follows_from_part(comparison, r, is_counted)
    {
        let made = trivial::is_made_by_consumers(old_graph, r.a);
        let reason = if made { DeclaredReason::ArraysBeginElsewhere } else { DeclaredReason::OnlyNewMakesArrays };
        let facts = |is| Facts::saying(Said::Is(Trait::Counted, is));
        r.add(comparison, Rule::ArrayCookieChanged, None, 0, (facts(was), facts(is)), reason, false);
        told = true;
    }
    told
}

/// Whether a class declares virtual functions or bases itself.
fn has_table(graph: &Graph, id: TypeId) -> bool {
    graph.node(id).flags.has(Flags::OWN_VPTR)
        || graph
            .edges(id)
            .iter()
            .any(|e| e.kind == EdgeKind::VirtualSlot || e.kind == EdgeKind::Base && e.flags.has(EdgeFlags::VIRTUAL))
}

/// Whether what differs is of the class itself: it declares other special functions, or is made of the same as before.
fn is_own(comparison: &Comparison<'_>, r: &Record) -> bool {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let silent = |graph: &Graph, id: TypeId| graph.node(id).flags;
    let (old, new) = (silent(old_graph, r.a), silent(new_graph, r.b));
    let mut hidden = 0;
    for (flag, of) in [(Flags::SILENT_DEFAULTED, MemberFlags::DEFAULTED), (Flags::SILENT_DELETED, MemberFlags::DELETED)]
    {
        if old.has(flag) || new.has(flag) {
            hidden |= of.0;
        }
    }
    own(old_graph, r.a, hidden) != own(new_graph, r.b, hidden) || made_of(old_graph, r.a) == made_of(new_graph, r.b)
}

/// The special member functions that a class declares, and `operator delete[]`; bits of `hidden` do not count.
fn own(graph: &Graph, id: TypeId, hidden: u32) -> Vec<(&str, u32)> {
    let wanted = MemberFlags::DEFAULTED.0 | MemberFlags::DELETED.0 | MemberFlags::VIRTUAL.0;
    let is_special = |m: &&crate::graph::Member| {
        let name = graph.str(m.name);
        m.flags.has(MemberFlags::OF_COPY)
            || m.flags.has(MemberFlags::OF_MOVE)
            || name.starts_with('~')
            || name == "operator delete[]"
    };
    let members = graph.members.of(id).iter().filter(is_special);
    members.map(|m| (graph.str(m.signature), m.flags.0 & wanted & !hidden)).collect()
}

/// Names and places of what a class holds.
fn made_of(graph: &Graph, id: TypeId) -> Vec<(&str, &str, i64)> {
    let held = graph.edges(id).iter().filter(|e| matches!(e.kind, EdgeKind::Member | EdgeKind::Base));
    held.map(|e| (graph.str(e.name), graph.name(graph.strip(e.target)), e.value)).collect()
}

/// Whether a class that both sides hold by value differs in the same: it tells of it.
fn follows_from_part(comparison: &Comparison<'_>, r: &Record, of: impl Fn(&Graph, TypeId) -> Option<bool>) -> bool {
    fn parts(graph: &Graph, id: TypeId) -> impl Iterator<Item = TypeId> {
        let held = graph.edges(id).iter().filter(|e| matches!(e.kind, EdgeKind::Member | EdgeKind::Base));
        held.filter_map(|e| trivial::record_in(graph, e.target))
    }
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    parts(old_graph, r.a).any(|x| {
        let name = old_graph.name(x);
        let other = parts(new_graph, r.b).find(|&y| new_graph.name(y) == name);
        other.is_some_and(|y| matches!((of(old_graph, x), of(new_graph, y)), (Some(was), Some(is)) if was != is))
    })
}

/// Whether an array of a class that `new` makes begins with its length (Itanium C++ ABI, 2.7): where the destructor
/// runs code, or the `operator delete[]` of the class wants the size. None where that is not known.
fn is_counted(graph: &Graph, id: TypeId) -> Option<bool> {
    let (mut plain, mut sized) = (false, false);
    for m in graph.members.of(id).iter().filter(|m| graph.str(m.name) == "operator delete[]") {
        let signature = graph.str(m.signature);
        let parameters = signature.rsplit_once('(').map_or("", |s| s.1).trim_end_matches(')');
        match parameters.split_once(", ") {
            None => plain = true,
            Some((_, second)) => sized |= second.ends_with("size_t") || second.starts_with("unsigned "),
        }
    }
    if sized && !plain {
        return Some(true);
    }
    match trivial::specials(graph, id).destroy {
        Special::Unknown => None,
        destroy => Some(destroy == Special::Provided),
    }
}
