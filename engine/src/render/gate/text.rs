//! The outcome in twenty lines: verdict, sets of symbols, what fails, what is wrong with the policy, what to do.

use std::collections::BTreeMap;

use super::{causes, diagnostic, lost, problem, word};
use crate::model::gate::{Effect, GateFinding, GateOutcome, GateVerdict, Problem, ScopeOutcome, Status};
use crate::model::report::Finding;
use crate::render::text::line::and_more;
use crate::render::text::line::{
    BOLD, DIM, GOOD, Line, PLAIN, Page, columns, counted, printable, severity_style, thousands, wrap,
};
use crate::render::told::{made_by, place, what};
use crate::rules::facts::Subject;
use crate::rules::{Rule, Severity};

/// Lines in all.
const LINES: usize = 20;
/// Sets of symbols that are listed.
const SCOPES: usize = 4;
/// Column where everything below the verdict starts.
const HANG: usize = 7;

/// Causes of a CRC that are named, if the line has room for them.
const CAUSES: usize = 4;

/// Symbols with one and the same rule that are still lines of their own.
const ALIKE: usize = 4;

/// Column of the text of a problem.
const TOLD: usize = 5;

/// How to render.
#[derive(Clone, Debug)]
pub struct GateTextOptions {
    /// Columns of a line.
    pub width: usize,
    /// ANSI colours.
    pub color: bool,
    /// The file that holds the full report, if one was written.
    pub full_report: Option<String>,
    /// The file to which proposals for waivers were written, and how many.
    pub proposed: Option<(String, usize)>,
    /// Options of `gate` without which a run would compare something else, each after a space, as a shell takes them.
    pub options: String,
    /// Those of them that `diff` has.
    pub diff_options: String,
}

/// One line of what fails.
struct Entry {
    severity: Severity,
    rule: String,
    what: String,
    exports: usize,
    place: String,
    made_by: String,
}

/// The outcome as text of at most twenty lines that ends in a newline.
#[must_use]
pub fn render(outcome: &GateOutcome, o: &GateTextOptions) -> String {
    let mut page = Page::new(o.width, o.color);
    let head = head(outcome, page.width);
    let next = next(outcome, o, page.width);
    let crcs = &outcome.crcs[..];
    let problems: Vec<(Trouble, Vec<String>)> = problems(outcome)
        .into_iter()
        .map(|p| {
            let lines = lines(&p, page.width);
            (p, lines)
        })
        .collect();
    let entries = entries(outcome);
    let blanks = usize::from(!entries.is_empty()) + usize::from(!problems.is_empty()) + usize::from(!next.is_empty());
    let mut left = LINES.saturating_sub(head.len() + next.len() + blanks);
    let lines_of = |list: &[(Trouble, Vec<String>)]| list.iter().map(|(_, lines)| lines.len()).sum::<usize>();
    // Listed CRCs take what is left over, and a third where that is little.
    let for_crcs = if crcs.is_empty() {
        0
    } else {
        let over = left.saturating_sub(entries.len() + lines_of(&problems));
        (crcs.len() + 2).min((left / 3).max(over))
    };
    left = left.saturating_sub(for_crcs);
    // Problems leave at least half of the room to findings.
    let for_problems = lines_of(&problems).min(if entries.is_empty() {
        left
    } else {
        (left / 2).max(left.saturating_sub(entries.len()))
    });
    let told = fitting(&problems, for_problems);
    // One that takes two lines may leave one of them to findings.
    left = left.saturating_sub(lines_of(&problems[..told]) + usize::from(told < problems.len()));
    for line in head {
        page.line(line);
    }
    if !entries.is_empty() {
        page.blank();
        let shown = if entries.len() > left { left.saturating_sub(1) } else { entries.len() };
        let widest = |of: fn(&Entry) -> usize| entries[..shown].iter().map(of).max().unwrap_or(0);
        let stops = [widest(|e| columns(&e.rule)), widest(|e| columns(&e.what)), widest(|e| columns(&e.reached()))];
        for entry in &entries[..shown] {
            draw(&mut page, entry, stops);
        }
        let hidden = entries.len() - shown;
        if hidden > 0 {
            let all = counted(outcome.with(Status::Fails).count(), "finding fails", "findings fail");
            let mut line = Line::at(2);
            line.push(DIM, format!("and {} more; {all} in all", thousands(hidden as u128)));
            page.line(line);
        }
    }
    if for_crcs > 2 {
        listed(&mut page, outcome, for_crcs - 2);
    }
    if for_problems > 0 {
        page.blank();
        for (trouble, lines) in &problems[..told] {
            let (style, sign) = if trouble.bad { (severity_style(Severity::Breaking), "!") } else { (DIM, "-") };
            for (i, text) in lines.iter().enumerate() {
                let mut line = Line::at(2);
                line.push(style, if i == 0 { sign } else { "" });
                line.pad_to(TOLD);
                line.push(PLAIN, text.as_str());
                page.line(line);
            }
        }
        rest(&mut page, problems[told..].iter().map(|(p, _)| p.count).sum());
    }
    if !next.is_empty() {
        page.blank();
        for (label, text) in next {
            let mut line = Line::default();
            line.push(DIM, label);
            line.pad_to(HANG);
            line.push(PLAIN, text);
            page.line(line);
        }
    }
    page.out
}

