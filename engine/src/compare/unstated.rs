//! What the debug information of a side cannot say, or leaves out: facts of which the absence is no evidence.
//!
//! A form of debug information (a version of DWARF, strict or not, as one compiler writes it, or BTF) has no way to
//! state some facts, and the units say which (`Flags::SILENT`). Where one side states such a fact and the other could
//! not have, they do not differ: a note says what was not compared.

use std::collections::BTreeMap;

use super::evidence::typedef_of;
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

    /// A doubt for each kind of fact; `sides`: OLD and NEW.
    pub fn doubts(&self, sides: (&Graph, &Graph)) -> Vec<Doubt> {
        let of_form = self.found.iter().map(|(&(silent, what), (count, place))| {
            let graph = if silent == Side::New { sides.1 } else { sides.0 };
            doubt(graph, Doubtful::Unstated { silent, what, count: *count, place: place.clone() })
        });
        let mut out: Vec<Doubt> = of_form.collect();
        if let Some((count, first)) = &self.noreturn {
            out.push(doubt(sides.1, Doubtful::NoreturnUnsaid { more: count - 1, first: first.clone() }));
        }
        out
    }
}

fn doubt(g: &Graph, of: Doubtful) -> Doubt {
    Doubt { object: object_of(g).to_owned(), of }
}

/// What the debug information of a side leaves open by itself.
pub fn of_side(side: &Loaded) -> Vec<Doubt> {
    let g = &side.graph;
    let of = [unions_without_members(g), values_cut(g), width_unknown(g)];
    of.into_iter().flatten().map(|of| doubt(g, of)).collect()
}

/// By name, as a snapshot has it too.
fn object_of(g: &Graph) -> &str {
    if let [one] = &g.objects[..] { &one.name } else { "" }
}

/// Enums of eight bytes in a BTF that holds four of each value.
fn values_cut(g: &Graph) -> Option<Doubtful> {
    let mut enums = g.ids().filter(|&id| g.node(id).flags.has(Flags::CUT_VALUES));
    let first = enums.next()?;
    let name = (!g.node(first).name.is_none()).then(|| g.name(first).to_owned());
    Some(Doubtful::ValuesCut { count: 1 + enums.count(), first: name })
}

/// Bit-precise integers whose width is not stated.
fn width_unknown(g: &Graph) -> Option<Doubtful> {
    let unknown = |&id: &TypeId| g.node(id).kind == Kind::Base && g.name(id).ends_with("_BitInt");
    let first = g.ids().find(unknown)?;
    Some(Doubtful::WidthUnknown { name: g.name(first).to_owned() })
}

/// Unions that debug information describes without their members.
fn unions_without_members(g: &Graph) -> Option<Doubtful> {
    let mut unions = g.ids().filter(|&id| g.lacks_members(id));
    let first = unions.next()?;
    let name = match g.name(first) {
        "" => typedef_of(g, first),
        name => Some(name.to_owned()),
    };
    Some(Doubtful::UnionsWithoutMembers { count: 1 + unions.count(), first: name })
}
