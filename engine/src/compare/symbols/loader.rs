//! What a loader acts on beside symbols: version nodes that a library asks for, and flags by which it refuses the
//! library, keeps it, or binds it otherwise.

use super::exported::words;
use crate::compare::change::Change;
use crate::compare::types::{Comparison, Place};
use crate::graph::convention::EM_ARM;
use crate::graph::{Machine, ObjectInfo, ObjectKind, Traits, VersionNeed};
use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::reason::{LoaderMark, LoadingReason, ObjectReason, Reason, STATIC_TLS_ROOM};
use crate::rules::said::Said;

/// Marks, and what tells of each.
const MARKS: [(LoaderMark, Rule); 7] = [
    (LoaderMark::NoDlopen, Rule::ObjectNodlopenChanged),
    (LoaderMark::ExecutableStack, Rule::ObjectExecutableStackChanged),
    (LoaderMark::TextRelocations, Rule::ObjectTextRelocationsChanged),
    (LoaderMark::NoDelete, Rule::ObjectNodeleteChanged),
    (LoaderMark::Symbolic, Rule::ObjectSymbolicChanged),
    (LoaderMark::ShadowStack, Rule::ObjectControlFlowChanged),
    (LoaderMark::BranchTracking, Rule::ObjectControlFlowChanged),
];

/// Compares two versions of a library.
pub(super) fn compare(comparison: &mut Comparison<'_>, place: &Place, o: &ObjectInfo, p: &ObjectInfo) {
    let (a, b) = (&o.linkage, &p.linkage);
    let libraries = a.kind == ObjectKind::Library && b.kind == ObjectKind::Library;
    // Of a debug file the dynamic section is not there.
    if !libraries || o.module.is_some() || !a.traits.has(Traits::DYNAMIC) || !b.traits.has(Traits::DYNAMIC) {
        return;
    }
    version_needs(comparison, place, o, p);
    static_tls(comparison, place, o, p);
    for (mark, rule) in MARKS {
        let (had, has) = (a.traits.has(mark.of()), b.traits.has(mark.of()));
        if had != has {
            let (old, new) = words(Said::Marked(mark, had), Said::Marked(mark, has));
            comparison.add_at(place, rule, old, new, ObjectReason::Marked { mark, came: has }, false);
        }
    }
    if comparison.old.machine.e_machine == EM_ARM {
        architecture(comparison, place, a.isa, b.isa);
        return;
    }
    let (from, to) = (level(a.isa), level(b.isa));
    if from != to {
        let raised = to > from;
        let reason = if raised { ObjectReason::ProcessorsBelow { level: to } } else { ObjectReason::RunsWhereItRan };
        let (old, new) = words(Said::IsaLevel(from), Said::IsaLevel(to));
        comparison.add_at(place, Rule::ObjectIsaLevelChanged, old, new, reason, false);
    }
}

/// Architectures of ARM that have all of those before, as `Tag_CPU_arch` counts them; those in a row have the same rank.
const ARM_RANKS: [&[u32]; 13] =
    [&[0], &[1], &[2], &[3], &[4, 5], &[6], &[7, 8, 9], &[10], &[14], &[18], &[19], &[20], &[22]];

/// What ARM code was compiled for. Of the M and R profiles, and between those of one rank, neither has all of the other.
fn architecture(comparison: &mut Comparison<'_>, place: &Place, from: u32, to: u32) {
    let rank = |tag: u32| ARM_RANKS.iter().position(|row| row.contains(&tag));
    // 0 is also what is not stated.
    let (Some(a), Some(b)) = (rank(from).filter(|a| *a > 0), rank(to).filter(|b| *b > 0)) else { return };
    if a == b {
        return;
    }
    let (old, new) = words(Said::ArmArchitecture(from), Said::ArmArchitecture(to));
    let reason: Reason = match to {
        architecture if b > a => LoadingReason::ArmBelow { architecture }.into(),
        _ => ObjectReason::RunsWhereItRan.into(),
    };
    comparison.add_at(place, Rule::ObjectIsaLevelChanged, old, new, reason, false);
}

/// The level of the x86-64 psABI that `GNU_PROPERTY_X86_ISA_1_NEEDED` states.
fn level(isa: u32) -> u32 {
    (u32::BITS - (isa & 0xf).leading_zeros()).max(1)
}

/// Thread-local data at a fixed distance from the thread's own.
fn static_tls(comparison: &mut Comparison<'_>, place: &Place, o: &ObjectInfo, p: &ObjectInfo) {
    let is_fixed = |o: &ObjectInfo| o.linkage.traits.has(Traits::STATIC_TLS);
    let bytes = |o: &ObjectInfo| o.linkage.tls_size;
    let taken = match bytes(p) {
        0 => ObjectReason::TlsOfOthersFixed,
        bytes => ObjectReason::StaticTlsTaken { bytes },
    };
    let reason = match (is_fixed(o), is_fixed(p)) {
        (true, false) => ObjectReason::TakesNoStaticTls,
        (true, true) if bytes(p) > bytes(o) && bytes(p) > STATIC_TLS_ROOM => taken,
        (false, true) => taken,
        _ => return,
    };
    let word = |o: &ObjectInfo| Said::ThreadLocal(is_fixed(o), bytes(o));
    let (old, new) = words(word(o), word(p));
    comparison.add_at(place, Rule::ObjectStaticTlsChanged, old, new, reason, false);
}

