//! What the debug information of a side cannot say, or leaves out: facts of which the absence is no evidence.
//!
//! A form of debug information (a version of DWARF, strict or not, as one compiler writes it, or BTF) has no way to
//! state some facts, and the units say which (`Flags::SILENT`). Where one side states such a fact and the other could
//! not have, they do not differ: a note says what was not compared.

use std::collections::BTreeMap;

use super::change::Owner;
use super::types::{Comparison, Place};
use crate::graph::loaded::Loaded;
use crate::graph::peel::Qualifiers;
use crate::graph::{Flags, Graph, Kind, TypeId};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::rules::facts::Subject;

/// Facts that one side states and the other could not have: whether it is NEW that could not, what they are; how many
/// there are, and the place of one.
#[derive(Debug, Default)]
pub struct Unstated {
    found: BTreeMap<(bool, &'static str), (usize, String)>,
    /// Functions of NEW whose definition alone no longer says that they do not return.
    noreturn: Vec<String>,
}

impl Unstated {
    fn add(&mut self, is_new: bool, what: &'static str, place: String) {
        let entry = self.found.entry((is_new, what)).or_insert_with(|| (0, place));
        entry.0 += 1;
    }

    /// A function of OLD does not return, and nothing of NEW says whether it does.
    pub fn noreturn(&mut self, name: &str) {
        self.noreturn.push(name.to_owned());
    }

    /// A note for each kind of fact; `sides`: OLD and NEW.
    pub fn diagnostics(&self, sides: (&Graph, &Graph)) -> Vec<Diagnostic> {
        let sides = (object_of(sides.0), object_of(sides.1));
        let of_form = self.found.iter().map(|(&(is_new, what), (count, place))| {
            let object = if is_new { sides.1 } else { sides.0 };
            let where_ = if *count == 1 { place.clone() } else { format!("{count} places, {place} for one") };
            let (side, other) = if is_new { ("NEW", "OLD") } else { ("OLD", "NEW") };
            note(
                "facts-unstated",
                object,
                format!(
                    "the form of {side}'s debug information cannot state {what}, which {other}'s does ({where_}): of \
                     those nothing was compared"
                ),
            )
        });
        let mut out: Vec<Diagnostic> = of_form.collect();
        if let Some(first) = self.noreturn.first() {
            let more = self.noreturn.len() - 1;
            let more = if more == 0 { String::new() } else { format!(", nor of {more} more functions") };
            let message = format!(
                "the definition of {first} no longer says that it does not return{more}, and no other unit declares \
                 it: a definition need not repeat what a header says, so that is no evidence that it returns"
            );
            out.push(note("noreturn-unsaid", sides.1, message));
        }
        out
    }
}

fn note(code: &'static str, object: &str, message: String) -> Diagnostic {
    let (object, section) = (object.to_owned(), String::new());
    Diagnostic { level: DiagnosticLevel::Note, code, object, section, offset: None, message }
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
    pub fn note_unstated(&mut self, place: &Place, what: &'static str, stated: (u32, u32)) {
        self.note_unstated_of(&place.subject, what, stated);
    }

    /// The same of a subject.
    pub fn note_unstated_of(&mut self, subject: &Subject, what: &'static str, stated: (u32, u32)) {
        let member = subject.member.as_deref().map_or_else(String::new, |m| format!("::{m}"));
        self.unstated.add(stated.0 > stated.1, what, format!("{}{member}", subject.spelt()));
    }

    /// Makes qualifiers alike that one side could not have stated. `functions`: they are of functions, where GCC
    /// records attributes as qualifiers and clang does not.
    pub fn excuse(&mut self, place: &Place, q: &mut Qualifiers, r: &mut Qualifiers, functions: bool) {
        let (old, new) = self.silent(place);
        type Field = fn(&mut Qualifiers) -> &mut bool;
        let fields: [(Field, Flags, &str); 4] = [
            (|q| &mut q.is_atomic, Flags::SILENT_ATOMIC, "`_Atomic`"),
            (|q| &mut q.is_restrict, Flags::SILENT_RESTRICT, "`restrict`"),
            (|q| &mut q.is_volatile, Flags::SILENT_NORETURN_TYPE, ATTRIBUTES),
            (|q| &mut q.is_const, Flags::SILENT_NORETURN_TYPE, ATTRIBUTES),
        ];
        for (field, flag, what) in fields {
            let (x, y) = (*field(q), *field(r));
            let silent = if x { new } else { old };
            if x != y && silent.has(flag) && (what != ATTRIBUTES || functions) {
                self.note_unstated(place, what, (u32::from(x), u32::from(y)));
                *field(q) = true;
                *field(r) = true;
            }
        }
    }
}

/// Of types of functions.
const ATTRIBUTES: &str = "attributes of functions that are pointed to (`noreturn`)";

/// What the debug information of a side leaves open by itself.
pub fn of_side(side: &Loaded) -> Vec<Diagnostic> {
    [members_unknown(side), values_cut(side), width_unknown(side)].into_iter().flatten().collect()
}

/// By name, as a snapshot has it too.
fn object_of(g: &Graph) -> &str {
    if let [one] = &g.objects[..] { &one.name } else { "" }
}

/// Enums of eight bytes in a BTF that holds four of each value.
fn values_cut(side: &Loaded) -> Option<Diagnostic> {
    let g = &side.graph;
    let enums: Vec<TypeId> = g.ids().filter(|&id| g.node(id).flags.has(Flags::CUT_VALUES)).collect();
    let first = *enums.first()?;
    let name = if g.node(first).name.is_none() { "one without a name" } else { g.name(first) };
    let what = if enums.len() == 1 { "an enum".to_owned() } else { format!("{} enums", enums.len()) };
    Some(note(
        "enum-values-cut",
        object_of(g),
        format!(
            "BTF holds only the low 32 bits of the values of {what} of 64 bits ({name}), as pahole writes it before \
             1.24: the upper bits were not compared"
        ),
    ))
}

/// Bit-precise integers whose width is not stated.
fn width_unknown(side: &Loaded) -> Option<Diagnostic> {
    let g = &side.graph;
    let unknown = |&id: &TypeId| g.node(id).kind == Kind::Base && g.name(id).ends_with("_BitInt");
    let first = g.ids().find(unknown)?;
    let name = g.name(first);
    Some(note(
        "width-unknown",
        object_of(g),
        format!(
            "the width of `{name}` is not in the debug information, as with clang before 22: whether it changed is not \
             seen"
        ),
    ))
}

/// Unions that debug information describes without their members.
fn members_unknown(side: &Loaded) -> Option<Diagnostic> {
    let g = &side.graph;
    let unions: Vec<TypeId> = g.ids().filter(|&id| g.lacks_members(id)).collect();
    let first = *unions.first()?;
    let typedef = || g.ids().find(|&id| g.node(id).kind == Kind::Typedef && g.target(id) == first);
    let name = match g.name(first) {
        "" => typedef().map_or("one without a name".to_owned(), |id| g.name(id).to_owned()),
        name => name.to_owned(),
    };
    let what = if unions.len() == 1 { "a union".to_owned() } else { format!("{} unions", unions.len()) };
    Some(Diagnostic {
        level: DiagnosticLevel::Note,
        code: "members-unknown",
        // By name, as a snapshot has it too.
        object: if let [one] = &g.objects[..] { one.name.clone() } else { String::new() },
        section: String::new(),
        offset: None,
        message: format!(
            "{what} without members ({name}): GCC leaves out those of transparent unions, so what changes in them is not seen"
        ),
    })
}
