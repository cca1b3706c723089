//! Root findings of a report to the hunks that made them.
//!
//! Surest first: the line of the declaration, a line of the type or prototype around it, a line that exports the
//! symbol, and last a changed line of the file that names the member (a patch that was made for another state of
//! the file). A hunk that only shares the file is a place to look, not an explanation.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::{At, Index, Lines, Met, Side, mentions, near, side_lines};
use super::{Run, Series, paths};
use crate::model::explanation::Explanation;
use crate::model::report::{Attribution, Finding, HunkRef, Report, Span, Touches};
use crate::rules::facts::SubjectKind;

/// Names in each root finding the hunks that made it, and counts what they explain.
pub fn attribute(report: &mut Report, series: &Series) {
    let index = Index::new(series);
    let exports = export_lines(series);
    let files: BTreeSet<&str> = series.files.iter().filter_map(|f| f.new.as_deref().or(f.old.as_deref())).collect();
    let mut summary = Attribution {
        sources: series.sources.clone(),
        patches: series.commits.len(),
        files: files.len(),
        ..Attribution::default()
    };
    for finding in report.findings.iter_mut().filter(|f| f.root) {
        let hits = hits(&index, &exports, finding);
        finding.hunks = hits.into_iter().map(|(at, touches)| reference(series, at, touches)).collect();
    }
    of_enum(&mut report.findings);
    for finding in report.findings.iter().filter(|f| f.root) {
        if finding.hunks.iter().any(HunkRef::explains) {
            summary.explained += 1;
        } else {
            summary.unexplained += 1;
        }
    }
    report.attribution = Some(summary);
}

/// Gives the causes of an explanation the hunks of their findings in the report of the same comparison, which has
/// been attributed.
pub fn attribute_explanation(explanation: &mut Explanation, report: &Report) {
    let findings: BTreeMap<&str, &Finding> = report.findings.iter().map(|f| (f.id.as_str(), f)).collect();
    for cause in &mut explanation.causes {
        let own = cause.findings.iter().filter_map(|id| findings.get(id.as_str()));
        let hunks: BTreeSet<&HunkRef> = own.flat_map(|f| &f.hunks).collect();
        cause.hunks = hunks.into_iter().cloned().collect();
    }
    explanation.attribution.clone_from(&report.attribution);
}

/// Enumerators have no lines in debug information: one whose value follows from others of its enum (the count at
/// the end) is made by what made those.
fn of_enum(findings: &mut [Finding]) {
    let mut by_enum: BTreeMap<(String, Option<String>), BTreeSet<HunkRef>> = BTreeMap::new();
    let key = |f: &Finding| (f.subject.name.clone(), f.subject.file.clone());
    let explained = |f: &Finding| f.hunks.iter().any(HunkRef::explains);
    for f in findings.iter().filter(|f| f.root && f.subject.kind == SubjectKind::Enum && explained(f)) {
        let hunks = f.hunks.iter().map(|h| HunkRef { touches: Touches::Body, ..h.clone() });
        by_enum.entry(key(f)).or_default().extend(hunks);
    }
    for f in findings.iter_mut().filter(|f| f.root && f.subject.kind == SubjectKind::Enum && !explained(f)) {
        if let Some(hunks) = by_enum.get(&key(f)) {
            f.hunks = hunks.iter().cloned().collect();
        }
    }
}

fn reference(series: &Series, (file, run): At, touches: Touches) -> HunkRef {
    let diff = &series.files[file];
    let commit = &series.commits[diff.commit];
    let run = &diff.runs[run];
    HunkRef {
        file: diff.new.clone().or_else(|| diff.old.clone()).unwrap_or_default(),
        line: run.new,
        old_line: run.old,
        commit: commit.hash.clone(),
        subject: commit.subject.clone(),
        patch: commit.patch.clone(),
        touches,
    }
}

/// What a side's walk found, with whether the file is surely the one that is meant.
struct Found {
    side: Side,
    met: Met,
    sure: bool,
    span: Lines,
}

