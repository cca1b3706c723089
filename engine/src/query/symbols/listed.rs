//! A symbols file held against libraries, and the file as it has to be for them.

use std::borrow::Cow;

use super::file::{Listed, SymbolsFile, What};
use super::pattern::{Key, Pattern};
use super::{Library, Symbol};
use crate::graph::Machine;
use crate::ground::maps::{FastMap, FastSet};
use crate::model::symbols::{LibrarySymbols, ListedSymbol, OfferedSymbol, SCHEMA, SymbolsCheck};

/// What became of the lines of a file: what an edited file needs to know.
#[derive(Debug, Default)]
pub struct Lines {
    /// Numbers of lines whose symbol is gone.
    gone: FastSet<usize>,
    /// Numbers of lines that say `#MISSING` of what is there.
    back: FastSet<usize>,
    /// New symbols, by the number of the line that begins their library.
    new: Vec<(usize, String)>,
    /// Libraries that the file does not have.
    libraries: Vec<usize>,
}

/// Holds a file against the libraries of a machine. `name`: how the file is called.
#[must_use]
pub fn check(file: &SymbolsFile, name: &str, libraries: &[Library], machine: Machine) -> (SymbolsCheck, Lines) {
    let mut lines = Lines::default();
    let mut found = Vec::new();
    for section in sections(file) {
        let library = libraries.iter().find(|library| library.soname == section.soname);
        found.push(held(&section, library, machine, &mut lines));
    }
    for (at, library) in libraries.iter().enumerate() {
        if !found.iter().any(|l| l.soname == library.soname) {
            lines.libraries.push(at);
            let soname = library.soname.clone();
            found.push(LibrarySymbols { soname, offered: true, symbols: promised(library), ..Default::default() });
        }
    }
    found.sort_by(|a, b| a.soname.cmp(&b.soname));
    (SymbolsCheck { schema: Cow::Borrowed(SCHEMA), file: name.to_owned(), libraries: found }, lines)
}

/// A library of a file.
struct Section<'f> {
    /// The line that begins it.
    start: usize,
    soname: &'f str,
    /// Its entries with their lines.
    entries: Vec<(usize, &'f Listed)>,
}

/// The libraries of a file. Of entries of one symbol the last counts.
fn sections(file: &SymbolsFile) -> Vec<Section<'_>> {
    let mut out: Vec<Section<'_>> = Vec::new();
    for (at, line) in file.lines.iter().enumerate() {
        match &line.what {
            What::Library(soname) => out.push(Section { start: at, soname, entries: Vec::new() }),
            What::Symbol(listed) => {
                if let Some(section) = out.last_mut() {
                    section.entries.push((at, listed));
                }
            }
            What::Other => {}
        }
    }
    for section in &mut out {
        let key = |listed: &'_ Listed| (listed.symbol.clone(), listed.pattern.is_some());
        let last: FastMap<(String, bool), usize> =
            section.entries.iter().map(|&(at, listed)| (key(listed), at)).collect();
        section.entries.retain(|&(at, listed)| last.get(&key(listed)) == Some(&at));
    }
    out
}

