//! From elements to rows: each type is one row, and what it refers to is an identifier until all are read.
//!
//! An element that is not known is left out with all that it holds, and told. Elements of C++ are left out, too.

use std::borrow::Cow;

use super::names;
use super::symbols::Symbols;
use super::xml::{Element, Event, Reader};
use crate::graph::Kind;
use crate::ground::maps::FastMap;
use crate::read::dump::error::{Result, damaged};
use crate::read::dump::resolve;
use crate::read::dump::rows::{Base, Dump, Parameter, Place, Row, Underlying, What};
use crate::read::dwarf::path;

/// How an enum's type is called where the source states none.
const UNNAMED_UNDERLYING: &str = "unnamed-enum-underlying-type";

/// How many names of one type may stand for each other.
const LONGEST: usize = 64;

/// What an open element is to those in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// A file, a unit, a list of symbols.
    Outside,
    /// The record of this row.
    Record(usize),
    /// A member of the record of this row, at an offset in bits.
    Member(usize, i64),
    Enum(usize),
    Function(usize),
    Array(usize),
    /// Nothing in it is read.
    LeftOut,
}

/// What an identifier stands for.
#[derive(Clone, Copy)]
enum Meaning {
    Row(u32),
    /// Another identifier.
    Same(u32),
}

/// A file on its way to rows.
#[derive(Default)]
struct Reading<'b> {
    dump: Dump<'b>,
    symbols: Symbols<'b>,
    ids: FastMap<String, u32>,
    meanings: Vec<Option<Meaning>>,
    open: Vec<Inside>,
    files: FastMap<String, u32>,
    /// Folder in which the unit was compiled.
    folder: String,
    /// A corpus is the image of a kernel or a module, by the name of its file.
    is_kernel: bool,
    /// Lengths of the array that is open.
    lengths: Vec<(u64, bool)>,
}

/// Reads a file.
///
/// # Errors
/// It is damaged, or of a version that is not known.
pub(super) fn read(bytes: &[u8]) -> Result<Dump<'_>> {
    let mut reading = Reading::default();
    reading.dump.is_loose = true;
    let mut reader = Reader::new(bytes);
    while let Some(event) = reader.next()? {
        match event {
            Event::Open(element) => {
                let inside = reading.element(&element)?;
                reading.open.push(inside);
            }
            Event::Close => {
                if let Some(Inside::Array(row)) = reading.open.pop() {
                    reading.end_of_array(row);
                }
            }
        }
    }
    reading.finish()
}

impl<'b> Reading<'b> {
    /// The number of an identifier of a type.
    fn id(&mut self, text: &str) -> u32 {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let id = self.meanings.len() as u32;
        self.meanings.push(None);
        self.ids.insert(text.to_owned(), id);
        id
    }

    /// The type that an element is made of.
    fn to(&mut self, element: &Element<'b>) -> Result<u32> {
        match element.get("type-id") {
            Some(text) => Ok(self.id(text)),
            None => damaged(element.at, format!("{} without the type that it is made of", element.name)),
        }
    }

    fn place(&mut self, element: &Element<'b>) -> Result<Place> {
        let line = element.number("line")?.unwrap_or(0);
        let Some(file) = element.get("filepath") else { return Ok(Place { file: None, line }) };
        let file = match self.files.get(file) {
            Some(&file) => file,
            None => {
                let at = self.dump.files.len() as u32;
                self.dump.files.push(path::relative(file.to_owned(), &self.folder));
                self.files.insert(file.to_owned(), at);
                at
            }
        };
        Ok(Place { file: Some(file), line })
    }

    /// Adds a row that an identifier of its own stands for, and returns both.
    fn row(&mut self, at: usize, name: Cow<'b, [u8]>, place: Place, what: What<'b>) -> (usize, u32) {
        let (row, id) = (self.dump.rows.len(), self.meanings.len() as u32);
        self.dump.rows.push(Row { at, name, place, what });
        self.meanings.push(Some(Meaning::Row(row as u32)));
        (row, id)
    }

    /// Adds the row of a type, by the identifier that the element states. A definition takes the place of a declaration; of
    /// two the first counts, for a type is told once for each unit by some versions.
    fn type_row(&mut self, element: &Element<'b>, name: Cow<'b, [u8]>, what: What<'b>) -> Result<usize> {
        let place = self.place(element)?;
        let (row, _) = self.row(element.at, name, place, what);
        self.mean(element, Meaning::Row(row as u32));
        Ok(row)
    }

