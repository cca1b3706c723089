//! An explanation of CRCs for people: a page about all, or the story of single exports.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::line::{BOLD, DIM, GOOD, Line, PLAIN, Page, counted, glued, severity_style, thousands};
use super::{TextOptions, configured, facts, layout, made, proved};
use crate::model::explanation::{
    CauseKind, CrcCause, CrcClass, Evidence, ExplainedExport, Explanation, MissReason, Missed, State,
};
use crate::model::report::{LayoutLine, LayoutMark};
use crate::rules::Severity;
use crate::rules::facts::SubjectKind;

/// Root causes without `full`.
const CAUSES: usize = 25;
/// Root causes of a story without `full`.
const STORY: usize = 10;
/// Names of a list without `full`.
const NAMES: usize = 24;
/// Types of a header that are named.
const TYPES: usize = 6;
/// Changed lines of a cause on the page about all.
const LINES: usize = 3;
/// Column of texts on the page.
const HANG: usize = 24;

/// The explanation as text that ends in a newline; `story`: of single exports.
#[must_use]
pub fn render(e: &Explanation, story: bool, o: &TextOptions) -> String {
    let mut page = Page::new(o.width, o.color);
    top(&mut page, e);
    if story {
        for export in &e.exports {
            page.blank();
            one(&mut page, e, export, o);
        }
    } else {
        classes(&mut page, e);
        proved::evidence(&mut page, e);
        causes(&mut page, e, o);
        proved::definitions(&mut page, e, o);
        nothing_visible(&mut page, e, o);
        missed(&mut page, e, o);
        stayed(&mut page, e);
        states(&mut page, e, o);
    }
    super::diagnostics(&mut page, &e.diagnostics);
    page.out
}

fn top(page: &mut Page, e: &Explanation) {
    let c = &e.counts;
    let hang = 8;
    let mut line = Line::default();
    line.push(BOLD, "CRCS");
    for (label, side) in [("old", &e.old), ("new", &e.new)] {
        line.pad_to(hang);
        line.push(DIM, label);
        line.pad_to(hang + 5);
        line.push(BOLD, side.path.as_str());
        page.line(std::mem::take(&mut line));
        line.pad_to(hang + 5);
        line.push(DIM, format!("CRCs of {}", side.symvers));
        page.line(std::mem::take(&mut line));
    }
    if let Some(layout) = &e.module_layout {
        let text = format!(
            "no module built for OLD loads: the CRC of module_layout changed ({} -> {}), which every module states",
            layout.old, layout.new
        );
        page.flow(Line::at(hang), hang, severity_style(Severity::Breaking), &text);
    }
    let mut text = format!(
        "{} of {} changed their CRC",
        thousands(c.crc_changed as u128),
        counted(c.both, "export of both sides", "exports of both sides")
    );
    for (n, what) in [
        (c.added, "added"),
        (c.removed, "removed"),
        (c.moved, "moved to another module"),
        (c.gpl_tightened, "became GPL-only"),
        (c.gpl_loosened, "no longer GPL-only"),
        (c.namespace_changed, "in another namespace"),
    ] {
        if n > 0 {
            text.push_str(&format!("; {} {what}", thousands(n as u128)));
        }
    }
    let style = if c.crc_changed == 0 { GOOD } else { PLAIN };
    page.flow(Line::at(hang), hang, style, &text);
    let left = e.old.symvers_exports - e.old.exports;
    if left > 0 {
        let text = format!(
            "{} of OLD's Module.symvers belong to modules that the inputs do not hold",
            thousands(left as u128)
        );
        page.flow(Line::at(hang), hang, DIM, &text);
    }
}

fn heading(page: &mut Page, text: &str) {
    page.blank();
    page.flow(Line::default(), 4, BOLD, text);
}

fn row(page: &mut Page, n: usize, word: &str, text: &str) {
    let mut line = Line::default();
    line.right(PLAIN, &thousands(n as u128), 10);
    line.pad_to(12);
    line.push(BOLD, word);
    line.pad_to(30);
    page.flow(line, 30, PLAIN, text);
}

