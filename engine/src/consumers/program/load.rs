//! Will it start: the rules of the dynamic loader, in its order.
//!
//! Source of the rules: the gABI (chapter 5, "Dynamic Linking") and glibc's loader: `_dl_map_object_deps` (every library of
//! `DT_NEEDED` has to be found), `match_symbol` of elf/dl-version.c (a library that defines version nodes has to define those
//! that are asked of it; one without any is let through), `do_lookup_x` and `check_match` of elf/dl-lookup.c (a symbol with a
//! version is taken from any library that has it under this node, or in its base; of the very library that was asked for, one
//! without versions is an assertion that fails),
//! `elf_machine_rela` (a copy takes no more bytes than the program has room for).

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::libraries::{Libraries, Side};
use crate::graph::{Machine, Traits};
use crate::ground::error::Result;
use crate::model::fate::{Fate, Reason, Remedy};
use crate::read::elf::program::{self, ProgramFacts, Wanted};
use crate::read::input::ObjectSource;

/// A program as it lies in its file.
pub(super) struct Program {
    facts: ProgramFacts,
    machine: Machine,
}

impl Program {
    pub(super) fn read(source: &ObjectSource) -> Result<Self> {
        let elf = source.elf()?;
        Ok(Self { facts: program::read(&elf)?, machine: elf.machine() })
    }

    /// Whom it needs, and who it is to others.
    pub(super) fn links(&self, source: &ObjectSource, of: &Libraries<'_>) -> Links {
        let facts = &self.facts;
        let needs_given = facts.needed.iter().filter(|n| of.knows(n) || of.successor(n).is_some()).cloned().collect();
        let soname = Some(&facts.soname).filter(|soname| !soname.is_empty());
        let loaded_as = soname.map_or_else(|| name(source).to_owned(), Clone::clone);
        let fits = |side: &Side<'_>| side.graph.machine.e_machine == 0 || self.machine.fits(side.graph.machine);
        Links {
            loaded_as: (!facts.is_executable).then_some(loaded_as),
            needed: facts.needed.clone(),
            needs_given,
            wanted: facts.wanted.iter().map(|wanted| wanted.name.clone()).collect(),
            is_for_old: of.old.as_ref().is_none_or(fits),
        }
    }
}

/// Whom a program needs by name, and the name under which others need it.
pub(crate) struct Links {
    /// What a loader finds it by, if it is not started but loaded.
    pub(crate) loaded_as: Option<String>,
    /// `DT_NEEDED`, in order.
    pub(crate) needed: Vec<String>,
    /// Those of them that name one of the libraries that were given, of either side.
    pub(crate) needs_given: Vec<String>,
    /// Symbols that it takes from others, by name.
    pub(crate) wanted: Vec<String>,
    /// It is for the machine of OLD.
    pub(crate) is_for_old: bool,
}

/// Its file name.
pub(super) fn name(source: &ObjectSource) -> &str {
    source.name.rsplit('/').next().unwrap_or(&source.name)
}

/// What it takes from the libraries that were given.
#[derive(Default)]
pub(super) struct Used {
    /// Symbols by name that NEW provides; of these types are compared.
    pub(super) provided: BTreeSet<String>,
    /// Those among them of which the program holds a copy.
    pub(super) copied: BTreeSet<String>,
    /// It is for another machine, and nothing else was looked at.
    pub(super) is_foreign: bool,
}

/// All that starting decides; the types are still open.
pub(super) fn fate(p: &Program, source: &ObjectSource, of: &Libraries<'_>) -> (Fate, Used) {
    let mut fate = Fate::of(name(source), &source.name);
    let machine = of.new.graph.machine;
    if machine.e_machine != 0 && !p.machine.fits(machine) {
        let text = format!("it is for {}, NEW for {}", p.machine.description(), machine.description());
        fate.reasons.push(reason("machine", None, Remedy::Rebuild, text));
        return (fate, Used { is_foreign: true, ..Used::default() });
    }
    let missing = libraries(&mut fate, p, of);
    let unversioned = versions(&mut fate, p, of, &missing);
    let used = symbols(&mut fate, p, of, &missing, &unversioned);
    (fate, used)
}

