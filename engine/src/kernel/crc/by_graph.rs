//! What changed CRCs may be due to where the inputs do not hold what single units see: BTF, snapshots, dumps of other tools.
//!
//! The comparison of the graphs tells which changes an export reaches. Whether the unit that exports it saw a change, and so whether
//! its CRC covers it, is not known: each cause is reached, none is more.

use std::collections::BTreeSet;

use super::causes;
use super::export::{Reaches, stated};
use super::states::ExportState;
use crate::findings::ids::key::Key;
use crate::ground::maps::FastMap;
use crate::model::explanation as x;
use crate::model::explanation::State;
use crate::model::report::{Finding, Report};
use crate::rules::Severity;
use crate::rules::facts::{Subject, SubjectKind};

/// Tells of every row: its state, and of those whose CRC changed what they reach. `names`: the exports that were asked for, else all of
/// which there is something to tell.
pub(super) fn tell(
    rows: &[ExportState<'_>],
    report: &Report,
    reaches: &Reaches<'_>,
    names: &[String],
    out: &mut x::Explanation,
) {
    let mut causes = Causes::new(report);
    for row in rows {
        let line = row.line();
        let findings = row.old.map_or(&[][..], |line| reaches.ids(line));
        let is_changed = row.is(State::CrcChanged);
        let asked = names.contains(&line.name);
        let mut export = stated(row);
        export.class = is_changed.then_some(x::CrcClass::NoView);
        export.reaches = findings.len();
        if is_changed {
            let set = causes.set(findings);
            let is_reached = !set.is_empty();
            export.evidence = Some(if is_reached { x::Evidence::Reached } else { x::Evidence::Nothing });
            export.causes = Some(causes.count(set, line.module_name())).filter(|_| is_reached);
        }
        let news = row.primary() != State::Unchanged || findings.iter().any(|id| causes.matters(id));
        if asked || names.is_empty() && news {
            out.exports.push(export);
        }
    }
    causes.finish(out);
}

/// Root causes, and what each may explain.
struct Causes<'r> {
    findings: FastMap<&'r str, &'r Finding>,
    /// Sizes in bits, old and new, of types whose size changed, by kind and name.
    sizes: FastMap<(SubjectKind, &'r str), (u64, u64)>,
    /// By the subject, an index into the list.
    index: FastMap<(SubjectKind, &'r str, Option<&'r str>), usize>,
    list: Vec<x::CrcCause>,
    modules: Vec<BTreeSet<String>>,
    /// Distinct lists of causes, with their numbers.
    sets: FastMap<Vec<usize>, usize>,
    /// By number of the list, how many CRCs changed.
    changed: Vec<usize>,
}

impl<'r> Causes<'r> {
    fn new(report: &'r Report) -> Self {
        let findings = report.findings.iter().filter(|f| f.root).map(|f| (f.id.as_str(), f)).collect();
        let of_size = report.findings.iter().filter(|f| f.rule.is_of_size() && f.subject.member.is_none());
        let size = |f: &'r Finding| {
            let sizes = (f.old.as_ref()?.bit_size?, f.new.as_ref()?.bit_size?);
            Some(((f.subject.kind, f.subject.name.as_str()), sizes))
        };
        let (sizes, index, sets) = (of_size.filter_map(size).collect(), FastMap::default(), FastMap::default());
        Self { findings, sizes, index, list: Vec::new(), modules: Vec::new(), sets, changed: Vec::new() }
    }

    /// Whether consumers have to care.
    fn matters(&self, id: &str) -> bool {
        self.findings.get(id).is_some_and(|f| f.severity > Severity::Cosmetic)
    }

    /// The causes behind findings, each once, in their order.
    fn set(&mut self, ids: &[String]) -> Vec<usize> {
        let mut set: Vec<usize> = Vec::new();
        for id in ids {
            let Some(&finding) = self.findings.get(id.as_str()) else { continue };
            let cause = self.cause(finding);
            if !set.contains(&cause) {
                set.push(cause);
            }
        }
        set
    }

    /// The cause that a finding is a part of: all that happened to its subject.
    fn cause(&mut self, finding: &'r Finding) -> usize {
        let Subject { kind, name, module, .. } = &finding.subject;
        let next = self.list.len();
        let at = *self.index.entry((*kind, name.as_str(), module.as_deref())).or_insert(next);
        if at == next {
            let sizes = self.sizes.get(&(*kind, name.as_str())).copied();
            self.list.push(described(finding, sizes));
            self.modules.push(BTreeSet::new());
        }
        let cause = &mut self.list[at];
        if !cause.findings.contains(&finding.id) {
            cause.findings.push(finding.id.clone());
            cause.severity = cause.severity.max(Some(finding.severity));
            cause.layout |= moves(finding);
            if cause.lines.is_empty() {
                cause.lines.clone_from(&finding.layout);
            }
            if !cause.rules.iter().any(|rule| rule == finding.rule.id()) {
                cause.rules.push(finding.rule.id().to_owned());
            }
        }
        at
    }

    /// Counts a changed CRC; the number of its list of causes.
    fn count(&mut self, set: Vec<usize>, module: &str) -> usize {
        for &at in &set {
            self.list[at].explains += 1;
            self.list[at].only += usize::from(set.len() == 1);
            self.modules[at].insert(module.to_owned());
        }
        let next = self.sets.len();
        let number = *self.sets.entry(set).or_insert(next);
        self.changed.resize(self.sets.len(), 0);
        self.changed[number] += 1;
        number
    }

    /// Hands out the causes, and the totals.
    fn finish(mut self, out: &mut x::Explanation) {
        for (cause, modules) in self.list.iter_mut().zip(&self.modules) {
            cause.modules = modules.len();
            cause.id = id(cause);
        }
        // How bad a cause is stands only now: a later export may reach more of what happened to its subject.
        let breaks = |set: &[usize]| set.iter().any(|&at| self.list[at].severity == Some(Severity::Breaking));
        let breaking = self.sets.iter().filter(|(set, _)| breaks(set)).map(|(_, &number)| self.changed[number]).sum();
        out.classes = vec![x::ClassCount { class: x::CrcClass::NoView, exports: self.changed.iter().sum(), breaking }];
        causes::hand_out(self.list, self.sets, out);
    }
}

