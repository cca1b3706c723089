//! The numbered entries of a report: a subject with its findings, or a list of much alike.

use std::collections::{BTreeMap, BTreeSet};

use super::known::Known;
use super::line::{BOLD, DIM, Line, PLAIN, Page, and_more, columns, counted, glued, severity_style, thousands};
use super::options::TextOptions;
use super::{configured, facts, layout, made};
use crate::ground::maps::{FastMap, FastSet};
use crate::model::report::{Finding, Report, SymbolOutcome};
use crate::render::condense::{Shown, condense};
use crate::rules::facts::SubjectKind;
use crate::rules::{Rule, Severity, Tells};

/// Names or rows of a list without `full`.
const LIST: usize = 40;
/// Column of the subject: behind the number and the widest severity.
const SUBJECT: usize = 16;
/// Symbol findings with one and the same fact that are still entries of their own.
const ALIKE: usize = 4;

/// One numbered entry; the findings are in the order of the report.
pub(in crate::render) enum Entry<'a> {
    /// All root findings on one subject.
    Subject(Vec<&'a Finding>),
    /// Symbols to which the same happened: only their names.
    Names(Vec<&'a Finding>),
    /// Mild findings of one rule: a line each.
    Rows(Vec<&'a Finding>),
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Subject(SubjectKind, &'a str, Option<&'a str>),
    Names(Rule, Severity, String),
    /// Those of other projects' types apart.
    Rows(Rule, Severity, bool),
}

/// The root findings that `o` shows, as entries: those on types of other projects at the end, else most severe first, else as
/// the report orders them.
pub(super) fn collect<'a>(report: &'a Report, o: &TextOptions) -> Vec<Entry<'a>> {
    let shown: Vec<&Finding> = report.findings.iter().filter(|f| f.root && o.shows(f.severity)).collect();
    group(&shown, o.full)
}

/// Findings as entries; `full`: what is mild has entries of its own, too.
pub(in crate::render) fn group<'a>(findings: &[&'a Finding], full: bool) -> Vec<Entry<'a>> {
    let mut alike: BTreeMap<(Rule, Severity, String), usize> = BTreeMap::new();
    for f in findings.iter().filter(|f| f.rule.is_of_symbol()) {
        *alike.entry((f.rule, f.severity, transition(f))).or_default() += 1;
    }
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let mut index: BTreeMap<Key<'a>, usize> = BTreeMap::new();
    for &f in findings {
        let key = if f.rule.is_of_symbol()
            && alike.get(&(f.rule, f.severity, transition(f))).is_some_and(|&n| n >= ALIKE || transition(f).is_empty())
        {
            Key::Names(f.rule, f.severity, transition(f))
        } else if f.severity <= Severity::Compatible && !full {
            Key::Rows(f.rule, f.severity, f.dependency().is_some())
        } else {
            Key::Subject(f.subject.kind, &f.subject.name, f.subject.module.as_deref())
        };
        let new = match key {
            Key::Subject(..) => Entry::Subject(Vec::new()),
            Key::Names(..) => Entry::Names(Vec::new()),
            Key::Rows(..) => Entry::Rows(Vec::new()),
        };
        let at = *index.entry(key).or_insert(entries.len());
        if at == entries.len() {
            entries.push(new);
        }
        if let Some(Entry::Subject(list) | Entry::Names(list) | Entry::Rows(list)) = entries.get_mut(at) {
            list.push(f);
        }
    }
    entries.sort_by_key(|e| (e.is_of_others(), std::cmp::Reverse(e.severity())));
    entries
}

/// What happened to a symbol, without its name: empty for added and removed ones.
fn transition(f: &Finding) -> String {
    if f.old.is_some() && f.new.is_some() { facts::summary(f) } else { String::new() }
}

impl<'a> Entry<'a> {
    pub(in crate::render) fn findings(&self) -> &[&'a Finding] {
        match self {
            Self::Subject(list) | Self::Names(list) | Self::Rows(list) => list,
        }
    }

    /// It is about types that other projects declare.
    pub(super) fn is_of_others(&self) -> bool {
        self.findings().iter().all(|f| f.dependency().is_some())
    }

    pub(in crate::render) fn severity(&self) -> Severity {
        self.findings().iter().map(|f| f.severity).max().unwrap_or(Severity::Cosmetic)
    }

    /// What a list is of, and how many.
    pub(in crate::render) fn title(&self) -> String {
        list_title(self.findings())
    }

