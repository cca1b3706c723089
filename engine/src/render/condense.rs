//! Which lines of a layout are shown: what changed, with context. The model holds all of them.

use crate::model::report::{LayoutLine, LayoutMark};

/// Lines of context around a change.
const CONTEXT: usize = 2;

/// A line that is shown, or what stands for a run of those that are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown<'a> {
    Line(&'a LayoutLine),
    /// So many lines are as they were.
    Unchanged(usize),
    /// So many lines stand elsewhere, all of them this much farther.
    Moved(usize, Option<i128>),
}

impl Shown<'_> {
    /// What stands for lines that are left out. `values`: offsets are values of enumerators.
    pub(super) fn left_out(&self, values: bool) -> Option<String> {
        match self {
            Self::Line(_) => None,
            Self::Unchanged(n) => Some(format!("{n} unchanged")),
            Self::Moved(n, Some(by)) if values => Some(format!("{n} more moved by {by:+}")),
            Self::Moved(n, Some(bits)) if bits % 8 == 0 => Some(format!("{n} more moved by {:+}", bits / 8)),
            Self::Moved(n, _) => Some(format!("{n} more moved")),
        }
    }
}

/// Keeps what changed with its context, and the first of the lines that moved.
pub(super) fn condense(all: &[LayoutLine]) -> Vec<Shown<'_>> {
    let changed = |l: &LayoutLine| !matches!(l.mark, LayoutMark::Same | LayoutMark::Moved);
    let mut keep = vec![false; all.len()];
    for (i, line) in all.iter().enumerate() {
        if changed(line) {
            let (from, to) = (i.saturating_sub(CONTEXT), (i + CONTEXT + 1).min(all.len()));
            keep[from..to].iter_mut().for_each(|k| *k = true);
        }
    }
    // Where members moved without a change of this type's own: show where it starts.
    if !all.iter().any(changed)
        && let Some(first) = all.iter().position(|l| l.mark == LayoutMark::Moved)
    {
        let (from, to) = (first.saturating_sub(1), (first + 2).min(all.len()));
        keep[from..to].iter_mut().for_each(|k| *k = true);
    }
    let mut out = Vec::new();
    let mut i = 0;
    while i < all.len() {
        let run = all[i..].iter().zip(&keep[i..]).take_while(|(l, k)| !**k && l.mark == all[i].mark).count();
        // The line that says so would be as long as the one that it hides.
        if run < 2 {
            out.push(Shown::Line(&all[i]));
            i += 1;
            continue;
        }
        out.push(if all[i].mark == LayoutMark::Moved {
            let first = all[i].moved_by();
            Shown::Moved(run, first.filter(|_| all[i..i + run].iter().all(|l| l.moved_by() == first)))
        } else {
            Shown::Unchanged(run)
        });
        i += run;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(mark: LayoutMark, old: i128, new: i128) -> LayoutLine {
        let text = Some("x".to_owned());
        LayoutLine {
            mark,
            old_offset: Some(old),
            old: text.clone(),
            new_offset: Some(new),
            new: text,
            ..LayoutLine::default()
        }
    }

    #[test]
    fn what_is_left_out_is_counted_and_its_distance_told() {
        let mut all: Vec<LayoutLine> = (0..5).map(|i| line(LayoutMark::Same, i * 8, i * 8)).collect();
        all.push(line(LayoutMark::Changed, 40, 40));
        all.extend((6..12).map(|i| line(LayoutMark::Moved, i * 8, i * 8 + 16)));
        let told = |values| -> Vec<String> {
            condense(&all).iter().map(|s| s.left_out(values).unwrap_or_else(|| "-".to_owned())).collect()
        };
        assert_eq!(told(false), ["3 unchanged", "-", "-", "-", "-", "-", "4 more moved by +2"]);
        assert_eq!(told(true).last().unwrap(), "4 more moved by +16");
        all.last_mut().unwrap().new_offset = Some(0);
        assert_eq!(condense(&all).last().unwrap().left_out(false).unwrap(), "4 more moved");
        // One line is not replaced by one line.
        assert_eq!(condense(&all[..1]), [Shown::Line(&all[0])]);
    }

    #[test]
    fn where_all_moved_stands_where_it_starts() {
        let mut all: Vec<LayoutLine> = (0..4).map(|i| line(LayoutMark::Same, i, i)).collect();
        all.extend((4..9).map(|i| line(LayoutMark::Moved, i * 8, i * 8 + 8)));
        let shown = condense(&all);
        assert_eq!((shown[0], shown.len()), (Shown::Unchanged(3), 5));
        assert_eq!(shown[4], Shown::Moved(3, Some(8)));
    }
}