fn meaning(class: CrcClass) -> &'static str {
    match class {
        CrcClass::Layout => "offsets or sizes of a type that the exporting unit sees changed, or what is passed",
        CrcClass::NoLayout => "types it sees changed, but no layout: names, const, typedefs, enumerators",
        CrcClass::Visibility => "the unit sees a definition where it saw a declaration, or the reverse",
        CrcClass::Assembler => "written in assembler: genksyms read asm-prototypes.h, not the unit",
        CrcClass::NothingVisible => {
            "no type changed for the unit: macros, expressions, attributes, spelling (unsigned, unsigned int)"
        }
        CrcClass::NoType => "the input does not hold it, or not what its unit sees",
        CrcClass::NoView => {
            "what their units see is not in the inputs: which changes they reach is told, not which their CRCs cover"
        }
    }
}

fn classes(page: &mut Page, e: &Explanation) {
    if e.counts.crc_changed == 0 {
        return;
    }
    heading(page, "why CRCs changed, by what the exporting unit sees");
    for c in e.classes.iter().filter(|c| c.exports > 0) {
        let mut text = meaning(c.class).to_owned();
        if c.class != CrcClass::Layout && c.breaking > 0 {
            let what = if c.breaking == 1 { "has a cause that breaks" } else { "have a cause that breaks" };
            text.push_str(&format!("; {} {what} consumers all the same", thousands(c.breaking as u128)));
        }
        row(page, c.exports, c.class.as_str(), &text);
    }
}

fn causes(page: &mut Page, e: &Explanation, o: &TextOptions) {
    let list: Vec<(usize, &CrcCause)> = e.causes.iter().enumerate().filter(|(_, c)| c.explains > 0).collect();
    if list.is_empty() {
        return;
    }
    let (plain, seen): (Vec<_>, Vec<_>) =
        list.into_iter().partition(|(_, c)| !matches!(c.kind, CauseKind::BecameVisible | CauseKind::BecameHidden));
    let (types, own): (Vec<_>, Vec<_>) = plain.into_iter().partition(|(_, c)| c.kind == CauseKind::Changed);
    for (title, list, limit) in [
        ("types that changed", types, CAUSES),
        ("types that became visible or hidden in a unit", seen, CAUSES / 2),
        ("prototypes and variables that changed themselves", own, CAUSES / 2),
    ] {
        if list.is_empty() {
            continue;
        }
        let grouped = if o.full { Vec::new() } else { groups(e, &list) };
        let rows = if grouped.is_empty() { list.len() } else { grouped.len() };
        let shown = if o.full { rows } else { rows.min(limit) };
        let mut text =
            format!("{} ({}), by the number of CRCs that each explains", title, thousands(list.len() as u128));
        let alone = list.iter().filter(|(_, c)| c.only > 0).count();
        if alone > 0 {
            let sum: usize = list.iter().map(|(_, c)| c.only).sum();
            let verb = if alone == 1 { "is" } else { "are" };
            text.push_str(&format!(
                "; {} {verb} the only cause of {}",
                thousands(alone as u128),
                counted(sum, "CRC", "CRCs")
            ));
        }
        heading(page, &text);
        let mut line = Line::default();
        line.right(DIM, "CRCs", 10);
        line.right(DIM, "alone", 18);
        page.line(line);
        for group in grouped.iter().take(shown) {
            group.draw(page);
        }
        for (_, c) in list.iter().take(if grouped.is_empty() { shown } else { 0 }) {
            cause(page, c);
            if e.attribution.is_some() {
                made::of_cause(page, &c.hunks, Some(HANG), o);
            }
            if let Some(text) = configured::row(&c.options) {
                page.flow(Line::at(HANG), HANG + 4, DIM, &text);
            }
            if let Some(text) = proved::of_cause(e, c) {
                page.flow(Line::at(HANG), HANG + 4, DIM, &text);
            }
        }
        if shown < rows {
            page.flow(Line::at(HANG), HANG, DIM, &format!("and {} more (--full)", thousands((rows - shown) as u128)));
        }
    }
}

/// Types of one header that one unit, or the same units, came to see or see no longer: one `#include` is one change.
struct Group<'e> {
    members: Vec<(usize, &'e CrcCause)>,
    /// Exports whose changed CRC one of them explains.
    explains: usize,
    /// Those that nothing else explains.
    alone: usize,
}

/// What happened, header, some of the units and their number.
type Seen<'e> = (CauseKind, Option<&'e str>, &'e [String], usize);

