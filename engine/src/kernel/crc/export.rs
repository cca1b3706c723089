//! What is told of one export: its CRCs, what its unit saw change, and what no CRC shows.

use std::collections::{BTreeMap, BTreeSet};

use super::causes::{Causes, is_defined, unit_path};
use super::missed::Misses;
use super::states::ExportState;
use super::symvers::{Symver, normal as plain};
use super::walk::{By, Cause, Link, Reached, Sides};
use crate::compare::evidence::Lack;
use crate::graph::Graph;
use crate::ground::maps::FastMap;
use crate::model::explanation as x;
use crate::model::explanation::State;
use crate::model::report::Report;
use crate::rules::Severity;

/// Exports of a graph by name and module.
pub(super) struct Index(FastMap<(String, String), u32>);

impl Index {
    pub(super) fn new(g: &Graph) -> Self {
        let mut map = FastMap::default();
        for (i, e) in g.exports.iter().enumerate() {
            let info = &g.objects[e.object.0 as usize];
            let module = plain(info.module.as_deref().unwrap_or(&info.name));
            map.entry((g.str(e.name).to_owned(), module)).or_insert(i as u32);
        }
        Self(map)
    }
    pub(super) fn get(&self, name: &str, module: &str) -> Option<u32> {
        self.0.get(&(name.to_owned(), plain(module))).copied()
    }
}

/// The exports of both sides: rows of the CRCs that both inputs know, too.
pub(super) struct Pairs<'r> {
    /// What is compared, in the order of the rows.
    pub links: Vec<Link>,
    /// For each row its link, if it has one.
    pub link_of: Vec<Option<u32>>,
    /// By export of OLD, its name in the file of CRCs.
    pub names: FastMap<u32, &'r str>,
}

impl<'r> Pairs<'r> {
    pub(super) fn new(rows: &[ExportState<'r>], old_index: &Index, new_index: &Index) -> Self {
        let mut out = Self { links: Vec::new(), link_of: vec![None; rows.len()], names: FastMap::default() };
        for (row, slot) in rows.iter().zip(&mut out.link_of) {
            let (Some(a), Some(b)) = (row.old, row.new) else { continue };
            let found = (old_index.get(&a.name, a.module_name()), new_index.get(&b.name, b.module_name()));
            if let (Some(old), Some(new)) = found {
                *slot = Some(out.links.len() as u32);
                out.names.insert(old, &a.name);
                out.links.push(Link { old, new });
            }
        }
        out
    }

    /// For each link whether something holds for its row.
    pub(super) fn flags(&self, rows: &[ExportState<'_>], holds: impl Fn(&ExportState<'_>) -> bool) -> Vec<bool> {
        let mut out = vec![false; self.links.len()];
        for (row, link) in rows.iter().zip(&self.link_of) {
            if let Some(link) = *link {
                out[link as usize] = holds(row);
            }
        }
        out
    }

    /// For each link what its unit sees change: by what genksyms reads, and by layout where that shows nothing though the
    /// CRC changed. `paths_for`: links whose every way is wanted.
    pub(super) fn reached(
        &self,
        sides: &Sides<'_>,
        rows: &[ExportState<'_>],
        paths_for: &[bool],
    ) -> (Vec<Vec<Reached>>, Vec<Vec<Reached>>) {
        let name = |l: Link| self.names.get(&l.old).copied().unwrap_or("");
        let reached = sides.reached(&self.links, &name, &|i| paths_for[i as usize], &|_| true, By::Tokens);
        let is_changed = self.flags(rows, |row| row.is(State::CrcChanged));
        let is_silent: Vec<bool> =
            is_changed.iter().zip(&reached).map(|(&changed, found)| changed && found.is_empty()).collect();
        let by_layout = sides.reached(&self.links, &name, &|_| true, &|i| is_silent[i as usize], By::Layout);
        (reached, by_layout)
    }
}

/// How many root findings of the comparison each export reaches.
pub(super) struct Reaches<'a> {
    report: &'a Report,
    old: &'a Graph,
    old_index: &'a Index,
    /// By name and module, an index into the report's sets.
    sets: FastMap<(&'a str, &'a str), usize>,
}

impl<'a> Reaches<'a> {
    pub(super) fn new(report: &'a Report, old: &'a Graph, old_index: &'a Index) -> Self {
        let symbols = report.symbols.iter();
        let sets = symbols.map(|s| ((s.name.as_str(), s.module.as_deref().unwrap_or("")), s.reaches)).collect();
        Self { report, old, old_index, sets }
    }

