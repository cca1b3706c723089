//! Facts that a side could not have stated excuse a difference at a place: they are noted, not told as changes.

use super::change::Owner;
use super::types::{Comparison, Place};
use crate::graph::peel::Qualifiers;
use crate::graph::{Flags, Graph, TypeId};
use crate::rules::doubt::{Side, Statement};
use crate::rules::facts::Subject;

impl Comparison<'_> {
    /// What the two sides of a place could not state.
    pub fn silent(&self, place: &Place) -> (Flags, Flags) {
        match place.owner {
            Owner::Pair(pair) => {
                let pair = &self.pairs[pair.0 as usize];
                let flags = |graph: &Graph, id: Option<TypeId>| id.map_or(Flags::default(), |id| graph.node(id).flags);
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
    /// records attributes as qualifiers and clang does not; `of_void`: of `void`, whose `const` libabigail leaves out.
    pub fn excuse(
        &mut self,
        place: &Place,
        (q, r): (&mut Qualifiers, &mut Qualifiers),
        functions: bool,
        of_void: bool,
    ) {
        let (old, new) = self.silent(place);
        type Field = fn(&mut Qualifiers) -> &mut bool;
        let fields: [(Field, Flags, Statement); 4] = [
            (|q| &mut q.is_atomic, Flags::SILENT_ATOMIC, Statement::Atomic),
            (|q| &mut q.is_restrict, Flags::SILENT_RESTRICT, Statement::Restrict),
            (|q| &mut q.is_volatile, Flags::SILENT_NORETURN_TYPE, Statement::FunctionAttributes),
            (|q| &mut q.is_const, Flags::SILENT_NORETURN_TYPE, Statement::FunctionAttributes),
        ];
        let (x, y) = (q.is_const, r.is_const);
        if of_void && x != y && (if x { new } else { old }).has(Flags::LEFT_OPEN) {
            self.note_unstated(place, Statement::ConstVoid, (u32::from(x), u32::from(y)));
            (q.is_const, r.is_const) = (true, true);
        }
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
