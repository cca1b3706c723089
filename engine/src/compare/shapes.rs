//! Sanctioned kABI shapes of a record: slots whose hidden half keeps what OLD had, deprecated members, reserves
//! that gave their bytes to members without a slot.
//!
//! What a shape claims is checked again, because the assertions of its macros can be switched off: the hidden half
//! must name members of OLD with their types, and NEW must fit in their bytes without moving anything. Members that
//! a shape accounts for are taken out of the ordinary alignment; what a shape does not account for stays in it.

mod bare;

pub use self::bare::bare;
use super::change::{Change, Move, Owner, PairId, Step};
use super::record::parts::{Gone, Record, is_reordered};
use super::types::{Comparison, Place, Role};
use crate::compare::leaves::{Leaf, Members};
use crate::graph::{Graph, Kind as Node, TypeId, layout, spell};
use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::kabi::names::Reserve;
use crate::rules::kabi::slot::Kind;
use crate::rules::kabi::{names, slot};
use crate::rules::reason::MemberReason;
use crate::rules::reason::reserve::{Effect, Left, ReserveReason, SlotFault};

/// One slot that NEW has and that OLD did not have like this.
struct Use<'g> {
    olds: Vec<Leaf<'g>>,
    news: Vec<Leaf<'g>>,
    /// What its claim gets wrong.
    fault: Option<SlotFault>,
    /// What it exceeds, which matters where something moved or grew.
    excess: Option<SlotFault>,
    moves: Vec<Move>,
}

/// How often members are looked at for the shapes of one record. What is not looked at is compared as any member is.
const MOST_STEPS: usize = 1 << 24;

/// Slots, taken out of the members of a record.
#[derive(Default)]
pub struct Slots<'g>(Vec<Use<'g>>);

/// Whether a member was set aside for later use.
pub fn reserve(graph: &Graph, leaf: &Leaf<'_>) -> Option<Reserve> {
    slot::reserve(graph, &leaf.name, leaf.target, leaf.bit_field)
}

/// Whether a member is surely set aside: a plain number that is only called `reserved` may be an amount.
pub fn is_set_aside(graph: &Graph, leaf: &Leaf<'_>) -> bool {
    match reserve(graph, leaf) {
        Some(Reserve::NameOnly) => graph.node(graph.strip(leaf.target)).kind == Node::Array,
        Some(Reserve::Kabi | Reserve::Convention) => true,
        None => false,
    }
}

fn claimed<'l>(l: &'l Leaf<'_>) -> &'l str {
    names::renamed(&l.name).unwrap_or(&l.name)
}

fn declarations(leaves: &[Leaf<'_>]) -> Vec<String> {
    leaves.iter().map(Leaf::declaration).collect()
}

/// The same declaration, without the mark of a renamed member.
fn spelt(leaf: &Leaf<'_>) -> String {
    match names::renamed(&leaf.name) {
        Some(old) => leaf.declaration().replace(leaf.name.as_ref(), old),
        None => leaf.declaration(),
    }
}

fn has_name(list: &[Leaf<'_>], name: &str) -> bool {
    list.iter().any(|l| !l.is_hidden() && l.name == name)
}

/// Takes the slots of both sides out of their members. Hidden halves never stay.
pub fn take_slots<'g>(
    comparison: &mut Comparison<'g>,
    pair: PairId,
    old: &mut Members<'g>,
    new: &mut Members<'g>,
) -> Slots<'g> {
    let mut out = Slots::default();
    if old.slots.is_empty() && new.slots.is_empty() {
        return out;
    }
    if new.slots.len().saturating_mul(old.leaves.len().max(new.leaves.len())) > MOST_STEPS {
        // More slots than any struct has room for: none of them accounts for anything.
        old.leaves.retain(|l| !l.is_hidden());
        new.leaves.retain(|l| !l.is_hidden());
        return out;
    }
    candidates(old, new);
    let mut gone = vec![false; old.leaves.len()];
    let mut come = vec![false; new.leaves.len()];
    for n in 0..new.slots.len() as u32 {
        let part = |hidden: bool| {
            let of = move |l: &&Leaf<'_>| l.slot == Some((n, hidden)) && l.slot_kind == Some(Kind::Replace);
            new.leaves.iter().filter(of).cloned().collect::<Vec<Leaf<'_>>>()
        };
        let (hidden, visible) = (part(true), part(false));
        if hidden.is_empty() {
            continue;
        }
        let Some(u) = one(comparison, pair, old, new, n, (&hidden, &visible), (&mut gone, &mut come)) else { continue };
        for (l, come) in new.leaves.iter().zip(&mut come) {
            let stays = has_name(&old.leaves, &l.name)
                && !hidden.iter().any(|graph| claimed(graph) == l.name)
                && !became_deprecated(old, new, &l.name);
            *come |= l.slot == Some((n, false)) && !stays;
        }
        out.0.push(u);
    }
    let mut keep = gone.iter().map(|graph| !graph);
    old.leaves.retain(|l| keep.next().unwrap_or(true) && !l.is_hidden());
    let mut keep = come.iter().map(|comparison| !comparison);
    new.leaves.retain(|l| keep.next().unwrap_or(true) && !l.is_hidden());
    out
}

