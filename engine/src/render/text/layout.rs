//! Old and new layout beside each other: only what changed, with a line of context.
//!
//! Where both declarations fit, they stand side by side. Where they do not, one column of declarations
//! stands behind an old and a new column of offsets, so that nothing has to be cut.

use super::facts;
use super::line::{ADDED, DIM, Line, MOVED, PLAIN, Page, REMOVED, Style, columns, glued};
use crate::model::report::{LayoutLine, LayoutMark};
use crate::render::condense::{Shown, condense};

/// Lines of context beside a change.
const CONTEXT: usize = 1;
/// Column where a layout starts.
const INDENT: usize = 6;

struct Row {
    /// `None`: it stands for lines that are left out.
    mark: Option<LayoutMark>,
    old_offset: String,
    old: String,
    new_offset: String,
    new: String,
}

/// Draws a layout. `values`: the offsets are no bit offsets but enumerator values or the like.
pub(super) fn draw(page: &mut Page, layout: &[LayoutLine], values: bool, full: bool) {
    let shown = condense(layout);
    let rows = if full { shown.iter().map(|s| row(s, values)).collect() } else { collapse(&shown, values) };
    let widest = |f: fn(&Row) -> &str| rows.iter().map(|r| columns(f(r))).max().unwrap_or(0);
    let offsets = (widest(|r| &r.old_offset), widest(|r| &r.new_offset));
    let left = rows.iter().filter(|r| r.mark.is_some()).map(|r| columns(&r.old)).max().unwrap_or(0);
    let right = widest(|r| &r.new);
    let gap = |w: usize| if w == 0 { 0 } else { w + 2 };
    let middle = INDENT + gap(offsets.0) + left + 2;
    if middle + 2 + gap(offsets.1) + right <= page.width {
        // Sizes and layouts of all entries line up where there is room.
        let middle = middle.max((page.width * 2 / 5).min((page.width - 2 - gap(offsets.1) - right).max(middle)));
        for row in &rows {
            side_by_side(page, row, offsets, middle);
        }
    } else {
        unified(page, &rows, offsets);
    }
}

fn spell_offset(value: Option<i128>, values: bool) -> String {
    value.map_or_else(String::new, |v| if values { v.to_string() } else { facts::offset(v) })
}

fn row(shown: &Shown<'_>, values: bool) -> Row {
    match shown {
        Shown::Line(line) => Row {
            mark: Some(line.mark),
            old_offset: spell_offset(line.old_offset, values),
            old: line.old.clone().unwrap_or_default(),
            new_offset: spell_offset(line.new_offset, values),
            new: line.new.clone().unwrap_or_default(),
        },
        _ => left_out(&shown.left_out(values).unwrap_or_default()),
    }
}

fn left_out(text: &str) -> Row {
    let old = format!("... {text}");
    Row { mark: None, old_offset: String::new(), old, new_offset: String::new(), new: String::new() }
}

fn is_same(shown: &Shown<'_>) -> bool {
    matches!(shown, Shown::Line(line) if line.mark == LayoutMark::Same)
}

/// How far a line moved, `None` for all but moved lines.
fn shift(shown: &Shown<'_>) -> Option<i128> {
    match shown {
        Shown::Line(line) => line.moved_by(),
        Shown::Unchanged(_) | Shown::Moved(..) => None,
    }
}

/// Leaves out what is the same, and all but the first of what moved together.
fn collapse(layout: &[Shown<'_>], values: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(line) = layout.get(at) {
        let same = is_same(line);
        let delta = shift(line);
        let alike = |l: &&Shown<'_>| if same { is_same(l) } else { delta.is_some() && shift(l) == delta };
        let run = layout[at..].iter().take_while(alike).count().max(1);
        let end = at + run;
        let (head, tail) = if same {
            // Context before the next change, and behind the last one.
            (if at == 0 { 0 } else { CONTEXT }, if end == layout.len() { 0 } else { CONTEXT })
        } else {
            (1, 0)
        };
        if head + tail + 1 >= run {
            rows.extend(layout[at..end].iter().map(|l| row(l, values)));
        } else {
            rows.extend(layout[at..at + head].iter().map(|l| row(l, values)));
            let hidden = run - head - tail;
            match delta {
                Some(delta) => rows.push(left_out(&moved(hidden, delta, values))),
                None => rows.push(left_out(&format!("{hidden} unchanged"))),
            }
            rows.extend(layout[end - tail..end].iter().map(|l| row(l, values)));
        }
        at = end;
    }
    rows
}

