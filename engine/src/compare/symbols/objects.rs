//! Objects as such: SONAME, needed libraries, version nodes; objects that came or went.

use std::collections::BTreeMap;

use super::words;
use crate::compare::change::{Change, Owner, Step};
use crate::compare::types::{Comparison, Place, Role};
use crate::report::model::{Facts, Subject};
use crate::rules::{Rule, Severity};

/// SONAME, needed libraries, version nodes; objects that came or went.
pub(super) fn compare(c: &mut Comparison<'_>) {
    let (g, h) = (c.old, c.new);
    let single = g.objects.len() == 1 && h.objects.len() == 1;
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    if single {
        pairs.push((0, 0));
    } else {
        let key = |o: &crate::graph::ObjectInfo| o.module.clone().unwrap_or_else(|| o.name.clone());
        let by_name: BTreeMap<String, usize> = h.objects.iter().enumerate().map(|(i, o)| (key(o), i)).collect();
        for (i, o) in g.objects.iter().enumerate() {
            match by_name.get(&key(o)) {
                Some(&j) => pairs.push((i, j)),
                None => {
                    let exports = g.exports.iter().any(|e| e.object.0 as usize == i);
                    if !exports {
                        let subject = Subject { kind: "object", name: key(o), ..Subject::default() };
                        let why = "nothing is exported by it; whether somebody loads it by name, no symbol says";
                        let facts = Some(Facts { text: Some(key(o)), ..Facts::default() });
                        let rule = Rule::ObjectRemoved;
                        c.add(Change::decided(
                            rule,
                            Owner::Object,
                            subject,
                            (facts, None),
                            (Severity::Risky, why.to_owned()),
                        ));
                    }
                }
            }
        }
    }
    for (i, j) in pairs {
        let (o, p) = (&g.objects[i], &h.objects[j]);
        let name = if o.soname.is_empty() { o.name.clone() } else { o.soname.clone() };
        let subject = Subject { kind: "object", name, ..Subject::default() };
        let place = Place {
            owner: Owner::Object,
            subject,
            rule: Rule::ObjectSonameChanged,
            role: Role::Variable,
            callback: false,
            step: Step::None,
        };
        if o.soname != p.soname {
            let (old, new) = words(&o.soname, &p.soname);
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
            let (old, new) = words(from.join(", "), to.join(", "));
            let why = "the loader brings what it needs; consumers do not name it".to_owned();
            c.add_at(&place, Rule::ObjectNeededChanged, old, new, (Severity::Compatible, why), false);
        }
        for (rule, from, to) in [
            (Rule::VersionNodeRemoved, &o.version_nodes, &p.version_nodes),
            (Rule::VersionNodeAdded, &p.version_nodes, &o.version_nodes),
        ] {
            for node in from.iter().filter(|n| !to.contains(n)) {
                let mut subject = place.subject.clone();
                subject.member = Some(node.clone());
                let facts = Some(Facts { text: Some(node.clone()), ..Facts::default() });
                if rule == Rule::VersionNodeRemoved {
                    let why = "the loader refuses programs that need the version node".to_owned();
                    c.add(Change::decided(rule, Owner::Object, subject, (facts, None), (Severity::Breaking, why)));
                } else {
                    let why = "no existing program needs it".to_owned();
                    c.add(Change::decided(rule, Owner::Object, subject, (None, facts), (Severity::Compatible, why)));
                }
            }
        }
    }
}
