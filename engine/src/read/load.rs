//! From what a user named to a graph, step by step: open, lower, canonicalize; or a snapshot, which stands for all three.
//! `lib.rs` calls the steps.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::graph::canon::lowered::Lowered;
use crate::graph::canon::table::Part;
use crate::graph::canon::{build, members, verify, views};
use crate::graph::loaded::Loaded;
use crate::graph::{Graph, Machine, snapshot};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::{Error, Result};
use crate::ground::files::bytes::Bytes;
use crate::ground::files::named::Named;
use crate::ground::files::sniff::DumpFormat;
use crate::ground::headers::{Shipped, shipped};
use crate::ground::options::{Amount, DebugInfo, NoObserver, Observer, Options, Profile};
use crate::read::btf;
use crate::read::dwarf::{Lowerer, Told};
use crate::read::input::{self, Input, LoadedObject, ObjectSource, OpenOptions};
use crate::read::{abixml, dump, stg};

/// Questions to a server at a time. Whoever waits for an answer needs no processor.
const ASKED_AT_A_TIME: usize = 8;

/// The objects of an input, none of them read yet.
pub(crate) struct Opened {
    input: Input,
    open: OpenOptions,
}

impl Opened {
    /// The objects that are wanted.
    pub(crate) fn only(mut self, wanted: impl Fn(&ObjectSource) -> bool) -> Self {
        self.input.sources.retain(wanted);
        self
    }
}

/// All objects of an input, their types in one table.
pub(crate) struct LoweredInput {
    path: String,
    lowerer: Lowerer,
    bases: btf::Bases,
    objects: Vec<Lowered>,
    /// Types of each object, where they came from BTF.
    reads: Vec<Option<btf::Read>>,
    /// Types of the dumps among the objects, by index.
    dumps: Vec<(usize, Part)>,
    /// Some of it is BTF by itself.
    raw: bool,
    diagnostics: Vec<Diagnostic>,
}

/// What one object became.
struct Lowering {
    lowered: Lowered,
    /// Its types, where they came from BTF.
    btf: Option<btf::Read>,
    /// Its types, where it is a dump of another tool.
    dump: Option<Part>,
    /// It is BTF by itself.
    raw: bool,
    diagnostics: Vec<Diagnostic>,
}

/// The graph of a snapshot; `None` for any other input.
pub(crate) fn snapshot(named: &Named, o: &Options, observer: &dyn Observer) -> Result<Option<Loaded>> {
    let Some(bytes) = named.files().read_if(named.path(), snapshot::is_snapshot)? else { return Ok(None) };
    observer.phase("snapshot");
    let failed = |source| Error::Snapshot { path: named.name(), source };
    let (graph, mut diagnostics) = snapshot::read(bytes.as_slice()).map_err(failed)?;
    if o.verify {
        observer.phase("verify");
        if let Some(forged) = verify::first_forged(&graph) {
            let offset = forged.index() as u64 * 16;
            return Err(failed(snapshot::SnapshotError {
                section: "deep-hashes",
                offset,
                reason: snapshot::Reason::Forged,
            }));
        }
    }
    let of_all = |d: &Diagnostic| matches!(d.code, "btf-interface" | "core-without-btf");
    if o.profile == Profile::Core && !diagnostics.iter().any(of_all) {
        let message = "was made without --profile core: it lacks what no export reaches".to_owned();
        diagnostics.push(whole("snapshot-of-exports", &named.name(), "", message));
    }
    Ok(Some(Loaded { path: named.name(), graph, diagnostics, views: None, source: None, shipped: None, sources: None }))
}

/// Finds the objects of an input.
pub(crate) fn open(named: &Named, o: &Options) -> Result<Opened> {
    let open = OpenOptions {
        debug_dirs: o.debug_dirs.clone(),
        debug_index: o.debug_index.clone(),
        debug_info: o.debug_info,
        btf_base: o.btf_base.clone(),
        imports: false,
        prefer_btf: o.profile == Profile::Core,
        programs: false,
    };
    let mut input = Input::discover(named.clone(), &open)?;
    input.sources.retain(|source| !o.passed_over.contains(&source.name));
    Ok(Opened { input, open })
}

/// The headers that come with a kernel, unless the user told which ones count. Beside a snapshot, too: it lies where its
/// objects did, if that is how a release is kept. Beside bytes lies nothing.
pub(crate) fn headers_beside(named: &Named, g: &Graph, o: &Options) -> Option<Shipped> {
    let told = !o.public_headers.is_empty() || o.public_headers.everything;
    if !g.is_kernel() || told || !named.files().is_of_this_machine() {
        return None;
    }
    let names: Vec<&str> = g.objects.iter().map(|o| o.name.as_str()).take(1).collect();
    let inside = names_inside(named);
    shipped::beside(named.path(), &names.into_iter().chain(inside.iter().map(String::as_str)).collect::<Vec<_>>())
}

