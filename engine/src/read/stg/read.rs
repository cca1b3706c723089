//! From messages to rows: each message of a file is one row, and what it refers to is the index of another.
//!
//! Messages may come in any order, so references are numbers until all are read. A field or message that is not known
//! is skipped and told: a later version of the format may say something of interest in it.

use std::borrow::Cow;

use super::text::{Event, Reader, Value};
use crate::graph::{Binding, Kind, SymbolKind, Visibility};
use crate::ground::maps::FastMap;
use crate::read::dump::error::{Result, damaged};
use crate::read::dump::resolve;
use crate::read::dump::rows::{Base, Dump, Enumerators, Parameter, Place, Row, Symbol, Underlying, What};

/// The fields of a message: where a field stands inside of it, its name, value and offset. The opening of a message
/// inside of it has no value.
type Fields<'b> = Vec<(&'b str, &'b str, Option<Value<'b>>, usize)>;

/// Reads a file.
///
/// # Errors
/// It is damaged, or of a version that is not known.
pub(super) fn read(bytes: &[u8]) -> Result<Dump<'_>> {
    let mut reader = Reader::new(bytes);
    let mut dump = Dump::default();
    let mut ids: Vec<u32> = Vec::new();
    let (mut version, mut root) = (None, None);
    let mut open: Vec<&str> = Vec::new();
    let mut fields: Fields<'_> = Vec::new();
    let mut start = 0;
    while let Some((event, at)) = reader.next()? {
        match event {
            Event::Open(name) => {
                match open.last() {
                    None => start = at,
                    Some(_) => fields.push((name, "", None, at)),
                }
                open.push(name);
            }
            Event::Field(name, value) => match open.last() {
                Some(&inside) => fields.push((if open.len() == 1 { "" } else { inside }, name, Some(value), at)),
                None if name == "version" => version = Some((number(&value, at)?, at)),
                None if name == "root_id" => root = Some(identifier(&value, at)?),
                None => drop(dump.skipped.insert(name.to_owned())),
            },
            Event::Close => {
                let message = open.pop().unwrap_or_default();
                if open.is_empty() {
                    ids.extend(message_to_row(&mut dump, message, start, &mut fields)?);
                    fields.clear();
                }
            }
        }
    }
    match version {
        Some((1 | 2, _)) => {}
        Some((other, at)) => return damaged(at, format!("version {other:#x} of STG, of which 0x1 and 0x2 are read")),
        None => return damaged(0, "states no version"),
    }
    let Some(root) = root else { return damaged(0, "states no root_id") };
    resolve(&mut dump, &ids, root, bytes.len())?;
    Ok(dump)
}

fn number(value: &Value<'_>, at: usize) -> Result<i128> {
    match value {
        Value::Number(n) => Ok(*n),
        _ => damaged(at, "no number where one belongs"),
    }
}

/// A number of this type.
fn whole<T: TryFrom<i128>>(value: &Value<'_>, at: usize) -> Result<T> {
    T::try_from(number(value, at)?).or_else(|_| damaged(at, "a number that is out of range"))
}

fn identifier(value: &Value<'_>, at: usize) -> Result<u32> {
    whole(value, at)
}

fn word<'b>(value: &Value<'b>, at: usize) -> Result<&'b str> {
    match value {
        Value::Word(word) => Ok(word),
        _ => damaged(at, "no word where one belongs"),
    }
}

fn text<'b>(value: Value<'b>, at: usize) -> Result<Cow<'b, [u8]>> {
    match value {
        Value::Text(text) => Ok(text),
        _ => damaged(at, "no text where one belongs"),
    }
}

fn is_true(value: &Value<'_>, at: usize) -> Result<bool> {
    match word(value, at)? {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => damaged(at, "neither true nor false"),
    }
}