/// The causes that are about what units see, by units and header; none of the others.
fn groups<'e>(e: &Explanation, list: &[(usize, &'e CrcCause)]) -> Vec<Group<'e>> {
    let seen = |c: &CrcCause| matches!(c.kind, CauseKind::BecameVisible | CauseKind::BecameHidden);
    let mut groups: Vec<Group<'e>> = Vec::new();
    let mut index: BTreeMap<Seen<'_>, usize> = BTreeMap::new();
    let mut of_cause: BTreeMap<usize, usize> = BTreeMap::new();
    for &(i, c) in list.iter().filter(|(_, c)| seen(c)) {
        let key = (c.kind, c.subject.file.as_deref(), &c.unit_sample[..], c.units);
        let at = *index.entry(key).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Group { members: Vec::new(), explains: 0, alone: 0 });
        }
        groups[at].members.push((i, c));
        of_cause.insert(i, at);
    }
    if groups.is_empty() {
        return groups;
    }
    for export in e.exports.iter().filter(|x| x.class.is_some()) {
        let Some(set) = export.causes.and_then(|at| e.cause_sets.get(at)) else { continue };
        let of: BTreeSet<Option<usize>> = set.iter().map(|i| of_cause.get(i).copied()).collect();
        for at in of.iter().flatten() {
            groups[*at].explains += 1;
            groups[*at].alone += usize::from(of.len() == 1);
        }
    }
    groups.sort_by_key(|g| (Reverse(g.explains), Reverse(g.alone)));
    groups
}

impl Group<'_> {
    fn draw(&self, page: &mut Page) {
        let [(_, first), rest @ ..] = &self.members[..] else { return };
        if rest.is_empty() {
            cause(page, first);
            return;
        }
        let mut line = Line::default();
        line.right(BOLD, &thousands(self.explains as u128), 10);
        line.right(PLAIN, &thousands(self.alone as u128), 18);
        line.pad_to(HANG - 3);
        let types = counted(self.members.len(), "type", "types");
        let title = match &first.subject.file {
            Some(file) => format!("{types} of {}", file.strip_prefix("./").unwrap_or(file)),
            None => types,
        };
        page.tabbed(line, &[(HANG, BOLD, title), (HANG + 34, PLAIN, happened(first))], HANG);
        units(page, first);
        let names = self.members.iter().take(TYPES).map(|(_, c)| glued(&c.subject.spelt()));
        page.flow(Line::at(HANG), HANG, PLAIN, &super::line::and_more(names, self.members.len()));
    }
}

/// The units in whose view a cause is.
fn units(page: &mut Page, c: &CrcCause) {
    let mut text = format!("in {}", c.unit_sample.iter().take(3).cloned().collect::<Vec<_>>().join(", "));
    if c.units > 3 {
        text.push_str(&format!(" and {}", counted(c.units - 3, "more unit", "more units")));
    }
    page.flow(Line::at(HANG), HANG, DIM, &text);
}

fn title(c: &CrcCause) -> String {
    c.subject.spelt()
}

/// Size, what happened, severity: one line.
fn happened(c: &CrcCause) -> String {
    let mut parts = Vec::new();
    match (c.kind, c.old_bit_size, c.new_bit_size) {
        (CauseKind::BecameVisible, ..) => parts.push("became visible".to_owned()),
        (CauseKind::BecameHidden, ..) => parts.push("became hidden".to_owned()),
        (_, Some(a), Some(b)) if a != b => parts.push(facts::size_change(a, b)),
        (CauseKind::Changed, ..) if c.layout => parts.push("same size, other layout".to_owned()),
        (CauseKind::Changed, ..) => parts.push("same layout".to_owned()),
        _ => {}
    }
    parts.join(", ")
}

/// At the end of the line, but not far from what it is about.
fn severity_column(page: &Page) -> usize {
    page.width.saturating_sub(12).min(HANG + 68)
}

/// Where it stands, and whether drivers see it there.
fn placed(c: &CrcCause) -> String {
    let place = facts::place(&c.subject);
    match (c.private, c.units) {
        (false, _) => place,
        // No unit is known to see it: one that keeps it to its own source file has it in no CRC.
        (true, 0) => format!("{place} (private: drivers do not see it)"),
        (true, _) => format!("{place} (private: drivers do not see it, CRCs cover it)"),
    }
}

