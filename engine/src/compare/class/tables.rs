//! Virtual functions: which places of the virtual table hold which.

use std::collections::BTreeMap;

use crate::compare::change::{ChangeId, ClassChange, Evidence, Owner, PairId, Step, TableChange};
use crate::compare::record::parts::Record;
use crate::compare::types::{Comparison, Place, Role};
use crate::compare::versions::same_but_for_version;
use crate::graph::class::{self, Declared, Table};
use crate::graph::mangled::Special;
use crate::graph::{EdgeKind, Flags, Graph, MemberFlags, TypeId};
use crate::rules::Rule;
use crate::rules::facts::Facts;

fn facts(graph: &Graph, function: &Declared<'_>) -> Facts {
    let signature = function.member.map_or(&*function.key, |m| graph.str(m.signature));
    let pure = if function.is_pure() { " = 0" } else { "" };
    Facts {
        type_: Some(["virtual ", signature, pure].concat()),
        value: function.place.map(|p| p as i128),
        ..Facts::default()
    }
}

fn of_table(change: TableChange) -> Evidence {
    Evidence::Class(ClassChange::Table(change))
}

fn line(function: &Declared<'_>) -> u32 {
    function.member.map_or(0, |m| m.line)
}

/// The same function of the class, where it is not virtual.
fn plain<'g>(graph: &'g Graph, id: TypeId, function: &Declared<'_>) -> Option<&'g crate::graph::Member> {
    let is_plain = |m: &&crate::graph::Member| {
        let same = if function.symbol.is_empty() || m.symbol.is_none() {
            class::key(graph, m) == function.key
        } else {
            graph.str(m.symbol) == function.symbol
        };
        !m.flags.has(MemberFlags::VIRTUAL) && !m.flags.has(MemberFlags::DATA) && same
    };
    graph.members.of(id).iter().find(is_plain)
}

/// Compares the virtual functions that two classes of one name declare.
/// `table`: the change by which objects got or lost a pointer to a virtual table.
pub(super) fn compare(comparison: &mut Comparison<'_>, record: &Record, table: Option<ChangeId>) {
    let (old, new) = (comparison.old, comparison.new);
    let (before, after) = (class::table(old, record.a), class::table(new, record.b));
    if before.own.is_empty() && after.own.is_empty() {
        return;
    }
    let mut others: BTreeMap<&str, &Declared<'_>> = after.own.iter().map(|d| (d.identity(), d)).collect();
    let (mut common, mut gone) = (Vec::new(), Vec::new());
    for function in &before.own {
        match others.remove(function.identity()) {
            Some(other) => common.push((function, other)),
            None => gone.push(function),
        }
    }
    let mut came: Vec<&Declared<'_>> = others.into_values().collect();
    gone.retain(|function| {
        // Of a class that no other unit sees only some compilers state symbols.
        let same = |d: &&Declared<'_>| {
            let unnamed = function.symbol.is_empty() || d.symbol.is_empty();
            unnamed && function.key == d.key || same_but_for_version(&function.key, &d.key)
        };
        let Some(at) = came.iter().position(same) else { return true };
        common.push((*function, came.remove(at)));
        false
    });
    came.sort_by_key(|d| (d.place, line(d)));
    // Those whose place is another one, counted from the end of the base's table; where a side does not tell that, from the
    // beginning, and the places of destructors are not known then.
    let from_start = before.base_unknown || after.base_unknown;
    let own_place = |table: &Table<'_>, d: &Declared<'_>| {
        if from_start {
            return d.place.filter(|_| !d.is_destructor()).map(Some);
        }
        // An override stands wherever the function of the base does.
        d.place.map(|p| if d.overrides { None } else { Some(p.wrapping_sub(table.inherited)) })
    };
    let moved: Vec<_> = common
        .iter()
        .filter(|(x, y)| {
            let places = own_place(&before, x).zip(own_place(&after, y));
            places.is_some_and(|(p, q)| p != q)
        })
        .copied()
        .collect();
    replaced(comparison, record, &mut gone, &mut came);
    let first = comparison.changes.len();
    for function in gone.iter().filter(|d| !d.overrides || !d.is_destructor()) {
        removed(comparison, record, function, moved.len());
    }
    let last = before.entries.len();
    for function in &came {
        // An implementation of what the base did not have follows from the base; a destructor is there if the base has one.
        let known = before.entries.iter().any(|e| e.key == function.key);
        if function.overrides && (function.is_destructor() || !known) {
            continue;
        }
        let at_end = moved.is_empty() && function.place.is_some_and(|p| p >= last);
        added(comparison, record, function, at_end, &moved);
    }
    if let Some(table) = table {
        // What the pointer is for follows from its coming or going.
        for change in &mut comparison.changes[first..] {
            (change.root, change.causes) = (false, vec![table]);
        }
    }
    let explained = comparison.changes[first..]
        .iter()
        .any(|c| matches!(c.judgement, crate::compare::change::Judgement::Place(Evidence::Class(_))));
    if let Some(&(x, y)) = moved.first()
        && !explained
    {
        let change = TableChange::Moved { name: x.spelled(comparison.old, record.a), moved: moved.len() };
        let sides = (facts(old, x), facts(new, y));
        record.add(comparison, Rule::VirtualSlotChanged, Some(x.name()), line(x), sides, of_table(change), true);
    }
    // What moved with the base's table alone follows from what changed there.
    let shifted = common.iter().filter(|(x, y)| !x.overrides && !y.overrides && x.place != y.place).count();
    if moved.is_empty() && shifted > 0 {
        comparison.pairs[record.pair.0 as usize].pending_places = shifted;
    }
    for (x, y) in common {
        purity(comparison, record, x, y);
        function_type(comparison, record, x, y);
    }
}

