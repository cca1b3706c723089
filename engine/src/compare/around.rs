//! What lies around a member that came: the members of both sides by the bits that they take, so that no list is gone
//! through for each of many.

use std::cell::OnceCell;
use std::ops::Range;

use super::record::parts::Gone;
use super::shapes::{self, Slots};
use crate::compare::leaves::Leaf;
use crate::graph::Graph;

/// Ranges of bits, by their starts.
#[derive(Debug, Default)]
pub struct Extents {
    /// Start, end, and which range it is; sorted.
    ranges: Vec<(i64, i64, usize)>,
    /// The greatest end up to each.
    reach: Vec<i64>,
    /// What they cover together: starts and ends.
    covered: Vec<(i64, i64)>,
}

impl Extents {
    /// Of starts and ends.
    pub fn of(ranges: impl Iterator<Item = (i64, i64)>) -> Self {
        let mut ranges: Vec<(i64, i64, usize)> = ranges.enumerate().map(|(i, (start, end))| (start, end, i)).collect();
        ranges.sort_unstable();
        let mut reach = Vec::with_capacity(ranges.len());
        let mut covered: Vec<(i64, i64)> = Vec::new();
        let mut most = i64::MIN;
        for &(start, end, _) in &ranges {
            most = most.max(end);
            reach.push(most);
            match covered.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => covered.push((start, end)),
            }
        }
        Self { ranges, reach, covered }
    }

    /// Whether some range has a bit in common with this one.
    pub fn meets(&self, start: i64, end: i64) -> bool {
        let before = self.ranges.partition_point(|r| r.0 < end);
        before > 0 && self.reach[before - 1] > start
    }

    /// Which ranges have a bit in common with this one, in no order.
    pub fn meeting(&self, start: i64, end: i64) -> impl Iterator<Item = usize> + '_ {
        let before = self.ranges.partition_point(|r| r.0 < end);
        let reaches = move |k: &usize| self.reach[*k] > start;
        (0..before).rev().take_while(reaches).filter(move |&k| self.ranges[k].1 > start).map(|k| self.ranges[k].2)
    }

    /// Whether each bit lies in one of the ranges.
    pub fn covers(&self, start: i64, end: i64) -> bool {
        let at = self.covered.partition_point(|r| r.0 <= start);
        start >= end || at > 0 && self.covered[at - 1].1 >= end
    }
}

/// The bits of a record that bit-fields have which were set aside, and those that other members have.
#[derive(Debug)]
pub struct ReservedBits {
    reserved: Extents,
    others: Extents,
}

impl ReservedBits {
    pub fn of(graph: &Graph, list: &[Leaf<'_>]) -> Self {
        let is_reserved = |l: &&Leaf<'_>| l.bit_field.is_some() && shapes::harmless_removal(graph, l);
        let (reserved, others): (Vec<&Leaf<'_>>, Vec<&Leaf<'_>>) = list.iter().partition(is_reserved);
        let extents = |list: Vec<&Leaf<'_>>| Extents::of(list.into_iter().map(|l| (l.bit_offset, l.end())));
        Self { reserved: extents(reserved), others: extents(others) }
    }

    /// Whether bit-fields that were set aside have all bits of a range, and nothing else has any.
    pub fn have(&self, start: i64, end: i64) -> bool {
        self.reserved.covers(start, end) && !self.others.meets(start, end)
    }
}

/// See the module.
pub struct Around<'l> {
    pub old: &'l [Leaf<'l>],
    pub new: &'l [Leaf<'l>],
    common: &'l [(usize, usize)],
    gone: &'l [Gone],
    regrouped: Range<usize>,
    /// Members of OLD.
    pub before: Extents,
    /// Members of NEW that OLD has, too.
    pub shared: Extents,
    /// What members held that went into others.
    pub held: Extents,
    /// Members of OLD that NEW has, too, as `common` has them.
    stayed: Extents,
    lost: Extents,
    /// Where the last member of both sides stands in NEW, and the last that moved.
    pub last_common: Option<i64>,
    pub last_moved: Option<i64>,
    /// The same of the slots that moved.
    pub last_slot: Option<i64>,
    /// Of OLD and NEW, once somebody asks.
    reserved: [OnceCell<ReservedBits>; 2],
}

