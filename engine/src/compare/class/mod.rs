//! Classes of C++: bases and virtual tables. Members and what they are made of are compared as those of structs.

mod bases;
pub(crate) mod symbols;
mod tables;

use super::change::{ChangeId, PairId};
use super::record::parts::Record;
use super::regroup::Regrouped;
use super::types::Comparison;
use crate::graph::{EdgeKind, Graph, TypeId};

/// What a class has beside members, on both sides.
pub(super) fn compare(comparison: &mut Comparison<'_>, record: &Record, regrouped: &[Regrouped]) {
    let has = |graph: &Graph, id: TypeId| {
        let edges = graph.edges(id).iter();
        graph.node(id).flags.has(crate::graph::Flags::OWN_VPTR)
            || edges.clone().any(|e| matches!(e.kind, EdgeKind::Base | EdgeKind::VirtualSlot))
    };
    if has(comparison.old, record.a) || has(comparison.new, record.b) {
        let table = bases::compare(comparison, record, regrouped);
        tables::compare(comparison, record, table);
    }
}

/// Virtual functions that stand elsewhere because those of the base do: what follows from `causes`.
pub(super) fn settle(comparison: &mut Comparison<'_>, pair: PairId, causes: &[ChangeId]) {
    tables::settle(comparison, pair, causes);
}
