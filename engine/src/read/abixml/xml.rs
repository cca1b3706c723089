//! Elements of an XML text with their attributes, and where they stand. What stands between elements means nothing here.

use std::borrow::Cow;

use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesStart, Event as XmlEvent};

use crate::read::dump::error::{Result, damaged};

/// How deep elements may nest. Classes within classes within namespaces reach some twenty.
const DEPTH: usize = 512;

/// An element that begins.
#[derive(Debug)]
pub(super) struct Element<'b> {
    /// Offset in the file.
    pub(super) at: usize,
    pub(super) name: &'b str,
    attributes: Vec<(&'b str, Cow<'b, str>)>,
}

impl<'b> Element<'b> {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_ref())
    }

    /// The same, to keep; empty where there is none.
    pub(super) fn text(&self, name: &str) -> Cow<'b, [u8]> {
        match self.attributes.iter().find(|(key, _)| *key == name) {
            Some((_, Cow::Borrowed(text))) => Cow::Borrowed(text.as_bytes()),
            Some((_, Cow::Owned(text))) => Cow::Owned(text.clone().into_bytes()),
            None => Cow::default(),
        }
    }

    pub(super) fn is_yes(&self, name: &str) -> bool {
        self.get(name) == Some("yes")
    }

    /// A number; `None` where there is none.
    ///
    /// # Errors
    /// It is no number of this type.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>> {
        let Some(text) = self.get(name) else { return Ok(None) };
        match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => damaged(self.at, format!("{name} of {} is no number that fits: {text}", self.name)),
        }
    }
}

/// The next of a file.
#[derive(Debug)]
pub(super) enum Event<'b> {
    Open(Element<'b>),
    Close,
}

/// Goes along a file.
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
    /// Where the text begins, behind a mark of the byte order.
    start: usize,
    xml: quick_xml::Reader<&'b [u8]>,
    depth: usize,
    /// An element that ends where it began is still open.
    is_empty: bool,
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        Self { bytes, start, xml: quick_xml::Reader::from_reader(&bytes[start..]), depth: 0, is_empty: false }
    }

    fn position(&self) -> usize {
        self.start + usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next event; `None` at the end of the file.
    ///
    /// # Errors
    /// The bytes are no XML.
    pub(super) fn next(&mut self) -> Result<Option<Event<'b>>> {
        if std::mem::take(&mut self.is_empty) {
            self.depth -= 1;
            return Ok(Some(Event::Close));
        }
        loop {
            let at = self.position();
            let event = match self.xml.read_event() {
                Ok(event) => event,
                Err(error) => return damaged(at, format!("no XML: {error}")),
            };
            match event {
                XmlEvent::Start(start) => return self.open(&start, at).map(Some),
                XmlEvent::Empty(start) => {
                    self.is_empty = true;
                    return self.open(&start, at).map(Some);
                }
                XmlEvent::End(_) => {
                    // That it closes the one that is open was held against its name.
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Event::Close));
                }
                XmlEvent::Eof if self.depth > 0 => return damaged(at, "the file ends within an element"),
                XmlEvent::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn open(&mut self, start: &BytesStart<'b>, at: usize) -> Result<Event<'b>> {
        self.depth += 1;
        if self.depth > DEPTH {
            return damaged(at, "elements nest deeper than any of abidw");
        }
        // What stands between the angle brackets, where the file has it.
        let inside = self.bytes.get(at + 1..at + 1 + start.len()).unwrap_or_default();
        let Ok(inside) = std::str::from_utf8(inside) else { return damaged(at, "an element that is no UTF-8") };
        let length = start.name().as_ref().len();
        let (Some(name), Some(rest)) = (inside.get(..length), inside.get(length..)) else {
            return damaged(at, "an element without a name");
        };
        let mut attributes = Vec::new();
        for attribute in Attributes::new(rest, 0).with_checks(false) {
            let wrong = |what: String| damaged(at, format!("an attribute of {name}: {what}"));
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(error) => return wrong(error.to_string()),
            };
            let key = &attribute.key;
            let Ok(key) = std::str::from_utf8(key.0) else { return wrong("no UTF-8".to_owned()) };
            match attribute.unescape_value() {
                Ok(value) => attributes.push((key, value)),
                Err(error) => return wrong(error.to_string()),
            }
        }
        Ok(Event::Open(Element { at, name, attributes }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> std::result::Result<Vec<String>, (u64, String)> {
        let mut reader = Reader::new(text.as_bytes());
        let mut out = Vec::new();
        while let Some(event) = reader.next().map_err(|e| (e.offset, e.what))? {
            out.push(match event {
                Event::Open(e) => format!("{}@{} x={:?}", e.name, e.at, e.get("x")),
                Event::Close => "close".to_owned(),
            });
        }
        Ok(out)
    }

    #[test]
    fn elements_attributes_and_escapes_are_read() {
        let read = told("<?xml version='1.0'?>\n<!-- c --><a x='1 &lt; &#50;'>text<b/></a>\n").expect("sound");
        assert_eq!(read, ["a@32 x=Some(\"1 < 2\")", "b@56 x=None", "close", "close"]);
        assert_eq!(told("\u{feff}<a x=\"\"/>").expect("sound"), ["a@3 x=Some(\"\")", "close"]);
    }

    #[test]
    fn what_is_no_xml_is_told_with_its_offset() {
        for (text, at) in
            [("<a>", 3), ("<a x='1", 0), ("<a></b>", 3), ("<a x=1/>", 0), ("<a x='&nbsp;'/>", 0), ("</a>", 0)]
        {
            assert_eq!(told(text).map_err(|e| e.0), Err(at), "{text}");
        }
        assert!(told(&"<a>".repeat(600)).is_err_and(|e| e.1.contains("nest")));
    }
}
