//! `abilens explain` on a small module with a hand-written `Module.symvers`: each class of changed CRCs, and each
//! reason why a CRC stayed.

mod forms;
mod page;

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

const EXPORT: &str = r#"
#define EXPORT(x) asm(".pushsection \"___ksymtab+" #x "\",\"a\"\n__ksymtab_" #x ":\n .long 0\n.popsection");
"#;

/// Header or unit, its text in OLD, its text in NEW.
const FILES: &[(&str, &str, &str)] = &[
    ("lay.h", "struct lay { int a; long b; };", "struct lay { int a; long added; long b; };"),
    ("nam.h", "struct nam { int before; };", "struct nam { int after; };"),
    ("vis.h", "struct vis { int a; };", "struct vis { int a; };"),
    ("pack.h", "struct pack { char a; int b; };", "struct pack { char a; int b; } __attribute__((packed));"),
    (
        "layout.c",
        "#include \"lay.h\"\nstruct hold { struct lay *p; };\nint by_layout(struct lay *p) { return p->a; } EXPORT(by_layout)",
        "#include \"lay.h\"\nstruct hold { struct lay *p; };\nint by_layout(struct lay *p) { return p->a; } EXPORT(by_layout)",
    ),
    (
        "name.c",
        "#include \"nam.h\"\nint by_name(struct nam *p) { return !p; } EXPORT(by_name)",
        "#include \"nam.h\"\nint by_name(struct nam *p) { return !p; } EXPORT(by_name)",
    ),
    (
        "align.h",
        "struct part { int a; int b; }; struct whole { char c; struct part p; };",
        "struct part { int a; int b __attribute__((aligned(16))); }; struct whole { char c; struct part p; };",
    ),
    (
        "align.c",
        "#include \"align.h\"\nint by_align(struct whole *p) { return p->c; } EXPORT(by_align)",
        "#include \"align.h\"\nint by_align(struct whole *p) { return p->c; } EXPORT(by_align)",
    ),
    ("tdf.h", "struct tdf { int a; const char *b; };", "typedef int tdf_t; struct tdf { tdf_t a; char *b; };"),
    (
        "const.c",
        "int by_const(int *p, int q) { return *p; } EXPORT(by_const)",
        "int by_const(const int *p, const int q) { return *p; } EXPORT(by_const)",
    ),
    (
        "typedef.c",
        "#include \"tdf.h\"\nint by_typedef(struct tdf *p) { return p->a; } EXPORT(by_typedef)",
        "#include \"tdf.h\"\nint by_typedef(struct tdf *p) { return p->a; } EXPORT(by_typedef)",
    ),
    (
        "nest.h",
        "#include \"lay.h\"\nstruct nest { struct { struct lay *inner; } u; };",
        "#include \"lay.h\"\nstruct nest { struct { struct lay *inner; } u; };",
    ),
    (
        "nest.c",
        "#include \"nest.h\"\nint by_nested(struct nest *p) { return !p->u.inner; } EXPORT(by_nested)",
        "#include \"nest.h\"\nint by_nested(struct nest *p) { return !p->u.inner; } EXPORT(by_nested)",
    ),
    (
        "visible.c",
        "struct vis;\nint by_visibility(struct vis *p) { return !p; } EXPORT(by_visibility)",
        "#include \"vis.h\"\nint by_visibility(struct vis *p) { return !p; } EXPORT(by_visibility)",
    ),
    (
        "nothing.c",
        "int by_nothing(unsigned a) { return a; } EXPORT(by_nothing)",
        "int by_nothing(unsigned int a) { return a; } EXPORT(by_nothing)",
    ),
    (
        "assembler.c",
        "int beside(int a) { return a; } asm(\".globl by_assembler\\n.type by_assembler,@function\\nby_assembler: ret\"); EXPORT(by_assembler)",
        "int beside(int a) { return a; } asm(\".globl by_assembler\\n.type by_assembler,@function\\nby_assembler: ret\"); EXPORT(by_assembler)",
    ),
    (
        "opaque.c",
        "struct lay;\nint opaque(struct lay *p) { return !p; } EXPORT(opaque)",
        "struct lay;\nint opaque(struct lay *p) { return !p; } EXPORT(opaque)",
    ),
    (
        "private.c",
        "struct priv { int a; };\nint keeps(struct priv *p) { return p->a; } EXPORT(keeps)",
        "struct priv { int a; int b; };\nint keeps(struct priv *p) { return p->a; } EXPORT(keeps)",
    ),
    (
        "twin1.c",
        "struct twin { int a; };\nint first(struct twin *p) { return p->a; } EXPORT(first)",
        "struct twin { int a, b; };\nint first(struct twin *p) { return p->a; } EXPORT(first)",
    ),
    (
        "twin2.c",
        "struct twin { int a; };\nint second(struct twin *p) { return p->a; } EXPORT(second)",
        "struct twin { int a, c; };\nint second(struct twin *p) { return p->a; } EXPORT(second)",
    ),
    (
        "packed.c",
        "#include \"pack.h\"\nint packed(struct pack *p) { return p->b; } EXPORT(packed)",
        "#include \"pack.h\"\nint packed(struct pack *p) { return p->b; } EXPORT(packed)",
    ),
    ("table.c", "const int table[] = { 1, 2 }; EXPORT(table)", "const int table[] = { 1, 2, 3 }; EXPORT(table)"),
    (
        "own.c",
        "int own(int a) { return a; } EXPORT(own)\nint same(int a) { return a; } EXPORT(same)",
        "int own(int a, int b) { return a + b; } EXPORT(own)\nint same(int a) { return a; } EXPORT(same)",
    ),
];

