//! One change that is told at many places and is as bad at each of them: the places are folded into one root.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::change::{Change, ChangeId, Evidence, Judgement, Owner};
use crate::compare::fold::fold;
use crate::compare::types::Comparison;
use crate::graph::cpp_name;
use crate::graph::peel::peel_qualifiers;
use crate::graph::spell::BODY;
use crate::graph::{Flags, Graph, Kind, TypeId};
use crate::ground::maps::Sides;
use crate::rules::facts::{Facts, SubjectKind};
use crate::rules::reason::Reason;
use crate::rules::{Rule, Severity};

/// The same type for the same other type in several records, or the same length for the same other length in one file.
/// `same`: for each change the one that stands for it.
pub fn fold_places(c: &mut Comparison<'_>, same: &[ChangeId], judged: &mut [Reason]) {
    let mut groups: BTreeMap<(Severity, Key), Vec<u32>> = BTreeMap::new();
    for (i, change) in c.changes.iter().enumerate() {
        if change.root
            && same[i].0 as usize == i
            && let Some(key) = key(c, change)
        {
            groups.entry((judged[i].severity(), key)).or_default().push(i as u32);
        }
    }
    let mut stands: BTreeMap<ChangeId, ChangeId> = BTreeMap::new();
    for mut group in groups.into_values().filter(|g| g.len() > 1) {
        in_order(c, &mut group);
        let (first, others) = (group[0], &group[1..]);
        let reason = std::mem::replace(&mut judged[first as usize], Reason::ToldByItself);
        judged[first as usize] = Reason::AlsoAt(others.len(), Box::new(reason));
        stands.extend(others.iter().map(|&i| (ChangeId(i), ChangeId(first))));
    }
    fold_into(c, same, &stands);
    let told: BTreeSet<ChangeId> = stands.into_values().collect();
    fold_instances(c, same, judged, &told);
}

/// The same change in several instances of one template. `told`: changes that stand for those at other places.
fn fold_instances(c: &mut Comparison<'_>, same: &[ChangeId], judged: &mut [Reason], told: &BTreeSet<ChangeId>) {
    let mut groups: BTreeMap<(Severity, InstanceKey), Vec<u32>> = BTreeMap::new();
    for (i, change) in c.changes.iter().enumerate() {
        let id = ChangeId(i as u32);
        if change.root
            && same[i] == id
            && !told.contains(&id)
            // Each tells of arguments of its own.
            && change.rule != Rule::SpecializationChanged
            && let Some(key) = instance(change)
        {
            groups.entry((judged[i].severity(), key)).or_default().push(i as u32);
        }
    }
    let mut stands: BTreeMap<ChangeId, ChangeId> = BTreeMap::new();
    for mut group in groups.into_values() {
        in_order(c, &mut group);
        // The same change of two types of one name is no change of two instances.
        let name = |i: &u32| &c.changes[*i as usize].subject.name;
        if group.iter().map(name).collect::<BTreeSet<_>>().len() < group.len() || group.len() < 2 {
            continue;
        }
        let (first, others) = (group[0], &group[1..]);
        let reason = std::mem::replace(&mut judged[first as usize], Reason::ToldByItself);
        judged[first as usize] = Reason::InInstances(others.len(), Box::new(reason));
        stands.extend(others.iter().map(|&i| (ChangeId(i), ChangeId(first))));
        c.instances.insert(ChangeId(first), group.into_iter().map(ChangeId).collect());
    }
    fold_into(c, same, &stands);
}

/// What makes changes of instances one: the rule, what it was before, the template, the member, the file, and which sides
/// have it.
type InstanceKey = (Rule, Option<Rule>, SubjectKind, String, Option<String>, Option<String>, (bool, bool));

