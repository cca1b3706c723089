//! What pages quote of abilens is what it prints.
//!
//! A code block that quotes an output stands below a comment that gives the command line:
//!
//! ````text
//! <!-- prints: abilens diff docs/demo/libdemo-1.so docs/demo/libdemo-2.so -->
//! ```text
//! BREAKING   docs/demo/libdemo-1.so -> docs/demo/libdemo-2.so
//! ...
//! ```
//! ````
//!
//! The command runs at the root of the repository; behind `prints of kernels:` in the folder of downloaded kernels, and
//! only where the task is asked to look at those. A line that is `...` stands for any number of lines. Lines in front of the
//! output that start with `$` show a command line to the reader, with those that it goes on in.

use std::ops::Range;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::shell;

/// What is left out of a quotation.
const ELISION: &str = "...";
/// How a comment starts that tells what is quoted below it.
const MARK: &str = "<!-- prints";
/// Pages whose quotations cannot be had again by one command, and how they are held instead.
static ELSEWHERE: &[(&str, &str)] = &[
    ("docs/walkthrough-kernel-patch.md", "cargo xtask walkthrough builds the kernel's units that it needs"),
    ("docs/check.md", "needs a module that is built against the headers of the older kernel"),
    ("docs/deps.md", "needs packages of Debian; the tests of `deps` hold the answers about small ones"),
    ("docs/why.md", "needs a machine that runs the newer kernel; the tests of `why` hold the answers about small ones"),
    ("docs/gate.md", "needs two builds of a unit of the kernel"),
];

/// Which quotations are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those of what lies in the repository.
    Repository,
    /// Those of downloaded kernels.
    Kernels,
}

/// A quotation in a page.
#[derive(Debug, PartialEq, Eq)]
struct Quotation<'p> {
    /// Line of the comment, from 1.
    line: usize,
    of_kernels: bool,
    command: &'p str,
    /// Lines of the page that quote the output, from 0.
    lines: Range<usize>,
}

/// Looks at all quotations of a kind. Where all that is left out stands at the end, a stale one is written anew unless
/// `check`; what is wrong else is returned, a line each.
pub(crate) fn hold(which: Which, check: bool) -> Result<Vec<String>> {
    let (profile, folder) = match which {
        Which::Repository => ("debug", shell::root().to_owned()),
        Which::Kernels => ("release", shell::cache().join("kernels")),
    };
    if which == Which::Kernels {
        shell::run(&mut shell::cargo(["build", "--release", "--quiet", "--package", "abilens-cli"]))?;
    }
    let binary = shell::target(profile).join("abilens");
    ensure!(folder.is_dir(), "{}: no kernels are there; run cargo xtask kernels", folder.display());
    let mut wrong = Vec::new();
    for page in pages()? {
        let name = page.strip_prefix(shell::root())?.display().to_string();
        let mut text = std::fs::read_to_string(&page)?;
        let before = text.clone();
        wrong.extend(unmarked(&name, &text));
        // From the last to the first, so that the lines of the others stay where they are.
        let count = quotations(&text).with_context(|| name.clone())?.len();
        for at in (0..count).rev() {
            let lines: Vec<&str> = text.lines().collect();
            let quotation = quotations(&text)?.swap_remove(at);
            if quotation.of_kernels != (which == Which::Kernels) {
                continue;
            }
            let printed = run(&binary, &folder, quotation.command)?;
            let printed: Vec<&str> = printed.lines().collect();
            let quoted = &lines[quotation.lines.clone()];
            let Err(complaint) = compare(quoted, &printed) else { continue };
            match anew(quoted, &printed).filter(|_| !check) {
                Some(new) => {
                    let ends = [&lines[..quotation.lines.start], &new[..], &lines[quotation.lines.end..]];
                    text = ends.concat().join("\n") + "\n";
                }
                None => wrong.push(format!("{name}:{}: `{}` {complaint}", quotation.line, quotation.command)),
            }
        }
        if text != before {
            std::fs::write(&page, text)?;
            println!("wrote {name}");
        }
    }
    Ok(wrong)
}

