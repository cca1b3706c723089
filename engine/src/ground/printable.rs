//! Text of strangers at every edge: what is printed shows what it says, and nothing that reads the output obeys it.
//!
//! Names, paths and messages of other programs come from inputs. A terminal obeys control characters, a reader is
//! misled by marks that turn the direction of writing, a CI takes lines such as `::error::` or `##vso[...]` for commands,
//! and a forge takes `@name` in markdown for a call.
//! [`line()`] is for one piece of text, [`document`] for everything that a command prints, [`markdown`] for prose in
//! markdown, and [`Json`] spells data so that it is still the same data.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

/// A character that a terminal or a reader's eye does not take for what it is: control characters (C0, C1), marks
/// of direction (Unicode Standard Annex 9), separators of lines, and characters that take no room and say nothing:
/// annotations, tags, the byte order mark. Joiners are parts of words in some scripts and stay.
fn is_unsound(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// What stands in its place: a space for what breaks words or lines, else a sign that something was there.
fn sound(c: char) -> char {
    if !is_unsound(c) {
        c
    } else if c.is_whitespace() {
        ' '
    } else {
        '\u{fffd}'
    }
}

/// [`line()`], as a string of its own.
#[must_use]
pub(crate) fn one_line(text: &str) -> String {
    line(text).into_owned()
}

/// One line of it, in which nothing is obeyed.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsound) && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let text: String = text.chars().map(sound).collect();
    Cow::Owned(without_marked_commands(&text))
}

/// The same for text of several lines, which stay lines.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsound) && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

/// Everything that a command prints as text: lines, and colours (SGR, ECMA-48 section 8.3.117) if they were asked for. No line is a
/// command to a CI, whatever a line break within it brought to its beginning.
#[must_use]
pub fn document(text: &str, colored: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let at = out.len();
        if line.is_ascii() && !line.contains(is_unsound) && !line.contains("##") {
            out.push_str(line);
        } else {
            out.push_str(&without_marked_commands(&plain(line, colored)));
        }
        // Colours do not hide a beginning.
        let mut start = at;
        loop {
            let rest = &out[start..];
            let (trimmed, color) = (rest.trim_start(), sgr(rest));
            if color > 0 {
                start += color;
            } else if trimmed.len() < rest.len() {
                start = out.len() - trimmed.len();
            } else {
                break;
            }
        }
        if out[start..].starts_with("::") {
            out.insert(start + 1, ' ');
        }
    }
    out
}

/// A line without what is unsound, but for colours.
fn plain(line: &str, colored: bool) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let color = if colored { sgr(rest) } else { 0 };
        let (taken, left) = rest.split_at(if color > 0 { color } else { c.len_utf8() });
        if color > 0 {
            out.push_str(taken);
        } else {
            out.push(sound(c));
        }
        rest = left;
    }
    out
}

/// Bytes of a colour at the beginning of a text; 0 if there is none.
fn sgr(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("\u{1b}[") else { return 0 };
    let end = rest.bytes().take(16).position(|b| !b.is_ascii_digit() && b != b';');
    end.filter(|&end| rest.as_bytes()[end] == b'm').map_or(0, |end| end + 3)
}

/// `##[group]`, `##vso[...]`, `##teamcity[...]` are obeyed wherever in a line they stand.
fn without_marked_commands(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        out.push(c);
        if let Some(rest) = text[at..].strip_prefix("##")
            && rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[')
        {
            out.push(' ');
        }
    }
    out
}

/// Words of markdown (GitHub's and GitLab's) in which nothing is markup, HTML, a link, a reference or a call: what could be one is a code span.
#[must_use]
pub fn markdown(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for (i, word) in line(words).split(' ').enumerate() {
        if i > 0 {
            out.push(' ');
        }
        // `@user`, `name@VERSION`, `org/repo#1`, `!1`, `https://...`, `www...`: no backslash helps against those.
        let refers = word.contains('@')
            || word.contains("://")
            || word.to_ascii_lowercase().contains("www.")
            || ['#', '!', '$', '%', '~'].iter().any(|&mark| {
                word.match_indices(mark)
                    .any(|(at, _)| word[at + mark.len_utf8()..].starts_with(|c: char| c.is_alphanumeric() || c == '"'))
            });
        if refers {
            // A bar would end a cell of a table even within a code span.
            out.push_str(&word.split('|').map(code_span).collect::<Vec<_>>().join("\\|"));
            continue;
        }
        for c in word.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                    out.push('\\');
                    out.push(c);
                }
                c => out.push(c),
            }
        }
    }
    out
}

