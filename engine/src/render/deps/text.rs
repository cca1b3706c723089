//! Packages by what has to be done about them, those with the same reasons together, and the order of rebuilds.

use std::collections::{BTreeMap, BTreeSet};

use super::built;
use crate::model::deps::{Counts, Deps, Package, Standing};
use crate::render::text::line::{BOLD, DIM, GOOD, Line, PLAIN, Page, Style, counted, severity_style, thousands};
use crate::render::text::{self, TextOptions};
use crate::rules::Severity;

/// Names and groups of a list; more with `full`.
const ROWS: usize = 20;
/// Sentences about one package; more with `full`.
const SENTENCES: usize = 3;

/// The text, which ends in a newline.
#[must_use]
pub fn render(deps: &Deps, o: &TextOptions) -> String {
    let mut page = Page::new(o.width, o.color);
    head(&mut page, deps);
    for standing in Standing::ALL {
        let list: Vec<&Package> = deps.packages.iter().filter(|p| p.standing == standing).collect();
        match standing {
            _ if list.is_empty() => {}
            Standing::NotConcerned => names(&mut page, standing, &list, o),
            _ => groups(&mut page, standing, &list, o),
        }
    }
    order(&mut page, deps, o);
    text::diagnostics(&mut page, &deps.diagnostics);
    page.out
}

fn style(standing: Standing) -> Style {
    match standing {
        Standing::Breaks | Standing::CannotTell => severity_style(Severity::Breaking),
        Standing::Rebuild => severity_style(Severity::Risky),
        Standing::Stays => GOOD,
        Standing::NotConcerned => DIM,
    }
}

fn count(counts: &Counts, standing: Standing) -> usize {
    match standing {
        Standing::Breaks => counts.breaks,
        Standing::Rebuild => counts.rebuild,
        Standing::CannotTell => counts.cannot_tell,
        Standing::Stays => counts.stays,
        Standing::NotConcerned => counts.not_concerned,
    }
}

/// The worst, what was compared, and how many packages meet which fate.
fn head(page: &mut Page, deps: &Deps) {
    let counts = &deps.counts;
    let worst = Standing::ALL.into_iter().find(|&standing| count(counts, standing) > 0);
    let worst = worst.unwrap_or(Standing::NotConcerned);
    let mut line = Line::default();
    line.push(style(worst), worst.as_str().to_uppercase());
    let total = counted(deps.packages.len(), "package", "packages");
    let n = count(counts, worst);
    let text = if n == deps.packages.len() { total } else { format!("{} of {total}", thousands(n as u128)) };
    line.push(BOLD, format!("   {text}"));
    page.line(line);
    page.labelled("linked with", &deps.old.path);
    page.labelled("will meet", &deps.new.path);
    for library in &deps.renamed {
        let text = match &library.new {
            Some(new) => format!("{} is {new} now", library.old),
            None => format!("{} is gone", library.old),
        };
        page.labelled("library", &text);
    }
    page.blank();
    for standing in Standing::ALL {
        let n = count(counts, standing);
        let mut line = Line::default();
        line.right(if n == 0 { DIM } else { style(standing) }, &thousands(n as u128), 8);
        let doubt = match counts.rebuild_in_doubt {
            n if n > 0 && standing == Standing::Rebuild => {
                format!("; {} of them may run on: a fact that decides is not in their files", thousands(n as u128))
            }
            _ => String::new(),
        };
        line.push(PLAIN, "  ");
        page.flow(line, 10, if n == 0 { DIM } else { PLAIN }, &format!("{}{doubt}", standing.as_str()));
    }
}

fn heading(page: &mut Page, title: &str, style: Style) {
    page.blank();
    let mut line = Line::default();
    line.push(style, title);
    page.line(line);
}

/// The name, with what tells it from others of that name.
fn called(package: &Package) -> String {
    let version = package.version.as_ref().map_or_else(String::new, |version| format!(" {version}"));
    let source = package.source.as_ref().filter(|source| **source != package.name);
    let source = source.map_or_else(String::new, |source| format!(" (of {source})"));
    format!("{}{version}{source}", package.name)
}

/// A line about a package.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    /// Why it is as it is.
    Reason(String),
    /// What to know beside that.
    Note(String),
}