/// A source file that includes another one: what that defines is in its CRCs, as in those of kernel/sched/build_policy.c.
const INCLUDED: &str = "#include \"part.c\"\nint by_part(struct part *p) { return p->a; } EXPORT(by_part)";

#[test]
fn what_an_included_source_file_defines_is_reached_without_views_as_well() {
    let root = tempfile::tempdir().expect("a folder");
    for (side, member, crc) in [("old", "", 1), ("new", "long b;", 2)] {
        let folder = root.path().join(side);
        std::fs::create_dir(&folder).expect("a folder");
        std::fs::write(folder.join("part.c"), format!("struct part {{ int a; {member} }};\n")).expect("a file");
        let module = "char m[8] __attribute__((section(\".gnu.linkonce.this_module\")));";
        std::fs::write(folder.join("drv.c"), format!("{EXPORT}{INCLUDED}\n{module}\n")).expect("a file");
        run(&folder, "gcc", &["-g", "-O1", "-c", "drv.c", "-o", "drv.ko"]);
        run(&folder, env!("CARGO_BIN_EXE_abilens"), &["dump", "drv.ko", "-o", "snapshot"]);
        let line = format!("{crc:#010x}\tby_part\tdrivers/drv\tEXPORT_SYMBOL\t\n");
        std::fs::write(folder.join("Module.symvers"), line).expect("a file");
    }
    // With the unit's view it is known that the CRC covers it, without it only that it is reached.
    for (file, says) in [("drv.ko", "do not see it, CRCs cover it)"), ("snapshot", "(private: drivers do not see it)")]
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        let sides = ["old", "new"].map(|side| format!("{side}/{file}"));
        let out = command.current_dir(root.path()).arg("explain").args(sides).output().expect("the binary runs");
        let page = String::from_utf8(out.stdout).expect("text");
        assert!(page.contains("struct part") && page.contains(says) && page.contains("  reached "), "{page}");
    }
}

/// Name, CRC in OLD, CRC in NEW.
const CRCS: &[(&str, u32, u32)] = &[
    ("by_layout", 1, 101),
    ("by_name", 2, 102),
    ("by_visibility", 3, 103),
    ("by_nothing", 4, 104),
    ("by_align", 16, 116),
    ("by_const", 14, 114),
    ("by_nested", 17, 117),
    ("by_typedef", 15, 115),
    ("by_assembler", 5, 105),
    ("own", 6, 106),
    ("opaque", 7, 7),
    ("keeps", 8, 8),
    ("packed", 9, 9),
    ("same", 10, 10),
    ("table", 11, 11),
    ("first", 12, 12),
    ("second", 13, 13),
];

fn run(folder: &Path, program: &str, arguments: &[&str]) {
    let out = Command::new(program).args(arguments).current_dir(folder).output().expect(program);
    assert!(out.status.success(), "{program} {arguments:?}\n{}", String::from_utf8_lossy(&out.stderr));
}

/// `old` and `new` in a folder, each with `drv.ko` and `Module.symvers`.
fn build() -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    for side in ["old", "new"] {
        let folder = root.path().join(side);
        std::fs::create_dir(&folder).expect("a folder");
        let mut link = vec!["-r".to_owned(), "-o".to_owned(), "drv.ko".to_owned()];
        for &(name, old, new) in FILES {
            let text = if side == "old" { old } else { new };
            if let Some(stem) = name.strip_suffix(".c") {
                std::fs::write(folder.join(name), format!("{EXPORT}{text}\n")).expect("a file");
                run(&folder, "gcc", &["-g", "-O1", "-fno-asynchronous-unwind-tables", "-c", name]);
                link.push(format!("{stem}.o"));
            } else {
                std::fs::write(folder.join(name), format!("{text}\n")).expect("a file");
            }
        }
        std::fs::write(folder.join("mod.c"), "char m[8] __attribute__((section(\".gnu.linkonce.this_module\")));")
            .expect("a file");
        run(&folder, "gcc", &["-c", "mod.c"]);
        link.push("mod.o".to_owned());
        run(&folder, "ld", &link.iter().map(String::as_str).collect::<Vec<_>>());
        let line = |&(name, old, new): &(&str, u32, u32)| {
            format!("{:#010x}\t{name}\tdrivers/drv\tEXPORT_SYMBOL\t\n", if side == "old" { old } else { new })
        };
        let text: String = CRCS.iter().map(line).collect();
        std::fs::write(folder.join("Module.symvers"), text).expect("a file");
    }
    root
}

fn explain(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
    command.current_dir(root).args(["explain", "old/drv.ko", "new/drv.ko"]).args(arguments).env("NO_COLOR", "1");
    command.output().expect("the binary runs")
}

fn explained(root: &Path, arguments: &[&str]) -> Value {
    let out = explain(root, &[arguments, &["--format", "json"]].concat());
    assert_eq!(
        out.status.code(),
        Some(0),
        "{}{}",
        String::from_utf8_lossy(&out.stderr),
        String::from_utf8_lossy(&out.stdout)
    );
    let explanation = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(forms::json("explanation", &explanation), [""; 0]);
    explanation
}