/// A code span, fenced by more backticks than it holds.
#[must_use]
pub(crate) fn code_span(words: &str) -> String {
    let words = line(words);
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    if words.is_empty() { String::new() } else { format!("{fence}{pad}{words}{pad}{fence}") }
}

/// A form of JSON in which strings are the same strings, and what is unsound in them is spelt `\uXXXX`.
pub struct Json<F>(F);

impl Json<CompactFormatter> {
    /// In one line.
    #[must_use]
    pub fn compact() -> Self {
        Self(CompactFormatter)
    }
}

impl Json<PrettyFormatter<'_>> {
    /// Indented by two spaces.
    #[must_use]
    pub fn pretty() -> Self {
        Self(PrettyFormatter::new())
    }
}

impl<F: Formatter> Formatter for Json<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        // Nearly all strings are of this kind.
        if fragment.is_ascii() && !fragment.contains("##") && !fragment.contains('\u{7f}') {
            return writer.write_all(fragment.as_bytes());
        }
        let mut done = 0;
        for (at, c) in fragment.char_indices() {
            // Enough to part `##[` and `##vso[`.
            if is_unsound(c) || (c == '#' && fragment[at + 1..].starts_with('#')) {
                writer.write_all(&fragment.as_bytes()[done..at])?;
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
                done = at + c.len_utf8();
            }
        }
        writer.write_all(&fragment.as_bytes()[done..])
    }
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }
    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }
    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }
    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }
    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }
    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }
    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }
    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }
    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize as _;

    use super::*;

    #[test]
    fn nothing_of_a_name_is_obeyed() {
        assert_eq!(line("struct s"), "struct s");
        assert_eq!(line("a\x1b]0;t\x07b\u{9b}31m\u{7f}"), "a\u{fffd}]0;t\u{fffd}b\u{fffd}31m\u{fffd}");
        assert_eq!(line("a\n::error::b\tc\r\u{2028}d\u{85}e"), "a ::error::b c  d e");
        assert_eq!(line("\u{202e}\u{2066}s\u{200f}\u{61c}"), "\u{fffd}\u{fffd}s\u{fffd}\u{fffd}");
        assert_eq!(line("x ##[error]y ##vso[task.x]z a##b ###[x"), "x # #[error]y # #vso[task.x]z a##b ## #[x");
        assert_eq!(lines("a\nb\rc"), "a\nb c");
        assert_eq!(line("größe \u{200d} 名"), "größe \u{200d} 名");
    }

    #[test]
    fn no_line_of_a_document_is_a_command() {
        let red = "\x1b[1;31mbad\x1b[0m";
        assert_eq!(document(&format!("{red}\n"), true), format!("{red}\n"));
        assert_eq!(document("\x1b[1mx\x1b[2Jy", true), "\x1b[1mx\u{fffd}[2Jy");
        assert_eq!(document("\x1b[1mx", false), "\u{fffd}[1mx");
        assert_eq!(document("a\n::error::x\n \u{a0} ::set-env\n", false), "a\n: :error::x\n \u{a0} : :set-env\n");
        assert_eq!(document("\x1b[1m  \x1b[0m::warning::x", true), "\x1b[1m  \x1b[0m: :warning::x");
        assert_eq!(document("a ::b ##[x]", false), "a ::b # #[x]");
    }

    #[test]
    fn words_of_markdown_call_nobody() {
        assert_eq!(markdown("by @user, see"), "by `@user,` see");
        assert_eq!(markdown("f@V1 <b> a|b `x` _y_"), "`f@V1` \\<b\\> a\\|b \\`x\\` \\_y\\_");
        assert_eq!(markdown("o/r#12 !3 https://x &lt;"), "`o/r#12` `!3` `https://x` &amp;lt;");
        assert_eq!((markdown("a@`b"), markdown("a@b|c")), ("``a@`b``".into(), "`a@b`\\|`c`".into()));
    }

    #[test]
    fn json_is_the_same_data() {
        let text = "\u{9b}\u{202e}\u{e0001}\x7f\x1b\"\n##vso[a] # a";
        let mut out = Vec::new();
        let mut to = serde_json::Serializer::with_formatter(&mut out, Json::pretty());
        [text].serialize(&mut to).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(serde_json::from_str::<[String; 1]>(&out).unwrap(), [text]);
        assert!(out.is_ascii() && !out.contains("##") && out.contains("\\udb40\\udc01"), "{out}");
    }
}