impl<'l> Around<'l> {
    /// `gone`: what is not there any more, those members last that others hold now: `regrouped`.
    pub fn of(
        (old, new): (&'l [Leaf<'l>], &'l [Leaf<'l>]),
        common: &'l [(usize, usize)],
        slots: &Slots<'_>,
        gone: &'l [Gone],
        regrouped: Range<usize>,
    ) -> Self {
        let moved = common.iter().filter(|&&(i, j)| old[i].bit_offset != new[j].bit_offset);
        Self {
            old,
            new,
            common,
            gone,
            before: Extents::of(old.iter().map(|x| (x.bit_offset, x.bit_offset + x.bits().max(1)))),
            shared: Extents::of(common.iter().map(|&(_, j)| (new[j].bit_offset, new[j].end()))),
            held: Extents::of(gone[regrouped.clone()].iter().map(|&(start, end, ..)| (start, end))),
            stayed: Extents::of(common.iter().map(|&(i, _)| (old[i].bit_offset, old[i].bit_offset + old[i].bits()))),
            lost: Extents::of(gone.iter().map(|&(start, end, ..)| (start, end))),
            last_common: common.iter().map(|&(_, j)| new[j].bit_offset).max(),
            last_moved: moved.map(|&(_, j)| new[j].bit_offset).max(),
            last_slot: slots.moves().filter(|m| m.old_bits != m.new_bits).map(|m| m.new_bits).max(),
            regrouped,
            reserved: Default::default(),
        }
    }

    /// Whether bits were in reserve, and are.
    pub fn stay_reserved(&self, graphs: [&Graph; 2], start: i64, end: i64) -> bool {
        let sides = graphs.into_iter().zip([self.old, self.new]).zip(&self.reserved);
        sides
            .map(|((graph, list), known)| known.get_or_init(|| ReservedBits::of(graph, list)))
            .all(|r| r.have(start, end))
    }

    /// The first that went away and had bits of these.
    pub fn gone(&self, start: i64, end: i64) -> Option<&'l Gone> {
        self.lost.meeting(start, end).min().map(|i| &self.gone[i])
    }

    /// The first of those that others hold now and that had bits of these.
    pub fn held(&self, start: i64, end: i64) -> Option<&'l Gone> {
        self.held.meeting(start, end).min().map(|i| &self.gone[self.regrouped.start + i])
    }

    /// Name of a member of both sides that reached into these bits, and no longer does.
    pub fn shrunk(&self, start: i64, end: i64) -> Option<String> {
        let still = |y: &Leaf<'_>| y.bit_offset < end && start < y.bit_offset + y.bits();
        let shrunk = self.stayed.meeting(start, end).filter(|&k| !still(&self.new[self.common[k].1]));
        shrunk.min().map(|k| self.old[self.common[k].0].name.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_meet_are_found() {
        let ranges = [(0, 32), (32, 40), (0, 8), (64, 64), (64, 96), (10, 80), (200, 208)];
        let extents = Extents::of(ranges.iter().copied());
        for start in -2..220 {
            for end in [start + 1, start + 7, start + 40] {
                let mut meeting: Vec<usize> = extents.meeting(start, end).collect();
                meeting.sort_unstable();
                let expected: Vec<usize> =
                    (0..ranges.len()).filter(|&i| ranges[i].0 < end && start < ranges[i].1).collect();
                assert_eq!(meeting, expected, "{start} to {end}");
                assert_eq!(extents.meets(start, end), !expected.is_empty(), "{start} to {end}");
                let covered = crate::compare::leaves::is_covered((start, end), ranges.to_vec());
                assert_eq!(extents.covers(start, end), covered, "{start} to {end}");
            }
        }
    }
}
