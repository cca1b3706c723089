//! A history as a table: a row for each type or symbol, a column for each release.
//!
//! Where not all columns fit, the table is cut into blocks of releases, each with the rows in which something changes there.

use std::ops::Range;

use super::{flap, label};
use crate::ground::diagnostic::DiagnosticLevel;
use crate::model::history::{Cell, Counts, History, Release, State, Subject, What};
use crate::render::text::TextOptions;
use crate::render::text::line::{
    ADDED, BOLD, DIM, Line, MOVED, PLAIN, Page, REMOVED, Style, columns, counted, thousands,
};

/// A label that takes more columns stands in the list of releases alone, and the table has its number.
const MAX_LABEL: usize = 12;
/// Columns that names get at least.
const MIN_NAME: usize = 20;
/// What a mark in front of a row takes.
const MARK: usize = 2;

/// What a cell shows, and whether something changes there.
struct Shown {
    text: String,
    style: Style,
    changes: bool,
}

/// The text, which ends in a newline; `most`: so many rows at most. With `o.full` it is shown, too, where only what something
/// refers to changed.
#[must_use]
pub fn render(history: &History, o: &TextOptions, most: Option<usize>) -> String {
    let mut page = Page::new(o.width, o.color);
    top(&mut page, history);
    let shown = history.subjects.len().min(most.unwrap_or(usize::MAX));
    let subjects = &history.subjects[..shown];
    let (types, symbols): (Vec<&Subject>, Vec<&Subject>) = subjects.iter().partition(|s| !s.kind.is_symbol());
    for block in blocks(&page, history, subjects, o.full) {
        for (what, list) in [("types", &types), ("symbols", &symbols)] {
            table(&mut page, history, (what, list), &block, o.full);
        }
    }
    if subjects.is_empty() {
        page.blank();
        page.flow(Line::default(), 0, PLAIN, nothing(history));
    }
    if shown < history.subjects.len() {
        page.blank();
        let rest = counted(history.subjects.len() - shown, "row more", "rows more");
        page.flow(Line::default(), 0, DIM, &format!("... {rest}"));
    }
    legend(&mut page, history, subjects, o.full);
    page.out
}

fn nothing(history: &History) -> &'static str {
    match history.is_incomplete() {
        true => "Evidence is missing: whether anything changed cannot be told for all releases.",
        false => "Nothing changed.",
    }
}

fn top(page: &mut Page, history: &History) {
    let Counts { types, types_changed, symbols, symbols_changed, reach_a_change, flaps, unknown } = history.counts;
    let mut line = Line::default();
    line.push(BOLD, "HISTORY");
    line.pad_to(11);
    let last = history.releases.len().saturating_sub(1);
    let releases = counted(history.releases.len(), "release", "releases");
    page.flow(line, 11, PLAIN, &format!("{releases}, {} to {}", label(history, 0), label(history, last)));
    let of = |changed: usize, all: usize, one, many| {
        format!("{} of {}", thousands(changed as u128), counted(all, one, many))
    };
    let mut text = format!(
        "{} and {} changed",
        of(types_changed, types, "type", "types"),
        of(symbols_changed, symbols, "symbol", "symbols")
    );
    for (n, what) in [
        (reach_a_change, "more only in what they refer to".to_owned()),
        (flaps, if flaps == 1 { "flap" } else { "flaps" }.to_owned()),
        (unknown, "unknown in some release".to_owned()),
    ] {
        if n > 0 {
            text.push_str(&format!("; {} {what}", thousands(n as u128)));
        }
    }
    page.flow(Line::at(11), 11, PLAIN, &text);
    if !history.left_out.is_empty() {
        let text =
            format!("left out, for they stand before the first that holds the file: {}", history.left_out.join(", "));
        page.flow(Line::at(11), 11, DIM, &text);
    }
    page.blank();
    let widest = history.releases.iter().map(|r| columns(&r.label)).max().unwrap_or(0).min(24);
    for (i, release) in history.releases.iter().enumerate() {
        let mut line = Line::default();
        line.right(DIM, &(i + 1).to_string(), 3);
        line.push(PLAIN, format!("  {}", release.label));
        line.pad_to(5 + widest);
        line.push(PLAIN, "  ");
        page.flow(line, 7 + widest, DIM, &evidence(release));
    }
}

/// What a release rests on, and what of it could not be read.
pub(in crate::render) fn evidence(release: &Release) -> String {
    let types = counted(release.types, "type", "types");
    let mut text = format!("{}: {types}, {}", release.input, counted(release.symbols, "symbol", "symbols"));
    if !release.types_known {
        text.push_str("; types that are missing are unknown");
    }
    if !release.symbols_known {
        text.push_str("; symbols that are missing are unknown");
    }
    let lost: Vec<String> =
        release.diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost).map(|d| d.message.clone()).collect();
    if let Some(first) = lost.first() {
        text.push_str(&format!("; {first}"));
    }
    if lost.len() > 1 {
        text.push_str(&format!(" (and {} more)", lost.len() - 1));
    }
    text
}

/// What the head of a column says.
fn head(history: &History, release: usize) -> String {
    let is_long = history.releases.iter().any(|r| columns(&r.label) > MAX_LABEL);
    if is_long { (release + 1).to_string() } else { label(history, release).to_owned() }
}

/// Columns of names.
fn names(page: &Page, subjects: &[Subject]) -> usize {
    let widest = subjects.iter().map(|s| columns(&name(s))).max().unwrap_or(0);
    widest.min((page.width * 2 / 5).max(MIN_NAME))
}

fn name(subject: &Subject) -> String {
    match &subject.of {
        Some(of) => format!("{} ({of})", subject.spelt()),
        None => subject.spelt(),
    }
}

