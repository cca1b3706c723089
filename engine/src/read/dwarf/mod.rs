//! Lowering: `.debug_info` to types of the shared table.
//!
//! **Invariant:** nothing outside this folder knows DWARF. It knows nothing of comparison or severity.

mod cover;
mod form;
mod homonyms;
mod lower;
pub(crate) mod options;
mod path;
mod producer;
pub(crate) mod read;
pub(crate) mod sections;
pub(crate) mod split;

use std::path::PathBuf;
use std::sync::Mutex;

use cover::Cover;
use hashbrown::HashMap;
use lower::local::{Role, SymbolHit, Target, sure};
use lower::share::Sharing;
use lower::{Lowering, Wanted};
use rayon::prelude::*;
use read::error::DwarfError;
use read::unit::{DwarfFile, UnitContext};

use crate::graph::canon::lowered::{Hit, Lowered, LoweredUnit};
use crate::graph::canon::table::{Cache, RawTarget, Table, hash_name};
use crate::graph::export::RawExport;
use crate::graph::{Flags, Kind, SymbolKind, Untyped};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::maps::FastMap;
use crate::read::object::LoadedObject;

const EM_ARM: u16 = 40;

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
    /// Exports of which it states that they have no type.
    stated: Vec<u32>,
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
    pub fn object(&self, object: LoadedObject, rank: u32) -> (Lowered, Vec<Diagnostic>) {
        let mut diagnostics = object.diagnostics;
        let mut info = object.info;
        let mut exports = object.exports;
        // What is asked for follows what is offered.
        let offered = exports.len();
        let mut hits: Vec<Option<Hit>> = vec![None; offered + object.asked.len()];
        let mut units = HashMap::default();
        if let Some(sections) = &object.dwarf {
            let wanted = wanted(exports.iter().chain(&object.asked), object.machine.e_machine);
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
            let mut order: Vec<usize> = (0..count).collect();
            order.sort_by_key(|&i| std::cmp::Reverse(file.units[i].end - file.units[i].start));
            let without_supplement = diagnostics.iter().any(|d| d.code == "supplementary-missing");
            let task = Task { wanted: &wanted, given: &[], object: &info.name, rank, without_supplement };
            file.conflicts = self.conflicts(&file, task);
            let file = file;
            let mut results: Vec<UnitResult> =
                order.par_iter().with_max_len(1).map(|&i| self.unit(&file, i, task)).collect();
            results.sort_by_key(|r| r.unit);
            results.extend(self.elsewhere(&file, &results, task));
            info.units += count as u32;
            let typeless = results.iter().filter_map(|r| r.typeless).max();
            let mut stated: Vec<u32> = results.iter().flat_map(|r| r.stated.iter().copied()).collect();
            stated.sort_unstable();
            let cover = || {
                let mut whole = vec![false; file.units.len()];
                results.iter().filter(|r| r.whole).for_each(|r| whole[r.unit as usize] = true);
                let code = results.iter().filter(|r| r.whole).filter_map(|r| r.code);
                Cover::new(&file, |unit| whole.get(unit) == Some(&true), code)
            };
            let cover = std::cell::LazyCell::new(cover);
            let states = |export: u32, address| stated.binary_search(&export).is_ok() || cover.has(address);
            let mut found = vec![false; hits.len()];
            let defined = results.iter().flat_map(|r| &r.hits).filter(|(_, hit)| hit.strength >= sure::DEFINITION);
            defined.for_each(|(export, _)| found[*export as usize] = true);
            without_type(&mut exports, &found, object.machine.e_machine, states);
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
            info.modes = set_modes(&modes, &mut hits);
            aliases(&exports, &mut hits[..offered]);
            if let Some(sure) = typeless {
                diagnostics.extend(no_types(&exports, &hits, &info.name, sure));
            }
        }
        let asked = object.asked.into_iter().zip(hits.split_off(offered)).collect();
        let exports = exports.into_iter().zip(hits).collect();
        (Lowered { info, machine: object.machine, exports, asked, units }, diagnostics)
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

    /// The split unit behind a skeleton; `None` if the unit is none, or its file is not to be had (the
    /// skeleton then says so).
    fn split(&self, file: &DwarfFile<'_>, skeleton: &UnitContext<'_>, task: Task<'_>) -> Option<UnitResult> {
        let index = skeleton.index;
        if file.skeleton.is_some() || file.main.is_split {
            return None;
        }
        let (name, id) = skeleton.dwo?;
        let text = |s| file.string(s, &[]).map(String::from_utf8_lossy).unwrap_or_default();
        let found = file.main.find_split(&text(skeleton.comp_dir), &text(name), id, &self.debug_dirs)?;
        let mut split = DwarfFile::new(&found);
        split.skeleton = Some((file.main, skeleton.addr_base));
        let mut all: Option<UnitResult> = None;
        for i in 0..split.units.len() {
            let mut one = self.unit(&split, i, task);
            for (_, hit) in &mut one.hits {
                hit.unit = index as u32;
            }
            match &mut all {
                None => all = Some(UnitResult { unit: index as u32, ..one }),
                Some(all) => {
                    all.hits.extend(one.hits);
                    all.held.definitions.extend(one.held.definitions);
                    all.dies += one.dies;
                    all.language = all.language.max(one.language);
                    all.own_headers |= one.own_headers;
                    all.typeless = all.typeless.max(one.typeless);
                    all.stated.extend(one.stated);
                    all.whole &= one.whole;
                    all.mode = all.mode.take().or(one.mode);
                    all.diagnostics.extend(one.diagnostics);
                }
            }
        }
        all
    }

    fn unit<'a>(&self, file: &'a DwarfFile<'a>, index: usize, task: Task<'_>) -> UnitResult {
        let context = UnitContext::open(file, index);
        if let Ok(skeleton) = &context
            && let Some(split) = self.split(file, skeleton, task)
        {
            return split;
        }
        let worker = &self.workers[rayon::current_thread_index().map_or(0, |i| i + 1) % self.workers.len()];
        let mut worker = worker.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let Worker { lowering, sharing, cache } = &mut *worker;
        sharing.rank = task.rank;
        let unit = &file.units[index];
        let mut result = UnitResult { unit: index as u32, ..UnitResult::default() };
        let lost = |code, offset, message| Diagnostic {
            level: DiagnosticLevel::Lost,
            code,
            object: task.object.to_owned(),
            section: file.infos[unit.info as usize].section.name.to_owned(),
            offset: Some(offset),
            message,
        };
        let mut context = match context {
            Ok(context) => context,
            Err(e) => {
                result.diagnostics.push(lost("unit-damaged", unit.start, e.to_string()));
                return result;
            }
        };
        let read = lowering.unit(file, &mut context, task.wanted, task.given);
        if let Err((e, offset)) = read
            && !(e == DwarfError::NoSupplement && task.without_supplement)
        {
            result.diagnostics.push(lost("unit-damaged", offset, e.to_string()));
        }
        result.language = context.language;
        result.dies = lowering.dies;
        if context.dwo.is_some() && !file.main.is_split {
            let name = context.dwo.map(|d| d.0).and_then(|s| file.string(s, &[]).map(String::from_utf8_lossy));
            let message = format!("split debug information {} was not read", name.unwrap_or_default());
            result.diagnostics.push(lost("split-dwarf-missing", unit.start, message));
        }
        if !lower::is_c(context.language) && !matches!(context.language, 0 | 0x8001) {
            let message = format!(
                "{} is not modelled yet: only data layout and plain functions are compared",
                language_name(context.language)
            );
            result.diagnostics.push(lost("language-not-modelled", unit.start, message));
        }
        if lower::is_c(context.language) && context.dwo.is_none() && lowering.is_typeless() {
            // What is compiled with -g1 looks like `void f()`: the options tell.
            let terse = producer::is_terse(file, context.producer, lowering.external);
            if terse != Some(false) && (context.has_code || !lowering.hits.is_empty()) {
                result.typeless = Some(terse.is_some());
                lowering.hits.clear();
            }
        }
        result.code = context.code;
        result.whole = read.is_ok() && result.typeless.is_none() && result.diagnostics.is_empty();
        result.stated = std::mem::take(&mut lowering.stated);
        result.own_headers = own_headers(file, &mut context);
        {
            let mut contexts: FastMap<u32, UnitContext<'a>> = FastMap::default();
            let own = context.index as u32;
            let mut path = |node: &lower::local::LocalNode| {
                let index = u64::from(node.file_index);
                if node.unit == own {
                    return context.path(file, index, &[]).unwrap_or_default();
                }
                match contexts.entry(node.unit) {
                    hashbrown::hash_map::Entry::Occupied(e) => e.into_mut().path(file, index, &[]).unwrap_or_default(),
                    hashbrown::hash_map::Entry::Vacant(e) => match UnitContext::open(file, node.unit as usize) {
                        Ok(c) => e.insert(c).path(file, index, &[]).unwrap_or_default(),
                        Err(_) => String::new(),
                    },
                }
            };
            sharing.unit(&self.table, cache, file, lowering, &mut path);
        }
        for hit in &lowering.hits {
            self.table.store_name(hit.file, || context.path(file, u64::from(hit.file_index), &[]).unwrap_or_default());
            let (target, hash) = match hit.target {
                Target::Local(local) => (sharing.target(lowering, local), sharing.hash(local)),
                Target::Die(info, offset) => {
                    result.elsewhere.extend(file.unit_at(info, offset).map(|u| (u as u32, *hit)));
                    continue;
                }
                _ => (RawTarget::Void, 0),
            };
            let mut form = context.silent;
            if hit.strength < sure::DEFINITION {
                form.set(declares(lowering, hit.target, form));
            }
            result.hits.push((
                hit.export,
                Hit {
                    strength: hit.strength,
                    target,
                    hash,
                    unit: index as u32,
                    file: hit.file,
                    line: hit.line,
                    alignment: hit.alignment,
                    form,
                    mode: 0,
                },
            ));
        }
        if !result.hits.is_empty() {
            result.mode.clone_from(&context.maker.mode);
            let nodes = lowering.nodes.iter().zip(&sharing.gids);
            let held = &mut result.held;
            held.path = context.source(file);
            held.definitions =
                nodes.filter(|(n, _)| n.is_named() && !n.flags.has(Flags::DECLARATION)).map(|(_, &gid)| gid).collect();
            held.definitions.shrink_to_fit();
        }
        result
    }
}

