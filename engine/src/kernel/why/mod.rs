//! Why a kernel does not load a module, on the machine where that happens: without packages, from what a running kernel shows.
//!
//! The engine is that of [`check`](crate::kernel::check): the same rules of the loader, the same comparison of types. Only the
//! evidence is another: types are those of the kernel's BTF (`types`), its exports and CRCs come from wherever they are
//! (`offers`), names of symbols from `/proc/kallsyms` (`symbols`), and the kernel's own sentences are explained (`log`).
//!
//! **Invariant:** what could not be read is in [`Why::evidence`], and what hangs on it is never taken for fine.

mod answer;
mod log;
mod machine;
mod meaning;
mod offers;
mod question;
mod root;
mod symbols;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use answer::Findings;
use log::Said;
use machine::Machine;
use offers::Offers;
pub use question::Question;
use root::Root;

use crate::consumers::consumer;
use crate::consumers::known::OldTypes;
use crate::findings;
use crate::graph::Graph;
use crate::graph::builder::GraphBuilder;
use crate::graph::loaded::Loaded;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::error::{Error, Result};
use crate::ground::options::{Observer, Options};
use crate::kernel::check::given::Given;
use crate::kernel::check::kernel::{Called, Facts, Kernel, Offer, Unlisted};
use crate::kernel::check::module::Module;
use crate::kernel::check::types::{Met, compare_loaded};
use crate::kernel::check::{discover, load};
use crate::kernel::crc::symvers;
use crate::kernel::crc::symvers::normal;
use crate::model::why::{Evidence, EvidenceState, Why};
use crate::read::input::ObjectSource;
use crate::read::load::load_consumer;

/// How sentences call the kernel.
const CALLED: Called = Called { kernel: "the kernel", symvers: "--symvers", vermagic: "--vermagic" };

/// Where a kernel shows its types.
const BTF: &str = "sys/kernel/btf";

/// Answers.
///
/// # Errors
/// The module, or a file that was named, cannot be read.
pub fn why(question: &Question, o: &Options, observer: &dyn Observer) -> Result<Why> {
    observer.phase("module");
    let sources = discover(std::slice::from_ref(&question.module), o)?;
    let path = question.module.display().to_string();
    let [source] = &sources[..] else {
        return Err(Error::damaged(&path, 0, format!("holds {} objects: why is asked of one module", sources.len())));
    };
    let module = Module::read(source)?;
    let mut evidence: Vec<Evidence> = Vec::new();
    let said = said(question, &module.name, &mut evidence);
    let mut loaded = load_consumer(source, o);
    let has_types = loaded.as_ref().is_ok_and(|loaded| loaded.graph.objects.iter().any(|object| object.units > 0));
    observer.phase("kernel");
    let functions = loaded.as_ref().map(|loaded| functions(&loaded.graph)).unwrap_or_default();
    let machine = machine(question, &module, &mut evidence);
    let mut diagnostics = Vec::new();
    let (mut new, mut kernel, in_no_namespace) =
        met(question, &module, machine.as_ref(), &functions, o, observer, &mut evidence, &mut diagnostics)?;
    if kernel.vermagic.is_none()
        && let Some(magic) = said.as_ref().and_then(|said| said.vermagic.clone())
    {
        // A log is copied from a terminal, as what a user types is.
        (kernel.vermagic, kernel.vermagic_told) = (Some(magic), true);
    }
    let mut old = question.built_against.as_ref().map(|named| crate::load(named, o, observer)).transpose()?;
    let is_btf = new.graph.is_dump();
    if is_btf {
        let own = loaded.as_mut().ok().map(|loaded| &mut loaded.graph);
        own.into_iter().chain(old.as_mut().map(|old| &mut old.graph)).for_each(types::without_vectors);
        only_exports(&mut new, &kernel, old.as_ref(), module.machine);
    }
    let given = Given::new(std::slice::from_ref(&module), &[source], &kernel, o);
    let loading = load::fate(&module, source, &kernel, &given, old.as_ref().map(|old| &old.graph));
    observer.phase("types");
    let nothing = empty(String::new());
    let (mut of_old, mut of_module) = (new.clone(), new.clone());
    if let (Some(old), true) = (&mut old, is_btf) {
        let imports: BTreeSet<&str> = module.facts.imports.iter().map(|import| import.name.as_str()).collect();
        types::stand_ins(&mut old.graph, &mut of_old.graph, |name| imports.contains(name));
    }
    if let (Ok(loaded), true) = (&mut loaded, is_btf) {
        types::stand_ins(&mut loaded.graph, &mut of_module.graph, |_| true);
        types::layout(&mut loaded.graph, &mut of_module.graph);
    }
    let changes = match &old {
        Some(old) => crate::compared(old, &of_old, o, None, observer),
        None => findings::empty(&nothing, &of_old),
    };
    let old_types = OldTypes::new(&old.as_ref().unwrap_or(&nothing).graph, &of_old.graph, &changes);
    let around = consumer::surroundings(&of_module.graph);
    let around = if is_btf { around.with_btf() } else { around };
    let met =
        Met { around: &around, new: &of_module, old: &old_types, changes: &changes, kernel: &kernel, given: &given };
    let mut fate = loading.fate.clone();
    let loading_not_told = std::mem::take(&mut fate.could_not_tell);
    let mut unread = Vec::new();
    let used = match loaded {
        Ok(loaded) if !module.is_foreign(&kernel) => compare_loaded(&module, loaded, &met, o),
        Ok(_) => Default::default(),
        Err(e) => {
            unread.push(format!("the types of the module cannot be read: {e}"));
            Default::default()
        }
    };
    unread.extend_from_slice(used.lost());
    let found = used.settle(&mut fate, &kernel);
    let both = new.diagnostics.iter().chain(old.iter().flat_map(|old| &old.diagnostics));
    // What is exported is asked of others than BTF.
    diagnostics.extend(both.filter(|d| d.code != "btf-interface").cloned());
    let all = Findings {
        question,
        path,
        source,
        module: &module,
        kernel: &kernel,
        types: &new,
        loading,
        loading_not_told,
        fate,
        found,
        unread,
        has_types,
        in_no_namespace,
        machine,
        said,
        evidence,
        diagnostics,
    };
    all.answer()
}