/// Listed symbols whose CRC differs, with what each reaches, on so many lines below a heading.
fn listed(page: &mut Page, outcome: &GateOutcome, lines: usize) {
    let crcs = &outcome.crcs[..];
    page.blank();
    let mut line = Line::at(2);
    let what = counted(crcs.len(), "listed CRC differs", "listed CRCs differ");
    line.push(DIM, format!("{what} in NEW; what the symbols reach:"));
    page.line(line);
    let shown = if crcs.len() > lines { lines.saturating_sub(1) } else { crcs.len() };
    let widest = crcs[..shown].iter().map(|c| columns(&c.name)).max().unwrap_or(0).min(page.width / 2);
    for c in &crcs[..shown] {
        let mut line = Line::at(TOLD);
        line.push(BOLD, shorten(&c.name, page.width / 2));
        line.pad_to(TOLD + widest + 2);
        let room = page.width.saturating_sub(line.columns());
        let most = (1..=CAUSES).rev().find(|&n| columns(&causes(outcome, c, n)) <= room).unwrap_or(1);
        line.push(PLAIN, cut(&causes(outcome, c, most), room));
        page.line(line);
    }
    rest(page, crcs.len() - shown);
}

/// A problem on at most two lines; the other forms hold all of it.
fn lines(trouble: &Trouble, width: usize) -> Vec<String> {
    let room = width.saturating_sub(TOLD);
    let mut lines = wrap(&printable(&trouble.text), room, room);
    if lines.len() > 2 {
        let rest = lines.split_off(1).join(" ");
        lines.push(cut(&rest, room));
    }
    lines
}

/// How many problems stand on so many lines, of which the rest takes one.
fn fitting(problems: &[(Trouble, Vec<String>)], lines: usize) -> usize {
    let mut used = 0;
    for (i, (_, text)) in problems.iter().enumerate() {
        used += text.len();
        if used + usize::from(i + 1 < problems.len()) > lines {
            return i;
        }
    }
    problems.len()
}

/// `and 12 more`, if there are.
fn rest(page: &mut Page, count: usize) {
    if count > 0 {
        let mut line = Line::at(2);
        line.push(DIM, format!("and {} more", thousands(count as u128)));
        page.line(line);
    }
}

