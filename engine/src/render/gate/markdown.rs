//! The outcome as GitHub-flavoured markdown, for a merge request.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{NO_HUNK, causes, diagnostic, hunk, hunks, lost, made_by, place, problem, reach, unexplained, what, word};
use crate::ground::printable;
use crate::model::gate::{ChangedCrc, Effect, GateFinding, GateOutcome, GateVerdict, Problem, ScopeOutcome, Status};
use crate::model::report::{Finding, LayoutLine, LayoutMark};
use crate::render::condense::{Shown, condense};
use crate::render::text::line::{columns, counted, thousands};
use crate::render::text::{facts, release};
use crate::rules::facts::SubjectKind;

/// Layouts that are drawn; more make a comment too long to read.
const LAYOUTS: usize = 20;
/// Rows of a table.
const ROWS: usize = 100;
/// Problems of one kind.
const OF_A_KIND: usize = 10;
/// Characters of a sentence, which may quote a name of any length.
const WORDS: usize = 600;
/// Bytes in all: GitHub takes 65,536 characters in a comment, and no character is less than a byte. What closes folds
/// and counts what was left out comes on top of it.
const ROOM: usize = 60_000;
/// Bytes after which what fails leaves the room to the rest.
const FAILING: usize = 48_000;

/// The comment in the making.
struct Comment {
    out: String,
}

impl Comment {
    /// A line, if there is room for it below a limit.
    fn put(&mut self, limit: usize, line: &str) -> bool {
        let fits = self.out.len() + line.len() < limit;
        if fits {
            self.out.push_str(line);
            self.out.push('\n');
        }
        fits
    }

    /// Lines as far as there is room, and how many were left out.
    fn list(&mut self, limit: usize, most: usize, lines: impl ExactSizeIterator<Item = String>) {
        let all = lines.len();
        let shown = lines.take(most).take_while(|line| self.put(limit, line)).count();
        self.more(all - shown);
    }

    /// Always said: it is short.
    fn more(&mut self, n: usize) {
        if n > 0 {
            let _ = writeln!(self.out, "\nand {} more", thousands(n as u128));
        }
    }
}

/// The outcome as markdown that ends in a newline.
#[must_use]
pub fn render(outcome: &GateOutcome) -> String {
    let mut c = Comment { out: String::new() };
    let policy = outcome.policy.as_deref().map_or("the defaults".to_owned(), |p| format!("policy {}", code(p)));
    let _ = writeln!(c.out, "## abilens gate: {}\n", word(outcome.verdict));
    let _ = writeln!(c.out, "{} → {}, {policy}, {}\n", code(&outcome.base), code(&outcome.new), outcome.today);
    if outcome.verdict == GateVerdict::Incomplete {
        c.put(ROOM, "Evidence is missing: the numbers are of what could be read.\n");
    }
    for (advice, of, told) in release::lines(&outcome.releases) {
        c.put(ROOM, &format!("Release: **{}**{}{}\n", advice.text(), if of { " of " } else { ": " }, text(&told)));
    }
    c.put(ROOM, "| symbols | fails on | exports | changed | findings | failing |");
    c.put(ROOM, "| --- | --- | ---: | ---: | ---: | ---: |");
    c.list(ROOM / 4, ROWS, outcome.scopes.iter().map(scope));
    let lost = lost(outcome);
    if !lost.is_empty() {
        c.put(ROOM, &format!("\n### Could not be read ({})\n", lost.len()));
        c.list(ROOM / 3, ROWS, lost.iter().map(|d| format!("* {}", text(&diagnostic(d)))));
    }
    let (notes, problems): (Vec<&Problem>, _) = outcome.problems.iter().partition(|p| p.effect == Effect::Note);
    if !problems.is_empty() {
        c.put(ROOM, &format!("\n### Problems ({})\n", problems.len()));
        by_kind(&mut c, ROOM / 2, &problems);
    }
    for (status, title) in [
        (Status::Fails, "Failing"),
        (Status::Waived, "Waived"),
        (Status::Allowed, "Allowed breaks"),
        (Status::Suppressed, "Suppressed"),
    ] {
        let list: Vec<&GateFinding> = outcome.with(status).collect();
        if !list.is_empty() {
            let failing = status == Status::Fails;
            section(&mut c, outcome, &list, title, failing, if failing { FAILING } else { ROOM });
        }
        if status == Status::Fails && !outcome.crcs.is_empty() {
            listed(&mut c, outcome);
        }
    }
    if !notes.is_empty() && c.put(ROOM, &format!("\n<details><summary>Notes ({})</summary>\n", notes.len())) {
        by_kind(&mut c, ROOM, &notes);
        c.out.push_str("\n</details>\n");
    }
    c.out
}

