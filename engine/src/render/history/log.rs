//! The life of one type or symbol: an entry for each release in which it changed.

use super::{bytes, flap, label, place, size, title, unknown};
use crate::model::history::{Change, Difference, History, How, Member, State, Subject, What};
use crate::render::text::TextOptions;
use crate::render::text::line::{ADDED, BOLD, DIM, Line, MOVED, PLAIN, Page, REMOVED, Style, columns, counted, glued};

/// Members that moved together and are named; more are counted.
const NAMES: usize = 6;
/// So many members that moved by the same distance in a row are told as one.
const TOGETHER: usize = 3;
/// Differences of a release that are told.
const MOST: usize = 24;

/// The text, which ends in a newline. `o.full`: every member of every change.
#[must_use]
pub fn render(history: &History, o: &TextOptions) -> String {
    let mut page = Page::new(o.width, o.color);
    let stop = history.releases.iter().map(|r| columns(&r.label)).max().unwrap_or(0).min(24) + 3;
    for (i, subject) in history.subjects.iter().enumerate() {
        if i > 0 {
            page.blank();
        }
        life(&mut page, history, subject, stop, o.full);
    }
    page.out
}

fn life(page: &mut Page, history: &History, subject: &Subject, stop: usize, full: bool) {
    let (name, of) = title(subject);
    let mut line = Line::default();
    line.push(BOLD, name);
    line.push(DIM, of);
    page.line(line);
    let releases = counted(history.releases.len(), "release", "releases");
    let last = history.releases.len().saturating_sub(1);
    let text = match subject.changes.len() {
        0 if subject.cells.iter().any(|c| c.definition.is_none()) => "no change is known".to_owned(),
        0 => "never changed".to_owned(),
        n => format!("changed in {n}"),
    };
    let text = format!("{releases}, {} to {}: {text}", label(history, 0), label(history, last));
    page.flow(Line::default(), 0, DIM, &text);
    for f in &subject.flaps {
        page.flow(Line::default(), 0, MOVED, &format!("flap: {}", flap(history, f)));
    }
    page.blank();
    let first = subject.cells.iter().position(|c| c.state.is_present());
    for (release, cell) in subject.cells.iter().enumerate() {
        let change = subject.changes.iter().find(|c| c.release == release);
        let before = release.checked_sub(1).and_then(|r| subject.cells.get(r)).map(|c| c.state);
        let is_unknown = matches!(cell.state, State::Unknown | State::Untyped | State::Declared);
        let is_news = change.is_some() || first == Some(release) || is_unknown && before != Some(cell.state);
        if !is_news {
            continue;
        }
        let mut line = Line::default();
        line.push(BOLD, label(history, release));
        line.pad_to(stop);
        page.flow(line, stop, PLAIN, &summary(history, subject, release, change));
        if is_unknown {
            page.flow(Line::at(stop), stop, MOVED, &format!("? {}", unknown(subject, cell.state)));
        }
        if let Some(change) = change {
            differences(page, &change.differences, stop, full);
        }
    }
}

