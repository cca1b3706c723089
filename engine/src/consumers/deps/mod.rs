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

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

pub use packages::{Consumer, discover};

use levels::{Node, order};
use packages::{Empty, Opened, library_packages};
use rayon::prelude::*;
use standing::{Judged, judged};

use super::program::{Links, Meeting, Told};
use super::report::{gather, is_incomplete};
use crate::graph::loaded::Loaded;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::error::Result;
use crate::ground::files::package::About;
use crate::ground::options::{Amount, Observer, Options};
use crate::judge::reach::Through;
use crate::model::deps::{Counts, Deps, Libraries, Package, Program, RenamedLibrary, SCHEMA, Standing};

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
    let packages = |side: &Loaded| side.source.as_ref().map_or(Ok(Vec::new()), library_packages);
    let libraries = [packages(old)?, packages(new)?];
    // Where OLD and NEW are those of one source, and no whole system, they are not rebuilt: NEW is what takes their place.
    let sources: BTreeSet<&Option<String>> = libraries.iter().flatten().map(|about| &about.source).collect();
    let replaced_by_new: BTreeSet<&str> = match sources.len() {
        1 => libraries.iter().flatten().map(|about| about.package.as_str()).collect(),
        _ => BTreeSet::new(),
    };
    let changes = crate::compared_by(Through::Seen, old, new, o, None, observer);
    let meeting = Meeting::new(Some(old), new, Some(&changes), o);
    let mut diagnostics = meeting.diagnostics();
    let replaced = meeting.replaced();
    observer.phase("packages");
    let (total, done) = (consumers.len() as u64, AtomicU64::new(0));
    // Each package is opened when its turn comes, and closed again: a set of them has more bytes than memory.
    let looked_at: Vec<(Opened, Vec<Told>)> = consumers
        .par_iter()
        .with_max_len(1)
        .map(|consumer| {
            let mut opened = match consumer.is_debian() && replaced_by_new.contains(consumer.name()) {
                true => Opened::of_library(),
                false => consumer.open(o),
            };
            let programs = std::mem::take(&mut opened.programs);
            let told: Vec<Told> = programs.par_iter().with_max_len(1).map(|source| meeting.told(source)).collect();
            observer.progress(done.fetch_add(1, Ordering::Relaxed) + 1, total, Amount::Packages);
            (opened, concluded(told, &diagnostics, o.allow_incomplete))
        })
        .collect();
    let (opened, told): (Vec<Opened>, Vec<Vec<Told>>) = looked_at.into_iter().unzip();
    let places: Vec<(usize, usize)> =
        told.iter().enumerate().flat_map(|(of, told)| (0..told.len()).map(move |at| (of, at))).collect();
    let counts: Vec<usize> = told.iter().map(Vec::len).collect();
    let told: Vec<Told> = told.into_iter().flatten().collect();
    let findings = gather(told.iter().map(|told| (&told.fate, &told.findings)));
    let mut judged: Vec<Judged> = told.iter().map(|told| judged(told, &replaced)).collect();
    observer.phase("libraries between");
    let source = |program: usize| {
        let (of, at) = places[program];
        consumers[of].open(o).programs.into_iter().nth(at)
    };
    passed_on::pass_on(source, &told, &mut judged, &findings, o);
    let mut told = told.into_iter().zip(judged);
    let each = consumers.into_iter().zip(opened).zip(counts);
    let mut all: Vec<Grouped> =
        each.map(|((consumer, opened), n)| package(consumer, opened, told.by_ref().take(n).collect())).collect();
    let cycles = put_in_order(&mut all);
    let mut packages: Vec<Package> = all.into_iter().map(|grouped| grouped.package).collect();
    packages.sort_by(|a, b| (a.standing, a.level, &a.name, &a.path).cmp(&(b.standing, b.level, &b.name, &b.path)));
    diagnostics.sort();
    diagnostics.dedup();
    let renamed =
        meeting.renamed().into_iter().map(|library| RenamedLibrary { old: library.old, new: library.new }).collect();
    let counts = counted(&packages);
    let side = |side: &Loaded, packages: &[About]| Libraries {
        path: side.path.clone(),
        packages: packages.iter().map(|about| about.package.clone()).collect(),
    };
    Ok(Deps {
        schema: SCHEMA.into(),
        old: side(old, &libraries[0]),
        new: side(new, &libraries[1]),
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

/// One package with its programs.
fn package(consumer: Consumer, opened: Opened, told: Vec<(Told, Judged)>) -> Grouped {
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
    match opened.empty {
        Some(Empty::NoPrograms(text)) => why.push(text.to_owned()),
        Some(Empty::Unreadable(text)) => {
            standing = Standing::CannotTell;
            why.push(format!("it cannot be read: {text}"));
        }
        None => {}
    }
    if !opened.lost.is_empty() {
        standing = standing.min(Standing::CannotTell);
        why.extend(opened.lost.into_iter().map(|lost| format!("part of it cannot be read: {lost}")));
    }
    let (name, path) = (consumer.name().to_owned(), consumer.path());
    let (source, version, debian) = match consumer.about {
        Some(about) => (about.source, about.version, about.is_debian),
        None => (None, None, false),
    };
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
