//! Objects that consumers create, copy or pass by value in functions of OLD that they compile themselves: inline ones.
//!
//! The texts of its public headers show their bodies. Without them, its member functions that are not exported tell what
//! they return; of what lies in their bodies, and of other functions, debug information tells nothing.

use super::reach::Facts;
use crate::compare::leaves;
use crate::graph::cpp_name::bare;
use crate::graph::{Graph, Member, MemberFlags, TypeId};
use crate::ground::headers::Placed;
use crate::rules::reason::ReachReason;

/// Why a record that grew breaks consumers though they create no object by name: an inline function of OLD does.
pub(super) fn of_growth(graph: &Graph, facts: &Facts, class: TypeId) -> Option<ReachReason> {
    let in_header = creates(graph, facts, class).map(|function| ReachReason::GrowsWhereInlined { function });
    in_header.or_else(|| returns(graph, class).map(|function| ReachReason::WhetherInlined { function }))
}

/// An inline function in the public headers of OLD that holds an object of a class by value.
pub(super) fn creates(graph: &Graph, facts: &Facts, class: TypeId) -> Option<String> {
    let texts = facts.texts.as_deref().filter(|_| !graph.is_kernel())?;
    let name = bare(graph.name(class));
    let pos = graph.positions[class.index()];
    if name.is_empty() || pos.file.is_none() {
        return None;
    }
    let file = graph.str(pos.file);
    let leaves = leaves::leaves(graph, class);
    let members = graph.members.of(class);
    let declared: Vec<Placed<'_>> = [(name, file, pos.line)]
        .into_iter()
        .chain(leaves.iter().map(|leaf| (leaf.name.as_ref(), file, leaf.line)))
        .chain(members.iter().map(|m| (graph.str(m.name), file, m.line)))
        .collect();
    let found = texts.created(name, !graph.has_cpp(), &declared)?;
    // A private function that no inline function calls is called in the library alone.
    let is_private = |function: &str| {
        let mut of_name = members.iter().filter(|m| graph.str(m.name) == function).peekable();
        of_name.peek().is_some() && of_name.all(|m| m.flags.has(MemberFlags::PRIVATE))
    };
    let mut by = found.by.into_iter();
    by.find(|function| !is_private(function) || found.called.contains(function))
}

/// A member function that others can call, that the library does not define for sure, and that returns an object of the
/// class by value, or is static and returns the address of one: what consumers do not find in the library they compile.
fn returns(graph: &Graph, class: TypeId) -> Option<String> {
    let others = [
        MemberFlags::DATA,
        MemberFlags::DELETED,
        MemberFlags::PURE,
        MemberFlags::ARTIFICIAL,
        MemberFlags::PRIVATE,
        MemberFlags::OF_SOURCE,
    ];
    let name = graph.name(class);
    let is = |m: &&Member| {
        let behind = graph.str(m.signature).trim_start_matches("const ").strip_prefix(name);
        let returned = match behind.and_then(|rest| rest.chars().next()) {
            Some(' ') => true,
            Some('*' | '&') => m.flags.has(MemberFlags::STATIC),
            _ => false,
        };
        returned && !others.iter().any(|&flag| m.flags.has(flag)) && !graph.has_strong_export(m.symbol)
    };
    let found = graph.members.of(class).iter().filter(|_| !name.is_empty()).find(is);
    found.map(|m| graph.str(m.name).to_owned())
}
