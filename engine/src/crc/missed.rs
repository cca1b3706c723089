//! Why a CRC stayed although its export reaches a change that consumers can see.
//!
//! The pairs of types that differ form a graph below the exports. In it the way to a finding is searched as
//! consumers can go it, which ends at types that a source file keeps to itself, and as the exporting unit sees it,
//! which ends at types that it only declares. Where the second search does not arrive, the type at which the first
//! one left the unit's view is the reason. Where the first one finds nothing, consumers cannot see a change either.

use std::cmp::Reverse;

use hashbrown::HashMap;

use super::explain::{Causes, Question};
use super::walk::{Held, Link, Reached, Sides, UnitPair};
use crate::canon::table::NameKind;
use crate::compare::Trace;
use crate::graph::{Graph, Kind, TypeId, spell};
use crate::report::explanation::{CauseKind, MissReason, Missed, called};
use crate::report::model::Finding;
use crate::rules::Severity;

type FastMap<K, V> = HashMap<K, V, foldhash::fast::FixedState>;

/// See the module.
pub(super) struct Misses<'a> {
    old: &'a Graph,
    sides: &'a Sides<'a>,
    trace: &'a Trace,
    findings: &'a FastMap<&'a str, &'a Finding>,
    links: FastMap<(u32, u32), u32>,
    private: Vec<bool>,
    units: FastMap<(u32, u32), UnitPair>,
}

/// How a pair was reached first: from which one, by which step.
type From = FastMap<u32, (Option<u32>, u32)>;

impl<'a> Misses<'a> {
    pub(super) fn new(
        q: &Question<'a>,
        sides: &'a Sides<'a>,
        trace: &'a Trace,
        findings: &'a FastMap<&'a str, &'a Finding>,
        private: Vec<bool>,
    ) -> Self {
        let links = trace.links.iter().enumerate().map(|(i, l)| ((l.old, l.new), i as u32)).collect();
        Self { old: &q.old.graph, sides, trace, findings, links, private, units: FastMap::default() }
    }

    /// The reason for one export; `None` if what it reaches is no change of types.
    pub(super) fn reason(
        &mut self,
        link: Link,
        name: &str,
        found: &[Reached],
        defined: bool,
        causes: &Causes<'_>,
    ) -> Option<Missed> {
        let sides = self.sides;
        if let Some(first) = found.first()
            && defined
        {
            let c = causes.describe(first.cause);
            let own = found.len() == 1 && c.kind == CauseKind::Prototype && c.subject.kind == "variable";
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
        // As consumers see it; failing that through types that they cannot see.
        let visible = self.search(l, &|id| self.is_private(id));
        let (target, from) = match self.worst(l, &visible.0) {
            Some(target) => (target, visible.1),
            None => {
                let all = self.search(l, &|_| false);
                (self.worst(l, &all.0)?, all.1)
            }
        };
        let (pair, finding) = target;
        let (pairs, path) = self.way(link, name, pair, &from)?;
        let mut missed = Missed {
            reason: MissReason::NotInTokens,
            severity: finding.severity,
            finding: finding.id.clone(),
            subject: called(&finding.subject),
            rule: finding.rule.to_owned(),
            at: None,
            path,
        };
        if !defined {
            missed.reason = MissReason::Assembler;
            return Some(missed);
        }
        let Some(pair) = pair else { return Some(missed) };
        let old_of = |&p: &u32| self.trace.pairs[p as usize].old;
        if let Some(id) = pairs.iter().filter_map(old_of).find(|&id| self.is_private(id)) {
            missed.reason = MissReason::Private;
            missed.at = Some(spell::type_name(self.old, id));
            return Some(missed);
        }
        let units = sides.units_of(link)?;
        self.units.entry(units).or_insert_with(|| sides.units(units.0, units.1));
        let unit_pair = &self.units[&units];
        if !self.search(l, &|id| self.ends(unit_pair, id)).1.contains_key(&pair)
            && let Some(id) = pairs.iter().filter_map(old_of).find(|&id| self.ends(unit_pair, id))
        {
            missed.reason = MissReason::DeclaredOnly;
            missed.at = Some(spell::type_name(self.old, id));
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

    /// Whether consumers cannot see a type: a source file keeps it to itself, or it is outside the public headers.
    fn is_private(&self, id: TypeId) -> bool {
        self.private[id.index()] && self.old.node(id).kind.is_tagged()
    }

    /// Whether a unit's view ends at a type.
    fn ends(&self, units: &UnitPair, id: TypeId) -> bool {
        let node = self.old.node(id);
        if node.name.is_none() || !(node.kind.is_tagged() || node.kind == Kind::Typedef) {
            return false;
        }
        let key = self.sides.key(NameKind::of(node.kind), self.old.name(id));
        let held = key.map_or([Held::Declared; 2], |key| units.held(key));
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
