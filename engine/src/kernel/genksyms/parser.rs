//! The state of parsing: the next symbol, what is recorded of the declaration under way, and how an error is passed over.

use super::answer::{Export, Grammar};
use super::lexer::{Lexer, RECORDED};
use super::table::{Table, TooMany};
use super::token::{Kind, Tag, Token, Word};
use crate::ground::error::Error;

/// How deep parentheses and bodies may lie in each other. The tool has room for ten thousand symbols.
const DEPTH: usize = 200;
/// How many exports a unit may have: a large one has some hundred.
const EXPORTS: usize = 65_536;

/// Why a part of the grammar was not found.
#[derive(Debug)]
pub(super) enum Stop {
    /// Something else stands there. What surrounds it may pass over it.
    Syntax,
    /// The input ended meanwhile, which ends all.
    End,
    /// The input cannot be used.
    Failed(Error),
}

/// Whether a part was found.
pub(super) type Found<T = ()> = Result<T, Stop>;

/// Parses a unit.
#[derive(Debug)]
pub(super) struct Parser<'b> {
    pub(super) lexer: Lexer<'b>,
    pub(super) table: Table,
    pub(super) is_older: bool,
    pub(super) is_newest: bool,
    next: Option<Kind>,
    depth: usize,
    /// What was recorded since the last declaration ended, and is not taken out.
    pub(super) list: Vec<Token>,
    /// How much of that the last specifiers end at; `None` if there are none.
    pub(super) specifiers: Option<usize>,
    /// They were set since the last declarator of the declaration.
    pub(super) respecified: bool,
    pub(super) is_typedef: bool,
    pub(super) is_extern: bool,
    /// The name that is being declared.
    pub(super) name: Option<Word>,
    /// A name that follows is not that of a type (newer grammars).
    pub(super) no_types: bool,
    pub(super) exports: Vec<Export>,
    /// For so many more symbols an error is no new one.
    quiet: u8,
    /// How many errors were passed over, and where the first was.
    pub(super) errors: usize,
    pub(super) first_error: Option<(String, usize)>,
}

impl<'b> Parser<'b> {
    pub(super) fn new(path: &'b str, bytes: &'b [u8], grammar: Grammar) -> Self {
        Self {
            lexer: Lexer::new(path, bytes, grammar),
            table: Table::default(),
            is_older: grammar == Grammar::Older,
            is_newest: grammar == Grammar::Newest,
            next: None,
            depth: 0,
            list: Vec::new(),
            specifiers: None,
            respecified: false,
            is_typedef: false,
            is_extern: false,
            name: None,
            no_types: false,
            exports: Vec::new(),
            quiet: 0,
            errors: 0,
            first_error: None,
        }
    }

    /// The next symbol. It is read when it is asked for, not before: what a name is depends on what was found until then.
    pub(super) fn peek(&mut self) -> Found<Kind> {
        if let Some(next) = self.next {
            return Ok(next);
        }
        if self.list.len() > RECORDED {
            return Err(self.failed("has a declaration with more words than are kept"));
        }
        let next = self.lexer.next(&self.table, self.no_types && !self.is_older).map_err(Stop::Failed)?;
        self.next = Some(next);
        Ok(next)
    }

    /// Takes the next symbol, which was looked at, with what is recorded of it.
    pub(super) fn shift(&mut self) {
        if self.next.take_if(|next| *next != Kind::End).is_some() {
            self.quiet = self.quiet.saturating_sub(1);
            self.list.append(&mut self.lexer.recorded);
        }
    }

    /// Takes the next symbol if it is of a kind.
    pub(super) fn take(&mut self, kind: Kind) -> Found<bool> {
        let is = self.peek()? == kind;
        if is {
            self.shift();
        }
        Ok(is)
    }

    /// Takes a symbol that has to follow.
    pub(super) fn expect(&mut self, kind: Kind) -> Found {
        if self.take(kind)? { Ok(()) } else { Err(Stop::Syntax) }
    }

    /// Takes all attributes that follow; whether there were any.
    pub(super) fn attributes(&mut self) -> Found<bool> {
        let mut any = false;
        while self.take(Kind::Attribute)? {
            any = true;
        }
        Ok(any)
    }

    /// Takes a symbol that nothing is recorded of.
    pub(super) fn drop_next(&mut self) {
        self.shift();
        self.list.pop();
    }

    /// Goes on behind an error: symbols are passed over until one that `ends` it, which is taken.
    pub(super) fn recover(&mut self, ends: &[u8]) -> Found<u8> {
        if self.quiet == 0 {
            self.errors += 1;
            self.first_error.get_or_insert(self.lexer.place());
        }
        loop {
            let next = self.peek()?;
            self.quiet = 3;
            match next {
                Kind::End => return Err(Stop::End),
                Kind::Sign(sign) if ends.contains(&sign) => {
                    self.shift();
                    return Ok(sign);
                }
                _ => self.shift(),
            }
        }
    }

    /// Parses something that lies in another.
    pub(super) fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Found<T>) -> Found<T> {
        if self.depth == DEPTH {
            return Err(self.failed("is nested too deeply"));
        }
        self.depth += 1;
        let found = parse(self);
        self.depth -= 1;
        found
    }

    pub(super) fn failed(&self, what: &str) -> Stop {
        Stop::Failed(self.lexer.error(what))
    }

    pub(super) fn too_many(&self, _: TooMany) -> Stop {
        self.failed("defines more than is kept of one unit")
    }

    pub(super) fn define(&mut self, name: Word, tag: Tag, definition: &[Token]) -> Found {
        let added = self.table.add(name, tag, definition, self.is_extern, &self.lexer.words);
        added.map(drop).map_err(|many| self.too_many(many))
    }

    pub(super) fn define_constant(&mut self, name: Word, value: &[Token]) -> Found {
        let added = self.table.add_constant(name, value, &mut self.lexer.words);
        added.map_err(|many| self.too_many(many))
    }

    /// Exports what a name stands for.
    pub(super) fn export(&mut self, name: Word) -> Found {
        let symbol = self.table.reach(name, &mut self.lexer.words).map_err(|many| self.too_many(many))?;
        if self.exports.len() == EXPORTS {
            return Err(self.failed("has more exports than are kept of one unit"));
        }
        let (file, line) = self.lexer.place();
        let name = String::from_utf8_lossy(self.lexer.words.spelt(name)).into_owned();
        let export = self.exports.len() + 1;
        let changed = symbol.map(|symbol| self.table.changed(symbol, export)).unwrap_or_default();
        let words = &self.lexer.words;
        let changed = changed.into_iter().filter_map(|symbol| {
            let symbol = &self.table.symbols[symbol as usize];
            Some((symbol.marked(words), symbol.standing?))
        });
        self.exports.push(Export { name, file, line, symbol, crc: None, undefined: None, changed: changed.collect() });
        Ok(())
    }
}
