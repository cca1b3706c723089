//! Several definitions of one name in one unit, which C allows in prototypes, parameter lists and blocks: a reference
//! in debug information is an identity, whatever it is that bears the name.

mod support;

use support::{Lab, assert_same, findings, findings_that_matter};

/// The inner types come first, so that whoever takes the first of a name takes the wrong one.
const SOURCES: [(&str, &str); 6] = [
    (
        "a list of parameters",
        "int g(struct s { char x[99]; } *p) { return p->x[3]; }
         struct s { int z; ADDED int b; }; int f(struct s *p) { return p->b; }",
    ),
    (
        "a pointer to a function in a member, and no definition at file scope",
        "struct holder { int (*cb)(struct s { char x[99]; } *); }; int g(struct holder *h) { return !h->cb; }
         int f(struct s { int z; ADDED int b; } *p) { return p->b; }",
    ),
    (
        "types that look alike and lead to others",
        "int g(struct t { char x[99]; } *t, struct s { struct t *p; struct s *next; } *s) { return s->p == t; }
         struct t { int z; ADDED int b; }; struct s { struct t *p; struct s *next; };
         int f(struct s *s) { return s->p->b; }",
    ),
    (
        "types that lead to each other",
        "int g(struct s { struct t { struct s *back; char x[9]; } *p; } *s) { return s->p->x[1]; }
         struct s; struct t { struct s *back; int z; ADDED int b; }; struct s { struct t *p; };
         int f(struct s *s) { return s->p->b; }",
    ),
    (
        "a block",
        "int g(void) { struct s { char x[99]; }; typedef struct s word; extern int h(word *); return !h; }
         typedef struct s { int z; ADDED int b; } word; int f(word *p) { return p->b; }",
    ),
    (
        "a type between, of one definition",
        "int g(struct s { char x[99]; } *p) { return p->x[3]; }
         struct s { int z; ADDED int b; }; struct between { struct s s[2]; struct between *next; };
         int f(struct between *p) { return p->next->s[1].b; }",
    ),
];

#[test]
fn each_of_several_definitions_of_a_name_is_compared() {
    let lab = Lab::new();
    for (what, source) in SOURCES {
        lab.write("old.c", source.replace("ADDED", ""));
        lab.write("new.c", source.replace("ADDED", "int added;"));
        for compiler in ["gcc -gdwarf-4", "gcc -gdwarf-5", "clang -gdwarf-5", "gcc -g -fdebug-types-section -O1"] {
            let what = format!("{what}, {compiler}");
            for side in ["old", "new"] {
                lab.run(&format!("{compiler} -w -shared -fPIC -o {side}.so {side}.c"));
                lab.run(&format!("{compiler} -w -c -o {side}.o {side}.c"));
            }
            for kind in ["so", "o"] {
                let (old, new) = (format!("old.{kind}"), format!("new.{kind}"));
                assert_same(&lab.diff(&old, &old), &what);
                let report = lab.diff(&old, &new);
                let roots: Vec<&str> = report.findings.iter().filter(|f| f.root).map(|f| f.rule.id()).collect();
                assert_eq!(roots, ["member-added-inside"], "{what}: {:#?}", findings(&report));
                // Whoever reaches the other one is not touched.
                let changed: Vec<&str> = report.symbols.iter().map(|s| s.name.as_str()).collect();
                assert_eq!(changed, ["f"], "{what}");
            }
        }
        lab.run("gcc -w -g -shared -fPIC -o gcc.so old.c");
        lab.run("clang -w -g -shared -fPIC -o clang.so old.c");
        assert!(findings_that_matter(&lab.diff("gcc.so", "clang.so")).is_empty(), "{what}");
    }
}

#[test]
fn a_declaration_elsewhere_means_the_definition_of_a_header() {
    let lab = Lab::new();
    lab.write("old.h", "struct s { int z; int b; };");
    lab.write("new.h", "struct s { int z; int added; int b; };");
    lab.write("declares.c", "struct s; int declared(struct s *p) { return !p; }");
    for side in ["old", "new"] {
        lab.write("api.h", std::fs::read(lab.path(&format!("{side}.h"))).expect("a header"));
        lab.write("plain.c", "#include \"api.h\"\nint plain(struct s *p) { return p->b; }");
        lab.write("both.c", "int inner(struct s { char x[99]; } *p) { return p->x[1]; }\n#include \"plain.c\"\n");
        for (name, units) in [("with", "declares.c both.c"), ("without", "declares.c plain.c")] {
            lab.run(&format!("gcc -w -g -shared -fPIC -o {name}-{side}.so {units}"));
        }
    }
    for (name, expected) in [("with", &["declared", "plain"][..]), ("without", &["declared", "plain"])] {
        let report = lab.diff(&format!("{name}-old.so"), &format!("{name}-new.so"));
        let changed: Vec<&str> = report.symbols.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(changed, expected, "{name}: {:#?}", findings(&report));
    }
    // What a unit calls its own makes no difference to the others.
    let report = lab.diff("without-old.so", "with-old.so");
    assert_eq!(findings(&report).len(), 1, "{:#?}", findings(&report));
}
