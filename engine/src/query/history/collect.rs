//! Takes in one graph after the other, and keeps of each only what a history needs.
//!
//! Definitions that are equal are kept once: what has the deep hash of one that was met before is not even looked at. So memory
//! follows what differs between releases, not their number.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::called::{Key, Space, bare};
use super::definition::{self, Found};
use super::over_time;
use crate::graph::loaded::Loaded;
use crate::graph::{Export, Graph, Kind, TypeId, Untyped, mangled};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::model::history::{Cell, Counts, Definition, History, Release, SCHEMA, State, Subject};
use crate::query::show;
use crate::rules::facts::SubjectKind;

/// Losses that leave no doubt about which symbols there are.
const OF_TYPES_ALONE: &[&str] = &[
    "btf-base-missing",
    "btf-untyped",
    "build-id-mismatch",
    "class-only-declared",
    "debug-file-damaged",
    "debug-file-unproven",
    "debuglink-crc-mismatch",
    "enum-values-cut",
    "language-not-modelled",
    "no-debug-info",
    "split-dwarf-missing",
    "supplementary-missing",
    "symbol-type-unknown",
    "unit-damaged",
];

/// One type or symbol of one release.
#[derive(Clone, Debug)]
struct Sighting {
    release: usize,
    kind: SubjectKind,
    /// The file of a type, without its folders; the object of a symbol.
    of: String,
    /// Hash of it with all that it refers to.
    deep: u128,
    /// Index of its definition; `None` if it has none that is known.
    definition: Option<usize>,
}

/// A type or symbol over the releases.
#[derive(Debug, Default)]
pub(super) struct Entry {
    found: Vec<Found>,
    sightings: Vec<Sighting>,
}

impl Entry {
    /// The definition that goes with a deep hash, where one was met.
    fn by_deep(&self, deep: u128) -> Option<usize> {
        self.sightings.iter().rev().find(|s| s.deep == deep && s.definition.is_some())?.definition
    }
}

/// A sighting whose definition is not filed yet.
struct Draft {
    key: Key,
    sighting: Sighting,
    /// A definition whose deep hash was not met before.
    new: Option<Found>,
}

/// Takes in one release after the other.
#[derive(Debug, Default)]
pub struct Collector {
    releases: Vec<Release>,
    left_out: Vec<String>,
    /// Names that are wanted; all where there is none.
    wanted: Vec<String>,
    /// Whether a release holds nothing but its interface, of those of which more was read.
    interface_alone: Vec<bool>,
    pub(super) entries: BTreeMap<Key, Entry>,
    /// For releases that have none of the wanted names: what resembles those.
    pub(super) similar: Vec<Vec<String>>,
}

impl Collector {
    /// One that keeps everything.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One that keeps what has one of the names by which [`show::show`] finds things, alone. Its inputs are to be loaded with
    /// `Options::all_types`.
    #[must_use]
    pub fn of(names: &[&str]) -> Self {
        Self { wanted: names.iter().map(|name| bare(name)).collect(), ..Self::default() }
    }

    /// States that a tag in front of all releases holds nothing.
    pub fn leave_out(&mut self, tag: &str) {
        self.left_out.push(tag.to_owned());
    }

    /// Adds a release that cannot be read, which is told as lost.
    pub fn add_missing(&mut self, label: &str, input: &str, message: String) {
        let (object, section) = (input.to_owned(), String::new());
        let level = DiagnosticLevel::Lost;
        let lost = Diagnostic { level, code: "object-unreadable", object, section, offset: None, message };
        self.releases.push(Release {
            label: label.to_owned(),
            input: input.to_owned(),
            types: 0,
            symbols: 0,
            types_known: false,
            symbols_known: false,
            diagnostics: vec![lost],
        });
        self.interface_alone.push(false);
    }

