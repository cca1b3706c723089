//! What a new version of libraries asks of the packages that use them: which have to be rebuilt, which may stay, and which a
//! rebuild does not help.
//!
//! The fate of each program (`consumers/program`) decides (`standing`); a package is as bad off as the worst of its programs.
//! Who takes from them what holds a type that changed follows (`passed_on`), and all that have to be rebuilt are put into an order
//! by the libraries that they need of one another (`levels`).
//!
//! **Invariant:** what could not be read never may stay.

mod levels;
mod packages;
mod passed_on;
mod standing;

pub use packages::{Consumer, discover};

use levels::{Node, order};
use packages::{Empty, library_packages};
use standing::{Judged, judged};

use super::program::{Answers, Links, Told, answers};
use super::report::{gather, is_incomplete};
use crate::graph::loaded::Loaded;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::error::Result;
use crate::ground::options::{Observer, Options};
use crate::model::deps::{Counts, Deps, Libraries, Package, Program, RenamedLibrary, SCHEMA, Standing};
use crate::read::input::ObjectSource;

/// A package of which all is told but when it is rebuilt, and whom its programs need.
struct Grouped {
    package: Package,
    links: Vec<Links>,
}

/// Tells what has to be done about each package. `consumers`: those that [`discover`] found, with the options that it gave.
///
/// # Errors
/// OLD or NEW is a package that cannot be opened any more.
pub fn check(
    consumers: Vec<Consumer>,
    old: &Loaded,
    new: &Loaded,
    o: &Options,
    observer: &dyn Observer,
) -> Result<Deps> {
    let sides = [old, new].map(|side| (side.path.clone(), side));
    let [of_old, of_new] = sides.map(|(path, side)| -> Result<Libraries> {
        let packages = side.source.as_ref().map_or(Ok(Vec::new()), library_packages)?;
        Ok(Libraries { path, packages })
    });
    let (of_old, of_new) = (of_old?, of_new?);
    let programs: Vec<ObjectSource> = consumers.iter().flat_map(|consumer| &consumer.programs).cloned().collect();
    let Answers { told, mut diagnostics, replaced, renamed } = answers(&programs, Some(old), new, o, observer);
    let told = concluded(told, &diagnostics, o.allow_incomplete);
    let findings = gather(told.iter().map(|told| (&told.fate, &told.findings)));
    let mut judged: Vec<Judged> = told.iter().map(|told| judged(told, &replaced)).collect();
    observer.phase("libraries between");
    passed_on::pass_on(&programs, &told, &mut judged, &findings, o);
    let mut told = told.into_iter().zip(judged);
    let is_library = |name: &str| of_old.packages.iter().chain(&of_new.packages).any(|library| library == name);
    let mut all: Vec<Grouped> = consumers
        .into_iter()
        .map(|consumer| {
            let its = told.by_ref().take(consumer.programs.len()).collect();
            package(consumer, its, is_library)
        })
        .collect();
    let cycles = put_in_order(&mut all);
    let mut packages: Vec<Package> = all.into_iter().map(|grouped| grouped.package).collect();
    packages.sort_by(|a, b| (a.standing, a.level, &a.name, &a.path).cmp(&(b.standing, b.level, &b.name, &b.path)));
    diagnostics.sort();
    diagnostics.dedup();
    let renamed = renamed.into_iter().map(|library| RenamedLibrary { old: library.old, new: library.new }).collect();
    let counts = counted(&packages);
    Ok(Deps {
        schema: SCHEMA.into(),
        old: of_old,
        new: of_new,
        renamed,
        counts,
        packages,
        cycles,
        findings,
        diagnostics,
    })
}

/// Concludes each fate. What could not be read of the libraries leaves no fate open of who takes nothing from them.
fn concluded(mut told: Vec<Told>, diagnostics: &[Diagnostic], allow_incomplete: bool) -> Vec<Told> {
    let incomplete = is_incomplete(diagnostics, allow_incomplete);
    // Such a library may be one that somebody needs by its name, which is not known then.
    let is_nameless = |d: &Diagnostic| matches!(d.code, "object-unreadable" | "unreadable" | "not-an-object");
    let may_concern_all = diagnostics.iter().any(is_nameless);
    for told in &mut told {
        let is_open = incomplete && (may_concern_all || !standing::is_stranger(told));
        told.fate.conclude(is_open);
    }
    told
}

