//! One change that is told at many places is one root: what was `void *[2]` in forty structs became one type in all of
//! them, a macro gives the length of ten arrays, the count of an enum that of an array.
//!
//! The places are told as derived changes. Whoever reaches one of them reaches the root.

use std::collections::BTreeMap;

use super::change::{Change, ChangeId, Owner};
use super::types::Comparison;
use crate::rules::{Rule, Severity};

type Judged = (Severity, String);

/// Arrays that have as many elements as an enum counted follow its count.
pub fn counts(c: &mut Comparison<'_>) {
    let length = |change: &Change| Some((change.old.as_ref()?.value?, change.new.as_ref()?.value?));
    let mut moved: BTreeMap<(i128, i128), ChangeId> = BTreeMap::new();
    for (i, change) in c.changes.iter().enumerate() {
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
    let folded: Vec<(ChangeId, ChangeId)> = c.changes.iter().enumerate().filter_map(follows).collect();
    fold(c, &folded);
}

/// The same type for the same other type in several records, or the same length for the same other length in one file.
/// `same`: for each change the one that stands for it.
pub fn alike(c: &mut Comparison<'_>, same: &[ChangeId], judged: &mut [Judged]) {
    let mut groups: BTreeMap<(Severity, Key), Vec<u32>> = BTreeMap::new();
    for (i, change) in c.changes.iter().enumerate() {
        if change.root
            && same[i].0 as usize == i
            && let Some(key) = key(change)
        {
            groups.entry((judged[i].0, key)).or_default().push(i as u32);
        }
    }
    let mut stands: BTreeMap<ChangeId, ChangeId> = BTreeMap::new();
    for mut group in groups.into_values().filter(|g| g.len() > 1) {
        group.sort_by_cached_key(|&i| {
            let s = &c.changes[i as usize].subject;
            (s.kind, s.name.clone(), c.changes[i as usize].old.as_ref().and_then(|f| f.bit_offset), s.member.clone())
        });
        let (first, others) = (group[0], &group[1..]);
        let places =
            if others.len() == 1 { "another place".to_owned() } else { format!("{} other places", others.len()) };
        judged[first as usize].1.push_str(&format!("; the same change stands at {places}"));
        stands.extend(others.iter().map(|&i| (ChangeId(i), ChangeId(first))));
    }
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
    Type(Rule, String, String),
    Length(i128, i128, String),
}

fn key(change: &Change) -> Option<Key> {
    let (old, new) = (change.old.as_ref()?, change.new.as_ref()?);
    match change.rule {
        Rule::ArrayLengthChanged => Some(Key::Length(old.value?, new.value?, change.subject.file.clone()?)),
        Rule::MemberTypeChanged | Rule::PointerTargetChanged if matches!(change.owner, Owner::Pair(_)) => {
            let (a, b) = (old.type_.clone()?, new.type_.clone()?);
            // That two members were `int` and are `long` has as often two reasons as one.
            let telling = |t: &String| ["struct ", "union ", "enum ", "*", "["].iter().any(|word| t.contains(word));
            (telling(&a) || telling(&b)).then_some(Key::Type(change.rule, a, b))
        }
        _ => None,
    }
}

/// Makes changes follow from others, and what followed from them, too.
fn fold(c: &mut Comparison<'_>, folded: &[(ChangeId, ChangeId)]) {
    for &(id, root) in folded {
        let change = &mut c.changes[id.0 as usize];
        (change.root, change.causes) = (false, vec![root]);
        c.folded.insert(id, root);
    }
    for change in &mut c.changes {
        for cause in &mut change.causes {
            *cause = c.folded.get(cause).copied().unwrap_or(*cause);
        }
        change.causes.sort_unstable();
        change.causes.dedup();
    }
}
