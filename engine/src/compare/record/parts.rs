//! What all that compares two records stands on: the two, their members in lists, and what is gone.

use crate::compare::change::{Change, ChangeId, Judgement, Owner, PairId};
use crate::compare::leaves::Leaf;
use crate::compare::types::Comparison;
use crate::graph::{EdgeFlags, Graph, Kind, TypeId, class};
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject};

/// Bits that a removed member took, its name, and the change.
pub type Gone = (i64, i64, String, ChangeId);

/// Where members of both sides stood, and where they stand.
pub(in crate::compare) fn offsets((old, new): Lists<'_, '_>, common: &[(usize, usize)]) -> Vec<(i64, i64)> {
    common.iter().map(|&(i, j)| (old[i].bit_offset, new[j].bit_offset)).collect()
}

/// Members of OLD and NEW.
pub(in crate::compare) type Lists<'l, 'g> = (&'l [Leaf<'g>], &'l [Leaf<'g>]);

/// Two records of one name under comparison.
pub struct Record {
    pub pair: PairId,
    pub a: TypeId,
    pub b: TypeId,
    pub(in crate::compare) subject: Subject,
}

impl Record {
    pub(in crate::compare) fn subject(&self, member: Option<&str>, line: u32) -> Subject {
        let mut s = self.subject.clone();
        s.member = member.map(str::to_owned);
        if line != 0 {
            s.line = Some(line);
        }
        s
    }

    #[expect(clippy::too_many_arguments, reason = "a row of facts")]
    pub fn add(
        &self,
        comparison: &mut Comparison<'_>,
        rule: Rule,
        member: Option<&str>,
        line: u32,
        (old, new): (Facts, Facts),
        judgement: impl Into<Judgement>,
        affects_layout: bool,
    ) {
        self.push(comparison, rule, member, line, Some(old), Some(new), judgement.into(), affects_layout);
    }

    #[expect(clippy::too_many_arguments, reason = "a row of facts")]
    pub fn push(
        &self,
        comparison: &mut Comparison<'_>,
        rule: Rule,
        member: Option<&str>,
        line: u32,
        old: Option<Facts>,
        new: Option<Facts>,
        judgement: Judgement,
        affects_layout: bool,
    ) -> ChangeId {
        let subject = self.subject(member, line);
        comparison.add(Change {
            rule,
            owner: Owner::Pair(self.pair),
            subject,
            old,
            new,
            judgement,
            affects_layout,
            causes: Vec::new(),
            root: true,
        })
    }

    /// Both sides are unions.
    pub(in crate::compare) fn is_union(&self, comparison: &Comparison<'_>) -> bool {
        comparison.old.node(self.a).kind == Kind::Union && comparison.new.node(self.b).kind == Kind::Union
    }

    /// Sizes in bytes, of classes with virtual bases without those: they stand behind the members, wherever these end.
    pub(in crate::compare) fn sizes(&self, comparison: &Comparison<'_>) -> (u64, u64) {
        let size = |graph: &Graph, id: TypeId| {
            let has_virtual = class::bases(graph, id).any(|b| b.flags.has(EdgeFlags::VIRTUAL));
            if has_virtual { class::data_size(graph, id) } else { Some(graph.node(id).byte_size) }
        };
        let (old, new) = (comparison.old, comparison.new);
        let whole = (old.node(self.a).byte_size, new.node(self.b).byte_size);
        size(old, self.a).zip(size(new, self.b)).unwrap_or(whole)
    }
}

/// Whether members that both sides have changed their order in memory, by old and new offsets.
pub fn is_reordered(mut order: Vec<(i64, i64)>) -> bool {
    order.sort_unstable();
    let mut most = i64::MIN;
    let mut at = 0;
    while at < order.len() {
        // Members of one old offset (a union) may spread in any order.
        let same = order[at..].iter().take_while(|o| o.0 == order[at].0).count();
        let group = &order[at..at + same];
        if group.iter().any(|o| o.1 < most) {
            return true;
        }
        most = group.iter().map(|o| o.1).max().unwrap_or(most).max(most);
        at += same;
    }
    false
}