/// Names below an input that may bear the release of a kernel: those of `lib/modules` and of images.
fn names_inside(named: &Named) -> Vec<String> {
    let mut out = Vec::new();
    for folder in ["lib/modules", "usr/lib/modules", "usr/lib/debug/lib/modules", "boot", "usr/lib/debug/boot", ""] {
        let entries = named.files().list(&named.path().join(folder)).into_iter().flatten().flatten().take(1000);
        let names = entries.map(|e| format!("{folder}/{}", Path::new(&e.name).display()));
        out.extend(names.filter(|n| n.contains("lib/modules/") || n.contains("vmlinux-")));
    }
    out.sort();
    out
}

/// Loads one object as a consumer: its interface is what it imports, tied to the declarations that it was
/// compiled with, and all types that it knows are kept.
///
/// # Errors
/// It cannot be read.
pub fn load_consumer(source: &ObjectSource, o: &Options) -> Result<Loaded> {
    load_module(source, o, true)
}

/// Loads one object for its exports, as far as they can be held against a consumer's imports.
///
/// # Errors
/// It cannot be read.
pub fn load_provider(source: &ObjectSource, o: &Options) -> Result<Loaded> {
    load_module(source, o, false)
}

fn load_module(source: &ObjectSource, o: &Options, imports: bool) -> Result<Loaded> {
    // BTF declares no imports, and that of a module does not say which types of the image it knows.
    let debug_info = match o.debug_info {
        DebugInfo::Auto | DebugInfo::Dwarf | DebugInfo::Btf => DebugInfo::Dwarf,
        DebugInfo::Symbols => DebugInfo::Symbols,
    };
    let open = OpenOptions {
        debug_dirs: o.debug_dirs.clone(),
        debug_index: o.debug_index.clone(),
        debug_info,
        btf_base: None,
        imports,
        prefer_btf: false,
        programs: false,
    };
    let o = Options { all_types: imports, unit_views: false, debug_info, ..o.clone() };
    let input = Input { path: source.name.clone(), sources: vec![source.clone()], ..Input::default() };
    canonicalize(lower(Opened { input, open }, &o, &NoObserver)?, &o)
}

/// Reads every object and lowers its types into one table.
///
/// # Errors
/// The only object cannot be read. Of several that is a diagnostic.
pub(crate) fn lower(opened: Opened, o: &Options, observer: &dyn Observer) -> Result<LoweredInput> {
    let Opened { input, open } = opened;
    let bases = btf::Bases::new(
        input
            .btf_base
            .clone()
            .map(|base| btf::BaseSource { name: base.name(), read: Box::new(move || input::btf_of(&base)) }),
    );
    let lowerer = Lowerer::new(o.unit_fraction, open.debug_dirs.clone());
    // Longest first, so that no thread is left alone with the largest object at the end.
    let mut order: Vec<usize> = (0..input.sources.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(input.sources[i].byte_size));
    let total: u64 = input.sources.iter().map(|s| s.byte_size).sum();
    let done = AtomicU64::new(0);
    let single = input.sources.len() == 1;
    if !single && open.debug_index.has_server() && matches!(open.debug_info, DebugInfo::Auto | DebugInfo::Dwarf) {
        ask_ahead(&input.sources, &open);
    }
    let mut results: Vec<(usize, Result<Lowering>)> = order
        .par_iter()
        .with_max_len(1)
        .map(|&i| {
            let source = &input.sources[i];
            // An object counts as the bytes of its file, of which each unit has a share.
            let of_object = AtomicU64::new(0);
            let add = |bytes: u64| {
                of_object.fetch_add(bytes, Ordering::Relaxed);
                observer.progress(done.fetch_add(bytes, Ordering::Relaxed) + bytes, total, Amount::Bytes);
            };
            let told = |unit: u64, all: u64| {
                let share = u128::from(source.byte_size) * u128::from(unit) / u128::from(all.max(1));
                add(u64::try_from(share).unwrap_or(0));
            };
            let result = lower_object(source, &lowerer, &bases, &open, o, single, &told);
            add(source.byte_size.saturating_sub(of_object.load(Ordering::Relaxed)));
            (i, result)
        })
        .collect();
    results.sort_by_key(|r| r.0);
    let count = results.len();
    let (objects, reads) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let Input { path, sources, diagnostics, .. } = input;
    let mut all = LoweredInput { path, lowerer, bases, objects, reads, dumps: Vec::new(), raw: false, diagnostics };
    for (i, result) in results {
        match result {
            Ok(l) => {
                all.diagnostics.extend(l.diagnostics);
                all.dumps.extend(l.dump.map(|part| (all.objects.len(), part)));
                all.objects.push(l.lowered);
                all.reads.push(l.btf);
                all.raw |= l.raw;
            }
            Err(e) if single => return Err(e),
            Err(e) => all.diagnostics.push(whole("object-unreadable", &sources[i].name, "", e.to_string())),
        }
    }
    Ok(all)
}

