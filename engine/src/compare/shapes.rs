//! Sanctioned kABI shapes of a record: slots whose hidden half keeps what OLD had, deprecated members, reserves
//! that gave their bytes to members without a slot.
//!
//! What a shape claims is checked again, because the assertions of its macros can be switched off: the hidden half
//! must name members of OLD with their types, and NEW must fit in their bytes without moving anything. Members that
//! a shape accounts for are taken out of the ordinary alignment; what a shape does not account for stays in it.

use std::fmt::Write as _;

use super::change::{Change, Judgement, Move, Owner, PairId, Step};
use super::record::{Gone, Record, is_reordered};
use super::types::{Comparison, Place, Role};
use crate::compare::leaves::{Leaf, Members};
use crate::graph::{Graph, TypeId, layout, spell};
use crate::rules::facts::Facts;
use crate::rules::kabi::names::Reserve;
use crate::rules::kabi::slot::Kind;
use crate::rules::kabi::{names, slot};
use crate::rules::reason::Reason;
use crate::rules::{Rule, Severity};
use crate::words::numbers::bytes;

/// One slot that NEW has and that OLD did not have like this.
struct Use<'g> {
    olds: Vec<Leaf<'g>>,
    news: Vec<Leaf<'g>>,
    /// What its claim gets wrong.
    fault: Option<String>,
    /// What it exceeds, which matters where something moved or grew.
    excess: Option<String>,
    moves: Vec<Move>,
}

/// How often members are looked at for the shapes of one record. What is not looked at is compared as any member is.
const MOST_STEPS: usize = 1 << 24;

/// Slots, taken out of the members of a record.
#[derive(Default)]
pub struct Slots<'g>(Vec<Use<'g>>);

/// Whether a member was set aside for later use.
pub fn reserve(g: &Graph, l: &Leaf<'_>) -> Option<Reserve> {
    slot::reserve(g, &l.name, l.target, l.bit_field)
}

fn claimed<'l>(l: &'l Leaf<'_>) -> &'l str {
    names::renamed(&l.name).unwrap_or(&l.name)
}

