//! Types by name, whoever reaches them: what a consumer sees that is not bound to exports.
//!
//! A BPF program names any type of the kernel. Names count up to a flavour (`___suffix`), as libbpf's
//! relocations take them. Several types of one name are paired by equal content first, then in order.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Owner};
use super::types::Comparison;
use crate::graph::canon::table::NameKind;
use crate::graph::{Flags, Graph, Kind, TypeId, spell};
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::reason::NameReason;

/// A name without its flavour: what stands before `___` (libbpf: `bpf_core_essential_name_len`).
pub fn essential(name: &str) -> &str {
    // At least one character before and after.
    match name.as_bytes().windows(5).rposition(|w| w[0] != b'_' && &w[1..4] == b"___" && w[4] != b'_') {
        Some(at) => &name[..=at],
        None => name,
    }
}

type Key<'g> = (&'g str, u8);

fn definitions(graph: &Graph) -> BTreeMap<Key<'_>, Vec<TypeId>> {
    let mut out: BTreeMap<Key<'_>, Vec<TypeId>> = BTreeMap::new();
    for id in graph.ids() {
        let node = graph.node(id);
        let named = node.kind.is_tagged() || node.kind == Kind::Typedef;
        if named && !node.name.is_none() && !node.flags.has(Flags::DECLARATION) {
            out.entry((essential(graph.name(id)), NameKind::of(node.kind) as u8)).or_default().push(id);
        }
    }
    for ids in out.values_mut() {
        ids.sort_by_key(|id| graph.deep[id.index()]);
    }
    out
}

/// Pairs every named type of both sides, and tells which ones came or went.
pub fn compare(comparison: &mut Comparison<'_>) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let (mut old, mut new) = (definitions(old_graph), definitions(new_graph));
    // What was recognised under another tag is told already.
    let renamed = |id: TypeId, old: bool| {
        let of = |change: &Change| match change.owner {
            Owner::Pair(p) if change.rule == Rule::TypeRenamed => Some(p),
            _ => None,
        };
        let side = |p: super::change::PairId| {
            let pair = &comparison.pairs[p.0 as usize];
            if old { pair.old } else { pair.new }
        };
        comparison.changes.iter().filter_map(of).any(|p| side(p) == Some(id))
    };
    old.retain(|key, ids| new.contains_key(key) || !renamed(ids[0], true));
    let gone: Vec<Key<'_>> = new
        .iter()
        .filter(|(key, ids)| !old.contains_key(*key) && renamed(ids[0], false))
        .map(|(key, _)| *key)
        .collect();
    for key in gone {
        new.remove(&key);
    }
    let kept: BTreeSet<Key<'_>> = old.keys().copied().collect();
    for (key, mut olds) in old {
        let Some(mut news) = new.remove(&key) else {
            let typedef = key.1 == NameKind::Typedef as u8;
            // A struct that became a union is another type to libbpf, but one change.
            let other = [NameKind::Struct, NameKind::Union, NameKind::Enum]
                .into_iter()
                .map(|kind| (key.0, kind as u8))
                .filter(|other| !typedef && !kept.contains(other))
                .find_map(|other| new.remove(&other));
            if let Some(news) = other {
                comparison.pair_by_name(olds[0], news[0]);
                continue;
            }
            let (rule, reason) = if typedef {
                (Rule::TypedefRemoved, NameReason::NoTypedefLeft)
            } else {
                (Rule::TypeRemoved, NameReason::NoTypeLeft)
            };
            one_sided(comparison, rule, old_graph, olds[0], true, reason);
            continue;
        };
        olds.retain(|&a| match news.iter().position(|&b| comparison.equal(a, b)) {
            Some(at) => {
                news.remove(at);
                false
            }
            None => true,
        });
        for (a, b) in olds.into_iter().zip(news) {
            comparison.pair_by_name(a, b);
        }
    }
    for (_, news) in new {
        one_sided(comparison, Rule::TypeAdded, new_graph, news[0], false, NameReason::NotNamedBefore);
    }
}

fn one_sided(comparison: &mut Comparison<'_>, rule: Rule, graph: &Graph, id: TypeId, gone: bool, reason: NameReason) {
    let pos = graph.positions[id.index()];
    let subject = Subject {
        kind: SubjectKind::of(graph.node(id).kind),
        name: graph.name(id).to_owned(),
        file: (!pos.file.is_none()).then(|| graph.str(pos.file).to_owned()),
        line: (pos.line != 0).then_some(pos.line),
        ..Subject::default()
    };
    let facts = Facts {
        type_: Some(spell::type_name(graph, id)),
        bit_size: graph.size_of(id).map(|s| s.saturating_mul(8)),
        ..Facts::default()
    };
    let (old, new) = if gone { (Some(facts), None) } else { (None, Some(facts)) };
    comparison.add(Change::decided(rule, Owner::Object, subject, (old, new), reason));
}

#[cfg(test)]
mod tests {
    use super::essential;

    #[test]
    fn flavours_are_cut_off() {
        for (name, wanted) in [
            ("task_struct", "task_struct"),
            ("task_struct___old", "task_struct"),
            ("a___b___c", "a___b"),
            ("___x", "___x"),
            ("x___", "x___"),
            ("a____b", "a____b"),
            ("a_b__c", "a_b__c"),
        ] {
            assert_eq!(essential(name), wanted, "{name}");
        }
    }
}
