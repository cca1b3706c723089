//! What strangers' inputs bring to the edges: names that a terminal, a CI or a forge would obey, files that never end,
//! numbers of the command line, the file that is written.
//!
//! Needs gcc (`apt-get install gcc`, or `cargo xtask test`).

use std::os::unix::fs::{FileTypeExt as _, PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// Placeholders of a source, and what the bytes of the binary are made to say in their place: as long as they are.
const NAMES: &[(&str, &str)] = &[
    ("Struct_placeholder_xxxxxxxxxxxxx", "\x1b]0;t\x07\x1b[31m\n::error::struct xxx"),
    ("member_placeholder_xxxxxxxxxxxxx", "a\r\n##vso[task.x]@here<b>](u)`_*|"),
    ("added_placeholder_xxxxxxxxxxxxxx", "\u{202e}\u{2066}\u{9b}31m\u{e0001}##[x]@o/t#1x"),
    ("function_placeholder_xxxxxxxxxxx", "::set-output name=x::f@V\"\\\x08xxx"),
    ("enumerator_placeholder_xxxxxxxxx", "E\u{2028}::warning::</failure>]]>&x"),
];

struct Lab {
    dir: tempfile::TempDir,
}

impl Lab {
    fn new() -> Self {
        let lab = Self { dir: tempfile::tempdir().expect("a folder") };
        for (library, added) in [("old.so", ""), ("new.so", "int added_placeholder_xxxxxxxxxxxxxx;")] {
            let source = format!(
                "enum e {{ enumerator_placeholder_xxxxxxxxx{} }};
                 struct Struct_placeholder_xxxxxxxxxxxxx {{ int a; {added} int member_placeholder_xxxxxxxxxxxxx; }};
                 int function_placeholder_xxxxxxxxxxx(struct Struct_placeholder_xxxxxxxxxxxxx *p, enum e e)
                 {{ return p->member_placeholder_xxxxxxxxxxxxx + (int)e; }}
                 {}\n",
                if added.is_empty() { " = 1" } else { " = 2" },
                if added.is_empty() { "int member_placeholder_xxxxxxxxxxxxx(void) { return 1; }" } else { "" },
            );
            std::fs::write(lab.path("a.c"), source).expect("a file");
            let mut gcc = Command::new("gcc");
            gcc.args(["-g", "-shared", "-fPIC", "a.c", "-o", library]).current_dir(lab.path(""));
            let out = gcc.output().expect("gcc runs; apt-get install gcc");
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
            let mut bytes = std::fs::read(lab.path(library)).expect("a file");
            for (from, to) in NAMES {
                assert_eq!(from.len(), 32, "{from}");
                let to = [to.as_bytes(), b"xxxxxxxxxxxxxxxx"].concat()[..32].to_vec();
                let mut at = 0;
                while let Some(found) = bytes[at..].windows(32).position(|w| w == from.as_bytes()) {
                    bytes[at + found..at + found + 32].copy_from_slice(&to);
                    at += found + 32;
                }
                assert!(at > 0 || from.starts_with("added"), "{from}");
            }
            std::fs::write(lab.path(library), bytes).expect("a file");
        }
        lab
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut abilens = Command::new(env!("CARGO_BIN_EXE_abilens"));
        abilens.args(arguments).current_dir(self.path("")).env("NO_COLOR", "1").stdin(std::process::Stdio::null());
        abilens
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the binary runs")
    }
}

/// Nothing in it is obeyed: by a terminal, a reader's eye, GitHub Actions (with `commands`, lines that are meant as such
/// are left), Azure Pipelines or TeamCity.
#[track_caller]
fn assert_plain(text: &[u8], commands: bool, what: &str) {
    let text = std::str::from_utf8(text).expect("UTF-8");
    let odd = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
    };
    assert_eq!(text.chars().find(|&c| odd(c)), None, "{what}: {text:?}");
    for line in text.lines() {
        let meant = commands && (line.starts_with("::error ") || line.starts_with("::notice "));
        assert!(meant || !line.trim_start().starts_with("::"), "{what}: {line:?}");
        assert!(!line.contains("##[") && !line.contains("##vso["), "{what}: {line:?}");
    }
}

