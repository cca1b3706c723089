//! Why a kernel does not load a module, as text.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{as_report, heading, name_of};
use super::text::line::{BOLD, DIM, GOOD, Line, PLAIN, Page, Style, counted, severity_style, thousands};
use super::text::{self, TextOptions};
use crate::model::why::{Cause, EvidenceState, Refusal, Sentence, Why, WhyVerdict};
use crate::rules::Severity;

/// Symbols of one cause that are listed; more with `full`.
const SYMBOLS: usize = 8;
/// Types that are laid out; more with `full`.
const ENTRIES: usize = 6;
/// Sentences of the log; more with `full`.
const SENTENCES: usize = 12;
/// Names of types that head a group of symbols.
const NAMES: usize = 3;

/// The text, which ends in a newline.
#[must_use]
pub fn render(why: &Why, o: &TextOptions) -> String {
    let mut page = Page::new(o.width, o.color);
    head(&mut page, why);
    refusals(&mut page, "refused by", &why.refusals, why, o);
    refusals(&mut page, "depends on the kernel", &why.doubts, why, o);
    sentences(&mut page, "could not be told", &why.could_not_tell);
    sentences(&mut page, "could not be told of types", &why.types_not_told);
    log(&mut page, &why.log, o);
    types(&mut page, why, o);
    evidence(&mut page, why, o);
    text::diagnostics(&mut page, &why.diagnostics);
    page.out
}

fn head(page: &mut Page, why: &Why) {
    let (word, style): (_, Style) = match why.verdict {
        WhyVerdict::Refused => ("REFUSED", severity_style(Severity::Breaking)),
        WhyVerdict::WouldLoad => ("WOULD LOAD", GOOD),
        WhyVerdict::CouldNotTell => ("COULD NOT TELL", severity_style(Severity::Risky)),
    };
    let mut line = Line::default();
    line.push(style, word);
    line.push(BOLD, format!("   {}", why.path));
    page.line(line);
    page.labelled("because", &why.because);
    for (i, help) in why.helps.iter().enumerate() {
        page.labelled(if i == 0 { "what helps" } else { "" }, help);
    }
    let kernel = &why.kernel;
    let release = kernel.release.as_deref().unwrap_or("of an unknown release");
    let whose = if kernel.path.is_empty() { "the kernel that runs" } else { &kernel.path };
    page.labelled("on", &format!("{release}, {whose}"));
    page.labelled("vermagic", kernel.vermagic.as_deref().map_or("not known", str::trim_end));
    page.labelled("CRCs from", kernel.crcs.as_deref().unwrap_or("nowhere: they are not known"));
    page.labelled("types from", kernel.types.as_deref().unwrap_or("nowhere: they are not known"));
    let built = &why.module;
    page.labelled("built for", built.vermagic.as_deref().map_or("it does not say", str::trim_end));
    if let Some(against) = &built.against {
        page.labelled("against", against);
    }
    let mut facts = Vec::new();
    facts.push(built.license.as_ref().map_or("no licence".to_owned(), |license| format!("licence {license}")));
    facts.push(if built.signed { "signed" } else { "not signed" }.to_owned());
    facts.push(counted(built.imports, "import", "imports"));
    if built.crcs_compared > 0 {
        let verb = if built.crcs_different == 1 { "differs" } else { "differ" };
        let different = thousands(built.crcs_different as u128);
        facts.push(format!("{} compared, {different} {verb}", counted(built.crcs_compared, "CRC", "CRCs")));
    }
    let of = &built.types;
    let by = [(of.module, "by its own debug information"), (of.old, "by what it was built against")];
    let by: Vec<String> =
        by.iter().filter(|(n, _)| *n > 0).map(|(n, how)| format!("{} {how}", thousands(*n as u128))).collect();
    if !by.is_empty() {
        facts.push(format!("types of imports compared: {}", by.join(", ")));
    }
    page.labelled("checked", &facts.join("; "));
    for size in &why.sizes {
        let (name, built_with, found) = (&size.name, thousands(size.built_with), thousands(size.found));
        let text = match size.built_with == size.found {
            true => format!("{name} has {found} bytes in it and in the kernel"),
            false => format!("{name} has {built_with} bytes in it, {found} in the kernel"),
        };
        page.labelled("sizes", &text);
    }
}

/// What refuses it: CRCs by what is behind them, everything else one by one.
fn refusals(page: &mut Page, title: &str, list: &[Refusal], why: &Why, o: &TextOptions) {
    if list.is_empty() {
        return;
    }
    heading(page, title, BOLD);
    for r in list.iter().filter(|r| r.cause.is_none()) {
        let mut line = Line::at(4);
        line.push(DIM, &*r.rule);
        line.pad_to(22);
        let text = r.symbol.as_ref().map_or_else(|| r.text.clone(), |symbol| format!("{symbol}: {}", r.text));
        page.flow(line, 22, PLAIN, &text);
    }
    let subjects_of: BTreeMap<&str, String> = why.findings.iter().map(|f| (&*f.id, name_of(&f.subject))).collect();
    let hits = why.hits.iter().enumerate();
    let known: Known<'_> =
        hits.filter_map(|(i, hit)| Some((&*hit.id, (i, subjects_of.get(&*hit.id)?.as_str())))).collect();
    // Symbols of which the same names are shown are one group.
    type Group<'r> = (Vec<&'r Refusal>, BTreeSet<usize>);
    let mut groups: BTreeMap<(Cause, Vec<String>), Group<'_>> = BTreeMap::new();
    for r in list {
        let Some(cause) = r.cause else { continue };
        let (names, hidden) = subjects(r, &known);
        let group = groups.entry((cause, names)).or_default();
        group.0.push(r);
        group.1.insert(hidden);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|((cause, _), (list, _))| (*cause != Cause::TypesDiffer, *cause, std::cmp::Reverse(list.len())));
    for ((cause, names), (list, hidden)) in &groups {
        let mut line = Line::at(4);
        line.push(DIM, "crc-differs");
        line.pad_to(22);
        let text = format!("{}: {}", counted(list.len(), "symbol", "symbols"), said(*cause, names, hidden));
        page.flow(line, 22, PLAIN, &text);
        let shown = if o.full { list.len() } else { SYMBOLS };
        for r in list.iter().take(shown) {
            let (demanded, offered) = (r.demanded.unwrap_or(0), r.offered.unwrap_or(0));
            let mut line = Line::at(8);
            line.push(DIM, format!("{demanded:#010x} demanded, {offered:#010x} offered  "));
            page.flow(line, 12, PLAIN, r.symbol.as_deref().unwrap_or_default());
        }
        if list.len() > shown {
            let more = format!("and {} more (--full)", thousands((list.len() - shown) as u128));
            page.flow(Line::at(8), 8, DIM, &more);
        }
    }
}

