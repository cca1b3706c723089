//! Policies as written, and what they make of a report.

use std::path::Path;

use super::interface::Facts;
use super::testing::finding;
use super::*;
use crate::graph::SymbolKind;
use crate::model::gate::{GateVerdict, Status};
use crate::model::report::{Counts, Finding, Instance, Report, SCHEMA, Side, SymbolChange, SymbolOutcome, Verdict};

fn policy(text: &str) -> Policy {
    Policy::parse("abilens.toml", text, Path::new("")).expect("a sound policy")
}

/// Exports `a`, `b`, `c` of BASE; `a` reaches the first finding, `b` both, `c` none.
fn report(findings: Vec<Finding>) -> Report {
    let change = |name: &str, reaches| SymbolChange {
        name: name.to_owned(),
        demangled: None,
        module: Some("vmlinux".to_owned()),
        version: None,
        kind: SymbolKind::Function,
        change: SymbolOutcome::Changed,
        severity: Severity::Breaking,
        reaches,
    };
    let ids: Vec<String> = findings.iter().map(|f| f.id.clone()).collect();
    Report {
        schema: SCHEMA.into(),
        old: Side { path: "base".into(), machine: "x86_64".into(), ..Side::default() },
        new: Side { path: "new".into(), ..Side::default() },
        verdict: Verdict::Breaking,
        counts: Counts::default(),
        symbols: vec![change("a", 0), change("b", 1)],
        reach_sets: vec![ids[..1].to_vec(), ids],
        reserves: Vec::new(),
        releases: Vec::new(),
        findings,
        diagnostics: Vec::new(),
        attribution: None,
        configuration: None,
        profile: None,
        public_headers: None,
        suppressed: None,
    }
}

fn two() -> Report {
    let mut mild = finding("member-renamed", "struct", "t");
    mild.severity = Severity::Source;
    report(vec![finding("member-added-inside", "struct", "s"), mild])
}

fn run(policy: &Policy, report: &Report) -> GateOutcome {
    let mut base = Interface::default();
    for name in ["a", "b", "c"] {
        let key = (name.to_owned(), "vmlinux".to_owned(), String::new());
        let (module_path, declaration) = (Some("vmlinux".into()), format!("int {name}(void)"));
        base.exports.insert(key, Facts { module_path, declaration, ..Facts::default() });
    }
    let today = Date { year: 2026, month: 11, day: 23 };
    Gate { policy, report, base: &base, new: &base, graphs: None, new_symvers: None, today, allow_incomplete: false }
        .run()
}

fn statuses(o: &GateOutcome) -> Vec<(&str, Status)> {
    o.findings.iter().map(|f| (f.finding.rule.id(), f.status)).collect()
}

fn kinds(o: &GateOutcome) -> Vec<&str> {
    o.problems.iter().map(|p| &*p.kind).collect()
}

const FILLED: &str = "reason = 'r'\nauthor = 'a'\nexpires = 2027-01-01\n";

#[test]
fn thresholds_by_severity_and_by_rule() {
    let o = run(&Policy::default(), &two());
    assert_eq!(o.verdict, GateVerdict::Fail);
    assert_eq!(statuses(&o), [("member-added-inside", Status::Fails), ("member-renamed", Status::Passes)]);
    assert_eq!(o.severity, Some(Severity::Breaking));
    let o = run(&policy("fail-on = 'never'\n[rules]\nmember-renamed = 'fail'\n"), &two());
    assert_eq!(statuses(&o), [("member-renamed", Status::Fails), ("member-added-inside", Status::Passes)]);
    let o = run(&policy("[rules]\nmember-added-inside = 'pass'\n"), &two());
    assert_eq!(o.verdict, GateVerdict::Pass);
    let o = run(&policy("fail-on = 'source'\n"), &two());
    assert_eq!(o.scopes[0].failing, 2);
    assert_eq!((o.scopes[0].symbols, o.scopes[0].changed, o.scopes[0].name.as_str()), (3, 2, "all exports"));
}