    fn mean(&mut self, element: &Element<'b>, meaning: Meaning) {
        let Some(text) = element.get("id") else { return };
        let id = self.id(text) as usize;
        let is_declared = |meaning: Option<Meaning>| match meaning {
            Some(Meaning::Row(row)) => {
                matches!(self.dump.rows[row as usize].what, What::Record(_, None) | What::Enum(None))
            }
            Some(Meaning::Same(_)) => false,
            None => true,
        };
        if is_declared(self.meanings[id]) {
            self.meanings[id] = Some(meaning);
        }
    }

    /// Takes an element in; returns what it is to those in it.
    fn element(&mut self, element: &Element<'b>) -> Result<Inside> {
        let around = self.open.last().copied().unwrap_or(Inside::Outside);
        if around == Inside::LeftOut {
            return Ok(Inside::LeftOut);
        }
        match element.name {
            "abi-corpus-group" | "elf-function-symbols" | "elf-variable-symbols" | "elf-needed" | "member-type" => {}
            "abi-corpus" => self.corpus(element)?,
            "abi-instr" => self.unit(element)?,
            "dependency" => {
                let name = element.get("name").unwrap_or_default().to_owned();
                if !self.dump.about.needed.contains(&name) {
                    self.dump.about.needed.push(name);
                }
            }
            "elf-symbol" => self.symbols.take(element)?,
            // What others are asked for is no part of the interface.
            "undefined-elf-function-symbols" | "undefined-elf-variable-symbols" => return Ok(Inside::LeftOut),
            "namespace-decl" => self.dump.foreign = true,
            "type-decl" => self.base(element)?,
            "typedef-decl" => {
                let to = self.to(element)?;
                self.type_row(element, element.text("name"), What::Typedef(to))?;
            }
            "qualified-type-def" => self.qualified(element)?,
            "pointer-type-def" => {
                let to = self.to(element)?;
                self.type_row(element, Cow::default(), What::Pointer(Kind::Pointer, to))?;
            }
            "reference-type-def" | "pointer-to-member-type" => {
                self.dump.foreign = true;
                self.type_row(element, Cow::default(), What::Foreign)?;
                return Ok(Inside::LeftOut);
            }
            "array-type-def" => {
                let to = self.to(element)?;
                self.lengths.clear();
                return Ok(Inside::Array(self.type_row(element, Cow::default(), What::Array(0, to))?));
            }
            "subrange" => self.subrange(element, around)?,
            "class-decl" => return self.record(element, Kind::Struct),
            "union-decl" => return self.record(element, Kind::Union),
            "data-member" => return self.data_member(element, around),
            "enum-decl" => return self.enumeration(element),
            "underlying-type" | "enumerator" => self.part_of_enum(element, around)?,
            "var-decl" => self.variable(element, around)?,
            "function-decl" | "function-type" => return self.function(element),
            "parameter" | "return" => self.part_of_function(element, around)?,
            "base-class" | "member-function" | "member-template" => {
                self.dump.foreign = true;
                if let Inside::Record(row) = around {
                    self.dump.rows[row].what = What::Foreign;
                }
                return Ok(Inside::LeftOut);
            }
            "class-template-decl" | "function-template-decl" => {
                self.dump.foreign = true;
                return Ok(Inside::LeftOut);
            }
            unknown => {
                self.dump.skipped.insert(unknown.to_owned());
                return Ok(Inside::LeftOut);
            }
        }
        Ok(Inside::Outside)
    }

    fn corpus(&mut self, element: &Element<'b>) -> Result<()> {
        let version = element.get("version").unwrap_or("1.0");
        if !matches!(version.split('.').next(), Some("1" | "2")) {
            return damaged(element.at, format!("version {version} of abixml, of which 1 and 2 are read"));
        }
        let path = element.get("path").unwrap_or_default();
        self.is_kernel |= path.rsplit('/').next() == Some("vmlinux") || path.ends_with(".ko");
        let about = &mut self.dump.about;
        if about.soname.is_empty() {
            about.soname = element.get("soname").unwrap_or_default().to_owned();
        }
        if about.machine == 0 {
            about.machine = names::machine(element.get("architecture").unwrap_or_default());
        }
        Ok(())
    }

    fn unit(&mut self, element: &Element<'b>) -> Result<()> {
        if let Some(bits) = element.number::<u32>("address-size")? {
            self.dump.pointer_size = match bits {
                32 => 4,
                64 => 8,
                _ => return damaged(element.at, format!("addresses of {bits} bits")),
            };
        }
        let language = element.get("language").unwrap_or_default();
        let of_c = ["LANG_C", "LANG_C89", "LANG_C99", "LANG_C11", "LANG_C17", "LANG_C23", "LANG_Mips_Assembler"];
        self.dump.foreign |= !language.is_empty() && !of_c.contains(&language);
        self.folder = element.get("comp-dir-path").unwrap_or_default().to_owned();
        Ok(())
    }

