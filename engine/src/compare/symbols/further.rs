//! What else a loader acts on, as far as both sides were looked at for it: when it binds, where it looks, what it runs,
//! what it can run on, and how a library calls its own functions.

use std::collections::BTreeSet;

use super::asked::{asked, providers};
use super::exported::{Exports, words};
use super::tables;
use crate::compare::types::{Comparison, Place};
use crate::graph::{Binding, Export, Graph, InnerCalls, KernelFloor, ObjectInfo, ObjectKind, SymbolKind, Traits};
use crate::graph::{Visibility, convention};
use crate::rules::Rule;
use crate::rules::reason::{Concerned, LoaderMark, LoadingReason, ObjectReason};
use crate::rules::said::{self, Said};

/// Marks that decide by themselves, and what tells of each.
const MARKS: [(LoaderMark, Rule); 10] = [
    (LoaderMark::Interposes, Rule::ObjectInterposeChanged),
    (LoaderMark::PackedRelocations, Rule::ObjectPackedRelocationsChanged),
    (LoaderMark::SysvHash, Rule::ObjectHashTableChanged),
    (LoaderMark::GnuHash, Rule::ObjectHashTableChanged),
    (LoaderMark::GuardedStack, Rule::ObjectControlFlowChanged),
    (LoaderMark::ReadOnlyAfterRelocation, Rule::ObjectHardeningChanged),
    (LoaderMark::StackProtector, Rule::ObjectHardeningChanged),
    (LoaderMark::Fortified, Rule::ObjectHardeningChanged),
    (LoaderMark::BranchTargets, Rule::ObjectHardeningChanged),
    (LoaderMark::SignedReturns, Rule::ObjectHardeningChanged),
];

/// Whether the facts of an object are known: of a debug file the dynamic section is not there, and older snapshots do
/// not hold them.
pub(super) fn is_known(o: &ObjectInfo) -> bool {
    let traits = o.linkage.traits;
    let read = traits.has(Traits::DYNAMIC) && traits.has(Traits::LOOKED_FURTHER);
    read && o.linkage.kind == ObjectKind::Library && o.module.is_none()
}

/// Compares two versions of a library.
pub(super) fn compare(comparison: &mut Comparison<'_>, place: &Place, exports: &Exports, (i, j): (usize, usize)) {
    let (o, p) = (&comparison.old.objects[i], &comparison.new.objects[j]);
    if !is_known(o) || !is_known(p) {
        return;
    }
    for (mark, rule) in MARKS {
        marked(comparison, place, rule, mark, (o, p));
    }
    bind_now(comparison, place, (i, j));
    search_path(comparison, place, o, p);
    kernel_floor(comparison, place, o, p);
    let pairs = pairs(comparison, exports, (i, j));
    if comparison.old.machine.e_machine != convention::EM_ARM && !pairs.is_empty() {
        marked(comparison, place, Rule::ObjectUnwindTablesChanged, LoaderMark::Unwinds, (o, p));
    }
    inner_calls(comparison, place, &pairs, (o, p));
    let (a, b) = (&o.linkage, &p.linkage);
    if a.pointer_signing != b.pointer_signing {
        let (old, new) = words(Said::PointerSigning(a.pointer_signing), Said::PointerSigning(b.pointer_signing));
        let reason = LoadingReason::PointersSignedOtherwise;
        comparison.add_at(place, Rule::ObjectPointerSigningChanged, old, new, reason, false);
    }
    if tables::turned(a.traits, b.traits) {
        let distances = |traits: Traits| Said::TablesOfDistances(traits.has(Traits::TABLES_OF_DISTANCES));
        let (old, new) = words(distances(a.traits), distances(b.traits));
        let reason = LoadingReason::TablesReadOtherwise;
        comparison.add_at(place, Rule::VirtualTablesRelativeChanged, old, new, reason, false);
    }
    if system(a.os_abi) != system(b.os_abi) {
        let (old, new) = words(Said::System(system(a.os_abi)), Said::System(system(b.os_abi)));
        comparison.add_at(place, Rule::ObjectPlatformChanged, old, new, LoadingReason::ForAnotherPlatform, false);
    }
    if (a.initializers, a.finalizers) != (b.initializers, b.finalizers) {
        let runs = |o: &ObjectInfo| Said::Initializers(o.linkage.initializers, o.linkage.finalizers);
        let (old, new) = words(runs(o), runs(p));
        comparison.add_at(place, Rule::ObjectInitializersChanged, old, new, LoadingReason::ItsOwnCode, false);
    }
}

/// A mark that came or went.
fn marked(
    comparison: &mut Comparison<'_>,
    place: &Place,
    rule: Rule,
    mark: LoaderMark,
    (o, p): (&ObjectInfo, &ObjectInfo),
) {
    let (had, has) = (o.linkage.traits.has(mark.of()), p.linkage.traits.has(mark.of()));
    if had != has {
        let (old, new) = words(Said::Marked(mark, had), Said::Marked(mark, has));
        comparison.add_at(place, rule, old, new, ObjectReason::Marked { mark, came: has }, false);
    }
}

/// The functions that both versions export.
fn pairs<'g>(c: &Comparison<'g>, exports: &Exports, (i, j): (usize, usize)) -> Vec<(&'g Export, &'g Export)> {
    let (g, h) = (c.old, c.new);
    let both = exports.both.iter().map(|&(x, y)| (&g.exports[x as usize], &h.exports[y as usize]));
    let own = |(x, y): &(&Export, &Export)| x.object.0 as usize == i && y.object.0 as usize == j && !x.asked;
    let function = |e: &Export| e.kind == SymbolKind::Function;
    both.filter(|pair| own(pair) && function(pair.0) && function(pair.1)).collect()
}

