//! Whose classes are: what the headers of other libraries declare is no promise of this one.

use crate::graph::cpp_name::is_standard;
use crate::graph::{Binding, Graph, TypeId, mangled};
use crate::ground::headers::is_system;
use crate::ground::maps::FastSet;

/// What tells that a class is this library's own.
pub(super) struct Own<'g> {
    /// Scopes in which either side defines symbols that no consumer has a copy of.
    scopes: FastSet<String>,
    /// One side is the standard library.
    is_standard: bool,
    /// Symbols of which either side has a strong definition.
    symbols: FastSet<&'g str>,
}

impl<'g> Own<'g> {
    pub(super) fn of(old: &'g Graph, new: &'g Graph) -> Self {
        let mut out = Self { scopes: FastSet::default(), is_standard: false, symbols: FastSet::default() };
        for (graph, e) in [old, new].into_iter().flat_map(|g| g.exports.iter().map(move |e| (g, e))) {
            if e.asked || e.binding != Binding::Global {
                continue;
            }
            let name = graph.str(e.name);
            out.symbols.insert(name);
            let Some(view) = mangled::view(name) else { continue };
            // A library may specialize templates of the standard library for types of its own.
            out.is_standard |= view.path.len() > 1 && is_standard(&view.path[0].name) && !view.name().contains('<');
            out.scopes.extend(view.class().or_else(|| view.scope()));
        }
        out
    }

    /// Whether the headers of another library declare a class.
    pub(super) fn is_of_others(&self, graph: &Graph, id: TypeId) -> bool {
        let (name, file) = (graph.name(id), graph.str(graph.positions[id.index()].file));
        let by_place = is_system(file) || file.contains("/include/c++/");
        // A library specializes templates of the standard library in a header of its own.
        if is_standard(name.split("::").next().unwrap_or_default()) {
            return !self.is_standard && (by_place || file.is_empty());
        }
        let members = || graph.members.of(id).iter().any(|m| self.symbols.contains(graph.str(m.symbol)));
        by_place && !self.scopes.contains(name) && !members()
    }
}
