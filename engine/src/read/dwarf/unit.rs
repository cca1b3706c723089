//! One unit: reads it, hands its types to the table, and says what became of its exports.

use super::language::{is_c, is_cpp, is_modelled, is_rust, language_name};
use super::lower::Lowering;
use super::lower::local::{LocalNode, SymbolHit, Target, sure};
use super::lower::share::Sharing;
use super::read::error::DwarfError;
use super::read::unit::{DwarfFile, Skeleton, UnitContext};
use super::{Lowerer, Task, UnitResult, Worker, producer};
use crate::graph::canon::constants::RawConstant;
use crate::graph::canon::lowered::Hit;
use crate::graph::canon::table::{Cache, RawTarget, hash_name};
use crate::graph::{Flags, Kind};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::maps::{FastMap, FastSet};

impl Lowerer {
    /// Lowers a unit; for a skeleton, the split unit behind it.
    pub(super) fn unit<'a>(&self, file: &'a DwarfFile<'a>, index: usize, task: Task<'_>) -> UnitResult {
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
        let mut result = UnitResult { unit: index as u32, ..UnitResult::default() };
        let mut context = match context {
            Ok(context) => context,
            Err(e) => {
                result.diagnostics.push(lost(
                    file,
                    index,
                    task,
                    "unit-damaged",
                    file.units[index].start,
                    e.to_string(),
                ));
                return result;
            }
        };
        read(file, &mut context, task, lowering, &mut result);
        result.own_headers = own_headers(file, &mut context);
        self.share(file, &mut context, lowering, sharing, cache);
        // Names that were read only now.
        if let Some(e) = lowering.too_many_names(file).or_else(|| lowering.lost_name(file))
            && result.whole_read
        {
            let start = context.unit.start;
            result.diagnostics.push(lost(file, index, task, "unit-damaged", start, e.to_string()));
            result.whole = false;
        }
        self.tie(file, &mut context, lowering, sharing, &mut result);
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
        let UnitContext { addr_base, ranges_base, base, stmt_list, comp_dir, .. } = *skeleton;
        let comp_dir = comp_dir.outer();
        split.skeleton = Some(Skeleton { main: file.main, addr_base, ranges_base, base, stmt_list, comp_dir });
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
                    all.unsure |= one.unsure;
                    all.part_of = all.part_of.max(one.part_of);
                    all.stated.extend(one.stated);
                    all.whole &= one.whole;
                    all.mode = all.mode.take().or(one.mode);
                    all.diagnostics.extend(one.diagnostics);
                }
            }
        }
        all
    }

    /// Settles of units of Rust that state no type whether they have none to speak of, as `fn()` has none, or were told to
    /// leave types out: the whole crate was compiled in one way.
    pub(super) fn settle_crates(results: &mut [UnitResult]) {
        if results.iter().all(|r| !r.unsure) {
            return;
        }
        let typed: FastSet<u64> =
            results.iter().filter(|r| r.part_of != 0 && r.typeless.is_none()).map(|r| r.part_of).collect();
        for r in results.iter_mut().filter(|r| r.unsure) {
            if typed.contains(&r.part_of) || r.hits.is_empty() {
                r.typeless = None;
                r.unsure = false;
            } else {
                r.hits.clear();
            }
        }
    }

    /// Hands the types of a unit to the table, with the paths of their headers.
    fn share<'a>(
        &self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        lowering: &mut Lowering,
        sharing: &mut Sharing,
        cache: &mut Cache,
    ) {
        let mut contexts: FastMap<u32, UnitContext<'a>> = FastMap::default();
        let own = context.index as u32;
        let mut path = |node: &LocalNode| {
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
        if lowering.constants.is_empty() {
            return;
        }
        for c in &lowering.constants {
            let text =
                || String::from_utf8_lossy(file.string(c.name, &lowering.arena).unwrap_or_default()).into_owned();
            self.table.store_name(c.name_hash, text);
            self.table.store_name(c.file, || context.path(file, u64::from(c.file_index), &[]).unwrap_or_default());
        }
        let said = lowering.constants.iter();
        self.table.store_constants(said.map(|c| RawConstant {
            name: c.name_hash,
            file: c.file,
            line: c.line,
            value: c.value,
        }));
    }

    /// Says which types the exports have that the unit describes.
    fn tie(
        &self,
        file: &DwarfFile<'_>,
        context: &mut UnitContext<'_>,
        lowering: &Lowering,
        sharing: &Sharing,
        result: &mut UnitResult,
    ) {
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
            if context.is_rust {
                form.set(Flags::RUST);
            }
            form.set(if hit.strength < sure::DEFINITION {
                declares(lowering, hit.target, form)
            } else {
                defines(lowering, hit.target)
            });
            let &SymbolHit { export, strength, file, line, alignment, .. } = hit;
            let unit = context.index as u32;
            result.hits.push((export, Hit { strength, target, hash, unit, file, line, alignment, form, mode: 0 }));
        }
    }
}

