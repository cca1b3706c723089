//! A gate over several builds as text and as a comment: a row a build, then what fails, by the builds in which it does.

use std::collections::BTreeMap;

use super::{diagnostic, lost, problem, word};
use crate::model::gate::{Effect, GateOutcome, GateVerdict, Status};
use crate::model::matrix::{Build, MatrixFinding, MatrixOutcome};
use crate::render::markdown::CommentOptions;
use crate::render::markdown::comment::{Comment, ROOM, cell, cell_code, code, text};
use crate::render::text::TextOptions;
use crate::render::text::line::{BOLD, DIM, GOOD, Line, PLAIN, Page, columns, counted, severity_style, thousands};
use crate::rules::Severity;

/// Findings of a group that are shown without `full`.
const SHOWN: usize = 8;
/// Column of what belongs to the verdict.
const HANG: usize = 7;

/// The findings that fail in the same builds.
struct Group<'m> {
    /// Indexes of these builds.
    builds: Vec<usize>,
    findings: Vec<&'m MatrixFinding>,
}

/// What fails, in the most builds first.
fn groups(outcome: &MatrixOutcome) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<Vec<usize>, Vec<&MatrixFinding>> = BTreeMap::new();
    for finding in outcome.findings.iter().filter(|f| f.status == Status::Fails) {
        let failing = finding.builds.iter().filter(|b| b.status == Status::Fails);
        groups.entry(failing.map(|b| b.build).collect()).or_default().push(finding);
    }
    let mut groups: Vec<Group<'_>> = groups.into_iter().map(|(builds, findings)| Group { builds, findings }).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.builds.len()), group.builds.clone()));
    groups
}

/// Whether all of a build could be compared, so that what was not found in it is not there.
fn is_complete(build: &Build) -> bool {
    let whole = |outcome: &GateOutcome| {
        lost(outcome).is_empty() && outcome.problems.iter().all(|problem| problem.effect != Effect::Incomplete)
    };
    build.outcome.as_ref().is_some_and(whole)
}

/// `in every build`, `in arm64, s390x, not in amd64`, `in s390x alone`, `in s390x; of amd64 it cannot be told`.
fn whereabouts(outcome: &MatrixOutcome, builds: &[usize]) -> String {
    let name = |at: usize| outcome.builds[at].name.clone();
    let absent = (0..outcome.builds.len()).filter(|at| !builds.contains(at));
    let (others, unknown): (Vec<usize>, Vec<usize>) = absent.partition(|&at| is_complete(&outcome.builds[at]));
    let [these, others, unknown]: [Vec<String>; 3] =
        [builds.to_vec(), others, unknown].map(|list| list.into_iter().map(name).collect());
    let place = match (&these[..], &others[..]) {
        ([one], []) => format!("in {one}"),
        (_, []) if unknown.is_empty() => "in every build".to_owned(),
        ([one], _) if unknown.is_empty() => format!("in {one} alone"),
        (_, others) if !others.is_empty() && others.len() <= these.len() => {
            format!("in {}, not in {}", these.join(", "), others.join(", "))
        }
        _ => format!("in {}", these.join(", ")),
    };
    if unknown.is_empty() { place } else { format!("{place}; of {} it cannot be told", unknown.join(", ")) }
}

/// Why a build fails for another reason than a finding, or could not be told: one sentence.
fn trouble(build: &Build) -> Option<String> {
    if let Some(error) = &build.error {
        return Some(error.clone());
    }
    let outcome = build.outcome.as_ref()?;
    let problems: Vec<String> = outcome.problems.iter().filter(|p| p.effect != Effect::Note).map(problem).collect();
    let lost: Vec<String> = lost(outcome).into_iter().map(diagnostic).collect();
    let all = [lost, problems].concat();
    let first = all.first()?.clone();
    Some(if all.len() > 1 { format!("{first}; and {} more", thousands(all.len() as u128 - 1)) } else { first })
}

