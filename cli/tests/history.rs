//! `history`, `log` and `blame` over releases that are compiled here: members that move, what flaps, what cannot be read,
//! names that are ambiguous, and releases that git keeps.
//!
//! Needs gcc, binutils and git (`apt-get install gcc binutils git`, or `cargo xtask test`).

mod forms;

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// A library over five releases: `pos` moves, `mode` is resized, `flap` goes and comes, `old_name` goes, `back` changes and
/// changes back, `hidden` is only declared in the fourth.
const RELEASES: [&str; 5] = [
    "struct pos { int x; int y; }; struct hidden { int a; }; typedef struct { long v; } back;
     struct item { char tag; struct pos pos; short mode; union { int i; float f; } u; };
     int use(struct item *i, struct hidden *h, back *b) { return i->mode + h->a + (int)b->v; }
     int flap(void) { return 1; } int old_name(void) { return 2; } int shared = 1;",
    "struct pos { int x; int y; }; struct hidden { int a; }; typedef struct { long v; long w; } back;
     struct item { char tag; int added; struct pos pos; short mode; union { int i; float f; } u; };
     int use(struct item *i, struct hidden *h, back *b) { return i->mode + h->a + (int)b->v; }
     int old_name(void) { return 2; } int shared = 1;",
    "struct pos { int x; int y; }; struct hidden { int a; }; typedef struct { long v; } back;
     struct item { char tag; int added; struct pos pos; int mode; union { int i; float f; } u; };
     int use(struct item *i, struct hidden *h, back *b) { return i->mode + h->a + (int)b->v; }
     int flap(void) { return 1; } int old_name(void) { return 2; } int shared = 1;",
    "struct pos { int x; int y; }; struct hidden; typedef struct { long v; } back;
     struct item { char tag; int added; struct pos pos; int mode; union { int i; float f; } u; };
     int use(struct item *i, struct hidden *h, back *b) { return i->mode + (h != 0) + (int)b->v; }
     int flap(void) { return 1; } int old_name(void) { return 2; } int shared = 1;",
    "struct pos { int x; int y; }; struct hidden { int a; }; typedef struct { long v; } back;
     struct item { char tag; int added; struct pos pos; int mode; union { int i; float f; } u; };
     long use(struct item *i, struct hidden *h, back *b, int more) { return i->mode + h->a + (int)b->v + more; }
     int flap(void) { return 1; } int shared = 1;",
];

struct Lab {
    dir: tempfile::TempDir,
}

