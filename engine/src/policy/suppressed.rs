//! A report without what suppression files hide, which is kept aside in it. The gate has the same answers (`hiding.rs`), and
//! hides nothing but what fails.

use std::collections::BTreeMap;

use super::interface::Interface;
use super::looked_at::Gate;
use super::suppressions::Suppression;
use super::suppressions::hiding::Hiding;
use super::{Date, Policy};
use crate::graph::Graph;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::model::gate::Problem;
use crate::model::report::{
    Counts, Finding, Report, Suppressed, SuppressedExport, SuppressedFinding, SymbolChange, SymbolOutcome, Verdict,
};
use crate::rules::Severity;

/// Takes out of a report of two graphs what these entries hide. `files`: those that hold them, as the user named them.
pub fn suppress(report: &mut Report, graphs: [&Graph; 2], entries: Vec<Suppression>, files: Vec<String>) {
    let policy = Policy { suppressions: entries, ..Policy::default() };
    let [base, new] = Interface::of(graphs, [None, None]);
    let today = Date { year: 1970, month: 1, day: 1 };
    let (hidden, problems) = {
        let gate = Gate {
            policy: &policy,
            report,
            base: &base,
            new: &new,
            graphs: Some(graphs),
            new_symvers: None,
            today,
            allow_incomplete: false,
        };
        looked_for(&gate)
    };
    report.diagnostics.extend(problems.into_iter().map(diagnostic));
    report.diagnostics.sort();
    report.diagnostics.dedup();
    take(report, hidden, files);
}

/// What is hidden, with the entry or option that hides it.
pub(super) struct Hidden {
    /// Root findings by id.
    pub(super) findings: BTreeMap<String, String>,
    /// By export of the report.
    pub(super) exports: Vec<Option<String>>,
}

fn looked_for(gate: &Gate<'_>) -> (Hidden, Vec<Problem>) {
    let report = gate.report;
    let hiding = Hiding::new(gate.policy, report, [gate.base, gate.new], gate.graphs);
    let exports: Vec<Option<String>> =
        (0..report.symbols.len()).map(|i| hiding.of_symbol(i).map(Suppression::place)).collect();
    let mut reaching = reaching(report, &exports);
    let overreaches = |f: &Finding| gate.beyond(f, &[0], &hiding).is_some();
    let mut findings = BTreeMap::new();
    for f in report.findings.iter().filter(|f| f.root) {
        // One that stands for several instances is hidden with all of them alone.
        let by = match reaching.remove(f.id.as_str()) {
            Some(Some(by)) => Some(by),
            _ => hiding.of(f).filter(|_| !overreaches(f)).map(Suppression::place),
        };
        let all_parts = || hiding.following().instances(f).into_iter().all(|part| hiding.of(part).is_some());
        if let Some(by) = by.filter(|_| all_parts()) {
            findings.insert(f.id.clone(), by);
        }
    }
    let mut problems = Vec::new();
    let shown = || report.findings.iter().filter(|f| f.root && !findings.contains_key(&f.id));
    gate.overreached(shown(), &hiding, &mut problems);
    let with_causes = |f: &Finding| !f.caused_by.is_empty() && f.caused_by.iter().all(|id| findings.contains_key(id));
    gate.hidden(|f| findings.contains_key(&f.id) || !f.root && with_causes(f), &hiding, &mut problems);
    (Hidden { findings, exports }, problems)
}

/// By root finding that some export reaches: the entry that hides the first of them, if all are hidden.
pub(super) fn reaching<'r>(report: &'r Report, exports: &[Option<String>]) -> BTreeMap<&'r str, Option<String>> {
    let mut out: BTreeMap<&str, Option<String>> = BTreeMap::new();
    for (symbol, by) in report.symbols.iter().zip(exports) {
        for id in report.reach_sets.get(symbol.reaches).into_iter().flatten() {
            let known = out.entry(id).or_insert_with(|| by.clone());
            if by.is_none() {
                *known = None;
            }
        }
    }
    out
}

/// Takes what is hidden out of the report, to what is hidden already. `files`: who hides it.
pub(super) fn take(report: &mut Report, hidden: Hidden, files: Vec<String>) {
    let mut out: Suppressed = report.suppressed.take().unwrap_or_default();
    out.files.extend(files);
    let is_hidden = |id: &String| hidden.findings.contains_key(id);
    for finding in std::mem::take(&mut report.findings) {
        match hidden.findings.get(&finding.id) {
            Some(by) if finding.root => out.findings.push(SuppressedFinding { by: by.clone(), finding }),
            // What follows from hidden findings alone goes with them.
            _ if !finding.root && !finding.caused_by.is_empty() && finding.caused_by.iter().all(is_hidden) => {
                out.derived += 1;
            }
            _ => report.findings.push(finding),
        }
    }
    for set in &mut report.reach_sets {
        set.retain(|id| !is_hidden(id));
    }
    let severities: BTreeMap<&str, Severity> = report.findings.iter().map(|f| (f.id.as_str(), f.severity)).collect();
    let mut left = Vec::new();
    for (symbol, by) in std::mem::take(&mut report.symbols).into_iter().zip(hidden.exports) {
        if let Some(by) = by {
            let SymbolChange { name, module, version, change, .. } = symbol;
            out.exports.push(SuppressedExport { by, name, module, version, change });
            continue;
        }
        let set = report.reach_sets.get(symbol.reaches).map_or(&[][..], Vec::as_slice);
        if set.is_empty() && symbol.change == SymbolOutcome::Changed {
            continue;
        }
        let worst = set.iter().filter_map(|id| severities.get(id.as_str())).max();
        left.push(SymbolChange { severity: worst.copied().unwrap_or(Severity::Cosmetic), ..symbol });
    }
    report.symbols = left;
    report.counts = Counts::of(&report.findings, &report.symbols);
    if report.verdict != Verdict::Incomplete {
        let worst = report.findings.iter().filter(|f| f.root).map(|f| f.severity).max();
        report.verdict = worst.map_or(Verdict::None, Verdict::from);
    }
    report.suppressed = Some(out);
}

fn diagnostic(problem: Problem) -> Diagnostic {
    let line = problem.line.map_or_else(String::new, |line| format!("line {line}: "));
    Diagnostic {
        level: DiagnosticLevel::Note,
        code: match &*problem.kind {
            "suppression-hides-break" => "suppression-hides-break",
            "suppression-overreached" => "suppression-overreached",
            _ => "suppression-unused",
        },
        object: problem.file.unwrap_or_default(),
        section: String::new(),
        offset: None,
        message: line + &problem.message,
    }
}