    /// Adds a release.
    pub fn add(&mut self, label: &str, loaded: &Loaded) {
        let g = &loaded.graph;
        let release = self.releases.len();
        let (types, exports) = self.chosen(g);
        let mut drafts: Vec<Draft> = types.par_iter().filter_map(|&id| self.of_type(g, id, release)).collect();
        drafts.extend(exports.par_iter().map(|e| self.of_export(g, e, release)).collect::<Vec<_>>());
        let lost: Vec<&Diagnostic> = loaded.diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost).collect();
        let is_whole = |e: &Export| e.type_id.is_none() && e.untyped == Untyped::Whole;
        let is_bare = g.ids().all(|id| g.node(id).kind == Kind::Void);
        let is_symbol = |d: &&Draft| d.key.space == Space::Symbol;
        self.releases.push(Release {
            label: label.to_owned(),
            input: loaded.path.clone(),
            types: drafts.iter().filter(|d| !is_symbol(d)).map(|d| &d.key).collect::<BTreeSet<_>>().len(),
            symbols: drafts.iter().filter(is_symbol).map(|d| &d.key).collect::<BTreeSet<_>>().len(),
            types_known: lost.is_empty() && !is_bare && !g.exports.iter().any(is_whole),
            symbols_known: lost.iter().all(|d| OF_TYPES_ALONE.contains(&d.code)),
            diagnostics: loaded.diagnostics.clone(),
        });
        self.interface_alone.push(loaded.source.is_none());
        for Draft { key, mut sighting, new } in drafts {
            let entry = self.entries.entry(key).or_default();
            if let Some(new) = new {
                let met = entry.found.iter().position(|f| f.shape == new.shape);
                sighting.definition = Some(met.unwrap_or(entry.found.len()));
                if met.is_none() {
                    entry.found.push(new);
                }
            }
            entry.sightings.push(sighting);
        }
    }

    /// What is kept of a graph; notes what resembles wanted names, where it has none of them.
    fn chosen<'g>(&mut self, g: &'g Graph) -> (Vec<TypeId>, Vec<&'g Export>) {
        if self.wanted.is_empty() {
            // Which of the compiler's own types a release uses is no history.
            let is_kept = |id: &TypeId| !g.node(*id).name.is_none() && g.node(*id).kind != Kind::Base;
            return (g.ids().filter(is_kept).collect(), g.exports.iter().filter(|e| !e.asked).collect());
        }
        let (mut types, mut exports) = (Vec::new(), Vec::new());
        for name in &self.wanted {
            types.extend(show::types_called(g, name));
            exports.extend(show::exports(g, name).filter(|e| !e.asked));
        }
        if types.is_empty() && exports.is_empty() {
            self.similar.extend(self.wanted.first().map(|name| show::similar_names(g, name, show::SIMILAR)));
        }
        (types, exports)
    }

    fn of_type(&self, g: &Graph, id: TypeId, release: usize) -> Option<Draft> {
        let key = Key { space: Space::of(g.node(id).kind)?, name: g.name(id).to_owned() };
        let deep = g.deep[id.index()];
        let file = g.str(g.positions[id.index()].file);
        let of = file.rsplit('/').next().unwrap_or(file).to_owned();
        let kind = SubjectKind::of(g.node(id).kind);
        let known = self.entries.get(&key).and_then(|entry| entry.by_deep(deep));
        let is_new = known.is_none() && !definition::is_undefined(g, id);
        let new = is_new.then(|| definition::of_type(g, id));
        Some(Draft { key, sighting: Sighting { release, kind, of, deep, definition: known }, new })
    }

    fn of_export(&self, g: &Graph, e: &Export, release: usize) -> Draft {
        let name = g.str(e.name);
        let version = g.str(e.version);
        let name = if version.is_empty() { name.to_owned() } else { format!("{name}@{version}") };
        let key = Key { space: Space::Symbol, name };
        let object = g.objects.get(e.object.0 as usize);
        let of = object.map_or_else(String::new, |o| o.module.clone().unwrap_or_else(|| o.name.clone()));
        let kind = definition::kind_of(g, e);
        let mut hash = Xxh3::new();
        hash.update(&e.type_id.map_or(0, |t| g.deep[t.index()]).to_le_bytes());
        let size = if kind == SubjectKind::Variable { e.size } else { 0 };
        hash.update(format!("{kind} {size} {:?}", definition::facts_of(g, e)).as_bytes());
        let deep = hash.digest128();
        let untyped = definition::is_untyped(g, e);
        let known = self.entries.get(&key).and_then(|entry| entry.by_deep(deep)).filter(|_| !untyped);
        let new = (known.is_none() && !untyped).then(|| definition::of_export(g, e));
        Draft { key, sighting: Sighting { release, kind, of, deep, definition: known }, new }
    }

    /// The history of everything; `all`: also what did not change.
    #[must_use]
    pub fn finish(self, all: bool) -> History {
        let (mut history, subjects) = self.settled();
        let subjects: Vec<Subject> = subjects.into_iter().map(|(_, subject)| subject).collect();
        history.counts = counts(&subjects);
        history.subjects = subjects.into_iter().filter(|s| all || s.changed).collect();
        history
    }

    /// The releases, and what each type and symbol was in them.
    pub(super) fn settled(self) -> (History, Vec<(Key, Subject)>) {
        let Self { mut releases, left_out, wanted, interface_alone, entries, .. } = self;
        // What an interface does not reach, a snapshot of it does not hold; an object does.
        if !wanted.is_empty() && interface_alone.contains(&false) {
            for (release, _) in releases.iter_mut().zip(&interface_alone).filter(|(_, alone)| **alone) {
                release.types_known = false;
            }
        }
        let subjects: Vec<(Key, Subject)> = entries
            .into_par_iter()
            .flat_map_iter(|(key, entry)| {
                let subjects = subjects(&key, entry, &releases);
                subjects.into_iter().map(move |subject| (key.clone(), subject))
            })
            .collect();
        let (schema, counts) = (SCHEMA.into(), Counts::default());
        (History { schema, releases, left_out, counts, subjects: Vec::new() }, subjects)
    }
}