/// A cause without what it explains. `sizes`: in bits, old and new, where they differ.
fn described(finding: &Finding, sizes: Option<(u64, u64)>) -> x::CrcCause {
    let of_symbol = matches!(finding.subject.kind, SubjectKind::Function | SubjectKind::Variable);
    let kind = if of_symbol { x::CauseKind::Prototype } else { x::CauseKind::Changed };
    x::CrcCause {
        layout: sizes.is_some(),
        old_bit_size: sizes.map(|(old, _)| old),
        new_bit_size: sizes.map(|(_, new)| new),
        path: finding.impact.path.clone(),
        ..x::CrcCause::of(kind, Subject { member: None, ..finding.subject.clone() })
    }
}

/// Whether the places of members, or their sizes, are others; not so if only names are.
fn moves(finding: &Finding) -> bool {
    if !matches!(finding.subject.kind, SubjectKind::Struct | SubjectKind::Union | SubjectKind::Class) {
        return false;
    }
    let mut sides = [Vec::new(), Vec::new()];
    for line in &finding.layout {
        if line.old.is_some() {
            sides[0].push((line.old_offset, line.old_size));
        }
        if line.new.is_some() {
            sides[1].push((line.new_offset, line.new_size));
        }
    }
    sides.iter_mut().for_each(|side| side.sort_unstable());
    sides[0] != sides[1]
}

/// A hash of kind, subject and the ids of the findings, which hold the facts.
fn id(cause: &x::CrcCause) -> String {
    let mut key = Key::default();
    key.tag(5);
    key.kind(cause.subject.kind);
    key.declaration(&cause.subject.name);
    key.option(cause.subject.module.as_deref(), Key::name);
    cause.findings.iter().for_each(|finding| key.name(finding));
    format!("v2-{:016x}", key.hash())
}
