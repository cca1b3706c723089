//! A root cause in a comment: open with its layout, or folded as a row of a table.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::comment::{Comment, cell, cell_code, code, cut, html, text};
use crate::ground::printable;
use crate::model::report::{Finding, LayoutLine, LayoutMark, Release};
use crate::render::condense::{Shown, condense};
use crate::render::text::entry::Entry;
use crate::render::text::facts;
use crate::render::text::line::{and_more, columns, counted};
use crate::render::told::{NO_HUNK, hunk, hunks, made_by, unexplained, what};
use crate::rules::facts::SubjectKind;

/// Causes that stand open; what is behind them is folded.
pub(in crate::render) const OPEN: usize = 5;
/// Findings of one open cause that are told.
const FINDINGS: usize = 8;
/// Names of an open list.
const NAMES: usize = 20;
/// Lines of a layout.
const LINES: usize = 60;
/// Bytes of a layout, however long its lines are.
const LAYOUT: usize = 6_000;
/// Layouts behind a table; more make a comment too long to read.
const LAYOUTS: usize = 20;
/// Libraries that are named of those that one finding is on.
const LIBRARIES: usize = 3;
/// Rows of a table.
pub(in crate::render) const ROWS: usize = 100;

/// What a table and an entry tell of a finding.
#[derive(Default)]
pub(in crate::render) struct Told {
    /// `4 exports: a, b and 2 more`; empty if it is about the export itself.
    pub(in crate::render) reached: String,
    /// The same without names.
    pub(in crate::render) reached_short: String,
    /// `file:line`.
    pub(in crate::render) place: String,
    /// The sentence in the last column of a table: why, or by what it was waived.
    pub(in crate::render) last: String,
}

/// How findings of a comment are told.
pub(in crate::render) struct Teller<'a> {
    /// Patches or commits were given.
    pub(in crate::render) attributed: bool,
    /// What each of several libraries asks for, which names the findings that are on it.
    pub(in crate::render) releases: &'a [Release],
    /// What is told of one finding.
    pub(in crate::render) told: &'a dyn Fn(&Finding) -> Told,
}