/// What the fields of any message say, each message having some of them.
#[derive(Default)]
struct Said<'b> {
    id: Option<u32>,
    name: Cow<'b, [u8]>,
    kind: Option<(&'b str, usize)>,
    /// The type that the message is made of.
    to: Option<u32>,
    size: u64,
    offset: i64,
    bit_size: u32,
    count: u64,
    is_defined_type: bool,
    parts: Vec<u32>,
    enumerators: Enumerators<'b>,
    has_bases_or_functions: bool,
    version: Option<Cow<'b, [u8]>>,
    version_default: bool,
    is_defined: bool,
    binding: Option<(&'b str, usize)>,
    visibility: Option<(&'b str, usize)>,
    has_crc: bool,
    namespace: Option<Cow<'b, [u8]>>,
}

const MESSAGES: [&str; 20] = [
    "void",
    "variadic",
    "special",
    "pointer_reference",
    "pointer_to_member",
    "typedef",
    "qualified",
    "primitive",
    "array",
    "base_class",
    "method",
    "member",
    "variant_member",
    "struct_union",
    "enumeration",
    "variant",
    "function",
    "elf_symbol",
    "symbols",
    "interface",
];

/// Messages that only C++ and Rust have.
fn is_foreign(message: &str) -> bool {
    matches!(message, "pointer_to_member" | "base_class" | "method" | "variant_member" | "variant")
}

/// Adds the row of a message, and returns its identifier; nothing for a message that is not known.
fn message_to_row<'b>(
    dump: &mut Dump<'b>,
    message: &'b str,
    at: usize,
    fields: &mut Fields<'b>,
) -> Result<Option<u32>> {
    if !MESSAGES.contains(&message) {
        dump.skipped.insert(message.to_owned());
        return Ok(None);
    }
    let mut said = Said::default();
    for (inside, field, value, at) in fields.drain(..) {
        if !take(&mut said, message, (inside, field), value, at)? && !is_foreign(message) {
            let path = [message, inside, field];
            let path: Vec<&str> = path.into_iter().filter(|p| !p.is_empty()).collect();
            dump.skipped.insert(path.join("."));
        }
    }
    let Some(id) = said.id else { return damaged(at, format!("{message} without an id")) };
    dump.foreign |= said.has_bases_or_functions || is_foreign(message);
    let name = std::mem::take(&mut said.name);
    let what = what(message, said, at)?;
    dump.foreign |= matches!(what, What::Pointer(Kind::Reference | Kind::RvalueReference, _));
    if let What::Symbol(symbol) = &what {
        let is_kernel = symbol.is_of_kernel();
        dump.is_kernel |= is_kernel;
        // What a kernel exports of Rust is apart from its structs of C.
        dump.foreign |= !is_kernel && (name.starts_with(b"_Z") || name.starts_with(b"_R"));
    }
    dump.rows.push(Row { at, name, place: Place::default(), what });
    Ok(Some(id))
}

/// Takes a field in. Returns whether it is known.
fn take<'b>(
    said: &mut Said<'b>,
    message: &str,
    (inside, field): (&'b str, &'b str),
    value: Option<Value<'b>>,
    at: usize,
) -> Result<bool> {
    let Some(value) = value else {
        match (message, inside) {
            ("struct_union" | "enumeration", "definition") => said.is_defined_type = true,
            ("enumeration", "enumerator") => said.enumerators.push((Cow::default(), 0)),
            ("elf_symbol", "version_info") | ("symbols", "symbol") => {}
            _ => return Ok(false),
        }
        return Ok(true);
    };
    match (message, inside, field) {
        (_, "", "id") => said.id = Some(identifier(&value, at)?),
        (_, "", "name") => said.name = text(value, at)?,
        ("special" | "pointer_reference" | "struct_union", "", "kind")
        | ("qualified", "", "qualifier")
        | ("primitive", "", "encoding")
        | ("elf_symbol", "", "symbol_type") => said.kind = Some((word(&value, at)?, at)),
        ("pointer_reference", "", "pointee_type_id")
        | ("typedef", "", "referred_type_id")
        | ("qualified", "", "qualified_type_id")
        | ("array", "", "element_type_id")
        | ("member" | "elf_symbol", "", "type_id")
        | ("function", "", "return_type_id")
        | ("enumeration", "definition", "underlying_type_id") => said.to = Some(identifier(&value, at)?),
        ("primitive", "", "bytesize") | ("struct_union", "definition", "bytesize") => said.size = whole(&value, at)?,
        ("array", "", "number_of_elements") => said.count = whole(&value, at)?,
        ("member", "", "offset") => said.offset = whole(&value, at)?,
        ("member", "", "bitsize") => said.bit_size = whole(&value, at)?,
        ("struct_union", "definition", "member_id")
        | ("function", "", "parameter_id")
        | ("interface", "", "symbol_id")
        | ("symbols", "symbol", "value") => said.parts.push(identifier(&value, at)?),
        // Types that are part of the interface by their name alone; and names of what is named by itself.
        ("interface", "", "type_id") | ("symbols", "symbol", "key") | ("elf_symbol", "", "full_name") => {}
        ("struct_union", "definition", "base_class_id" | "method_id") => said.has_bases_or_functions = true,
        ("enumeration", "enumerator", "name") => match said.enumerators.last_mut() {
            Some(last) => last.0 = text(value, at)?,
            None => return Ok(false),
        },
        ("enumeration", "enumerator", "value") => match said.enumerators.last_mut() {
            // Of eight bytes without a sign the upper half is written as it is.
            Some(last) => {
                last.1 =
                    whole(&value, at).or_else(|e| whole::<u64>(&value, at).map_err(|_| e).map(u64::cast_signed))?;
            }
            None => return Ok(false),
        },
        ("elf_symbol", "version_info", "name") => said.version = Some(text(value, at)?).filter(|v| !v.is_empty()),
        ("elf_symbol", "version_info", "is_default") => said.version_default = is_true(&value, at)?,
        ("elf_symbol", "", "is_defined") => said.is_defined = is_true(&value, at)?,
        ("elf_symbol", "", "binding") => said.binding = Some((word(&value, at)?, at)),
        ("elf_symbol", "", "visibility") => said.visibility = Some((word(&value, at)?, at)),
        ("elf_symbol", "", "crc") => said.has_crc = true,
        ("elf_symbol", "", "ns" | "namespace") => said.namespace = Some(text(value, at)?).filter(|n| !n.is_empty()),
        _ => return Ok(false),
    }
    Ok(true)
}

