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
    /// `s#name` alone: the definition that stood last. `rpm/modversions` writes it where a mark `override` came or went.
    Repeated,
}

/// How the lines of a file belong to objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// All to one.
    Single,
    /// Each to the object whose line `/* file */` stands above it: suse-kabi-tools, and before it SUSE's `rpm/modversions`.
    Sections,
    /// Lines `F#file` say what each object has, definitions of one name are told apart by `@0`, `@1`: the first releases of
    /// suse-kabi-tools.
    Variants,
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

/// The file that a line `/* file */` of a consolidated file begins. `rpm/modversions` names the object (`a.o`), all others its
/// symtypes, and so do we.
pub(super) fn section(line: &[u8]) -> Option<Vec<u8>> {
    let file = line.strip_prefix(b"/* ")?.strip_suffix(b" */")?;
    Some(file.strip_suffix(b".o").map_or_else(|| file.to_vec(), |object| [object, b".symtypes"].concat()))
}

/// The form of a file: the first line is `/* file */`, or some line begins with `F#`.
pub(super) fn form(bytes: &[u8]) -> Form {
    if bytes.trim_ascii_start().starts_with(b"/* ") {
        Form::Sections
    } else if bytes.split(|&b| b == b'\n').any(|line| line.trim_ascii_start().starts_with(b"F#")) {
        Form::Variants
    } else {
        Form::Single
    }
}

/// Whether it begins with the mark of a type.
fn is_marked(text: &[u8]) -> bool {
    matches!(text, [b's' | b'u' | b'e' | b't' | b'E', b'#', ..])
}

pub(super) fn is_tagged(text: &[u8]) -> bool {
    is_marked(text) && text.len() > 2
}

/// Reads a line without blanks around it.
pub(super) fn parse(line: &[u8], form: Form) -> Result<Line<'_>, &'static str> {
    if line.starts_with(b"F#") {
        return Err("begins with `F#`, which a file of sections `/* file */` does not have");
    }
    let line = without_mark(line);
    if let [kind @ (b's' | b'u' | b'e'), b'#', b'#', name @ ..] = line {
        return opaque(*kind, name, form);
    }
    let name = name(line)?;
    let text = line[name.len()..].trim_ascii_start();
    if form == Form::Sections && text.is_empty() && is_tagged(name) {
        // What stood last may be of either tool.
        let (dialect, name) = (Dialect::Genksyms, Cow::Borrowed(name));
        return Ok(Line { kind: Kind::Repeated, dialect, name, text: Cow::Borrowed(text) });
    }
    let line = define(name, text)?;
    // Blanks stand between all words of genksyms. In the first consolidated form of all, by a script of 2006, they do not,
    // and what was hashed is lost.
    let is_body = matches!(line.name[..], [b's' | b'u' | b'e', b'#', ..]) && line.dialect == Dialect::Genksyms;
    if form == Form::Sections && is_body && !line.text.ends_with(b" }") {
        return Err("ends in no word `}`: where words were joined, nothing tells what was hashed");
    }
    Ok(line)
}

/// A line without the mark of a definition that is to be kept, which is not hashed.
pub(super) fn without_mark(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"override ").map_or(line, <[u8]>::trim_ascii_start)
}

/// A name and its definition.
pub(super) fn define<'l>(name: &'l [u8], text: &'l [u8]) -> Result<Line<'l>, &'static str> {
    if text.is_empty() {
        return Err("has a name and no definition");
    }
    if is_marked(name) && !is_tagged(name) {
        return Err("has the mark of a type and no name");
    }
    let kind = if is_tagged(name) { Kind::Type } else { Kind::Export };
    let first = text.split(|&b| b == b' ').next().unwrap_or(text);
    let (dialect, text) = if TYPE_STRINGS.contains(&first) && !name.starts_with(b"E#") {
        (Dialect::Gendwarfksyms, text)
    } else {
        (Dialect::Genksyms, text.strip_prefix(b"extern ").unwrap_or(text))
    };
    Ok(Line { kind, dialect, name: Cow::Borrowed(name), text: Cow::Borrowed(text) })
}

fn opaque(kind: u8, name: &[u8], form: Form) -> Result<Line<'_>, &'static str> {
    if form != Form::Sections {
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

/// A name of [`Form::Variants`] and the number behind it.
pub(super) type Variant<'l> = (&'l [u8], Option<u32>);

/// The name at the start of a line of [`Form::Variants`], and the rest of the line.
pub(super) fn variant(line: &[u8]) -> Result<(Variant<'_>, &[u8]), &'static str> {
    let is_quoted = is_tagged(line) && line[2] == b'\'';
    let closes = |&at: &usize| line[at] == b'\'' && line.get(at + 1).is_none_or(|b| b" @".contains(b));
    let from = if is_quoted { (4..line.len()).find(closes).ok_or("has a quoted name that does not end")? } else { 0 };
    let end = line[from..].iter().position(|&b| b == b' ').map_or(line.len(), |blank| from + blank);
    let (word, rest) = (&line[..end], line[end..].trim_ascii_start());
    let Some(at) = word[from..].iter().rposition(|&b| b == b'@').map(|at| from + at) else {
        return Ok(((word, None), rest));
    };
    let number = std::str::from_utf8(&word[at + 1..]).ok().filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    match number.and_then(|digits| digits.parse().ok()) {
        Some(number) if at > 0 => Ok(((&word[..at], Some(number)), rest)),
        _ => Err("has no name with a number behind `@`"),
    }
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

#[cfg(test)]
mod tests {
    use super::define;

    #[test]
    fn a_mark_without_a_name_is_neither_a_type_nor_an_export() {
        assert!(define(b"e#", b"enum { a }").is_err());
        assert!(define(b"e#a", b"enum a { b }").is_ok());
        assert!(define(b"e", b"int e").is_ok());
    }
}
