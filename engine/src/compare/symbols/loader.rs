//! What a loader acts on beside symbols: version nodes that a library asks for, and flags by which it refuses the
//! library, keeps it, or binds it otherwise.

use super::words;
use crate::compare::change::Change;
use crate::compare::types::{Comparison, Place};
use crate::graph::{Machine, ObjectInfo, ObjectKind, Traits, VersionNeed};
use crate::rules::facts::Facts;
use crate::rules::said::Said;
use crate::rules::{Rule, Severity};

/// Room that glibc 2.32 and later keep for static TLS of what is loaded by dlopen, in bytes
/// (`glibc.rtld.optional_static_tls`).
const STATIC_TLS_ROOM: u64 = 512;

/// A flag: what it means that it came or went.
struct Flag {
    of: Traits,
    rule: Rule,
    without: &'static str,
    with: &'static str,
    came: (Severity, &'static str),
    went: (Severity, &'static str),
}

const FLAGS: [Flag; 7] = [
    Flag {
        of: Traits::NO_DLOPEN,
        rule: Rule::ObjectNodlopenChanged,
        without: "may be loaded by dlopen",
        with: "refuses dlopen",
        came: (
            Severity::Risky,
            "the loader refuses it to dlopen (DF_1_NOOPEN); whether a consumer loads it that way, this file does not say",
        ),
        went: (Severity::Compatible, "whoever could load it still can"),
    },
    Flag {
        of: Traits::EXECUTABLE_STACK,
        rule: Rule::ObjectExecutableStackChanged,
        without: "stack not executable",
        with: "executable stack",
        came: (
            Severity::Risky,
            "glibc 2.41 and later refuse to dlopen a library that asks for an executable stack, and hardened systems \
             refuse to start with it; whether a consumer runs there, this file does not say",
        ),
        went: (Severity::Compatible, "it no longer asks for an executable stack"),
    },
    Flag {
        of: Traits::TEXT_RELOCATIONS,
        rule: Rule::ObjectTextRelocationsChanged,
        without: "no text relocations",
        with: "text relocations",
        came: (
            Severity::Risky,
            "the loader must write to its code, which hardened systems (SELinux, PaX, musl for some machines) refuse; \
             whether a consumer runs there, this file does not say",
        ),
        went: (Severity::Compatible, "the loader no longer writes to its code"),
    },
    Flag {
        of: Traits::NO_DELETE,
        rule: Rule::ObjectNodeleteChanged,
        without: "dlclose may unload it",
        with: "stays loaded",
        came: (
            Severity::Risky,
            "dlclose no longer unloads it, so its state outlives a reload; whether a consumer reloads it, this file does \
             not say",
        ),
        went: (
            Severity::Risky,
            "dlclose may unload it now, while threads, exit handlers or callbacks still run its code; whether a consumer \
             closes it, this file does not say",
        ),
    },
    Flag {
        of: Traits::SYMBOLIC,
        rule: Rule::ObjectSymbolicChanged,
        without: "its own references can be interposed",
        with: "its own references bind to itself (DF_SYMBOLIC)",
        came: (
            Severity::Risky,
            "its own references no longer see a consumer's definition of an exported function, nor the copy of an \
             exported variable that a program holds; whether a consumer has one, this file does not say",
        ),
        went: (
            Severity::Risky,
            "its own references now see a consumer's definition of the same name; whether a consumer has one, this file \
             does not say",
        ),
    },
    Flag {
        of: Traits::SHADOW_STACK,
        rule: Rule::ObjectControlFlowChanged,
        without: "not marked for shadow stacks",
        with: "marked for shadow stacks (SHSTK)",
        came: (Severity::Compatible, "it runs with and without a shadow stack"),
        went: (
            Severity::Risky,
            "a process that runs with a shadow stack may refuse to load it; whether a consumer does, this file does not say",
        ),
    },
    Flag {
        of: Traits::BRANCH_TRACKING,
        rule: Rule::ObjectControlFlowChanged,
        without: "not marked for indirect branch tracking",
        with: "marked for indirect branch tracking (IBT)",
        came: (Severity::Compatible, "it runs with and without indirect branch tracking"),
        went: (
            Severity::Risky,
            "a process that runs with indirect branch tracking may refuse to load it; whether a consumer does, this file \
             does not say",
        ),
    },
];

/// Compares two versions of a library.
pub(super) fn compare(c: &mut Comparison<'_>, place: &Place, o: &ObjectInfo, p: &ObjectInfo) {
    let (a, b) = (&o.linkage, &p.linkage);
    let libraries = a.kind == ObjectKind::Library && b.kind == ObjectKind::Library;
    // Of a debug file the dynamic section is not there.
    if !libraries || o.module.is_some() || !a.traits.has(Traits::DYNAMIC) || !b.traits.has(Traits::DYNAMIC) {
        return;
    }
    version_needs(c, place, o, p);
    static_tls(c, place, o, p);
    for flag in &FLAGS {
        let (had, has) = (a.traits.has(flag.of), b.traits.has(flag.of));
        if had != has {
            let text = |with: bool| Said::Trait(flag.of, with, if with { flag.with } else { flag.without });
            let (severity, why) = if has { flag.came } else { flag.went };
            let (old, new) = words(text(had), text(has));
            c.add_at(place, flag.rule, old, new, (severity, why.to_owned()), false);
        }
    }
    if level(a.isa) != level(b.isa) {
        let text = |isa| Said::IsaLevel(level(isa));
        let judged = if level(b.isa) > level(a.isa) {
            let why = format!(
                "the loader refuses it on a processor below {}; which ones it is to run on, this file does not say",
                text(b.isa).text()
            );
            (Severity::Risky, why)
        } else {
            (Severity::Compatible, "it runs on every processor that it ran on".to_owned())
        };
        let (old, new) = words(text(a.isa), text(b.isa));
        c.add_at(place, Rule::ObjectIsaLevelChanged, old, new, judged, false);
    }
}

/// The level of the x86-64 psABI that `GNU_PROPERTY_X86_ISA_1_NEEDED` states.
fn level(isa: u32) -> u32 {
    (u32::BITS - (isa & 0xf).leading_zeros()).max(1)
}

fn static_tls(c: &mut Comparison<'_>, place: &Place, o: &ObjectInfo, p: &ObjectInfo) {
    let fixed = |o: &ObjectInfo| o.linkage.traits.has(Traits::STATIC_TLS);
    let size = |o: &ObjectInfo| o.linkage.tls_size;
    let text = |o: &ObjectInfo| Said::ThreadLocal(fixed(o), size(o));
    let judged = match (fixed(o), fixed(p)) {
        (true, false) => (Severity::Compatible, "it no longer takes room in the static TLS block".to_owned()),
        (true, true) if size(p) > size(o) && size(p) > STATIC_TLS_ROOM => (Severity::Risky, room(size(p))),
        (false, true) => (Severity::Risky, room(size(p))),
        _ => return,
    };
    let (old, new) = words(text(o), text(p));
    c.add_at(place, Rule::ObjectStaticTlsChanged, old, new, judged, false);
}

fn room(size: u64) -> String {
    if size == 0 {
        let why = "its code expects thread-local data of other libraries at a fixed distance: dlopen fails where those are \
                   not loaded with the program; whether a consumer loads it by dlopen, this file does not say";
        return why.to_owned();
    }
    format!(
        "dlopen finds place for its {size} bytes only in what the loader keeps for such libraries ({STATIC_TLS_ROOM} bytes \
         for all of them by default in glibc 2.32 and later), and fails where that is too little; whether a consumer loads \
         it by dlopen, this file does not say"
    )
}

/// Version nodes that NEW asks for, above those that OLD asked for.
fn version_needs(c: &mut Comparison<'_>, place: &Place, o: &ObjectInfo, p: &ObjectInfo) {
    for need in raised(c.old.machine, o, p) {
        let mut subject = place.subject.clone();
        subject.member = Some(need.library.clone());
        let facts = Some(Facts::saying(Said::name(&need.node)));
        let why = format!(
            "the loader refuses it where {} lacks {}, which OLD did not ask for; which systems it is to run on, this file \
             does not say",
            need.library, need.node
        );
        let judged = (Severity::Risky, why);
        c.add(Change::decided(Rule::ObjectVersionNeedAdded, place.owner, subject, (None, facts), judged));
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
        if known.chain(first).any(|n| n >= number) {
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

    fn nodes(o: &ObjectInfo, p: &ObjectInfo) -> Vec<String> {
        let machine = Machine { e_machine: 62, pointer_size: 8, ..Machine::default() };
        raised(machine, o, p).into_iter().map(|n| n.node).collect()
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