    fn base(&mut self, element: &Element<'b>) -> Result<()> {
        let name = element.get("name").unwrap_or_default();
        let what = match name {
            "void" => What::Void,
            "variadic parameter type" => What::Variadic,
            _ => {
                let byte_size = bytes(element)?.unwrap_or(0);
                let (encoding, is_guess) = names::encoding(name, self.dump.about.machine);
                What::Base(Base { encoding, is_guess, byte_size })
            }
        };
        // libabigail calls it so in C, too.
        let is_of_c = name == "bool" && !self.dump.foreign;
        let name = if is_of_c { Cow::Borrowed(&b"_Bool"[..]) } else { element.text("name") };
        self.type_row(element, name, what)?;
        Ok(())
    }

    fn qualified(&mut self, element: &Element<'b>) -> Result<()> {
        let mut to = self.to(element)?;
        let kinds = [("restrict", Kind::Restrict), ("volatile", Kind::Volatile), ("const", Kind::Const)];
        let mut stated = kinds.into_iter().filter(|(name, _)| element.is_yes(name)).map(|(_, kind)| kind).peekable();
        if stated.peek().is_none() {
            self.mean(element, Meaning::Same(to));
        }
        while let Some(kind) = stated.next() {
            if stated.peek().is_none() {
                self.type_row(element, Cow::default(), What::Qualified(kind, to))?;
            } else {
                to = self.row(element.at, Cow::default(), Place::default(), What::Qualified(kind, to)).1;
            }
        }
        Ok(())
    }

    fn subrange(&mut self, element: &Element<'b>, around: Inside) -> Result<()> {
        if !matches!(around, Inside::Array(_)) {
            return Ok(());
        }
        let length = match element.get("length") {
            None | Some("infinite" | "unknown") => 0,
            Some(_) => element.number("length")?.unwrap_or(0),
        };
        self.lengths.push((length, element.get("type-id").is_some()));
        Ok(())
    }

    /// An array of several dimensions is one of arrays.
    fn end_of_array(&mut self, row: usize) {
        let lengths = std::mem::take(&mut self.lengths);
        let Some((&(first, is_indexed), rest)) = lengths.split_first() else { return };
        let What::Array(_, mut to) = self.dump.rows[row].what else { return };
        let at = self.dump.rows[row].at;
        for &(length, _) in rest.iter().rev() {
            to = self.row(at, Cow::default(), Place::default(), What::Array(length, to)).1;
        }
        // Compilers say what an array is indexed by, and of a vector nothing.
        let is_vector = rest.is_empty() && !is_indexed && first > 0;
        self.dump.rows[row].what = if is_vector { What::Vector(first, to) } else { What::Array(first, to) };
    }

    fn record(&mut self, element: &Element<'b>, kind: Kind) -> Result<Inside> {
        let size = if element.is_yes("is-declaration-only") { None } else { Some(bytes(element)?.unwrap_or(0)) };
        let what = What::Record(kind, size.map(|size| (size, Vec::new())));
        Ok(Inside::Record(self.type_row(element, tag(element), what)?))
    }

    fn data_member(&mut self, element: &Element<'b>, around: Inside) -> Result<Inside> {
        let Inside::Record(row) = around else { return damaged(element.at, "a member outside of a record") };
        if element.is_yes("static") {
            self.dump.foreign = true;
            return Ok(Inside::LeftOut);
        }
        Ok(Inside::Member(row, element.number("layout-offset-in-bits")?.unwrap_or(0)))
    }

    fn variable(&mut self, element: &Element<'b>, around: Inside) -> Result<()> {
        let to = self.to(element)?;
        let place = self.place(element)?;
        if let Inside::Member(record, bit_offset) = around {
            let what = What::Member { to, bit_offset, bit_size: 0 };
            let (_, id) = self.row(element.at, element.text("name"), place, what);
            if let What::Record(_, Some((_, members))) = &mut self.dump.rows[record].what {
                members.push(id);
            }
        } else if let Some(symbol) = element.get("elf-symbol-id") {
            self.symbols.declare(symbol, to, place);
        }
        Ok(())
    }

    fn enumeration(&mut self, element: &Element<'b>) -> Result<Inside> {
        let is_declared = element.is_yes("is-declaration-only");
        let what = What::Enum((!is_declared).then(|| (Underlying::Size(0), Vec::new())));
        Ok(Inside::Enum(self.type_row(element, tag(element), what)?))
    }

