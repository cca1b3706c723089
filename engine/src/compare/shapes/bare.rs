//! Reserves that gave their bytes to members without a slot: SUSE's padding, `reserved[3]` of a library.

use super::{Aligned, MOST_STEPS, declarations, left, names, reserve, same_type, sides};
use crate::compare::change::Judgement;
use crate::compare::leaves::Leaf;
use crate::compare::record::parts::Record;
use crate::compare::types::Comparison;
use crate::graph::{Graph, layout};
use crate::rules::Rule;
use crate::rules::kabi::names::Reserve;
use crate::rules::reason::reserve::ReserveReason;

/// Reserves that stand one behind the other, with the bytes up to their neighbours.
struct Group {
    olds: Vec<usize>,
    /// Members of NEW that still carry the name of one.
    rest: Vec<usize>,
    start: i64,
    end: i64,
    sure: bool,
}

/// Reserves that gave their bytes to members without a slot: SUSE's padding, `reserved[3]` of a library.
pub fn bare(comparison: &mut Comparison<'_>, record: &Record, old: &[Leaf<'_>], new: &[Leaf<'_>], at: &mut Aligned) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    if old_graph.node(record.a).kind == crate::graph::Kind::Union
        || new_graph.node(record.b).kind == crate::graph::Kind::Union
    {
        return;
    }
    let touched = |&(i, j): &(usize, usize)| old[i].bit_offset != new[j].bit_offset || old[i].bits() != new[j].bits();
    let mut groups: Vec<Group> = Vec::new();
    let partners = at.common.iter().filter(|p| touched(p)).map(|&(i, j)| (i, Some(j)));
    let mut list: Vec<(usize, Option<usize>, Reserve)> = partners
        .chain(at.removed.iter().map(|&i| (i, None)))
        .filter_map(|(i, j)| Some((i, j, reserve(old_graph, &old[i])?)))
        .collect();
    if list.len().saturating_mul(old.len().max(new.len())) > MOST_STEPS {
        return;
    }
    list.sort_by_key(|&(i, ..)| (old[i].bit_offset, i));
    for (i, j, how) in list {
        let (start, end) = (old[i].bit_offset, old[i].end());
        let between =
            |from: i64| old.iter().enumerate().any(|(k, l)| k != i && l.bit_offset < start && from <= l.bit_offset);
        let sure = how > Reserve::NameOnly;
        match groups.last_mut() {
            Some(last)
                if last.end <= start
                    && !between(last.end)
                    && last.sure == sure
                    && !old[i].is_alternative(&old[last.olds[0]]) =>
            {
                last.olds.push(i);
                last.rest.extend(j);
                last.end = end;
            }
            _ => groups.push(Group { olds: vec![i], rest: j.into_iter().collect(), start, end, sure }),
        }
    }
    for group in groups {
        let all = All { r: record, old, new, group: &group };
        let Some(taken) = all.taken(comparison, at) else { continue };
        all.tell(comparison, at, &taken);
        at.removed.retain(|i| !group.olds.contains(i));
        at.common.retain(|(i, _)| !group.olds.contains(i));
        at.added.retain(|j| !taken.named.contains(j));
    }
}

/// A group, and the members of both sides.
struct All<'l, 'g> {
    r: &'l Record,
    old: &'l [Leaf<'g>],
    new: &'l [Leaf<'g>],
    group: &'l Group,
}

/// Who took the bytes of a group.
struct Taken {
    /// Members of NEW.
    named: Vec<usize>,
    /// Bits between the neighbours of the group.
    low: i64,
    high: i64,
    /// They, and what is left of the reserves, stay between those.
    fits: bool,
    /// The struct is smaller for it.
    shrank: bool,
}

impl Taken {
    fn holds(&self, leaf: &Leaf<'_>) -> bool {
        self.low <= leaf.bit_offset && leaf.end() <= self.high
    }
}

