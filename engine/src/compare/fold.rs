//! One change that is told at many places is one root: what was `void *[2]` in forty structs became one type in all of
//! them, a macro gives the length of ten arrays, the count of an enum that of an array.
//!
//! The places are told as derived changes. Whoever reaches one of them reaches the root.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, ChangeId, Evidence, Judgement, PairId};
use super::types::Comparison;
use crate::rules::Rule;

/// Arrays that have as many elements as an enum counted follow its count.
pub fn counts(comparison: &mut Comparison<'_>) {
    let length = |change: &Change| Some((change.old.as_ref()?.value?, change.new.as_ref()?.value?));
    let mut moved: BTreeMap<(i128, i128), ChangeId> = BTreeMap::new();
    for (i, change) in comparison.changes.iter().enumerate() {
        if let (Rule::EnumSentinelMoved, Some((x, y))) = (change.rule, length(change)) {
            let id = ChangeId(i as u32);
            moved.entry((x, y)).or_insert(id);
            // The last of them, not how many there are.
            moved.entry((x + 1, y + 1)).or_insert(id);
        }
    }
    if moved.is_empty() {
        return;
    }
    let follows = |(i, change): (usize, &Change)| {
        let array = change.rule == Rule::ArrayLengthChanged && change.root;
        let root = length(change).filter(|_| array).and_then(|l| moved.get(&l))?;
        Some((ChangeId(i as u32), *root))
    };
    let folded: Vec<(ChangeId, ChangeId)> = comparison.changes.iter().enumerate().filter_map(follows).collect();
    fold(comparison, &folded);
}

/// Makes changes follow from others, and what followed from them, too.
pub fn fold(comparison: &mut Comparison<'_>, folded: &[(ChangeId, ChangeId)]) {
    for &(id, root) in folded {
        let change = &mut comparison.changes[id.0 as usize];
        (change.root, change.causes) = (false, vec![root]);
        comparison.folded.insert(id, root);
    }
    for change in &mut comparison.changes {
        for cause in &mut change.causes {
            *cause = comparison.folded.get(cause).copied().unwrap_or(*cause);
        }
        change.causes.sort_unstable();
        change.causes.dedup();
    }
}

/// More places that name one instance of a template than a change names as its causes.
const MOST: usize = 64;

/// What differs in an instance of a template of another size follows from the place that names the other instance.
pub fn arguments(comparison: &mut Comparison<'_>) {
    let places = named_otherwise(comparison);
    if places.is_empty() {
        return;
    }
    let naming: BTreeSet<ChangeId> = places.values().flatten().copied().collect();
    let mut causes: BTreeMap<ChangeId, Vec<ChangeId>> = BTreeMap::new();
    for (pair, mut of_pair) in places {
        of_pair.sort_unstable();
        of_pair.dedup();
        of_pair.truncate(MOST);
        for id in &comparison.pairs[pair.0 as usize].changes {
            let change = &mut comparison.changes[id.0 as usize];
            if change.root && !naming.contains(id) {
                (change.root, change.causes) = (false, of_pair.clone());
                causes.insert(*id, of_pair.clone());
            }
        }
    }
    for change in comparison.changes.iter_mut().filter(|c| c.causes.iter().any(|id| causes.contains_key(id))) {
        let all: BTreeSet<ChangeId> =
            change.causes.iter().flat_map(|id| causes.get(id).map_or(vec![*id], Clone::clone)).collect();
        change.causes = all.into_iter().collect();
    }
}

/// Pairs of instances of another size, and of what such are made of by value, with the places that name them.
fn named_otherwise(comparison: &Comparison<'_>) -> BTreeMap<PairId, Vec<ChangeId>> {
    let mut places: BTreeMap<PairId, Vec<ChangeId>> = BTreeMap::new();
    let mut work: Vec<(PairId, ChangeId)> = Vec::new();
    for (i, change) in comparison.changes.iter().enumerate() {
        let Judgement::Place(Evidence::Value { types, .. } | Evidence::PointerTarget { types, .. }) = &change.judgement
        else {
            continue;
        };
        let (old, new) = (comparison.old.strip(types.old), comparison.new.strip(types.new));
        let grew = comparison.old.size_of(old) != comparison.new.size_of(new);
        if change.root && grew && comparison.are_instances(old, new) {
            work.extend(comparison.pair_of(old, new).map(|pair| (pair, ChangeId(i as u32))));
        }
    }
    while let Some((pair, place)) = work.pop() {
        let of_pair = places.entry(pair).or_default();
        if of_pair.len() >= MOST || of_pair.contains(&place) {
            continue;
        }
        of_pair.push(place);
        for child in comparison.pairs[pair.0 as usize].children.iter().filter(|child| child.by_value) {
            let inner = &comparison.pairs[child.pair.0 as usize];
            if inner.old.zip(inner.new).is_some_and(|(old, new)| comparison.are_instances(old, new)) {
                work.push((child.pair, place));
            }
        }
    }
    places
}
