//! Evidence that is missing in part: never "no change", and never what is not missing.

mod support;

use abilens::Loaded;
use abilens::graph::Untyped;
use abilens::model::report::{Report, Verdict};

use support::{Lab, assert_same, diff, findings, json_without_paths, load, lost, snapshot};

/// Codes of what is lost, with the sentences.
fn told(report: &Report) -> Vec<(&'static str, String)> {
    lost(&report.diagnostics).iter().map(|d| (d.code, d.message.clone())).collect()
}

/// Something of that code is lost, its sentence names all of `names`, and the verdict says so.
#[track_caller]
fn assert_lost(report: &Report, code: &str, names: &[&str], what: &str) {
    assert_eq!(report.verdict, Verdict::Incomplete, "{what}: {:#?}", findings(report));
    let names_all = |d: &(&str, String)| d.0 == code && names.iter().all(|n| d.1.contains(n));
    assert!(told(report).iter().any(names_all), "{what}: {:#?}", told(report));
}

/// Rules of root findings with their subjects.
fn roots(report: &Report) -> Vec<(&'static str, String)> {
    report.findings.iter().filter(|f| f.root).map(|f| (f.rule.id(), f.subject.name.clone())).collect()
}

fn through_snapshots(lab: &Lab, loaded: &Loaded, name: &str) -> Loaded {
    lab.write(name, snapshot(loaded));
    load(&lab.path(name))
}

/// Links `sources` (file and flags) to a library.
fn link(lab: &Lab, out: &str, sources: &[(&str, &str)]) {
    let mut objects = String::new();
    for (i, (source, flags)) in sources.iter().enumerate() {
        let object = format!("{out}-{i}.o");
        lab.run(&format!("gcc -O1 -fPIC -w {flags} -c {source} -o {object}"));
        objects.push_str(&format!(" {object}"));
    }
    lab.run(&format!("gcc -shared -Wl,-soname,libq.so{objects} -o {out}"));
}

#[test]
fn one_unit_without_debug_information() {
    let lab = Lab::new();
    lab.write("typed.c", "int a(int x) { return x; }\n");
    lab.write("old.c", "int work(int x) { return x; }\n");
    lab.write("new.c", "int work(long x, int *p) { return x + *p; }\n");
    lab.write("user.c", "extern int work(int); int a(int x) { return work(x); }\n");
    for side in ["old", "new"] {
        link(&lab, &format!("{side}.so"), &[("typed.c", "-g"), (&format!("{side}.c"), "")]);
        link(&lab, &format!("{side}-full.so"), &[("typed.c", "-g"), (&format!("{side}.c"), "-g")]);
    }
    let (old, new) = (lab.load("old.so"), lab.load("new.so"));
    let report = diff(&old, &new);
    assert_lost(&report, "symbol-type-unknown", &["work"], "both sides lack it");
    assert_eq!(roots(&report), []);
    assert_lost(&diff(&old, &old), "symbol-type-unknown", &["work"], "itself");
    let (old, new) = (through_snapshots(&lab, &old, "old.snap"), through_snapshots(&lab, &new, "new.snap"));
    assert_eq!(json_without_paths(diff(&old, &new)), json_without_paths(report), "snapshots");
    let one = lab.diff("old-full.so", "new.so");
    assert_lost(&one, "symbol-type-unknown", &["work"], "one side lacks it");
    assert_eq!(roots(&one), [("symbol-type-unknown", "work".to_owned())]);
    // Nothing is missing here, and where a declaration says what it is neither.
    assert_eq!(lab.diff("old-full.so", "new-full.so").verdict, Verdict::Breaking);
    link(&lab, "declared.so", &[("user.c", "-g"), ("old.c", "")]);
    assert_same(&lab.diff("declared.so", "declared.so"), "declared");
}