#[test]
fn a_finding_counts_where_an_export_of_the_scope_reaches_it() {
    let only_a = "fail-on = 'never'\n[[scope]]\nname = 'list'\nfail-on = 'source'\nsymbols = ['a']\n";
    let o = run(&policy(only_a), &two());
    assert_eq!(statuses(&o), [("member-added-inside", Status::Fails), ("member-renamed", Status::Passes)]);
    assert_eq!((o.findings[0].exports, &o.findings[0].sample[..]), (1, &["a".to_owned()][..]));
    assert_eq!(o.findings[0].scopes, ["list"]);
    let only_c = only_a.replace("'a'", "'c'");
    assert_eq!(run(&policy(&only_c), &two()).verdict, GateVerdict::Pass);
    // The rest is judged by the threshold at the top.
    let rest = only_c.replace("'never'", "'breaking'");
    let o = run(&policy(&rest), &two());
    assert_eq!(o.findings[0].scopes, ["everything else"]);
    // A rule may be let pass in one scope only.
    let own = format!("{only_a}rules = {{ member-added-inside = 'pass' }}\n");
    assert_eq!(run(&policy(&own), &two()).verdict, GateVerdict::Pass);
}

#[test]
fn exports_of_several_scopes_are_counted_once_and_together() {
    let text = "[[scope]]\nname = 'l'\nfail-on = 'source'\nsymbols = ['a']\n[[scope]]\nname = 'm'\nfail-on = 'source'\nsymbols = ['a']\n";
    let o = run(&policy(text), &two());
    let first = &o.findings[0];
    assert_eq!(
        (first.finding.rule.id(), first.exports, &first.scopes[..]),
        ("member-added-inside", 2, &["l".to_owned(), "m".to_owned(), "everything else".to_owned()][..])
    );
    assert_eq!(first.sample, ["a", "b"]);
}

#[test]
fn what_no_export_reaches_is_the_business_of_the_rest() {
    let mut r = two();
    let mut soname = finding("object-soname-changed", "object", "lib");
    soname.id = "soname".into();
    r.findings.push(soname);
    let text = "fail-on = 'breaking'\n[[scope]]\nname = 'list'\nfail-on = 'never'\nsymbols = ['a', 'b']\n";
    let o = run(&policy(text), &r);
    let failing: Vec<&str> = o.with(Status::Fails).map(|f| f.finding.rule.id()).collect();
    assert_eq!(failing, ["object-soname-changed"]);
}

#[test]
fn tolerated_exports_do_not_count() {
    let mut p = policy("fail-on = 'source'\n");
    p.severities.parse("sev", "b PASS\n").expect("sound");
    let o = run(&p, &two());
    assert_eq!(statuses(&o), [("member-added-inside", Status::Fails), ("member-renamed", Status::Tolerated)]);
    assert_eq!(o.findings[1].by.as_deref(), Some("sev:1"));
    assert_eq!(o.tolerated.len(), 1);
    assert_eq!(o.severity, Some(Severity::Breaking));
    p.severities = severities::Severities::default();
    p.severities.parse("sev", "vmlinux PASS\n").expect("sound");
    assert_eq!(run(&p, &two()).verdict, GateVerdict::Pass);
}

#[test]
fn suppressions_take_findings_and_exports() {
    let mut p = policy("fail-on = 'source'\n");
    p.suppressions =
        suppressions::parse("s", "[suppress_type]\nname = s\n[suppress_function]\nname = b\n").expect("two");
    let o = run(&p, &two());
    assert_eq!(statuses(&o), [("member-added-inside", Status::Suppressed), ("member-renamed", Status::Tolerated)]);
    assert_eq!((o.verdict, o.severity), (GateVerdict::Pass, None));
}

