//! Bases that went to members, or came from there.

use crate::compare::record::parts::Lists;
use crate::compare::regroup::Regrouped;
use crate::graph::Edge;

/// What went from bases to members, or came from there.
pub(in crate::compare) struct Moved<'r, 'g> {
    /// With other members, or in part.
    pub(super) regrouped: &'r [Regrouped],
    /// As it was, under the name of a member: where both sides have it.
    became: Vec<(&'g Edge, &'g Edge)>,
}

impl<'r, 'g> Moved<'r, 'g> {
    /// `renamed`: which of both lists are the same bytes under another name.
    pub(in crate::compare) fn of(
        regrouped: &'r [Regrouped],
        (old, new): Lists<'_, 'g>,
        renamed: &[(usize, usize)],
    ) -> Self {
        let edges = renamed.iter().map(|&(i, j)| (old[i].edge, new[j].edge));
        Self { regrouped, became: edges.filter(|(x, y)| x.kind != y.kind).collect() }
    }

    /// Whether this base is one of those that are as they were.
    pub(super) fn has(&self, base: &Edge) -> bool {
        self.became.iter().any(|(x, y)| std::ptr::eq(*x, base) || std::ptr::eq(*y, base))
    }
}
