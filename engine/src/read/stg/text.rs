//! The text form of protocol buffers, as far as STG writes it: fields, messages, and where they stand.
//!
//! The reader goes along the bytes once and keeps nothing but its depth, which has a bound.

use std::borrow::Cow;

use crate::read::dump::error::{Result, damaged};

/// How deep messages may nest. STG nests three deep.
const DEPTH: usize = 8;

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'b> {
    /// `POINTER`, `true`
    Word(&'b str),
    /// A number, in the width of everything that STG writes.
    Number(i128),
    /// A quoted text without its quotes.
    Text(Cow<'b, [u8]>),
}

/// The next of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event<'b> {
    /// `name {`
    Open(&'b str),
    /// `name: value`
    Field(&'b str, Value<'b>),
    /// `}`
    Close,
}

/// Goes along a file.
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    /// How many messages are open.
    depth: usize,
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, depth: 0 }
    }

    /// The next event and its offset; `None` at the end of the file.
    ///
    /// # Errors
    /// The bytes are no fields.
    pub(super) fn next(&mut self) -> Result<Option<(Event<'b>, usize)>> {
        self.skip();
        let start = self.at;
        let Some(&byte) = self.bytes.get(start) else {
            return if self.depth == 0 { Ok(None) } else { damaged(start, "the file ends within a message") };
        };
        if byte == b'}' {
            self.at += 1;
            if self.depth == 0 {
                return damaged(start, "a } that closes nothing");
            }
            self.depth -= 1;
            return Ok(Some((Event::Close, start)));
        }
        let name = self.word();
        if name.is_empty() {
            return damaged(start, "neither the name of a field nor a }");
        }
        self.skip();
        let colon = self.bytes.get(self.at) == Some(&b':');
        if colon {
            self.at += 1;
            self.skip();
        }
        if self.bytes.get(self.at) == Some(&b'{') {
            self.at += 1;
            self.depth += 1;
            if self.depth > DEPTH {
                return damaged(start, "messages nest deeper than any of STG");
            }
            return Ok(Some((Event::Open(name), start)));
        }
        if !colon {
            return damaged(self.at, format!("neither : nor {{ behind {name}"));
        }
        let value = self.value(name)?;
        Ok(Some((Event::Field(name, value), start)))
    }

    /// White space, comments, and what may stand between fields.
    fn skip(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b';' => self.at += 1,
                b'#' => {
                    let rest = &self.bytes[self.at..];
                    self.at += rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
                }
                _ => break,
            }
        }
    }

    /// Letters, digits and underscores from here on.
    fn word(&mut self) -> &'b str {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|b| !b.is_ascii_alphanumeric() && *b != b'_').unwrap_or(rest.len());
        self.at += length;
        std::str::from_utf8(&rest[..length]).unwrap_or_default()
    }

    fn value(&mut self, name: &str) -> Result<Value<'b>> {
        let start = self.at;
        let first = self.bytes.get(start).copied().unwrap_or_default();
        if first == b'"' || first == b'\'' {
            return Ok(Value::Text(self.text(first)?));
        }
        let is_negative = first == b'-';
        if is_negative {
            self.at += 1;
        }
        let word = self.word();
        if !is_negative && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return Ok(Value::Word(word));
        }
        let hexadecimal = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X"));
        let number = match hexadecimal {
            Some(digits) => u64::from_str_radix(digits, 16),
            None => word.parse::<u64>(),
        };
        match number {
            Ok(n) if is_negative => Ok(Value::Number(-i128::from(n))),
            Ok(n) => Ok(Value::Number(i128::from(n))),
            Err(_) => damaged(start, format!("{name} has neither a number nor a word nor a text")),
        }
    }

    /// A quoted text; most have no escapes and are borrowed.
    fn text(&mut self, quote: u8) -> Result<Cow<'b, [u8]>> {
        let start = self.at + 1;
        let rest = &self.bytes[start..];
        let Some(end) = rest.iter().position(|&b| b == quote || b == b'\\' || b == b'\n') else {
            return damaged(self.at, "the file ends within a text");
        };
        if rest[end] == quote {
            self.at = start + end + 1;
            return Ok(Cow::Borrowed(&rest[..end]));
        }
        let mut out = rest[..end].to_vec();
        let mut at = start + end;
        loop {
            let Some(&byte) = self.bytes.get(at) else { return damaged(self.at, "the file ends within a text") };
            at += 1;
            match byte {
                b'\n' => return damaged(self.at, "a text goes on behind the end of its line"),
                b'\\' => match escape(&self.bytes[at..], &mut out) {
                    Some(length) => at += length,
                    None => return damaged(at - 1, "an escape that no text has"),
                },
                _ if byte == quote => break,
                _ => out.push(byte),
            }
        }
        self.at = at;
        Ok(Cow::Owned(out))
    }
}

/// Takes what a backslash stands before; how many bytes that is.
fn escape(rest: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let digits = |from: &[u8], most: usize, radix: u32| {
        let count = from.iter().take(most).take_while(|b| char::from(**b).is_digit(radix)).count();
        let text = std::str::from_utf8(&from[..count]).ok()?;
        Some((u32::from_str_radix(text, radix).ok()? as u8, count))
    };
    let plain = match rest.first()? {
        b'n' => b'\n',
        b't' => b'\t',
        b'r' => b'\r',
        b @ (b'\\' | b'"' | b'\'' | b'?') => *b,
        b'x' | b'X' => {
            let (byte, count) = digits(&rest[1..], 2, 16)?;
            out.push(byte);
            return Some(1 + count);
        }
        b'0'..=b'7' => {
            let (byte, count) = digits(rest, 3, 8)?;
            out.push(byte);
            return Some(count);
        }
        _ => return None,
    };
    out.push(plain);
    Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(text: &str) -> Result<Vec<Event<'_>>> {
        let mut reader = Reader::new(text.as_bytes());
        let mut out = Vec::new();
        while let Some((event, _)) = reader.next()? {
            out.push(event);
        }
        Ok(out)
    }

    #[test]
    fn fields_messages_comments_and_escapes_are_read() {
        let read = events("a: 0x10 # text {\nb { c: \"d\\\"\\101\\x42\" e: -5, f: GREEN }").expect("sound");
        let text = Value::Text(Cow::Borrowed(b"d\"AB"));
        let expected = [
            Event::Field("a", Value::Number(16)),
            Event::Open("b"),
            Event::Field("c", text),
            Event::Field("e", Value::Number(-5)),
            Event::Field("f", Value::Word("GREEN")),
            Event::Close,
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_no_field_is_told_with_its_offset() {
        let at = |text| events(text).expect_err("damaged").offset;
        assert_eq!(at("a { b: 1"), 8);
        assert_eq!(at("}"), 0);
        assert_eq!(at("a 5"), 2);
        assert_eq!(at("a: \"b\n\""), 3);
        assert_eq!(at("a: \"\\q\""), 4);
        assert_eq!(at("a: 1z"), 3);
        assert_eq!(at(&"a {".repeat(9)), 24);
    }
}