/// What happened in one line.
fn summary(history: &History, subject: &Subject, release: usize, change: Option<&Change>) -> String {
    let definition = subject.definition(release);
    let facts = || {
        let d = definition?;
        let members = if d.members.is_empty() { String::new() } else { counted(d.members.len(), "member", "members") };
        let parts = [d.declaration.clone(), bytes(d.byte_size), members].into_iter().chain(d.facts.iter().cloned());
        Some(parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
    };
    let facts = facts().unwrap_or_default();
    let Some(change) = change else {
        let known = format!("as the first release has it: {facts}");
        let since = format!("there, and what it was before is not known: {facts}");
        return match (release, definition) {
            (_, None) => String::new(),
            (0, Some(_)) => known,
            (_, Some(_)) => since,
        };
    };
    let has = |what| change.differences.iter().any(|d| d.what == what);
    let mut text = if has(What::Appears) {
        format!("appears: {facts}").trim_end_matches([':', ' ']).to_owned()
    } else if has(What::Goes) {
        "goes".to_owned()
    } else if has(What::BecomesDeclared) {
        "its definition is no longer there".to_owned()
    } else if has(What::BecomesDefined) {
        format!("is defined: {facts}")
    } else if let Some(d) = change.differences.iter().find(|d| d.what == What::Size) {
        let known = |size: &Option<String>| size.clone().unwrap_or_else(|| "?".to_owned());
        format!("{} -> {} bytes", known(&d.old), known(&d.new))
    } else {
        "changed".to_owned()
    };
    if change.since + 1 < release {
        text.push_str(&format!(
            " (held against {}: what lies between could not be read)",
            label(history, change.since)
        ));
    }
    text
}

fn differences(page: &mut Page, all: &[Difference], stop: usize, full: bool) {
    let mut at = 0;
    let mut told = 0;
    while at < all.len() {
        let together =
            all[at..].iter().take_while(|d| distance(d).is_some() && distance(d) == distance(&all[at])).count();
        if told >= MOST && !full {
            let rest = counted(all.len() - at, "difference more", "differences more");
            page.flow(Line::at(stop), stop, DIM, &format!("... {rest}; --full tells all"));
            return;
        }
        if together >= TOGETHER && !full {
            moved(page, &all[at..at + together], stop);
            at += together;
        } else {
            one(page, &all[at], stop);
            at += 1;
        }
        told += 1;
    }
}

/// How far a member moved that did nothing else.
fn distance(d: &Difference) -> Option<i64> {
    let offset = |m: &Option<Member>| m.as_ref().and_then(|m| m.bit_offset);
    let by = offset(&d.new_member)?.checked_sub(offset(&d.old_member)?)?;
    (d.how == [How::Moved]).then_some(by)
}

fn moved(page: &mut Page, list: &[Difference], stop: usize) {
    let by = list.first().and_then(distance).unwrap_or(0);
    let by = if by % 8 == 0 { format!("{:+}", by / 8) } else { format!("{by:+} bits") };
    let names: Vec<&str> = list.iter().filter_map(|d| Some(d.new_member.as_ref()?.name.as_str())).collect();
    let shown = names[..names.len().min(NAMES)].join(", ");
    let more = if names.len() > NAMES { format!(" and {} more", names.len() - NAMES) } else { String::new() };
    let mut line = Line::at(stop);
    line.push(MOVED, "~ ");
    page.flow(line, stop + 4, PLAIN, &format!("{} members moved by {by}: {shown}{more}", names.len()));
}

fn one(page: &mut Page, d: &Difference, stop: usize) {
    let mut say = |sign: &str, style: Style, text: &str| {
        let mut line = Line::at(stop);
        line.push(style, format!("{sign} "));
        page.flow(line, stop + 4, PLAIN, text);
    };
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    match d.what {
        // The line of the release says it.
        What::Appears | What::Goes | What::BecomesDeclared | What::BecomesDefined | What::Size => {}
        What::Declaration => {
            say("-", REMOVED, &text(&d.old));
            say("+", ADDED, &text(&d.new));
        }
        What::Fact => match &d.new {
            Some(fact) => say("+", ADDED, fact),
            None => say("-", REMOVED, &text(&d.old)),
        },
        What::MemberAdded | What::MemberRemoved => {
            let (sign, style) = if d.what == What::MemberAdded { ("+", ADDED) } else { ("-", REMOVED) };
            if let Some(m) = d.new_member.as_ref().or(d.old_member.as_ref()) {
                say(sign, style, &format!("{} {}", place(m), glued(&m.declaration)));
            }
        }
        What::MemberChanged => {
            if let (Some(old), Some(new)) = (&d.old_member, &d.new_member) {
                say("~", MOVED, &changed(old, new, &d.how));
            }
        }
    }
}

fn changed(old: &Member, new: &Member, how: &[How]) -> String {
    let at = match how.contains(&How::Moved) {
        true => format!("{} -> {}", place(old), place(new)),
        false => place(new),
    };
    let mut text = match how.contains(&How::Retyped) {
        true => format!("{at} {} -> {}", glued(&old.declaration), glued(&new.declaration)),
        false => format!("{at} {}", glued(&new.declaration)),
    };
    if how.contains(&How::Resized) {
        text.push_str(&format!(", {} -> {}", size(old), size(new)));
    }
    text
}
