//! What ELF files say beside types: names that compilers make, machines, folders of libraries, what is asked for.

mod support;

use abilens::model::report::{Finding, Verdict};
use abilens::rules::{Rule, Severity};

use support::{Lab, assert_same, findings, lost};

const FUNCTION: &str = "int f(int (*h)(int), int a) { return h(a) + 1; }\n";

#[test]
fn a_slim_object_is_not_read_as_an_empty_one() {
    let lab = Lab::new();
    lab.write("f.c", FUNCTION);
    lab.run("gcc -g -O2 -flto -fno-fat-lto-objects -c f.c -o slim.o");
    lab.run("gcc -g -O2 -flto -ffat-lto-objects -c f.c -o fat.o");
    lab.run("gcc -g -O2 -c f.c -o plain.o");
    let report = lab.diff("slim.o", "slim.o");
    assert_eq!(report.verdict, Verdict::Incomplete);
    let lost: Vec<_> = lost(&report.diagnostics).iter().map(|d| (d.code, d.message.clone())).collect();
    assert!(
        lost.iter().any(|(code, message)| *code == "slim-lto-object" && message.contains("-ffat-lto-objects")),
        "{lost:?}"
    );
    assert_eq!(findings(&report), [""; 0]);
    assert_same(&lab.diff("fat.o", "plain.o"), "code and symbols are there beside what link-time optimization reads");
}

#[test]
fn helpers_of_the_compiler_are_exports_of_their_own_library_alone() {
    let lab = Lab::new();
    // As `ld -r` leaves an object with outline atomics, and as libgcc.a holds the helper itself.
    let helper = ".text\n.globl __aarch64_ldadd4_relax\n.hidden __aarch64_ldadd4_relax\n.type __aarch64_ldadd4_relax,@function\n\
                  __aarch64_ldadd4_relax: ret\n.size __aarch64_ldadd4_relax,.-__aarch64_ldadd4_relax\n";
    lab.write("helper.s", helper);
    lab.write("other.s", "");
    lab.write("f.c", FUNCTION);
    lab.run("gcc -g -O1 -c f.c -o f.o");
    lab.run("gcc -c helper.s -o helper.o");
    lab.run("ld -r f.o helper.o -o both.o");
    lab.run("gcc -c other.s -o other.o");
    assert_same(&lab.diff("both.o", "f.o"), "a helper beside names of the source");
    let gone = findings(&lab.diff("helper.o", "other.o"));
    assert!(gone.iter().any(|f| f.contains("__aarch64_ldadd4_relax")), "{gone:?}");
}

#[test]
fn versions_of_an_indirect_function_are_the_resolvers_own() {
    let lab = Lab::new();
    let source = |more: &str| {
        format!(
            "__attribute__((target_clones(\"default\",\"sse4.2\"{more}))) int f(int a) {{ return a * 3; }}\nint g(int a) {{ return f(a); }}\n"
        )
    };
    lab.write("old.c", source(",\"avx2\""));
    lab.write("new.c", source(""));
    for compiler in ["gcc", "clang"] {
        for side in ["old", "new"] {
            lab.run(&format!("{compiler} -g -O1 -fPIC -shared {side}.c -o {compiler}-{side}.so"));
        }
        let gone = findings(&lab.diff(&format!("{compiler}-old.so"), &format!("{compiler}-new.so")));
        assert_eq!(gone, [""; 0], "{compiler}");
    }
}

/// A pair of builds that no linker mixes, and what the report says of both.
#[test]
fn conventions_that_a_linker_refuses_to_mix_are_other_machines() {
    let pairs = [
        (
            "riscv64-linux-gnu",
            "-march=rv64imafdc -mabi=lp64d",
            "-march=rv64imac -mabi=lp64",
            "double-float",
            "soft-float",
        ),
        (
            "riscv64-linux-gnu",
            "-march=rv64imafdc -mabi=lp64d",
            "-march=rv64imafdc -mabi=lp64f",
            "double-float",
            "single-float",
        ),
        ("powerpc64le-linux-gnu", "-mabi=elfv2", "-mabi=elfv1", "ELFv2", "ELFv1"),
        ("mips-linux-gnu", "-mnan=legacy", "-mnan=2008 -mips32r2", "legacy NaN", "NaN of IEEE 754-2008"),
        ("mips-linux-gnu", "-mhard-float", "-msoft-float", "hard float", "soft float"),
        ("mips64-linux-gnuabi64", "-mabi=64", "-mabi=n32", "n64", "n32"),
        ("mips-linux-gnu", "-mfp32 -mips32r2", "-mfp64 -mips32r2", "registers of 32 bits", "registers of 64 bits"),
        ("x86_64-linux-gnu", "-m64", "-mx32", "x86_64", "x32"),
        ("arm-linux-gnueabihf", "-mfloat-abi=hard", "-mfloat-abi=soft", "hard-float", "soft-float"),
    ];
    let lab = Lab::new();
    lab.write("f.c", "double f(double a, float b) { return a * b; }\n");
    for (target, old, new, was, is) in pairs {
        lab.run(&format!("clang --target={target} {old} -g -O1 -c f.c -o old.o"));
        lab.run(&format!("clang --target={target} {new} -g -O1 -c f.c -o new.o"));
        let report = lab.diff("old.o", "new.o");
        let told: Vec<_> = lost(&report.diagnostics).iter().map(|d| (d.code, d.message.clone())).collect();
        assert_eq!(report.verdict, Verdict::Incomplete, "{target} {new}");
        let names = |m: &str| m.contains(was) && m.contains(is);
        assert!(told.iter().any(|(code, m)| *code == "machine-mismatch" && names(m)), "{target} {new}: {told:?}");
        let same = lab.diff("old.o", "old.o");
        assert_same(&same, target);
    }
}

