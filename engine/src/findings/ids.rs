//! Ids of findings: what a waiver names, for years.
//!
//! An id is a hash of the rule, of the subject and of what is old and new about it, each by a tag and a number or a name of
//! the input. None of our own words is in it, nor how a declaration is set: words and spellings may get better, and
//! lines may move, without an id that changes. Nor are sizes and offsets, which move with other changes of a type.

pub(crate) mod key;
mod previous;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use self::key::Key;
use crate::compare::change::{Change, ChangeId};
use crate::compare::types::Comparison;
use crate::graph::cpp_name;
use crate::ground::maps::FastMap;
use crate::rules::Rule;
use crate::rules::facts::{ANONYMOUS, Facts, Subject};
use crate::rules::reason::Reason;

/// What stands before the digits: an id of `abilens-report/1` has no such thing, so neither can be taken for the other.
const PREFIX: &str = "v2-";

/// The ids of all changes, copies with that of the change which stands for them.
pub(super) struct Ids {
    /// By change.
    pub(super) now: Vec<String>,
    /// The same as `abilens-report/1` gave them.
    pub(super) previous: Vec<String>,
    /// Of changes that stand for several instances of a template the id on the one that is the subject.
    pub(super) of_instances: BTreeMap<ChangeId, String>,
}

/// For each change the one that stands for it: copies of one type (resolved apart because of another name)
/// change alike and are one finding.
pub(crate) fn duplicates(c: &mut Comparison<'_>) -> Vec<ChangeId> {
    let mut seen: FastMap<String, ChangeId> = FastMap::default();
    let mut same = Vec::with_capacity(c.changes.len());
    for (i, change) in c.changes.iter().enumerate() {
        let (old, new) = (&change.old, &change.new);
        let key = format!("{}{}{:?}{old:?}{new:?}", previous::fingerprint(change), change.root, change.subject.file);
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

/// The changes that stand for themselves, by severity and reach, and the ids of all. `reached`: exports by change.
pub(super) fn of_all(
    c: &Comparison<'_>,
    reached: &[Vec<u32>],
    judged: &[Reason],
    same: &[ChangeId],
) -> (Vec<u32>, Ids) {
    let mut order: Vec<u32> = (0..c.changes.len() as u32).filter(|&i| same[i as usize].0 == i).collect();
    order.sort_by_cached_key(|&i| {
        let change = &c.changes[i as usize];
        let s = &change.subject;
        let offset = change.new.as_ref().or(change.old.as_ref()).and_then(|f| f.bit_offset);
        let place = (s.kind, s.name.clone(), s.module.clone(), offset, change.rule, s.member.clone());
        (!change.root, Reverse(judged[i as usize].severity()), Reverse(reached[i as usize].len()), place)
    });
    let previous = numbered(c, same, &order, previous::fingerprint);
    // Of two things of one name to which the same happened, the place tells which is which: who reaches them may change.
    let mut by_place = order.clone();
    by_place.sort_by_key(|&i| {
        let change = &c.changes[i as usize];
        (!change.root, &change.subject.file, change.subject.line)
    });
    let mut now = numbered(c, same, &by_place, id);
    let of_instances = c.instances.keys().map(|i| (*i, now[i.0 as usize].clone())).collect();
    let mut seen: FastMap<String, u32> = FastMap::default();
    for &i in by_place.iter().filter(|i| c.instances.contains_key(&ChangeId(**i))) {
        let base = id_of_template(&c.changes[i as usize]);
        let count = seen.entry(base.clone()).or_insert(0);
        *count += 1;
        let fresh = if *count == 1 { base } else { format!("{base}-{count}") };
        for (other, _) in same.iter().enumerate().filter(|(_, stands)| stands.0 == i) {
            now[other].clone_from(&fresh);
        }
    }
    (order, Ids { now, previous, of_instances })
}

/// The id of a change that stands alike in several instances of a template: which of them there are is nothing of it, nor
/// what the arguments make of the types.
fn id_of_template(change: &Change) -> String {
    let mut key = Key::default();
    key.name(change.rule.id());
    key.option(change.formerly(), |key, rule| key.name(rule.id()));
    key.kind(change.subject.kind);
    key.name(&cpp_name::of_template(&change.subject.name));
    for name in [&change.subject.member, &change.subject.module] {
        key.option(name.as_deref(), |key, name| key.name(&cpp_name::of_template(name)));
    }
    format!("{PREFIX}{:016x}", key.hash())
}

/// Ids are unique: the same change of two things of one name is numbered in this order.
fn numbered(c: &Comparison<'_>, same: &[ChangeId], order: &[u32], id: fn(&Change) -> String) -> Vec<String> {
    let mut seen: FastMap<String, u32> = FastMap::default();
    let mut ids: Vec<String> = vec![String::new(); c.changes.len()];
    for &i in order {
        let base = id(&c.changes[i as usize]);
        let count = seen.entry(base.clone()).or_insert(0);
        *count += 1;
        ids[i as usize] = if *count == 1 { base } else { format!("{base}-{count}") };
    }
    for (i, stands) in same.iter().enumerate() {
        if stands.0 as usize != i {
            ids[i] = ids[stands.0 as usize].clone();
        }
    }
    ids
}

/// The id of a change before it is numbered.
fn id(change: &Change) -> String {
    let mut key = Key::default();
    key.name(change.rule.id());
    // A rule that took over from those of several places still tells the places apart.
    if let Some(rule) = change.formerly() {
        key.name(rule.id());
    }
    subject(&mut key, &change.subject);
    for side in [&change.old, &change.new] {
        match side {
            None => key.tag(0),
            Some(facts) => evidence(&mut key, change.rule, facts),
        }
    }
    format!("{PREFIX}{:016x}", key.hash())
}

fn subject(key: &mut Key, s: &Subject) {
    key.kind(s.kind);
    // A type without a name is called by its holder.
    for (i, part) in s.name.split(ANONYMOUS).enumerate() {
        if i > 0 {
            key.tag(1);
        }
        // One that only defines constants by the first of these.
        key.declaration(part.trim_matches(['{', '}', '.', ',', ' ']));
    }
    for name in [&s.member, &s.module] {
        key.option(name.as_deref(), Key::name);
    }
}

fn evidence(key: &mut Key, rule: Rule, facts: &Facts) {
    key.tag(1);
    if rule.moves_with_others() {
        return;
    }
    // That a virtual function is pure not every compiler states; where it changed, the rule says so.
    let type_ =
        facts.type_.as_deref().map(|t| t.strip_suffix(" = 0").filter(|t| t.starts_with("virtual ")).unwrap_or(t));
    key.option(type_, Key::declaration);
    key.option(facts.name.as_deref(), Key::declaration);
    key.option(facts.said.as_ref(), Key::said);
    // There it counts members that moved along, or symbols.
    let counts = rule == Rule::ReserveMisused || rule.is_of_declaration();
    key.option(facts.value.filter(|_| !counts), Key::number);
}

#[cfg(test)]
mod tests;
