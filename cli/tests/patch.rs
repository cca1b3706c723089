//! `--patch` and `--git` from outside: a small library with a history; and configurations of a small kernel.
//!
//! Needs gcc and git (`apt-get install gcc git`, or `cargo xtask test`).

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const HEADER: &str = "\
struct point {
	int x;
	int y;
};

struct shape {
	struct point at;
	char name[NAME];
};

enum mode {
	MODE_A,
	MODE_B,
};

int draw(struct shape *s, enum mode m);
int area(struct shape *s);
";

const SOURCE: &str = "\
#define NAME 16
#include \"lib.h\"

int draw(struct shape *s, enum mode m)
{
	return s->name[0] + (int)m;
}

int area(struct shape *s)
{
	return s->at.x;
}
";

struct Library {
    folder: tempfile::TempDir,
}

fn run(command: &mut Command, package: &str) -> String {
    let out = command.output().unwrap_or_else(|e| {
        panic!("{:?}: {e}; install it with `apt-get install {package}`, or run cargo xtask test", command.get_program())
    });
    assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

impl Library {
    /// A repository with the first version, built as `old.so`.
    fn new() -> Self {
        let library = Self { folder: tempfile::tempdir().expect("a folder") };
        std::fs::create_dir(library.repository()).expect("a folder");
        library.git(&["init", "-q", "-b", "main"]);
        library.write("lib.h", HEADER);
        library.write("lib.c", SOURCE);
        library.commit("base");
        library.git(&["tag", "v1"]);
        library.build("old.so");
        library
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn repository(&self) -> PathBuf {
        self.path("repo")
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.current_dir(self.repository()).args(["-c", "user.name=n", "-c", "user.email=a@b"]).args(arguments);
        run(&mut git, "git")
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.repository().join(name), text).expect("a file");
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.repository().join(name)).expect("a file");
        assert!(text.contains(from), "{name} holds {from}");
        self.write(name, &text.replacen(from, to, 1));
    }

    fn commit(&self, subject: &str) {
        self.git(&["add", "."]);
        self.git(&["commit", "-q", "-m", subject]);
    }

    fn build(&self, name: &str) {
        let mut gcc = Command::new("gcc");
        gcc.current_dir(self.repository()).args(["-g", "-O1", "-fPIC", "-shared", "lib.c", "-o"]).arg(self.path(name));
        if self.repository().join("lib.map").is_file() {
            gcc.arg("-Wl,--version-script=lib.map");
        }
        run(&mut gcc, "gcc");
    }

    fn diff(&self, options: &[&str]) -> Output {
        let mut abilens = Command::new(env!("CARGO_BIN_EXE_abilens"));
        abilens.current_dir(self.folder.path()).args(["diff", "old.so", "new.so"]).args(options);
        abilens.env("NO_COLOR", "1").output().expect("the binary runs")
    }

    fn json(&self, options: &[&str]) -> Value {
        let out = self.diff(&[&["--format", "json"], options].concat());
        assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&out.stdout).expect("a report")
    }
}

/// `rule member: how subject` of each root finding, sorted.
fn told(report: &Value) -> Vec<String> {
    let mut out = Vec::new();
    for f in report["findings"].as_array().expect("findings").iter().filter(|f| f["root"] == true) {
        let hunks = f["hunks"].as_array().cloned().unwrap_or_default();
        let spell = |h: &Value| {
            let place = format!("{}:{}", h["file"].as_str().unwrap_or(""), h["line"]);
            format!("{} {place} {}", h["touches"].as_str().unwrap_or(""), h["subject"].as_str().unwrap_or("-"))
        };
        let hunks: Vec<String> = hunks.iter().map(spell).collect();
        let subject = f["subject"]["member"].as_str().or(f["subject"]["name"].as_str()).unwrap_or("");
        out.push(format!("{} {subject}: {}", f["rule"].as_str().unwrap_or(""), hunks.join("; ")));
    }
    out.sort();
    out
}

