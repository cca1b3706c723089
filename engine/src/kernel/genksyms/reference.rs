//! The symtypes of an earlier build of a unit, that its definitions are held against (`genksyms -r`, and `-p` to keep some).

use std::collections::BTreeMap;
use std::path::Path;

use super::token::Tag;
use crate::ground::error::{Error, Result};
use crate::ground::files::regular;

/// The largest file in bytes: of a unit with many exports it has some million.
const LARGEST: u64 = 128 << 20;

/// What a unit defined once.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    pub(super) entries: Vec<Entry>,
}

/// A definition.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) tag: Tag,
    pub(super) name: Vec<u8>,
    /// Whether it is to be kept whatever the unit says now (`override`).
    pub(super) is_kept: bool,
    pub(super) is_extern: bool,
    pub(super) words: Vec<(Tag, Vec<u8>)>,
}

impl Reference {
    /// Reads a file.
    ///
    /// # Errors
    /// It cannot be read, or a line is none of symtypes by genksyms.
    pub fn read(path: &Path) -> Result<Self> {
        Self::parse(&path.display().to_string(), &regular::read_named(path, LARGEST)?)
    }

    /// Reads the lines of a file; `path` is for messages.
    ///
    /// # Errors
    /// A line is none of symtypes by genksyms, or defines a name again.
    pub fn parse(path: &str, bytes: &[u8]) -> Result<Self> {
        let (mut entries, mut lines) = (Vec::new(), BTreeMap::new());
        for (at, line) in bytes.split(|&b| b == b'\n').enumerate() {
            let wrong = |what: String| Error::text(path, at + 1, what);
            if !std::str::from_utf8(line).is_ok_and(|line| !line.chars().any(|c| c.is_control() && c != '\r')) {
                return Err(wrong("is not text".to_owned()));
            }
            let line = line.trim_ascii();
            if line.is_empty() {
                continue;
            }
            let entry = entry(line).map_err(|what| wrong(what.to_owned()))?;
            // Structures, unions and enumerations share their names, and so do all others.
            if let Some(before) = lines.insert((entry.tag.is_of_tags(), entry.name.clone()), at + 1) {
                let name = String::from_utf8_lossy(&entry.name);
                return Err(wrong(format!("defines `{name}`, as line {before} does")));
            }
            entries.push(entry);
        }
        Ok(Self { entries })
    }

    /// The names of its exports.
    pub(super) fn exports(&self) -> impl Iterator<Item = &[u8]> {
        self.entries.iter().filter(|entry| entry.tag == Tag::Word).map(|entry| &*entry.name)
    }
}

fn entry(line: &[u8]) -> std::result::Result<Entry, &'static str> {
    let mut words = words(line).into_iter().peekable();
    let is_kept = words.next_if(|word| *word == b"override").is_some();
    let (tag, name) = tagged(words.next().ok_or("names nothing")?)?;
    let is_extern = words.next_if(|word| *word == b"extern").is_some();
    let words = words.map(|word| tagged(word).map(|(tag, word)| (tag, word.to_vec())));
    let words: Vec<_> = words.collect::<std::result::Result<_, _>>()?;
    if words.is_empty() {
        return Err("has a name and no definition");
    }
    Ok(Entry { tag, name: name.to_vec(), is_kept, is_extern, words })
}

/// The words of a line; blanks within a string do not end one.
fn words(line: &[u8]) -> Vec<&[u8]> {
    let mut is_string = false;
    let ends = |&b: &u8| {
        is_string ^= b == b'"';
        b == b' ' && !is_string
    };
    line.split(ends).filter(|word| !word.is_empty()).collect()
}

fn tagged(word: &[u8]) -> std::result::Result<(Tag, &[u8]), &'static str> {
    let tag = match word {
        [b't', b'#', _, ..] => Tag::Typedef,
        [b's', b'#', _, ..] => Tag::Struct,
        [b'u', b'#', _, ..] => Tag::Union,
        [b'e', b'#', _, ..] => Tag::Enum,
        [b'E', b'#', _, ..] => Tag::Constant,
        [_, b'#', ..] => return Err("has a reference to no kind of type"),
        _ => return Ok((Tag::Word, word)),
    };
    Ok((tag, &word[2..]))
}
