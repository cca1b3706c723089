//! Reserves left in each struct, on both sides.
//!
//! Names are judged once each, so that only records that hold a member of such a name are walked.

use std::collections::BTreeMap;

use crate::compare::leaves;
use crate::compare::shapes::unused;
use crate::graph::{EdgeKind, Flags, Graph, TypeId};
use crate::model::report::{ReserveCount, Reserves};
use crate::rules::facts::{Subject, SubjectKind};
use crate::rules::kabi::names;
use crate::rules::kabi::names::{Form, Reserve};

/// Kind and name of a record.
type Key<'g> = (SubjectKind, &'g str);

struct Counted<'g> {
    id: TypeId,
    file: &'g str,
    /// Reserves of kABI families, and all that convention tells.
    kabi: ReserveCount,
    all: ReserveCount,
}

/// Records that have kABI reserves on either side, and those in which the number of any reserves changed.
pub fn reserves(old: &Graph, new: &Graph) -> Vec<Reserves> {
    let (before, after) = rayon::join(|| count(old), || count(new));
    let mut out = Vec::new();
    for (key, news) in &after {
        let olds = before.get(key).map_or(&[][..], Vec::as_slice);
        for y in news {
            // Of several private types of one name, the one of the same file.
            let x = match (olds, news.len()) {
                ([x], 1) => Some(x),
                _ => olds.iter().find(|x| x.file == y.file),
            };
            // Which members are bit-fields, not every dump of another tool tells.
            let is_open = |g: &Graph, of: &Counted<'_>| g.node(of.id).flags.has(Flags::LEFT_OPEN);
            let changed = x.is_some_and(|x| x.all != y.all && is_open(old, x) == is_open(new, y));
            let kabi = y.kabi.members > 0 || x.is_some_and(|x| x.kabi.members > 0);
            if changed || kabi {
                out.push(Reserves { subject: subject(new, y, key), old: x.map(|x| x.all), new: y.all });
            }
        }
    }
    out
}

fn subject(g: &Graph, counted: &Counted<'_>, (kind, name): &Key<'_>) -> Subject {
    let line = g.positions[counted.id.index()].line;
    Subject {
        kind: *kind,
        name: (*name).to_owned(),
        file: (!counted.file.is_empty()).then(|| counted.file.to_owned()),
        line: (line != 0).then_some(line),
        ..Subject::default()
    }
}

/// Every named record; those without reserves count 0.
fn count(g: &Graph) -> BTreeMap<Key<'_>, Vec<Counted<'_>>> {
    // An array is the form in which most names count.
    let form = Form { array: true, bit_field: None };
    let telling: Vec<bool> =
        (0..g.names.len()).map(|i| names::reserve(g.str(crate::graph::NameId(i as u32)), form).is_some()).collect();
    let mut out: BTreeMap<Key<'_>, Vec<Counted<'_>>> = BTreeMap::new();
    for id in g.ids() {
        let node = g.node(id);
        if !node.kind.is_record() || node.name.is_none() || node.flags.has(Flags::DECLARATION) {
            continue;
        }
        let file = g.str(g.positions[id.index()].file);
        let mut counted = Counted { id, file, kabi: ReserveCount::default(), all: ReserveCount::default() };
        if may_hold(g, id, &telling) {
            for (leaf, how) in unused(g, &leaves::leaves(g, id)) {
                let add = |count: &mut ReserveCount| {
                    count.members += 1;
                    count.bit_size = count.bit_size.saturating_add(leaf.bits().cast_unsigned());
                };
                add(&mut counted.all);
                if how == Reserve::Kabi {
                    add(&mut counted.kabi);
                }
            }
        }
        let same = out.entry((SubjectKind::of(node.kind), g.name(id))).or_default();
        if !same.iter().any(|other| other.file == counted.file) {
            same.push(counted);
        }
    }
    out
}

/// Whether a record, or an anonymous one in it, has a member whose name may tell a reserve.
fn may_hold(g: &Graph, id: TypeId, telling: &[bool]) -> bool {
    let mut stack = vec![id];
    let mut budget = 10_000u32;
    while let Some(id) = stack.pop() {
        for e in g.edges(id).iter().filter(|e| e.kind == EdgeKind::Member) {
            if telling[e.name.0 as usize] {
                return true;
            }
            let target = g.strip(e.target);
            let inner = g.node(target);
            budget = budget.saturating_sub(1);
            if e.name.is_none() && inner.kind.is_record() && inner.name.is_none() && budget > 0 {
                stack.push(target);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Kind;
    use crate::graph::builder::GraphBuilder;

    /// `struct NAME` in `file` with members of `unsigned long`.
    fn graph(records: &[(&str, &str, &[&str])]) -> Graph {
        let mut b = GraphBuilder::new();
        let long = b.base("unsigned long", 8, 7);
        for (name, file, members) in records {
            let edges = members.iter().enumerate().map(|(i, m)| b.member(m, 64 * i as i64, long)).collect();
            let id = b.add(Kind::Struct, name, 8 * members.len() as u64, edges);
            b.at(id, file, 3);
        }
        b.finish()
    }

    fn told(old: &Graph, new: &Graph) -> Vec<String> {
        let spell = |c: ReserveCount| format!("{}/{}", c.members, c.bit_size);
        reserves(old, new)
            .iter()
            .map(|r| format!("{} {} {}", r.subject.name, r.old.map_or("-".to_owned(), spell), spell(r.new)))
            .collect()
    }

    #[test]
    fn a_reserve_whose_bytes_are_used_in_a_union_is_not_left() {
        let request = |b: &mut GraphBuilder, array: u64, union: bool| {
            let long = b.base("unsigned long", 8, 7);
            let reserved = b.array(long, Some(array));
            let mut members = vec![b.member("reserved", 0, reserved)];
            if union {
                let (one, used) = (b.array(long, Some(1)), b.member("used", 0, long));
                let alternatives = vec![b.member("reserved2", 0, one), used];
                let union = b.add(Kind::Union, "", 8, alternatives);
                members.push(b.member("", 64 * array as i64, union));
            }
            let id = b.structure("request", 48, members);
            b.at(id, "a.h", 3);
        };
        let side = |array, union| {
            let mut b = GraphBuilder::new();
            request(&mut b, array, union);
            b.finish()
        };
        assert_eq!(told(&side(6, false), &side(5, true)), ["request 1/384 1/320"]);
    }

    #[test]
    fn kabi_reserves_are_listed_and_others_where_their_number_changed() {
        let old = graph(&[
            ("bus", "a.h", &["id", "rh_reserved1", "rh_reserved2"]),
            ("card", "a.h", &["id", "__pad1"]),
            ("disk", "a.h", &["id", "__pad1", "__pad2"]),
            ("gone", "a.h", &["rh_reserved1"]),
            ("two", "a.c", &["kabi_reserved1"]),
            ("two", "b.c", &["kabi_reserved1", "kabi_reserved2"]),
        ]);
        let new = graph(&[
            ("bus", "b.h", &["id", "mtu", "rh_reserved2"]),
            ("card", "a.h", &["id", "__pad1"]),
            ("disk", "a.h", &["id", "size", "__pad2"]),
            ("fresh", "a.h", &["__kabi_reserved1"]),
            ("two", "a.c", &["kabi_reserved1"]),
            ("two", "b.c", &["used", "kabi_reserved2"]),
        ]);
        assert_eq!(
            told(&old, &new),
            ["bus 2/128 1/64", "disk 2/128 1/64", "fresh - 1/64", "two 1/64 1/64", "two 2/128 1/64"]
        );
    }
}