#[test]
fn snapshots_keep_what_linkers_and_loaders_read() {
    let lab = Lab::new();
    lab.write(
        "old.c",
        "struct e { int a; }; int hook(struct e *e); int f(void) { struct e e = { 1 }; return hook(&e); }\n",
    );
    lab.write(
        "new.c",
        "struct e { long b; int a; }; int hook(struct e *e); int f(void) { struct e e = { 1, 2 }; return hook(&e); }\n",
    );
    lab.run("gcc -g -O1 -fPIC -shared -Wl,-soname,libf.so old.c -o old.so");
    lab.run("gcc -g -O1 -fPIC -shared -Wl,-soname,libf.so -Wl,-z,nodlopen,-z,nodelete new.c -o new.so");
    for side in ["old", "new"] {
        let bytes = support::snapshot(&lab.load(&format!("{side}.so")));
        lab.write(&format!("{side}.abl"), bytes);
    }
    let (objects, snapshots) = (lab.diff("old.so", "new.so"), lab.diff("old.abl", "new.abl"));
    let rules: Vec<_> = objects.findings.iter().filter(|f| f.root).map(|f| f.rule.id()).collect();
    for rule in ["object-nodlopen-changed", "object-nodelete-changed", "member-added-inside"] {
        assert!(rules.contains(&rule), "{rules:?}");
    }
    assert_eq!(support::json_without_paths(objects), support::json_without_paths(snapshots));
}

#[test]
fn a_node_that_linkers_ask_for_by_themselves_is_checked_by_the_loader() {
    let lab = Lab::new();
    lab.write("f.c", "int f(void) { return 1; }\n");
    lab.write("old.map", "F_ABI_RELR { local: __*; };\nF_1 { global: f; local: *; };\n");
    lab.write("new.map", "F_1 { global: f; local: *; };\n");
    for side in ["old", "new"] {
        lab.run(&format!("gcc -g -fPIC -shared f.c -Wl,--version-script={side}.map -o {side}.so"));
    }
    let found = findings(&lab.diff("old.so", "new.so"));
    assert!(found.iter().any(|f| f.starts_with("breaking version-node-removed")), "{found:?}");
}

#[test]
fn functions_of_needed_libraries_without_versions_may_come_from_there() {
    let lab = Lab::new();
    lab.write("helper.c", "int helper(int a) { return a; }\n");
    lab.write("old.c", "int helper(int); int f(int a) { return helper(a); }\n");
    lab.write("new.c", "int helper(int), more(int); int f(int a) { return helper(a) + more(a); }\n");
    lab.run("gcc -g -fPIC -shared helper.c -Wl,-soname,libhelper.so -o libhelper.so");
    for side in ["old", "new"] {
        lab.run(&format!("gcc -g -O1 -fPIC -shared {side}.c libhelper.so -o {side}.so"));
    }
    let found = findings(&lab.diff("old.so", "new.so"));
    assert!(matches!(&found[..], [f] if f.starts_with("compatible symbol-import-added function more")), "{found:?}");
    // In a folder it is known what the library defines.
    lab.run("mkdir -p o n");
    lab.run("cp old.so libhelper.so o");
    lab.run("cp new.so n/old.so");
    lab.run("cp libhelper.so n");
    let found = findings(&lab.diff("o", "n"));
    assert!(matches!(&found[..], [f] if f.starts_with("risky symbol-import-added function more")), "{found:?}");
}

#[test]
fn what_is_asked_for_and_has_no_type_is_said() {
    let lab = Lab::new();
    lab.write("old.c", "extern int app_level; int f(void) { return app_level; }\n");
    lab.write("new.c", "extern long app_level; int f(void) { return (int)app_level; }\n");
    for side in ["old", "new"] {
        lab.run(&format!("gcc -g -O1 -fPIC -shared {side}.c -o {side}.so"));
        // clang describes no variable that is only declared.
        lab.run(&format!("clang -g -O1 -fPIC -shared {side}.c -o clang-{side}.so"));
    }
    let found = findings(&lab.diff("old.so", "new.so"));
    assert!(found.iter().any(|f| f.starts_with("breaking symbol-import-changed variable app_level")), "{found:?}");
    let report = lab.diff("clang-old.so", "clang-new.so");
    let note = report.diagnostics.iter().find(|d| d.code == "imports-untyped");
    assert!(note.is_some_and(|d| d.message.contains("app_level")), "{:?}", report.diagnostics);
}

