//! The commits of a range as a series, read with `git log -p`.
//!
//! The range is walked along first parents, so that it is one line of states from OLD to NEW; a merge counts as
//! the change that it makes to its first parent; the merged commit with the same changed line is then named instead.
//! Only files that findings are declared in are asked for, so that
//! a range of ten thousand commits costs a second. How git is started is [`crate::ground::git`]'s to say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::attribute::is_export_list;
use super::paths::{self, ByName};
use super::{Commit, FileDiff, Run, Series, parse};
use crate::ground::error::{Error, Result};
use crate::ground::git::Repository;
use crate::model::report::{HunkRef, Report};

/// Options of everything that prints a diff.
const DIFF: [&str; 11] = [
    "--patch",
    "--unified=0",
    "--inter-hunk-context=0",
    "--diff-algorithm=histogram",
    "--find-renames",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--no-relative",
];

/// Names in each root finding the commits of `OLD..NEW` that made it.
///
/// # Errors
/// There is no such repository or range, it is malformed or empty, git is missing, or it fails: with its message.
pub fn attribute(report: &mut Report, repository: &Path, range: &str) -> Result<()> {
    let git = Git { repository: Repository::open(repository)? };
    let series = series(&git, range, report)?;
    super::attribute(report, &series);
    merged(&git, &series, report)
}

/// Where a merge made a finding, names the merged commit with the same line, if there is one.
fn merged(git: &Git, series: &Series, report: &mut Report) -> Result<()> {
    // Side commits of each merge that is named, read once.
    let mut sides: BTreeMap<(String, String), Series> = BTreeMap::new();
    for finding in report.findings.iter_mut().filter(|f| f.root) {
        for hunk in finding.hunks.iter_mut().filter(|h| h.explains()) {
            let Some(hash) = hunk.commit.clone() else { continue };
            let Some((file, run)) = run_of(series, hunk) else { continue };
            let key = (hash.clone(), hunk.file.clone());
            if !sides.contains_key(&key) {
                let side = git.merged(&hash, file)?;
                sides.insert(key.clone(), side);
            }
            let name = finding.subject.member.as_deref().unwrap_or(&finding.subject.name);
            if let Some((index, r, side)) = sides.get(&key).and_then(|side| same_line(side, run, name)) {
                let (diff, run) = (&side.files[index], &side.files[index].runs[r]);
                let commit = &side.commits[diff.commit];
                hunk.file = diff.new.clone().or_else(|| diff.old.clone()).unwrap_or_default();
                (hunk.line, hunk.old_line) = (run.new, run.old);
                (hunk.commit, hunk.subject) = (commit.hash.clone(), commit.subject.clone());
            }
        }
    }
    Ok(())
}

fn run_of<'s>(series: &'s Series, hunk: &HunkRef) -> Option<(&'s FileDiff, &'s Run)> {
    let files = series.files.iter().filter(|f| series.commits[f.commit].hash == hunk.commit);
    let mut runs = files.flat_map(|f| f.runs.iter().map(move |r| (f, r)));
    runs.find(|(f, r)| {
        let path = f.new.as_ref().or(f.old.as_ref());
        path == Some(&hunk.file) && (r.new, r.old) == (hunk.line, hunk.old_line)
    })
}

/// The newest run of the side with a changed line of `run`: one that has the name in it, if any has.
fn same_line<'s>(side: &'s Series, run: &Run, name: &str) -> Option<(usize, usize, &'s Series)> {
    let named = run.text.lines().any(|l| paths::names(l, name));
    let wanted: BTreeSet<&str> =
        run.text.lines().filter(|l| l.len() > 1 && (!named || paths::names(l, name))).collect();
    for (i, file) in side.files.iter().enumerate().rev() {
        if let Some(r) = file.runs.iter().position(|r| r.text.lines().any(|l| wanted.contains(l))) {
            return Some((i, r, side));
        }
    }
    None
}

