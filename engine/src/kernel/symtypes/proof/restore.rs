//! Which definitions have to be put back into the new expansion of an export for its old CRC.
//!
//! The old definitions of all names that the old expansion reaches, and that mean something else now, do. Of them those are left
//! out without which the text stays the same; what remains is then expanded anew among the new definitions, and its CRC is the
//! proof.

use super::super::expansion::{Expanding, Meanings, repeat};
use super::super::line::Dialect;
use super::super::{Definition, Part, Symtypes};
use crate::ground::maps::FastMap;

/// Definitions within definitions that are looked into to see whether two texts differ.
const DEPTH: usize = 8;

/// An export of one side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) object: usize,
    pub(super) name: u32,
    pub(super) definition: u32,
}

/// A name that means something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Change {
    pub(super) name: u32,
    pub(super) old: u32,
    pub(super) new: u32,
}

/// What became of the CRC of an export.
#[derive(Debug)]
pub(super) enum Outcome {
    Unchanged,
    Changed {
        old: u32,
        new: u32,
        /// The smallest set of changes whose reversal gives the old CRC, in the order of the old expansion.
        causes: Vec<Change>,
        /// The reversal was computed, and gave the old CRC.
        proved: bool,
    },
    /// A reference of the old side, or of the new one, that nothing defines.
    Undefined {
        name: u32,
        old: bool,
    },
}

/// What walks over both sides need, kept from export to export.
pub(super) struct Walking<'s> {
    symtypes: &'s Symtypes,
    expanding: Expanding,
    old: Meanings<'s>,
    new: Meanings<'s>,
    /// Of changes that were met, whether their texts differ everywhere.
    everywhere: FastMap<(u32, u32), bool>,
}

impl<'s> Walking<'s> {
    pub(super) fn new(symtypes: &'s Symtypes) -> Self {
        let (old, new) = (Meanings::new(symtypes), Meanings::new(symtypes));
        Self { symtypes, expanding: Expanding::new(symtypes), old, new, everywhere: FastMap::default() }
    }
}

/// How the names of a reversal are understood: the old definitions of some names, the new ones of all others.
struct Reversal<'w, 's> {
    symtypes: &'s Symtypes,
    new: &'w mut Meanings<'s>,
    back: FastMap<u32, u32>,
}

impl Reversal<'_, '_> {
    fn meaning(&mut self, name: u32) -> Option<u32> {
        self.back.get(&name).copied().or_else(|| self.new.of(name))
    }
}

/// Compares an export's expansions.
pub(super) fn restore(walking: &mut Walking, old: Place, new: Place) -> Outcome {
    let Walking { symtypes, expanding, old: before, new: after, everywhere } = walking;
    before.turn_to(old.object);
    after.turn_to(new.object);
    let mut differing: Vec<(u32, u32, Option<u32>)> = Vec::new();
    let old_crc = symtypes.crc(expanding, old.definition, |name| {
        let meaning = before.of(name)?;
        let now = after.of(name);
        if now != Some(meaning) {
            differing.push((name, meaning, now));
        }
        Some(meaning)
    });
    let old_crc = match old_crc {
        Ok(crc) => crc,
        Err(name) => return Outcome::Undefined { name, old: true },
    };
    let own = Change { name: old.name, old: old.definition, new: new.definition };
    if differing.is_empty() && own.old == own.new {
        // All that is written out is the same.
        return Outcome::Unchanged;
    }
    let new_crc = match symtypes.crc(expanding, new.definition, |name| after.of(name)) {
        Ok(crc) => crc,
        Err(name) => return Outcome::Undefined { name, old: false },
    };
    if old_crc == new_crc {
        return Outcome::Unchanged;
    }
    let mut causes: Vec<Change> = Vec::new();
    causes.extend((own.old != own.new).then_some(own));
    causes.extend(differing.iter().filter_map(|&(name, old, new)| Some(Change { name, old, new: new? })));
    let back = differing.iter().map(|&(name, old, _)| (name, old)).collect();
    let mut reversal = Reversal { symtypes, new: after, back };
    let mut root = old.definition;
    causes.retain(|change| {
        let known = everywhere.entry((change.old, change.new));
        if *known.or_insert_with(|| differs_everywhere(symtypes, change.old, change.new))
            || differs(&mut reversal, change.old, change.new, DEPTH)
        {
            return true;
        }
        let is_own = change.name == own.name;
        let without = if is_own { new.definition } else { root };
        reversal.back.remove(&change.name);
        let needed = symtypes.crc(expanding, without, |name| reversal.meaning(name)) != Ok(old_crc);
        if needed && !is_own {
            reversal.back.insert(change.name, change.old);
        } else if !needed {
            root = without;
        }
        needed
    });
    let proved = symtypes.crc(expanding, root, |name| reversal.meaning(name)) == Ok(old_crc);
    Outcome::Changed { old: old_crc, new: new_crc, causes, proved }
}

/// What stands next in a definition.
#[derive(Clone, Copy)]
enum Next<'s> {
    Text(&'s [u8]),
    Reference(u32),
    End,
}

