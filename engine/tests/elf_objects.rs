//! What ELF files say beside types: names that compilers make, machines, folders of libraries, what is asked for.

mod support;

use abilens::report::model::Verdict;

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
