//! What consumers can do with a class, as a list for whoever reads the report.
//!
//! Each entry is asked of the same functions that decide severities.

use super::classes::{self, Answer};
use super::{inlined, made, reach, thrown};
use crate::compare::types::Comparison;
use crate::graph::mangled::Special;
use crate::graph::{TypeId, class};
use crate::rules::facts::ClassUse;

/// What consumers can do with a class of OLD. Empty for what declares neither functions nor bases, as in C, and for a class
/// whose definition they do not see. `all`: how the types of OLD are reached.
#[must_use]
pub fn of(comparison: &Comparison<'_>, all: &reach::Facts, id: TypeId) -> Vec<ClassUse> {
    let graph = comparison.old;
    let declares = !graph.members.of(id).is_empty() || class::bases(graph, id).next().is_some();
    let Some(facts) = all.types.get(id.index()) else { return Vec::new() };
    let sees = (facts.visible || facts.declared) && !facts.private;
    if !graph.node(id).kind.is_record() || !declares || !sees {
        return Vec::new();
    }
    let consumers = classes::consumers(graph, id);
    let derives = consumers.derive == Answer::Yes;
    let stated = classes::stated(graph, id).is_some();
    let creates = consumers.create == Answer::Yes || inlined::creates(graph, all, id).is_some();
    let told = [
        (ClassUse::Create, creates),
        (ClassUse::Hold, facts.held.is_some()),
        (ClassUse::Derive, derives),
        (ClassUse::CallVirtually, !class::table(graph, id).entries.is_empty()),
        (ClassUse::Implement, derives && class::is_abstract(graph, id)),
        (ClassUse::Inline, made::has_inline_functions(graph, id)),
        (ClassUse::CopyTable, comparison.special(true, Special::Table, graph.name(id)).is_some()),
        (ClassUse::Catch, thrown::is_thrown(comparison, id)),
        (
            ClassUse::FactoryOnly,
            stated
                && !creates
                && consumers.create == Answer::No
                && consumers.derive == Answer::No
                && facts.held.is_none(),
        ),
    ];
    told.into_iter().filter(|(_, does)| *does).map(|(what, _)| what).collect()
}
