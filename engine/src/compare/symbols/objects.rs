//! Objects as such: SONAME, needed libraries, version nodes; objects that came or went.

use super::exported::{Exports, words};
use super::loader;
use crate::compare::change::{Change, Owner, Step};
use crate::compare::types::{Comparison, Place, Role};
use crate::graph::ObjectKind;
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::reason::ObjectReason;
use crate::rules::said::Said;

/// Everything about the objects of both sides.
pub(super) fn compare(c: &mut Comparison<'_>, exports: &Exports) {
    for (i, new) in exports.libraries.new_of.iter().enumerate() {
        match new {
            Some(j) => pair(c, i, *j),
            None => removed(c, i),
        }
    }
}

/// An object of OLD that nothing in NEW stands for.
fn removed(c: &mut Comparison<'_>, i: usize) {
    let g = c.old;
    let o = &g.objects[i];
    let exports = g.exports.iter().any(|e| e.object.0 as usize == i);
    let named = o.linkage.kind == ObjectKind::Library && !o.soname.is_empty() && o.module.is_none();
    let reason = if named {
        ObjectReason::AskedForByName { soname: o.soname.clone() }
    } else if exports {
        // Its exports tell.
        return;
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
    c.add(Change::decided(Rule::ObjectRemoved, Owner::Object, subject, sides, reason));
}

/// An object of both sides.
fn pair(c: &mut Comparison<'_>, i: usize, j: usize) {
    let (o, p) = (&c.old.objects[i], &c.new.objects[j]);
    let name = if o.soname.is_empty() { o.name.clone() } else { o.soname.clone() };
    let subject = Subject { kind: SubjectKind::Object, name, ..Subject::default() };
    let place = Place {
        owner: Owner::Object,
        subject,
        rule: Rule::ObjectSonameChanged,
        role: Role::Variable,
        callback: false,
        step: Step::None,
    };
    if o.soname != p.soname {
        let (old, new) = words(Said::name(o.soname.as_str()), Said::name(p.soname.as_str()));
        let is_first = o.soname.is_empty();
        let reason = if is_first { ObjectReason::NamedFromNowOn } else { ObjectReason::OldNameAskedFor };
        c.add_at(&place, Rule::ObjectSonameChanged, old, new, reason, false);
    }
    // The dynamic linker is there in any case.
    let libraries = |list: &[String]| -> Vec<String> {
        list.iter()
            .filter(|n| !n.starts_with("ld-") && !n.starts_with("ld64.") && !n.starts_with("ld.so"))
            .cloned()
            .collect()
    };
    let (from, to) = (libraries(&o.needed), libraries(&p.needed));
    if from != to {
        let (old, new) = words(Said::Names(from), Said::Names(to));
        c.add_at(&place, Rule::ObjectNeededChanged, old, new, ObjectReason::LoaderBringsWhatItNeeds, false);
    }
    version_nodes(c, &place, i, j);
    loader::compare(c, &place, o, p);
}

/// Version nodes that came or went.
fn version_nodes(c: &mut Comparison<'_>, place: &Place, i: usize, j: usize) {
    let (g, h) = (c.old, c.new);
    let (o, p) = (&g.objects[i], &h.objects[j]);
    let member = |node: &String| {
        let subject = Subject { member: Some(node.clone()), ..place.subject.clone() };
        (subject, Some(Facts::saying(Said::name(node.as_str()))))
    };
    for node in o.version_nodes.iter().filter(|n| !p.version_nodes.contains(n)) {
        let borne = g.exports.iter().any(|e| e.object.0 as usize == i && g.str(e.version) == node);
        let reason = if !borne && !is_checked_by_loader(node) {
            ObjectReason::NobodyNeedsTheNode
        } else if p.version_nodes.is_empty() {
            ObjectReason::NoVersionsLeft
        } else {
            ObjectReason::NodeRefused
        };
        let (subject, facts) = member(node);
        c.add(Change::decided(Rule::VersionNodeRemoved, Owner::Object, subject, (facts, None), reason));
    }
    for node in p.version_nodes.iter().filter(|n| !o.version_nodes.contains(n)) {
        let (subject, facts) = member(node);
        c.add(Change::decided(Rule::VersionNodeAdded, Owner::Object, subject, (None, facts), ObjectReason::NodeIsNew));
    }
}

/// A node that linkers make programs need although no symbol bears it: `GLIBC_ABI_DT_RELR` and its like.
fn is_checked_by_loader(node: &str) -> bool {
    node.contains("_ABI_")
}
