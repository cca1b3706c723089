//! A place whose two sides are different types.

use super::step::Step;
use super::{Comparison, Role};
use crate::compare::change::{Evidence, Judgement};
use crate::graph::{Flags, Kind};
use crate::rules::Rule;
use crate::rules::reason::UseReason;

impl Comparison<'_> {
    /// The two sides of a place are different types.
    pub(super) fn differ(&mut self, step: &Step) {
        let (old_graph, new_graph) = (self.old, self.new);
        let (old_node, new_node) = (old_graph.node(step.old), new_graph.node(step.new));
        let (old, new) = self.use_facts(step);
        if step.pointers > 0 {
            // A function pointer is no object pointer (C11 6.3.2.3).
            let function = old_node.kind == Kind::Function || new_node.kind == Kind::Function;
            let void = (old_node.kind == Kind::Void) != (new_node.kind == Kind::Void);
            if void && function {
                self.add_at(&step.place, Rule::PointerTargetChanged, old, new, UseReason::AddressAgainstCall, false);
                return;
            }
            if void {
                let reason = self.pointer_to_void(step);
                self.add_at(&step.place, Rule::PointerTargetVoid, old, new, reason, false);
                return;
            }
            let returned = step.place.role == Role::Result && step.pointers == 1 && !step.place.callback;
            let judged = Evidence::PointerTarget { returned, part: step.part(), types: step.types() };
            self.add_at(&step.place, Rule::PointerTargetChanged, old, new, judged, false);
            return;
        }
        if step.place.role == Role::Typedef && (old_node.kind == Kind::Void) != (new_node.kind == Kind::Void) {
            // Of `void` nothing can be held: only pointers to it may be meant.
            self.add_at(&step.place, step.place.rule, old, new, Judgement::Void, true);
            return;
        }
        let (role, callback) = (step.place.role, step.place.callback);
        let judged = Evidence::Value { role, callback, part: step.part(), types: step.types() };
        let rule = step.place.rule;
        let affects = step.place.role != Role::BitField && self.layout_differs(step.old, step.new);
        self.add_at(&step.place, rule, old, new, judged, affects);
    }

    /// What a pointer to data against one to `void` means to source: every object pointer converts to `void *`, in C that
    /// converts to each (C11, 6.3.2.3), and nothing else converts (6.5.16.1).
    fn pointer_to_void(&self, step: &Step) -> UseReason {
        let (from, to) = (self.old.node(step.old), self.new.node(step.new));
        if step.pointers > 1 || step.is_of_pointed_function() {
            return UseReason::NoConversion;
        }
        if to.kind != Kind::Void {
            return UseReason::NoLongerVoid;
        }
        // Of what consumers only see declared they read nothing.
        let hidden = from.flags.has(Flags::DECLARATION) || from.flags.has(Flags::IN_SOURCE);
        let name = self.old.name(step.old);
        let unknown = || !name.is_empty() && self.texts.as_ref().is_some_and(|texts| !texts.define(name));
        let is_opaque = from.kind.is_record() && (hidden || unknown());
        if step.place.role == Role::Parameter || is_opaque { UseReason::PointerToVoid } else { UseReason::ReadThrough }
    }
}