    fn part_of_enum(&mut self, element: &Element<'b>, around: Inside) -> Result<()> {
        let Inside::Enum(row) = around else {
            return damaged(element.at, format!("{} outside of an enum", element.name));
        };
        let to = if element.name == "underlying-type" { Some(self.to(element)?) } else { None };
        let What::Enum(Some((underlying, enumerators))) = &mut self.dump.rows[row].what else { return Ok(()) };
        match to {
            Some(to) => *underlying = Underlying::Type(to),
            None => {
                // Of eight bytes without a sign some are written as they are.
                let value = match element.number::<i64>("value") {
                    Ok(value) => value,
                    Err(error) => element.number::<u64>("value").map_err(|_| error)?.map(u64::cast_signed),
                };
                enumerators.push((element.text("name"), value.unwrap_or(0)));
            }
        }
        Ok(())
    }

    fn function(&mut self, element: &Element<'b>) -> Result<Inside> {
        let place = self.place(element)?;
        let what = What::Function { result: self.void(), parameters: Vec::new() };
        let (row, id) = self.row(element.at, Cow::default(), Place::default(), what);
        self.mean(element, Meaning::Row(row as u32));
        if let Some(symbol) = element.get("elf-symbol-id") {
            self.symbols.declare(symbol, id, place);
        }
        Ok(Inside::Function(row))
    }

    /// The identifier of `void`, whoever states it.
    fn void(&mut self) -> u32 {
        self.builtin("(void)", What::Void)
    }

    fn builtin(&mut self, name: &str, what: What<'b>) -> u32 {
        let id = self.id(name);
        if self.meanings[id as usize].is_none() {
            let (row, _) = self.row(0, Cow::default(), Place::default(), what);
            self.meanings[id as usize] = Some(Meaning::Row(row as u32));
        }
        id
    }

    fn part_of_function(&mut self, element: &Element<'b>, around: Inside) -> Result<()> {
        let Inside::Function(row) = around else {
            return damaged(element.at, format!("{} outside of a function", element.name));
        };
        let to = match element.is_yes("is-variadic") {
            true => self.builtin("(variadic)", What::Variadic),
            false => self.to(element)?,
        };
        let What::Function { result, parameters } = &mut self.dump.rows[row].what else { return Ok(()) };
        match element.name {
            "return" => *result = to,
            _ => parameters.push(Parameter { to, name: element.text("name") }),
        }
        Ok(())
    }

    /// Makes indexes of identifiers, and the symbols rows.
    fn finish(mut self) -> Result<Dump<'b>> {
        self.symbols.share();
        let is_kernel = self.is_kernel || self.symbols.list.iter().any(|listed| listed.symbol.is_of_kernel());
        let is_foreign = |name: &[u8]| name.starts_with(b"_Z") || name.starts_with(b"_R");
        self.dump.is_kernel = is_kernel;
        self.dump.foreign |= !is_kernel && self.symbols.list.iter().any(|listed| is_foreign(&listed.name));
        let mut interface = Vec::with_capacity(self.symbols.list.len());
        for listed in std::mem::take(&mut self.symbols.list) {
            let what = What::Symbol(Box::new(listed.symbol));
            interface.push(self.row(listed.at, listed.name, listed.place, what).1);
        }
        (self.dump.root, _) = self.row(0, Cow::default(), Place::default(), What::Interface(interface));
        let Self { mut dump, ids, meanings, .. } = self;
        let find = |id: u32| {
            let mut id = id;
            for _ in 0..LONGEST {
                match meanings[id as usize]? {
                    Meaning::Row(row) => return Some(row),
                    Meaning::Same(other) => id = other,
                }
            }
            None
        };
        let spelt = |id: u32| ids.iter().find(|(_, n)| **n == id).map_or_else(String::new, |(text, _)| text.clone());
        resolve::resolve(&mut dump.rows, &find, &spelt)?;
        for i in 0..dump.rows.len() {
            let What::Enum(Some((Underlying::Type(to), _))) = &dump.rows[i].what else { continue };
            let base = &dump.rows[*to as usize];
            let What::Base(Base { byte_size, .. }) = base.what else { continue };
            if base.name.starts_with(UNNAMED_UNDERLYING.as_bytes())
                && let What::Enum(Some((underlying, _))) = &mut dump.rows[i].what
            {
                *underlying = Underlying::Size(byte_size);
            }
        }
        Ok(dump)
    }
}

/// The name of a record or enum; none of one that only a typedef names, or nothing.
fn tag<'b>(element: &Element<'b>) -> Cow<'b, [u8]> {
    let is_unnamed = element.is_yes("is-anonymous") || element.get("naming-typedef-id").is_some();
    if is_unnamed { Cow::default() } else { element.text("name") }
}

/// A size, which is stated in bits.
fn bytes(element: &Element<'_>) -> Result<Option<u64>> {
    match element.get("size-in-bits") {
        None | Some("infinite" | "unknown") => Ok(None),
        Some(_) => Ok(element.number::<u64>("size-in-bits")?.map(|bits| bits / 8)),
    }
}
