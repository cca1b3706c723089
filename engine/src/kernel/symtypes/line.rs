//! A line of symtypes: a name, and the tokens of its definition with the references among them.

use std::borrow::Cow;

/// The tool that wrote the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Tokens of C, from preprocessed source.
    Genksyms,
    /// Type strings, from debug information.
    Gendwarfksyms,
}

/// What a line defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Export,
    Type,
    /// `s##name` of a consolidated file: one object sees only the declaration.
    Opaque,
}

/// A line.
#[derive(Debug)]
pub(super) struct Line<'l> {
    pub(super) kind: Kind,
    pub(super) dialect: Dialect,
    pub(super) name: Cow<'l, [u8]>,
    /// What is hashed, with references in it.
    pub(super) text: Cow<'l, [u8]>,
}

/// A piece of a definition.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::kernel) enum Piece<'l> {
    Text(&'l [u8]),
    Reference(&'l [u8]),
}

/// The first words of definitions by gendwarfksyms; none of them begins one by genksyms.
const TYPE_STRINGS: [&[u8]; 7] =
    [b"subprogram", b"variable", b"structure_type", b"class_type", b"union_type", b"enumeration_type", b"typedef_type"];

/// The file that a line `/* file */` of a consolidated file begins.
pub(super) fn section(line: &[u8]) -> Option<&[u8]> {
    line.strip_prefix(b"/* ")?.strip_suffix(b" */")
}

/// Whether the bytes are a consolidated file: such a line is the first one.
pub(super) fn sections(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"/* ")
}

fn is_tagged(text: &[u8]) -> bool {
    matches!(text, [b's' | b'u' | b'e' | b't' | b'E', b'#', _, ..])
}

/// Reads a line without blanks around it.
pub(super) fn parse(line: &[u8], consolidated: bool) -> Result<Line<'_>, &'static str> {
    if line.starts_with(b"F#") {
        return Err(
            "is of an older form of consolidated files, which is not read: consolidate again, or give the folder",
        );
    }
    if let [kind @ (b's' | b'u' | b'e'), b'#', b'#', name @ ..] = line {
        return opaque(*kind, name, consolidated);
    }
    let line = line.strip_prefix(b"override ").unwrap_or(line);
    let name = name(line)?;
    let text = line[name.len()..].trim_ascii_start();
    if text.is_empty() {
        return Err("has a name and no definition");
    }
    let kind = if is_tagged(name) { Kind::Type } else { Kind::Export };
    let first = text.split(|&b| b == b' ').next().unwrap_or(text);
    if TYPE_STRINGS.contains(&first) && !name.starts_with(b"E#") {
        return Ok(Line {
            kind,
            dialect: Dialect::Gendwarfksyms,
            name: Cow::Borrowed(name),
            text: Cow::Borrowed(text),
        });
    }
    let text = text.strip_prefix(b"extern ").unwrap_or(text);
    Ok(Line { kind, dialect: Dialect::Genksyms, name: Cow::Borrowed(name), text: Cow::Borrowed(text) })
}

fn opaque(kind: u8, name: &[u8], consolidated: bool) -> Result<Line<'_>, &'static str> {
    if !consolidated {
        return Err("is of a consolidated file, but no `/* file */` is the first line");
    }
    if name.is_empty() || name.contains(&b' ') {
        return Err("is no name of a declared type");
    }
    let word: &[u8] = match kind {
        b's' => b"struct",
        b'u' => b"union",
        _ => b"enum",
    };
    let text = [word, b" ", name, b" { UNKNOWN }"].concat();
    Ok(Line {
        kind: Kind::Opaque,
        dialect: Dialect::Genksyms,
        name: Cow::Owned([&[kind, b'#'], name].concat()),
        text: Cow::Owned(text),
    })
}

/// The name at the start of a line, or of a reference: up to the next blank, or to the quote that closes it.
fn name(line: &[u8]) -> Result<&[u8], &'static str> {
    if is_tagged(line) && line[2] == b'\'' {
        let ends = |&at: &usize| line[at] == b'\'' && line.get(at + 1).is_none_or(|&b| b == b' ');
        let end = (4..line.len()).find(ends).ok_or("has a quoted name that does not end")?;
        return Ok(&line[..=end]);
    }
    Ok(line.split(|&b| b == b' ').next().unwrap_or(line))
}

/// Takes a definition apart. A reference begins a word; a quote that nothing closes is text.
pub(super) fn pieces(text: &[u8], dialect: Dialect) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let is_constant = rest[0] == b'E' && dialect == Dialect::Gendwarfksyms;
        if let Some(name) = Some(rest).filter(|r| is_tagged(r) && !is_constant).and_then(|r| name(r).ok()) {
            if start < at {
                pieces.push(Piece::Text(&text[start..at]));
            }
            pieces.push(Piece::Reference(name));
            at += name.len();
            // genksyms puts a blank behind each token itself.
            start = if dialect == Dialect::Genksyms { (at + 1).min(text.len()) } else { at };
        }
        at = text[at..].iter().position(|&b| b == b' ').map_or(text.len(), |blank| at + blank + 1);
    }
    if start < text.len() {
        pieces.push(Piece::Text(&text[start..]));
    }
    pieces
}
