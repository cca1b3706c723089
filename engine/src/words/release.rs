//! Sentences on what a release asks for.

use crate::rules::release::ReleaseAdvice;

/// What was found of a library, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub breaking: usize,
    pub risky: usize,
    pub source: usize,
    pub added: usize,
}

/// Why.
pub(crate) fn why(advice: ReleaseAdvice, found: Found) -> String {
    let mut out = match advice {
        ReleaseAdvice::BumpSoname => {
            let verb = if found.breaking == 1 { "breaks" } else { "break" };
            return format!("{} {verb} consumers of OLD", counted(found.breaking, "change"));
        }
        ReleaseAdvice::CannotTell => {
            return "not all could be compared, and what could not may break consumers of OLD".to_owned();
        }
        ReleaseAdvice::BumpMinor => {
            let what = if found.added == 1 {
                "what was added".to_owned()
            } else {
                format!("one of {} additions", found.added)
            };
            format!("nothing breaks consumers of OLD; whoever uses {what} needs NEW")
        }
        ReleaseAdvice::KeepSoname => "nothing breaks consumers of OLD, and nothing was added".to_owned(),
    };
    if found.risky > 0 {
        let depends = if found.risky == 1 { "depends" } else { "depend" };
        out.push_str(&format!("; {} {depends} on what they do", counted(found.risky, "risky change")));
    }
    if found.source > 0 {
        out.push_str(&format!("; {} may keep them from compiling again", counted(found.source, "change")));
    }
    out
}

/// `1 change`, `3 changes`
fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// A SONAME that stayed although something breaks; a library without one is asked for by the name of its file.
pub(crate) fn bump_missing(soname: Option<&str>) -> String {
    match soname {
        Some(soname) => format!("the SONAME is still {soname}"),
        None => "it has no SONAME, so that consumers find NEW by the name of the file".to_owned(),
    }
}

/// A SONAME that changed although nothing breaks.
pub(crate) fn bump_needless(old: &str, new: Option<&str>, risky: bool) -> String {
    let what = match new {
        Some(new) => format!("the SONAME went from {old} to {new}"),
        None => format!("the SONAME {old} is gone"),
    };
    let unless = if risky { ", unless one of the risky changes breaks one" } else { "" };
    format!("{what}: consumers of OLD have to be built anew for nothing{unless}")
}

/// A version that says less than what was found.
pub(crate) fn semver(old: &str, new: &str, advice: ReleaseAdvice) -> String {
    let found = if advice == ReleaseAdvice::BumpSoname { "something breaks" } else { "something was added" };
    if old == new {
        format!("the version is still {old}, and {found}")
    } else {
        let part = if advice == ReleaseAdvice::BumpSoname { "first" } else { "second" };
        format!("the version went from {old} to {new}, and {found}: its {part} number should change")
    }
}
