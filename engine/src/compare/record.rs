//! Structs, unions and classes: members aligned by name first, then by place and type (renames).
//!
//! What a record's own members explain (an added member moves those behind it) is derived from them; what
//! nothing of its own explains waits until it is known which member types grew.

use std::collections::{BTreeMap, BTreeSet};

use super::around::{Around, Extents};
use super::change::{Change, ChangeId, Judgement, Move, Owner, PairId, Step};
use super::deprecated::deprecated;
use super::regroup::{Regrouped, regrouped};
use super::shapes;
use super::types::{Comparison, Place, Role};
use crate::compare::leaves;
use crate::compare::leaves::Leaf;
use crate::graph::{Graph, Kind, TypeId, layout, names};
use crate::ground::maps::FastMap;
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject};
use crate::rules::kabi::slot;
use crate::rules::reason::Reason;
use crate::rules::said::Said;

/// How many members at one offset are looked at for one that was renamed: alternatives of a union, of which people
/// write some dozens.
const AT_ONE_PLACE: usize = 256;

/// Bits that a removed member took, its name, and the change.
pub type Gone = (i64, i64, String, ChangeId);

/// Whether two types are the same apart from the typedefs that spell them.
pub fn alike(c: &Comparison<'_>, a: TypeId, b: TypeId) -> bool {
    let (g, h) = (c.old, c.new);
    let peel = |g: &Graph, mut id: TypeId| {
        for _ in 0..64 {
            if g.node(id).kind != Kind::Typedef {
                break;
            }
            id = g.target(id);
        }
        id
    };
    let (mut a, mut b) = (a, b);
    for _ in 0..64 {
        if c.equal(a, b) {
            return true;
        }
        (a, b) = (peel(g, a), peel(h, b));
        let (x, y) = (g.node(a), h.node(b));
        let steps = x.kind.is_pointer_like() || x.kind.is_qualifier() || x.kind == Kind::Array;
        if c.equal(a, b) || !steps || x.kind != y.kind || x.aux != y.aux || x.flags.identity() != y.flags.identity() {
            return c.equal(a, b);
        }
        (a, b) = (g.target(a), h.target(b));
    }
    false
}

