//! Ids of findings: what a waiver names.

use std::cmp::Reverse;

use xxhash_rust::xxh3::xxh3_64;

use crate::compare::change::{Change, ChangeId};
use crate::compare::types::Comparison;
use crate::ground::maps::FastMap;
use crate::rules::Rule;
use crate::rules::reason::Reason;

/// For each change the one that stands for it: copies of one type (resolved apart because of another name)
/// change alike and are one finding.
pub(super) fn duplicates(c: &mut Comparison<'_>) -> Vec<ChangeId> {
    let mut seen: FastMap<String, ChangeId> = FastMap::default();
    let mut same = Vec::with_capacity(c.changes.len());
    for (i, change) in c.changes.iter().enumerate() {
        let (old, new) = (&change.old, &change.new);
        let key = format!("{}{}{:?}{old:?}{new:?}", fingerprint(change), change.root, change.subject.file);
        same.push(*seen.entry(key).or_insert(ChangeId(i as u32)));
    }
    for change in &mut c.changes {
        for cause in &mut change.causes {
            *cause = same[cause.0 as usize];
        }
        change.causes.sort_unstable();
        change.causes.dedup();
    }
    same
}

/// A fingerprint that does not change when lines, offsets or other changes do.
fn fingerprint(change: &Change) -> String {
    let s = &change.subject;
    let mut text = format!(
        "{}\0{}\0{}\0{}\0{}",
        change.rule.id(),
        s.kind,
        s.name,
        s.member.as_deref().unwrap_or(""),
        s.module.as_deref().unwrap_or("")
    );
    // Sizes and offsets of a record move with other changes to it; types, names, values and words do not.
    let follows_others = matches!(change.rule, Rule::MemberOffsetChanged | Rule::StructSizeChanged);
    for facts in [&change.old, &change.new] {
        text.push('\0');
        if let (Some(f), false) = (facts, follows_others) {
            for part in [&f.type_, &f.name, &f.text] {
                text.push_str(part.as_deref().unwrap_or(""));
                text.push('\x01');
            }
            if let Some(v) = f.value {
                text.push_str(&v.to_string());
            }
        }
    }
    format!("{:016x}", xxh3_64(text.as_bytes()))
}

/// The changes that stand for themselves, in the order in which equal ids are numbered, and the id of every change.
pub(super) fn of_all(
    c: &Comparison<'_>,
    reached: &[Vec<u32>],
    judged: &[Reason],
    same: &[ChangeId],
) -> (Vec<u32>, Vec<String>) {
    // Ids, unique: the same change of two things of one name is numbered.
    let mut order: Vec<u32> = (0..c.changes.len() as u32).filter(|&i| same[i as usize].0 == i).collect();
    order.sort_by_cached_key(|&i| {
        let change = &c.changes[i as usize];
        let s = &change.subject;
        let offset = change.new.as_ref().or(change.old.as_ref()).and_then(|f| f.bit_offset);
        let place = (s.kind, s.name.clone(), s.module.clone(), offset, change.rule, s.member.clone());
        (!change.root, Reverse(judged[i as usize].severity()), Reverse(reached[i as usize].len()), place)
    });
    let mut seen: FastMap<String, u32> = FastMap::default();
    let mut ids: Vec<String> = vec![String::new(); c.changes.len()];
    for &i in &order {
        let base = fingerprint(&c.changes[i as usize]);
        let count = seen.entry(base.clone()).or_insert(0);
        *count += 1;
        ids[i as usize] = if *count == 1 { base } else { format!("{base}-{count}") };
    }
    for (i, stands) in same.iter().enumerate() {
        if stands.0 as usize != i {
            ids[i] = ids[stands.0 as usize].clone();
        }
    }
    (order, ids)
}
