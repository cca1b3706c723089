//! What a type string is made of, before other DIEs are put into it.

use super::dies::{Die, Place};

/// The string of one DIE, with the places where the strings of others go.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) die: Die,
    /// The name with its scope, where the string shows it.
    pub(super) name: Vec<u8>,
    pub(super) text: Vec<u8>,
    /// Where in `text` other DIEs go, in order.
    pub(super) parts: Vec<(usize, Place)>,
    /// The last that was added is a line break: several in a row are one blank.
    broken: bool,
    /// All of it was read.
    pub(super) is_whole: bool,
    /// How many structures and enumerations had been begun with it.
    pub(super) records: usize,
}

impl Body {
    pub(super) fn new(die: Die) -> Self {
        Self { die, name: Vec::new(), text: Vec::new(), parts: Vec::new(), broken: false, is_whole: false, records: 0 }
    }

    pub(super) fn add(&mut self, text: &[u8]) {
        if !text.is_empty() {
            self.text.extend_from_slice(text);
            self.broken = false;
        }
    }

    /// A line break, which is a blank in a type string.
    pub(super) fn break_line(&mut self) {
        if !self.broken {
            self.text.push(b' ');
            self.broken = true;
        }
    }

    pub(super) fn add_die(&mut self, place: Place) {
        self.parts.push((self.text.len(), place));
        self.broken = false;
    }

    /// An attribute with its number, where the DIE has it.
    pub(super) fn add_number(&mut self, attribute: &str, value: Option<u64>) {
        if let Some(value) = value {
            self.add(format!(" {attribute}({value})").as_bytes());
        }
    }
}
