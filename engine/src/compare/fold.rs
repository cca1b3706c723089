//! One change that is told at many places is one root: what was `void *[2]` in forty structs became one type in all of
//! them, a macro gives the length of ten arrays, the count of an enum that of an array.
//!
//! The places are told as derived changes. Whoever reaches one of them reaches the root.

use std::collections::BTreeMap;

use super::change::{Change, ChangeId};
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