fn cause(page: &mut Page, c: &CrcCause) {
    let mut line = Line::default();
    line.right(BOLD, &thousands(c.explains as u128), 10);
    line.right(PLAIN, &thousands(c.only as u128), 18);
    line.pad_to(HANG - 3);
    let severity = c.severity.map(|s| (severity_column(page), severity_style(s), s.as_str().to_owned()));
    let mut parts = vec![(HANG, BOLD, title(c)), (HANG + 34, PLAIN, happened(c))];
    parts.extend(severity);
    page.tabbed(line, &parts, HANG);
    let place = placed(c);
    match c.kind {
        CauseKind::BecameVisible | CauseKind::BecameHidden => units(page, c),
        CauseKind::Prototype => {
            for (mark, text) in [("- ", &c.old), ("+ ", &c.new)] {
                if let Some(text) = text {
                    let mut line = Line::at(HANG);
                    line.push(PLAIN, mark);
                    page.flow(line, HANG + 4, PLAIN, &glued(text).replace(",\u{a0}", ", "));
                }
            }
        }
        CauseKind::Changed => {
            let changed: Vec<String> = c.lines.iter().filter_map(changed_line).collect();
            let rest = changed.len().saturating_sub(LINES);
            for text in changed.iter().take(LINES) {
                page.flow(Line::at(HANG), HANG + 4, PLAIN, &glued(text));
            }
            if changed.is_empty()
                && let (Some(old), Some(new)) = (&c.old, &c.new)
            {
                page.flow(Line::at(HANG), HANG + 4, PLAIN, &glued(&format!("- {old}")));
                page.flow(Line::at(HANG), HANG + 4, PLAIN, &glued(&format!("+ {new}")));
            }
            let more = match (rest, place.is_empty()) {
                (0, _) => place,
                (_, true) => format!("and {} like it", counted(rest, "more line", "more lines")),
                (_, false) => format!("and {} like it; {place}", counted(rest, "more line", "more lines")),
            };
            if !more.is_empty() {
                page.flow(Line::at(HANG), HANG, DIM, &more);
            }
        }
    }
}

fn changed_line(l: &LayoutLine) -> Option<String> {
    let text = |s: &Option<String>| s.clone().unwrap_or_default();
    match l.mark {
        LayoutMark::Added => Some(format!("+ {}", text(&l.new))),
        LayoutMark::Removed => Some(format!("- {}", text(&l.old))),
        LayoutMark::Changed => Some(format!("~ {} -> {}", text(&l.old), text(&l.new))),
        _ => None,
    }
}

fn names(page: &mut Page, list: &[String], full: bool) {
    let shown = if full { list.len() } else { list.len().min(NAMES) };
    let mut text = list[..shown].join(", ");
    if shown < list.len() {
        text.push_str(&format!(" and {} more (--full)", thousands((list.len() - shown) as u128)));
    }
    page.flow(Line::at(4), 4, PLAIN, &text);
}

/// Exports of a class; where what units see is not known, those that nothing explains.
fn of_class(e: &Explanation, class: CrcClass) -> Vec<String> {
    let told = |x: &&ExplainedExport| class != CrcClass::NoView || x.evidence == Some(Evidence::Nothing);
    e.exports.iter().filter(|x| x.class == Some(class)).filter(told).map(|x| x.name.clone()).collect()
}

/// Where what units see is not known: the exports whose CRC stayed though they reach a change.
fn stayed(page: &mut Page, e: &Explanation) {
    let list = e.exports.iter().filter(|x| x.class.is_none() && x.states.contains(&State::Unchanged) && x.reaches > 0);
    let count = list.count();
    if count > 0 && e.classes.iter().any(|class| class.class == CrcClass::NoView) {
        let what = counted(count, "export with the same CRC reaches", "exports with the same CRC reach");
        heading(
            page,
            &format!("what the CRCs may not show: {what} a change; why their CRC stayed the inputs do not tell"),
        );
    }
}

fn nothing_visible(page: &mut Page, e: &Explanation, o: &TextOptions) {
    for class in [CrcClass::NothingVisible, CrcClass::Assembler, CrcClass::NoType, CrcClass::NoView] {
        let list = of_class(e, class);
        if !list.is_empty() {
            let what =
                if class == CrcClass::NoView { "no change that they reach is in the inputs" } else { meaning(class) };
            heading(page, &format!("{}: {what}", class.as_str()));
            names(page, &list, o.full);
        }
        let proved =
            e.exports.iter().filter(|x| x.class == Some(class) && x.evidence == Some(Evidence::Proved)).count();
        if proved > 0 && class != CrcClass::NoView {
            let text =
                format!("{} of them: symtypes prove the cause, see the definitions above", thousands(proved as u128));
            page.flow(Line::at(4), 4, DIM, &text);
        }
    }
}

