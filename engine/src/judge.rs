//! Severity: the rule's judgement at the place, and how the type is reached and who creates it.
//!
//! Where no fact decides, the finding is `risky` and its sentence names the missing fact; never lower.

pub(crate) mod alike;
pub(crate) mod asked;
pub(crate) mod classes;
pub(crate) mod core;
mod handed;
mod inlined;
pub(crate) mod made;
pub(crate) mod place;
pub(crate) mod private;
pub(crate) mod reach;
mod thrown;
mod unseen;
mod unset;
pub(crate) mod uses;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::compare::change::{Change, ChangeId, Judgement, Owner};
use crate::compare::symbols::Exports;
use crate::compare::types::Comparison;
use crate::graph::mangled;
use crate::graph::{Edge, EdgeFlags, EdgeKind, Graph, Kind, NEAR, TypeId, spell};
use crate::judge::classes::Answer;
use crate::judge::reach::{Held, Layout, Reach};
use crate::rules::facts::Facts;
use crate::rules::reason::{Holder, ReachReason, Reason};
use crate::rules::{Rule, Severity};

/// Where a version stands: among the first 32 bytes.
const FIRST_BITS: i64 = 256;

/// What `new` aligns to without being asked for more, in bytes: `__STDCPP_DEFAULT_NEW_ALIGNMENT__` of GCC and clang.
const DEFAULT_NEW_ALIGNMENT: u64 = 16;

/// The reason for the severity of each change. `same`: for each change the one that stands for its copies.
pub fn weigh(c: &mut Comparison<'_>, exports: &Exports, facts: &reach::Facts, same: &[ChangeId]) -> Vec<Reason> {
    let compared = &*c;
    let one = |change| {
        let reason = decide(compared, exports, facts, change);
        if compared.core { core::judge(compared, exports, change, reason) } else { reason }
    };
    let mut judged: Vec<Reason> = c.changes.par_iter().map(one).collect();
    worst_of_copies(same, &mut judged);
    if !c.core {
        alike::fold_places(c, same, &mut judged);
    }
    settle(&c.changes, same, &c.by_each, &mut judged);
    judged
}

/// The reason for the severity of a change, where its place alone decides.
pub fn at_place(c: &Comparison<'_>, change: &Change) -> Option<Reason> {
    match &change.judgement {
        Judgement::Decided(reason) => Some(reason.clone()),
        Judgement::Place(evidence) => Some(place::weigh(c, change.owner, evidence)),
        Judgement::Growth | Judgement::CutShort | Judgement::Alignment | Judgement::Void => None,
    }
}

