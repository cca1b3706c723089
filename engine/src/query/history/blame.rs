//! Since which release a member lies where it does, and where it was before.

use std::collections::BTreeMap;

use crate::model::history::{Blame, Blamed, Definition, History, Member, Onset, Place, State, Subject};

/// Each type of the history with its members, or with one of them; no type that no release defines. Where a member is asked for that no
/// release has, the type comes without any.
#[must_use]
pub fn blame(history: &History, member: Option<&str>) -> Vec<Blame> {
    history.subjects.iter().filter_map(|subject| of(subject, member)).collect()
}

fn of(subject: &Subject, member: Option<&str>) -> Option<Blame> {
    let release = subject.cells.iter().rposition(|cell| cell.state == State::Known)?;
    let definition = subject.definition(release)?;
    // Names that members share are told apart by their order.
    let mut wanted: Vec<(&str, usize)> = match member {
        Some(name) => vec![(name, 0)],
        None => definition.members.iter().map(|m| (m.name.as_str(), 0)).collect(),
    };
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, nth) in &mut wanted {
        let count = met.entry(name).or_default();
        *nth = *count;
        *count += 1;
    }
    let index: Vec<BTreeMap<(&str, usize), &Member>> = subject.definitions.iter().map(by_name).collect();
    let members = wanted.into_iter().filter_map(|key| blamed(subject, release, key, &index)).collect();
    Some(Blame {
        declaration: definition.declaration.clone(),
        of: subject.of.clone(),
        release,
        byte_size: definition.byte_size,
        members,
    })
}

/// Members by name, and by how many of the same name come before.
fn by_name(definition: &Definition) -> BTreeMap<(&str, usize), &Member> {
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let numbered = definition.members.iter().map(|m| {
        let count = met.entry(&m.name).or_default();
        *count += 1;
        ((m.name.as_str(), *count - 1), m)
    });
    numbered.collect()
}

fn blamed(
    subject: &Subject,
    last: usize,
    key: (&str, usize),
    index: &[BTreeMap<(&str, usize), &Member>],
) -> Option<Blamed> {
    // What it was in each release in which the type is known, or known not to be there.
    let known = subject.cells[..=last].iter().enumerate().filter_map(|(release, cell)| match cell.state {
        State::Known => Some((release, cell.definition.and_then(|d| index.get(d)?.get(&key).copied()))),
        State::Absent => Some((release, None)),
        State::Declared | State::Untyped | State::Unknown => None,
    });
    let timeline: Vec<(usize, Option<&Member>)> = known.collect();
    let place = |m: Option<&Member>| m.map(|m| (m.bit_offset, m.value));
    let now = timeline.last()?.1;
    // The first of those in which it lies where it lies last.
    let start = timeline.iter().rposition(|&(_, m)| place(m) != place(now)).map_or(0, |before| before + 1);
    let since = timeline[start].0;
    let onset = match since.checked_sub(1) {
        None => Onset::First,
        Some(before) if matches!(subject.cells[before].state, State::Known | State::Absent) => Onset::Exact,
        Some(_) => Onset::AfterUnknown,
    };
    let mut places: Vec<Place> = Vec::new();
    for (release, m) in timeline.iter().rev().filter_map(|&(release, m)| Some((release, m?))) {
        match places.last_mut() {
            // The same as in the next release in which something is known.
            Some(place) if place.member == *m && is_next(&timeline, release, place.first) => place.first = release,
            _ => places.push(Place { first: release, last: release, member: m.clone() }),
        }
    }
    if places.is_empty() {
        return None;
    }
    Some(Blamed { name: key.0.to_owned(), since, onset, gone: now.is_none(), places })
}

/// Whether no release of the timeline stands between two of it.
fn is_next(timeline: &[(usize, Option<&Member>)], release: usize, next: usize) -> bool {
    !timeline.iter().any(|&(between, _)| release < between && between < next)
}