    /// Of the export that a line of OLD's file names.
    fn of(&self, line: &Symver) -> usize {
        self.ids(line).len()
    }

    /// Ids of the root findings that the export reaches which a line of OLD's file names.
    pub(super) fn ids(&self, line: &Symver) -> &'a [String] {
        let named = self.sets.get(&(line.name.as_str(), line.module_name()));
        let set = named.or_else(|| {
            let export = self.old_index.get(&line.name, &plain(line.module_name()))?;
            let info = &self.old.objects[self.old.exports[export as usize].object.0 as usize];
            self.sets.get(&(line.name.as_str(), info.module.as_deref().unwrap_or("")))
        });
        set.map_or(&[], |&i| &self.report.reach_sets[i])
    }
}

/// Tells of one export after another, and counts.
pub(super) struct Telling<'a> {
    /// OLD and NEW.
    pub graphs: (&'a Graph, &'a Graph),
    /// What the units see.
    pub sides: &'a Sides<'a>,
    /// See [`Pairs`].
    pub links: &'a [Link],
    /// By link, the causes that its unit sees.
    pub reached: &'a [Vec<Reached>],
    /// By link, whether every way is wanted.
    pub paths_for: &'a [bool],
    /// What the comparison found.
    pub reaches: Reaches<'a>,
    /// See [`changed_keys`].
    pub keys: BTreeSet<(&'a str, &'a str)>,
    /// By export of OLD and of NEW, what is not known of its type.
    pub lacks: [Vec<Option<Lack>>; 2],
    /// Why a CRC stayed.
    pub misses: Misses<'a>,
    /// What made CRCs change.
    pub causes: Causes<'a>,
    /// How many CRCs changed, and how many of those hit consumers.
    pub classes: BTreeMap<x::CrcClass, (usize, usize)>,
    /// How many stayed though something changed, and of how many it matters.
    pub missed: BTreeMap<x::MissReason, (usize, usize)>,
    /// Distinct lists of causes.
    pub sets: FastMap<Vec<usize>, usize>,
}

impl Telling<'_> {
    /// What is told of a row and its link.
    pub(super) fn export(&mut self, row: &ExportState<'_>, link: Option<u32>) -> x::ExplainedExport {
        let line = row.line();
        let (g, h) = self.graphs;
        let pair = link.map(|l| self.links[l as usize]);
        let mut out = stated(row);
        out.unit = pair.and_then(|pair| unit_path(self.sides, pair));
        out.reaches = row.old.map_or(0, |line| self.reaches.of(line));
        let found: &[Reached] = link.map_or(&[], |l| &self.reached[l as usize]);
        let is_changed = row.is(State::CrcChanged);
        // Where an object's DIEs were not read, nothing follows from a type that is missing.
        let has_dies = |g: &Graph, e: u32| g.objects[g.exports[e as usize].object.0 as usize].dies > 0;
        let read = pair.filter(|pair| has_dies(g, pair.old) && has_dies(h, pair.new));
        if let Some(pair) = read
            && !is_changed
            && (out.reaches > 0 || !found.is_empty())
        {
            let is_refused = is_refused_by_key(&self.keys, line);
            let is_defined = is_defined(self.sides, pair);
            out.missed = self.misses.reason(pair, &line.name, found, is_defined, is_refused, &self.causes);
            if let Some(missed) = &out.missed {
                let slot = self.missed.entry(missed.reason).or_default();
                slot.0 += 1;
                slot.1 += usize::from(missed.severity > Severity::Cosmetic);
            }
        }
        let indices: Vec<usize> = found.iter().map(|r| self.causes.index(r.cause)).collect();
        if is_changed {
            let class = self.class(read, found, &indices);
            out.class = Some(class);
            out.evidence = Some(if found.is_empty() { x::Evidence::Nothing } else { x::Evidence::Reached });
            if let Some(first) = found.first() {
                self.causes.count(
                    &indices,
                    (&line.name, line.module_name()),
                    out.unit.as_deref().unwrap_or(""),
                    &first.path,
                );
            }
        }
        if let Some(first) = found.first() {
            let next = self.sets.len();
            out.causes = Some(*self.sets.entry(indices).or_insert(next));
            out.path.clone_from(&first.path);
            if link.is_some_and(|l| self.paths_for[l as usize]) {
                out.paths = found.iter().map(|r| r.path.clone()).collect();
            }
        }
        out
    }

    /// The class of a changed CRC, which is counted. `read`: the export on both sides, where the units were read.
    fn class(&mut self, read: Option<Link>, found: &[Reached], indices: &[usize]) -> x::CrcClass {
        let causes = || indices.iter().map(|&i| &self.causes.list[i]);
        let is_layout = causes().any(|cause| cause.layout);
        let breaks = causes().any(|cause| cause.severity == Some(Severity::Breaking));
        // Where part of a type is not known, no change in the rest means none at all.
        let [old_lacks, new_lacks] = &self.lacks;
        let lacks = |l: &Link| old_lacks[l.old as usize].is_some() || new_lacks[l.new as usize].is_some();
        let told = read.filter(|link| !(found.is_empty() && lacks(link)));
        let class = classify(self.sides, told, found, is_layout);
        let count = self.classes.entry(class).or_default();
        count.0 += 1;
        count.1 += usize::from(breaks);
        class
    }

    /// The totals, and the causes.
    pub(super) fn finish(self, out: &mut x::Explanation) {
        let seen = x::CrcClass::ALL.into_iter().filter(|class| *class != x::CrcClass::NoView);
        let classes = seen.map(|class| {
            let (exports, breaking) = self.classes.get(&class).copied().unwrap_or_default();
            x::ClassCount { class, exports, breaking }
        });
        out.classes = classes.collect();
        let missed = x::MissReason::ALL.into_iter().map(|reason| {
            let (exports, matters) = self.missed.get(&reason).copied().unwrap_or_default();
            x::MissedCount { reason, exports, matters }
        });
        out.missed = missed.collect();
        self.causes.finish(out, self.sets);
    }
}