impl Lab {
    fn new() -> Self {
        let lab = Self { dir: tempfile::tempdir().expect("a folder") };
        for (i, text) in RELEASES.iter().enumerate() {
            lab.compile(&format!("lib-1.{i}.so"), text, "-g");
        }
        lab
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn compile(&self, name: &str, text: &str, flags: &str) {
        std::fs::write(self.path().join("source.c"), text).expect("a source");
        let arguments = [flags, "-O0", "-shared", "-fPIC", "-o", name, "source.c"];
        let out = Command::new("gcc").args(arguments).current_dir(self.path()).output().expect("apt-get install gcc");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        command.args(arguments).current_dir(self.path()).env("NO_COLOR", "1");
        command.output().expect("the binary runs")
    }

    /// What a question to all five releases prints; it is answered without a complaint.
    #[track_caller]
    fn told(&self, question: &[&str]) -> String {
        let inputs: Vec<String> = (0..RELEASES.len()).map(|i| format!("lib-1.{i}.so")).collect();
        let arguments: Vec<&str> = question.iter().copied().chain(inputs.iter().map(String::as_str)).collect();
        let out = self.run(&arguments);
        assert_eq!((out.status.code(), text(&out.stderr)), (Some(0), String::new()), "{arguments:?}");
        text(&out.stdout)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// The cells of a row.
#[track_caller]
fn row<'t>(page: &'t str, name: &str) -> Vec<&'t str> {
    let line = page.lines().find(|l| l.trim_start_matches(['!', ' ']).starts_with(name));
    let line = line.unwrap_or_else(|| panic!("no row {name} in\n{page}"));
    line.split_once(name).expect("the name").1.split_whitespace().collect()
}

#[test]
fn the_table_shows_sizes_presence_and_flaps() {
    let lab = Lab::new();
    let page = lab.told(&["history"]);
    assert!(page.starts_with("HISTORY    5 releases, 1.0 to 1.4\n"), "{page}");
    assert_eq!(row(&page, "types"), ["1.0", "1.1", "1.2", "1.3", "1.4"]);
    assert_eq!(row(&page, "struct item"), ["20", "24", "*", ".", "."]);
    assert_eq!(row(&page, "struct hidden"), ["4", ".", ".", "?", "4"]);
    assert_eq!(row(&page, "typedef back"), ["8", "16", "8", ".", "."]);
    assert_eq!(row(&page, "flap()"), ["+", "-", "+", ".", "."]);
    assert_eq!(row(&page, "old_name()"), ["+", ".", ".", ".", "-"]);
    assert_eq!(row(&page, "use()"), ["+", ".", ".", ".", "*"]);
    assert!(page.contains("flap: away in 1.1, back in 1.2\n"), "{page}");
    assert!(page.contains("flap: changed in 1.1, back in 1.2 to what it was in 1.0\n"), "{page}");
    for steady in ["struct pos", "shared"] {
        assert!(!page.contains(steady), "{steady} did not change\n{page}");
    }
    let all = lab.told(&["history", "--all"]);
    assert_eq!(row(&all, "struct pos"), ["8", ".", ".", ".", "."]);
    assert_eq!(row(&all, "shared"), ["4", ".", ".", ".", "."]);
}

#[test]
fn a_narrow_table_is_cut_between_releases() {
    let lab = Lab::new();
    let page = lab.told(&["--width", "60", "history"]);
    assert!(page.lines().all(|line| line.chars().count() <= 60), "{page}");
    let inputs: Vec<&str> = std::iter::repeat_n(["lib-1.0.so", "lib-1.1.so"], 10).flatten().collect();
    let out = lab.run(&[&["--width", "60", "history"][..], &inputs].concat());
    let page = text(&out.stdout);
    assert!(page.lines().all(|line| line.chars().count() <= 60), "{page}");
    let heads: Vec<&str> = page.lines().filter(|l| l.starts_with("types")).collect();
    assert!(heads.len() > 1 && heads[0].contains(" 1 ") && heads[heads.len() - 1].ends_with(" 20"), "{heads:?}");
}

#[test]
fn the_life_of_a_type_tells_members() {
    let lab = Lab::new();
    let page = lab.told(&["log", "item"]);
    for told in [
        "1.0   as the first release has it: struct item, 20 bytes, 6 members",
        "1.1   20 -> 24 bytes",
        "+ 4 int added",
        "~ 5 members moved by +4: pos, mode, u, u.i, u.f",
        "1.2   changed",
        "~ 16 short mode -> int mode, 2 bytes -> 4 bytes",
    ] {
        assert!(page.contains(told), "{told}\n{page}");
    }
    assert!(!page.contains("\n1.3"), "{page}");
    let page = lab.told(&["log", "--full", "item"]);
    for told in ["~ 4 -> 8 struct pos pos", "~ 12 -> 16 short mode"] {
        assert!(page.contains(told), "{told}\n{page}");
    }
    let page = lab.told(&["log", "use"]);
    for told in ["1.4   changed", "- int use(struct item *i, struct hidden *h, back *b)", "+ long use(struct item *i,"]
    {
        assert!(page.contains(told), "{told}\n{page}");
    }
    let page = lab.told(&["log", "flap()"]);
    for told in ["flap: away in 1.1, back in 1.2", "1.1   goes", "1.2   appears: int flap(void)"] {
        assert!(page.contains(told), "{told}\n{page}");
    }
    let page = lab.told(&["log", "struct hidden"]);
    for told in ["1.3   its definition is no longer there", "? only declared", "1.4   is defined: struct hidden"] {
        assert!(page.contains(told), "{told}\n{page}");
    }
    assert!(lab.told(&["log", "pos"]).contains("never changed"));
}

#[test]
fn blame_tells_since_when_a_member_lies_there() {
    let lab = Lab::new();
    let page = lab.told(&["blame", "item"]);
    let lines: Vec<String> = page.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for told in [
        "struct item 24 bytes in 1.4",
        "^1.0 0 char tag",
        "1.1 4 int added",
        "1.1 8 struct pos pos",
        "4 struct pos pos in 1.0",
        "1.1 16 int mode",
        "16 short mode, 2 bytes in 1.1",
        "12 short mode in 1.0",
        "1.1 20 int i",
    ] {
        assert!(lines.iter().any(|l| l == told), "{told}\n{page}");
    }
    let page = lab.told(&["blame", "struct item.u.i"]);
    assert!(page.contains("int i") && !page.contains("tag"), "{page}");
    let page = lab.told(&["blame", "back.w"]);
    assert!(page.contains("w is gone") && page.contains("long w in 1.1"), "{page}");
}

#[test]
fn blame_as_json_counts_releases_from_zero() {
    let page = Lab::new().told(&["blame", "item.mode", "--format", "json"]);
    let page: Value = serde_json::from_str(&page).expect("JSON");
    let [of] = page["types"].as_array().expect("types").as_slice() else { panic!("{page}") };
    let member = &of["members"][0];
    assert_eq!(page["releases"][member["since"].as_u64().expect("a release") as usize]["label"], "1.1", "{page}");
    assert_eq!((&member["onset"], &member["gone"]), (&"exact".into(), &false.into()), "{page}");
    let places = member["places"].as_array().expect("places");
    let lies: Vec<_> = places.iter().map(|place| &place["member"]["bit_offset"]).collect();
    assert_eq!(lies, [128, 128, 96], "{page}");
}

#[test]
fn what_cannot_be_read_is_neither_change_nor_absence() {
    let lab = Lab::new();
    lab.compile("lib-1.5.so", RELEASES[4], "-g0");
    let all = ["lib-1.2.so", "lib-1.5.so", "lib-1.4.so"];
    let ask = |question: &[&str]| lab.run(&[question, &all].concat());
    let out = ask(&["history", "--all"]);
    let page = text(&out.stdout);
    assert_eq!(out.status.code(), Some(2), "{page}");
    assert!(text(&out.stderr).contains("no debug information"), "{}", text(&out.stderr));
    assert_eq!(row(&page, "struct item"), ["24", "?", "."]);
    assert_eq!(row(&page, "use()"), ["+", "?", "*"]);
    assert_eq!(row(&page, "old_name()"), ["+", "-", "-"], "which symbols there are is known\n{page}");
    assert!(!page.contains("! "), "nothing flaps\n{page}");
    assert_eq!(ask(&["history", "--allow-incomplete"]).status.code(), Some(0));
    let out = ask(&["log", "use"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stdout).contains("1.4   changed (held against 1.2"), "{}", text(&out.stdout));
    let out = lab.run(&["blame", "item.mode", "lib-1.5.so", "lib-1.4.so"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stdout).contains("?1.4"), "{}", text(&out.stdout));
    // Of snapshots, too.
    let out = lab.run(&["dump", "lib-1.5.so", "-o", "bare.abilens", "--allow-incomplete"]);
    assert_eq!(out.status.code(), Some(0));
    let out = lab.run(&["history", "lib-1.2.so", "bare.abilens", "--all"]);
    assert_eq!(out.status.code(), Some(2));
    assert_eq!(row(&text(&out.stdout), "struct item"), ["24", "?"]);
}

#[test]
fn names_that_say_too_little_or_nothing() {
    let lab = Lab::new();
    lab.compile("both.so", "struct two { int a; }; int two(struct two *t) { return t->a; }", "-g");
    let refused = |arguments: &[&str], words: &[&str]| {
        let out = lab.run(arguments);
        let said = text(&out.stderr);
        assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0), "{said}");
        for word in words {
            assert!(said.contains(word), "{word}: {said}");
        }
    };
    refused(&["log", "two", "both.so"], &["several things", "struct two", "two()"]);
    for one in ["struct two", "two()"] {
        assert_eq!(lab.run(&["log", one, "both.so"]).status.code(), Some(0), "{one}");
    }
    assert_eq!(lab.run(&["blame", "two.a", "both.so"]).status.code(), Some(0), "a symbol has no members");
    refused(&["log", "itam", "lib-1.0.so"], &["no release has", "`itam`"]);
    refused(&["log", "old_nam", "lib-1.0.so"], &["there is", "old_name"]);
    refused(&["blame", "item.mod", "lib-1.0.so"], &["struct item", "`mod`", "there is mode"]);
    refused(&["blame", "nothing.at_all", "lib-1.0.so"], &["no release has"]);
    refused(&["history", "lib-1.0.so", "absent.so"], &["absent.so"]);
    refused(&["history"], &["INPUT"]);
}

