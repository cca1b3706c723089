//! Members of a record that were renamed, went, came or stayed.

use std::cell::LazyCell;

use super::akin::alike;
use super::carried::{AT_ONE_PLACE, Carried};
use super::record::parts::{Gone, Lists, Record, offsets};
use crate::compare::around::{Around, Extents, ReservedBits};
use crate::compare::change::{ChangeId, ClassChange, Evidence, Judgement, Move, Owner, Step};
use crate::compare::leaves::Leaf;
use crate::compare::regroup::Regrouped;
use crate::compare::shapes::{self, Slots};
use crate::compare::types::{Comparison, Place, Role};
use crate::graph::{Edge, Graph, Kind, TypeId, class, layout, names};
use crate::ground::maps::FastMap;
use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::kabi::names::{Form, reserve};
use crate::rules::kabi::slot;
use crate::rules::reason::MemberReason;

impl Record {
    /// Members with other names.
    pub(super) fn renamed(
        &self,
        comparison: &mut Comparison<'_>,
        (old, new): Lists<'_, '_>,
        renamed: &[(usize, usize)],
        carried: &Carried,
    ) {
        let (old_graph, new_graph) = (comparison.old, comparison.new);
        let stay = renamed.iter().map(|&pair| (pair, false));
        for ((i, j), moved) in stay.chain(carried.moved.iter().map(|&pair| (pair, true))) {
            let (x, y) = (&old[i], &new[j]);
            let place = |leaf: &Leaf<'_>| (leaf.name.to_string(), leaf.bit_offset.div_euclid(8));
            let judged = if moved {
                MemberReason::CarriedOnElsewhere { offset: place(y).1 }
            } else if let Some(&other) = carried.rival_of_old.get(&i) {
                let (other, offset) = place(&new[other]);
                MemberReason::AnotherResembles { name: x.name.to_string(), other, offset }
            } else if let Some(&other) = carried.rival_of_new.get(&j) {
                let (other, offset) = place(&old[other]);
                MemberReason::ResemblesAnother { name: y.name.to_string(), other, offset }
            } else if shapes::renumbered(old_graph, x, new_graph, y) {
                MemberReason::StaysReserved
            } else if is_callback(old_graph, x.target) && !names::resemble(&x.name, &y.name) {
                MemberReason::OtherPurpose
            } else {
                MemberReason::OtherNameOfBytes
            };
            let mut facts = (member_facts(x), member_facts(y));
            facts.0.name = Some(x.name.to_string());
            facts.1.name = Some(y.name.to_string());
            self.add(comparison, Rule::MemberRenamed, Some(&x.name), x.line, facts, judged, false);
        }
    }

