//! The report for people: verdict and totals, then one numbered entry for each subject that changed.
//!
//! Root findings on one subject share an entry. What comes by the dozen and needs no layout (removed and
//! added exports, compatible and cosmetic findings) is a list. Derived findings are listed with `full` only.

mod configured;
pub(super) mod entry;
pub mod explain;
pub(super) mod facts;
mod known;
mod layout;
pub(in crate::render) mod libraries;
pub(in crate::render) mod line;
mod made;
mod options;
pub mod proof;
mod proved;
pub(in crate::render) mod release;
mod search_path;
pub mod series;
pub(super) mod suppressed;
pub mod symbols;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use options::TextOptions;

use known::Known;
use line::{BOLD, DIM, GOOD, Line, PLAIN, Page, counted, severity_style, thousands};

use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::options::Profile;
use crate::model::report::{Finding, Report, Reserves, Verdict};
use crate::rules::Severity;

/// Other projects that a heading names.
const PROJECTS: usize = 6;

impl TextOptions {
    fn shows(&self, severity: Severity) -> bool {
        self.only.is_empty() || self.only.contains(&severity)
    }
}

/// The report as text that ends in a newline.
#[must_use]
pub fn render(report: &Report, o: &TextOptions) -> String {
    let mut page = Page::new(o.width, o.color);
    top(&mut page, report);
    if o.totals {
        diagnostics(&mut page, &report.diagnostics);
        return page.out;
    }
    libraries::section(&mut page, &report.releases);
    // Entry of each root finding, to say where a derived one comes from.
    let mut numbers = BTreeMap::new();
    let mut number = 0;
    let known = Known::of(report);
    let shown: Vec<&Finding> = report.findings.iter().filter(|f| f.root && o.shows(f.severity)).collect();
    for (title, findings) in libraries::groups(&report.releases, &shown) {
        if let Some(title) = title {
            page.blank();
            page.flow(Line::default(), 4, BOLD, &title);
        }
        let entries = entry::group(&findings, o.full);
        let own = entries.iter().take_while(|entry| !entry.is_of_others()).count();
        for (i, entry) in entries.iter().enumerate() {
            page.blank();
            if i == own {
                others(&mut page, &entries[own..]);
            }
            number += 1;
            entry.draw(&mut page, number, &known, o);
            numbers.extend(entry.findings().iter().map(|f| (f.id.as_str(), number)));
        }
    }
    if o.full {
        derived(&mut page, report, o, &numbers);
    }
    reserves(&mut page, &report.reserves, o);
    suppressed::list(&mut page, report);
    hidden(&mut page, report, o);
    diagnostics(&mut page, &report.diagnostics);
    page.out
}

/// Says whose headers declare what the entries behind it are about.
fn others(page: &mut Page, entries: &[entry::Entry<'_>]) {
    let names: BTreeSet<String> =
        entries.iter().flat_map(entry::Entry::findings).filter_map(|f| f.dependency()).collect();
    let all = names.len();
    let names = line::and_more(names.into_iter().take(PROJECTS), all);
    page.flow(Line::default(), 0, BOLD, &format!("in types that other projects declare: {names}"));
    page.blank();
}

/// Verdict and totals, the first entries and what could not be read: where a page cannot show more.
pub(super) fn opening(report: &Report, o: &TextOptions, most: usize) -> String {
    let mut page = Page::new(o.width, o.color);
    top(&mut page, report);
    entries(&mut page, report, o, most);
    diagnostics(&mut page, &report.diagnostics);
    page.out
}

/// The entries alone, numbered from 1: for reports that have a top of their own.
pub(super) fn entries(page: &mut Page, report: &Report, o: &TextOptions, most: usize) {
    let entries = entry::collect(report, o);
    let known = Known::of(report);
    for (i, entry) in (1..).zip(entries.iter().take(most)) {
        page.blank();
        entry.draw(page, i, &known, o);
    }
    if entries.len() > most {
        page.blank();
        let text = format!("and {} more (--full)", thousands((entries.len() - most) as u128));
        page.flow(Line::at(4), 4, DIM, &text);
    }
}

/// What a verdict is called.
pub(super) fn called(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::None => "no ABI change",
        Verdict::Incomplete => "could not tell",
        other => other.as_str(),
    }
}

