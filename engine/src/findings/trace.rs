//! The pairs that differ, kept for questions after the report: by which way does an export reach a finding?

use crate::compare::change::{ChangeId, Child};
use crate::compare::symbols::Exports;
use crate::compare::types::Comparison;
use crate::findings::impact::spelt;
use crate::graph::TypeId;

/// The pairs that differ and how they refer to each other, by index as the comparison had them.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    /// Pairs of types that differ.
    pub(crate) pairs: Vec<TracePair>,
    /// Exports of both sides.
    pub(crate) links: Vec<TraceLink>,
}

/// Two types that differ.
#[derive(Debug)]
pub(crate) struct TracePair {
    /// In OLD's graph.
    pub(crate) old: Option<TypeId>,
    /// Pairs it refers to, with the step as C.
    pub(crate) children: Vec<(u32, String)>,
    /// Ids of the root findings at the pair itself.
    pub(crate) findings: Vec<String>,
}

/// An export of both sides.
#[derive(Debug)]
pub(crate) struct TraceLink {
    /// Index into OLD's exports.
    pub(crate) old: u32,
    /// Index into NEW's exports.
    pub(crate) new: u32,
    /// Pairs it refers to.
    pub(crate) children: Vec<(u32, String)>,
    /// Ids of the root findings at the export itself.
    pub(crate) findings: Vec<String>,
}

impl Trace {
    /// `ids` are those of the findings, by change.
    pub(crate) fn new(c: &Comparison<'_>, exports: &Exports, ids: &[String]) -> Self {
        let children = |list: &[Child]| list.iter().map(|child| (child.pair.0, spelt(c.old, child.step))).collect();
        let findings = |list: &[ChangeId]| {
            let stands = |id: &ChangeId| c.folded.get(id).copied().unwrap_or(*id);
            let mut roots: Vec<ChangeId> = list.iter().map(stands).filter(|id| c.changes[id.0 as usize].root).collect();
            roots.dedup();
            roots.iter().map(|id| ids[id.0 as usize].clone()).collect()
        };
        let pair = |p: &crate::compare::change::Pair| TracePair {
            old: p.old,
            children: children(&p.children),
            findings: findings(&p.changes),
        };
        let link = |(i, &(old, new)): (usize, &(u32, u32))| TraceLink {
            old,
            new,
            children: children(&c.link_children[i]),
            findings: findings(&c.link_changes[i]),
        };
        Self { pairs: c.pairs.iter().map(pair).collect(), links: exports.both.iter().enumerate().map(link).collect() }
    }
}