#[test]
fn json_holds_definitions_cells_and_changes() {
    let lab = Lab::new();
    let page = lab.told(&["history", "--format", "json"]);
    let history: Value = serde_json::from_str(&page).expect("JSON");
    assert_eq!(forms::json("history", &history), [""; 0]);
    let subjects = history["subjects"].as_array().expect("subjects");
    let item = subjects.iter().find(|s| s["name"] == "item").expect("struct item");
    assert_eq!(item["definitions"].as_array().map(Vec::len), Some(3));
    assert_eq!(item["changes"][0]["differences"][0]["what"], "size");
    let flap = subjects.iter().find(|s| s["name"] == "flap").expect("flap()");
    assert_eq!(flap["flaps"][0]["kind"], "away");
    assert_eq!(flap["cells"][1]["state"], "absent");
    // The same whatever the number of threads.
    assert_eq!(page, lab.told(&["--threads", "1", "history", "--format", "json"]));
}

#[test]
fn releases_are_read_from_tags_of_git() {
    let lab = Lab::new();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", "tag.gpgSign=false"]).args(arguments);
        let out = command.current_dir(lab.path()).output().expect("apt-get install git");
        assert!(out.status.success(), "{arguments:?}: {}", text(&out.stderr));
    };
    let keep = |library: &str| {
        let out = lab.run(&["dump", library, "-o", "abi/lib.abilens"]);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    };
    let commit = |tag: &str, kind: &[&str]| {
        git(&["add", "-A", "abi", "notes"]);
        git(&["commit", "--quiet", "--allow-empty", "-m", tag]);
        git(&[&["tag"][..], kind, &[tag]].concat());
    };
    git(&["init", "--quiet"]);
    std::fs::write(lab.path().join("notes"), "notes\n").expect("a file");
    std::fs::create_dir(lab.path().join("abi")).expect("a folder");
    std::fs::write(lab.path().join("abi/README"), "what lies here\n").expect("a file");
    commit("v0.9", &[]);
    keep("lib-1.0.so");
    commit("v1.2", &[]);
    keep("lib-1.1.so");
    commit("v1.10-rc1", &["-a", "-m", "annotated"]);
    keep("lib-1.2.so");
    commit("v1.10", &[]);
    commit("other", &[]);
    // Nothing of the working tree is looked at.
    std::fs::remove_dir_all(lab.path().join("abi")).expect("a folder");
    for path in ["abi/lib.abilens", "abi", "./abi/"] {
        let out = lab.run(&["history", "--git-tags=v*", path]);
        let page = text(&out.stdout);
        assert_eq!(out.status.code(), Some(0), "{page}{}", text(&out.stderr));
        assert!(
            page.contains("3 releases, v1.2 to v1.10\n") && page.contains("first that holds the file: v0.9"),
            "{page}"
        );
        assert_eq!(row(&page, "types"), ["v1.2", "v1.10-rc1", "v1.10"]);
        assert_eq!(row(&page, "flap()"), ["+", "-", "+"]);
        let page = text(&lab.run(&["blame", "item.added", "--git-tags=v*", path]).stdout);
        assert!(page.contains("v1.10-rc1"), "{page}");
    }
    // A later tag without the file is no release without change.
    git(&["rm", "--quiet", "-r", "--cached", "abi"]);
    git(&["commit", "--quiet", "-m", "gone"]);
    git(&["tag", "v2"]);
    let out = lab.run(&["history", "--all", "--git-tags=v*", "abi"]);
    assert_eq!(out.status.code(), Some(2));
    assert_eq!(row(&text(&out.stdout), "struct pos"), ["8", ".", ".", "?"]);
    for (arguments, word) in [
        (&["history", "--git-tags", "absent"][..], "no tag that matches `*` holds such a file"),
        (&["history", "--git-tags=w*", "abi"], "no tag that matches `w*`"),
        (&["history", "--git-tags", "abi", "notes"], "one INPUT"),
        (&["history", "--git-tags", "../abi"], "leaves the repository"),
    ] {
        let out = lab.run(arguments);
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        assert!(text(&out.stderr).contains(word), "{arguments:?}: {}", text(&out.stderr));
    }
}
