//! A comparison as GitHub-flavoured markdown, for a merge request, and what the comments of all commands share.

pub(in crate::render) mod cause;
pub(in crate::render) mod comment;
#[cfg(test)]
mod tests;

pub use comment::{CommentId, CommentLink, CommentOptions};

use cause::{Teller, Told};
use comment::{Comment, ROOM, cell, cell_code, code, text};

use super::text::entry::{self, Entry};
use super::text::line::and_more;
use super::text::line::{counted, thousands};
use super::text::{self, TextOptions, libraries, release};
use super::told;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::model::report::{Finding, Release, Report, Verdict};
use crate::rules::Severity;

/// Bytes after which findings leave the room to what could not be read.
const FINDINGS: usize = 54_000;
/// Diagnostics of one level.
const DIAGNOSTICS: usize = 20;
/// Libraries of a table.
const LIBRARIES: usize = 40;
/// Exports of which a row names.
const NAMED: usize = 3;

/// The report as markdown that ends in a newline.
#[must_use]
pub fn report(report: &Report, options: &CommentOptions) -> String {
    let about = match report.releases.as_slice() {
        [one] => &one.library,
        _ => &report.old.path,
    };
    let mut c = Comment::new(options, "diff", about);
    c.put(ROOM, &format!("## abilens diff: {}\n", text::headline(report).to_uppercase()));
    c.put(
        ROOM,
        &format!("{} \u{2192} {}, {}\n", code(&report.old.path), code(&report.new.path), text(&text::exports(report))),
    );
    if report.verdict == Verdict::Incomplete {
        c.put(ROOM, "Evidence is missing: the numbers are of what could be read.\n");
    }
    releases(&mut c, &report.releases);
    let n = &report.counts;
    c.put(ROOM, "| breaking | risky | source | compatible | cosmetic | that follow |\n| ---: | ---: | ---: | ---: | ---: | ---: |");
    let counts = [n.breaking, n.risky, n.source, n.compatible, n.cosmetic, n.derived];
    c.put(ROOM, &format!("| {} |", counts.map(|n| thousands(n as u128)).join(" | ")));
    diagnostics(&mut c, report, DiagnosticLevel::Lost);
    causes(&mut c, report);
    diagnostics(&mut c, report, DiagnosticLevel::Note);
    c.put(ROOM, &format!("\n{}", text(&text::compared(report))));
    if let Some(suppressed) = &report.suppressed {
        c.put(ROOM, &format!("\n{}", text(&text::suppressed::total(suppressed))));
    }
    c.end(options)
}

/// The first causes open, all others folded.
fn causes(c: &mut Comment, report: &Report) {
    let teller = Teller { attributed: report.attribution.is_some(), releases: &report.releases, told: &tell };
    let roots: Vec<&Finding> = report.findings.iter().filter(|f| f.root).collect();
    let entries = entry::group(&roots, false);
    // What nobody has to look at stays folded, too.
    let open = entries.iter().position(|e| e.severity() < Severity::Source).unwrap_or(entries.len());
    let shown = teller.open(c, FINDINGS, &entries[..open]);
    let rest: Vec<&Finding> = entries[shown..].iter().flat_map(Entry::findings).copied().collect();
    if rest.is_empty() {
        return;
    }
    let title = if shown == 0 {
        counted(rest.len(), "change", "changes")
    } else {
        format!("{} more {}", thousands(rest.len() as u128), if rest.len() == 1 { "change" } else { "changes" })
    };
    if c.put(ROOM, &format!("\n<details><summary>{title}</summary>\n")) {
        teller.table(c, FINDINGS, &rest, "why", true);
        c.out.push_str("\n</details>\n");
    } else {
        c.left_out(rest.len());
    }
}

fn tell(f: &Finding) -> Told {
    let short = entry::impact(f, &TextOptions::default());
    let names = and_more(f.impact.sample.iter().take(NAMED).cloned(), f.impact.symbols);
    let reached = if short.is_empty() || names.is_empty() { short.clone() } else { format!("{short}: {names}") };
    Told { reached, reached_short: short, place: told::place(f), last: f.why.clone() }
}

fn diagnostics(c: &mut Comment, report: &Report, level: DiagnosticLevel) {
    let list: Vec<&Diagnostic> = report.diagnostics.iter().filter(|d| d.level == level).collect();
    if list.is_empty() {
        return;
    }
    let lost = level == DiagnosticLevel::Lost;
    let n = thousands(list.len() as u128);
    let head = if lost {
        format!("\n### Could not be read ({n})\n")
    } else {
        format!("\n<details><summary>Notes ({n})</summary>\n")
    };
    if !c.put(ROOM, &head) {
        return c.left_out(list.len());
    }
    let lines = list.iter().map(|d| format!("* {}", text(&text::diagnostic(d))));
    c.list(if lost { ROOM / 3 } else { ROOM }, DIAGNOSTICS, lines);
    if !lost {
        c.out.push_str("\n</details>\n");
    }
}

/// What the release of each library asks for.
pub(in crate::render) fn releases(c: &mut Comment, releases: &[Release]) {
    for (advice, of, told) in release::lines(releases) {
        c.put(ROOM, &format!("Release: **{}**{}{}\n", advice.text(), if of { " of " } else { ": " }, text(&told)));
    }
    let changed = libraries::changed(releases);
    if changed.is_empty() {
        return;
    }
    c.put(ROOM, "| library | verdict | root causes | release |\n| --- | --- | ---: | --- |");
    let row = |r: &&Release| {
        let verdict = r.verdict.unwrap_or(Verdict::None).as_str();
        let causes = thousands(r.findings.len() as u128);
        format!("| {} | {verdict} | {causes} | {}: {} |", cell_code(&r.library), r.advice.text(), cell(&r.why))
    };
    c.list(ROOM / 4, LIBRARIES, changed.iter().map(row));
    c.put(ROOM, "");
}
