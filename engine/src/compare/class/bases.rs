//! Bases: which came, went, moved, or are found in another way.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::moved::Moved;
use crate::compare::change::{BaseChange, ChangeId, ClassChange, Evidence};
use crate::compare::instances::base_key;
use crate::compare::record::parts::Record;
use crate::compare::types::Comparison;
use crate::compare::versions::same_but_for_version;
use crate::graph::{Access, Edge, EdgeFlags, Graph, TypeId, class, spell};

use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::said::Said;

/// The bases of one side by name; of one name in their order.
fn by_name<'g>(graph: &'g Graph, list: &[&'g Edge], is_instance: bool) -> BTreeMap<Cow<'g, str>, Vec<&'g Edge>> {
    let mut out: BTreeMap<Cow<'g, str>, Vec<&Edge>> = BTreeMap::new();
    for base in list {
        out.entry(base_key(graph.name(graph.strip(base.target)), is_instance)).or_default().push(base);
    }
    out
}

fn is_virtual(base: &Edge) -> bool {
    base.flags.has(EdgeFlags::VIRTUAL)
}

fn facts(graph: &Graph, base: &Edge) -> Facts {
    let at = (!is_virtual(base) && !base.flags.has(EdgeFlags::UNKNOWN_OFFSET)).then_some(base.value);
    let size = graph.size_of(base.target).map(|s| s.saturating_mul(8));
    Facts { type_: Some(spell::member(graph, base)), bit_offset: at, bit_size: size, ..Facts::default() }
}

/// Takes out the bases that stand in another versioned namespace, in pairs.
fn of_versions<'g>(
    (old, gone): (&'g Graph, &mut Vec<&'g Edge>),
    (new, came): (&'g Graph, &mut Vec<&'g Edge>),
) -> Vec<(&'g Edge, &'g Edge)> {
    let mut out = Vec::new();
    gone.retain(|base| {
        let name = old.name(old.strip(base.target));
        let is_other = |o: &&Edge| same_but_for_version(name, new.name(new.strip(o.target)));
        let other = came.iter().position(is_other).map(|at| came.remove(at));
        out.extend(other.map(|other| (*base, other)));
        other.is_none()
    });
    out
}

