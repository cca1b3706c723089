//! `gate --matrix`: two flavours of one source, of which one alone has a change behind an option.

use super::{Lab, forms};

const OLD: &str = "
#ifdef SMP
#define PAD 16
#else
#define PAD 4
#endif
struct off { char pad[PAD]; };
int off_get(struct off *o) { return o->pad[0]; }
struct dev { int id; void *priv; };
struct aux { long a; };
struct gap { long a; };
long gap_get(struct gap *g) { return g->a; }
int dev_add(struct dev *d) { return d->id; }
long aux_get(struct aux *a) { return a->a; }
";

const NEW: &str = "
#ifdef SMP
#define PAD 16
#else
#define PAD 4
#endif
struct off { char pad[PAD]; int more; };
int off_get(struct off *o) { return o->pad[0]; }
struct dev { int id; int more;
#ifdef SMP
int cpu;
#endif
void *priv; };
struct aux {
#ifdef SMP
long lock;
#endif
long a; };
struct gap { long more; long a; };
long gap_get(struct gap *g) { return g->a; }
int dev_add(struct dev *d) { return d->id; }
long aux_get(struct aux *a) { return a->a; }
";

const MATRIX: &str = "
[[build]]
name = 'smp'
base = 'smp/base.so'
new = 'smp/new.so'
[[build]]
name = 'up'
base = 'up/base.so'
new = 'up/new.so'
";

fn lab() -> Lab {
    let lab = Lab { dir: tempfile::tempdir().expect("a folder") };
    for (flavour, option) in [("smp", "#define SMP 1\n"), ("up", "")] {
        lab.build(&format!("{flavour}/base.so"), &format!("{option}{OLD}"));
        lab.build(&format!("{flavour}/new.so"), &format!("{option}{NEW}"));
    }
    lab.write("m/matrix.toml", &MATRIX.replace("= 'smp/", "= '../smp/").replace("= 'up/", "= '../up/"));
    lab
}

fn json(lab: &Lab, arguments: &[&str]) -> (i32, serde_json::Value) {
    let (code, stdout, stderr) = lab.gate(&[&["--matrix", "m/matrix.toml", "--format", "json"], arguments].concat());
    assert_eq!(stderr, "");
    let outcome = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(forms::json("matrix", &outcome), [""; 0]);
    (code, outcome)
}

/// Subject of each finding that fails, the builds where it does, whether it is alike in all.
fn failing(outcome: &serde_json::Value) -> Vec<(String, Vec<u64>, bool)> {
    let findings = outcome["findings"].as_array().expect("a list").iter().filter(|f| f["status"] == "fails");
    let told = findings.map(|f| {
        let builds = f["builds"].as_array().expect("a list").iter().filter(|b| b["status"] == "fails");
        let name = f["subject"]["name"].as_str().expect("a name").to_owned();
        (name, builds.filter_map(|b| b["build"].as_u64()).collect(), f["alike"] == true)
    });
    told.collect()
}

