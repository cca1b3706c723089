//! The JSON report as the corpus reads it, and the comparison of its root findings with the expected ones.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Output;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use crate::build::{Combo, Side, Workspace};
use crate::case::{Case, Expected};
use crate::{forms, pages, sentences};

/// A report with the exit status that came with it.
pub(crate) struct Report {
    /// Exit status of `abilens diff`.
    pub(crate) exit_code: Option<i32>,
    /// The bytes on standard output.
    pub(crate) bytes: Vec<u8>,
    /// The fields that the corpus compares.
    pub(crate) body: Body,
}

/// The fields that the corpus compares.
#[derive(Deserialize)]
pub(crate) struct Body {
    pub(crate) verdict: String,
    pub(crate) findings: Vec<Finding>,
    pub(crate) symbols: Vec<Symbol>,
    pub(crate) diagnostics: Vec<serde_json::Value>,
}

/// A finding of the report.
#[derive(Deserialize)]
pub(crate) struct Finding {
    pub(crate) id: String,
    pub(crate) rule: String,
    pub(crate) severity: String,
    pub(crate) why: String,
    pub(crate) root: bool,
    pub(crate) caused_by: Vec<String>,
    pub(crate) subject: Subject,
}

/// What a finding is about.
#[derive(Deserialize)]
pub(crate) struct Subject {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) member: Option<String>,
}

/// An export that was added, removed or changed.
#[derive(Deserialize)]
pub(crate) struct Symbol {
    pub(crate) name: String,
    pub(crate) module: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) change: String,
}

impl Report {
    /// Reads the output of `abilens diff --format json`.
    pub(crate) fn parse(output: Output) -> Result<Self> {
        let body = serde_json::from_slice(&output.stdout).with_context(|| {
            format!(
                "no JSON report; {}\n{}{}",
                output.status,
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            )
        })?;
        let wrong = forms::json("report", &serde_json::from_slice(&output.stdout)?);
        ensure!(wrong.is_empty(), "the report is not what its schema says\n{}", wrong.join("\n"));
        Ok(Self { exit_code: output.status.code(), bytes: output.stdout, body })
    }

    /// The root findings.
    pub(crate) fn roots(&self) -> impl Iterator<Item = &Finding> {
        self.body.findings.iter().filter(|finding| finding.root)
    }

    /// Derived findings that are worse than all of their causes: no verdict would know of them.
    pub(crate) fn worse_than_causes(&self) -> Vec<String> {
        let rank = |severity: &str| {
            ["cosmetic", "compatible", "source", "risky", "breaking"].iter().position(|word| *word == severity)
        };
        let of_root: BTreeMap<&str, _> = self.roots().map(|f| (f.id.as_str(), rank(&f.severity))).collect();
        let derived = self.body.findings.iter().filter(|f| !f.root);
        let worse = |f: &&Finding| {
            let causes = f.caused_by.iter().filter_map(|id| of_root.get(id.as_str()));
            causes.max().is_none_or(|worst| *worst < rank(&f.severity))
        };
        derived.filter(worse).map(|f| format!("{} {} {}", f.rule, f.subject.kind, f.subject.name)).collect()
    }

    /// The exports that were added (or removed), by everything that identifies one, with their number.
    pub(crate) fn exports(&self, change: &str) -> BTreeMap<String, usize> {
        let mut exports = BTreeMap::new();
        for symbol in self.body.symbols.iter().filter(|symbol| symbol.change == change) {
            let version = symbol.version.as_deref().unwrap_or_default();
            // Two shared objects of the same name: the module is only told apart where there are modules.
            let module = symbol.module.as_deref().unwrap_or_default();
            *exports.entry(format!("{}@{version} {module}", symbol.name)).or_default() += 1;
        }
        exports
    }
}