fn quoted(leaves: &[Leaf<'_>]) -> String {
    let list: Vec<String> = leaves.iter().map(|l| format!("`{}`", l.declaration())).collect();
    list.join(", ")
}

/// The same declaration, without the mark of a renamed member.
fn spelt(l: &Leaf<'_>) -> String {
    match names::renamed(&l.name) {
        Some(old) => l.declaration().replace(l.name.as_ref(), old),
        None => l.declaration(),
    }
}

fn bits(n: i64) -> String {
    match (n / 8, n % 8) {
        (n, 0) => bytes(n.cast_unsigned()),
        _ => format!("{n} bits"),
    }
}

fn has_name(list: &[Leaf<'_>], name: &str) -> bool {
    list.iter().any(|l| !l.is_hidden() && l.name == name)
}

/// Takes the slots of both sides out of their members. Hidden halves never stay.
pub fn take_slots<'g>(c: &mut Comparison<'g>, pair: PairId, old: &mut Members<'g>, new: &mut Members<'g>) -> Slots<'g> {
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
        let Some(u) = one(c, pair, old, new, n, (&hidden, &visible), (&mut gone, &mut come)) else { continue };
        for (l, come) in new.leaves.iter().zip(&mut come) {
            let stays = has_name(&old.leaves, &l.name)
                && !hidden.iter().any(|h| claimed(h) == l.name)
                && !became_deprecated(old, new, &l.name);
            *come |= l.slot == Some((n, false)) && !stays;
        }
        out.0.push(u);
    }
    let mut keep = gone.iter().map(|g| !g);
    old.leaves.retain(|l| keep.next().unwrap_or(true) && !l.is_hidden());
    let mut keep = come.iter().map(|c| !c);
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
    c: &mut Comparison<'g>,
    pair: PairId,
    old: &Members<'g>,
    new: &Members<'g>,
    n: u32,
    (hidden, visible): (&[Leaf<'g>], &[Leaf<'g>]),
    (gone, come): (&mut [bool], &mut [bool]),
) -> Option<Use<'g>> {
    let g = c.old;
    let slot = new.slots[n as usize].clone();
    let mut u = Use { olds: Vec::new(), news: visible.to_vec(), fault: None, excess: None, moves: Vec::new() };
    let mut missing = None;
    for x in hidden {
        let name = claimed(x);
        let find = |hidden: bool| {
            let fits = |l: &Leaf<'_>| l.is_hidden() == hidden && (if hidden { claimed(l) } else { &l.name }) == name;
            old.leaves.iter().position(fits)
        };
        let in_place = |l: &Leaf<'_>| !l.is_hidden() && reserve(g, l).is_some() && l.bit_offset == x.bit_offset;
        let unnamed = || if names::name_counts(&x.name) { None } else { old.leaves.iter().position(in_place) };
        let Some(i) = find(false).or_else(|| find(true)).or_else(unnamed) else {
            missing.get_or_insert(x);
            continue;
        };
        let o = &old.leaves[i];
        if x.bit_field != o.bit_field || !same_type(c, pair, o, x) {
            u.fault.get_or_insert_with(|| format!("the slot hides `{}`, OLD has `{}`", spelt(x), spelt(o)));
        }
        if o.is_hidden() {
            // OLD hid it already: what consumers use of the slot is compared as any other member.
            continue;
        }
        let elsewhere = |l: &&Leaf<'_>| l.name == name && !l.is_hidden() && l.slot != Some((n, false));
        if let Some(k) = new.leaves.iter().position(|l| elsewhere(&l)) {
            let l = &new.leaves[k];
            let at = l.bit_offset / 8;
            u.fault.get_or_insert_with(|| format!("`{}` is still there, at offset {at}", l.declaration()));
            come[k] = true;
        } else if gone[i] {
            u.fault.get_or_insert_with(|| format!("another slot hides `{}` already", o.declaration()));
        }
        gone[i] = true;
        u.moves.push(Move {
            name: o.name.to_string(),
            old_bits: o.bit_offset,
            new_bits: x.bit_offset,
            edge: *o.edge,
            slot: true,
        });
        u.olds.push(o.clone());
    }
    if let Some(x) = missing {
        let (from, to) = (slot.bit_offset, slot.bit_offset + slot.byte_size.saturating_mul(8).cast_signed());
        let there =
            |l: &&Leaf<'_>| !l.is_hidden() && l.bit_offset < to && from < l.end() && !has_name(&new.leaves, &l.name);
        let fact = match old.leaves.iter().find(there) {
            Some(l) => format!("the slot hides `{}`, OLD has `{}` there", spelt(x), l.declaration()),
            None => format!("the slot hides `{}`, which OLD does not have", spelt(x)),
        };
        let in_bytes_of_old = old.leaves.iter().any(|l| there(&l));
        if in_bytes_of_old {
            u.fault.get_or_insert(fact);
            for (l, gone) in old.leaves.iter().zip(&mut *gone) {
                if there(&l) && reserve(g, l).is_some() {
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
            if reserve(g, l).is_some_and(|r| r > Reserve::NameOnly) {
                *gone = true;
                u.olds.push(l.clone());
            } else {
                let (wants, has) = (bytes(slot.used_size), bytes(slot.hidden_size));
                let (what, living) = (quoted(visible), l.declaration());
                u.fault.get_or_insert_with(|| {
                    format!("{what} takes {wants}, the slot hides {has}, and `{living}` lay beside them")
                });
            }
        }
    }
    if u.excess.is_none() {
        let (wants, has) = (slot.used_size, slot.hidden_size);
        if wants > has {
            u.excess = Some(format!("{} takes {}, {} has {has}", quoted(visible), bytes(wants), quoted(hidden)));
        } else if slot.used_alignment > slot.hidden_alignment {
            let (a, b) = (slot.used_alignment, slot.hidden_alignment);
            u.excess = Some(format!("{} is aligned to {}, {} to {b}", quoted(visible), bytes(a), quoted(hidden)));
        }
    }
    Some(u)
}

/// Whether a member of OLD and the one that hides it have one type. What the type leads to is compared in its
/// own place, as ever; what differs here is left to the caller.
pub(super) fn same_type(c: &mut Comparison<'_>, pair: PairId, old: &Leaf<'_>, new: &Leaf<'_>) -> bool {
    let (all, own) = (c.changes.len(), c.pairs[pair.0 as usize].changes.len());
    let mut subject = c.pairs[pair.0 as usize].subject.clone();
    subject.member = Some(old.name.to_string());
    let place = Place {
        owner: Owner::Pair(pair),
        subject,
        rule: Rule::MemberTypeChanged,
        role: Role::Member,
        callback: false,
        step: Step::Edge(*old.edge),
    };
    c.compare_use(place, old.target, new.target);
    let same = c.changes[all..].iter().all(Change::leaves_type);
    c.changes.truncate(all);
    c.pairs[pair.0 as usize].changes.truncate(own);
    same
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
        c: &mut Comparison<'_>,
        r: &Record,
        order: &[(i64, i64)],
        left: impl Fn() -> String,
    ) -> Vec<Gone> {
        let mut lost = Vec::new();
        if self.0.is_empty() {
            return lost;
        }
        let (g, h) = (c.old, c.new);
        let sizes = g.node(r.a).byte_size != h.node(r.b).byte_size;
        let alignments = !layout::same_alignment(g, r.a, h, r.b);
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
                let (from, to) = (m.old_bits / 8, m.new_bits / 8);
                fault =
                    Some(format!("the slot stands at offset {to}, `{}` stood at {from}", spell::member(g, &m.edge)));
            }
            let facts = sides(&u.olds, &u.news);
            let names = names(&u.news);
            let line = u.news.first().map_or(0, |l| l.line);
            if let Some(fact) = fault {
                let why = format!("reserve misused: {fact}{}", effect(sizes, alignments, moved));
                let judged = Judgement::Decided(Reason::Told(Severity::Breaking, why));
                let (x, y) = (Some(facts.0), Some(facts.1));
                let id = r.push(c, Rule::ReserveMisused, Some(&names), line, x, y, judged, disturbed);
                lost.extend(u.olds.iter().map(|l| (l.bit_offset, l.end(), l.name.to_string(), id)));
                continue;
            }
            if u.olds.is_empty() {
                // A slot in what was padding, for a reserve that came and was used between OLD and NEW.
                let why = "it fills padding: nothing moved and the size stayed".to_owned();
                r.add(c, Rule::MemberAddedInHole, Some(&names), line, facts, (Severity::Compatible, why), false);
                continue;
            }
            let room: i64 = u.olds.iter().map(Leaf::bits).sum();
            if u.olds.iter().all(|l| reserve(g, l).is_some()) {
                let why = used(&quoted(&u.olds), room, 0, !disturbed, &left());
                r.add(c, Rule::ReservedSlotUsed, Some(&names), line, facts, (Severity::Compatible, why), false);
            } else {
                let why = format!(
                    "sanctioned replacement: it has the place of {} and fits in its {}; that old readers understand \
                     what is there now is the patch author's word",
                    quoted(&u.olds),
                    bits(room)
                );
                r.add(c, Rule::MemberReplacedInSlot, Some(&names), line, facts, (Severity::Compatible, why), false);
            }
        }
        lost
    }
}

