//! The room of a comment: lines as far as they fit, what was left out, the mark by which a later run finds the comment,
//! and words in which nothing is markup.

use std::fmt::Write as _;
use std::str::FromStr;

use crate::ground::printable;
use crate::render::text::line::{columns, thousands};

/// Characters of a sentence, which may quote a name of any length.
const WORDS: usize = 600;
/// Bytes in all: GitHub takes 65,536 characters in a comment, and no character is less than a byte. What closes folds
/// and counts what was left out comes on top of it.
pub(in crate::render) const ROOM: usize = 60_000;
/// Characters of an id.
const ID: usize = 64;

/// What a comment is to say beside its findings.
#[derive(Clone, Debug, Default)]
pub struct CommentOptions {
    /// Name of the comment among others on the same merge request; without it one that is made of what was compared.
    pub id: Option<CommentId>,
    /// Where a reader finds the whole report.
    pub link: Option<CommentLink>,
    /// The command that prints the whole report, or the file that holds it.
    pub whole: String,
}

/// The name of a comment: what a later run looks for, to put a new comment in the place of an old one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentId(String);

impl FromStr for CommentId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let sound = !text.is_empty() && text.len() <= ID && text.chars().all(is_of_id) && !text.contains("--");
        let id = sound.then(|| Self(text.to_owned()));
        id.ok_or_else(|| format!("expected up to {ID} of the characters a-z, A-Z, 0-9 and . _ + -, no two - together"))
    }
}

/// The address of a report: of the web, and without a character that ends a link of markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentLink(String);

impl FromStr for CommentLink {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let sound = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&*+,;=%".contains(c);
        let of_web = ["https://", "http://"].iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme));
        let link = (of_web && text.chars().all(sound)).then(|| Self(text.to_owned()));
        link.ok_or_else(|| "expected an address that begins with https:// or http://".to_owned())
    }
}

fn is_of_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._+-".contains(c)
}

/// The comment in the making.
pub(in crate::render) struct Comment {
    pub(in crate::render) out: String,
    /// Entries that had no room.
    left_out: usize,
}

impl Comment {
    /// A comment with its mark; `about`: what was compared by which command.
    pub(in crate::render) fn new(options: &CommentOptions, command: &str, about: &str) -> Self {
        let id = options.id.clone().unwrap_or_else(|| made_up(command, about));
        Self { out: format!("<!-- abilens: {} -->\n", id.0), left_out: 0 }
    }

    /// A line, if there is room for it below a limit.
    pub(in crate::render) fn put(&mut self, limit: usize, line: &str) -> bool {
        let fits = self.out.len() + line.len() < limit;
        if fits {
            self.out.push_str(line);
            self.out.push('\n');
        }
        fits
    }

    /// Lines as far as there is room, and how many were left out.
    pub(in crate::render) fn list(&mut self, limit: usize, most: usize, lines: impl ExactSizeIterator<Item = String>) {
        let all = lines.len();
        let shown = lines.take(most).take_while(|line| self.put(limit, line)).count();
        self.more(all - shown);
    }

    /// Always said: it is short.
    pub(in crate::render) fn more(&mut self, n: usize) {
        if n > 0 {
            let _ = writeln!(self.out, "\nand {} more", thousands(n as u128));
        }
        self.left_out(n);
    }

    /// So many entries are not told.
    pub(in crate::render) fn left_out(&mut self, n: usize) {
        self.left_out += n;
    }

    /// The comment, with a sentence on where the whole is.
    pub(in crate::render) fn end(mut self, options: &CommentOptions) -> String {
        let link = options.link.as_ref().map(|link| format!("[the whole report]({})", link.0));
        if self.left_out > 0 {
            let entries = if self.left_out == 1 { "entry is" } else { "entries are" };
            let whole = link.unwrap_or_else(|| code(&options.whole));
            let n = thousands(self.left_out as u128);
            let _ = writeln!(self.out, "\n{n} {entries} left out here, to keep this comment short: {whole}");
        } else if let Some(link) = link {
            let _ = writeln!(self.out, "\n{link}");
        }
        self.out
    }
}

