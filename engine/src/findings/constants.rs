//! Constants at namespace scope that headers define, with another value: what was compiled holds the old one, and no symbol
//! tells.
//!
//! Debug information holds those that a unit of the library uses. So one that a side does not state is no constant that came
//! or went.

use std::collections::BTreeMap;

use crate::compare::change::{Change, Owner};
use crate::compare::types::Comparison;
use crate::graph::{Constant, Graph};
use crate::ground::headers::others::project;
use crate::judge::reach::{self, Seen};
use crate::model::report as m;
use crate::rules::Rule;
use crate::rules::facts::SubjectKind;
use crate::rules::reason::DeclaredReason;
use crate::rules::said::Said;

/// Constants of a side by name.
type Named<'g> = BTreeMap<&'g str, Vec<&'g Constant>>;

/// Adds a change for each that consumers of OLD see.
pub(super) fn changed(c: &mut Comparison<'_>, seen: &Seen<'_>) {
    if c.core {
        return;
    }
    let (g, h) = (c.old, c.new);
    let hides = reach::hides(g, seen.headers, seen.shipped);
    let words = seen.headers.words.as_deref().filter(|_| !g.is_kernel());
    let is_public = |constant: &Constant| {
        let (name, file) = (g.str(constant.name), g.str(constant.pos.file));
        // A header that is installed under another path.
        let by_text = || words.is_some_and(|words| words.hold(name.rsplit("::").next().unwrap_or_default()));
        (!hides(file) || by_text()) && (project(file).is_none() || seen.headers.contains(file))
    };
    let (olds, news) = (named(g), named(h));
    for (name, old) in &olds {
        let Some(new) = news.get(name) else { continue };
        for (x, y) in paired((g, old), (h, new)) {
            if x.value.is_same(y.value) || !is_public(x) {
                continue;
            }
            let reason = DeclaredReason::ValueCompiledIn { old: x.value, new: y.value };
            let subject = m::Subject {
                kind: SubjectKind::Variable,
                name: (*name).to_owned(),
                file: Some(h.str(y.pos.file).to_owned()),
                line: (y.pos.line != 0).then_some(y.pos.line),
                ..m::Subject::default()
            };
            let facts = |constant: &Constant| {
                Some(match constant.value.whole() {
                    Some(value) => m::Facts { value: Some(value), ..m::Facts::default() },
                    None => m::Facts::saying(Said::name(constant.value.to_string())),
                })
            };
            let sides = (facts(x), facts(y));
            c.add(Change::decided(Rule::ConstexprValueChanged, Owner::Object, subject, sides, reason));
        }
    }
}

fn named(graph: &Graph) -> Named<'_> {
    let mut out = Named::new();
    for constant in &graph.constants {
        out.entry(graph.str(constant.name)).or_default().push(constant);
    }
    out
}

/// Which of one name belong together: the only ones of both sides, and else those of the same file.
fn paired<'g>(
    (g, olds): (&'g Graph, &[&'g Constant]),
    (h, news): (&'g Graph, &[&'g Constant]),
) -> Vec<(&'g Constant, &'g Constant)> {
    if let ([x], [y]) = (olds, news) {
        return vec![(x, y)];
    }
    let same = |x: &Constant| news.iter().find(|y| h.str(y.pos.file) == g.str(x.pos.file)).copied();
    olds.iter().filter_map(|&x| Some((x, same(x)?))).collect()
}