/// Functions that took the place of others.
fn replaced(
    comparison: &mut Comparison<'_>,
    record: &Record,
    gone: &mut Vec<&Declared<'_>>,
    came: &mut Vec<&Declared<'_>>,
) {
    let (old, new) = (comparison.old, comparison.new);
    gone.retain(|function| {
        // A function that is there still, but not virtual, was not replaced.
        let stays = plain(new, record.b, function).is_some();
        let fits = |d: &&Declared<'_>| {
            d.place.is_some() && d.place == function.place && !d.is_destructor() && plain(old, record.a, d).is_none()
        };
        let Some(at) = came.iter().position(fits).filter(|_| !stays && !function.is_destructor()) else { return true };
        let other = came.remove(at);
        let change =
            TableChange::FunctionReplaced { old: function.spelled(old, record.a), new: other.spelled(new, record.b) };
        let sides = (facts(old, function), facts(new, other));
        let rule = Rule::VirtualFunctionReplaced;
        record.add(comparison, rule, Some(function.name()), line(function), sides, of_table(change), true);
        false
    });
}

/// A function that only OLD declares as virtual.
fn removed(comparison: &mut Comparison<'_>, record: &Record, function: &Declared<'_>, moved: usize) {
    let (old, new) = (comparison.old, comparison.new);
    let stays = plain(new, record.b, function);
    let name = function.spelled(old, record.a);
    let (rule, change) = if function.is_destructor() && !function.overrides {
        (Rule::VirtualDestructorRemoved, TableChange::NoLongerVirtual { name })
    } else if function.overrides {
        (Rule::OverrideRemoved, TableChange::OverrideGone { name })
    } else if stays.is_some() {
        (Rule::FunctionNoLongerVirtual, TableChange::NoLongerVirtual { name })
    } else {
        (Rule::VirtualFunctionRemoved, TableChange::FunctionGone { name })
    };
    let now = stays.map(|m| Facts { type_: Some(new.str(m.signature).to_owned()), ..Facts::default() });
    let old_facts = Some(facts(old, function));
    let judgement = of_table(change).into();
    record.push(comparison, rule, Some(function.name()), line(function), old_facts, now, judgement, moved > 0);
}

/// A function that only NEW declares as virtual.
fn added(
    comparison: &mut Comparison<'_>,
    record: &Record,
    function: &Declared<'_>,
    at_end: bool,
    moved: &[(&Declared<'_>, &Declared<'_>)],
) {
    let (old, new) = (comparison.old, comparison.new);
    let was = plain(old, record.a, function);
    let name = function.spelled(new, record.b);
    let pure = function.is_pure();
    let table_came = !class::is_dynamic(old, record.a);
    let place = TableChange::FunctionCame {
        name: name.clone(),
        at_end,
        pure,
        first_moved: moved.first().map(|(x, _)| x.spelled(old, record.a)),
        moved: moved.len(),
    };
    let (rule, change) = if function.overrides {
        (Rule::OverrideAdded, TableChange::OverrideCame { name })
    } else if function.is_destructor() {
        (Rule::VirtualDestructorAdded, if table_came { TableChange::BecameVirtual { name } } else { place })
    } else if was.is_some() {
        (Rule::FunctionBecameVirtual, TableChange::BecameVirtual { name })
    } else if at_end {
        (Rule::VirtualFunctionAddedAtEnd, place)
    } else {
        (Rule::VirtualFunctionAddedInside, place)
    };
    let before = was.map(|m| Facts { type_: Some(old.str(m.signature).to_owned()), ..Facts::default() });
    let now = Some(facts(new, function));
    let judgement = of_table(change).into();
    record.push(comparison, rule, Some(function.name()), line(function), before, now, judgement, !moved.is_empty());
}

