//! Which DIE is an export's, and which definition a name means there: in objects where that is not plain.

mod support;

use abilens::model::report::{Report, Verdict};
use abilens::rules::Severity;

use support::{Lab, assert_same, findings, lost};

/// Exports that a breaking root finding reaches.
fn broken(report: &Report, what: &str) -> Vec<String> {
    assert!(lost(&report.diagnostics).is_empty(), "{what}: {:#?}", report.diagnostics);
    let breaks = report.findings.iter().filter(|f| f.root && f.severity == Severity::Breaking);
    let ids: Vec<&str> = breaks.map(|f| f.id.as_str()).collect();
    let reached = |i: usize| report.reach_sets[i].iter().any(|id| ids.contains(&id.as_str()));
    let mut names: Vec<String> = report.symbols.iter().filter(|s| reached(s.reaches)).map(|s| s.name.clone()).collect();
    names.sort();
    names
}

#[test]
fn functions_that_the_linker_folded() {
    let lab = Lab::new();
    let source = "struct p { int a; }; struct q { int a;\n#ifdef NEW\nlong b;\n#endif\n};\n\
                  int f3(struct p *x) { return 7 * (long)x; }\nint f4(struct q *x) { return 7 * (long)x; }\n\
                  extern __typeof(f4) other __attribute__((alias(\"f4\")));\n";
    lab.write("a.c", source);
    let flags = "-g -O2 -w -ffunction-sections -fPIC -shared";
    for link in ["-fuse-ld=lld -Wl,--icf=all", "-fuse-ld=gold -Wl,--icf=all", "-fuse-ld=lld"] {
        lab.run(&format!("clang {flags} {link} -o old.so a.c"));
        lab.run(&format!("clang {flags} {link} -DNEW -o new.so a.c"));
        let found = broken(&lab.diff("old.so", "new.so"), link);
        assert!(found.contains(&"f4".to_owned()), "{link}: {found:?}");
        assert!(!found.contains(&"f3".to_owned()), "{link}: {found:?}");
    }
    lab.run("clang -g -O2 -w -fPIC -shared -o old.so a.c");
    lab.run("clang -g -O2 -w -fPIC -shared -DNEW -o new.so a.c");
    assert_eq!(broken(&lab.diff("old.so", "new.so"), "aliases"), ["f4", "other"]);
}

#[test]
fn empty_functions_at_one_address() {
    let lab = Lab::new();
    // clang leaves out the parameters.
    let source = "int f(int a) { __builtin_unreachable(); }\n\
                  #ifdef NEW\nint\n#else\nlong\n#endif\ng(char *p) { __builtin_unreachable(); }\n";
    lab.write("a.c", source);
    for compiler in ["gcc", "clang"] {
        lab.run(&format!("{compiler} -g -O2 -c -o old.o a.c"));
        lab.run(&format!("{compiler} -g -O2 -c -DNEW -o new.o a.c"));
        let report = lab.diff("old.o", "new.o");
        let names: Vec<&str> = report.findings.iter().map(|f| f.subject.name.as_str()).collect();
        assert_eq!(names, ["g"], "{compiler}: {:#?}", findings(&report));
    }
}

#[test]
fn an_alias_of_a_constant_that_shares_its_place_with_a_static_one() {
    let lab = Lab::new();
    // No DIE bears the name of the alias, as with glibc's `in6addr_any`.
    let alias = "__asm__(\".globl any\\n.set any, __any\\n.type any,@object\\n.size any,16\");";
    let hidden = "__attribute__((visibility(\"hidden\")))";
    lab.write("a.c", format!("struct in6 {{ char b[16]; }}; const struct in6 __any {hidden} = {{{{0}}}};\n{alias}\n"));
    let of_b = "static const struct elem empty = { 0, 0 }; const struct elem *get(void) { return &empty; }";
    lab.write("b.c", format!("struct elem {{ char *name; long length; }};\n{of_b}\n"));
    for order in ["a.c b.c", "b.c a.c"] {
        lab.run(&format!("gcc -O2 -g -fPIC -shared -fmerge-all-constants -o libt.so {order}"));
        let graph = lab.load("libt.so").graph;
        let any = abilens::query::show::show(&graph, "any").unwrap_or_default();
        assert!(any.contains("const struct in6 any;"), "{order}: {any}");
    }
}

