//! Constants of headers, gathered from the units of an input: what all of them say of one.

use crate::graph::constant::Number;
use crate::ground::maps::FastMap;

/// What a unit says of a constant.
#[derive(Clone, Copy, Debug)]
pub struct RawConstant {
    /// Hash of the name.
    pub name: u64,
    /// Key of the path of the header.
    pub file: u64,
    /// Line of the declaration.
    pub line: u32,
    /// Its value.
    pub value: Number,
}

/// Constants by name and file; without a value where units disagree, as they do where a macro decides.
#[derive(Default)]
pub(crate) struct Constants(FastMap<(u64, u64), (Option<Number>, u32)>);

impl Constants {
    /// Takes in what a unit says.
    pub(crate) fn add(&mut self, said: &RawConstant) {
        let (value, line) = self.0.entry((said.name, said.file)).or_insert((Some(said.value), said.line));
        *value = value.filter(|known| *known == said.value);
        *line = (*line).min(said.line);
    }

    /// What is known: the hash of the name and the key of the file, the value and the line.
    pub(super) fn known(&self) -> impl Iterator<Item = ((u64, u64), Number, u32)> {
        self.0.iter().filter_map(|(key, &(value, line))| Some((*key, value?, line)))
    }
}