/// Whether it is known which functions of a class of one side are pure: GCC does not state it, and only an exported table
/// tells.
fn tells_pure(comparison: &Comparison<'_>, of_old: bool, class: TypeId) -> bool {
    let graph = if of_old { comparison.old } else { comparison.new };
    let flags = graph.node(class).flags;
    if !flags.has(Flags::SILENT_CONVENTION) || flags.has(Flags::SILENT_NORETURN_TYPE) {
        return true;
    }
    comparison.special(of_old, Special::Table, graph.name(class)).is_some()
}

/// Whether anything implements a function.
fn purity(comparison: &mut Comparison<'_>, record: &Record, x: &Declared<'_>, y: &Declared<'_>) {
    if x.is_pure() == y.is_pure() {
        return;
    }
    let (silent_is_old, silent) = if x.is_pure() { (false, record.b) } else { (true, record.a) };
    if !tells_pure(comparison, silent_is_old, silent) {
        return;
    }
    let name = x.spelled(comparison.old, record.a);
    let (rule, change) = if y.is_pure() {
        (Rule::VirtualBecamePure, TableChange::BecamePure { name })
    } else {
        (Rule::PureVirtualImplemented, TableChange::Implemented)
    };
    let sides = (facts(comparison.old, x), facts(comparison.new, y));
    record.add(comparison, rule, Some(x.name()), line(x), sides, of_table(change), false);
}

/// What a function takes and returns, on both sides. Consumers may call it, or implement it for NEW to call.
fn function_type(comparison: &mut Comparison<'_>, record: &Record, x: &Declared<'_>, y: &Declared<'_>) {
    if comparison.equal(x.edge.target, y.edge.target) {
        return;
    }
    if let Some(adjusted) = covariant(comparison, x.edge.target, y.edge.target) {
        let change = TableChange::Covariant { name: x.spelled(comparison.old, record.a), adjusted };
        let sides = (facts(comparison.old, x), facts(comparison.new, y));
        let rule = Rule::CovariantReturnChanged;
        record.add(comparison, rule, Some(x.name()), line(x), sides, of_table(change), false);
        return;
    }
    let place = Place {
        owner: Owner::Pair(record.pair),
        subject: record.subject(Some(x.name()), line(x)),
        rule: Rule::MemberTypeChanged,
        role: Role::Member,
        callback: true,
        step: Step::Edge(*x.edge),
    };
    comparison.compare_use(place, x.edge.target, y.edge.target);
}

/// Whether a function returns a pointer or reference to a class that derives of the one that OLD's returns, and if it
/// does, whether the one stands at an offset in the other.
fn covariant(comparison: &Comparison<'_>, x: TypeId, y: TypeId) -> Option<bool> {
    let (old, new) = (comparison.old, comparison.new);
    let class_of = |graph: &Graph, function: TypeId| {
        let result = graph.edges(function).iter().find(|e| e.kind == EdgeKind::Return)?.target;
        let pointer = graph.strip(result);
        let to = graph.strip(graph.target(pointer));
        (graph.node(pointer).kind.is_pointer_like() && graph.node(to).kind.is_record()).then_some(to)
    };
    let (before, after) = (class_of(old, x)?, class_of(new, y)?);
    if old.name(before) == new.name(after) {
        return None;
    }
    class::base_named(new, after, old.name(before)).map(|(_, place)| place != Some(0))
}

/// See [`super::settle`].
pub(super) fn settle(comparison: &mut Comparison<'_>, pair: PairId, causes: &[ChangeId]) {
    let moved = std::mem::take(&mut comparison.pairs[pair.0 as usize].pending_places);
    if moved == 0 {
        return;
    }
    let subject = comparison.pairs[pair.0 as usize].subject.clone();
    let count = |n: usize| Some(Facts { value: Some(n as i128), ..Facts::default() });
    comparison.add(crate::compare::change::Change {
        rule: Rule::VirtualSlotChanged,
        owner: Owner::Pair(pair),
        subject,
        old: count(moved),
        new: count(moved),
        judgement: of_table(TableChange::PlacesMoved { moved }).into(),
        affects_layout: false,
        causes: causes.to_vec(),
        root: causes.is_empty(),
    });
}
