//! Unified diffs: plain ones, those of git, and series of them as mails or a log.
//!
//! Line by line. What stands outside of file headers and hunks is prose, apart from what starts a commit.
//! Inside a hunk the counts of its header rule: a line too few or too many is an error.

use hashbrown::HashSet;

use super::mail::{self, Start};
use super::paths;
use super::series::{Commit, FileDiff, Run, Series};
use crate::ground::error::{Error, Result};
use crate::ground::maps::FastSet;

/// Adds the diffs of a patch to the series.
pub(super) fn patch(series: &mut Series, name: &str, text: &[u8]) -> Result<()> {
    let lines: Vec<&[u8]> = text.split(|&b| b == b'\n').collect();
    let mut p = Parser {
        name,
        lines,
        at: 0,
        series,
        pending: None,
        mail: false,
        commit: None,
        changed: HashSet::default(),
        seen: false,
    };
    p.pending = Some(p.fresh());
    p.run()?;
    if p.seen {
        return Ok(());
    }
    let context = text.starts_with(b"*** ") || text.windows(5).any(|w| w == b"\n*** ");
    let what = if context { "a context diff; make a unified one (diff -u)" } else { "holds no unified diff" };
    Err(Error::text(name, 1, what))
}

struct Parser<'a, 's> {
    name: &'a str,
    lines: Vec<&'a [u8]>,
    at: usize,
    series: &'s mut Series,
    /// The commit under way, not yet in the series: it has changed no file.
    pending: Option<Commit>,
    /// Its header is that of a mail.
    mail: bool,
    /// Index of the commit under way.
    commit: Option<usize>,
    /// Files that the commit under way changed, as they are called after it.
    changed: FastSet<String>,
    /// Some file header or hunk was there.
    seen: bool,
}

/// Headers of one file.
#[derive(Default)]
struct Header {
    /// Of `rename from` and `copy from`.
    from: Option<String>,
    to: Option<String>,
    copy: bool,
    /// `diff --git` names two different paths, so there are prefixes.
    prefixed: bool,
}