fn what<'b>(message: &str, said: Said<'b>, at: usize) -> Result<What<'b>> {
    let kind = said.kind.map_or("", |(word, _)| word);
    let unknown =
        |field: &str, (word, at): (&str, usize)| damaged(at, format!("{field} {word} of {message} is not known"));
    let to = || said.to.map_or_else(|| damaged(at, format!("{message} without the type that it is made of")), Ok);
    Ok(match message {
        "void" => What::Void,
        "variadic" => What::Variadic,
        "special" => match kind {
            "VOID" => What::Void,
            "VARIADIC" => What::Variadic,
            "NULLPTR" => What::Foreign,
            _ => return unknown("kind", said.kind.unwrap_or(("(none)", at))),
        },
        "pointer_reference" => match kind {
            "POINTER" => What::Pointer(Kind::Pointer, to()?),
            "LVALUE_REFERENCE" => What::Pointer(Kind::Reference, to()?),
            "RVALUE_REFERENCE" => What::Pointer(Kind::RvalueReference, to()?),
            _ => return unknown("kind", said.kind.unwrap_or(("(none)", at))),
        },
        "typedef" => What::Typedef(to()?),
        "qualified" => match kind {
            "CONST" => What::Qualified(Kind::Const, to()?),
            "VOLATILE" => What::Qualified(Kind::Volatile, to()?),
            "RESTRICT" => What::Qualified(Kind::Restrict, to()?),
            "ATOMIC" => What::Qualified(Kind::Atomic, to()?),
            _ => return unknown("qualifier", said.kind.unwrap_or(("(none)", at))),
        },
        "primitive" => {
            // `DW_ATE_*`
            let encoding = match kind {
                "BOOLEAN" => 2,
                "COMPLEX_NUMBER" => 3,
                "REAL_NUMBER" => 4,
                "SIGNED_INTEGER" => 5,
                "SIGNED_CHARACTER" => 6,
                "UNSIGNED_INTEGER" => 7,
                "UNSIGNED_CHARACTER" => 8,
                "UTF" => 0x10,
                "" | "NONE" => 0,
                _ => return unknown("encoding", said.kind.unwrap_or(("(none)", at))),
            };
            What::Base(Base { encoding, is_guess: false, byte_size: said.size })
        }
        "array" => What::Array(said.count, to()?),
        "member" => What::Member { to: to()?, bit_offset: said.offset, bit_size: said.bit_size },
        "struct_union" => {
            let record = match kind {
                "STRUCT" | "CLASS" => Kind::Struct,
                "UNION" => Kind::Union,
                _ => return unknown("kind", said.kind.unwrap_or(("(none)", at))),
            };
            if said.has_bases_or_functions {
                return Ok(What::Foreign);
            }
            What::Record(record, said.is_defined_type.then_some((said.size, said.parts)))
        }
        "enumeration" => match said.is_defined_type {
            true => What::Enum(Some((Underlying::Type(to()?), said.enumerators))),
            false => What::Enum(None),
        },
        "function" => {
            let parameter = |to| Parameter { to, name: Cow::default() };
            What::Function { result: to()?, parameters: said.parts.into_iter().map(parameter).collect() }
        }
        "elf_symbol" => What::Symbol(Box::new(symbol(said)?)),
        "symbols" | "interface" => What::Interface(said.parts),
        _ => What::Foreign,
    })
}