/// One library of the file.
fn held(section: &Section<'_>, library: Option<&Library>, machine: Machine, lines: &mut Lines) -> LibrarySymbols {
    let &Section { start, soname, ref entries } = section;
    let mut out = LibrarySymbols { soname: soname.to_owned(), listed: true, ..Default::default() };
    let Some(library) = library else {
        // All of it is gone with the library.
        return out;
    };
    (out.offered, out.symbols) = (true, promised(library));
    let exact: FastMap<&str, usize> =
        entries.iter().filter(|(_, l)| l.pattern.is_none()).map(|&(at, l)| (l.symbol.as_str(), at)).collect();
    let mut keyed: FastMap<Key, usize> = FastMap::default();
    let mut others: Vec<(usize, &Pattern)> = Vec::new();
    for (at, pattern) in entries.iter().filter_map(|(at, l)| Some((*at, l.pattern.as_ref()?))) {
        match pattern.key() {
            // Of two that ask for the same the first counts.
            Some(key) => _ = keyed.entry(key).or_insert(at),
            None => others.push((at, pattern)),
        }
    }
    // Entries that stand for something.
    let mut there: FastSet<usize> = FastSet::default();
    for symbol in &library.symbols {
        let spelt = symbol.spelt();
        let own = exact.get(spelt.as_str()).copied();
        let by_key = || Key::of(symbol).find_map(|key| keyed.get(&key).copied());
        let by_trial = || others.iter().find(|(_, pattern)| pattern.matches(symbol)).map(|&(at, _)| at);
        match own.or_else(by_key).or_else(by_trial) {
            Some(at) => _ = there.insert(at),
            None if symbol.is_internal => {}
            None => {
                lines.new.push((start, spelt));
                out.new.push(offered(symbol));
            }
        }
    }
    // The linker defines a symbol for each version, of no address: that the version is there, is what they say.
    for version in &library.versions {
        if let Some(&at) = exact.get(format!("{version}@{version}").as_str()) {
            there.insert(at);
        }
    }
    for &(at, listed) in entries {
        let is_there = there.contains(&at);
        let is_expected = listed.is_of(machine) && !listed.is_missing;
        match (is_there, is_expected) {
            (true, true) => {}
            (true, false) => {
                if listed.is_missing {
                    lines.back.insert(at);
                }
                out.unexpected.push(entry(listed));
            }
            (false, true) => {
                lines.gone.insert(at);
                if listed.has("optional") { &mut out.optional_gone } else { &mut out.gone }.push(entry(listed));
            }
            (false, false) => {
                if listed.is_missing && listed.is_of(machine) {
                    out.optional_gone.push(entry(listed));
                }
            }
        }
    }
    out
}

/// How many symbols are no mere traces of compilers and linkers.
fn promised(library: &Library) -> usize {
    library.symbols.iter().filter(|symbol| !symbol.is_internal).count()
}

fn entry(listed: &Listed) -> ListedSymbol {
    let tags = listed.tags.iter();
    let tags = tags.map(|(name, value)| if value.is_empty() { name.clone() } else { format!("{name}={value}") });
    ListedSymbol { symbol: listed.symbol.clone(), since: listed.since.clone(), tags: tags.collect() }
}

fn offered(symbol: &Symbol) -> OfferedSymbol {
    OfferedSymbol { symbol: symbol.spelt(), source: symbol.source.clone() }
}

/// The file with what is gone noted as missing since `version`, what is back as there, and what is new with `version`: in the
/// order of names, in front of the first that comes after. `added` is the text of libraries that the file did not have.
///
/// # Errors
/// A file that this one names would have to be edited.
pub fn edited(file: &SymbolsFile, lines: &Lines, version: &str, added: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut new: Vec<&(usize, String)> = lines.new.iter().collect();
    new.sort();
    let mut open = Vec::new().into_iter().peekable();
    for (at, line) in file.lines.iter().enumerate() {
        if line.is_included {
            if lines.gone.contains(&at) || lines.back.contains(&at) {
                return Err(format!(
                    "`{}` stands in a file that the symbols file includes; edit that one",
                    line.text.trim()
                ));
            }
            continue;
        }
        if let What::Library(_) = line.what {
            open.for_each(|symbol| push_new(&mut out, symbol, version));
            let of_library = new.iter().filter(|(start, _)| *start == at).map(|(_, symbol)| symbol.as_str());
            open = of_library.collect::<Vec<&str>>().into_iter().peekable();
        }
        if let What::Symbol(listed) = &line.what {
            while let Some(symbol) = open.next_if(|symbol| listed.tags.is_empty() && **symbol < *listed.symbol) {
                push_new(&mut out, symbol, version);
            }
        }
        if lines.gone.contains(&at) {
            out.push_str(&format!("#MISSING: {version}# {}", line.text.trim_start()));
        } else if lines.back.contains(&at) {
            let shown = line.text.splitn(3, '#').nth(2).unwrap_or(&line.text);
            out.push_str(&format!(" {}", shown.trim_start()));
        } else {
            out.push_str(&line.text);
        }
        out.push('\n');
    }
    open.for_each(|symbol| push_new(&mut out, symbol, version));
    out.push_str(added);
    Ok(out)
}

fn push_new(out: &mut String, symbol: &str, version: &str) {
    out.push_str(&format!(" {symbol} {version}\n"));
}

impl Lines {
    /// The libraries that the file does not have, by their numbers in the list.
    #[must_use]
    pub fn libraries(&self) -> &[usize] {
        &self.libraries
    }
}
