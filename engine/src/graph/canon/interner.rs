//! Names of the table become names of a graph.

use super::table::FrozenTable;
use crate::graph::{NameId, Names};
use crate::ground::maps::FastMap;

/// Names of the table to names of a graph.
pub(crate) struct Interner<'t> {
    table: &'t FrozenTable,
    pub(crate) names: Names,
    ids: FastMap<u64, NameId>,
}

impl<'t> Interner<'t> {
    pub(crate) fn new(table: &'t FrozenTable) -> Self {
        Self { table, names: Names::default(), ids: FastMap::default() }
    }

    pub(crate) fn intern(&mut self, hash: u64) -> NameId {
        if hash == 0 {
            return NameId::NONE;
        }
        let (table, names) = (self.table, &mut self.names);
        *self.ids.entry(hash).or_insert_with(|| names.intern(table.name(hash)))
    }
}
