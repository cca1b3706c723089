//! A place whose two sides are different types.

use super::step::Step;
use super::{Comparison, Role};
use crate::compare::change::{Evidence, Judgement};
use crate::graph::Kind;
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
                self.add_at(&step.place, Rule::PointerTargetVoid, old, new, UseReason::PointerToVoid, false);
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
}
