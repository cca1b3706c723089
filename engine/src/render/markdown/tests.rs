//! The comment of a comparison: its mark, what stands open and folded, what has no room, and names that want to be obeyed.

use super::*;
use crate::model::report::{Counts, LayoutLine, LayoutMark, Release, ReleaseAdvice, SCHEMA, Side};
use crate::policy::testing::finding;

/// A report with so many root causes, each with a layout of that many lines.
fn many(causes: usize, lines: usize, name: &str) -> Report {
    let line = |i: i128| LayoutLine {
        mark: LayoutMark::Changed,
        old_offset: Some(i * 64),
        old: Some(format!("old {name}")),
        new_offset: Some(i * 64),
        new: Some(format!("new {name}")),
        ..LayoutLine::default()
    };
    let cause = |i: usize| {
        let mut f = finding("member-added-inside", "struct", &format!("{name}{i}"));
        f.layout = (0..lines as i128).map(line).collect();
        f.why = format!("drivers read `{name}` at the old offset of {name}");
        f.subject.file = Some(format!("{name}.h"));
        f
    };
    Report {
        schema: SCHEMA.into(),
        old: Side { path: format!("old/{name}.so"), ..Side::default() },
        new: Side { path: format!("new/{name}.so"), ..Side::default() },
        verdict: Verdict::Breaking,
        counts: Counts { breaking: causes, ..Counts::default() },
        findings: (0..causes).map(cause).collect(),
        symbols: Vec::new(),
        reach_sets: Vec::new(),
        reserves: Vec::new(),
        releases: Vec::new(),
        diagnostics: Vec::new(),
        attribution: None,
        configuration: None,
        profile: None,
        public_headers: None,
        suppressed: None,
    }
}

fn options() -> CommentOptions {
    CommentOptions { whole: "abilens diff old new --full".into(), ..CommentOptions::default() }
}

/// What GitHub does not fold.
fn open(text: &str) -> &str {
    text.split("<details>").next().unwrap_or(text)
}

#[test]
fn five_causes_stand_open_and_the_rest_is_folded() {
    let text = super::report(&many(9, 2, "s"), &options());
    assert!(text.starts_with("<!-- abilens: diff-s.so -->\n## abilens diff: BREAKING\n"), "{text}");
    assert_eq!(open(&text).matches("\n#### ").count(), 5, "{text}");
    assert_eq!(open(&text).matches("```diff").count(), 5, "{text}");
    assert!(text.contains("<details><summary>4 more changes</summary>"), "{text}");
    assert!(!text.contains("left out here"), "{text}");
    let few = super::report(&many(5, 2, "s"), &options());
    assert!(!few.contains("<details>"), "{few}");
}

#[test]
fn several_libraries_are_told_apart() {
    let mut report = many(7, 1, "s");
    let release = |library: &str, verdict, findings: &[usize]| Release {
        library: library.to_owned(),
        verdict: Some(verdict),
        findings: findings.iter().map(|&i| report.findings[i].id.clone()).collect(),
        advice: ReleaseAdvice::KeepSoname,
        old_soname: None,
        new_soname: None,
        why: String::new(),
        because: Vec::new(),
        breaking: 0,
        risky: 0,
        source: 0,
        added: 0,
        remarks: Vec::new(),
    };
    let releases = vec![
        release("liba|b.so.1", Verdict::Risky, &[0, 6]),
        release("libbad.so.1", Verdict::Breaking, &[0]),
        release("libsame.so.1", Verdict::None, &[]),
    ];
    report.releases = releases;
    let text = super::report(&report, &options());
    let table = "| `libbad.so.1` | breaking | 1 | keep SONAME:  |\n| `liba\\|b.so.1` | risky | 2 | keep SONAME:  |\n\n";
    assert!(text.contains(table), "{text}");
    assert!(!text.contains("| `libsame.so.1`"), "{text}");
    assert!(text.contains("in `liba|b.so.1`, `libbad.so.1`\n"), "{text}");
    assert!(text.contains(" in `liba\\|b.so.1` |"), "{text}");
    report.releases.truncate(1);
    assert!(!super::report(&report, &options()).contains("| library |"));
}

#[test]
fn what_has_no_room_is_counted_with_the_way_to_the_whole() {
    let text = super::report(&many(3_000, 400, "a_name_of_some_length"), &options());
    assert!(text.len() < 65_536, "{}", text.len());
    assert!(
        text.ends_with(" are left out here, to keep this comment short: `abilens diff old new --full`\n"),
        "{text}"
    );
    assert!(text.contains("more lines\n```"), "{text}");
    let link = CommentOptions { link: "https://ci.example/run/1".parse().ok(), ..options() };
    let text = super::report(&many(3_000, 400, "s"), &link);
    assert!(text.ends_with("to keep this comment short: [the whole report](https://ci.example/run/1)\n"), "{text}");
    let text = super::report(&many(1, 1, "s"), &link);
    assert!(text.ends_with("\n[the whole report](https://ci.example/run/1)\n"), "{text}");
}

/// Lines that open or close a block of code: one that holds further backticks begins with a code span (CommonMark 4.5).
fn fences(text: &str) -> usize {
    text.lines().filter(|l| l.starts_with("```") && !l.trim_start_matches('`').contains('`')).count()
}

#[test]
fn names_of_any_length_and_alphabet_leave_room() {
    for name in ["\u{540d}".repeat(5_000), "`".repeat(5_000), "<".repeat(5_000), "|".repeat(5_000)] {
        let text = super::report(&many(200, 200, &name), &options());
        assert!(text.len() < 65_536, "{}", text.len());
        assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
        assert_eq!(fences(&text) % 2, 0, "{text}");
    }
}

#[test]
fn a_name_ends_no_fold_no_fence_and_no_comment() {
    let name = "x</details>\n```\n--> <!-- abilens: other --> @all [a](http://b) <img src=x>";
    let text = super::report(&many(7, 3, name), &CommentOptions { id: "mine".parse().ok(), ..options() });
    assert!(text.starts_with("<!-- abilens: mine -->\n##"), "{text}");
    assert_eq!(text.lines().filter(|l| l.starts_with("<!--")).count(), 1, "{text}");
    assert_eq!(fences(&text) % 2, 0, "{text}");
    assert_eq!(text.lines().filter(|l| *l == "</details>").count(), text.matches("<details>").count(), "{text}");
}