fn head(outcome: &GateOutcome, width: usize) -> Vec<Line> {
    let style = match outcome.verdict {
        GateVerdict::Pass => GOOD,
        _ => severity_style(Severity::Breaking),
    };
    let mut first = Line::default();
    first.push(style, word(outcome.verdict));
    first.pad_to((first.columns() + 2).max(HANG));
    let room = width.saturating_sub(first.columns() + 4);
    if columns(&outcome.base) + columns(&outcome.new) <= room {
        first.push(BOLD, format!("{} -> {}", outcome.base, outcome.new));
    } else {
        first.push(BOLD, format!("{} -> {}", tail(&outcome.base, room / 2), tail(&outcome.new, room / 2)));
    }
    let mut second = Line::at(HANG);
    let policy = outcome.policy.as_deref().map_or("no policy file: the defaults".to_owned(), |p| format!("policy {p}"));
    let severity = match (outcome.severity, outcome.verdict) {
        // What fails is below the line; of a gate that passes the worst change is one that its policy lets pass.
        (Some(s), GateVerdict::Pass) => format!("no change fails, the worst that passes is {s}"),
        (Some(s), _) => format!("worst change left: {s}"),
        (None, GateVerdict::Incomplete) => "no change left in what could be read".to_owned(),
        (None, _) => "no change left".to_owned(),
    };
    second.push(DIM, format!("{policy}, {}; {severity}", outcome.today));
    let mut out = vec![first, second];
    // A rest of which there is nothing to say.
    let empty = |s: &ScopeOutcome| s.symbols + s.changed + s.findings == 0;
    let scopes: Vec<_> = outcome.scopes.iter().filter(|s| outcome.scopes.len() == 1 || !empty(s)).collect();
    let name = scopes.iter().take(SCOPES).map(|s| columns(&s.name)).max().unwrap_or(0);
    for s in scopes.iter().take(SCOPES) {
        let mut line = Line::at(HANG);
        line.push(PLAIN, s.name.as_str());
        line.pad_to(HANG + name + 2);
        let threshold = if s.fail_on == "never" { "never fails".to_owned() } else { format!("fails on {}", s.fail_on) };
        line.push(DIM, threshold);
        line.pad_to(HANG + name + 23);
        let exports = counted(s.symbols_new, "export", "exports");
        // What was added changed, too.
        let both = s.symbols != s.symbols_new || s.changed > s.symbols;
        line.push(PLAIN, if both { format!("{} -> {exports}", thousands(s.symbols as u128)) } else { exports });
        line.push(PLAIN, format!(", {} changed", thousands(s.changed as u128)));
        line.push(PLAIN, format!(", {}", counted(s.findings, "finding", "findings")));
        if s.failing > 0 {
            line.push(PLAIN, ", ");
            let verb = if s.failing == 1 { "fails" } else { "fail" };
            line.push(severity_style(Severity::Breaking), format!("{} {verb}", thousands(s.failing as u128)));
        }
        out.push(line);
    }
    if scopes.len() > SCOPES {
        let mut line = Line::at(HANG);
        line.push(DIM, format!("and {} more sets of symbols", scopes.len() - SCOPES));
        out.push(line);
    }
    let count = |s: Status| outcome.with(s).count();
    let mut taken = Vec::new();
    for (n, word) in [
        (count(Status::Waived), "waived"),
        (count(Status::Allowed), "allowed"),
        (count(Status::Suppressed), "suppressed"),
    ] {
        if n > 0 {
            taken.push(format!("{} {word}", counted(n, "finding", "findings")));
        }
    }
    if !outcome.tolerated.is_empty() {
        taken.push(format!("{} tolerated", counted(outcome.tolerated.len(), "export", "exports")));
    }
    if !taken.is_empty() {
        let mut line = Line::at(HANG);
        line.push(PLAIN, taken.join(", "));
        out.push(line);
    }
    out
}

