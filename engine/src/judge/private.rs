//! Version nodes that a package keeps for its own libraries (`GLIBC_PRIVATE`): what changes in them is one entry.

use std::collections::{BTreeMap, BTreeSet};

use fixedbitset::FixedBitSet;
use petgraph::visit::{Dfs, Visitable};

use super::asked::follow;
use super::at_place;
use crate::compare::change::{Change, ChangeId, Owner};
use crate::compare::symbols::Exports;
use crate::compare::types::Comparison;
use crate::compare::walk::PairGraph;
use crate::graph::linkage::is_private;
use crate::graph::{Export, Graph};
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::reason::SymbolReason;
use crate::rules::said::Said;
use crate::rules::{Rule, Severity};

/// The private node of an export, if it has one.
fn node_of<'g>(g: &'g Graph, e: &Export) -> Option<&'g str> {
    Some(g.str(e.version)).filter(|node| is_private(node))
}

/// Folds what happened to exports of private nodes alone, above `compatible`, into one change a node.
pub(crate) fn fold(c: &mut Comparison<'_>, exports: &Exports) {
    let (g, h) = (c.old, c.new);
    if !g.exports.iter().any(|e| node_of(g, e).is_some()) {
        return;
    }
    let of_link: Vec<Option<&str>> = exports.both.iter().map(|&(i, _)| node_of(g, &g.exports[i as usize])).collect();
    let public = pairs_below(c, |l| of_link[l].is_none());
    let mut of_pair: Vec<Option<&str>> = vec![None; c.pairs.len()];
    for node in of_link.iter().flatten().copied().collect::<BTreeSet<&str>>() {
        for p in pairs_below(c, |l| of_link[l] == Some(node)).ones() {
            of_pair[p].get_or_insert(node);
        }
    }
    let mut folded: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, change) in c.changes.iter().enumerate() {
        let node = match change.owner {
            Owner::OldExport(e) => node_of(g, &g.exports[e as usize]),
            Owner::Link(l) => of_link[l.0 as usize],
            Owner::Pair(p) if !public.contains(p.0 as usize) => of_pair[p.0 as usize],
            Owner::Object if change.rule == Rule::VersionNodeRemoved => {
                let node = change.subject.member.as_deref().filter(|node| is_private(node));
                node.and_then(|node| g.objects.iter().flat_map(|o| &o.version_nodes).find(|n| *n == node))
                    .map(String::as_str)
            }
            _ => None,
        };
        let counts = || at_place(c, change).is_none_or(|reason| reason.severity() > Severity::Compatible);
        if let Some(node) = node.filter(|_| counts()) {
            folded.entry(node).or_default().push(i);
        }
    }
    let object = |node: &str| {
        let mut of = g.objects.iter().chain(&h.objects).filter(|o| o.version_nodes.iter().any(|n| n == node));
        of.next().map(|o| o.called().to_owned()).unwrap_or_default()
    };
    for (node, changes) in folded {
        let subject = Subject {
            kind: SubjectKind::Object,
            name: object(node),
            member: Some(node.to_owned()),
            ..Subject::default()
        };
        let gone = changes.iter().filter(|&&i| matches!(c.changes[i].owner, Owner::OldExport(_))).count();
        let (node, others) = (node.to_owned(), changes.len() - gone);
        let facts = || Some(Facts::saying(Said::name(node.as_str())));
        let sides = (facts(), facts());
        let reason = SymbolReason::KeptForThePackage { node, gone, others };
        let limit = reason.severity();
        let change = Change::decided(Rule::SymbolPrivateChanged, Owner::Object, subject, sides, reason);
        let root: ChangeId = c.add(change);
        for i in changes {
            follow(c, i, root, limit);
        }
    }
}

/// The pairs that are reached from one of the links that `wanted` tells.
fn pairs_below(c: &Comparison<'_>, wanted: impl Fn(usize) -> bool) -> FixedBitSet {
    let graph = PairGraph { pairs: &c.pairs, held: false };
    let links = c.link_children.iter().enumerate().filter(|(l, _)| wanted(*l));
    let stack = links.flat_map(|(_, children)| children).map(|child| child.pair.0).collect();
    let mut walk = Dfs::from_parts(stack, graph.visit_map());
    while walk.next(graph).is_some() {}
    walk.discovered
}