#[test]
fn indirect_functions_have_the_type_that_their_resolver_points_to() {
    let source = |resolver: &str, other: &str| {
        format!(
            "struct s {{ int a;\n#ifdef NEW\n int z;\n#endif\n int b; }};\n{other}\n\
             static int impl(struct s *p) {{ return p->a + p->b; }}\n{resolver}\n\
             int work(struct s *p) __attribute__((ifunc(\"resolve\")));\n"
        )
    };
    let pointer = "static int (*resolve(void))(struct s *) { return impl; }";
    let typedefs = "typedef int fn(struct s *); typedef fn *const fnp;\nstatic fnp resolve(void) { return impl; }";
    let void = "static void *resolve(void) { return (void *)impl; }";
    let user = "int work(struct s *); int other(struct s *p) { return work(p) + 1; }";
    for (resolver, other, known) in
        [(pointer, "", true), (typedefs, "", true), (void, "", false), (void, user, true), (pointer, user, true)]
    {
        for compiler in ["gcc", "clang"] {
            let lab = Lab::new();
            lab.write("a.c", source(resolver, ""));
            // A declaration in another unit: beside the attribute compilers describe none.
            let body = "struct s { int a;\n#ifdef NEW\n int z;\n#endif\n int b; };\n";
            lab.write("b.c", if other.is_empty() { String::new() } else { format!("{body}{other}\n") });
            let flags = "-g -O1 -w -fPIC -shared -Wl,-soname,a.so a.c b.c";
            lab.run(&format!("{compiler} {flags} -o old.so"));
            lab.run(&format!("{compiler} {flags} -DNEW -o new.so"));
            let what = format!("{compiler}: {resolver} {other}");
            let report = lab.diff("old.so", "new.so");
            if known {
                assert!(told(&report).is_empty(), "{what}: {:#?}", told(&report));
                assert!(report.symbols.iter().any(|s| s.name == "work"), "{what}: {:#?}", findings(&report));
                assert_eq!(report.verdict, Verdict::Breaking, "{what}");
                assert_same(&lab.diff("old.so", "old.so"), &what);
            } else {
                assert_lost(&report, "symbol-type-unknown", &["work"], &what);
            }
        }
    }
    let lab = Lab::new();
    let clones = "struct s { int a;\n#ifdef NEW\n long z;\n#endif\n int b; };\n\
                  __attribute__((target_clones(\"avx2\", \"default\")))\n\
                  int work(struct s *p) { int n = 0; for (int i = 0; i < p->a; i++) n += p[i].b; return n; }\n";
    if cfg!(target_arch = "x86_64") {
        lab.write("a.c", clones);
        lab.run("gcc -g -O2 -fPIC -shared a.c -o old.so");
        lab.run("gcc -g -O2 -fPIC -shared -DNEW a.c -o new.so");
        let report = lab.diff("old.so", "new.so");
        assert!(told(&report).is_empty(), "{:#?}", told(&report));
        assert_eq!(report.verdict, Verdict::Breaking);
    }
}

#[test]
fn definitions_that_the_compiler_was_told_to_leave_out() {
    let source = "#include \"api.h\"\nint submit(struct req *r) { return r->id; }\nint plain(int x) { return x; }\n\
                  int anonymous(unnamed *u) { return u->q; }\nint opaque(struct hidden *h) { return h != 0; }\n";
    let header = |added: &str| {
        format!(
            "struct req {{ int id; {added} int len; }};\ntypedef struct {{ {added} int q; }} unnamed;\nstruct hidden;\n"
        )
    };
    for options in [
        "-femit-struct-debug-baseonly",
        "-femit-struct-debug-reduced",
        "-femit-struct-debug-detailed=none",
        "-femit-struct-debug-baseonly -gno-record-gcc-switches -frecord-gcc-switches",
        "-femit-struct-debug-baseonly -gdwarf-4",
    ] {
        let lab = Lab::new();
        lab.write("case.c", source);
        for (side, added) in [("old", ""), ("new", "int prio;")] {
            lab.write("api.h", header(added));
            lab.run(&format!("gcc -g -O1 {options} -c case.c -o {side}.o"));
            lab.run(&format!("gcc -g -O1 -c case.c -o {side}-full.o"));
        }
        let report = lab.diff("old.o", "new.o");
        assert_lost(&report, "members-unknown", &["struct req", "submit", "unnamed", "anonymous"], options);
        let names_plain = |d: &(&str, String)| d.1.contains("plain");
        assert!(!told(&report).iter().any(names_plain), "{options}: {:#?}", told(&report));
        assert_eq!(roots(&report), [], "{options}");
        // What the other side tells is no change of what this one does not.
        assert_eq!(roots(&lab.diff("old.o", "old-full.o")), [], "{options}");
        assert_eq!(roots(&lab.diff("old-full.o", "old.o")), [], "{options}");
        let full = lab.diff("old-full.o", "new-full.o");
        assert!(told(&full).is_empty(), "an opaque type is none that was left out: {:#?}", told(&full));
        assert_eq!(full.verdict, Verdict::Breaking);
    }
    // Another unit holds the definition.
    let lab = Lab::new();
    lab.write("api.h", header(""));
    lab.write("case.c", source);
    lab.write("user.c", "#include \"api.h\"\nint user(struct req *r, unnamed *u) { return r->len + u->q; }\n");
    lab.write("small.c", "#include \"api.h\"\nint submit(struct req *r) { return r->id; }\n");
    link(&lab, "both.so", &[("small.c", "-g -femit-struct-debug-baseonly"), ("user.c", "-g")]);
    assert_same(&lab.diff("both.so", "both.so"), "defined elsewhere");
}