fn reason(r: MissReason) -> &'static str {
    match r {
        MissReason::Overridden => {
            "the text changed, but not for genksyms (__GENKSYMS__, override), or what is hashed is an expression that stayed (typeof, a length)"
        }
        MissReason::DeclaredOnly => {
            "consumers can see the change, the exporting unit only a declaration on the way to it"
        }
        MissReason::NotInTokens => {
            "the unit sees it, but no text that genksyms hashes changed (packing, parameter names, array length of an initialiser)"
        }
        MissReason::Assembler => "written in assembler or a static call: genksyms hashes its declaration alone",
        MissReason::Unincluded => {
            "the change is behind a header that no unit of another module includes, and the exporting unit neither"
        }
        MissReason::Private => "nothing is missed: a source file or private header keeps a type on the way to itself",
    }
}

fn missed(page: &mut Page, e: &Explanation, o: &TextOptions) {
    let total: usize = e.missed.iter().map(|m| m.exports).sum();
    if total == 0 {
        return;
    }
    let seen = |r: MissReason| !matches!(r, MissReason::Private | MissReason::Unincluded);
    let matters: usize = e.missed.iter().filter(|m| seen(m.reason)).map(|m| m.matters).sum();
    heading(
        page,
        &format!(
            "what the CRCs do not show: {} a change; of these {} one that consumers can see",
            counted(total, "export with the same CRC reaches", "exports with the same CRC reach"),
            counted(matters, "reaches", "reach")
        ),
    );
    for m in e.missed.iter().filter(|m| m.exports > 0) {
        row(page, m.exports, m.reason.as_str(), reason(m.reason));
    }
    // The same change behind the same type, with how many exports it is missed for.
    type Key<'e> = (std::cmp::Reverse<crate::rules::Severity>, &'e str, Option<&'e str>, &'e str);
    let mut groups: BTreeMap<Key<'_>, Vec<&str>> = BTreeMap::new();
    let missed = e.exports.iter().filter_map(|x| Some((x, x.missed.as_ref()?)));
    for (x, m) in missed.filter(|(_, m)| o.full || seen(m.reason)) {
        let key = (std::cmp::Reverse(m.severity), m.subject.as_str(), m.at.as_deref(), m.reason.as_str());
        groups.entry(key).or_default().push(&x.name);
    }
    let mut list: Vec<_> =
        groups.into_iter().filter(|(k, _)| k.0.0 > crate::rules::Severity::Cosmetic || o.full).collect();
    list.sort_by_key(|(k, names)| (k.0, std::cmp::Reverse(names.len())));
    let shown = if o.full { list.len() } else { list.len().min(CAUSES / 2) };
    for ((severity, subject, at, why), names) in &list[..shown] {
        let mut line = Line::default();
        line.right(PLAIN, &thousands(names.len() as u128), 10);
        line.pad_to(12);
        line.push(severity_style(severity.0), severity.0.as_str());
        let why = match at {
            Some(at) if at != subject => format!("{why} at {at}"),
            _ => (*why).to_owned(),
        };
        let sample = format!("e.g. {}", names[0]);
        let subject = (*subject).to_owned();
        let parts = [(HANG, PLAIN, subject), (HANG + 30, DIM, why), (HANG + 46, DIM, sample)];
        page.tabbed(line, &parts, HANG);
    }
    if shown < list.len() {
        page.flow(Line::at(HANG), HANG, DIM, &format!("and {} more (--full)", thousands((list.len() - shown) as u128)));
    }
}

fn states(page: &mut Page, e: &Explanation, o: &TextOptions) {
    for (state, title) in [
        (State::Removed, "removed"),
        (State::GplTightened, "became GPL-only"),
        (State::GplLoosened, "no longer GPL-only"),
        (State::NamespaceChanged, "in another namespace"),
        (State::Moved, "moved to another module"),
        (State::Added, "added"),
    ] {
        let list: Vec<String> =
            e.exports.iter().filter(|x| x.states.contains(&state)).map(|x| x.name.clone()).collect();
        if !list.is_empty() {
            heading(page, &format!("{title} ({})", thousands(list.len() as u128)));
            names(page, &list, o.full);
        }
    }
}

fn path(page: &mut Page, label: &str, steps: &[String]) {
    for (i, step) in steps.iter().enumerate() {
        let mut line = Line::at(4);
        if i == 0 {
            line.push(DIM, label);
        }
        line.pad_to(17 + 2 * i.min(12));
        let hang = line.columns() + 4;
        page.flow(line, hang, PLAIN, &glued(step).replace(",\u{a0}", ", "));
    }
}

