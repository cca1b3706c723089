//! Enums: enumerators by name, renames by value, sentinels told apart.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, ChangeId};
use super::likeness::{Grade, Likeness, Places};
use super::types::{Comparison, Place};
use crate::graph::{Edge, EdgeKind, Flags, Graph, TypeId, spell};
use crate::ground::headers::Words;
use crate::rules::Rule;
use crate::rules::doubt::Statement;
use crate::rules::facts::Facts;
use crate::rules::reason::{EnumReason, ValueReason};
use crate::rules::said::{Said, Trait};

/// Compares two enums of one name.
pub fn compare(comparison: &mut Comparison<'_>, place: &Place, old_type: TypeId, new_type: TypeId) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let known = known(old_graph, old_type, new_graph, new_type);
    if comparison.core {
        cut_by_new(comparison, place, old_type, new_type);
    }
    let (x, mut y) = (Side::of(old_graph, old_type, known), Side::of(new_graph, new_type, known));
    let mut removed: Vec<&str> = x.values.keys().filter(|n| !y.values.contains_key(*n)).copied().collect();
    let mut added: Vec<&str> = y.values.keys().filter(|n| !x.values.contains_key(*n)).copied().collect();
    // BPF programs relocate enumerators by their names.
    let rivals = if comparison.core { Rivals::default() } else { carried(&x, &mut y, &mut removed, &mut added) };
    let (old, new) = (&x.values, &y.values);
    let all_stayed = removed.is_empty();
    for (from, to) in renamed(&x, &y, &mut removed, &mut added) {
        let value = old[from];
        let p = x.place(place, from);
        let judged = rivals.judge(from, to, (&x, &y));
        comparison.add_at(&p, Rule::EnumeratorRenamed, facts(from, value), facts(to, value), judged, false);
    }
    count_moved(comparison, place, (&x, &y), (&mut removed, &mut added));
    let shifts = Shifts::of(&x, &y, &removed, &added);
    // Values that a name keeps, and names that lost theirs, each with the first that had it.
    let kept: BTreeSet<i128> = old.iter().filter(|(n, v)| new.get(*n) == Some(v)).map(|(_, &v)| v).collect();
    let mut changed: BTreeMap<i128, &str> = BTreeMap::new();
    for (name, value) in old.iter().filter(|(n, v)| new.get(*n) != Some(v)) {
        changed.entry(*value).or_insert(name);
    }
    let any_changed = old.iter().any(|(n, v)| new.get(n).is_some_and(|w| w != v));
    let mut causes: Vec<(i128, bool, ChangeId)> = Vec::new();
    for name in removed {
        let value = old[name];
        let p = x.place(place, name);
        let behind = shifts.behind_old(value);
        let fact = Some(facts(name, value));
        if behind > 0 {
            let id = comparison.one_sided(
                &p,
                Rule::EnumeratorRemoved,
                fact,
                None,
                EnumReason::ValuesBehindMoved { count: behind },
            );
            causes.push((value, false, id));
            continue;
        }
        let judged = if kept.contains(&value) {
            EnumReason::ValueHasAnotherName
        } else if says_same(comparison.words.as_deref(), name, value) {
            EnumReason::MacroOfSameValue
        } else if is_placeholder(name) {
            EnumReason::NumberUnused
        } else {
            EnumReason::ValueStillPassed { value }
        };
        comparison.one_sided(&p, Rule::EnumeratorRemoved, fact, None, judged);
    }
    for name in added {
        let value = new[name];
        let p = y.place(place, name);
        let behind = shifts.behind_new(value);
        let fact = Some(facts(name, value));
        if behind > 0 {
            let id = comparison.one_sided(
                &p,
                Rule::EnumeratorAdded,
                None,
                fact,
                EnumReason::ValuesBehindMoved { count: behind },
            );
            causes.push((value, true, id));
            continue;
        }
        let reason = if let Some(other) = changed.get(&value) {
            EnumReason::KnownAsAnother { value, name: (*other).to_owned() }
        } else if any_changed {
            EnumReason::NotKnownBefore
        } else {
            let known = if all_stayed { EnumReason::KnownValuesStayed } else { EnumReason::OthersAreGone };
            too_narrow(comparison, (old_type, new_type), value).unwrap_or(known)
        };
        comparison.one_sided(&p, Rule::EnumeratorAdded, None, fact, reason);
    }
    values_changed(comparison, place, (&x, &y), &shifts, &causes);
    let is_scoped = |graph: &Graph, id| graph.node(id).flags.has(Flags::ENUM_CLASS);
    let scoped = (is_scoped(old_graph, old_type), is_scoped(new_graph, new_type));
    if scoped.0 != scoped.1 {
        let facts = |is| Facts::saying(Said::Is(Trait::Scoped, is));
        let (old, new) = (facts(scoped.0), facts(scoped.1));
        comparison.add_at(place, Rule::EnumScopedChanged, old, new, EnumReason::NamedOtherwise, false);
    }
    underlying(comparison, place, old_type, new_type);
}

