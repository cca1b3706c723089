//! The libraries that an object needs: which, and in which order.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::ALL_VERSIONED;
use super::exported::words;
use crate::compare::types::{Comparison, Place};
use crate::graph::{Graph, ObjectInfo};
use crate::rules::Rule;
use crate::rules::reason::{LoadingReason, ObjectReason};
use crate::rules::said::Said;

/// Of longer lists not every pair is looked at.
const FEW: usize = 64;

/// Compares two lists.
pub(super) fn compare(comparison: &mut Comparison<'_>, place: &Place, o: &ObjectInfo, p: &ObjectInfo) {
    let (from, to) = (libraries(&o.needed), libraries(&p.needed));
    let (had, has): (BTreeSet<&String>, BTreeSet<&String>) = (from.iter().collect(), to.iter().collect());
    if had != has {
        let (old, new) = words(Said::Names(from.clone()), Said::Names(to.clone()));
        comparison.add_at(place, Rule::ObjectNeededChanged, old, new, ObjectReason::LoaderBringsWhatItNeeds, false);
    }
    let common = |list: &[String], other: &BTreeSet<&String>| -> Vec<String> {
        let mut seen = BTreeSet::new();
        list.iter().filter(|n| other.contains(n) && seen.insert(*n)).cloned().collect()
    };
    let (before, after) = (common(&from, &has), common(&to, &had));
    if let Some(reason) = reordered(comparison.new, &before, &after) {
        let (old, new) = words(Said::Names(before), Said::Names(after));
        comparison.add_at(place, Rule::ObjectNeededReordered, old, new, reason, false);
    }
}

/// Without the dynamic linker, which is there in any case.
fn libraries(list: &[String]) -> Vec<String> {
    let is_loader = |n: &String| n.starts_with("ld-") || n.starts_with("ld64.") || n.starts_with("ld.so");
    list.iter().filter(|n| !is_loader(n)).cloned().collect()
}

/// What follows from the worst of the pairs that changed places; `None` if there are none.
fn reordered(h: &Graph, before: &[String], after: &[String]) -> Option<LoadingReason> {
    let places: BTreeMap<&String, usize> = before.iter().zip(0..).collect();
    let place = |n: &String| places.get(n).copied();
    let mut worst: Option<LoadingReason> = None;
    for (n, second) in after.iter().enumerate() {
        let nearest = if after.len() <= FEW { 0 } else { n.saturating_sub(1) };
        for first in after[nearest..n].iter().filter(|first| place(first) > place(second)) {
            let reason = changed_places(h, first, second);
            if worst.as_ref().is_none_or(|w| w.severity() < reason.severity()) {
                worst = Some(reason);
            }
        }
    }
    worst
}

/// `first` comes before `second` now.
fn changed_places(h: &Graph, first: &str, second: &str) -> LoadingReason {
    let given = |n: &str| h.objects.iter().position(|o| o.soname == n || o.name.rsplit('/').next() == Some(n));
    let names = |object: usize| -> BTreeSet<&str> {
        let own = h.exports.iter().filter(|e| !e.asked && e.object.0 as usize == object);
        own.map(|e| h.str(e.name)).collect()
    };
    let (x, y) = (first.to_owned(), second.to_owned());
    if ALL_VERSIONED.contains(&first) && ALL_VERSIONED.contains(&second) {
        return LoadingReason::DefinedAlike { first: x, second: y };
    }
    let (Some(i), Some(j)) = (given(first), given(second)) else {
        return LoadingReason::EitherMayCome { first: x, second: y };
    };
    match names(i).intersection(&names(j)).next() {
        Some(&symbol) => LoadingReason::BothExport { first: x, second: y, symbol: symbol.to_owned() },
        None => LoadingReason::NothingInCommon { first: x, second: y },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_libraries_that_changed_places_count() {
        let list = |names: &[&str]| names.iter().map(|&n| n.to_owned()).collect::<Vec<_>>();
        let h = Graph::default();
        let of = |before: &[&str], after: &[&str]| reordered(&h, &list(before), &list(after));
        assert_eq!(of(&["a", "b", "c"], &["a", "b", "c"]), None);
        let either = LoadingReason::EitherMayCome { first: "b".into(), second: "a".into() };
        assert_eq!(of(&["a", "b", "c"], &["b", "a", "c"]), Some(either));
        let alike = LoadingReason::DefinedAlike { first: "libm.so.6".into(), second: "libc.so.6".into() };
        assert_eq!(of(&["libc.so.6", "libm.so.6"], &["libm.so.6", "libc.so.6"]), Some(alike));
        // The worst of several counts.
        let worst = of(&["libc.so.6", "libm.so.6", "x"], &["x", "libm.so.6", "libc.so.6"]);
        assert_eq!(worst, Some(LoadingReason::EitherMayCome { first: "x".into(), second: "libm.so.6".into() }));
    }
}