/// A history in which later commits shift what earlier ones made.
fn history() -> Library {
    let l = Library::new();
    l.edit("lib.h", "\tint y;\n", "\tint y;\n\tint z;\n");
    l.commit("point: a third dimension");
    l.edit("lib.h", "struct point {", "/*\n * A place.\n */\nstruct point {");
    l.edit("lib.h", "\tMODE_A,\n", "\tMODE_0,\n\tMODE_A,\n");
    l.commit("mode: a zero");
    l.edit("lib.h", "int area(struct shape *s);\n", "");
    l.edit("lib.c", "int area(struct shape *s)\n", "static int __attribute__((unused)) area(struct shape *s)\n");
    l.commit("area is private");
    l.edit("lib.c", "#define NAME 16", "#define NAME 32");
    l.commit("longer names");
    l.build("new.so");
    l
}

#[test]
fn each_root_cause_names_its_commit() {
    let l = history();
    let expected = [
        "enumerator-added MODE_0: line lib.h:16 mode: a zero",
        "member-added-at-tail z: line lib.h:4 point: a third dimension",
        "symbol-removed area: line lib.c:9 area is private",
    ];
    let by_git = l.json(&["--git", "repo", "v1..main"]);
    let found = told(&by_git);
    assert_eq!(found[1..], expected);
    // The declaration of the array stayed as it is: a macro changed, in another file.
    assert!(found[0].starts_with("array-length-changed name: file lib.h:"), "{}", found[0]);
    assert_eq!(by_git["attribution"]["explained"], 3);
    assert_eq!(by_git["attribution"]["unexplained"], 1);
    let tip = l.git(&["rev-list", "v1..main", "--grep=third"]);
    let hunks = by_git["findings"].as_array().expect("findings").iter().find(|f| f["rule"] == "member-added-at-tail");
    assert_eq!(hunks.expect("the finding")["hunks"][0]["commit"].as_str(), Some(tip.trim()));

    // The same as mails in a folder, as one mail box, and from a folder below the top of the repository.
    l.git(&["format-patch", "-q", "-o", "../series", "v1..main"]);
    std::fs::write(l.path("all.mbox"), l.git(&["format-patch", "--stdout", "v1..main"])).expect("a file");
    assert_eq!(told(&l.json(&["--patch", "series"])), found);
    assert_eq!(told(&l.json(&["--patch", "all.mbox"])), found);
    std::fs::create_dir(l.repository().join("sub")).expect("a folder");
    assert_eq!(told(&l.json(&["--git", "repo/sub", "v1..main"])), found);
}

#[test]
fn equal_anonymous_records_do_not_lend_their_lines() {
    // Both unions are one type for the compiler's debug information, with the lines of the first.
    let l = Library::new();
    let both = "struct point {\n\tint x;\n\tunion {\n\t\tint i;\n\t\tchar c;\n\t};\n};\n\n/*\n * Far\n * enough\n */\nstruct shape {\n\tint y;\n\tunion {\n\t\tint i;\n\t\tchar c;\n\t};\n\tint z;\n};\n\nint area(struct shape *s, struct point *p);\n";
    l.write("lib.h", both);
    l.write("lib.c", "#include \"lib.h\"\nint area(struct shape *s, struct point *p)\n{\n\treturn s->y + p->x;\n}\n");
    l.commit("unions");
    l.build("old.so");
    l.edit("lib.h", "\t\tchar c;\n\t};\n\tint z;", "\t};\n\tint z;");
    l.commit("shape: no c");
    l.build("new.so");
    assert_eq!(told(&l.json(&["--git", "repo", "main~1..main"])), ["member-removed c: body lib.h:17 shape: no c"]);
}