#[test]
fn an_archive_may_mix_conventions_on_both_sides_and_not_on_one() {
    let lab = Lab::new();
    lab.write("f.c", "double f(double a) { return a; }\n");
    lab.write("g.c", "double g(double a) { return a; }\n");
    lab.run("clang --target=mips-linux-gnu -mnan=legacy -g -c f.c -o f.o");
    lab.run("clang --target=mips-linux-gnu -mnan=legacy -g -c g.c -o g.o");
    lab.run("ar rcD old.a f.o g.o");
    lab.run("clang --target=mips-linux-gnu -mnan=2008 -mips32r2 -g -c g.c -o g.o");
    lab.run("ar rcD new.a f.o g.o");
    assert_same(&lab.diff("new.a", "new.a"), "mixed on both sides");
    assert_eq!(lab.diff("old.a", "new.a").verdict, Verdict::Incomplete);
}

/// The finding beside the diagnostic; and the operating system, which no compiler here makes another of.
#[test]
fn a_library_for_another_platform_is_refused() {
    let lab = Lab::new();
    lab.write("f.c", "int f(int a) { return a; }\n");
    lab.run("gcc -g -fPIC -shared f.c -o here.so");
    lab.run("aarch64-linux-gnu-gcc -g -fPIC -shared f.c -o there.so");
    let report = lab.diff("here.so", "there.so");
    assert_eq!(report.verdict, Verdict::Incomplete);
    let found = findings(&report);
    assert!(matches!(&found[..], [f] if f.starts_with("breaking object-platform-changed object here.so")), "{found:?}");
    assert!(report.symbols.is_empty() && report.releases.is_empty());
    let library = std::fs::read(lab.path("here.so")).expect("a file");
    for (os_abi, differs) in [(0, false), (3, false), (9, true)] {
        let mut other = library.clone();
        other[7] = os_abi;
        lab.write("here2.so", other);
        let found = findings(&lab.diff("here.so", "here2.so"));
        assert_eq!(found.iter().any(|f| f.contains("object-platform-changed")), differs, "{os_abi} {found:?}");
        assert_eq!(found.is_empty(), !differs);
    }
    // Unlinked objects are nobody's to load.
    lab.run("gcc -g -fPIC -c f.c -o here.o");
    lab.run("aarch64-linux-gnu-gcc -g -fPIC -c f.c -o there.o");
    assert!(findings(&lab.diff("here.o", "there.o")).is_empty());
}

#[test]
fn a_version_node_that_comes_with_the_library_is_there() {
    let lab = Lab::new();
    lab.write("old.map", "B_1.0 { global: first; local: *; };");
    lab.write("new.map", "B_1.0 { global: first; local: *; }; B_1.1 { global: second; } B_1.0;");
    let provider = "int first(void) { return 1; } int second(void) { return 2; }";
    for (side, called) in [("old", "first"), ("new", "second")] {
        lab.write(&format!("{side}/b.c"), provider);
        lab.write(&format!("{side}/a.c"), format!("int {called}(void); int a(void) {{ return {called}(); }}"));
        let script = format!("-Wl,--version-script={side}.map");
        lab.run(&format!("gcc -g -shared -fPIC {side}/b.c {script} -Wl,-soname,libb.so.1 -o {side}/libb.so.1"));
        lab.run(&format!("gcc -g -shared -fPIC {side}/a.c {side}/libb.so.1 -Wl,-soname,liba.so.1 -o {side}/liba.so.1"));
    }
    let told = |old: &str, new: &str| -> Vec<_> {
        let report = lab.diff(old, new);
        let of_rule = |f: &&Finding| f.rule == Rule::ObjectVersionNeedAdded;
        report.findings.iter().filter(of_rule).map(|f| (f.severity, f.why.clone())).collect()
    };
    // Of the library alone, or where the set lacks the other, nothing is known of who has the node.
    let alone = told("old/liba.so.1", "new/liba.so.1");
    assert_eq!(alone.iter().map(|(severity, _)| *severity).collect::<Vec<_>>(), [Severity::Risky]);
    let together = [(Severity::Compatible, "libb.so.1, which NEW holds as well, defines B_1.1".to_owned())];
    assert_eq!(told("old", "new"), together);
    lab.run("mv old/libb.so.1 libb.old");
    lab.run("mv new/libb.so.1 libb.new");
    assert_eq!(told("old", "new"), alone);
}