/// Builds both sides and compares: the root findings, verdict and exit status must be those of the case.
pub(crate) fn check_findings(workspace: &Workspace, combo: Combo) -> Result<()> {
    let case = &*workspace.case;
    let report = workspace.report(combo)?;

    let mut complaints = Vec::new();
    let expected: Vec<&Expected> = case.toml.finding.iter().filter(|e| e.holds_on(combo.toolchain.name)).collect();
    let actual: Vec<&Finding> = report.roots().collect();
    if let Some(difference) = difference(&expected, &actual) {
        complaints.push(difference);
    }
    for wanted in &case.toml.derived {
        let gives = |f: &&Finding| !f.root && format!("{} {} {}", f.rule, f.subject.kind, f.subject.name) == *wanted;
        if !report.body.findings.iter().any(|f| gives(&f)) {
            complaints.push(format!("  missing     derived     {wanted}"));
        }
    }
    for derived in report.worse_than_causes() {
        complaints.push(format!("  worse than its causes     {derived}"));
    }
    let verdict = case.toml.verdict;
    if report.body.verdict != verdict.as_str() {
        complaints.push(format!("verdict {} instead of {}", report.body.verdict, verdict.as_str()));
    }
    let default_gate = !case.toml.diff_args.iter().any(|a| a.starts_with("--fail-on"));
    if default_gate && report.exit_code != Some(verdict.exit_code()) {
        complaints.push(format!("exit status {:?} instead of {}", report.exit_code, verdict.exit_code()));
    }
    if complaints.is_empty() {
        if sentences::is_kept(workspace, combo) {
            sentences::check(workspace, &report)?;
            let [old, new] = [Side::Old, Side::New].map(|side| workspace.built(side, combo));
            pages::check(workspace, &old, &new);
        }
        return Ok(());
    }
    for diagnostic in &report.body.diagnostics {
        complaints.push(format!("diagnostic {diagnostic}"));
    }
    bail!("{}\n{}", case.toml.summary, complaints.join("\n"))
}

/// The verdict is that of the case, its grave findings are there and no others are.
pub(crate) fn check_verdict(case: &Case, combo: Combo, report: &Report) -> Result<()> {
    let grave = |severity: &str| matches!(severity, "risky" | "breaking");
    let expected = case
        .toml
        .finding
        .iter()
        .filter(|e| e.holds_on(combo.toolchain.name) && e.severity.is_none_or(|severity| grave(severity.as_str())));
    let actual: Vec<&Finding> = report.roots().filter(|finding| grave(&finding.severity)).collect();
    if let Some(difference) = difference(&expected.collect::<Vec<_>>(), &actual) {
        bail!("{}\n{difference}", case.toml.summary);
    }
    let verdict = case.toml.verdict;
    let rank = |word: &str| if grave(word) || word == "incomplete" { word.to_owned() } else { "harmless".to_owned() };
    let (found, wanted) = (rank(&report.body.verdict), rank(verdict.as_str()));
    ensure!(found == wanted, "verdict {} instead of {}", report.body.verdict, verdict.as_str());
    Ok(())
}

/// Where the report and the case disagree; `None` if nowhere.
fn difference(expected: &[&Expected], actual: &[&Finding]) -> Option<String> {
    // The most particular expectation chooses first, so that a vague one cannot take its finding.
    let mut order: Vec<&Expected> = expected.to_vec();
    order.sort_by_key(|e| (e.member.is_none(), e.severity.is_none(), e.why.is_none()));
    let mut taken = vec![false; actual.len()];
    let mut text = String::new();
    for expectation in order {
        let found = (0..actual.len()).find(|&i| !taken[i] && matches(expectation, actual[i]));
        if let Some(i) = found {
            taken[i] = true;
        } else {
            let severity = expectation.severity.map_or("any", |severity| severity.as_str());
            let member = expectation.member.as_deref().map(|m| format!(", member {m}"));
            let why = expectation.why.as_deref().map(|why| format!("\n              ... {why} ..."));
            let _ = writeln!(
                text,
                "  missing     {severity:<10}  {}  {}{}{}",
                expectation.rule,
                expectation.subject,
                member.unwrap_or_default(),
                why.unwrap_or_default(),
            );
        }
    }
    for (finding, _) in actual.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        let member = finding.subject.member.as_deref().map(|m| format!(", member {m}"));
        let _ = writeln!(
            text,
            "  unexpected  {:<10}  {}  {} {}{}\n              {}",
            finding.severity,
            finding.rule,
            finding.subject.kind,
            finding.subject.name,
            member.unwrap_or_default(),
            finding.why,
        );
    }
    (!text.is_empty()).then_some(text)
}

fn matches(expected: &Expected, actual: &Finding) -> bool {
    let subject = format!("{} {}", actual.subject.kind, actual.subject.name);
    expected.rule == actual.rule
        && expected.subject == subject
        && (expected.member.is_none() || expected.member == actual.subject.member)
        && expected.severity.is_none_or(|severity| severity.as_str() == actual.severity)
        && expected.why.as_deref().is_none_or(|why| actual.why.contains(why))
}

/// Fails unless the report says that nothing changed.
pub(crate) fn ensure_unchanged(report: &Report, what: &str) -> Result<()> {
    let findings: Vec<String> = report
        .body
        .findings
        .iter()
        .map(|f| format!("  {} {} {} {}", f.severity, f.rule, f.subject.kind, f.subject.name))
        .collect();
    ensure!(
        report.body.verdict == "none" && findings.is_empty() && report.body.symbols.is_empty(),
        "{what}: verdict {}, {} symbols\n{}",
        report.body.verdict,
        report.body.symbols.len(),
        findings.join("\n")
    );
    Ok(())
}
