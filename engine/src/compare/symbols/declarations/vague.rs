//! Symbols of C++ that bind otherwise: what compilers may emit into several objects.

use std::collections::BTreeMap;

use super::super::exported::Exports;
use crate::compare::change::{Change, LinkId, Owner};
use crate::compare::types::Comparison;
use crate::graph::{Binding, Export, Graph, ObjectKind};
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::reason::DeclarationReason;
use crate::rules::said::Said;

/// Whether another binding of this export is told with those of others: it is one of C++ in what a loader loads.
pub(crate) fn is_vague(old: (&Graph, &Export), new: (&Graph, &Export)) -> bool {
    let one = |(graph, e): (&Graph, &Export)| {
        let kind = graph.objects[e.object.0 as usize].linkage.kind;
        matches!(kind, ObjectKind::Library | ObjectKind::Program) && e.ksym.is_none() && !e.asked
    };
    old.0.str(old.1.name).starts_with("_Z") && one(old) && one(new)
}

/// One finding for all symbols of an object that changed from one binding to another.
pub(crate) fn binding(comparison: &mut Comparison<'_>, exports: &Exports) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let mut alike: BTreeMap<(u32, Binding, Binding), Vec<LinkId>> = BTreeMap::new();
    for (n, &(i, j)) in exports.both.iter().enumerate() {
        let (x, y) = (&old_graph.exports[i as usize], &new_graph.exports[j as usize]);
        if x.binding != y.binding && is_vague((old_graph, x), (new_graph, y)) {
            alike.entry((x.object.0, x.binding, y.binding)).or_default().push(LinkId(n as u32));
        }
    }
    for ((object, old, new), links) in alike {
        let info = &old_graph.objects[object as usize];
        let name = info.called().to_owned();
        let subject = Subject { kind: SubjectKind::Object, name, ..Subject::default() };
        let unique = old == Binding::Unique || new == Binding::Unique;
        let reason = DeclarationReason::Vague { count: links.len(), unique };
        let value = Some(links.len() as i128);
        for link in links {
            let facts = |binding| Some(Facts { value, ..Facts::saying(Said::Binding(binding)) });
            let sides = (facts(old), facts(new));
            let owner = Owner::Link(link);
            comparison.add(Change::decided(Rule::VagueLinkageChanged, owner, subject.clone(), sides, reason.clone()));
        }
    }
}
