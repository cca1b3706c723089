//! The outcome as GitHub-flavoured markdown, for a merge request.

use std::fmt::Write as _;

use super::super::model::{Finding, LayoutLine, LayoutMark};
use super::super::text::facts;
use super::super::text::line::thousands;
use super::{diagnostic, hunk, hunks, lost, made_by, place, problem, reach, what, word};
use crate::policy::outcome::{Effect, GateFinding, GateOutcome, Status};

/// Layouts that are drawn; more make a comment too long for its host.
const LAYOUTS: usize = 20;
/// Rows of a table.
const ROWS: usize = 100;

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
    for (title, effects) in [("Problems", &[Effect::Incomplete, Effect::Fails][..]), ("Notes", &[Effect::Note][..])] {
        let list: Vec<_> = outcome.problems.iter().filter(|p| effects.contains(&p.effect)).collect();
        if !list.is_empty() {
            put(&format!("\n### {title} ({})\n", list.len()));
            list.iter().take(ROWS).for_each(|p| put(&format!("* {}: {}", p.kind, text(&problem(p)))));
            if list.len() > ROWS {
                put(&format!("* and {} more", list.len() - ROWS));
            }
        }
    }
    for (status, title) in [
        (Status::Fails, "Failing"),
        (Status::Waived, "Waived"),
        (Status::Allowed, "Allowed breaks"),
        (Status::Suppressed, "Suppressed"),
    ] {
        let list: Vec<&GateFinding> = outcome.with(status).collect();
        if !list.is_empty() {
            put(&section(&list, title, status == Status::Fails));
        }
    }
    out
}

fn section(list: &[&GateFinding], title: &str, failing: bool) -> String {
    let mut out = String::new();
    if failing {
        let _ = writeln!(out, "\n### {title} ({})\n", list.len());
    } else {
        let _ = writeln!(out, "\n<details><summary>{title} ({})</summary>\n", list.len());
    }
    let last = if failing { "why" } else { "by" };
    let _ = writeln!(out, "| severity | rule | what | old and new | reached by | where | {last} |");
    let _ = writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |");
    for f in list.iter().take(ROWS) {
        let r = &f.finding;
        let last = if failing { &r.why } else { f.by.as_ref().unwrap_or(&r.why) };
        let _ = writeln!(
            out,
            "| {} | `{}` | {} | {} | {} | {} | {} |",
            r.severity,
            r.rule,
            cell_code(&what(r)),
            cell_code(&facts::summary(r)),
            cell(&reach(f)),
            where_(r),
            cell(last)
        );
    }
    if list.len() > ROWS {
        let _ = writeln!(out, "\nand {} more", list.len() - ROWS);
    }
    if failing {
        for f in list.iter().filter(|f| !f.finding.layout.is_empty()).take(LAYOUTS) {
            let _ = writeln!(out, "\n<details><summary>{}</summary>\n", html(&what(&f.finding)));
            for h in hunks(&f.finding) {
                let _ = writeln!(out, "made by {}\n", text(&hunk(h)));
            }
            let _ = writeln!(out, "{}\n</details>", layout(&f.finding.layout, f.finding.subject.kind));
        }
    } else {
        let _ = writeln!(out, "\n</details>");
    }
    out.trim_end().to_owned()
}

/// The declaration, and the commit or patch that changed it.
fn where_(f: &Finding) -> String {
    let made = made_by(f);
    if made.is_empty() { cell_code(&place(f)) } else { format!("{} by {}", cell_code(&place(f)), cell_code(&made)) }
}

/// Old and new layout as a diff; offsets in bytes.
fn layout(lines: &[LayoutLine], kind: &str) -> String {
    let values = !matches!(kind, "struct" | "union" | "class" | "type" | "typedef");
    let number =
        |n: Option<i128>| n.map_or_else(String::new, |n| if values { n.to_string() } else { facts::offset(n) });
    let mut out = String::from("```diff\n");
    let mut put = |sign: char, offset: String, text: &Option<String>| {
        let _ = writeln!(out, "{sign} {offset:>6}  {}", text.as_deref().unwrap_or_default());
    };
    let mut same = 0;
    for line in lines {
        if line.mark == LayoutMark::Same {
            same += 1;
            continue;
        }
        if same > 0 {
            put(' ', String::new(), &Some(format!("... {same} unchanged")));
            same = 0;
        }
        match line.mark {
            LayoutMark::Added => put('+', number(line.new_offset), &line.new),
            LayoutMark::Removed => put('-', number(line.old_offset), &line.old),
            LayoutMark::Changed => {
                put('-', number(line.old_offset), &line.old);
                put('+', number(line.new_offset), &line.new);
            }
            LayoutMark::Moved => {
                let offsets = format!("{} -> {}", number(line.old_offset), number(line.new_offset));
                put('!', offsets, if line.new.is_some() { &line.new } else { &line.old });
            }
            LayoutMark::Skip => put(' ', String::new(), &line.old),
            LayoutMark::Same => {}
        }
    }
    if same > 0 {
        put(' ', String::new(), &Some(format!("... {same} unchanged")));
    }
    out.push_str("```");
    out
}

/// Words outside of tables: nothing in them is markup.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
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
    let words = words.replace(['\n', '\r'], " ");
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
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