/// Totals of what is told apart.
pub(super) fn counts(subjects: &[Subject]) -> Counts {
    let mut out = Counts::default();
    for subject in subjects {
        let (all, changed) = match subject.kind.is_symbol() {
            true => (&mut out.symbols, &mut out.symbols_changed),
            false => (&mut out.types, &mut out.types_changed),
        };
        *all += 1;
        *changed += usize::from(subject.changed);
        out.reach_a_change += usize::from(!subject.changed && subject.cells.iter().any(|c| c.reaches_a_change));
        out.flaps += usize::from(!subject.flaps.is_empty());
        let is_unknown = |c: &Cell| matches!(c.state, State::Unknown | State::Untyped);
        out.unknown += usize::from(subject.cells.iter().any(is_unknown));
    }
    out
}

/// What has one key: one subject, or one for each file or object where some release has several.
fn subjects(key: &Key, entry: Entry, releases: &[Release]) -> Vec<Subject> {
    let Entry { found, mut sightings } = entry;
    // Declarations say nothing where there is a definition.
    let defined: BTreeSet<usize> = sightings.iter().filter(|s| s.definition.is_some()).map(|s| s.release).collect();
    sightings.retain(|s| s.definition.is_some() || key.space == Space::Symbol || !defined.contains(&s.release));
    let mut distinct: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for s in sightings.iter().filter(|s| s.definition.is_some() || key.space == Space::Symbol) {
        distinct.entry(s.release).or_default().insert(&s.of);
    }
    if distinct.values().all(|files| files.len() < 2) {
        return vec![subject(key, None, &found, &sightings, releases)];
    }
    let mut groups: BTreeMap<String, Vec<Sighting>> = BTreeMap::new();
    for s in sightings {
        groups.entry(s.of.clone()).or_default().push(s);
    }
    groups.iter().map(|(of, list)| subject(key, Some(of), &found, list, releases)).collect()
}

fn subject(key: &Key, of: Option<&String>, found: &[Found], sightings: &[Sighting], releases: &[Release]) -> Subject {
    let mut definitions: Vec<Definition> = Vec::new();
    // Which definitions of the entry each of these stands for.
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut cells = Vec::with_capacity(releases.len());
    let mut before: Option<(usize, Vec<u128>)> = None;
    for (release, facts) in releases.iter().enumerate() {
        let here: Vec<&Sighting> = sightings.iter().filter(|s| s.release == release).collect();
        let mut set: Vec<usize> = here.iter().filter_map(|s| s.definition).collect();
        set.sort_unstable();
        set.dedup();
        let is_symbol = key.space == Space::Symbol;
        let is_known = if is_symbol { facts.symbols_known } else { facts.types_known };
        let state = match (here.is_empty(), set.is_empty()) {
            (true, _) if is_known => State::Absent,
            (true, _) => State::Unknown,
            (false, true) if is_symbol => State::Untyped,
            (false, true) => State::Declared,
            (false, false) => State::Known,
        };
        let mut cell = Cell { state, definition: None, reaches_a_change: false };
        if state == State::Known {
            let index = sets.iter().position(|s| *s == set).unwrap_or_else(|| {
                definitions.push(joined(&set, found));
                sets.push(set);
                sets.len() - 1
            });
            let mut deep: Vec<u128> = here.iter().map(|s| s.deep).collect();
            deep.sort_unstable();
            deep.dedup();
            cell.definition = Some(index);
            cell.reaches_a_change = before.as_ref().is_some_and(|(was, then)| *was == index && *then != deep);
            before = Some((index, deep));
        } else if state == State::Absent {
            before = None;
        }
        cells.push(cell);
    }
    let changes = over_time::changes(&cells, &definitions);
    let kind = sightings.last().map_or(SubjectKind::Type, |s| s.kind);
    Subject {
        kind,
        name: key.name.clone(),
        demangled: if kind.is_symbol() { demangled(&key.name) } else { None },
        of: of.cloned(),
        changed: !changes.is_empty(),
        flaps: over_time::flaps(&cells),
        definitions,
        cells,
        changes,
    }
}

fn demangled(name: &str) -> Option<String> {
    let (name, version) = name.split_once('@').map_or((name, None), |(name, version)| (name, Some(version)));
    let source = mangled::source(name)?;
    Some(version.map_or(source.clone(), |version| format!("{source}@{version}")))
}

/// One definition as it is; several as a list of what they are.
fn joined(set: &[usize], found: &[Found]) -> Definition {
    match set {
        [one] => found[*one].definition.clone(),
        several => {
            let first = several.first().map_or("", |&i| found[i].definition.declaration.as_str());
            let mut facts: Vec<String> = Vec::new();
            for &i in several {
                let f = &found[i];
                let size = f.definition.byte_size.map_or_else(String::new, |n| format!(", {n} bytes"));
                let members = f.definition.members.len();
                facts.push(format!("definition {:08x}{size}, {members} members", f.shape >> 96));
            }
            let declaration = format!("{first} ({} definitions)", several.len());
            Definition { declaration, byte_size: None, facts, members: Vec::new() }
        }
    }
}