fn hits(index: &Index<'_>, exports: &BTreeMap<&str, BTreeSet<At>>, f: &Finding) -> BTreeMap<At, Touches> {
    let s = &f.subject;
    let typelike = !matches!(s.kind, SubjectKind::Function | SubjectKind::Variable | SubjectKind::Object);
    let name = |side: Side| -> &str {
        let facts = if side == Side::Old { &f.old } else { &f.new };
        match &s.member {
            // A rename has a name of its own on each side.
            Some(member) => facts.as_ref().and_then(|facts| facts.name.as_deref()).unwrap_or(member),
            None => &s.name,
        }
    };
    let mut found = Vec::new();
    for (side, span) in [(Side::Old, &f.declared.old), (Side::New, &f.declared.new)] {
        let Some(Span { file, line, first, last }) = span else { continue };
        let lines = Lines { line: *line, first: *first, last: *last, braces: typelike };
        for m in index.find(file, side) {
            found.push(Found { side, met: index.walk(m.path, side, lines), sure: m.sure, span: lines });
        }
    }
    let run = |at: At| &index.series.files[at.0].runs[at.1];
    // Where another file of that name may be meant, the text has to agree.
    let credible = |x: &Found, at: At| x.sure || mentions(run(at), x.side, name(x.side));
    let mut out: BTreeMap<At, Touches> = BTreeMap::new();
    let mut add = |at: At, touches: Touches| {
        let best = out.entry(at).or_insert(touches);
        *best = (*best).min(touches);
    };
    let mut any = false;
    for x in &found {
        for at in x.met.line.into_iter().filter(|at| credible(x, *at)) {
            add(at, Touches::Line);
            any = true;
        }
    }
    if f.rule.is_of_symbol() {
        for &at in exports.get(s.name.as_str()).into_iter().flatten() {
            add(at, Touches::Export);
            any = true;
        }
    }
    // A whole type has all its lines; a member has its neighbours only if nothing better is known.
    if !any || typelike && s.member.is_none() {
        for x in &found {
            // Without its own line a member is looked for by name first.
            let nameless = s.member.is_none() || x.span.line.is_some();
            let named = !nameless && x.met.body.iter().any(|at| mentions(run(*at), x.side, name(x.side)));
            let fits = |at: At| credible(x, at) && (!named || mentions(run(at), x.side, name(x.side)));
            for &at in x.met.body.iter().filter(|at| fits(**at)) {
                add(at, Touches::Body);
                any = true;
            }
            if !typelike && !any {
                for at in above(index, x).filter(|at| x.sure || credible(x, *at)) {
                    add(at, Touches::Body);
                    any = true;
                }
            }
        }
    }
    if !any && !typelike && s.member.is_some() {
        for x in &found {
            let facts = if x.side == Side::Old { &f.old } else { &f.new };
            let type_ = facts.as_ref().and_then(|facts| facts.type_.as_deref()).unwrap_or_default();
            for at in wrapped(index, x, name(x.side), type_).filter(|at| credible(x, *at)) {
                add(at, Touches::Body);
                any = true;
            }
        }
    }
    if !any && let Some(member) = &s.member {
        // Debug information has no lines of enumerators, whose names are unique in a unit.
        for x in found.iter().filter(|x| x.span.line.is_none()) {
            for at in declaring(index, x, if s.kind == SubjectKind::Enum { name(x.side) } else { member }) {
                add(at, Touches::Line);
                any = true;
            }
        }
    }
    if !any && s.member.is_some() && typelike {
        for at in by_name(index, &found, f, &name) {
            add(at, Touches::Name);
            any = true;
        }
    }
    if !any {
        for x in found.iter().filter(|x| x.sure) {
            if let Some(at) = nearest(index, x) {
                add(at, Touches::File);
            }
        }
    }
    out
}

/// The run that changes the line above a prototype, where its result may stand.
fn above<'a>(index: &'a Index<'_>, x: &'a Found) -> impl Iterator<Item = At> + 'a {
    let line = x.span.first.saturating_sub(1);
    // Only next to the side's own end: further away the line has been translated.
    x.met.files.first().into_iter().flat_map(move |&i| {
        let runs = index.series.files[i].runs.iter().enumerate();
        runs.filter(move |(_, run)| {
            side_lines(run, x.side).any(|(n, text)| {
                let text = text.trim();
                n == line && !text.is_empty() && !text.ends_with([';', '}', '/', '\\']) && !text.starts_with('#')
            })
        })
        .map(move |(r, _)| (i, r))
    })
}

/// How many lines below its first a prototype may end.
const PROTOTYPE: u32 = 16;

/// Runs that change a parameter on a line of its own below the start of the prototype. Nodes of equal prototypes are
/// one, so that parameters have no lines: the text has to name it, with a word of its type, and to end as a list of
/// parameters does. The declaration itself ends at the first `{` or `;` outside of parentheses.
fn wrapped<'a>(index: &'a Index<'_>, x: &'a Found, name: &'a str, type_: &'a str) -> impl Iterator<Item = At> + 'a {
    let below = move |line: u32| line > x.span.first && line <= x.span.first.saturating_add(PROTOTYPE);
    let word = move |text: &str| {
        let mut words =
            type_.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty() && *w != name);
        words.any(|w| paths::names(text, w))
    };
    let declares = move |text: &str| {
        let list = parameters(text);
        list.is_some_and(|(list, _)| list.ends_with([',', ')']) && paths::names(list, name) && word(list))
    };
    // Only next to the side's own end: further away the line has been translated.
    x.met.files.first().into_iter().flat_map(move |&i| {
        let runs = &index.series.files[i].runs;
        let changed = runs.iter().flat_map(move |run| side_lines(run, x.side)).filter(move |(line, _)| below(*line));
        // What no patch changes is not known, and may end it sooner.
        let end = changed.filter(|(_, text)| parameters(text).is_none_or(|(_, ends)| ends)).map(|(line, _)| line).min();
        let inside = move |line: u32| below(line) && end.is_none_or(|end| line <= end);
        runs.iter()
            .enumerate()
            .filter(move |(_, run)| side_lines(run, x.side).any(|(line, text)| inside(line) && declares(text)))
            .map(move |(r, _)| (i, r))
    })
}