/// An id that stays the same for other folders, versions and findings: the SONAME without its version, or the name of the
/// file.
fn made_up(command: &str, about: &str) -> CommentId {
    let name = about.rsplit(['/', ':']).find(|part| !part.is_empty()).unwrap_or_default();
    let name = name.strip_suffix(".abilens").unwrap_or(name);
    let name = name.split_once(".so.").map_or(name.to_owned(), |(stem, _)| format!("{stem}.so"));
    let mut id = format!("{command}-");
    for c in name.chars() {
        let c = if is_of_id(c) { c } else { '-' };
        if id.len() < ID && !(c == '-' && id.ends_with('-')) {
            id.push(c);
        }
    }
    CommentId(id.trim_end_matches('-').to_owned())
}

/// Words outside of tables: nothing in them is markup but what they quote, which is code.
pub(in crate::render) fn text(words: &str) -> String {
    spans(words, code)
}

/// Words in a table.
pub(in crate::render) fn cell(words: &str) -> String {
    spans(words, cell_code)
}

fn spans(words: &str, code: fn(&str) -> String) -> String {
    let words = cut(&printable::line(words));
    let parts: Vec<&str> = words.split('`').collect();
    // A quotation that does not end is none.
    let quoted = parts.len() - (parts.len() + 1) % 2;
    let mut out = String::with_capacity(words.len());
    for (i, part) in parts.iter().enumerate() {
        if i % 2 == 1 && i < quoted {
            push(&mut out, &code(part));
            continue;
        }
        if i >= quoted {
            out.push('\'');
        }
        push(&mut out, &printable::markdown(part));
    }
    out
}

/// Code spans that touch would be one.
fn push(out: &mut String, part: &str) {
    if out.ends_with('`') && part.starts_with('`') {
        out.push(' ');
    }
    out.push_str(part);
}

/// At most so many characters as a sentence has.
pub(in crate::render) fn cut(words: &str) -> String {
    if columns(words) <= WORDS {
        return words.to_owned();
    }
    words.chars().take(WORDS).chain(['\u{2026}']).collect()
}

/// A code span, fenced by more backticks than it holds.
pub(in crate::render) fn code(words: &str) -> String {
    printable::code_span(&cut(words))
}

/// A code span in a table: there even a code span is cut at a bar.
pub(in crate::render) fn cell_code(words: &str) -> String {
    code(words).replace('|', "\\|")
}

/// Code within HTML.
pub(in crate::render) fn html(words: &str) -> String {
    // Within `<code>` a name calls nobody.
    let words = cut(&printable::line(words)).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<code>{words}</code>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_does_not_depend_on_folders_and_versions() {
        for about in ["libx.so.1", "/tmp/a/libx.so.1.2.3", "git:HEAD:abi/libx.so.2.abilens", "b/libx.so/"] {
            assert_eq!(made_up("gate", about).0, "gate-libx.so");
        }
        assert_eq!(made_up("diff", "a --> <b>\n@c").0, "diff-a-b-c");
        assert_eq!(made_up("diff", "/").0, "diff");
        assert_eq!(made_up("diff", &"x".repeat(900)).0.len(), ID);
        for about in ["a --> b", "", "/", &"-x".repeat(80)] {
            let id = made_up("gate", about).0;
            assert!(id.parse::<CommentId>().is_ok(), "{id}");
        }
    }

    #[test]
    fn ids_and_links_of_the_user_end_nothing() {
        for id in ["", "a b", "a--b", "a>", "\u{e4}", &"x".repeat(65)] {
            assert!(id.parse::<CommentId>().is_err(), "{id}");
        }
        for link in
            ["", "https://", "ftp://x", "javascript:x", "https://a b", "https://a)b", "https://a\nb", "https://a<b"]
        {
            assert!(link.parse::<CommentLink>().is_err(), "{link}");
        }
        assert!("https://h.example/o/r/actions/runs/1?pr=2#summary-3".parse::<CommentLink>().is_ok());
    }
}
