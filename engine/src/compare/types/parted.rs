//! A place whose two sides are different types.

use super::{Comparison, Role, Step};
use crate::compare::change::{Change, Evidence, Judgement};
use crate::graph::Kind;
use crate::rules::{Rule, Severity};

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
                let why = "whether what passed as a plain address is called now, the binary does not say".to_owned();
                self.add_at(&s.place, Rule::PointerTargetChanged, old, new, (Severity::Risky, why), false);
                return;
            }
            if void {
                let why = "any object pointer converts to void * and back without a change of its bits".to_owned();
                self.add_at(&s.place, Rule::PointerTargetVoid, old, new, (Severity::Cosmetic, why), false);
                return;
            }
            let judged = Evidence::PointerTarget { part: s.part(), old: s.old, new: s.new };
            self.add_at(&s.place, Rule::PointerTargetChanged, old, new, judged, false);
            return;
        }
        if s.place.role == Role::Typedef && (a.kind == Kind::Void) != (b.kind == Kind::Void) {
            // Of `void` nothing can be held: only pointers to it may be meant.
            self.add(Change {
                judgement: Judgement::Void,
                affects_layout: true,
                ..Change::decided(
                    s.place.rule,
                    s.place.owner,
                    s.place.subject.clone(),
                    (Some(old), Some(new)),
                    (Severity::Risky, String::new()),
                )
            });
            return;
        }
        let (role, callback) = (s.place.role, s.place.callback);
        let judged = Evidence::Value { role, callback, part: s.part(), old: s.old, new: s.new };
        let rule = s.place.rule;
        let affects = s.place.role != Role::BitField && self.layout_differs(s.old, s.new);
        self.add_at(&s.place, rule, old, new, judged, affects);
    }
}
