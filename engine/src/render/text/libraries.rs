//! Each library of a report on several: its verdict, what its release asks for, and why.

use super::line::{BOLD, DIM, GOOD, Line, PLAIN, Page, Style, counted, severity_style};
use super::release::told;
use crate::model::report::{Release, Verdict};
use crate::rules::Severity;

/// Where names of libraries begin.
const NAME: usize = 14;

/// A line for each library, the worst first; those of which nothing changed are counted.
pub(super) fn section(page: &mut Page, releases: &[Release]) {
    let verdict = |release: &Release| release.verdict.unwrap_or(Verdict::None);
    if releases.len() < 2 {
        return;
    }
    page.blank();
    page.flow(Line::default(), 4, BOLD, &counted(releases.len(), "library", "libraries"));
    let (mut changed, same): (Vec<&Release>, Vec<&Release>) =
        releases.iter().partition(|release| verdict(release) != Verdict::None);
    changed.sort_by_key(|release| std::cmp::Reverse(rank(verdict(release))));
    for release in &changed {
        let mut line = Line::at(2);
        line.push(style(verdict(release)), verdict(release).as_str());
        line.pad_to(NAME);
        line.push(BOLD, release.library.as_str());
        line.push(PLAIN, ": ");
        page.flow(line, NAME, PLAIN, &format!("{}: {}", release.advice.text(), told(release)));
    }
    let mut line = Line::at(2);
    match &same[..] {
        [] => return,
        [one] => {
            line.push(GOOD, Verdict::None.as_str());
            line.pad_to(NAME);
            line.push(PLAIN, one.library.as_str());
        }
        all => {
            line.push(GOOD, Verdict::None.as_str());
            line.pad_to(NAME);
            let text = format!("{}{}", if changed.is_empty() { "all " } else { "the other " }, all.len());
            line.push(DIM, text);
        }
    }
    page.line(line);
}

/// What could not be told comes behind what breaks, as in what to do about it.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::None => 0,
        Verdict::Cosmetic => 1,
        Verdict::Compatible => 2,
        Verdict::Source => 3,
        Verdict::Risky => 4,
        Verdict::Incomplete => 5,
        Verdict::Breaking => 6,
    }
}

fn style(verdict: Verdict) -> Style {
    severity_style(verdict.severity().unwrap_or(Severity::Breaking))
}
