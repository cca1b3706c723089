//! Whose headers declare what a finding is about: this library's, or another project's that it was built with.
//!
//! That is a fact about where a definition stands, and no excuse: what consumers hold of it is as wrong as if it were this
//! library's own.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::compare::change::{Change, Owner};
use crate::compare::types::Comparison;
use crate::graph::{Binding, Graph, TypeId};
use crate::ground::headers::PublicHeaders;
use crate::ground::headers::others::{Project, project};
use crate::model::report::{Origin, OriginKind, Report};

/// Tells of each change whose header its type stands in.
pub(super) struct Origins<'c, 'g> {
    comparison: &'c Comparison<'g>,
    /// A side is a kernel, which is asked of all exports.
    of_kernel: bool,
    /// Projects in whose headers the library declares what it defines: they are this one.
    own: OnceLock<BTreeSet<&'g str>>,
}

impl<'c, 'g> Origins<'c, 'g> {
    pub(super) fn of(comparison: &'c Comparison<'g>) -> Self {
        let of_kernel = comparison.old.is_kernel() || comparison.new.is_kernel();
        Self { comparison, of_kernel, own: OnceLock::new() }
    }

    /// Of the type that a change is about, where the headers of another project declare it.
    pub(super) fn origin(&self, change: &Change) -> Option<Origin> {
        let c = self.comparison;
        let Owner::Pair(p) = change.owner else { return None };
        if self.of_kernel {
            return None;
        }
        let pair = &c.pairs[p.0 as usize];
        let (old, new) = (pair.old, pair.new);
        // Another instance of a template, or a name in its place, is the choice of who names it.
        if old.zip(new).is_some_and(|(a, b)| c.old.name(a) != c.new.name(b)) {
            return None;
        }
        let sides = [(c.old, old), (c.new, new)];
        let of = |(graph, id): (&'g Graph, Option<TypeId>)| id.map(|id| self.project(graph, id));
        match sides.map(of) {
            [Some(old), Some(new)] => spelt(old?, new?),
            [Some(one), None] | [None, Some(one)] => spelt(one?, one?),
            [None, None] => None,
        }
    }

    fn project(&self, graph: &'g Graph, id: TypeId) -> Option<Project<'g>> {
        let file = graph.str(graph.positions[id.index()].file);
        let found = project(file).filter(|found| !self.own().contains(found.name))?;
        (!graph.node(id).kind.is_record() || !self.comparison.owners.defines(graph, id)).then_some(found)
    }

    fn own(&self) -> &BTreeSet<&'g str> {
        self.own.get_or_init(|| {
            let mut out = BTreeSet::new();
            for graph in [self.comparison.old, self.comparison.new] {
                let defined = graph.exports.iter().filter(|e| !e.asked && e.binding == Binding::Global);
                let files: BTreeSet<&str> = defined.map(|e| graph.str(e.pos.file)).collect();
                out.extend(files.into_iter().filter_map(project).map(|found| found.name));
            }
            out
        })
    }
}

fn spelt(old: Project<'_>, new: Project<'_>) -> Option<Origin> {
    let name = if old.name == new.name { new.name.to_owned() } else { format!("{} and {}", old.name, new.name) };
    let version = |of: Project<'_>| of.version.map(str::to_owned);
    Some(Origin {
        kind: OriginKind::Dependency,
        name: Some(name),
        old_version: version(old),
        new_version: version(new),
    })
}

/// What public headers that were named declare is this library's own, wherever they lie.
pub(crate) fn named(report: &mut Report, headers: &PublicHeaders) {
    if headers.is_empty() || headers.everything {
        return;
    }
    for finding in report.findings.iter_mut().filter(|f| !f.is_of_symbol()) {
        let spans = [&finding.declared.old, &finding.declared.new].into_iter().flatten();
        let mut files = spans.map(|span| span.file.as_str()).chain(finding.subject.file.as_deref());
        // By its name alone a type of another project's headers may be taken for one of these.
        let by_name = finding.origin.is_none() && headers.define(&finding.subject.name);
        if files.any(|file| headers.contains(file)) || by_name {
            finding.origin = Some(Origin { kind: OriginKind::This, name: None, old_version: None, new_version: None });
        }
    }
}