/// Why a new value does not fit where existing consumers keep values of an enum, and NEW still does.
fn too_narrow(comparison: &Comparison<'_>, (old_type, new_type): (TypeId, TypeId), value: i128) -> Option<EnumReason> {
    let names =
        |graph: &Graph, (class, field): &(TypeId, Edge)| [graph.name(*class), "::", graph.str(field.name)].concat();
    let (old, new) = (comparison.old, comparison.new);
    let [of_old, of_new] = &comparison.fields;
    let still: BTreeSet<String> = of_new.too_narrow(new, new_type, value).map(|at| names(new, at)).collect();
    let mut cut = of_old.too_narrow(old, old_type, value).map(|at| (names(old, at), at.1.bit_size));
    let (name, bits) = cut.find(|(name, _)| still.contains(name))?;
    Some(EnumReason::FieldTooNarrow { value, name, bits })
}

/// The count of the others that got another value and another name is one change: it leaves both lists.
fn count_moved(
    comparison: &mut Comparison<'_>,
    place: &Place,
    (old, new): (&Side<'_>, &Side<'_>),
    (removed, added): (&mut Vec<&str>, &mut Vec<&str>),
) {
    let counting = |side: &Side<'_>, names: &[&str]| {
        let mut found = (0..names.len()).filter(|&i| side.sentinels.contains(names[i]));
        found.next().filter(|_| found.next().is_none())
    };
    if let (Some(i), Some(j)) = (counting(old, removed), counting(new, added)) {
        let (from, to) = (removed.remove(i), added.remove(j));
        comparison.add_at(
            &old.place(place, from),
            Rule::EnumSentinelMoved,
            facts(from, old.values[from]),
            facts(to, new.values[to]),
            EnumReason::CountMoved,
            false,
        );
    }
}

/// Names of both sides whose values are others. `causes`: who came or went in front of others, with its value, whether
/// it came.
fn values_changed<'g>(
    comparison: &mut Comparison<'_>,
    place: &Place,
    (x, y): (&Side<'g>, &Side<'g>),
    shifts: &Shifts<'_>,
    causes: &[(i128, bool, ChangeId)],
) {
    let words = comparison.words.clone();
    let grown = Grown::of(x, y, |name, value| says_same(words.as_deref(), name, value) || is_placeholder(name));
    let mut renumbered: Vec<(&str, i128, i128)> = Vec::new();
    for (&name, &from) in &x.values {
        let Some(&to) = y.values.get(name) else { continue };
        if from == to {
            continue;
        }
        let p = x.place(place, name);
        let sides = (facts(name, from), facts(y.name(name), to));
        if !causes.is_empty() && shifts.has(name) {
            let explains = causes
                .iter()
                .filter(|(v, new, _)| if *new { *v < to } else { *v < from })
                .map(|comparison| comparison.2);
            let explains = explains.take(MOST_CAUSES).collect();
            let judged = y.other_value(name, (from, to), 0);
            let sides = (Some(sides.0), Some(sides.1));
            let change = Change::decided(Rule::EnumeratorValueChanged, p.owner, p.subject, sides, judged);
            comparison.add(Change { causes: explains, root: false, ..change });
        } else if x.sentinels.contains(name) && y.sentinels.contains(name) {
            let judged = grown.judge(name, from, to);
            comparison.add_at(&p, Rule::EnumSentinelMoved, sides.0, sides.1, judged, false);
        } else {
            renumbered.push((name, from, to));
        }
    }
    // However many have other numbers: it is one change of the enum.
    renumbered.sort_by_key(|r| r.1);
    let more = renumbered.len().saturating_sub(1);
    let mut first = None;
    for (name, from, to) in renumbered {
        let p = x.place(place, name);
        let reason = y.other_value(name, (from, to), if first.is_none() { more } else { 0 });
        let sides = (Some(facts(name, from)), Some(facts(y.name(name), to)));
        let change = Change::decided(Rule::EnumeratorValueChanged, p.owner, p.subject, sides, reason);
        let id = comparison.add(Change { causes: first.into_iter().collect(), root: first.is_none(), ..change });
        first.get_or_insert(id);
    }
}