    pub(super) fn draw(&self, page: &mut Page, number: usize, known: &Known<'_>, o: &TextOptions) {
        let mut head = Line::default();
        head.right(DIM, &number.to_string(), 2);
        head.push(PLAIN, "  ");
        head.push(severity_style(self.severity()), self.severity().as_str());
        head.pad_to(SUBJECT);
        match self {
            Self::Subject(list) => subject(page, head, list, known, o),
            Self::Names(list) => names(page, head, list, known.report, o),
            Self::Rows(list) => rows(page, head, list, known.report, o),
        }
    }
}

fn subject(page: &mut Page, mut head: Line, list: &[&Finding], known: &Known<'_>, o: &TextOptions) {
    let Some(&first) = list.first() else { return };
    let Some(&widest) = list.iter().rev().max_by_key(|f| f.impact.symbols) else { return };
    let (second, third) = (page.width * 2 / 5, page.width * 2 / 5 + page.width / 4);
    let of_template = list.iter().all(|f| !f.instances.is_empty());
    let name = first.subject.spelt();
    head.push(BOLD, if of_template { template(&name) } else { name });
    let parts = [(second, PLAIN, size(list, known)), (third, PLAIN, impact(widest, o))];
    page.tabbed(head, &parts, SUBJECT);
    let place = list.iter().map(|f| facts::place(&f.subject)).find(|p| !p.is_empty()).unwrap_or_default();
    if list.len() == 1 {
        let mut line = Line::at(4);
        line.push(DIM, first.rule.id());
        page.tabbed(line, &[(second, DIM, place)], SUBJECT);
        if first.layout.is_empty() {
            fact_line(page, first, Line::at(6));
        }
        draw_layout(page, first, o);
    } else {
        page.tabbed(Line::default(), &[(4, DIM, place)], 4);
        for run in list.chunk_by(|a, b| (a.rule, a.severity) == (b.rule, b.severity)) {
            if run.len() > ALIKE && !o.full {
                run_line(page, run, second);
            } else {
                run.iter().for_each(|f| finding_line(page, f, second, facts::summary(f)));
            }
        }
        let mut drawn: Vec<Vec<Shown<'_>>> = Vec::new();
        for f in list.iter().filter(|f| !f.layout.is_empty()) {
            let shown = condense(&f.layout);
            if !drawn.contains(&shown) {
                draw_layout(page, f, o);
                drawn.push(shown);
            }
        }
    }
    if let Some(symbols) = symbols(widest) {
        page.labelled(if widest.impact.symbols > 1 { "symbols" } else { "symbol" }, &symbols);
    } else if let Some(path) = path(widest, page.width) {
        page.labelled("reached by", &path);
    }
    if let Some(project) = first.dependency() {
        page.labelled("declared by", &project);
    }
    if let Some(through) = &widest.impact.through {
        page.labelled("all paths", &format!("lead through {through}"));
    }
    if !first.consumers.is_empty() {
        let words: Vec<&str> = first.consumers.iter().map(|what| what.as_str()).collect();
        page.labelled("consumers", &words.join(", "));
    }
    if let Some(f) = list.iter().rev().max_by_key(|f| others(f).len()).filter(|f| !others(f).is_empty()) {
        page.labelled("also changes", &also(page.width, f, o));
    }
    if let Some(f) = list.iter().rev().max_by_key(|f| f.instances.len()).filter(|f| !f.instances.is_empty()) {
        page.labelled("instances", &instances(page.width, f, o));
    }
    for (i, why) in reasons(list).iter().enumerate() {
        page.labelled(if i == 0 { "why" } else { "" }, why);
    }
    if let Some(text) = followed(list, known) {
        page.labelled("apart", &text);
    }
    made::by(page, list, known.report, o);
    configured::by(page, list.iter().flat_map(|f| &f.options), o);
}

/// What else happened to the subject and is worse: it follows from another one, which tells it.
fn followed(list: &[&Finding], known: &Known<'_>) -> Option<String> {
    let first = list.first()?;
    let worst = list.iter().map(|f| f.severity).max()?;
    let elsewhere = |f: &&&Finding| !f.root && f.severity > worst && f.subject.module == first.subject.module;
    let of = |f: &Finding| {
        let told = |id: &&String| !list.iter().any(|g| g.id == **id);
        let cause = f.caused_by.iter().find(told)?;
        known.by_id(cause).map(|g| g.subject.spelt())
    };
    let mut all: Vec<(&Finding, String)> =
        known.on(&first.subject).iter().filter(elsewhere).filter_map(|&f| Some((f, of(f)?))).collect();
    all.sort_by_key(|(f, _)| std::cmp::Reverse(f.severity));
    let (f, cause) = all.first()?;
    Some(format!("{}, which follows from {cause} and is {}", facts::summary(f), f.severity))
}