/// A definition being read.
struct Reading<'s> {
    parts: &'s [Part],
    /// Bytes of the first part that are read.
    read: usize,
}

impl<'s> Reading<'s> {
    fn new(symtypes: &'s Symtypes, definition: u32) -> Self {
        Self { parts: &symtypes.definitions[definition as usize].parts, read: 0 }
    }

    fn next(&self) -> Next<'s> {
        match self.parts.first() {
            None => Next::End,
            Some(Part::Text(text)) => Next::Text(&text[self.read..]),
            Some(&Part::Reference(name)) => Next::Reference(name),
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.read += bytes;
        if matches!(self.next(), Next::Text([]) | Next::Reference(_)) {
            (self.parts, self.read) = (&self.parts[1..], 0);
        }
    }
}

/// The references of a definition in order, and the bytes of its own text as it is hashed.
fn shape(symtypes: &Symtypes, definition: u32) -> (impl Iterator<Item = u32> + '_, usize) {
    let Definition { dialect, parts } = &symtypes.definitions[definition as usize];
    let reference = |part: &Part| if let &Part::Reference(name) = part { Some(name) } else { None };
    let length = |part: &Part| if let Part::Text(text) = part { text.len() } else { 0 };
    // genksyms puts a blank behind the last token, too.
    let blank = *dialect == Dialect::Genksyms && matches!(parts.last(), Some(Part::Text(_)));
    (parts.iter().filter_map(reference), parts.iter().map(length).sum::<usize>() + usize::from(blank))
}

/// Whether two definitions give different texts wherever they stand and whatever is written out before.
fn differs_everywhere(symtypes: &Symtypes, old: u32, new: u32) -> bool {
    let [(old_references, old_length), (new_references, new_length)] = [old, new].map(|d| shape(symtypes, d));
    if old_length != new_length && old_references.eq(new_references) {
        // The same is written out within both, so the texts are not of one length.
        return true;
    }
    matches!(first_difference(symtypes, old, new), (Next::Text([_, ..]), Next::Text([_, ..])))
}

/// Whether two definitions certainly give different texts in one place of an expansion. They may differ where this says no.
fn differs(reversal: &mut Reversal, old: u32, new: u32, depth: usize) -> bool {
    if differs_everywhere(reversal.symtypes, old, new) {
        return true;
    }
    let dialect = reversal.symtypes.definitions[old as usize].dialect;
    match first_difference(reversal.symtypes, old, new) {
        (Next::End, _) | (_, Next::End) => false,
        (a, b) => starts_otherwise(reversal, dialect, a, b, depth),
    }
}

/// Where two definitions stop to be alike.
fn first_difference(symtypes: &Symtypes, old: u32, new: u32) -> (Next<'_>, Next<'_>) {
    let (mut a, mut b) = (Reading::new(symtypes, old), Reading::new(symtypes, new));
    loop {
        match (a.next(), b.next()) {
            (Next::Text(x), Next::Text(y)) => {
                let same = x.iter().zip(y).take_while(|(x, y)| x == y).count();
                if same < x.len().min(y.len()) {
                    return (Next::Text(&x[same..]), Next::Text(&y[same..]));
                }
                a.skip(same);
                b.skip(same);
            }
            (Next::Reference(x), Next::Reference(y)) if x == y => {
                a.skip(0);
                b.skip(0);
            }
            difference => return difference,
        }
    }
}

fn starts_otherwise(reversal: &mut Reversal, dialect: Dialect, a: Next, b: Next, depth: usize) -> bool {
    let (a_starts, b_starts) = (starts(reversal, dialect, a), starts(reversal, dialect, b));
    for (i, a_start) in a_starts.iter().enumerate() {
        for (j, b_start) in b_starts.iter().enumerate() {
            if a_start.iter().zip(b_start).any(|(a, b)| a != b) {
                continue;
            }
            // Two that are both written out here for the first time differ if their definitions do.
            let (Next::Reference(a), Next::Reference(b), 1, 1, 1..) = (a, b, i, j, depth) else { return false };
            let (Some(a), Some(b)) = (reversal.meaning(a), reversal.meaning(b)) else { return false };
            if !differs(reversal, a, b, depth - 1) {
                return false;
            }
        }
    }
    true
}

/// The ways in which a part may start: a reference as it is repeated, then as it is written out.
fn starts(reversal: &mut Reversal, dialect: Dialect, part: Next) -> Vec<Vec<u8>> {
    let name = match part {
        Next::Text(text) => return vec![text.to_vec()],
        Next::Reference(name) => name,
        Next::End => return vec![Vec::new()],
    };
    let mut again = Vec::new();
    repeat(dialect, &reversal.symtypes.names[name as usize], |text| again.extend_from_slice(text));
    let first = reversal.meaning(name).and_then(|meaning| {
        let parts = &reversal.symtypes.definitions[meaning as usize].parts;
        if let Some(Part::Text(text)) = parts.first() { Some(text.to_vec()) } else { None }
    });
    vec![again, first.unwrap_or_default()]
}