/// Compares the bases of two classes of one name. Returns the change by which objects got or lost a pointer to a virtual
/// table, if that happened.
pub(super) fn compare(comparison: &mut Comparison<'_>, record: &Record, into: &Moved<'_, '_>) -> Option<ChangeId> {
    let (old, new) = (comparison.old, comparison.new);
    let (old_bases, new_bases): (Vec<&Edge>, Vec<&Edge>) =
        (class::bases(old, record.a).collect(), class::bases(new, record.b).collect());
    let mut moved: Vec<(&Edge, &Edge)> = Vec::new();
    let is_instance = comparison.are_instances(record.a, record.b);
    let mut others = by_name(new, &new_bases, is_instance);
    let mut gone: Vec<&Edge> = Vec::new();
    for (name, list) in by_name(old, &old_bases, is_instance) {
        let mut fresh = others.remove(&name).unwrap_or_default().into_iter();
        for base in list {
            match fresh.next() {
                Some(other) => {
                    both(comparison, record, base, other);
                    if is_virtual(base)
                        && is_virtual(other)
                        && base.value != other.value
                        && !unknown(base)
                        && !unknown(other)
                    {
                        moved.push((base, other));
                    }
                }
                None => gone.push(base),
            }
        }
        let rest: Vec<&Edge> = fresh.collect();
        if !rest.is_empty() {
            others.insert(name, rest);
        }
    }
    let mut came: Vec<&Edge> = others.into_values().flatten().collect();
    for (base, other) in of_versions((old, &mut gone), (new, &mut came)) {
        both(comparison, record, base, other);
        if is_virtual(base) && is_virtual(other) && base.value != other.value && !unknown(base) && !unknown(other) {
            moved.push((base, other));
        }
    }
    offsets(comparison, record, &moved);
    let mut of_base = None;
    came.sort_by_key(|b| (is_virtual(b), b.value));
    gone.sort_by_key(|b| (is_virtual(b), b.value));
    // What was put into a base, or taken out of one, is told with the members.
    let regrouped = into.regrouped;
    let holds = |name: &str| regrouped.iter().any(|r| r.holders.contains(&["(base ", name, ")"].concat()));
    came.retain(|b| !holds(new.name(new.strip(b.target))));
    gone.retain(|b| !regrouped.iter().any(|r| r.is_base_of(old, b)));
    // To a private one nobody converted but the class itself: the member tells all.
    let is_told =
        |graph: &Graph, b: &Edge| b.flags.access() == Access::Private && stays(comparison, record, into, graph, b);
    came.retain(|b| !is_told(new, b));
    gone.retain(|b| !is_told(old, b));
    gone.retain(|base| {
        let same_place = |other: &&Edge| !is_virtual(base) && !is_virtual(other) && other.value == base.value;
        let Some(at) = came.iter().position(same_place) else { return true };
        let other = came.remove(at);
        let (before, after) =
            (old.name(old.strip(base.target)).to_owned(), new.name(new.strip(other.target)).to_owned());
        let sides = (Some(facts(old, base)), Some(facts(new, other)));
        // A class between the two leaves the base where it was, one that is gone leaves its own base there.
        let within = if starts_with(new, other.target, &before) {
            Some((before.clone(), None))
        } else {
            starts_with(old, base.target, &after).then(|| (after.clone(), Some(before.clone())))
        };
        let empty = class::is_empty(old, base.target) && class::is_empty(new, other.target);
        let stays = within.is_some() || empty;
        let evidence = if let Some((name, gone)) = within {
            Evidence::Base(BaseChange::Stays { name, gone })
        } else if empty {
            Evidence::Base(BaseChange::Gone { name: before.clone(), empty })
        } else {
            Evidence::Class(ClassChange::BaseReplaced { old: before.clone(), new: after })
        };
        let rule = Rule::BaseReplaced;
        let judgement = evidence.into();
        let id = record.push(comparison, rule, Some(&before), base.line, sides.0, sides.1, judgement, !stays);
        of_base = of_base.or((!stays && is_dynamic(old, base)).then_some(id));
        false
    });
    let of_lone = lone(comparison, record, into, (&gone, &came));
    table_pointer(comparison, record, of_base.or(of_lone))
}

/// Bases that one side alone has.
fn lone(
    comparison: &mut Comparison<'_>,
    record: &Record,
    into: &Moved<'_, '_>,
    (gone, came): (&[&Edge], &[&Edge]),
) -> Option<ChangeId> {
    let (old, new) = (comparison.old, comparison.new);
    let mut of_base = None;
    for base in gone.iter().copied() {
        let name = old.name(old.strip(base.target));
        let in_place = stays(comparison, record, into, old, base);
        let empty = in_place || class::is_empty(old, base.target) && !is_virtual(base);
        let name_of = || name.to_owned();
        let change = if in_place {
            BaseChange::BecameMember { name: name_of() }
        } else {
            BaseChange::Gone { name: name_of(), empty }
        };
        let sides = (Some(facts(old, base)), None);
        let judgement = Evidence::Base(change).into();
        let id = record.push(comparison, Rule::BaseRemoved, Some(name), base.line, sides.0, sides.1, judgement, !empty);
        of_base = of_base.or(is_dynamic(old, base).then_some(id));
    }
    for base in came.iter().copied() {
        let name = new.name(new.strip(base.target));
        let in_place = stays(comparison, record, into, new, base);
        let empty = in_place || class::is_empty(new, base.target) && !is_virtual(base);
        let name_of = || name.to_owned();
        let change = if in_place {
            BaseChange::WasMember { name: name_of() }
        } else {
            BaseChange::Came { name: name_of(), empty }
        };
        let sides = (None, Some(facts(new, base)));
        let judgement = Evidence::Base(change).into();
        let id = record.push(comparison, Rule::BaseAdded, Some(name), base.line, sides.0, sides.1, judgement, !empty);
        of_base = of_base.or(is_dynamic(new, base).then_some(id));
    }
    of_base
}