#[test]
fn a_symbol_that_left_the_version_script_names_it() {
    let l = Library::new();
    l.write("lib.map", "V1 {\nglobal:\n\tdraw;\n\tarea;\nlocal:\n\t*;\n};\n");
    l.commit("a version script");
    l.build("old.so");
    l.edit("lib.map", "\tarea;\n", "");
    l.commit("area is private");
    l.build("new.so");
    assert_eq!(
        told(&l.json(&["--git", "repo", "main~1..main"])),
        ["symbol-removed area: export lib.map:4 area is private"]
    );
}

#[test]
fn a_file_keeps_its_history_under_every_name() {
    let l = Library::new();
    let rename = |from: &str, to: &str| {
        l.git(&["mv", from, to]);
        l.edit("lib.c", from, to);
        l.commit(&format!("{from} is {to}"));
    };
    rename("lib.h", "middle.h");
    l.edit("middle.h", "\tint y;\n", "\tint y;\n\tint z;\n");
    l.commit("point: a third dimension");
    rename("middle.h", "end.h");
    l.build("new.so");
    let expected = ["member-added-at-tail z: line middle.h:4 point: a third dimension"];
    assert_eq!(told(&l.json(&["--git", "repo", "v1..main"])), expected);
    // Back to the first name.
    rename("end.h", "lib.h");
    l.build("new.so");
    assert_eq!(told(&l.json(&["--git", "repo", "v1..main"])), expected);
}

#[test]
fn a_parameter_on_a_line_of_its_own_is_found() {
    let l = Library::new();
    let source =
        "int draw(struct shape *s,\n\t int a)\n{\n\tint unused = a +\n\t\t(a);\n\treturn s->name[0] + unused;\n}\n";
    l.write("lib.c", &format!("#define NAME 16\n#include \"lib.h\"\n\n{}", source.replace("draw", "fill")));
    l.commit("fill");
    l.git(&["tag", "v2"]);
    l.build("old.so");
    l.edit("lib.c", "(a)", "(a + 1)");
    l.commit("another sum");
    l.edit("lib.c", "int a)", "long a)");
    l.commit("fill: longer");
    l.build("new.so");
    let expected = ["parameter-type-changed a: body lib.c:5 fill: longer"];
    assert_eq!(told(&l.json(&["--git", "repo", "v2..main"])), expected);
    std::fs::write(l.path("two.mbox"), l.git(&["format-patch", "--stdout", "v2..main"])).expect("a file");
    assert_eq!(told(&l.json(&["--patch", "two.mbox"])), expected);
}

#[test]
fn a_declaration_ends_where_its_body_starts() {
    let l = Library::new();
    let source = "int walk(int (*each)(struct shape *, void *),\n\t void *p) {\n\treturn each(0, p);\n}\n";
    l.write("lib.c", &format!("#define NAME 16\n#include \"lib.h\"\n\n{source}"));
    l.commit("walk");
    l.git(&["tag", "v2"]);
    l.build("old.so");
    l.edit(
        "lib.c",
        "\treturn each(0, p);",
        "\t{ struct point *from = 0; int *pos = 0; (void)from, (void)pos; }\n\treturn each(0, p);",
    );
    l.commit("walk: names that a parameter will have");
    l.edit("lib.c", "\t void *p) {", "\t struct point *from, int *pos, void *p) {");
    l.commit("walk: from a point");
    l.build("new.so");
    let expected = [
        "parameter-added from: body lib.c:5 walk: from a point",
        "parameter-added pos: body lib.c:5 walk: from a point",
    ];
    assert_eq!(told(&l.json(&["--git", "repo", "v2..main"])), expected);
}