/// Columns of each release: as wide as what stands in it.
fn width(history: &History, subjects: &[Subject], release: usize, full: bool) -> usize {
    let cells = subjects.iter().map(|s| columns(&cell(s, release, full).text));
    cells.chain([columns(&head(history, release))]).max().unwrap_or(1) + 2
}

/// A block of releases.
struct Block {
    releases: Range<usize>,
    widths: Vec<usize>,
    names: usize,
}

fn blocks(page: &Page, history: &History, subjects: &[Subject], full: bool) -> Vec<Block> {
    let names = names(page, subjects);
    let room = page.width - names - MARK;
    let widths: Vec<usize> = (0..history.releases.len()).map(|r| width(history, subjects, r, full)).collect();
    let mut out = Vec::new();
    let mut start = 0;
    while start < widths.len() {
        let mut end = start;
        let mut taken = 0;
        while end < widths.len() && (end == start || taken + widths[end] <= room) {
            taken += widths[end];
            end += 1;
        }
        out.push(Block { releases: start..end, widths: widths[start..end].to_vec(), names });
        start = end;
    }
    out
}

fn table(page: &mut Page, history: &History, (what, list): (&str, &[&Subject]), block: &Block, full: bool) {
    let is_cut = block.releases.len() < history.releases.len();
    let rows: Vec<(&&Subject, Vec<Shown>)> = list
        .iter()
        .map(|s| (s, block.releases.clone().map(|r| cell(s, r, full)).collect::<Vec<_>>()))
        .filter(|(_, cells)| !is_cut || cells.iter().any(|c| c.changes))
        .collect();
    if rows.is_empty() {
        return;
    }
    page.blank();
    let mut line = Line::default();
    line.push(DIM, what);
    let mut column = MARK + block.names;
    for (release, width) in block.releases.clone().zip(&block.widths) {
        column += width;
        line.right(BOLD, &head(history, release), column);
    }
    page.line(line);
    for (subject, cells) in rows {
        row(page, subject, &cells, block);
        for f in subject.flaps.iter().filter(|f| block.releases.contains(&f.back)) {
            page.flow(Line::at(MARK + 2), MARK + 4, MOVED, &format!("flap: {}", flap(history, f)));
        }
    }
}

fn row(page: &mut Page, subject: &Subject, cells: &[Shown], block: &Block) {
    let mut line = Line::default();
    if !subject.flaps.is_empty() {
        line.push(MOVED, "!");
    }
    line.pad_to(MARK);
    let name = name(subject);
    if columns(&name) > block.names {
        page.flow(line, MARK, PLAIN, &name);
        line = Line::default();
    } else {
        line.push(PLAIN, name);
    }
    let mut column = MARK + block.names;
    for (shown, width) in cells.iter().zip(&block.widths) {
        column += width;
        line.right(shown.style, &shown.text, column);
    }
    page.line(line);
}

/// What stands in a cell: a size where it is new, else a mark.
fn cell(subject: &Subject, release: usize, full: bool) -> Shown {
    let shown = |text: &str, style, changes| Shown { text: text.to_owned(), style, changes };
    let Some(&Cell { state, reaches_a_change, .. }) = subject.cells.get(release) else {
        return shown("", PLAIN, false);
    };
    let change = subject.changes.iter().find(|c| c.release == release);
    let has = |what| change.is_some_and(|c| c.differences.iter().any(|d| d.what == what));
    match state {
        State::Absent => shown("-", if has(What::Goes) { REMOVED } else { DIM }, has(What::Goes)),
        State::Untyped if has(What::Appears) => shown("+?", ADDED, true),
        State::Untyped | State::Declared | State::Unknown => shown("?", MOVED, change.is_some()),
        State::Known => {
            let size = subject.definition(release).and_then(|d| d.byte_size);
            let size = size.map_or_else(|| "+".to_owned(), |bytes| bytes.to_string());
            let is_first = !subject.cells[..release].iter().any(|c| c.state == State::Known);
            match change {
                Some(_) if has(What::Appears) || has(What::BecomesDefined) => shown(&size, ADDED, true),
                Some(_) if has(What::Size) => shown(&size, BOLD, true),
                Some(_) => shown("*", BOLD, true),
                None if is_first => shown(&size, PLAIN, false),
                None if reaches_a_change && full => shown("~", DIM, false),
                None => shown(".", DIM, false),
            }
        }
    }
}

/// What the marks mean that occur.
fn legend(page: &mut Page, history: &History, subjects: &[Subject], full: bool) {
    let releases = 0..history.releases.len();
    let texts: Vec<String> = subjects.iter().flat_map(|s| releases.clone().map(|r| cell(s, r, full).text)).collect();
    let occurs = |mark: &str| texts.iter().any(|text| text == mark);
    let marks = [
        (
            texts.iter().any(|t| t.starts_with(|c: char| c.is_ascii_digit())),
            "a number is a size in bytes, where it is new",
        ),
        (occurs("+") || occurs("+?"), "+ is there"),
        (occurs("*"), "* changed, at the same size"),
        (occurs("-"), "- is not in the interface"),
        (occurs("."), ". as before"),
        (occurs("~"), "~ changed only in what it refers to"),
        (occurs("?") || occurs("+?"), "? could not be read, or is only declared"),
        (subjects.iter().any(|s| !s.flaps.is_empty()), "! flaps: went away and came back, or changed and changed back"),
    ];
    let told: Vec<&str> = marks.into_iter().filter(|m| m.0).map(|m| m.1).collect();
    if !told.is_empty() {
        page.blank();
        page.flow(Line::default(), 0, DIM, &told.join("; "));
        page.flow(Line::default(), 0, DIM, "abilens log NAME INPUT... tells what changed in one of them");
    }
}