impl All<'_, '_> {
    /// `None`: nobody took them, or what happened is told member by member.
    fn taken(&self, comparison: &mut Comparison<'_>, at: &Aligned) -> Option<Taken> {
        let (old_graph, new_graph) = (comparison.old, comparison.new);
        let Self { r, old, new, group } = *self;
        // Other views of the bytes, if the reserves have neighbours of their own in a struct of a union. Where NEW has
        // those, what is left of the reserves tells, or what stood beside them.
        let first = &old[group.olds[0]];
        let in_struct = |l: &Leaf<'_>| l.nesting.ends_with('s');
        let apart = |l: &Leaf<'_>| in_struct(first) && l.is_alternative(first);
        let beside = at.common.iter().filter(|(i, _)| group.rest.is_empty() && old[*i].is_beside(first)).map(|p| p.1);
        let beside: Vec<usize> = group.rest.iter().copied().chain(beside).filter(|&j| in_struct(&new[j])).collect();
        let apart_now = |l: &Leaf<'_>| beside.iter().any(|&j| l.is_alternative(&new[j]));
        let others = || old.iter().enumerate().filter(|(i, l)| !group.olds.contains(i) && !apart(l)).map(|(_, l)| l);
        if others().any(|l| l.bit_offset < group.end && group.start < l.end()) {
            // It shares its bytes with a living member, as padding of a union does.
            return None;
        }
        let whole = old_graph.node(r.a).byte_size.saturating_mul(8).cast_signed();
        let low = others().map(Leaf::end).filter(|&e| e <= group.start).max().unwrap_or(0);
        let high = others().map(|l| l.bit_offset).filter(|&s| s >= group.end).min().unwrap_or(whole);
        let meets = |j: usize| new[j].bit_offset < group.end && group.start < new[j].end();
        let lives = |i: usize, j: usize| meets(j) && !group.rest.contains(&j) && !apart(&old[i]) && !apart_now(&new[j]);
        if at.common.iter().any(|&(i, j)| lives(i, j)) {
            return None;
        }
        // What stands elsewhere among the members that both sides have came there with whatever moved those.
        let elsewhere = |y: &Leaf<'_>| {
            let living = at.common.iter().filter(|(i, _)| !group.olds.contains(i)).map(|&(i, k)| (&old[i], &new[k]));
            living.filter(|(x, z)| !apart(x) && !apart_now(z)).any(|(x, z)| {
                let stood_behind = x.end() <= group.start && y.end() <= z.bit_offset;
                stood_behind || group.end <= x.bit_offset && z.end() <= y.bit_offset
            })
        };
        let takes = |j: usize| meets(j) && new[j].bits() > 0 && !apart_now(&new[j]) && !elsewhere(&new[j]);
        let named: Vec<usize> = at.added.iter().copied().filter(|&j| takes(j)).collect();
        if named.iter().all(|&j| reserve(new_graph, &new[j]).is_some_and(|r| r > Reserve::NameOnly)) {
            return None;
        }
        let mut out = Taken { named, low, high, fits: false, shrank: false };
        let inside = |j: &usize| out.holds(&new[*j]);
        let fits = out.named.iter().chain(&group.rest).all(inside);
        let sum = |list: &[Leaf<'_>], of: &[usize]| of.iter().map(|&i| list[i].bits()).sum::<i64>();
        if !out.named.iter().all(inside) && sum(new, &group.rest) >= sum(old, &group.olds) {
            // Nobody took any of them: they moved, and others came to where they were.
            return None;
        }
        let renamed = out.named.len() == 1 && group.olds.len() == 1 && group.rest.is_empty() && {
            let (x, y) = (&old[group.olds[0]], &new[out.named[0]]);
            x.bit_offset == y.bit_offset && x.bit_field == y.bit_field && same_type(comparison, r.pair, x, y)
        };
        let shrank = fits && shrank(comparison, r, (old, new), at, group, &out.named);
        if !group.sure && (renamed || !fits || shrank) {
            return None;
        }
        if shrank {
            // What fills padding beside them is a part of it.
            let more = at.added.iter().copied().filter(|j| inside(j) && new[*j].bits() > 0 && !apart_now(&new[*j]));
            out.named = more.collect();
        }
        (out.fits, out.shrank) = (fits, shrank);
        Some(out)
    }