    /// Members whose scalars stand in other members now.
    pub(super) fn regrouped(
        &self,
        comparison: &mut Comparison<'_>,
        old: &[Leaf<'_>],
        regrouped: Vec<Regrouped>,
        gone: &mut Vec<Gone>,
    ) {
        for Regrouped { old: i, holders, swapped, element, .. } in regrouped {
            let x = &old[i];
            let judged: Judgement = match (swapped, element) {
                (Some((name, other, bits)), _) => {
                    let (name, other) = (name.to_string(), other.to_string());
                    MemberReason::FoundInPlace { name, other, offset: bits.div_euclid(8) }.into()
                }
                (None, Some(array)) => MemberReason::ElementStands { name: x.name.to_string(), array }.into(),
                (None, None) => MemberReason::GroupedOtherwise.into(),
            };
            let facts = Facts { name: Some(x.name.to_string()), ..member_facts(x) };
            let place = Facts { name: Some(holders), ..Facts::default() };
            let id = self.push(
                comparison,
                Rule::MemberRenamed,
                Some(&x.name),
                x.line,
                Some(facts),
                Some(place),
                judged,
                false,
            );
            gone.push((x.bit_offset, x.bit_offset + x.bits().max(1), x.name.to_string(), id));
        }
    }

    /// Members that only OLD has.
    pub(super) fn removed(
        &self,
        comparison: &mut Comparison<'_>,
        (old, new): Lists<'_, '_>,
        common: &[(usize, usize)],
        removed: &[usize],
        gone: &mut Vec<Gone>,
    ) {
        if removed.is_empty() {
            return;
        }
        let graph = comparison.old;
        let (union, sizes) = (self.is_union(comparison), self.sizes(comparison));
        let still = offsets((old, new), common).iter().all(|o| o.0 == o.1);
        let last = old.iter().filter(|y| y.bits() > 0).map(|y| y.bit_offset).max();
        let stayed = stayed(old, new, common);
        let lies_there = Extents::of(new.iter().map(|y| (y.bit_offset, y.end())));
        let new_graph = comparison.new;
        let reserved = LazyCell::new(|| ReservedBits::of(new_graph, new));
        for &i in removed {
            let x = &old[i];
            let size = graph.size_of(x.target);
            let bytes = x.bit_field.is_some() || size.is_some_and(|s| s > 0);
            let last = last.is_none_or(|start| start < x.bit_offset);
            let array = graph.node(graph.strip(x.target)).kind == Kind::Array;
            let judged: Judgement = if !bytes && array && last {
                MemberReason::ElementsBehindGone.into()
            } else if size == Some(0) && !bytes {
                MemberReason::MarkedAPlace.into()
            } else if sizes.0 == sizes.1
                && still
                && shapes::harmless_removal(graph, x)
                && (union || !lies_there.meets(x.bit_offset, x.end()))
            {
                MemberReason::ReserveGone.into()
            } else if sizes.0 == sizes.1 && x.bit_field.is_some() && reserved.have(x.bit_offset, x.end()) {
                if shapes::harmless_removal(graph, x) {
                    MemberReason::StaysReserved.into()
                } else {
                    MemberReason::BitsReserved { name: x.name.to_string() }.into()
                }
            } else if let Some(y) = alias(comparison, &stayed, x) {
                MemberReason::BytesOfAnother { name: y.name.to_string() }.into()
            } else if union {
                MemberReason::AlternativeGone { name: x.name.to_string() }.into()
            } else {
                MemberReason::MemberGone { name: x.name.to_string() }.into()
            };
            let facts = Some(member_facts(x));
            let rule = if comparison.new.has_static_data(self.b, &x.name) {
                Rule::MemberBecameStatic
            } else {
                Rule::MemberRemoved
            };
            let id = self.push(comparison, rule, Some(&x.name), x.line, facts, None, judged, bytes);
            gone.push((x.bit_offset, x.bit_offset + x.bits().max(1), x.name.to_string(), id));
        }
    }

    /// A member that only NEW has.
    pub(super) fn added(&self, comparison: &mut Comparison<'_>, j: usize, around: &Around<'_>) {
        let (old_graph, new_graph) = (comparison.old, comparison.new);
        let sizes = self.sizes(comparison);
        let y = &around.new[j];
        if y.bit_field.is_none() && new_graph.size_of(y.target) == Some(0) && sizes.0 == sizes.1 {
            // An empty struct or array only marks a place.
            return;
        }
        let (start, end) = (y.bit_offset, y.bit_offset + y.bits().max(1));
        let overlaps = around.before.meets(start, end);
        let moved_behind = around.last_moved.is_some_and(|at| at >= start);
        let behind = around.last_common.is_some_and(|at| at >= end);
        let facts = Some(member_facts(y));
        let whole_union = self.is_union(comparison);
        // It is not what made the record larger.
        let within = sizes.0 == sizes.1
            || end <= sizes.0.saturating_mul(8).cast_signed()
                && layout::same_alignment(old_graph, self.a, new_graph, self.b);
        let (rule, judged, affects): (Rule, Judgement, bool) = if whole_union {
            if within {
                (Rule::MemberAddedToUnion, MemberReason::FitsInUnion.into(), false)
            } else {
                (Rule::MemberAddedToUnion, Judgement::Growth, true)
            }
        } else if moved_behind && (behind || overlaps) {
            (Rule::MemberAddedInside, MemberReason::MembersBehindMoved { name: y.name.to_string() }.into(), true)
        } else if within || behind {
            if y.in_union && overlaps {
                (Rule::MemberAddedToUnion, MemberReason::SharesBytes.into(), false)
            } else if let Some((_, _, name, id)) = around.gone(start, end) {
                return self.stands_where(comparison, y, name, *id);
            } else if !behind && !overlaps && new_graph.size_of(y.target).is_none() {
                (Rule::MemberAddedAtTail, MemberReason::ElementsBehindCame.into(), false)
            } else if around.stay_reserved([old_graph, new_graph], start, end) {
                (Rule::MemberAddedInHole, MemberReason::StaysReserved.into(), false)
            } else if let Some(x) = around.shrunk(start, end) {
                (Rule::MemberAddedInside, MemberReason::TakenForPart { name: x.to_string() }.into(), false)
            } else if self.reuses_tail(comparison, y) {
                let reserved = shapes::is_set_aside(new_graph, y);
                (Rule::BaseDataSizeChanged, Evidence::Class(ClassChange::DataEnd { reserved }).into(), false)
            } else {
                let reason = MemberReason::NothingMoved { padding: !overlaps, size_stayed: sizes.0 == sizes.1 };
                (Rule::MemberAddedInHole, reason.into(), false)
            }
        } else {
            (Rule::MemberAddedAtTail, Judgement::Growth, true)
        };
        if rule == Rule::MemberAddedInside && y.slot_kind == Some(slot::Kind::Ignored) {
            let judged = MemberReason::IgnoredReserveMoved { declaration: y.declaration() }.into();
            self.push(comparison, Rule::ReserveMisused, Some(&y.name), y.line, None, facts, judged, affects);
            return;
        }
        let was_static = old_graph.has_static_data(self.a, &y.name);
        let rule = if was_static { Rule::MemberNoLongerStatic } else { rule };
        self.push(comparison, rule, Some(&y.name), y.line, None, facts, judged, affects);
    }

    /// Whether a new member stands in the padding behind the data of a class, where derived classes put their own.
    fn reuses_tail(&self, comparison: &Comparison<'_>, y: &Leaf<'_>) -> bool {
        let graph = comparison.old;
        !class::is_plain(graph, self.a)
            && class::data_known(graph, self.a, false)
                .is_none_or(|(end, _)| y.end() > end.saturating_mul(8).cast_signed())
    }

    /// A member that only NEW has, in the bytes of one that is gone: it follows from the removal, which says how bad it is.
    fn stands_where(&self, comparison: &mut Comparison<'_>, added: &Leaf<'_>, gone: &str, removal: ChangeId) {
        let judged = MemberReason::StandsWhere { name: gone.to_owned() }.into();
        let (name, facts) = (Some(&*added.name), Some(member_facts(added)));
        let id = self.push(comparison, Rule::MemberAddedInHole, name, added.line, None, facts, judged, false);
        let change = &mut comparison.changes[id.0 as usize];
        change.root = false;
        change.causes = vec![removal];
    }

    /// A member that only NEW has, told where others of its struct moved: it shares the bytes of members that both
    /// sides have, it holds what others held there, or all that moved behind it are slots. False if there is no more
    /// to it than [`Self::added`] sees.
    pub(super) fn took_no_room(&self, comparison: &mut Comparison<'_>, j: usize, around: &Around<'_>) -> bool {
        let y = &around.new[j];
        let facts = Some(member_facts(y));
        let moved = around.last_moved.is_some();
        if moved && y.in_union && y.bits() > 0 && around.shared.covers(y.bit_offset, y.end()) {
            let judged = MemberReason::SharesBytesOfOthers.into();
            self.push(comparison, Rule::MemberAddedToUnion, Some(&y.name), y.line, None, facts, judged, false);
            return true;
        }
        if moved
            && !y.in_union
            && y.bits() > 0
            && around.held.covers(y.bit_offset, y.end())
            && let Some((_, _, name, id)) = around.held(y.bit_offset, y.end())
        {
            self.stands_where(comparison, y, name, *id);
            return true;
        }
        if !moved && around.last_slot.is_some_and(|at| at >= y.end()) {
            let judged = MemberReason::MembersBehindMoved { name: y.name.to_string() }.into();
            self.push(comparison, Rule::MemberAddedInside, Some(&y.name), y.line, None, facts, judged, true);
            return true;
        }
        false
    }

    /// Whether a member of both sides is a reserve at the end that got more or fewer elements, in bytes that the record
    /// had all the same; tells so.
    fn reserve_resized(&self, comparison: &mut Comparison<'_>, x: &Leaf<'_>, y: &Leaf<'_>, last: bool) -> bool {
        let (old, new) = (comparison.old, comparison.new);
        let sizes = (old.node(self.a).byte_size, new.node(self.b).byte_size);
        let (t, u) = (old.strip(x.target), new.strip(y.target));
        let arrays = old.node(t).kind == Kind::Array && new.node(u).kind == Kind::Array;
        // What C++ puts in front of members: `m_reserved`, `my_reserved`.
        let name = ["m_", "my_", "_M_"].iter().find_map(|p| x.name.strip_prefix(p)).unwrap_or(&x.name);
        let form = Form { array: true, bit_field: None };
        let stays = sizes.0 == sizes.1 && x.bit_offset == y.bit_offset && last && arrays;
        let resized = x.bits() != y.bits();
        if !stays || !resized || reserve(name, form).is_none() || !comparison.equal(old.target(t), new.target(u)) {
            return false;
        }
        let facts = (member_facts(x), member_facts(y));
        let judged = MemberReason::ReserveResized;
        self.add(comparison, Rule::ArrayLengthChanged, Some(&x.name), x.line, facts, judged, false);
        true
    }

    /// A member of both sides.
    fn member(&self, comparison: &mut Comparison<'_>, x: &Leaf<'_>, y: &Leaf<'_>) {
        if x.bit_field == y.bit_field && comparison.equal(x.target, y.target) {
            // Most members: nothing is spelt for them.
            return;
        }
        let facts = || (member_facts(x), member_facts(y));
        match (x.bit_field, y.bit_field) {
            (Some(w), Some(v)) if w != v => {
                let rule = Rule::BitFieldWidthChanged;
                self.add(
                    comparison,
                    rule,
                    Some(&x.name),
                    x.line,
                    facts(),
                    MemberReason::ReadAsBits { old: w, new: v },
                    true,
                );
            }
            (None, Some(_)) | (Some(_), None) if same_bytes(x, y) => {
                let rule =
                    if y.bit_field.is_some() { Rule::MemberBecameBitField } else { Rule::MemberNoLongerBitField };
                self.add(comparison, rule, Some(&x.name), x.line, facts(), MemberReason::WholeBytes, false);
            }
            (None, Some(_)) | (Some(_), None) => {
                let rule =
                    if y.bit_field.is_some() { Rule::MemberBecameBitField } else { Rule::MemberNoLongerBitField };
                self.add(comparison, rule, Some(&x.name), x.line, facts(), MemberReason::NeighboursOverwritten, true);
                return;
            }
            _ => {}
        }
        let place = Place {
            owner: Owner::Pair(self.pair),
            subject: self.subject(Some(&x.name), x.line),
            rule: Rule::MemberTypeChanged,
            role: if x.bit_field.is_some() && y.bit_field.is_some() { Role::BitField } else { Role::Member },
            callback: false,
            step: Step::Edge(*x.edge),
        };
        comparison.compare_use(place, x.target, y.target);
    }

    /// A virtual base of both sides.
    pub(in crate::compare) fn base_use(&self, comparison: &mut Comparison<'_>, name: &str, base: &Edge, other: &Edge) {
        let place = Place {
            owner: Owner::Pair(self.pair),
            subject: self.subject(Some(name), base.line),
            rule: Rule::BaseReplaced,
            role: Role::Member,
            callback: false,
            step: Step::Edge(*base),
        };
        comparison.compare_use(place, base.target, other.target);
    }

    /// Members of both sides.
    pub(super) fn members(
        &self,
        comparison: &mut Comparison<'_>,
        (old, new): Lists<'_, '_>,
        common: &[(usize, usize)],
        slots: &Slots<'_>,
    ) {
        let mut nesting = false;
        let new_graph = comparison.new;
        let reserved = LazyCell::new(|| ReservedBits::of(new_graph, new));
        let end = |list: &[Leaf<'_>]| list.iter().filter(|l| l.bits() > 0).map(|l| l.bit_offset).max().unwrap_or(0);
        let ends = (end(old), end(new));
        let mut moves: Vec<Move> = slots.moves().filter(|m| m.old_bits != m.new_bits).cloned().collect();
        for &(i, j) in common {
            let (x, y) = (&old[i], &new[j]);
            let last = x.bit_offset == ends.0 && y.bit_offset == ends.1;
            if !self.reserve_resized(comparison, x, y, last) {
                self.member(comparison, x, y);
            }
            if x.bit_offset == y.bit_offset {
                nesting |= x.nesting != y.nesting;
            } else if !shapes::renumbered(comparison.old, x, comparison.new, y) || !reserved.have(x.bit_offset, x.end())
            {
                moves.push(Move {
                    name: x.name.to_string(),
                    old_bits: x.bit_offset,
                    new_bits: y.bit_offset,
                    edge: *x.edge,
                    now: (x.name != y.name).then_some(*y.edge),
                    slot: false,
                });
            }
        }
        if nesting {
            let none = (Facts::default(), Facts::default());
            self.add(comparison, Rule::AnonymousNestingChanged, None, 0, none, MemberReason::MembersStand, false);
        }
        moves.sort_by_key(|m| m.old_bits);
        comparison.pairs[self.pair.0 as usize].pending_moves = moves;
    }
}

/// Another alternative of a union that both sides have, with the bytes and the type of one that is gone.
fn alias<'l, 'g>(comparison: &Comparison<'_>, stayed: &Stayed<'l, 'g>, x: &Leaf<'_>) -> Option<&'l Leaf<'g>> {
    let list = stayed.get(&(x.bit_offset, x.bit_field)).filter(|_| x.in_union)?;
    list.iter().take(AT_ONE_PLACE).copied().find(|y| alike(comparison, x.target, y.target))
}

/// Members of both sides that stand where they stood, by where that is.
type Stayed<'l, 'g> = FastMap<(i64, Option<u32>), Vec<&'l Leaf<'g>>>;

fn stayed<'l, 'g>(old: &[Leaf<'_>], new: &'l [Leaf<'g>], common: &[(usize, usize)]) -> Stayed<'l, 'g> {
    let mut out = Stayed::default();
    for &(i, j) in common {
        let (x, y) = (&old[i], &new[j]);
        let known = !x.unknown_offset && !y.unknown_offset;
        if known && (x.bit_offset, x.bit_field) == (y.bit_offset, y.bit_field) {
            out.entry((x.bit_offset, x.bit_field)).or_default().push(y);
        }
    }
    out
}

/// A pointer to a function.
fn is_callback(graph: &Graph, t: TypeId) -> bool {
    let t = graph.strip(t);
    graph.node(t).kind == Kind::Pointer && graph.node(graph.strip(graph.target(t))).kind == Kind::Function
}

/// Whether both take the same whole bytes, one of them as a bit-field.
fn same_bytes(old_leaf: &Leaf<'_>, new_leaf: &Leaf<'_>) -> bool {
    let whole = |l: &Leaf<'_>| l.bits() % 8 == 0 && l.bit_offset % 8 == 0;
    old_leaf.bits() == new_leaf.bits()
        && old_leaf.bit_offset == new_leaf.bit_offset
        && whole(old_leaf)
        && whole(new_leaf)
}

fn member_facts(leaf: &Leaf<'_>) -> Facts {
    Facts {
        type_: Some(leaf.declaration()),
        bit_offset: (!leaf.unknown_offset).then_some(leaf.bit_offset),
        bit_size: Some(leaf.bits().cast_unsigned()),
        ..Facts::default()
    }
}
