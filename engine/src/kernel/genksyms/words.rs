//! The words of a unit, each by a number, and the keywords among them.

use super::answer::Grammar;
use super::token::{Kind, Word};
use crate::ground::maps::FastMap;

/// Spellings by number.
#[derive(Debug)]
pub(super) struct Words {
    numbers: FastMap<Box<[u8]>, Word>,
    spelt: Vec<Box<[u8]>>,
    /// Of the first words, which are the keywords.
    keywords: Vec<Kind>,
}

impl Words {
    pub(super) fn new(grammar: Grammar) -> Self {
        let mut words = Self { numbers: FastMap::default(), spelt: Vec::new(), keywords: Vec::new() };
        let later: &[_] = if grammar == Grammar::Older { &[] } else { &LATER };
        for (spelt, kind) in KEYWORDS.iter().chain(later) {
            words.number(spelt.as_bytes());
            words.keywords.push(*kind);
        }
        words
    }

    pub(super) fn number(&mut self, spelt: &[u8]) -> Word {
        if let Some(&known) = self.numbers.get(spelt) {
            return known;
        }
        // The lexer bounds them.
        let new = u32::try_from(self.spelt.len()).unwrap_or(u32::MAX);
        self.numbers.insert(spelt.into(), new);
        self.spelt.push(spelt.into());
        new
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.spelt.len()
    }

    pub(super) fn spelt(&self, word: Word) -> &[u8] {
        &self.spelt[word as usize]
    }

    /// What the grammar takes a word for, if it is a keyword.
    pub(super) fn keyword(&self, word: Word) -> Option<Kind> {
        self.keywords.get(word as usize).copied()
    }
}

/// The keywords of all grammars.
const KEYWORDS: [(&str, Kind); 47] = [
    ("__GENKSYMS_EXPORT_SYMBOL", Kind::Export),
    ("__asm", Kind::Asm),
    ("__asm__", Kind::Asm),
    ("asm", Kind::Asm),
    ("__attribute", Kind::Attribute),
    ("__attribute__", Kind::Attribute),
    ("__const", Kind::Qualifier),
    ("__const__", Kind::Qualifier),
    ("const", Kind::Qualifier),
    ("__volatile", Kind::Qualifier),
    ("__volatile__", Kind::Qualifier),
    ("volatile", Kind::Qualifier),
    ("__restrict", Kind::Restrict),
    ("__restrict__", Kind::Restrict),
    ("restrict", Kind::Restrict),
    ("__extension__", Kind::Extension),
    ("__inline", Kind::Inline),
    ("__inline__", Kind::Inline),
    ("inline", Kind::Inline),
    ("extern", Kind::Extern),
    ("auto", Kind::Storage),
    ("register", Kind::Storage),
    ("static", Kind::Storage),
    ("__signed", Kind::Plain),
    ("__signed__", Kind::Plain),
    ("__builtin_va_list", Kind::Plain),
    ("__int128", Kind::Plain),
    ("__int128_t", Kind::Plain),
    ("__uint128_t", Kind::Plain),
    ("_Bool", Kind::Plain),
    ("char", Kind::Plain),
    ("double", Kind::Plain),
    ("float", Kind::Plain),
    ("int", Kind::Plain),
    ("long", Kind::Plain),
    ("short", Kind::Plain),
    ("signed", Kind::Plain),
    ("unsigned", Kind::Plain),
    ("void", Kind::Plain),
    ("_Static_assert", Kind::StaticAssert),
    ("__typeof", Kind::Typeof),
    ("__typeof__", Kind::Typeof),
    ("typeof", Kind::Typeof),
    ("struct", Kind::Struct),
    ("union", Kind::Union),
    ("enum", Kind::Enum),
    ("typedef", Kind::Typedef),
];

/// Keywords since Linux 6.14 or 6.15.
const LATER: [(&str, Kind); 5] = [
    ("__typeof_unqual", Kind::Typeof),
    ("__typeof_unqual__", Kind::Typeof),
    ("typeof_unqual", Kind::Typeof),
    ("__seg_fs", Kind::Qualifier),
    ("__seg_gs", Kind::Qualifier),
];