/// One package with its programs; `is_library`: whether a package of that name is or was the library itself.
fn package(consumer: Consumer, told: Vec<(Told, Judged)>, is_library: impl Fn(&str) -> bool) -> Grouped {
    let mut links = Vec::new();
    let mut programs: Vec<Program> = Vec::new();
    for (told, judged) in told {
        let needs = told.links.as_ref().map_or_else(Vec::new, |links| links.needs_given.clone());
        links.extend(told.links);
        programs.push(Program {
            standing: judged.standing,
            certain: judged.certain,
            why: judged.why,
            notes: judged.notes,
            needs,
            fate: told.fate,
        });
    }
    // What may be left as it is comes last, and so does what only may have to be rebuilt.
    programs.sort_by(|a, b| (a.standing, !a.certain, &a.fate.path).cmp(&(b.standing, !b.certain, &b.fate.path)));
    let worst = programs.first().map(|program| (program.standing, program.certain));
    let (mut standing, certain) = worst.unwrap_or((Standing::NotConcerned, true));
    let mut why = Vec::new();
    match &consumer.empty {
        Some(Empty::NoPrograms(text)) => why.push((*text).to_owned()),
        Some(Empty::Unreadable(text)) => {
            standing = Standing::CannotTell;
            why.push(format!("it cannot be read: {text}"));
        }
        None => {}
    }
    if !consumer.lost.is_empty() {
        standing = standing.min(Standing::CannotTell);
        why.extend(consumer.lost.iter().map(|lost| format!("part of it cannot be read: {lost}")));
    }
    if consumer.about.as_ref().is_some_and(|about| about.is_debian && is_library(&about.package)) {
        standing = Standing::NotConcerned;
        why = vec!["it is one of the packages of the libraries".to_owned()];
    }
    let name = consumer.name().to_owned();
    let (source, version, debian) = match consumer.about {
        Some(about) => (about.source, about.version, about.is_debian),
        None => (None, None, false),
    };
    let path = consumer.path;
    let (level, after) = (None, Vec::new());
    Grouped {
        package: Package { name, source, version, path, debian, standing, certain, level, after, why, programs },
        links,
    }
}

/// Gives each package that has to be rebuilt its level; the names of those that need one another.
fn put_in_order(all: &mut [Grouped]) -> Vec<Vec<String>> {
    let places: Vec<usize> = (0..all.len()).filter(|&at| all[at].package.standing.is_affected()).collect();
    let nodes: Vec<Node<'_>> = places
        .iter()
        .map(|&at| {
            let Grouped { package, links } = &all[at];
            // What is of no source that is known is built by itself.
            let unit = package.source.as_deref().unwrap_or(&package.path);
            let offers = links.iter().filter_map(|links| links.loaded_as.as_deref()).collect();
            let needs = links.iter().flat_map(|links| &links.needed).map(String::as_str).collect();
            Node { unit, offers, needs }
        })
        .collect();
    let order = order(&nodes);
    let name = |at: usize| all[places[at]].package.name.clone();
    let sorted = |members: &mut dyn Iterator<Item = usize>| {
        let mut names: Vec<String> = members.map(name).collect();
        names.sort();
        names.dedup();
        names
    };
    let cycles = order.cycles.iter().map(|cycle| sorted(&mut cycle.iter().copied())).collect();
    let after: Vec<Vec<String>> = order.after.iter().map(|providers| sorted(&mut providers.iter().copied())).collect();
    for ((&at, level), after) in places.iter().zip(order.levels).zip(after) {
        all[at].package.level = Some(level);
        all[at].package.after = after;
    }
    cycles
}

fn counted(packages: &[Package]) -> Counts {
    let mut out = Counts::default();
    for package in packages {
        let slot = match package.standing {
            Standing::Breaks => &mut out.breaks,
            Standing::Rebuild => &mut out.rebuild,
            Standing::CannotTell => &mut out.cannot_tell,
            Standing::Stays => &mut out.stays,
            Standing::NotConcerned => &mut out.not_concerned,
        };
        *slot += 1;
        if package.standing == Standing::Rebuild && !package.certain {
            out.rebuild_in_doubt += 1;
        }
    }
    out
}