/// Options of every log: the message as the parser reads it, and no program of the configuration.
const LOG: [&str; 4] = ["--no-show-signature", "--no-notes", "--no-decorate", "--format=commit %H%n%n    %s%n"];

/// Reads the commits of `OLD..NEW` that touch a file in which a root finding of the report is declared.
///
/// # Errors
/// The range is malformed or empty, or git fails: with its message.
fn series(git: &Git, range: &str, report: &Report) -> Result<Series> {
    let label = format!("{} {range}", git.repository.name());
    let bad = |what: &str| Error::Program { program: format!("--git {label}"), what: what.to_owned() };
    let (old, new) = range
        .split_once("..")
        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
        .ok_or_else(|| bad("expected a range OLD..NEW"))?;
    if new.starts_with('.') {
        return Err(bad("OLD...NEW is no line of commits from OLD to NEW; expected OLD..NEW"));
    }
    let (old, new) = (git.commit(old)?, git.commit(new)?);
    let line = git.repository.text(&["rev-list", "--first-parent", "--parents", &format!("{old}..{new}")])?;
    let Some(oldest) = line.lines().last() else {
        return Err(bad("holds no commit"));
    };
    let base = oldest
        .split(' ')
        .nth(1)
        .ok_or_else(|| bad("reaches the first commit of the repository without meeting OLD"))?;
    let mut series = Series { sources: vec![label.clone()], ..Series::default() };
    let (before, after) = (git.files(&old)?, git.files(&new)?);
    let wanted = wanted(report, &before, &after);
    if wanted.is_empty() {
        return Ok(series);
    }
    if base != old {
        // NEW's line of commits does not pass OLD: what lies between is one step without a name.
        let mut args = vec!["diff"];
        args.extend(DIFF);
        args.extend([old.as_str(), base, "--"]);
        args.extend(&wanted);
        read(&mut series, &label, &git.repository.run(&args, None)?)?;
    }
    let revisions = format!("{old}..{new}");
    let log = git.log(&revisions, wanted.iter().copied())?;
    let mut found = Series::default();
    read(&mut found, &label, &log)?;
    // A file that came or went may have had another name in between, which neither tree has.
    if found.files.iter().any(|f| f.old.is_none() || f.new.is_none()) {
        let renames = git.renames(&revisions)?;
        let all = names_of(&wanted, &renames);
        if all.len() > wanted.len() {
            read(&mut series, &label, &git.log(&revisions, all.iter().copied())?)?;
            return Ok(series);
        }
    }
    read(&mut series, &label, &log)?;
    Ok(series)
}

/// The files with all names that renames gave them.
fn names_of<'a>(wanted: &BTreeSet<&'a str>, renames: &'a [(String, String)]) -> BTreeSet<&'a str> {
    let mut out = wanted.clone();
    loop {
        let before = out.len();
        for (old, new) in renames.iter().filter(|(old, new)| !old.contains('\n') && !new.contains('\n')) {
            if out.contains(old.as_str()) || out.contains(new.as_str()) {
                out.extend([old.as_str(), new.as_str()]);
            }
        }
        if out.len() == before {
            return out;
        }
    }
}

/// Adds what git printed, if it printed any diff; its commits are no patch files.
fn read(series: &mut Series, label: &str, text: &[u8]) -> Result<()> {
    let first = series.commits.len();
    if text.windows(11).any(|w| w == b"diff --git ") {
        parse::patch(series, label, text)?;
    }
    for commit in &mut series.commits[first..] {
        *commit = Commit { patch: None, ..std::mem::take(commit) };
    }
    Ok(())
}

