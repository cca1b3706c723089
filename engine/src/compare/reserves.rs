//! Reserves left in each struct, on both sides.
//!
//! Names are judged once each, so that only records that hold a member of such a name are walked.

use std::collections::BTreeMap;

use super::layout;
use super::slot;
use super::types::kind_word;
use crate::graph::{EdgeKind, Graph, TypeId};
use crate::policy::shapes::{self, Form, Reserve};
use crate::report::model::{ReserveCount, Reserves, Subject};

/// Kind, name and file of a record.
type Key = (&'static str, String, String);

struct Counted {
    id: TypeId,
    /// Reserves of kABI families, and all that convention tells.
    kabi: ReserveCount,
    all: ReserveCount,
}

/// Records that have kABI reserves on either side, and those in which the number of any reserves changed.
pub fn reserves(old: &Graph, new: &Graph) -> Vec<Reserves> {
    let (mut before, after) = (count(old), count(new));
    let mut out = Vec::new();
    for (key, y) in after {
        let x = before.remove(&key);
        let changed = x.as_ref().is_some_and(|x| x.all != y.all);
        let kabi = y.kabi.members > 0 || x.as_ref().is_some_and(|x| x.kabi.members > 0);
        if changed || kabi {
            out.push(Reserves { subject: subject(new, y.id, &key), old: x.map(|x| x.all), new: y.all });
        }
    }
    out
}

fn subject(g: &Graph, id: TypeId, (kind, name, file): &Key) -> Subject {
    let line = g.positions[id.index()].line;
    Subject {
        kind,
        name: name.clone(),
        file: (!file.is_empty()).then(|| file.clone()),
        line: (line != 0).then_some(line),
        ..Subject::default()
    }
}

/// Every named record; those without reserves count 0.
fn count(g: &Graph) -> BTreeMap<Key, Counted> {
    // An array is the form in which most names count.
    let form = Form { array: true, bit_field: None };
    let telling: Vec<bool> =
        (0..g.names.len()).map(|i| shapes::reserve(g.str(crate::graph::NameId(i as u32)), form).is_some()).collect();
    let mut out = BTreeMap::new();
    for id in g.ids() {
        let node = g.node(id);
        if !node.kind.is_record() || node.name.is_none() || node.flags.has(crate::graph::Flags::DECLARATION) {
            continue;
        }
        let file = g.str(g.positions[id.index()].file).to_owned();
        let mut counted = Counted { id, kabi: ReserveCount::default(), all: ReserveCount::default() };
        if may_hold(g, id, &telling) {
            for leaf in layout::leaves(g, id) {
                let how = slot::reserve(g, &leaf.name, leaf.target, leaf.bit_field);
                let Some(how) = how.filter(|how| *how > Reserve::NameOnly) else { continue };
                let add = |count: &mut ReserveCount| {
                    count.members += 1;
                    count.bit_size = count.bit_size.saturating_add(leaf.bits(g).cast_unsigned());
                };
                add(&mut counted.all);
                if how == Reserve::Kabi {
                    add(&mut counted.kabi);
                }
            }
        }
        out.entry((kind_word(node.kind), g.name(id).to_owned(), file)).or_insert(counted);
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
