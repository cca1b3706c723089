//! What kind of change turned one definition into another, as far as the words tell.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Symtypes;
use super::super::line::Dialect;
use super::restore::Change;
use super::tokens::{Word, nameless, normal, resolved, words};
use crate::model::proof::ChangeClass;

/// The class of a change in the views of an object of each side.
pub(super) fn class(symtypes: &Symtypes, change: Change, objects: (usize, usize)) -> ChangeClass {
    let dialect = symtypes.definitions[change.old as usize].dialect;
    let (old, new) = (words(symtypes, change.old), words(symtypes, change.new));
    match (is_opaque(dialect, &old), is_opaque(dialect, &new)) {
        (true, false) => return ChangeClass::Visible,
        (false, true) => return ChangeClass::Hidden,
        _ => {}
    }
    let shared = shared(&old, &new);
    let meaning = |keep: &BTreeSet<String>| {
        let old = normal(dialect, resolved(symtypes, objects.0, change.old, keep)?);
        let new = normal(dialect, resolved(symtypes, objects.1, change.new, keep)?);
        Some((old, new))
    };
    let whole = meaning(&BTreeSet::new());
    let (old, new) = meaning(&shared).unwrap_or((old, new));
    if old == new || whole.is_some_and(|(old, new)| old == new) {
        return ChangeClass::Spelling;
    }
    let ((old_names, old_rest), (new_names, new_rest)) = (nameless(dialect, &old), nameless(dialect, &new));
    if old_rest == new_rest && !exchanges(&old_names, &new_names) {
        return ChangeClass::Names;
    }
    match symtypes.names[change.name as usize].get(..2) {
        Some(b"s#" | b"u#") if dialect == Dialect::Gendwarfksyms && places(&old) != places(&new) => ChangeClass::Layout,
        Some(b"s#" | b"u#") => ChangeClass::Members,
        Some(b"e#" | b"E#") => ChangeClass::Constants,
        Some(b"t#") => ChangeClass::Typedef,
        _ => ChangeClass::Declaration,
    }
}

/// Whether the definition only says that there is such a type.
fn is_opaque(dialect: Dialect, words: &[Word]) -> bool {
    let texts: Vec<&str> = words.iter().map(Word::text).collect();
    match dialect {
        Dialect::Genksyms => matches!(texts[..], [_, _, "{", "UNKNOWN", "}"]),
        Dialect::Gendwarfksyms => {
            matches!(texts[..], ["structure_type" | "union_type" | "class_type" | "enumeration_type", .., "{", "}"])
        }
    }
}

/// References that stand in both.
fn shared(old: &[Word], new: &[Word]) -> BTreeSet<String> {
    let names = |words: &[Word]| -> BTreeSet<String> {
        words.iter().filter(|w| matches!(w, Word::Reference(_))).map(|w| w.text().to_owned()).collect()
    };
    names(old).intersection(&names(new)).cloned().collect()
}

/// Whether a name has another place now: then it is not a name that changed, but what the name stands for.
fn exchanges(old: &[String], new: &[String]) -> bool {
    let old: BTreeMap<&str, usize> = old.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    new.iter().enumerate().any(|(at, name)| old.get(name.as_str()).is_some_and(|&before| before != at))
}

/// Where gendwarfksyms says that members lie, and the sizes.
fn places<'w>(words: &'w [Word]) -> Vec<&'w str> {
    const PLACES: [&str; 5] = ["data_member_location(", "data_bit_offset(", "bit_size(", "byte_size(", "alignment("];
    words.iter().map(Word::text).filter(|text| PLACES.iter().any(|place| text.starts_with(place))).collect()
}