#[test]
fn one_diff_names_lines_of_new() {
    let l = history();
    std::fs::write(l.path("all.patch"), l.git(&["diff", "v1", "main"])).expect("a file");
    let found = told(&l.json(&["--patch", "all.patch"]));
    assert_eq!(found[2], "member-added-at-tail z: line lib.h:7 -");
    let out = l.diff(&["--patch", "all.patch"]);
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    for line in [
        "all.patch (1 patch to 2 files) explains 3 of 4 root causes, 1 not",
        "made by      lib.h:7 (all.patch)",
        "made by      no hunk: none touches the declaration; the nearest in its file is lib.h:7",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn a_merge_is_one_step_and_a_side_line_is_mapped() {
    let l = Library::new();
    l.git(&["checkout", "-q", "-b", "topic"]);
    l.edit("lib.h", "\tint y;\n", "\tint y;\n\tint z;\n");
    l.commit("point: a third dimension");
    l.git(&["checkout", "-q", "main"]);
    l.edit("lib.h", "struct point {", "/* A place. */\nstruct point {");
    l.commit("A remark");
    l.git(&["merge", "-q", "--no-ff", "-m", "Merge topic", "topic"]);
    l.build("new.so");
    assert_eq!(
        told(&l.json(&["--git", "repo", "v1..main"])),
        ["member-added-at-tail z: line lib.h:4 point: a third dimension"]
    );
    // Made by the merge itself.
    l.git(&["checkout", "-q", "-b", "other", "main~1"]);
    l.edit("lib.c", "16", "16 /* bytes */");
    l.commit("Another remark");
    l.git(&["checkout", "-q", "main"]);
    l.git(&["merge", "-q", "--no-ff", "--no-commit", "other"]);
    l.edit("lib.h", "\tint y;\n", "\tint y;\n\tint evil;\n");
    l.git(&["commit", "-q", "-a", "-m", "Evil merge"]);
    l.build("new.so");
    let found = told(&l.json(&["--git", "repo", "v1..main"]));
    assert_eq!(found[0], "member-added-at-tail evil: line lib.h:5 Evil merge");
    l.git(&["reset", "-q", "--hard", "main~1"]);
    // OLD is the topic, which is not on the first-parent line of NEW: lines go through the difference to it.
    l.git(&["checkout", "-q", "main"]);
    l.edit("lib.h", "\tint x;\n", "");
    l.edit("lib.c", "s->at.x", "s->at.y");
    l.commit("No x");
    l.git(&["checkout", "-q", "topic"]);
    l.build("old.so");
    l.git(&["checkout", "-q", "main"]);
    l.build("new.so");
    assert_eq!(told(&l.json(&["--git", "repo", "topic..main"])), ["member-removed x: line lib.h:3 No x"]);
}

#[test]
fn bad_patches_and_ranges_exit_with_2_and_leave_nothing() {
    let l = Library::new();
    l.edit("lib.h", "\tint y;\n", "\tint y;\n\tint z;\n");
    l.build("new.so");
    std::fs::write(l.path("bad.patch"), "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n").expect("a file");
    for (options, message) in [
        (&["--patch", "bad.patch"][..], "bad.patch: line 3: the patch ends in a hunk"),
        (&["--patch", "gone.patch"], "gone.patch: "),
        (&["--git", "repo", "v1"], "expected a range OLD..NEW"),
        (&["--git", "repo", "v1...main"], "OLD...NEW is no line of commits"),
        (&["--git", "repo", "v1..nothing"], "repo: `nothing` is no commit"),
        (&["--git", "repo", "v1..--output=here"], "`--output=here` is no commit"),
        (&["--git", "repo", "--output=here..main"], "2 values required"),
        (&["--git", "repo", "main..main"], "holds no commit"),
        (&["--git", "nowhere", "v1..main"], "nowhere"),
        (&["--git", "repo", "v1..main", "--patch", "bad.patch"], "cannot be used with"),
    ] {
        let out = l.diff(&[options, &["-o", "report.txt"]].concat());
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{options:?}: {said}");
        assert!(said.contains(message), "{options:?}: {said}");
        let left = |name: &str| Path::new(&l.path(name)).exists() || l.repository().join(name).exists();
        assert!(!left("report.txt") && !left("here"), "{options:?}");
    }
}

/// Two builds of a kernel object in folders of their own, each with its sources and configuration.
fn kernels(sides: [(&str, &str); 2]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (side, (header, config)) in ["old", "new"].into_iter().zip(sides) {
        let place = folder.path().join(side);
        std::fs::create_dir_all(place.join("include/linux")).expect("a folder");
        std::fs::write(place.join("include/linux/job.h"), header).expect("written");
        std::fs::write(place.join(".config"), format!("# Kernel Configuration\n{config}")).expect("written");
        let defines = config.lines().filter_map(|line| line.split_once('=')).map(|(name, value)| match value {
            "m" => format!("-D{name}_MODULE=1"),
            "y" => format!("-D{name}=1"),
            value => format!("-D{name}={value}"),
        });
        let source = "#include \"export.h\"\n#include \"include/linux/job.h\"\n\
                      int run(struct job *job)\n{\n\treturn job->end;\n}\nEXPORT_SYMBOL(run);\n";
        std::fs::write(place.join("run.c"), source).expect("written");
        let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/shared");
        let mut gcc = Command::new("gcc");
        gcc.current_dir(&place).args(["-g", "-O1", "-c", "-I.", "-I", shared, "run.c", "-o", "run.o"]).args(defines);
        run(&mut gcc, "gcc");
    }
    folder
}

/// Root findings, and the options that each names.
fn options_of(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let mut abilens = Command::new(env!("CARGO_BIN_EXE_abilens"));
    let output = abilens
        .current_dir(folder)
        .args(["diff", "old/run.o", "new/run.o", "--format", "json"])
        .args(arguments)
        .output();
    let output = output.expect("abilens starts");
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stderr)));
    let text = |value: &Value| value.as_str().unwrap_or("not set").to_owned();
    let roots = report["findings"].as_array().expect("a list").iter().filter(|f| f["root"] == true);
    let mut told: Vec<String> = roots
        .map(|f| {
            let options = f["options"].as_array().into_iter().flatten();
            let options = options.map(|o| format!("{} {}>{}", text(&o["name"]), text(&o["old"]), text(&o["new"])));
            format!("{}: {}", text(&f["subject"]["member"]), options.collect::<Vec<_>>().join(", "))
        })
        .collect();
    told.sort();
    told
}

