//! What the release of each library asks for, from the findings that are on it.
//!
//! A finding is on a library if one of its exports reaches it, or if it tells of the library itself; one on a type that
//! no export reaches is on those whose debug information describes it, and on those of which that is not known. So is one on what
//! headers alone show (a macro, a constant, a body): they are those of all. It is advice: no finding is made here, and no
//! severity changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Export, Graph, ObjectInfo, ObjectKind, Traits};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::model::report::{Finding, Release, ReleaseAdvice, ReleaseRemark, RemarkKind, Report, Verdict};
use crate::rules::facts::SubjectKind;
use crate::rules::{Rule, Severity};
use crate::words::release::{self as words, Found};

/// A library of OLD, that of NEW, and the number of that.
type Pair<'g> = (&'g ObjectInfo, &'g ObjectInfo, usize);

/// Of each library of OLD for which one of NEW stands.
pub(crate) fn of(out: &Report, old: &Graph, new: &Graph, new_of: &[Option<usize>]) -> Vec<Release> {
    if out.profile.is_some() {
        return Vec::new();
    }
    let pairs: Vec<Pair<'_>> = new_of
        .iter()
        .enumerate()
        .filter_map(|(i, j)| Some((old.objects.get(i)?, new.objects.get((*j)?)?, (*j)?)))
        .filter(|(o, p, _)| is_library(o) && is_library(p))
        .collect();
    let alone = old.objects.len() == 1 && new.objects.len() == 1;
    let on = if alone { BTreeMap::new() } else { by_object(out) };
    let none = BTreeSet::new();
    let asks = |object: usize, f: &Finding| {
        let of_it = |e: &&Export| e.object.0 as usize == object && new.str(e.name) == f.subject.name;
        f.rule == Rule::SymbolImportAdded && new.asked.iter().any(|e| of_it(&e))
    };
    let release = |&(o, p, object): &Pair<'_>| {
        let others = || pairs.iter().filter(|(a, ..)| a.name != o.name).flat_map(|(a, b, _)| [&a.name, &b.name]);
        let is_unread =
            out.diagnostics.iter().any(|d| d.level == DiagnosticLevel::Lost && !is_of(d, others(), [&o.name, &p.name]));
        let reached = [&o.name, &p.name].map(|name| on.get(name.as_str()).unwrap_or(&none));
        let is_on = |f: &&Finding| {
            let itself = f.subject.kind == SubjectKind::Object && f.subject.name == o.called();
            let by = &f.impact.described_by;
            // What could not be read may describe it as well.
            let describes = by.is_empty() || is_unread || [&o.name, &p.name].iter().any(|name| by.contains(*name));
            let nowhere = f.is_of_headers() && describes;
            alone || itself || nowhere || asks(object, f) || reached.iter().any(|ids| ids.contains(f.id.as_str()))
        };
        let findings: Vec<&Finding> = out.findings.iter().filter(|f| f.root).filter(is_on).collect();
        let lost = out.verdict == Verdict::Incomplete && is_unread;
        let verdict = findings.iter().map(|f| f.severity).max().map_or(Verdict::None, Verdict::from);
        let verdict = if lost { Verdict::Incomplete } else { verdict };
        let several = pairs.len() > 1;
        let on = findings.iter().filter(|_| several).map(|f| f.id.clone()).collect();
        Release { verdict: several.then_some(verdict), findings: on, ..judged(o, p, &findings, lost) }
    };
    pairs.iter().map(release).collect()
}

/// A shared library whose names were read: those of a debug file stand in another file.
fn is_library(o: &ObjectInfo) -> bool {
    let known = o.linkage.traits.has(Traits::DYNAMIC) || !o.soname.is_empty();
    o.linkage.kind == ObjectKind::Library && o.module.is_none() && known
}

/// Whether a diagnostic tells of one of `others`, and of none of `own`.
fn is_of<'a>(d: &Diagnostic, mut others: impl Iterator<Item = &'a String>, own: [&String; 2]) -> bool {
    !own.contains(&&d.object) && others.any(|name| *name == d.object)
}

/// Ids of the findings that exports of an object reach, by its name.
fn by_object(out: &Report) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut on: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for symbol in &out.symbols {
        on.entry(symbol.module.as_deref().unwrap_or_default()).or_default().insert(symbol.reaches);
    }
    let ids = |sets: BTreeSet<usize>| -> BTreeSet<&str> {
        sets.iter().filter_map(|&set| out.reach_sets.get(set)).flatten().map(String::as_str).collect()
    };
    on.into_iter().map(|(name, sets)| (name, ids(sets))).collect()
}

