//! Structs, unions and classes: members aligned by name first, then by place and type (renames).
//!
//! What a record's own members explain (an added member moves those behind it) is derived from them; what
//! nothing of its own explains waits until it is known which member types grew.

mod left_open;
pub(super) mod parts;

use std::borrow::Cow;
use std::collections::BTreeMap;

use self::parts::{Lists, Record, is_reordered, offsets};
use super::around::Around;
use super::carried::{carried, renamed_pairs};
use super::change::{Judgement, PairId};
use super::class;
use super::declared;
use super::deprecated::deprecated;
use super::instances::base_key;
use super::regroup::regrouped;
use super::shapes;
use super::types::Comparison;
use crate::compare::leaves;
use crate::compare::leaves::Leaf;
use crate::graph::{EdgeKind, Flags, Graph, TypeId, layout};
use crate::ground::maps::FastMap;
use crate::rules::Rule;
use crate::rules::doubt::Statement;
use crate::rules::facts::Facts;
use crate::rules::reason::MemberReason;
use crate::rules::said::Said;

/// Compares two records of one name.
pub fn compare(comparison: &mut Comparison<'_>, pair: PairId, old_type: TypeId, new_type: TypeId) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    if old_graph.lacks_members(old_type) != new_graph.lacks_members(new_type) {
        return unknown(comparison, pair, old_type, new_type);
    }
    let (mut old, mut new) = (leaves::members(old_graph, old_type), leaves::members(new_graph, new_type));
    let subject = comparison.pairs[pair.0 as usize].subject.clone();
    let told_before = comparison.changes.len();
    if old.is_cut || new.is_cut {
        comparison.cut(&subject);
    }
    let r = Record { pair, a: old_type, b: new_type, subject };
    whole_fields(comparison, &r, &mut old.leaves, &mut new.leaves);
    left_open::excuse(comparison, &r, &mut old.leaves, &mut new.leaves);
    let slots = shapes::take_slots(comparison, pair, &mut old, &mut new);
    let (old, new) = (old.leaves, new.leaves);
    let is_instance = comparison.are_instances(old_type, new_type);
    let mut aligned = by_name(&old, &new, is_instance);
    let order = offsets((&old, &new), &aligned.common);
    let mut gone = slots.report(comparison, &r, &order, || shapes::left(new_graph, &new));
    deprecated(comparison, &r, &old, &new, &mut aligned);
    shapes::bare(comparison, &r, &old, &new, &mut aligned);
    let carried = carried(comparison, (&old, &new), &mut aligned);
    let shapes::Aligned { common, mut removed, mut added } = aligned;
    let renamed = renamed_pairs(comparison, (&old, &new), &mut removed, &mut added);
    let regrouped = regrouped(comparison, &old, &new, &mut removed, &added);
    // Bases that one side has are told of as such, unless they hold what were members.
    removed.retain(|&i| old[i].edge.kind != EdgeKind::Base);
    added.retain(|&j| new[j].edge.kind != EdgeKind::Base);
    let moved = class::Moved::of(&regrouped, (&old, &new), &renamed);
    class::compare(comparison, &r, &moved);
    if layout::is_excused(old_graph, old_type, new_graph, new_type) {
        let stated = (old_graph.node(old_type).alignment, new_graph.node(new_type).alignment);
        comparison.note_unstated_of(&r.subject, Statement::RequestedAlignment, stated);
    }

    r.renamed(comparison, (&old, &new), &renamed, &carried);
    let others = gone.len();
    r.regrouped(comparison, &old, regrouped, &mut gone);
    let regrouped = others..gone.len();
    r.removed(comparison, (&old, &new), &common, &removed, &mut gone);
    if !added.is_empty() {
        let around = Around::of((&old, &new), &common, &slots, &gone, regrouped);
        for &j in &added {
            if !r.took_no_room(comparison, j, &around) {
                r.added(comparison, j, &around);
            }
        }
    }
    r.reordered(comparison, (&old, &new), &common);
    r.padded(comparison);
    r.members(comparison, (&old, &new), &common, &slots);
    declared::compare(comparison, &r, (&old, &new), &common);
    class::data_end(comparison, &r, told_before);
}

