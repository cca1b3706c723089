//! The outcome as GitHub-flavoured markdown, for a merge request.

use std::fmt::Write as _;

use super::super::model::{Finding, LayoutLine, LayoutMark};
use super::super::text::facts;
use super::super::text::line::{columns, printable, thousands};
use super::{NO_HUNK, diagnostic, hunk, hunks, lost, made_by, place, problem, reach, unexplained, what, word};
use crate::policy::outcome::{Effect, GateFinding, GateOutcome, GateVerdict, Problem, Status};

/// Layouts that are drawn; more make a comment too long for its host.
const LAYOUTS: usize = 20;
/// Rows of a table.
const ROWS: usize = 100;
/// Problems of one kind.
const OF_A_KIND: usize = 10;
/// Bytes after which only totals follow: GitHub takes 65,536 characters in a comment.
const ROOM: usize = 56_000;

/// The outcome as markdown that ends in a newline.
#[must_use]
pub fn render(outcome: &GateOutcome) -> String {
    let mut out = String::new();
    let mut put = |line: &str| {
        out.push_str(line);
        out.push('\n');
    };
    put(&format!("## abilens gate: {}\n", word(outcome.verdict)));
    let policy = outcome.policy.as_deref().map_or("the defaults".to_owned(), |p| format!("policy {}", code(p)));
    put(&format!("{} → {}, {policy}, {}\n", code(&outcome.base), code(&outcome.new), outcome.today));
    if outcome.verdict == GateVerdict::Incomplete {
        put("Evidence is missing: the numbers are of what could be read.\n");
    }
    put("| symbols | fails on | exports | changed | findings | failing |");
    put("| --- | --- | ---: | ---: | ---: | ---: |");
    for s in &outcome.scopes {
        let n = |n: usize| thousands(n as u128);
        put(&format!(
            "| {} | {} | {} | {} | {} | {} |",
            cell(&s.name),
            s.fail_on,
            n(s.symbols),
            n(s.changed),
            n(s.findings),
            n(s.failing)
        ));
    }
    let lost = lost(outcome);
    if !lost.is_empty() {
        put(&format!("\n### Could not be read ({})\n", lost.len()));
        lost.iter().take(ROWS).for_each(|d| put(&format!("* {}", text(&diagnostic(d)))));
    }
    let (notes, problems): (Vec<&Problem>, _) = outcome.problems.iter().partition(|p| p.effect == Effect::Note);
    if !problems.is_empty() {
        put(&format!("\n### Problems ({})\n\n{}", problems.len(), by_kind(&problems)));
    }
    for (status, title) in [
        (Status::Fails, "Failing"),
        (Status::Waived, "Waived"),
        (Status::Allowed, "Allowed breaks"),
        (Status::Suppressed, "Suppressed"),
    ] {
        let list: Vec<&GateFinding> = outcome.with(status).collect();
        if !list.is_empty() {
            let text = section(outcome, &list, title, status == Status::Fails, ROOM.saturating_sub(out.len()));
            out.push_str(&text);
            out.push('\n');
        }
    }
    if !notes.is_empty() {
        let _ =
            writeln!(out, "\n<details><summary>Notes ({})</summary>\n\n{}\n</details>", notes.len(), by_kind(&notes));
    }
    out
}

/// A list with the first of each kind.
fn by_kind(problems: &[&Problem]) -> String {
    let mut kinds: Vec<(&str, Vec<&Problem>)> = Vec::new();
    for p in problems {
        match kinds.iter_mut().find(|k| k.0 == p.kind) {
            Some(k) => k.1.push(p),
            None => kinds.push((p.kind, vec![p])),
        }
    }
    let mut out = String::new();
    for (kind, list) in kinds {
        for p in list.iter().take(OF_A_KIND) {
            let _ = writeln!(out, "* {kind}: {}", text(&problem(p)));
        }
        if list.len() > OF_A_KIND {
            let _ = writeln!(out, "* {kind}: and {} more", list.len() - OF_A_KIND);
        }
    }
    out
}

