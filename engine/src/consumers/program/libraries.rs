//! The libraries that a program was linked with and those that it will meet, as the dynamic loader looks things up in them:
//! by the names of libraries, their version nodes, and symbols.

use std::collections::BTreeSet;

use crate::compare::symbols::libraries as pairs;
use crate::graph::{Graph, ObjectInfo};
use crate::ground::maps::FastMap;

/// One side.
pub(super) struct Side<'a> {
    pub(super) graph: &'a Graph,
    /// Exports by name.
    exports: FastMap<&'a str, Vec<usize>>,
}

impl<'a> Side<'a> {
    fn new(graph: &'a Graph) -> Self {
        let mut exports: FastMap<&str, Vec<usize>> = FastMap::default();
        for (i, export) in graph.exports.iter().enumerate().filter(|(_, e)| !e.asked) {
            exports.entry(graph.str(export.name)).or_default().push(i);
        }
        Self { graph, exports }
    }

    /// The object that the loader takes for a name in `DT_NEEDED`: by its SONAME, or by its file name if it has none.
    pub(super) fn object(&self, needed: &str) -> Option<usize> {
        self.graph.objects.iter().position(|object| name(object) == needed)
    }

    /// Where a symbol is defined: the object, and the version node, empty if it has none.
    pub(super) fn definitions(&self, symbol: &str) -> impl Iterator<Item = (usize, &'a str)> {
        let graph = self.graph;
        self.exports.get(symbol).into_iter().flatten().map(move |&i| {
            let export = &graph.exports[i];
            (export.object.0 as usize, graph.str(export.version))
        })
    }

    /// The largest size of a symbol in bytes.
    pub(super) fn size(&self, symbol: &str) -> Option<u64> {
        self.exports.get(symbol)?.iter().map(|&i| self.graph.exports[i].size).max()
    }

    /// The objects that are loaded along with these, themselves among them.
    pub(super) fn loaded_with(&self, first: impl Iterator<Item = usize>) -> BTreeSet<usize> {
        let mut work: Vec<usize> = first.collect();
        let mut seen: BTreeSet<usize> = work.iter().copied().collect();
        while let Some(object) = work.pop() {
            let needed = self.graph.objects[object].needed.iter();
            work.extend(needed.filter_map(|needed| self.object(needed)).filter(|&next| seen.insert(next)));
        }
        seen
    }
}

/// Both sides.
pub(super) struct Libraries<'a> {
    pub(super) old: Option<Side<'a>>,
    pub(super) new: Side<'a>,
    /// For each object of OLD the one of NEW that stands for it.
    new_of: Vec<Option<usize>>,
}

impl<'a> Libraries<'a> {
    pub(super) fn new(old: Option<&'a Graph>, new: &'a Graph) -> Self {
        let new_of = old.map_or_else(Vec::new, |old| pairs::Libraries::new(old, new).new_of);
        Self { old: old.map(Side::new), new: Side::new(new), new_of }
    }

    /// The object of NEW that took the place of a library: of the one of that name in OLD, else one whose SONAME differs in
    /// nothing but its version.
    pub(super) fn successor(&self, needed: &str) -> Option<usize> {
        let of_old = self.old.as_ref().and_then(|old| old.object(needed)).and_then(|object| self.new_of[object]);
        let stem = needed.find(".so").map(|at| &needed[..at]);
        let by_stem = || self.new.graph.objects.iter().position(|object| stem.is_some() && pairs::stem(object) == stem);
        of_old.or_else(by_stem)
    }

    /// Whether the library of a `DT_NEEDED` is one of those that were given, on either side.
    pub(super) fn knows(&self, needed: &str) -> bool {
        self.new.object(needed).is_some() || self.old.as_ref().is_some_and(|old| old.object(needed).is_some())
    }
}

/// What a loader finds an object by.
pub(super) fn name(object: &ObjectInfo) -> &str {
    if object.soname.is_empty() { object.name.rsplit('/').next().unwrap_or(&object.name) } else { &object.soname }
}
