//! Styled lines of a known width, and how text is broken into them.

use crate::rules::Severity;

pub(in crate::render) use crate::ground::printable::one_line as printable;

/// A style by its SGR parameters (ECMA-48 section 8.3.117); empty: plain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::render) struct Style(&'static str);

/// Plain text.
pub(in crate::render) const PLAIN: Style = Style("");
/// What is read last: labels, context, positions.
pub(in crate::render) const DIM: Style = Style("2");
/// Subjects.
pub(in crate::render) const BOLD: Style = Style("1");
/// Only new.
pub(in crate::render) const ADDED: Style = Style("32");
/// Only old.
pub(in crate::render) const REMOVED: Style = Style("31");
/// Same declaration at another offset.
pub(in crate::render) const MOVED: Style = Style("33");
/// Nothing bad.
pub(in crate::render) const GOOD: Style = Style("1;32");

/// Colour of a severity.
pub(in crate::render) fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Breaking => Style("1;31"),
        Severity::Risky => Style("1;33"),
        Severity::Source => Style("35"),
        Severity::Compatible => Style("32"),
        Severity::Cosmetic => DIM,
    }
}

/// Columns that a text takes.
pub(in crate::render) fn columns(text: &str) -> usize {
    text.chars().count()
}

/// One line in the making.
#[derive(Default)]
pub(in crate::render) struct Line {
    spans: Vec<(Style, String)>,
    columns: usize,
}

impl Line {
    /// An empty line that starts at a column.
    pub(in crate::render) fn at(column: usize) -> Self {
        let mut line = Self::default();
        line.pad_to(column);
        line
    }
    /// Columns so far.
    pub(in crate::render) fn columns(&self) -> usize {
        self.columns
    }
    /// Appends text.
    pub(in crate::render) fn push(&mut self, style: Style, text: impl Into<String>) {
        let text = printable(&text.into());
        self.columns += columns(&text);
        self.spans.push((style, text));
    }
    /// Appends spaces up to a column.
    pub(in crate::render) fn pad_to(&mut self, column: usize) {
        if column > self.columns {
            self.push(PLAIN, " ".repeat(column - self.columns));
        }
    }
    /// Appends text that ends at a column.
    pub(in crate::render) fn right(&mut self, style: Style, text: &str, column: usize) {
        self.pad_to(column.saturating_sub(columns(text)));
        self.push(style, text);
    }
}

/// The output.
pub(in crate::render) struct Page {
    pub(in crate::render) out: String,
    pub(in crate::render) width: usize,
    color: bool,
}

impl Page {
    pub(in crate::render) fn new(width: usize, color: bool) -> Self {
        Self { out: String::new(), width: width.max(60), color }
    }

    /// Ends a line; no spaces trail.
    pub(in crate::render) fn line(&mut self, mut line: Line) {
        while let Some((_, text)) = line.spans.last_mut() {
            text.truncate(text.trim_end().len());
            if !text.is_empty() {
                break;
            }
            line.spans.pop();
        }
        for (style, text) in &line.spans {
            if self.color && *style != PLAIN && !text.trim().is_empty() {
                self.out.push_str(&format!("\u{1b}[{}m{text}\u{1b}[0m", style.0));
            } else {
                self.out.push_str(text);
            }
        }
        self.out.push('\n');
    }

    /// An empty line.
    pub(in crate::render) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// Text behind what already stands on `line`, wrapped; later lines start at column `hang`.
    pub(in crate::render) fn flow(&mut self, mut line: Line, hang: usize, style: Style, text: &str) {
        let first = self.width.saturating_sub(line.columns());
        let rest = self.width.saturating_sub(hang);
        for (i, part) in wrap(text, first, rest).into_iter().enumerate() {
            if i > 0 {
                self.line(std::mem::replace(&mut line, Line::at(hang)));
            }
            line.push(style, part);
        }
        self.line(line);
    }

