//! Lowering: `.debug_info` to types of the shared table.
//!
//! **Invariant:** nothing outside this folder knows DWARF. It knows nothing of comparison or severity.

mod content;
mod cover;
mod exports;
mod form;
mod homonyms;
mod language;
mod lists;
mod lower;
mod made;
pub(crate) mod options;
pub(crate) mod path;
mod producer;
pub(crate) mod read;
mod recorded;
pub(crate) mod sections;
pub(crate) mod split;
pub(crate) mod type_strings;
mod unit;

use std::path::PathBuf;
use std::sync::Mutex;

use cover::Cover;
use exports::{aliases, no_types, order_of, set_modes, wanted, without_type};
use hashbrown::HashMap;
use lower::local::{Role, SymbolHit, Target, sure};
use lower::share::Sharing;
use lower::{Lowering, Wanted};
use rayon::prelude::*;
use read::unit::DwarfFile;

use crate::graph::Flags;
use crate::graph::canon::lowered::{Hit, Lowered, LoweredUnit};
use crate::graph::canon::table::{Cache, Table};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::maps::{FastMap, FastSet};
use crate::read::object::LoadedObject;

/// Buffers of one thread, kept from unit to unit.
#[derive(Default)]
struct Worker {
    lowering: Lowering,
    sharing: Sharing,
    cache: Cache,
}

/// The shared state of lowering one input: the table, and buffers for each thread.
pub struct Lowerer {
    table: Table,
    workers: Vec<Mutex<Worker>>,
    /// Only the first `n` of `d` units of each object (benchmarks).
    fraction: Option<(u32, u32)>,
    /// Folders to look for split debug information in, too.
    debug_dirs: Vec<PathBuf>,
}

/// Hears of the bytes of each unit that is read, and of how many all units of its object have.
pub(crate) type Told<'t> = &'t (dyn Fn(u64, u64) + Sync);

/// What a unit is looked through for, and whose it is.
#[derive(Clone, Copy)]
struct Task<'t> {
    wanted: &'t Wanted,
    /// Exports that other units say are described in it.
    given: &'t [SymbolHit],
    object: &'t str,
    rank: u32,
    /// That there is no supplementary file is said already.
    without_supplement: bool,
}