#[test]
fn each_class_and_each_reason() {
    let root = build();
    let e = explained(root.path(), &[]);
    assert_eq!(e["schema"], "abilens-explanation/2");
    assert_eq!((e["counts"]["crc_changed"].as_u64(), e["counts"]["crc_same"].as_u64()), (Some(10), Some(7)));
    let exports = e["exports"].as_array().expect("a list");
    let of = |name: &str| exports.iter().find(|x| x["name"] == name).unwrap_or_else(|| panic!("{name} is there"));
    for (name, class) in [
        ("by_layout", "layout"),
        ("by_name", "no-layout"),
        // Attributes of members are hashed; where they put them shows.
        ("by_align", "layout"),
        ("by_const", "no-layout"),
        ("by_typedef", "no-layout"),
        ("by_visibility", "visibility"),
        ("by_nothing", "nothing-visible"),
        ("by_assembler", "assembler"),
        ("own", "layout"),
    ] {
        assert_eq!(of(name)["class"], class, "{name}: {e:#}");
    }
    for (name, reason, at) in [
        ("opaque", "declared-only", Some("struct lay")),
        ("keeps", "private", Some("struct priv")),
        // One body of two source files is private to each of them.
        ("first", "private", Some("struct twin")),
        ("second", "private", Some("struct twin")),
        ("packed", "not-in-tokens", None),
    ] {
        let missed = &of(name)["missed"];
        assert_eq!((&missed["reason"], missed["at"].as_str()), (&reason.into(), at), "{name}: {missed:#}");
    }
    assert!(!exports.iter().any(|x| x["name"] == "same"), "nothing happened to it");

    let causes = e["causes"].as_array().expect("a list");
    let names: Vec<(&str, &str)> = causes
        .iter()
        .map(|c| (c["subject"]["name"].as_str().unwrap_or(""), c["kind"].as_str().unwrap_or("")))
        .collect();
    let want = [
        ("lay", "changed"),
        ("nam", "changed"),
        ("part", "changed"),
        ("tdf", "changed"),
        ("vis", "became-visible"),
        ("by_const", "prototype"),
        ("own", "prototype"),
        ("table", "prototype"),
    ];
    assert_eq!(names, want, "ranked by what they explain, then by kind and name");
    let lay = &causes[0];
    assert_eq!((lay["explains"].as_u64(), lay["only"].as_u64()), (Some(2), Some(2)));
    assert_eq!((lay["old_bit_size"].as_u64(), lay["new_bit_size"].as_u64()), (Some(128), Some(192)));
    assert_eq!(lay["severity"], "breaking");
    assert_eq!(lay["path"].as_array().map(Vec::len), Some(1));
    let own = &causes[6];
    assert_eq!((&own["severity"], &own["rules"]), (&"breaking".into(), &json!(["parameter-added"])), "{own:#}");
    // A constant table that its initialiser makes longer: the same finding as `diff` has, which harms no module.
    let missed = &of("table")["missed"];
    assert_eq!((&missed["reason"], &missed["severity"]), (&"not-in-tokens".into(), &"compatible".into()), "{missed:#}");
    assert_eq!(missed["rule"], "array-length-changed");
    let matters: u64 = e["missed"].as_array().expect("a list").iter().filter_map(|m| m["matters"].as_u64()).sum();
    assert_eq!(matters, 3, "opaque, packed, table: {:#}", e["missed"]);
}

#[test]
fn the_page_and_the_story() {
    let root = build();
    let page = String::from_utf8(explain(root.path(), &[]).stdout).expect("text");
    for part in [
        "10 of 17 exports of both sides changed their CRC",
        "1  nothing-visible",
        "struct lay",
        "16 -> 24 bytes",
        "+ long added",
        "what the CRCs do not show: 6 exports with the same CRC reach a change; of these 3 reach",
        "declared-only",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let story = String::from_utf8(explain(root.path(), &["by_layout", "opaque"]).stdout).expect("text");
    for part in [
        "CRC 0x00000001 -> 0x00000065",
        "unit         layout.c",
        "class        layout:",
        "int by_layout(struct lay *p)",
        "long added",
        "CRC 0x00000007, the same",
        "not in the CRC",
    ] {
        assert!(story.contains(part), "{part}\n{story}");
    }
    assert!(!story.contains("struct nam"), "{story}");
    // One wrong name among others: the stories of those, and no clean result.
    let out = explain(root.path(), &["by_layout", "by_lay"]);
    let story = String::from_utf8(out.stdout).expect("text");
    assert_eq!(out.status.code(), Some(2));
    assert!(story.contains("unit         layout.c") && story.contains("there is by_layout"), "{story}");
    // The way to a type goes through unnamed records to the member that names it.
    let story = String::from_utf8(explain(root.path(), &["by_nested"]).stdout).expect("text");
    assert!(story.contains("struct lay *inner"), "{story}");
}

/// Ways to ask for an explanation; they follow `explain OLD NEW`.
const QUESTIONS: &[&[&str]] = &[
    &[],
    &["--width", "60"],
    &["--width", "200", "--full"],
    &["--color", "always"],
    &["--format", "json"],
    &["--full", "--format", "json"],
];

/// Pages of two kernels or modules: `explain` in every form, and the story of each export by its name.
fn pages(root: &Path, old: &str, new: &str, names: &mut dyn Iterator<Item = &str>) -> String {
    let stories = names.map(|name| vec![name]);
    let ways: Vec<Vec<&str>> = QUESTIONS.iter().map(|way| way.to_vec()).chain(stories).collect();
    ways.iter().map(|way| page::of(root, &[&["explain", old, new], &way[..]].concat()) + "\n").collect()
}

#[test]
fn pages_stay() {
    let root = build();
    let names = &mut CRCS.iter().map(|c| c.0);
    page::hold!("explain-module", pages(root.path(), "old/drv.ko", "new/drv.ko", names));
    let root = kernel();
    let names = &mut EXPORTS.iter().map(|e| e.1.trim_end_matches('*'));
    page::hold!("explain-kernel", pages(root.path(), "old", "new", names));
    let inputs = &[("OLD", "old"), ("NEW", "new")];
    let others: &[&[&str]] = &[
        &["impact", "OLD", "slab", "--full"],
        &["impact", "OLD", "struct kept", "--format", "json"],
        &["impact", "OLD", "slab", "--format", "dot"],
        &["show", "NEW", "slab"],
        &["show", "NEW", "module_layout"],
        &["diff", "OLD", "NEW"],
        &["diff", "OLD", "NEW", "--profile", "core"],
        &["diff", "OLD", "NEW", "--public-headers", "all", "--full"],
    ];
    page::hold!("explain-kernel-others", page::all(root.path(), others, inputs, &[]));
}

#[test]
fn what_cannot_be_explained_exits_with_2_and_says_why() {
    let root = build();
    let write = |name: &str, text: &str| std::fs::write(root.path().join(name), text).expect("a file");
    write("bad", "0x00000001\tby_layout\tdrivers/drv\tEXPORT_SYMBOL\t\nnonsense\n");
    write("other", "0x00000001\telsewhere\tvmlinux\tEXPORT_SYMBOL\t\n");
    write("some", "0x00000001\tby_layout\tdrivers/drv\tEXPORT_SYMBOL\t\n");
    for (arguments, what) in [
        (&["--old-symvers", "bad"][..], "error: bad: line 2: expected columns"),
        (&["--new-symvers", "nowhere"], "nowhere: "),
        (&["--old-symvers", "other"], "other: names no export of old/drv.ko"),
        (&["no_such_export"], "no export of either side is named `no_such_export`"),
        (&["_by_lay"], "no export of either side is named `_by_lay`; there is by_layout"),
    ] {
        let out = explain(root.path(), arguments);
        let message = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{message}");
        assert!(message.contains(what), "{message}");
        assert!(out.stdout.is_empty());
    }
    // A file that lacks exports of the input: what it has is explained, and it is no clean result.
    let out = explain(root.path(), &["--old-symvers", "some"]);
    assert_eq!(out.status.code(), Some(2));
    let page = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(page.contains("symvers-lacks"), "{page}");
    std::fs::remove_file(root.path().join("new/Module.symvers")).expect("it is there");
    let out = explain(root.path(), &[]);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("--new-symvers"));
}