impl Teller<'_> {
    /// The first causes, each with its layout; how many of them had room.
    pub(in crate::render) fn open(&self, c: &mut Comment, limit: usize, entries: &[Entry<'_>]) -> usize {
        let shown = entries.iter().take(OPEN).enumerate();
        shown.take_while(|(i, entry)| self.entry(c, limit, i + 1, entry)).count()
    }

    fn entry(&self, c: &mut Comment, limit: usize, number: usize, entry: &Entry<'_>) -> bool {
        let list = entry.findings();
        let Some(&first) = list.first() else { return false };
        let single = matches!(entry, Entry::Subject(_));
        let title = if single { code(&first.subject.spelt()) } else { text(&entry.title()) };
        if !c.put(limit, &format!("\n#### {number}. {}: {title}\n", entry.severity())) {
            return false;
        }
        let (most, line): (usize, &dyn Fn(&Finding) -> String) =
            if single { (FINDINGS, &of_subject) } else { (NAMES, &of_list) };
        let shown = list.iter().take(most).take_while(|f| c.put(limit, &format!("* {}", line(f)))).count();
        if list.len() > shown {
            c.more(list.len() - shown);
        }
        if !single && !first.why.is_empty() {
            c.put(limit, &format!("\n{}", text(&first.why)));
        }
        if single {
            self.facts(c, limit, list);
        }
        let mut drawn: Vec<Vec<Shown<'_>>> = Vec::new();
        for f in list.iter().filter(|f| single && !f.layout.is_empty()) {
            let lines = condense(&f.layout);
            if !drawn.contains(&lines) {
                let (block, left) = layout(&f.layout, f.subject.kind);
                let fits = c.put(limit, &format!("\n{block}"));
                c.left_out(if fits { left } else { 1 });
                drawn.push(lines);
            }
        }
        true
    }

    /// Who reaches it, where it is declared, and what made it.
    fn facts(&self, c: &mut Comment, limit: usize, list: &[&Finding]) {
        let Some(&widest) = list.iter().rev().max_by_key(|f| f.impact.symbols) else { return };
        let told = (self.told)(widest);
        let mut parts: Vec<String> = Vec::new();
        if !told.reached.is_empty() {
            parts.push(format!("reached by {}", text(&told.reached)));
        }
        if !told.place.is_empty() {
            parts.push(format!("declared at {}", code(&told.place)));
        }
        let on = self.libraries(widest);
        if !on.is_empty() {
            parts.push(format!("in {on}"));
        }
        if let Some(project) = widest.dependency() {
            parts.push(format!("of {}", code(&project)));
        }
        let mut made: Vec<String> = Vec::new();
        for h in list.iter().copied().flat_map(hunks) {
            let words = text(&hunk(h));
            if !made.contains(&words) {
                made.push(words);
            }
        }
        if self.attributed && made.is_empty() {
            made.push(format!("{NO_HUNK}: none touches the declaration"));
        }
        if !made.is_empty() {
            made.truncate(3);
            parts.push(format!("made by {}", made.join(", ")));
        }
        if !parts.is_empty() {
            c.put(limit, &format!("\n{}", parts.join("; ")));
        }
    }

    /// A table of findings, and the layouts of them if `layouts` is set. `last`: title of the last column.
    pub(in crate::render) fn table(&self, c: &mut Comment, limit: usize, list: &[&Finding], last: &str, layouts: bool) {
        c.put(limit, &format!("| severity | rule | what | old and new | reached by | where | {last} |"));
        c.put(limit, "| --- | --- | --- | --- | --- | --- | --- |");
        // Many findings are reached by the same exports: their names stand in one row.
        let mut named: Vec<String> = Vec::new();
        let mut rows = 0;
        for f in list.iter().take(ROWS) {
            let told = (self.told)(f);
            let known = named.contains(&told.reached);
            if !c.put(limit, &self.row(f, &told, known)) {
                break;
            }
            if !known {
                named.push(told.reached);
            }
            rows += 1;
        }
        c.more(list.len() - rows);
        let drawable = list.iter().filter(|f| layouts && !f.layout.is_empty());
        let mut left = drawable.clone().count();
        for f in drawable.take(LAYOUTS) {
            if !c.put(limit, &self.drawn(f)) {
                break;
            }
            left -= 1;
        }
        c.left_out(left);
    }

    /// `known`: the exports that reach it stand in a row above.
    fn row(&self, f: &Finding, told: &Told, known: bool) -> String {
        format!(
            "| {} | `{}` | {} | {} | {} | {} | {} |",
            f.severity,
            f.rule,
            cell_code(&cut(&what(f))),
            cell_code(&cut(&facts::summary(f))),
            cell(if known { &told.reached_short } else { &told.reached }),
            self.where_(f, told),
            cell(&told.last)
        )
    }

    /// Of several libraries those that a finding is on, as code spans; empty for one library.
    fn libraries(&self, f: &Finding) -> String {
        let on: Vec<&Release> = self.releases.iter().filter(|r| r.findings.contains(&f.id)).collect();
        and_more(on.iter().take(LIBRARIES).map(|r| code(&r.library)), on.len())
    }

    /// The declaration, and the commit or patch that changed it.
    fn where_(&self, f: &Finding, told: &Told) -> String {
        let mut at = cell_code(&told.place);
        if let Some(project) = f.dependency() {
            at.push_str(&format!(" of {}", cell_code(&project)));
        }
        let on = self.libraries(f);
        if !on.is_empty() {
            at.push_str(&format!(" in {}", on.replace('|', "\\|")));
        }
        let made = made_by(self.attributed, f);
        if unexplained(self.attributed, f) {
            format!("{at} by {NO_HUNK}")
        } else if made.is_empty() {
            at
        } else {
            format!("{at} by {}", cell_code(&made))
        }
    }

    /// What made a finding, and its layout, folded.
    fn drawn(&self, f: &Finding) -> String {
        let mut out = format!("\n<details><summary>{}</summary>\n\n", html(&what(f)));
        for h in hunks(f) {
            let _ = writeln!(out, "made by {}\n", text(&hunk(h)));
        }
        if unexplained(self.attributed, f) {
            let _ = writeln!(out, "made by {NO_HUNK}: none touches the declaration\n");
        }
        let _ = write!(out, "{}\n\n</details>", layout(&f.layout, f.subject.kind).0);
        out
    }
}

/// A finding of a subject that the heading names: what happened, and why it is as bad as that.
fn of_subject(f: &Finding) -> String {
    let mut out = format!("**{}** `{}`", f.severity, f.rule);
    let summary = facts::summary(f);
    if !summary.is_empty() {
        out.push_str(&format!(" {}", code(&cut(&summary))));
    }
    if !f.why.is_empty() {
        out.push_str(&format!(": {}", text(&f.why)));
    }
    out
}

/// A finding of a list whose heading names the rule.
fn of_list(f: &Finding) -> String {
    let (name, summary) = (code(&what(f)), facts::summary(f));
    if summary.is_empty() { name } else { format!("{name}: {}", code(&summary)) }
}

/// Old and new layout as a diff, offsets in bytes, and the number of lines for which there is no room.
fn layout(lines: &[LayoutLine], kind: SubjectKind) -> (String, usize) {
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
    let mut told = 0;
    for (sign, offset, words) in rows.iter().take(LINES) {
        let line = format!("{sign} {offset:>width$}  {}", cut(&printable::line(words)));
        if out.len() + line.len() > LAYOUT {
            break;
        }
        let _ = writeln!(out, "{line}");
        told += 1;
    }
    let left = rows.len() - told;
    if left > 0 {
        let _ = writeln!(out, "  {:>width$}  {}", "...", counted(left, "more line", "more lines"));
    }
    out.push_str("```");
    (out, left)
}