#[test]
fn one_verdict_and_what_differs() {
    let lab = lab();
    let (code, outcome) = json(&lab, &[]);
    assert_eq!((code, &outcome["verdict"]), (1, &"fail".into()));
    let found = failing(&outcome);
    // One member is shifted by another in one flavour alone, and in the other fills a hole as well.
    let wanted =
        [("gap", vec![0, 1], true), ("off", vec![0, 1], false), ("dev", vec![0], false), ("aux", vec![0], true)];
    for (name, builds, alike) in wanted {
        assert!(found.contains(&(name.into(), builds, alike)), "{name}: {found:?}");
    }
    let (code, text, _) = lab.gate(&["--matrix", "m/matrix.toml"]);
    assert_eq!(code, 1);
    for part in [
        "FAIL   2 builds: 2 fail\n",
        "  smp  FAIL            4 exports, ",
        "\nfails in every build (2)\n  breaking   struct gap, more ",
        "\nfails in smp alone (",
        "struct aux, lock",
        "also in up as member-added-in-hole, where it does not fail",
        "not alike in all: rules, sizes, offsets or types differ",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let (_, comment, _) = lab.gate(&["--matrix", "m/matrix.toml", "--format", "markdown"]);
    assert!(comment.contains("| smp | FAIL | 4 | ") && comment.contains("### Fails in smp alone ("), "{comment}");
}

#[test]
fn other_tools_have_each_build_by_its_name() {
    let lab = lab();
    lab.write("three.toml", &(MATRIX.to_owned() + "[[build]]\nname = 'a/b'\nbase = 'smp/base.so'\nnew = 'gone.so'\n"));
    let run = |form: &str, threads: &str| {
        let (code, text, stderr) = lab.gate(&["--matrix", "three.toml", "--format", form, "--threads", threads]);
        assert_eq!((code, stderr.as_str()), (2, ""));
        text
    };
    let junit = run("junit", "4");
    assert_eq!(forms::junit(&junit), [""; 0]);
    for part in [
        "<testsuites name=\"abilens gate: COULD NOT TELL: three.toml\"",
        "<testsuite name=\"smp: all exports\" tests=\"",
        "<testsuite name=\"up: policy\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\"",
        "<testsuite name=\"a/b\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\"",
        "gone.so",
    ] {
        assert!(junit.contains(part), "{part}\n{junit}");
    }
    let sarif = run("sarif", "4");
    assert_eq!(forms::sarif(&sarif), [""; 0]);
    let log: serde_json::Value = serde_json::from_str(&sarif).expect("JSON");
    let runs = log["runs"].as_array().expect("runs");
    let ids: Vec<_> = runs.iter().filter_map(|run| run["automationDetails"]["id"].as_str()).collect();
    assert_eq!(ids, ["abilens gate/smp/", "abilens gate/up/", "abilens gate/a-b/"]);
    let told: Vec<_> = runs.iter().map(|run| run["results"].as_array().map_or(0, Vec::len) > 0).collect();
    assert_eq!(told, [true, true, false]);
    let third = &runs[2]["invocations"][0];
    assert_eq!(third["executionSuccessful"], false);
    assert!(third["toolExecutionNotifications"][0]["message"]["text"].as_str().is_some_and(|t| t.contains("gone.so")));
    // However many threads there are.
    for form in ["junit", "sarif", "json", "markdown", "text"] {
        assert_eq!(run(form, "4"), run(form, "1"), "{form}");
    }
}

#[test]
fn a_waiver_that_one_build_needs_is_used() {
    let lab = lab();
    let waiver = |rule: &str, subject: &str| {
        format!(
            "[[waiver]]\nrule = '{rule}'\nsubject = '{subject}'\nreason = 'agreed'\nauthor = 'a'\nexpires = 'never'\n"
        )
    };
    let inside = ["struct dev", "struct aux", "struct gap"].map(|subject| waiver("member-added-inside", subject));
    let waivers = inside.concat() + &waiver("member-added-at-tail", "struct off");
    lab.write("abilens.toml", &waivers);
    let (code, outcome) = json(&lab, &[]);
    assert_eq!((code, &outcome["verdict"]), (0, &"pass".into()), "{outcome:#}");
    // Alone the other flavour has no use for it, and a waiver of nothing at all is none in any.
    let (code, ..) = lab.gate(&["up/base.so", "up/new.so"]);
    assert_eq!(code, 1, "unused there");
    lab.write("abilens.toml", &(waivers + &waiver("member-added-inside", "struct none")));
    let (code, outcome) = json(&lab, &[]);
    assert_eq!(code, 1);
    for build in outcome["builds"].as_array().expect("a list") {
        let problems = build["outcome"]["problems"].as_array().expect("a list");
        assert!(problems.iter().any(|p| p["kind"] == "waiver-unused" && p["line"] == 25), "{problems:#?}");
        assert_eq!(problems.len(), 1, "{problems:#?}");
    }
}

#[test]
fn a_build_that_cannot_be_read_leaves_the_others_to_be_judged() {
    let lab = lab();
    // What a build without debug information does not show is unknown of it.
    lab.run("strip", &["-g", "up/new.so"]);
    let (code, text, _) = lab.gate(&["--matrix", "m/matrix.toml"]);
    assert_eq!(code, 2);
    assert!(text.contains("fails in smp; of up it cannot be told (") && !text.contains("alone"), "{text}");
    std::fs::remove_file(lab.path("up/new.so")).expect("it was there");
    let (code, outcome) = json(&lab, &[]);
    assert_eq!((code, &outcome["verdict"]), (2, &"incomplete".into()));
    assert_eq!(outcome["builds"][0]["verdict"], "fail");
    assert!(outcome["builds"][1]["error"].as_str().is_some_and(|e| e.contains("up/new.so")), "{outcome:#}");
    assert_eq!(failing(&outcome).len(), 5);
    for (arguments, what) in [
        (&["--matrix", "m/matrix.toml", "--format", "html"][..], "writes text, json, markdown, junit and sarif"),
        (&["--matrix", "m/matrix.toml", "a", "b"], "cannot be used with"),
        (&["--matrix", "none.toml"], "none.toml"),
        (&["--matrix", "m/matrix.toml", "--policy", "none.toml"], "none.toml"),
    ] {
        let (code, stdout, stderr) = lab.gate(arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(stderr.contains(what), "{stderr}");
    }
}
