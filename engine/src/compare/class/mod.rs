//! Classes of C++: bases and virtual tables. Members and what they are made of are compared as those of structs.

mod bases;
mod moved;
pub(crate) mod symbols;
mod tables;

pub(super) use self::moved::Moved;
use super::change::{ChangeId, ClassChange, Evidence, PairId};
use super::leaves::{self, Leaf};
use super::record::parts::Record;
use super::shapes;
use super::types::Comparison;
use crate::graph::{EdgeKind, Graph, TypeId, class};
use crate::rules::Rule;
use crate::rules::facts::Facts;

/// What a class has beside members, on both sides.
pub(super) fn compare(comparison: &mut Comparison<'_>, record: &Record, moved: &Moved<'_, '_>) {
    let has = |graph: &Graph, id: TypeId| {
        let edges = graph.edges(id).iter();
        graph.node(id).flags.has(crate::graph::Flags::OWN_VPTR)
            || edges.clone().any(|e| matches!(e.kind, EdgeKind::Base | EdgeKind::VirtualSlot))
    };
    if has(comparison.old, record.a) || has(comparison.new, record.b) {
        let table = bases::compare(comparison, record, moved);
        tables::compare(comparison, record, table);
    }
}

/// The data of the class go on behind where they ended, in bytes that stay padding to everybody else: there a class that
/// consumers derive keeps its own members. `told`: how many changes there were before this class; a new member in those
/// bytes is among the others already.
pub(super) fn data_end(comparison: &mut Comparison<'_>, record: &Record, told: usize) {
    let (old, new) = (comparison.old, comparison.new);
    // Another size is told as such, and nothing is put into the padding of a class that C could declare, too.
    if old.node(record.a).byte_size != new.node(record.b).byte_size || class::is_plain(old, record.a) {
        return;
    }
    let (Some(before), Some(after)) = (class::data_size(old, record.a), class::data_used(new, record.b)) else {
        return;
    };
    let tells = |rule: Rule| {
        matches!(
            rule,
            Rule::BaseDataSizeChanged
                | Rule::BaseAdded
                | Rule::BaseRemoved
                | Rule::BaseVirtualityChanged
                | Rule::VptrIntroduced
        )
    };
    let is_told = comparison.changes[told..].iter().any(|c| tells(c.rule));
    if after <= before || is_told {
        return;
    }
    let end = |bytes: u64| Facts { bit_size: Some(bytes.saturating_mul(8)), ..Facts::default() };
    let sides = (end(before), end(after));
    let behind = |leaf: &Leaf<'_>| leaf.end() > before.saturating_mul(8).cast_signed();
    let all = leaves::leaves(new, record.b);
    let reserved = all.iter().filter(|leaf| behind(leaf)).all(|leaf| shapes::is_set_aside(new, leaf));
    let change = ClassChange::DataEnd { reserved };
    record.add(comparison, Rule::BaseDataSizeChanged, None, 0, sides, Evidence::Class(change), false);
}

/// Virtual functions that stand elsewhere because those of the base do: what follows from `causes`.
pub(super) fn settle(comparison: &mut Comparison<'_>, pair: PairId, causes: &[ChangeId]) {
    tables::settle(comparison, pair, causes);
}
