//! Objects as such: SONAME, needed libraries, version nodes; objects that came or went.

use super::{Exports, loader, words};
use crate::compare::change::{Change, Owner, Step};
use crate::compare::types::{Comparison, Place, Role};
use crate::graph::ObjectKind;
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::said::Said;
use crate::rules::{Rule, Severity};

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
    let judged = if named {
        let why =
            format!("programs that were linked with it ask the loader for {}, and do not start without it", o.soname);
        (Severity::Breaking, why)
    } else if exports {
        // Its exports tell.
        return;
    } else if o.module.is_some() || o.linkage.kind == ObjectKind::Relocatable {
        let why = "it exports nothing, so no other object can refer to it";
        (Severity::Cosmetic, why.to_owned())
    } else {
        let why = "nothing is exported by it; whether somebody loads it by name, no symbol says";
        (Severity::Risky, why.to_owned())
    };
    let key = o.module.clone().unwrap_or_else(|| o.name.clone());
    let subject = Subject {
        kind: SubjectKind::Object,
        name: if named { o.soname.clone() } else { key.clone() },
        ..Subject::default()
    };
    let facts = Some(Facts::saying(Said::name(key)));
    c.add(Change::decided(Rule::ObjectRemoved, Owner::Object, subject, (facts, None), judged));
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
        let (old, new) = words(Said::name(&o.soname), Said::name(&p.soname));
        let judged = if o.soname.is_empty() {
            (Severity::Compatible, "existing programs name the file, new ones will name the SONAME".to_owned())
        } else {
            (Severity::Breaking, "programs ask the loader for the old name".to_owned())
        };
        c.add_at(&place, Rule::ObjectSonameChanged, old, new, judged, false);
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
        let why = "the loader brings what it needs; consumers do not name it".to_owned();
        c.add_at(&place, Rule::ObjectNeededChanged, old, new, (Severity::Compatible, why), false);
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
        (subject, Some(Facts::saying(Said::name(node))))
    };
    for node in o.version_nodes.iter().filter(|n| !p.version_nodes.contains(n)) {
        let borne = g.exports.iter().any(|e| e.object.0 as usize == i && g.str(e.version) == node);
        let judged = if !borne && !is_checked_by_loader(node) {
            let why = "no symbol bears the node, so no program can have recorded that it needs it";
            (Severity::Compatible, why.to_owned())
        } else if p.version_nodes.is_empty() {
            let why = "whether a program that needs the node still starts is up to the loader: where a library defines no \
                       version at all, glibc warns that there is no version information, and goes on";
            (Severity::Risky, why.to_owned())
        } else {
            (Severity::Breaking, "the loader refuses programs that need the version node".to_owned())
        };
        let (subject, facts) = member(node);
        c.add(Change::decided(Rule::VersionNodeRemoved, Owner::Object, subject, (facts, None), judged));
    }
    for node in p.version_nodes.iter().filter(|n| !o.version_nodes.contains(n)) {
        let (subject, facts) = member(node);
        let judged = (Severity::Compatible, "no existing program needs it".to_owned());
        c.add(Change::decided(Rule::VersionNodeAdded, Owner::Object, subject, (None, facts), judged));
    }
}

/// A node that linkers make programs need although no symbol bears it: `GLIBC_ABI_DT_RELR` and its like.
fn is_checked_by_loader(node: &str) -> bool {
    node.contains("_ABI_")
}
