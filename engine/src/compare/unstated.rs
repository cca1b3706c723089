//! What the debug information of a side cannot say, or leaves out: facts of which the absence is no evidence.
//!
//! A form of debug information (a version of DWARF, strict or not, as one compiler writes it, or BTF) has no way to
//! state some facts, and the units say which (`Flags::SILENT`). Where one side states such a fact and the other could
//! not have, they do not differ: a note says what was not compared.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{object_of, typedef_of};
use super::only_declared::LeftOut;
use crate::graph::loaded::Loaded;
use crate::graph::{Flags, Graph, Kind, TypeId};
use crate::rules::doubt::{Doubt, Doubtful, Side, Statement};
use crate::rules::facts::Subject;

/// Facts that one side states and the other could not have: which side could not, what they are; how many there are,
/// and the place of one.
#[derive(Debug, Default)]
pub struct Unstated {
    found: BTreeMap<(Side, Statement), (usize, Subject)>,
    /// Functions of NEW whose definition alone no longer says that they do not return: how many, and one.
    noreturn: Option<(usize, Subject)>,
    /// Functions of which one side may not list all parameters.
    unlisted: BTreeMap<Side, BTreeSet<Subject>>,
    /// What other libraries declare otherwise in their classes.
    pub of_others: OfOthers,
    /// Classes that one side defines and the other only declares.
    pub left_out: LeftOut,
}

/// Changes of what classes of other libraries declare, which are no findings of this one.
#[derive(Debug, Default)]
pub struct OfOthers {
    changes: usize,
    classes: BTreeSet<Subject>,
}

impl OfOthers {
    /// So many of a class.
    pub fn add(&mut self, class: &Subject, changes: usize) {
        if changes > 0 {
            self.changes += changes;
            self.classes.insert(class.clone());
        }
    }
}

impl Unstated {
    pub(super) fn add(&mut self, silent: Side, what: Statement, place: &Subject) {
        let entry = self.found.entry((silent, what)).or_insert_with(|| (0, place.clone()));
        entry.0 += 1;
    }

    /// A function of OLD does not return, and nothing of NEW says whether it does.
    pub fn noreturn(&mut self, function: &Subject) {
        let entry = self.noreturn.get_or_insert_with(|| (0, function.clone()));
        entry.0 += 1;
    }

    /// A function of which this side lists fewer parameters, which may be there all the same.
    pub fn unlisted(&mut self, side: Side, function: &Subject) {
        self.unlisted.entry(side).or_default().insert(function.clone());
    }

    /// A doubt for each kind of fact; `sides`: OLD and NEW.
    pub fn doubts(&self, sides: (&Graph, &Graph)) -> Vec<Doubt> {
        let of_form = self.found.iter().map(|(&(silent, what), (count, place))| {
            let graph = if silent == Side::New { sides.1 } else { sides.0 };
            doubt(graph, Doubtful::Unstated { silent, what, count: *count, place: place.clone() })
        });
        let mut out: Vec<Doubt> = of_form.collect();
        out.extend(self.left_out.sides().map(|(side, count, first)| {
            let graph = if side == Side::New { sides.1 } else { sides.0 };
            doubt(graph, Doubtful::LeftOut { side, count, first: first.clone() })
        }));
        out.extend(self.unlisted.iter().map(|(&side, functions)| {
            let graph = if side == Side::New { sides.1 } else { sides.0 };
            let functions = functions.iter().map(Subject::spelt).collect();
            doubt(graph, Doubtful::ParametersUnlisted { side, functions })
        }));
        if let Some(first) = self.of_others.classes.first() {
            let (changes, classes) = (self.of_others.changes, self.of_others.classes.len());
            out.push(doubt(sides.1, Doubtful::OthersChanged { changes, classes, first: first.name.clone() }));
        }
        if let Some((count, first)) = &self.noreturn {
            out.push(doubt(sides.1, Doubtful::NoreturnUnsaid { more: count - 1, first: first.clone() }));
        }
        out
    }
}

fn doubt(graph: &Graph, of: Doubtful) -> Doubt {
    Doubt { object: object_of(graph).to_owned(), of }
}

/// What the debug information of a side leaves open by itself.
pub fn of_side(side: &Loaded) -> Vec<Doubt> {
    let graph = &side.graph;
    let of = [unions_without_members(graph), values_cut(graph), width_unknown(graph)];
    of.into_iter().flatten().map(|of| doubt(graph, of)).collect()
}

/// Enums of eight bytes in a BTF that holds four of each value.
fn values_cut(graph: &Graph) -> Option<Doubtful> {
    let mut enums = graph.ids().filter(|&id| graph.node(id).flags.has(Flags::CUT_VALUES));
    let first = enums.next()?;
    let name = (!graph.node(first).name.is_none()).then(|| graph.name(first).to_owned());
    Some(Doubtful::ValuesCut { count: 1 + enums.count(), first: name })
}

/// Bit-precise integers whose width is not stated.
fn width_unknown(graph: &Graph) -> Option<Doubtful> {
    let unknown = |&id: &TypeId| graph.node(id).kind == Kind::Base && graph.name(id).ends_with("_BitInt");
    let first = graph.ids().find(unknown)?;
    Some(Doubtful::WidthUnknown { name: graph.name(first).to_owned() })
}

/// Unions that debug information describes without their members.
fn unions_without_members(graph: &Graph) -> Option<Doubtful> {
    let mut unions = graph.ids().filter(|&id| graph.lacks_members(id));
    let first = unions.next()?;
    let name = match graph.name(first) {
        "" => typedef_of(graph, first),
        name => Some(name.to_owned()),
    };
    Some(Doubtful::UnionsWithoutMembers { count: 1 + unions.count(), first: name })
}