#[test]
fn suppressions_do_not_take_what_follows_for_other_types() {
    let mut r = two();
    let root = r.findings[0].id.clone();
    let mut holder = finding("struct-size-changed", "struct", "holder");
    (holder.root, holder.caused_by) = (false, vec![root]);
    r.findings.push(holder);
    let mut p = policy("fail-on = 'breaking'\n");
    p.suppressions = suppressions::parse("s", "[suppress_type]\nname = s\n").expect("one");
    let o = run(&p, &r);
    assert_eq!(o.findings[0].status, Status::Fails);
    assert_eq!((o.verdict, kinds(&o)), (GateVerdict::Fail, vec!["suppression-overreached"]));
    p.suppressions = suppressions::parse("s", "[suppress_type]\nname_regexp = ^(s|holder)$\n").expect("one");
    assert_eq!(run(&p, &r).verdict, GateVerdict::Pass);
    r.findings[2].severity = Severity::Risky;
    p.suppressions = suppressions::parse("s", "[suppress_type]\nname = s\n").expect("one");
    assert_eq!(run(&p, &r).verdict, GateVerdict::Pass);
}

#[test]
fn waivers_waive_one_finding_and_lower_no_other() {
    let by_id = format!("[[waiver]]\nid = 'member-added-inside-s'\n{FILLED}");
    let o = run(&policy(&format!("fail-on = 'source'\n{by_id}")), &two());
    assert_eq!(statuses(&o), [("member-renamed", Status::Fails), ("member-added-inside", Status::Waived)]);
    assert_eq!(o.severity, Some(Severity::Source));
    let by = "abilens.toml:2: r (a, until 2027-01-01)";
    assert_eq!(o.with(Status::Waived).next().and_then(|f| f.by.as_deref()), Some(by));
    let by_rule = format!("[[waiver]]\nrule = 'member-added-inside'\nsubject = 'struct s'\n{FILLED}");
    assert_eq!(run(&policy(&by_rule), &two()).verdict, GateVerdict::Pass);
    for wrong in
        ["subject = 'struct t'", "subject = 'union s'", "subject = 's'\nmember = 'm'", "subject = 's'\nmodule = 'x'"]
    {
        let text = by_rule.replace("subject = 'struct s'", wrong);
        assert_eq!(kinds(&run(&policy(&text), &two())), ["waiver-unused"], "{wrong}");
    }
    let other_machine = format!("{by_rule}machine = 'aarch64'\n");
    let o = run(&policy(&other_machine), &two());
    assert_eq!((o.verdict, o.problems.len()), (GateVerdict::Fail, 0));
}

#[test]
fn whatever_is_waived_the_rest_keeps_its_severity() {
    let severities = Severity::ALL;
    let all: Vec<Finding> = severities
        .into_iter()
        .map(|severity| Finding {
            severity,
            id: severity.to_string(),
            ..finding("member-removed", "struct", severity.as_str())
        })
        .collect();
    let r = report(all);
    for mask in 0..32_usize {
        let waived = |i: usize| mask >> i & 1 == 1;
        let mut text = "fail-on = 'cosmetic'\n".to_owned();
        for (i, s) in severities.into_iter().enumerate().filter(|(i, _)| waived(*i)) {
            assert!(i < 5);
            text.push_str(&format!("[[waiver]]\nid = '{s}'\n{FILLED}"));
        }
        let o = run(&policy(&text), &r);
        let left = severities.into_iter().enumerate().filter(|(i, _)| !waived(*i)).map(|(_, s)| s).max();
        assert_eq!(o.severity, left, "{mask:05b}");
        assert_eq!(o.verdict == GateVerdict::Pass, left.is_none(), "{mask:05b}");
    }
}

