//! `abidiff`: exit codes, what options leave out, and what is refused.

use std::path::Path;

use crate::lab::Lab;

const NO_CHANGE: i32 = 0;
const ERROR: i32 = 1;
const USAGE: i32 = 3;
const CHANGED: i32 = 4;
const BROKEN: i32 = 12;

fn libraries(old: &str, new: &str) -> String {
    format!("{old}/lib/libbox.so {new}/lib/libbox.so")
}

#[test]
fn exit_codes_are_those_of_the_tool() {
    let lab = Lab::with(&["1", "added", "private", "harmless", "grown", "removed"]);
    for (new, code) in [
        ("1", NO_CHANGE),
        ("added", CHANGED),
        ("private", BROKEN),
        ("harmless", NO_CHANGE),
        ("grown", BROKEN),
        ("removed", BROKEN),
    ] {
        let told = lab.call("abidiff", &libraries("1", new));
        assert_eq!(told.code, Some(code), "{new}: {}{}", told.report, told.errors);
        assert!(told.errors.is_empty(), "{}", told.errors);
        assert_eq!(told.report.is_empty(), new == "1", "{}", told.report);
    }
    assert_eq!(lab.code("abidiff", &format!("--harmless {}", libraries("1", "harmless"))), CHANGED);
}

#[test]
fn the_tool_is_a_command_and_a_name_of_the_program() {
    let lab = Lab::with(&["1", "removed"]);
    let abilens = Path::new(env!("CARGO_BIN_EXE_abilens"));
    let line = libraries("1", "removed");
    let (by_name, command) = (lab.call("abidiff", &line), lab.program(abilens, &format!("abidiff {line}"), &[]));
    assert_eq!((by_name.code, &by_name.report), (command.code, &command.report));
    let diff = lab.program(abilens, &format!("diff {line}"), &[]);
    assert_eq!(by_name.report, diff.report);
    // Options for all commands may stand before the command.
    assert_eq!(lab.program(abilens, &format!("--color never abidiff {line}"), &[]).code, Some(BROKEN));
    assert_eq!(lab.program(abilens, "--color never abidiff --bogus", &[]).code, Some(USAGE));
    // Another name is no tool.
    let link = lab.path("bin/abilens-abidiff");
    std::os::unix::fs::symlink(abilens, &link).expect("a link");
    assert_eq!(lab.program(&link, &line, &[]).code, Some(2));
}

#[test]
fn help_and_version_answer_as_scripts_expect() {
    let lab = Lab::empty();
    let abilens = Path::new(env!("CARGO_BIN_EXE_abilens"));
    for option in ["--version", "-v"] {
        let told = lab.call("abidiff", option);
        assert_eq!(told.code, Some(0));
        let second = told.report.split_whitespace().nth(1).expect("a version");
        assert!(second.split('.').count() == 3 && second >= "1.6.0", "{}", told.report);
        assert!(told.report.contains("abilens"), "{}", told.report);
    }
    let help = lab.call("abidiff", "--help");
    assert_eq!(help.code, Some(USAGE), "the tool answers so, and scripts look for it");
    assert_eq!(lab.program(abilens, "abidiff --help", &[]).code, Some(0));
    // Every option that Debian's abidiff 2.2 names in its help.
    for option in "help version debug-info-dir1 d1 debug-info-dir2 d2 headers-dir1 hd1 header-file1 hf1 headers-dir2 hd2 \
                   header-file2 hf2 drop-private-types exported-interfaces-only allow-non-exported-interfaces \
                   no-linux-kernel-mode kmi-whitelist stat symtabs no-default-suppression no-architecture no-corpus-path \
                   ignore-soname fail-no-debug-info leaf-changes-only deleted-fns changed-fns added-fns deleted-vars \
                   changed-vars added-vars non-reachable-types no-added-syms no-linkage-name no-unreferenced-symbols \
                   no-show-locs show-bytes show-bits show-hex show-dec no-show-relative-offset-changes suppressions suppr \
                   drop drop-fn drop-var keep keep-fn keep-var harmless no-harmful redundant no-redundant \
                   impacted-interfaces no-leverage-dwarf-factorization no-assume-odr-for-cplusplus dump-diff-tree stats \
                   ctf verbose"
        .split_whitespace()
    {
        assert!(help.report.contains(&format!("--{option}")), "{option}");
    }
}