/// The reason for the severity of a change.
pub fn decide(c: &Comparison<'_>, exports: &Exports, facts: &reach::Facts, change: &Change) -> Reason {
    let (g, h, pairs) = (c.old, c.new, &c.pairs);
    if let Owner::Link(link) = change.owner
        && facts.hidden[exports.both[link.0 as usize].0 as usize]
        && change.rule != Rule::SymbolTypeUnknown
    {
        return ReachReason::Undeclared.into();
    }
    // Libraries of C++ export by default what they keep for themselves, and no source names what compilers make for
    // themselves of a function (`memset.A`).
    let is_hidden = match change.owner {
        Owner::OldExport(i) => {
            let name = g.str(g.exports[i as usize].name);
            facts.hidden[i as usize] && (name.starts_with("_Z") || name.contains('.'))
        }
        Owner::NewExport(j) => {
            let name = h.str(h.exports[j as usize].name);
            let words = c.words.as_ref().filter(|_| name.starts_with("_Z") && !h.is_kernel());
            words.is_some_and(|words| !mangled::may_declare(words, name, |_| false))
        }
        Owner::Pair(_) | Owner::Link(_) | Owner::Object => false,
    };
    if is_hidden {
        return ReachReason::Undeclared.into();
    }
    let reach = &facts.types;
    let plain = || at_place(c, change).unwrap_or_else(|| ReachReason::HeldUnknown.into());
    let Owner::Pair(pair) = change.owner else {
        let export = match change.owner {
            Owner::OldExport(i) => g.exports.get(i as usize),
            Owner::Link(link) => g.exports.get(exports.both[link.0 as usize].0 as usize),
            // What took the place of a symbol of OLD is told under its name.
            Owner::NewExport(_) if change.old.is_some() => {
                let name = change.subject.name.as_str();
                let at = g.exports.partition_point(|e| g.str(e.name) < name);
                g.exports.get(at).filter(|e| g.str(e.name) == name)
            }
            Owner::NewExport(_) | Owner::Pair(_) | Owner::Object => None,
        };
        let reason = plain();
        let by_access = export.and_then(|export| unseen::of_export(g, facts, export, reason.severity()));
        return by_access.map_or(reason, Reason::from);
    };
    let Some(id) = pairs[pair.0 as usize].old else { return plain() };
    let size = pairs[pair.0 as usize].new.and_then(|new| h.size_of(new));
    let r = reach[id.index()];
    if r.private {
        return ReachReason::PrivateTo { file: g.str(g.positions[id.index()].file).to_owned() }.into();
    }
    if !r.visible {
        return ReachReason::NeverHeld { functions: facts.hidden.contains(&true) }.into();
    }
    let placed = at_place(c, change);
    let at_least_risky = || placed.as_ref().map_or(Severity::Risky, Reason::severity) >= Severity::Risky;
    if let Some(layout) = r.rust.filter(|&l| r.handed_out || l == Layout::Free)
        && at_least_risky()
    {
        return ReachReason::BehindPointerOfRust { is_free: layout == Layout::Free }.into();
    }
    if r.unclear && r.handed_out && r.held.is_none() && at_least_risky() {
        return ReachReason::UnclearWhetherSeen.into();
    }
    if let Some(reason) = placed {
        let severity = reason.severity();
        let by_access = || unseen::of_members(c, facts, pair, change, severity);
        if severity > Severity::Compatible
            && let Some(reason) = unseen::of_nested(g, facts, change)
        {
            return reason.into();
        }
        if severity >= Severity::Risky {
            return by_access().map_or(reason, Reason::from);
        }
        return unset::by_consumers(c, pair, change, &reason).map_or(reason, Reason::from);
    }
    let of_holder = |alone, held: fn(Holder) -> ReachReason| r.held.map_or(alone, |by| held(holder(g, by)));
    match &change.judgement {
        Judgement::Decided(_) | Judgement::Place(_) => ReachReason::HeldUnknown,
        Judgement::Growth => {
            let reason = growth(g, id, r, size);
            let inlined = || inlined::of_growth(g, facts, id).filter(|r| r.severity() >= reason.severity());
            if reason.leaves_creation_open() { inlined().unwrap_or(reason) } else { reason }
        }
        Judgement::Void => of_holder(ReachReason::OnlyPointersPassed, ReachReason::VoidHeld),
        Judgement::CutShort => of_holder(ReachReason::CutShort, ReachReason::CutShortWhereHeld),
        Judgement::Alignment => {
            let bits = |side: &Option<Facts>| side.as_ref().and_then(|f| f.bit_alignment);
            let looser = bits(&change.new) < bits(&change.old);
            let stricter = bits(&change.new).filter(|&b| !looser && b > 8 * DEFAULT_NEW_ALIGNMENT);
            if stricter.is_some() && classes::stated(g, id).is_some_and(|c| c.create == Answer::Yes) {
                ReachReason::AlignedWhereConstructed
            } else {
                alignment(g, r, pairs[pair.0 as usize].unplaced, looser)
            }
        }
    }
    .into()
}

/// Of copies of one change the worst counts.
pub fn worst_of_copies(same: &[ChangeId], judged: &mut [Reason]) {
    for (i, stands) in same.iter().enumerate() {
        let stands = stands.0 as usize;
        if judged[i].severity() > judged[stands].severity() {
            judged[stands] = judged[i].clone();
        }
    }
}

/// What is known of single changes becomes what is said of root causes: a root is not milder than what follows from
/// it. `by_each`: those that each of their causes has alone for consequence.
fn settle(changes: &[Change], same: &[ChangeId], by_each: &BTreeSet<ChangeId>, judged: &mut [Reason]) {
    for i in 0..changes.len() {
        let change = &changes[i];
        let severity = judged[i].severity();
        let causes = || change.causes.iter().map(|id| id.0 as usize);
        let milder = |k: &usize| (Severity::Risky..severity).contains(&judged[*k].severity());
        let of_each: Vec<usize> = match by_each.contains(&ChangeId(i as u32)) {
            true => causes().filter(milder).collect(),
            false => Vec::new(),
        };
        if change.root || of_each.is_empty() && causes().any(|k| judged[k].severity() >= severity) {
            continue;
        }
        let follows = Reason::Follows(Box::new(change.subject.clone()), Box::new(judged[i].clone()));
        if !of_each.is_empty() {
            of_each.into_iter().for_each(|k| judged[k] = follows.clone());
            continue;
        }
        // Other names of the same bytes have no effect that could follow.
        let nominal = |k: &usize| changes[*k].rule.is_nominal();
        let all = causes().all(|k| nominal(&k));
        for k in causes().filter(|k| all || !nominal(k)) {
            judged[k] = follows.clone();
        }
    }
    for (i, stands) in same.iter().enumerate() {
        judged[i] = judged[stands.0 as usize].clone();
    }
}

