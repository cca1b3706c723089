//! After all pairs: what moved or grew without a reason of its own, and what follows from what.

use super::change::{Change, ChangeId, Judgement, Owner, PairId};
use super::types::Comparison;
use crate::graph::{EdgeKind, Flags, Graph, layout, spell};
use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::reason::MemberReason;

/// Whether a record is smaller only because the array at its end lost its length.
fn is_cut_short(comparison: &Comparison<'_>, causes: &[ChangeId], before: u64, after: u64) -> bool {
    let flexible = |id: &ChangeId| comparison.changes[id.0 as usize].rule == Rule::FlexibleArrayChanged;
    after < before && !causes.is_empty() && causes.iter().all(flexible)
}

/// Adds what follows for one pair from `causes`: its own roots that change the layout, and those of what it holds.
pub fn settle(comparison: &mut Comparison<'_>, pair: PairId, causes: &[ChangeId]) {
    let index = pair.0 as usize;
    let (Some(a), Some(b)) = (comparison.pairs[index].old, comparison.pairs[index].new) else { return };
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    if !old_graph.node(a).kind.is_record() || !new_graph.node(b).kind.is_record() {
        return;
    }
    super::class::settle(comparison, pair, causes);
    let moves = std::mem::take(&mut comparison.pairs[index].pending_moves);
    let (before, after) = (old_graph.node(a).byte_size, new_graph.node(b).byte_size);
    let subject = comparison.pairs[index].subject.clone();
    let explained = !causes.is_empty();
    // What moved without a reason of its own is the reason why the size changed.
    let mut moved = Vec::new();
    if let Some(first) = moves.first() {
        let mut subject = subject.clone();
        subject.member = Some(first.name.clone());
        let facts = |declaration, bits| Facts {
            type_: Some(declaration),
            bit_offset: Some(bits),
            value: Some(moves.len() as i128),
            ..Facts::default()
        };
        let before = spell::member(old_graph, &first.edge);
        let now = first.now.as_ref().map(|edge| spell::member(new_graph, edge));
        let reason = MemberReason::ReadAtOldOffsets { name: first.name.clone(), others: moves.len() - 1 };
        let misused = !explained && moves.iter().all(|m| m.slot);
        let id = comparison.add(Change {
            rule: match first.edge.kind {
                _ if misused => Rule::ReserveMisused,
                EdgeKind::Base => Rule::BaseOffsetChanged,
                _ => Rule::MemberOffsetChanged,
            },
            owner: Owner::Pair(pair),
            subject,
            old: Some(facts(before.clone(), first.old_bits)),
            new: Some(facts(now.unwrap_or(before), first.new_bits)),
            judgement: reason.into(),
            affects_layout: true,
            causes: causes.to_vec(),
            root: !explained,
        });
        if !explained {
            moved.push(id);
        }
    }
    // Where the size tells, or a change of its own, nothing is added by saying that it is aligned otherwise, too.
    let own = comparison.pairs[index].changes.iter().any(|id| comparison.changes[id.0 as usize].affects_layout);
    if explained && !own && before == after && !layout::same_alignment(old_graph, a, new_graph, b) {
        let facts = |graph: &Graph, id| {
            let bits = layout::alignment(graph, id).saturating_mul(8);
            Some(Facts { bit_alignment: Some(bits), ..Facts::default() })
        };
        comparison.add(Change {
            rule: Rule::StructAlignmentChanged,
            owner: Owner::Pair(pair),
            subject: subject.clone(),
            old: facts(old_graph, a),
            new: facts(new_graph, b),
            judgement: Judgement::Alignment,
            affects_layout: true,
            causes: causes.to_vec(),
            root: false,
        });
    }
    // A definition against a declaration has no size to compare.
    let declared = old_graph.node(a).flags.has(Flags::DECLARATION) || new_graph.node(b).flags.has(Flags::DECLARATION);
    if before != after && !declared {
        let causes = if explained { causes.to_vec() } else { moved };
        comparison.add(Change {
            rule: Rule::StructSizeChanged,
            owner: Owner::Pair(pair),
            subject,
            old: Some(Facts {
                bit_size: Some(before.saturating_mul(8)),
                type_: Some(spell::type_name(old_graph, a)),
                ..Facts::default()
            }),
            new: Some(Facts {
                bit_size: Some(after.saturating_mul(8)),
                type_: Some(spell::type_name(new_graph, b)),
                ..Facts::default()
            }),
            judgement: if is_cut_short(comparison, &causes, before, after) {
                Judgement::CutShort
            } else {
                Judgement::Growth
            },
            affects_layout: true,
            root: causes.is_empty(),
            causes,
        });
    }
}