/// What the log says of the module.
fn said(question: &Question, module: &str, evidence: &mut Vec<Evidence>) -> Option<Said> {
    let (name, text) = question.log.as_ref()?;
    let said = log::read(text, module);
    let text = format!("{} sentences about it in {} lines", said.sentences.len() + said.left_out, said.lines);
    evidence.push(Evidence { of: "log".into(), path: name.clone(), state: EvidenceState::Read, text });
    Some(said)
}

/// Makes of a BTF what the kernel exports, for the machine of the module where it names none.
fn only_exports(new: &mut Loaded, kernel: &Kernel, old: Option<&Loaded>, machine: crate::graph::Machine) {
    // Where no list tells, every function may be exported, and an import is where nothing says no.
    let is_exported = |name: &str| {
        kernel.exports.is_empty()
            || kernel.exports.contains_key(name)
            || kernel.unlisted.as_ref().and_then(|unlisted| unlisted.get(name)) == Some(&Unlisted::Perhaps)
    };
    types::only_exports(&mut new.graph, is_exported, old.map(|old| &old.graph));
    let met = new.graph.machine;
    if met.e_machine == 0 && (met.pointer_size, met.big_endian) == (machine.pointer_size, machine.big_endian) {
        new.graph.machine = machine;
    }
}

/// Imports that the module knows as functions.
fn functions(module: &Graph) -> BTreeSet<String> {
    let is_function = |t| module.node(t).kind == crate::graph::Kind::Function;
    let all = module.exports.iter().filter(|e| e.type_id.is_some_and(is_function));
    all.map(|e| module.str(e.name).to_owned()).collect()
}

/// The machine that is asked: this one, unless a file stands for the kernel.
fn machine(question: &Question, module: &Module, evidence: &mut Vec<Evidence>) -> Option<Machine> {
    let root = match (&question.root, &question.kernel) {
        (Some(root), _) => root.as_path(),
        (None, None) => Path::new("/"),
        (None, Some(_)) => return None,
    };
    let asked = module.facts.imports.iter().map(|i| i.name.as_str()).collect();
    let machine = Machine::ask(Root::new(root), question.release.clone(), &asked, evidence);
    // A copy of files need not hold all of them.
    Some(if question.root.is_some() { machine } else { machine.that_runs() })
}

/// A graph of nothing.
fn empty(path: String) -> Loaded {
    let graph = Graph { objects: Vec::new(), machine: Default::default(), ..GraphBuilder::new().finish() };
    Loaded { path, graph, diagnostics: Vec::new(), views: None, source: None, shipped: None, sources: None }
}