/// Functions of assembler: one with a C declaration somewhere, one without, and a label.
const ASSEMBLER: &str = "\t.text\n\t.globl addup\n\t.type addup,%function\naddup:\tret\n\t.size addup,.-addup\n\
                         \t.globl alone\n\t.type alone,%function\nalone:\tret\n\t.size alone,.-alone\n\
                         \t.globl label\nlabel:\tret\n";

#[test]
fn assembler_states_no_type_and_hides_none() {
    let old = "int addup(int, int); int two(int x) { return addup(x, x) + 1; }\n";
    let new = "long addup(long, long *); int two(int x) { long y = x; return addup(y, &y) + 1; }\n";
    for how in ["gcc -Wa,-gdwarf-2", "gcc -Wa,-gdwarf-4", "gcc -Wa,-gdwarf-5", "gcc -g", "clang -g"] {
        let lab = Lab::new();
        lab.write("fn.S", ASSEMBLER);
        lab.run(&format!("{how} -c fn.S -o fn.o"));
        for (side, source) in [("old", old), ("new", new)] {
            lab.write("c.c", source);
            lab.run("gcc -g -O1 -fPIC -c c.c -o c.o");
            lab.run(&format!("gcc -shared -Wl,-soname,libq.so fn.o c.o -o {side}.so"));
        }
        let report = lab.diff("old.so", "new.so");
        assert!(told(&report).is_empty(), "{how}: {:#?}", told(&report));
        assert_eq!(report.verdict, Verdict::Breaking, "{how}");
        assert!(roots(&report).iter().all(|(_, name)| name == "addup"), "{how}: {:#?}", findings(&report));
        assert_eq!((report.old.untyped, report.old.stated), (2, 2), "{how}");
        let loaded = lab.load("old.so");
        assert_same(&diff(&loaded, &loaded), how);
        let copy = through_snapshots(&lab, &loaded, "old.snap");
        assert_same(&diff(&copy, &copy), how);
        // Nothing but assembler: nothing was compared.
        lab.run("gcc -shared -Wl,-soname,libq.so fn.o -o asm.so");
        assert_lost(&lab.diff("asm.so", "asm.so"), "no-types", &["assembler"], how);
        // Without debug information there is no unit that states anything.
        lab.run("gcc -c fn.S -o bare.o");
        lab.run("gcc -shared -Wl,-soname,libq.so bare.o c.o -o bare.so");
        assert_lost(&lab.diff("bare.so", "bare.so"), "symbol-type-unknown", &["alone", "label"], how);
    }
}

#[test]
fn labels_and_linker_symbols_of_a_kernel_have_no_type() {
    let lab = Lab::new();
    let export = |symbol: &str| {
        format!(
            "__asm__(\".pushsection __ksymtab, \\\"a\\\"\\n.balign 4\\n__ksymtab_{symbol}:\\n.long {symbol} - .\\n\
             .long 0\\n.long 0\\n.popsection\");\n"
        )
    };
    lab.write("a.c", format!("int f(int x) {{ return x; }}\n{}", export("f")));
    lab.write("label.S", format!("\t.data\n\t.globl sel\nsel:\t.long 1\n{}", "\t.pushsection __ksymtab, \"a\"\n\t.balign 4\n__ksymtab_sel:\n\t.long sel - .\n\t.long 0\n\t.long 0\n\t.popsection\n"));
    lab.write("b.c", format!("int g(int x) {{ return x; }}\n{}", export("g")));
    lab.run("gcc -g -c a.c -o a.o");
    lab.run("gcc -c label.S -o label.o");
    lab.run("gcc -c b.c -o b.o");
    lab.run("ld -r a.o label.o -o labels.o");
    lab.run("ld -r a.o b.o -o hole.o");
    let loaded = lab.load("labels.o");
    let why: Vec<_> = loaded.graph.exports.iter().map(|e| (loaded.graph.str(e.name), e.untyped)).collect();
    assert!(why.contains(&("sel", Untyped::Stated)), "{why:?}");
    assert_same(&diff(&loaded, &loaded), "a label");
    assert_lost(&lab.diff("hole.o", "hole.o"), "symbol-type-unknown", &["g"], "a function without debug information");
}