/// What fails, most severe first: findings on one subject are one line, and symbols to which the same happened; of
/// symbols whose prototype or type changed, if they are more than a few.
fn entries(outcome: &GateOutcome) -> Vec<Entry> {
    let mut groups: Vec<Vec<&GateFinding>> = Vec::new();
    let mut alike: BTreeMap<(Rule, Severity), usize> = BTreeMap::new();
    for f in outcome.with(Status::Fails).filter(|f| f.finding.is_of_symbol()) {
        *alike.entry((f.finding.rule, f.finding.severity)).or_default() += 1;
    }
    let is_named = |r: &Finding| {
        let many = alike.get(&(r.rule, r.severity)).is_some_and(|&n| n > ALIKE);
        r.rule.is_of_symbol() || r.is_of_symbol() && many
    };
    let mut index: BTreeMap<(bool, String, String), usize> = BTreeMap::new();
    for f in outcome.with(Status::Fails) {
        let r = &f.finding;
        let key = if is_named(r) {
            (true, r.rule.id().to_owned(), r.severity.to_string())
        } else {
            (false, r.subject.spelt(), r.subject.module.clone().unwrap_or_default())
        };
        let at = *index.entry(key).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(f),
            None => groups.push(vec![f]),
        }
    }
    groups
        .into_iter()
        .filter_map(|group| {
            let first = &group.first()?.finding;
            let exports = group.iter().map(|f| f.exports);
            let more = group.len() - 1;
            Some(if is_named(first) {
                let named = |s: &Subject| s.demangled.clone().unwrap_or_else(|| s.name.clone());
                let mut names: Vec<String> = group.iter().map(|f| named(&f.finding.subject)).collect();
                names.dedup();
                let (more, all) = (names.len() - 1, names.len());
                let names = names.into_iter().take(3);
                Entry {
                    severity: first.severity,
                    rule: first.rule.id().to_owned(),
                    what: and_more(names, all),
                    exports: exports.sum(),
                    place: if more == 0 { place(first) } else { String::new() },
                    made_by: if more == 0 { made_by(outcome.attribution.is_some(), first) } else { String::new() },
                }
            } else {
                Entry {
                    severity: first.severity,
                    rule: if more == 0 { first.rule.id().to_owned() } else { format!("{} +{more}", first.rule) },
                    what: what(first),
                    exports: exports.max().unwrap_or(0),
                    place: place(first),
                    made_by: made_by(outcome.attribution.is_some(), first),
                }
            })
        })
        .collect()
}

impl Entry {
    /// `2 exports`
    fn reached(&self) -> String {
        if self.exports == 0 { String::new() } else { counted(self.exports, "export", "exports") }
    }
}

/// One line, however narrow: the place loses its folders first, then goes; then the subject loses its middle.
/// `stops`: columns of the widest rule, subject and count, which stand below each other where there is room.
fn draw(page: &mut Page, e: &Entry, [rule, what, reached]: [usize; 3]) {
    let exports = e.reached();
    let mut line = Line::at(2);
    line.push(severity_style(e.severity), e.severity.as_str());
    line.pad_to(12);
    line.push(DIM, e.rule.as_str());
    line.pad_to(12 + rule + 2);
    let room = page.width.saturating_sub(line.columns());
    let with = |text: &str| if text.is_empty() { 0 } else { columns(text) + 2 };
    let exports = if room < with(&exports) + 20 { String::new() } else { exports };
    let short = e.place.rsplit_once('/').map_or_else(|| e.place.clone(), |(_, name)| format!("\u{2026}/{name}"));
    let fits = |place: &str, made: &str| columns(&e.what) + with(&exports) + with(place) + with(made) <= room;
    let tails = [(e.place.as_str(), e.made_by.as_str()), (&short, &e.made_by), (&short, ""), ("", "")];
    let (place, made) = tails.into_iter().find(|(p, m)| fits(p, m)).unwrap_or_default();
    line.push(BOLD, shorten(&e.what, room.saturating_sub(with(&exports)).max(12)));
    let mut slack = room.saturating_sub(columns(&e.what) + with(&exports) + with(place) + with(made));
    let mut pad = |line: &mut Line, missing: usize| {
        if missing <= slack {
            slack -= missing;
            line.pad_to(line.columns() + missing);
        }
    };
    pad(&mut line, what.saturating_sub(columns(&e.what)));
    for part in [exports.as_str(), place, made].into_iter().filter(|p| !p.is_empty()) {
        line.push(PLAIN, format!("  {part}"));
        if part == exports {
            pad(&mut line, reached.saturating_sub(columns(part)));
        }
    }
    page.line(line);
}

/// A sentence in at most `room` columns; the other forms hold all of it.
fn cut(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    text.chars().take(room.saturating_sub(1)).chain(['\u{2026}']).collect()
}

/// The end of a path in at most `room` columns.
fn tail(path: &str, room: usize) -> String {
    let n = columns(path);
    if n <= room { path.to_owned() } else { ['\u{2026}'].into_iter().chain(path.chars().skip(n + 1 - room)).collect() }
}