#[test]
fn without_what_units_see_the_changes_that_an_export_reaches_are_told() {
    let root = build();
    let mut dump = Command::new(env!("CARGO_BIN_EXE_abilens"));
    let dumped = dump.current_dir(root.path()).args(["dump", "old/drv.ko", "-o", "old/snapshot"]).status();
    assert!(dumped.expect("the binary runs").success());
    let explain = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        command.current_dir(root.path()).args(["explain", "old/snapshot", "new/drv.ko"]).args(arguments);
        let out = command.output().expect("the binary runs");
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).expect("text")
    };
    let e: Value = serde_json::from_str(&explain(&["--format", "json"])).expect("JSON");
    assert_eq!(forms::json("explanation", &e), [""; 0]);
    let exports = e["exports"].as_array().expect("a list");
    let of = |name: &str| exports.iter().find(|x| x["name"] == name).unwrap_or_else(|| panic!("{name} is there"));
    for (name, evidence) in [("by_layout", "reached"), ("own", "reached"), ("by_nothing", "nothing")] {
        assert_eq!((&of(name)["class"], &of(name)["evidence"]), (&"no-view".into(), &evidence.into()), "{name}");
    }
    // Its unit only declares the struct, which alone the views tell: nothing is claimed of why its CRC stayed.
    assert_eq!((&of("opaque")["class"], &of("opaque")["missed"]), (&Value::Null, &Value::Null));
    let lay = e["causes"].as_array().expect("a list").iter().find(|c| c["subject"]["name"] == "lay").expect("a cause");
    assert_eq!((lay["old_bit_size"].as_u64(), lay["new_bit_size"].as_u64()), (Some(128), Some(192)), "{lay:#}");
    assert_eq!((&lay["layout"], lay["explains"].as_u64()), (&true.into(), Some(2)));
    // A member of another name lies where it lay.
    let nam = e["causes"].as_array().expect("a list").iter().find(|c| c["subject"]["name"] == "nam").expect("a cause");
    assert_eq!(nam["layout"], false, "{nam:#}");
    assert!(e["diagnostics"].as_array().expect("a list").iter().any(|d| d["code"] == "no-unit-views"));
    let page = explain(&[]);
    for part in
        ["10 no-view", "whether its unit saw it, and the CRC covers it", "why their CRC stayed the inputs do not"]
    {
        assert!(page.split_whitespace().collect::<Vec<_>>().join(" ").contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("in its unit's view"), "{page}");
    assert!(explain(&["by_layout"]).contains("1 root cause that it reaches"));
    // What symtypes prove they prove beside a snapshot, too.
    symtypes(root.path());
    let e: Value = serde_json::from_str(&explain(&[&["--format", "json"], &SYMTYPES[..]].concat())).expect("JSON");
    let proved = e["exports"].as_array().expect("a list").iter().filter(|x| x["evidence"] == "proved").count();
    assert_eq!(proved, 10, "{e:#}");
}

/// A module `drv.ko` with one export, whose CRC stands in it, and a `Module.symvers` with another list of CRCs.
fn with_own_crc(root: &Path, side: &str, own: u32, listed: u32, rest: &str) {
    let folder = root.join(side);
    std::fs::create_dir_all(&folder).expect("a folder");
    let text = format!(
        "{EXPORT}int f(int a) {{ return a; }} EXPORT(f)\n{rest}\n\
         asm(\".pushsection __kcrctab,\\\"a\\\"\\n__crc_f: .long {own}\\n.popsection\");\n\
         char m[8] __attribute__((section(\".gnu.linkonce.this_module\")));\n"
    );
    std::fs::write(folder.join("drv.c"), text).expect("a file");
    run(&folder, "gcc", &["-g", "-O1", "-c", "drv.c", "-o", "drv.ko"]);
    let line = format!("{listed:#010x}\tf\tdrivers/drv\tEXPORT_SYMBOL\t\n");
    std::fs::write(folder.join("Module.symvers"), line).expect("a file");
}