#[test]
fn functions_without_prototypes_are_not_g1() {
    let lab = Lab::new();
    lab.write("old.c", "void f() { }\nvoid g() { f(); }\n");
    for flags in [
        "gcc -g",
        "gcc -g -gdwarf-4",
        "clang -g",
        "gcc -g1 -g",
        "gcc -gno-record-gcc-switches -frecord-gcc-switches -g",
    ] {
        lab.run(&format!("{flags} -std=gnu11 -O1 -w -shared -fPIC old.c -o old.so"));
        assert_same(&lab.diff("old.so", "old.so"), flags);
    }
    for flags in
        ["gcc -g1", "gcc -g -g1", "clang -g1", "gcc -g1 -gno-record-gcc-switches", "gcc -g -gno-record-gcc-switches"]
    {
        lab.run(&format!("{flags} -std=gnu11 -O1 -w -shared -fPIC old.c -o old.so"));
        let report = lab.diff("old.so", "old.so");
        assert_lost(&report, "no-types", &["f"], flags);
        assert_lost(&report, "symbol-type-unknown", &["f", "g"], flags);
    }
}

#[test]
fn a_side_that_exports_nothing() {
    let lab = Lab::new();
    let hidden = "static int x; int *p(void) __attribute__((visibility(\"hidden\"))); int *p(void) { return &x; }\n";
    lab.write("none.c", hidden);
    lab.write("other.c", hidden.replace("int x;", "int before = 1, x;").replace("&x;", "before ? &x : 0;"));
    lab.write("some.c", "int f(int x) { return x; }\n");
    for name in ["none", "other", "some"] {
        lab.run(&format!("gcc -g -shared -fPIC {name}.c -o {name}.so"));
        lab.run(&format!("gcc -g -c -fPIC {name}.c -o {name}.o"));
        lab.run(&format!("strip {name}.o"));
        lab.run(&format!("objcopy --only-keep-debug {name}.so {name}.debug"));
    }
    // Only one side exports something: the other may be the wrong file. Relocatable objects and debug files lost the table.
    for (old, new) in
        [("none.so", "some.so"), ("some.so", "none.so"), ("none.o", "other.o"), ("none.debug", "other.debug")]
    {
        assert_lost(&lab.diff(old, new), "no-exports", &["exports nothing"], &format!("{old} {new}"));
    }
    // Dynamic symbols are all that others bind to, and of one build nothing differs.
    let of_snapshot = through_snapshots(&lab, &lab.load("none.so"), "none.snapshot");
    let told =
        [lab.diff("none.so", "other.so"), lab.diff("none.o", "none.o"), diff(&of_snapshot, &lab.load("other.so"))];
    for (i, report) in told.iter().enumerate() {
        assert_eq!((report.verdict, findings(report).len()), (Verdict::None, 0), "{i}: {:#?}", report.diagnostics);
        assert!(report.diagnostics.iter().any(|d| d.code == "no-exports"), "{i}: it is told");
    }
    assert_same(&lab.diff("some.so", "some.so"), "some");
}

