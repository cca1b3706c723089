//! Each library of a report on several: its verdict, what its release asks for and why, and which findings are on it.

use std::collections::BTreeMap;

use super::line::{BOLD, DIM, GOOD, Line, PLAIN, Page, Style, and_more, counted, severity_style};
use super::release::told;
use crate::model::report::{Finding, Release, Verdict};
use crate::rules::Severity;

/// Where names of libraries begin.
const NAME: usize = 14;
/// Libraries that a heading names.
const NAMED: usize = 6;

/// A line for each library, the worst first; those of which nothing changed are counted.
pub(super) fn section(page: &mut Page, releases: &[Release]) {
    if releases.len() < 2 {
        return;
    }
    page.blank();
    page.flow(Line::default(), 4, BOLD, &counted(releases.len(), "library", "libraries"));
    let changed = changed(releases);
    let same: Vec<&Release> = releases.iter().filter(|release| verdict(release) == Verdict::None).collect();
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

/// Of several libraries those of which something changed, the worst first.
pub(in crate::render) fn changed(releases: &[Release]) -> Vec<&Release> {
    let mut out = ordered(releases);
    out.retain(|release| releases.len() > 1 && verdict(release) != Verdict::None);
    out
}

/// The findings by library, with a heading where the report is on several of them: first what is on more than one, then
/// each library as [`section`] orders them, then what is on none.
pub(super) fn groups<'a>(releases: &[Release], shown: &[&'a Finding]) -> Vec<(Option<String>, Vec<&'a Finding>)> {
    if releases.len() < 2 {
        return vec![(None, shown.to_vec())];
    }
    let ordered = ordered(releases);
    let mut on: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, release) in ordered.iter().enumerate() {
        release.findings.iter().for_each(|id| on.entry(id).or_default().push(i));
    }
    let (mut several, mut single) = (Vec::new(), BTreeMap::new());
    let (mut declared, mut none) = (Vec::new(), Vec::new());
    let mut shared = vec![false; ordered.len()];
    for &finding in shown {
        match on.get(finding.id.as_str()).map(Vec::as_slice) {
            Some([one]) => single.entry(*one).or_insert_with(Vec::new).push(finding),
            _ if finding.is_of_headers() => declared.push(finding),
            Some(all) => {
                all.iter().for_each(|&i| shared[i] = true);
                several.push(finding);
            }
            None => none.push(finding),
        }
    }
    let names = (0..ordered.len()).filter(|&i| shared[i]).map(|i| ordered[i].library.clone());
    let names = and_more(names.take(NAMED), shared.iter().filter(|shared| **shared).count());
    let mut out = vec![(Some(format!("in more than one of {names}")), several)];
    out.extend(single.into_iter().map(|(i, findings)| (Some(format!("in {}", ordered[i].library)), findings)));
    out.push((Some("in the public headers, reached by no export".to_owned()), declared));
    out.push((Some("in no library that both sides have".to_owned()), none));
    out.retain(|(_, findings)| !findings.is_empty());
    out
}

/// The worst first.
fn ordered(releases: &[Release]) -> Vec<&Release> {
    let mut out: Vec<&Release> = releases.iter().collect();
    out.sort_by_key(|release| std::cmp::Reverse(rank(verdict(release))));
    out
}

fn verdict(release: &Release) -> Verdict {
    release.verdict.unwrap_or(Verdict::None)
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