#[test]
fn a_list_of_crcs_that_the_objects_contradict_is_refused() {
    let root = tempfile::tempdir().expect("a folder");
    with_own_crc(root.path(), "old", 5, 5, "");
    with_own_crc(root.path(), "new", 5, 5, "");
    let e = explained(root.path(), &[]);
    assert_eq!((&e["counts"]["crc_same"], &e["diagnostics"]), (&1.into(), &json!([])));
    with_own_crc(root.path(), "new", 5, 6, "");
    let out = explain(root.path(), &[]);
    let message = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2), "{message}");
    assert!(out.stdout.is_empty());
    let what =
        "new/Module.symvers: 1 of 1 CRCs are others than in the __kcrctab of new/drv.ko, such as `f`: 0x00000006";
    assert!(message.contains(what), "{message}");
}

#[test]
fn a_gate_refuses_it_too_where_crcs_are_listed() {
    let root = tempfile::tempdir().expect("a folder");
    with_own_crc(root.path(), "old", 5, 5, "");
    with_own_crc(root.path(), "new", 5, 6, "");
    let gate = |policy: &str| {
        std::fs::write(root.path().join("abilens.toml"), policy).expect("a file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        let out = command.current_dir(root.path()).args(["gate", "old", "new"]).output().expect("the binary runs");
        (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
    };
    // Nothing asks for CRCs.
    assert_eq!(gate("fail-on = 'breaking'\n"), (Some(0), String::new()));
    let listed = "[[scope]]\nname = 'list'\nfail-on = 'risky'\nlists = ['new/Module.symvers']\n";
    let (code, message) = gate(listed);
    let what = "new/Module.symvers: 1 of 1 CRCs are others than in the __kcrctab of new";
    assert!(code == Some(2) && message.contains(what), "{message}");
    with_own_crc(root.path(), "new", 5, 5, "");
    assert_eq!(gate(listed), (Some(0), String::new()));
}

#[test]
fn crcs_of_gendwarfksyms_are_told_by_its_pointers() {
    let root = tempfile::tempdir().expect("a folder");
    let pointer = "static int (*__gendwarfksyms_ptr_f)(int) __attribute__((used, section(\".discard.g\"))) = f;";
    with_own_crc(root.path(), "old", 5, 5, "");
    with_own_crc(root.path(), "new", 5, 5, pointer);
    let e = explained(root.path(), &[]);
    let note = &e["diagnostics"][0];
    assert_eq!(
        (&note["code"], &note["level"], &note["object"]),
        (&"gendwarfksyms".into(), &"note".into(), &"new/drv.ko".into())
    );
    assert!(note["message"].as_str().is_some_and(|m| m.starts_with("its CRCs are made by gendwarfksyms")), "{note}");
}

/// Two units whose names mean different things, so that what the linked object has for a name is true of one of them alone: unit,
/// its header, its text.
const UNITS: [(&str, &str, &str); 2] = [
    (
        "a",
        "struct dev { int id; MORE }; struct own { int a; };",
        "long fa(struct dev *d, struct own *o) { return d->id + o->a; }",
    ),
    ("b", "struct dev; struct own { long b; long c; };", "long fb(struct dev *d, struct own *o) { return !d + o->b; }"),
];

/// A module of those units, linked, and the list of the CRCs that each object had before. `more`: a member of `struct dev`.
fn with_pointers(root: &Path, side: &str, more: &str) {
    let folder = root.join(side);
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut list = String::new();
    for (unit, header, text) in UNITS {
        let text = format!(
            "#include \"{unit}.h\"\n{EXPORT}{text}\nEXPORT(f{unit})\nstatic typeof(f{unit}) *__gendwarfksyms_ptr_f{unit} \
             __attribute__((used, section(\".discard.gendwarfksyms\"))) = f{unit};\n"
        );
        std::fs::write(folder.join(format!("{unit}.h")), header.replace("MORE", more)).expect("a file");
        std::fs::write(folder.join(format!("{unit}.c")), text).expect("a file");
        run(&folder, "gcc", &["-g", "-O1", "-c", &format!("{unit}.c")]);
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        let out = command.current_dir(&folder).args(["crc", &format!("{unit}.o")]).output().expect("the binary runs");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let line = String::from_utf8_lossy(&out.stdout).into_owned();
        let [_, name, crc] = line.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{line}") };
        list += &format!("{crc}\t{name}\tdrivers/drv\tEXPORT_SYMBOL\t\n");
    }
    std::fs::write(folder.join("mod.c"), "char m[8] __attribute__((section(\".gnu.linkonce.this_module\")));")
        .expect("a file");
    run(&folder, "gcc", &["-c", "mod.c"]);
    run(&folder, "ld", &["-r", "-o", "drv.ko", "a.o", "b.o", "mod.o"]);
    std::fs::write(folder.join("Module.symvers"), list).expect("a file");
}

#[test]
fn crcs_of_gendwarfksyms_are_computed_again_unit_by_unit() {
    let root = tempfile::tempdir().expect("a folder");
    with_pointers(root.path(), "old", "");
    with_pointers(root.path(), "new", "int more;");
    let e = explained(root.path(), &[]);
    assert_eq!(
        (&e["proof"]["from"], &e["proof"]["new"]["tool"]),
        (&"objects".into(), &"gendwarfksyms".into()),
        "{e:#}"
    );
    for side in ["old", "new"] {
        let side = &e["proof"][side];
        assert_eq!((side["listed"].as_u64(), &side["contradicted"]), (Some(2), &Value::Null), "{side:#}");
    }
    let exports = e["exports"].as_array().expect("a list");
    let changed: Vec<_> =
        exports.iter().filter(|x| x["class"].is_string()).map(|x| (&x["name"], &x["evidence"])).collect();
    assert_eq!(changed, [(&"fa".into(), &"proved".into())], "the other unit only declares the struct: {e:#}");
    assert_eq!(e["proof"]["definitions"][0]["name"], "s#dev");
    // A list that these objects do not give: nothing is proved, and nothing is lost that was promised.
    let list = root.path().join("new/Module.symvers");
    let text = std::fs::read_to_string(&list).expect("a list");
    let crc = exports[0]["new_crc"].as_str().expect("a CRC");
    std::fs::write(&list, text.replace(crc, "0x00000001")).expect("a file");
    let e = explained(root.path(), &[]);
    assert_eq!(e["exports"][0]["evidence"], "reached", "{e:#}");
    let notes: Vec<&Value> = e["diagnostics"].as_array().expect("a list").iter().map(|d| &d["code"]).collect();
    assert!(notes.contains(&&"symtypes-other-build".into()), "{notes:?}");
}

/// Two modules with what consumers see of each other's types, static calls, and the symbol that every module states:
/// module and unit, or header; its text in OLD; in NEW.
const KERNEL: &[(&str, &str, &str)] = &[
    ("include/linux/slab.h", "struct slab { int a; long b; };", "struct slab { int a; long more; long b; };"),
    ("drivers/a/kept.h", "struct kept { int a; long b; };", "struct kept { int a; long more; long b; };"),
    ("drivers/b/seen.h", "struct seen { int a; long b; };", "struct seen { int a; long more; long b; };"),
    (
        "include/linux/three.h",
        "struct v1 { int a; }; struct v2 { int a; }; struct v3 { int a; };",
        "struct v1 { int a; }; struct v2 { int a; }; struct v3 { int a; };",
    ),
    ("include/linux/mode.h", "enum mode { FAST = 1 };", "enum mode { FAST = 2 };"),
    (
        "a/declares.c",
        "struct slab; struct kept; struct seen;\n\
         int of_slab(struct slab *p) { return !p; } EXPORT(of_slab)\n\
         int of_kept(struct kept *p) { return !p; } EXPORT(of_kept)\n\
         int of_seen(struct seen *p) { return !p; } EXPORT(of_seen)",
        "struct slab; struct kept; struct seen;\n\
         int of_slab(struct slab *p) { return !p; } EXPORT(of_slab)\n\
         int of_kept(struct kept *p) { return !p; } EXPORT(of_kept)\n\
         int of_seen(struct seen *p) { return !p; } EXPORT(of_seen)",
    ),
    (
        "a/defines.c",
        "#include \"include/linux/slab.h\"\n#include \"drivers/a/kept.h\"\n\
         long module_layout(struct slab *s, struct kept *k) { return s->b + k->b; } EXPORT(module_layout)",
        "#include \"include/linux/slab.h\"\n#include \"drivers/a/kept.h\"\n\
         long module_layout(struct slab *s, struct kept *k) { return s->b + k->b; } EXPORT(module_layout)",
    ),
    (
        "a/calls.c",
        "#include \"include/linux/slab.h\"\nstruct key { struct slab *s; };\n\
         struct key __SCK__quiet, __SCK__proto; EXPORT(__SCK__quiet) EXPORT(__SCK__proto)\n\
         int __SCT__quiet(struct slab *), __SCT__alone(struct slab *), __SCT__proto(int);\n\
         asm(\".globl __SCT__quiet, __SCT__alone, __SCT__proto\\n__SCT__quiet: __SCT__alone: __SCT__proto: ret\");\n\
         EXPORT(__SCT__quiet) EXPORT(__SCT__alone) EXPORT(__SCT__proto)\n\
         int calls(struct slab *s) { return __SCT__quiet(s) + __SCT__alone(s) + __SCT__proto(1); } EXPORT(calls)",
        "#include \"include/linux/slab.h\"\nstruct key { struct slab *s; };\n\
         struct key __SCK__quiet, __SCK__proto; EXPORT(__SCK__quiet) EXPORT(__SCK__proto)\n\
         int __SCT__quiet(struct slab *), __SCT__alone(struct slab *), __SCT__proto(int, int);\n\
         asm(\".globl __SCT__quiet, __SCT__alone, __SCT__proto\\n__SCT__quiet: __SCT__alone: __SCT__proto: ret\");\n\
         EXPORT(__SCT__quiet) EXPORT(__SCT__alone) EXPORT(__SCT__proto)\n\
         int calls(struct slab *s) { return __SCT__quiet(s) + __SCT__alone(s) + __SCT__proto(1, 2); } EXPORT(calls)",
    ),
    (
        "b/uses.c",
        "#include \"drivers/b/seen.h\"\n#include \"include/linux/mode.h\"\nstruct v1; struct v2; struct v3;\n\
         long uses(struct seen *p) { return p->b; } EXPORT(uses)\n\
         int sees(struct v1 *a, struct v2 *b, struct v3 *c) { return !a + !b + !c; } EXPORT(sees)\n\
         int runs(enum mode m) { return m; } EXPORT(runs)",
        "#include \"drivers/b/seen.h\"\n#include \"include/linux/mode.h\"\n#include \"include/linux/three.h\"\n\
         long uses(struct seen *p) { return p->b; } EXPORT(uses)\n\
         int sees(struct v1 *a, struct v2 *b, struct v3 *c) { return !a + !b + !c; } EXPORT(sees)\n\
         int runs(enum mode m) { return m; } EXPORT(runs)",
    ),
];

/// Module and name of what [`KERNEL`] exports; a star: the CRC changed.
const EXPORTS: &[(&str, &str)] = &[
    ("a", "of_slab"),
    ("a", "of_kept"),
    ("a", "of_seen"),
    ("a", "module_layout*"),
    ("a", "__SCK__quiet*"),
    ("a", "__SCK__proto*"),
    ("a", "__SCT__quiet"),
    ("a", "__SCT__alone"),
    ("a", "__SCT__proto"),
    ("a", "calls*"),
    ("b", "uses*"),
    ("b", "sees*"),
    ("b", "runs*"),
];

fn kernel() -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    for side in ["old", "new"] {
        let folder = root.path().join(side);
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        for &(name, old, new) in KERNEL {
            let text = if side == "old" { old } else { new };
            let export = if name.ends_with(".c") { EXPORT } else { "" };
            write(name, &format!("{export}{text}\n"));
        }
        write("mod.c", "char m[8] __attribute__((section(\".gnu.linkonce.this_module\")));\n");
        for module in ["a", "b"] {
            let mut link = vec!["-r".to_owned(), "-o".to_owned(), format!("{module}.ko")];
            let units = KERNEL.iter().map(|f| f.0).filter(|f| f.starts_with(&format!("{module}/")));
            for unit in units.chain(["mod.c"]) {
                let object = format!("{unit}.o");
                run(
                    &folder,
                    "gcc",
                    &["-g", "-O1", "-I.", "-fno-asynchronous-unwind-tables", "-c", unit, "-o", &object],
                );
                link.push(object);
            }
            run(&folder, "ld", &link.iter().map(String::as_str).collect::<Vec<_>>());
            for object in &link[3..] {
                std::fs::remove_file(folder.join(object)).expect("an object");
            }
        }
        let lines = EXPORTS.iter().map(|(module, name)| {
            let crc = if side == "new" && name.ends_with('*') { 2 } else { 1 };
            format!("{crc:#010x}\t{}\t{module}\tEXPORT_SYMBOL\t\n", name.trim_end_matches('*'))
        });
        write("Module.symvers", &lines.collect::<String>());
    }
    root
}

#[test]
fn misses_are_claimed_where_consumers_see_the_change() {
    let root = kernel();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        command.current_dir(root.path()).args(["explain", "old", "new"]).args(arguments).env("NO_COLOR", "1");
        let out = command.output().expect("the binary runs");
        assert_eq!(
            out.status.code(),
            Some(0),
            "{}{}",
            String::from_utf8_lossy(&out.stderr),
            String::from_utf8_lossy(&out.stdout)
        );
        String::from_utf8(out.stdout).expect("text")
    };
    let e: Value = serde_json::from_str(&run(&["--format", "json"])).expect("JSON");
    assert_eq!(forms::json("explanation", &e), [""; 0]);
    assert_eq!(e["module_layout"], json!({ "old": "0x00000001", "new": "0x00000002" }));
    let missed = |name: &str| {
        let export = e["exports"].as_array().expect("a list").iter().find(|x| x["name"] == name);
        let missed = export.map_or(Value::Null, |x| x["missed"].clone());
        (missed["reason"].as_str().unwrap_or("none").to_owned(), missed["at"].as_str().unwrap_or_default().to_owned())
    };
    for (name, reason, at) in [
        ("of_slab", "unincluded", "struct slab"),
        ("of_kept", "private", "struct kept"),
        ("of_seen", "declared-only", "struct seen"),
        ("__SCT__quiet", "none", ""),
        ("__SCT__alone", "assembler", ""),
        ("__SCT__proto", "assembler", ""),
    ] {
        assert_eq!(missed(name), (reason.to_owned(), at.to_owned()), "{name}: {e:#}");
    }
    let page = run(&["--width", "110"]);
    for part in [
        "no module built for OLD loads: the CRC of module_layout changed (0x00000001 -> 0x00000002), which",
        "3 types of include/linux/three.h  became visible\n                        in b/uses.c\n                        struct v1, struct v2, struct v3\n",
        "1 has a cause that breaks consumers all the same",
        "of these 2 reach one that consumers can see",
    ] {
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat(&page).contains(&flat(part)), "{part}\n{page}");
    }
    let full = run(&["--full"]);
    assert!(full.contains("struct v2") && !full.contains("3 types of"), "{full}");
}