#[test]
fn references_that_lead_nowhere_are_unknown() {
    let lab = Lab::new();
    let source = "struct s { int a; long b; };\nlong f(struct s *p) { return p->b; }\nint g(int x) { return x; }\n";
    lab.write("a.c", source);
    lab.write("b.c", format!("{source}int other;\n"));
    // Types in units of their own, whose signature no unit has any longer.
    lab.run("gcc -g -gdwarf-5 -fdebug-types-section -shared -fPIC a.c -o whole.so");
    let whole = std::fs::read(lab.path("whole.so")).expect("a file");
    lab.run("objcopy --dump-section .debug_info=info.bin whole.so");
    let mut info = std::fs::read(lab.path("info.bin")).expect("a section");
    // The header of a type unit: length, version 5, DW_UT_type, 8, abbreviations, signature.
    let at = (0..info.len() - 24).find(|&i| info[i + 4..i + 8] == [5, 0, 2, 8]).expect("a type unit");
    info[at + 12] ^= 0xff;
    let place = whole.windows(64).position(|w| w == &std::fs::read(lab.path("info.bin")).expect("a section")[..64]);
    let mut broken = whole.clone();
    let place = place.expect("the section in the file");
    broken[place..place + info.len()].copy_from_slice(&info);
    lab.write("broken.so", &broken);
    let report = lab.diff("whole.so", "broken.so");
    assert_lost(&report, "symbol-type-unknown", &["f"], "signature");
    assert!(told(&report).iter().any(|d| d.1.contains("signature")), "{:#?}", told(&report));
    assert_eq!(roots(&report), [("symbol-type-unknown", "f".to_owned())]);
    // Two type units of one signature that hold different types.
    lab.write(
        "two.c",
        "struct s { int a; long b; };\nstruct t { char c; };\nlong f(struct s *p) { return p->b; }\n\
                        int h(struct t *p) { return p->c; }\nint g(int x) { return x; }\n",
    );
    lab.run("gcc -g -gdwarf-5 -fdebug-types-section -shared -fPIC two.c -o two-types.so");
    lab.run("objcopy --dump-section .debug_info=info.bin two-types.so");
    let info = std::fs::read(lab.path("info.bin")).expect("a section");
    let heads: Vec<usize> = (0..info.len() - 24).filter(|&i| info[i + 4..i + 8] == [5, 0, 2, 8]).collect();
    assert_eq!(heads.len(), 2);
    let (first, second) = (info[heads[0] + 12..heads[0] + 20].to_vec(), info[heads[1] + 12..heads[1] + 20].to_vec());
    let mut same = std::fs::read(lab.path("two-types.so")).expect("a file");
    for i in 0..same.len() - 8 {
        if same[i..i + 8] == second[..] {
            same[i..i + 8].copy_from_slice(&first);
        }
    }
    lab.write("conflict.so", &same);
    let report = lab.diff("conflict.so", "conflict.so");
    assert_lost(&report, "symbol-type-unknown", &["f", "h"], "one signature");
    assert!(told(&report).iter().any(|d| d.1.contains("differ")), "{:#?}", told(&report));
    assert!(!told(&report).iter().any(|d| d.1.contains(" g")), "{:#?}", told(&report));
    assert_same(&lab.diff("two-types.so", "two-types.so"), "two signatures");
    // Split debug information that is not there.
    lab.run("gcc -g -gsplit-dwarf -fPIC -c a.c -o a.o");
    lab.run("gcc -shared a.o -o split.so");
    assert_same(&lab.diff("split.so", "split.so"), "split");
    std::fs::remove_file(lab.path("a.dwo")).expect("a .dwo file");
    let report = lab.diff("split.so", "split.so");
    assert_lost(&report, "split-dwarf-missing", &[], "no .dwo");
    assert_lost(&report, "symbol-type-unknown", &["f", "g"], "no .dwo");
    // A supplementary file that is not there.
    // dwz moves what is worth it.
    let large = "struct s { int first_member; long second_member; char third_member[40]; struct s *fourth_member; };\n\
                 long f(struct s *p) { return p->second_member; }\n";
    lab.write("a.c", large);
    lab.write("b.c", format!("{large}int other;\n"));
    lab.run("gcc -g -shared -fPIC a.c -o one.so");
    lab.run("gcc -g -shared -fPIC b.c -o two.so");
    lab.run("cp one.so whole.so");
    lab.run("dwz -m common -M common one.so two.so");
    let with = lab.load("one.so");
    assert_same(&diff(&lab.load("whole.so"), &with), "dwz");
    std::fs::remove_file(lab.path("common")).expect("the supplementary file");
    let report = diff(&with, &lab.load("one.so"));
    assert_lost(&report, "supplementary-missing", &[], "no supplement");
    assert_lost(&report, "symbol-type-unknown", &["f"], "no supplement");
    assert!(!told(&report).iter().any(|d| d.0 == "unit-damaged"), "{:#?}", told(&report));
    assert!(roots(&report).iter().all(|r| r.0 == "symbol-type-unknown"), "{:#?}", findings(&report));
}