fn judged(o: &ObjectInfo, p: &ObjectInfo, findings: &[&Finding], lost: bool) -> Release {
    // Another SONAME is what is asked here, and no reason for one; of another machine nothing was compared.
    let counts = |f: &&&Finding| !matches!(f.rule, Rule::ObjectSonameChanged | Rule::ObjectPlatformChanged);
    let of = |severity| findings.iter().filter(counts).filter(move |f| f.severity == severity);
    // What another project added to its own types is to be had without this library.
    let is_added = |f: &&&Finding| f.severity <= Severity::Risky && f.rule.is_addition() && f.dependency().is_none();
    let added = || findings.iter().filter(is_added);
    let found = Found {
        breaking: of(Severity::Breaking).count(),
        risky: of(Severity::Risky).count(),
        source: of(Severity::Source).count(),
        added: added().count(),
    };
    let ids = |list: Vec<&&Finding>| list.into_iter().map(|f| f.id.clone()).collect::<Vec<_>>();
    let (advice, because) = if found.breaking > 0 {
        (ReleaseAdvice::BumpSoname, ids(of(Severity::Breaking).collect()))
    } else if lost {
        (ReleaseAdvice::CannotTell, Vec::new())
    } else if found.added > 0 {
        (ReleaseAdvice::BumpMinor, ids(added().collect()))
    } else {
        (ReleaseAdvice::KeepSoname, Vec::new())
    };
    let soname = |o: &ObjectInfo| (!o.soname.is_empty()).then(|| o.soname.clone());
    Release {
        library: o.called().to_owned(),
        old_soname: soname(o),
        new_soname: soname(p),
        verdict: None,
        findings: Vec::new(),
        advice,
        why: words::why(advice, found),
        because,
        breaking: found.breaking,
        risky: found.risky,
        source: found.source,
        added: found.added,
        remarks: remarks(o, p, advice, found.risky),
    }
}

/// What the names of NEW say otherwise.
fn remarks(o: &ObjectInfo, p: &ObjectInfo, advice: ReleaseAdvice, risky: usize) -> Vec<ReleaseRemark> {
    let mut out = Vec::new();
    let some = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    if advice == ReleaseAdvice::BumpSoname && o.soname == p.soname {
        // Without one, consumers ask for the file: by another name they do not find it.
        if !o.soname.is_empty() || o.file_name() == p.file_name() {
            let text = words::bump_missing(some(&p.soname).as_deref());
            out.push(ReleaseRemark { kind: RemarkKind::SonameBumpMissing, text });
        }
    }
    let decided = matches!(advice, ReleaseAdvice::BumpMinor | ReleaseAdvice::KeepSoname);
    if decided && !o.soname.is_empty() && o.soname != p.soname {
        let text = words::bump_needless(&o.soname, some(&p.soname).as_deref(), risky > 0);
        out.push(ReleaseRemark { kind: RemarkKind::SonameBumpNeedless, text });
    }
    if let Some((from, to)) = version(o.file_name()).zip(version(p.file_name()))
        && says_less(&from, &to, advice)
    {
        let spelt = |v: &[u64]| v.iter().map(u64::to_string).collect::<Vec<_>>().join(".");
        let text = words::semver(&spelt(&from), &spelt(&to), advice);
        out.push(ReleaseRemark { kind: RemarkKind::SemverMismatch, text });
    }
    out
}

/// `1.2.3` of `libx.so.1.2.3` or `libx-1.2.3.so`: numbers of which there are two at least.
fn version(file: &str) -> Option<Vec<u64>> {
    let numbers = |text: &str| -> Option<Vec<u64>> {
        let all: Option<Vec<u64>> = text.split('.').map(|n| n.parse().ok()).collect();
        all.filter(|all| all.len() >= 2)
    };
    let (name, behind) = file.split_once(".so").filter(|(name, _)| !name.is_empty())?;
    match behind.strip_prefix('.') {
        Some(behind) => numbers(behind),
        None if behind.is_empty() => numbers(name.rsplit_once('-')?.1),
        None => None,
    }
}

/// Whether a version went up by less than was found. Before 1.0 a second number is as good as a first one.
fn says_less(from: &[u64], to: &[u64], advice: ReleaseAdvice) -> bool {
    let first = from.iter().zip(to).position(|(a, b)| a != b);
    let up = first.is_none_or(|at| from[at] < to[at]) && (first.is_some() || to.len() >= from.len());
    let enough = match advice {
        ReleaseAdvice::BumpSoname => first == Some(0) || first == Some(1) && from[0] == 0,
        ReleaseAdvice::BumpMinor => first.is_some_and(|at| at <= 1),
        ReleaseAdvice::KeepSoname | ReleaseAdvice::CannotTell => true,
    };
    up && !enough
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_stand_in_names_of_files() {
        assert_eq!(version("libx.so.1.2.3"), Some(vec![1, 2, 3]));
        assert_eq!(version("libx-2.31.so"), Some(vec![2, 31]));
        assert_eq!(version("libapi-1.0.so.0.5"), Some(vec![0, 5]));
        for none in ["libx.so", "libx.so.1", "libx.so.1.2a", "libx-a.b.so", ".so.1.2", "libx.sock.1.2"] {
            assert_eq!(version(none), None, "{none}");
        }
    }

    #[test]
    fn a_version_has_to_say_what_was_found() {
        use ReleaseAdvice::{BumpMinor, BumpSoname, CannotTell, KeepSoname};
        for (from, to, advice, less) in [
            ([1, 2, 3], [1, 2, 4], BumpSoname, true),
            ([1, 2, 3], [1, 3, 0], BumpSoname, true),
            ([1, 2, 3], [2, 0, 0], BumpSoname, false),
            ([0, 2, 3], [0, 3, 0], BumpSoname, false),
            ([0, 2, 3], [0, 2, 4], BumpSoname, true),
            ([1, 2, 3], [1, 2, 4], BumpMinor, true),
            ([1, 2, 3], [1, 3, 0], BumpMinor, false),
            ([1, 2, 3], [1, 2, 3], BumpMinor, true),
            ([1, 2, 3], [1, 2, 4], KeepSoname, false),
            ([1, 2, 3], [1, 2, 4], CannotTell, false),
            // Compared backwards.
            ([1, 3, 0], [1, 2, 3], BumpSoname, false),
        ] {
            assert_eq!(says_less(&from, &to, advice), less, "{from:?} {to:?} {advice:?}");
        }
    }
}
