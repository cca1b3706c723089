//! Each form of an outcome with everything in it: as bytes that its readers take, and as people see it.

use crate::graph::SymbolKind;
use crate::model::gate::{Effect, Status};
use crate::model::report::HunkRef;
use crate::model::report::{
    Counts, LayoutLine, LayoutMark, Report, SCHEMA, Side, SymbolChange, SymbolOutcome, Touches, Verdict,
};
use crate::policy::interface::{Facts, Interface};
use crate::policy::testing::finding;
use crate::policy::{Date, Gate, Policy};
use crate::render::gate::*;
use crate::render::json;
use crate::render::markdown::CommentOptions;
use crate::rules::Severity;

const POLICY: &str = "fail-on = 'never'
[[scope]]
name = 'stable|list'
fail-on = 'risky'
symbols = ['a', 'b', 'gone']
[[waiver]]
id = 'member-removed-t'
reason = 'nobody <uses> it & \"all\" agreed'
author = 'A B'
expires = 2027-01-01
[[waiver]]
id = 'nothing'
reason = 'r'
author = 'a'
expires = 'never'
";

fn outcome(verdict: Verdict) -> GateOutcome {
    let mut first = finding("member-added-inside", "struct", "s");
    first.subject.member = Some("m<n>".into());
    first.subject.file = Some("./include/linux/a b.h".into());
    first.subject.line = Some(7);
    first.hunks.push(HunkRef {
        file: "include/linux/a b.h".into(),
        line: 9,
        old_line: 8,
        commit: Some("0123456789abcdef".into()),
        subject: Some("a: grow".into()),
        patch: None,
        touches: Touches::Line,
    });
    first.why = "drivers read 50% of it, `m`: at the old offsets\nand more".into();
    let mut mild = finding("member-renamed", "struct", "u");
    mild.severity = Severity::Source;
    let findings = vec![first, finding("member-removed", "struct", "t"), mild];
    let ids = findings.iter().map(|f| f.id.clone()).collect();
    let report = Report {
        schema: SCHEMA.into(),
        old: Side { path: "base.abilens".into(), ..Side::default() },
        new: Side { path: "my kernel/vmlinux".into(), ..Side::default() },
        verdict,
        counts: Counts::default(),
        symbols: vec![SymbolChange {
            name: "a".to_owned(),
            demangled: None,
            module: None,
            version: None,
            kind: SymbolKind::Function,
            change: SymbolOutcome::Changed,
            severity: Severity::Breaking,
            reaches: 0,
        }],
        reach_sets: vec![ids],
        reserves: Vec::new(),
        releases: Vec::new(),
        findings,
        diagnostics: vec![Diagnostic {
            level: DiagnosticLevel::Lost,
            code: "unit-damaged",
            object: "x.o".into(),
            section: ".debug_info".into(),
            offset: Some(16),
            message: "ends too early".into(),
        }],
        attribution: None,
        configuration: None,
        profile: None,
        public_headers: None,
        suppressed: None,
    };
    let policy = Policy::parse("abilens.toml", POLICY, std::path::Path::new("")).expect("sound");
    let mut base = Interface::default();
    for name in ["a", "b"] {
        let facts = Facts { declaration: format!("int {name}(void)"), ..Facts::default() };
        base.exports.insert((name.to_owned(), String::new(), String::new()), facts);
    }
    let today = Date { year: 2026, month: 11, day: 23 };
    Gate {
        policy: &policy,
        report: &report,
        base: &base,
        new: &base,
        graphs: None,
        new_symvers: None,
        today,
        allow_incomplete: false,
    }
    .run()
}

fn comment() -> CommentOptions {
    CommentOptions { whole: "abilens diff a 'b c'".to_owned(), ..CommentOptions::default() }
}

fn plain(width: usize) -> text::GateTextOptions {
    let (options, diff_options) = (" --new-symvers 'a b'".to_owned(), " --patch x".to_owned());
    text::GateTextOptions { width, color: false, full_report: None, proposed: None, options, diff_options }
}

