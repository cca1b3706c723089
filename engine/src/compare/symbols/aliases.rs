//! Names of one address that part.

use std::collections::BTreeMap;

use super::{Exports, subject, words};
use crate::compare::change::{LinkId, Owner, Step};
use crate::compare::types::{Comparison, Place, Role};
use crate::graph::SymbolKind;
use crate::rules::{Rule, Severity};

/// Names that shared an address in OLD and no longer do.
pub(super) fn splits(c: &mut Comparison<'_>, exports: &Exports) {
    let (g, h) = (c.old, c.new);
    let mut groups: BTreeMap<(u32, u32, u64), Vec<usize>> = BTreeMap::new();
    for (n, &(i, _)) in exports.both.iter().enumerate() {
        let e = &g.exports[i as usize];
        if e.address != 0 && e.kind != SymbolKind::Untyped && e.version_default {
            groups.entry((e.object.0, e.section, e.address)).or_default().push(n);
        }
    }
    for members in groups.into_values().filter(|m| m.len() > 1) {
        let address = |n: usize| {
            let e = &h.exports[exports.both[n].1 as usize];
            (e.object.0, e.section, e.address)
        };
        let name = |n: usize| g.str(g.exports[exports.both[n].0 as usize].name);
        let mut sorted = members.clone();
        sorted.sort_by_key(|&n| name(n));
        let first = sorted[0];
        for &n in &sorted[1..] {
            if address(n) == address(first) || name(n) == name(first) {
                continue;
            }
            let e = &g.exports[exports.both[n].0 as usize];
            let is_data = matches!(e.kind, SymbolKind::Object | SymbolKind::Tls);
            let place = Place {
                owner: Owner::Link(LinkId(n as u32)),
                subject: subject(g, e),
                rule: Rule::SymbolAliasSplit,
                role: Role::Variable,
                callback: false,
                step: Step::None,
            };
            let (old, new) = words(format!("same as {}", name(first)), format!("apart from {}", name(first)));
            let why = if is_data {
                "whether consumers store under one name and read under the other, the binary does not say"
            } else {
                "whether consumers rely on both names being one function (its state, its address), the binary does not say"
            };
            let judged = (Severity::Risky, why.to_owned());
            c.add_at(&place, Rule::SymbolAliasSplit, old, new, judged, false);
        }
    }
}
