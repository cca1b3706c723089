//! Two types that belong together: whether both are defined, of which kind, and what their kind is compared by.

use super::{Comparison, Place, Role};
use crate::compare::change::{Judgement, Owner, PairId, Step};
use crate::compare::{enums, record};
use crate::graph::canon::table::NameKind;
use crate::graph::{Flags, Graph, Kind, TypeId, layout, spell};
use crate::rules::Rule;
use crate::rules::doubt::Statement;
use crate::rules::facts::{Facts, SubjectKind};
use crate::rules::reason::{NameReason, ValueReason};

impl Comparison<'_> {
    /// Compares two types that belong together by name or place.
    pub(super) fn pair(&mut self, id: PairId) {
        let (Some(a), Some(b)) = (self.pairs[id.0 as usize].old, self.pairs[id.0 as usize].new) else {
            return;
        };
        let subject = self.pairs[id.0 as usize].subject.clone();
        let place = Place {
            owner: Owner::Pair(id),
            subject,
            rule: Rule::TypedefTargetChanged,
            role: Role::Typedef,
            callback: false,
            step: Step::None,
        };
        if !self.comparable(&place, a, b) {
            return;
        }
        match self.old.node(a).kind {
            Kind::Typedef => self.typedef(place, a, b),
            Kind::Struct | Kind::Class | Kind::Union => record::compare(self, id, a, b),
            Kind::Enum => enums::compare(self, &place, a, b),
            Kind::Base => self.base(&place, a, b),
            _ => {}
        }
    }

    /// Whether what the two are made of can be compared; what stands against that is told.
    fn comparable(&mut self, place: &Place, a: TypeId, b: TypeId) -> bool {
        let (old, new) = (self.old, self.new);
        let (x, y) = (*old.node(a), *new.node(b));
        let declared = |f: Flags| f.has(Flags::DECLARATION);
        if x.flags.has(Flags::LEFT_OUT) || y.flags.has(Flags::LEFT_OUT) {
            // What a compiler left out is not known, which its exports are named for.
            return false;
        }
        if declared(x.flags) != declared(y.flags) && x.kind != Kind::Typedef {
            let (rule, judged) = if declared(x.flags) {
                (Rule::TypeBecameDefined, NameReason::OnlyNameKnown)
            } else {
                (Rule::TypeBecameOpaque, NameReason::DefinitionGone)
            };
            self.add_at(place, rule, whole(old, a), whole(new, b), judged, false);
            return false;
        }
        if declared(x.flags) {
            return false;
        }
        if NameKind::of(x.kind) != NameKind::of(y.kind) {
            let judged = NameReason::OtherKindOfType { old: SubjectKind::of(x.kind), new: SubjectKind::of(y.kind) };
            self.add_at(place, Rule::TypeKindChanged, whole(old, a), whole(new, b), judged, true);
            return false;
        }
        if x.kind.is_tagged() && old.name(a) != new.name(b) {
            let facts = |g: &Graph, id| Facts { type_: Some(spell::type_name(g, id)), ..Facts::default() };
            let judged = if x.name.is_none() { NameReason::GotTag } else { NameReason::OtherTag };
            self.add_at(place, Rule::TypeRenamed, facts(old, a), facts(new, b), judged, false);
        }
        true
    }

    fn typedef(&mut self, place: Place, a: TypeId, b: TypeId) {
        let (old, new) = (self.old, self.new);
        let (x, y) = (old.node(a), new.node(b));
        if layout::is_excused(old, a, new, b) {
            self.note_unstated(&place, Statement::RequestedAlignment, (x.alignment, y.alignment));
        } else if x.alignment != y.alignment && self.layout_differs(a, b) {
            let facts = |g: &Graph, id| Facts {
                bit_alignment: Some(layout::alignment(g, id).saturating_mul(8)),
                ..Facts::default()
            };
            let sides = (facts(old, a), facts(new, b));
            self.add_at(&place, Rule::TypedefAlignmentChanged, sides.0, sides.1, Judgement::Alignment, true);
        }
        let place = Place { step: Step::Typedef(a), ..place };
        self.compare_use(place, old.target(a), new.target(b));
    }

    fn base(&mut self, place: &Place, a: TypeId, b: TypeId) {
        let (x, y) = (self.old.node(a), self.new.node(b));
        let facts = |g: &Graph, id: TypeId| Facts {
            type_: Some(g.name(id).to_owned()),
            bit_size: Some(g.node(id).byte_size.saturating_mul(8)),
            value: Some(i128::from(g.node(id).aux)),
            ..Facts::default()
        };
        let (old, new) = (facts(self.old, a), facts(self.new, b));
        if x.byte_size != y.byte_size {
            let reason = ValueReason::ReadAsSize { old: Some(x.byte_size), new: Some(y.byte_size) };
            self.add_at(place, Rule::BaseTypeSizeChanged, old, new, reason, true);
        } else if x.aux != y.aux {
            self.add_at(place, Rule::BaseTypeEncodingChanged, old, new, NameReason::OtherEncoding, false);
        }
    }
}

/// What is told of a type as a whole.
fn whole(g: &Graph, id: TypeId) -> Facts {
    let bit_size = g.size_of(id).map(|s| s.saturating_mul(8));
    Facts { type_: Some(spell::type_name(g, id)), bit_size, ..Facts::default() }
}