fn moved(hidden: usize, delta: i128, values: bool) -> String {
    let sign = if delta < 0 { '-' } else { '+' };
    let size = delta.saturating_abs();
    let by = if values { size.to_string() } else { facts::offset(size) };
    format!("{hidden} more moved by {sign}{by}")
}

fn sign_and_style(mark: Option<LayoutMark>) -> (&'static str, Style) {
    match mark {
        None | Some(LayoutMark::Same) => (" ", DIM),
        Some(LayoutMark::Moved) => (" ", MOVED),
        Some(LayoutMark::Changed) => ("~", MOVED),
        Some(LayoutMark::Added) => ("+", ADDED),
        Some(LayoutMark::Removed) => ("-", REMOVED),
    }
}

fn side_by_side(page: &mut Page, row: &Row, offsets: (usize, usize), middle: usize) {
    let (sign, style) = sign_and_style(row.mark);
    let text = if row.mark == Some(LayoutMark::Moved) { PLAIN } else { style };
    let mut line = Line::default();
    if row.mark == Some(LayoutMark::Removed) {
        line.pad_to(INDENT - 2);
        line.push(style, sign);
    }
    let old_style = if row.mark == Some(LayoutMark::Changed) { REMOVED } else { text };
    half(&mut line, INDENT, offsets.0, &row.old_offset, &row.old, (style, old_style));
    if matches!(row.mark, Some(LayoutMark::Added | LayoutMark::Changed)) {
        line.pad_to(middle);
        line.push(style, sign);
    }
    let new_style = if row.mark == Some(LayoutMark::Changed) { ADDED } else { text };
    half(&mut line, middle + 2, offsets.1, &row.new_offset, &row.new, (style, new_style));
    page.line(line);
}

fn half(line: &mut Line, start: usize, width: usize, offset: &str, text: &str, styles: (Style, Style)) {
    if text.is_empty() && offset.is_empty() {
        return;
    }
    line.pad_to(start);
    if width > 0 {
        line.right(styles.0, offset, start + width);
        line.pad_to(start + width + 2);
    }
    line.push(styles.1, text);
}

fn unified(page: &mut Page, rows: &[Row], offsets: (usize, usize)) {
    let widths = (offsets.0.max(3), offsets.1.max(3));
    let with_offsets = offsets.0 + offsets.1 > 0;
    if with_offsets {
        let mut line = Line::at(INDENT);
        line.right(DIM, "old", INDENT + widths.0);
        line.right(DIM, "new", INDENT + widths.0 + 2 + widths.1);
        page.line(line);
    }
    let mut put = |mark: Option<LayoutMark>, old: &str, new: &str, text: &str| {
        let (sign, style) = sign_and_style(mark);
        let mut line = Line::at(INDENT - 2);
        line.push(style, sign);
        line.pad_to(INDENT);
        if with_offsets {
            line.right(style, old, INDENT + widths.0);
            line.right(style, new, INDENT + widths.0 + 2 + widths.1);
            line.pad_to(INDENT + widths.0 + widths.1 + 4);
        }
        let hang = line.columns() + 4;
        // Prototypes break between parameters.
        let text = glued(text).replace(",\u{a0}", ", ");
        page.flow(line, hang, if mark == Some(LayoutMark::Moved) { PLAIN } else { style }, &text);
    };
    for row in rows {
        match row.mark {
            Some(LayoutMark::Changed) => {
                put(Some(LayoutMark::Removed), &row.old_offset, "", &row.old);
                put(Some(LayoutMark::Added), "", &row.new_offset, &row.new);
            }
            Some(LayoutMark::Added) => put(row.mark, "", &row.new_offset, &row.new),
            None | Some(LayoutMark::Removed) => put(row.mark, &row.old_offset, "", &row.old),
            Some(LayoutMark::Same | LayoutMark::Moved) => {
                let text = if row.new.is_empty() { &row.old } else { &row.new };
                put(row.mark, &row.old_offset, &row.new_offset, text);
            }
        }
    }
}