    /// The finding.
    fn tell(&self, comparison: &mut Comparison<'_>, at: &Aligned, taken: &Taken) {
        let (old_graph, new_graph) = (comparison.old, comparison.new);
        let Self { r, old, new, group } = *self;
        let named = &taken.named;
        let mut shown = named.clone();
        shown.extend(&group.rest);
        shown.sort_by_key(|&j| (new[j].bit_offset, j));
        let (olds, news) = (pick(old, &group.olds), pick(new, &shown));
        let facts = sides(&olds, &news);
        let mut told = pick(new, named);
        told.retain(|l| reserve(new_graph, l).is_none_or(|r| r == Reserve::NameOnly));
        let member = names(&told);
        let line = new[named[0]].line;
        let room = group.end - group.start;
        let reserves = declarations(&olds);
        let inside = |j: &usize| taken.holds(&new[*j]);
        let (before, after) = (layout::alignment(old_graph, r.a), layout::alignment(new_graph, r.b));
        let aligned = named.iter().any(|&j| after > before && layout::alignment(new_graph, new[j].target) == after);
        let mut rule = Rule::ReserveMisused;
        let judged: Judgement =
            if let (true, Some(&j)) = (named.iter().all(inside), group.rest.iter().find(|j| !inside(j))) {
                let moved = at.common.iter().any(|&(i, j)| {
                    !group.olds.contains(&i) && old[i].bit_offset != new[j].bit_offset && old[i].bit_offset >= group.end
                });
                let (takes, rest, end) = (declarations(&pick(new, named)), new[j].declaration(), new[j].end());
                if moved { ReserveReason::RestReaches { takes, reserves, rest, end }.into() } else { Judgement::Growth }
            } else if taken.shrank {
                Judgement::Growth
            } else if !taken.fits {
                let most = named.iter().find(|j| !inside(j)).map_or(named[0], |&j| j);
                let (takes, bits) = (new[most].declaration(), new[most].bits());
                ReserveReason::TakesMore { takes, bits, reserves, room }.into()
            } else if aligned {
                Judgement::Alignment
            } else {
                rule = Rule::ReservedSlotUsed;
                if group.sure {
                    self.used(comparison, at, &news, before == after).into()
                } else {
                    ReserveReason::ByNameAlone { reserves }.into()
                }
            };
        let (mut x, mut y) = facts;
        if judged == Judgement::Alignment {
            (x.bit_alignment, y.bit_alignment) = (Some(before * 8), Some(after * 8));
        }
        let affects = rule == Rule::ReserveMisused;
        r.push(comparison, rule, Some(&member), line, Some(x), Some(y), judged, affects);
    }

    /// Reserves used as they were meant to be. `news`: what stands in their place.
    fn used(&self, comparison: &Comparison<'_>, at: &Aligned, news: &[Leaf<'_>], aligned_alike: bool) -> ReserveReason {
        let Self { r, old, new, group } = *self;
        let outside = |l: &Leaf<'_>| (group.start - l.bit_offset).max(0) + (l.end() - group.end).max(0);
        let stays = |&(i, j): &(usize, usize)| group.olds.contains(&i) || old[i].bit_offset == new[j].bit_offset;
        ReserveReason::Used {
            reserves: declarations(&pick(old, &group.olds)),
            room: group.end - group.start,
            padding: news.iter().map(outside).sum(),
            still: comparison.old.node(r.a).byte_size == comparison.new.node(r.b).byte_size
                && aligned_alike
                && at.common.iter().all(stays),
            left: left(comparison.new, new),
        }
    }
}

fn pick<'g>(list: &[Leaf<'g>], of: &[usize]) -> Vec<Leaf<'g>> {
    of.iter().map(|&i| list[i].clone()).collect()
}

/// Whether the struct shrank because the reserves at its end, in whose place `named` stand beside what is left of
/// them, gave way to less.
fn shrank(
    comparison: &Comparison<'_>,
    record: &Record,
    (old, new): (&[Leaf<'_>], &[Leaf<'_>]),
    at: &Aligned,
    group: &Group,
    named: &[usize],
) -> bool {
    let now = named.iter().chain(&group.rest).map(|&j| new[j].end()).max();
    let behind = old.iter().any(|x| x.bit_offset >= group.end);
    if behind || now.is_none_or(|end| end >= group.end) {
        return false;
    }
    let in_front = at.common.iter().filter(|p| old[p.0].end() <= group.start && !group.olds.contains(&p.0));
    let last = in_front.max_by_key(|p| old[p.0].bit_offset);
    let moved = last.map_or(0, |&(i, j)| new[j].bit_offset - old[i].bit_offset);
    let size = |graph: &Graph, id| graph.node(id).byte_size.saturating_mul(8).cast_signed();
    size(comparison.new, record.b) < size(comparison.old, record.a) + moved
}
