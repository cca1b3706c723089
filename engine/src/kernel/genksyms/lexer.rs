//! From pieces of text to symbols of the grammar: phrases that no declaration depends on become one symbol, names of
//! typedefs are told from others, and every piece is recorded on the way.

use super::answer::Grammar;
use super::scan::{self, Piece};
use super::table::Table;
use super::token::{Kind, Tag, Token, Word};
use super::words::Words;
use crate::ground::error::{Error, Result};

/// How often text may be looked at again behind quotes that nothing closes, in bytes.
const IN_VAIN: usize = 64 << 20;
/// How many different words a unit may have: a large one has a hundred thousand.
const WORDS: usize = 2 << 20;
/// How many tokens a phrase, or what is recorded of a declaration, may have.
pub(super) const RECORDED: usize = 16 << 20;
/// The longest path that a marker may name, in bytes.
const PATH: usize = 4096;

/// Which phrase is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phrase {
    None,
    /// One in brackets of a sort, and what it becomes.
    Between(u8, u8, Kind),
    /// Between `typeof` and its parenthesis, and further in.
    Typeof,
    /// Right behind that parenthesis.
    TypeofStart,
    Expression,
}

/// Reads symbols.
#[derive(Debug)]
pub(super) struct Lexer<'b> {
    path: &'b str,
    bytes: &'b [u8],
    at: usize,
    in_vain: usize,
    grammar: Grammar,
    /// The line that messages name, and the file, by markers in the text.
    line: usize,
    file: Option<&'b [u8]>,
    source: Option<&'b [u8]>,
    /// The file is the first that was named, which is the source itself.
    is_own: bool,
    phrase: Phrase,
    /// The parenthesis of a `typeof` comes again, as a symbol of its own.
    parenthesis: bool,
    /// For so many more symbols names are not looked up.
    names_only: u8,
    /// For so many more symbols a brace begins the body of a type.
    body: u8,
    pub(super) words: Words,
    /// What was recorded of the last symbol.
    pub(super) recorded: Vec<Token>,
}

impl<'b> Lexer<'b> {
    pub(super) fn new(path: &'b str, bytes: &'b [u8], grammar: Grammar) -> Self {
        Self {
            path,
            bytes,
            at: 0,
            in_vain: 0,
            grammar,
            line: 1,
            file: None,
            source: None,
            is_own: false,
            phrase: Phrase::None,
            parenthesis: false,
            names_only: 0,
            body: 0,
            words: Words::new(grammar),
            recorded: Vec::new(),
        }
    }

    /// Where the text is now, by its own markers.
    pub(super) fn place(&self) -> (String, usize) {
        let file = self.file.map_or_else(|| self.path.to_owned(), |file| String::from_utf8_lossy(file).into_owned());
        (file, self.line)
    }

    /// An error about where the text is now.
    pub(super) fn error(&self, what: &str) -> Error {
        let line = 1 + self.bytes[..self.at].iter().filter(|&&b| b == b'\n').count();
        let (file, own) = self.place();
        let from = if self.file.is_some() { format!(" (line {own} of {file})") } else { String::new() };
        Error::text(self.path, line, format!("{what}{from}"))
    }

    /// The next piece and where it starts, past blanks and markers.
    fn piece(&mut self) -> Result<Option<(Piece, usize)>> {
        loop {
            let rest = &self.bytes[self.at..];
            let is_at_start = self.at == 0 || self.bytes[self.at - 1] == b'\n';
            match rest {
                [] => return Ok(None),
                [b'\n', ..] => {
                    self.at += 1;
                    self.line = self.line.saturating_add(1);
                }
                [b' ' | b'\t' | b'\x0b' | b'\x0c' | b'\r', ..] => self.at += 1,
                [b'#', ..] if is_at_start => {
                    if let Some((line, file, length)) = scan::marker(rest) {
                        if file.len() > PATH {
                            return Err(self.error("names a file by a path that is too long"));
                        }
                        self.at += length;
                        self.line = line;
                        self.file = Some(file);
                        self.is_own = *self.source.get_or_insert(file) == file;
                    } else if let Some(end) = rest.iter().position(|&b| b == b'\n') {
                        self.at += end + 1;
                        self.line = self.line.saturating_add(1);
                    } else {
                        self.at += 1;
                        return Ok(Some((Piece::Sign(b'#'), self.at - 1)));
                    }
                }
                _ => {
                    let start = self.at;
                    let (piece, length) = scan::piece(rest, &mut self.in_vain);
                    if self.in_vain > IN_VAIN {
                        return Err(self.error("has too many quotes that nothing closes"));
                    }
                    if matches!(piece, Piece::Sign(sign) if sign.is_ascii_control()) {
                        return Err(self.error("is not text"));
                    }
                    self.at += length;
                    return Ok(Some((piece, start)));
                }
            }
        }
    }

    /// Records the piece from `start` to where the text is now.
    fn record(&mut self, start: usize, table: &Table) -> Word {
        let word = self.words.number(&self.bytes[start..self.at]);
        self.record_word(word, table);
        word
    }

    fn record_word(&mut self, word: Word, table: &Table) {
        let tag = if table.is_constant(word) { Tag::Constant } else { Tag::Word };
        self.recorded.push(Token { word, tag, is_own: self.is_own });
    }

    /// Reads the next symbol. `no_types`: a name is no type here, whatever it is elsewhere.
    pub(super) fn next(&mut self, table: &Table, no_types: bool) -> Result<Kind> {
        self.recorded.clear();
        let kind = self.symbol(table, no_types)?;
        if kind != Kind::End {
            self.names_only = self.names_only.saturating_sub(1);
            // In newer grammars attributes may stand behind `struct`.
            if self.grammar == Grammar::Older || kind != Kind::Attribute {
                self.body = self.body.saturating_sub(1);
            }
        }
        Ok(kind)
    }