#[test]
fn names_are_only_printed() {
    let lab = Lab::new();
    let names: Vec<String> =
        NAMES.iter().map(|(_, to)| format!("{to}xxxxxxxxxxxxxxxx").chars().collect::<String>()).collect();
    let cut = |name: &str| String::from_utf8(name.as_bytes()[..32].to_vec()).expect("UTF-8");
    let (record, function) = (cut(&names[0]), cut(&names[3]));
    let mut runs: Vec<Vec<&str>> = vec![
        vec!["diff", "old.so", "new.so"],
        vec!["diff", "old.so", "new.so", "--full", "--width", "40"],
        vec!["diff", "old.so", "new.so", "--format", "json"],
        vec!["diff", "old.so", "new.so", "--time"],
        vec!["show", "new.so", &record],
        vec!["show", "new.so", &function],
        vec!["show", "new.so", "\x1b[31m\n::error::no such type"],
        vec!["impact", "new.so", &record],
        vec!["impact", "new.so", &record, "--format", "dot"],
        vec!["impact", "new.so", &record, "--format", "json"],
        vec!["history", "--all", "old.so", "new.so"],
        vec!["history", "--all", "old.so", "new.so", "--format", "json"],
        vec!["log", &record, "old.so", "new.so"],
        vec!["log", "\x1b[31m\n::error::no such type", "old.so", "new.so"],
        vec!["blame", &record, "old.so", "new.so"],
        vec!["explain", "old.so", "new.so"],
        vec!["check", "new.so", "old.so", "new.so"],
        vec!["deps", "new.so", "old.so", "new.so"],
        vec!["deps", "new.so", "old.so", "new.so", "--format", "ben"],
        vec!["why", "new.so", "--kernel", "old.so"],
    ];
    for format in ["text", "json", "markdown", "junit", "sarif", "github", "gitlab"] {
        runs.push(vec!["gate", "old.so", "new.so", "--format", format]);
    }
    for arguments in &runs {
        let out = lab.run(arguments);
        let what = format!("{arguments:?}");
        assert_plain(&out.stdout, arguments.contains(&"github"), &what);
        assert_plain(&out.stderr, false, &what);
        assert!(!out.stdout.is_empty() || !out.stderr.is_empty(), "{what}");
        if arguments.contains(&"json") || arguments.contains(&"sarif") || arguments.contains(&"gitlab") {
            let value: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
            // The data is the data.
            let all = value.to_string();
            let data = serde_json::to_string(&record).expect("JSON");
            let whole = !arguments.contains(&"gitlab");
            assert!(!whole || all.contains(data.trim_matches('"')), "{what}: {all}");
        }
        // With colours there are colours, and no other control sequence.
        let colored = lab.command(arguments).args(["--color", "always"]).env_remove("NO_COLOR").output();
        let colored = String::from_utf8(colored.expect("the binary runs").stdout).expect("UTF-8");
        for part in colored.split('\x1b').skip(1) {
            let end = part.find('m').unwrap_or(0);
            assert!(part.starts_with('[') && part[1..end].bytes().all(|b| b.is_ascii_digit() || b == b';'), "{part:?}");
        }
    }
}

/// The text of a line of markdown (CommonMark 6.1 and 2.4) without code spans and escaped characters.
fn outside_of_code(line: &str) -> String {
    let run = |text: &str| text.len() - text.trim_start_matches('`').len();
    let mut out = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let fence = run(rest);
        let mut taken = c.len_utf8();
        if c == '\\' {
            taken += rest[1..].chars().next().map_or(0, char::len_utf8);
        } else if fence > 0 {
            let mut end = fence;
            while end < rest.len() && run(&rest[end..]) != fence {
                end += run(&rest[end..]).max(1);
                end += (end..rest.len()).take_while(|&at| !rest.is_char_boundary(at)).count();
            }
            if end < rest.len() {
                taken = end + fence;
            } else {
                out.push_str(&rest[..fence]);
                taken = fence;
            }
        } else {
            out.push(c);
        }
        rest = &rest[taken..];
    }
    out
}