/// Whether a member of OLD stands where it stood under the name that says it is deprecated: its plain name is free.
fn became_deprecated(old: &Members<'_>, new: &Members<'_>, name: &str) -> bool {
    let place =
        |list: &[Leaf<'_>], fits: &dyn Fn(&Leaf<'_>) -> bool| list.iter().find(|l| fits(l)).map(|l| l.bit_offset);
    let now = place(&new.leaves, &|l| names::deprecated(&l.name) == Some(name));
    now.is_some() && now == place(&old.leaves, &|l| l.name == name)
}

/// Unions of NEW that have the shape of a slot and no telling name: they are one if they keep plain members of
/// OLD beside new ones, and fit.
fn candidates(old: &mut Members<'_>, new: &mut Members<'_>) {
    for l in &mut old.leaves {
        if l.slot_kind == Some(Kind::Candidate) {
            (l.slot, l.slot_kind) = (None, None);
        }
    }
    for (n, slot) in new.slots.iter().enumerate() {
        if slot.kind != Kind::Candidate {
            continue;
        }
        let plain = |name: &str| old.leaves.iter().any(|o| o.name == name && !o.in_union);
        let mut kept = 0;
        let mut is_slot = slot.used_size <= slot.hidden_size && slot.used_alignment <= slot.hidden_alignment;
        for l in &new.leaves {
            match l.slot {
                Some((m, true)) if m as usize == n => {
                    kept += 1;
                    is_slot &= plain(&l.name);
                }
                Some((m, false)) if m as usize == n => is_slot &= !has_name(&old.leaves, &l.name),
                _ => {}
            }
        }
        for l in &mut new.leaves {
            if l.slot.is_some_and(|(m, _)| m as usize == n) {
                l.slot_kind = Some(Kind::Replace);
                if !is_slot || kept == 0 {
                    (l.slot, l.slot_kind) = (None, None);
                }
            }
        }
    }
}

