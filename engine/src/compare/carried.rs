//! Members that go on under another name at another place, as far as their names tell.
//!
//! A member that stands where one of another name stood, with its type, has its bytes, and so they are paired by place.
//! But where another member that came resembles the old name more, it is that one which goes on with it: the two then
//! are one member that moved. Where names alone do not decide, the pair stays, and is told with that doubt.

use std::collections::BTreeSet;

use super::akin::alike;
use super::likeness::{Grade, Likeness, Places};
use super::record::parts::Lists;
use super::shapes::{self, Aligned};
use super::types::Comparison;
use crate::compare::leaves::Leaf;
use crate::graph::{EdgeKind, Kind};
use crate::ground::maps::FastMap;
use crate::rules::kabi::names::{Form, reserve};

/// How many members at one offset are looked at for one that was renamed: alternatives of a union, of which people
/// write some dozens.
pub const AT_ONE_PLACE: usize = 256;

/// What names say against pairs by place.
#[derive(Default)]
pub struct Carried {
    /// Members that moved under another name; they count as members of both sides.
    pub moved: Vec<(usize, usize)>,
    /// Which member of NEW resembles one of OLD more than what stands in its place.
    pub rival_of_old: FastMap<usize, usize>,
    /// Which member of OLD resembles one of NEW more than what stood in its place.
    pub rival_of_new: FastMap<usize, usize>,
}

/// Looks at what only one side has. Members that moved are taken from there, and put to those of both sides.
pub fn carried(comparison: &Comparison<'_>, lists: Lists<'_, '_>, aligned: &mut Aligned) -> Carried {
    let (old, new) = lists;
    let few = aligned.removed.is_empty() || aligned.added.is_empty() || aligned.removed.len() + aligned.added.len() < 3;
    // What BPF programs relocate is found by its name, wherever it stands.
    if few || comparison.core {
        return Carried::default();
    }
    let by_place = renamed_pairs(comparison, lists, &mut aligned.removed.clone(), &mut aligned.added.clone());
    if by_place.is_empty() {
        return Carried::default();
    }
    let telling = |list: &[Leaf<'_>], some: &[usize]| -> Vec<usize> {
        some.iter().copied().filter(|&i| has_telling_name(&list[i])).collect()
    };
    let (gone, come) = (telling(old, &aligned.removed), telling(new, &aligned.added));
    let all = (names(old, 0..old.len()), names(new, 0..new.len()));
    let own = (names(old, gone.iter().copied()), names(new, come.iter().copied()));
    let likeness = Likeness::of((&all.0, &all.1), &own.0, &own.1);
    let index = |some: &[usize]| some.iter().enumerate().map(|(at, &i)| (i, at)).collect::<FastMap<usize, usize>>();
    let (at_old, at_new) = (index(&gone), index(&come));
    let pairs = by_place.iter().map(|(i, j)| (at_old.get(i).copied(), at_new.get(j).copied()));
    let places = Places::of(&likeness, pairs);
    let speaks = |a: usize, b: usize| {
        let grade = likeness.grade(a, b).max(Grade::Part);
        let (x, y) = (&old[gone[a]], &new[come[b]]);
        is_elsewhere(x, y)
            && are_of_a_kind(comparison, x, y)
            && places.agree(a, b, grade)
            && places.contradict(a, b, grade)
    };
    let decision = likeness.decide(speaks);
    let mut out = Carried::default();
    let (mut used_old, mut used_new) = (BTreeSet::new(), BTreeSet::new());
    for (a, b) in decision.certain {
        used_old.insert(gone[a]);
        used_new.insert(come[b]);
        out.moved.push((gone[a], come[b]));
    }
    for (a, b) in decision.rivals {
        out.rival_of_old.insert(gone[a], come[b]);
        out.rival_of_new.entry(come[b]).or_insert(gone[a]);
    }
    aligned.removed.retain(|i| !used_old.contains(i));
    aligned.added.retain(|j| !used_new.contains(j));
    aligned.common.extend(&out.moved);
    aligned.common.sort_unstable();
    out
}

fn names<'l>(list: &'l [Leaf<'_>], some: impl Iterator<Item = usize>) -> Vec<&'l str> {
    some.map(|i| list[i].name.as_ref()).collect()
}

/// A member by a name of its own that was not set aside: what a reserve is called means nothing.
fn has_telling_name(leaf: &Leaf<'_>) -> bool {
    let plain = leaf.edge.kind == EdgeKind::Member && !leaf.name.is_empty() && !leaf.unknown_offset;
    plain && leaf.slot.is_none() && reserve(&leaf.name, Form { array: true, bit_field: None }).is_none()
}

/// Alternatives of a union have one place, whatever they are called.
fn is_elsewhere(x: &Leaf<'_>, y: &Leaf<'_>) -> bool {
    (x.bit_offset, x.bit_field) != (y.bit_offset, y.bit_field)
}

/// Of one type, or both numbers.
fn are_of_a_kind(comparison: &Comparison<'_>, x: &Leaf<'_>, y: &Leaf<'_>) -> bool {
    let (old, new) = (comparison.old, comparison.new);
    let is_number = |kind: Kind| matches!(kind, Kind::Base | Kind::Enum);
    let kinds = (old.node(old.strip(x.target)).kind, new.node(new.strip(y.target)).kind);
    is_number(kinds.0) && is_number(kinds.1) || alike(comparison, x.target, y.target)
}

/// Members that stand where one of OLD stood, with its type, under another name: they are taken from both lists.
pub(super) fn renamed_pairs(
    comparison: &Comparison<'_>,
    (old, new): (&[Leaf<'_>], &[Leaf<'_>]),
    removed: &mut Vec<usize>,
    added: &mut Vec<usize>,
) -> Vec<(usize, usize)> {
    let mut there: FastMap<(i64, Option<u32>), BTreeSet<usize>> = FastMap::default();
    for &j in &*added {
        there.entry((new[j].bit_offset, new[j].bit_field)).or_default().insert(j);
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    removed.retain(|&i| {
        let x = &old[i];
        let Some(list) = there.get_mut(&(x.bit_offset, x.bit_field)) else { return true };
        let fits = |&&j: &&usize| {
            alike(comparison, x.target, new[j].target) && !shapes::set_aside(comparison.old, x, comparison.new, &new[j])
        };
        let Some(&j) = list.iter().take(AT_ONE_PLACE).find(fits) else { return true };
        list.remove(&j);
        out.push((i, j));
        false
    });
    let taken: BTreeSet<usize> = out.iter().map(|p| p.1).collect();
    added.retain(|j| !taken.contains(j));
    out
}
