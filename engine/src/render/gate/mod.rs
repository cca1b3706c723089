//! The outcome of a gate, spelt: for a terminal, a merge request, and the machines of a CI.
//!
//! Every renderer is made of the [`GateOutcome`] alone.

pub mod annotations;
pub mod junit;
pub mod markdown;
pub mod matrix;
pub mod sarif;
pub mod text;

#[cfg(test)]
mod tests;

use super::text::facts;
use super::text::line::counted;
use super::told::{NO_HUNK, hunk, hunks, unexplained, what};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::model::gate::{ChangedCrc, GateFinding, GateOutcome, GateVerdict, Problem};

/// `FAIL`, `PASS`, `COULD NOT TELL`.
fn word(verdict: GateVerdict) -> &'static str {
    match verdict {
        GateVerdict::Pass => "PASS",
        GateVerdict::Fail => "FAIL",
        GateVerdict::Incomplete => "COULD NOT TELL",
    }
}

/// What is old and new, then why it matters.
fn explanation(outcome: &GateOutcome, f: &GateFinding) -> String {
    let summary = facts::summary(&f.finding);
    let mut out = what(&f.finding);
    if !summary.is_empty() && Some(&summary) != f.finding.subject.member.as_ref() {
        out.push_str(&format!(": {summary}"));
    }
    if !f.finding.why.is_empty() {
        out.push_str(&format!(" ({})", f.finding.why));
    }
    if f.exports > 0 {
        out.push_str(&format!(". Reached by {}", reach(f)));
    }
    if let Some(project) = f.finding.dependency() {
        out.push_str(&format!(". Declared by {project}"));
    }
    for h in hunks(&f.finding).take(3) {
        out.push_str(&format!(". Made by {}", hunk(h)));
    }
    if unexplained(outcome.attribution.is_some(), &f.finding) {
        out.push_str(&format!(". Made by {NO_HUNK}: none touches the declaration"));
    }
    out
}

/// `4,812 exports: a, b, c and 4,809 more`.
fn reach(f: &GateFinding) -> String {
    let names = super::text::line::and_more(f.sample.iter().take(3).cloned(), f.exports);
    match f.exports {
        0 => String::new(),
        n => format!("{}: {names}", counted(n, "export", "exports")),
    }
}

/// What a listed symbol whose CRC differs reaches, each subject once: `parameter-added, struct device and 3 more`.
fn causes(outcome: &GateOutcome, crc: &ChangedCrc, most: usize) -> String {
    let finding = |id: &String| outcome.findings.iter().map(|f| &f.finding).find(|f| f.id == *id);
    let mut names: Vec<String> = Vec::new();
    let mut told = 0;
    for f in crc.causes.iter().filter_map(finding) {
        let itself = f.is_of_symbol() && f.subject.name == crc.name;
        let name = if itself { f.rule.id().to_owned() } else { f.subject.spelt() };
        if !names.contains(&name) && names.len() == most {
            break;
        }
        told += 1;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return "no change of types: macros, attributes or spelling".to_owned();
    }
    let list = names.join(", ");
    match crc.reaches.saturating_sub(told) {
        0 => list,
        n => format!("{list} and {}", counted(n, "more finding", "more findings")),
    }
}

/// What could not be read.
fn lost(outcome: &GateOutcome) -> Vec<&Diagnostic> {
    outcome.diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost).collect()
}

fn diagnostic(d: &Diagnostic) -> String {
    super::text::diagnostic(d)
}

/// `file:line: message`.
pub(super) fn problem(p: &Problem) -> String {
    match (&p.file, p.line) {
        (Some(file), Some(line)) => format!("{file}:{line}: {}", p.message),
        (Some(file), None) => format!("{file}: {}", p.message),
        _ => p.message.clone(),
    }
}
