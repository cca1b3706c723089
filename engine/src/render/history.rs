//! Types and symbols over releases, as text: the table of a history, the life of one thing, and since when members lie where they do.

mod blame;
mod log;
mod table;

pub use blame::render as blame;
pub use log::render as log;
pub(in crate::render) use table::evidence;
pub use table::render as table;

use crate::model::history::{Flap, FlapKind, History, Member, State, Subject};
use crate::render::text::facts;
use crate::render::text::line::counted;

/// Where a member lies: an offset in bytes, the value of an enumerator, a place in a table; empty where that is not known.
fn place(m: &Member) -> String {
    match (m.bit_offset, m.value) {
        (Some(bits), _) => facts::offset(bits.into()),
        (None, Some(value)) => value.to_string(),
        (None, None) => "?".to_owned(),
    }
}

/// Its size: `8 bytes`, or the width of a bit-field.
fn size(m: &Member) -> String {
    m.bit_size.map_or_else(|| "no known size".to_owned(), facts::size)
}

fn label(history: &History, release: usize) -> &str {
    history.releases.get(release).map_or("?", |r| &r.label)
}

/// How something flapped, in words.
fn flap(history: &History, flap: &Flap) -> String {
    let (before, away, back) = (label(history, flap.before), label(history, flap.away), label(history, flap.back));
    match flap.kind {
        FlapKind::Away => format!("away in {away}, back in {back}"),
        FlapKind::Changed => format!("changed in {away}, back in {back} to what it was in {before}"),
    }
}

/// What is known of a thing in a release where its definition is not.
fn unknown(subject: &Subject, state: State) -> &'static str {
    match state {
        State::Declared => "only declared: its definition is not known",
        State::Untyped => "it is there; no debug information tells its type",
        State::Unknown if subject.kind.is_symbol() => "its symbols could not be read",
        State::Unknown => "its types could not be read",
        State::Known | State::Absent => "",
    }
}

/// The size of a definition in words; empty where it has none.
fn bytes(size: Option<u64>) -> String {
    size.map_or_else(String::new, |bytes| counted(bytes as usize, "byte", "bytes"))
}

/// What a subject is called at the head of its page, and what tells it from others of its name.
fn title(subject: &Subject) -> (String, String) {
    (subject.spelt(), subject.of.as_ref().map_or_else(String::new, |of| format!("   of {of}")))
}
