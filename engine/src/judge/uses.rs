//! What consumers can do with a class, as a list for whoever reads the report.
//!
//! Each entry is asked of the same functions that decide severities.

use super::classes::{self, Answer};
use super::{made, reach, thrown};
use crate::graph::cpp_name;
use crate::graph::mangled::{self, Special, What};
use crate::graph::{Graph, TypeId, class};
use crate::ground::maps::FastSet;
use crate::rules::facts::ClassUse;

/// What is asked of many classes of one graph.
pub struct Uses<'a> {
    graph: &'a Graph,
    facts: &'a reach::Facts,
    /// Names of classes whose virtual table is exported.
    tables: FastSet<String>,
}

impl<'a> Uses<'a> {
    /// For OLD's graph, with what is known of how its types are reached.
    #[must_use]
    pub fn new(graph: &'a Graph, facts: &'a reach::Facts) -> Self {
        let table = |name: &str| {
            let view = mangled::view(name).filter(|v| v.what == What::OfClass(Special::Table))?;
            Some(cpp_name::canonical_text(&view.name()))
        };
        let names = graph.exports.iter().map(|e| graph.str(e.name)).filter(|name| name.starts_with("_ZTV"));
        Self { graph, facts, tables: names.filter_map(table).collect() }
    }

    /// What consumers can do with a class. Empty for what declares neither functions nor bases, as in C, and for a class
    /// whose definition they do not see.
    #[must_use]
    pub fn of(&self, id: TypeId) -> Vec<ClassUse> {
        let graph = self.graph;
        let declares = !graph.members.of(id).is_empty() || class::bases(graph, id).next().is_some();
        let Some(facts) = self.facts.types.get(id.index()) else { return Vec::new() };
        let sees = (facts.visible || facts.declared) && !facts.private;
        if !graph.node(id).kind.is_record() || !declares || !sees {
            return Vec::new();
        }
        let consumers = classes::consumers(graph, id);
        let derives = consumers.derive == Answer::Yes;
        let stated = classes::stated(graph, id).is_some();
        let told = [
            (ClassUse::Create, consumers.create == Answer::Yes),
            (ClassUse::Hold, facts.held.is_some()),
            (ClassUse::Derive, derives),
            (ClassUse::CallVirtually, class::virtual_functions(graph, id).next().is_some()),
            (ClassUse::Implement, derives && class::is_abstract(graph, id)),
            (ClassUse::Inline, made::has_inline_functions(graph, id)),
            (ClassUse::CopyTable, self.tables.contains(graph.name(id))),
            (ClassUse::Catch, thrown::is_thrown(graph, id)),
            (
                ClassUse::FactoryOnly,
                stated && consumers.create == Answer::No && consumers.derive == Answer::No && facts.held.is_none(),
            ),
        ];
        told.into_iter().filter(|(_, does)| *does).map(|(what, _)| what).collect()
    }
}
