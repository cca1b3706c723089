//! Equal types at several places: whom they belong to is decided by each place, never by the name of a file.

mod support;

use abilens::PublicHeaders;
use abilens::model::report::Report;
use abilens::rules::Severity;
use abilens::{NoObserver, Options};

use support::{Lab, lost};

/// Compiles both sides, each a folder with these sources in this order, and compares them.
fn compare(lab: &Lab, sources: &[&str], options: &Options) -> Report {
    for side in ["old", "new"] {
        let paths: Vec<String> = sources.iter().map(|s| format!("{side}/{s}")).collect();
        lab.run(&format!("gcc -g -w -shared -fPIC -ffile-prefix-map={side}=src -o {side}.so {}", paths.join(" ")));
    }
    let load = |side: &str| abilens::load(lab.path(side), options, &NoObserver).expect("a library");
    abilens::diff(&load("old.so"), &load("new.so"), options, &NoObserver)
}

/// Severity, rule and subject of each root finding.
fn roots(report: &Report) -> Vec<String> {
    assert!(lost(&report.diagnostics).is_empty(), "{:#?}", report.diagnostics);
    let roots = report.findings.iter().filter(|f| f.root);
    roots.map(|f| format!("{} {} {}", f.severity.as_str(), f.rule, f.subject.name)).collect()
}

fn worst(report: &Report) -> Option<Severity> {
    report.findings.iter().filter(|f| f.root).map(|f| f.severity).max()
}