/// What a report comes to. That nothing is left of it is another matter than that there was nothing.
pub(super) fn headline(report: &Report) -> &'static str {
    let hides = report.suppressed.as_ref().is_some_and(|s| !s.findings.is_empty() || !s.exports.is_empty());
    if report.verdict == Verdict::None && hides { "all suppressed" } else { called(report.verdict) }
}

fn top(page: &mut Page, report: &Report) {
    let word = headline(report).to_uppercase();
    let style = match report.verdict {
        Verdict::None => GOOD,
        v => severity_style(v.severity().unwrap_or(Severity::Breaking)),
    };
    let hang = line::columns(&word) + 3;
    let (old, new) = (&report.old, &report.new);
    let mut first = Line::default();
    first.push(style, word);
    first.pad_to(hang);
    let exports = exports(report);
    let paths = format!("{} -> {}", old.path, new.path);
    let right = page.width.saturating_sub(line::columns(&exports));
    if hang + line::columns(&paths) + 2 <= right {
        first.push(BOLD, paths);
        first.pad_to(right.min((hang + 60).max(first.columns() + 2)));
        first.push(PLAIN, exports);
        page.line(first);
    } else {
        if hang + line::columns(&paths) <= page.width {
            first.push(BOLD, paths);
            page.line(first);
        } else {
            // A path is copied and pasted: it stays whole, whatever the width.
            for (label, path) in [("old  ", &old.path), ("new  ", &new.path)] {
                first.push(DIM, label);
                first.push(BOLD, path.as_str());
                page.line(std::mem::replace(&mut first, Line::at(hang)));
            }
        }
        page.flow(Line::at(hang), hang, PLAIN, &exports);
    }
    if report.verdict == Verdict::Incomplete {
        incomplete(page, report, hang);
    }
    totals(page, report, hang);
    release::head(page, &report.releases, hang);
    if report.profile == Some(Profile::Core) {
        let text = "profile core: severities are those for BPF programs that libbpf relocates (CO-RE)";
        page.flow(Line::at(hang), hang, PLAIN, text);
    }
    page.flow(Line::at(hang), hang, DIM, &compared(report));
    for text in seen(report) {
        page.flow(Line::at(hang), hang, DIM, &text);
    }
    made::summary(page, report, hang);
    configured::summary(page, report.configuration.as_ref(), hang);
}

/// What counted as seen by consumers, and what was not compared because of that.
pub(super) fn seen(report: &Report) -> Vec<String> {
    let mut out: Vec<String> = report.public_headers.iter().map(|told| format!("public headers: {told}")).collect();
    let (a, b) = (report.old.unreached, report.new.unreached);
    if a.max(b) > 0 {
        let many = if a == b {
            counted(a, "named type", "named types")
        } else {
            format!("{} and {}", thousands(a as u128), counted(b, "named type", "named types"))
        };
        let how = if report.public_headers.is_some() {
            "(--exports-only)"
        } else {
            "(--public-headers DIR compares public ones)"
        };
        out.push(format!("not compared: {many} of headers that no export reaches {how}"));
    }
    out.extend(report.suppressed.as_ref().map(suppressed::total));
    out
}

/// How many exports each side has, and how many changed.
pub(super) fn exports(report: &Report) -> String {
    let c = &report.counts;
    let (a, b) = (report.old.exports, report.new.exports);
    let mut out = if a == b {
        counted(a, "export", "exports")
    } else {
        format!("{} -> {}", thousands(a as u128), counted(b, "export", "exports"))
    };
    if c.symbols_added + c.symbols_removed > 0 {
        out.push_str(&format!(", +{} -{}", thousands(c.symbols_added as u128), thousands(c.symbols_removed as u128)));
    }
    if c.symbols_changed > 0 {
        let verb = if c.symbols_changed == 1 { "reaches" } else { "reach" };
        out.push_str(&format!("; {} {verb} a change", thousands(c.symbols_changed as u128)));
    }
    out
}

/// Why it could not be told, where the reader looks first.
fn incomplete(page: &mut Page, report: &Report, hang: usize) {
    let mut lost = report.diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost);
    let reason = match (lost.next(), lost.count()) {
        (None, _) => "evidence is missing".to_owned(),
        (Some(d), 0) => diagnostic(d),
        (Some(d), n) => format!("{}; {} like it or worse at the end", diagnostic(d), counted(n, "more", "more")),
    };
    page.flow(Line::at(hang), hang, severity_style(Severity::Breaking), &reason);
    if !report.findings.is_empty() {
        page.flow(Line::at(hang), hang, PLAIN, "What could be read changed like this; there may be more:");
    }
}