/// Names that went away with those that came in their stead: of the same value, which no other name of OLD has.
/// They are taken from both lists.
fn renamed<'g>(
    old_side: &Side<'g>,
    new_side: &Side<'g>,
    removed: &mut Vec<&'g str>,
    added: &mut Vec<&'g str>,
) -> Vec<(&'g str, &'g str)> {
    let mut count: BTreeMap<i128, usize> = BTreeMap::new();
    for value in old_side.values.values() {
        *count.entry(*value).or_default() += 1;
    }
    // By value and by whether they count the others, the first one last.
    let mut come: BTreeMap<(i128, bool), Vec<&str>> = BTreeMap::new();
    for name in added.iter().rev() {
        come.entry((new_side.values[name], new_side.sentinels.contains(name))).or_default().push(name);
    }
    let mut out: Vec<(&str, &str)> = Vec::new();
    removed.retain(|name| {
        let value = old_side.values[name];
        // A value that several names share tells nothing about a rename.
        if count.get(&value) != Some(&1) {
            return true;
        }
        let Some(to) = come.get_mut(&(value, old_side.sentinels.contains(name))).and_then(Vec::pop) else {
            return true;
        };
        out.push((name, to));
        false
    });
    let taken: BTreeSet<&str> = out.iter().map(|p| p.1).collect();
    added.retain(|name| !taken.contains(name));
    out
}

/// Which names resemble one more than what has its value on the other side.
#[derive(Default)]
struct Rivals<'g> {
    /// Of names of OLD, names of NEW.
    of_old: BTreeMap<&'g str, &'g str>,
    /// The other way round.
    of_new: BTreeMap<&'g str, &'g str>,
}

impl Rivals<'_> {
    /// A value that has another name.
    fn judge(&self, from: &str, to: &str, (old, new): (&Side<'_>, &Side<'_>)) -> EnumReason {
        if let Some(&other) = self.of_old.get(from) {
            return EnumReason::AnotherResembles {
                name: from.to_owned(),
                other: other.to_owned(),
                value: new.values[other],
            };
        }
        if let Some(&other) = self.of_new.get(to) {
            return EnumReason::ResemblesAnother {
                name: to.to_owned(),
                other: other.to_owned(),
                value: old.values[other],
            };
        }
        EnumReason::ValueStayed
    }
}