/// The sentences of all findings, each once: those that differ only in the name they quote are one.
fn reasons(list: &[&Finding]) -> Vec<String> {
    let mut out: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    let mut places: FastMap<(&str, &str, bool), usize> = FastMap::default();
    let mut known: FastSet<(usize, &str)> = FastSet::default();
    for f in list.iter().filter(|f| !f.why.is_empty()) {
        let quoted = f.quotes.as_deref().and_then(|name| {
            let (head, tail) = f.why.split_once(&format!("`{name}`"))?;
            Some((head, tail, name))
        });
        let (head, tail, name) = quoted.unwrap_or((&f.why, "", ""));
        let place = *places.entry((head, tail, name.is_empty())).or_insert(out.len());
        if place == out.len() {
            out.push((head, tail, Vec::new()));
        }
        if known.insert((place, name)) {
            out[place].2.push(name);
        }
    }
    let quote = |name: &str| format!("`{name}`");
    out.into_iter()
        .map(|(head, tail, names)| match names.as_slice() {
            [""] => head.to_owned(),
            names if names.len() <= ALIKE => {
                let names: Vec<String> = names.iter().copied().map(quote).collect();
                format!("{head}{}{tail}", names.join(", "))
            }
            names => format!("{head}{}{tail}", and_more(names.iter().copied().take(ALIKE - 1).map(quote), names.len())),
        })
        .collect()
}

fn finding_line(page: &mut Page, f: &Finding, stop: usize, text: String) {
    let mut line = Line::at(6);
    line.push(severity_style(f.severity), f.severity.as_str());
    line.pad_to(17);
    line.push(DIM, f.rule.id());
    page.tabbed(line, &[(stop, PLAIN, text)], 17);
}

/// Many findings of one rule on one subject: the layout says it all, here stand the names.
fn run_line(page: &mut Page, run: &[&Finding], stop: usize) {
    let Some(&first) = run.first() else { return };
    let room = page.width.saturating_sub(17 + " and 1,000 more".len());
    let mut used = 0;
    let names = run.iter().map(|f| f.subject.member.clone().unwrap_or_else(|| facts::summary(f))).take_while(|name| {
        let fits = used == 0 || used + columns(name) <= room;
        used += columns(name) + 2;
        fits
    });
    finding_line(page, first, stop, and_more(names, run.len()));
}

fn fact_line(page: &mut Page, f: &Finding, line: Line) {
    let summary = facts::summary(f);
    if !summary.is_empty() {
        let hang = line.columns() + 4;
        page.flow(line, hang, PLAIN, &summary);
    }
}

fn draw_layout(page: &mut Page, f: &Finding, o: &TextOptions) {
    let values = !matches!(
        f.subject.kind,
        SubjectKind::Struct | SubjectKind::Union | SubjectKind::Class | SubjectKind::Type | SubjectKind::Typedef
    );
    layout::draw(page, &f.layout, values, o.full);
}

/// `736 -> 744 bytes`, from whichever finding on the whole subject says so.
fn size(list: &[&Finding], known: &Known<'_>) -> String {
    let Some(first) = list.first() else { return String::new() };
    // One that follows from something else is told there, and is as bad as it says there.
    let own = |f: &&Finding| f.caused_by.is_empty() || f.caused_by.iter().any(|id| list.iter().any(|g| g.id == *id));
    let same = known.on(&first.subject).iter().copied().filter(|f| f.rule.is_of_size()).filter(own);
    let sizes = list.iter().copied().chain(same).filter(|f| f.subject.member.is_none());
    let sizes = sizes.filter_map(|f| Some((f.old.as_ref()?.bit_size?, f.new.as_ref()?.bit_size?)));
    sizes.filter(|(a, b)| a != b).map(|(a, b)| facts::size_change(a, b)).next().unwrap_or_default()
}

