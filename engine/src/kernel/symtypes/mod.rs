//! Symtypes: what genksyms and gendwarfksyms write of the types behind the CRCs of exports, one definition a line.
//!
//! `line` reads a line, [`Symtypes`] puts the lines of files together (`variants` those of an older form of consolidated files),
//! `expansion` computes every export's CRC again. `proof` holds two sides against each other: which definitions have to be put
//! back for the old CRC.

mod expansion;
mod line;
pub mod proof;
#[cfg(test)]
mod tests;
mod variants;

use std::path::{Path, PathBuf};

use crate::ground::error::{Error, Result};
use crate::ground::files::regular;
use crate::ground::maps::FastMap;

use line::{Form, Kind, Line};

pub use expansion::ExportCrc;
pub use line::Dialect;
pub(in crate::kernel) use line::Piece;

/// The symtypes of a build: of one object, of the objects below a folder, or a consolidated file.
#[derive(Debug, Default)]
pub struct Symtypes {
    /// Numbers of names as they are written, with their prefix (`s#list`).
    numbers: FastMap<Vec<u8>, u32>,
    /// The names themselves, by number.
    names: Vec<Vec<u8>>,
    /// Each definition once, in however many objects it stands.
    definitions: Vec<Definition>,
    /// Numbers of definitions, by dialect, name and text.
    known: FastMap<(Dialect, u32, Box<[u8]>), u32>,
    objects: Vec<Object>,
    /// By name, the definitions of consolidated files in their order: number of the object from which on it holds, and definition.
    history: Vec<Vec<(u32, u32)>>,
}

/// What one name means in some objects.
#[derive(Debug)]
struct Definition {
    dialect: Dialect,
    parts: Box<[Part]>,
}

/// A part of a definition.
#[derive(Debug)]
enum Part {
    /// Is hashed as it stands.
    Text(Box<[u8]>),
    /// The number of a name.
    Reference(u32),
}

/// The lines of one object of the build.
#[derive(Debug)]
struct Object {
    /// The file, and in a consolidated file the object's own name.
    path: String,
    /// The file within the folder that was named.
    within: String,
    section: Option<String>,
    /// The first object of the same consolidated file, whose definitions hold until they are replaced.
    since: u32,
    /// Definitions that this object names itself, sorted by number of the name: that, the definition, its line.
    own: Vec<(u32, u32, u32)>,
    /// Number of the name, definition, line.
    exports: Vec<(u32, u32, u32)>,
}

impl Symtypes {
    /// Reads a file, or all files `*.symtypes` below a folder.
    ///
    /// # Errors
    /// A file cannot be read, a line is none of the known forms or contradicts another one, or no export is named.
    pub fn read(path: &Path) -> Result<Self> {
        let mut all = Self::default();
        all.load(path)?;
        Ok(all)
    }