/// Enumerators that go on under another name with another value, as far as their names tell: they are taken from both
/// lists, and have their old name in `new_side`. Where names alone do not decide, they are told.
fn carried<'g>(
    old_side: &Side<'g>,
    new_side: &mut Side<'g>,
    removed: &mut Vec<&'g str>,
    added: &mut Vec<&'g str>,
) -> Rivals<'g> {
    let mut out = Rivals::default();
    if removed.is_empty() || added.is_empty() || removed.len() + added.len() < 3 {
        return out;
    }
    let telling = |side: &Side<'g>, names: &[&'g str]| -> Vec<&'g str> {
        names.iter().copied().filter(|name| !side.sentinels.contains(name) && !is_placeholder(name)).collect()
    };
    let (gone, come) = (telling(old_side, removed), telling(new_side, added));
    let all = |side: &Side<'g>| side.values.keys().copied().collect::<Vec<_>>();
    let likeness = Likeness::of((&all(old_side), &all(new_side)), &gone, &come);
    let pairs = renamed(old_side, new_side, &mut removed.clone(), &mut added.clone()).into_iter();
    let places =
        Places::of(&likeness, pairs.map(|(from, to)| (gone.binary_search(&from).ok(), come.binary_search(&to).ok())));
    let kept = old_side.values.iter().filter(|(name, value)| new_side.values.get(*name) == Some(value));
    let kept: BTreeSet<i128> = kept.map(|(_, &value)| value).collect();
    let speaks = |i: usize, j: usize| {
        let grade = likeness.grade(i, j).max(Grade::Part);
        let (from, to) = (old_side.values[gone[i]], new_side.values[come[j]]);
        from != to && !kept.contains(&from) && places.agree(i, j, grade)
    };
    let decision = likeness.decide(speaks);
    let certain: Vec<(&str, &str)> = decision.certain.iter().map(|&(i, j)| (gone[i], come[j])).collect();
    let used: (BTreeSet<&str>, BTreeSet<&str>) = certain.iter().copied().unzip();
    for (i, j) in decision.rivals {
        out.of_old.insert(gone[i], come[j]);
        out.of_new.entry(come[j]).or_insert(gone[i]);
    }
    for (from, to) in certain {
        if let Some(value) = new_side.values.remove(to) {
            new_side.values.insert(from, value);
            new_side.now.insert(from, to);
        }
    }
    removed.retain(|name| !used.0.contains(name));
    added.retain(|name| !used.1.contains(name));
    out
}

fn facts(name: &str, value: i128) -> Facts {
    Facts { name: Some(name.to_owned()), value: Some(value), ..Facts::default() }
}

/// How many causes a value that follows from others names. More explain no more.
const MOST_CAUSES: usize = 16;

/// The enumerators of one side, and what is asked of each of them.
struct Side<'g> {
    values: BTreeMap<&'g str, i128>,
    lines: BTreeMap<&'g str, u32>,
    sentinels: BTreeSet<&'g str>,
    /// Value of the enumerator in front of each.
    before: BTreeMap<&'g str, i128>,
    /// Of NEW, what those are called that `values` has under the name that they go on with.
    now: BTreeMap<&'g str, &'g str>,
}

impl<'g> Side<'g> {
    /// `known`: what of the values is known on both sides.
    fn of(graph: &'g Graph, id: TypeId, known: Known) -> Self {
        let enumerators = || graph.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator);
        let mut lines = BTreeMap::new();
        for e in enumerators() {
            lines.entry(graph.str(e.name)).or_insert(e.line);
        }
        let all: Vec<(&str, i128)> = enumerators()
            .map(|e| (graph.str(e.name), spell::enumerator_value(e)))
            .map(|(name, value)| (name, known.part(value)))
            .collect();
        let before = all.windows(2).map(|w| (w[1].0, w[0].1)).collect();
        Self { values: all.iter().copied().collect(), lines, sentinels: sentinels(&all), before, now: BTreeMap::new() }
    }

    /// What an enumerator of this name in OLD is called.
    fn name(&self, name: &'g str) -> &'g str {
        self.now.get(name).copied().unwrap_or(name)
    }

    /// An enumerator of OLD that has another value here.
    fn other_value(&self, name: &'g str, (old, new): (i128, i128), others: usize) -> EnumReason {
        match self.now.get(name) {
            Some(now) => EnumReason::OtherValueAndName { old, new, name: (*now).to_owned(), others },
            None => EnumReason::OtherValue { old, new, others },
        }
    }

    /// Where an enumerator stands.
    fn place(&self, of: &Place, name: &str) -> Place {
        let mut place = of.clone();
        place.subject.member = Some(name.to_owned());
        if let Some(&line) = self.lines.get(name)
            && line != 0
        {
            place.subject.line = Some(line);
        }
        place
    }
}

