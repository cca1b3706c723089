//! The outcome as GitHub-flavoured markdown, for a merge request.

use super::{causes, diagnostic, lost, problem, reach, word};
use crate::model::gate::{ChangedCrc, Effect, GateFinding, GateOutcome, GateVerdict, Problem, ScopeOutcome, Status};
use crate::model::report::Finding;
use crate::render::markdown::cause::{ROWS, Teller, Told};
use crate::render::markdown::comment::{Comment, ROOM, cell, cell_code, code, text};
use crate::render::markdown::{CommentOptions, releases};
use crate::render::text::entry;
use crate::render::text::line::{counted, thousands};
use crate::render::told;

/// Problems of one kind.
const OF_A_KIND: usize = 10;
/// Bytes after which what fails leaves the room to the rest.
const FAILING: usize = 48_000;

/// The outcome as markdown that ends in a newline.
#[must_use]
pub fn render(outcome: &GateOutcome, options: &CommentOptions) -> String {
    let about = match outcome.releases.as_slice() {
        [one] => &one.library,
        _ => &outcome.base,
    };
    let mut c = Comment::new(options, "gate", about);
    let policy = outcome.policy.as_deref().map_or("the defaults".to_owned(), |p| format!("policy {}", code(p)));
    c.put(ROOM, &format!("## abilens gate: {}\n", word(outcome.verdict)));
    let sides = format!("{} → {}", code(&outcome.base), code(&outcome.new));
    c.put(ROOM, &format!("{sides}, {policy}, {}\n", outcome.today));
    if outcome.verdict == GateVerdict::Incomplete {
        c.put(ROOM, "Evidence is missing: the numbers are of what could be read.\n");
    }
    releases(&mut c, &outcome.releases);
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
            section(&mut c, outcome, &list, title, status == Status::Fails);
        }
        if status == Status::Fails && !outcome.crcs.is_empty() {
            listed(&mut c, outcome);
        }
    }
    if !notes.is_empty() {
        if c.put(ROOM, &format!("\n<details><summary>Notes ({})</summary>\n", notes.len())) {
            by_kind(&mut c, ROOM, &notes);
            c.out.push_str("\n</details>\n");
        } else {
            c.left_out(notes.len());
        }
    }
    c.end(options)
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
            c.out.push_str(&format!("* {kind}: and {} more\n", list.len() - shown));
            c.left_out(list.len() - shown);
        }
    }
}

/// Listed symbols whose CRC differs.
fn listed(c: &mut Comment, outcome: &GateOutcome) {
    if !c.put(ROOM, &format!("\n<details><summary>Listed CRCs that differ ({})</summary>\n", outcome.crcs.len())) {
        c.left_out(outcome.crcs.len());
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

/// Findings of one status: of those that fail the first causes open, all others as a folded table.
fn section(c: &mut Comment, outcome: &GateOutcome, list: &[&GateFinding], title: &str, failing: bool) {
    let fold = |title: &str, n: usize| format!("\n<details><summary>{title} ({})</summary>\n", thousands(n as u128));
    let head =
        if failing { format!("\n### {title} ({})", thousands(list.len() as u128)) } else { fold(title, list.len()) };
    if !c.put(ROOM, &head) {
        c.left_out(list.len());
        return;
    }
    // Findings are of this list, each by its id.
    let told = |f: &Finding| {
        let of = list.iter().find(|g| g.finding.id == f.id);
        of.map_or_else(Told::default, |g| tell(g, failing))
    };
    let teller = Teller { attributed: outcome.attribution.is_some(), releases: &outcome.releases, told: &told };
    let findings: Vec<&Finding> = list.iter().map(|f| &f.finding).collect();
    if !failing {
        teller.table(c, ROOM, &findings, "by", false);
        c.out.push_str("\n</details>\n");
        return;
    }
    let entries = entry::group(&findings, false);
    let shown = teller.open(c, FAILING, &entries);
    let rest: Vec<&Finding> = entries[shown..].iter().flat_map(entry::Entry::findings).copied().collect();
    if !rest.is_empty() {
        if c.put(ROOM, &fold("More that fails", rest.len())) {
            teller.table(c, FAILING, &rest, "why", true);
            c.out.push_str("\n</details>\n");
        } else {
            c.left_out(rest.len());
        }
    }
}

fn tell(f: &GateFinding, failing: bool) -> Told {
    // What reaches it is the symbol that it is about.
    let is_its_own = f.exports == 1 && f.finding.is_of_symbol();
    let (reached, reached_short) = if is_its_own || f.exports == 0 {
        (String::new(), String::new())
    } else {
        (reach(f), counted(f.exports, "export", "exports"))
    };
    let why = &f.finding.why;
    let last = if failing { why } else { f.by.as_ref().unwrap_or(why) };
    Told { reached, reached_short, last: last.clone(), place: told::place(&f.finding) }
}
