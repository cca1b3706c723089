//! The outcome of a gate, spelt: for a terminal, a merge request, and the machines of a CI.
//!
//! Every renderer is made of the [`GateOutcome`] alone.

pub mod annotations;
pub mod junit;
pub mod markdown;
pub mod sarif;
pub mod text;

#[cfg(test)]
mod tests;

use super::text::facts;
use super::text::line::counted;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::model::gate::{ChangedCrc, GateFinding, GateOutcome, GateVerdict, Problem};
use crate::model::report::{Finding, HunkRef};

/// `FAIL`, `PASS`, `COULD NOT TELL`.
fn word(verdict: GateVerdict) -> &'static str {
    match verdict {
        GateVerdict::Pass => "PASS",
        GateVerdict::Fail => "FAIL",
        GateVerdict::Incomplete => "COULD NOT TELL",
    }
}

/// `struct device physical_location`: the subject with its member.
fn what(f: &Finding) -> String {
    let subject = f.subject.spelt();
    match &f.subject.member {
        Some(member) => format!("{subject} {member}"),
        None => subject,
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
    if unexplained(outcome, &f.finding) {
        out.push_str(&format!(". Made by {NO_HUNK}: none touches the declaration"));
    }
    out
}

/// `4,812 exports: a, b, c and 4,809 more`.
fn reach(f: &GateFinding) -> String {
    let names = super::text::entry::and_more(f.sample.iter().take(3).cloned(), f.exports);
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

/// File and line of the declaration, without a leading `./`: in the sources of NEW, where annotations stand, else in
/// those of OLD.
fn position(f: &Finding) -> Option<(&str, u32)> {
    let spans = [&f.declared.new, &f.declared.old].into_iter().flatten();
    let span = spans.map(|s| (s.file.as_str(), s.line.unwrap_or(s.first))).next();
    let (file, line) = span.or_else(|| Some((f.subject.file.as_deref()?, f.subject.line.unwrap_or(1))))?;
    Some((file.strip_prefix("./").unwrap_or(file), line.max(1)))
}

/// Hunks that made it, without those that only share its file.
fn hunks(f: &Finding) -> impl Iterator<Item = &HunkRef> {
    f.hunks.iter().filter(|h| h.explains())
}

/// Patches or commits were given, and none of them made it.
fn unexplained(outcome: &GateOutcome, f: &Finding) -> bool {
    outcome.attribution.is_some() && hunks(f).next().is_none()
}

/// What stands instead of a hunk where [`unexplained`].
const NO_HUNK: &str = "no hunk";

/// `include/a.h:25 (0123456789ab "a: grow")`
fn hunk(h: &HunkRef) -> String {
    let commit = h.commit.as_deref().map(short);
    let quoted = h.subject.as_ref().map(|s| format!("\"{s}\""));
    let patch = if quoted.is_none() { h.patch.clone() } else { None };
    let origin: Vec<String> = commit.map(str::to_owned).into_iter().chain(quoted).chain(patch).collect();
    let place = format!("{}:{}", h.file, h.line);
    if origin.is_empty() { place } else { format!("{place} ({})", origin.join(" ")) }
}

/// As many digits of a commit as git prints of a kernel's.
fn short(commit: &str) -> &str {
    commit.get(..12).unwrap_or(commit)
}

/// What made it, in as few words as name it: the commit, else the patch.
fn made_by(outcome: &GateOutcome, f: &Finding) -> String {
    let none = || if unexplained(outcome, f) { NO_HUNK.to_owned() } else { String::new() };
    let Some(h) = hunks(f).next() else { return none() };
    let patch = h.patch.as_deref().map(|p| p.rsplit('/').next().unwrap_or(p));
    h.commit.as_deref().map(short).or(patch).unwrap_or_default().to_owned()
}

/// `file:line`, empty if unknown.
fn place(f: &Finding) -> String {
    position(f).map_or_else(String::new, |(file, line)| format!("{file}:{line}"))
}

/// What could not be read.
fn lost(outcome: &GateOutcome) -> Vec<&Diagnostic> {
    outcome.diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost).collect()
}

fn diagnostic(d: &Diagnostic) -> String {
    super::text::diagnostic(d)
}

/// `file:line: message`.
fn problem(p: &Problem) -> String {
    match (&p.file, p.line) {
        (Some(file), Some(line)) => format!("{file}:{line}: {}", p.message),
        (Some(file), None) => format!("{file}: {}", p.message),
        _ => p.message.clone(),
    }
}