/// `DT_NEEDED`: names of the libraries that were given once, and that NEW does not have.
fn libraries(fate: &mut Fate, p: &Program, of: &Libraries<'_>) -> BTreeSet<String> {
    let mut missing = BTreeSet::new();
    for needed in &p.facts.needed {
        let successor = of.successor(needed).map(|object| &of.new.graph.objects[object]);
        let was_there = match &of.old {
            Some(old) => old.object(needed).is_some(),
            None => successor.is_some(),
        };
        // A file without a SONAME goes by the name under which it is installed, which nobody has to keep here.
        let stands_in = successor.is_some_and(|successor| successor.soname.is_empty());
        if !was_there || stands_in || of.new.object(needed).is_some() {
            continue;
        }
        let now = successor.map_or_else(String::new, |s| format!("; {} took its place", s.loaded_as()));
        let text = format!("it needs {needed}, which NEW does not have{now}");
        let remedy = if successor.is_some() { Remedy::Rebuild } else { Remedy::Port };
        fate.reasons.push(reason("library-missing", None, remedy, text));
        missing.insert(needed.clone());
    }
    missing
}

/// Version nodes that it asks for: those that NEW does not define, as library and node.
fn versions(
    fate: &mut Fate,
    p: &Program,
    of: &Libraries<'_>,
    missing: &BTreeSet<String>,
) -> BTreeSet<(String, String)> {
    let mut out = BTreeSet::new();
    for need in p.facts.needs.iter().filter(|need| !missing.contains(&need.library)) {
        let Some(object) = of.new.object(&need.library) else { continue };
        let nodes = &of.new.graph.objects[object].version_nodes;
        if nodes.is_empty() || nodes.contains(&need.node) || need.node == need.library {
            continue;
        }
        out.insert((need.library.clone(), need.node.clone()));
        if !need.weak {
            let text = format!("{} of NEW does not define the version {}", need.library, need.node);
            fate.reasons.push(reason("version-missing", None, Remedy::Rebuild, text));
        }
    }
    out
}

/// Each symbol that it takes from the libraries that were given.
fn symbols(
    fate: &mut Fate,
    p: &Program,
    of: &Libraries<'_>,
    missing: &BTreeSet<String>,
    unversioned: &BTreeSet<(String, String)>,
) -> Used {
    let direct: Vec<usize> =
        p.facts.needed.iter().filter_map(|n| of.new.object(n).or_else(|| of.successor(n))).collect();
    let needs_one = p.facts.needed.iter().any(|needed| of.knows(needed) || of.successor(needed).is_some());
    if p.facts.is_executable && !needs_one {
        return Used::default();
    }
    // A plug-in needs nothing of its host by name, and finds all that is loaded.
    let all = 0..of.new.graph.objects.len();
    let scope = if needs_one { of.loaded_with(direct.into_iter()) } else { all.collect() };
    let mut used = Used::default();
    for wanted in p.facts.wanted.iter().filter(|wanted| is_of_given(wanted, of)) {
        fate.imports += 1;
        match lookup(wanted, of, &scope) {
            Found::Provided => {
                used.provided.insert(wanted.name.clone());
                if wanted.copied.is_some() {
                    used.copied.insert(wanted.name.clone());
                }
                copied(fate, wanted, of);
            }
            Found::Elsewhere(text) if wanted.weak => fate.doubts.push(weak(wanted, &text)),
            Found::Elsewhere(text) => {
                // Told already: the node, or the whole library, is not there.
                let is_told = wanted.need.as_ref().is_some_and(|need| {
                    unversioned.contains(&(need.library.clone(), need.node.clone())) || missing.contains(&need.library)
                });
                if !is_told {
                    fate.reasons.push(reason("symbol-missing", Some(&wanted.name), Remedy::Rebuild, text));
                }
                used.provided.insert(wanted.name.clone());
            }
            Found::Nowhere => {
                let exporter = of.old.as_ref().and_then(|old| {
                    let (object, _) = old.definitions(&wanted.name).next()?;
                    Some(old.graph.objects[object].loaded_as())
                });
                let text = match exporter {
                    Some(exporter) => format!("{exporter} exported it in OLD; NEW does not export it"),
                    None => "NEW does not export it".to_owned(),
                };
                if wanted.weak {
                    fate.doubts.push(weak(wanted, &text));
                } else if let Some(library) = not_given(of, &scope) {
                    let text = format!(
                        "`{}`: {text}, and {library}, which NEW needs and OLD did not, was not given",
                        wanted.name
                    );
                    fate.could_not_tell.push(text);
                } else {
                    fate.reasons.push(reason("symbol-missing", Some(&wanted.name), Remedy::Port, text));
                }
            }
        }
    }
    used
}

