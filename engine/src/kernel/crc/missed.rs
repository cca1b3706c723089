//! Why a CRC stayed although its export reaches a change that consumers can see.
//!
//! The pairs of types that differ form a graph below the exports. In it the way to a finding is searched as
//! consumers can go it, and as the exporting unit sees it, which ends at types that it only declares. Where the second
//! search does not arrive, the type at which the first one left the unit's view is the reason.
//!
//! The way of consumers ends at a type that a source file keeps to itself, and at one of a private header, unless a unit
//! of another module holds its definition. Where the unit's view ends, a place in a public header is not enough either,
//! if the input has other modules and none of their units holds it: `struct kmem_cache` stood in
//! `include/linux/slub_def.h`, which mm/slab.h alone included. That is told apart from what consumers cannot see.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::causes::Causes;
use super::question::Question;
use super::walk::{Held, Key, Link, Reached, Sides, UnitPair};
use crate::findings::trace::Trace;
use crate::graph::canon::table::NameKind;
use crate::graph::canon::views::Holders;
use crate::graph::{Flags, Graph, Kind, ObjectId, TypeId, spell};
use crate::ground::maps::FastMap;
use crate::model::explanation::{CauseKind, MissReason, Missed, called};
use crate::model::report::Finding;
use crate::rules::Severity;
use crate::rules::facts::SubjectKind;

/// Searches for the reason of each miss; holds what all searches share.
pub(super) struct Misses<'a> {
    old: &'a Graph,
    sides: &'a Sides<'a>,
    trace: &'a Trace,
    findings: &'a FastMap<&'a str, &'a Finding>,
    links: FastMap<(u32, u32), u32>,
    /// By type of OLD.
    places: Vec<Place>,
    units: FastMap<(u32, u32), UnitPair>,
    /// Modules with exporting units: which of them hold a definition is evidence.
    modules: BTreeSet<ObjectId>,
}

/// Where a type stands, and who sees it: what the searches ask of it again and again.
struct Place {
    /// It has a name, and a body or a meaning of its own.
    named: bool,
    /// The name on both sides.
    key: Option<Key>,
    /// Its place hides it from consumers.
    private: bool,
    /// That place is a source file.
    in_source: bool,
    /// The modules whose units hold it.
    holders: Option<Holders>,
}

impl Place {
    fn new(g: &Graph, id: TypeId, sides: &Sides<'_>, hidden: bool, headers_named: bool) -> Self {
        let node = g.node(id);
        let named = !node.name.is_none() && (node.kind.is_tagged() || node.kind == Kind::Typedef);
        let file = g.str(g.positions[id.index()].file);
        let key = if named { sides.key(NameKind::of(node.kind), g.name(id)) } else { None };
        Self {
            named,
            key,
            private: node.kind.is_tagged() && (hidden || named && !headers_named && in_private_header(file)),
            in_source: node.flags.has(Flags::IN_SOURCE),
            holders: key.and_then(|key| sides.holders(key, file)),
        }
    }

    /// Whether a unit of another module than this object holds it.
    fn is_held_besides(&self, object: ObjectId) -> bool {
        match self.holders {
            None => false,
            Some(Holders::One(only)) => only != object,
            Some(Holders::Several) => true,
        }
    }
}

/// Whether a search ends at a type.
type Ends<'f> = &'f dyn Fn(TypeId) -> bool;

/// How a pair was reached first: from which one, by which step.
type From = FastMap<u32, (Option<u32>, u32)>;

impl<'a> Misses<'a> {
    pub(super) fn new(
        q: &Question<'a>,
        sides: &'a Sides<'a>,
        trace: &'a Trace,
        findings: &'a FastMap<&'a str, &'a Finding>,
        private: &[bool],
        headers_named: bool,
    ) -> Self {
        let links = trace.links.iter().enumerate().map(|(i, l)| ((l.old, l.new), i as u32)).collect();
        let is_module = |o: &ObjectId| {
            q.old.graph.objects[o.0 as usize].module.as_deref().is_some_and(|module| module != "vmlinux")
        };
        let g = &q.old.graph;
        let place = |id: TypeId| Place::new(g, id, sides, private[id.index()], headers_named);
        let places = (0..g.len()).map(|i| place(TypeId(i as u32))).collect();
        let modules = sides.old.units.iter().map(|u| u.object).filter(is_module).collect();
        Self { old: g, sides, trace, findings, links, places, units: FastMap::default(), modules }
    }

