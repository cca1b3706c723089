//! The exports of an object: by what they are looked for, and which of their DIEs counts.

use std::sync::Arc;

use object::elf::{EM_ARM, Machine};

use super::lower::Wanted;
use super::lower::local::sure;
use crate::graph::canon::lowered::Hit;
use crate::graph::canon::table::{RawTarget, hash_name};
use crate::graph::export::RawExport;
use crate::graph::{SymbolKind, Untyped};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::maps::FastMap;
use crate::read::elf::inner::PurePlace;

/// Of several DIEs that describe one export the smallest counts, whatever their order.
pub(super) fn order_of(hit: &Hit) -> impl Ord + use<> {
    (std::cmp::Reverse(hit.strength), hit.target == RawTarget::Void, hit.hash, hit.unit)
}

/// Tells each export which options its unit was compiled with; returns the sets of those.
pub(super) fn set_modes(modes: &FastMap<u32, String>, hits: &mut [Option<Hit>]) -> Vec<String> {
    let defined = || hits.iter().flatten().filter(|h| h.strength >= sure::DEFINITION);
    let mut sets: Vec<&str> = defined().filter_map(|h| modes.get(&h.unit)).map(String::as_str).collect();
    sets.sort_unstable();
    sets.dedup();
    let sets: Vec<String> = sets.into_iter().map(str::to_owned).collect();
    for hit in hits.iter_mut().flatten().filter(|h| h.strength >= sure::DEFINITION) {
        let place = modes.get(&hit.unit).and_then(|mode| sets.binary_search(mode).ok());
        hit.mode = place.map_or(0, |i| i as u32 + 1);
    }
    sets
}

/// Says of exports that no DIE defines whether a type is missing. A declaration may still name one.
pub(super) fn without_type(
    exports: &mut [RawExport],
    found: &[bool],
    e_machine: u16,
    states: impl Fn(u32, u64, bool) -> bool,
) {
    for (i, (export, found)) in exports.iter_mut().zip(found).enumerate() {
        if *found {
            continue;
        }
        // Compilers make functions and objects of all they define (gABI, chapter 4): a symbol of a kernel that is
        // neither is a label of an assembler or the linker script. Of other objects that is not known, but for the
        // ends of sections (`__start_x`, `__stop_x`), which the linker makes.
        let of_linker = export.name.starts_with("__start_") || export.name.starts_with("__stop_");
        let made = made_by_compiler(&export.name)
            || export.kind == SymbolKind::Untyped && (export.ksym.is_some() || of_linker);
        // The code at the address of an indirect function is that of its resolver, and says nothing of it.
        let mangled = export.name.starts_with("_Z");
        let covered = export.kind != SymbolKind::Ifunc && states(i as u32, code_address(export, e_machine), mangled);
        let stated = made || covered;
        export.untyped = if stated { Untyped::Stated } else { Untyped::Unknown };
    }
}

/// Whether a symbol is one that a compiler of C++ makes of its own accord: virtual tables and what they need, type
/// information, thunks, guards, wrappers of thread-local variables (Itanium C++ ABI, 5.1.4), or one of something that lies in
/// a function. None is declared where another source could see it.
pub(super) fn made_by_compiler(name: &str) -> bool {
    let special = name.strip_prefix("_ZT").and_then(|rest| rest.bytes().next());
    special.is_some_and(|b| matches!(b, b'V' | b'T' | b'I' | b'S' | b'C' | b'h' | b'v' | b'c' | b'W' | b'H'))
        || name.starts_with("_ZGV")
        // What is declared in a function, nobody else can name.
        || name.starts_with("_ZZ")
        || name.starts_with("_ZGR")
}

/// The loss of what exports are, in an object some of whose units are compiled without types; `sure`: their producers
/// say so; `of_rust`: one at least is of Rust.
pub(super) fn no_types(
    exports: &[RawExport],
    hits: &[Option<Hit>],
    object: &str,
    (sure, of_rust): (bool, bool),
) -> Option<Diagnostic> {
    let mut without = exports.iter().zip(hits).filter(|(_, hit)| hit.is_none()).map(|(e, _)| e.name.as_str());
    let first = without.next()?;
    let count = without.count() + 1;
    let why = if of_rust {
        "the debug information of their crate states no type at all, as that of rustc with -C debuginfo=1"
    } else if sure {
        "debug information without types (-g1, -gline-tables-only) says where code is, nothing more"
    } else {
        "their debug information states no type and no prototype at all: it is that of -g1, or of functions without \
         prototypes, and the options that would tell are not recorded"
    };
    Some(Diagnostic {
        level: DiagnosticLevel::Lost,
        code: "no-types",
        object: object.to_owned(),
        section: ".debug_info".to_owned(),
        offset: None,
        message: format!("{count} of {} exports have no type, {first} for one: {why}", exports.len()),
    })
}

