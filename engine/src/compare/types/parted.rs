//! A place whose two sides are different types.

use super::step::Step;
use super::{Comparison, Role};
use crate::compare::change::{Evidence, Judgement};
use crate::graph::Kind;
use crate::rules::Rule;
use crate::rules::reason::UseReason;

impl Comparison<'_> {
    /// The two sides of a place are different types.
    pub(super) fn differ(&mut self, s: &Step) {
        let (g, h) = (self.old, self.new);
        let (a, b) = (g.node(s.old), h.node(s.new));
        let (old, new) = self.use_facts(s);
        if s.pointers > 0 {
            // A function pointer is no object pointer (C11 6.3.2.3).
            let function = a.kind == Kind::Function || b.kind == Kind::Function;
            let void = (a.kind == Kind::Void) != (b.kind == Kind::Void);
            if void && function {
                self.add_at(&s.place, Rule::PointerTargetChanged, old, new, UseReason::AddressAgainstCall, false);
                return;
            }
            if void {
                self.add_at(&s.place, Rule::PointerTargetVoid, old, new, UseReason::PointerToVoid, false);
                return;
            }
            let judged = Evidence::PointerTarget { part: s.part(), old: s.old, new: s.new };
            self.add_at(&s.place, Rule::PointerTargetChanged, old, new, judged, false);
            return;
        }
        if s.place.role == Role::Typedef && (a.kind == Kind::Void) != (b.kind == Kind::Void) {
            // Of `void` nothing can be held: only pointers to it may be meant.
            self.add_at(&s.place, s.place.rule, old, new, Judgement::Void, true);
            return;
        }
        let (role, callback) = (s.place.role, s.place.callback);
        let judged = Evidence::Value { role, callback, part: s.part(), old: s.old, new: s.new };
        let rule = s.place.rule;
        let affects = s.place.role != Role::BitField && self.layout_differs(s.old, s.new);
        self.add_at(&s.place, rule, old, new, judged, affects);
    }
}
