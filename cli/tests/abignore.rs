//! Suppression files of libabigail: what `diff` and `gate` say of what they hide. What each property means is held against
//! abidiff by `cargo xtask abignore`.
//!
//! Needs gcc (`apt-get install gcc`, or `cargo xtask test`).

mod forms;

use std::process::{Command, Output};

use serde_json::Value;

const OLD: &str = "struct in { int a; };\nstruct out { struct in *in; };\nstruct val { int x; int y; };\n\
                   int f(struct out *o) { return 1; }\nint g(struct val v) { return v.x; }\nint gone(void) { return 1; }\n";
const NEW: &str = "struct in { int a; int b; };\nstruct out { struct in *in; };\nstruct val { int y; int x; };\n\
                   int f(struct out *o) { return 1; }\nint g(struct val v) { return v.x; }\n";

struct Lab {
    dir: tempfile::TempDir,
}

impl Lab {
    /// Two releases: `struct in` grew, which `f` reaches through `struct out`; the members of `struct val`, which `g` takes,
    /// changed places; `gone` is gone.
    fn new() -> Self {
        let lab = Self { dir: tempfile::tempdir().expect("a folder") };
        for (side, source) in [("old", OLD), ("new", NEW)] {
            lab.write(&format!("{side}.c"), source);
            let (out, from) = (format!("{side}.so"), format!("{side}.c"));
            let words = ["-g", "-w", "-fPIC", "-shared", "-Wl,-soname,lib.so.1", "-o", &out, &from];
            let out = Command::new("gcc").args(words).current_dir(lab.dir.path()).output().expect("gcc");
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        }
        lab
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.dir.path().join(name), text).expect("a file");
    }

    fn run(&self, line: &str, environment: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        command.args(line.split(' ')).current_dir(self.dir.path()).env_remove("HOME");
        command.envs(environment.iter().copied()).output().expect("abilens runs")
    }

    /// Exit code, and both outputs.
    fn told(&self, line: &str) -> (Option<i32>, String) {
        let out = self.run(line, &[]);
        (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr))
    }

    fn json(&self, line: &str) -> Value {
        let out = self.run(line, &[]);
        serde_json::from_slice(&out.stdout).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&out.stderr)))
    }
}

fn rules(list: &Value, at: &str) -> Vec<String> {
    let all = list.as_array().cloned().unwrap_or_default();
    all.iter().map(|f| f.pointer(at).and_then(Value::as_str).unwrap_or_default().to_owned()).collect()
}

#[test]
fn what_is_hidden_is_in_no_total_and_is_listed() {
    let lab = Lab::new();
    lab.write("a.abignore", "[suppress_type]\nname = out\nlabel = agreed\n[suppress_function]\nname = gone\n");
    let report = lab.json("diff old.so new.so --abignore a.abignore --format json");
    assert_eq!(forms::json("report", &report), [""; 0]);
    let hidden = &report["suppressed"];
    assert_eq!(rules(&hidden["findings"], "/finding/subject/name"), ["gone", "in"], "{hidden}");
    assert_eq!(rules(&hidden["findings"], "/by"), ["a.abignore:4", "a.abignore:1 (agreed)"]);
    assert_eq!(rules(&hidden["exports"], "/name"), ["gone"]);
    assert_eq!(rules(&report["findings"], "/subject/name"), ["val", "val"]);
    assert_eq!(rules(&report["symbols"], "/name"), ["g"], "{report}");
    let counts = &report["counts"];
    assert_eq!((&counts["symbols_removed"], &counts["symbols_changed"]), (&0.into(), &1.into()));
    let (code, text) = lab.told("diff old.so new.so --abignore a.abignore");
    assert_eq!(code, Some(1));
    for line in ["suppressed: 2 findings", "and 1 export, by a.abignore", "removed  gone", "a.abignore:1 (agreed)"] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    for (format, line) in [("markdown", "suppressed: 2 findings"), ("html", "suppressed: 2 findings")] {
        let (_, text) = lab.told(&format!("diff old.so new.so --abignore a.abignore --format {format}"));
        assert!(text.contains(line), "{format}\n{text}");
    }
}

#[test]
fn nothing_left_is_another_headline_than_no_change() {
    let lab = Lab::new();
    lab.write("a.abignore", "[suppress_file]\nfile_name_regexp = old\n");
    let (code, text) = lab.told("diff old.so new.so --abignore a.abignore");
    assert_eq!(code, Some(0));
    assert!(text.starts_with("ALL SUPPRESSED   old.so -> new.so"), "{text}");
    lab.write("b.abignore", "[suppress_type]\nname = none\n");
    let (code, text) = lab.told("diff old.so old.so --abignore b.abignore");
    assert_eq!(code, Some(0));
    assert!(text.starts_with("NO ABI CHANGE"), "{text}");
}