/// Gives an export without a DIE that of another one at its address. A function in several parts (GCC's `.cold`)
/// has ranges instead of an address, and its DIE bears one name of several.
///
/// Not of a unit of Rust: LLVM makes one function of several whose code is equal, whatever their types.
pub(super) fn aliases(exports: &[RawExport], hits: &mut [Option<Hit>], of_rust: impl Fn(u32) -> bool) {
    let place = |e: &RawExport| (e.section, e.address);
    let mut known: FastMap<(u32, u64), Hit> = FastMap::default();
    for (e, hit) in exports.iter().zip(hits.iter()) {
        if let Some(hit) = hit.filter(|h| h.strength >= sure::DEFINITION && e.address != 0 && !of_rust(h.unit)) {
            let first = known.entry(place(e)).or_insert(hit);
            if hit.hash < first.hash {
                *first = hit;
            }
        }
    }
    for (e, hit) in exports.iter().zip(hits) {
        // The resolver of an indirect function may be exported as well.
        if e.kind != SymbolKind::Ifunc
            && !made_by_compiler(&e.name)
            && hit.is_none_or(|h| h.strength < sure::DEFINITION)
            && let Some(&alias) = known.get(&place(e))
        {
            *hit = Some(alias);
        }
    }
}

/// Of the exports at one address those that are other functions of C++ than the first.
fn folded<'e>(here: &'e [u32], names: &'e [&str]) -> impl Iterator<Item = u32> + use<'e> {
    let name = |e: u32| names.get(e as usize).copied().unwrap_or_default();
    let mangled = || here.iter().copied().filter(move |&e| name(e).starts_with("_Z"));
    let first = mangled().next().map_or("", name);
    let differ = mangled().any(|e| !is_variant(name(e), first));
    mangled().filter(move |_| differ)
}

/// Whether two mangled names are of one function: variants of a constructor or destructor (`C1` and `C2`).
fn is_variant(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = |i: usize| {
        a[i] == b[i] || i > 0 && matches!(a[i - 1], b'C' | b'D') && a[i].is_ascii_digit() && b[i].is_ascii_digit()
    };
    a.len() == b.len() && (0..a.len()).all(same)
}

pub(super) fn wanted<'a>(symbols: impl Iterator<Item = &'a RawExport>, pure: &[PurePlace], e_machine: u16) -> Wanted {
    let mut wanted = Wanted::default();
    let mut places: FastMap<u64, Vec<i64>> = FastMap::default();
    for (table, place) in pure {
        places.entry(hash_name(table.as_bytes())).or_default().push(*place);
    }
    wanted.pure = Arc::new(places);
    // Exports of kernels are looked for by name: what bears another is no alias of theirs.
    wanted.in_pieces = true;
    let mut names: Vec<&str> = Vec::new();
    for (i, export) in symbols.enumerate() {
        names.push(&export.name);
        wanted.in_pieces &= export.ksym.is_none();
        if made_by_compiler(&export.name) {
            continue;
        }
        let i = i as u32;
        let address = code_address(export, e_machine);
        if address != 0 && export.kind != SymbolKind::Tls {
            // At the address of an indirect function stands its resolver, which is another function.
            let by = if export.kind == SymbolKind::Ifunc { &mut wanted.resolvers } else { &mut wanted.by_address };
            by.entry(address).or_default().push(i);
        }
        wanted.by_name.entry(hash_name(export.name.as_bytes())).or_default().push(i);
    }
    let shared = wanted.by_address.values().filter(|here| here.len() > 1);
    wanted.folded = shared.flat_map(|here| folded(here, &names)).collect();
    wanted
}

/// Where DIEs say that an export stands: addresses of ARM's Thumb functions are odd in symbol tables only.
fn code_address(export: &RawExport, e_machine: u16) -> u64 {
    let is_code = matches!(export.kind, SymbolKind::Function | SymbolKind::Ifunc);
    if Machine(e_machine) == EM_ARM && is_code { export.address & !1 } else { export.address }
}
