//! Changes of a file at random, as its trial's number has it.

use std::fmt::Write as _;

use super::places::{Holds, Place, Places};

/// Numbers that follow from a seed (splitmix64).
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below a bound, which is not 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    fn of<'s, T>(&mut self, from: &'s [T]) -> Option<&'s T> {
        let at = self.below(from.len());
        from.get(at)
    }
}

/// Numbers that lie at the edges of what fits.
static EDGES: &[u64] =
    &[0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_fff0, 0xffff_ffff, u64::MAX >> 1, u64::MAX];

/// Changes the file, and says how.
pub(super) fn apply(file: &mut [u8], places: &Places, chance: &mut Chance) -> String {
    let mut told = String::new();
    for _ in 0..1 + chance.below(3) {
        let kind = chance.below(100);
        let done = match kind {
            0..45 => inside(file, places, chance),
            45..60 => abbreviation(file, places, chance),
            60..80 => byte(file, places, chance),
            80..92 => run(file, places, chance),
            _ => length(file, places, chance),
        };
        if let Some(done) = done {
            let _ = writeln!(told, "{done}");
        }
    }
    told
}

/// What a DIE says.
fn inside(file: &mut [u8], places: &Places, chance: &mut Chance) -> Option<String> {
    let place = chance.of(&places.inside)?;
    let value = match place.holds {
        Holds::Code => chance.next() % 0x40,
        Holds::Reference if chance.below(8) > 0 => u64::from(*chance.of(places.entries.get(place.unit)?)?),
        // What another place says, which has a meaning, or a number that is at an edge.
        _ => match (chance.below(3), chance.of(&places.inside)) {
            (0, Some(other)) => read(file, other),
            (1, _) => *chance.of(EDGES)?,
            _ => read(file, place).wrapping_add(chance.next() % 17).wrapping_sub(8),
        },
    };
    let bytes = file.get_mut(place.bytes.clone())?;
    for (byte, new) in bytes.iter_mut().zip(value.to_le_bytes()) {
        *byte = new;
    }
    Some(format!("{:?} at {:#x}: {value:#x}", place.holds, place.bytes.start))
}

fn read(file: &[u8], place: &Place) -> u64 {
    let bytes = file.get(place.bytes.clone()).unwrap_or(&[]);
    bytes.iter().take(8).rev().fold(0, |value, &byte| value << 8 | u64::from(byte))
}

/// A tag, attribute or form of all DIEs of an abbreviation: one that another has.
fn abbreviation(file: &mut [u8], places: &Places, chance: &mut Chance) -> Option<String> {
    let section = chance.of(&places.abbreviations)?.clone();
    let [to, from] = [(); 2].map(|()| section.start + chance.below(section.len()));
    let new = if chance.below(4) > 0 { *file.get(from)? } else { (chance.next() % 0x7c) as u8 };
    *file.get_mut(to)? = new;
    Some(format!("abbreviation at {to:#x}: {new:#x}"))
}

/// Any byte of a section.
fn byte(file: &mut [u8], places: &Places, chance: &mut Chance) -> Option<String> {
    let section = chance.of(&places.sections)?.clone();
    let at = section.start + chance.below(section.len());
    let byte = file.get_mut(at)?;
    *byte = if chance.below(2) == 0 { *byte ^ (1 << chance.below(8)) } else { chance.next() as u8 };
    Some(format!("byte at {at:#x}: {byte:#x}"))
}

/// Bytes of a section become others of it, or zeros.
fn run(file: &mut [u8], places: &Places, chance: &mut Chance) -> Option<String> {
    let section = chance.of(&places.sections)?.clone();
    let length = (1 + chance.below(64)).min(section.len());
    let [from, to] = [(); 2].map(|()| section.start + chance.below(section.len() - length + 1));
    if chance.below(4) == 0 {
        file.get_mut(to..to + length)?.fill(0);
        return Some(format!("{length} zeros at {to:#x}"));
    }
    file.copy_within(from..from + length, to);
    Some(format!("{length} bytes from {from:#x} to {to:#x}"))
}

/// A section is said to be shorter.
fn length(file: &mut [u8], places: &Places, chance: &mut Chance) -> Option<String> {
    let at = *chance.of(&places.lengths)?;
    let bytes = file.get_mut(at..at + 8)?;
    let length = u64::from_le_bytes((&*bytes).try_into().ok()?);
    let new = chance.next() % length.max(1);
    bytes.copy_from_slice(&new.to_le_bytes());
    Some(format!("length of a section at {at:#x}: {length:#x} becomes {new:#x}"))
}
