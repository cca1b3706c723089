//! The form of consolidated files of the first suse-kabi-tools: the definitions of all objects, then a line `F#file` for each object.
//!
//! ```text
//! s#foo@0 struct foo { int a ; }
//! s#foo@1 struct foo { UNKNOWN }
//! t#u32 typedef unsigned int u32
//! bar int bar ( s#foo , t#u32 )
//! baz int baz ( s#foo )
//! F#a.symtypes s#foo@0 bar
//! F#b.symtypes s#foo@1 baz
//! ```
//!
//! A name with several definitions has a number behind each. A line `F#file` names all exports of the object, and of the types that
//! they reach those with several definitions; the others go without saying.

use crate::ground::error::{Error, Result};
use crate::ground::maps::{FastMap, FastSet};

use super::line::{self, Dialect, Kind};
use super::{OTHER_TOOL, Part, Symtypes, number, printable, words};

/// A definition, and the line on which it stands.
type Place = (u32, u32);

/// The definitions of a file of this form.
#[derive(Default)]
struct Definitions {
    dialect: Option<Dialect>,
    /// By name and the number behind it.
    places: FastMap<(u32, Option<u32>), Place>,
    /// Names in the order of their lines, one with several definitions several times.
    names: Vec<u32>,
    /// By name, how many there are, and the first one.
    of: FastMap<u32, (u32, u32)>,
    /// Names of exports, in the order of their lines.
    exports: Vec<(u32, Option<u32>)>,
}

impl Symtypes {
    /// Reads the bytes of a file of this form behind what is there; `path` is for messages, `within` names its object.
    ///
    /// # Errors
    /// A line is none of the known forms, contradicts another one, or leaves open which definition an object has.
    pub(super) fn add_variants(&mut self, path: &str, within: &str, bytes: &[u8]) -> Result<()> {
        let first = number(self.objects.len());
        let mut definitions = Definitions::default();
        let mut files = Vec::new();
        for (at, text) in bytes.split(|&b| b == b'\n').enumerate() {
            let wrong = |what: String| Error::text(path, at + 1, what);
            let Some(text) = words(text).map_err(|what| wrong(what.to_owned()))? else { continue };
            if let Some(file) = text.strip_prefix(b"F#") {
                files.push((file, at));
            } else {
                self.define_variant(&mut definitions, text, number(at + 1)).map_err(wrong)?;
            }
        }
        for &name in &definitions.names {
            if let Some(&(1, definition)) = definitions.of.get(&name) {
                self.history[name as usize].push((first, definition));
            }
        }
        let (mut seen, mut taken) = (FastMap::default(), FastSet::default());
        let mut reached = vec![0; self.names.len()];
        for (file, at) in files {
            let wrong = |what: String| Error::text(path, at + 1, what);
            let (file, named) = file.split_at(file.iter().position(|&b| b == b' ').unwrap_or(file.len()));
            if file.is_empty() {
                return Err(wrong("names no file behind `F#`".to_owned()));
            }
            if let Some(before) = seen.insert(file, at) {
                let what = format!("names the file `{}`, as line {} does", printable(file), before + 1);
                return Err(wrong(what));
            }
            self.open(path, within, Some(printable(file).into_owned()), first);
            self.take_file(&definitions, named, &mut taken).map_err(wrong)?;
            self.check_reached(&definitions, &mut reached).map_err(wrong)?;
        }
        if let Some(left) = definitions.exports.iter().find(|export| !taken.contains(*export)) {
            let line = definitions.places[left].1;
            return Err(Error::text(path, line as usize, "is an export of no line `F#file`"));
        }
        Ok(())
    }

    fn define_variant(&mut self, all: &mut Definitions, text: &[u8], at: u32) -> std::result::Result<(), String> {
        let ((name, variant), text) = line::variant(line::without_mark(text))?;
        if let [_, b'#', b'#', ..] = name {
            return Err("is of a file of sections `/* file */`, which has no lines `F#file`".to_owned());
        }
        let parsed = line::define(name, text)?;
        if *all.dialect.get_or_insert(parsed.dialect) != parsed.dialect {
            return Err(OTHER_TOOL.to_owned());
        }
        let shown = shown(name, variant);
        let name = self.name(name);
        let definition = self.define(name, &parsed);
        if let Some((_, before)) = all.places.insert((name, variant), (definition, at)) {
            return Err(format!("defines `{shown}`, as line {before} does"));
        }
        all.names.push(name);
        all.of.entry(name).or_insert((0, definition)).0 += 1;
        if parsed.kind == Kind::Export {
            all.exports.push((name, variant));
        }
        Ok(())
    }

    /// What a line `F#file` names, as what the last object has. `taken` are the exports of all lines.
    fn take_file(
        &mut self,
        all: &Definitions,
        mut named: &[u8],
        taken: &mut FastSet<(u32, Option<u32>)>,
    ) -> std::result::Result<(), String> {
        let Some(object) = self.objects.last_mut() else { return Ok(()) };
        loop {
            named = named.trim_ascii_start();
            if named.is_empty() {
                break;
            }
            let ((name, variant), rest) = line::variant(named)?;
            let place = self.numbers.get(name).and_then(|&name| Some((name, all.places.get(&(name, variant))?)));
            let Some((number, &(definition, at))) = place else {
                return Err(format!("names `{}`, which no line defines", shown(name, variant)));
            };
            object.own.push((number, definition, at));
            if !line::is_tagged(name) {
                taken.insert((number, variant));
                object.exports.push((number, definition, at));
            }
            named = rest;
        }
        object.own.sort_unstable();
        if let Some(pair) = object.own.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(format!("names `{}` twice", printable(&self.names[pair[0].0 as usize])));
        }
        Ok(())
    }

    /// Of what the last object reaches, everything must be named that has several definitions. `reached` has for each name the
    /// object that reached it last.
    fn check_reached(&self, all: &Definitions, reached: &mut [usize]) -> std::result::Result<(), String> {
        let object = self.objects.len() - 1;
        let mut pending: Vec<u32> = self.objects[object].own.iter().map(|&(_, definition, _)| definition).collect();
        while let Some(definition) = pending.pop() {
            for part in &self.definitions[definition as usize].parts {
                let &Part::Reference(name) = part else { continue };
                // One more than the number, as the first object has 0.
                if std::mem::replace(&mut reached[name as usize], object + 1) == object + 1 {
                    continue;
                }
                match (self.lookup(object, name), all.of.get(&name)) {
                    (Some(definition), _) => pending.push(definition),
                    (None, Some((count, _))) => {
                        let name = printable(&self.names[name as usize]);
                        return Err(format!(
                            "does not say which of the {count} definitions of `{name}` its exports reach"
                        ));
                    }
                    // What nothing defines is said where the CRC is missing.
                    (None, None) => {}
                }
            }
        }
        Ok(())
    }
}

fn shown(name: &[u8], variant: Option<u32>) -> String {
    let number = variant.map(|number| format!("@{number}")).unwrap_or_default();
    format!("{}{number}", printable(name))
}