#[test]
fn text_says_what_fails_and_what_to_do() {
    let text = text::render(&outcome(Verdict::Breaking), &plain(110));
    assert!(text.starts_with("FAIL   base.abilens -> my kernel/vmlinux\n"), "{text}");
    for part in [
        "fails on risky       2 exports, 1 changed, 3 findings, 1 fails",
        "1 finding waived",
        "  breaking  member-added-inside  struct s m<n>  1 export  include/linux/a b.h:7  0123456789ab",
        "!  abilens.toml:2: gone: no export of BASE has this name",
        "!  abilens.toml:11: unused, there is no such finding, remove it: nothing",
        "abilens gate base.abilens 'my kernel/vmlinux' --policy abilens.toml --new-symvers 'a b' --update",
        "all    abilens diff base.abilens 'my kernel/vmlinux' --patch x",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let text = text::render(&outcome(Verdict::Incomplete), &plain(100));
    assert!(text.starts_with("COULD NOT TELL  base.abilens"), "{text}");
    assert!(text.contains("!  x.o .debug_info+0x10: ends too early"), "{text}");
}

#[test]
fn text_has_at_most_twenty_lines_within_the_width() {
    let mut o = outcome(Verdict::Breaking);
    let fails = o.findings[0].clone();
    for i in 0..300 {
        let mut f = fails.clone();
        f.finding.subject.name = format!("a_structure_with_a_rather_long_name_{i}");
        f.finding.subject.file = Some(format!("./drivers/gpu/drm/amd/display/dc/dml/dcn{i}/display_mode_vba.h"));
        f.exports = 12345;
        o.findings.push(f);
        o.problems.push(o.problems[0].clone());
    }
    for width in [60, 80, 100] {
        let text = text::render(&o, &plain(width));
        assert_eq!(text.lines().count(), 20, "{text}");
        let entries = text.lines().filter(|l| l.starts_with("  breaking"));
        assert!(entries.clone().count() >= 3, "{text}");
        for line in entries {
            assert!(line.chars().count() <= width, "{line}");
        }
    }
}

#[test]
fn what_is_left_out_is_counted_in_problems() {
    let mut o = outcome(Verdict::Breaking);
    let of = |kind, effect| Problem { kind, effect, ..o.problems[0].clone() };
    let many = |kind, effect, n: usize| std::iter::repeat_n(of(kind, effect), n);
    o.problems = many("listed-not-in-base".into(), Effect::Fails, 8)
        .chain(many("waiver-unused".into(), Effect::Fails, 20))
        .chain(many("crc-unknown".into(), Effect::Note, 1))
        .collect();
    let fails = o.findings[0].clone();
    for i in 0..20 {
        let mut f = fails.clone();
        f.finding.subject.name = format!("s{i}");
        o.findings.push(f);
    }
    let text = text::render(&o, &plain(100));
    // One unit that could not be read, and 29 problems.
    let lines: Vec<&str> = text.lines().skip_while(|l| !l.starts_with("  !")).collect();
    let count = |l: &&str| match l.split_once("and ").and_then(|(_, l)| l.split_once(" more")) {
        Some((n, _)) => n.parse().ok(),
        None => l.starts_with("  !").then_some(1),
    };
    assert_eq!(lines.iter().filter_map(count).sum::<usize>(), 30, "{text}");
}

#[test]
fn nothing_compared_is_not_called_no_change() {
    let mut o = outcome(Verdict::Incomplete);
    (o.findings, o.severity) = (Vec::new(), None);
    let text = text::render(&o, &plain(100));
    assert!(text.contains("no change left in what could be read"), "{text}");
    let junit = junit::render(&o);
    assert!(junit.contains("\"could not be told\"") && !junit.contains("\"no change\""), "{junit}");
    assert!(markdown::render(&o, &comment()).contains("Evidence is missing"));
}

#[test]
fn the_next_step_fits_what_fails() {
    let mut o = outcome(Verdict::Breaking);
    o.problems[0] = Problem { kind: "waiver-unfilled".into(), file: Some("w.toml".into()), ..o.problems[0].clone() };
    let text = text::render(&o, &plain(100));
    assert!(text.contains("fill in or renew the waivers that stand in w.toml") && !text.contains("--update"), "{text}");
    o.findings.clear();
    let text = text::render(&o, &plain(100));
    assert!(text.contains("next   put the policy, its lists and waivers right"), "{text}");
}

#[test]
fn counts_and_places_stand_below_each_other() {
    let mut o = outcome(Verdict::Breaking);
    let mut other = o.findings[0].clone();
    (other.finding.subject.name, other.exports) = ("a_longer_name".into(), 12345);
    o.findings.push(other);
    let text = text::render(&o, &plain(120));
    let at =
        |what: &str| text.lines().filter(|l| l.starts_with("  breaking")).map(|l| l.find(what)).collect::<Vec<_>>();
    for column in ["include/", "0123456789ab"] {
        assert!(at(column)[0].is_some() && at(column)[0] == at(column)[1], "{text}");
    }
}

#[test]
fn a_long_problem_takes_two_lines() {
    let mut o = outcome(Verdict::Breaking);
    o.problems[0].message = format!("{}, see --new-symvers", "a long story of a symbol ".repeat(4).trim_end());
    let text = text::render(&o, &plain(80));
    assert!(text.contains("\n     ") && text.contains("see --new-symvers\n"), "{text}");
    assert!(text.lines().count() <= 20, "{text}");
}

#[test]
fn markdown_of_a_kernel_fits_a_comment() {
    let mut o = outcome(Verdict::Breaking);
    let mut fails = o.findings[0].clone();
    let line = |mark, offset| LayoutLine {
        mark,
        old_offset: Some(offset),
        old: Some("long context".into()),
        new_offset: Some(offset + 64),
        new: Some("long context".into()),
        ..LayoutLine::default()
    };
    let same = |i: i128| LayoutLine { new_offset: Some(i * 64), ..line(LayoutMark::Same, i * 64) };
    fails.finding.layout = (5..11).map(same).collect();
    fails.finding.layout.push(line(LayoutMark::Moved, 704));
    fails.finding.why = "why ".repeat(100);
    o.findings.extend(std::iter::repeat_n(fails, 300));
    let note = Problem { effect: Effect::Note, kind: "crc-differs".into(), ..o.problems[0].clone() };
    o.problems.extend(std::iter::repeat_n(note, 400));
    let text = markdown::render(&o, &comment());
    assert!(text.len() < 65_536, "{}", text.len());
    let (failing, notes) = (text.find("### Failing (301)"), text.find("<summary>Notes (400)"));
    assert!(failing.is_some() && failing < notes, "{text}");
    assert!(text.ends_with(" are left out here, to keep this comment short: `abilens diff a 'b c'`\n"), "{text}");
    assert_eq!(text.matches("* crc-differs: ").count(), 11, "{text}");
    assert!(text.contains("* crc-differs: and 390 more"), "{text}");
    o.findings.truncate(4);
    let text = markdown::render(&o, &comment());
    assert!(text.contains("       ...  5 unchanged\n        80  long context\n! 88 -> 96  long context\n"), "{text}");
}

#[test]
fn markdown_of_anything_fits_a_comment() {
    let mut o = outcome(Verdict::Incomplete);
    let name = "n".repeat(5_000);
    let (fails, problem) = (o.findings[0].clone(), o.problems[0].clone());
    for status in [Status::Fails, Status::Waived, Status::Allowed, Status::Suppressed] {
        for i in 0..300 {
            let mut f = fails.clone();
            f.status = status;
            f.finding.subject.name = format!("{name}{i}");
            f.finding.why = format!("why `{i}` {name}");
            f.by = Some(name.clone());
            o.findings.push(f);
        }
    }
    for effect in [Effect::Fails, Effect::Note] {
        o.problems.extend(std::iter::repeat_n(Problem { effect, message: name.clone(), ..problem.clone() }, 300));
    }
    let (scope, lost) = (o.scopes[0].clone(), o.diagnostics[0].clone());
    o.scopes.extend(std::iter::repeat_n(scope, 1000));
    o.diagnostics.extend(std::iter::repeat_n(Diagnostic { message: name.clone(), ..lost }, 300));
    let crc = ChangedCrc {
        name: name.clone(),
        module: "vmlinux".into(),
        scope: "s".into(),
        file: "list".into(),
        line: 1,
        listed: "0x00000001".into(),
        new: "0x00000002".into(),
        causes: vec![fails.finding.id],
        reaches: 12,
    };
    o.crcs.extend(std::iter::repeat_n(crc, 300));
    (o.base, o.new, o.policy) = (name.clone(), name.clone(), Some(name));
    let text = markdown::render(&o, &comment());
    assert!(text.len() < 65_536, "{}", text.len());
    for part in ["### Failing (301)", "### Problems (", "Listed CRCs that differ (300)"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
    assert!(text::render(&o, &plain(100)).lines().count() <= 20);
}

#[test]
fn markdown_quotes_as_code_and_says_a_sample_once() {
    let mut o = outcome(Verdict::Breaking);
    let mut twin = o.findings[0].clone();
    twin.finding.why = "a `b_c` d_e ` f".into();
    o.findings.insert(1, twin);
    let text = markdown::render(&o, &comment());
    assert!(text.contains("drivers read 50% of it, `m`: at the old offsets"), "{text}");
    assert!(text.contains("* **breaking** `member-added-inside` `m<n>`: a `b_c` d\\_e ' f\n"), "{text}");
    assert!(!text.contains("\\`"), "{text}");
    // What fails is one cause; one finding is waived.
    assert_eq!(text.matches("reached by 1 export: a;").count(), 1, "{text}");
    assert_eq!(text.matches("| 1 export: a |").count(), 1, "{text}");
    // Behind what is open stands a table, in which a sample is named once.
    let fails = o.findings[0].clone();
    for i in 0..8 {
        let mut f = fails.clone();
        (f.finding.subject.name, f.finding.id) = (format!("s{i}"), format!("id{i}"));
        o.findings.insert(2 + i, f);
    }
    let text = markdown::render(&o, &comment());
    assert_eq!(text.matches("#### ").count(), 5, "{text}");
    let (_, folded) = text.split_once("<summary>More that fails (4)</summary>").expect("a fold");
    assert_eq!(folded.matches("| 1 export: a |").count(), 2, "{folded}");
    assert_eq!(folded.matches("| 1 export |").count(), 3, "{folded}");
}

#[test]
fn a_gate_that_passes_calls_no_change_left() {
    let mut o = outcome(Verdict::Breaking);
    o.verdict = GateVerdict::Pass;
    let text = text::render(&o, &plain(110));
    assert!(text.starts_with("PASS"), "{text}");
    assert!(text.contains("; no change fails, the worst that passes is breaking\n"), "{text}");
    assert!(!text.contains("change left"), "{text}");
}

#[test]
fn listed_crcs_that_differ_name_what_they_reach() {
    let mut o = outcome(Verdict::Breaking);
    let ids: Vec<String> = o.findings.iter().map(|f| f.finding.id.clone()).collect();
    let crc = |name: &str, causes: &[String], reaches| ChangedCrc {
        name: name.into(),
        module: "vmlinux".into(),
        scope: "stable|list".into(),
        file: "list".into(),
        line: 3,
        listed: "0x00000001".into(),
        new: "0x00000002".into(),
        causes: causes.to_vec(),
        reaches,
    };
    o.crcs = vec![crc("by_types", &ids, 5), crc("by_nothing", &[], 0)];
    let text = text::render(&o, &plain(110));
    assert!(text.lines().count() <= 20, "{text}");
    for part in [
        "  2 listed CRCs differ in NEW; what the symbols reach:\n",
        "     by_types    struct s, struct t, struct u and 2 more findings\n",
        "     by_nothing  no change of types: macros, attributes or spelling\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let text = markdown::render(&o, &comment());
    assert!(
        text.contains("| `by_types` | 0x00000001 | 0x00000002 | struct s, struct t, struct u and 2 more findings |")
    );
}

#[test]
fn names_do_not_reach_the_terminal_as_commands() {
    let mut o = outcome(Verdict::Breaking);
    o.findings[0].finding.subject.name = "s\u{1b}[31m\nred\u{9b}".into();
    o.problems[0].message = "a\u{1}\rb\nc".into();
    for text in [text::render(&o, &plain(100)), markdown::render(&o, &comment())] {
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
        assert!(!text.lines().any(|l| l.starts_with("red") || l.starts_with('c')), "{text}");
    }
    assert!(text::render(&o, &plain(100)).lines().count() <= 20);
}

#[test]
fn what_no_hunk_made_is_said() {
    let mut o = outcome(Verdict::Breaking);
    o.findings[0].finding.hunks[0].touches = Touches::File;
    let forms = |o: &GateOutcome| {
        [
            text::render(o, &plain(120)),
            markdown::render(o, &comment()),
            junit::render(o),
            sarif::render(o),
            annotations::github(o),
            annotations::gitlab(o),
        ]
    };
    assert!(forms(&o).iter().all(|text| !text.contains("no hunk")), "no patch was given");
    o.attribution = Some(crate::model::report::Attribution::default());
    for text in forms(&o) {
        assert!(text.contains("no hunk"), "{text}");
    }
    assert!(json::render(&o).contains("\"attribution\""));
}

#[test]
fn markdown_keeps_its_tables_whole() {
    let text = markdown::render(&outcome(Verdict::Breaking), &comment());
    assert!(text.starts_with("<!-- abilens: gate-base -->\n## abilens gate: FAIL\n"), "{text}");
    let tables = text.lines().filter(|l| l.starts_with('|')).map(|l| l.replace("\\|", ""));
    for line in tables {
        assert!(matches!(line.matches('|').count(), 7 | 8), "{line}");
    }
    for part in [
        "| stable\\|list | risky |",
        "### Failing (1)",
        "reached by 1 export: a; declared at `include/linux/a b.h:7`; made by include/linux/a b.h:9 (0123456789ab",
        "<summary>Waived (1)</summary>",
        "nobody \\<uses\\> it",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn junit_is_read_back() {
    use quick_xml::events::Event;
    let text = junit::render(&outcome(Verdict::Incomplete));
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut depth, mut tags) = (0, std::collections::BTreeMap::<String, usize>::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(e) => {
                depth += 1;
                *tags.entry(String::from_utf8_lossy(e.name().as_ref()).into_owned()).or_default() += 1;
            }
            Event::Empty(e) => *tags.entry(String::from_utf8_lossy(e.name().as_ref()).into_owned()).or_default() += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    let count = |tag: &str| tags.get(tag).copied().unwrap_or(0);
    assert_eq!((count("testsuites"), count("testsuite")), (1, 3));
    // One finding fails, two problems do; one finding is waived; one unit is damaged; one finding passes.
    assert_eq!((count("failure"), count("skipped"), count("error"), count("testcase")), (3, 1, 1, 6), "{text}");
    assert!(text.contains("tests=\"6\" failures=\"3\" errors=\"1\" skipped=\"1\""), "{text}");
}

#[test]
fn junit_keeps_all_of_a_reason() {
    let mut o = outcome(Verdict::Breaking);
    o.findings[1].by = Some("abilens.toml:6: one\ntwo (A B, until 2027-01-01)".into());
    assert!(junit::render(&o).contains("one\ntwo (A B, until 2027-01-01)</skipped>"));
}

#[test]
fn sarif_has_what_its_schema_requires() {
    let text = sarif::render(&outcome(Verdict::Incomplete));
    let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(run["tool"]["driver"]["name"], "abilens");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert!(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].is_string());
    let results = run["results"].as_array().expect("results");
    // Failing, waived and two problems; what passes is no result.
    assert_eq!(results.len(), 4);
    for r in results {
        let index = usize::try_from(r["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], r["ruleId"]);
        assert!(r["message"]["text"].as_str().is_some_and(|t| !t.is_empty()));
        assert!(["error", "warning", "note"].contains(&r["level"].as_str().expect("a level")));
    }
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "include/linux/a%20b.h");
    assert_eq!(place["region"]["startLine"], 7);
    assert_eq!(results[0]["partialFingerprints"]["abilensFinding/v2"], "member-added-inside-s");
    // On all results or on none: here one is waived.
    assert!(results.iter().all(|r| r["suppressions"].is_array()));
    assert_eq!(results[0]["suppressions"].as_array().map(Vec::len), Some(0));
    assert_eq!(results[0]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 9);
    let waived = results.iter().find(|r| r["suppressions"][0].is_object()).expect("one is waived");
    assert_eq!(waived["suppressions"][0]["kind"], "external");
    assert!(waived["suppressions"][0]["justification"].as_str().is_some_and(|t| t.contains("nobody <uses> it")));
    assert_eq!(run["tool"]["driver"]["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn sarif_keeps_to_what_is_taken() {
    let mut o = outcome(Verdict::Breaking);
    let (fails, waived) = (o.findings[0].clone(), o.findings[1].clone());
    assert_eq!((fails.status, waived.status), (Status::Fails, Status::Waived));
    let render = |findings: Vec<crate::model::gate::GateFinding>, o: &mut GateOutcome| {
        o.findings = findings;
        let text = sarif::render(o);
        assert!(text.len() < 10_000_000, "{}", text.len());
        let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let run = &log["runs"][0];
        let results = run["results"].as_array().expect("results").clone();
        (results, run["invocations"][0]["toolExecutionNotifications"].to_string())
    };
    let many = |f: &crate::model::gate::GateFinding, n| std::iter::repeat_n(f.clone(), n);
    let (results, notes) = render(many(&waived, 6000).chain(many(&fails, 10)).collect(), &mut o);
    assert_eq!(results.len(), 5000);
    assert!(results[..10].iter().all(|r| r["ruleId"] == "member-added-inside"), "what fails comes first");
    assert!(notes.contains("1012 more results have no room here"), "{notes}");
    let mut long = fails;
    long.finding.why = "why ".repeat(2_000);
    let (results, notes) = render(many(&long, 3000).collect(), &mut o);
    assert!((900..1200).contains(&results.len()), "{}", results.len());
    assert!(notes.contains("more results have no room here"), "{notes}");
}

#[test]
fn annotations_are_escaped() {
    let text = annotations::github(&outcome(Verdict::Incomplete));
    let first = text.lines().next().expect("a line");
    assert!(
        first.starts_with("::error file=include/linux/a b.h,line=7,title=breaking%3A member-added-inside::"),
        "{first}"
    );
    assert!(first.contains("50%25 of it, `m`: at the old offsets and more"), "{first}");
    assert_eq!(text.lines().count(), 5, "{text}");
    assert!(text.lines().all(|l| l.starts_with("::error ") || l.starts_with("::notice ")), "{text}");
    let issues: serde_json::Value =
        serde_json::from_str(&annotations::gitlab(&outcome(Verdict::Incomplete))).expect("JSON");
    let issues = issues.as_array().expect("an array");
    assert_eq!(issues.len(), 4);
    let mut prints = std::collections::BTreeSet::new();
    for i in issues {
        assert!(i["description"].is_string() && i["check_name"].is_string());
        assert!(prints.insert(i["fingerprint"].as_str().expect("a fingerprint").to_owned()));
        assert!(
            ["info", "minor", "major", "critical", "blocker"].contains(&i["severity"].as_str().expect("a severity"))
        );
        assert!(i["location"]["path"].is_string() && i["location"]["lines"]["begin"].as_u64().is_some_and(|n| n > 0));
    }
    assert_eq!(issues[1]["location"]["path"], "abilens.toml");
}

#[test]
fn sources_are_named_from_their_root() {
    let mut o = outcome(Verdict::Breaking);
    o.findings[0].finding.subject.file = Some("/src/lib/a.h".into());
    for (root, file) in [("/src/li", "/src/lib/a.h"), ("", "/src/lib/a.h"), ("/src/", "lib/a.h"), ("/src", "lib/a.h")] {
        o.sources_from(root);
        assert_eq!(o.findings[0].finding.subject.file.as_deref(), Some(file), "{root}");
    }
    assert!(sarif::render(&o).contains("\"uri\": \"lib/a.h\""));
}

#[test]
fn json_holds_it_all() {
    let text = json::render(&outcome(Verdict::Breaking));
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["schema"], "abilens-gate/2");
    assert_eq!(value["verdict"], "fail");
    assert_eq!(value["findings"].as_array().map(Vec::len), Some(3));
    assert_eq!(value["findings"][0]["status"], "fails");
    assert_eq!(value["problems"].as_array().map(Vec::len), Some(2));
}