#[test]
fn waivers_of_one_instance_leave_the_others() {
    let part = |name: &str, root: bool| {
        let mut out = finding("member-added-inside", "struct", name);
        if !root {
            out.root = false;
            out.caused_by = vec!["of-template".into()];
        }
        out
    };
    let mut all = part("v<int>", true);
    let instance = |f: &Finding| Instance { name: f.subject.name.clone(), id: f.id.clone() };
    let (second, third) = (part("v<long>", false), part("v<char>", false));
    all.instances = vec![instance(&all), instance(&second), instance(&third)];
    all.id = "of-template".into();
    let mut report = report(vec![all, second, third]);
    report.reach_sets = vec![vec!["of-template".into()]; 2];
    let waive = |names: &[&str]| -> String {
        names.iter().map(|name| format!("[[waiver]]\nid = '{name}'\n{FILLED}")).collect()
    };
    let fails = |o: &GateOutcome| o.findings.iter().filter(|f| f.status == Status::Fails).count();
    // One finding, unless somebody speaks of an instance.
    let whole = run(&policy(""), &report);
    assert_eq!((whole.findings.len(), fails(&whole)), (1, 1));
    let waived = run(&policy(&waive(&["of-template"])), &report);
    assert_eq!((waived.findings.len(), fails(&waived), kinds(&waived)), (1, 0, vec![]));
    for name in ["member-added-inside-v<int>", "member-added-inside-v<long>"] {
        let one = run(&policy(&waive(&[name])), &report);
        assert_eq!((one.findings.len(), fails(&one), kinds(&one)), (3, 2, vec![]), "{name}");
    }
    let each = ["v<int>", "v<long>", "v<char>"].map(|name| format!("member-added-inside-{name}"));
    let each = run(&policy(&waive(&each.each_ref().map(String::as_str))), &report);
    assert_eq!((fails(&each), kinds(&each)), (0, vec![]));
    let by_name = format!("[[waiver]]\nrule = 'member-added-inside'\nsubject = 'struct v<int>'\n{FILLED}");
    assert_eq!(fails(&run(&policy(&by_name), &report)), 2);
    let all_names = format!("[[waiver]]\nrule = 'member-added-inside'\nsubject = 'struct v<*'\n{FILLED}");
    assert_eq!(fails(&run(&policy(&all_names), &report)), 0);
}

#[test]
fn bad_waivers_fail_the_gate_and_waive_nothing() {
    let waiver = |keys: &str| format!("[[waiver]]\n{keys}");
    let id = "id = 'member-added-inside-s'\n";
    for (text, kind, line) in [
        (waiver(&format!("id = 'other'\n{FILLED}")), "waiver-unused", 1),
        (waiver(&format!("id = 'member-renamed-t'\n{FILLED}")), "waiver-unused", 1),
        (waiver(&format!("{id}reason = 'r'\nauthor = 'a'\nexpires = 2026-11-22\n")), "waiver-expired", 1),
        (waiver(&format!("{id}reason = ' '\nauthor = 'a'\nexpires = 'never'\n")), "waiver-unfilled", 1),
        (waiver(&format!("{id}reason = 'r'\nauthor = ''\nexpires = 'never'\n")), "waiver-unfilled", 1),
        (waiver(&format!("{id}rule = 'member-removed'\n{FILLED}")), "waiver-mismatch", 1),
        (waiver(&format!("{id}{FILLED}")) + &waiver(&format!("{id}{FILLED}")), "waiver-duplicate", 6),
        (
            waiver(&format!("{id}{FILLED}"))
                + &waiver(&format!("rule = 'member-added-inside'\nsubject = '*'\n{FILLED}")),
            "waiver-duplicate",
            6,
        ),
    ] {
        let o = run(&policy(&text), &two());
        assert_eq!((o.verdict, kinds(&o)), (GateVerdict::Fail, vec![kind]), "{text}");
        assert_eq!(o.problems[0].line, Some(line), "{text}");
        let waived = o.with(Status::Waived).count();
        assert_eq!(waived, usize::from(kind == "waiver-duplicate"), "{text}");
    }
    let last_day = waiver(&format!("{id}reason = 'r'\nauthor = 'a'\nexpires = 2026-11-23\n"));
    assert_eq!(run(&policy(&last_day), &two()).verdict, GateVerdict::Pass);
}