/// What a unit that only declares a function says of its return.
fn declares(lowering: &Lowering, target: Target, form: Flags) -> Flags {
    match target {
        Target::Local(local) if lowering.nodes[local as usize].kind == Kind::Function => {
            match lowering.nodes[local as usize].flags {
                flags if flags.has(Flags::NORETURN) => Flags::DECLARED_NORETURN,
                _ if form.has(Flags::SILENT_NORETURN) => Flags::default(),
                _ => Flags::DECLARED_RETURNING,
            }
        }
        _ => Flags::default(),
    }
}

/// Of several DIEs that describe one export the smallest counts, whatever their order.
fn order_of(hit: &Hit) -> impl Ord + use<> {
    (std::cmp::Reverse(hit.strength), hit.target == RawTarget::Void, hit.hash, hit.unit)
}

/// Tells each export which options its unit was compiled with; returns the sets of those.
fn set_modes(modes: &FastMap<u32, String>, hits: &mut [Option<Hit>]) -> Vec<String> {
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
fn without_type(exports: &mut [RawExport], found: &[bool], e_machine: u16, states: impl Fn(u32, u64) -> bool) {
    for (i, (export, found)) in exports.iter_mut().zip(found).enumerate() {
        if *found {
            continue;
        }
        // Compilers make functions and objects of all they define (gABI, chapter 4): a symbol of a kernel that is
        // neither is a label of an assembler or the linker script. Of other objects that is not known, but for the
        // ends of sections (`__start_x`, `__stop_x`), which the linker makes.
        let of_linker = export.name.starts_with("__start_") || export.name.starts_with("__stop_");
        let made = export.kind == SymbolKind::Untyped && (export.ksym.is_some() || of_linker);
        // The code at the address of an indirect function is that of its resolver, and says nothing of it.
        let covered = export.kind != SymbolKind::Ifunc && states(i as u32, code_address(export, e_machine));
        let stated = made || covered;
        export.untyped = if stated { Untyped::Stated } else { Untyped::Unknown };
    }
}

/// The loss of what exports are, in an object some of whose units are compiled without types; `sure`: their producers
/// say so.
fn no_types(exports: &[RawExport], hits: &[Option<Hit>], object: &str, sure: bool) -> Option<Diagnostic> {
    let mut without = exports.iter().zip(hits).filter(|(_, hit)| hit.is_none()).map(|(e, _)| e.name.as_str());
    let first = without.next()?;
    let count = without.count() + 1;
    let why = if sure {
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
fn aliases(exports: &[RawExport], hits: &mut [Option<Hit>]) {
    let place = |e: &RawExport| (e.section, e.address);
    let mut known: FastMap<(u32, u64), Hit> = FastMap::default();
    for (e, hit) in exports.iter().zip(hits.iter()) {
        if let Some(hit) = hit.filter(|h| h.strength >= sure::DEFINITION && e.address != 0) {
            let first = known.entry(place(e)).or_insert(hit);
            if hit.hash < first.hash {
                *first = hit;
            }
        }
    }
    for (e, hit) in exports.iter().zip(hits) {
        // The resolver of an indirect function may be exported as well.
        if e.kind != SymbolKind::Ifunc
            && hit.is_none_or(|h| h.strength < sure::DEFINITION)
            && let Some(&alias) = known.get(&place(e))
        {
            *hit = Some(alias);
        }
    }
}

fn wanted<'a>(symbols: impl Iterator<Item = &'a RawExport>, e_machine: u16) -> Wanted {
    let mut wanted = Wanted::default();
    for (i, export) in symbols.enumerate() {
        let i = i as u32;
        let address = code_address(export, e_machine);
        if address != 0 && export.kind != SymbolKind::Tls {
            // At the address of an indirect function stands its resolver, which is another function.
            let by = if export.kind == SymbolKind::Ifunc { &mut wanted.resolvers } else { &mut wanted.by_address };
            by.entry(address).or_default().push(i);
        }
        wanted.by_name.entry(hash_name(export.name.as_bytes())).or_default().push(i);
    }
    wanted
}

/// Where DIEs say that an export stands: addresses of ARM's Thumb functions are odd in symbol tables only.
fn code_address(export: &RawExport, e_machine: u16) -> u64 {
    let is_code = matches!(export.kind, SymbolKind::Function | SymbolKind::Ifunc);
    if e_machine == EM_ARM && is_code { export.address & !1 } else { export.address }
}

/// Whether a unit takes part of its declarations from headers that are not the system's.
fn own_headers(file: &DwarfFile<'_>, context: &mut UnitContext<'_>) -> bool {
    let is_own = |path: &str| {
        let system = ["/usr/", "/lib/", "<"].iter().any(|p| path.starts_with(p)) || path.contains("/lib/gcc");
        !system && !path.is_empty() && !crate::ground::headers::is_source_file(path)
    };
    let own = file.own_headers.get(context.files_key(file), || {
        Ok((0..context.file_count(file)).any(|i| context.path(file, i, &[]).is_some_and(|path| is_own(&path))))
    });
    own.is_ok_and(|own| *own)
}

/// What people call a language of `DW_AT_language`, with the year of its standard where the number tells it.
fn language_name(language: u16) -> String {
    let Some(name) = gimli::DwLang(language).static_string() else {
        return format!("the language of number {language:#06x}");
    };
    let name = name.strip_prefix("DW_LANG_").unwrap_or(name);
    let name = match name {
        "C_plus_plus" => return "C++".to_owned(),
        "C_sharp" => return "C#".to_owned(),
        "F_sharp" => return "F#".to_owned(),
        "ObjC" => return "Objective-C".to_owned(),
        "ObjC_plus_plus" => return "Objective-C++".to_owned(),
        name => name,
    };
    if let Some(year) = name.strip_prefix("C_plus_plus_") {
        return format!("C++ {year}");
    }
    // `Fortran90`, `Ada83`, `Cobol74`: the name, and the year behind it.
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let (stem, year) = name.split_at(stem.len());
    if year.len() < 2 { name.replace('_', " ") } else { format!("{} {year}", stem.replace('_', " ")) }
}

#[cfg(test)]
mod tests {
    use super::language_name;

    #[test]
    fn languages_have_names() {
        let names: Vec<String> = [0x04, 0x21, 0x1a, 0x2b, 0x0e, 0x1c, 0x13, 0x0a].map(language_name).to_vec();
        assert_eq!(names, ["C++", "C++ 14", "C++ 11", "C++ 20", "Fortran 95", "Rust", "D", "Modula2"]);
        assert_eq!(language_name(0x7fff), "the language of number 0x7fff");
    }
}