#[test]
fn entries_that_hide_nothing_or_a_break_by_value_are_named() {
    let lab = Lab::new();
    lab.write(
        "a.abignore",
        "[suppress_type]\nname = val\n\n[suppress_type]\nname = none\n[allow_type]\nname_regexp = .\n",
    );
    let (code, text) = lab.told("diff old.so new.so --abignore a.abignore --width 200");
    assert_eq!(code, Some(1));
    let danger = "a.abignore: line 1: hides what breaks struct val (member-offset-changed, member-reordered), which g takes, returns or holds by value";
    let unused = [
        "a.abignore: line 4: [suppress_type] hides nothing here",
        "a.abignore: line 6: [allow_type] hides nothing here",
    ];
    for line in unused.into_iter().chain([danger]) {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let problems = |policy: &str| {
        lab.write("abilens.toml", policy);
        let outcome = lab.json("gate old.so new.so --format json --fail-on never --abignore a.abignore");
        assert_eq!(forms::json("gate", &outcome), [""; 0]);
        let told =
            |p: &Value| format!("{} {} {}", p["effect"].as_str().unwrap(), p["kind"].as_str().unwrap(), p["line"]);
        let all = outcome["problems"].as_array().cloned().unwrap_or_default();
        (outcome["verdict"].as_str().unwrap().to_owned(), all.iter().map(told).collect::<Vec<_>>())
    };
    let (verdict, notes) = problems("");
    assert_eq!(verdict, "pass");
    assert_eq!(
        notes,
        ["note suppression-unused 4", "note suppression-unused 6"],
        "nothing fails, so nothing is hidden"
    );
    lab.write("abilens.toml", "");
    let outcome = lab.json("gate old.so new.so --format json --abignore a.abignore");
    let kinds = rules(&outcome["problems"], "/kind");
    assert_eq!(kinds, ["suppression-hides-break", "suppression-unused", "suppression-unused"]);
    lab.write("abilens.toml", "suppressed-breaks = 'fail'\nunused-suppressions = 'fail'\n");
    let outcome = lab.json("gate old.so new.so --format json --abignore a.abignore");
    assert_eq!(rules(&outcome["problems"], "/effect"), ["fails"; 3]);
}

#[test]
fn what_is_not_understood_is_an_error_with_file_and_line() {
    let lab = Lab::new();
    for (text, error) in [
        ("[suppress_typ]\n", "a.abignore: line 1: section `suppress_typ` is not known"),
        (
            "[suppress_type]\nname = s\nhas_data_membr = a\n",
            "a.abignore: line 3: property `has_data_membr` is not known",
        ),
        ("[suppress_type]\nname_regexp = [\n", "a.abignore: line 2: `name_regexp`: `[` opens a bracket"),
    ] {
        lab.write("a.abignore", text);
        for command in ["diff", "gate"] {
            let (code, told) = lab.told(&format!("{command} old.so new.so --abignore a.abignore"));
            assert_eq!(code, Some(2), "{told}");
            assert!(told.contains(error), "{told}");
        }
    }
    let (code, told) = lab.told("diff old.so new.so --abignore none.abignore");
    assert_eq!(code, Some(2));
    assert!(told.contains("none.abignore"), "{told}");
}

#[test]
fn files_of_libabigail_are_read_only_if_asked_for() {
    let lab = Lab::new();
    lab.write("user", "[suppress_function]\nname = gone\n");
    lab.write("system", "[suppress_type]\nname = in\n");
    lab.write(".abignore", "[suppress_type]\nname = val\n");
    let names = |words: &str, environment: &[(&str, &str)]| {
        let out = lab.run(&format!("diff old.so new.so --format json --fail-on never{words}"), environment);
        let report: Value = serde_json::from_slice(&out.stdout).expect("a report");
        rules(&report["suppressed"]["files"], "")
    };
    let home = lab.dir.path().to_string_lossy().into_owned();
    let user = ("LIBABIGAIL_DEFAULT_USER_SUPPRESSION_FILE", "user");
    let all = [user, ("LIBABIGAIL_DEFAULT_SYSTEM_SUPPRESSION_FILE", "system"), ("HOME", &home)];
    assert_eq!(names("", &all), [""; 0]);
    assert_eq!(names(" --default-abignore", &all), ["system", "user"]);
    assert_eq!(names(" --default-abignore --abignore .abignore", &all[..1]), ["user", ".abignore"]);
    assert_eq!(names(" --default-abignore", &[("HOME", &home)]), [format!("{home}/.abignore")]);
    assert_eq!(names(" --default-abignore", &[]), [""; 0]);
    let out = lab.run("diff old.so new.so --default-abignore", &[(user.0, "none")]);
    assert_eq!(out.status.code(), Some(2), "a file that is named has to be there");
}