/// Whether all names are looked up when it is loaded.
fn bind_now(comparison: &mut Comparison<'_>, place: &Place, (i, j): (usize, usize)) {
    let (o, p) = (&comparison.old.objects[i], &comparison.new.objects[j]);
    let now = |o: &ObjectInfo| o.linkage.traits.has(Traits::BIND_NOW);
    if now(o) == now(p) {
        return;
    }
    let reason = if now(p) { at_load(comparison.new, j) } else { LoadingReason::BoundAtFirstCall };
    let when = |now: bool| Said::BindsNow(now);
    let (old, new) = words(when(now(o)), when(now(p)));
    comparison.add_at(place, Rule::ObjectBindNowChanged, old, new, reason, false);
}

/// Who is known to define what an object asks for.
fn at_load(h: &Graph, j: usize) -> LoadingReason {
    if !providers(&h.objects[j], h).is_empty() {
        return LoadingReason::FoundAtLoad;
    }
    let all = asked(h);
    let own = all.range((j, "")..(j + 1, "")).filter(|(_, e)| e.binding != Binding::Weak);
    let mut names = own.map(|((_, name), _)| *name);
    match names.next() {
        Some(first) => LoadingReason::MustBeThereAtLoad { count: names.count() + 1, first: first.to_owned() },
        None => LoadingReason::FoundAtLoad,
    }
}

/// Where it is looked for libraries.
fn search_path(comparison: &mut Comparison<'_>, place: &Place, o: &ObjectInfo, p: &ObjectInfo) {
    let run_path = |o: &ObjectInfo| o.linkage.traits.has(Traits::RUN_PATH);
    let (from, to) = (folders(&o.linkage.search_path), folders(&p.linkage.search_path));
    let reason = if from != to {
        LoadingReason::FoundElsewhere
    } else if run_path(o) != run_path(p) && !to.is_empty() {
        LoadingReason::PathOfAnotherKind { inherited: !run_path(p) }
    } else {
        return;
    };
    let reason = if p.needed.is_empty() { LoadingReason::NeedsNothing } else { reason };
    let said = |o: &ObjectInfo| Said::SearchPath(run_path(o), o.linkage.search_path.clone());
    let (old, new) = words(said(o), said(p));
    comparison.add_at(place, Rule::ObjectSearchPathChanged, old, new, reason, false);
}

/// The folders that a loader looks into, each where it stands first and without a slash at its end.
fn folders(list: &[String]) -> Vec<&str> {
    let mut known = BTreeSet::new();
    let bare = |folder: &'_ String| -> usize { folder.trim_end_matches('/').len().max(1).min(folder.len()) };
    list.iter().map(|folder| &folder[..bare(folder)]).filter(|folder| known.insert(*folder)).collect()
}

/// The oldest kernel.
fn kernel_floor(comparison: &mut Comparison<'_>, place: &Place, o: &ObjectInfo, p: &ObjectInfo) {
    let (from, to) = (o.linkage.kernel_floor, p.linkage.kernel_floor);
    if from == to {
        return;
    }
    let raised = |floor: &KernelFloor| from.is_none_or(|old| old.os != floor.os || old.version < floor.version);
    let reason = match to.filter(raised) {
        Some(floor) => LoadingReason::KernelsBelow { version: said::kernel(floor) },
        None => LoadingReason::KernelsAsBefore,
    };
    let (old, new) = words(Said::KernelFloor(from), Said::KernelFloor(to));
    comparison.add_at(place, Rule::ObjectKernelFloorChanged, old, new, reason, false);
}

/// Functions that all went from being called by name to being called by place, or back. Where only some did, the source
/// may have changed: that is no fact of how the library was linked.
fn inner_calls(
    comparison: &mut Comparison<'_>,
    place: &Place,
    pairs: &[(&Export, &Export)],
    (o, p): (&ObjectInfo, &ObjectInfo),
) {
    if o.linkage.traits.has(Traits::SYMBOLIC) || p.linkage.traits.has(Traits::SYMBOLIC) {
        return;
    }
    // Tables hold thunks.
    let is_thunk = |e: &Export| comparison.old.str(e.name).starts_with("_ZT");
    let seen = |e: &Export| e.visibility == Visibility::Default && e.kind != SymbolKind::Object;
    let calls: Vec<(&Export, InnerCalls, InnerCalls)> = pairs
        .iter()
        .filter(|(x, y)| seen(x) && seen(y) && !is_thunk(x))
        .map(|(x, y)| (*x, x.inner_calls, y.inner_calls))
        .collect();
    let by_name = |of: fn(&(&Export, InnerCalls, InnerCalls)) -> InnerCalls| calls.iter().any(|c| of(c).by_name());
    let (had, has) = (by_name(|c| c.1), by_name(|c| c.2));
    let turned = |(_, old, new): &&(&Export, InnerCalls, InnerCalls)| {
        let (name, other) = if had { (old, new) } else { (new, old) };
        name.by_name() && !name.by_place() && other.by_place()
    };
    let mut turned = calls.iter().filter(turned).map(|c| comparison.old.str(c.0.name));
    let Some(first) = turned.next().filter(|_| had != has) else { return };
    let exports = Concerned { count: turned.count() + 1, first: first.to_owned() };
    let reason =
        if has { LoadingReason::InnerCallsByName { exports } } else { LoadingReason::InnerCallsByPlace { exports } };
    let (old, new) = words(Said::InnerCalls(had), Said::InnerCalls(has));
    comparison.add_at(place, Rule::ObjectSymbolicChanged, old, new, reason, false);
}

/// The operating system of `EI_OSABI`. What GNU's and ARM's linkers write for their extensions is no other one.
fn system(os_abi: u8) -> u8 {
    if matches!(os_abi, 3 | 64 | 65 | 97) { 0 } else { os_abi }
}