/// Findings by id: their place among the hits, and what they are about.
type Known<'w> = BTreeMap<&'w str, (usize, &'w str)>;

/// The types that differ behind a symbol, worst first, and how many more there are.
fn subjects(r: &Refusal, known: &Known<'_>) -> (Vec<String>, usize) {
    let mut found: Vec<(usize, &str)> = r.findings.iter().filter_map(|id| known.get(id.as_str()).copied()).collect();
    found.sort_unstable();
    let mut seen = BTreeSet::new();
    found.retain(|(_, name)| seen.insert(*name));
    let names = found.iter().take(NAMES).map(|(_, name)| (*name).to_owned()).collect();
    (names, found.len().saturating_sub(NAMES))
}

/// `hidden`: how many types more differ behind the symbols.
fn said(cause: Cause, names: &[String], hidden: &BTreeSet<usize>) -> String {
    let most = hidden.last().copied().unwrap_or_default();
    match cause {
        Cause::TypesDiffer if most > 0 => {
            let up_to = if hidden.len() > 1 { "up to " } else { "" };
            format!("{} and {up_to}{most} more differ", names.join(", "))
        }
        Cause::TypesDiffer => format!("{} {}", names.join(", "), if names.len() == 1 { "differs" } else { "differ" }),
        Cause::TypesEqual => "no type that it reaches differs, a rebuild suffices".to_owned(),
        Cause::NotInBtf => "their types are not among the kernel's".to_owned(),
        Cause::NotAtHand => "the types that it was built with are not at hand".to_owned(),
    }
}

fn sentences(page: &mut Page, title: &str, list: &[String]) {
    if list.is_empty() {
        return;
    }
    heading(page, title, severity_style(Severity::Risky));
    for text in list {
        page.flow(Line::at(4), 6, PLAIN, text);
    }
}

/// Sentences of the log, those that refuse first.
fn log(page: &mut Page, list: &[Sentence], o: &TextOptions) {
    if list.is_empty() {
        return;
    }
    heading(page, "what the log says", BOLD);
    let mut list: Vec<&Sentence> = list.iter().collect();
    list.sort_by_key(|s| !s.refuses);
    let shown = if o.full { list.len() } else { SENTENCES };
    for s in list.iter().take(shown) {
        let mut line = Line::at(4);
        line.right(DIM, &thousands(s.line as u128), 8);
        line.push(DIM, "  ");
        let times =
            if s.repeated > 0 { format!(" ({} times)", thousands(s.repeated as u128 + 1)) } else { String::new() };
        page.flow(line, 12, if s.refuses { BOLD } else { PLAIN }, &format!("{}{times}", s.text));
        page.flow(Line::at(10), 10, PLAIN, &s.meaning);
    }
    if list.len() > shown {
        let more = format!("and {} more (--full)", thousands((list.len() - shown) as u128));
        page.flow(Line::at(10), 10, DIM, &more);
    }
}

fn types(page: &mut Page, why: &Why, o: &TextOptions) {
    if why.hits.is_empty() {
        return;
    }
    heading(page, "types that it knows otherwise than the kernel", BOLD);
    let kernel = if why.kernel.path.is_empty() { "the kernel that runs" } else { &why.kernel.path };
    let report = as_report((&why.path, kernel), &why.hits, &why.findings);
    let o = TextOptions { imports: true, ..o.clone() };
    text::entries(page, &report, &o, if o.full { usize::MAX } else { ENTRIES });
}

/// What was looked at; what is not there and hinders nobody only with `full`.
fn evidence(page: &mut Page, why: &Why, o: &TextOptions) {
    let shown = why.evidence.iter().filter(|e| o.full || e.state != EvidenceState::Absent || !e.text.is_empty());
    let list: Vec<_> = shown.collect();
    if list.is_empty() {
        return;
    }
    heading(page, "what was looked at", BOLD);
    for e in &list {
        let (word, style) = match e.state {
            EvidenceState::Read => ("read", DIM),
            EvidenceState::Absent => ("not there", DIM),
            EvidenceState::Unreadable => ("unreadable", severity_style(Severity::Risky)),
        };
        let mut line = Line::at(4);
        line.push(style, word);
        line.pad_to(17);
        let text = if e.text.is_empty() { e.path.clone() } else { format!("{}: {}", e.path, e.text) };
        page.flow(line, 19, PLAIN, &text);
    }
    let left_out = why.evidence.len() - list.len();
    if left_out > 0 {
        let text = format!("{} not there (--full)", counted(left_out, "place is", "places are"));
        page.flow(Line::at(4), 4, DIM, &text);
    }
}