/// At most `room` bytes, but for the heading and the total.
fn section(outcome: &GateOutcome, list: &[&GateFinding], title: &str, failing: bool, room: usize) -> String {
    let mut out = String::new();
    if failing {
        let _ = writeln!(out, "\n### {title} ({})\n", list.len());
    } else {
        let _ = writeln!(out, "\n<details><summary>{title} ({})</summary>\n", list.len());
    }
    let last = if failing { "why" } else { "by" };
    let _ = writeln!(out, "| severity | rule | what | old and new | reached by | where | {last} |");
    let _ = writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |");
    let mut rows = 0;
    for f in list.iter().take(ROWS) {
        let r = &f.finding;
        let last = if failing { &r.why } else { f.by.as_ref().unwrap_or(&r.why) };
        let row = format!(
            "| {} | `{}` | {} | {} | {} | {} | {} |\n",
            r.severity,
            r.rule,
            cell_code(&what(r)),
            cell_code(&facts::summary(r)),
            cell(&reach(f)),
            where_(outcome, r),
            cell(last)
        );
        if out.len() + row.len() > room {
            break;
        }
        out.push_str(&row);
        rows += 1;
    }
    if list.len() > rows {
        let _ = writeln!(out, "\nand {} more", list.len() - rows);
    }
    if failing {
        for f in list.iter().filter(|f| !f.finding.layout.is_empty()).take(LAYOUTS) {
            let drawn = drawn(outcome, &f.finding);
            if out.len() + drawn.len() > room {
                break;
            }
            out.push_str(&drawn);
        }
    } else {
        let _ = writeln!(out, "\n</details>");
    }
    out.trim_end().to_owned()
}

/// What made a finding, and its layout, folded.
fn drawn(outcome: &GateOutcome, f: &Finding) -> String {
    let mut out = format!("\n<details><summary>{}</summary>\n\n", html(&what(f)));
    for h in hunks(f) {
        let _ = writeln!(out, "made by {}\n", text(&hunk(h)));
    }
    if unexplained(outcome, f) {
        let _ = writeln!(out, "made by {NO_HUNK}: none touches the declaration\n");
    }
    let _ = writeln!(out, "{}\n\n</details>", layout(&f.layout, f.subject.kind));
    out
}

/// The declaration, and the commit or patch that changed it.
fn where_(outcome: &GateOutcome, f: &Finding) -> String {
    let made = made_by(outcome, f);
    if unexplained(outcome, f) {
        format!("{} by {NO_HUNK}", cell_code(&place(f)))
    } else if made.is_empty() {
        cell_code(&place(f))
    } else {
        format!("{} by {}", cell_code(&place(f)), cell_code(&made))
    }
}

/// Old and new layout as a diff; offsets in bytes.
fn layout(lines: &[LayoutLine], kind: &str) -> String {
    let values = !matches!(kind, "struct" | "union" | "class" | "type" | "typedef");
    let number =
        |n: Option<i128>| n.map_or_else(String::new, |n| if values { n.to_string() } else { facts::offset(n) });
    let rows: Vec<(char, String, &str)> = lines
        .iter()
        .flat_map(|line| {
            let (old, new) = (line.old.as_deref().unwrap_or_default(), line.new.as_deref().unwrap_or_default());
            let (at_old, at_new) = (number(line.old_offset), number(line.new_offset));
            match line.mark {
                LayoutMark::Same => vec![(' ', at_new, new)],
                LayoutMark::Added => vec![('+', at_new, new)],
                LayoutMark::Removed => vec![('-', at_old, old)],
                LayoutMark::Changed => vec![('-', at_old, old), ('+', at_new, new)],
                LayoutMark::Moved => {
                    vec![('!', format!("{at_old} -> {at_new}"), if new.is_empty() { old } else { new })]
                }
                LayoutMark::Skip => vec![(' ', "...".to_owned(), old)],
            }
        })
        .collect();
    let width = rows.iter().map(|(_, offset, _)| columns(offset)).max().unwrap_or(0).max(6);
    let mut out = String::from("```diff\n");
    for (sign, offset, text) in rows {
        let _ = writeln!(out, "{sign} {offset:>width$}  {}", printable(text));
    }
    out.push_str("```");
    out
}

/// Words outside of tables: nothing in them is markup.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in printable(words).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

fn cell(words: &str) -> String {
    text(words)
}

/// A code span, fenced by more backticks than it holds.
fn code(words: &str) -> String {
    let words = printable(words);
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    if words.is_empty() { String::new() } else { format!("{fence}{pad}{words}{pad}{fence}") }
}

/// A code span in a table: there even a code span is cut at a bar.
fn cell_code(words: &str) -> String {
    code(words).replace('|', "\\|")
}

fn html(words: &str) -> String {
    printable(words).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
