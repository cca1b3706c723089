//! What the declarations of a unit define, and what its exports reach of that.

use super::answer::Standing;
use super::reference::Reference;
use super::token::{Tag, Token, Word};
use super::words::Words;
use crate::ground::maps::FastMap;

/// How many tokens all definitions together may have: a large unit has three million.
const TOKENS: usize = 16 << 20;

/// There is no such symbol.
const NONE: u32 = u32::MAX;

/// Something that is defined.
#[derive(Debug)]
pub(super) struct Symbol {
    pub(super) name: Word,
    /// Of its kind; `Tag::Word` for variables and functions.
    pub(super) tag: Tag,
    pub(super) definition: Box<[Token]>,
    pub(super) is_extern: bool,
    /// It is marked `override` in the reference, whose definition this is.
    pub(super) is_kept: bool,
    /// How it differs from the reference.
    pub(super) standing: Option<Standing>,
    is_reached: bool,
    /// The export that reached it last, as their number from 1.
    reached_by: usize,
}

/// What the reference has of a name.
#[derive(Debug)]
struct Recorded {
    tag: Tag,
    definition: Box<[Token]>,
    is_extern: bool,
    is_kept: bool,
}

/// The definitions have more tokens than [`TOKENS`].
#[derive(Debug)]
pub(super) struct TooMany;

/// Definitions by name.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) symbols: Vec<Symbol>,
    /// By the number of a word: variables, functions, typedefs and constants.
    ordinary: Vec<u32>,
    /// The same for structures, unions and enumerations.
    tags: Vec<u32>,
    tokens: usize,
    /// The value of the next constant without one of its own, and what that is added to.
    counter: u32,
    base: Box<[Token]>,
    /// Symbols that exports reach, each behind those that it names first.
    pub(super) reached: Vec<u32>,
    /// The reference, as far as the unit has not declared its names yet: by whether they are those of `tags`, and name.
    recorded: FastMap<(bool, Word), Recorded>,
    /// Marks of the reference count.
    preserves: bool,
    /// Something differs from the reference.
    differs: bool,
    /// Symbols with a mark, and whether the unit defines them otherwise.
    pub(super) kept: Vec<(u32, bool)>,
}

fn at(names: &[u32], name: Word) -> Option<u32> {
    names.get(name as usize).copied().filter(|&symbol| symbol != NONE)
}

impl Table {
    fn names(&self, tag: Tag) -> &[u32] {
        if tag.is_of_tags() { &self.tags } else { &self.ordinary }
    }

    /// What a name means among those that share names with `tag`.
    pub(super) fn find(&self, name: Word, tag: Tag) -> Option<u32> {
        at(self.names(tag), name)
    }

    fn is(&self, name: Word, tag: Tag) -> bool {
        self.find(name, tag).is_some_and(|symbol| self.symbols[symbol as usize].tag == tag)
    }

    pub(super) fn is_type(&self, name: Word) -> bool {
        self.is(name, Tag::Typedef)
    }

    pub(super) fn is_constant(&self, name: Word) -> bool {
        self.is(name, Tag::Constant)
    }

    /// Takes in the reference. The tool counts constants on from it: the first enumeration of the unit starts behind the last
    /// constant of the reference, unless an enumeration stands behind that.
    pub(super) fn refer(&mut self, reference: &Reference, preserves: bool, words: &mut Words) -> Result<(), TooMany> {
        self.preserves = preserves;
        for entry in &reference.entries {
            self.count(entry.words.len())?;
            let mut definition = Vec::with_capacity(entry.words.len());
            for (tag, word) in &entry.words {
                definition.push(Token { tag: *tag, ..Token::of(words.number(word)) });
            }
            match entry.tag {
                Tag::Constant => (self.base, self.counter) = (definition.clone().into(), 1),
                Tag::Enum => self.start_constants(),
                _ => {}
            }
            let (tag, definition) = (entry.tag, definition.into());
            let recorded = Recorded { tag, definition, is_extern: entry.is_extern, is_kept: entry.is_kept };
            self.recorded.insert((tag.is_of_tags(), words.number(&entry.name)), recorded);
        }
        Ok(())
    }

    fn count(&mut self, tokens: usize) -> Result<(), TooMany> {
        self.tokens += tokens;
        if self.tokens > TOKENS { Err(TooMany) } else { Ok(()) }
    }

    /// Adds a definition. A second one of the same name counts for nothing.
    pub(super) fn add(
        &mut self,
        name: Word,
        tag: Tag,
        definition: &[Token],
        is_extern: bool,
        words: &Words,
    ) -> Result<u32, TooMany> {
        // Those that count for nothing have been made, too.
        self.count(definition.len())?;
        if let Some(known) = self.find(name, tag) {
            return Ok(known);
        }
        // As many as there are names at most, which are numbered likewise.
        let new = u32::try_from(self.symbols.len()).unwrap_or(NONE);
        let symbol = Symbol {
            name,
            tag,
            definition: Box::default(),
            is_extern,
            is_kept: false,
            standing: None,
            is_reached: false,
            reached_by: 0,
        };
        let symbol = match self.recorded.remove(&(tag.is_of_tags(), name)) {
            None => Symbol { definition: definition.into(), ..symbol },
            Some(recorded) => {
                let is_same = (recorded.tag, &*recorded.definition) == (tag, definition);
                if is_same || (recorded.is_kept && self.preserves) {
                    if recorded.is_kept {
                        self.kept.push((new, !is_same));
                    }
                    let Recorded { tag, definition, is_extern, is_kept } = recorded;
                    Symbol { tag, definition, is_extern, is_kept, ..symbol }
                } else {
                    self.differs = true;
                    let standing = if recorded.is_unknown(words) { Standing::Defined } else { Standing::Modified };
                    Symbol { definition: definition.into(), standing: Some(standing), ..symbol }
                }
            }
        };
        let names = if tag.is_of_tags() { &mut self.tags } else { &mut self.ordinary };
        self.symbols.push(symbol);
        if names.len() <= name as usize {
            names.resize(name as usize + 1, NONE);
        }
        names[name as usize] = new;
        Ok(new)
    }