/// The files of both trees that root findings are declared in, and lists of exports where symbols came or went.
fn wanted<'a>(report: &Report, old: &'a [String], new: &'a [String]) -> BTreeSet<&'a str> {
    let names = |list: &'a [String]| ByName::new(list.iter().map(String::as_str));
    let (before, after) = (names(old), names(new));
    let mut out = BTreeSet::new();
    let mut symbols = false;
    for f in report.findings.iter().filter(|f| f.root) {
        symbols |= f.rule.is_of_symbol();
        for (span, names) in [(&f.declared.old, &before), (&f.declared.new, &after)] {
            out.extend(span.iter().flat_map(|s| names.find(&s.file)).map(|m| m.path));
        }
    }
    if symbols {
        out.extend(old.iter().chain(new).map(String::as_str).filter(|p| is_export_list(p)));
    }
    // A line break would end the path on git's standard input.
    out.retain(|p| !p.contains('\n'));
    out
}

struct Git {
    repository: Repository,
}

impl Git {
    /// Full hash of a commit. What looks like an option is none.
    fn commit(&self, name: &str) -> Result<String> {
        let failed = |what: String| Error::Program { program: "git".to_owned(), what };
        if name.starts_with('-') {
            return Err(failed(format!("`{name}` is no commit")));
        }
        let text = self.repository.text(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &format!("{name}^{{commit}}"),
        ]);
        match text {
            Ok(text) => Ok(text.trim().to_owned()),
            Err(Error::Program { what, program }) if what.is_empty() || what.starts_with("exit") => {
                Err(Error::Program { program, what: format!("{}: `{name}` is no commit", self.repository.name()) })
            }
            Err(e) => Err(e),
        }
    }

    /// The commits of a range along first parents with their changes to some files.
    fn log<'p>(&self, range: &str, files: impl Iterator<Item = &'p str>) -> Result<Vec<u8>> {
        let mut args = vec!["log", "--first-parent", "--diff-merges=first-parent", "--reverse"];
        args.extend(DIFF);
        args.extend(LOG);
        args.extend([range, "--stdin"]);
        let paths: String = ["--"].into_iter().chain(files).flat_map(|line| [line, "\n"]).collect();
        self.repository.run(&args, Some(&paths))
    }

    /// Renames of a range along first parents: name before, name after.
    fn renames(&self, range: &str) -> Result<Vec<(String, String)>> {
        let mut args = vec!["log", "--first-parent", "--diff-merges=first-parent", "--format=", "--no-show-signature"];
        args.extend(["--name-status", "--find-renames", "--diff-filter=R", "--no-ext-diff", "-z", range, "--"]);
        let text = self.repository.run(&args, None)?;
        let words = text.split(|&b| b == 0).filter(|w| !w.is_empty());
        let words: Vec<String> = words.map(|w| String::from_utf8_lossy(w).into_owned()).collect();
        // `R100`, the name before, the name after.
        Ok(words.chunks_exact(3).map(|w| (w[1].clone(), w[2].clone())).collect())
    }

    /// Commits that a merge brought in, with their changes to a file; none for another commit.
    fn merged(&self, merge: &str, file: &FileDiff) -> Result<Series> {
        let mut series = Series::default();
        let parents = self.repository.text(&["rev-list", "--parents", "--max-count=1", merge])?;
        if parents.split_whitespace().count() < 3 {
            return Ok(series);
        }
        let range = format!("{merge}^1..{merge}");
        let mut args = vec!["log", "--no-merges", "--reverse", "--topo-order"];
        args.extend(DIFF);
        args.extend(LOG);
        args.extend([range.as_str(), "--"]);
        args.extend(file.old.as_deref());
        args.extend(file.new.as_deref().filter(|new| file.old.as_deref() != Some(new)));
        read(&mut series, merge, &self.repository.run(&args, None)?)?;
        Ok(series)
    }

    fn files(&self, tree: &str) -> Result<Vec<String>> {
        let text = self.repository.run(&["ls-tree", "-r", "--name-only", "--full-tree", "-z", tree], None)?;
        let names = text.split(|&b| b == 0).filter(|n| !n.is_empty());
        Ok(names.map(|n| String::from_utf8_lossy(n).into_owned()).collect())
    }
}
