//! Following a declaration through a series: backwards from NEW, forwards from OLD.

use std::collections::BTreeMap;

use super::paths::{self, ByName, Match};
use super::{FileDiff, Run, Series};

/// A run: index of its file diff, and in it.
pub(super) type At = (usize, usize);

/// One side of the comparison, where a walk starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

/// Lines of a declaration at the start of a walk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines {
    /// The line itself.
    pub line: Option<u32>,
    /// First and last line of what is around it.
    pub first: u32,
    pub last: u32,
    /// A closing brace follows.
    pub braces: bool,
}

/// What a walk met.
#[derive(Clone, Debug, Default)]
pub(super) struct Met {
    /// The run that made (NEW) or removed (OLD) the line.
    pub line: Option<At>,
    /// Runs within first and last.
    pub body: Vec<At>,
    /// All diffs of the file.
    pub files: Vec<usize>,
}

/// A series with its files by path.
pub(super) struct Index<'s> {
    pub series: &'s Series,
    /// Diffs by path on the side at which a walk comes in, ascending.
    old: BTreeMap<&'s str, Vec<usize>>,
    new: BTreeMap<&'s str, Vec<usize>>,
    old_names: ByName<'s>,
    new_names: ByName<'s>,
}

impl<'s> Index<'s> {
    pub(super) fn new(series: &'s Series) -> Self {
        let mut old: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut new: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, file) in series.files.iter().enumerate() {
            if let Some(path) = file.old.as_deref().filter(|_| !file.copy) {
                old.entry(path).or_default().push(i);
            }
            if let Some(path) = &file.new {
                new.entry(path).or_default().push(i);
            }
        }
        let (old_names, new_names) = (ByName::new(old.keys().copied()), ByName::new(new.keys().copied()));
        Self { series, old, new, old_names, new_names }
    }

    /// Paths of the series that a compiler's path may mean.
    pub(super) fn find(&self, recorded: &str, side: Side) -> Vec<Match<'s>> {
        match side {
            Side::Old => self.old_names.find(recorded),
            Side::New => self.new_names.find(recorded),
        }
    }

    /// Follows lines of a file through all diffs of it.
    pub(super) fn walk(&self, path: &str, side: Side, lines: Lines) -> Met {
        let mut met = Met::default();
        let mut path = path;
        let Lines { mut line, mut first, mut last, braces } = lines;
        let mut bound = match side {
            Side::Old => 0,
            Side::New => self.series.files.len(),
        };
        let mut commit = None;
        loop {
            let next = match side {
                Side::Old => self.old.get(path).and_then(|list| list.get(list.partition_point(|&i| i < bound))),
                Side::New => {
                    let list = self.new.get(path);
                    list.and_then(|list| list.get(list.partition_point(|&i| i < bound).checked_sub(1)?))
                }
            };
            let Some(&i) = next else { break };
            bound = if side == Side::Old { i + 1 } else { i };
            let file = &self.series.files[i];
            // Renames of one commit happen at once: `a -> b` and `b -> a` are no chain.
            if commit == Some(file.commit) {
                continue;
            }
            commit = Some(file.commit);
            met.files.push(i);
            for (r, run) in file.runs.iter().enumerate() {
                let (near, count) = near(run, side);
                let end = near + count;
                if line.is_some_and(|l| near <= l && l < end) {
                    met.line = Some((i, r));
                    line = None;
                }
                let inside = if count > 0 { near <= last && end > first } else { first < near && near <= last };
                if inside || braces && closes(run, side, last) {
                    met.body.push((i, r));
                }
            }
            line = line.map(|l| across(file, side, l, Edge::First));
            (first, last) = (across(file, side, first, Edge::First), across(file, side, last, Edge::Last));
            last = last.max(first);
            let far = if side == Side::Old { &file.new } else { &file.old };
            match far {
                Some(far) => path = far,
                None => break,
            }
        }
        met
    }
}

/// First line and number of lines of a run on a side.
pub(super) fn near(run: &Run, side: Side) -> (u32, u32) {
    match side {
        Side::Old => (run.old, run.removed),
        Side::New => (run.new, run.added),
    }
}

#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}

/// A line on the other side of a diff. One that is changed becomes the first or last of what stands for it.
fn across(file: &FileDiff, side: Side, line: u32, edge: Edge) -> u32 {
    let other = if side == Side::Old { Side::New } else { Side::Old };
    let before = file.runs.partition_point(|run| near(run, side).0 <= line);
    let Some(run) = before.checked_sub(1).map(|i| &file.runs[i]) else { return line };
    let ((start, count), (far, far_count)) = (near(run, side), near(run, other));
    if line < start + count {
        return match edge {
            Edge::First => far,
            Edge::Last => (far + far_count).saturating_sub(1).max(far.saturating_sub(1)),
        };
    }
    (line - (start + count)).saturating_add(far + far_count)
}

/// Text of the lines of a run on a side, with their numbers.
pub(super) fn side_lines(run: &Run, side: Side) -> impl Iterator<Item = (u32, &str)> {
    let mark = if side == Side::Old { '-' } else { '+' };
    (near(run, side).0..).zip(run.text.lines().filter_map(move |l| l.strip_prefix(mark)))
}

/// The run changes a line with a closing brace right behind `last`.
fn closes(run: &Run, side: Side, last: u32) -> bool {
    let (start, count) = near(run, side);
    let touches = start <= last.saturating_add(CLOSING) && start + count > last;
    touches
        && side_lines(run, side)
            .any(|(n, text)| n > last && n <= last.saturating_add(CLOSING) && text.trim_start().starts_with('}'))
}

/// How far behind the last member the closing brace may stand.
const CLOSING: u32 = 2;

/// Whether a changed line of the run on a side has the name in it.
pub(super) fn mentions(run: &Run, side: Side, name: &str) -> bool {
    side_lines(run, side).any(|(_, text)| paths::names(text, name))
}