/// Asks a server for what the objects lack, several at a time.
fn ask_ahead(sources: &[ObjectSource], open: &OpenOptions) {
    let next = AtomicUsize::new(0);
    let ask = || {
        while let Some(source) = sources.get(next.fetch_add(1, Ordering::Relaxed)) {
            source.ask_ahead(open);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..ASKED_AT_A_TIME.min(sources.len()) {
            scope.spawn(ask);
        }
    });
}

/// Reads one object and lowers its types: those of its DWARF, or of its BTF where it has no DWARF.
fn lower_object(
    source: &ObjectSource,
    lowerer: &Lowerer,
    bases: &btf::Bases,
    open: &OpenOptions,
    o: &Options,
    single: bool,
    told: Told<'_>,
) -> Result<Lowering> {
    let mut object = source.load(open)?;
    if let Some((format, bytes)) = object.dump.take() {
        return lower_dump(source, lowerer, object, (format, &bytes), told);
    }
    let no_dwarf = object.dwarf.is_none();
    let unserved = object.unserved.take();
    let by_btf = matches!(o.debug_info, DebugInfo::Auto | DebugInfo::Btf) || object.btf.raw;
    let sections = (no_dwarf && by_btf && !object.btf.main.is_empty()).then(|| object.btf.clone());
    // The image comes before its modules, everything else is equal.
    let rank = u32::from(object.info.module.as_deref() != Some("vmlinux"));
    let (mut lowered, mut diagnostics) = lowerer.object(object, rank, told);
    if let Some(sections) = sections {
        let how = btf::How { everything: sections.raw || o.profile == Profile::Core };
        match btf::object(lowerer.table(), bases, &sections, how, &mut lowered) {
            Ok((read, more)) => {
                diagnostics.extend(more);
                return Ok(Lowering { lowered, btf: Some(read), dump: None, raw: sections.raw, diagnostics });
            }
            Err(failure) => diagnostics.push(btf_failure(failure, &lowered.info.name, single, &source.path())?),
        }
    } else if no_dwarf && o.debug_info != DebugInfo::Symbols && !lowered.exports.is_empty() {
        let section = if o.debug_info == DebugInfo::Btf { ".BTF" } else { ".debug_info" };
        let asked = unserved.map(|why| format!(", and {why}")).unwrap_or_default();
        let message = format!("no debug information found{asked}: only its symbols can be compared");
        diagnostics.push(whole("no-debug-info", &lowered.info.name, section, message));
    }
    Ok(Lowering { lowered, btf: None, dump: None, raw: false, diagnostics })
}

/// Lowers a dump of another tool, which is an object by itself.
fn lower_dump(
    source: &ObjectSource,
    lowerer: &Lowerer,
    object: LoadedObject,
    (format, bytes): (DumpFormat, &Bytes),
    told: Told<'_>,
) -> Result<Lowering> {
    let bytes = bytes.as_slice();
    let (mut lowered, mut diagnostics) = lowerer.object(object, 0, told);
    let (part, more) = part_of_dump(lowerer, format, bytes, &mut lowered).map_err(|e| {
        let before = bytes.iter().take(usize::try_from(e.offset).unwrap_or(usize::MAX));
        let line = 1 + before.filter(|&&b| b == b'\n').count();
        Error::damaged(&source.path(), e.offset, format!("line {line}: {}", e.what))
    })?;
    diagnostics.extend(more);
    Ok(Lowering { lowered, btf: None, dump: Some(part), raw: false, diagnostics })
}

/// The types of a dump, and what is said of it.
fn part_of_dump(
    lowerer: &Lowerer,
    format: DumpFormat,
    bytes: &[u8],
    lowered: &mut Lowered,
) -> dump::error::Result<(Part, Vec<Diagnostic>)> {
    let read = match format {
        DumpFormat::Stg => stg::read(bytes)?,
        DumpFormat::Abixml => abixml::read(bytes)?,
    };
    let part = dump::object(lowerer.table(), &read, lowered)?;
    let diagnostics = match format {
        DumpFormat::Stg => stg::diagnostics(&read, lowered),
        DumpFormat::Abixml => abixml::diagnostics(&read, lowered),
    };
    Ok((part, diagnostics))
}

