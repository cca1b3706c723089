//! Elements with their attributes, written one after the other.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use crate::ground::printable;

/// Attributes of an element, in the order in which they are written.
pub(super) type Attributes<'a> = Vec<(&'static str, Cow<'a, str>)>;

/// Where elements go.
pub(super) struct Xml<'o> {
    writer: Writer<&'o mut dyn io::Write>,
    open: Vec<&'static str>,
}

impl<'o> Xml<'o> {
    pub(super) fn new(out: &'o mut dyn io::Write) -> Self {
        Self { writer: Writer::new_with_indent(out, b' ', 2), open: Vec::new() }
    }

    /// An element that others stand in, until [`Xml::close`].
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&'static str, Cow<'_, str>)]) -> io::Result<()> {
        self.open.push(name);
        self.writer.write_event(Event::Start(start(name, attributes)))
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) -> io::Result<()> {
        match self.open.pop() {
            Some(name) => self.writer.write_event(Event::End(BytesEnd::new(name))),
            None => Ok(()),
        }
    }

    /// An element in which nothing stands.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[(&'static str, Cow<'_, str>)]) -> io::Result<()> {
        self.writer.write_event(Event::Empty(start(name, attributes)))
    }

    /// Ends the file with a line break.
    pub(super) fn finish(self) -> io::Result<()> {
        self.writer.into_inner().write_all(b"\n")
    }
}

/// Names come from inputs: what no XML may hold is replaced, the rest is escaped.
fn start(name: &'static str, attributes: &[(&'static str, Cow<'_, str>)]) -> BytesStart<'static> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, printable::line(value).as_ref()));
    }
    element
}
