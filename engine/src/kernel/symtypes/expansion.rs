//! The CRC of an export from symtypes: its definition with each type written out at its first occurrence.

use crc32fast::Hasher;
use rayon::prelude::*;

use super::line::Dialect;
use super::{Definition, Part, Symtypes};

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
struct Expanding {
    /// The round in which each name was written out last.
    seen: Vec<u32>,
    round: u32,
    /// Definitions that are being written: number, and the next part.
    stack: Vec<(u32, usize)>,
}

impl Symtypes {
    /// Computes the CRC of every export, in the order of files and lines.
    #[must_use]
    pub fn crcs(&self) -> Vec<ExportCrc> {
        let exports: Vec<_> = self
            .objects
            .iter()
            .enumerate()
            .flat_map(|(o, object)| object.exports.iter().map(move |e| (o, *e)))
            .collect();
        let start = || Expanding { seen: vec![0; self.names.len()], round: 0, stack: Vec::new() };
        let each = |expanding: &mut Expanding, &(at, (name, definition, line)): &(usize, (u32, u32, u32))| {
            let object = &self.objects[at];
            let text = |name: u32| String::from_utf8_lossy(&self.names[name as usize]).into_owned();
            ExportCrc {
                name: text(name),
                path: object.path.clone(),
                object: object.section.clone(),
                line,
                crc: self.crc(expanding, at, definition).map_err(text),
            }
        };
        exports.par_iter().map_init(start, each).collect()
    }

    /// The CRC of a definition in an object, or the name that is not defined.
    fn crc(&self, expanding: &mut Expanding, object: usize, definition: u32) -> Result<u32, u32> {
        let mut hasher = Hasher::new();
        expanding.round += 1;
        expanding.stack.clear();
        expanding.stack.push((definition, 0));
        while let Some((definition, next)) = expanding.stack.last_mut() {
            let Definition { dialect, parts } = &self.definitions[*definition as usize];
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
                        repeat(&mut hasher, *dialect, &self.names[name as usize]);
                    } else {
                        *seen = expanding.round;
                        expanding.stack.push((self.lookup(object, name).ok_or(name)?, 0));
                    }
                }
            }
        }
        Ok(hasher.finalize())
    }
}

/// A type that was written out before.
fn repeat(hasher: &mut Hasher, dialect: Dialect, name: &[u8]) {
    if dialect == Dialect::Gendwarfksyms {
        hasher.update(name);
        return;
    }
    let word: &[u8] = match name[0] {
        b's' => b"struct ",
        b'u' => b"union ",
        b'e' => b"enum ",
        _ => b"",
    };
    hasher.update(word);
    hasher.update(&name[2..]);
    hasher.update(b" ");
}