#[test]
fn markdown_calls_nobody_and_holds_no_html() {
    let lab = Lab::new();
    let out = lab.run(&["gate", "old.so", "new.so", "--format", "markdown"]);
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    assert!(text.contains("member"), "{text}");
    let mut fenced = false;
    let (mark, rest) = text.split_once('\n').expect("lines");
    assert_eq!(mark, "<!-- abilens: gate-old.so -->");
    for line in rest.lines() {
        // What is left of a line without its code spans, and without the folds that are ours.
        let mut rest = outside_of_code(&line.replace("<code>", "`").replace("</code>", "`"));
        fenced ^= line.starts_with("```");
        if fenced || line.starts_with("```") {
            continue;
        }
        for ours in ["<details>", "</details>", "<summary>", "</summary>"] {
            rest = rest.replace(ours, "");
        }
        assert!(!rest.contains(['<', '@', '[', '`']), "{line}\n{rest}");
    }
}

#[test]
fn messages_about_files_are_one_line() {
    let lab = Lab::new();
    let mut bytes = std::fs::read(lab.path("old.so")).expect("a file");
    let name = b".debug_info\0";
    let at = bytes.windows(name.len()).position(|w| w == name).expect("a section");
    bytes[at..at + 11].copy_from_slice(b"\n::error::x");
    std::fs::write(lab.path("section.so"), &bytes).expect("a file");
    std::fs::create_dir(lab.path("folder")).expect("a folder");
    let odd = "folder/\n::error::\u{202e}x.so";
    std::fs::write(lab.path(odd), b"\x7fELF\x02\x01\x01").expect("a file");
    for arguments in [
        &["diff", "section.so", "old.so"][..],
        &["diff", odd, "old.so"],
        &["diff", "folder", "old.so"],
        &["dump", "folder", "-o", "folder.abilens"],
        &["gate", "old.so", "new.so", "--policy", odd],
    ] {
        let out = lab.run(arguments);
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        assert_plain(&out.stdout, false, "stdout");
        assert_plain(&out.stderr, false, "stderr");
    }
}

#[test]
fn abixml_of_a_library_with_odd_names_is_plain_and_of_cpp_is_refused() {
    let lab = Lab::new();
    let out = lab.run(&["dump", "old.so", "--format", "abixml", "-o", "-"]);
    assert_eq!(out.status.code(), Some(0));
    assert_plain(&out.stdout, false, "stdout");
    assert!(out.stdout.starts_with(b"<abi-corpus version=\"2.1\""));
    std::fs::write(lab.path("old.abi"), &out.stdout).expect("a file");
    let shown = lab.run(&["show", "old.abi"]);
    assert_eq!(shown.status.code(), lab.run(&["show", "old.so"]).status.code());
    std::fs::write(
        lab.path("c.cc"),
        "struct base { int i; }; struct part : base {}; int take(part *p) { return p->i; }",
    )
    .expect("a file");
    let made =
        Command::new("g++").args(["-g", "-shared", "-fPIC", "c.cc", "-o", "c.so"]).current_dir(lab.path("")).status();
    assert!(made.expect("g++ runs; apt-get install g++").success());
    let out = lab.run(&["dump", "c.so", "--format", "abixml", "-o", "c.abi"]);
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("c.so: abixml is written of C alone"), "{said}");
    assert!(!lab.path("c.abi").exists());
}