/// A loss in a unit.
fn lost(
    file: &DwarfFile<'_>,
    index: usize,
    task: Task<'_>,
    code: &'static str,
    offset: u64,
    message: String,
) -> Diagnostic {
    let info = file.units[index].info as usize;
    Diagnostic {
        level: DiagnosticLevel::Lost,
        code,
        object: task.object.to_owned(),
        section: file.infos[info].section.name.to_owned(),
        offset: Some(offset),
        message,
    }
}

/// Reads the DIEs of a unit, and says what is missing in it.
fn read<'a>(
    file: &'a DwarfFile<'a>,
    context: &mut UnitContext<'a>,
    task: Task<'_>,
    lowering: &mut Lowering,
    result: &mut UnitResult,
) {
    let read = lowering.unit(file, context, task.wanted, task.given);
    let (index, start) = (context.index, context.unit.start);
    let mut lose = |code, offset, message| result.diagnostics.push(lost(file, index, task, code, offset, message));
    if let Err((e, offset)) = read
        && !(e == DwarfError::NoSupplement && task.without_supplement)
    {
        lose("unit-damaged", offset, e.to_string());
    }
    if let Some((name, _)) = context.dwo
        && !file.main.is_split
    {
        let name = file.string(name, &[]).map(String::from_utf8_lossy).unwrap_or_default();
        lose("split-dwarf-missing", start, format!("split debug information {name} was not read"));
    }
    let is_c = is_c(context.language);
    if !is_modelled(context.language) {
        let language = language_name(context.language);
        let message = format!("{language} is not modelled yet: only data layout and plain functions are compared");
        lose("language-not-modelled", start, message);
    }
    if (is_c || is_cpp(context.language) || is_rust(context.language))
        && context.dwo.is_none()
        && lowering.is_typeless()
    {
        // What is compiled with -g1 looks like `void f()`: the options tell.
        let terse = producer::is_terse(file, context.producer, lowering.external);
        if is_rust(context.language) {
            // rustc describes functions of -C debuginfo=1 as it does others: the rest of the crate tells.
            result.typeless = Some(false);
            result.unsure = true;
        } else if terse != Some(false) && (context.has_code || !lowering.hits.is_empty()) {
            result.typeless = Some(terse.is_some());
            lowering.hits.clear();
        }
    }
    if is_rust(context.language) {
        result.part_of = crate_of(file, context);
    }
    result.language = context.language;
    result.dies = lowering.dies;
    result.code = context.code;
    result.whole_read = read.is_ok();
    // Of functions with equal code rustc describes one.
    let describes_all = !is_rust(context.language);
    result.whole = describes_all && read.is_ok() && result.typeless.is_none() && result.diagnostics.is_empty();
    result.stated = std::mem::take(&mut lowering.stated);
}

/// The crate that a unit of Rust is a part of: what stands in its name before the number of the part, with the folder. 0:
/// its name says nothing of it.
fn crate_of(file: &DwarfFile<'_>, context: &UnitContext<'_>) -> u64 {
    let name = file.string(context.name, &[]).unwrap_or_default();
    let Some(end) = memchr::memmem::find(name, b"/@/") else { return 0 };
    let folder = file.string(context.comp_dir, &[]).unwrap_or_default();
    hash_name(&[folder, b"\0", &name[..end]].concat())
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

/// What a unit that defines a function says of how it does.
fn defines(lowering: &Lowering, target: Target) -> Flags {
    let Target::Local(local) = target else { return Flags::default() };
    let node = &lowering.nodes[local as usize];
    let old_style = node.kind == Kind::Function && node.flags.has(Flags::UNPROTOTYPED);
    if old_style { Flags::OLD_STYLE } else { Flags::default() }
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
