//! The CRCs of genksyms, computed again from preprocessed C: declarations are parsed as the kernel's tool parses them, with
//! all that it passes over, and recorded word by word. `kernel::symtypes` writes them out and computes the CRCs.
//!
//! `scan` finds the pieces of the text, `lexer` makes symbols of them, `declaration`, `declarator` and `body` are the grammar,
//! `table` keeps what is defined, `reference` what was defined once.

mod answer;
mod body;
mod declaration;
mod declarator;
mod lexer;
mod parser;
mod reference;
mod scan;
mod table;
#[cfg(test)]
mod tests;
mod token;
mod words;

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use crate::ground::error::{Error, Result};
use crate::ground::files::regular;
use crate::kernel::symtypes::{Piece, Symtypes};

use parser::{Parser, Stop};
use table::{Symbol, Table};
use token::Tag;
use words::Words;

pub use answer::{Export, Grammar, Kept, Standing, Unit};
pub use reference::Reference;

/// The largest unit in bytes: the largest of a kernel have some twenty million.
const LARGEST: u64 = 128 << 20;
/// How many bytes all exports of a unit together may have written out: a unit with hundreds of them has a thousand million.
const WRITTEN: u64 = 64 << 30;

impl Unit {
    /// Reads a preprocessed unit; `-` is standard input.
    ///
    /// # Errors
    /// It cannot be read, is not text, or goes beyond a bound.
    pub fn read(path: &Path, grammar: Grammar) -> Result<Self> {
        Self::read_against(path, grammar, &Reference::default(), false)
    }

    /// The same, held against what it defined once; with `preserves` the definitions count that the reference marks `override`.
    ///
    /// # Errors
    /// Those of [`Self::read`].
    pub fn read_against(path: &Path, grammar: Grammar, reference: &Reference, preserves: bool) -> Result<Self> {
        if path.as_os_str() != "-" {
            let bytes = regular::read_named(path, LARGEST)?;
            return Self::parse_against(&path.display().to_string(), &bytes, grammar, reference, preserves);
        }
        let mut bytes = Vec::new();
        let name = Path::new("standard input");
        std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(|e| Error::io(name, e))?;
        Self::parse_against("standard input", &bytes, grammar, reference, preserves)
    }

    /// Parses the text of a preprocessed unit; `path` is for messages.
    ///
    /// # Errors
    /// It is not text, goes beyond a bound, or is such that the tool would not end.
    pub fn parse(path: &str, bytes: &[u8], grammar: Grammar) -> Result<Self> {
        Self::parse_against(path, bytes, grammar, &Reference::default(), false)
    }

    /// The same, held against a reference as by [`Self::read_against`].
    ///
    /// # Errors
    /// Those of [`Self::parse`].
    pub fn parse_against(
        path: &str,
        bytes: &[u8],
        grammar: Grammar,
        reference: &Reference,
        preserves: bool,
    ) -> Result<Self> {
        if bytes.len() as u64 > LARGEST {
            return Err(Error::text(path, 1, format!("more than {LARGEST} bytes are no preprocessed unit")));
        }
        let mut parser = Parser::new(path, bytes, grammar);
        let referred = parser.table.refer(reference, preserves, &mut parser.lexer.words);
        match referred.map_err(|many| parser.too_many(many)).and_then(|()| parser.unit()) {
            Ok(()) | Err(Stop::End | Stop::Syntax) => {}
            Err(Stop::Failed(error)) => return Err(error),
        }
        let Parser { lexer, table, mut exports, errors, first_error, .. } = parser;
        let symtypes = lines(&table, &lexer.words);
        let size: u64 = symtypes.iter().map(|line| line.len() as u64).sum();
        if size.saturating_mul(exports.len() as u64) > WRITTEN {
            return Err(Error::text(path, 1, "its exports reach more types than can be written out for each"));
        }
        compute(path, &table, &lexer.words, &mut exports);
        let kept = |&(symbol, differs): &(u32, bool)| {
            let name = table.symbols[symbol as usize].marked(&lexer.words);
            Kept { name, differs }
        };
        let kept = table.kept.iter().map(kept).collect();
        let here: BTreeSet<&[u8]> = exports.iter().map(|export| export.name.as_bytes()).collect();
        let gone = reference.exports().filter(|name| !here.contains(name));
        let gone = gone.map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        Ok(Self { exports, symtypes, errors, first_error, kept, gone })
    }
}

impl Symbol {
    fn marked(&self, words: &Words) -> String {
        String::from_utf8_lossy(&marked(self.tag, words.spelt(self.name))).into_owned()
    }
}

/// The name of a definition, as symtypes have it.
fn marked(tag: Tag, name: &[u8]) -> Vec<u8> {
    [tag.prefix().as_bytes(), name].concat()
}

fn reached(table: &Table) -> impl Iterator<Item = &Symbol> {
    table.reached.iter().map(|&symbol| &table.symbols[symbol as usize])
}

fn lines(table: &Table, words: &Words) -> Vec<Vec<u8>> {
    let line = |symbol: &Symbol| {
        let mut line = if symbol.is_kept { b"override ".to_vec() } else { Vec::new() };
        line.extend(marked(symbol.tag, words.spelt(symbol.name)));
        line.extend_from_slice(if symbol.is_extern { b" extern " } else { b" " });
        for token in &symbol.definition {
            line.extend_from_slice(token.tag.prefix().as_bytes());
            line.extend_from_slice(words.spelt(token.word));
            line.push(b' ');
        }
        line
    };
    reached(table).map(line).collect()
}

/// The words of a definition; neighbours that refer to nothing are one text. The last has no blank behind it.
fn texts(symbol: &Symbol, words: &Words) -> Vec<(bool, Vec<u8>)> {
    let mut texts: Vec<(bool, Vec<u8>)> = Vec::new();
    for token in &symbol.definition {
        let spelt = words.spelt(token.word);
        if token.tag != Tag::Word {
            texts.push((true, marked(token.tag, spelt)));
            continue;
        }
        match texts.last_mut() {
            Some((false, text)) => text.extend_from_slice(spelt),
            _ => texts.push((false, spelt.to_vec())),
        }
        if let Some((_, text)) = texts.last_mut() {
            text.push(b' ');
        }
    }
    if let Some((false, text)) = texts.last_mut() {
        text.pop();
    }
    texts
}

fn compute(path: &str, table: &Table, words: &Words, exports: &mut [Export]) {
    let texts: Vec<_> = reached(table).map(|symbol| texts(symbol, words)).collect();
    let mut definitions = Vec::with_capacity(texts.len());
    for (symbol, texts) in reached(table).zip(&texts) {
        let mut pieces = Vec::with_capacity(texts.len());
        for (refers, text) in texts {
            pieces.push(if *refers { Piece::Reference(text) } else { Piece::Text(text) });
        }
        definitions.push((marked(symbol.tag, words.spelt(symbol.name)), pieces));
    }
    // An export names its symbol by the number in the table; the definitions are in the order in which they are reached.
    let mut places = vec![0; table.symbols.len()];
    for (place, &symbol) in (0u32..).zip(&table.reached) {
        places[symbol as usize] = place;
    }
    let declared: Vec<(&str, u32)> =
        exports.iter().filter_map(|export| Some((&*export.name, places[export.symbol? as usize]))).collect();
    let crcs = Symtypes::of_object(path, &definitions, &declared).crcs();
    for (export, computed) in exports.iter_mut().filter(|export| export.symbol.is_some()).zip(crcs) {
        match computed.crc {
            Ok(crc) => export.crc = Some(crc),
            Err(name) => export.undefined = Some(name),
        }
    }
}
