//! One change that is told at many places is one root: what was `void *[2]` in forty structs became one type in all of
//! them, a macro gives the length of ten arrays, the count of an enum that of an array.
//!
//! The places are told as derived changes. Whoever reaches one of them reaches the root.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, ChangeId, Evidence, Judgement, Owner, PairId};
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
    let owners: BTreeMap<ChangeId, Owner> =
        naming.iter().map(|&id| (id, comparison.changes[id.0 as usize].owner)).collect();
    let within: Vec<PairId> = places.keys().copied().collect();
    for (pair, mut of_pair) in places {
        of_pair.sort_unstable();
        for id in &comparison.pairs[pair.0 as usize].changes {
            let change = &mut comparison.changes[id.0 as usize];
            if change.root && !naming.contains(id) {
                (change.root, change.causes) = (false, of_pair.clone());
                causes.insert(*id, of_pair.clone());
            }
        }
    }
    for change in comparison.changes.iter_mut().filter(|c| c.causes.iter().any(|id| causes.contains_key(id))) {
        let (gone, mut kept): (Vec<ChangeId>, BTreeSet<ChangeId>) = {
            let (gone, kept): (Vec<_>, Vec<_>) = change.causes.iter().partition(|id| causes.contains_key(id));
            (gone, kept.into_iter().collect())
        };
        // What holds the place has it among its causes, and not those that stand elsewhere.
        let places = || gone.iter().flat_map(|id| &causes[id]);
        let own = |place: &&ChangeId| owners.get(*place) == Some(&change.owner);
        if places().any(|place| own(&place)) {
            kept.extend(places().filter(own));
        } else if !places().any(|place| kept.contains(place)) {
            kept.extend(places());
        }
        change.causes = kept.into_iter().collect();
    }
    let all = within.iter().flat_map(|pair| &comparison.pairs[pair.0 as usize].changes);
    let derived = all.copied().filter(|id| !comparison.changes[id.0 as usize].root).collect();
    comparison.by_each = derived;
}

/// Pairs of instances of another size, with all places that name them or what they are a part of. Places in instances are not
/// told, so that the way to such a pair leads on through instances.
fn named_otherwise(comparison: &Comparison<'_>) -> BTreeMap<PairId, Vec<ChangeId>> {
    let mut places: BTreeMap<PairId, Vec<ChangeId>> = BTreeMap::new();
    let mut work: Vec<(PairId, ChangeId)> = Vec::new();
    for (i, change) in comparison.changes.iter().enumerate() {
        let Judgement::Place(Evidence::Value { types, .. } | Evidence::PointerTarget { types, .. }) = &change.judgement
        else {
            continue;
        };
        let (old, new) = (comparison.old.strip(types.old), comparison.new.strip(types.new));
        if change.root && comparison.are_instances(old, new) {
            work.extend(comparison.pair_of(old, new).map(|pair| (pair, ChangeId(i as u32))));
        }
    }
    while let Some((pair, place)) = work.pop() {
        let of_pair = places.entry(pair).or_default();
        if of_pair.len() > MOST || of_pair.contains(&place) {
            continue;
        }
        of_pair.push(place);
        for child in &comparison.pairs[pair.0 as usize].children {
            let inner = &comparison.pairs[child.pair.0 as usize];
            if inner.old.zip(inner.new).is_some_and(|(old, new)| comparison.are_instances(old, new)) {
                work.push((child.pair, place));
            }
        }
    }
    let grew = |pair: &PairId| {
        let pair = &comparison.pairs[pair.0 as usize];
        pair.old.zip(pair.new).is_some_and(|(old, new)| comparison.old.size_of(old) != comparison.new.size_of(new))
    };
    // Of more places than are named as causes none would be left out.
    places.retain(|pair, of_pair| of_pair.len() <= MOST && grew(pair));
    places
}
