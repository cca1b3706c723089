//! Two types that belong together: whether both are defined, of which kind, and what their kind is compared by.

use super::{Comparison, Place, Role};
use crate::compare::change::{Judgement, Owner, PairId, Step};
use crate::compare::conflicts::Fate;
use crate::compare::{enums, record, versions};
use crate::graph::canon::table::NameKind;
use crate::graph::{Flags, Graph, Kind, TypeId, class, layout, rust, spell};
use crate::rules::Rule;
use crate::rules::doubt::{Side, Statement};
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
    fn comparable(&mut self, place: &Place, old_type: TypeId, new_type: TypeId) -> bool {
        let (old, new) = (self.old, self.new);
        let (old_node, new_node) = (*old.node(old_type), *new.node(new_type));
        let declared = |f: Flags| f.has(Flags::DECLARATION);
        if old_node.flags.has(Flags::LEFT_OUT) || new_node.flags.has(Flags::LEFT_OUT) {
            // What a compiler left out is not known, which its exports are named for.
            return false;
        }
        let thin = |f: Flags, other: &Graph, id| {
            let left_out = f.has(Flags::THIN) || f.has(Flags::THIN_IF_DYNAMIC) && class::is_dynamic(other, id);
            declared(f) && left_out
        };
        if thin(old_node.flags, new, new_type) || thin(new_node.flags, old, old_type) {
            // No unit of that side needs the definition, as far as its compiler tells.
            match (declared(old_node.flags), declared(new_node.flags)) {
                (true, false) => self.unstated.left_out.add(Side::Old, new.name(new_type)),
                (false, true) => self.unstated.left_out.add(Side::New, old.name(old_type)),
                _ => {}
            }
            return false;
        }
        if declared(old_node.flags) != declared(new_node.flags) && old_node.kind != Kind::Typedef {
            let (rule, judged) = if declared(old_node.flags) {
                (Rule::TypeBecameDefined, NameReason::OnlyNameKnown)
            } else {
                (Rule::TypeBecameOpaque, NameReason::DefinitionGone)
            };
            self.add_at(place, rule, whole(old, old_type), whole(new, new_type), judged, false);
            return false;
        }
        if declared(old_node.flags) {
            return false;
        }
        match self.conflicts.fate(old, old_type, new, new_type) {
            Fate::Compared => {}
            Fate::Gained { first } => {
                if first {
                    let grew = self.layout_differs(old_type, new_type);
                    let (rule, reason) = (Rule::TypeDefinitionConflict, NameReason::DefinitionsConflict);
                    self.add_at(place, rule, whole(old, old_type), whole(new, new_type), reason, grew);
                }
                return false;
            }
            Fate::Mended => return false,
        }
        if NameKind::of(old_node.kind) != NameKind::of(new_node.kind) {
            let judged = NameReason::OtherKindOfType {
                old: SubjectKind::of(old_node.kind),
                new: SubjectKind::of(new_node.kind),
            };
            self.add_at(place, Rule::TypeKindChanged, whole(old, old_type), whole(new, new_type), judged, true);
            return false;
        }
        let names = (old.name(old_type), new.name(new_type));
        if old_node.kind.is_tagged() && versions::same_but_for_version(names.0, names.1) {
            self.versions.entry(versions::scopes(names.0, names.1)).or_default().push(place.owner);
        } else if old_node.kind.is_tagged()
            && names.0 != names.1
            && !self.are_instances(old_type, new_type)
            && !self.same_but_for_enumerators(names.0, names.1)
        {
            let facts = |graph: &Graph, id| Facts { type_: Some(spell::type_name(graph, id)), ..Facts::default() };
            let judged = if old_node.name.is_none() {
                NameReason::GotTag
            } else if rust::same_name(old, old_type, new, new_type) {
                NameReason::OtherModules
            } else {
                NameReason::OtherTag
            };
            self.add_at(place, Rule::TypeRenamed, facts(old, old_type), facts(new, new_type), judged, false);
        }
        true
    }

    fn typedef(&mut self, place: Place, old_type: TypeId, new_type: TypeId) {
        let (old, new) = (self.old, self.new);
        let (old_node, new_node) = (old.node(old_type), new.node(new_type));
        let is_known = |graph: &Graph, id| !graph.node(graph.strip(id)).flags.has(Flags::DECLARATION);
        if !is_known(old, old_type) || !is_known(new, new_type) {
            // GCC states the alignment of the class that it stands for, which the other side only declares.
        } else if layout::is_excused(old, old_type, new, new_type) {
            self.note_unstated(&place, Statement::RequestedAlignment, (old_node.alignment, new_node.alignment));
        } else if old_node.alignment != new_node.alignment && self.layout_differs(old_type, new_type) {
            let facts = |graph: &Graph, id| Facts {
                bit_alignment: Some(layout::alignment(graph, id).saturating_mul(8)),
                ..Facts::default()
            };
            let sides = (facts(old, old_type), facts(new, new_type));
            self.add_at(&place, Rule::TypedefAlignmentChanged, sides.0, sides.1, Judgement::Alignment, true);
        }
        let place = Place { step: Step::Typedef(old_type), ..place };
        self.compare_use(place, old.target(old_type), new.target(new_type));
    }

    fn base(&mut self, place: &Place, old_type: TypeId, new_type: TypeId) {
        let (old_node, new_node) = (self.old.node(old_type), self.new.node(new_type));
        let facts = |graph: &Graph, id: TypeId| Facts {
            type_: Some(graph.name(id).to_owned()),
            bit_size: Some(graph.node(id).byte_size.saturating_mul(8)),
            value: Some(i128::from(graph.node(id).aux)),
            ..Facts::default()
        };
        let (old, new) = (facts(self.old, old_type), facts(self.new, new_type));
        if old_node.byte_size != new_node.byte_size {
            let reason = ValueReason::ReadAsSize { old: Some(old_node.byte_size), new: Some(new_node.byte_size) };
            self.add_at(place, Rule::BaseTypeSizeChanged, old, new, reason, true);
        } else if old_node.aux != new_node.aux
            && (old_node.flags.has(Flags::LEFT_OPEN) || new_node.flags.has(Flags::LEFT_OPEN))
        {
            let stated = |flags: Flags| u32::from(!flags.has(Flags::LEFT_OPEN));
            self.note_unstated(place, Statement::Encoding, (stated(old_node.flags), stated(new_node.flags)));
        } else if old_node.aux != new_node.aux {
            self.add_at(place, Rule::BaseTypeEncodingChanged, old, new, NameReason::OtherEncoding, false);
        }
    }
}

/// What is told of a type as a whole.
fn whole(graph: &Graph, id: TypeId) -> Facts {
    let bit_size = graph.size_of(id).map(|s| s.saturating_mul(8));
    Facts { type_: Some(spell::type_name(graph, id)), bit_size, ..Facts::default() }
}
