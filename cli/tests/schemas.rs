//! The published schemas hold for what each command writes, and refuse what it does not.
//!
//! The tests of single commands and the corpus hold all that they make against the schemas, too.

mod forms;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

const OLD: &str = "
enum mode { FAST = 1, SLOW = 2 };
struct dev { int id; enum mode mode; void *priv; unsigned flags : 3; };
typedef int number;
number count(number n) { return n; }
int use(struct dev *d, enum mode m) { return d->id + (int)m; }
int gone(void) { return 0; }
const char table[] = \"abc\";
";

const NEW: &str = "
enum mode { FAST = 2, SLOW = 3, IDLE = 4 };
struct dev { int id; int more; enum mode mode; void *priv; unsigned flags : 5; };
long count(int n, int m) { return n + m; }
int use(struct dev *d, enum mode m) { return d->id + (int)m; }
int came(void) { return 0; }
const char table[] = \"abcdef\";
";

fn lab() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, text, flags) in [("old", OLD, "-g"), ("new", NEW, "-g"), ("bare", NEW, "-g0")] {
        std::fs::write(dir.path().join(format!("{name}.c")), text).expect("a source");
        let arguments = [flags, "-shared", "-fPIC", "-o", &format!("{name}.so"), &format!("{name}.c")];
        let out = Command::new("gcc").args(arguments).current_dir(dir.path()).output().expect("apt-get install gcc");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }
    dir
}