    /// Whether a file `*.symtypes` lies below a folder.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn lie_below(folder: &Path) -> Result<bool> {
        Ok(!files(folder)?.is_empty())
    }

    /// Reads the bytes of a file; `path` is for messages.
    ///
    /// # Errors
    /// Those of [`Self::read`].
    pub fn parse(path: &str, bytes: &[u8]) -> Result<Self> {
        let mut all = Self::default();
        all.add(path, "", bytes)?;
        all.check_exports(path, 0)?;
        Ok(all)
    }

    /// Those of one object by genksyms that no file holds: each name once with its definition, and each export with the
    /// place of its own definition among those.
    pub(in crate::kernel) fn of_object(
        path: &str,
        definitions: &[(Vec<u8>, Vec<Piece>)],
        exports: &[(&str, u32)],
    ) -> Self {
        let mut all = Self::default();
        all.open(path, "", None, 0);
        let mut own = Vec::with_capacity(definitions.len());
        for (name, pieces) in definitions {
            own.push((all.name(name), all.put(Dialect::Genksyms, pieces), 0));
        }
        own.sort_unstable();
        let exports = exports.iter().map(|&(name, definition)| (all.name(name.as_bytes()), definition, 0)).collect();
        if let Some(object) = all.objects.last_mut() {
            (object.own, object.exports) = (own, exports);
        }
        all
    }

    /// Reads a file, or all files below a folder, behind what is there; objects from `self.objects.len()` on are new.
    fn load(&mut self, path: &Path) -> Result<()> {
        let first = self.objects.len();
        if path.is_dir() {
            for file in files(path)? {
                let within = file.strip_prefix(path).unwrap_or(&file).display().to_string();
                self.add(&file.display().to_string(), &within, &regular::read(&file, regular::SYMTYPES)?)?;
            }
        } else {
            self.add(&path.display().to_string(), "", &regular::read_named(path, regular::SYMTYPES)?)?;
        }
        self.check_exports(&path.display().to_string(), first)
    }

    fn check_exports(&self, path: &str, first: usize) -> Result<()> {
        if self.objects[first..].iter().all(|object| object.exports.is_empty()) {
            return Err(Error::text(path, 1, "names no export"));
        }
        Ok(())
    }

    /// Number of objects.
    pub(in crate::kernel) fn len(&self) -> usize {
        self.objects.len()
    }

    /// Reads the bytes of a file behind what is there; `path` is for messages, `within` names its object.
    ///
    /// # Errors
    /// A line is none of the known forms, or contradicts another one.
    pub(in crate::kernel) fn add(&mut self, path: &str, within: &str, bytes: &[u8]) -> Result<()> {
        let first = number(self.objects.len());
        let form = line::form(bytes);
        match form {
            Form::Variants => return self.add_variants(path, within, bytes),
            Form::Single => self.open(path, within, None, first),
            Form::Sections => {}
        }
        let (mut dialect, mut sections) = (None, FastMap::default());
        for (at, text) in bytes.split(|&b| b == b'\n').enumerate() {
            let wrong = |what: String| Error::text(path, at + 1, what);
            let Some(text) = words(text).map_err(|what| wrong(what.to_owned()))? else { continue };
            if let Some(section) = line::section(text) {
                self.close(path)?;
                let section = printable(&section).into_owned();
                if let Some(before) = sections.insert(section.clone(), at + 1) {
                    return Err(wrong(format!("begins `{section}` again, as line {before} does")));
                }
                self.open(path, within, Some(section), first);
                continue;
            }
            if number(self.objects.len()) == first {
                return Err(wrong("stands before the first `/* file */`".to_owned()));
            }
            let parsed = line::parse(text, form).map_err(|what| wrong(what.to_owned()))?;
            if parsed.kind == Kind::Repeated {
                self.repeat(&parsed.name, first, number(at + 1)).map_err(wrong)?;
                continue;
            }
            if *dialect.get_or_insert(parsed.dialect) != parsed.dialect && parsed.kind != Kind::Opaque {
                return Err(wrong(OTHER_TOOL.to_owned()));
            }
            self.take(&parsed, form, number(at + 1));
        }
        self.close(path)
    }

    /// A line that names a type of the consolidated file from object `first` on, whose definition stood last.
    fn repeat(&mut self, name: &[u8], first: u32, at: u32) -> std::result::Result<(), String> {
        let known = self.numbers.get(name).copied();
        let last = known.and_then(|name| self.history[name as usize].last().filter(|(object, _)| *object >= first));
        let (Some(name), Some(&(_, definition))) = (known, last) else {
            return Err(format!("has a name and no definition, and no line above defines `{}`", printable(name)));
        };
        if let Some(object) = self.objects.last_mut() {
            object.own.push((name, definition, at));
        }
        Ok(())
    }

    fn open(&mut self, path: &str, within: &str, section: Option<String>, since: u32) {
        let (path, within) = (path.to_owned(), within.to_owned());
        self.objects.push(Object { path, within, section, since, own: Vec::new(), exports: Vec::new() });
    }

    /// Ends the last object. Two lines of an object may not contradict each other.
    fn close(&mut self, path: &str) -> Result<()> {
        let Some(object) = self.objects.last_mut() else { return Ok(()) };
        object.own.sort_unstable_by_key(|&(name, _, line)| (name, line));
        object.own.dedup_by_key(|&mut (name, definition, _)| (name, definition));
        if let Some(pair) = object.own.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let (name, _, line) = pair[1];
            let name = printable(&self.names[name as usize]);
            let what = format!("defines `{name}` otherwise than line {}", pair[0].2);
            return Err(Error::text(path, line as usize, what));
        }
        Ok(())
    }

    fn take(&mut self, line: &Line, form: Form, at: u32) {
        let name = self.name(&line.name);
        let definition = self.define(name, line);
        let here = number(self.objects.len() - 1);
        let Some(object) = self.objects.last_mut() else { return };
        match line.kind {
            Kind::Export => {
                object.own.push((name, definition, at));
                object.exports.push((name, definition, at));
            }
            Kind::Type if form == Form::Sections => {
                object.own.push((name, definition, at));
                self.history[name as usize].push((here, definition));
            }
            Kind::Type | Kind::Opaque | Kind::Repeated => object.own.push((name, definition, at)),
        }
    }

    fn name(&mut self, name: &[u8]) -> u32 {
        if let Some(&known) = self.numbers.get(name) {
            return known;
        }
        let new = number(self.names.len());
        self.numbers.insert(name.to_vec(), new);
        self.names.push(name.to_vec());
        self.history.push(Vec::new());
        new
    }

    fn define(&mut self, name: u32, line: &Line) -> u32 {
        let key = (line.dialect, name, Box::from(&*line.text));
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let new = self.put(line.dialect, &line::pieces(&line.text, line.dialect));
        self.known.insert(key, new);
        new
    }

    fn put(&mut self, dialect: Dialect, pieces: &[Piece]) -> u32 {
        let mut parts = Vec::with_capacity(pieces.len());
        for piece in pieces {
            parts.push(match piece {
                Piece::Text(text) => Part::Text((*text).into()),
                Piece::Reference(name) => Part::Reference(self.name(name)),
            });
        }
        let new = number(self.definitions.len());
        self.definitions.push(Definition { dialect, parts: parts.into() });
        new
    }

    /// What a name means in an object.
    fn lookup(&self, object: usize, name: u32) -> Option<u32> {
        let Object { own, since, .. } = &self.objects[object];
        if let Ok(at) = own.binary_search_by_key(&name, |&(name, _, _)| name) {
            return Some(own[at].1);
        }
        // Only consolidated files have a history; what stands before this object in the same file holds.
        let before = &self.history[name as usize];
        let end = before.partition_point(|&(at, _)| (at as usize) <= object);
        before[..end].last().filter(|(at, _)| at >= since).map(|&(_, definition)| definition)
    }
}

/// What is wrong with a line of one tool in a file of the other.
const OTHER_TOOL: &str = "is of another tool than the lines above (genksyms, gendwarfksyms)";

/// A line without blanks around it, if there is something in it.
fn words(line: &[u8]) -> std::result::Result<Option<&[u8]>, &'static str> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if !std::str::from_utf8(line).is_ok_and(|line| !line.chars().any(char::is_control)) {
        return Err("is not text");
    }
    Ok(Some(line.trim_ascii()).filter(|line| !line.is_empty()))
}

/// Names are text: see [`words`].
fn printable(name: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(name)
}

/// Of lines, names and objects: there are never four thousand million, as [`regular::SYMTYPES`] bounds a file.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The files `*.symtypes` below a folder, sorted. Links are not followed.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        let failed = |e| Error::io(&folder, e);
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            let path = entry.path();
            if kind.is_dir() {
                pending.push(path);
            } else if kind.is_file() && path.extension().is_some_and(|e| e == "symtypes") {
                found.push(path);
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}