/// One slot of NEW against OLD; `None` if OLD had it already, or there is nothing to say about it.
fn one<'g>(
    comparison: &mut Comparison<'g>,
    pair: PairId,
    old: &Members<'g>,
    new: &Members<'g>,
    n: u32,
    (hidden, visible): (&[Leaf<'g>], &[Leaf<'g>]),
    (gone, come): (&mut [bool], &mut [bool]),
) -> Option<Use<'g>> {
    let graph = comparison.old;
    let slot = new.slots[n as usize].clone();
    let mut u = Use { olds: Vec::new(), news: visible.to_vec(), fault: None, excess: None, moves: Vec::new() };
    let mut missing = None;
    for x in hidden {
        let name = claimed(x);
        let find = |hidden: bool| {
            let fits = |l: &Leaf<'_>| l.is_hidden() == hidden && (if hidden { claimed(l) } else { &l.name }) == name;
            old.leaves.iter().position(fits)
        };
        let in_place = |l: &Leaf<'_>| !l.is_hidden() && reserve(graph, l).is_some() && l.bit_offset == x.bit_offset;
        let unnamed = || if names::name_counts(&x.name) { None } else { old.leaves.iter().position(in_place) };
        let Some(i) = find(false).or_else(|| find(true)).or_else(unnamed) else {
            missing.get_or_insert(x);
            continue;
        };
        let o = &old.leaves[i];
        if x.bit_field != o.bit_field || !same_type(comparison, pair, o, x) {
            let (hidden, old) = (spelt(x), spelt(o));
            u.fault.get_or_insert(SlotFault::HidesAnother { hidden, old, there: false });
        }
        if o.is_hidden() {
            // OLD hid it already: what consumers use of the slot is compared as any other member.
            continue;
        }
        let elsewhere = |l: &&Leaf<'_>| l.name == name && !l.is_hidden() && l.slot != Some((n, false));
        if let Some(k) = new.leaves.iter().position(|l| elsewhere(&l)) {
            let l = &new.leaves[k];
            let (member, offset) = (l.declaration(), l.bit_offset / 8);
            u.fault.get_or_insert(SlotFault::StillThere { member, offset });
            come[k] = true;
        } else if gone[i] {
            u.fault.get_or_insert(SlotFault::HiddenAlready { member: o.declaration() });
        }
        gone[i] = true;
        u.moves.push(Move {
            name: o.name.to_string(),
            old_bits: o.bit_offset,
            new_bits: x.bit_offset,
            edge: *o.edge,
            now: None,
            slot: true,
        });
        u.olds.push(o.clone());
    }
    if let Some(x) = missing {
        let (from, to) = (slot.bit_offset, slot.bit_offset + slot.byte_size.saturating_mul(8).cast_signed());
        let there =
            |l: &&Leaf<'_>| !l.is_hidden() && l.bit_offset < to && from < l.end() && !has_name(&new.leaves, &l.name);
        let fact = match old.leaves.iter().find(there) {
            Some(l) => SlotFault::HidesAnother { hidden: spelt(x), old: l.declaration(), there: true },
            None => SlotFault::HidesNothing { hidden: spelt(x) },
        };
        let in_bytes_of_old = old.leaves.iter().any(|l| there(&l));
        if in_bytes_of_old {
            u.fault.get_or_insert(fact);
            for (l, gone) in old.leaves.iter().zip(&mut *gone) {
                if there(&l) && reserve(graph, l).is_some() {
                    *gone = true;
                    u.olds.push(l.clone());
                }
            }
        } else {
            u.excess = Some(fact);
        }
    }
    if u.olds.is_empty() && u.fault.is_none() && u.excess.is_none() {
        return None;
    }
    if slot.used_size > slot.hidden_size && !u.olds.is_empty() {
        // Bytes of OLD that the slot takes beside those that it hides: other reserves are used up with it.
        let end = slot.bit_offset.saturating_add(slot.byte_size.saturating_mul(8).cast_signed());
        for (l, gone) in old.leaves.iter().zip(&mut *gone) {
            let meets = l.bit_offset < end && slot.bit_offset < l.end();
            if *gone || l.is_hidden() || !meets || has_name(&new.leaves, &l.name) {
                continue;
            }
            if reserve(graph, l).is_some_and(|r| r > Reserve::NameOnly) {
                *gone = true;
                u.olds.push(l.clone());
            } else {
                let (takes, wants, has) = (declarations(visible), slot.used_size, slot.hidden_size);
                u.fault.get_or_insert(SlotFault::TakesLiving { takes, wants, has, living: l.declaration() });
            }
        }
    }
    if u.excess.is_none() {
        let (takes, hidden) = (|| declarations(visible), || declarations(hidden));
        let (wants, has) = (slot.used_size, slot.hidden_size);
        if wants > has {
            u.excess = Some(SlotFault::TakesMore { takes: takes(), wants, hidden: hidden(), has });
        } else if slot.used_alignment > slot.hidden_alignment {
            let (wants, has) = (slot.used_alignment, slot.hidden_alignment);
            u.excess = Some(SlotFault::AlignedMore { takes: takes(), wants, hidden: hidden(), has });
        }
    }
    Some(u)
}

/// Whether a member of OLD and the one that hides it have one type. What the type leads to is compared in its
/// own place, as ever; what differs here is left to the caller.
pub(super) fn same_type(comparison: &mut Comparison<'_>, pair: PairId, old: &Leaf<'_>, new: &Leaf<'_>) -> bool {
    let mut subject = comparison.pairs[pair.0 as usize].subject.clone();
    subject.member = Some(old.name.to_string());
    let place = Place {
        owner: Owner::Pair(pair),
        subject,
        rule: Rule::MemberTypeChanged,
        role: Role::Member,
        callback: false,
        step: Step::Edge(*old.edge),
    };
    comparison.look_at_use(place, old.target, new.target).iter().all(Change::leaves_type)
}