/// `padding`: bits beside the room that are taken with it. `still`: nothing moved, and the size stayed.
fn used(olds: &str, room: i64, padding: i64, still: bool, left: &str) -> String {
    let mut why = format!("reserved slot used as intended: it lies in the {} of {olds}", bits(room));
    if padding > 0 {
        let _ = write!(why, " and {} of padding beside", bits(padding));
    }
    if still {
        why.push_str(", and nothing moved");
    }
    why + "; " + left
}

fn effect(sizes: bool, alignments: bool, moved: bool) -> &'static str {
    match (moved, sizes, alignments) {
        (true, ..) => "; members moved",
        (_, true, _) => "; the size changed",
        (_, _, true) => "; the alignment changed",
        _ => "",
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

/// How many reserves NEW has left, for people.
pub fn left(h: &Graph, new: &[Leaf<'_>]) -> String {
    let list: Vec<i64> = crate::findings::reserves::unused(h, new).iter().map(|(l, _)| l.bits()).collect();
    match list.len() {
        0 => "no reserve is left".to_owned(),
        1 => format!("1 reserve ({}) is left", bits(list.iter().sum())),
        n => format!("{n} reserves ({}) are left", bits(list.iter().sum())),
    }
}

/// Which members of both sides belong together by name: indices into OLD and NEW.
pub struct Aligned {
    pub common: Vec<(usize, usize)>,
    pub removed: Vec<usize>,
    pub added: Vec<usize>,
}

/// Reserves that stand one behind the other, with the bytes up to their neighbours.
struct Group {
    olds: Vec<usize>,
    /// Members of NEW that still carry the name of one.
    rest: Vec<usize>,
    start: i64,
    end: i64,
    sure: bool,
}

/// Reserves that gave their bytes to members without a slot: SUSE's padding, `reserved[3]` of a library.
pub fn bare(c: &mut Comparison<'_>, r: &Record, old: &[Leaf<'_>], new: &[Leaf<'_>], at: &mut Aligned) {
    let (g, h) = (c.old, c.new);
    if g.node(r.a).kind == crate::graph::Kind::Union || h.node(r.b).kind == crate::graph::Kind::Union {
        return;
    }
    let touched = |&(i, j): &(usize, usize)| old[i].bit_offset != new[j].bit_offset || old[i].bits() != new[j].bits();
    let mut groups: Vec<Group> = Vec::new();
    let partners = at.common.iter().filter(|p| touched(p)).map(|&(i, j)| (i, Some(j)));
    let mut list: Vec<(usize, Option<usize>, Reserve)> = partners
        .chain(at.removed.iter().map(|&i| (i, None)))
        .filter_map(|(i, j)| Some((i, j, reserve(g, &old[i])?)))
        .collect();
    if list.len().saturating_mul(old.len().max(new.len())) > MOST_STEPS {
        return;
    }
    list.sort_by_key(|&(i, ..)| (old[i].bit_offset, i));
    for (i, j, how) in list {
        let (start, end) = (old[i].bit_offset, old[i].end());
        let between =
            |from: i64| old.iter().enumerate().any(|(k, l)| k != i && l.bit_offset < start && from <= l.bit_offset);
        let sure = how > Reserve::NameOnly;
        match groups.last_mut() {
            Some(last)
                if last.end <= start
                    && !between(last.end)
                    && last.sure == sure
                    && !old[i].is_alternative(&old[last.olds[0]]) =>
            {
                last.olds.push(i);
                last.rest.extend(j);
                last.end = end;
            }
            _ => groups.push(Group { olds: vec![i], rest: j.into_iter().collect(), start, end, sure }),
        }
    }
    for group in groups {
        settle_group(c, r, old, new, at, &group);
    }
}

fn settle_group(
    c: &mut Comparison<'_>,
    r: &Record,
    old: &[Leaf<'_>],
    new: &[Leaf<'_>],
    at: &mut Aligned,
    group: &Group,
) {
    let (g, h) = (c.old, c.new);
    // Other views of the bytes, if the reserves have neighbours of their own in a struct of a union. Where NEW has
    // those, what is left of the reserves tells, or what stood beside them.
    let first = &old[group.olds[0]];
    let in_struct = |l: &Leaf<'_>| l.nesting.ends_with('s');
    let apart = |l: &Leaf<'_>| in_struct(first) && l.is_alternative(first);
    let beside = at.common.iter().filter(|(i, _)| group.rest.is_empty() && old[*i].is_beside(first)).map(|p| p.1);
    let beside: Vec<usize> = group.rest.iter().copied().chain(beside).filter(|&j| in_struct(&new[j])).collect();
    let apart_now = |l: &Leaf<'_>| beside.iter().any(|&j| l.is_alternative(&new[j]));
    let others = || old.iter().enumerate().filter(|(i, l)| !group.olds.contains(i) && !apart(l)).map(|(_, l)| l);
    if others().any(|l| l.bit_offset < group.end && group.start < l.end()) {
        // It shares its bytes with a living member, as padding of a union does.
        return;
    }
    let whole = g.node(r.a).byte_size.saturating_mul(8).cast_signed();
    let low = others().map(Leaf::end).filter(|&e| e <= group.start).max().unwrap_or(0);
    let high = others().map(|l| l.bit_offset).filter(|&s| s >= group.end).min().unwrap_or(whole);
    let meets = |j: usize| new[j].bit_offset < group.end && group.start < new[j].end();
    let lives = |i: usize, j: usize| meets(j) && !group.rest.contains(&j) && !apart(&old[i]) && !apart_now(&new[j]);
    if at.common.iter().any(|&(i, j)| lives(i, j)) {
        return;
    }
    // What stands elsewhere among the members that both sides have came there with whatever moved those.
    let elsewhere = |y: &Leaf<'_>| {
        let living = at.common.iter().filter(|(i, _)| !group.olds.contains(i)).map(|&(i, k)| (&old[i], &new[k]));
        living.filter(|(x, z)| !apart(x) && !apart_now(z)).any(|(x, z)| {
            x.end() <= group.start && y.end() <= z.bit_offset || group.end <= x.bit_offset && z.end() <= y.bit_offset
        })
    };
    let takes = |j: usize| meets(j) && new[j].bits() > 0 && !apart_now(&new[j]) && !elsewhere(&new[j]);
    let mut named: Vec<usize> = at.added.iter().copied().filter(|&j| takes(j)).collect();
    if named.iter().all(|&j| reserve(h, &new[j]).is_some_and(|r| r > Reserve::NameOnly)) {
        return;
    }
    let inside = |j: &usize| low <= new[*j].bit_offset && new[*j].end() <= high;
    let fits = named.iter().chain(&group.rest).all(inside);
    let sum = |list: &[Leaf<'_>], of: &[usize]| of.iter().map(|&i| list[i].bits()).sum::<i64>();
    if !named.iter().all(inside) && sum(new, &group.rest) >= sum(old, &group.olds) {
        // Nobody took any of them: they moved, and others came to where they were.
        return;
    }
    let renamed = named.len() == 1 && group.olds.len() == 1 && group.rest.is_empty() && {
        let (x, y) = (&old[group.olds[0]], &new[named[0]]);
        x.bit_offset == y.bit_offset && x.bit_field == y.bit_field && same_type(c, r.pair, x, y)
    };
    let shrank = fits && shrank(c, r, (old, new), at, group, &named);
    if !group.sure && (renamed || !fits || shrank) {
        return;
    }
    if shrank {
        // What fills padding beside them is a part of it.
        let more = at.added.iter().copied().filter(|j| inside(j) && new[*j].bits() > 0 && !apart_now(&new[*j]));
        named = more.collect();
    }
    let mut shown = named.clone();
    shown.extend(&group.rest);
    shown.sort_by_key(|&j| (new[j].bit_offset, j));
    fn pick<'g>(list: &[Leaf<'g>], of: &[usize]) -> Vec<Leaf<'g>> {
        of.iter().map(|&i| list[i].clone()).collect()
    }
    let (olds, news) = (pick(old, &group.olds), pick(new, &shown));
    let facts = sides(&olds, &news);
    let mut told = pick(new, &named);
    told.retain(|l| reserve(h, l).is_none_or(|r| r == Reserve::NameOnly));
    let member = names(&told);
    let line = new[named[0]].line;
    let room = group.end - group.start;
    let (before, after) = (layout::alignment(g, r.a), layout::alignment(h, r.b));
    let aligned = named.iter().any(|&j| after > before && layout::alignment(h, new[j].target) == after);
    if let (true, Some(&j)) = (named.iter().all(inside), group.rest.iter().find(|j| !inside(j))) {
        let why = format!(
            "reserve misused: {} took bytes of {}, and `{}` still reaches up to offset {}",
            quoted(&pick(new, &named)),
            quoted(&olds),
            new[j].declaration(),
            new[j].end() / 8
        );
        let moved = at.common.iter().any(|&(i, j)| {
            !group.olds.contains(&i) && old[i].bit_offset != new[j].bit_offset && old[i].bit_offset >= group.end
        });
        let judged = if moved { Judgement::Decided(Reason::Told(Severity::Breaking, why)) } else { Judgement::Growth };
        r.push(c, Rule::ReserveMisused, Some(&member), line, Some(facts.0), Some(facts.1), judged, true);
    } else if shrank {
        let (x, y) = (Some(facts.0), Some(facts.1));
        r.push(c, Rule::ReserveMisused, Some(&member), line, x, y, Judgement::Growth, true);
    } else if !fits {
        let most = named.iter().find(|j| !inside(j)).map_or(named[0], |&j| j);
        let (what, takes) = (&new[most].declaration(), bits(new[most].bits()));
        let why = format!("reserve misused: `{what}` takes {takes}, {} has {}", quoted(&olds), bits(room));
        r.add(c, Rule::ReserveMisused, Some(&member), line, facts, (Severity::Breaking, why), true);
    } else if aligned {
        let facts =
            (Facts { bit_alignment: Some(before * 8), ..facts.0 }, Facts { bit_alignment: Some(after * 8), ..facts.1 });
        r.push(c, Rule::ReserveMisused, Some(&member), line, Some(facts.0), Some(facts.1), Judgement::Alignment, true);
    } else if group.sure {
        let outside = |l: &Leaf<'_>| (group.start - l.bit_offset).max(0) + (l.end() - group.end).max(0);
        let padding: i64 = news.iter().map(outside).sum();
        let still = g.node(r.a).byte_size == h.node(r.b).byte_size
            && before == after
            && at.common.iter().all(|&(i, j)| group.olds.contains(&i) || old[i].bit_offset == new[j].bit_offset);
        let why = used(&quoted(&olds), room, padding, still, &left(h, new));
        r.add(c, Rule::ReservedSlotUsed, Some(&member), line, facts, (Severity::Compatible, why), false);
    } else {
        let why = format!(
            "{} is a reserve by its name alone: whether consumers keep anything in it, the binary does not say",
            quoted(&olds)
        );
        r.add(c, Rule::ReservedSlotUsed, Some(&member), line, facts, (Severity::Risky, why), false);
    }
    at.removed.retain(|i| !group.olds.contains(i));
    at.common.retain(|(i, _)| !group.olds.contains(i));
    at.added.retain(|j| !named.contains(j));
}

/// Whether the struct shrank because the reserves at its end, in whose place `named` stand beside what is left of
/// them, gave way to less.
fn shrank(
    c: &Comparison<'_>,
    r: &Record,
    (old, new): (&[Leaf<'_>], &[Leaf<'_>]),
    at: &Aligned,
    group: &Group,
    named: &[usize],
) -> bool {
    let now = named.iter().chain(&group.rest).map(|&j| new[j].end()).max();
    let behind = old.iter().any(|x| x.bit_offset >= group.end);
    if behind || now.is_none_or(|end| end >= group.end) {
        return false;
    }
    let in_front = at.common.iter().filter(|p| old[p.0].end() <= group.start && !group.olds.contains(&p.0));
    let last = in_front.max_by_key(|p| old[p.0].bit_offset);
    let moved = last.map_or(0, |&(i, j)| new[j].bit_offset - old[i].bit_offset);
    let size = |g: &Graph, id| g.node(id).byte_size.saturating_mul(8).cast_signed();
    size(c.new, r.b) < size(c.old, r.a) + moved
}

/// A reserve that went away and left padding, or only has another number: nobody was to use it.
pub fn harmless_removal(g: &Graph, x: &Leaf<'_>) -> bool {
    reserve(g, x).is_some_and(|r| r > Reserve::NameOnly)
}

/// Whether a member gave its bytes to a reserve: it is gone, not renamed.
pub fn set_aside(g: &Graph, x: &Leaf<'_>, h: &Graph, y: &Leaf<'_>) -> bool {
    // `pad` alone says enough of what OLD had there, if not that it is one.
    let telling = names::reserve(&x.name, names::Form { array: true, bit_field: None });
    harmless_removal(h, y) && reserve(g, x).is_none() && telling.is_none()
}

/// Whether both were set aside: what they are called means nothing to consumers.
pub fn renumbered(g: &Graph, x: &Leaf<'_>, h: &Graph, y: &Leaf<'_>) -> bool {
    harmless_removal(g, x) && harmless_removal(h, y)
}

/// Room in bytes that a slot sets aside for what stands beside it (`EXTEND_WITH_SIZE`); `None` if `union` is no
/// such slot.
pub fn room(g: &Graph, union: TypeId) -> Option<u64> {
    let node = g.node(union);
    if node.kind != crate::graph::Kind::Union || !node.name.is_none() {
        return None;
    }
    match slot::hidden_edge(g, union) {
        Some((edge, Kind::Room)) => g.size_of(g.edges(union)[edge].target),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_use_of_a_reserve_names_what_it_takes() {
        let told = |padding, still| used("`char pad[3]`", 24, padding, still, "no reserve is left");
        let start = "reserved slot used as intended: it lies in the 3 bytes of `char pad[3]`";
        assert_eq!(told(0, true), format!("{start}, and nothing moved; no reserve is left"));
        assert_eq!(
            told(8, true),
            format!("{start} and 1 byte of padding beside, and nothing moved; no reserve is left")
        );
        assert_eq!(told(0, false), format!("{start}; no reserve is left"));
    }
}