/// What is said of one package: sentences, then what to know beside them. `by_path`: of which of its programs.
fn said_of(package: &Package, full: bool, by_path: bool) -> Vec<Said> {
    let same = || package.programs.iter().filter(|program| program.standing == package.standing || full);
    let reasons = same().map(|program| {
        let other = Some(program.standing).filter(|standing| *standing != package.standing);
        let other = other.map_or_else(String::new, |standing| format!("{}: ", standing.as_str()));
        (&*program.fate.path, format!("{other}{}", program.why))
    });
    let notes = same().flat_map(|program| program.notes.iter().map(|note| (&*program.fate.path, note.clone())));
    let by_path = by_path && package.programs.len() > 1;
    let (reasons, notes) = (once(reasons, by_path), once(notes, by_path));
    let shown = if full { usize::MAX } else { SENTENCES };
    let more = reasons.len().saturating_sub(shown) + notes.len().saturating_sub(shown);
    let mut out: Vec<Said> = package.why.iter().cloned().map(Said::Reason).collect();
    out.extend(reasons.into_iter().take(shown).map(Said::Reason));
    out.extend(notes.into_iter().take(shown).map(Said::Note));
    if more > 0 {
        out.push(Said::Note(format!("and {} more (--full)", counted(more, "sentence", "sentences"))));
    }
    out
}

/// Each sentence once, in the order of the first, with the programs that it is about.
fn once<'p>(sentences: impl Iterator<Item = (&'p str, String)>, by_path: bool) -> Vec<String> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut out: Vec<(&str, String, usize)> = Vec::new();
    for (path, sentence) in sentences {
        let at = *places.entry(sentence.clone()).or_insert(out.len());
        match out.get_mut(at) {
            Some((_, _, n)) => *n += 1,
            None => out.push((path, sentence, 1)),
        }
    }
    let spelt = |(path, sentence, n): (&str, String, usize)| match n {
        _ if !by_path => sentence,
        1 => format!("{path}: {sentence}"),
        n => format!("{path} and {} more: {sentence}", thousands((n - 1) as u128)),
    };
    out.into_iter().map(spelt).collect()
}

/// Packages of one standing; those of which the same is to be said are one entry, where the first of them stands.
fn groups(page: &mut Page, standing: Standing, list: &[&Package], o: &TextOptions) {
    heading(page, standing.as_str(), style(standing));
    let mut groups: Vec<(Vec<Said>, Vec<&Package>)> = Vec::new();
    let mut index: BTreeMap<Vec<Said>, usize> = BTreeMap::new();
    for package in list {
        let said = said_of(package, o.full, false);
        let at = *index.entry(said.clone()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, members)) => members.push(package),
            None => groups.push((said, vec![package])),
        }
    }
    let rows = if o.full { usize::MAX } else { ROWS };
    for (said, members) in groups.iter().take(rows) {
        page.flow(Line::at(4), 4, BOLD, &cut(members.iter().map(|package| called(package)), rows));
        // Which of its programs it is, there is room to say of one package.
        let of_one = if let [package] = members[..] { Some(said_of(package, o.full, true)) } else { None };
        for said in of_one.as_ref().unwrap_or(said) {
            match said {
                Said::Reason(text) => page.flow(Line::at(8), 8, PLAIN, text),
                Said::Note(text) => page.flow(Line::at(8), 8, DIM, text),
            }
        }
    }
    if groups.len() > rows {
        let left: usize = groups[rows..].iter().map(|(_, members)| members.len()).sum();
        let text = format!("and {} more (--full lists them, --format json says all of each)", thousands(left as u128));
        page.flow(Line::at(4), 4, DIM, &text);
    }
}

/// Packages of which nothing is to be said.
fn names(page: &mut Page, standing: Standing, list: &[&Package], o: &TextOptions) {
    heading(page, standing.as_str(), style(standing));
    let rows = if o.full { usize::MAX } else { ROWS };
    page.flow(Line::at(4), 4, PLAIN, &cut(list.iter().map(|package| called(package)), rows));
}

/// Levels, where there are several, and cycles.
fn order(page: &mut Page, deps: &Deps, o: &TextOptions) {
    let mut levels: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for package in &deps.packages {
        if let Some(level) = package.level {
            levels.entry(level).or_default().insert(built(package));
        }
    }
    let rows = if o.full { usize::MAX } else { ROWS };
    if levels.len() > 1 {
        heading(page, "in this order", BOLD);
        for (level, names) in &levels {
            page.labelled(&format!("level {level}"), &cut(names.iter().map(|name| (*name).to_owned()), rows));
        }
    }
    if !deps.cycles.is_empty() {
        heading(page, "need one another", severity_style(Severity::Risky));
        for cycle in deps.cycles.iter().take(rows) {
            page.flow(Line::at(4), 4, PLAIN, &cut(cycle.iter().cloned(), rows));
        }
    }
}

/// Names with commas between them, as many as there are rows.
fn cut(names: impl ExactSizeIterator<Item = String>, rows: usize) -> String {
    let left = names.len().saturating_sub(rows);
    let mut shown: Vec<String> = names.take(rows).collect();
    if left > 0 {
        shown.push(format!("{} more (--full)", thousands(left as u128)));
    }
    shown.join(", ")
}