/// Whether the subject is the export by which it is reached first; a type may be called like one.
fn is_its_own_export(f: &Finding) -> bool {
    matches!(f.subject.kind, SubjectKind::Function | SubjectKind::Variable)
        && f.impact.sample.first() == Some(&f.subject.name)
}

/// How many exports reach it; nothing of one that is about that export.
pub(in crate::render) fn impact(f: &Finding, o: &TextOptions) -> String {
    let i = &f.impact;
    let own = i.symbols == 1 && is_its_own_export(f);
    match (i.symbols, i.modules) {
        (0, _) if i.declared_in.is_some() => "no export".to_owned(),
        (0, _) => String::new(),
        (1, _) if own => String::new(),
        (n, _) if o.imports => counted(n, "import", "imports"),
        (n, 0 | 1) => counted(n, "export", "exports"),
        (n, m) => format!("{} in {}", counted(n, "export", "exports"), counted(m, "module", "modules")),
    }
}

/// The symbols that a finding on a declaration of C++ or Rust is about, as objects name them.
fn symbols(f: &Finding) -> Option<String> {
    let own = f.subject.demangled.is_some() && is_its_own_export(f) && f.impact.path.len() <= 1;
    let folded = f.rule.is_of_declaration() && f.impact.path.is_empty() && !f.impact.sample.is_empty();
    (own || folded).then(|| and_more(f.impact.sample.iter().cloned(), f.impact.symbols))
}

/// How many libraries are named that describe a type.
const DESCRIBERS: usize = 3;

fn path(f: &Finding, width: usize) -> Option<String> {
    let i = &f.impact;
    let own = i.path.len() <= 1 && is_its_own_export(f);
    if own {
        None
    } else if let Some(file) = &i.declared_in {
        let by = match &i.described_by[..] {
            [] | [_] => String::new(),
            several => {
                let names = several.iter().take(DESCRIBERS).cloned();
                format!("; in the debug information of {}", and_more(names, several.len()))
            }
        };
        Some(format!("no export's type; declared in {file}{by}"))
    } else if !i.path.is_empty() {
        // A step is broken only where it is longer than a line, and then between parameters.
        let room = width.saturating_sub(17 + " ->".len());
        let step =
            |step: &String| if columns(step) > room { glued(step).replace(",\u{a0}", ", ") } else { glued(step) };
        let mut steps: Vec<String> = i.path.iter().map(step).collect();
        if let Some(gap) = i.left_out {
            steps.insert(gap.behind.min(steps.len()), glued(&format!("... {} more", gap.steps)));
        }
        Some(steps.join("\u{a0}-> "))
    } else if !i.sample.is_empty() {
        Some(and_more(i.sample.iter().cloned(), i.symbols))
    } else {
        None
    }
}

/// What else changed; the instances of a template are told apart.
fn others(f: &Finding) -> Vec<&str> {
    let told: BTreeSet<&str> = f.instances.iter().map(|i| i.name.as_str()).collect();
    let name = |also: &str| also.split_once(' ').is_some_and(|(_, name)| told.contains(name)) || told.contains(also);
    f.also.iter().map(String::as_str).filter(|also| !name(also)).collect()
}

/// As many of the types as stand on one line, or all with `full`.
fn also(width: usize, f: &Finding, o: &TextOptions) -> String {
    on_a_line(width, &others(f), o)
}

/// The same of the instances of a template, with their number.
fn instances(width: usize, f: &Finding, o: &TextOptions) -> String {
    let names: Vec<&str> = f.instances.iter().map(|i| i.name.as_str()).collect();
    format!("{}: {}", thousands(names.len() as u128), on_a_line(width, &names, o))
}

fn on_a_line(width: usize, names: &[&str], o: &TextOptions) -> String {
    let more = format!(" and {} more", thousands(names.len() as u128));
    let room = width.saturating_sub(17 + more.len().max(" and 32 more".len()));
    let mut used = 0;
    let mut shown = 0;
    for name in names {
        used += name.len() + 2;
        if shown > 0 && used > room && !o.full {
            break;
        }
        shown += 1;
    }
    and_more(names.iter().take(shown).map(|n| glued(n)), names.len())
}

/// The name of a template, whatever its arguments: `struct Vec<...>` of `struct Vec<int>`.
fn template(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut depth = 0usize;
    for c in name.chars() {
        depth = depth.saturating_sub(usize::from(c == '>'));
        if depth == 0 {
            if c == '>' {
                out.push_str("...");
            }
            out.push(c);
        }
        depth += usize::from(c == '<');
    }
    out
}