fn scope(s: &ScopeOutcome) -> String {
    let n = |n: usize| thousands(n as u128);
    format!(
        "| {} | {} | {} | {} | {} | {} |",
        cell(&s.name),
        s.fail_on,
        n(s.symbols),
        n(s.changed),
        n(s.findings),
        n(s.failing)
    )
}

/// A list with the first of each kind.
fn by_kind(c: &mut Comment, limit: usize, problems: &[&Problem]) {
    let mut kinds: Vec<(&str, Vec<&Problem>)> = Vec::new();
    for p in problems {
        match kinds.iter_mut().find(|k| k.0 == p.kind) {
            Some(k) => k.1.push(p),
            None => kinds.push((&*p.kind, vec![p])),
        }
    }
    for (kind, list) in kinds {
        let lines = list.iter().take(OF_A_KIND).map(|p| format!("* {kind}: {}", text(&problem(p))));
        let shown = lines.take_while(|line| c.put(limit, line)).count();
        if list.len() > shown {
            let _ = writeln!(c.out, "* {kind}: and {} more", list.len() - shown);
        }
    }
}

/// Listed symbols whose CRC differs.
fn listed(c: &mut Comment, outcome: &GateOutcome) {
    if !c.put(ROOM, &format!("\n<details><summary>Listed CRCs that differ ({})</summary>\n", outcome.crcs.len())) {
        return;
    }
    c.put(ROOM, "| symbol | listed | NEW | reaches |\n| --- | --- | --- | --- |");
    let row = |crc: &ChangedCrc| {
        let name = cell_code(&crc.name);
        format!("| {name} | {} | {} | {} |", crc.listed, crc.new, cell(&causes(outcome, crc, CAUSES)))
    };
    c.list(ROOM - ROOM / 20, ROWS, outcome.crcs.iter().map(row));
    c.out.push_str("\n</details>\n");
}

/// Causes of a CRC that are named.
const CAUSES: usize = 4;

/// A table of findings, and the layouts of those that fail.
fn section(c: &mut Comment, outcome: &GateOutcome, list: &[&GateFinding], title: &str, failing: bool, limit: usize) {
    let head = if failing {
        format!("\n### {title} ({})\n", list.len())
    } else {
        format!("\n<details><summary>{title} ({})</summary>\n", list.len())
    };
    if !c.put(ROOM, &head) {
        return;
    }
    let last = if failing { "why" } else { "by" };
    c.put(ROOM, &format!("| severity | rule | what | old and new | reached by | where | {last} |"));
    c.put(ROOM, "| --- | --- | --- | --- | --- | --- | --- |");
    // Many findings are reached by the same exports: their names stand in one row.
    let mut told: Vec<&[String]> = Vec::new();
    let mut rows = 0;
    for f in list.iter().take(ROWS) {
        let known = told.contains(&f.sample.as_slice());
        if !c.put(limit, &row(outcome, f, failing, known)) {
            break;
        }
        if !known && !is_its_own(f) {
            told.push(&f.sample);
        }
        rows += 1;
    }
    c.more(list.len() - rows);
    if failing {
        for f in list.iter().filter(|f| !f.finding.layout.is_empty()).take(LAYOUTS) {
            if !c.put(limit, &drawn(outcome, &f.finding)) {
                break;
            }
        }
    } else {
        c.out.push_str("\n</details>\n");
    }
}

/// What reaches it is the symbol that it is about.
fn is_its_own(f: &GateFinding) -> bool {
    f.exports == 1 && f.finding.is_of_symbol()
}

