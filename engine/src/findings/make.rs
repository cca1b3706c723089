//! From judged changes to the findings of a report: order, impact, layouts, what exports reach.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::impact::{self, Impact, Way, owner_link};
use super::origin::Origins;
use super::{beside, declared, ids, lines, rank, through};
use crate::compare::change::{Change, ChangeId, Owner, PairId, Step};
use crate::compare::symbols;
use crate::compare::symbols::Exports;
use crate::compare::types::Comparison;
use crate::graph::{Export, Graph, SymbolKind, TypeId, mangled};
use crate::ground::maps::FastMap;
use crate::judge::{reach, uses};
use crate::model::report as m;
use crate::model::report::Report;
use crate::rules::Severity;
use crate::rules::facts::{ClassUse, SubjectKind};
use crate::rules::reason::Reason;
use crate::words::quoted::quoted;
use crate::words::why::why;

/// How many exports a finding names.
const SAMPLE: usize = 8;

/// Puts the findings and what exports reach into the report; the ids of all changes.
pub(crate) fn findings(
    out: &mut Report,
    c: &Comparison<'_>,
    exports: &Exports,
    impact: &Impact,
    judged: &[Reason],
    same: &[ChangeId],
    reach: &reach::Facts,
) -> Vec<String> {
    // Exports and modules that reach each root.
    let mut reached: Vec<Vec<u32>> = vec![Vec::new(); c.changes.len()];
    for (link, set) in impact.links.iter().enumerate() {
        for bit in set.ones() {
            reached[impact.roots[bit].0 as usize].push(link as u32);
        }
    }
    let (mut order, ids) = ids::of_all(c, &reached, judged, same);
    // What follows from each root.
    let mut derived: BTreeMap<ChangeId, Vec<u32>> = BTreeMap::new();
    for (i, change) in c.changes.iter().enumerate() {
        if !change.root && same[i].0 as usize == i {
            for cause in &change.causes {
                derived.entry(*cause).or_default().push(i as u32);
            }
        }
    }
    // Ids do not depend on how findings are ranked.
    let ranks = rank::Ranks::new(c, same);
    order.sort_by_cached_key(|&i| {
        let follow = derived.get(&ChangeId(i)).map_or(0, Vec::len);
        let rank = ranks.key(c, ChangeId(i), reached[i as usize].len(), follow);
        (!c.changes[i as usize].root, Reverse(judged[i as usize].severity()), rank)
    });
    // The layout of a pair is told with its first root that may change it; what it is as a class, with its first root.
    let (mut laid_out, mut viewed): (BTreeSet<PairId>, BTreeSet<PairId>) = Default::default();
    let shown: Vec<Shown> = order
        .iter()
        .map(|&index| {
            let change = &c.changes[index as usize];
            let Owner::Pair(p) = change.owner else { return Shown { index, layout: false, class: false } };
            let layout = change.root && !change.rule.keeps_layout() && laid_out.insert(p);
            Shown { index, layout, class: change.root && viewed.insert(p) }
        })
        .collect();
    let known = declared::Known::of(c);
    let uses = class_uses(c, &shown, reach);
    let origins = Origins::of(c);
    let folded = folded(c, same);
    let through = if c.tells_ways { through::of_roots(c, same, &reached) } else { BTreeMap::new() };
    let finding = |&Shown { index: i, layout: lay_out, class }: &Shown| {
        let change = &c.changes[i as usize];
        let reason = &judged[i as usize];
        let declared = declared::of(c, exports, &known, ChangeId(i));
        let follow = derived.get(&ChangeId(i)).map_or(&[][..], Vec::as_slice);
        let mut caused_by: Vec<String> = change.causes.iter().map(|k| ids.now[k.0 as usize].clone()).collect();
        caused_by.sort();
        let why = why(reason);
        m::Finding {
            id: ids.now[i as usize].clone(),
            previous_id: Some(ids.previous[i as usize].clone()),
            rule: change.rule,
            previous_rule: change.formerly(),
            severity: reason.severity(),
            quotes: quoted(&why).map(str::to_owned),
            why,
            root: change.root,
            subject: declared::placed(&change.subject, &declared),
            old: change.old.clone(),
            new: change.new.clone(),
            caused_by,
            derived: follow.len(),
            also: also(c, change, follow),
            impact: m::Impact {
                through: through.get(&ChangeId(i)).cloned(),
                ..match folded.get(&ChangeId(i)) {
                    Some(owners) => impact_of_symbols(c, owners),
                    None => impact_of(c, exports, impact, change, &reached[i as usize]),
                }
            },
            layout: if lay_out { side_by_side(c, change, lines::layout) } else { Vec::new() },
            bases: if class { side_by_side(c, change, lines::bases) } else { Vec::new() },
            table: if class { side_by_side(c, change, lines::table) } else { Vec::new() },
            declared: if change.root { declared } else { m::Declared::default() },
            hunks: Vec::new(),
            options: Vec::new(),
            consumers: uses.get(&change.owner).filter(|_| change.root).cloned().unwrap_or_default(),
            instances: instances(c, &ids, ChangeId(i)),
            origin: origins.origin(change),
        }
    };
    out.findings = shown.par_iter().map(finding).collect();
    symbol_changes(out, c, exports, impact, judged, &ids.now);
    out.counts = m::Counts::of(&out.findings, &out.symbols);
    ids.now
}