#[test]
fn a_waiver_of_what_follows_names_its_root() {
    let mut r = two();
    let caused_by = vec!["member-added-inside-s".to_owned()];
    r.findings.push(Finding { root: false, caused_by, ..finding("struct-size-changed", "struct", "s") });
    let o = run(&policy(&format!("fail-on = 'never'\n[[waiver]]\nid = 'struct-size-changed-s'\n{FILLED}")), &r);
    assert_eq!(kinds(&o), ["waiver-unused"]);
    assert!(o.problems[0].message.contains("follows from member-added-inside-s"), "{}", o.problems[0].message);
}

#[test]
fn a_listed_symbol_that_base_does_not_export_is_said() {
    let text = "fail-on = 'never'\n\n[[scope]]\nname = 'list'\nfail-on = 'never'\nsymbols = ['a', 'gone', 'x_*']\n";
    let o = run(&policy(text), &two());
    assert_eq!((o.verdict, kinds(&o)), (GateVerdict::Fail, vec!["listed-not-in-base"; 2]));
    assert_eq!(o.problems[0].line, Some(3));
    let o =
        run(&policy(&text.replace("fail-on = 'never'\nsym", "fail-on = 'never'\nnot-in-base = 'note'\nsym")), &two());
    assert_eq!((o.verdict, o.problems.len()), (GateVerdict::Pass, 2));
}

#[test]
fn missing_evidence_is_no_pass() {
    let mut r = two();
    r.verdict = Verdict::Incomplete;
    assert_eq!(run(&policy("fail-on = 'never'\n"), &r).verdict, GateVerdict::Incomplete);
    let (empty, mut r) = (Interface::default(), two());
    (r.findings, r.symbols, r.verdict) = (Vec::new(), Vec::new(), Verdict::None);
    let today = Date { year: 2026, month: 1, day: 1 };
    let p = Policy::default();
    let o = Gate {
        policy: &p,
        report: &r,
        base: &empty,
        new: &empty,
        graphs: None,
        new_symvers: None,
        today,
        allow_incomplete: false,
    }
    .run();
    assert_eq!((o.verdict, kinds(&o)), (GateVerdict::Incomplete, vec!["no-exports"]));
}

#[test]
fn a_type_that_was_lost_is_no_pass_below_any_threshold() {
    let mut lost = finding("symbol-type-unknown", "function", "a");
    lost.severity = Severity::Risky;
    let r = report(vec![lost]);
    for text in ["fail-on = 'breaking'\n", "fail-on = 'never'\n", "fail-on = 'risky'\n"] {
        let o = run(&policy(text), &r);
        assert_eq!((o.verdict, kinds(&o)), (GateVerdict::Incomplete, vec!["type-lost"]), "{text}");
    }
    let passes = |text: &str| {
        let o = run(&policy(text), &r);
        (o.verdict, o.problems.len()) == (GateVerdict::Pass, 0)
    };
    assert!(passes("[rules]\nsymbol-type-unknown = 'pass'\n"));
    assert!(passes(&format!("fail-on = 'breaking'\n[[waiver]]\nid = 'symbol-type-unknown-a'\n{FILLED}")));
    let (p, base) = (policy("fail-on = 'breaking'\n"), Interface { has_symbols: true, ..Interface::default() });
    let today = Date { year: 2026, month: 1, day: 1 };
    let gate = Gate {
        policy: &p,
        report: &r,
        base: &base,
        new: &base,
        graphs: None,
        new_symvers: None,
        today,
        allow_incomplete: true,
    };
    assert_eq!(gate.run().verdict, GateVerdict::Pass);
    let mut base = Interface::default();
    base.exports.insert(("a".into(), "m".into(), String::new()), Facts::default());
    let r = report(vec![finding("member-renamed", "struct", "t")]);
    let p = policy("fail-on = 'never'\n");
    let gate = Gate {
        policy: &p,
        report: &r,
        base: &base,
        new: &base,
        graphs: None,
        new_symvers: None,
        today,
        allow_incomplete: false,
    };
    assert_eq!(kinds(&gate.run()), ["types-unknown"]);
}