    fn symbol(&mut self, table: &Table, no_types: bool) -> Result<Kind> {
        let mut depth = 0i64;
        loop {
            if self.parenthesis {
                self.parenthesis = false;
                let word = self.words.number(b"(");
                self.record_word(word, table);
                return Ok(Kind::Sign(b'('));
            }
            let Some((piece, start)) = self.piece()? else { return Ok(Kind::End) };
            if self.words.count() > WORDS || self.recorded.len() > RECORDED {
                return Err(self.error("has more words than are kept of one unit"));
            }
            let found = match self.phrase {
                Phrase::None => self.plain(piece, start, table, no_types, &mut depth)?,
                Phrase::Between(open, close, kind) => {
                    self.record(start, table);
                    self.between(piece, open, close, kind, &mut depth)
                }
                Phrase::TypeofStart => self.typeof_start(piece, start, table, &mut depth),
                Phrase::Typeof => self.in_typeof(piece, start, table, &mut depth),
                Phrase::Expression => self.in_expression(piece, start, table, &mut depth),
            };
            if let Some(kind) = found {
                return Ok(kind);
            }
        }
    }

    fn plain(
        &mut self,
        piece: Piece,
        start: usize,
        table: &Table,
        no_types: bool,
        depth: &mut i64,
    ) -> Result<Option<Kind>> {
        let word = self.record(start, table);
        Ok(match piece {
            Piece::Identifier => self.name(word, table, no_types),
            Piece::VectorType if self.grammar == Grammar::Older => self.name(word, table, no_types),
            Piece::VectorType => Some(Kind::Plain),
            Piece::Dots => Some(Kind::Dots),
            Piece::Other => Some(Kind::Other),
            Piece::Sign(b'[') => {
                *depth = 1;
                self.phrase = Phrase::Between(b'[', b']', Kind::Brackets);
                None
            }
            Piece::Sign(b'{') if self.body == 0 => {
                *depth = 1;
                self.phrase = Phrase::Between(b'{', b'}', Kind::Braces);
                None
            }
            Piece::Sign(sign @ (b'=' | b':')) => {
                self.phrase = Phrase::Expression;
                Some(Kind::Sign(sign))
            }
            // The tool takes this byte for the end of its input.
            Piece::Sign(128..) => return Err(self.error("has a letter that is none of C")),
            Piece::Sign(sign) => Some(Kind::Sign(sign)),
        })
    }

    /// A keyword, the name of a type, or any other.
    fn name(&mut self, word: Word, table: &Table, no_types: bool) -> Option<Kind> {
        let keyword = self.words.keyword(word);
        match keyword {
            Some(kind @ (Kind::Attribute | Kind::Asm | Kind::StaticAssert)) => {
                self.phrase = Phrase::Between(b'(', b')', kind);
                return None;
            }
            Some(Kind::Typeof) => {
                self.phrase = Phrase::Typeof;
                return None;
            }
            Some(Kind::Struct | Kind::Union | Kind::Enum) => {
                self.body = 3;
                self.names_only = 2;
            }
            Some(Kind::Export) => {}
            _ if self.names_only == 0 && !no_types && table.is_type(word) => return Some(Kind::TypeName),
            _ => {}
        }
        Some(keyword.unwrap_or(Kind::Identifier))
    }

    fn between(&mut self, piece: Piece, open: u8, close: u8, kind: Kind, depth: &mut i64) -> Option<Kind> {
        if piece == Piece::Sign(open) {
            *depth += 1;
        } else if piece == Piece::Sign(close) {
            *depth -= 1;
            if *depth == 0 {
                self.phrase = Phrase::None;
                return Some(kind);
            }
        }
        None
    }

    /// A type behind `typeof (` makes it a declaration of its own. Where anything but a name stands there, the parenthesis
    /// is not recorded, as by the tool.
    fn typeof_start(&mut self, piece: Piece, start: usize, table: &Table, depth: &mut i64) -> Option<Kind> {
        self.phrase = Phrase::Typeof;
        let is_name = piece == Piece::Identifier || (piece == Piece::VectorType && self.grammar == Grammar::Older);
        if is_name {
            let word = self.words.number(&self.bytes[start..self.at]);
            if self.words.keyword(word).is_some() || table.is_type(word) {
                self.at = start;
                self.parenthesis = true;
                self.phrase = Phrase::None;
                return Some(Kind::Typeof);
            }
            let parenthesis = self.words.number(b"(");
            self.record_word(parenthesis, table);
        }
        self.in_typeof(piece, start, table, depth)
    }

    fn in_typeof(&mut self, piece: Piece, start: usize, table: &Table, depth: &mut i64) -> Option<Kind> {
        if piece == Piece::Sign(b'(') {
            *depth += 1;
            if *depth == 1 {
                self.phrase = Phrase::TypeofStart;
                return None;
            }
        }
        self.record(start, table);
        if piece == Piece::Sign(b')') {
            *depth -= 1;
            if *depth == 0 {
                self.phrase = Phrase::None;
                return Some(Kind::TypeofPhrase);
            }
        }
        None
    }

    fn in_expression(&mut self, piece: Piece, start: usize, table: &Table, depth: &mut i64) -> Option<Kind> {
        let ends = matches!(piece, Piece::Sign(b'}' | b',' | b';'));
        if ends && *depth == 0 {
            // It is read again, as a symbol of its own.
            self.at = start;
            self.phrase = Phrase::None;
            return Some(Kind::Expression);
        }
        match piece {
            Piece::Sign(b'(' | b'[' | b'{') => *depth += 1,
            Piece::Sign(b')' | b']' | b'}') => *depth -= 1,
            _ => {}
        }
        self.record(start, table);
        None
    }
}
