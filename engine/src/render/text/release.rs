//! What releases ask for, in the head of a report and of the forms of a gate.

use super::line::{BOLD, GOOD, Line, PLAIN, Page, Style, and_more, counted, severity_style};
use crate::model::report::{Release, ReleaseAdvice, RemarkKind};
use crate::rules::Severity;

/// Libraries of one kind that are named.
const NAMED: usize = 4;

/// A line for one library, and for several one for each thing to do.
pub(super) fn head(page: &mut Page, releases: &[Release], hang: usize) {
    for (advice, of, text) in lines(releases) {
        let mut line = Line::at(hang);
        line.push(PLAIN, "release: ");
        line.push(style(advice), advice.text());
        line.push(PLAIN, if of { " of " } else { ": " });
        page.flow(line, hang, PLAIN, &text);
    }
}

fn style(advice: ReleaseAdvice) -> Style {
    match advice {
        ReleaseAdvice::BumpSoname | ReleaseAdvice::CannotTell => severity_style(Severity::Breaking),
        ReleaseAdvice::BumpMinor => BOLD,
        ReleaseAdvice::KeepSoname => GOOD,
    }
}

/// What to do, whether what stands behind it names of what, and that.
pub(in crate::render) fn lines(releases: &[Release]) -> Vec<(ReleaseAdvice, bool, String)> {
    match releases {
        [] => Vec::new(),
        [one] => vec![(one.advice, false, told(one))],
        all => {
            let of = |advice| Some((advice, true, of_several(all, advice)?));
            ReleaseAdvice::ALL.into_iter().filter_map(of).collect()
        }
    }
}

/// The reason, what was done about it, and what the names say otherwise.
pub(super) fn told(release: &Release) -> String {
    let mut out = release.why.clone();
    let changed = release.old_soname != release.new_soname;
    if let (ReleaseAdvice::BumpSoname, true, Some(new)) = (release.advice, changed, &release.new_soname) {
        out.push_str(&format!("; done, it is {new} now"));
    }
    for remark in &release.remarks {
        out.push_str(&format!("; {}", remark.text));
    }
    out
}

/// The libraries of which one thing is said.
fn of_several(all: &[Release], advice: ReleaseAdvice) -> Option<String> {
    let list: Vec<&Release> = all.iter().filter(|r| r.advice == advice).collect();
    let names = and_more(list.iter().take(NAMED).map(|r| r.library.clone()), list.len());
    let mut out = match &list[..] {
        [] => return None,
        [one] => return Some(format!("{names}: {}", told(one))),
        all => format!("{} ({names})", counted(all.len(), "library", "libraries")),
    };
    let with = |kind| list.iter().filter(|r| r.remarks.iter().any(|remark| remark.kind == kind)).count();
    for (kind, one, many) in [
        (RemarkKind::SonameBumpMissing, "has the SONAME of OLD", "have the SONAME of OLD"),
        (RemarkKind::SonameBumpNeedless, "has another SONAME for nothing", "have another SONAME for nothing"),
        (RemarkKind::SemverMismatch, "has a version that says less", "have a version that says less"),
    ] {
        match with(kind) {
            0 => {}
            1 => out.push_str(&format!("; 1 {one}")),
            n => out.push_str(&format!("; {n} {many}")),
        }
    }
    Some(out)
}
