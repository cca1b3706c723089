//! Members in bytes that no object of OLD used, of a class whose constructors or copies consumers compile themselves: those
//! set what OLD had, and leave the new bytes as they were.
//!
//! What a class does not declare, compilers of consumers make. A constructor, copy or move that is trivial runs no code
//! (C++20, 11.4.5 and 11.4.6): such objects are made and copied as those of C, and nothing is said of them that is not said
//! of C. Initializers of members make a constructor run code, and no debug information states them.

use super::classes::{self, Answer, constructs};
use super::unseen::{constructs_in_library, copies_in_consumers, exported_specials};
use crate::compare::change::{Change, PairId};
use crate::compare::types::Comparison;
use crate::graph::cpp_name::bare;
use crate::graph::trivial::record_in;
use crate::graph::{Access, EdgeKind, Graph, Member, MemberFlags, TypeId, class};
use crate::ground::maps::FastSet;
use crate::rules::Rule;
use crate::rules::reason::{MemberReason, Reason};

/// How many classes one is looked through for that are a part of it. People write far fewer.
const MOST: usize = 4096;

/// Why a member in a hole or in padding is no plain addition: objects that consumers create or copy by functions that the
/// library does not define for sure have anything there. `reason`: what its place says.
pub(super) fn by_consumers(c: &Comparison<'_>, pair: PairId, change: &Change, reason: &Reason) -> Option<MemberReason> {
    let is_new = matches!(reason, Reason::Member(MemberReason::NothingMoved { .. }));
    let graph = c.old;
    let is_of_rule = is_new && change.rule == Rule::MemberAddedInHole && graph.has_cpp();
    let id = c.pairs[pair.0 as usize].old.filter(|_| is_of_rule)?;
    let (class, member) = (bare(graph.name(id)).to_owned(), change.subject.member.clone().unwrap_or_default());
    let declared = || graph.members.of(id).iter().filter(|m| is_declared_constructor(graph, m, &class));
    let exported = exported_specials(graph, graph.name(id)).0;
    if declared().any(is_open) && !constructs_in_library(graph, id, &exported) {
        return Some(MemberReason::UnsetByConstructors { class, member });
    }
    let who = classes::consumers(graph, id);
    if who.create == Answer::No && who.derive == Answer::No {
        return None;
    }
    if declared().next().is_none() && constructs_by_code(graph, id) {
        return Some(MemberReason::UnsetByImplicit { class, member });
    }
    copies_in_consumers(graph, id).then_some(MemberReason::NotCopied { class, member })
}

/// A constructor that the class itself declares, a template among them.
fn is_declared_constructor(graph: &Graph, m: &Member, class: &str) -> bool {
    constructs(graph, m, class) && !m.flags.has(MemberFlags::ARTIFICIAL)
}

/// One that somebody other than the class can call, and no template.
fn is_open(m: &Member) -> bool {
    m.flags.has(MemberFlags::CONSTRUCTOR) && !m.flags.has(MemberFlags::DELETED) && m.flags.access() != Access::Private
}

/// Whether the constructor that a compiler makes for a class runs code, as far as debug information tells: it sets pointers
/// to virtual tables, or calls constructors that parts of the class provide.
fn constructs_by_code(graph: &Graph, id: TypeId) -> bool {
    let mut seen: FastSet<TypeId> = FastSet::default();
    let mut work = vec![id];
    while let Some(at) = work.pop() {
        if !seen.insert(at) {
            continue;
        }
        let name = bare(graph.name(at));
        let provides = |m: &Member| {
            let made = m.flags.has(MemberFlags::DEFAULTED) || m.flags.has(MemberFlags::DELETED);
            is_declared_constructor(graph, m, name) && !made && !m.flags.surely_copies()
        };
        let is_provided = at != id && graph.members.of(at).iter().any(provides);
        if is_provided || class::is_dynamic(graph, at) || seen.len() > MOST {
            return true;
        }
        let parts = graph.edges(at).iter().filter(|e| matches!(e.kind, EdgeKind::Base | EdgeKind::Member));
        work.extend(parts.filter_map(|e| record_in(graph, e.target)));
    }
    false
}
