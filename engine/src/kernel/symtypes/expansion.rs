//! The CRC of an export from symtypes: its definition with each type written out at its first occurrence.

use std::ops::Range;

use crc32fast::Hasher;
use rayon::prelude::*;

use super::line::Dialect;
use super::{Definition, Part, Symtypes, number};

/// The CRC of an export.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExportCrc {
    /// Symbol name.
    pub name: String,
    /// File.
    pub path: String,
    /// The object, in a consolidated file.
    pub object: Option<String>,
    /// Line, from 1.
    pub line: u32,
    /// The CRC, or the reference that nothing defines, as it is written.
    pub crc: Result<u32, String>,
}

/// What expanding needs, kept from export to export.
pub(super) struct Expanding {
    /// The round in which each name was written out last.
    seen: Vec<u32>,
    round: u32,
    /// Definitions that are being written: number, and the next part.
    stack: Vec<(u32, usize)>,
}

impl Expanding {
    pub(super) fn new(symtypes: &Symtypes) -> Self {
        Self { seen: vec![0; symtypes.names.len()], round: 0, stack: Vec::new() }
    }
}

/// What names mean in one object, looked up once for all of its exports.
pub(super) struct Meanings<'s> {
    symtypes: &'s Symtypes,
    object: usize,
    /// By name, the object that was asked (one more than its index) and its definition.
    known: Vec<(u32, Option<u32>)>,
}

impl<'s> Meanings<'s> {
    pub(super) fn new(symtypes: &'s Symtypes) -> Self {
        Self { symtypes, object: 0, known: vec![(0, None); symtypes.names.len()] }
    }

    /// Turns to an object.
    pub(super) fn turn_to(&mut self, object: usize) {
        self.object = object;
    }

    pub(super) fn of(&mut self, name: u32) -> Option<u32> {
        let stamp = number(self.object) + 1;
        let known = &mut self.known[name as usize];
        if known.0 != stamp {
            *known = (stamp, self.symtypes.lookup(self.object, name));
        }
        known.1
    }
}

impl Symtypes {
    /// Computes the CRC of every export, in the order of files and lines.
    #[must_use]
    pub fn crcs(&self) -> Vec<ExportCrc> {
        self.crcs_of(0..self.objects.len())
    }

    /// Of some objects.
    pub(super) fn crcs_of(&self, objects: Range<usize>) -> Vec<ExportCrc> {
        let of = |o: usize| self.objects[o].exports.iter().map(move |e| (o, *e));
        let exports: Vec<_> = objects.flat_map(of).collect();
        let start = || (Expanding::new(self), Meanings::new(self));
        let each = |(expanding, meanings): &mut (Expanding, Meanings),
                    &(at, (name, definition, line)): &(usize, (u32, u32, u32))| {
            let object = &self.objects[at];
            meanings.turn_to(at);
            let text = |name: u32| String::from_utf8_lossy(&self.names[name as usize]).into_owned();
            ExportCrc {
                name: text(name),
                path: object.path.clone(),
                object: object.section.clone(),
                line,
                crc: self.crc(expanding, definition, |name| meanings.of(name)).map_err(text),
            }
        };
        exports.par_iter().map_init(start, each).collect()
    }

    /// The CRC of a definition, or the name that is not defined. `meaning` is asked once for each name, where it stands first.
    pub(super) fn crc(
        &self,
        expanding: &mut Expanding,
        definition: u32,
        mut meaning: impl FnMut(u32) -> Option<u32>,
    ) -> Result<u32, u32> {
        let mut hasher = Hasher::new();
        expanding.round += 1;
        expanding.stack.clear();
        expanding.stack.push((definition, 0));
        while let Some((definition, next)) = expanding.stack.last_mut() {
            let Definition { dialect, parts, .. } = &self.definitions[*definition as usize];
            let Some(part) = parts.get(*next) else {
                expanding.stack.pop();
                continue;
            };
            *next += 1;
            match part {
                Part::Text(text) => {
                    hasher.update(text);
                    // genksyms puts a blank behind each token, behind the last one too.
                    if *dialect == Dialect::Genksyms && *next == parts.len() {
                        hasher.update(b" ");
                    }
                }
                &Part::Reference(name) => {
                    let seen = &mut expanding.seen[name as usize];
                    if *seen == expanding.round {
                        repeat(*dialect, &self.names[name as usize], |text| hasher.update(text));
                    } else {
                        *seen = expanding.round;
                        expanding.stack.push((meaning(name).ok_or(name)?, 0));
                    }
                }
            }
        }
        Ok(hasher.finalize())
    }
}

/// A type that was written out before.
pub(super) fn repeat(dialect: Dialect, name: &[u8], mut out: impl FnMut(&[u8])) {
    if dialect == Dialect::Gendwarfksyms {
        return out(name);
    }
    let word: &[u8] = match name[0] {
        b's' => b"struct ",
        b'u' => b"union ",
        b'e' => b"enum ",
        _ => b"",
    };
    out(word);
    out(&name[2..]);
    out(b" ");
}
