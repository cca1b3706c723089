//! What is longer than the screen goes through a pager where a person sits: tried in a terminal that `script` makes.

use std::path::Path;
use std::process::{Command, Output};

/// Rows of the terminal: less than the report has.
const FEW: u32 = 12;
/// More than it has.
const MANY: u32 = 2000;

/// Runs a command line of the shell, where `abilens` is the binary, in a terminal with so many rows.
fn in_terminal(rows: u32, variables: &[(&str, &str)], line: &str) -> Output {
    let binary = Path::new(env!("CARGO_BIN_EXE_abilens"));
    let line = line.replace("abilens", &format!("'{}'", binary.display()));
    let script = format!("stty rows {rows} cols 100 -opost; {line}");
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command", &script, "/dev/null"]);
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/demo"));
    for name in ["ABILENS_PAGER", "PAGER", "LESS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm").envs(variables.iter().copied());
    command.stdin(std::process::Stdio::null()).output().expect("script is a part of every Debian")
}

const DIFF: &str = "abilens diff libdemo-1.so libdemo-2.so";
/// A pager that marks what goes through it.
const MARKS: (&str, &str) = ("ABILENS_PAGER", "sed s/^/paged:/");

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn is_paged(output: &Output) -> bool {
    let text = text(output);
    assert!(text.contains("BREAKING"), "{text}");
    let marked = text.lines().filter(|line| line.starts_with("paged:")).count();
    assert!(marked == 0 || marked == text.lines().count(), "all or nothing goes through the pager: {text}");
    marked > 0
}

#[test]
fn a_long_report_is_paged_and_the_exit_code_stays() {
    let output = in_terminal(FEW, &[MARKS], DIFF);
    assert!(is_paged(&output));
    assert_eq!(output.status.code(), Some(1));
    let output = in_terminal(FEW, &[MARKS], &format!("{DIFF} --fail-on never"));
    assert!(is_paged(&output));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_pager_gets_what_would_be_printed() {
    let plain = in_terminal(FEW, &[], &format!("{DIFF} --no-pager"));
    let paged = in_terminal(FEW, &[MARKS], DIFF);
    assert!(text(&plain).contains('\u{1b}'), "there are colours");
    assert_eq!(text(&paged).replace("paged:", ""), text(&plain));
}

#[test]
fn what_fits_is_not_paged() {
    assert!(!is_paged(&in_terminal(MANY, &[MARKS], DIFF)));
}

#[test]
fn the_screen_is_full_at_one_line_less_than_it_has() {
    let lines = text(&in_terminal(MANY, &[], DIFF)).lines().count();
    let rows = u32::try_from(lines).expect("a few");
    // Without colours, which count as columns.
    let colourless = format!("{DIFF} --color never");
    assert!(!is_paged(&in_terminal(rows + 1, &[MARKS], &colourless)));
    assert!(is_paged(&in_terminal(rows, &[MARKS], &colourless)));
}

#[test]
fn nothing_is_paged_where_that_is_not_wanted() {
    let unasked =
        |variables: &[(&str, &str)], line: &str| assert!(!is_paged(&in_terminal(FEW, variables, line)), "{line}");
    unasked(&[MARKS], &format!("{DIFF} --no-pager"));
    unasked(&[MARKS, ("TERM", "dumb")], DIFF);
    unasked(&[("ABILENS_PAGER", ""), ("PAGER", MARKS.1)], DIFF);
    unasked(&[("ABILENS_PAGER", "cat"), ("PAGER", MARKS.1)], DIFF);
    unasked(&[MARKS], &format!("{DIFF} | tr a a"));
    unasked(&[MARKS], &format!("{DIFF} -o -"));
}

#[test]
fn other_pagers_are_asked_in_their_order() {
    assert!(is_paged(&in_terminal(FEW, &[("PAGER", MARKS.1)], DIFF)));
    assert!(!is_paged(&in_terminal(FEW, &[("ABILENS_PAGER", "tr a a"), ("PAGER", MARKS.1)], DIFF)));
    // What needs a shell gets one.
    assert!(is_paged(&in_terminal(FEW, &[("ABILENS_PAGER", "tr a a | sed 's/^/paged:/'")], DIFF)));
}

#[test]
fn a_reader_who_has_enough_is_no_error() {
    let output = in_terminal(FEW, &[("ABILENS_PAGER", "head -n 3")], "abilens rules --format json");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert_eq!(text(&output).lines().count(), 3, "{}", text(&output));
}

#[test]
fn a_pager_that_is_not_there_loses_nothing() {
    let output = in_terminal(FEW, &[("ABILENS_PAGER", "/nowhere/pager")], DIFF);
    assert!(text(&output).contains("no pager: /nowhere/pager"), "{}", text(&output));
    assert!(!is_paged(&output));
    assert_eq!(output.status.code(), Some(1));
    // A shell starts, and tells only at its end that it found nothing.
    let output = in_terminal(FEW, &[("ABILENS_PAGER", "/nowhere/pager --option=1")], DIFF);
    assert!(text(&output).contains("did not run"), "{}", text(&output));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_terminal_does_not_obey_what_a_file_of_others_says_and_other_programs_get_it_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let listed = folder.path().join("listed");
    let text = "# \u{1b}[31mred\nlibdemo.so.1 demo #MINVER#\n";
    std::fs::write(&listed, text).expect("a file");
    let line =
        format!("abilens symbols libdemo-1.so --check {} --package p --package-version 1 -o -", listed.display());
    let shown = self::text(&in_terminal(MANY, &[], &line));
    assert!(shown.contains("[31mred") && !shown.contains("\u{1b}[31mred"), "{shown}");
    let piped = self::text(&in_terminal(MANY, &[], &format!("{line} | head -n 1 | od -c")));
    assert!(piped.contains("033   [   3   1   m"), "{piped}");
}