#[test]
fn wrong_usage_and_bad_files_are_errors() {
    let lab = Lab::with(&["1"]);
    lab.write("text", "nothing\n");
    let one = "1/lib/libbox.so";
    for (line, code, what) in [
        (format!("--bogus {one} {one}"), USAGE, "--bogus"),
        (one.to_owned(), USAGE, "FILE2"),
        (String::new(), USAGE, "FILE1"),
        (format!("{one} {one} {one}"), USAGE, "unexpected argument"),
        ("--hd1".to_owned(), USAGE, "--headers-dir1"),
        (format!("{one} nowhere.so"), ERROR, "nowhere.so: No such file"),
        (format!("text {one}"), ERROR, "text: text file"),
        (format!("--suppr nowhere {one} {one}"), ERROR, "nowhere: No such file"),
        (format!("--kmi-whitelist nowhere {one} {one}"), ERROR, "nowhere: No such file"),
        (format!("--hd1 nowhere {one} {one}"), ERROR, "nowhere: No such file"),
        (format!("--drop ( {one} {one}"), ERROR, "--drop: `(`"),
        (format!("--follow-dependencies {one} {one}"), ERROR, "--follow-dependencies is not taken"),
        (format!("--max-memory 1K {one} {one}"), ERROR, "--max-memory"),
    ] {
        let told = lab.call("abidiff", &line);
        assert_eq!(told.code, Some(code), "{line}: {}{}", told.report, told.errors);
        assert!(told.errors.contains(what), "{line}: {}", told.errors);
        assert_eq!(told.report, "", "{line}");
    }
    // What stands behind `--` is no option, and an option may stand twice and behind the files.
    assert_eq!(lab.code("abidiff", &format!("-- {one} {one}")), NO_CHANGE);
    assert_eq!(
        lab.code("abidiff", &format!("{one} --no-added-syms {one} --no-added-syms --redundant --no-redundant")),
        0
    );
}

#[test]
fn options_leave_out_what_they_name() {
    let lab = Lab::with(&["1", "added", "grown", "removed"]);
    lab.write("list", "[kernel_abi_whitelist]\n area\n");
    lab.write("other", "[kernel_abi_whitelist]\n gone\n more\n");
    for (options, new, code) in [
        ("--no-added-syms", "added", NO_CHANGE),
        ("--no-added-syms", "removed", BROKEN),
        ("--added-fns", "added", CHANGED),
        ("--deleted-fns", "added", NO_CHANGE),
        ("--deleted-fns", "removed", BROKEN),
        ("--changed-fns", "removed", NO_CHANGE),
        ("--changed-fns", "grown", BROKEN),
        ("--changed-vars --deleted-vars --added-vars", "grown", NO_CHANGE),
        ("--drop ^gone$", "removed", NO_CHANGE),
        ("--drop-fn gone", "removed", NO_CHANGE),
        ("--drop-var gone", "removed", BROKEN),
        ("--drop area", "grown", NO_CHANGE),
        ("--keep area --keep draw", "removed", NO_CHANGE),
        ("--keep-fn gone", "removed", BROKEN),
        ("--keep-var nothing", "removed", BROKEN),
        ("--kmi-whitelist list", "removed", NO_CHANGE),
        ("-w list -w other", "removed", BROKEN),
        ("--no-harmful", "grown", NO_CHANGE),
        ("--no-harmful", "removed", BROKEN),
        ("--no-unreferenced-symbols", "removed", BROKEN),
    ] {
        let told = lab.call("abidiff", &format!("{options} {}", libraries("1", new)));
        assert_eq!(told.code, Some(code), "{options} {new}: {}{}", told.report, told.errors);
    }
    let told = lab.call("abidiff", &format!("--drop gone {}", libraries("1", "removed")));
    assert!(told.report.starts_with("ALL SUPPRESSED"), "{}", told.report);
    for line in ["suppressed: 1 finding and 1 export, by --drop", "export      removed  gone"] {
        assert!(told.report.contains(line), "{}", told.report);
    }
}

#[test]
fn exports_without_a_type_count_unless_they_are_left_out() {
    let lab = Lab::empty();
    lab.write("typed.c", "int typed(void) { return 1; }\n");
    lab.write("bare.s", ".globl bare\n.type bare, @function\nbare: ret\n.section .note.GNU-stack\n");
    lab.build("typed.c -o old.so");
    lab.build("typed.c bare.s -o new.so");
    assert_eq!(lab.code("abidiff", "old.so new.so") & CHANGED, CHANGED);
    assert_eq!(lab.code("abidiff", "new.so old.so") & BROKEN, BROKEN);
    assert_eq!(lab.code("abidiff", "--no-unreferenced-symbols old.so new.so") & BROKEN, 0);
    assert_eq!(lab.code("abidiff", "--no-unreferenced-symbols new.so old.so") & BROKEN, 0);
}

#[test]
fn sonames_are_compared_unless_they_are_left_out() {
    let lab = Lab::with(&["1"]);
    lab.build("1/src/box.c -I 1/include -Wl,-soname,libbox.so.2 -o two.so");
    assert_eq!(lab.code("abidiff", "1/lib/libbox.so two.so"), BROKEN);
    assert_eq!(lab.code("abidiff", "--ignore-soname 1/lib/libbox.so two.so"), NO_CHANGE);
}

#[test]
fn missing_evidence_is_an_error_beside_what_is_found() {
    let lab = Lab::with(&["1", "removed"]);
    lab.run("objcopy --strip-debug removed/lib/libbox.so bare.so");
    let told = lab.call("abidiff", "1/lib/libbox.so bare.so");
    assert_eq!(told.code, Some(ERROR | BROKEN), "{}", told.report);
    assert!(told.errors.starts_with("abidiff: evidence is missing (bare.so: no debug information"), "{}", told.errors);
    assert!(told.report.starts_with("COULD NOT TELL"), "{}", told.report);
    assert_eq!(lab.code("abidiff", "--allow-incomplete 1/lib/libbox.so bare.so"), BROKEN);
}

