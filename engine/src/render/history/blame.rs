//! Since when members lie where they do, in the manner of `git blame`.

use super::{bytes, label, place, size};
use crate::model::history::{Blame, Blamed, History, Member, Onset, Place};
use crate::render::text::TextOptions;
use crate::render::text::line::{BOLD, DIM, Line, MOVED, PLAIN, Page, REMOVED, columns};

/// The text, which ends in a newline.
#[must_use]
pub fn render(history: &History, blames: &[Blame], o: &TextOptions) -> String {
    let mut page = Page::new(o.width, o.color);
    for (i, blame) in blames.iter().enumerate() {
        if i > 0 {
            page.blank();
        }
        one(&mut page, history, blame);
    }
    legend(&mut page, blames);
    page.out
}

fn one(page: &mut Page, history: &History, blame: &Blame) {
    let mut line = Line::default();
    line.push(BOLD, blame.declaration.as_str());
    let of = blame.of.as_ref().map_or_else(String::new, |of| format!("of {of}, "));
    let size = bytes(blame.byte_size);
    let size = if size.is_empty() { String::new() } else { format!("{size} ") };
    let last = history.releases.len().saturating_sub(1);
    let text = format!("   {of}{size}in {}", label(history, blame.release));
    line.push(DIM, text);
    if blame.release < last {
        line.push(MOVED, ", the last release that defines it");
    }
    page.line(line);
    page.blank();
    let since = blame.members.iter().map(|m| columns(&since(history, m))).max().unwrap_or(0).max("since".len());
    let offsets = blame.members.iter().flat_map(|m| &m.places).map(|p| columns(&place(&p.member)));
    let offsets = offsets.max().unwrap_or(0).max("offset".len());
    let mut line = Line::default();
    line.push(DIM, "since");
    line.pad_to(since + 2);
    line.right(DIM, "offset", since + 2 + offsets);
    line.push(DIM, "  member");
    page.line(line);
    for member in &blame.members {
        self::member(page, history, member, since, offsets);
    }
}

/// The release, marked where it may have been an earlier one.
fn since(history: &History, member: &Blamed) -> String {
    let mark = match member.onset {
        Onset::Exact => " ",
        Onset::First => "^",
        Onset::AfterUnknown => "?",
    };
    format!("{mark}{}", label(history, member.since))
}

fn member(page: &mut Page, history: &History, member: &Blamed, width: usize, offsets: usize) {
    let stop = width + 2 + offsets + 2;
    let mut line = Line::default();
    line.push(BOLD, since(history, member));
    line.pad_to(width + 2);
    let mut later = None;
    for place in &member.places {
        match later {
            None if member.gone => {
                line.right(REMOVED, "-", width + 2 + offsets);
                line.push(PLAIN, "  ");
                page.flow(std::mem::take(&mut line), stop, PLAIN, &format!("{} is gone", member.name));
                was(page, history, (place, None), (width, offsets));
            }
            None => {
                line.right(PLAIN, &super::place(&place.member), width + 2 + offsets);
                line.push(PLAIN, "  ");
                page.flow(std::mem::take(&mut line), stop, PLAIN, &place.member.declaration);
            }
            Some(later) => was(page, history, (place, Some(later)), (width, offsets)),
        }
        later = Some(&place.member);
    }
}

/// An earlier place, or an earlier declaration at the same; its size where that is not the one of what came after it.
fn was(page: &mut Page, history: &History, earlier: (&Place, Option<&Member>), (width, offsets): (usize, usize)) {
    let (earlier, later) = earlier;
    let stop = width + 2 + offsets + 2;
    let mut line = Line::at(width + 2);
    line.right(DIM, &place(&earlier.member), width + 2 + offsets);
    line.push(PLAIN, "  ");
    let (first, last) = (label(history, earlier.first), label(history, earlier.last));
    let when = if earlier.first == earlier.last { first.to_owned() } else { format!("{first} to {last}") };
    let is_resized = later.is_some_and(|later| later.bit_size != earlier.member.bit_size);
    let size = if is_resized { format!(", {}", size(&earlier.member)) } else { String::new() };
    page.flow(line, stop + 2, DIM, &format!("{}{size} in {when}", earlier.member.declaration));
}

fn legend(page: &mut Page, blames: &[Blame]) {
    let has = |onset| blames.iter().flat_map(|b| &b.members).any(|m| m.onset == onset);
    let mut told = Vec::new();
    if has(Onset::First) {
        told.push("^ since the first release that was given, or longer");
    }
    if has(Onset::AfterUnknown) {
        told.push("? the release before could not be read: it may be since that one");
    }
    if !told.is_empty() {
        page.blank();
        page.flow(Line::default(), 0, DIM, &told.join("; "));
    }
}