impl<'a> Parser<'a, '_> {
    fn fresh(&self) -> Commit {
        Commit { patch: (!self.name.is_empty()).then(|| self.name.to_owned()), ..Commit::default() }
    }

    /// A line without its carriage return.
    fn line(&self, at: usize) -> Option<&'a [u8]> {
        let line = *self.lines.get(at)?;
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }

    fn error(&self, at: usize, what: impl Into<String>) -> Error {
        Error::text(self.name, at + 1, what)
    }

    fn run(&mut self) -> Result<()> {
        while let Some(line) = self.line(self.at) {
            if let Some(start) = self.starts(self.at) {
                self.start(start)?;
            } else if let Some(rest) = line.strip_prefix(b"diff --git ") {
                self.git(rest)?;
            } else if line.starts_with(b"diff --cc ") || line.starts_with(b"diff --combined ") {
                let what = "a combined diff of a merge has no single old side; use git log --first-parent -m -p";
                return Err(self.error(self.at, what));
            } else if self.is_file_header(self.at) {
                self.file(Header::default())?;
            } else if self.seen && hunk_header(line).is_some() {
                return Err(self.error(self.at, "a hunk without a file header"));
            } else {
                if let Some(raw) = line.strip_prefix(b"Subject: ")
                    && let Some(commit) = &mut self.pending
                    && commit.subject.is_none()
                {
                    // The headers of a mail that was saved without its `From` line, or of quilt.
                    commit.subject = mail::subject(&String::from_utf8_lossy(raw));
                    self.mail = true;
                }
                self.at += 1;
            }
        }
        Ok(())
    }

    /// The commit that a line starts. A mail may quote a log: it starts none before its own first diff.
    fn starts(&self, at: usize) -> Option<Start<'a>> {
        let fresh = at == 0 || self.line(at - 1).is_some_and(<[u8]>::is_empty);
        let start = mail::start(self.line(at)?, fresh)?;
        let quoted = self.mail && self.pending.is_some();
        let log = || !quoted && mail::is_log(self.line(at + 1), self.line(at + 2));
        (matches!(start, Start::Mail(_)) || log()).then_some(start)
    }

    fn start(&mut self, start: Start<'_>) -> Result<()> {
        let mut commit = self.fresh();
        self.at += 1;
        self.mail = matches!(start, Start::Mail(_));
        match start {
            Start::Mail(hash) => {
                commit.hash = hash.map(str::to_owned);
                let mut subject: Option<String> = None;
                let mut in_subject = false;
                while let Some(line) = self.line(self.at).filter(|l| !l.is_empty()) {
                    let text = String::from_utf8_lossy(line);
                    if let Some(more) = text.strip_prefix([' ', '\t']) {
                        if let Some(subject) = subject.as_mut().filter(|_| in_subject) {
                            subject.push(' ');
                            subject.push_str(more.trim());
                        }
                    } else {
                        let (key, value) = text.split_once(':').unwrap_or((&text, ""));
                        in_subject = key.eq_ignore_ascii_case("subject");
                        if in_subject {
                            subject = Some(value.trim().to_owned());
                        }
                        let value = value.trim().to_ascii_lowercase();
                        if key.eq_ignore_ascii_case("content-transfer-encoding")
                            && matches!(value.as_str(), "base64" | "quoted-printable")
                        {
                            let what = format!("the mail is encoded as {value}; decode it first (git mailinfo, b4 am)");
                            return Err(self.error(self.at, what));
                        }
                    }
                    self.at += 1;
                }
                commit.subject = subject.and_then(|s| mail::subject(&s));
            }
            Start::Log(hash) => {
                commit.hash = Some(hash.to_owned());
                // Headers, an empty line, and the message indented by four.
                let mut ahead = self.at;
                while let Some(line) = self.line(ahead).filter(|l| !l.starts_with(b"diff ")) {
                    if self.starts(ahead).is_some() {
                        break;
                    }
                    if let Some(message) = line.strip_prefix(b"    ").filter(|m| !m.trim_ascii().is_empty()) {
                        commit.subject = Some(String::from_utf8_lossy(message).trim().to_owned());
                        break;
                    }
                    ahead += 1;
                }
            }
        }
        self.pending = Some(commit);
        self.commit = None;
        Ok(())
    }

    /// `--- ` and `+++ ` with a hunk behind them; prose has dashes, too.
    fn is_file_header(&self, at: usize) -> bool {
        let starts = |at, with: &[u8]| self.line(at).is_some_and(|l| l.starts_with(with));
        starts(at, b"--- ") && starts(at + 1, b"+++ ") && starts(at + 2, b"@@")
    }

    /// From `diff --git` to the end of its hunks.
    fn git(&mut self, names: &[u8]) -> Result<()> {
        self.seen = true;
        let half = names.len() / 2;
        let same = names.len() % 2 == 1 && names[half] == b' ' && names[..half] == names[half + 1..];
        let mut header = Header { prefixed: !same, ..Header::default() };
        self.at += 1;
        while let Some(line) = self.line(self.at) {
            let path = |text: &[u8]| -> Result<Option<String>> {
                let path = paths::header(text).map_err(|what| self.error(self.at, what))?;
                Ok(path.map(|p| paths::components(&p).join("/")))
            };
            if let Some(text) = line.strip_prefix(b"rename from ") {
                header.from = path(text)?;
            } else if let Some(text) = line.strip_prefix(b"rename to ") {
                header.to = path(text)?;
            } else if let Some(text) = line.strip_prefix(b"copy from ") {
                header.from = path(text)?;
                header.copy = true;
            } else if let Some(text) = line.strip_prefix(b"copy to ") {
                header.to = path(text)?;
            } else if line.starts_with(b"--- ") {
                if !self.is_file_header(self.at) {
                    return Err(self.error(self.at, "a file header without `+++` and a hunk behind it"));
                }
                return self.file(header);
            } else if !EXTENDED.iter().any(|word| line.starts_with(word)) {
                break;
            }
            self.at += 1;
        }
        // A rename, a mode or a binary file: no lines.
        if header.from.is_some() && header.to.is_some() {
            self.push(FileDiff { old: header.from, new: header.to, copy: header.copy, ..FileDiff::default() });
        }
        Ok(())
    }

    /// From `---` to the end of the last hunk of the file.
    fn file(&mut self, header: Header) -> Result<()> {
        self.seen = true;
        let mut side = || -> Result<Option<String>> {
            let line = self.line(self.at).unwrap_or_default();
            let path = paths::header(line.get(4..).unwrap_or_default()).map_err(|what| self.error(self.at, what))?;
            self.at += 1;
            Ok(path)
        };
        let (old, new) = (side()?, side()?);
        if old.is_none() && new.is_none() {
            return Err(self.error(self.at - 1, "/dev/null on both sides"));
        }
        let (old, new) = match (header.from, header.to) {
            (Some(from), Some(to)) => (Some(from), Some(to)),
            _ => paths::identities(old.as_deref(), new.as_deref(), header.prefixed || is_prefixed(&old, &new)),
        };
        let mut file = FileDiff { commit: 0, old, new, copy: header.copy, runs: Vec::new() };
        let mut ends = (1, 1);
        while let Some(counts) = self.line(self.at).and_then(hunk_header) {
            self.hunk(&mut file, &mut ends, counts)?;
        }
        if self.line(self.at).is_some_and(|l| l.starts_with(b"@@")) {
            return Err(self.error(self.at, "a hunk header that cannot be read (expected `@@ -1,2 +3,4 @@`)"));
        }
        self.push(file);
        Ok(())
    }

    fn push(&mut self, mut file: FileDiff) {
        // The same file again: the patch is a series without headers.
        let twice = self.commit.is_some() && file.new.as_ref().is_some_and(|new| self.changed.contains(new));
        if twice {
            let commit = self.series.commits.last().cloned();
            self.pending = commit;
            self.commit = None;
        }
        if self.commit.is_none() {
            self.changed.clear();
        }
        self.changed.extend(file.new.clone());
        let index = match self.commit {
            Some(index) => index,
            None => {
                let commit = self.pending.take().unwrap_or_else(|| self.fresh());
                self.series.commits.push(commit);
                self.series.commits.len() - 1
            }
        };
        self.commit = Some(index);
        file.commit = index;
        self.series.files.push(file);
    }

    fn hunk(&mut self, file: &mut FileDiff, ends: &mut (u32, u32), counts: [u32; 4]) -> Result<()> {
        let start = self.at;
        let [a, mut old_left, c, mut new_left] = counts;
        // An empty side names the line before.
        let first = |line: u32, left: u32| if left == 0 { line.checked_add(1) } else { Some(line) };
        let end = |line: Option<u32>, left: u32| line.filter(|l| *l > 0).and_then(|l| l.checked_add(left));
        let (old, new) = (first(a, old_left), first(c, new_left));
        let (Some(old_end), Some(new_end)) = (end(old, old_left), end(new, new_left)) else {
            return Err(self.error(start, "line numbers of a hunk that no file has"));
        };
        let (mut old, mut new) = (old.unwrap_or(1), new.unwrap_or(1));
        if old < ends.0 || new < ends.1 {
            return Err(self.error(start, "a hunk that starts before the end of the one before it"));
        }
        *ends = (old_end, new_end);
        self.at += 1;
        let mut run: Option<Run> = None;
        while old_left > 0 || new_left > 0 {
            // What `split` leaves behind the last newline is no line.
            let line = self.lines.get(self.at).filter(|l| self.at + 1 < self.lines.len() || !l.is_empty());
            let Some(line) = line else {
                let what = format!("the patch ends in a hunk that lacks {old_left} old and {new_left} new lines");
                return Err(self.error(start, what));
            };
            let (is_old, is_new) = match line.first() {
                // Editors and mailers strip the space of an empty context line.
                Some(b' ' | b'\r') | None => (true, true),
                Some(b'-') => (true, false),
                Some(b'+') => (false, true),
                Some(b'\\') => (false, false),
                _ => {
                    let what = "in a hunk, a line that is neither context nor `-` nor `+`; the counts of the hunk are wrong or lines are wrapped";
                    return Err(self.error(self.at, what));
                }
            };
            if is_old && old_left == 0 || is_new && new_left == 0 {
                return Err(self.error(self.at, format!("a line more than the hunk of line {} has", start + 1)));
            }
            if is_old && is_new {
                file.runs.extend(run.take());
            } else if is_old || is_new {
                let run = run.get_or_insert_with(|| Run { old, new, ..Run::default() });
                run.removed += u32::from(is_old);
                run.added += u32::from(is_new);
                run.text.push_str(&String::from_utf8_lossy(line));
                run.text.push('\n');
            }
            old += u32::from(is_old);
            new += u32::from(is_new);
            old_left -= u32::from(is_old);
            new_left -= u32::from(is_new);
            self.at += 1;
        }
        file.runs.extend(run);
        if self.line(self.at).is_some_and(|l| l.starts_with(b"\\")) {
            self.at += 1;
        }
        let next = self.line(self.at).unwrap_or_default();
        // `-- ` starts the signature of a mail, `--- ` the next file.
        let fits = matches!(next, b"--" | b"---") || next.starts_with(b"-- ") || next.starts_with(b"--- ");
        if matches!(next.first(), Some(b'+' | b' ')) || next.first() == Some(&b'-') && !fits {
            return Err(self.error(self.at, format!("a line more than the hunk of line {} has", start + 1)));
        }
        Ok(())
    }
}