/// Puts the symtypes of `build()` beside it, in `sym/old` and `sym/new`, and into the lists the CRCs that these give.
fn symtypes(root: &Path) {
    for side in ["old", "new"] {
        let folder = root.join("sym").join(side);
        std::fs::create_dir_all(&folder).expect("a folder");
        let mut list = String::new();
        for &(name, old, new) in FILES {
            let text = if side == "old" { old } else { new };
            let Some(stem) = name.strip_suffix(".c") else {
                std::fs::write(folder.join(name), format!("{text}\n")).expect("a file");
                continue;
            };
            // What an assembler defines is declared in a header for genksyms.
            let text = match (stem, side) {
                ("assembler", "old") => "int by_assembler(int a); EXPORT(by_assembler)",
                ("assembler", _) => "int by_assembler(long a); EXPORT(by_assembler)",
                _ => text,
            };
            let text = text.replace("EXPORT(", "__GENKSYMS_EXPORT_SYMBOL(").replace(")\n", ");\n") + ";\n";
            std::fs::write(folder.join(name), text).expect("a file");
            run(&folder, "gcc", &["-E", "-D__GENKSYMS__", name, "-o", &format!("{stem}.i")]);
            let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
            let arguments = ["crc", "--genksyms", &format!("{stem}.i"), "-T", &format!("{stem}.symtypes")];
            let out = command.current_dir(&folder).args(arguments).output().expect("the binary runs");
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
            for line in String::from_utf8_lossy(&out.stdout).lines() {
                let [_, name, crc] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
                list += &format!("{crc}\t{name}\tdrivers/drv\tEXPORT_SYMBOL\t\n");
            }
        }
        std::fs::write(root.join(side).join("Module.symvers"), list).expect("a file");
    }
}

