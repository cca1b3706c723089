//! Whole outputs of the binary, as snapshots of `insta` keep them: `snapshots/NAME.snap` beside the test.
//!
//! `INSTA_UPDATE=always` accepts what comes out now.

#![allow(dead_code, reason = "each test uses some of it")]

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

/// What `diff` makes of a comparison at several widths, in colour and for machines, and a gate for people.
pub(crate) const COMPARISONS: &[&[&str]] = &[
    &["diff", "OLD", "NEW", "--width", "60"],
    &["diff", "OLD", "NEW", "--width", "100"],
    &["diff", "OLD", "NEW", "--width", "200", "--full"],
    &["diff", "OLD", "NEW", "--color", "always"],
    &["diff", "OLD", "NEW", "--format", "json"],
    &["gate", "OLD", "NEW"],
    &["gate", "OLD", "NEW", "--format", "markdown"],
    &["gate", "OLD", "NEW", "--format", "junit"],
    &["gate", "OLD", "NEW", "--format", "github"],
];

/// The other forms of a gate; what they hold of each finding is in those above, too.
pub(crate) const GATES: &[&[&str]] = &[
    &["gate", "OLD", "NEW", "--width", "60"],
    &["gate", "OLD", "NEW", "--color", "always"],
    &["gate", "OLD", "NEW", "--format", "json"],
    &["gate", "OLD", "NEW", "--format", "sarif"],
    &["gate", "OLD", "NEW", "--format", "gitlab"],
];

/// What the binary prints in a folder, under the command line that asked for it, and its exit code.
pub(crate) fn of<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
    command.args(arguments).current_dir(folder).env_remove("NO_COLOR").env("SOURCE_DATE_EPOCH", "1795392000");
    let out = command.output().expect("the binary runs");
    let asked: Vec<_> = arguments.iter().map(|a| a.as_ref().to_string_lossy()).collect();
    let mut page = format!("$ abilens {}\n", asked.join(" "));
    let stdout = String::from_utf8_lossy(&out.stdout);
    match serde_json::from_str::<serde_json::Value>(&stdout) {
        // In lines, so that a difference is seen; keys are in the order of the alphabet.
        Ok(json) => page.push_str(&format!("{json:#}\n")),
        Err(_) => page.push_str(&stdout),
    }
    page.push_str(&String::from_utf8_lossy(&out.stderr));
    match out.status.code() {
        Some(code) => page.push_str(&format!("[exit {code}]\n")),
        None => panic!("{asked:?}: {}", out.status),
    }
    normal(folder, &page)
}

/// Pages of several command lines; `OLD`, `NEW` and other words in capitals stand for inputs.
pub(crate) fn all(folder: &Path, lines: &[&[&str]], inputs: &[(&str, &str)], further: &[&str]) -> String {
    let meant = |word: &&str| inputs.iter().find(|(name, _)| name == word).map_or(*word, |(_, path)| *path).to_owned();
    let mut out = String::new();
    for line in lines {
        let arguments: Vec<String> = line.iter().chain(further).map(meant).collect();
        out.push_str(&of(folder, &arguments));
        out.push('\n');
    }
    out
}

/// Holds text against the snapshot of that name, in `snapshots` beside the calling file.
macro_rules! hold {
    ($name:expr, $text:expr) => {{
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($name, $text));
    }};
}
pub(crate) use hold;

/// Without what differs between two machines or two releases.
fn normal(folder: &Path, page: &str) -> String {
    let mut out = page.replace(&*folder.to_string_lossy(), "FOLDER").replace('\u{1b}', "\\e");
    for before in ["\"version\": \"", "\"semanticVersion\": \"", "abilens "] {
        out = out.replace(&format!("{before}{}", env!("CARGO_PKG_VERSION")), &format!("{before}VERSION"));
    }
    let mut lines: Vec<String> = out.lines().map(str::to_owned).collect();
    for line in &mut lines {
        if let Some(at) = line.find("\"build_id\": \"") {
            line.truncate(at);
            line.push_str("\"build_id\": \"BUILD-ID\",");
        }
    }
    lines.join("\n") + "\n"
}