/// What consumers can do with the classes that root changes are about.
fn class_uses(c: &Comparison<'_>, shown: &[Shown], reach: &reach::Facts) -> BTreeMap<Owner, Vec<ClassUse>> {
    let changes = shown.iter().map(|s| &c.changes[s.index as usize]);
    let owners: BTreeSet<Owner> = changes.filter(|change| change.root).map(|change| change.owner).collect();
    let of = |owner: Owner| {
        let Owner::Pair(p) = owner else { return None };
        Some((owner, uses::of(c, reach, c.pairs[p.0 as usize].old?)))
    };
    owners.into_par_iter().filter_map(of).collect()
}

/// The instances of a template that a change stands for, with the ids that it has on each.
fn instances(c: &Comparison<'_>, ids: &ids::Ids, id: ChangeId) -> Vec<m::Instance> {
    let all = c.instances.get(&id).map_or(&[][..], Vec::as_slice);
    let one = |i: &ChangeId| {
        let own = if *i == id { ids.of_instances.get(&id) } else { None };
        let name = c.changes[i.0 as usize].subject.name.clone();
        m::Instance { name, id: own.unwrap_or(&ids.now[i.0 as usize]).clone() }
    };
    all.iter().map(one).collect()
}

/// A change of which a finding is made, and what of its pair it tells.
#[derive(Clone, Copy)]
struct Shown {
    index: u32,
    /// Members and enumerators.
    layout: bool,
    /// Bases and virtual table.
    class: bool,
}

/// Something of a change's pair side by side.
fn side_by_side(
    c: &Comparison<'_>,
    change: &Change,
    lines: impl Fn(&Graph, TypeId, &Graph, TypeId) -> Vec<m::LayoutLine>,
) -> Vec<m::LayoutLine> {
    let Owner::Pair(p) = change.owner else { return Vec::new() };
    let pair = &c.pairs[p.0 as usize];
    match (pair.old, pair.new) {
        (Some(a), Some(b)) => lines(c.old, a, c.new, b),
        _ => Vec::new(),
    }
}

/// Names of other types and symbols that changed because of a root.
fn also(c: &Comparison<'_>, root: &Change, follow: &[u32]) -> Vec<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for &i in follow {
        let s = &c.changes[i as usize].subject;
        if (s.kind, &s.name) != (root.subject.kind, &root.subject.name) {
            let keyword =
                matches!(s.kind, SubjectKind::Struct | SubjectKind::Union | SubjectKind::Class | SubjectKind::Enum);
            names.insert(if keyword { format!("{} {}", s.kind, s.name) } else { s.name.clone() });
        }
    }
    names.into_iter().collect()
}

fn module_of(g: &Graph, object: u32) -> String {
    let info = &g.objects[object as usize];
    info.module.clone().unwrap_or_else(|| info.name.clone())
}

/// Of an export that only this side has: itself.
fn impact_of_export(g: &Graph, export: u32) -> m::Impact {
    let e = &g.exports[export as usize];
    m::Impact {
        symbols: 1,
        modules: 1,
        sample: vec![g.str(e.name).to_owned()],
        path: vec![symbols::spelling(g, e)],
        ..m::Impact::default()
    }
}

/// Symbols that one finding stands for, where it stands for several that only one side has.
fn folded(c: &Comparison<'_>, same: &[ChangeId]) -> BTreeMap<ChangeId, Vec<Owner>> {
    let mut out: BTreeMap<ChangeId, Vec<Owner>> = BTreeMap::new();
    for (change, stands) in c.changes.iter().zip(same).filter(|(change, _)| change.root) {
        if matches!(change.owner, Owner::OldExport(_) | Owner::NewExport(_)) {
            out.entry(*stands).or_default().push(change.owner);
        }
    }
    out.retain(|_, owners| owners.len() > 1);
    out
}

/// Of all of them: those that OLD has count, else those of NEW.
fn impact_of_symbols(c: &Comparison<'_>, owners: &[Owner]) -> m::Impact {
    let old = owners.iter().filter_map(|owner| match owner {
        Owner::OldExport(i) => Some(&c.old.exports[*i as usize]),
        _ => None,
    });
    let new = owners.iter().filter_map(|owner| match owner {
        Owner::NewExport(j) => Some(&c.new.exports[*j as usize]),
        _ => None,
    });
    let (g, all): (&Graph, Vec<&Export>) = match old.collect::<Vec<_>>() {
        none if none.is_empty() => (c.new, new.collect()),
        olds => (c.old, olds),
    };
    let objects: BTreeSet<u32> = all.iter().map(|e| e.object.0).collect();
    let mut names: Vec<&str> = all.iter().map(|e| g.str(e.name)).collect();
    names.dedup();
    m::Impact {
        symbols: all.len(),
        modules: objects.len(),
        sample: names.into_iter().take(SAMPLE).map(str::to_owned).collect(),
        ..m::Impact::default()
    }
}