#[test]
fn debug_information_without_types() {
    let lab = Lab::new();
    let old = "struct s { int a; }; int fn(struct s *p, int q) { return p->a + q; }\nvoid nothing(void) {}\n";
    lab.write("old.c", old);
    lab.write(
        "new.c",
        "struct s { long z; int a; }; int fn(struct s *p, long q) { return p->a + q; }\nvoid nothing(void) {}\n",
    );
    lab.write("plain.c", "void nothing(void) {}\n");
    for flags in ["gcc -g1", "gcc -g1 -O2", "clang -g1", "clang -gline-tables-only -O2"] {
        for side in ["old", "new"] {
            lab.run(&format!("{flags} -shared -fPIC -o {side}.so {side}.c"));
        }
        lab.run("gcc -g -shared -fPIC -o typed.so old.c");
        for (old, new) in [("old.so", "new.so"), ("old.so", "typed.so"), ("typed.so", "new.so")] {
            let report = lab.diff(old, new);
            let codes: Vec<&str> = lost(&report.diagnostics).iter().map(|d| d.code).collect();
            assert!(codes.contains(&"no-types"), "{flags} {old} {new}: {codes:?}");
            assert_eq!(report.verdict, Verdict::Incomplete, "{flags} {old} {new}: {:#?}", findings(&report));
        }
    }
    // No type is needed here.
    for compiler in ["gcc", "clang"] {
        lab.run(&format!("{compiler} -g -shared -fPIC -o plain.so plain.c"));
        assert_same(&lab.diff("plain.so", "plain.so"), compiler);
    }
}

/// Ways to tell of types outside the unit that uses them.
const FAR: &[&str] = &[
    "gcc -O2 -flto",
    "gcc -O2 -flto -flto-partition=none",
    "gcc -fdebug-types-section",
    "gcc -gdwarf-4 -fdebug-types-section",
    "gcc -gsplit-dwarf -fdebug-types-section",
    "gcc -O2 dwz",
    "gcc -gdwarf-4 dwz",
];

/// Builds a library of these sources; the folder of the result is that of its split debug information.
fn build(lab: &Lab, how: &str, side: &str, define: &str, sources: &[&str]) {
    let flags = how.trim_end_matches(" dwz");
    let sources: Vec<String> = sources.iter().map(|s| format!("src/{s}.c")).collect();
    lab.run(&format!("{flags} -g -w {define} -shared -fPIC -o {side}.so -dumpdir {side}- {}", sources.join(" ")));
    if how.ends_with(" dwz") {
        lab.run(&format!("dwz {side}.so"));
    }
}

#[test]
fn several_definitions_of_a_name_in_source_files() {
    for how in FAR {
        let lab = Lab::new();
        lab.write("src/a.c", "struct priv { int x; }; int fa(struct priv *p) { return p->x; }\n");
        let b = "struct priv { long y;\n#ifdef NEW\nlong z;\n#endif\nint x; };\n\
                 int fb(struct priv *p) { return p->x; }\n\
                 int fb2(struct priv *p) __attribute__((alias(\"fb\")));\n";
        lab.write("src/b.c", b);
        for side in ["old", "new"] {
            build(&lab, how, side, if side == "new" { "-DNEW" } else { "" }, &["a", "b"]);
        }
        lab.run("gcc -g -w -shared -fPIC -o plain.so src/a.c src/b.c");
        assert_same(&lab.diff("plain.so", "old.so"), how);
        assert_same(&lab.diff("old.so", "plain.so"), how);
        assert_eq!(broken(&lab.diff("old.so", "new.so"), how), ["fb", "fb2"], "{how}");
    }
}

#[test]
fn several_definitions_of_a_name_in_headers() {
    for how in FAR {
        let lab = Lab::new();
        lab.write("src/a.h", "struct priv { int x; };\nstruct big_a { struct priv in[3]; long pad[9]; };\n");
        let b = "struct priv { long y;\n#ifdef NEW\nlong z;\n#endif\nint x; };\n\
                 struct big_b { struct priv in[3]; long pad[9]; };\n";
        lab.write("src/b.h", b);
        for (unit, header) in [("a1", "a"), ("a2", "a"), ("b1", "b"), ("b2", "b")] {
            let code = format!(
                "#include \"{header}.h\"\nlong f{unit}(struct big_{header} *p) {{ return p->in[1].x + p->pad[2]; }}\n"
            );
            lab.write(&format!("src/{unit}.c"), code);
        }
        for side in ["old", "new"] {
            build(&lab, how, side, if side == "new" { "-DNEW" } else { "" }, &["a1", "a2", "b1", "b2"]);
        }
        lab.run("gcc -g -w -shared -fPIC -o plain.so src/a1.c src/a2.c src/b1.c src/b2.c");
        assert_same(&lab.diff("plain.so", "old.so"), how);
        assert_eq!(broken(&lab.diff("old.so", "new.so"), how), ["fb1", "fb2"], "{how}");
    }
}

#[test]
fn arrays_of_very_many_dimensions() {
    let lab = Lab::new();
    lab.write("a.c", format!("int a{};\n", "[1]".repeat(200)));
    lab.run("gcc -g -c -o a.o a.c");
    let loaded = lab.load("a.o");
    let dimensions = loaded.graph.ids().filter(|&id| loaded.graph.node(id).kind == abilens::graph::Kind::Array);
    assert_eq!(dimensions.count(), 200);
}
