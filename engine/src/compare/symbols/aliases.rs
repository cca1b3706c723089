//! Names of one address that part, and variables that come together at one.

use std::collections::BTreeMap;

use super::exported::{Exports, subject, words};
use crate::compare::change::{LinkId, Owner, Step};
use crate::compare::types::{Comparison, Place, Role};
use crate::graph::mangled::{self, What};
use crate::graph::{EdgeFlags, EdgeKind, Export, Flags, Graph, SymbolKind};
use crate::rules::Rule;
use crate::rules::reason::SymbolReason;
use crate::rules::said::Said;

/// Names that shared an address in OLD and no longer do.
pub(super) fn splits(comparison: &mut Comparison<'_>, exports: &Exports) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let mut groups: BTreeMap<(u32, u32, u64), Vec<usize>> = BTreeMap::new();
    for (n, &(i, _)) in exports.both.iter().enumerate() {
        let e = &old_graph.exports[i as usize];
        if e.address != 0 && !e.asked && e.kind != SymbolKind::Untyped && e.version_default {
            groups.entry((e.object.0, e.section, e.address)).or_default().push(n);
        }
    }
    for mut members in groups.into_values().filter(|m| m.len() > 1) {
        // Nobody takes the address of a constructor, destructor or thunk: whether variants are one, compilers choose.
        members.retain(|&n| has_address(old_graph.str(old_graph.exports[exports.both[n].0 as usize].name)));
        if members.len() < 2 {
            continue;
        }
        let address = |n: usize| {
            let e = &new_graph.exports[exports.both[n].1 as usize];
            (e.object.0, e.section, e.address)
        };
        let name = |n: usize| old_graph.str(old_graph.exports[exports.both[n].0 as usize].name);
        let mut sorted = members.clone();
        sorted.sort_by_key(|&n| name(n));
        let first = sorted[0];
        for &n in &sorted[1..] {
            if address(n) == address(first) || name(n) == name(first) {
                continue;
            }
            let e = &old_graph.exports[exports.both[n].0 as usize];
            let of_rust = |n: &usize| old_graph.exports[exports.both[*n].0 as usize].form.has(Flags::RUST);
            if e.kind == SymbolKind::Function && members.iter().any(of_rust) {
                // LLVM made one function of several with equal code: rustc lets it, for no address of a function is promised.
                continue;
            }
            let is_data = matches!(e.kind, SymbolKind::Object | SymbolKind::Tls);
            let place = Place {
                owner: Owner::Link(LinkId(n as u32)),
                subject: subject(old_graph, e),
                rule: Rule::SymbolAliasSplit,
                role: Role::Variable,
                callback: false,
                step: Step::None,
            };
            let other = || name(first).to_owned();
            let (old, new) = words(Said::SameAs(other()), Said::ApartFrom(other()));
            let other_export = &old_graph.exports[exports.both[first].0 as usize];
            let are_of_classes = || [e, other_export].into_iter().all(|e| takes_this(old_graph, e));
            let is_folded = !is_data && (are_apart(e, other_export) || are_of_classes());
            let reason = if is_data {
                SymbolReason::VariableParted
            } else if is_folded {
                SymbolReason::FoldedFunctionsParted
            } else {
                SymbolReason::FunctionParted
            };
            comparison.add_at(&place, Rule::SymbolAliasSplit, old, new, reason, false);
        }
    }
}

/// Whether a source can take the address of what has a symbol.
fn has_address(name: &str) -> bool {
    let without =
        |what| matches!(what, What::Constructor(_) | What::InheritedConstructor(_) | What::Destructor(_) | What::Thunk);
    !mangled::view(name).is_some_and(|view| without(view.what))
}

/// Whether it is a function of a class that takes `this`: of those nobody makes aliases, but compilers fold what has equal
/// code.
fn takes_this(graph: &Graph, e: &Export) -> bool {
    let first = |id| graph.edges(id).iter().find(|edge| edge.kind == EdgeKind::Param);
    let is_mangled = graph.str(e.name).starts_with("_Z");
    is_mangled && e.type_id.and_then(first).is_some_and(|edge| edge.flags.has(EdgeFlags::ARTIFICIAL))
}

/// Whether two exports of one address are declared apart: a linker folded two functions, nobody made an alias.
fn are_apart(old_export: &Export, new_export: &Export) -> bool {
    !old_export.pos.file.is_none()
        && !new_export.pos.file.is_none()
        && (old_export.pos.file, old_export.pos.line) != (new_export.pos.file, new_export.pos.line)
}

/// Variables that had places of their own in OLD and share one in NEW. Functions may: their code is equal.
pub(super) fn joins(comparison: &mut Comparison<'_>, exports: &Exports) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let is_data = |e: &Export| e.kind == SymbolKind::Object && e.address != 0 && e.size != 0 && !e.read_only;
    let mut groups: BTreeMap<(u32, u32, u64), Vec<usize>> = BTreeMap::new();
    for (n, &(i, j)) in exports.both.iter().enumerate() {
        let (old_export, new_export) = (&old_graph.exports[i as usize], &new_graph.exports[j as usize]);
        if is_data(old_export) && is_data(new_export) && old_export.version_default && !old_export.asked {
            groups.entry((new_export.object.0, new_export.section, new_export.address)).or_default().push(n);
        }
    }
    for mut members in groups.into_values().filter(|m| m.len() > 1) {
        let old = |n: usize| &old_graph.exports[exports.both[n].0 as usize];
        let name = |n: usize| old_graph.str(old(n).name);
        members.sort_by_key(|&n| name(n));
        let place = |n: usize| (old(n).object.0, old(n).section, old(n).address);
        let first = members[0];
        for &n in members[1..].iter().filter(|&&n| place(n) != place(first) && name(n) != name(first)) {
            let at = Place {
                owner: Owner::Link(LinkId(n as u32)),
                subject: subject(old_graph, old(n)),
                rule: Rule::SymbolAliasJoined,
                role: Role::Variable,
                callback: false,
                step: Step::None,
            };
            let other = || name(first).to_owned();
            let (from, to) = words(Said::ApartFrom(other()), Said::SameAs(other()));
            comparison.add_at(&at, Rule::SymbolAliasJoined, from, to, SymbolReason::VariablesJoined, false);
        }
    }
}