/// Whether a symbol is taken from one of the libraries that were given.
fn is_of_given(wanted: &Wanted, of: &Libraries<'_>) -> bool {
    match (&wanted.need, &of.old) {
        (Some(need), _) => of.knows(&need.library),
        (None, Some(old)) => old.definitions(&wanted.name).next().is_some(),
        (None, None) => of.new.definitions(&wanted.name).next().is_some(),
    }
}

/// What the loader finds.
enum Found {
    /// The symbol.
    Provided,
    /// The name, but nothing that it takes: why, as a sentence.
    Elsewhere(String),
    /// Nothing of that name.
    Nowhere,
}

fn lookup(wanted: &Wanted, of: &Libraries<'_>, scope: &BTreeSet<usize>) -> Found {
    let all: Vec<(usize, &str)> = of.new.definitions(&wanted.name).collect();
    if all.is_empty() {
        return Found::Nowhere;
    }
    let loaded: Vec<(usize, &str)> = all.iter().copied().filter(|(object, _)| scope.contains(object)).collect();
    let Some(need) = &wanted.need else {
        return match loaded.is_empty() {
            false => Found::Provided,
            true => Found::Elsewhere(format!("only {} has it in NEW, which is not loaded with it", names(&all, of))),
        };
    };
    let object = |object: usize| &of.new.graph.objects[object];
    // What has no version in a library that has versions is of the base, and taken for any.
    let fits = |&&(_, node): &&(usize, &str)| node == need.node || node.is_empty();
    if let Some(&(at, _)) = loaded.iter().find(fits) {
        // With a table of versions, if of nothing but what it takes from others, all of its own are of the base.
        let has_table = object(at).linkage.traits.has(Traits::VERSION_TABLE);
        if !has_table && object(at).loaded_as() == need.library {
            let text = format!(
                "{} of NEW has no table of versions, and it asks for {}: glibc warns when it starts, and ends it when the symbol is \
                 looked up",
                need.library, need.node
            );
            return Found::Elsewhere(text);
        }
        return Found::Provided;
    }
    let nodes: BTreeSet<&str> = all.iter().map(|(_, node)| *node).filter(|node| !node.is_empty()).collect();
    let nodes = nodes.into_iter().collect::<Vec<_>>().join(", ");
    let whose =
        if loaded.is_empty() { format!(" in {}, which is not loaded with it", names(&all, of)) } else { String::new() };
    let what = if nodes.is_empty() { "without a version" } else { "as " };
    Found::Elsewhere(format!("it asks for {}@{}, and NEW has it {what}{nodes}{whose}", wanted.name, need.node))
}

fn names(all: &[(usize, &str)], of: &Libraries<'_>) -> String {
    let names: BTreeSet<&str> = all.iter().map(|(object, _)| of.new.graph.objects[*object].loaded_as()).collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// A library that NEW's objects need, that is not among them, and that OLD's did not need: it may have what moved.
fn not_given<'a>(of: &'a Libraries<'_>, scope: &BTreeSet<usize>) -> Option<&'a str> {
    let old = &of.old.as_ref()?.graph.objects;
    let old: BTreeSet<&str> = old.iter().flat_map(|object| &object.needed).map(String::as_str).collect();
    let needed = scope.iter().flat_map(|&object| &of.new.graph.objects[object].needed);
    needed.map(String::as_str).find(|needed| !old.contains(needed) && of.new.object(needed).is_none())
}

/// A copy that is shorter or longer than what it is a copy of.
fn copied(fate: &mut Fate, wanted: &Wanted, of: &Libraries<'_>) {
    let Some((room, size)) = wanted.copied.zip(of.new.size(&wanted.name)) else { return };
    if size == room || size == 0 {
        return;
    }
    let what = if size > room {
        "the library works on a copy that is cut off"
    } else {
        "the loader warns, and the copy has bytes too many"
    };
    let text = format!("the program has room for {room} bytes of it, and NEW's has {size}: {what}");
    fate.doubts.push(reason("copy-relocation", Some(&wanted.name), Remedy::Rebuild, text));
}

fn weak(wanted: &Wanted, text: &str) -> Reason {
    let text = format!("{text}; the reference is weak, and its address is null then");
    reason("symbol-missing", Some(&wanted.name), Remedy::Rebuild, text)
}

/// A reason, or a doubt.
pub(super) fn reason(rule: &'static str, symbol: Option<&str>, remedy: Remedy, text: String) -> Reason {
    Reason {
        rule: Cow::Borrowed(rule),
        symbol: symbol.map(str::to_owned),
        text,
        built_with: None,
        found: None,
        remedy,
        findings: Vec::new(),
    }
}
