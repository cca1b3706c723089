//! Which hunks made it: lines of an entry, where patches were given.

use super::line::{DIM, Line, PLAIN, Page, counted, glued};
use super::options::TextOptions;
use crate::model::report::{Finding, HunkRef, Report, Touches};

/// Hunks of an entry without `full`.
const HUNKS: usize = 4;

/// What the patches explain, under the totals.
pub(super) fn summary(page: &mut Page, report: &Report, hang: usize) {
    let Some(a) = &report.attribution else { return };
    let source = match a.sources.as_slice() {
        [one] => one.clone(),
        list => counted(list.len(), "patch", "patches"),
    };
    let patches = counted(a.patches, "patch", "patches");
    let mut text = format!("{source} ({patches} to {})", counted(a.files, "file", "files"));
    text.push_str(&match (a.explained, a.unexplained) {
        (0, 0) => " has no root cause to explain".to_owned(),
        (1, 0) => " explains the root cause".to_owned(),
        (n, 0) => format!(" explains all {}", counted(n, "root cause", "root causes")),
        (0, 1) => " does not explain the root cause".to_owned(),
        (0, n) => format!(" explains none of {}", counted(n, "root cause", "root causes")),
        (n, m) => format!(" explains {n} of {}, {m} not", counted(n + m, "root cause", "root causes")),
    });
    page.flow(Line::at(hang), hang, PLAIN, &text);
}

/// `made by   include/linux/klist.h:25 (0123456789ab "klist: grow")`, and what no hunk made.
pub(super) fn by(page: &mut Page, list: &[&Finding], report: &Report, o: &TextOptions) {
    if report.attribution.is_none() {
        return;
    }
    let told = surest(list.iter().flat_map(|f| &f.hunks));
    let shown = if o.full { told.len() } else { HUNKS };
    for (i, hunk) in told.iter().take(shown).enumerate() {
        page.labelled(if i == 0 { "made by" } else { "" }, &spell(hunk));
    }
    if told.len() > shown {
        page.labelled("", &format!("and {} more (--full lists them)", told.len() - shown));
    }
    let rest: Vec<&Finding> = list.iter().copied().filter(|f| unexplained(f)).collect();
    let Some(first) = rest.first() else { return };
    let label = if told.is_empty() { "made by" } else { "" };
    let what = match (rest.len(), told.is_empty()) {
        (_, true) => String::new(),
        (1, false) => format!(" of {}", first.subject.member.as_deref().unwrap_or(first.rule.id())),
        (n, false) => format!(" of {n} others"),
    };
    page.labelled(label, &format!("{}{}", none(&what), hint(first)));
}

/// The hunks of a cause: beside a label, or dim lines at a column of their own.
pub(super) fn of_cause(page: &mut Page, hunks: &[HunkRef], hang: Option<usize>, o: &TextOptions) {
    let mut texts: Vec<String> = surest(hunks.iter()).into_iter().map(spell).collect();
    let shown = if o.full { texts.len() } else { HUNKS.min(texts.len()) };
    let rest = texts.len() - shown;
    texts.truncate(shown);
    if rest > 0 {
        texts.push(format!("and {rest} more (--full lists them)"));
    }
    if texts.is_empty() {
        let near = hunks.first().map(|h| format!("; the nearest in its file is {}", spell(h))).unwrap_or_default();
        texts.push(format!("{}{near}", none("")));
    }
    for (i, text) in texts.iter().enumerate() {
        match hang {
            Some(hang) if rest > 0 && i == shown => page.flow(Line::at(hang), hang + 4, DIM, text),
            Some(hang) => page.flow(Line::at(hang), hang + 4, DIM, &format!("made by {text}")),
            None => page.labelled(if i == 0 { "made by" } else { "" }, text),
        }
    }
}

/// The same behind one line of a list.
pub(super) fn by_row(page: &mut Page, f: &Finding, report: &Report) {
    if report.attribution.is_none() {
        return;
    }
    let mut line = Line::at(8);
    line.push(DIM, "made by ");
    let text = match f.hunks.iter().find(|h| h.explains()) {
        Some(hunk) => spell(hunk),
        None => format!("{}{}", none(""), hint(f)),
    };
    page.flow(line, 12, DIM, &text);
}

/// Hunks that explain, the surest first. One place may touch several findings in several ways: the surest is told.
fn surest<'a>(hunks: impl Iterator<Item = &'a HunkRef>) -> Vec<&'a HunkRef> {
    let mut places: Vec<&HunkRef> = hunks.filter(|h| h.explains()).collect();
    places.sort_by_key(|h| h.touches);
    let mut told: Vec<&HunkRef> = Vec::new();
    for h in places {
        if !told.iter().any(|t| (&t.file, t.line, &t.commit, &t.patch) == (&h.file, h.line, &h.commit, &h.patch)) {
            told.push(h);
        }
    }
    told
}

fn unexplained(f: &Finding) -> bool {
    !f.hunks.iter().any(HunkRef::explains)
}

fn none(what: &str) -> String {
    format!("no hunk: none touches the declaration{what}")
}

fn hint(f: &Finding) -> String {
    match f.hunks.first() {
        Some(h) => format!("; the nearest in its file is {}", spell(h)),
        None if f.declared.is_empty() => ", whose place is not known".to_owned(),
        None => " or its file".to_owned(),
    }
}

/// Place, commit, and what is not sure about it.
fn spell(h: &HunkRef) -> String {
    let mut out = format!("{}:{}", h.file, h.line);
    let commit = h.commit.as_deref().map(|c| c.get(..12).unwrap_or(c));
    match (commit, &h.subject, &h.patch) {
        (Some(commit), Some(subject), _) => out.push_str(&format!(" ({commit} \"{subject}\")")),
        (Some(commit), None, _) => out.push_str(&format!(" ({commit})")),
        (None, Some(subject), _) => out.push_str(&format!(" (\"{subject}\")")),
        (None, None, Some(patch)) => out.push_str(&format!(" ({})", glued(patch))),
        (None, None, None) => out.push_str(" (between OLD and the range)"),
    }
    match h.touches {
        Touches::Line | Touches::File => {}
        Touches::Body => out.push_str(", in the same declaration"),
        Touches::Export => out.push_str(", by its export"),
        Touches::Name => out.push_str(", by name: its lines are those of another state of the file"),
    }
    out
}