/// Version nodes that NEW asks for, above those that OLD asked for.
fn version_needs(comparison: &mut Comparison<'_>, place: &Place, old_object: &ObjectInfo, new_object: &ObjectInfo) {
    let packs = |o: &ObjectInfo| {
        o.linkage.traits.has(Traits::LOOKED_FURTHER) && o.linkage.traits.has(Traits::PACKED_RELOCATIONS)
    };
    let began_to_pack =
        old_object.linkage.traits.has(Traits::LOOKED_FURTHER) && !packs(old_object) && packs(new_object);
    for need in raised(comparison.old.machine, old_object, new_object) {
        // The relocations that it stands for are told.
        if began_to_pack && need.node == "GLIBC_ABI_DT_RELR" {
            continue;
        }
        let mut subject = place.subject.clone();
        subject.member = Some(need.library.clone());
        let facts = Some(Facts::saying(Said::name(need.node.as_str())));
        let defines = |o: &ObjectInfo| o.soname == need.library && o.version_nodes.contains(&need.node);
        let comes_with_it = comparison.new.objects.iter().any(defines);
        let VersionNeed { library, node, .. } = need;
        let reason = if comes_with_it {
            ObjectReason::NodeComesWithIt { library, node }
        } else {
            ObjectReason::NodeAskedFor { library, node }
        };
        comparison.add(Change::decided(Rule::ObjectVersionNeedAdded, place.owner, subject, (None, facts), reason));
    }
}

/// A node that counts up: what stands before its number, and the number.
fn numbered(node: &str) -> Option<(&str, Vec<u64>)> {
    let (series, number) = node.rsplit_once('_')?;
    let parts: Option<Vec<u64>> = number.split('.').map(|part| part.parse().ok()).collect();
    Some((series, parts?))
}

/// The series of glibc, which all its libraries share.
const GLIBC: &str = "GLIBC";

/// What every glibc has that is met today: the first version for a machine (shlib-versions of glibc), or 2.4 of 2006,
/// the first that has thread-local storage in every build.
fn first_glibc(m: Machine) -> Vec<u64> {
    match (m.e_machine, m.pointer_size) {
        (62, 4) => vec![2, 16],
        (183, _) => vec![2, 17],
        (21, _) if !m.big_endian => vec![2, 17],
        (243, 8) => vec![2, 27],
        (243, _) => vec![2, 33],
        (258, _) => vec![2, 36],
        _ => vec![2, 4],
    }
}

/// The releases of libstdc++ that brought a new node of the series CXXABI_1.3, by that and the last one of GLIBCXX_3.4 (its
/// manual, "ABI Policy and Guidelines"): a library that has one has the other.
const LIBSTDCXX: [(u64, u64); 16] = [
    (0, 0),
    (1, 9),
    (2, 10),
    (3, 11),
    (4, 14),
    (5, 15),
    (6, 17),
    (7, 18),
    (8, 20),
    (9, 21),
    (10, 22),
    (11, 23),
    (12, 26),
    (13, 29),
    (14, 31),
    (15, 33),
];

/// Whether a libstdc++ that has one node has another of the other series.
fn comes_with(node: &str, wanted: &str) -> bool {
    let number = |node: &str, series: &str| -> Option<u64> {
        let rest = node.strip_prefix(series)?;
        if rest.is_empty() { Some(0) } else { rest.strip_prefix('.')?.parse().ok() }
    };
    let abi = |node: &str| number(node, "CXXABI_1.3");
    let library = |node: &str| number(node, "GLIBCXX_3.4");
    LIBSTDCXX.iter().any(|&(a, l)| {
        library(node).is_some_and(|has| has >= l) && abi(wanted).is_some_and(|w| w <= a)
            || abi(node).is_some_and(|has| has >= a) && library(wanted).is_some_and(|w| w <= l)
    })
}

