//! Whose classes are: what the headers of other libraries declare is no promise of this one.

use std::sync::OnceLock;

use crate::graph::cpp_name::{canonical_text, is_standard};
use crate::graph::{Binding, Graph, TypeId, mangled};
use crate::ground::headers::is_system;
use crate::ground::maps::FastSet;

/// The same of two sides, worked out when it is first asked for.
pub(crate) struct Owners<'g> {
    sides: [&'g Graph; 2],
    found: OnceLock<Own<'g>>,
}

impl<'g> Owners<'g> {
    pub(crate) fn of(old: &'g Graph, new: &'g Graph) -> Self {
        Self { sides: [old, new], found: OnceLock::new() }
    }

    /// Whether this library defines functions or data of a class, or is the standard library that it belongs to.
    pub(crate) fn defines(&self, graph: &Graph, id: TypeId) -> bool {
        self.own().defines(graph, id)
    }

    pub(super) fn own(&self) -> &Own<'g> {
        self.found.get_or_init(|| Own::of(self.sides[0], self.sides[1]))
    }
}

/// What tells that a class is this library's own.
pub(crate) struct Own<'g> {
    /// Scopes in which either side defines symbols that no consumer has a copy of.
    scopes: FastSet<String>,
    /// One side is the standard library.
    pub(super) is_standard: bool,
    /// Symbols of which either side has a strong definition.
    symbols: FastSet<&'g str>,
}

impl<'g> Own<'g> {
    fn of(old: &'g Graph, new: &'g Graph) -> Self {
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

    /// Whether the library defines symbols of a class, whichever spelling of its name this is.
    pub(super) fn defines_of(&self, class: &str) -> bool {
        self.scopes.contains(class) || self.scopes.contains(&canonical_text(class))
    }

    /// Whether the headers of another library declare a class.
    pub(super) fn is_of_others(&self, graph: &Graph, id: TypeId) -> bool {
        let (name, file) = (graph.name(id), graph.str(graph.positions[id.index()].file));
        let by_place = is_system(file) || file.contains("/include/c++/");
        // A library specializes templates of the standard library in a header of its own.
        let unplaced = file.is_empty() && is_of_standard(name);
        (by_place || unplaced) && !self.defines(graph, id)
    }

    fn defines(&self, graph: &Graph, id: TypeId) -> bool {
        let name = graph.name(id);
        if is_of_standard(name) {
            return self.is_standard;
        }
        let members = || graph.members.of(id).iter().any(|m| self.symbols.contains(graph.str(m.symbol)));
        self.scopes.contains(name) || members()
    }
}

fn is_of_standard(class: &str) -> bool {
    is_standard(class.split("::").next().unwrap_or_default())
}
