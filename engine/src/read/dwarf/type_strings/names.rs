//! A unit looked through once: names that have scopes, and the DIEs that may be what an export is.
//!
//! gendwarfksyms hands a scope down from namespaces, classes and structures alone; every other DIE begins anew
//! (`resolve_fqns` of scripts/gendwarfksyms/dwarf.c).

use gimli::constants as dw;

use super::dies::{Die, Dies, Place, Reference};
use crate::ground::maps::FastMap;
use crate::read::dwarf::read::error::{DwarfError, Result};
use crate::read::dwarf::read::unit::StrRef;

/// Begins the names of the pointers that `EXPORT_SYMBOL` makes for gendwarfksyms (include/linux/export.h).
pub(crate) const POINTER: &[u8] = b"__gendwarfksyms_ptr_";

/// Names with their scopes, by place: those of DIEs that have one.
pub(super) type Scoped = FastMap<Place, Vec<u8>>;

/// The same, for each unit.
pub(super) type Scans = Vec<Scoped>;

/// What may describe a symbol that is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The DIE that has the type: its own, or that of its abstract origin.
    pub(super) source: Place,
    pub(super) is_function: bool,
    /// The symbol of its name.
    pub(super) own: Option<usize>,
    /// The symbol of the name of its origin.
    pub(super) of_origin: Option<usize>,
    /// It is a pointer to the symbol.
    pub(super) is_pointer: bool,
}

/// What a unit holds.
#[derive(Default)]
pub(super) struct Scan {
    pub(super) scoped: Scoped,
    pub(super) candidates: Vec<Candidate>,
}

/// Symbols by name.
pub(crate) type Wanted<'w> = FastMap<&'w [u8], usize>;

/// The scope that the DIEs of a list stand in.
struct Scope {
    prefix: Option<Vec<u8>>,
    /// Exports may stand there.
    holds_exports: bool,
}

/// How deep DIEs may be nested.
const DEEPEST: usize = 4096;

/// Looks through a unit.
pub(super) fn scan(dies: &mut Dies<'_>, unit: usize, wanted: &Wanted<'_>) -> Result<Scan> {
    let (mut at, is_c) = dies.start(unit)?;
    let most = dies.file.most_text();
    let mut text = 0;
    let mut found = Scan::default();
    let mut scopes = vec![Scope { prefix: None, holds_exports: true }];
    while let Some(scope) = scopes.last() {
        let Some(die) = dies.first_at(unit, at)? else {
            at.offset += 1;
            scopes.pop();
            continue;
        };
        let name = named(dies, &die, scope);
        text += name.as_ref().map_or(0, |name| name.len() as u64);
        if text > most {
            return Err(DwarfError::TooMuchText(most));
        }
        let holds_exports = scope.holds_exports;
        if scope.prefix.is_some() && !die.name.is_none() {
            found.scoped.insert(die.place, name.clone().unwrap_or_default());
        }
        if holds_exports && matches!(die.tag, dw::DW_TAG_subprogram | dw::DW_TAG_variable) {
            found.candidates.extend(candidate(dies, &die, wanted)?);
        }
        // What is declared in a function of C has no scope, and is no export.
        let is_left_out = is_c && matches!(die.tag, dw::DW_TAG_subprogram | dw::DW_TAG_enumeration_type);
        if die.has_children && !is_left_out {
            if scopes.len() == DEEPEST {
                return Err(DwarfError::BadTree);
            }
            let hands_down =
                matches!(die.tag, dw::DW_TAG_namespace | dw::DW_TAG_class_type | dw::DW_TAG_structure_type);
            let prefix = if hands_down { name } else { None };
            scopes.push(Scope { prefix, holds_exports: holds_exports && hands_down });
            at.offset = die.after as u64;
        } else {
            at.offset = dies.end_of(&die)? as u64;
        }
    }
    Ok(found)
}

/// The name of a DIE in a scope; that of what it holds, where it has none itself but stands in a scope.
fn named(dies: &Dies<'_>, die: &Die, scope: &Scope) -> Option<Vec<u8>> {
    let name = dies.text(die.name);
    match &scope.prefix {
        Some(prefix) => Some([prefix, &b"::"[..], name.unwrap_or(b"<anonymous>")].concat()),
        None => name.map(<[u8]>::to_vec),
    }
}

/// The name that a symbol has: `DW_AT_linkage_name`, else `DW_AT_name`.
fn symbol_name(die: &Die) -> StrRef {
    if die.linkage_name.is_none() { die.name } else { die.linkage_name }
}

fn candidate(dies: &mut Dies<'_>, die: &Die, wanted: &Wanted<'_>) -> Result<Option<Candidate>> {
    let look_up = |dies: &Dies<'_>, die: &Die| {
        let name = dies.text(symbol_name(die))?;
        wanted.get(name.strip_prefix(POINTER).unwrap_or(name)).copied()
    };
    let own = look_up(dies, die);
    let source = match die.origin {
        Reference::Die(place) => dies.at(place)?,
        Reference::Signature(_) | Reference::None => *die,
    };
    let of_origin = if source.place == die.place { None } else { look_up(dies, &source) };
    if own.is_none() && of_origin.is_none() {
        return Ok(None);
    }
    let is_pointer = dies.text(symbol_name(&source)).is_some_and(|name| name.starts_with(POINTER));
    let is_function = die.tag == dw::DW_TAG_subprogram;
    Ok(Some(Candidate { source: source.place, is_function, own, of_origin, is_pointer }))
}
