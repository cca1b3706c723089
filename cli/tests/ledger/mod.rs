//! Ledgers: text files of many short outputs, one section for each, that a test holds its outputs against.
//!
//! A section begins with `== KEY` and ends where the next begins; sections are in the order of their keys. What a page
//! of output is to `insta`, a section is here: a file for each of a thousand short texts would hide the one that
//! changed. `INSTA_UPDATE=always` accepts both.

#![allow(dead_code, reason = "each test uses some of it")]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use similar::{ChangeTag, TextDiff};

type Sections = BTreeMap<String, String>;

/// Ledgers that were read, by their paths.
static READ: Mutex<BTreeMap<PathBuf, Sections>> = Mutex::new(BTreeMap::new());

/// The environment asks for what comes out to be taken as right.
fn accepts() -> bool {
    std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always")
}

/// Holds an output against its section of a ledger, a path below `cli/tests`; an error shows the difference.
pub(crate) fn hold(ledger: &str, key: &str, text: &str) -> Result<(), String> {
    assert!(!text.lines().any(|line| line.starts_with("== ")), "{key}: a line looks like the head of a section");
    let text = format!("{}\n", text.trim_end());
    with(ledger, |path, sections| {
        let held = sections.get(key).map_or("", String::as_str);
        if held == text {
            return Ok(());
        }
        if !accepts() {
            let shown = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display();
            return Err(format!(
                "other than cli/{shown} has it; INSTA_UPDATE=always accepts it\n{}",
                difference(held, &text)
            ));
        }
        sections.insert(key.to_owned(), text);
        write(path, sections)
    })
}

/// Holds the next output of the running test; its key is the name of the test and a number.
///
/// # Panics
/// With the difference.
#[track_caller]
pub(crate) fn hold_next(ledger: &str, text: &str) {
    thread_local!(static COUNT: Cell<usize> = const { Cell::new(0) });
    COUNT.set(COUNT.get() + 1);
    let thread = std::thread::current();
    let test = thread.name().unwrap_or_default();
    let key = format!("{test} {}", COUNT.get());
    hold(ledger, &key, text).unwrap_or_else(|wrong| panic!("{key}: {wrong}"));
}

/// Fails if the ledger has sections of other keys than these; accepting removes them.
pub(crate) fn hold_keys(ledger: &str, is_known: impl Fn(&str) -> bool) -> Result<(), String> {
    with(ledger, |path, sections| {
        let stale: Vec<String> = sections.keys().filter(|key| !is_known(key)).cloned().collect();
        if stale.is_empty() {
            return Ok(());
        }
        if !accepts() {
            return Err(format!("{} has sections of nothing: {}", path.display(), stale.join(", ")));
        }
        sections.retain(|key, _| is_known(key));
        write(path, sections)
    })
}

fn with<T>(ledger: &str, act: impl FnOnce(&Path, &mut Sections) -> T) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(ledger);
    let mut all = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let sections = all.entry(path.clone()).or_insert_with(|| read(&path));
    act(&path, sections)
}

fn read(path: &Path) -> Sections {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut sections = Sections::new();
    let mut key = None;
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("== ") {
            key = Some(head);
            sections.insert(head.to_owned(), String::new());
        } else if let Some(section) = key.and_then(|key| sections.get_mut(key)) {
            let _ = writeln!(section, "{line}");
        }
    }
    sections
}

fn write(path: &Path, sections: &Sections) -> Result<(), String> {
    let text: String = sections.iter().map(|(key, text)| format!("== {key}\n{text}")).collect();
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// The lines that differ, each with its neighbours.
fn difference(held: &str, text: &str) -> String {
    let lines = TextDiff::from_lines(held, text);
    let mut out = String::new();
    for group in lines.grouped_ops(1) {
        for change in group.iter().flat_map(|op| lines.iter_changes(op)) {
            let mark = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            let _ = write!(out, "{mark} {}", change.value());
        }
    }
    out
}