    /// `label` and a wrapped text beside it.
    pub(in crate::render) fn labelled(&mut self, label: &str, text: &str) {
        let mut line = Line::at(4);
        line.push(DIM, label);
        line.pad_to(17);
        self.flow(line, 17, PLAIN, text);
    }

    /// Parts that start at tab stops; a part that no longer fits starts a line at `hang`.
    pub(in crate::render) fn tabbed(&mut self, mut line: Line, parts: &[(usize, Style, String)], hang: usize) {
        for (stop, style, text) in parts.iter().filter(|p| !p.2.is_empty()) {
            let start = if line.columns() == 0 { *stop } else { (*stop).max(line.columns() + 2) };
            if start + columns(text) <= self.width {
                line.pad_to(start);
                line.push(*style, text.as_str());
            } else if line.columns() + 2 + columns(text) <= self.width {
                line.pad_to(self.width - columns(text));
                line.push(*style, text.as_str());
            } else {
                if line.columns() > 0 {
                    self.line(std::mem::take(&mut line));
                }
                let lines = wrap(text, self.width - hang, self.width - hang);
                for (i, part) in lines.into_iter().enumerate() {
                    if i > 0 {
                        self.line(std::mem::take(&mut line));
                    }
                    line.pad_to(hang);
                    line.push(*style, part);
                }
            }
        }
        if line.columns() > 0 {
            self.line(line);
        }
    }
}

/// A space where a line is broken only if there is no other way.
const GLUE: char = '\u{a0}';

/// Makes `text` one word for [`wrap`], as long as it fits on a line.
pub(in crate::render) fn glued(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// Breaks at spaces, inside glued text only where that is wider than a line, and inside words likewise.
pub(in crate::render) fn wrap(text: &str, first: usize, rest: usize) -> Vec<String> {
    let rest = rest.max(16);
    let mut lines = Lines { done: Vec::new(), current: String::new(), room: first, rest, fresh: first >= rest };
    for word in text.split([' ', '\n', '\t']).filter(|w| !w.is_empty()) {
        if columns(word) <= rest {
            lines.word(word);
        } else {
            word.split(GLUE).filter(|w| !w.is_empty()).for_each(|w| lines.word(w));
        }
    }
    lines.done.push(lines.current);
    lines.done.into_iter().map(|l| l.replace(GLUE, " ")).collect()
}

struct Lines {
    done: Vec<String>,
    current: String,
    /// Columns of the line under way.
    room: usize,
    /// Columns of those that follow.
    rest: usize,
    /// The line under way has all its columns: ending it empty gains nothing.
    fresh: bool,
}

impl Lines {
    fn end(&mut self) {
        self.done.push(std::mem::take(&mut self.current));
        self.room = self.rest;
        self.fresh = true;
    }

    fn word(&mut self, word: &str) {
        let space = usize::from(!self.current.is_empty());
        if columns(&self.current) + space + columns(word) <= self.room {
            self.current.push_str(&" "[..space]);
            self.current.push_str(word);
            return;
        }
        if space > 0 || !self.fresh {
            self.end();
        }
        let mut rest = word;
        while let Some((at, _)) = rest.char_indices().nth(self.room) {
            self.current.push_str(&rest[..at]);
            rest = &rest[at..];
            self.end();
        }
        self.current.push_str(rest);
    }
}

/// `12345` as `12,345`.
pub(in crate::render) fn thousands(n: impl Into<u128>) -> String {
    let digits = n.into().to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// `1 export`, `4,812 exports`.
pub(in crate::render) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(n as u128), if n == 1 { one } else { many })
}

/// `a, b and 7 more`, where `total` counts all.
pub(in crate::render) fn and_more(names: impl Iterator<Item = String>, total: usize) -> String {
    let names: Vec<String> = names.collect();
    let more = total.saturating_sub(names.len());
    if more > 0 { format!("{} and {} more", names.join(", "), thousands(more as u128)) } else { names.join(", ") }
}