fn instance(change: &Change) -> Option<InstanceKey> {
    let s = &change.subject;
    let is_type = matches!(
        s.kind,
        SubjectKind::Struct | SubjectKind::Class | SubjectKind::Union | SubjectKind::Enum | SubjectKind::Typedef
    );
    if !is_type || s.module.is_some() || !s.name.contains('<') {
        return None;
    }
    let name = |facts: &Option<Facts>| facts.as_ref().and_then(|f| f.type_.as_deref()).map(cpp_name::of_template);
    if change.rule == Rule::TypeRenamed && name(&change.old) == name(&change.new) {
        // Other arguments stand for other things in each.
        return None;
    }
    let member = s.member.as_deref().map(cpp_name::of_template);
    let sides = (change.old.is_some(), change.new.is_some());
    Some((change.rule, change.formerly(), s.kind, cpp_name::of_template(&s.name), member, s.file.clone(), sides))
}

/// Puts changes into the order in which the first stands for all.
fn in_order(c: &Comparison<'_>, group: &mut [u32]) {
    group.sort_by_cached_key(|&i| {
        let s = &c.changes[i as usize].subject;
        (s.kind, s.name.clone(), c.changes[i as usize].old.as_ref().and_then(|f| f.bit_offset), s.member.clone())
    });
}

/// Folds changes and their copies.
fn fold_into(c: &mut Comparison<'_>, same: &[ChangeId], stands: &BTreeMap<ChangeId, ChangeId>) {
    if stands.is_empty() {
        return;
    }
    let all = same.iter().enumerate();
    let folded: Vec<(ChangeId, ChangeId)> =
        all.filter_map(|(i, of)| Some((ChangeId(i as u32), *stands.get(of)?))).collect();
    fold(c, &folded);
}

/// What makes changes one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// Of types without a name also what they are made of: the text alone says the same of all of them.
    Type(Rule, String, String, Option<(u128, u128)>),
    Length(i128, i128, String),
}

fn key(c: &Comparison<'_>, change: &Change) -> Option<Key> {
    let (old, new) = (change.old.as_ref()?, change.new.as_ref()?);
    if change.rule == Rule::ArrayLengthChanged {
        return Some(Key::Length(old.value?, new.value?, change.subject.file.clone()?));
    }
    // What each place means was told by the former rule.
    let rule = change.formerly().unwrap_or(change.rule);
    let is_member = matches!(rule, Rule::MemberTypeChanged | Rule::PointerTargetChanged);
    if !is_member || !matches!(change.owner, Owner::Pair(_)) {
        return None;
    }
    let (a, b) = (old.type_.clone()?, new.type_.clone()?);
    // That two members were `int` and are `long` has as often two reasons as one.
    let tells = match change.judgement {
        Judgement::Place(Evidence::Value { part: None, types: Sides { old, new }, .. }) => {
            tells(c.old, old) || tells(c.new, new)
        }
        _ => true,
    };
    let is_unnamed = a.contains(BODY) || b.contains(BODY);
    // What is not known to be made of the same is told apart.
    let unnamed = if is_unnamed { Some(made_of(c, change)?) } else { None };
    tells.then_some(Key::Type(rule, a, b, unnamed))
}

/// What the types that a change is about are made of, by their deep hashes, where its evidence names them.
fn made_of(c: &Comparison<'_>, change: &Change) -> Option<(u128, u128)> {
    match change.judgement {
        Judgement::Place(
            Evidence::Value { types, .. } | Evidence::PointerTarget { types, .. } | Evidence::ArrayLength { types, .. },
        ) => Some((c.old.deep[types.old.index()], c.new.deep[types.new.index()])),
        _ => None,
    }
}

/// Whether a type is made of others or has a tag: few places that name it change for reasons of their own.
fn tells(g: &Graph, id: TypeId) -> bool {
    let node = g.node(peel_qualifiers(g, id).0);
    match node.kind {
        Kind::Struct | Kind::Union | Kind::Enum | Kind::Pointer => true,
        Kind::Array => !node.flags.has(Flags::VECTOR),
        _ => false,
    }
}