    /// Lets the next constant be 0. The tool does that behind an enumeration, and not behind one of the source's own.
    pub(super) fn start_constants(&mut self) {
        self.counter = 0;
        self.base = Box::default();
    }

    /// Adds a constant with the tokens of its value, or one without.
    pub(super) fn add_constant(&mut self, name: Word, value: &[Token], words: &mut Words) -> Result<(), TooMany> {
        if !value.is_empty() {
            self.base = value.into();
            self.counter = 1;
            return self.add(name, Tag::Constant, value, false, words).map(drop);
        }
        let number = Token::of(words.number(self.counter.to_string().as_bytes()));
        self.counter += 1;
        if self.base.is_empty() {
            return self.add(name, Tag::Constant, &[number], false, words).map(drop);
        }
        let mut sign = |sign: &[u8]| Token::of(words.number(sign));
        let mut definition = vec![sign(b"(")];
        let rest = [sign(b")"), sign(b"+"), number];
        definition.extend_from_slice(&self.base);
        definition.extend(rest);
        self.add(name, Tag::Constant, &definition, false, words).map(drop)
    }

    /// What an export of that name reaches is kept as it is now: a type that nothing defines so far stays unknown.
    pub(super) fn reach(&mut self, name: Word, words: &mut Words) -> Result<Option<u32>, TooMany> {
        let Some(start) = self.find(name, Tag::Word) else { return Ok(None) };
        let mut stack = Vec::new();
        self.enter(start, &mut stack);
        while let Some((symbol, next)) = stack.last_mut() {
            let Some(&Token { word, tag, .. }) = self.symbols[*symbol as usize].definition.get(*next) else {
                self.reached.push(*symbol);
                stack.pop();
                continue;
            };
            *next += 1;
            if tag == Tag::Word {
                continue;
            }
            if let Some(symbol) = self.find(word, tag) {
                self.enter(symbol, &mut stack);
            } else if tag.is_of_tags() {
                let symbol = self.add_unknown(word, tag, words)?;
                self.enter(symbol, &mut stack);
            }
        }
        Ok(Some(start))
    }

    /// What of that differs from the reference, the last that was reached first, as the tool names them. `export` counts from 1.
    pub(super) fn changed(&mut self, start: u32, export: usize) -> Vec<u32> {
        let mut changed = Vec::new();
        if !self.differs {
            return changed;
        }
        let mut stack = vec![(start, 0)];
        self.first(start, export, &mut changed);
        while let Some((symbol, next)) = stack.last_mut() {
            let Some(&Token { word, tag, .. }) = self.symbols[*symbol as usize].definition.get(*next) else {
                stack.pop();
                continue;
            };
            *next += 1;
            if tag == Tag::Word {
                continue;
            }
            if let Some(symbol) = self.find(word, tag)
                && self.first(symbol, export, &mut changed)
            {
                stack.push((symbol, 0));
            }
        }
        changed.reverse();
        changed
    }

    /// Whether an export reaches a symbol for the first time.
    fn first(&mut self, symbol: u32, export: usize, changed: &mut Vec<u32>) -> bool {
        let Symbol { reached_by, standing, .. } = &mut self.symbols[symbol as usize];
        if std::mem::replace(reached_by, export) == export {
            return false;
        }
        if standing.is_some() {
            changed.push(symbol);
        }
        true
    }

    fn enter(&mut self, symbol: u32, stack: &mut Vec<(u32, usize)>) {
        let is_reached = &mut self.symbols[symbol as usize].is_reached;
        if !*is_reached {
            *is_reached = true;
            stack.push((symbol, 0));
        }
    }

    fn add_unknown(&mut self, name: Word, tag: Tag, words: &mut Words) -> Result<u32, TooMany> {
        let keyword: &[u8] = match tag {
            Tag::Struct => b"struct",
            Tag::Union => b"union",
            _ => {
                self.start_constants();
                b"enum"
            }
        };
        let mut word = |spelt: &[u8]| Token::of(words.number(spelt));
        let definition = [word(keyword), Token::of(name), word(b"{"), word(b"UNKNOWN"), word(b"}")];
        self.add(name, tag, &definition, false, words)
    }
}

impl Recorded {
    /// It was only declared: `struct x { UNKNOWN }`.
    fn is_unknown(&self, words: &Words) -> bool {
        let ends: [&[u8]; 3] = [b"{", b"UNKNOWN", b"}"];
        let Some((_, last)) = self.definition.split_last_chunk::<3>() else { return false };
        self.tag.is_of_tags() && last.iter().zip(ends).all(|(t, end)| t.tag == Tag::Word && words.spelt(t.word) == end)
    }
}
