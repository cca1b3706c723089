//! Classes of C++ that a program's debug information only declares, because compilers leave the definitions out that other
//! objects emit: a class with a virtual table, which is emitted with that, and with clang a class with constructors.
//!
//! Such a declaration looks like that of a type which is opaque to the program. Code that derives from the class, holds it by
//! value, or asks for its members, its table or its type information has seen the definition. Of others it is not known.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::only_declared::{is_left_out, value};
use crate::graph::class::is_dynamic;
use crate::graph::member::MemberFlags;
use crate::graph::{EdgeKind, Flags, Graph, TypeId, mangled};
use crate::ground::headers::is_source_file;
use crate::ground::maps::FastMap;

/// What libraries say of the classes that a program only declares.
pub(super) struct Classes<'a> {
    graph: &'a Graph,
    by_name: FastMap<&'a str, TypeId>,
}

impl<'a> Classes<'a> {
    /// Those that the libraries define.
    pub(super) fn of(graph: &'a Graph) -> Self {
        let is_defined = |id: &TypeId| {
            let node = graph.node(*id);
            node.kind.is_record() && !node.name.is_none() && !node.flags.has(Flags::DECLARATION)
        };
        Self { graph, by_name: graph.ids().filter(is_defined).map(|id| (graph.name(id), id)).collect() }
    }

    /// Whether compilers leave the definition out where another object emits it. One in a source file nobody else has seen.
    fn is_left_out(&self, name: &str, by_clang: bool) -> bool {
        let Some(&id) = self.by_name.get(name) else { return false };
        let file = self.graph.str(self.graph.positions[id.index()].file);
        let constructs = || self.graph.members.of(id).iter().any(|m| m.flags.has(MemberFlags::CONSTRUCTOR));
        !is_source_file(file) && (is_dynamic(self.graph, id) || by_clang && constructs())
    }
}

/// By name, whether it is certain that the program has seen the definition.
pub(super) fn left_out<'p>(
    program: &'p Graph,
    libraries: &Classes<'_>,
    asked: impl Iterator<Item = &'p str>,
) -> BTreeMap<&'p str, bool> {
    let by_clang = |id: TypeId| program.node(id).flags.has(Flags::THIN);
    let declared = program.ids().filter(|&id| is_left_out(program, id));
    let declared: BTreeSet<TypeId> =
        declared.filter(|&id| libraries.is_left_out(program.name(id), by_clang(id))).collect();
    if declared.is_empty() {
        return BTreeMap::new();
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let parts = program.ids().flat_map(|id| program.edges(id));
    let by_value = |kind| matches!(kind, EdgeKind::Member | EdgeKind::Base | EdgeKind::Param | EdgeKind::Return);
    let held = parts.filter(|e| by_value(e.kind)).filter_map(|e| value(program, e.target));
    seen.extend(held.filter(|id| declared.contains(id)).map(|id| program.name(id)));
    let mut scopes: BTreeSet<String> = BTreeSet::new();
    for view in asked.filter_map(mangled::view) {
        scopes.extend(view.class().or_else(|| view.scope()));
    }
    let is_asked = |name: &str| scopes.contains(name);
    declared.iter().map(|&id| program.name(id)).map(|name| (name, seen.contains(name) || is_asked(name))).collect()
}