#[derive(Default)]
struct UnitResult {
    unit: u32,
    hits: Vec<(u32, Hit)>,
    /// Exports that are described in other units, by their numbers.
    elsewhere: Vec<(u32, SymbolHit)>,
    held: LoweredUnit,
    dies: u64,
    language: u16,
    own_headers: bool,
    /// It has code and says nothing of types; whether that is sure.
    typeless: Option<bool>,
    /// Whether it says nothing of types, or has none to speak of, other units of its crate tell (Rust).
    unsure: bool,
    /// The crate of Rust that it is a part of, 0 if none.
    part_of: u64,
    /// Exports of which it states that they have no type.
    stated: Vec<u32>,
    /// It was read to its end, names and all.
    whole_read: bool,
    /// Whatever it covers and does not describe has no type: it was read whole, and it describes what has one.
    whole: bool,
    /// Its code, where that is one piece.
    code: Option<(u64, u64)>,
    /// Options that change calls or layout, where it records them.
    mode: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Lowerer {
    /// For the current thread pool.
    #[must_use]
    pub fn new(fraction: Option<(u32, u32)>, debug_dirs: Vec<PathBuf>) -> Self {
        let workers = (0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect();
        Self { table: Table::default(), workers, fraction, debug_dirs }
    }

    /// The table that types go to.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Ends lowering.
    #[must_use]
    pub fn finish(self) -> Table {
        self.table
    }

    /// Lowers one object. Damage becomes diagnostics. Of several definitions of a name, those in an object of
    /// smaller `rank` are preferred where nothing else decides.
    #[must_use]
    pub fn object(&self, object: LoadedObject, rank: u32, told: Told<'_>) -> (Lowered, Vec<Diagnostic>) {
        let mut diagnostics = object.diagnostics;
        let mut info = object.info;
        let mut exports = object.exports;
        // What is asked for follows what is offered.
        let offered = exports.len();
        let mut hits: Vec<Option<Hit>> = vec![None; offered + object.asked.len()];
        let mut units = HashMap::default();
        if let Some(sections) = &object.dwarf {
            // Of classes that a library with versions defines nothing but the names is asked, and these come last.
            let asked = object.asked.iter().take_while(|e| e.version_default);
            let wanted = wanted(exports.iter().chain(asked), &object.pure, object.machine.e_machine);
            let mut file = DwarfFile::new(sections);
            for &(section, offset, e) in &file.damaged {
                diagnostics.push(Diagnostic {
                    level: DiagnosticLevel::Lost,
                    code: "unit-damaged",
                    object: info.name.clone(),
                    section: file.infos[section].section.name.to_owned(),
                    offset: Some(offset),
                    message: format!("unit header: {e}"),
                });
            }
            let mut count = file.units.len();
            if let Some((n, d)) = self.fraction {
                count = count * n as usize / d.max(1) as usize;
            }
            let without_supplement = diagnostics.iter().any(|d| d.code == "supplementary-missing");
            let task = Task { wanted: &wanted, given: &[], object: &info.name, rank, without_supplement };
            file.conflicts = self.conflicts(&file, task);
            let file = file;
            let mut results = self.units(&file, count, task, told);
            results.extend(self.elsewhere(&file, &results, task));
            info.units += count as u32;
            Self::settle_crates(&mut results);
            let typeless = results.iter().filter_map(|r| r.typeless).max();
            let mut stated: Vec<u32> = results.iter().flat_map(|r| r.stated.iter().copied()).collect();
            stated.sort_unstable();
            let cover_of = |counts: fn(&&UnitResult) -> bool| {
                let mut whole = vec![false; file.units.len()];
                results.iter().filter(counts).for_each(|r| whole[r.unit as usize] = true);
                let code = results.iter().filter(counts).filter_map(|r| r.code);
                Cover::new(&file, |unit| whole.get(unit) == Some(&true), code)
            };
            let cover = std::cell::LazyCell::new(|| cover_of(|r| r.whole));
            // A function of C++ has a type, whether it was found or not, unless an assembler made it.
            let assembled = std::cell::LazyCell::new(|| cover_of(|r| r.whole && language::is_assembler(r.language)));
            let states = |export: u32, address, mangled| {
                let covers = |address| if mangled { assembled.has(address) } else { cover.has(address) };
                stated.binary_search(&export).is_ok() || covers(address)
            };
            let mut found = vec![false; hits.len()];
            let defined = results.iter().flat_map(|r| &r.hits).filter(|(_, hit)| hit.strength >= sure::DEFINITION);
            defined.for_each(|(export, _)| found[*export as usize] = true);
            without_type(&mut exports, &found, object.machine.e_machine, states);
            let untyped_crate = results.iter().any(|r| r.unsure);
            let of_rust: FastSet<u32> =
                results.iter().filter(|r| language::is_rust(r.language)).map(|r| r.unit).collect();
            let mut declared: Vec<Flags> = vec![Flags::default(); hits.len()];
            let recorded = form::recorded(sections.command_line.as_slice());
            let mut modes: FastMap<u32, String> = FastMap::default();
            for r in results {
                info.dies += r.dies;
                info.own_headers |= r.own_headers;
                if r.language != 0 && !info.languages.contains(&r.language) {
                    info.languages.push(r.language);
                }
                modes.extend(r.mode.or_else(|| recorded.clone()).map(|mode| (r.unit, mode)));
                for (export, hit) in r.hits {
                    declared[export as usize].set(hit.form.within(Flags::DECLARED));
                    let best = &mut hits[export as usize];
                    if best.as_ref().is_none_or(|old| order_of(&hit) < order_of(old)) {
                        *best = Some(hit);
                    }
                }
                if !r.held.definitions.is_empty() {
                    units.insert(r.unit, r.held);
                }
                diagnostics.extend(r.diagnostics);
            }
            info.languages.sort_unstable();
            for (hit, said) in hits.iter_mut().zip(&declared) {
                if let Some(hit) = hit {
                    hit.form.set(*said);
                }
            }
            // What the object itself states stands behind those that exports refer to.
            info.modes.splice(0..0, set_modes(&modes, &mut hits));
            aliases(&exports, &mut hits[..offered], |unit| of_rust.contains(&unit));
            if let Some(sure) = typeless {
                diagnostics.extend(no_types(&exports, &hits, &info.name, (sure, untyped_crate)));
            }
        }
        let asked = object.asked.into_iter().zip(hits.split_off(offered)).collect();
        let exports = exports.into_iter().zip(hits).collect();
        (Lowered { info, machine: object.machine, exports, asked, units }, diagnostics)
    }

    /// The first `count` units in their order, read with the longest first.
    fn units(&self, file: &DwarfFile<'_>, count: usize, task: Task<'_>, told: Told<'_>) -> Vec<UnitResult> {
        let length = |&i: &usize| file.units[i].end - file.units[i].start;
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|i| std::cmp::Reverse(length(i)));
        let bytes = order.iter().map(length).sum();
        let read = |i: &usize| {
            let result = self.unit(file, *i, task);
            told(length(i), bytes);
            result
        };
        let mut results: Vec<UnitResult> = order.par_iter().with_max_len(1).map(read).collect();
        results.sort_by_key(|r| r.unit);
        results
    }

    /// Signatures of several type units that hold different types. Linkers keep one of each group, so there are none
    /// of several in what they made; equal ones mean no harm.
    fn conflicts(&self, file: &DwarfFile<'_>, task: Task<'_>) -> Vec<u64> {
        let nothing = Wanted::default();
        let content = |unit: u32| {
            let header = &file.units[unit as usize];
            let target = Target::Die(header.info, header.signed.map_or(header.start, |(_, at)| at));
            let given = [SymbolHit {
                export: 0,
                strength: 0,
                target,
                by_origin: false,
                role: Role::Typed,
                alignment: 0,
                line: 0,
                file: 0,
                file_index: u32::MAX,
            }];
            let mut result = self.unit(file, unit as usize, Task { wanted: &nothing, given: &given, ..task });
            result.held.definitions.sort_unstable();
            (result.hits.first().map(|(_, hit)| hit.hash), result.held.definitions)
        };
        let groups: Vec<&[(u64, u32)]> = file.signatures.chunk_by(|a, b| a.0 == b.0).filter(|g| g.len() > 1).collect();
        let differs = |group: &&&[(u64, u32)]| {
            let first = content(group[0].1);
            group[1..].iter().any(|&(_, unit)| content(unit) != first)
        };
        groups.par_iter().with_max_len(1).filter(differs).map(|group| group[0].0).collect()
    }

    /// Lowers once more the units in which other units say that exports are described (`DW_AT_abstract_origin` of
    /// link-time optimization): what a name means there, only that unit can say. For those exports alone that are
    /// not found more surely.
    fn elsewhere(&self, file: &DwarfFile<'_>, results: &[UnitResult], task: Task<'_>) -> Vec<UnitResult> {
        if results.iter().all(|r| r.elsewhere.is_empty()) {
            return Vec::new();
        }
        let mut sure: FastMap<u32, u8> = FastMap::default();
        for (export, hit) in results.iter().flat_map(|r| &r.hits) {
            let best = sure.entry(*export).or_default();
            *best = hit.strength.max(*best);
        }
        let all = results.iter().flat_map(|r| &r.elsewhere);
        let mut given: Vec<(u32, SymbolHit)> =
            all.filter(|(_, hit)| sure.get(&hit.export).is_none_or(|&s| s < hit.strength)).copied().collect();
        given.sort_by_key(|g| g.0);
        let groups: Vec<&[(u32, SymbolHit)]> = given.chunk_by(|a, b| a.0 == b.0).collect();
        let nothing = Wanted::default();
        let lower = |group: &&[(u32, SymbolHit)]| {
            let given: Vec<SymbolHit> = group.iter().map(|g| SymbolHit { by_origin: false, ..g.1 }).collect();
            let result = self.unit(file, group[0].0 as usize, Task { wanted: &nothing, given: &given, ..task });
            // Everything else was said the first time.
            let UnitResult { unit, hits, held, diagnostics, mode, .. } = result;
            UnitResult { unit, hits, held, diagnostics, mode, ..UnitResult::default() }
        };
        groups.par_iter().with_max_len(1).map(lower).collect()
    }
}