/// Lines between `diff --git` and `---`.
const EXTENDED: [&[u8]; 8] = [
    b"old mode ",
    b"new mode ",
    b"deleted file mode ",
    b"new file mode ",
    b"similarity index ",
    b"dissimilarity index ",
    b"index ",
    b"Binary files ",
];

/// `a/` and `b/` of a patch that has lost its `diff --git` lines.
fn is_prefixed(old: &Option<String>, new: &Option<String>) -> bool {
    match (old, new) {
        (None, Some(path)) => path.starts_with("b/"),
        (Some(path), None) => path.starts_with("a/"),
        _ => false,
    }
}

/// `@@ -1,2 +3,4 @@`: start and count of both sides.
fn hunk_header(line: &[u8]) -> Option<[u32; 4]> {
    let rest = line.strip_prefix(b"@@ -")?;
    let end = rest.windows(3).position(|w| w == b" @@")?;
    let text = std::str::from_utf8(&rest[..end]).ok()?;
    let (old, new) = text.split_once(" +")?;
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let range = |text: &str| match text.split_once(',') {
        Some((start, count)) => Some((number(start)?, number(count)?)),
        None => Some((number(text)?, 1)),
    };
    let ((a, b), (c, d)) = (range(old)?, range(new)?);
    Some([a, b, c, d])
}