/// Names of both sides whose values moved by as much as others came and went before them.
struct Shifts<'g> {
    names: BTreeSet<&'g str>,
    /// Their values, sorted.
    old: Vec<i128>,
    new: Vec<i128>,
}

impl<'g> Shifts<'g> {
    /// Whoever comes or goes in the middle moves those behind: their new values follow from that.
    fn of(old_side: &Side<'g>, new_side: &Side<'g>, removed: &[&str], added: &[&str]) -> Self {
        let sorted = |mut values: Vec<i128>| {
            values.sort_unstable();
            values
        };
        let gone = sorted(removed.iter().map(|n| old_side.values[n]).collect());
        let come = sorted(added.iter().map(|n| new_side.values[n]).collect());
        let below = |list: &[i128], value: i128| list.partition_point(|&v| v < value) as i128;
        let mut out = Self { names: BTreeSet::new(), old: Vec::new(), new: Vec::new() };
        for (&name, &from) in &old_side.values {
            let Some(&to) = new_side.values.get(name) else { continue };
            let sentinel = old_side.sentinels.contains(name) && new_side.sentinels.contains(name);
            if from != to && !sentinel && to - from == below(&come, to) - below(&gone, from) {
                out.names.insert(name);
                out.old.push(from);
                out.new.push(to);
            }
        }
        out.old.sort_unstable();
        out.new.sort_unstable();
        out
    }

    fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// How many had a greater value than this one.
    fn behind_old(&self, value: i128) -> usize {
        self.old.len() - self.old.partition_point(|&v| v <= value)
    }

    /// How many have a greater value than this one now.
    fn behind_new(&self, value: i128) -> usize {
        self.new.len() - self.new.partition_point(|&v| v <= value)
    }
}

/// The enumerators by name.
pub fn values(graph: &Graph, id: TypeId) -> BTreeMap<String, i128> {
    let edges = graph.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator);
    edges.map(|e| (graph.str(e.name).to_owned(), spell::enumerator_value(e))).collect()
}

/// Whether an enum only got further enumerators, and how a count of them follows.
struct Grown<'s> {
    only: bool,
    /// The enumerator in front of each, by name, with its value: of OLD and of NEW.
    before: [&'s BTreeMap<&'s str, i128>; 2],
}

impl<'s> Grown<'s> {
    /// `nobodys`: whether consumers lose nothing with a name that went.
    fn of(x: &'s Side<'_>, y: &'s Side<'_>, nobodys: impl Fn(&str, i128) -> bool) -> Self {
        let plain = y.values.iter().filter(|(name, _)| !y.sentinels.contains(*name));
        let plain: BTreeSet<i128> = plain.map(|(_, &value)| value).collect();
        let stays = |(name, from): (&&str, &i128)| match y.values.get(name) {
            Some(to) => from == to || x.sentinels.contains(name) && y.sentinels.contains(name),
            // A value that got another name is known as ever.
            None => plain.contains(from) || nobodys(name, *from),
        };
        let grew = y.values.keys().any(|name| !x.values.contains_key(name));
        let only = grew && x.values.iter().all(stays);
        Self { only, before: [&x.before, &y.before] }
    }

    /// A count that moved from `x` to `y`.
    fn judge(&self, name: &str, x: i128, y: i128) -> EnumReason {
        // It counts up, or it is one more than whatever stands in front of it, as curl's `CURLOPT_LASTENTRY`.
        let distance = |of: &BTreeMap<&str, i128>, v: i128| of.get(name).map(|before| v - before);
        let follows = distance(self.before[0], x).is_some_and(|d| Some(d) == distance(self.before[1], y));
        if self.only && (y > x || follows) {
            return EnumReason::CountFollowed;
        }
        EnumReason::CountMoved
    }
}

/// The enumerators of two enums by name: as far as both sides know their values.
pub fn comparable(
    old_graph: &Graph,
    old_type: TypeId,
    new_graph: &Graph,
    new_type: TypeId,
) -> (BTreeMap<String, i128>, BTreeMap<String, i128>) {
    let (mut old, mut new) = (values(old_graph, old_type), values(new_graph, new_type));
    let known = known(old_graph, old_type, new_graph, new_type);
    old.values_mut().chain(new.values_mut()).for_each(|value| *value = known.part(*value));
    (old, new)
}