fn impact_of(c: &Comparison<'_>, exports: &Exports, impact: &Impact, change: &Change, reached: &[u32]) -> m::Impact {
    let (g, h) = (c.old, c.new);
    match change.owner {
        Owner::OldExport(i) => impact_of_export(g, i),
        Owner::NewExport(j) => impact_of_export(h, j),
        Owner::Object => m::Impact::default(),
        Owner::Link(_) | Owner::Pair(_) => {
            let export = |l: u32| &g.exports[exports.both[l as usize].0 as usize];
            let mut out = m::Impact::default();
            let mut first = owner_link(change);
            if let Owner::Pair(p) = change.owner
                && let Some(way) = impact.path(c, p)
            {
                first = Some(way.link);
                spell(g, &way, &mut out);
            }
            if let Some(l) = first {
                out.path.insert(0, symbols::spelling(g, export(l)));
                out.left_out = out.left_out.map(|gap| m::Gap { behind: gap.behind + 1, ..gap });
            } else if out.path.is_empty() {
                out.declared_in = beside::place(c, change);
                out.described_by = beside::describers(c, change);
            }
            if !change.root {
                // Who reaches a derived change is who reaches its causes.
                return out;
            }
            let modules: BTreeSet<u32> = reached.iter().map(|&l| export(l).object.0).collect();
            let mut sample: Vec<String> = Vec::new();
            for l in first.into_iter().chain(reached.iter().copied()) {
                let name = g.str(export(l).name);
                if sample.len() < SAMPLE && !sample.iter().any(|s| s == name) {
                    sample.push(name.to_owned());
                }
            }
            m::Impact { symbols: reached.len(), modules: modules.len(), sample, ..out }
        }
    }
}

/// Puts the steps behind the export into the path, as C.
fn spell(g: &Graph, way: &Way, out: &mut m::Impact) {
    let all = |steps: &[Step]| steps.iter().map(|s| impact::spelt(g, *s)).filter(|s| !s.is_empty()).collect::<Vec<_>>();
    out.path = all(way.front.get(1..).unwrap_or_default());
    out.left_out = (way.left_out > 0).then_some(m::Gap { behind: out.path.len(), steps: way.left_out });
    out.path.extend(all(&way.back));
}

fn symbol_changes(
    out: &mut Report,
    c: &Comparison<'_>,
    exports: &Exports,
    impact: &Impact,
    judged: &[Reason],
    ids: &[String],
) {
    let (g, h) = (c.old, c.new);
    let mut sets: FastMap<Vec<u32>, usize> = FastMap::default();
    let mut add =
        |out: &mut Report, g: &Graph, export: u32, change: m::SymbolOutcome, roots: Vec<u32>, kind: SymbolKind| {
            let e = &g.exports[export as usize];
            let severity = roots.iter().map(|&i| judged[i as usize].severity()).max().unwrap_or(Severity::Cosmetic);
            let next = out.reach_sets.len();
            let reaches = *sets.entry(roots).or_insert_with_key(|roots| {
                let mut list: Vec<String> = roots.iter().map(|&i| ids[i as usize].clone()).collect();
                list.sort();
                out.reach_sets.push(list);
                next
            });
            let info = &g.objects[e.object.0 as usize];
            out.symbols.push(m::SymbolChange {
                name: g.str(e.name).to_owned(),
                demangled: mangled::source(g.str(e.name)),
                module: Some(info.module.clone().unwrap_or_else(|| module_of(g, e.object.0))),
                version: (!e.version.is_none()).then(|| g.str(e.version).to_owned()),
                kind,
                change,
                severity,
                reaches,
            });
        };
    let mut one_sided: FastMap<Owner, Vec<u32>> = FastMap::default();
    for (i, change) in c.changes.iter().enumerate() {
        if matches!(change.owner, Owner::OldExport(_) | Owner::NewExport(_)) {
            one_sided.entry(change.owner).or_default().push(i as u32);
        }
    }
    for &i in &exports.removed {
        let roots = one_sided.remove(&Owner::OldExport(i)).unwrap_or_default();
        add(out, g, i, m::SymbolOutcome::Removed, roots, g.exports[i as usize].kind);
    }
    for &j in &exports.added {
        let roots = one_sided.remove(&Owner::NewExport(j)).unwrap_or_default();
        add(out, h, j, m::SymbolOutcome::Added, roots, h.exports[j as usize].kind);
    }
    for (link, &(i, j)) in exports.both.iter().enumerate() {
        let set = &impact.links[link];
        if set.is_clear() {
            continue;
        }
        let roots: Vec<u32> = set.ones().map(|b| impact.roots[b].0).collect();
        add(out, g, i, m::SymbolOutcome::Changed, roots, h.exports[j as usize].kind);
    }
    out.symbols.sort_by(|a, b| (&a.name, &a.module, &a.version).cmp(&(&b.name, &b.module, &b.version)));
}