fn totals(page: &mut Page, report: &Report, hang: usize) {
    let c = &report.counts;
    let by_severity = [c.cosmetic, c.compatible, c.source, c.risky, c.breaking];
    let roots: usize = by_severity.iter().sum();
    if roots == 0 {
        return;
    }
    let mut line = Line::at(hang);
    for (severity, n) in Severity::ALL.into_iter().zip(by_severity).rev().filter(|(_, n)| *n > 0) {
        let gap = if line.columns() > hang { "  " } else { "" };
        line.push(severity_style(severity), format!("{gap}{} {severity}", thousands(n as u128)));
    }
    let mut causes = counted(roots, "root cause", "root causes");
    let them = if roots == 1 { "it" } else { "them" };
    match c.derived {
        0 => {}
        1 => causes.push_str(&format!(", 1 change follows from {them}")),
        n => causes.push_str(&format!(", {} changes follow from {them}", thousands(n as u128))),
    }
    page.tabbed(line, &[(hang + 60, PLAIN, causes)], hang);
    let others = report.findings.iter().filter(|f| f.root && f.dependency().is_some()).count();
    if others > 0 {
        let concern = if others == 1 { "concerns a type" } else { "concern types" };
        let text = format!("{} of them {concern} that another project declares", thousands(others as u128));
        page.flow(Line::at(hang), hang, PLAIN, &text);
    }
}

/// What was compared, so that "no change" never looks like nothing was looked at.
pub(super) fn compared(report: &Report) -> String {
    let side = |s: &crate::model::report::Side| {
        let objects = counted(s.objects, "object", "objects");
        let types = counted(s.types, "type", "types");
        let units = format!("{} {}", thousands(s.units), if s.units == 1 { "unit" } else { "units" });
        if s.units == 0 && s.types <= 1 {
            format!("{objects} without types")
        } else {
            format!("{types} of {units} in {objects}")
        }
    };
    let (a, b) = (side(&report.old), side(&report.new));
    let mut out = if a == b { format!("compared {a} on each side") } else { format!("compared {a} with {b}") };
    let stated = report.old.stated.max(report.new.stated);
    if stated > 0 {
        let have = if stated == 1 {
            "export of the compiler, assembler or linker has"
        } else {
            "exports of the compiler, assembler or linker have"
        };
        out.push_str(&format!("; {} {have} no type", thousands(stated as u128)));
    }
    let unknown = |s: &crate::model::report::Side| s.untyped.saturating_sub(s.stated);
    let untyped = unknown(&report.old).max(unknown(&report.new));
    if untyped > 0 {
        out.push_str(&format!("; {} compared by symbol only, no type is known", counted(untyped, "export", "exports")));
    }
    out
}

fn derived(page: &mut Page, report: &Report, o: &TextOptions, numbers: &BTreeMap<&str, usize>) {
    let list: Vec<&Finding> = report.findings.iter().filter(|f| !f.root && o.shows(f.severity)).collect();
    if list.is_empty() {
        return;
    }
    page.blank();
    let mut line = Line::default();
    line.push(
        BOLD,
        format!(
            "{} from the above",
            if list.len() == 1 {
                "1 change follows".to_owned()
            } else {
                format!("{} follow", counted(list.len(), "change", "changes"))
            }
        ),
    );
    page.line(line);
    for f in list {
        let causes: BTreeSet<usize> = f.caused_by.iter().filter_map(|id| numbers.get(id.as_str())).copied().collect();
        let causes: Vec<String> = causes.iter().map(ToString::to_string).collect();
        let from = if causes.is_empty() { String::new() } else { format!("from {}", causes.join(", ")) };
        let mut line = Line::at(4);
        line.push(severity_style(f.severity), f.severity.as_str());
        let summary = facts::summary(f);
        let text = if summary.is_empty() { f.subject.spelt() } else { format!("{}   {summary}", f.subject.spelt()) };
        page.tabbed(line, &[(16, PLAIN, text), (16, DIM, f.rule.id().to_owned()), (16, DIM, from)], 16);
    }
}