/// The story of one export.
fn one(page: &mut Page, e: &Explanation, x: &ExplainedExport, o: &TextOptions) {
    let mut line = Line::default();
    line.push(BOLD, x.name.as_str());
    let crc = match (&x.old_crc, &x.new_crc) {
        (Some(a), Some(b)) if a == b => format!("CRC {a}, the same"),
        (Some(a), Some(b)) => format!("CRC {a} -> {b}"),
        (Some(a), None) => format!("CRC {a}, gone"),
        (None, b) => format!("CRC {}, new", b.as_deref().unwrap_or("none")),
    };
    page.tabbed(line, &[(32, PLAIN, crc), (64, DIM, x.module.clone())], 4);
    let states: Vec<&str> = x.states.iter().map(|s| s.as_str()).collect();
    page.labelled("state", &states.join(", "));
    if let Some(unit) = &x.unit {
        page.labelled("unit", unit);
    }
    if let Some(class) = x.class {
        page.labelled("class", &format!("{}: {}", class.as_str(), meaning(class)));
        if x.causes.is_none() && x.reaches > 0 {
            let text = format!(
                "consumers reach {} of `abilens diff`, but not through what the unit sees",
                counted(x.reaches, "change", "changes")
            );
            page.labelled("", &text);
        }
        proved::story(page, e, x, o);
    }
    let set = x.causes.map_or(&[][..], |i| &e.cause_sets[i]);
    if !set.is_empty() {
        page.labelled(
            "causes",
            &match x.class {
                Some(CrcClass::NoView) => {
                    format!("{} that it reaches", counted(set.len(), "root cause", "root causes"))
                }
                _ => format!("{} in its unit's view, nearest first", counted(set.len(), "root cause", "root causes")),
            },
        );
    }
    let shown = if o.full { set.len() } else { set.len().min(STORY) };
    for (n, &i) in set[..shown].iter().enumerate() {
        let c = &e.causes[i];
        page.blank();
        let mut line = Line::default();
        line.right(DIM, &(n + 1).to_string(), 4);
        line.pad_to(6);
        line.push(BOLD, title(c));
        let mut parts = vec![(44, PLAIN, happened(c))];
        parts.extend(c.severity.map(|s| (severity_column(page), severity_style(s), s.as_str().to_owned())));
        page.tabbed(line, &parts, 6);
        let mut place = placed(c);
        if !c.rules.is_empty() {
            place = format!("{place}   {}", c.rules.join(", "));
        }
        page.flow(Line::at(6), 6, DIM, &place);
        if c.lines.is_empty() {
            for (mark, text) in [("- ", &c.old), ("+ ", &c.new)] {
                if let Some(text) = text {
                    let mut line = Line::at(6);
                    line.push(PLAIN, mark);
                    page.flow(line, 12, PLAIN, &glued(text).replace(",\u{a0}", ", "));
                }
            }
        } else {
            layout::draw(page, &c.lines, c.subject.kind == SubjectKind::Enum, o.full);
        }
        if let Some(steps) = x.paths.get(n) {
            path(page, "reached by", steps);
        }
        if e.attribution.is_some() {
            made::of_cause(page, &c.hunks, None, o);
        }
        configured::by(page, c.options.iter(), o);
        if c.explains > 1 {
            page.labelled(
                "explains",
                &format!("{}, {} alone", counted(c.explains, "changed CRC", "changed CRCs"), thousands(c.only as u128)),
            );
        }
    }
    if shown < set.len() {
        page.blank();
        let text = format!("and {} (--full)", counted(set.len() - shown, "more root cause", "more root causes"));
        page.flow(Line::at(6), 6, DIM, &text);
    }
    if let Some(m) = &x.missed {
        miss(page, m);
    }
}

fn miss(page: &mut Page, m: &Missed) {
    page.blank();
    let mut line = Line::at(4);
    line.push(BOLD, "not in the CRC");
    line.pad_to(20);
    line.push(severity_style(m.severity), m.severity.as_str());
    page.tabbed(line, &[(34, PLAIN, m.subject.clone()), (60, DIM, m.rule.clone())], 20);
    let at = m.at.as_deref().map_or_else(String::new, |at| format!(" ({at})"));
    page.labelled("reason", &format!("{}{at}", reason(m.reason)));
    path(page, "reached by", &m.path);
}