/// Exports of BASE and NEW, findings, and those that fail.
fn counts(build: &Build) -> Option<[usize; 4]> {
    let outcome = build.outcome.as_ref()?;
    let sum = |of: fn(&crate::model::gate::ScopeOutcome) -> usize| outcome.scopes.iter().map(of).sum();
    Some([sum(|s| s.symbols), sum(|s| s.symbols_new), outcome.findings.len(), outcome.with(Status::Fails).count()])
}

/// `2 fail, 1 could not be told, 4 pass`.
fn totals(outcome: &MatrixOutcome) -> String {
    let count = |verdict| outcome.builds.iter().filter(|build| build.verdict == verdict).count();
    let (fails, unknown, passes) = (count(GateVerdict::Fail), count(GateVerdict::Incomplete), count(GateVerdict::Pass));
    let parts = [
        (fails, if fails == 1 { "fails" } else { "fail" }),
        (unknown, "could not be told"),
        (passes, if passes == 1 { "passes" } else { "pass" }),
    ];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    format!("{}: {}", counted(outcome.builds.len(), "build", "builds"), parts.join(", "))
}

/// What does not fail, and how much of it not every build has.
fn rest(outcome: &MatrixOutcome) -> Option<String> {
    let compared = outcome.builds.iter().filter(|build| build.outcome.is_some()).count();
    let others: Vec<&MatrixFinding> = outcome.findings.iter().filter(|f| f.status != Status::Fails).collect();
    if others.is_empty() {
        return None;
    }
    let some = others.iter().filter(|f| f.builds.len() < compared).count();
    let all = counted(others.len(), "finding fails in no build", "findings fail in no build");
    Some(match some {
        0 => format!("{all}; all of them in every build"),
        n => format!("{all}; {} of them not in every build", thousands(n as u128)),
    })
}

fn style(verdict: GateVerdict) -> crate::render::text::line::Style {
    if verdict == GateVerdict::Pass { GOOD } else { severity_style(Severity::Breaking) }
}

/// The outcome as text that ends in a newline.
#[must_use]
pub fn render(outcome: &MatrixOutcome, o: &TextOptions) -> String {
    let mut page = Page::new(o.width, o.color);
    let mut line = Line::default();
    line.push(style(outcome.verdict), word(outcome.verdict));
    line.pad_to((line.columns() + 2).max(HANG));
    let hang = line.columns();
    page.flow(line, hang, BOLD, &totals(outcome));
    page.flow(Line::at(HANG), HANG, DIM, &format!("{}, {}", outcome.matrix, outcome.today));
    page.blank();
    table(&mut page, outcome);
    for group in groups(outcome) {
        page.blank();
        let title = format!("fails {} ({})", whereabouts(outcome, &group.builds), group.findings.len());
        page.flow(Line::default(), 4, BOLD, &title);
        let shown = if o.full { group.findings.len() } else { group.findings.len().min(SHOWN) };
        for finding in &group.findings[..shown] {
            entry(&mut page, outcome, finding);
        }
        if shown < group.findings.len() {
            let more =
                format!("and {} more (--format json has all)", thousands((group.findings.len() - shown) as u128));
            page.flow(Line::at(2), 2, DIM, &more);
        }
    }
    if let Some(rest) = rest(outcome) {
        page.blank();
        page.flow(Line::default(), 4, DIM, &rest);
    }
    page.out
}

fn table(page: &mut Page, outcome: &MatrixOutcome) {
    let name = outcome.builds.iter().map(|b| columns(&b.name)).max().unwrap_or(0).min(page.width / 3);
    for build in &outcome.builds {
        let mut line = Line::at(2);
        line.push(BOLD, build.name.as_str());
        line.pad_to((name + 4).max(line.columns() + 2));
        line.push(style(build.verdict), word(build.verdict));
        line.pad_to((name + 20).max(line.columns() + 2));
        let hang = line.columns();
        let mut text = String::new();
        if let Some([before, after, findings, failing]) = counts(build) {
            let exports = counted(after, "export", "exports");
            text = if before == after { exports } else { format!("{} -> {exports}", thousands(before as u128)) };
            text.push_str(&format!(", {}", counted(findings, "finding", "findings")));
            if failing > 0 {
                let verb = if failing == 1 { "fails" } else { "fail" };
                text.push_str(&format!(", {} {verb}", thousands(failing as u128)));
            }
        }
        if let Some(trouble) = trouble(build) {
            text = if text.is_empty() { trouble } else { format!("{text}; {trouble}") };
        }
        page.flow(line, hang, PLAIN, &text);
    }
}