/// Compares two records of one name.
pub fn compare(c: &mut Comparison<'_>, pair: PairId, a: TypeId, b: TypeId) {
    let (g, h) = (c.old, c.new);
    if g.lacks_members(a) != h.lacks_members(b) {
        return unknown(c, pair, a, b);
    }
    let (mut old, mut new) = (leaves::members(g, a), leaves::members(h, b));
    let subject = c.pairs[pair.0 as usize].subject.clone();
    if old.is_cut || new.is_cut {
        c.cut(&subject);
    }
    let r = Record { pair, a, b, subject };
    let slots = shapes::take_slots(c, pair, &mut old, &mut new);
    let (old, new) = (old.leaves, new.leaves);

    fn index<'l>(list: &'l [Leaf<'_>]) -> BTreeMap<&'l str, Vec<usize>> {
        let mut map: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, leaf) in list.iter().enumerate() {
            map.entry(leaf.name.as_ref()).or_default().push(i);
        }
        map
    }
    let (old_names, mut new_names) = (index(&old), index(&new));
    let mut common: Vec<(usize, usize)> = Vec::new();
    let mut removed: Vec<usize> = Vec::new();
    for (name, places) in &old_names {
        let mut others = new_names.remove(name).unwrap_or_default().into_iter();
        for &i in places {
            match others.next() {
                Some(j) => common.push((i, j)),
                None => removed.push(i),
            }
        }
        let rest: Vec<usize> = others.collect();
        if !rest.is_empty() {
            new_names.insert(name, rest);
        }
    }
    let mut added: Vec<usize> = new_names.into_values().flatten().collect();
    common.sort_unstable();
    removed.sort_unstable();
    added.sort_unstable();
    let order: Vec<(i64, i64)> = common.iter().map(|&(i, j)| (old[i].bit_offset, new[j].bit_offset)).collect();
    let mut gone = slots.report(c, &r, &order, || shapes::left(h, &new));
    let mut aligned = shapes::Aligned { common, removed, added };
    deprecated(c, &r, &old, &new, &mut aligned);
    shapes::bare(c, &r, &old, &new, &mut aligned);
    let shapes::Aligned { common, mut removed, mut added } = aligned;

    let renamed = renamed(c, (&old, &new), &mut removed, &mut added);

    let regrouped = regrouped(c, &old, &new, &mut removed, &added);

    let union = g.node(a).kind == Kind::Union && h.node(b).kind == Kind::Union;
    let order: Vec<(i64, i64)> = common.iter().map(|&(i, j)| (old[i].bit_offset, new[j].bit_offset)).collect();
    let still = order.iter().all(|o| o.0 == o.1);
    let reordered = !union && is_reordered(order);
    let sizes = (g.node(a).byte_size, h.node(b).byte_size);
    // Without any padding, a struct that has to be packed on the other side may be so on this one.
    let packing = match (layout::is_packed(g, a), layout::is_packed(h, b)) {
        (true, false) => leaves::has_padding(h, b),
        (false, true) => leaves::has_padding(g, a),
        _ => false,
    };
    let alignment = layout::requested(g, a) != layout::requested(h, b) && !layout::same_alignment(g, a, h, b);
    if layout::is_excused(g, a, h, b) {
        let stated = (g.node(a).alignment, h.node(b).alignment);
        c.note_unstated_of(&c.pairs[pair.0 as usize].subject.clone(), "requested alignments", stated);
    }

    for &(i, j) in &renamed {
        let (x, y) = (&old[i], &new[j]);
        let judged = if shapes::renumbered(g, x, h, y) {
            Reason::StaysReserved
        } else if is_callback(g, x.target) && !names::resemble(&x.name, &y.name) {
            Reason::OtherPurpose
        } else {
            Reason::OtherNameOfBytes
        };
        let mut facts = (member_facts(x), member_facts(y));
        facts.0.name = Some(x.name.to_string());
        facts.1.name = Some(y.name.to_string());
        r.add(c, Rule::MemberRenamed, Some(&x.name), x.line, facts, judged, false);
    }
    let others = gone.len();
    let last = old.iter().filter(|y| y.bits() > 0).map(|y| y.bit_offset).max();
    let stayed = if removed.is_empty() { Stayed::default() } else { stayed(&old, &new, &common) };
    let lies_there = Extents::of(new.iter().map(|y| (y.bit_offset, y.end())));
    for Regrouped { old: i, holders, swapped } in regrouped {
        let x = &old[i];
        let judged = match swapped {
            Some((name, other, bits)) => {
                let (name, other) = (name.to_string(), other.to_string());
                Judgement::Decided(Reason::FoundInPlace { name, other, offset: bits.div_euclid(8) })
            }
            None => Judgement::Decided(Reason::GroupedOtherwise),
        };
        let facts = Facts { name: Some(x.name.to_string()), ..member_facts(x) };
        let place = Facts { name: Some(holders), ..Facts::default() };
        let id = r.push(c, Rule::MemberRenamed, Some(&x.name), x.line, Some(facts), Some(place), judged, false);
        gone.push((x.bit_offset, x.bit_offset + x.bits().max(1), x.name.to_string(), id));
    }
    let regrouped = others..gone.len();
    for &i in &removed {
        let x = &old[i];
        let size = g.size_of(x.target);
        let bytes = x.bit_field.is_some() || size.is_some_and(|s| s > 0);
        let last = last.is_none_or(|start| start < x.bit_offset);
        let array = g.node(g.strip(x.target)).kind == Kind::Array;
        let judged = if !bytes && array && last {
            Judgement::Decided(Reason::ElementsBehindGone)
        } else if size == Some(0) && !bytes {
            Judgement::Decided(Reason::MarkedAPlace)
        } else if sizes.0 == sizes.1
            && still
            && shapes::harmless_removal(g, x)
            && (union || !lies_there.meets(x.bit_offset, x.end()))
        {
            Judgement::Decided(Reason::ReserveGone)
        } else if let Some(y) = alias(c, &stayed, x) {
            Judgement::Decided(Reason::BytesOfAnother { name: y.name.to_string() })
        } else if union {
            Judgement::Decided(Reason::AlternativeGone { name: x.name.to_string() })
        } else {
            Judgement::Decided(Reason::MemberGone { name: x.name.to_string() })
        };
        let facts = Some(member_facts(x));
        let id = r.push(c, Rule::MemberRemoved, Some(&x.name), x.line, facts, None, judged, bytes);
        gone.push((x.bit_offset, x.bit_offset + x.bits().max(1), x.name.to_string(), id));
    }
    if !added.is_empty() {
        let around = Around::of((&old, &new), &common, &slots, &gone, regrouped);
        for &j in &added {
            if !r.took_no_room(c, j, &around) {
                r.added(c, j, &around, sizes);
            }
        }
    }
    if reordered {
        let (olds, news) = (in_memory(&old, common.iter().map(|p| p.0)), in_memory(&new, common.iter().map(|p| p.1)));
        // Only the stretch in which the order is another.
        let before = olds.iter().zip(&news).take_while(|(x, y)| x == y).count();
        let behind = olds.iter().rev().zip(news.iter().rev()).take_while(|(x, y)| x == y).count();
        let order = |names: &[&str]| {
            let stretch = names.get(before..names.len().saturating_sub(behind)).unwrap_or(names);
            Facts::saying(Said::Names(stretch.iter().map(|name| (*name).to_owned()).collect()))
        };
        let facts = (order(&olds), order(&news));
        r.add(c, Rule::MemberReordered, None, 0, facts, Reason::PlacesExchanged, true);
    }
    if packing {
        let text = |g: &Graph, id| Facts {
            bit_size: Some(g.node(id).byte_size.saturating_mul(8)),
            ..Facts::saying(Said::Packed(layout::is_packed(g, id)))
        };
        r.add(c, Rule::StructPackingChanged, None, 0, (text(g, a), text(h, b)), Reason::PaddingChanged, true);
    } else if alignment {
        let facts = |g: &Graph, id| Facts {
            bit_alignment: Some(layout::alignment(g, id).saturating_mul(8)),
            bit_size: Some(g.node(id).byte_size.saturating_mul(8)),
            ..Facts::default()
        };
        let (x, y) = (facts(g, a), facts(h, b));
        let _ = r.push(c, Rule::StructAlignmentChanged, None, 0, Some(x), Some(y), Judgement::Alignment, true);
    }
    let mut nesting = false;
    let mut moves: Vec<Move> = slots.moves().filter(|m| m.old_bits != m.new_bits).cloned().collect();
    for &(i, j) in &common {
        let (x, y) = (&old[i], &new[j]);
        r.member(c, x, y);
        if x.bit_offset == y.bit_offset {
            nesting |= x.nesting != y.nesting;
        } else {
            moves.push(Move {
                name: x.name.to_string(),
                old_bits: x.bit_offset,
                new_bits: y.bit_offset,
                edge: *x.edge,
                slot: false,
            });
        }
    }
    if nesting {
        let none = (Facts::default(), Facts::default());
        r.add(c, Rule::AnonymousNestingChanged, None, 0, none, Reason::MembersStand, false);
    }
    moves.sort_by_key(|m| m.old_bits);
    c.pairs[pair.0 as usize].pending_moves = moves;
}