fn growth(g: &Graph, id: TypeId, r: Reach, size: Option<u64>) -> ReachReason {
    if !matches!(r.held, Some(Held::Variable | Held::Array | Held::Value))
        && let Some(member) = version_of(g, id)
    {
        return ReachReason::SaysItsVersion { member };
    }
    if let Some(held) = r.held {
        return ReachReason::GrowsWhereHeld(holder(g, held));
    }
    // Of a class that declares constructors it is known who creates objects.
    if let Some(consumers) = classes::stated(g, id) {
        return match (consumers.create, consumers.derive) {
            (Answer::Yes, _) => ReachReason::GrowsWhereConstructed,
            (_, Answer::Yes) => ReachReason::GrowsWhereDerived,
            (Answer::No, Answer::No) => ReachReason::OnlyLibraryCreates,
            _ => ReachReason::HandedOutByPointer,
        };
    }
    if r.sized && size.is_some() {
        return ReachReason::SizeTravels;
    }
    if let (Some(room), Some(size)) = (r.room, size)
        && size <= room
        && !r.handed_out
    {
        return ReachReason::FitsInRoom { bytes: room };
    }
    if r.declared && !r.handed_out {
        return ReachReason::OnlyDeclared;
    }
    match (r.handed_out, r.leads_on) {
        (true, _) => ReachReason::HandedOutByPointer,
        (_, true) => ReachReason::ConsumersCreateTheFirst,
        _ => ReachReason::ConsumersCreateIt,
    }
}

/// The member by which an object says which version of the type it is: an integer of that name among its first bytes, of
/// the record itself or of what stands at its start.
fn version_of(g: &Graph, id: TypeId) -> Option<String> {
    let mut at = g.strip(id);
    for _ in 0..NEAR {
        let is_version = |e: &&Edge| {
            let scalar = matches!(g.node(g.strip(e.target)).kind, Kind::Base | Kind::Enum);
            let name = g.str(e.name).to_ascii_lowercase();
            e.kind == EdgeKind::Member && scalar && e.value < FIRST_BITS && name.contains("version")
        };
        if let Some(edge) = g.edges(at).iter().find(is_version) {
            return Some(g.str(edge.name).to_owned());
        }
        let first = |e: &&Edge| matches!(e.kind, EdgeKind::Base | EdgeKind::Member) && e.value == 0;
        let inner = g.edges(at).iter().find(first).filter(|e| !e.flags.has(EdgeFlags::VIRTUAL))?;
        at = g.strip(inner.target);
    }
    None
}

/// A type with another alignment. Where something moved or is passed elsewhere for it, that is found by itself and
/// counts for this change, too. `unplaced`: it is passed by value where no rule of the machine is known; `looser`: it
/// is aligned to less now.
fn alignment(g: &Graph, r: Reach, unplaced: bool, looser: bool) -> ReachReason {
    match (r.placed, r.held) {
        (Some(held @ (Held::Variable | Held::Array)), _) => ReachReason::AlignedWhereHeld(holder(g, held)),
        (_, Some(_)) if unplaced => ReachReason::AlignedAndPassed,
        (Some(held), _) => ReachReason::AlignedInPlace { holder: holder(g, held), looser },
        (None, Some(_)) => ReachReason::AlignedAndTravelsAlike { machine: g.machine.name(), looser },
        (None, None) => ReachReason::Aligned { looser },
    }
}

fn holder(g: &Graph, held: Held) -> Holder {
    match held {
        Held::Variable => Holder::Variable,
        Held::Array => Holder::Array,
        Held::Value => Holder::Value,
        Held::Member(id) => Holder::Type((!g.node(id).name.is_none()).then(|| spell::type_name(g, id))),
    }
}
