//! The libraries that a program was linked with and those that it will meet, as the dynamic loader looks things up in them:
//! by the names of libraries, their version nodes, and symbols.

use std::collections::BTreeSet;

use crate::compare::symbols::libraries as pairs;
use crate::graph::{Graph, ObjectKind, library_stem};
use crate::ground::maps::FastMap;

/// A library that is found under another name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Renamed {
    /// Its name in OLD.
    pub(crate) old: String,
    /// That of what took its place.
    pub(crate) new: Option<String>,
}

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
        self.graph.objects.iter().position(|object| object.loaded_as() == needed)
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
}

/// Both sides.
pub(super) struct Libraries<'a> {
    pub(super) old: Option<Side<'a>>,
    pub(super) new: Side<'a>,
    /// For each object of OLD the one of NEW that stands for it.
    new_of: Vec<Option<usize>>,
    /// For each object of NEW those that are loaded along with it.
    reached: Vec<BTreeSet<u32>>,
}

impl<'a> Libraries<'a> {
    pub(super) fn new(old: Option<&'a Graph>, new: &'a Graph) -> Self {
        let new_of = old.map_or_else(Vec::new, |old| pairs::Libraries::new(old, new).new_of);
        Self { old: old.map(Side::new), new: Side::new(new), new_of, reached: pairs::reached(new) }
    }

    /// The object of NEW that took the place of a library: of the one of that name in OLD, else one whose SONAME differs in
    /// nothing but its version.
    pub(super) fn successor(&self, needed: &str) -> Option<usize> {
        let of_old = self.old.as_ref().and_then(|old| old.object(needed)).and_then(|object| self.new_of[object]);
        let stem = library_stem(needed);
        let by_stem = || self.new.graph.objects.iter().position(|object| stem.is_some() && pairs::stem(object) == stem);
        of_old.or_else(by_stem)
    }

    /// Libraries of OLD whose name for loaders NEW does not have, in the order of these names.
    pub(super) fn renamed(&self) -> Vec<Renamed> {
        let Some(old) = &self.old else { return Vec::new() };
        let libraries = old.graph.objects.iter().filter(|object| object.linkage.kind == ObjectKind::Library);
        let gone = libraries.filter(|object| self.new.object(object.loaded_as()).is_none());
        let mut out: Vec<Renamed> = gone
            .map(|object| {
                let new =
                    self.successor(object.loaded_as()).map(|at| self.new.graph.objects[at].loaded_as().to_owned());
                Renamed { old: object.loaded_as().to_owned(), new }
            })
            .collect();
        out.sort();
        out
    }

    /// The objects of NEW that are loaded along with these, themselves among them.
    pub(super) fn loaded_with(&self, first: impl Iterator<Item = usize>) -> BTreeSet<usize> {
        first.flat_map(|object| &self.reached[object]).map(|&object| object as usize).collect()
    }

    /// Whether the library of a `DT_NEEDED` is one of those that were given, on either side.
    pub(super) fn knows(&self, needed: &str) -> bool {
        self.new.object(needed).is_some() || self.old.as_ref().is_some_and(|old| old.object(needed).is_some())
    }
}