fn run(dir: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
    command.args(arguments).current_dir(dir).env("NO_COLOR", "1").env("SOURCE_DATE_EPOCH", "1795392000");
    let out = command.output().expect("the binary runs");
    assert!(out.stderr.is_empty(), "{arguments:?}\n{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("text")
}

#[track_caller]
fn holds(schema: &str, text: &str) {
    let document: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(forms::json(schema, &document), [""; 0]);
}

#[test]
fn reports_hold() {
    let lab = lab();
    std::fs::write(
        lab.path().join("a.patch"),
        "--- a/new.c\n+++ b/new.c\n@@ -3,1 +3,1 @@\n-struct dev { int id; };\n+struct dev { int id; int more; };\n",
    )
    .expect("a patch");
    for arguments in [
        &["diff", "old.so", "new.so", "--format", "json"][..],
        &["diff", "new.so", "old.so", "--format", "json"],
        &["diff", "old.so", "old.so", "--format", "json"],
        &["diff", "old.so", "bare.so", "--format", "json"],
        &["diff", "old.so", "new.so", "--format", "json", "--patch", "a.patch"],
    ] {
        holds("report", &run(lab.path(), arguments));
    }
    holds("impact", &run(lab.path(), &["impact", "old.so", "struct dev", "--format", "json"]));
    holds("impact", &run(lab.path(), &["impact", "old.so", "mode", "--format", "json"]));
    for further in [&[][..], &["--all"], &["--source", "symbols"]] {
        let all = [&["history", "old.so", "new.so", "old.so", "--format", "json"][..], further].concat();
        holds("history", &run(lab.path(), &all));
    }
    holds("blame", &run(lab.path(), &["blame", "struct dev", "old.so", "new.so", "--format", "json"]));
    holds("history", &run(lab.path(), &["log", "use()", "old.so", "new.so", "--format", "json"]));
    holds("rules", &run(lab.path(), &["rules", "--format", "json"]));
    holds("rules", &run(lab.path(), &["rules", "symbol-removed", "--format", "json"]));
}

#[test]
fn outcomes_hold_in_every_form() {
    let lab = lab();
    std::fs::write(lab.path().join("list"), "use\ncount\nuse\n").expect("a list");
    std::fs::write(lab.path().join("empty"), "").expect("a list");
    let policies = [
        "fail-on = 'never'\n",
        "[[scope]]\nname = 'listed'\nfail-on = 'risky'\nlists = ['list', 'empty']\n[[waiver]]\nrule = 'symbol-removed'\nsubject = 'gone()'\n\
         reason = 'nobody uses it'\nauthor = 'a'\nexpires = 'never'\n",
    ];
    for (policy, new) in policies.iter().flat_map(|p| ["new.so", "old.so", "bare.so"].map(|new| (p, new))) {
        std::fs::write(lab.path().join("abilens.toml"), policy).expect("a policy");
        let form = |form: &str| run(lab.path(), &["gate", "old.so", new, "--format", form]);
        holds("gate", &form("json"));
        assert_eq!(forms::sarif(&form("sarif")), [""; 0], "{policy}{new}");
        assert_eq!(forms::junit(&form("junit")), [""; 0], "{policy}{new}");
        assert_eq!(forms::code_quality(&form("gitlab")), [""; 0], "{policy}{new}");
        assert!(form("markdown").len() < 65_536);
    }
}

/// Two sources with a struct of one name, in which the same changes: ids are told apart by the files, not by the order in
/// which they were linked or archived.
#[test]
fn ids_do_not_depend_on_the_order_of_inputs() {
    let dir = tempfile::tempdir().expect("a folder");
    let build = |name: &str, more: &str, order: [&str; 2]| {
        for file in ["one", "two"] {
            let text = format!(
                "struct item {{ int id; int of_{file}; {more} }};\nextern struct item item_of_{file};\nstruct item item_of_{file};\n\
                 int use_{file}(struct item *i) {{ return i->id; }}\n"
            );
            std::fs::write(dir.path().join(format!("{file}.c")), text).expect("a source");
            let object = format!("{file}.o");
            let out = Command::new("gcc")
                .args(["-g", "-fPIC", "-c", "-o", &object, &format!("{file}.c")])
                .current_dir(dir.path())
                .output();
            assert!(out.expect("apt-get install gcc").status.success());
        }
        let objects = order.map(|file| format!("{file}.o"));
        let all = [("gcc", vec!["-shared", "-o"], "so"), ("ar", vec!["rcD"], "a")];
        for (tool, flags, end) in all {
            let mut command = Command::new(tool);
            let out = command.args(flags).arg(format!("{name}.{end}")).args(&objects).current_dir(dir.path()).output();
            assert!(out.expect("apt-get install binutils").status.success());
        }
    };
    build("old", "", ["one", "two"]);
    build("new", "long more;", ["one", "two"]);
    build("mixed", "long more;", ["two", "one"]);
    for end in ["so", "a"] {
        let ids = |new: &str| {
            let text = run(dir.path(), &["diff", &format!("old.{end}"), &format!("{new}.{end}"), "--format", "json"]);
            let report: Value = serde_json::from_str(&text).expect("JSON");
            let all = report["findings"].as_array().expect("findings").iter();
            let mut ids: Vec<[String; 3]> = all
                .map(|f| {
                    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
                    [text(&f["id"]), text(&f["rule"]), text(&f["subject"]["file"])]
                })
                .collect();
            ids.sort();
            ids
        };
        let first = ids("new");
        assert!(first.iter().any(|f| f[0].ends_with("-2")), "{first:?}");
        assert_eq!(first, ids("mixed"), "{end}");
        let mut distinct = first.clone();
        distinct.dedup_by(|a, b| a[0] == b[0]);
        assert_eq!(distinct.len(), first.len(), "{first:?}");
    }
}

#[test]
fn what_is_not_written_is_refused() {
    let lab = lab();
    let text = run(lab.path(), &["diff", "old.so", "new.so", "--format", "json"]);
    let report: Value = serde_json::from_str(&text).expect("JSON");
    for (pointer, value) in [("/verdict", "bad"), ("/counts", "3"), ("/findings/0/severity", "grave")] {
        let mut wrong = report.clone();
        *wrong.pointer_mut(pointer).expect("it is there") = Value::from(value);
        assert_ne!(forms::json("report", &wrong), [""; 0], "{pointer}");
    }
    let mut wrong = report;
    wrong.as_object_mut().expect("an object").remove("old");
    assert_ne!(forms::json("report", &wrong), [""; 0]);
    for text in ["<a/>", "<testsuites/>", "<testsuites name='a' tests='1' failures='0' errors='0' skipped='0'/>", "<"] {
        assert_ne!(forms::junit(text), [""; 0], "{text}");
    }
    assert_ne!(forms::sarif("{}"), [""; 0]);
}
