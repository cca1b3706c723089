//! Symtypes of two builds held against each other: which definitions have to be put back for the old CRC of an export.
//!
//! `restore` finds them and computes the proof, `class` says what kind of change each is, `tokens` has the words of definitions,
//! `ways` tells how an export reaches one.

mod class;
mod restore;
#[cfg(test)]
mod tests;
mod tokens;
mod ways;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use similar::DiffOp;

use super::line::Dialect;
use super::{Object, Symtypes};
use crate::compare::align::align;
use crate::ground::error::{Error, Result};
use crate::ground::maps::FastMap;
use crate::kernel::crc::symvers::{Symvers, spelt};
use crate::model::proof::{Cause, ChangedCrc, Contradicted, Export, Proof, ProofLine, SCHEMA, Side, Unknown, Why};

use restore::{Change, Outcome, Place, Walking, restore};

/// The symtypes of two builds.
#[derive(Debug)]
pub struct Sides {
    all: Symtypes,
    /// The first object of the new build.
    first_new: usize,
    paths: [String; 2],
}

/// An export of both builds.
type Pair = (Place, Place);

/// What there is of the exports of both builds.
#[derive(Default)]
struct Exports {
    pairs: Vec<Pair>,
    added: Vec<Export>,
    removed: Vec<Export>,
    unknown: Vec<Unknown>,
}

impl Sides {
    /// Reads the symtypes of two builds, each a file or a folder of them.
    ///
    /// # Errors
    /// Those of [`Symtypes::read`]; the sides are of different tools.
    pub fn read(old: &Path, new: &Path) -> Result<Self> {
        let mut all = Symtypes::default();
        all.load(old)?;
        let first_new = all.objects.len();
        all.load(new)?;
        Self::of(all, first_new, [old, new].map(|path| path.display().to_string()))
    }

    /// Reads the bytes of two files; the paths are for messages.
    ///
    /// # Errors
    /// Those of [`Self::read`].
    pub fn parse(old: (&str, &[u8]), new: (&str, &[u8])) -> Result<Self> {
        let mut all = Symtypes::default();
        all.add(old.0, "", old.1)?;
        all.check_exports(old.0, 0)?;
        let first_new = all.objects.len();
        all.add(new.0, "", new.1)?;
        all.check_exports(new.0, first_new)?;
        Self::of(all, first_new, [old.0, new.0].map(str::to_owned))
    }

    /// Takes the symtypes of both builds: those of the new one begin at the object `first_new`.
    ///
    /// # Errors
    /// The sides are of different tools.
    pub(in crate::kernel) fn of(all: Symtypes, first_new: usize, paths: [String; 2]) -> Result<Self> {
        let sides = Self { all, first_new, paths };
        let [old_tools, new_tools] = [sides.tools(0), sides.tools(1)];
        if old_tools != new_tools || old_tools.len() > 1 {
            let what = "the sides are of different tools (genksyms, gendwarfksyms): their CRCs are of different texts";
            return Err(Error::text(&sides.paths[1], 1, what));
        }
        Ok(sides)
    }

    fn objects(&self, side: usize) -> &[Object] {
        let (old, new) = self.all.objects.split_at(self.first_new);
        if side == 0 { old } else { new }
    }

