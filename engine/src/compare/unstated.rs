//! What the debug information of a side cannot say, or leaves out: facts of which the absence is no evidence.
//!
//! A form of debug information (a version of DWARF, strict or not, as one compiler writes it, or BTF) has no way to
//! state some facts, and the units say which (`Flags::SILENT`). Where one side states such a fact and the other could
//! not have, they do not differ: a note says what was not compared.

use std::collections::BTreeMap;

use super::change::Owner;
use super::evidence::typedef_of;
use super::types::{Comparison, Place};
use crate::graph::loaded::Loaded;
use crate::graph::peel::Qualifiers;
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
    fn add(&mut self, silent: Side, what: Statement, place: &Subject) {
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

impl Comparison<'_> {
    /// What the two sides of a place could not state.
    pub fn silent(&self, place: &Place) -> (Flags, Flags) {
        match place.owner {
            Owner::Pair(pair) => {
                let pair = &self.pairs[pair.0 as usize];
                let flags = |g: &Graph, id: Option<TypeId>| id.map_or(Flags::default(), |id| g.node(id).flags);
                (flags(self.old, pair.old), flags(self.new, pair.new))
            }
            Owner::Link(link) => self.forms[link.0 as usize],
            Owner::OldExport(_) | Owner::NewExport(_) | Owner::Object => (Flags::default(), Flags::default()),
        }
    }

    /// Takes note of a fact that the one side states and the other could not have; 0: not stated.
    pub fn note_unstated(&mut self, place: &Place, what: Statement, stated: (u32, u32)) {
        self.note_unstated_of(&place.subject, what, stated);
    }

    /// The same of a subject.
    pub fn note_unstated_of(&mut self, subject: &Subject, what: Statement, stated: (u32, u32)) {
        let silent = if stated.0 > stated.1 { Side::New } else { Side::Old };
        self.unstated.add(silent, what, subject);
    }

    /// Makes qualifiers alike that one side could not have stated. `functions`: they are of functions, where GCC
    /// records attributes as qualifiers and clang does not.
    pub fn excuse(&mut self, place: &Place, q: &mut Qualifiers, r: &mut Qualifiers, functions: bool) {
        let (old, new) = self.silent(place);
        type Field = fn(&mut Qualifiers) -> &mut bool;
        let fields: [(Field, Flags, Statement); 4] = [
            (|q| &mut q.is_atomic, Flags::SILENT_ATOMIC, Statement::Atomic),
            (|q| &mut q.is_restrict, Flags::SILENT_RESTRICT, Statement::Restrict),
            (|q| &mut q.is_volatile, Flags::SILENT_NORETURN_TYPE, Statement::FunctionAttributes),
            (|q| &mut q.is_const, Flags::SILENT_NORETURN_TYPE, Statement::FunctionAttributes),
        ];
        for (field, flag, what) in fields {
            let (x, y) = (*field(q), *field(r));
            let silent = if x { new } else { old };
            if x != y && silent.has(flag) && (what != Statement::FunctionAttributes || functions) {
                self.note_unstated(place, what, (u32::from(x), u32::from(y)));
                *field(q) = true;
                *field(r) = true;
            }
        }
    }
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