/// Reserves left: a line for each struct in which their number changed, the others in one.
fn reserves(page: &mut Page, all: &[Reserves], o: &TextOptions) {
    if all.is_empty() {
        return;
    }
    page.blank();
    let mut line = Line::default();
    line.push(BOLD, "reserves left");
    page.line(line);
    let many = |n: usize| counted(n, "reserve", "reserves");
    let (mut rest, mut members) = (0, 0);
    for r in all {
        let changed = r.old.is_some_and(|old| old != r.new);
        if !changed && !o.full {
            rest += 1;
            members += r.new.members;
            continue;
        }
        let mut line = Line::at(4);
        line.push(PLAIN, r.subject.spelt());
        let text = match r.old {
            Some(old) if r.new.members > old.members || r.new.bit_size > old.bit_size => {
                let before = match old.members {
                    0 => "none".to_owned(),
                    n => format!("{} ({})", many(n), facts::size(old.bit_size)),
                };
                format!("{} ({}), {before} before", many(r.new.members), facts::size(r.new.bit_size))
            }
            Some(old) if changed => {
                let of = format!("{} of {}", r.new.members, many(old.members));
                if old.bit_size % 8 == 0 && r.new.bit_size % 8 == 0 {
                    format!("{of} ({} of {})", r.new.bit_size / 8, facts::size(old.bit_size))
                } else {
                    format!("{of} ({} of {} bits)", r.new.bit_size, old.bit_size)
                }
            }
            _ => format!("{} ({})", many(r.new.members), facts::size(r.new.bit_size)),
        };
        page.tabbed(line, &[(page.width * 2 / 5, PLAIN, text)], 8);
    }
    if rest > 0 {
        let text = format!("{} in {} untouched", many(members), counted(rest, "other type", "other types"));
        page.flow(Line::at(4), 4, DIM, &text);
    }
}

/// Says what `only` leaves out.
fn hidden(page: &mut Page, report: &Report, o: &TextOptions) {
    let n = report.findings.iter().filter(|f| f.root && !o.shows(f.severity)).count();
    if n > 0 {
        page.blank();
        let text = format!("{} of other severities not shown (--only)", counted(n, "finding", "findings"));
        page.flow(Line::default(), 0, DIM, &text);
    }
}

pub(super) fn diagnostic(d: &Diagnostic) -> String {
    let mut place = d.object.clone();
    if !d.section.is_empty() {
        place.push_str(&format!(" {}", d.section));
    }
    if let Some(offset) = d.offset {
        place.push_str(&format!("+0x{offset:x}"));
    }
    if place.is_empty() { d.message.clone() } else { format!("{place}: {}", d.message) }
}

/// Diagnostics, what was lost first; the same message of many objects is one line.
pub(super) fn diagnostics(page: &mut Page, all: &[Diagnostic]) {
    for (level, title, style) in [
        (DiagnosticLevel::Lost, "could not be read", severity_style(Severity::Breaking)),
        (DiagnosticLevel::Note, "notes", BOLD),
    ] {
        let mut groups: Vec<(&Diagnostic, Vec<&str>)> = Vec::new();
        let mut index = BTreeMap::new();
        let mut count = 0;
        for d in all.iter().filter(|d| d.level == level) {
            count += 1;
            let at = *index.entry((d.code, d.message.as_str())).or_insert(groups.len());
            match groups.get_mut(at) {
                Some((_, objects)) => objects.push(&d.object),
                None => groups.push((d, vec![&d.object])),
            }
        }
        if groups.is_empty() {
            continue;
        }
        page.blank();
        let mut line = Line::default();
        line.push(style, format!("{title} ({})", thousands(count as u128)));
        page.line(line);
        for (first, mut objects) in groups {
            let places = objects.len();
            objects.dedup();
            let text = match (places, objects.len()) {
                (1, _) => diagnostic(first),
                (n, 1) => format!("{}, {} places: {}", first.object, thousands(n as u128), first.message),
                (_, n) => {
                    let sample = line::and_more(objects.iter().take(3).map(|o| (*o).to_owned()), n);
                    format!("{}: {} ({sample})", counted(n, "object", "objects"), first.message)
                }
            };
            let mut line = Line::at(4);
            line.push(DIM, first.code);
            let hang = (line.columns() + 2).clamp(24, 30);
            line.pad_to(hang.max(line.columns() + 2));
            page.flow(line, hang, PLAIN, &text);
        }
    }
}