/// Takes bit-fields as wide as their types for plain members where another compiler made the other side: GCC states their
/// width, clang does not.
fn whole_fields(comparison: &mut Comparison<'_>, r: &Record, old: &mut [Leaf<'_>], new: &mut [Leaf<'_>]) {
    let (from, to) = (comparison.old.node(r.a).flags, comparison.new.node(r.b).flags);
    if from.maker() == to.maker() {
        return;
    }
    // Bits beyond those of the type are padding, which clang counts and GCC does not (C++, class.bit).
    old.iter_mut().for_each(Leaf::clamp);
    new.iter_mut().for_each(Leaf::clamp);
    // Where the side is silent that holds plain members.
    if to.has(Flags::SILENT_NORETURN_TYPE) {
        as_plain(comparison, r, old, new, (1, 0));
    }
    if from.has(Flags::SILENT_NORETURN_TYPE) {
        as_plain(comparison, r, new, old, (0, 1));
    }
}

/// Makes those of a list plain members, and notes which of them the other side has as such. `stated`: on which side.
fn as_plain(
    comparison: &mut Comparison<'_>,
    r: &Record,
    list: &mut [Leaf<'_>],
    other: &[Leaf<'_>],
    stated: (u32, u32),
) {
    let mut whole = list.iter_mut().filter(|l| l.has_whole_width()).peekable();
    if whole.peek().is_none() {
        return;
    }
    let others: FastMap<&str, &Leaf<'_>> = other.iter().map(|l| (l.name.as_ref(), l)).collect();
    for leaf in whole {
        let there = others.get(leaf.name.as_ref());
        // Of one between bytes, in a packed struct, clang states the byte.
        let byte = leaf.bit_offset & !7;
        let stays = there.is_none_or(|l| l.bit_field.is_none() && l.bit_offset == byte);
        if there.is_some_and(|l| l.bit_field.is_some()) || byte != leaf.bit_offset && !stays {
            continue;
        }
        (leaf.bit_field, leaf.bit_offset) = (None, byte);
        if there.is_some() {
            comparison.note_unstated_of(&r.subject(Some(&leaf.name), leaf.line), Statement::WholeBitField, stated);
        }
    }
}

/// Members of both sides by their names; of one name in their order.
fn by_name(old: &[Leaf<'_>], new: &[Leaf<'_>], is_instance: bool) -> shapes::Aligned {
    let index = |list| -> BTreeMap<Cow<'_, str>, Vec<usize>> { index(list, is_instance) };
    let (old_names, mut new_names) = (index(old), index(new));
    let mut common: Vec<(usize, usize)> = Vec::new();
    let mut removed: Vec<usize> = Vec::new();
    for (name, places) in old_names {
        let mut others = new_names.remove(&name).unwrap_or_default().into_iter();
        for i in places {
            match others.next() {
                Some(j) => common.push((i, j)),
                None => removed.push(i),
            }
        }
        let rest: Vec<usize> = others.collect();
        if !rest.is_empty() {
            new_names.insert(name, rest);
        }
    }
    let mut added: Vec<usize> = new_names.into_values().flatten().collect();
    common.sort_unstable();
    removed.sort_unstable();
    added.sort_unstable();
    shapes::Aligned { common, removed, added }
}

fn index<'l>(list: &'l [Leaf<'_>], is_instance: bool) -> BTreeMap<Cow<'l, str>, Vec<usize>> {
    let mut map: BTreeMap<Cow<'l, str>, Vec<usize>> = BTreeMap::new();
    for (i, leaf) in list.iter().enumerate() {
        map.entry(base_key(&leaf.name, is_instance && leaf.edge.kind == EdgeKind::Base)).or_default().push(i);
    }
    map
}

/// A union of which one side does not tell the members.
fn unknown(comparison: &mut Comparison<'_>, pair: PairId, old_type: TypeId, new_type: TypeId) {
    let facts = |graph: &Graph, id| Facts {
        bit_size: Some(graph.node(id).byte_size.saturating_mul(8)),
        ..Facts::saying(Said::Members(!graph.lacks_members(id)))
    };
    let (rule, old, new) = (Rule::MemberTypeChanged, facts(comparison.old, old_type), facts(comparison.new, new_type));
    let subject = comparison.pairs[pair.0 as usize].subject.clone();
    let r = Record { pair, a: old_type, b: new_type, subject };
    r.add(comparison, rule, None, 0, (old, new), MemberReason::AlternativesUnknown, false);
}

/// Names of some members by their place in memory.
fn in_memory<'l>(list: &'l [Leaf<'_>], some: impl Iterator<Item = usize>) -> Vec<&'l str> {
    let mut members: Vec<&Leaf<'_>> = some.map(|i| &list[i]).collect();
    members.sort_by_key(|l| l.bit_offset);
    members.iter().map(|l| l.name.as_ref()).collect()
}

impl Record {
    /// Members of both sides that changed places.
    fn reordered(&self, comparison: &mut Comparison<'_>, (old, new): Lists<'_, '_>, common: &[(usize, usize)]) {
        if self.is_union(comparison) || !is_reordered(offsets((old, new), common)) {
            return;
        }
        let (olds, news) = (in_memory(old, common.iter().map(|p| p.0)), in_memory(new, common.iter().map(|p| p.1)));
        // Only the stretch in which the order is another.
        let before = olds.iter().zip(&news).take_while(|(x, y)| x == y).count();
        let behind = olds.iter().rev().zip(news.iter().rev()).take_while(|(x, y)| x == y).count();
        let order = |names: &[&str]| {
            let stretch = names.get(before..names.len().saturating_sub(behind)).unwrap_or(names);
            Facts::saying(Said::Names(stretch.iter().map(|name| (*name).to_owned()).collect()))
        };
        let facts = (order(&olds), order(&news));
        self.add(comparison, Rule::MemberReordered, None, 0, facts, MemberReason::PlacesExchanged, true);
    }

    /// Packed on one side, or aligned otherwise by request.
    fn padded(&self, comparison: &mut Comparison<'_>) {
        let (old_graph, new_graph, a, b) = (comparison.old, comparison.new, self.a, self.b);
        let size = |graph: &Graph, id| Some(graph.node(id).byte_size.saturating_mul(8));
        let is_open = |graph: &Graph, id: TypeId| graph.node(id).flags.has(Flags::LEFT_OPEN);
        // Without any padding, a struct that has to be packed on the other side may be so on this one. One that may have bit-fields
        // where the other has members is not known to be packed.
        let packing = match (layout::is_packed(old_graph, a), layout::is_packed(new_graph, b)) {
            _ if is_open(old_graph, a) != is_open(new_graph, b) => false,
            (true, false) => leaves::has_padding(new_graph, b),
            (false, true) => leaves::has_padding(old_graph, a),
            _ => false,
        };
        if packing {
            let text = |graph: &Graph, id| Facts {
                bit_size: size(graph, id),
                ..Facts::saying(Said::Packed(layout::is_packed(graph, id)))
            };
            self.add(
                comparison,
                Rule::StructPackingChanged,
                None,
                0,
                (text(old_graph, a), text(new_graph, b)),
                MemberReason::PaddingChanged,
                true,
            );
        } else if layout::requested(old_graph, a) != layout::requested(new_graph, b)
            && !layout::same_alignment(old_graph, a, new_graph, b)
        {
            let facts = |graph: &Graph, id| Facts {
                bit_alignment: Some(layout::alignment(graph, id).saturating_mul(8)),
                bit_size: size(graph, id),
                ..Facts::default()
            };
            let facts = (facts(old_graph, a), facts(new_graph, b));
            self.add(comparison, Rule::StructAlignmentChanged, None, 0, facts, Judgement::Alignment, true);
        }
    }
}