#[test]
fn tables_that_cannot_be_read() {
    let lab = Lab::new();
    lab.write("a.c", "struct s { int a; long b; };\nlong f(struct s *p) { return p->b; }\n");
    lab.write("a.map", "V1 { global: f; local: *; };\n");
    lab.run("gcc -g -gdwarf-4 -shared -fPIC -Wl,--version-script=a.map a.c -o a.so");
    let good = std::fs::read(lab.path("a.so")).expect("a file");
    let word = |at: usize| u64::from_le_bytes(good[at..at + 8].try_into().expect("eight bytes")) as usize;
    let half = |at: usize| usize::from(u16::from_le_bytes([good[at], good[at + 1]]));
    let (table, size, count) = (word(40), half(58), half(60));
    let header = |wanted: u32| {
        let is = |i: &usize| good[table + i * size + 4..table + i * size + 8] == wanted.to_le_bytes();
        table + (0..count).find(is).expect("a section of the type") * size
    };
    let dynsym = header(11);
    let versym = header(0x6fff_ffff);
    // The string table of the symbols; rows that are cut; versions that no node bears, and too few of them.
    for (what, at, bytes) in [
        ("sh_link", dynsym + 40, &[0, 0, 0, 0][..]),
        ("sh_type", dynsym + 4, &[1, 0, 0, 0]),
        ("rows", dynsym + 32, &[(good[dynsym + 32]) - 3]),
        ("versions", versym + 32, &[2]),
    ] {
        let mut bad = good.clone();
        bad[at..at + bytes.len()].copy_from_slice(bytes);
        lab.write("bad.so", &bad);
        let report = lab.diff("bad.so", "bad.so");
        assert_lost(&report, "symbol-table-unreadable", &[], what);
    }
    // An attribute of form 0.
    lab.run("objcopy --dump-section .debug_abbrev=abbrev.bin a.so");
    let mut abbrev = std::fs::read(lab.path("abbrev.bin")).expect("a section");
    let at = abbrev.windows(2).position(|w| w == [0x49, 0x13]).expect("DW_AT_type");
    abbrev[at + 1] = 0;
    lab.write("abbrev.bin", &abbrev);
    lab.run("objcopy --update-section .debug_abbrev=abbrev.bin a.so form0.so");
    assert_lost(&lab.diff("form0.so", "form0.so"), "unit-damaged", &["form"], "form 0");
    assert_lost(&lab.diff("a.so", "form0.so"), "symbol-type-unknown", &["f"], "form 0");
    assert_same(&lab.diff("a.so", "a.so"), "nothing is broken");
}

/// A library whose compiler left a class out that is passed by value, and one that it has functions of.
const LEFT_OUT: &str = "
struct passed { passed() : x(1) {} int x; };
struct called { virtual int get() = 0; int own(); called() : y(2) {} int y; };
int take(passed p) { return p.x; }
int called::own() { return y; }
int use(called *c) { return c->get(); }
";

#[test]
fn of_one_build_nothing_changed_that_it_only_declares() {
    let lab = Lab::new();
    lab.write("old.cc", LEFT_OUT);
    lab.write("new.cc", LEFT_OUT.replace("int x;", "long before = 0; int x;"));
    for (side, id) in [("old", "none"), ("new", "none"), ("old", "sha1"), ("new", "sha1")] {
        lab.run(&format!(
            "clang++ -g -O1 -fPIC -shared -fno-standalone-debug -Wl,--build-id={id} {side}.cc -o {side}-{id}.so"
        ));
    }
    for id in ["none", "sha1"] {
        let (old, new) = (lab.load(&format!("old-{id}.so")), lab.load(&format!("new-{id}.so")));
        assert_lost(&diff(&old, &new), "class-only-declared", &["passed"], id);
        lab.run(&format!("cp old-{id}.so copy.so"));
        for same in [&old, &lab.load("copy.so")] {
            let report = diff(&old, same);
            assert_eq!(
                (report.verdict, findings(&report).len()),
                (Verdict::None, 0),
                "{id}: {:#?}",
                report.diagnostics
            );
            assert!(report.diagnostics.iter().any(|d| d.code == "class-only-declared"), "the note stays");
        }
        // A snapshot holds the build id, and not the bytes.
        let snapshot = through_snapshots(&lab, &old, "old.snapshot");
        let expected = if id == "none" { Verdict::Incomplete } else { Verdict::None };
        assert_eq!(diff(&snapshot, &snapshot).verdict, expected, "{id}");
    }
    // A build id that somebody chose is no evidence.
    for side in ["old", "new"] {
        lab.run(&format!("clang++ -g -O1 -fPIC -shared -Wl,--build-id=0xaabb {side}.cc -o {side}-chosen.so"));
    }
    assert_lost(&lab.diff("old-chosen.so", "new-chosen.so"), "class-only-declared", &["passed"], "a chosen id");
}
