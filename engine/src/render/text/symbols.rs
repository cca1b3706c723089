//! A symbols file held against libraries, as text.

use super::line::{ADDED, BOLD, DIM, Line, PLAIN, Page, REMOVED, counted};
use super::options::TextOptions;
use crate::model::symbols::{LibrarySymbols, ListedSymbol, SymbolsCheck};

/// Symbols of a list that are shown without `--full`.
const SHOWN: usize = 40;

/// The text of a check.
#[must_use]
pub fn render(check: &SymbolsCheck, options: &TextOptions) -> String {
    let mut page = Page::new(options.width, options.color);
    let head = match (check.is_something_gone(), check.is_something_new()) {
        (true, _) => "SYMBOLS ARE GONE",
        (false, true) => "NEW SYMBOLS",
        (false, false) => "AS LISTED",
    };
    page.flow(Line::default(), 2, BOLD, &format!("{head}   {}", check.file));
    for library in &check.libraries {
        one(&mut page, library, options);
    }
    page.out
}

fn one(page: &mut Page, library: &LibrarySymbols, options: &TextOptions) {
    let what = match (library.listed, library.offered) {
        (true, true) => counted(library.symbols, "symbol", "symbols"),
        (true, false) => "the file lists it, and it is not there".to_owned(),
        _ => format!("{}, and the file does not list it", counted(library.symbols, "symbol", "symbols")),
    };
    page.blank();
    page.flow(Line::default(), 2, BOLD, &format!("{}   {what}", library.soname));
    let mut list = |title: &str, sign: &str, style, lines: Vec<String>| {
        if lines.is_empty() {
            return;
        }
        page.flow(Line::at(2), 2, PLAIN, &format!("{title} ({})", lines.len()));
        let shown = if options.full { lines.len() } else { SHOWN };
        for line in lines.iter().take(shown) {
            page.flow(Line::at(4), 6, style, &format!("{sign} {line}"));
        }
        if lines.len() > shown {
            page.flow(Line::at(4), 4, DIM, &format!("... {} more (--full)", lines.len() - shown));
        }
    };
    let listed = |of: &[ListedSymbol]| of.iter().map(spelt).collect::<Vec<String>>();
    list("gone: others may rely on them", "-", REMOVED, listed(&library.gone));
    list("gone, and optional or noted as missing", "-", DIM, listed(&library.optional_gone));
    let new = library.new.iter().map(|s| match &s.source {
        Some(source) => format!("{}   {source}", s.symbol),
        None => s.symbol.clone(),
    });
    list("new: no line of the file stands for them", "+", ADDED, new.collect());
    list("there, and the file says not so", "+", ADDED, listed(&library.unexpected));
}

/// An entry as the file has it.
fn spelt(entry: &ListedSymbol) -> String {
    let tags = if entry.tags.is_empty() { String::new() } else { format!("({})", entry.tags.join("|")) };
    format!("{tags}{} {}", entry.symbol, entry.since)
}