/// A finding; `known`: the exports that reach it stand in a row above.
fn row(outcome: &GateOutcome, f: &GateFinding, failing: bool, known: bool) -> String {
    let r = &f.finding;
    let last = if failing { &r.why } else { f.by.as_ref().unwrap_or(&r.why) };
    let reached = if is_its_own(f) {
        String::new()
    } else if known && f.exports > 0 {
        counted(f.exports, "export", "exports")
    } else {
        reach(f)
    };
    format!(
        "| {} | `{}` | {} | {} | {} | {} | {} |",
        r.severity,
        r.rule,
        cell_code(&cut(&what(r))),
        cell_code(&cut(&facts::summary(r))),
        cell(&reached),
        where_(outcome, r),
        cell(last)
    )
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
    let mut at = cell_code(&place(f));
    if let Some(project) = f.dependency() {
        at.push_str(&format!(" of {}", cell_code(&project)));
    }
    if unexplained(outcome, f) {
        format!("{at} by {NO_HUNK}")
    } else if made.is_empty() {
        at
    } else {
        format!("{at} by {}", cell_code(&made))
    }
}

/// Old and new layout as a diff; offsets in bytes.
fn layout(lines: &[LayoutLine], kind: SubjectKind) -> String {
    let values = !(kind.is_record() || matches!(kind, SubjectKind::Type | SubjectKind::Typedef));
    let number =
        |n: Option<i128>| n.map_or_else(String::new, |n| if values { n.to_string() } else { facts::offset(n) });
    let rows: Vec<(char, String, Cow<'_, str>)> = condense(lines)
        .into_iter()
        .flat_map(|shown| {
            let Shown::Line(line) = shown else {
                return vec![(' ', "...".to_owned(), shown.left_out(values).unwrap_or_default().into())];
            };
            let (old, new) = (line.old.as_deref().unwrap_or_default(), line.new.as_deref().unwrap_or_default());
            let (at_old, at_new) = (number(line.old_offset), number(line.new_offset));
            match line.mark {
                LayoutMark::Same => vec![(' ', at_new, new.into())],
                LayoutMark::Added => vec![('+', at_new, new.into())],
                LayoutMark::Removed => vec![('-', at_old, old.into())],
                LayoutMark::Changed => vec![('-', at_old, old.into()), ('+', at_new, new.into())],
                LayoutMark::Moved => {
                    vec![('!', format!("{at_old} -> {at_new}"), if new.is_empty() { old } else { new }.into())]
                }
            }
        })
        .collect();
    let width = rows.iter().map(|(_, offset, _)| columns(offset)).max().unwrap_or(0).max(6);
    let mut out = String::from("```diff\n");
    for (sign, offset, text) in rows {
        let _ = writeln!(out, "{sign} {offset:>width$}  {}", printable::line(&text));
    }
    out.push_str("```");
    out
}

/// Words outside of tables: nothing in them is markup but what they quote, which is code.
fn text(words: &str) -> String {
    spans(words, code)
}

fn cell(words: &str) -> String {
    spans(words, cell_code)
}

fn spans(words: &str, code: fn(&str) -> String) -> String {
    let words = cut(&printable::line(words));
    let parts: Vec<&str> = words.split('`').collect();
    // A quotation that does not end is none.
    let quoted = parts.len() - (parts.len() + 1) % 2;
    let mut out = String::with_capacity(words.len());
    for (i, part) in parts.iter().enumerate() {
        if i % 2 == 1 && i < quoted {
            push(&mut out, &code(part));
            continue;
        }
        if i >= quoted {
            out.push('\'');
        }
        push(&mut out, &printable::markdown(part));
    }
    out
}

/// Code spans that touch would be one.
fn push(out: &mut String, part: &str) {
    if out.ends_with('`') && part.starts_with('`') {
        out.push(' ');
    }
    out.push_str(part);
}

/// At most so many characters as a sentence has.
fn cut(words: &str) -> String {
    if columns(words) <= WORDS {
        return words.to_owned();
    }
    words.chars().take(WORDS).chain(['\u{2026}']).collect()
}

/// A code span, fenced by more backticks than it holds.
fn code(words: &str) -> String {
    printable::code_span(&cut(words))
}

/// A code span in a table: there even a code span is cut at a bar.
fn cell_code(words: &str) -> String {
    code(words).replace('|', "\\|")
}

fn html(words: &str) -> String {
    // Within `<code>` a name calls nobody.
    let words = printable::line(words).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<code>{words}</code>")
}