/// Holds what was printed elsewhere against what a page quotes of a command.
pub(crate) fn holds(page: &str, command: &str, printed: &str) -> Result<()> {
    let text = std::fs::read_to_string(shell::root().join(page)).with_context(|| page.to_owned())?;
    let lines: Vec<&str> = text.lines().collect();
    let quotation = quotations(&text)?.into_iter().find(|quotation| quotation.command == command);
    let quotation = quotation.with_context(|| format!("{page}: quotes nothing of {command}"))?;
    let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
    compare(&lines[quotation.lines], &printed).map_err(|complaint| anyhow::anyhow!("{command}: {complaint}"))
}

/// Pages with text that people wrote.
fn pages() -> Result<Vec<PathBuf>> {
    let mut out = vec![shell::root().join("README.md")];
    out.extend(shell::files(&shell::root().join("docs"))?);
    out.retain(|page| page.extension().is_some_and(|extension| extension == "md") && !page.ends_with("cli.md"));
    Ok(out)
}

/// Blocks that show a command line of abilens and what it printed, and that nothing holds.
fn unmarked(name: &str, text: &str) -> Vec<String> {
    if ELSEWHERE.iter().any(|(page, _)| *page == name) {
        return Vec::new();
    }
    let lines: Vec<&str> = text.lines().collect();
    let is_marked = |fence: usize| fence > 0 && lines[fence - 1].starts_with(MARK);
    let shows = |fence: usize| lines.get(fence + 1).is_some_and(|first| first.starts_with("$ abilens"));
    let fences = (0..lines.len()).filter(|&at| lines[at] == "```text" && shows(at) && !is_marked(at));
    fences.map(|at| format!("{name}:{}: quotes an output, and no comment says of which command", at + 1)).collect()
}

fn quotations(text: &str) -> Result<Vec<Quotation<'_>>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(rest) = line.strip_prefix(MARK) else { continue };
        let wrong = || format!("line {}: expected {MARK}: COMMAND --> or {MARK} of kernels: COMMAND -->", at + 1);
        let (kind, command) = rest.split_once(": ").with_context(wrong)?;
        let of_kernels = match kind {
            "" => false,
            " of kernels" => true,
            _ => bail!(wrong()),
        };
        let command = command.strip_suffix(" -->").with_context(wrong)?;
        ensure!(lines.get(at + 1).is_some_and(|l| l.starts_with("```")), "line {}: no block stands below", at + 1);
        let mut start = at + 2;
        while lines.get(start).is_some_and(|l| l.starts_with("$ ")) {
            while lines.get(start).is_some_and(|l| l.ends_with('\\')) {
                start += 1;
            }
            start += 1;
        }
        let end = (start..lines.len()).find(|&end| lines[end] == "```");
        let end = end.with_context(|| format!("line {}: the block below has no end", at + 1))?;
        out.push(Quotation { line: at + 1, of_kernels, command, lines: start..end });
    }
    Ok(out)
}