#[test]
fn what_never_ends_is_refused_at_once() {
    let lab = Lab::new();
    let made = Command::new("mkfifo").args(["pipe"]).current_dir(lab.path("")).status();
    assert!(made.expect("mkfifo runs").success());
    for (folder, list) in [("patches", "../pipe"), ("endless", "/dev/zero"), ("waiting", "/proc/kmsg")] {
        std::fs::create_dir(lab.path(folder)).expect("a folder");
        std::fs::write(lab.path(&format!("{folder}/series")), list).expect("a file");
    }
    let member = |name: &str, size: usize| format!("{name:16}{:12}{:6}{:6}{:8}{size:<10}`\n", "0", "0", "0", "644");
    for (file, name) in [("thin.a", "pipe"), ("zero.a", "/dev/zero")] {
        let names = format!("{name}/\n");
        let pad = if names.len() % 2 == 1 { "\n" } else { "" };
        let text = format!("!<thin>\n{}{names}{pad}{}", member("//", names.len()), member("/0", 100));
        std::fs::write(lab.path(file), text).expect("a file");
    }
    std::fs::write(lab.path("list.toml"), "[[symbols]]\nname = 'x'\nlists = ['pipe']\n").expect("a file");
    for (arguments, what) in [
        (&["diff", "pipe", "old.so"][..], "pipe: a pipe, not a regular file"),
        (&["diff", "old.so", "/dev/zero"], "/dev/zero: a device, not a regular file"),
        (&["show", "pipe", "x"], "pipe: a pipe"),
        (&["gate", "--policy", "pipe", "old.so", "old.so"], "pipe: a pipe"),
        (&["gate", "--policy", "/dev/zero", "old.so", "old.so"], "a device"),
        (&["gate", "--policy", "list.toml", "old.so", "old.so"], "list.toml"),
        (&["gate", "--base-symvers", "pipe", "old.so", "old.so"], "pipe: a pipe"),
        (&["gate", "--base-symvers", "/dev/zero", "old.so", "old.so"], "a device"),
        (&["diff", "--patch", "pipe", "old.so", "old.so"], "pipe: a pipe"),
        (&["diff", "--patch", "patches", "old.so", "old.so"], "patches/../pipe: a pipe"),
        (&["diff", "--patch", "endless", "old.so", "old.so"], "/dev/zero: a device"),
        (&["diff", "--patch", "waiting", "old.so", "old.so"], "/proc/kmsg"),
        (&["diff", "--btf-base", "pipe", "old.so", "old.so"], ""),
        (&["diff", "thin.a", "old.so"], "pipe: a pipe"),
        (&["diff", "zero.a", "old.so"], "/dev/zero: a device"),
        (&["diff", ".", "old.so"], ""),
    ] {
        let begin = Instant::now();
        let (out, err) = (std::process::Stdio::null(), std::process::Stdio::piped());
        let mut child = lab.command(arguments).stdout(out).stderr(err).spawn().expect("the binary runs");
        while child.try_wait().expect("a child").is_none() {
            if begin.elapsed() > Duration::from_secs(20) {
                child.kill().expect("a child");
                panic!("{arguments:?} waits");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let out = child.wait_with_output().expect("it ended");
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(said.contains(what), "{arguments:?}: {said}");
        assert!(what.is_empty() || out.status.code() == Some(2), "{arguments:?}: {said}");
    }
    // A shell's `<(command)` is a pipe that ends.
    let script = format!("{} diff --patch <(printf '') old.so old.so", env!("CARGO_BIN_EXE_abilens"));
    let out = Command::new("bash").args(["-c", &script]).current_dir(lab.path("")).output().expect("bash runs");
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(!said.contains("not a regular file"), "{said}");
}

#[test]
fn numbers_have_bounds() {
    let lab = Lab::new();
    for (option, number) in [
        ("--width", "18446744073709551615"),
        ("--width", "10001"),
        ("--width", "0"),
        ("--width", "-1"),
        ("--threads", "1025"),
        ("--threads", "18446744073709551616"),
        ("--threads", "-1"),
    ] {
        let out = lab.run(&[&format!("{option}={number}"), "diff", "old.so", "new.so"]);
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{option} {number}: {said}");
        assert!(said.contains(number) && said.contains("expected a number from "), "{said}");
    }
    for (option, number) in [("--width", "40"), ("--width", "10000"), ("--threads", "64")] {
        assert_eq!(lab.run(&[option, number, "diff", "old.so", "new.so"]).status.code(), Some(1), "{option} {number}");
    }
}

/// Names in the folder.
fn names(lab: &Lab) -> Vec<String> {
    let entries = std::fs::read_dir(lab.path("")).expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn files_are_replaced_whole_and_keep_what_they_were() {
    let lab = Lab::new();
    let mode = |name: &str| std::fs::metadata(lab.path(name)).expect("a file").permissions().mode() & 0o777;
    let dump = |to: &str| lab.run(&["dump", "old.so", "-o", to]);
    let before = names(&lab);
    assert_eq!(dump("new.abilens").status.code(), Some(0));
    std::fs::write(lab.path("plain"), b"").expect("a file");
    assert_eq!(mode("new.abilens"), mode("plain"), "the user's mask");
    for bits in [0o600, 0o640, 0o664, 0o400] {
        std::fs::set_permissions(lab.path("new.abilens"), PermissionsExt::from_mode(bits)).expect("it is ours");
        assert_eq!(dump("new.abilens").status.code(), Some(0));
        assert_eq!(mode("new.abilens"), bits);
    }
    // Links stay, and what they lead to is replaced, or made.
    symlink("new.abilens", lab.path("link")).expect("a link");
    symlink("made.abilens", lab.path("dangling")).expect("a link");
    symlink("loop", lab.path("loop")).expect("a link");
    assert_eq!(dump("link").status.code(), Some(0));
    assert_eq!(dump("dangling").status.code(), Some(0));
    assert!(lab.path("link").is_symlink() && lab.path("dangling").is_symlink());
    assert!(lab.path("made.abilens").is_file());
    for (to, what) in
        [("loop", "too many links"), (".", "is a folder"), ("absent/x", "absent/x: "), ("/", "is a folder")]
    {
        let out = dump(to);
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.code() == Some(2) && said.contains(what), "{to}: {said}");
    }
    let long = "n".repeat(255);
    assert_eq!(dump(&long).status.code(), Some(0));
    assert_eq!(dump("/dev/null").status.code(), Some(0));
    assert!(std::fs::metadata("/dev/null").expect("a device").file_type().is_char_device());
    let mut after = names(&lab);
    after.retain(|name| !before.contains(name));
    assert_eq!(after, ["dangling", "link", "loop", "made.abilens", "new.abilens", &long, "plain"]);
}

/// Killed while it writes, it leaves the old file as it was, and the next run is none the worse.
#[test]
fn a_run_that_was_killed_is_in_nobodys_way() {
    let lab = Lab::new();
    let before = names(&lab).len();
    std::fs::write(lab.path("out"), b"as it was").expect("a file");
    let script =
        format!("ulimit -f 1; exec {} diff --full --format json old.so new.so -o out", env!("CARGO_BIN_EXE_abilens"));
    let killed = Command::new("bash").args(["-c", &script]).current_dir(lab.path("")).output().expect("bash runs");
    assert!(killed.status.code().is_none_or(|code| code > 1), "{killed:?}");
    assert_eq!(std::fs::read(lab.path("out")).expect("a file"), b"as it was");
    assert_eq!(names(&lab).len(), before + 1, "{:?}", names(&lab));
    for _ in 0..3 {
        assert_eq!(lab.run(&["diff", "old.so", "new.so", "-o", "out"]).status.code(), Some(1));
    }
    assert!(std::fs::read(lab.path("out")).expect("a file").starts_with(b"BREAKING"));
}

/// Whoever makes a snapshot by hand can say of a changed type that it did not change.
#[test]
fn forged_hashes_of_a_snapshot_are_found_when_asked_for() {
    use abilens::{NoObserver, Options};
    let lab = Lab::new();
    let load = |name: &str| abilens::load(lab.path(name), &Options::default(), &NoObserver).expect("an input");
    let (old, mut new) = (load("old.so"), load("new.so"));
    let mut honest = Vec::new();
    abilens::dump(&new, &mut honest).expect("memory");
    for id in new.graph.ids() {
        let same = |o: &abilens::graph::TypeId| {
            (old.graph.node(*o).kind, old.graph.name(*o)) == (new.graph.node(id).kind, new.graph.name(id))
        };
        if let Some(o) = old.graph.ids().find(same) {
            new.graph.deep[id.index()] = old.graph.deep[o.index()];
        }
    }
    let mut forged = Vec::new();
    abilens::dump(&new, &mut forged).expect("memory");
    std::fs::write(lab.path("honest.abilens"), honest).expect("a file");
    std::fs::write(lab.path("forged.abilens"), forged).expect("a file");
    for command in ["diff", "gate"] {
        let out = lab.run(&[command, "--verify", "old.so", "honest.abilens"]);
        assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
        let out = lab.run(&[command, "--verify", "old.so", "forged.abilens"]);
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(
            said.contains("forged.abilens: snapshot: deep-hashes at offset 0x") && said.contains("forged"),
            "{said}"
        );
    }
}