#[test]
fn headers_tell_which_types_are_public() {
    let lab = Lab::with(&["1", "grown"]);
    lab.write("wide/box.h", "struct lid { int a; };\n");
    let grown = libraries("1", "grown");
    assert_eq!(lab.code("abidiff", &grown), BROKEN);
    // The type that grew is not in the headers that are named.
    for options in ["--hd1 wide --hd2 wide", "--headers-dir1 1/src", "--hf1 1/src/pen.h --header-file2 grown/src/pen.h"]
    {
        let told = lab.call("abidiff", &format!("{options} {grown}"));
        assert_eq!(told.code.map(|code| code & BROKEN), Some(NO_CHANGE), "{options}: {}", told.report);
        assert!(told.report.contains("public headers: as told"), "{}", told.report);
    }
    for options in [
        "--headers-dir1 1/include --headers-dir2 grown/include",
        "--hd2 grown/include",
        "--header-file1 1/include/box.h --drop-private-types",
    ] {
        assert_eq!(lab.code("abidiff", &format!("{options} {grown}")), BROKEN, "{options}");
    }
}

#[test]
fn suppression_files_are_read_as_the_tool_reads_them() {
    let lab = Lab::with(&["1", "grown"]);
    lab.write("box.suppr", "[suppress_type]\nname = box\n");
    lab.write("other.suppr", "[suppress_type]\nname = lid\n");
    let line = libraries("1", "grown");
    let abidiff = lab.path("bin/abidiff");
    for option in ["--suppressions", "--suppr"] {
        assert_eq!(lab.code("abidiff", &format!("{option} other.suppr {option} box.suppr {line}")), NO_CHANGE);
    }
    // Nothing is printed where nothing differs, whatever files are named.
    assert_eq!(lab.call("abidiff", &format!("--suppr other.suppr {}", libraries("1", "1"))).report, "");
    for name in ["LIBABIGAIL_DEFAULT_USER_SUPPRESSION_FILE", "LIBABIGAIL_DEFAULT_SYSTEM_SUPPRESSION_FILE"] {
        let told = |options: &str| lab.program(&abidiff, &format!("{options}{line}"), &[(name, "box.suppr")]).code;
        assert_eq!(told(""), Some(NO_CHANGE), "{name}");
        assert_eq!(told("--no-default-suppression "), Some(BROKEN), "{name}");
    }
    lab.write("home/.abignore", "[suppress_type]\nname = box\n");
    assert_eq!(lab.code("abidiff", &line), NO_CHANGE);
    assert_eq!(lab.code("abidiff", &format!("--no-default-suppression {line}")), BROKEN);
}

#[test]
fn a_report_may_be_its_head_or_the_exports_of_both_sides() {
    let lab = Lab::with(&["1", "removed"]);
    let line = libraries("1", "removed");
    let told = lab.call("abidiff", &format!("--stat {line}"));
    assert_eq!((told.code, told.report.lines().next().map(|l| &l[..8])), (Some(BROKEN), Some("BREAKING")));
    assert!(told.report.lines().all(|line| !line.contains("symbol-removed")), "{}", told.report);
    let told = lab.call("abidiff", &format!("--symtabs {line}"));
    let expected = "1/lib/libbox.so: 4 exports\n    function  area\n    function  draw\n    function  gone\n    variable  boxes\n\n\
                    removed/lib/libbox.so: 3 exports\n    function  area\n    function  draw\n    variable  boxes\n";
    assert_eq!((told.code, told.report.as_str()), (Some(NO_CHANGE), expected));
    let told = lab.call("abidiff", &format!("--stats {line}"));
    assert!(told.errors.contains("peak resident") && told.report.starts_with("BREAKING"), "{}", told.errors);
}

#[test]
fn options_without_effect_are_taken_and_said_where_something_may_be_missed() {
    let lab = Lab::with(&["1", "removed"]);
    let line = libraries("1", "removed");
    let plain = lab.call("abidiff", &line);
    let quiet = "--drop-private-types --exported-interfaces-only --allow-non-exported-interfaces --fail-no-debug-info -l \
                 --leaf-changes-only --impacted-interfaces --no-redundant --no-linkage-name --no-show-locs --show-bytes \
                 --show-bits --show-hex --show-dec --no-show-relative-offset-changes --no-corpus-path --no-architecture \
                 --no-leverage-dwarf-factorization --no-assume-odr-for-cplusplus --verbose --no-linux-kernel-mode";
    let told = lab.call("abidiff", &format!("{quiet} {line}"));
    assert_eq!((told.code, &told.report, told.errors.as_str()), (plain.code, &plain.report, ""));
    let told = lab.call("abidiff", &format!("--ctf --dump-diff-tree {line}"));
    assert_eq!((told.code, &told.report), (plain.code, &plain.report));
    let said = "abidiff: --dump-diff-tree changes nothing: libabigail's tree of differences does not exist here\n\
                abidiff: --ctf changes nothing: CTF is not read: types come from DWARF or BTF\n";
    assert_eq!(told.errors, said);
}