/// What of the values of two enums both sides know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    All,
    /// The low 32 bits.
    Low,
    /// All bits, but not whether the highest of eight bytes is a sign.
    Signless,
}

impl Known {
    fn part(self, value: i128) -> i128 {
        match self {
            Self::All => value,
            Self::Low => value & 0xffff_ffff,
            Self::Signless => i128::from(value as i64),
        }
    }
}

fn known(old_graph: &Graph, old_type: TypeId, new_graph: &Graph, new_type: TypeId) -> Known {
    if is_cut(old_graph, old_type) || is_cut(new_graph, new_type) {
        Known::Low
    } else if is_signless(old_graph, old_type) || is_signless(new_graph, new_type) {
        Known::Signless
    } else {
        Known::All
    }
}

/// Whether nothing tells if its values have a sign: what the graph holds was guessed from them.
fn is_signless(graph: &Graph, id: TypeId) -> bool {
    graph.node(id).flags.has(Flags::LEFT_OPEN)
}

/// Whether only the low 32 bits of its values are known.
pub fn is_cut(graph: &Graph, id: TypeId) -> bool {
    graph.node(id).flags.has(Flags::CUT_VALUES)
}

/// Values that NEW's BTF has no room for: libbpf takes them from there, with the sign of the 32 bits that are left.
fn cut_by_new(comparison: &mut Comparison<'_>, place: &Place, old_type: TypeId, new_type: TypeId) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    if is_cut(old_graph, old_type) || !is_cut(new_graph, new_type) {
        return;
    }
    let (old, new) = (values(old_graph, old_type), values(new_graph, new_type));
    for (name, &x) in &old {
        let Some(&low) = new.get(name) else { continue };
        let got = i128::from(low as u32 as i32);
        if x & 0xffff_ffff != low & 0xffff_ffff || x == got {
            continue;
        }
        let facts = |value| Facts { name: Some(name.clone()), value: Some(value), ..Facts::default() };
        let mut place = place.clone();
        place.subject.member = Some(name.clone());
        comparison.add_at(&place, Rule::EnumeratorValueChanged, facts(x), facts(got), EnumReason::BtfLacksRoom, false);
    }
}

/// Names that count the others: a word that says so, and no plain enumerator is larger, but for a value that only
/// fixes the size of the enum or stands for none, or it follows the others; or it is said to be the last, and stands
/// there. `all`: name and value of each enumerator, as they stand in the source.
pub(crate) fn sentinels<'g>(all: &[(&'g str, i128)]) -> BTreeSet<&'g str> {
    const FAR: [i128; 7] = [0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff, i64::MAX as i128];
    // Of a name that is there twice the last value counts, and the first place.
    let values: BTreeMap<&str, i128> = all.iter().copied().collect();
    let greatest = values.iter().filter(|(n, v)| !FAR.contains(v) && !counts(n)).map(|(_, &v)| v).max();
    let taken: BTreeSet<i128> = all.iter().map(|(_, v)| *v).collect();
    let mut out = BTreeSet::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    // Plain ones in front: how many, and the greatest.
    let mut plain: (usize, Option<i128>) = (0, None);
    for &(name, own) in all {
        let value = values[name];
        if seen.insert(name) {
            let counting = counts(name);
            let last = all.last().is_some_and(|(n, _)| *n == name);
            if counting && (greatest.is_none_or(|graph| graph <= value) || follows(name, value, plain, &taken))
                || last && words(name).any(|w| w.starts_with("LAST"))
            {
                out.insert(name);
            }
        }
        if !counts(name) {
            plain = (plain.0 + 1, plain.1.max(Some(own)));
        }
    }
    out
}