const JOB: &str = "\
#ifndef JOB_H
#define JOB_H
struct job {
	int end;
#ifdef CONFIG_TRACE
	int traced;
#endif
	long slots[CONFIG_SLOTS];
#if IS_ENABLED(CONFIG_NET) && !defined(CONFIG_TINY)
	void *peer;
#endif
};
#endif
";
const SOURCES: [&str; 4] = ["--old-source", "old", "--new-source", "new"];

#[test]
fn an_option_that_decides_a_member_is_named() {
    // As include/linux/kconfig.h has it in effect.
    let header = format!("#define IS_ENABLED(option) (defined(option) || defined(option##_MODULE))\n{JOB}");
    let header = header.replace("IS_ENABLED(CONFIG_NET) &&", "(defined(CONFIG_NET) || defined(CONFIG_NET_MODULE)) &&");
    let old = "CONFIG_TRACE=y\nCONFIG_SLOTS=8\nCONFIG_OTHER=y\n# CONFIG_NET is not set\n";
    let new = "CONFIG_SLOTS=16\nCONFIG_NET=m\n";
    let folder = kernels([(&header, old), (&header, new)]);
    assert_eq!(
        options_of(folder.path(), &SOURCES),
        ["peer: CONFIG_NET not set>m", "slots: CONFIG_SLOTS 8>16", "traced: CONFIG_TRACE y>not set"]
    );
    // Without the sources options are only listed.
    let told = options_of(folder.path(), &[]);
    assert_eq!(told, ["peer: ", "slots: ", "traced: "]);
    let mut abilens = Command::new(env!("CARGO_BIN_EXE_abilens"));
    let text = abilens.current_dir(folder.path()).args(["diff", "old/run.o", "new/run.o"]).args(SOURCES).output();
    let text = String::from_utf8_lossy(&text.expect("abilens starts").stdout).into_owned();
    assert!(text.contains("configuration: 4 options differ"), "{text}");
    assert!(text.contains("set by") && text.contains("CONFIG_SLOTS: 8 -> 16"), "{text}");
}

