//! The binary from outside: exit codes, messages, pipes.

use std::process::{Command, Output, Stdio};

fn abilens(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
    command.args(arguments).env("NO_COLOR", "1").output().expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn wrong_usage_exits_with_2() {
    for arguments in [
        &[][..],
        &["nonsense"],
        &["diff", "only-one"],
        &["diff", "a", "b", "--fail-on", "sometimes"],
        &["diff", "a", "b", "--only", "breaking,bad"],
        &["diff", "a", "b", "--format", "yaml"],
        &["dump", "a"],
        &["show", "a"],
        &["impact", "a"],
        &["impact", "a", "struct b", "--format", "svg"],
        &["check", "a.ko", "old"],
        &["deps", "a", "old"],
        &["deps", "a", "old", "new", "--format", "html"],
        &["why"],
        &["why", "a.ko", "b.ko"],
        &["rules", "--threads", "many"],
    ] {
        let out = abilens(arguments);
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        assert!(!out.stderr.is_empty(), "{arguments:?}");
        assert!(out.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_and_version_exit_with_0() {
    for arguments in [&["--help"][..], &["diff", "--help"], &["--version"]] {
        let out = abilens(arguments);
        assert_eq!(out.status.code(), Some(0), "{arguments:?}");
        assert!(!out.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn an_input_that_is_not_there_exits_with_2_and_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = folder.path().join("report.txt");
    let report = report.to_str().expect("a name");
    for arguments in [
        &["diff", "/nowhere/old", "/nowhere/new", "-o", report][..],
        &["show", "/nowhere/old", "task_struct"],
        &["impact", "/nowhere/old", "task_struct"],
        &["check", "/nowhere/old", "/nowhere/k", "/nowhere/l"],
        &["deps", "/nowhere/old", "/nowhere/k", "/nowhere/l", "-o", report],
        &["why", "/nowhere/old", "-o", report],
        &["dump", "/nowhere/old", "-o", report],
    ] {
        let out = abilens(arguments);
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        let message = text(&out.stderr);
        assert!(message.starts_with("abilens: error: /nowhere/old: "), "{message}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0, "nothing half-made is left");
}

#[test]
fn the_catalogue_is_printed_in_every_form() {
    for format in ["text", "json", "markdown"] {
        let out = abilens(&["rules", "--format", format]);
        assert_eq!(out.status.code(), Some(0), "{format}");
        assert!(text(&out.stdout).contains("member-added-inside"), "{format}");
    }
    let out = abilens(&["rules", "member-added-inside"]);
    assert!(text(&out.stdout).starts_with("member-added-inside  breaking"));
    let out = abilens(&["rules", "no-such-rule"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("no rule is named `no-such-rule`"));
}

#[test]
fn colours_come_on_demand_only() {
    assert!(!text(&abilens(&["rules"]).stdout).contains('\u{1b}'));
    assert!(text(&abilens(&["rules", "--color", "always"]).stdout).contains('\u{1b}'));
    assert!(!text(&abilens(&["rules", "--color", "never"]).stdout).contains('\u{1b}'));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_abilens"))
        .args(["rules", "--format", "markdown"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let out = child.wait_with_output().expect("it ends");
    assert_eq!(text(&out.stderr), "");
    assert_eq!(out.status.code(), Some(0));
}