/// Whether a base has a part in virtual tables.
fn is_dynamic(graph: &Graph, base: &Edge) -> bool {
    is_virtual(base) || class::is_dynamic(graph, base.target)
}

/// Whether a base that one side alone has is a member of its type in its place on the other side, and no virtual table tells of it.
fn stays(comparison: &Comparison<'_>, record: &Record, into: &Moved<'_, '_>, graph: &Graph, base: &Edge) -> bool {
    let is_table = || class::is_dynamic(comparison.old, record.a) || class::is_dynamic(comparison.new, record.b);
    let is_private = base.flags.access() == Access::Private;
    into.has(base) && !is_dynamic(graph, base) && (is_private || !is_table())
}

/// Whether a class has another of this name at its start, as a base of a base.
fn starts_with(graph: &Graph, id: TypeId, name: &str) -> bool {
    class::base_named(graph, id, name).is_some_and(|(_, place)| place == Some(0))
}

/// Virtual bases whose offsets stand at other places of the virtual table.
fn offsets(comparison: &mut Comparison<'_>, record: &Record, moved: &[(&Edge, &Edge)]) {
    let (old, new) = (comparison.old, comparison.new);
    let Some(&(base, other)) = moved.first() else { return };
    let name = old.name(old.strip(base.target)).to_owned();
    let (mut a, mut b) = (facts(old, base), facts(new, other));
    (a.value, b.value) = (Some(i128::from(base.value)), Some(i128::from(other.value)));
    let change = ClassChange::VirtualBaseMoved { name: name.clone(), others: moved.len() - 1 };
    let rule = Rule::VirtualBaseOffsetChanged;
    record.add(comparison, rule, Some(&name), base.line, (a, b), Evidence::Class(change), false);
}

/// A base of both sides. That it moved is told with the members that moved.
fn both(comparison: &mut Comparison<'_>, record: &Record, base: &Edge, other: &Edge) {
    let (old, new) = (comparison.old, comparison.new);
    let name = old.name(old.strip(base.target)).to_owned();
    let sides = || (facts(old, base), facts(new, other));
    if is_virtual(base) != is_virtual(other) {
        let change = ClassChange::BaseVirtuality { name: name.clone(), now: is_virtual(other) };
        record.add(
            comparison,
            Rule::BaseVirtualityChanged,
            Some(&name),
            base.line,
            sides(),
            Evidence::Class(change),
            true,
        );
    }
    if is_virtual(base) && is_virtual(other) && !comparison.equal(base.target, other.target) {
        record.base_use(comparison, &name, base, other);
    }
}

fn unknown(base: &Edge) -> bool {
    base.flags.has(EdgeFlags::UNKNOWN_OFFSET)
}

/// The pointer to the virtual table: whether objects have one at all. A base that brings it is the cause.
fn table_pointer(comparison: &mut Comparison<'_>, record: &Record, of_base: Option<ChangeId>) -> Option<ChangeId> {
    let (before, after) = (class::is_dynamic(comparison.old, record.a), class::is_dynamic(comparison.new, record.b));
    if before == after || of_base.is_some() {
        return of_base;
    }
    let (rule, change) = if after {
        (Rule::VptrIntroduced, ClassChange::TablePointer { now: true })
    } else {
        (Rule::VptrRemoved, ClassChange::TablePointer { now: false })
    };
    let say = |there: bool| Some(Facts::saying(Said::TablePointer(there)));
    Some(record.push(comparison, rule, None, 0, say(before), say(after), Evidence::Class(change).into(), true))
}
