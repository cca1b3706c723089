//! What gendwarfksyms says of the types of exports: a text for each, by the algorithm of scripts/gendwarfksyms of Linux, so
//! that its CRCs can be computed again. It goes by single DIEs, since that is what the tool's text depends on.

mod body;
mod dies;
mod expand;
mod how;
mod kabi;
mod names;
mod walk;

use std::cmp::Ordering;

use hashbrown::hash_map::Entry;
use rayon::prelude::*;

use dies::{Dies, Reference};
use expand::{Budget, expand, reference_name};
use how::How;
use names::{Candidate, Scan, scan};
use walk::Walk;

use crate::ground::maps::{FastMap, FastSet};
use crate::read::dwarf::read::error::DwarfError;
use crate::read::dwarf::read::unit::DwarfFile;
use crate::read::dwarf::sections::DwarfSections;
use crate::read::elf::kabi_rules::KabiRules;

pub(crate) use dies::Place;
pub(crate) use expand::TypeString;
pub(crate) use how::Failure;
pub(crate) use names::{POINTER, Wanted};

/// A symbol that is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Other symbols at its address, by index.
    pub(crate) aliases: Vec<usize>,
    /// It has a DIE from an object before this one.
    pub(crate) is_done: bool,
}

/// What is known of the types of an object's exports.
#[derive(Default)]
pub(crate) struct Strings {
    /// For each symbol the string of its DIE; `None` where nothing describes it.
    pub(crate) symbols: Vec<Option<Result<TypeString, Failure>>>,
    /// By the name that refers to it: the longest string that a unit has for a type.
    pub(crate) types: FastMap<Vec<u8>, Result<TypeString, Failure>>,
    /// Names of types for which units have strings that differ and are equally long, the longest of all.
    pub(crate) ties: Vec<Vec<u8>>,
    /// Units that could not be looked through: where each starts, and why.
    pub(crate) damaged: Vec<(Place, DwarfError)>,
}

/// The DIE that has been found for a symbol.
#[derive(Clone, Copy)]
struct Found {
    place: Place,
    is_function: bool,
}

/// The type strings of an object. `order`: the symbols in the order in which the tool goes through its table.
pub(crate) fn type_strings(
    sections: &DwarfSections,
    wanted: &Wanted<'_>,
    asked: &[Asked],
    order: &[usize],
    rules: Option<&KabiRules>,
    corrected: bool,
) -> Strings {
    let file = DwarfFile::new(sections);
    let mut strings = Strings { symbols: vec![None; asked.len()], ..Strings::default() };
    let (scans, candidates) = scan_all(&file, wanted, &mut strings.damaged);
    let found = find(&file, &candidates, asked, order, &mut strings);
    let replays = !corrected && rules.is_some() && holds(sections, b"__kabi_renamed");
    let how = How { rules, corrected, replays };
    let mut by_unit: FastMap<usize, Vec<(usize, Found)>> = FastMap::default();
    for (symbol, found) in found {
        let unit = file.unit_at(found.place.info, found.place.offset).unwrap_or(usize::MAX);
        by_unit.entry(unit).or_default().push((symbol, found));
    }
    let mut units: Vec<_> = by_unit.into_iter().collect();
    units.sort_by_key(|unit| unit.0);
    let budget = Budget::of(sections.info.data().len() as u64);
    let mut types: FastMap<Vec<u8>, Longest> = FastMap::default();
    let shared = std::sync::Mutex::new(&mut types);
    let of_units: Vec<Vec<OfSymbol>> = units
        .par_iter()
        .map_init(
            || Dies::new(&file),
            |dies, (unit, symbols)| {
                let (of_symbols, named) = walked(Walk::new(dies, how, &scans, *unit), symbols, &budget);
                let mut types = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                for (name, string) in named {
                    keep_longest(&mut types, *unit, name, string);
                }
                of_symbols
            },
        )
        .collect();
    strings.take(of_units.into_iter().flatten(), types);
    strings
}