impl Slots<'_> {
    /// What was consumed, as moves from OLD to NEW.
    pub fn moves(&self) -> impl Iterator<Item = &Move> {
        self.0.iter().flat_map(|u| &u.moves)
    }

    /// The findings. `order`: old and new offsets of the members that both sides have. Returns the bytes of OLD
    /// that misused slots lost.
    pub fn report(
        &self,
        comparison: &mut Comparison<'_>,
        record: &Record,
        order: &[(i64, i64)],
        left: impl Fn() -> Left,
    ) -> Vec<Gone> {
        let mut lost = Vec::new();
        if self.0.is_empty() {
            return lost;
        }
        let (old_graph, new_graph) = (comparison.old, comparison.new);
        let sizes = old_graph.node(record.a).byte_size != new_graph.node(record.b).byte_size;
        let alignments = !layout::same_alignment(old_graph, record.a, new_graph, record.b);
        let moved = order.iter().any(|o| o.0 != o.1) || self.moves().any(|m| m.old_bits != m.new_bits);
        let disturbed = sizes || alignments || moved;
        for u in &self.0 {
            let mut fault = u.fault.clone();
            if disturbed && fault.is_none() {
                fault.clone_from(&u.excess);
            }
            let with: Vec<(i64, i64)> =
                order.iter().copied().chain(u.moves.iter().map(|m| (m.old_bits, m.new_bits))).collect();
            if let Some(m) = u.moves.iter().find(|m| m.old_bits != m.new_bits)
                && fault.is_none()
                && is_reordered(with)
                && !is_reordered(order.to_vec())
            {
                let (old, new) = (m.old_bits / 8, m.new_bits / 8);
                fault = Some(SlotFault::StandsElsewhere { member: spell::member(old_graph, &m.edge), old, new });
            }
            let facts = sides(&u.olds, &u.news);
            let names = names(&u.news);
            let line = u.news.first().map_or(0, |l| l.line);
            if let Some(fact) = fault {
                let judged = ReserveReason::SlotMisused(fact, effect(sizes, alignments, moved)).into();
                let (x, y) = (Some(facts.0), Some(facts.1));
                let id = record.push(comparison, Rule::ReserveMisused, Some(&names), line, x, y, judged, disturbed);
                lost.extend(u.olds.iter().map(|l| (l.bit_offset, l.end(), l.name.to_string(), id)));
                continue;
            }
            if u.olds.is_empty() {
                // A slot in what was padding, for a reserve that came and was used between OLD and NEW.
                let judged = MemberReason::NothingMoved { padding: true, size_stayed: true };
                record.add(comparison, Rule::MemberAddedInHole, Some(&names), line, facts, judged, false);
                continue;
            }
            let room: i64 = u.olds.iter().map(Leaf::bits).sum();
            let members = declarations(&u.olds);
            let (rule, judged) = if u.olds.iter().all(|l| reserve(old_graph, l).is_some()) {
                let (still, left) = (!disturbed, left());
                (Rule::ReservedSlotUsed, ReserveReason::Used { reserves: members, room, padding: 0, still, left })
            } else {
                (Rule::MemberReplacedInSlot, ReserveReason::Replaced { members, room })
            };
            record.add(comparison, rule, Some(&names), line, facts, judged, false);
        }
        lost
    }
}

fn effect(sizes: bool, alignments: bool, moved: bool) -> Effect {
    match (moved, sizes, alignments) {
        (true, ..) => Effect::Moved,
        (_, true, _) => Effect::Resized,
        (_, _, true) => Effect::Realigned,
        _ => Effect::Nothing,
    }
}