/// What a command line prints. It is split at spaces: no name in a page needs quoting.
fn run(binary: &std::path::Path, folder: &std::path::Path, line: &str) -> Result<String> {
    let mut words = line.split_whitespace();
    ensure!(words.next() == Some("abilens"), "{line}: not a command line of abilens");
    let mut command = Command::new(binary);
    // What a page shows must not depend on the terminal of whoever looks.
    command.current_dir(folder).env("COLUMNS", "100").env("NO_COLOR", "1").args(words);
    let output = command.output().with_context(|| format!("starting {command:?}"))?;
    // The exit code tells of the outcome, and pages show bad ones, too.
    let text = String::from_utf8(output.stdout)? + std::str::from_utf8(&output.stderr)?;
    Ok(text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"))
}

/// Whether the quoted lines stand in the output, in this order, and are all of it where nothing says otherwise.
fn compare(quoted: &[&str], printed: &[&str]) -> Result<(), String> {
    let mut parts = quoted.split(|line| *line == ELISION);
    let first = parts.next().unwrap_or_default();
    let starts = |part: &[&str], at: usize| part.iter().zip(&printed[at..]).take_while(|(a, b)| a == b).count();
    let length = starts(first, 0);
    if length < first.len() {
        return Err(differs(first[length], printed.get(length)));
    }
    let mut at = length;
    let mut is_elided = false;
    for part in parts {
        is_elided = part.is_empty();
        let found = (at..=printed.len()).find(|&from| starts(part, from) == part.len());
        match found {
            Some(from) => at = from + part.len(),
            None => {
                // The place where most of it stands tells best what is wrong.
                let best = (at..printed.len()).max_by_key(|&from| (starts(part, from), std::cmp::Reverse(from)));
                let best = best.unwrap_or(at);
                let good = starts(part, best);
                return Err(differs(part[good], printed.get(best + good).filter(|_| good > 0)));
            }
        }
    }
    if at < printed.len() && !is_elided {
        return Err(format!("goes on with {:?}", printed[at]));
    }
    Ok(())
}

fn differs(quoted: &str, printed: Option<&&str>) -> String {
    match printed {
        Some(printed) => format!("prints {printed:?} where the page has {quoted:?}"),
        None => format!("does not print {quoted:?}"),
    }
}

/// The same quotation of another output: as many lines of it, if all that is left out stands at the end.
fn anew<'l>(quoted: &[&'l str], printed: &[&'l str]) -> Option<Vec<&'l str>> {
    let elided = quoted.iter().filter(|line| **line == ELISION).count();
    match (elided, quoted.last()) {
        (0, _) => Some(printed.to_vec()),
        (1, Some(&ELISION)) => {
            let length = (quoted.len() - 1).min(printed.len());
            Some([&printed[..length], &[ELISION]].concat())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_stands_below_its_command() {
        let page = "text\n<!-- prints: abilens show a b -->\n```text\n$ abilens show a \\\n  b\nfirst\n...\n```\n";
        let expected = Quotation { line: 2, of_kernels: false, command: "abilens show a b", lines: 5..7 };
        assert_eq!(quotations(page).unwrap(), [expected]);
        assert!(quotations("<!-- prints by hand: abilens -->\n```\n```\n").is_err());
        assert!(quotations("<!-- prints: abilens show -->\ntext\n").is_err());
    }

    #[test]
    fn every_quoted_line_is_printed_in_its_place() {
        let printed = ["one", "two", "three", "four"];
        for quoted in
            [&["one", "two", "three", "four"][..], &["one", "..."], &["...", "four"], &["one", "...", "three", "..."]]
        {
            assert_eq!(compare(quoted, &printed), Ok(()), "{quoted:?}");
        }
        for (quoted, told) in [
            (&["one", "two"][..], "goes on with \"three\""),
            (&["two", "..."], "prints \"one\" where the page has \"two\""),
            (&["...", "five"], "does not print \"five\""),
            (&["...", "two", "four", "..."], "prints \"three\" where the page has \"four\""),
            (&["...", "three", "...", "one", "..."], "does not print \"one\""),
        ] {
            assert_eq!(compare(quoted, &printed), Err(told.to_owned()), "{quoted:?}");
        }
    }

    #[test]
    fn what_is_elided_at_its_end_can_be_quoted_anew() {
        assert_eq!(anew(&["a", "b", "..."], &["c", "d", "e"]), Some(vec!["c", "d", "..."]));
        assert_eq!(anew(&["a"], &["c", "d"]), Some(vec!["c", "d"]));
        assert_eq!(anew(&["a", "...", "b"], &["c", "d"]), None);
    }

    #[test]
    fn a_page_says_of_which_command_it_quotes() {
        let block = "```text\n$ abilens show a b\n```\n";
        assert_eq!(unmarked("docs/impact.md", block).len(), 1);
        assert!(unmarked("docs/impact.md", &format!("{MARK}: abilens show a b -->\n{block}")).is_empty());
        assert!(unmarked("docs/impact.md", "```text\n$ make\n```\n").is_empty());
    }
}