const SYMTYPES: [&str; 4] = ["--old-symtypes", "sym/old", "--new-symtypes", "sym/new"];

#[test]
fn symtypes_prove_the_causes_that_debug_information_shows_and_others() {
    let root = build();
    symtypes(root.path());
    let e = explained(root.path(), &SYMTYPES);
    let exports = e["exports"].as_array().expect("a list");
    let definitions = e["proof"]["definitions"].as_array().expect("a list");
    for (name, wanted) in [
        ("by_layout", &["s#lay"][..]),
        ("by_name", &["s#nam"]),
        ("by_align", &["s#part"]),
        ("by_typedef", &["s#tdf"]),
        ("by_visibility", &["s#vis"]),
        ("by_const", &["by_const"]),
        ("own", &["own"]),
        // Neither is in debug information.
        ("by_nothing", &["by_nothing"]),
        ("by_assembler", &["by_assembler"]),
    ] {
        let export = exports.iter().find(|x| x["name"] == name).unwrap_or_else(|| panic!("{name} is there"));
        assert_eq!(export["evidence"], "proved", "{export:#}");
        let of = export["definitions"].as_array().expect("a list");
        let names: Vec<&str> =
            of.iter().filter_map(|at| definitions[at.as_u64().expect("an index") as usize]["name"].as_str()).collect();
        assert_eq!(names, wanted, "{name}");
    }
    for cause in e["causes"].as_array().expect("a list").iter().filter(|c| c["explains"].as_u64() > Some(0)) {
        assert_eq!(cause["proved"], cause["explains"], "{cause:#}");
    }
    let page = String::from_utf8(explain(root.path(), &SYMTYPES).stdout).expect("text");
    for part in [
        "        10  proved            with the old definitions put back",
        "symtypes sym/old, by genksyms: 17 of 17 exports have the CRC of Module.symvers",
        "definitions that symtypes prove to be causes of CRCs for whose units",
        "  by_nothing (spelling): 1 CRC, by it alone\n    - ",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let story = explain(root.path(), &[&["by_nested"], &SYMTYPES[..]].concat()).stdout;
    let story = String::from_utf8(story).expect("text");
    assert!(story.contains("proved: this change put back gives 0x"), "{story}");
    assert!(story.contains("reached by by_nested -> struct nest -> struct lay"), "{story}");
}

#[test]
fn symtypes_of_another_build_prove_nothing() {
    let root = build();
    symtypes(root.path());
    let list = root.path().join("new/Module.symvers");
    let text = std::fs::read_to_string(&list).expect("a list");
    let is_own = |line: &&str| line.contains("\town\t");
    let line = text.lines().find(is_own).expect("its line");
    std::fs::write(&list, text.replace(line, "0x00000001\town\tdrivers/drv\tEXPORT_SYMBOL\t")).expect("a file");
    let out = explain(root.path(), &[&["--format", "json"], &SYMTYPES[..]].concat());
    assert_eq!(out.status.code(), Some(2), "what contradicts the list is lost evidence");
    let e: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let evidence = |name: &str| {
        e["exports"].as_array().expect("a list").iter().find(|x| x["name"] == name).expect("it is there")["evidence"]
            .clone()
    };
    assert_eq!(evidence("own"), "reached", "only its graph tells");
    assert_eq!(evidence("by_layout"), "proved", "the others agree");
    let codes: Vec<&str> =
        e["diagnostics"].as_array().expect("a list").iter().filter_map(|d| d["code"].as_str()).collect();
    assert_eq!(codes, ["symtypes-other-build"], "{e:#}");
    // Neither symtypes beside lists, nor of one side alone.
    for line in
        [&["--old-symtypes", "sym/old"][..], &["--symtypes", "--old-symtypes", "sym/old", "--new-symtypes", "sym/new"]]
    {
        assert_eq!(explain(root.path(), line).status.code(), Some(2), "{line:?}");
    }
}

#[test]
fn symtypes_that_the_builds_left_are_taken() {
    let root = build();
    symtypes(root.path());
    for side in ["old", "new"] {
        let from = root.path().join("sym").join(side).join("own.symtypes");
        std::fs::copy(from, root.path().join(side).join("own.symtypes")).expect("a copy");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
    let out = command.current_dir(root.path()).args(["explain", "old", "new", "--format", "json"]).output();
    let e: Value = serde_json::from_slice(&out.expect("the binary runs").stdout).expect("JSON");
    let counts =
        |what: &str| e["exports"].as_array().map_or(0, |all| all.iter().filter(|x| x["evidence"] == what).count());
    assert_eq!((counts("proved"), e["proof"]["old"]["exports"].as_u64()), (1, Some(2)), "{e:#}");
    assert!(counts("reached") > 5, "{e:#}");
}