/// The type strings of an object as though each unit had been an object of its own, which in a kernel it was before the link: of each
/// unit with pointers to exports (see [`POINTER`]) those exports, by the types of that unit alone. `each` gets the units by their
/// number, from several threads at once, and what it makes of them comes in their order.
pub(crate) fn unit_by_unit<T: Send>(
    sections: &DwarfSections,
    (wanted, asked, order): (&Wanted<'_>, &[Asked], &[usize]),
    rules: Option<&KabiRules>,
    each: impl Fn(usize, Strings) -> T + Sync,
) -> Vec<T> {
    let file = DwarfFile::new(sections);
    let (scans, candidates) = scan_all(&file, wanted, &mut Vec::new());
    let how = How { rules, corrected: false, replays: rules.is_some() && holds(sections, b"__kabi_renamed") };
    let budget = Budget::of(sections.info.data().len() as u64);
    let with_pointers = |unit: &usize| candidates[*unit].iter().any(|candidate| candidate.is_pointer);
    let units: Vec<usize> = (0..candidates.len()).filter(with_pointers).collect();
    units
        .par_iter()
        .map_init(
            || Dies::new(&file),
            |dies, &unit| {
                let symbol = |candidate: &Candidate| candidate.own.or(candidate.of_origin);
                let pointers = candidates[unit].iter().filter(|candidate| candidate.is_pointer);
                let exported: FastSet<usize> = pointers.filter_map(symbol).collect();
                let is_own = |candidate: &&Candidate| symbol(candidate).is_some_and(|s| exported.contains(&s));
                let own: Vec<Candidate> = candidates[unit].iter().filter(is_own).copied().collect();
                let mut strings = Strings { symbols: vec![None; asked.len()], ..Strings::default() };
                let found = find(&file, &[own], asked, order, &mut strings);
                let (of_symbols, named) = walked(Walk::new(dies, how, &scans, unit), &found, &budget);
                let mut types: FastMap<Vec<u8>, Longest> = FastMap::default();
                for (name, string) in named {
                    keep_longest(&mut types, unit, name, string);
                }
                strings.take(of_symbols.into_iter(), types);
                each(unit, strings)
            },
        )
        .collect()
}

/// A symbol, and its string.
type OfSymbol = (usize, Result<TypeString, Failure>);
/// The name of a type, and its string.
type OfType = (Vec<u8>, Result<TypeString, Failure>);

/// Looks through all units. The tool reads the first section of units and the supplementary file's, by unit.
fn scan_all(
    file: &DwarfFile<'_>,
    wanted: &Wanted<'_>,
    damaged: &mut Vec<(Place, DwarfError)>,
) -> (names::Scans, Vec<Vec<Candidate>>) {
    let scanned: Vec<Result<Scan, DwarfError>> = (0..file.units.len())
        .into_par_iter()
        .map_init(|| Dies::new(file), |dies, unit| scan(dies, unit, wanted))
        .collect();
    for (info, start, error) in &file.damaged {
        let info = u32::try_from(*info).unwrap_or(u32::MAX);
        damaged.push((Place { info, offset: *start }, *error));
    }
    let (mut scans, mut candidates) = (Vec::new(), Vec::new());
    for (unit, scanned) in scanned.into_iter().enumerate() {
        let scan = scanned.unwrap_or_else(|error| {
            let header = &file.units[unit];
            damaged.push((Place { info: header.info, offset: header.start }, error));
            Scan::default()
        });
        scans.push(scan.scoped);
        candidates.push(scan.candidates);
    }
    (scans, candidates)
}

/// Walks from the DIEs of symbols: their strings, and those of the types on the way.
fn walked(mut walk: Walk<'_, '_>, symbols: &[(usize, Found)], budget: &Budget) -> (Vec<OfSymbol>, Vec<OfType>) {
    let bodies: Vec<_> = symbols.iter().map(|(s, f)| (*s, walk.symbol(f.place, f.is_function))).collect();
    let of_symbols = bodies.into_iter().map(|(s, body)| (s, body.and_then(|b| expand(&walk, b, budget))));
    let of_symbols = of_symbols.collect();
    let named = walk.types().filter_map(|body| Some((reference_name(&walk.bodies[body])?, body)));
    let named: Vec<_> = named.map(|(name, body)| (name, expand(&walk, body, budget))).collect();
    (of_symbols, named)
}

impl Strings {
    fn take(&mut self, symbols: impl Iterator<Item = OfSymbol>, types: FastMap<Vec<u8>, Longest>) {
        for (symbol, string) in symbols {
            self.symbols[symbol] = Some(string);
        }
        self.ties = types.iter().filter(|(_, longest)| longest.is_tied).map(|(name, _)| name.clone()).collect();
        self.ties.sort_unstable();
        self.types = types.into_iter().map(|(name, longest)| (name, longest.string)).collect();
    }
}

/// The string that counts for a name.
struct Longest {
    /// The first unit that has it.
    unit: usize,
    string: Result<TypeString, Failure>,
    /// There is another one that is as long.
    is_tied: bool,
}

/// Of several strings for a name the longest counts, of equally long ones that of the first unit. (To the tool it is that
/// of the DIE that a hash of addresses puts first, another one in each run.) One that could not be made counts before all.
fn keep_longest(
    types: &mut FastMap<Vec<u8>, Longest>,
    unit: usize,
    name: Vec<u8>,
    string: Result<TypeString, Failure>,
) {
    let mut place = match types.entry(name) {
        Entry::Vacant(place) => {
            place.insert(Longest { unit, string, is_tied: false });
            return;
        }
        Entry::Occupied(place) => place,
    };
    let kept = place.get_mut();
    let rank = |string: &Result<TypeString, Failure>| string.as_ref().map_or(usize::MAX, |s| s.text.len());
    match rank(&string).cmp(&rank(&kept.string)) {
        Ordering::Less => {}
        Ordering::Greater => *kept = Longest { unit, string, is_tied: false },
        Ordering::Equal => {
            kept.is_tied |= string.is_ok() && string != kept.string;
            if unit < kept.unit {
                (kept.unit, kept.string) = (unit, string);
            }
        }
    }
}

/// Whether a name that starts so is among the strings of an object.
fn holds(sections: &DwarfSections, start: &[u8]) -> bool {
    let within = |data: &[u8]| memchr::memmem::find(data, start).is_some();
    within(sections.str_.data()) || within(sections.info.data())
}

/// Which DIE describes each symbol: the first that bears its name, unit by unit; behind each unit those that only a pointer
/// tells of.
fn find(
    file: &DwarfFile<'_>,
    candidates: &[Vec<Candidate>],
    asked: &[Asked],
    order: &[usize],
    strings: &mut Strings,
) -> Vec<(usize, Found)> {
    let mut dies = Dies::new(file);
    let mut is_done: Vec<bool> = asked.iter().map(|a| a.is_done).collect();
    let mut pointers: Vec<Option<Found>> = vec![None; asked.len()];
    let mut with_pointer: FastSet<usize> = FastSet::default();
    let mut found = Vec::new();
    for candidates in candidates {
        for candidate in candidates {
            let open = |symbol: Option<usize>| symbol.filter(|&s| !is_done[s]);
            let Some(symbol) = open(candidate.own).or_else(|| open(candidate.of_origin)) else { continue };
            let same = std::iter::once(symbol).chain(asked[symbol].aliases.iter().copied());
            if candidate.is_pointer {
                match pointed(&mut dies, candidate) {
                    Ok(target) => {
                        for symbol in same {
                            pointers[symbol] = Some(target);
                            with_pointer.insert(symbol);
                        }
                    }
                    Err(failure) => strings.symbols[symbol] = Some(Err(failure)),
                }
                continue;
            }
            for symbol in same {
                is_done[symbol] = true;
                found.push((symbol, Found { place: candidate.source, is_function: candidate.is_function }));
            }
        }
        if with_pointer.is_empty() {
            continue;
        }
        for &symbol in order {
            if let Some(target) = pointers[symbol]
                && !is_done[symbol]
            {
                for symbol in std::iter::once(symbol).chain(asked[symbol].aliases.iter().copied()) {
                    is_done[symbol] = true;
                    found.push((symbol, target));
                }
            }
        }
        with_pointer.clear();
    }
    found
}

/// What a pointer to a symbol says of it: the function type that it points to, or the pointer, whose type is the variable's.
fn pointed(dies: &mut Dies<'_>, candidate: &Candidate) -> Result<Found, Failure> {
    let unreadable = |e| Failure::unreadable(candidate.source, e);
    let variable = dies.at(candidate.source).map_err(unreadable)?;
    let Reference::Die(place) = variable.type_ else {
        return Err(Failure::new(candidate.source, "a pointer for gendwarfksyms that has no type"));
    };
    let pointer = dies.at(place).map_err(unreadable)?;
    if pointer.tag != gimli::DW_TAG_pointer_type {
        return Err(Failure::new(candidate.source, "a pointer for gendwarfksyms that is none"));
    }
    let Reference::Die(target) = pointer.type_ else {
        return Err(Failure::new(place, "a pointer for gendwarfksyms that points to no type"));
    };
    let is_function = dies.at(target).map_err(unreadable)?.tag == gimli::DW_TAG_subroutine_type;
    Ok(if is_function { Found { place: target, is_function } } else { Found { place, is_function } })
}