fn entry(page: &mut Page, outcome: &MatrixOutcome, finding: &MatrixFinding) {
    let mut line = Line::at(2);
    line.push(severity_style(finding.severity), finding.severity.as_str());
    let subject = subject(finding);
    page.tabbed(line, &[(13, BOLD, subject), (50, PLAIN, finding.rule.id().to_owned())], 13);
    let note = differs(outcome, finding);
    if !note.is_empty() {
        page.flow(Line::at(13), 13, DIM, &note);
    }
}

fn subject(finding: &MatrixFinding) -> String {
    let name = finding.subject.spelt();
    finding.subject.member.as_ref().map_or(name.clone(), |member| format!("{name}, {member}"))
}

/// Where else the change stands without failing, and whether it is the same everywhere.
fn differs(outcome: &MatrixOutcome, finding: &MatrixFinding) -> String {
    let passing = finding.builds.iter().filter(|b| b.status != Status::Fails);
    let passing: Vec<String> = passing
        .map(|b| match b.rule == finding.rule {
            true => outcome.builds[b.build].name.clone(),
            false => format!("{} as {}", outcome.builds[b.build].name, b.rule),
        })
        .collect();
    let mut parts = Vec::new();
    if !passing.is_empty() && finding.status == Status::Fails {
        parts.push(format!("also in {}, where it does not fail", passing.join(", ")));
    }
    if !finding.alike && finding.builds.iter().filter(|b| b.status == Status::Fails).count() > 1 {
        parts.push("not alike in all: rules, sizes, offsets or types differ".to_owned());
    }
    parts.join("; ")
}

/// The outcome as markdown that ends in a newline: a comment of a merge request.
#[must_use]
pub fn comment(outcome: &MatrixOutcome, options: &CommentOptions) -> String {
    let mut c = Comment::new(options, "gate", &outcome.matrix);
    c.put(ROOM, &format!("## abilens gate: {}\n", word(outcome.verdict)));
    c.put(ROOM, &format!("{} ({}, {})\n", text(&totals(outcome)), code(&outcome.matrix), outcome.today));
    c.put(ROOM, "| build | verdict | exports | findings | failing | |");
    c.put(ROOM, "| --- | --- | ---: | ---: | ---: | --- |");
    for build in &outcome.builds {
        let n = |n: usize| thousands(n as u128);
        let [_, after, findings, failing] = counts(build).map_or([const { String::new() }; 4], |all| all.map(n));
        let trouble = trouble(build).unwrap_or_default();
        let verdict = word(build.verdict);
        c.put(
            ROOM,
            &format!("| {} | {verdict} | {after} | {findings} | {failing} | {} |", cell(&build.name), cell(&trouble)),
        );
    }
    for group in groups(outcome) {
        let title = format!("\n### Fails {} ({})\n", text(&whereabouts(outcome, &group.builds)), group.findings.len());
        if !c.put(ROOM, &title) {
            c.left_out(group.findings.len());
            continue;
        }
        c.put(ROOM, "| severity | subject | rule | |");
        c.put(ROOM, "| --- | --- | --- | --- |");
        let rows = group.findings.iter().map(|finding| {
            let (subject, note) = (cell_code(&subject(finding)), cell(&differs(outcome, finding)));
            format!("| {} | {subject} | {} | {note} |", finding.severity, finding.rule)
        });
        c.list(ROOM, group.findings.len(), rows);
    }
    if let Some(rest) = rest(outcome) {
        c.put(ROOM, &format!("\n{}", text(&rest)));
    }
    c.end(options)
}