/// The text in at most `room` columns, without its middle if it has to be.
fn shorten(text: &str, room: usize) -> String {
    let n = columns(text);
    if n <= room {
        return text.to_owned();
    }
    let (head, tail) = (room / 2, room - room / 2 - 1);
    let start: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(n - tail).collect();
    format!("{start}\u{2026}{end}")
}

/// A line about problems.
struct Trouble {
    /// It fails the gate.
    bad: bool,
    text: String,
    /// How many problems it stands for.
    count: usize,
}

/// What is wrong with evidence and policy. Many of a kind are two lines.
fn problems(outcome: &GateOutcome) -> Vec<Trouble> {
    let mut out = Vec::new();
    let lost = lost(outcome);
    for d in lost.iter().take(2) {
        out.push(Trouble { bad: true, text: diagnostic(d), count: 1 });
    }
    if lost.len() > 2 {
        let count = lost.len() - 2;
        let text = format!("and {} more that could not be read", thousands(count as u128));
        out.push(Trouble { bad: true, text, count });
    }
    for bad in [true, false] {
        let mut kinds: Vec<(&str, Vec<&Problem>)> = Vec::new();
        // The note on CRCs that differ is the heading of a section.
        let told = |p: &Problem| p.kind == "crc-differs" && p.effect == Effect::Note && !outcome.crcs.is_empty();
        for p in outcome.problems.iter().filter(|p| (p.effect != Effect::Note) == bad && !told(p)) {
            match kinds.iter_mut().find(|k| k.0 == p.kind) {
                Some(k) => k.1.push(p),
                None => kinds.push((&*p.kind, vec![p])),
            }
        }
        for (kind, list) in kinds {
            let most = if bad { 3 } else { 1 };
            let shown = if list.len() > most { most - usize::from(bad) } else { list.len() };
            out.extend(list[..shown].iter().map(|p| Trouble { bad, text: problem(p), count: 1 }));
            if shown < list.len() {
                let count = list.len() - shown;
                out.push(Trouble { bad, text: format!("and {} more of {kind}", thousands(count as u128)), count });
            }
        }
    }
    out
}

/// What to do.
fn next(outcome: &GateOutcome, o: &GateTextOptions, width: usize) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let fails = outcome.with(Status::Fails).next().is_some();
    let waits = |p: &Problem| matches!(&*p.kind, "waiver-unfilled" | "waiver-expired");
    let inputs = format!("{} {}", quote(&outcome.base), quote(&outcome.new));
    let policy = outcome.policy.as_deref().map_or(String::new(), |p| format!(" --policy {}", quote(p)));
    // A command that is copied and pasted stays on one line, if with the words of the help.
    let command = |rest: &str, name: &str| {
        let whole = format!("abilens {name} {inputs}{rest}");
        if HANG + columns(&whole) <= width { whole } else { format!("abilens {name} BASE NEW{rest}") }
    };
    if let Some((file, n)) = &o.proposed {
        let text = match n {
            0 => format!("fill in or renew the waivers that stand in {file}"),
            n => format!("{} added to {file}: fill in reason and author", counted(*n, "waiver was", "waivers were")),
        };
        out.push(("next", text));
    } else if let Some(waiver) = outcome.problems.iter().find(|p| waits(p)).filter(|_| fails) {
        // Proposals that wait are waivers of findings that fail.
        let file = waiver.file.as_deref().unwrap_or("abilens.toml");
        out.push(("next", format!("undo the changes, or fill in or renew the waivers that stand in {file}")));
    } else if fails {
        let file = outcome.policy.as_deref().unwrap_or("abilens.toml");
        out.push(("next", format!("undo the changes, or have waivers put into {file} and fill in why:")));
        out.push(("", command(&format!("{policy}{} --update", o.options), "gate")));
    } else if outcome.verdict == GateVerdict::Fail {
        out.push(("next", "put the policy, its lists and waivers right, as said above".to_owned()));
    }
    if outcome.verdict != GateVerdict::Pass || !outcome.findings.is_empty() {
        match &o.full_report {
            Some(file) => out.push(("all", file.clone())),
            None => out.push(("all", command(&o.diff_options, "diff"))),
        }
    }
    out
}

/// As a shell takes it.
#[must_use]
pub fn quote(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@%=,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