/// One change of a public type or of a private one, by what stands in the header and in the other source.
struct Shape {
    header: [&'static str; 2],
    main: &'static str,
    source: [&'static str; 2],
    worst: Severity,
    what: &'static str,
}

const SHAPES: &[Shape] = &[
    Shape {
        what: "a nameless struct of the header grew, and a source file has an equal one",
        header: [
            "struct pub { struct { int a; int b; } in; int tail; }; void f(struct pub *p);",
            "struct pub { struct { int a; int b; long c; } in; int tail; }; void f(struct pub *p);",
        ],
        main: "void f(struct pub *p) {}",
        source: ["struct priv { long k; struct { int a; int b; } q; }; struct priv *mk(void) { return 0; }"; 2],
        worst: Severity::Breaking,
    },
    Shape {
        what: "that of the source file grew",
        header: ["struct pub { struct { int a; int b; } in; int tail; }; void f(struct pub *p);"; 2],
        main: "void f(struct pub *p) {}",
        source: [
            "struct priv { long k; struct { int a; int b; } q; }; struct priv *mk(void) { return 0; }",
            "struct priv { long k; struct { int a; int b; long c; } q; }; struct priv *mk(void) { return 0; }",
        ],
        worst: Severity::Cosmetic,
    },
    Shape {
        what: "a nameless struct behind a typedef of the header",
        header: [
            "typedef struct { int a; int b; } pub_t; void f(pub_t *p);",
            "typedef struct { int a; int b; long c; } pub_t; void f(pub_t *p);",
        ],
        main: "void f(pub_t *p) {}",
        source: ["typedef struct { int a; int b; } priv_t; priv_t *mk(void) { return 0; }"; 2],
        worst: Severity::Breaking,
    },
    Shape {
        what: "an array of nameless unions, the equal one reached by no export",
        header: [
            "struct pub { union { int i; float f; } u[2]; int tail; }; void f(struct pub *p);",
            "struct pub { union { int i; float f; double d; } u[2]; int tail; }; void f(struct pub *p);",
        ],
        main: "void f(struct pub *p) {}",
        source: ["struct z { union { int i; float f; } q; }; static struct z zz; int mk(void) { return zz.q.i; }"; 2],
        worst: Severity::Breaking,
    },
    Shape {
        what: "two typedefs of a header name equal nameless structs; the one handed out by pointer grew",
        header: [
            "typedef struct { int a, b; } A; typedef struct { int a, b; } B; void f(A a); B *g(void);",
            "typedef struct { int a, b; } A; typedef struct { int a, b; long c; } B; void f(A a); B *g(void);",
        ],
        main: "void f(A a) {}",
        source: ["B *g(void) { return 0; }"; 2],
        worst: Severity::Risky,
    },
];

#[test]
fn nameless_types_belong_to_what_holds_them() {
    for shape in SHAPES {
        for other in ["a.c", "m.c", "zz.c"] {
            for order in [["main.c", other], [other, "main.c"]] {
                let lab = Lab::new();
                for (i, side) in ["old", "new"].into_iter().enumerate() {
                    lab.write(&format!("{side}/pub.h"), shape.header[i]);
                    lab.write(&format!("{side}/main.c"), format!("#include \"pub.h\"\n{}\n", shape.main));
                    lab.write(&format!("{side}/{other}"), format!("#include \"pub.h\"\n{}\n", shape.source[i]));
                }
                let report = compare(&lab, &order, &Options::default());
                let found = roots(&report);
                assert_eq!(worst(&report), Some(shape.worst), "{}, {order:?}: {found:#?}", shape.what);
            }
        }
    }
}

#[test]
fn a_copy_in_a_source_file_makes_a_public_struct_no_private_one() {
    for other in ["a.c", "b.c", "zz.c"] {
        let lab = Lab::new();
        for (side, more) in [("old", ""), ("new", " long c;")] {
            lab.write(
                &format!("{side}/pub.h"),
                format!("struct pub {{ int a; int b;{more} }};\nvoid f(struct pub *p);\n"),
            );
            lab.write(&format!("{side}/main.c"), "#include \"pub.h\"\nvoid f(struct pub *p) { p->a = 1; }\n");
            let copy = "struct pub { int a; int b; };\nint g(struct pub *p) { return p->b; }\n";
            lab.write(&format!("{side}/{other}"), copy);
        }
        let report = compare(&lab, &["main.c", other], &Options::default());
        assert_eq!(roots(&report), ["breaking member-added-at-tail pub"], "{other}");
    }
}

#[test]
fn what_a_public_struct_holds_is_public() {
    let lab = Lab::new();
    for (side, more) in [("old", ""), ("new", " int b;")] {
        let inner = format!("typedef struct {{ int a;{more} }} inner_t;\nstruct hidden {{ int a;{more} }};\n");
        lab.write(&format!("{side}/internal/inner.h"), inner);
        let api = "#include \"../internal/inner.h\"\n\
                   struct outer { const inner_t in[2]; struct hidden *h; int tail; };\n\
                   typedef struct hidden hidden_t;\nvoid f(struct outer *o); hidden_t *g(void);\n";
        lab.write(&format!("{side}/include/api.h"), api);
        let lib =
            "#include \"include/api.h\"\nvoid f(struct outer *o) { o->tail = 1; }\nhidden_t *g(void) { return 0; }\n";
        lab.write(&format!("{side}/lib.c"), lib);
    }
    let public_headers = PublicHeaders { parts: vec!["include".to_owned()], ..PublicHeaders::default() };
    let options = Options { public_headers, ..Options::default() };
    let mut found = roots(&compare(&lab, &["lib.c"], &options));
    found.sort();
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("breaking member-added-at-tail inner_t"), "{found:#?}");
    assert_eq!(found[1], "cosmetic member-added-at-tail hidden");
}

#[test]
fn file_and_line_are_of_one_side() {
    let lab = Lab::new();
    let far = "\n".repeat(40);
    lab.write("old/a.h", "struct s { int a;\n  int gone; };\nenum e { P,\n Q };\n");
    lab.write("new/b.h", far + "struct s { long z;\n  int a; };\nenum e { N,\n P,\n Q };\n");
    for (side, header, type_) in [("old", "a.h", "int"), ("new", "b.h", "long")] {
        lab.write(&format!("{side}/none.c"), if side == "old" { "int gone(void) { return 1; }\n" } else { "\n" });
        let lib = format!("#include \"{header}\"\nint f(struct s *p, enum e e) {{ return p->a + e; }}\n");
        lab.write(&format!("{side}/lib.c"), lib + &format!("void g({type_} i) {{}}\n"));
    }
    // GCC has no lines of enumerators: they stand where the enum does.
    let report = compare(&lab, &["lib.c", "none.c"], &Options::default());
    let place = |file: &Option<String>| file.as_deref().unwrap_or_default().trim_start_matches("src/").to_owned();
    let mut found: Vec<String> = report
        .findings
        .iter()
        .map(|f| {
            let s = &f.subject;
            let name = s.member.as_ref().unwrap_or(&s.name);
            format!("{} {name} {}:{}", f.rule, place(&s.file), s.line.unwrap_or_default())
        })
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            "enumerator-added N b.h:43",
            "enumerator-value-changed P b.h:43",
            "enumerator-value-changed Q b.h:43",
            "member-added-inside z b.h:41",
            "member-offset-changed a b.h:42",
            "member-removed gone a.h:2",
            "parameter-type-changed i lib.c:3",
            "struct-size-changed s b.h:41",
            "symbol-removed gone none.c:1",
        ]
    );
}