/// The part of a line inside a list of parameters that belongs to the declaration, without a comment behind it, and
/// whether the declaration ends there; `None` where no list of parameters goes on: a statement, the brace of a body.
fn parameters(line: &str) -> Option<(&str, bool)> {
    let mut depth = 0_i32;
    let mut ends = None;
    for (i, c) in line.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '{' | ';' => {
                // The list's own parenthesis was opened on a line above.
                if depth >= 0 {
                    return None;
                }
                ends = Some(i);
                break;
            }
            _ => {}
        }
    }
    let mut text = line[..ends.unwrap_or(line.len())].trim_end();
    if let Some((before, _)) = text.split_once("//") {
        text = before.trim_end();
    }
    while let Some((before, _)) = text.strip_suffix("*/").and_then(|t| t.rsplit_once("/*")) {
        text = before.trim_end();
    }
    Some((text, ends.is_some()))
}

/// Runs of the file with a changed line that starts with the name, as a list of enumerators has it.
fn declaring(index: &Index<'_>, x: &Found, name: &str) -> Vec<At> {
    let starts = |text: &str| {
        let rest = text.trim_start().strip_prefix(name);
        rest.is_some_and(|rest| matches!(rest.trim_start().chars().next(), None | Some(',' | '=' | '}' | '/')))
    };
    let mut out = Vec::new();
    for &i in &x.met.files {
        for (r, run) in index.series.files[i].runs.iter().enumerate() {
            if side_lines(run, x.side).any(|(_, text)| starts(text)) {
                out.push((i, r));
            }
        }
    }
    out
}

/// Runs of the file that name the member on each side that has it.
fn by_name<'n>(index: &Index<'_>, found: &[Found], f: &Finding, name: &dyn Fn(Side) -> &'n str) -> Vec<At> {
    let mut out = Vec::new();
    for x in found.iter().filter(|x| x.sure) {
        for &i in &x.met.files {
            for (r, run) in index.series.files[i].runs.iter().enumerate() {
                let old = f.declared.old.is_none() || mentions(run, Side::Old, name(Side::Old));
                let new = f.declared.new.is_none() || mentions(run, Side::New, name(Side::New));
                if old && new {
                    out.push((i, r));
                }
            }
        }
    }
    out
}

/// The run of the file's diff next to where the walk started that is nearest to the declaration.
fn nearest(index: &Index<'_>, x: &Found) -> Option<At> {
    let &i = x.met.files.first()?;
    let line = x.span.line.unwrap_or(x.span.first);
    let distance = |run: &Run| {
        let (start, count) = near(run, x.side);
        start.saturating_sub(line).max(line.saturating_sub(start + count.saturating_sub(1)))
    };
    let runs = index.series.files[i].runs.iter().enumerate();
    runs.min_by_key(|(_, run)| distance(run)).map(|(r, _)| (i, r))
}

/// Symbols that changed lines export by name: `EXPORT_SYMBOL_GPL(klist_add)`, a line of a version script.
fn export_lines(series: &Series) -> BTreeMap<&str, BTreeSet<At>> {
    let mut out: BTreeMap<&str, BTreeSet<At>> = BTreeMap::new();
    for (i, file) in series.files.iter().enumerate() {
        let path = file.new.as_deref().or(file.old.as_deref()).unwrap_or_default();
        let script = is_export_list(path);
        for (r, run) in file.runs.iter().enumerate() {
            for line in run.text.lines().filter_map(|l| l.strip_prefix(['-', '+'])) {
                if let Some((head, rest)) = line.split_once('(')
                    && head.contains("EXPORT")
                {
                    let name = rest.split([',', ')']).next().unwrap_or_default().trim();
                    out.entry(name).or_default().insert((i, r));
                }
                if script {
                    let words = line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '.')));
                    for word in words.filter(|w| !w.is_empty()) {
                        out.entry(word.split('@').next().unwrap_or(word)).or_default().insert((i, r));
                    }
                }
            }
        }
    }
    out
}

/// Linker version scripts and lists of exports.
pub(super) fn is_export_list(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(ending, "map" | "ver" | "vers" | "version" | "sym" | "syms" | "symbols" | "exports" | "exp" | "def")
}

#[cfg(test)]
mod lines {
    use super::parameters;

    #[test]
    fn a_declaration_ends_outside_of_parentheses() {
        for (line, list) in [
            ("\t\t struct net *net, int *pos, void *p) {", Some(("\t\t struct net *net, int *pos, void *p)", true))),
            ("  int b);", Some(("  int b)", true))),
            ("  int b)", Some(("  int b)", false))),
            ("  int (*f)(int a, int b), /* why */", Some(("  int (*f)(int a, int b),", false))),
            ("  int b, // why", Some(("  int b,", false))),
            ("{", None),
            ("  f(a, b);", None),
            ("  if (f(a)) {", None),
        ] {
            assert_eq!(parameters(line), list, "{line}");
        }
    }
}
