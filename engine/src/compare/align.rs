//! Which lines of two lists belong together, in order: by Myers' algorithm where the lists are short, else in
//! time that does not depend on how different they are.
//!
//! In long lists each line has one partner at most, the
//! one that is equal and as far down among its equals, and the longest run of partners that is in order on both sides
//! is found by patience sorting (Hunt and Szymanski 1977). Without repetitions that is a longest common subsequence, as
//! Myers' is.

use std::hash::Hash;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::ground::maps::FastMap;

/// Lines of both sides up to which Myers' algorithm is used: its steps grow with lines times differences. The longest
/// lists that people write (enums of the kernel) stay below.
const SHORT: usize = 2048;

/// Aligns two lists.
pub fn align<T: Eq + Hash + Ord + Clone>(old: &[T], new: &[T]) -> Vec<DiffOp> {
    if old.len() + new.len() <= SHORT {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    operations(&in_order(&partners(old, new)), old.len(), new.len())
}

/// Equal lines, each with the one that is as far down among its equals, in the order of OLD.
fn partners<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let mut places: FastMap<&T, std::collections::VecDeque<usize>> = FastMap::default();
    for (j, line) in new.iter().enumerate() {
        places.entry(line).or_default().push_back(j);
    }
    let partner = |(i, line)| places.get_mut(line)?.pop_front().map(|j| (i, j));
    old.iter().enumerate().filter_map(partner).collect()
}

/// The longest part of some pairs, ascending by their first, that ascends by their second, too.
fn in_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair that ends the best run of it, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (k, &(_, j)) in pairs.iter().enumerate() {
        let at = ends.partition_point(|&e| pairs[e].1 < j);
        before.push(at.checked_sub(1).map(|at| ends[at]));
        if at == ends.len() {
            ends.push(k);
        } else {
            ends[at] = k;
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(k) = at {
        run.push(pairs[k]);
        at = before[k];
    }
    run.reverse();
    run
}

/// Equal stretches, and what stands between them.
fn operations(pairs: &[(usize, usize)], old_len: usize, new_len: usize) -> Vec<DiffOp> {
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    let between = |out: &mut Vec<DiffOp>, (i, j): (usize, usize), (x, y): (usize, usize)| match (x - i, y - j) {
        (0, 0) => {}
        (0, len) => out.push(DiffOp::Insert { old_index: i, new_index: j, new_len: len }),
        (len, 0) => out.push(DiffOp::Delete { old_index: i, old_len: len, new_index: j }),
        (a, b) => out.push(DiffOp::Replace { old_index: i, old_len: a, new_index: j, new_len: b }),
    };
    let mut at = 0;
    while let Some(&(x, y)) = pairs.get(at) {
        between(&mut out, (i, j), (x, y));
        let len = pairs[at..].iter().enumerate().take_while(|(k, p)| **p == (x + k, y + k)).count();
        out.push(DiffOp::Equal { old_index: x, new_index: y, len });
        (i, j) = (x + len, y + len);
        at += len;
    }
    between(&mut out, (i, j), (old_len, new_len));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(old: &[u32], new: &[u32]) -> Vec<DiffOp> {
        operations(&in_order(&partners(old, new)), old.len(), new.len())
    }

    fn kept(ops: &[DiffOp]) -> usize {
        ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum()
    }

    #[test]
    fn long_lists_are_aligned_as_short_ones() {
        let some: Vec<u32> = (0..50).collect();
        let mut other = some.clone();
        other.remove(7);
        other.insert(20, 1000);
        other.insert(20, 1001);
        other[40] = 1002;
        assert_eq!(long(&some, &other), capture_diff_slices(Algorithm::Myers, &some, &other));
        assert_eq!(long(&some, &some), capture_diff_slices(Algorithm::Myers, &some, &some));
        assert_eq!(long(&some, &[]), capture_diff_slices(Algorithm::Myers, &some, &[]));
        // In any order as many lines stay.
        let mut seed = 1_u32;
        for _ in 0..50 {
            let mut shuffled = some.clone();
            for i in (1..shuffled.len()).rev() {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                shuffled.swap(i, (seed >> 8) as usize % (i + 1));
            }
            let myers = capture_diff_slices(Algorithm::Myers, &some, &shuffled);
            assert_eq!(kept(&long(&some, &shuffled)), kept(&myers), "{shuffled:?}");
        }
    }

    #[test]
    fn every_line_is_told_once() {
        let (old, new) = ([1, 1, 2, 3, 1, 4], [1, 5, 1, 3, 2, 1, 1]);
        let (mut i, mut j) = (0, 0);
        for op in long(&old, &new) {
            let (olds, news) = (op.old_range(), op.new_range());
            assert_eq!((olds.start, news.start), (i, j));
            (i, j) = (olds.end, news.end);
            if let DiffOp::Equal { .. } = op {
                assert_eq!(old[olds], new[news]);
            }
        }
        assert_eq!((i, j), (old.len(), new.len()));
    }

    #[test]
    fn lists_that_have_nothing_in_common_and_lists_turned_round_take_no_longer() {
        // By Myers' algorithm ten thousand million steps each.
        let old: Vec<u32> = (0..100_000).collect();
        let new: Vec<u32> = (100_000..200_000).collect();
        assert!(matches!(align(&old, &new)[..], [DiffOp::Replace { old_len: 100_000, new_len: 100_000, .. }]));
        let turned: Vec<u32> = old.iter().rev().copied().collect();
        assert_eq!(kept(&align(&old, &turned)), 1);
    }
}