/// Needs of NEW that a system on which OLD runs may not meet: of several of one series the last.
fn raised(machine: Machine, o: &ObjectInfo, p: &ObjectInfo) -> Vec<VersionNeed> {
    let (a, b) = (&o.linkage.version_needs, &p.linkage.version_needs);
    let had_library = |library: &str| o.needed.iter().any(|n| n == library) || a.iter().any(|n| n.library == library);
    let mut out: Vec<VersionNeed> = Vec::new();
    for need in
        b.iter().filter(|need| !need.weak && !a.iter().any(|n| n.library == need.library && n.node == need.node))
    {
        let is_glibc = need.node.starts_with("GLIBC_");
        // A library that is needed at all for the first time is a finding of its own.
        if !had_library(&need.library) && !is_glibc {
            continue;
        }
        let Some((series, number)) = numbered(&need.node) else {
            out.push(need.clone());
            continue;
        };
        let known = a.iter().filter(|n| n.library == need.library || is_glibc);
        let known = known.filter_map(|n| numbered(&n.node)).filter(|n| n.0 == series).map(|n| n.1);
        let first = (series == GLIBC).then(|| first_glibc(machine));
        let others = a.iter().filter(|n| n.library == need.library);
        if known.chain(first).any(|n| n >= number) || others.into_iter().any(|n| comes_with(&n.node, &need.node)) {
            continue;
        }
        let same = |n: &&mut VersionNeed| {
            numbered(&n.node).is_some_and(|(s, _)| s == series) && (n.library == need.library || is_glibc)
        };
        match out.iter_mut().find(same) {
            Some(last) if numbered(&last.node).is_some_and(|(_, n)| n < number) => *last = need.clone(),
            Some(_) => {}
            None => out.push(need.clone()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Linkage;

    fn library(needed: &[&str], needs: &[(&str, &str)]) -> ObjectInfo {
        let need = |n: &(&str, &str)| VersionNeed { library: n.0.to_owned(), node: n.1.to_owned(), weak: false };
        let linkage = Linkage { version_needs: needs.iter().map(need).collect(), ..Linkage::default() };
        ObjectInfo { needed: needed.iter().map(|&n| n.to_owned()).collect(), linkage, ..ObjectInfo::default() }
    }

    fn nodes(old_object: &ObjectInfo, new_object: &ObjectInfo) -> Vec<String> {
        let machine = Machine { e_machine: 62, pointer_size: 8, ..Machine::default() };
        raised(machine, old_object, new_object).into_iter().map(|n| n.node).collect()
    }

    #[test]
    fn one_libstdcxx_has_nodes_of_both_series() {
        for (node, wanted, comes) in [
            ("GLIBCXX_3.4.29", "CXXABI_1.3.9", true),
            ("GLIBCXX_3.4.21", "CXXABI_1.3.9", true),
            ("GLIBCXX_3.4.20", "CXXABI_1.3.9", false),
            ("CXXABI_1.3.9", "GLIBCXX_3.4.21", true),
            ("CXXABI_1.3.9", "GLIBCXX_3.4.22", false),
            ("GLIBCXX_3.4", "CXXABI_1.3", true),
            ("GLIBCXX_3.4.40", "CXXABI_1.3.16", false),
            ("GLIBCXX_3.4.29", "CXXABI_TM_1", false),
            ("GLIBCXX_3.4.30", "GLIBCXX_3.4.31", false),
        ] {
            assert_eq!(comes_with(node, wanted), comes, "{node} {wanted}");
        }
    }

    #[test]
    fn only_what_lies_above_the_known_nodes_is_raised() {
        let libc = "libc.so.6";
        let none = library(&[], &[]);
        let base = library(&[libc], &[(libc, "GLIBC_2.2.5")]);
        let new = library(
            &[libc, "libm.so.6"],
            &[(libc, "GLIBC_2.2.5"), (libc, "GLIBC_2.14"), (libc, "GLIBC_2.34"), ("libm.so.6", "GLIBC_2.29")],
        );
        assert_eq!(nodes(&none, &base), [""; 0]);
        assert_eq!(nodes(&base, &new), ["GLIBC_2.34"]);
        assert_eq!(nodes(&none, &new), ["GLIBC_2.34"]);
        assert_eq!(nodes(&new, &base), [""; 0]);
        // 2.9 is below 2.34, and libm's nodes count as libc's do.
        assert_eq!(nodes(&new, &library(&[libc], &[(libc, "GLIBC_2.9"), ("libm.so.6", "GLIBC_2.35")])), ["GLIBC_2.35"]);
        assert_eq!(nodes(&base, &library(&[libc], &[(libc, "GLIBC_ABI_DT_RELR")])), ["GLIBC_ABI_DT_RELR"]);
    }

    #[test]
    fn a_new_library_is_no_raised_node() {
        let other = library(&["libz.so.1"], &[("libz.so.1", "ZLIB_1.2.9")]);
        assert_eq!(nodes(&library(&[], &[]), &other), [""; 0]);
        assert_eq!(nodes(&library(&["libz.so.1"], &[("libz.so.1", "ZLIB_1.2.0")]), &other), ["ZLIB_1.2.9"]);
        assert_eq!(nodes(&library(&["libz.so.1"], &[]), &other), ["ZLIB_1.2.9"]);
    }

    #[test]
    fn levels_of_x86_64() {
        assert_eq!([0, 1, 3, 7, 15].map(level), [1, 1, 2, 3, 4]);
    }
}
