//! Objects as such: SONAME, needed libraries, version nodes; objects that came or went.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::exported::{Exports, words};
use super::{further, loader, needed};
use crate::compare::change::{Change, Owner, Step};
use crate::compare::types::{Comparison, Place, Role};
use crate::graph::{Export, Graph, ObjectInfo, ObjectKind};
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::reason::{LoadingReason, ObjectReason};
use crate::rules::said::Said;

/// Everything about the objects of both sides.
pub(super) fn compare(comparison: &mut Comparison<'_>, exports: &Exports) {
    for (i, new) in exports.libraries.new_of.iter().enumerate() {
        match new {
            Some(j) => pair(comparison, exports, i, *j),
            None => removed(comparison, exports, i),
        }
    }
}

/// An object of OLD that nothing in NEW stands for.
fn removed(comparison: &mut Comparison<'_>, exports: &Exports, i: usize) {
    let graph = comparison.old;
    let o = &graph.objects[i];
    let of_it = |e: &Export| !e.asked && e.object.0 as usize == i;
    let own = graph.exports.iter().filter(|e| of_it(e)).count();
    if own == 0 && o.module.is_some() && comparison.new.is_dump() {
        // Of modules a dump tells what they export alone.
        return;
    }
    let is_linked = matches!(o.linkage.kind, ObjectKind::Library | ObjectKind::Program) && o.module.is_none();
    let gone = exports.removed.iter().any(|&at| of_it(&graph.exports[at as usize]));
    let named = o.linkage.kind == ObjectKind::Library && !o.soname.is_empty() && o.module.is_none();
    let reason = if named {
        ObjectReason::AskedForByName { soname: o.soname.clone(), now_in: now_in(comparison, exports, i, own) }
    } else if own > 0 && (gone || !is_linked) {
        // Its exports tell.
        return;
    } else if own > 0 {
        ObjectReason::OpenedByName
    } else if o.module.is_some() || o.linkage.kind == ObjectKind::Relocatable {
        ObjectReason::NobodyRefersToIt
    } else {
        ObjectReason::LoadedByName
    };
    let key = o.module.clone().unwrap_or_else(|| o.name.clone());
    let subject = Subject {
        kind: SubjectKind::Object,
        name: if named { o.soname.clone() } else { key.clone() },
        ..Subject::default()
    };
    let sides = (Some(Facts::saying(Said::name(key))), None);
    comparison.add(Change::decided(Rule::ObjectRemoved, Owner::Object, subject, sides, reason));
}

/// The library of NEW that has most of what an object of OLD exported, how many of that, and how many there were.
fn now_in(comparison: &Comparison<'_>, exports: &Exports, i: usize, own: usize) -> Option<(String, usize, usize)> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for &(old, new) in &exports.both {
        let (old, new) = (&comparison.old.exports[old as usize], &comparison.new.exports[new as usize]);
        if !old.asked && old.object.0 as usize == i {
            *counts.entry(new.object.0).or_default() += 1;
        }
    }
    let (&object, &count) = counts.iter().max_by_key(|(object, count)| (**count, Reverse(**object)))?;
    let library = &comparison.new.objects[object as usize];
    Some((library.called().to_owned(), count, own))
}

/// An object of both sides.
fn pair(comparison: &mut Comparison<'_>, exports: &Exports, i: usize, j: usize) {
    let (old_object, new_object) = (&comparison.old.objects[i], &comparison.new.objects[j]);
    let name = old_object.called().to_owned();
    let subject = Subject { kind: SubjectKind::Object, name, ..Subject::default() };
    let place = Place {
        owner: Owner::Object,
        subject,
        rule: Rule::ObjectSonameChanged,
        role: Role::Variable,
        callback: false,
        step: Step::None,
    };
    if old_object.is_dump() || new_object.is_dump() {
        // Of the file a dump tells these or nothing.
        if !old_object.soname.is_empty() && !new_object.soname.is_empty() {
            soname(comparison, &place, old_object, new_object);
        }
        if !old_object.needed.is_empty() && !new_object.needed.is_empty() {
            needed::compare(comparison, &place, old_object, new_object);
        }
        return;
    }
    soname(comparison, &place, old_object, new_object);
    moved(comparison, &place, old_object, new_object);
    needed::compare(comparison, &place, old_object, new_object);
    version_nodes(comparison, &place, i, j);
    loader::compare(comparison, &place, old_object, new_object);
    further::compare(comparison, &place, exports, (i, j));
}