    /// The reason for one export; `None` if what it reaches is no change of types. `refused`: a consumer of it is
    /// refused by another CRC for whatever its types became, so that only a change of the export itself is missed.
    pub(super) fn reason(
        &mut self,
        link: Link,
        name: &str,
        found: &[Reached],
        defined: bool,
        refused: bool,
        causes: &Causes<'_>,
    ) -> Option<Missed> {
        let sides = self.sides;
        if let Some(first) = found.first()
            && defined
        {
            let c = causes.describe(first.cause);
            let own = found.len() == 1 && c.kind == CauseKind::Prototype && c.subject.kind == SubjectKind::Variable;
            return Some(Missed {
                reason: if own { MissReason::NotInTokens } else { MissReason::Overridden },
                severity: c.severity.unwrap_or(Severity::Cosmetic),
                finding: c.findings.first().cloned().unwrap_or_default(),
                subject: called(&c.subject),
                rule: c.rules.first().cloned().unwrap_or_default(),
                at: None,
                path: first.path.clone(),
            });
        }
        let &l = self.links.get(&(link.old, link.new))?;
        if let (true, Some(units)) = (defined, sides.units_of(link)) {
            self.units.entry(units).or_insert_with(|| sides.units(units.0, units.1));
        }
        let units = sides.units_of(link).filter(|_| defined).and_then(|units| self.units.get(&units));
        let object = self.old.exports[link.old as usize].object;
        let unseen = |id: TypeId| self.is_unseen(units, object, id);
        let private = |id: TypeId| self.is_private(object, id);
        // As consumers see it; failing that through types in headers that no other object includes; failing that
        // through types that consumers cannot see.
        let mut doubt = None;
        let (target, from) = if refused {
            (self.worst(l, &[])?, From::default())
        } else {
            let ways: [(Option<MissReason>, Ends<'_>); 3] =
                [(None, &unseen), (Some(MissReason::Unincluded), &private), (Some(MissReason::Private), &|_| false)];
            ways.into_iter().find_map(|(reason, ends)| {
                let (order, from) = self.search(l, ends);
                doubt = reason;
                Some((self.worst(l, &order)?, from))
            })?
        };
        let (pair, finding) = target;
        let (pairs, path) = self.way(link, name, pair, &from)?;
        let mut missed = Missed {
            reason: MissReason::NotInTokens,
            severity: finding.severity,
            finding: finding.id.clone(),
            subject: called(&finding.subject),
            rule: finding.rule.id().to_owned(),
            at: None,
            path,
        };
        if !defined {
            missed.reason = MissReason::Assembler;
            return Some(missed);
        }
        let Some(pair) = pair else { return Some(missed) };
        let old_of = |&p: &u32| self.trace.pairs[p as usize].old;
        let first = |ends: &dyn Fn(TypeId) -> bool| {
            pairs.iter().filter_map(old_of).find(|&id| ends(id)).map(|id| spell::type_name(self.old, id))
        };
        if let Some(reason) = doubt {
            missed.reason = reason;
            missed.at = if reason == MissReason::Private { first(&private) } else { first(&unseen) };
            return Some(missed);
        }
        let ends = |id| self.ends(units?, id).then_some(());
        let declared = |id| ends(id).is_some();
        if !self.search(l, &declared).1.contains_key(&pair)
            && let Some(at) = first(&declared)
        {
            missed.reason = MissReason::DeclaredOnly;
            missed.at = Some(at);
        }
        Some(missed)
    }

    /// The worst finding that a search arrived at, of these the nearest, with its pair.
    fn worst(&self, link: u32, order: &[u32]) -> Option<(Option<u32>, &'a Finding)> {
        let own = self.trace.links[link as usize].findings.iter().map(|id| (None, id));
        let below =
            order.iter().flat_map(|&p| self.trace.pairs[p as usize].findings.iter().map(move |id| (Some(p), id)));
        let all = own.chain(below).filter_map(|(p, id)| Some((p, *self.findings.get(id.as_str())?)));
        all.enumerate().min_by_key(|(n, (_, f))| (Reverse(f.severity), *n)).map(|(_, found)| found)
    }

    /// The pairs on the way to one, and the way as C; both from the export on.
    fn way(&self, link: Link, name: &str, pair: Option<u32>, from: &From) -> Option<(Vec<u32>, Vec<String>)> {
        let (mut pairs, mut steps) = (Vec::new(), Vec::new());
        let mut at = pair;
        while let Some(p) = at {
            pairs.push(p);
            let &(parent, step) = from.get(&p)?;
            steps.extend(parent.map(|q| self.trace.pairs[q as usize].children[step as usize].1.clone()));
            at = parent;
        }
        if let Some(t) = self.old.exports[link.old as usize].type_id {
            steps.push(if self.old.node(t).kind == Kind::Function {
                spell::function(self.old, t, name)
            } else {
                spell::declaration(self.old, t, name)
            });
        }
        steps.retain(|s| !s.is_empty());
        steps.reverse();
        pairs.reverse();
        Some((pairs, steps))
    }

    /// Whether consumers cannot see a type: a source file or a private header keeps it to itself, or it is outside the
    /// public headers, and no unit of another module than the exporting one holds it.
    fn is_private(&self, object: ObjectId, id: TypeId) -> bool {
        let place = &self.places[id.index()];
        place.private && (place.in_source || !place.is_held_besides(object))
    }

    /// Whether nothing shows that consumers see a type: it is private, or the exporting unit only declares it, and of
    /// the other modules no unit holds it either.
    fn is_unseen(&self, units: Option<&UnitPair>, object: ObjectId, id: TypeId) -> bool {
        self.is_private(object, id)
            || !self.places[id.index()].is_held_besides(object)
                && self.modules.iter().any(|&module| module != object)
                && units.is_some_and(|u| self.ends(u, id))
    }

    /// Whether a unit's view ends at a type.
    fn ends(&self, units: &UnitPair, id: TypeId) -> bool {
        let place = &self.places[id.index()];
        if !place.named {
            return false;
        }
        let held = place.key.map_or([Held::Declared; 2], |key| units.held(key));
        !matches!(held, [Held::Defined(_), Held::Defined(_)])
    }

    /// Pairs below an export, nearest first, without those at which `ends` ends the search.
    fn search(&self, link: u32, ends: &dyn Fn(TypeId) -> bool) -> (Vec<u32>, From) {
        let mut from: From = FastMap::default();
        let mut order = Vec::new();
        let ends = |p: u32| self.trace.pairs[p as usize].old.is_some_and(ends);
        let mut visit = |p: u32, how: (Option<u32>, u32), order: &mut Vec<u32>| {
            if !from.contains_key(&p) && !ends(p) {
                from.insert(p, how);
                order.push(p);
            }
        };
        for (i, (p, _)) in self.trace.links[link as usize].children.iter().enumerate() {
            visit(*p, (None, i as u32), &mut order);
        }
        let mut at = 0;
        while at < order.len() {
            let p = order[at];
            for (i, (child, _)) in self.trace.pairs[p as usize].children.iter().enumerate() {
                visit(*child, (Some(p), i as u32), &mut order);
            }
            at += 1;
        }
        (order, from)
    }
}

/// Whether a header lies in the sources of a kernel, outside of what drivers can include: `include/` and
/// `arch/*/include/` of the tree. Of an absolute path nothing tells where the tree starts: it is no evidence.
fn in_private_header(file: &str) -> bool {
    const SOURCES: [&str; 14] = [
        "block", "certs", "crypto", "drivers", "fs", "init", "io_uring", "ipc", "kernel", "lib", "mm", "net",
        "security", "sound",
    ];
    let mut parts = file.split('/').skip_while(|part| matches!(*part, "." | ".."));
    let is_header = file.ends_with(".h");
    match parts.next() {
        Some("arch") => is_header && parts.nth(1) != Some("include"),
        Some(top) => is_header && SOURCES.contains(&top) && parts.next().is_some(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::in_private_header;

    #[test]
    fn drivers_include_what_lies_in_the_include_folders() {
        for file in [
            "include/linux/slab.h",
            "./include/linux/slab.h",
            "arch/x86/include/asm/desc.h",
            "./arch/x86/include/generated/asm/a.h",
            "/build/linux-6.1/include/linux/slab.h",
            "/build/linux-6.1/arch/x86/include/asm/desc.h",
            "../include/linux/slab.h",
            "/home/a/drivers/mine.h",
            "mine.h",
            "mine/net.h",
            "net",
            "fs/inode.c",
            "",
        ] {
            assert!(!in_private_header(file), "{file}");
        }
        for file in [
            "fs/proc/internal.h",
            "./kernel/audit.h",
            "drivers/gpu/drm/amd/include/atom.h",
            "arch/x86/kvm/x86.h",
            "../arch/x86/kvm/x86.h",
        ] {
            assert!(in_private_header(file), "{file}");
        }
    }
}