    fn tools(&self, side: usize) -> BTreeSet<&'static str> {
        let exports = self.objects(side).iter().flat_map(|object| &object.exports);
        exports.map(|&(_, definition, _)| tool(self.all.definitions[definition as usize].dialect)).collect()
    }

    /// How many listed CRCs are others than those that the symtypes give.
    pub(in crate::kernel) fn contradictions(&self, lists: [&Symvers; 2]) -> usize {
        [0, 1].map(|side| self.side(side, Some(lists[side])).contradicted.len()).iter().sum()
    }

    /// Whether either build exports a name.
    #[must_use]
    pub fn exports(&self, name: &str) -> bool {
        let number = self.all.numbers.get(name.as_bytes());
        let mut exports = self.all.objects.iter().flat_map(|object| &object.exports);
        number.is_some_and(|number| exports.any(|(name, _, _)| name == number))
    }

    /// Proves the causes of every changed CRC; with `names` those of the exports of these names, and the ways to their causes.
    /// `lists` are the CRCs that the builds themselves had, where they are to be had.
    #[must_use]
    pub fn prove(&self, names: &[String], lists: [Option<&Symvers>; 2]) -> Proof {
        let wanted: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let Exports { mut pairs, added, removed, mut unknown } = self.pair(&wanted);
        pairs.sort_by_cached_key(|pair| self.export(pair.1));
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        // One object after the other, for what its names mean is looked up once.
        order.sort_by_key(|&at| (pairs[at].1.object, pairs[at].0.object));
        let start = || Walking::new(&self.all);
        let restored = |walking: &mut Walking, &at: &usize| (at, restore(walking, pairs[at].0, pairs[at].1));
        let mut outcomes: Vec<(usize, Outcome)> = order.par_iter().map_init(start, restored).collect();
        outcomes.sort_by_key(|(at, _)| *at);
        let (mut unchanged, mut changed) = (0, Vec::new());
        let mut found: FastMap<Change, (Pair, usize, usize)> = FastMap::default();
        let mut sets = Vec::new();
        for (at, outcome) in outcomes {
            let pair = pairs[at];
            let why = match outcome {
                Outcome::Unchanged => {
                    unchanged += 1;
                    continue;
                }
                Outcome::Changed { old, new, causes, proved } => {
                    for &cause in &causes {
                        let (_, crcs, alone) = found.entry(cause).or_insert((pair, 0, 0));
                        *crcs += 1;
                        *alone += usize::from(causes.len() == 1);
                    }
                    let ways = if wanted.is_empty() { Vec::new() } else { ways::ways(&self.all, pair.0, &causes) };
                    let (old_crc, new_crc) = (spelt(old), spelt(new));
                    let export = self.export(pair.1);
                    changed.push(ChangedCrc { export, old_crc, new_crc, proved, causes: Vec::new(), ways });
                    sets.push(causes);
                    continue;
                }
                Outcome::Undefined { name, old: true } => Why::UndefinedOld(self.text(name)),
                Outcome::Undefined { name, old: false } => Why::UndefinedNew(self.text(name)),
            };
            unknown.push(Unknown { export: self.export(pair.1), why });
        }
        let (causes, indexes) = self.causes(found);
        for (changed, set) in changed.iter_mut().zip(sets) {
            changed.causes = set.iter().map(|cause| indexes[cause]).collect();
        }
        unknown.sort_by(|a, b| a.export.cmp(&b.export));
        let [old, new] = [self.side(0, lists[0]), self.side(1, lists[1])];
        Proof { schema: SCHEMA.into(), old, new, unchanged, changed, causes, added, removed, unknown }
    }

    fn pair(&self, wanted: &BTreeSet<&str>) -> Exports {
        let mut names: BTreeMap<&[u8], [Vec<Place>; 2]> = BTreeMap::new();
        for (at, object) in self.all.objects.iter().enumerate() {
            let mut seen = BTreeSet::new();
            for &(name, definition, _) in object.exports.iter().filter(|(name, _, _)| seen.insert(*name)) {
                let places = &mut names.entry(&self.all.names[name as usize]).or_default()[side(at, self.first_new)];
                places.push(Place { object: at, name, definition });
            }
        }
        names.retain(|name, _| wanted.is_empty() || std::str::from_utf8(name).is_ok_and(|name| wanted.contains(name)));
        let mut exports = Exports::default();
        for [mut old, mut new] in names.into_values() {
            if old.len() > 1 || new.len() > 1 {
                // Those of one object belong together.
                new.retain(|&new| {
                    let before = old.iter().position(|old| self.export(*old) == self.export(new));
                    exports.pairs.extend(before.map(|at| (old.remove(at), new)));
                    before.is_none()
                });
            }
            match (&old[..], &new[..]) {
                (&[old], &[new]) => exports.pairs.push((old, new)),
                ([], _) => exports.added.extend(new.iter().map(|new| self.export(*new))),
                (_, []) => exports.removed.extend(old.iter().map(|old| self.export(*old))),
                _ => {
                    let several = |place: &Place| Unknown { export: self.export(*place), why: Why::Several };
                    exports.unknown.extend(new.iter().map(several));
                }
            }
        }
        exports
    }

    fn causes(&self, found: FastMap<Change, (Pair, usize, usize)>) -> (Vec<Cause>, FastMap<Change, usize>) {
        let mut found: Vec<_> = found.into_iter().collect();
        let text = |change: &Change| &self.all.names[change.name as usize];
        found.sort_by(|(a, (_, a_crcs, a_alone)), (b, (_, b_crcs, b_alone))| {
            (b_crcs, b_alone, text(a), a.old, a.new).cmp(&(a_crcs, a_alone, text(b), b.old, b.new))
        });
        let indexes = found.iter().enumerate().map(|(i, (change, _))| (*change, i)).collect();
        let cause = |&(change, ((old_place, new_place), crcs, alone)): &(Change, (Pair, usize, usize))| {
            let dialect = self.all.definitions[change.old as usize].dialect;
            let (old, new) = (tokens::words(&self.all, change.old), tokens::words(&self.all, change.new));
            Cause {
                name: self.text(change.name),
                class: class::class(&self.all, change, (old_place.object, new_place.object)),
                crcs,
                alone,
                object: self.export(new_place).object,
                lines: differing(&tokens::lines(dialect, &old), &tokens::lines(dialect, &new)),
                old: joined(&old),
                new: joined(&new),
            }
        };
        (found.par_iter().map(cause).collect(), indexes)
    }

    fn side(&self, side: usize, list: Option<&Symvers>) -> Side {
        let objects = self.objects(side);
        let (mut listed, mut contradicted) = (0, Vec::new());
        if let Some(list) = list {
            let first = if side == 0 { 0 } else { self.first_new };
            // A name that several objects export is in the list with the CRC of the one that was linked.
            let mut computed: BTreeMap<String, Vec<u32>> = BTreeMap::new();
            for export in self.all.crcs_of(first..first + objects.len()) {
                let Ok(crc) = export.crc else { continue };
                computed.entry(export.name).or_default().push(crc);
            }
            for (name, crcs) in computed {
                let [of] = list.of(&name) else { continue };
                listed += 1;
                if !crcs.contains(&of.crc) {
                    let (computed, listed) = (spelt(crcs[0]), spelt(of.crc));
                    contradicted.push(Contradicted { name, computed, listed });
                }
            }
        }
        Side {
            path: self.paths[side].clone(),
            tool: self.tools(side).into_iter().next().unwrap_or_default().into(),
            objects: objects.len(),
            exports: objects.iter().map(|object| object.exports.len()).sum(),
            listed: list.map(|_| listed),
            contradicted,
        }
    }

    fn export(&self, place: Place) -> Export {
        let object = &self.all.objects[place.object];
        let object = object.section.as_ref().unwrap_or(&object.within).clone();
        Export { name: self.text(place.name), object }
    }

    fn text(&self, name: u32) -> String {
        String::from_utf8_lossy(&self.all.names[name as usize]).into_owned()
    }
}

fn side(object: usize, first_new: usize) -> usize {
    usize::from(object >= first_new)
}

fn tool(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Genksyms => "genksyms",
        Dialect::Gendwarfksyms => "gendwarfksyms",
    }
}

fn joined(words: &[tokens::Word]) -> String {
    words.iter().map(tokens::Word::text).collect::<Vec<_>>().join(" ")
}

/// The lines that one side alone has.
fn differing(old: &[String], new: &[String]) -> Vec<ProofLine> {
    let mut lines = Vec::new();
    for operation in align(old, new) {
        if matches!(operation, DiffOp::Equal { .. }) {
            continue;
        }
        let line = |is_old: bool| move |text: &String| ProofLine { is_old, text: text.clone() };
        lines.extend(old[operation.old_range()].iter().map(line(true)));
        lines.extend(new[operation.new_range()].iter().map(line(false)));
    }
    lines
}