/// The name by which consumers ask for it.
fn soname(comparison: &mut Comparison<'_>, place: &Place, old_object: &ObjectInfo, new_object: &ObjectInfo) {
    if old_object.soname != new_object.soname {
        let (old, new) = words(Said::name(old_object.soname.as_str()), Said::name(new_object.soname.as_str()));
        let is_first = old_object.soname.is_empty();
        let reason = if is_first { ObjectReason::NamedFromNowOn } else { ObjectReason::OldNameAskedFor };
        comparison.add_at(place, Rule::ObjectSonameChanged, old, new, reason, false);
    }
}

/// An object that is installed in another folder.
fn moved(comparison: &mut Comparison<'_>, place: &Place, old_object: &ObjectInfo, new_object: &ObjectInfo) {
    let (Some(from), Some(to)) = (old_object.installed(), new_object.installed()) else { return };
    if from.folder == to.folder || old_object.linkage.kind != ObjectKind::Library || old_object.module.is_some() {
        return;
    }
    let name = old_object.loaded_as();
    let reason = match (from.is_searched, to.is_searched) {
        (true, true) => ObjectReason::FoundInEither,
        (true, false) => ObjectReason::NotLookedForThere { name: name.to_owned(), folder: to.folder.to_owned() },
        (false, true) if !old_object.soname.is_empty() => ObjectReason::FoundByNameNow,
        (false, _) => ObjectReason::OldPathAskedFor { folder: from.folder.to_owned() },
    };
    let (old, new) = words(Said::name(from.folder), Said::name(to.folder));
    comparison.add_at(place, Rule::ObjectMoved, old, new, reason, false);
}

/// Version nodes that came or went.
fn version_nodes(comparison: &mut Comparison<'_>, place: &Place, i: usize, j: usize) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let (old_object, new_object) = (&old_graph.objects[i], &new_graph.objects[j]);
    let member = |node: &String| {
        let subject = Subject { member: Some(node.clone()), ..place.subject.clone() };
        (subject, Some(Facts::saying(Said::name(node.as_str()))))
    };
    for node in old_object.version_nodes.iter().filter(|n| !new_object.version_nodes.contains(n)) {
        let borne = old_graph.exports.iter().any(|e| e.object.0 as usize == i && old_graph.str(e.version) == node);
        let reason = if !borne && !is_checked_by_loader(node) {
            ObjectReason::NobodyNeedsTheNode
        } else if new_object.version_nodes.is_empty() {
            ObjectReason::NoVersionsLeft
        } else {
            ObjectReason::NodeRefused
        };
        let (subject, facts) = member(node);
        comparison.add(Change::decided(Rule::VersionNodeRemoved, Owner::Object, subject, (facts, None), reason));
    }
    for node in new_object.version_nodes.iter().filter(|n| !old_object.version_nodes.contains(n)) {
        let (subject, facts) = member(node);
        comparison.add(Change::decided(
            Rule::VersionNodeAdded,
            Owner::Object,
            subject,
            (None, facts),
            ObjectReason::NodeIsNew,
        ));
    }
}

/// A node that linkers make programs need although no symbol bears it: `GLIBC_ABI_DT_RELR` and its like.
fn is_checked_by_loader(node: &str) -> bool {
    node.contains("_ABI_")
}

/// Two libraries for different machines or calling conventions: what is told where nothing else can be compared.
pub fn platforms(comparison: &mut Comparison<'_>) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let (Some(o), Some(p)) = (old_graph.objects.first(), new_graph.objects.first()) else { return };
    let is_library = |o: &ObjectInfo| o.linkage.kind == ObjectKind::Library && o.module.is_none();
    if !is_library(o) || !is_library(p) {
        return;
    }
    let name = o.called().to_owned();
    let subject = Subject { kind: SubjectKind::Object, name, ..Subject::default() };
    let said = |graph: &Graph| Facts::saying(Said::name(graph.machine.description()));
    let sides = (Some(said(old_graph)), Some(said(new_graph)));
    let reason = LoadingReason::ForAnotherPlatform;
    comparison.add(Change::decided(Rule::ObjectPlatformChanged, Owner::Object, subject, sides, reason));
}
