//! The order of findings of one severity: what happened to symbols themselves, then types by how many exports name
//! them directly, then by how many reach them at all.
//!
//! An export names a type directly where its own prototype or declaration does, by value or by pointer, or where it
//! stands in a type without a name there. Everything in a kernel reaches everything: by that alone `struct seq_buf`
//! would come before the types that drivers work with. Between equals the shorter way decides, then what else follows
//! from the change, then the source: names come last.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::compare::change::{Change, ChangeId, Owner, PairId};
use crate::compare::types::Comparison;
use crate::rules::Rule;
use crate::rules::facts::SubjectKind;

/// Facts of pairs and changes that the order rests on.
pub struct Ranks {
    /// Exports that name what a change is about, by the change that stands for its copies.
    direct: Vec<u32>,
    /// Steps of the shortest way from an export to each pair.
    depth: Vec<u32>,
    /// Root changes of the same type or symbol, by change.
    company: Vec<u32>,
}

/// Sorts ascending: what is to be read first is the least.
pub type Key<'c> = (
    // Symbols themselves, direct reach, reach.
    (bool, Reverse<u32>, Reverse<usize>),
    // Distance, what follows, findings on the same subject.
    (u32, Reverse<usize>, Reverse<u32>),
    // Which of several things happened to a symbol, whether it is gone first; of a type that is told by its members.
    Option<(bool, Rule)>,
    // Outside of the image, file, line.
    (bool, &'c str, u32),
    // Kind, name, module.
    (SubjectKind, &'c str, &'c str),
    // Offset, rule, member.
    (Option<i64>, Rule, Option<&'c str>),
);

impl Ranks {
    /// `same`: for each change the one that stands for it.
    pub fn new(c: &Comparison<'_>, same: &[ChangeId]) -> Self {
        let (named, depth) = pairs(c);
        let mut direct = vec![0_u32; c.changes.len()];
        let mut counted: BTreeSet<(ChangeId, PairId)> = BTreeSet::new();
        for (change, &stands) in c.changes.iter().zip(same) {
            if let Owner::Pair(p) = change.owner
                && counted.insert((stands, p))
            {
                let n = &mut direct[stands.0 as usize];
                *n = n.saturating_add(named[p.0 as usize]);
            }
        }
        let mut of_pair = vec![0_u32; c.pairs.len()];
        let roots = || c.changes.iter().zip(same).enumerate().filter(|(i, (x, s))| x.root && s.0 as usize == *i);
        for (_, (change, _)) in roots() {
            if let Owner::Pair(p) = change.owner {
                of_pair[p.0 as usize] += 1;
            }
        }
        let mut company = vec![0; c.changes.len()];
        for (i, (change, _)) in roots() {
            company[i] = match change.owner {
                Owner::Pair(p) => of_pair[p.0 as usize],
                _ => 1,
            };
        }
        Self { direct, depth, company }
    }

    /// The place of a change among those of one severity. `reached`: exports that reach it; `follow`: changes that
    /// follow from it.
    pub fn key<'c>(&self, c: &'c Comparison<'_>, id: ChangeId, reached: usize, follow: usize) -> Key<'c> {
        let i = id.0 as usize;
        let change = &c.changes[i];
        let s = &change.subject;
        let itself = is_of_symbol(change);
        let (depth, line) = match change.owner {
            Owner::Pair(p) => {
                let pair = &c.pairs[p.0 as usize];
                let line = pair.old.map(|id| c.old.positions[id.index()].line);
                (self.depth[p.0 as usize], line.or(s.line))
            }
            _ => (0, s.line),
        };
        let module = s.module.as_deref().unwrap_or("");
        let offset = change.new.as_ref().or(change.old.as_ref()).and_then(|f| f.bit_offset);
        (
            // Whether a symbol is on both sides, and so reached by itself, is no rank.
            (!itself, Reverse(self.direct[i]), Reverse(if itself { 0 } else { reached })),
            (depth, Reverse(follow), Reverse(if itself { 0 } else { self.company[i] })),
            itself.then_some((change.rule != Rule::SymbolRemoved, change.rule)),
            (!matches!(module, "" | "vmlinux"), s.file.as_deref().unwrap_or(""), line.unwrap_or(0)),
            (s.kind, &s.name, module),
            (offset, change.rule, s.member.as_deref()),
        )
    }
}

/// It is about an export or an object, and not about a type that it names.
fn is_of_symbol(change: &Change) -> bool {
    match change.owner {
        Owner::OldExport(_) | Owner::NewExport(_) | Owner::Object => true,
        Owner::Link(_) => matches!(change.subject.kind, SubjectKind::Function | SubjectKind::Variable),
        Owner::Pair(_) => false,
    }
}

/// For each pair the exports that name it directly, and the steps of the shortest way from any.
fn pairs(c: &Comparison<'_>) -> (Vec<u32>, Vec<u32>) {
    let nameless = |p: PairId| {
        let pair = &c.pairs[p.0 as usize];
        pair.old.map(|id| c.old.node(id)).is_some_and(|node| node.name.is_none() && node.kind.is_tagged())
    };
    let mut named = vec![0_u32; c.pairs.len()];
    let mut depth = vec![u32::MAX; c.pairs.len()];
    let mut seen = vec![u32::MAX; c.pairs.len()];
    let mut queue: Vec<PairId> = Vec::new();
    for (link, children) in (0..).zip(&c.link_children) {
        let mut work: Vec<PairId> = children.iter().map(|child| child.pair).collect();
        while let Some(p) = work.pop() {
            let i = p.0 as usize;
            if seen[i] == link {
                continue;
            }
            seen[i] = link;
            named[i] += 1;
            if depth[i] != 0 {
                depth[i] = 0;
                queue.push(p);
            }
            // What stands in a type without a name is named in the same place; what a type without a name is part of
            // has it at once.
            let inside = c.pairs[i].children.iter().filter(|child| nameless(p) || nameless(child.pair));
            work.extend(inside.map(|child| child.pair));
        }
    }
    let mut at = 0;
    while at < queue.len() {
        let p = queue[at];
        let next = depth[p.0 as usize] + 1;
        for child in &c.pairs[p.0 as usize].children {
            let d = &mut depth[child.pair.0 as usize];
            if *d == u32::MAX {
                *d = next;
                queue.push(child.pair);
            }
        }
        at += 1;
    }
    (named, depth)
}
