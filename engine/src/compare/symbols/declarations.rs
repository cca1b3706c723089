//! Symbols of C++ that came or went, as declarations: what one declaration has is one finding, a declaration that is gone
//! and one that came in its place are one, and so is what moved together.
//!
//! Everything here is told by names, bindings and positions alone, so it needs no debug information. Objects without names of
//! C++ cost one look at what came and went.

pub(crate) mod evidence;
mod gone;
mod groups;
pub(in crate::compare) mod keys;
mod moves;
mod pairs;
mod vague;
mod weak;

use std::collections::BTreeSet;

use self::groups::{Group, Item, Side};
use super::exported::{Exports, subject};
use crate::compare::change::{Change, Judgement, Owner};
use crate::compare::types::Comparison;
use crate::graph::linkage::is_private;
use crate::graph::{Export, Graph, NameId};
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::reason::DeclarationReason;

pub(super) use self::vague::{binding, is_vague};

/// Exports of one side that findings on declarations stand for.
#[derive(Default)]
pub(super) struct Told {
    pub(super) old: BTreeSet<u32>,
    pub(super) new: BTreeSet<u32>,
}

/// What one object of each side has of C++ that the other does not, while it is sorted.
struct Sorting<'a, 'g> {
    comparison: &'a mut Comparison<'g>,
    told: Told,
    gone: Vec<Group<'g>>,
    came: Vec<Group<'g>>,
    evidence: evidence::Evidence<'g>,
    /// How reports call the object.
    object: Subject,
}

/// Tells of the declarations that came or went.
pub(super) fn compare(comparison: &mut Comparison<'_>, exports: &Exports) -> Told {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let is_mangled = |graph: &Graph, i: u32| graph.str(graph.exports[i as usize].name).starts_with("_Z");
    let any = exports.removed.iter().any(|&i| is_mangled(old_graph, i))
        || exports.added.iter().any(|&j| is_mangled(new_graph, j));
    if !any || comparison.core {
        return Told::default();
    }
    let mut told = Told::default();
    // What another object has as well, or has now, is told as that of C is.
    let names = |graph: &Graph| -> BTreeSet<NameId> {
        let several = graph.objects.len() > 1;
        graph.exports.iter().filter(|e| several && !e.asked).map(|e| e.name).collect()
    };
    let (old_names, new_names) = (names(old_graph), names(new_graph));
    for (i, j) in exports.libraries.new_of.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))) {
        let evidence = evidence::Evidence::of(old_graph, i, new_graph, j);
        let items = |side: Side, all: &[u32]| -> Vec<Item<'_>> {
            let (graph, object) = if side == Side::Old { (old_graph, i) } else { (new_graph, j) };
            let export = |index: u32| &graph.exports[index as usize];
            let here = all.iter().copied().filter(|&index| export(index).object.0 as usize == object);
            // What keeps another version of its name is told as such; what a package keeps for itself, as that.
            let (across, others) = if side == Side::Old { (new_graph, &new_names) } else { (old_graph, &old_names) };
            let elsewhere = |e: &Export| {
                let name = graph.str(e.name);
                evidence.other_side_has(side, name) || across.names.find(name).is_some_and(|id| others.contains(&id))
            };
            here.filter(|&index| !elsewhere(export(index)) && !is_private(graph.str(export(index).version)))
                .filter_map(|index| Item::of(graph, side, index))
                .collect()
        };
        let (gone, came) = (items(Side::Old, &exports.removed), items(Side::New, &exports.added));
        if gone.is_empty() && came.is_empty() {
            continue;
        }
        let info = &old_graph.objects[i];
        let name = info.called().to_owned();
        let object = Subject { kind: SubjectKind::Object, name, ..Subject::default() };
        let (gone, came) = (groups::grouped(gone), groups::grouped(came));
        let mut sorting = Sorting { comparison, told, gone, came, evidence, object };
        sorting.sort();
        told = sorting.told;
    }
    told
}

impl<'g> Sorting<'_, 'g> {
    fn sort(&mut self) {
        self.leaked();
        self.allocation();
        self.not_nameable();
        self.versions_of_functions();
        self.standard_library();
        self.modules();
        self.versioned_namespaces();
        self.both_versions();
        self.scopes();
        self.pairs();
        self.linkage();
        self.weak();
        self.gone();
        self.added();
    }

    /// One finding for all symbols of some groups. Each symbol has a change of its own, and equal ones are one finding.
    fn tell(
        &mut self,
        rule: Rule,
        subject: &Subject,
        (old, new): (Option<Facts>, Option<Facts>),
        reason: &DeclarationReason,
        groups: &[&Group<'g>],
    ) {
        for item in groups.iter().flat_map(|group| &group.items) {
            self.tell_item(rule, subject, (old.clone(), new.clone()), reason.clone(), item);
        }
    }

    /// The part of a finding that is about one symbol.
    fn tell_item(
        &mut self,
        rule: Rule,
        subject: &Subject,
        sides: (Option<Facts>, Option<Facts>),
        judgement: impl Into<Judgement>,
        item: &Item<'g>,
    ) {
        let owner = match item.side {
            Side::Old => {
                self.told.old.insert(item.index);
                Owner::OldExport(item.index)
            }
            Side::New => {
                self.told.new.insert(item.index);
                Owner::NewExport(item.index)
            }
        };
        self.comparison.add(Change::decided(rule, owner, subject.clone(), sides, judgement));
    }

    /// The subject of a group: the symbol that stands for it.
    fn subject_of(&self, group: &Group<'g>) -> Subject {
        let item = group.first();
        let graph = if item.side == Side::Old { self.comparison.old } else { self.comparison.new };
        subject(graph, item.export)
    }

    /// Puts a group back that nothing was found for.
    fn give_back(&mut self, side: Side, group: Group<'g>) {
        if side == Side::Old { self.gone.push(group) } else { self.came.push(group) }
    }

    /// Takes the groups out of which `wanted` holds.
    fn take(&mut self, side: Side, wanted: impl Fn(&Self, &Group<'g>) -> bool) -> Vec<Group<'g>> {
        let all = std::mem::take(if side == Side::Old { &mut self.gone } else { &mut self.came });
        let (out, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|group| wanted(self, group));
        *(if side == Side::Old { &mut self.gone } else { &mut self.came }) = rest;
        out
    }
}

/// Declarations of both sides as facts.
fn declared(old: &Group<'_>, new: &Group<'_>) -> (Option<Facts>, Option<Facts>) {
    let facts = |group: &Group<'_>| Some(Facts { type_: Some(group.declaration()), ..Facts::default() });
    (facts(old), facts(new))
}

fn all<'a, 'g>(groups: &'a [Group<'g>]) -> Vec<&'a Group<'g>> {
    groups.iter().collect()
}

fn symbols(groups: &[Group<'_>]) -> usize {
    groups.iter().map(|group| group.items.len()).sum()
}