/// It stands behind the plain enumerators as their count or as the last of them, and what comes after it is far off:
/// special values. `plain`: how many of those stand in front, and the greatest of them.
fn follows(name: &str, value: i128, plain: (usize, Option<i128>), taken: &BTreeSet<i128>) -> bool {
    let end = ["MAX", "LAST", "COUNT", "CNT", "NUM", "END", "SENTINEL", "MAXIMUM"];
    plain.0 > 1
        && words(name).any(|w| end.contains(&w.as_str()))
        && plain.1.is_some_and(|graph| value == graph || value == graph + 1)
        && !taken.contains(&(value + 1))
}

/// Whether the texts of the public headers define a macro of this name and value.
fn says_same(words: Option<&Words>, name: &str, value: i128) -> bool {
    words.and_then(|words| words.constant(name)) == Some(value)
}

/// Names that keep a number free or out of use: they end in a word that says so, and perhaps a number
/// (`CURLE_RESERVED115`, `CURLOPT_OBSOLETE40`, `__X_UNUSED`). With a word behind it (`MODE_RESERVED_FAST`) such a word
/// speaks of something that is used.
pub(crate) fn is_placeholder(name: &str) -> bool {
    const WORDS: [&str; 6] = ["RESERVED", "OBSOLETE", "OBSOLETED", "UNUSED", "PLACEHOLDER", "DUMMY"];
    let mut words = words(name).filter(|w| !w.is_empty()).collect::<Vec<_>>();
    if words.len() > 1 && words.last().is_some_and(|w| w.chars().all(|c| c.is_ascii_digit())) {
        words.pop();
    }
    words.last().is_some_and(|w| WORDS.contains(&w.trim_end_matches(|c: char| c.is_ascii_digit())))
}

fn words(name: &str) -> impl Iterator<Item = String> {
    name.split('_').map(str::to_ascii_uppercase)
}

fn counts(name: &str) -> bool {
    const WORDS: [&str; 16] = [
        "MAX", "LAST", "COUNT", "CNT", "NUM", "NR", "NB", "END", "SENTINEL", "SIZE", "TOTAL", "LIMIT", "N", "MAXIMUM",
        "NUMBER", "ENTRIES",
    ];
    let upper = name.to_ascii_uppercase();
    words(name).any(|w| WORDS.contains(&w.as_str())) || upper.ends_with("MAX") || upper.ends_with("COUNT")
}

fn underlying(comparison: &mut Comparison<'_>, place: &Place, a: TypeId, b: TypeId) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let (x, y) = (old_graph.node(a).byte_size, new_graph.node(b).byte_size);
    let base = |graph: &Graph, id| {
        let t = graph.target(id);
        (t != TypeId::VOID).then(|| (spell::type_name(graph, t), graph.node(graph.strip(t)).aux))
    };
    let (s, t) = (base(old_graph, a), base(new_graph, b));
    let facts = |size: u64, base: &Option<(String, u64)>| Facts {
        type_: base.as_ref().map(|b| b.0.clone()),
        bit_size: Some(size.saturating_mul(8)),
        ..Facts::default()
    };
    let (old, new) = (facts(x, &s), facts(y, &t));
    if x != y {
        comparison.add_at(
            place,
            Rule::EnumSizeChanged,
            old,
            new,
            ValueReason::ReadAsSize { old: Some(x), new: Some(y) },
            true,
        );
        return;
    }
    let (Some(s), Some(t)) = (s, t) else { return };
    let signed = |e: u64| matches!(e, 5 | 6 | 0x0d);
    if is_cut(old_graph, a) || is_cut(new_graph, b) {
        // Its sign was told by its values.
    } else if is_signless(old_graph, a) || is_signless(new_graph, b) {
        if s != t {
            let stated = (u32::from(!is_signless(old_graph, a)), u32::from(!is_signless(new_graph, b)));
            comparison.note_unstated(place, Statement::EnumType, stated);
        }
    } else if signed(s.1) != signed(t.1) {
        comparison.add_at(place, Rule::EnumSignednessChanged, old, new, EnumReason::WidenedOtherwise, false);
    } else if s.0 != t.0 && old_graph.is_of_rust(a) == new_graph.is_of_rust(b) {
        // Integers have other names in Rust.
        comparison.add_at(place, Rule::EnumUnderlyingTypeChanged, old, new, EnumReason::SizeAndSignStayed, false);
    }
}