fn list_title(list: &[&Finding]) -> String {
    let Some(first) = list.first() else { return String::new() };
    let n = thousands(list.len() as u128);
    match first.rule {
        Rule::SymbolRemoved => format!("removed exports ({n})"),
        Rule::SymbolAdded => format!("added exports ({n})"),
        rule => format!("{rule} ({n})"),
    }
}

/// Objects of the symbols that came or went, by name and version, where there are several objects.
fn objects(report: &Report, rule: Rule) -> BTreeMap<(&str, &str), &str> {
    let (change, objects) = match rule.info().tells {
        Tells::Gone => (SymbolOutcome::Removed, report.old.objects),
        Tells::Came => (SymbolOutcome::Added, report.new.objects),
        Tells::RecordSize | Tells::Size | Tells::Offset | Tells::Name | Tells::Fact => return BTreeMap::new(),
    };
    let listed = report.symbols.iter().filter(|s| s.change == change && objects > 1);
    listed
        .filter_map(|s| Some(((s.name.as_str(), s.version.as_deref().unwrap_or_default()), s.module.as_deref()?)))
        .collect()
}

/// The name of a symbol, as the source spells it where that is known.
fn source(f: &Finding) -> &str {
    f.subject.demangled.as_deref().unwrap_or(&f.subject.name)
}

fn names(page: &mut Page, mut head: Line, list: &[&Finding], report: &Report, o: &TextOptions) {
    let Some(&first) = list.first() else { return };
    head.push(BOLD, list_title(list));
    page.tabbed(head, &[(page.width * 2 / 5, PLAIN, transition(first))], SUBJECT);
    if matches!(first.rule, Rule::SymbolRemoved | Rule::SymbolAdded) {
        let mut line = Line::at(4);
        line.push(DIM, first.rule.id());
        page.line(line);
    }
    let shown = if o.full { list.len() } else { LIST };
    let of = objects(report, first.rule);
    let spelt = list.iter().take(shown).map(|f| {
        let version = f.old.as_ref().or(f.new.as_ref()).filter(|_| f.old.is_some() != f.new.is_some());
        let version = version.and_then(|facts| facts.text.as_deref()).map(|v| format!("@{v}")).unwrap_or_default();
        let object = of.get(&(f.subject.name.as_str(), version.get(1..).unwrap_or_default())).copied();
        match f.subject.module.as_deref().or(object).filter(|m| *m != "vmlinux") {
            Some(object) => glued(&format!("{}{version} [{object}]", source(f))),
            None => format!("{}{version}", source(f)),
        }
    });
    if list.iter().any(|f| f.subject.demangled.is_some()) {
        // Declarations have commas of their own.
        for text in spelt {
            page.flow(Line::at(6), 10, PLAIN, &text);
        }
        if list.len() > shown {
            page.flow(Line::at(6), 6, DIM, &format!("and {} more", thousands((list.len() - shown) as u128)));
        }
    } else {
        page.flow(Line::at(6), 6, PLAIN, &and_more(spelt, list.len()));
    }
    if list.iter().all(|f| f.why == first.why) {
        if !first.why.is_empty() {
            page.labelled("why", &first.why);
        }
    } else {
        page.labelled("why", first.rule.info().meaning);
    }
    made::by(page, list, report, o);
    configured::by(page, list.iter().flat_map(|f| &f.options), o);
}

fn rows(page: &mut Page, mut head: Line, list: &[&Finding], report: &Report, o: &TextOptions) {
    let Some(&first) = list.first() else { return };
    head.push(BOLD, list_title(list));
    page.line(head);
    page.flow(Line::at(4), 4, DIM, first.rule.info().meaning);
    let shown = if o.full { list.len() } else { LIST };
    for f in list.iter().take(shown) {
        let mut line = Line::at(6);
        line.push(PLAIN, f.subject.spelt());
        page.tabbed(
            line,
            &[(page.width * 2 / 5, PLAIN, facts::summary(f)), (page.width * 3 / 4, DIM, facts::place(&f.subject))],
            12,
        );
        made::by_row(page, f, report);
        if let Some(text) = configured::row(&f.options) {
            page.flow(Line::at(8), 12, DIM, &text);
        }
    }
    if list.len() > shown {
        page.flow(Line::at(6), 6, DIM, &format!("and {} more (--full lists them)", list.len() - shown));
    }
}