/// The types of the kernel and what it exports; and symbols that are known to be in no namespace.
#[expect(clippy::too_many_arguments, reason = "what was asked, and what is told of it")]
fn met(
    question: &Question,
    module: &Module,
    machine: Option<&Machine>,
    functions: &BTreeSet<String>,
    o: &Options,
    observer: &dyn Observer,
    evidence: &mut Vec<Evidence>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(Loaded, Kernel, BTreeSet<String>)> {
    let mut list = question.symvers.as_deref().map(offers::read_symvers).transpose()?;
    if let (None, Some(kernel), None) = (&list, &question.kernel, machine) {
        let beside = symvers::beside(Path::new(&kernel.name()));
        list = beside.as_deref().map(offers::read_symvers).transpose()?;
    }
    if let Some(list) = &list {
        let text = format!("{} exports", list.entries.len());
        evidence.push(Evidence { of: "crcs".into(), path: list.path.clone(), state: EvidenceState::Read, text });
    }
    let release = machine.and_then(|machine| machine.release.clone()).or_else(|| question.release.clone());
    let mut offers = match (&list, machine, &release) {
        (list, Some(machine), Some(release)) => Offers::of_machine(&machine.root, release, list.as_ref(), evidence)?,
        (Some(list), _, _) => Offers::of(list),
        (None, _, _) => Offers::default(),
    };
    let exporters = exporters(module, &offers, machine);
    let new = match &question.kernel {
        Some(named) => {
            let new = crate::load(named, o, observer)?;
            told_types(&new, named.name(), evidence);
            if !new.graph.is_dump() {
                let facts = Facts { symvers: list, vermagic: question.vermagic.clone() };
                let kernel = Kernel::new(&new, named, facts, diagnostics)?;
                return Ok((new, Kernel { called: CALLED, release, ..kernel }, BTreeSet::new()));
            }
            new
        }
        None => of_btf(machine, &exporters, o, observer, evidence),
    };
    let unlisted = unlisted(module, &mut offers, machine, functions);
    for list in offers.exports.values_mut() {
        list.sort_by_key(|offer| (offer.module != "vmlinux", offer.module.clone()));
    }
    offers.modules.remove("vmlinux");
    let loaded = new.graph.objects.iter().filter_map(|object| object.module.as_deref().map(normal)).collect();
    let kernel = Kernel {
        exports: offers.exports,
        modules: offers.modules,
        loaded,
        called: CALLED,
        unlisted: Some(unlisted),
        whole: false,
        crc_source: offers.source,
        vermagic_told: question.vermagic.is_some(),
        vermagic: question.vermagic.clone().or(offers.vermagic),
        release,
        machine: offers.machine.unwrap_or(new.graph.machine),
        input: offers.input,
    };
    Ok((new, kernel, offers.in_no_namespace))
}

/// Modules, with underscores for dashes, that export what the module imports.
fn exporters(module: &Module, offers: &Offers, machine: Option<&Machine>) -> BTreeSet<String> {
    let symbols = machine.and_then(|machine| machine.symbols.as_ref());
    let imports = module.facts.imports.iter().map(|i| i.name.as_str());
    let of = |symbol: &str| match offers.exports.get(symbol).and_then(|list| list.first()) {
        Some(offer) => Some(normal(&offer.module)),
        None => symbols.and_then(|symbols| symbols.owner(symbol)).map(normal),
    };
    imports.filter_map(of).filter(|owner| owner != "vmlinux").collect()
}

/// The types that a running kernel shows: its own, and those of modules whose symbols are asked for.
fn of_btf(
    machine: Option<&Machine>,
    exporters: &BTreeSet<String>,
    o: &Options,
    observer: &dyn Observer,
    evidence: &mut Vec<Evidence>,
) -> Loaded {
    let nothing = || empty(BTF.to_owned());
    let Some(machine) = machine else { return nothing() };
    let path = machine.root.shown(BTF);
    let mut absent = |state, text: String| {
        evidence.push(Evidence { of: "types".into(), path: path.clone(), state, text });
    };
    let Some(named) = machine.root.named(BTF) else {
        absent(EvidenceState::Absent, "this kernel shows no BTF (CONFIG_DEBUG_INFO_BTF)".to_owned());
        return nothing();
    };
    let wanted = |source: &ObjectSource| source.is_image() || exporters.contains(&normal(source.stem()));
    match crate::load_some(&named, &wanted, o, observer) {
        Ok(new) => {
            told_types(&new, path, evidence);
            new
        }
        Err(e) => {
            absent(EvidenceState::Unreadable, root::without_path(&path, &e));
            nothing()
        }
    }
}

/// Says whose types they are.
fn told_types(new: &Loaded, path: String, evidence: &mut Vec<Evidence>) {
    let others = new.graph.objects.len().saturating_sub(1);
    let of = match others {
        0 => String::new(),
        1 => ", of the image and a module".to_owned(),
        _ => format!(", of the image and {others} modules"),
    };
    let text = format!("{} types{of}", new.graph.len());
    evidence.push(Evidence { of: "types".into(), path, state: EvidenceState::Read, text });
}

/// What is known of imports that no list has; those that are certainly exported become offers.
fn unlisted(
    module: &Module,
    offers: &mut Offers,
    machine: Option<&Machine>,
    functions: &BTreeSet<String>,
) -> BTreeMap<String, Unlisted> {
    let symbols = machine.and_then(|machine| machine.symbols.as_ref());
    let mut out = BTreeMap::new();
    for import in &module.facts.imports {
        let name = &import.name;
        if offers.exports.contains_key(name) {
            continue;
        }
        let owner = symbols.and_then(|symbols| symbols.owner(name));
        let exported = symbols.and_then(|symbols| symbols.exports(name, functions.contains(name)));
        // A list is that of the kernel and its own modules; others may be loaded.
        let is_of_others = owner.is_some_and(|owner| owner != "vmlinux");
        match exported {
            Some(true) if !offers.whole || is_of_others => {
                let module = owner.unwrap_or("vmlinux").to_owned();
                let offer = Offer { module, gpl_only: false, namespace: String::new(), crc: None, has_terms: false };
                offers.exports.insert(name.clone(), vec![offer]);
            }
            Some(false) => drop(out.insert(name.clone(), Unlisted::Absent)),
            _ if offers.whole && !is_of_others => drop(out.insert(name.clone(), Unlisted::Absent)),
            _ => drop(out.insert(name.clone(), Unlisted::Perhaps)),
        }
    }
    out
}