/// What the two lists say of an export.
pub(super) fn stated(row: &ExportState<'_>) -> x::ExplainedExport {
    let line = row.line();
    let crc = |line: &Symver| format!("{:#010x}", line.crc);
    x::ExplainedExport {
        name: line.name.clone(),
        module: line.module.clone(),
        states: row.states.clone(),
        old_crc: row.old.map(crc),
        new_crc: row.new.map(crc),
        unit: None,
        class: None,
        evidence: None,
        definitions: Vec::new(),
        ways: Vec::new(),
        causes: None,
        path: Vec::new(),
        paths: Vec::new(),
        reaches: 0,
        missed: None,
    }
}

/// What the key and the trampoline of a static call are called before the name of the call
/// (`include/linux/static_call_types.h`).
const STATIC_CALL: (&str, &str) = ("__SCK__", "__SCT__");

/// Static calls whose exported key changed its CRC, with the module that exports it.
pub(super) fn changed_keys<'r>(rows: &'r [ExportState<'_>]) -> BTreeSet<(&'r str, &'r str)> {
    let key = |s: &'r ExportState<'_>| Some((s.line().name.strip_prefix(STATIC_CALL.0)?, s.line().module_name()));
    rows.iter().filter(|s| s.is(State::CrcChanged)).filter_map(key).collect()
}

/// Whether whoever uses a trampoline is refused by the CRC of its key: `static_call()` refers to both.
fn is_refused_by_key(keys: &BTreeSet<(&str, &str)>, line: &Symver) -> bool {
    line.name.strip_prefix(STATIC_CALL.1).is_some_and(|call| keys.contains(&(call, line.module_name())))
}

fn classify(sides: &Sides<'_>, link: Option<Link>, found: &[Reached], layout: bool) -> x::CrcClass {
    let Some(link) = link else { return x::CrcClass::NoType };
    let visibility = |r: &Reached| matches!(r.cause, Cause::Visible(..) | Cause::Hidden(..));
    if !is_defined(sides, link) {
        x::CrcClass::Assembler
    } else if layout {
        x::CrcClass::Layout
    } else if found.iter().any(|r| !visibility(r)) {
        x::CrcClass::NoLayout
    } else if found.is_empty() {
        x::CrcClass::NothingVisible
    } else {
        x::CrcClass::Visibility
    }
}