/// Another alternative of a union that both sides have, with the bytes and the type of one that is gone.
fn alias<'l, 'g>(c: &Comparison<'_>, stayed: &Stayed<'l, 'g>, x: &Leaf<'_>) -> Option<&'l Leaf<'g>> {
    let list = stayed.get(&(x.bit_offset, x.bit_field)).filter(|_| x.in_union)?;
    list.iter().take(AT_ONE_PLACE).copied().find(|y| alike(c, x.target, y.target))
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
fn is_callback(g: &Graph, t: TypeId) -> bool {
    let t = g.strip(t);
    g.node(t).kind == Kind::Pointer && g.node(g.strip(g.target(t))).kind == Kind::Function
}

/// A union of which one side does not tell the members.
fn unknown(c: &mut Comparison<'_>, pair: PairId, a: TypeId, b: TypeId) {
    let facts = |g: &Graph, id| Facts {
        bit_size: Some(g.node(id).byte_size.saturating_mul(8)),
        ..Facts::saying(Said::Members(!g.lacks_members(id)))
    };
    let (rule, old, new) = (Rule::MemberTypeChanged, facts(c.old, a), facts(c.new, b));
    let subject = c.pairs[pair.0 as usize].subject.clone();
    let r = Record { pair, a, b, subject };
    r.add(c, rule, None, 0, (old, new), Reason::AlternativesUnknown, false);
}

/// Names of some members by their place in memory.
fn in_memory<'l>(list: &'l [Leaf<'_>], some: impl Iterator<Item = usize>) -> Vec<&'l str> {
    let mut members: Vec<&Leaf<'_>> = some.map(|i| &list[i]).collect();
    members.sort_by_key(|l| l.bit_offset);
    members.iter().map(|l| l.name.as_ref()).collect()
}

/// Two records of one name under comparison.
pub struct Record {
    pub pair: PairId,
    pub a: TypeId,
    pub b: TypeId,
    subject: Subject,
}

impl Record {
    fn subject(&self, member: Option<&str>, line: u32) -> Subject {
        let mut s = self.subject.clone();
        s.member = member.map(str::to_owned);
        if line != 0 {
            s.line = Some(line);
        }
        s
    }

    #[expect(clippy::too_many_arguments, reason = "a row of facts")]
    pub fn add(
        &self,
        c: &mut Comparison<'_>,
        rule: Rule,
        member: Option<&str>,
        line: u32,
        (old, new): (Facts, Facts),
        judgement: impl Into<Judgement>,
        affects_layout: bool,
    ) {
        self.push(c, rule, member, line, Some(old), Some(new), judgement.into(), affects_layout);
    }

    #[expect(clippy::too_many_arguments, reason = "a row of facts")]
    pub fn push(
        &self,
        c: &mut Comparison<'_>,
        rule: Rule,
        member: Option<&str>,
        line: u32,
        old: Option<Facts>,
        new: Option<Facts>,
        judgement: Judgement,
        affects_layout: bool,
    ) -> ChangeId {
        let subject = self.subject(member, line);
        c.add(Change {
            rule,
            owner: Owner::Pair(self.pair),
            subject,
            old,
            new,
            judgement,
            affects_layout,
            causes: Vec::new(),
            root: true,
        })
    }

    /// A member that only NEW has.
    fn added(&self, c: &mut Comparison<'_>, j: usize, around: &Around<'_>, sizes: (u64, u64)) {
        let (g, h) = (c.old, c.new);
        let y = &around.new[j];
        if y.bit_field.is_none() && h.size_of(y.target) == Some(0) && sizes.0 == sizes.1 {
            // An empty struct or array only marks a place.
            return;
        }
        let (start, end) = (y.bit_offset, y.bit_offset + y.bits().max(1));
        let overlaps = around.before.meets(start, end);
        let moved_behind = around.last_moved.is_some_and(|at| at >= start);
        let behind = around.last_common.is_some_and(|at| at >= end);
        let facts = Some(member_facts(y));
        let whole_union = g.node(self.a).kind == Kind::Union && h.node(self.b).kind == Kind::Union;
        // It is not what made the record larger.
        let within = sizes.0 == sizes.1
            || end <= sizes.0.saturating_mul(8).cast_signed() && layout::same_alignment(g, self.a, h, self.b);
        let (rule, judged, affects) = if whole_union {
            if within {
                (Rule::MemberAddedToUnion, Judgement::Decided(Reason::FitsInUnion), false)
            } else {
                (Rule::MemberAddedToUnion, Judgement::Growth, true)
            }
        } else if moved_behind && (behind || overlaps) {
            (Rule::MemberAddedInside, Judgement::Decided(Reason::MembersBehindMoved { name: y.name.to_string() }), true)
        } else if within || behind {
            if y.in_union && overlaps {
                (Rule::MemberAddedToUnion, Judgement::Decided(Reason::SharesBytes), false)
            } else if let Some((_, _, name, id)) = around.gone(start, end) {
                // It follows from the removal, which says how bad it is.
                let judged = Judgement::Decided(Reason::StandsWhere { name: name.to_string() });
                let added = self.push(c, Rule::MemberAddedInHole, Some(&y.name), y.line, None, facts, judged, false);
                let change = &mut c.changes[added.0 as usize];
                change.root = false;
                change.causes = vec![*id];
                return;
            } else if !behind && !overlaps && h.size_of(y.target).is_none() {
                (Rule::MemberAddedAtTail, Judgement::Decided(Reason::ElementsBehindCame), false)
            } else if let Some(x) = around.shrunk(start, end) {
                (Rule::MemberAddedInside, Judgement::Decided(Reason::TakenForPart { name: x.to_string() }), false)
            } else {
                let reason = Reason::NothingMoved { padding: !overlaps, size_stayed: sizes.0 == sizes.1 };
                (Rule::MemberAddedInHole, Judgement::Decided(reason), false)
            }
        } else {
            (Rule::MemberAddedAtTail, Judgement::Growth, true)
        };
        if rule == Rule::MemberAddedInside && y.slot_kind == Some(slot::Kind::Ignored) {
            let judged = Judgement::Decided(Reason::IgnoredReserveMoved { declaration: y.declaration() });
            self.push(c, Rule::ReserveMisused, Some(&y.name), y.line, None, facts, judged, affects);
            return;
        }
        self.push(c, rule, Some(&y.name), y.line, None, facts, judged, affects);
    }

    /// A member that only NEW has, told where others of its struct moved: it shares the bytes of members that both
    /// sides have, it holds what others held there, or all that moved behind it are slots. False if there is no more
    /// to it than [`Self::added`] sees.
    fn took_no_room(&self, c: &mut Comparison<'_>, j: usize, around: &Around<'_>) -> bool {
        let y = &around.new[j];
        let facts = Some(member_facts(y));
        let moved = around.last_moved.is_some();
        if moved && y.in_union && y.bits() > 0 && around.shared.covers(y.bit_offset, y.end()) {
            let judged = Judgement::Decided(Reason::SharesBytesOfOthers);
            self.push(c, Rule::MemberAddedToUnion, Some(&y.name), y.line, None, facts, judged, false);
            return true;
        }
        if moved
            && !y.in_union
            && y.bits() > 0
            && around.held.covers(y.bit_offset, y.end())
            && let Some((_, _, name, id)) = around.held(y.bit_offset, y.end())
        {
            let judged = Judgement::Decided(Reason::StandsWhere { name: name.to_string() });
            let added = self.push(c, Rule::MemberAddedInHole, Some(&y.name), y.line, None, facts, judged, false);
            let change = &mut c.changes[added.0 as usize];
            change.root = false;
            change.causes = vec![*id];
            return true;
        }
        if !moved && around.last_slot.is_some_and(|at| at >= y.end()) {
            let judged = Judgement::Decided(Reason::MembersBehindMoved { name: y.name.to_string() });
            self.push(c, Rule::MemberAddedInside, Some(&y.name), y.line, None, facts, judged, true);
            return true;
        }
        false
    }

    /// A member of both sides.
    fn member(&self, c: &mut Comparison<'_>, x: &Leaf<'_>, y: &Leaf<'_>) {
        if x.bit_field == y.bit_field && c.equal(x.target, y.target) {
            // Most members: nothing is spelt for them.
            return;
        }
        let facts = || (member_facts(x), member_facts(y));
        match (x.bit_field, y.bit_field) {
            (Some(w), Some(v)) if w != v => {
                let rule = Rule::BitFieldWidthChanged;
                self.add(c, rule, Some(&x.name), x.line, facts(), Reason::ReadAsBits { old: w, new: v }, true);
            }
            (None, Some(_)) | (Some(_), None) if same_bytes(x, y) => {
                let rule =
                    if y.bit_field.is_some() { Rule::MemberBecameBitField } else { Rule::MemberNoLongerBitField };
                self.add(c, rule, Some(&x.name), x.line, facts(), Reason::WholeBytes, false);
            }
            (None, Some(_)) | (Some(_), None) => {
                let rule =
                    if y.bit_field.is_some() { Rule::MemberBecameBitField } else { Rule::MemberNoLongerBitField };
                self.add(c, rule, Some(&x.name), x.line, facts(), Reason::NeighboursOverwritten, true);
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
        c.compare_use(place, x.target, y.target);
    }
}

/// Whether both take the same whole bytes, one of them as a bit-field.
fn same_bytes(x: &Leaf<'_>, y: &Leaf<'_>) -> bool {
    let whole = |l: &Leaf<'_>| l.bits() % 8 == 0 && l.bit_offset % 8 == 0;
    x.bits() == y.bits() && x.bit_offset == y.bit_offset && whole(x) && whole(y)
}

fn member_facts(leaf: &Leaf<'_>) -> Facts {
    Facts {
        type_: Some(leaf.declaration()),
        bit_offset: (!leaf.unknown_offset).then_some(leaf.bit_offset),
        bit_size: Some(leaf.bits().cast_unsigned()),
        ..Facts::default()
    }
}

/// Members that stand where one of OLD stood, with its type, under another name: they are taken from both lists.
fn renamed(
    c: &Comparison<'_>,
    (old, new): (&[Leaf<'_>], &[Leaf<'_>]),
    removed: &mut Vec<usize>,
    added: &mut Vec<usize>,
) -> Vec<(usize, usize)> {
    let mut there: FastMap<(i64, Option<u32>), BTreeSet<usize>> = FastMap::default();
    for &j in &*added {
        there.entry((new[j].bit_offset, new[j].bit_field)).or_default().insert(j);
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    removed.retain(|&i| {
        let x = &old[i];
        let Some(list) = there.get_mut(&(x.bit_offset, x.bit_field)) else { return true };
        let fits = |&&j: &&usize| alike(c, x.target, new[j].target) && !shapes::set_aside(c.old, x, c.new, &new[j]);
        let Some(&j) = list.iter().take(AT_ONE_PLACE).find(fits) else { return true };
        list.remove(&j);
        out.push((i, j));
        false
    });
    let taken: BTreeSet<usize> = out.iter().map(|p| p.1).collect();
    added.retain(|j| !taken.contains(j));
    out
}

/// Whether members that both sides have changed their order in memory, by old and new offsets.
pub fn is_reordered(mut order: Vec<(i64, i64)>) -> bool {
    order.sort_unstable();
    let mut most = i64::MIN;
    let mut at = 0;
    while at < order.len() {
        // Members of one old offset (a union) may spread in any order.
        let same = order[at..].iter().take_while(|o| o.0 == order[at].0).count();
        let group = &order[at..at + same];
        if group.iter().any(|o| o.1 < most) {
            return true;
        }
        most = group.iter().map(|o| o.1).max().unwrap_or(most).max(most);
        at += same;
    }
    false
}