#[test]
fn a_change_of_the_source_is_no_options_fault() {
    let config = "CONFIG_SLOTS=8\nCONFIG_TRACE=y\n";
    // An option differs, and what it stands around is in both; another member is gone from the source.
    let old = JOB.replace("IS_ENABLED(CONFIG_NET) && ", "").replace("\tint end;", "\tint end;\n\tint gone;");
    let new = old.replace("\tint gone;\n", "");
    let folder = kernels([(&old, &format!("{config}CONFIG_OTHER=y\n")), (&new, config)]);
    assert_eq!(options_of(folder.path(), &SOURCES), ["gone: "]);
}

#[test]
fn a_configuration_beside_both_kernels_is_that_of_neither() {
    let header = JOB.replace("IS_ENABLED(CONFIG_NET) && ", "");
    let folder = kernels([(&header, "CONFIG_SLOTS=8\n"), (&header, "CONFIG_SLOTS=16\n")]);
    let place = |name: &str| folder.path().join(name);
    let images = ["vmlinux-6.1.0-1", "vmlinux-6.1.0-2"];
    for (side, image) in ["old", "new"].into_iter().zip(images) {
        std::fs::copy(place(&format!("{side}/run.o")), place(image)).expect("copied");
    }
    let text = || {
        let mut abilens = Command::new(env!("CARGO_BIN_EXE_abilens"));
        let output = abilens.current_dir(folder.path()).arg("diff").args(images).output().expect("abilens starts");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    for shared in [".config", "config-6.1.0-2"] {
        std::fs::copy(place("new/.config"), place(shared)).expect("copied");
        assert!(!text().contains("configuration:"), "{shared}: {}", text());
        std::fs::remove_file(place(shared)).expect("removed");
    }
    // By the release in its name each is found.
    std::fs::copy(place("old/.config"), place("config-6.1.0-1")).expect("copied");
    std::fs::copy(place("new/.config"), place("config-6.1.0-2")).expect("copied");
    assert!(text().contains("configuration: 1 option differs (CONFIG_SLOTS)"), "{}", text());
}

#[test]
fn a_configuration_that_is_none_is_an_error() {
    let folder = kernels(
        [(JOB, "CONFIG_SLOTS=8\n"), (JOB, "CONFIG_SLOTS=8\n")]
            .map(|(header, config)| (&*header.replace("IS_ENABLED(CONFIG_NET) && ", "").leak(), config)),
    );
    std::fs::write(folder.path().join("bad"), "CONFIG_A=y\nint x;\n").expect("written");
    let ask = |arguments: &[&str]| {
        let mut abilens = Command::new(env!("CARGO_BIN_EXE_abilens"));
        let output =
            abilens.current_dir(folder.path()).args(["diff", "old/run.o", "new/run.o"]).args(arguments).output();
        let output = output.expect("abilens starts");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, error) = ask(&["--old-config", "bad"]);
    assert!(code == Some(2) && error.contains("bad") && error.contains("line 2"), "{code:?} {error}");
    let (code, error) = ask(&["--old-source", "nowhere"]);
    assert!(code == Some(2) && error.contains("nowhere"), "{code:?} {error}");
    std::fs::remove_file(folder.path().join("new/.config")).expect("removed");
    let (code, error) = ask(&["--old-config", "old/.config"]);
    assert!(code == Some(2) && error.contains("--new-config"), "{code:?} {error}");
    assert_eq!(ask(&[]).0, Some(0));
}