fn symbol(said: Said<'_>) -> Result<Symbol<'_>> {
    let kind = match said.kind {
        Some(("OBJECT" | "COMMON", _)) => SymbolKind::Object,
        Some(("FUNCTION", _)) => SymbolKind::Function,
        Some(("TLS", _)) => SymbolKind::Tls,
        Some(("GNU_IFUNC", _)) => SymbolKind::Ifunc,
        None | Some(("NOTYPE" | "SYMBOL_TYPE_UNSPECIFIED", _)) => SymbolKind::Untyped,
        Some((other, at)) => return damaged(at, format!("symbol_type {other} is not known")),
    };
    let binding = match said.binding {
        None | Some(("GLOBAL", _)) => Binding::Global,
        Some(("WEAK", _)) => Binding::Weak,
        Some(("GNU_UNIQUE", _)) => Binding::Unique,
        Some((other, at)) => return damaged(at, format!("a symbol of the binding {other} is in no interface")),
    };
    let visibility = match said.visibility {
        None | Some(("DEFAULT", _)) => Visibility::Default,
        Some(("PROTECTED", _)) => Visibility::Protected,
        Some(("HIDDEN" | "INTERNAL", _)) => Visibility::Hidden,
        Some((other, at)) => return damaged(at, format!("visibility {other} is not known")),
    };
    Ok(Symbol {
        version_default: said.version.is_none() || said.version_default,
        version: said.version,
        is_defined: said.is_defined,
        kind,
        binding,
        visibility,
        has_crc: said.has_crc,
        namespace: said.namespace,
        size: 0,
        to: said.to,
    })
}

/// Makes indexes of identifiers.
fn resolve(dump: &mut Dump<'_>, ids: &[u32], root: u32, end: usize) -> Result<()> {
    let mut index: FastMap<u32, u32> = FastMap::default();
    for (i, (row, id)) in dump.rows.iter().zip(ids).enumerate() {
        if index.insert(*id, i as u32).is_some() {
            return damaged(row.at, format!("the id {id:#010x} is given twice"));
        }
    }
    match index.get(&root).map(|&i| i as usize) {
        Some(i) if matches!(dump.rows[i].what, What::Interface(_)) => dump.root = i,
        Some(i) => return damaged(dump.rows[i].at, "root_id refers to what is no interface"),
        None => return damaged(end, format!("root_id refers to {root:#010x}, which is not in the file")),
    }
    resolve::resolve(&mut dump.rows, &|id| index.get(&id).copied(), &|id| format!("{id:#010x}"))
}