fn names(leaves: &[Leaf<'_>]) -> String {
    let list: Vec<&str> = leaves.iter().map(|l| l.name.as_ref()).collect();
    list.join(", ")
}

pub(super) fn sides(olds: &[Leaf<'_>], news: &[Leaf<'_>]) -> (Facts, Facts) {
    let side = |list: &[Leaf<'_>]| {
        let text: Vec<String> = list.iter().map(Leaf::declaration).collect();
        Facts {
            type_: Some(text.join("; ")),
            bit_offset: list.iter().map(|l| l.bit_offset).min(),
            bit_size: Some(covered(list).cast_unsigned()),
            ..Facts::default()
        }
    };
    (side(olds), side(news))
}

/// Bits that members take together: those of one union share theirs.
fn covered(list: &[Leaf<'_>]) -> i64 {
    let mut places: Vec<(i64, i64)> = list.iter().map(|l| (l.bit_offset, l.bits())).collect();
    places.sort_unstable();
    let mut end = i64::MIN;
    let mut sum = 0i64;
    for (start, bits) in places {
        let next = end.max(start.saturating_add(bits));
        sum = sum.saturating_add(next.saturating_sub(start.max(end)));
        end = next;
    }
    sum
}

/// How many reserves NEW has left.
pub fn left(h: &Graph, new: &[Leaf<'_>]) -> Left {
    let list = unused(h, new);
    Left { count: list.len(), bits: list.iter().map(|(l, _)| l.bits()).sum() }
}

/// Reserves that nothing uses: a union may keep the name of one beside what took its bytes.
pub fn unused<'l, 'g>(graph: &Graph, leaves: &'l [Leaf<'g>]) -> Vec<(&'l Leaf<'g>, Reserve)> {
    let sure = |l: &Leaf<'_>| reserve(graph, l).filter(|r| *r > Reserve::NameOnly);
    // In order of their starts, with the furthest end up to there.
    let mut used: Vec<(i64, i64)> = Vec::new();
    let mut reserves: Vec<(&Leaf<'_>, Reserve)> = Vec::new();
    for l in leaves {
        match sure(l) {
            Some(how) => reserves.push((l, how)),
            None if l.in_union && l.bits() > 0 => used.push((l.bit_offset, l.end())),
            None => {}
        }
    }
    used.sort_unstable();
    let mut furthest = i64::MIN;
    for place in &mut used {
        furthest = furthest.max(place.1);
        place.1 = furthest;
    }
    let is_used = |l: &Leaf<'_>| {
        let before = used.partition_point(|u| u.0 < l.end());
        l.in_union && before > 0 && used[before - 1].1 > l.bit_offset
    };
    reserves.retain(|(l, _)| !is_used(l));
    reserves
}

/// Which members of both sides belong together by name: indices into OLD and NEW.
pub struct Aligned {
    pub common: Vec<(usize, usize)>,
    pub removed: Vec<usize>,
    pub added: Vec<usize>,
}

/// A reserve that went away and left padding, or only has another number: nobody was to use it.
pub fn harmless_removal(graph: &Graph, x: &Leaf<'_>) -> bool {
    reserve(graph, x).is_some_and(|r| r > Reserve::NameOnly)
}

/// Whether a member gave its bytes to a reserve: it is gone, not renamed.
pub fn set_aside(old_graph: &Graph, old_leaf: &Leaf<'_>, new_graph: &Graph, new_leaf: &Leaf<'_>) -> bool {
    // `pad` alone says enough of what OLD had there, if not that it is one.
    let telling = names::reserve(&old_leaf.name, names::Form { array: true, bit_field: None });
    harmless_removal(new_graph, new_leaf) && reserve(old_graph, old_leaf).is_none() && telling.is_none()
}

/// Whether both were set aside: what they are called means nothing to consumers.
pub fn renumbered(old_graph: &Graph, old_leaf: &Leaf<'_>, new_graph: &Graph, new_leaf: &Leaf<'_>) -> bool {
    harmless_removal(old_graph, old_leaf) && harmless_removal(new_graph, new_leaf)
}

/// Room in bytes that a slot sets aside for what stands beside it (`EXTEND_WITH_SIZE`); `None` if `union` is no
/// such slot.
pub fn room(graph: &Graph, union: TypeId) -> Option<u64> {
    let node = graph.node(union);
    if node.kind != crate::graph::Kind::Union || !node.name.is_none() {
        return None;
    }
    match slot::hidden_edge(graph, union) {
        Some((edge, Kind::Room)) => graph.size_of(graph.edges(union)[edge].target),
        _ => None,
    }
}