#[test]
fn proposals_are_waivers_that_wait_for_a_reason() {
    let mut r = two();
    r.findings[0].subject.member = Some("m\"n".into());
    let today = Date { year: 2026, month: 11, day: 23 };
    let text = waivers::propose(r.findings.iter(), today);
    let o = run(&policy(&format!("fail-on = 'source'\n{text}")), &r);
    assert_eq!(kinds(&o), ["waiver-unfilled"; 2]);
    let filled = text.replace("reason = \"\"", "reason = \"r\"").replace("author = \"\"", "author = \"a\"");
    let o = run(&policy(&format!("fail-on = 'source'\n{filled}")), &r);
    assert_eq!((o.verdict, o.problems.len()), (GateVerdict::Pass, 0));
}

#[test]
fn what_a_policy_does_not_know_is_named_with_its_line() {
    for (text, what) in [
        ("fail-on = 'bad'\n", "abilens.toml: line 1: unknown severity `bad`"),
        ("fail-on = 'risky'\nfail_on = 'x'\n", "abilens.toml: line 2: unknown field `fail_on`"),
        ("\n[rules]\nno-such-rule = 'fail'\n", "abilens.toml: line 3: no rule is named `no-such-rule`"),
        ("[rules]\nmember-renamed = 'maybe'\n", "abilens.toml: line 2: unknown variant `maybe`"),
        ("[[scope]]\nname = 'l'\nfail-on = 'risky'\n", "abilens.toml: line 1: scope `l` holds no symbol"),
        ("[[scope]]\nname = 'l'\n", "abilens.toml: line 1: missing field `fail-on`"),
        (
            "[[scope]]\nname = 'l'\nfail-on = 'risky'\nlists = ['/nowhere/l']\n",
            "abilens.toml: line 4: /nowhere/l: No such file",
        ),
        ("severities = [\n'/nowhere/s']\n", "abilens.toml: line 2: /nowhere/s: No such file"),
        (
            "\n\n[[waiver]]\nreason = ''\nauthor = ''\nexpires = 'never'\n",
            "abilens.toml: line 3: a waiver needs an `id`",
        ),
        ("[[waiver]]\nid = 'x'\nreason = ''\nauthor = ''\n", "abilens.toml: line 1: missing field `expires`"),
        ("[[waiver]]\nid = 'x'\nreason = ''\nauthor = ''\nexpires = 'soon'\n", "abilens.toml: line 5: expected a date"),
        (
            "[[waiver]]\nrule = 'nope'\nsubject = 's'\nreason = ''\nauthor = ''\nexpires = 'never'\n",
            "abilens.toml: line 2: no rule",
        ),
        (
            "[[waiver]]\nid = 'x'\nmachine = 'x86-64'\nreason = ''\nauthor = ''\nexpires = 'never'\n",
            "abilens.toml: line 3: no machine is named `x86-64`: expected one of sparc, i386, ",
        ),
        ("ignore-changes = ['size:x']\n", "abilens.toml: line 1: `size:` is not known"),
        ("fail-on = \n", "abilens.toml: line 1: "),
    ] {
        let error = Policy::parse("abilens.toml", text, Path::new("")).expect_err(text).to_string();
        assert!(error.starts_with(what), "{error}\n{text}");
    }
}

#[test]
fn a_policy_raises_counts_of_enums() {
    let mut moved = finding("enum-sentinel-moved", "enum", "e");
    moved.severity = Severity::Compatible;
    let report = report(vec![moved]);
    let gate = |text: &str| run(&Policy::parse("p.toml", text, Path::new(".")).unwrap(), &report).verdict;
    assert_eq!(gate(""), GateVerdict::Pass);
    assert_eq!(gate("sentinels = \"risky\""), GateVerdict::Fail);
    assert_eq!(gate("sentinels = \"source\""), GateVerdict::Pass);
    assert_eq!(gate("fail-on = \"breaking\"\nsentinels = \"risky\""), GateVerdict::Pass);
    let error = Policy::parse("p.toml", "\nsentinels = \"often\"", Path::new(".")).unwrap_err();
    assert!(error.to_string().starts_with("p.toml: line 2:"), "{error}");
}
