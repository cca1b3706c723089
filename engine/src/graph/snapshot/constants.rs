//! The constants of headers: one row each.

use super::codec::{Cursor, Sink};
use super::columns::Counts;
use super::container::Section;
use crate::graph::{Constant, Form, Graph, NameId, Number, SourcePos};
use crate::ground::error::snapshot::SnapshotError;

/// Forms of numbers by their stored number.
const FORMS: [Form; 4] = [Form::Signed, Form::Unsigned, Form::Single, Form::Double];

/// `constants`: how many, and of each name, file (from the constant before), line, form, and the bits of the value.
pub(crate) fn write(graph: &Graph) -> Vec<u8> {
    let mut sink = Sink::default();
    sink.uint(graph.constants.len() as u64);
    let mut file = 0i64;
    for c in &graph.constants {
        sink.uint(u64::from(c.name.0));
        sink.int(i64::from(c.pos.file.0) - file);
        file = i64::from(c.pos.file.0);
        sink.uint(u64::from(c.pos.line));
        sink.uint(FORMS.iter().position(|form| *form == c.value.form).unwrap_or_default() as u64);
        match c.value.form {
            Form::Signed => sink.int(c.value.bits.cast_signed()),
            Form::Unsigned | Form::Single | Form::Double => sink.uint(c.value.bits),
        }
    }
    sink.0
}

pub(crate) fn read(counts: Counts, data: &[u8]) -> Result<Vec<Constant>, SnapshotError> {
    let mut c = Cursor::new(Section::Constants.name(), data);
    let mut file = 0u32;
    let count = c.count();
    let mut constants = Vec::new();
    for _ in 0..count {
        if c.failed() {
            break;
        }
        let name = NameId(c.index(counts.names));
        let step = c.int();
        file = c.check(i64::from(file).saturating_add(step), counts.names);
        let pos = SourcePos { file: NameId(file), line: c.fit() };
        let form = c.one_of(&FORMS);
        let bits = if form == Form::Signed { c.int().cast_unsigned() } else { c.uint() };
        constants.push(Constant { name, pos, value: Number { form, bits } });
    }
    c.finish().map(|()| constants)
}
