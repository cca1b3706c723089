//! Rules of the repository that no compiler holds.

use std::path::{Path, PathBuf};

/// The longest an engine file may be. Most have one subject and stay far below.
const MAX_LINES: usize = 700;

/// What may stand at the top.
static TOP: &[&str] = &[
    ".cargo",
    ".ci",
    ".git",
    ".gitignore",
    ".rustfmt.toml",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "cli",
    "corpus",
    "docs",
    "engine",
    "xtask",
    // Ignored by git.
    "cache",
    "target",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("xtask has a parent")
}

/// Every Rust source below a folder of the workspace: its name from the root, and its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let root = root();
    let mut sources = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() && !path.ends_with("target") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("UTF-8");
                let name = path.strip_prefix(&root).expect("below the root");
                sources.push((name.display().to_string(), text));
            }
        }
    }
    sources.sort();
    sources
}

fn all_sources() -> Vec<(String, String)> {
    ["engine", "cli", "xtask"].iter().flat_map(|folder| sources(folder)).collect()
}

/// Lines of code that contain one of the words, as `file:line: text`; comments do not count.
fn lines_with(sources: &[(String, String)], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in sources {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                found.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    found
}

fn assert_none(complaints: &[String], rule: &str) {
    assert!(complaints.is_empty(), "{rule}\n{}", complaints.join("\n"));
}

#[test]
fn every_file_says_what_it_does() {
    let silent: Vec<String> =
        all_sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(name, _)| name).collect();
    assert_none(&silent, "a file opens with //! and what it does");
}

#[test]
fn engine_files_have_one_subject() {
    let long: Vec<String> = sources("engine")
        .into_iter()
        .map(|(name, text)| (name, text.lines().count()))
        .filter(|(_, lines)| *lines > MAX_LINES)
        .map(|(name, lines)| format!("{name}: {lines} lines"))
        .collect();
    assert_none(&long, "split it by subject");
}

#[test]
fn unsafe_stands_only_where_files_are_mapped() {
    let mut sources = sources("engine");
    sources.retain(|(name, _)| name != "engine/src/input/mmap.rs");
    sources.extend(self::sources("cli"));
    let found = lines_with(&sources, &["unsafe ", "unsafe{", "allow(unsafe_code", "expect(unsafe_code"]);
    assert_none(&found, "unsafe belongs into engine/src/input/mmap.rs");
}

#[test]
fn nothing_is_left_to_do() {
    // Put together here, so that this file does not find itself.
    let words = ["todo", "unimplemented", "dbg"].map(|name| format!("{name}!("));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert_none(&lines_with(&all_sources(), &words), "finish it or leave it out");
}

#[test]
fn the_top_folder_holds_what_it_should() {
    let strangers: Vec<String> = std::fs::read_dir(root())
        .expect("a readable folder")
        .map(|entry| entry.expect("a readable entry").file_name().to_string_lossy().into_owned())
        .filter(|name| !TOP.contains(&name.as_str()))
        .collect();
    assert_none(&strangers, "put it into one of the folders");
}
