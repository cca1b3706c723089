//! Members in bytes that no object of OLD used, of a class whose constructors consumers compile themselves: those set what
//! OLD had, and leave the new bytes as they were.

use super::unseen::{constructs_in_library, exported_specials};
use crate::compare::change::{Change, PairId};
use crate::compare::types::Comparison;
use crate::graph::cpp_name::bare;
use crate::graph::{Access, Member, MemberFlags};
use crate::rules::Rule;
use crate::rules::reason::{MemberReason, Reason};

/// Why a member in a hole or in padding is no plain addition: objects that consumers create by constructors that the library
/// does not define for sure have anything there. `reason`: what its place says.
pub(super) fn by_constructors(
    c: &Comparison<'_>,
    pair: PairId,
    change: &Change,
    reason: &Reason,
) -> Option<MemberReason> {
    let is_new = matches!(reason, Reason::Member(MemberReason::NothingMoved { .. }));
    let graph = c.old;
    let class = c.pairs[pair.0 as usize].old.filter(|_| is_new && change.rule == Rule::MemberAddedInHole)?;
    let is_constructor = |m: &&Member| {
        let none = [MemberFlags::DELETED, MemberFlags::ARTIFICIAL].into_iter().any(|flag| m.flags.has(flag));
        m.flags.has(MemberFlags::CONSTRUCTOR) && !none && m.flags.access() != Access::Private
    };
    graph.members.of(class).iter().find(is_constructor)?;
    let exported = exported_specials(graph, graph.name(class)).0;
    if constructs_in_library(graph, class, &exported) {
        return None;
    }
    let member = change.subject.member.clone().unwrap_or_default();
    Some(MemberReason::UnsetByConstructors { class: bare(graph.name(class)).to_owned(), member })
}