/// Makes one graph of all objects.
///
/// # Errors
/// There are more types than can be numbered.
pub(crate) fn canonicalize(input: LoweredInput, o: &Options) -> Result<Loaded> {
    let LoweredInput { path, lowerer, bases, mut objects, reads, dumps, raw, mut diagnostics } = input;
    let core = o.profile == Profile::Core;
    let machine = Machine::of_all(objects.iter().map(|o| o.machine));
    diagnostics.extend(mixed(&objects, machine));
    // What another object of the input offers is no question to others.
    if objects.len() > 1 && objects.iter().any(|o| !o.asked.is_empty()) {
        let offered = objects.iter().flat_map(|o| &o.exports).map(|(e, _)| e.name.clone());
        let offered: BTreeSet<String> = offered.collect();
        objects.iter_mut().for_each(|o| o.asked.retain(|(e, _)| !offered.contains(&e.name)));
    }
    let mut table = lowerer.finish().freeze();
    let with_btf: Vec<&_> = objects.iter().zip(&reads).filter(|(_, read)| read.is_some()).map(|(o, _)| o).collect();
    if core && with_btf.len() < objects.len() {
        let message = "has no BTF: of its functions only the exported ones are compared".to_owned();
        let without = objects.iter().zip(&reads).find(|(_, read)| read.is_none());
        let name = without.map_or("", |(object, _)| object.info.name.as_str());
        // Whoever asks for DWARF knows.
        let level = if o.debug_info == DebugInfo::Auto { DiagnosticLevel::Lost } else { DiagnosticLevel::Note };
        diagnostics.push(Diagnostic { level, ..whole("core-without-btf", name, ".BTF", message) });
    }
    if !with_btf.is_empty() {
        diagnostics.extend(btf::limits(&with_btf, raw || core, o.debug_info == DebugInfo::Btf));
        let mut parts: Vec<_> = objects.iter_mut().zip(reads).collect();
        if !btf::pin(&mut table, &bases, &mut parts) {
            return Err(Error::damaged(&path, 0, "holds more types of BTF than can be numbered"));
        }
    }
    if !dump::pin(&mut table, &mut objects, dumps) {
        return Err(Error::damaged(&path, 0, "holds more types than can be numbered"));
    }
    members::tie(&table, &mut objects);
    let graph = build::build(&table, &objects, kept(&objects, raw, o));
    let views = o.unit_views.then(|| views::collect(&table, &objects));
    diagnostics.sort();
    diagnostics.dedup();
    Ok(Loaded { path, graph, diagnostics, views, source: None, shipped: None, sources: None })
}

/// Which types are kept: whoever names BTF means all that is in it. What the headers of a library declare is its
/// interface, reached by an export or not; a kernel's modules meet what its exports reach.
fn kept(objects: &[Lowered], raw: bool, o: &Options) -> build::Keep {
    let kernel = objects.iter().any(|o| o.info.module.is_some() || o.exports.iter().any(|(e, _)| e.ksym.is_some()));
    match o.all_types || raw || o.profile == Profile::Core {
        true => build::Keep::All,
        false if kernel => build::Keep::Reached,
        false => build::Keep::Headers,
    }
}

/// Objects that are not for the machine of the first one. Another calling convention on the same machine is a note: a
/// folder or an archive may hold one object for each.
fn mixed(objects: &[Lowered], machine: Machine) -> Option<Diagnostic> {
    let other = objects.iter().find(|o| !o.machine.fits(machine))?;
    let convention = |o: &Lowered| Machine { convention: machine.convention, ..o.machine };
    let (level, code, object, message) = match objects.iter().find(|o| !convention(o).fits(machine)) {
        Some(other) => {
            let message = "is for another machine than the first object".to_owned();
            (DiagnosticLevel::Lost, "mixed-machines", other, message)
        }
        None => {
            let message = format!("follows another calling convention than others do: {}", other.machine.description());
            (DiagnosticLevel::Note, "mixed-conventions", other, message)
        }
    };
    let object = object.info.name.clone();
    Some(Diagnostic { level, code, object, section: String::new(), offset: None, message })
}

/// A loss of a whole object.
fn whole(code: &'static str, object: &str, section: &str, message: String) -> Diagnostic {
    let (object, section) = (object.to_owned(), section.to_owned());
    Diagnostic { level: DiagnosticLevel::Lost, code, object, section, offset: None, message }
}

/// BTF that cannot be used: of the only object an error, of one of several a loss.
fn btf_failure(failure: btf::Failure, object: &str, single: bool, path: &str) -> Result<Diagnostic> {
    let (code, section, offset, message) = match failure {
        btf::Failure::Damaged(section, e) if single => {
            return Err(Error::damaged_section(path, section, e.offset, e.what));
        }
        btf::Failure::Damaged(section, e) => ("btf-damaged", section, Some(e.offset), e.what),
        btf::Failure::NoBase(why) => {
            let message = format!("its BTF continues that of vmlinux, which cannot be had: {why}");
            ("btf-base-missing", ".BTF", None, message)
        }
    };
    let (object, section) = (object.to_owned(), section.to_owned());
    Ok(Diagnostic { level: DiagnosticLevel::Lost, code, object, section, offset, message })
}
