//! What the interface is beside what exports reach: what public headers declare, which exports they declare, and what
//! of a kernel's headers a driver can include. All built here.

mod support;

use std::sync::Arc;

use abilens::Loaded;
use abilens::ground::diagnostic::DiagnosticLevel;
use abilens::ground::headers::{PublicHeaders, Words};
use abilens::model::report::{Report, Verdict};
use abilens::{NoObserver, Options};

use support::btf::{Blob, kind};
use support::{Lab, lost};

/// Severity, rule and subject of each root finding, sorted.
fn roots(report: &Report) -> Vec<String> {
    let roots = report.findings.iter().filter(|f| f.root);
    let mut out: Vec<String> =
        roots.map(|f| format!("{} {} {}", f.severity.as_str(), f.rule, f.subject.name)).collect();
    out.sort();
    out
}

fn load(lab: &Lab, name: &str, o: &Options) -> Loaded {
    abilens::load(lab.path(name), o, &NoObserver).expect("readable")
}

fn headers(texts: &[&str]) -> Options {
    let words = Some(Arc::new(Words::of(texts.iter().copied())));
    let files = ["api.h".to_owned()].into_iter().collect();
    Options { public_headers: PublicHeaders { files, words, ..PublicHeaders::default() }, ..Options::default() }
}

#[test]
fn an_export_that_no_public_header_declares_is_private() {
    let lab = Lab::new();
    // What the headers declare is given below: the sources do not see it, so that the new side compiles.
    let api = "#define DECLARE(x) int lib_##x(int a);\nDECLARE(pasted)\nstruct api { int a; };\nint lib_told(struct api *p);\n";
    for (side, t, more) in [("old", "int", ""), ("new", "long", " int more;")] {
        lab.write(&format!("{side}/api.h"), "struct api { int a; };\n");
        lab.write(&format!("{side}/inner.h"), format!("struct inner {{ int a;{more} }};\n"));
        let gone = if side == "old" { "int lib_inner_gone(void) { return 1; }\n" } else { "" };
        let lib = format!(
            "#include \"api.h\"\n#include \"inner.h\"\nint lib_told(struct api *p) {{ return p->a; }}\n\
             int lib_inner({t} a, struct inner *p) {{ return a + p->a; }}\nint lib_built({t} a) {{ return a; }}\n\
             int lib_pasted({t} a) {{ return a; }}\n{gone}"
        );
        lab.write(&format!("{side}/lib.c"), lib);
        lab.run(&format!("gcc -g -w -shared -fPIC -ffile-prefix-map={side}=src -o {side}.so {side}/lib.c"));
    }
    let o = headers(&[api, "#define CALL(x) lib_##x##_v2\n"]);
    let (old, new) = (load(&lab, "old.so", &o), load(&lab, "new.so", &o));
    let report = abilens::diff(&old, &new, &o, &NoObserver);
    let found = roots(&report);
    // A macro builds lib_pasted, or could build it; the removal counts.
    assert!(found.contains(&"breaking parameter-type-changed lib_pasted".to_owned()), "{found:#?}");
    assert!(found.contains(&"breaking symbol-removed lib_inner_gone".to_owned()), "{found:#?}");

    let o = headers(&["struct api { int a; };\nint lib_told(struct api *p);\nint lib_pasted(int a);\n"]);
    let report = abilens::diff(&old, &new, &o, &NoObserver);
    assert_eq!(
        roots(&report),
        [
            "breaking parameter-type-changed lib_pasted",
            "breaking symbol-removed lib_inner_gone",
            "cosmetic member-added-at-tail inner",
            "cosmetic parameter-type-changed lib_built",
            "cosmetic parameter-type-changed lib_inner",
        ]
    );
    assert!(report.public_headers.is_some_and(|t| t.contains("do not declare 3 exports")));
}

#[test]
fn a_public_header_of_opaque_structs_is_a_public_header() {
    let lab = Lab::new();
    let api = "struct handle;\nstruct handle *lib_new(void);\nint lib_use(struct handle *h);\n";
    for (side, more) in [("old", ""), ("new", " int more;")] {
        lab.write(&format!("{side}/api.h"), api);
        lab.write(&format!("{side}/inner.h"), format!("struct handle {{ int a;{more} }};\n"));
        let lib = "#include \"api.h\"\n#include \"inner.h\"\nstatic struct handle h;\n\
                   struct handle *lib_new(void) { return &h; }\nint lib_use(struct handle *h) { return h->a; }\n";
        lab.write(&format!("{side}/lib.c"), lib);
        lab.run(&format!("gcc -g -shared -fPIC -ffile-prefix-map={side}=src -o {side}.so {side}/lib.c"));
    }
    let o = headers(&[api]);
    let (old, new) = (load(&lab, "old.so", &o), load(&lab, "new.so", &o));
    let report = abilens::diff(&old, &new, &o, &NoObserver);
    assert_eq!((report.verdict, roots(&report).len()), (Verdict::Cosmetic, 1), "{:#?}", roots(&report));
    // A header that nobody knows: what changed may be public.
    let parts = vec!["nowhere.h".to_owned()];
    let o = Options { public_headers: PublicHeaders { parts, ..PublicHeaders::default() }, ..Options::default() };
    let report = abilens::diff(&old, &new, &o, &NoObserver);
    assert_eq!(report.verdict, Verdict::Incomplete);
    // Where nothing changed, it does not matter.
    assert_eq!(abilens::diff(&old, &old, &o, &NoObserver).verdict, Verdict::None);
}

#[test]
fn what_only_one_side_describes_is_named_and_no_change() {
    let lab = Lab::new();
    for (side, more) in [
        ("old", "static struct extra e;\nint lib_get(void) { return e.a; }\n"),
        ("new", "int lib_get(void) { return 0; }\n"),
    ] {
        lab.write(&format!("{side}/api.h"), "struct extra { int a; };\nint lib_get(void);\n");
        lab.write(&format!("{side}/lib.c"), format!("#include \"api.h\"\n{more}"));
        lab.run(&format!("gcc -g -shared -fPIC -ffile-prefix-map={side}=src -o {side}.so {side}/lib.c"));
    }
    let o = headers(&["struct extra { int a; };\nint lib_get(void);\n"]);
    let (old, new) = (load(&lab, "old.so", &o), load(&lab, "new.so", &o));
    let report = abilens::diff(&old, &new, &o, &NoObserver);
    assert_eq!((report.verdict, roots(&report)), (Verdict::None, Vec::new()));
    let notes: Vec<&str> = report.diagnostics.iter().map(|d| d.code).collect();
    assert!(notes.contains(&"declared-on-one-side"), "{notes:?}");
    // Without public headers it is counted.
    let o = Options::default();
    let report = abilens::diff(&load(&lab, "old.so", &o), &load(&lab, "new.so", &o), &o, &NoObserver);
    assert_eq!((report.old.unreached, report.new.unreached), (1, 0));
}

const EXPORT: &str = "#define EXPORT(f) __asm__(\".section __ksymtab,\\\"a\\\"\\n .balign 4\\n__ksymtab_\" #f \": .long \" #f \
                      \" - .\\n .long 0\\n .long 0\\n .text\\n\")\n";

/// A module of a kernel's tree with a public and a private header, both of them changed if `new`.
fn kernel(lab: &Lab, side: &str, more: &str) {
    let public = format!("struct shared {{ int a;{more} }};\n");
    lab.write(&format!("{side}/include/linux/shared.h"), public);
    lab.write(&format!("{side}/arch/x86/include/asm/own.h"), format!("struct machine {{ int a;{more} }};\n"));
    lab.write(&format!("{side}/drivers/x/include/private.h"), format!("struct private {{ int a;{more} }};\n"));
    lab.write(&format!("{side}/export.h"), EXPORT);
    lab.write(
        &format!("{side}/drivers/x/x.c"),
        "#include <linux/shared.h>\n#include <asm/own.h>\n#include \"include/private.h\"\n#include \"../../export.h\"\n\
         int use_shared(struct shared *p) { return p->a; }\nint use_machine(struct machine *p) { return p->a; }\n\
         int use_private(struct private *p) { return p->a; }\nEXPORT(use_shared);\nEXPORT(use_machine);\nEXPORT(use_private);\n\
         __asm__(\".section .gnu.linkonce.this_module,\\\"aw\\\"\\n .zero 64\\n .text\\n\");\n",
    );
}

#[test]
fn of_a_kernel_what_a_driver_can_include_is_public() {
    let lab = Lab::new();
    for (side, more) in [("old", ""), ("new", " int more;")] {
        kernel(&lab, side, more);
        let object = lab.path(&format!("{side}.d")).join("x.ko");
        std::fs::create_dir_all(lab.path(&format!("{side}.d"))).expect("a folder");
        // As a kernel's build does it: in the tree, with relative paths.
        let out = std::process::Command::new("gcc")
            .args(["-g", "-w", "-c", "-I./include", "-I./arch/x86/include", "drivers/x/x.c", "-o"])
            .arg(&object)
            .current_dir(lab.path(side))
            .output()
            .expect("gcc");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }
    let o = Options::default();
    let (old, new) = (load(&lab, "old.d", &o), load(&lab, "new.d", &o));
    let report = abilens::diff(&old, &new, &o, &NoObserver);
    let expected = [
        "breaking member-added-at-tail machine",
        "breaking member-added-at-tail shared",
        "cosmetic member-added-at-tail private",
    ];
    assert_eq!(roots(&report), expected);
    assert!(report.public_headers.as_ref().is_some_and(|t| t.starts_with("include/ and arch/*/include/")));
    // All of them, as asked for.
    let all = Options {
        public_headers: PublicHeaders { everything: true, ..PublicHeaders::default() },
        ..Options::default()
    };
    let report = abilens::diff(&old, &new, &all, &NoObserver);
    assert!(roots(&report).iter().all(|r| r.starts_with("breaking")), "{:#?}", roots(&report));
    // A snapshot says the same.
    lab.write("old.snapshot", support::snapshot(&old));
    lab.write("new.snapshot", support::snapshot(&new));
    let report = abilens::diff(&load(&lab, "old.snapshot", &o), &load(&lab, "new.snapshot", &o), &o, &NoObserver);
    assert_eq!(roots(&report), expected);
}

#[test]
fn what_a_package_of_headers_ships_is_public() {
    let lab = Lab::new();
    for (side, more) in [("old", ""), ("new", " int more;")] {
        kernel(&lab, side, more);
        let package = format!("k-{side}/usr/src/linux-headers-6.9.1-amd64");
        lab.write(&format!("{package}/include/linux/types.h"), "");
        lab.write(&format!("{package}/include/linux/shared.h"), "");
        lab.write(&format!("{package}/drivers/x/include/private.h"), "");
        let modules = format!("k-{side}/lib/modules/6.9.1-amd64/kernel");
        std::fs::create_dir_all(lab.path(&modules)).expect("a folder");
        let out = std::process::Command::new("gcc")
            .args(["-g", "-w", "-c", "-I./include", "-I./arch/x86/include", "drivers/x/x.c", "-o"])
            .arg(lab.path(&modules).join("x.ko"))
            .current_dir(lab.path(side))
            .output()
            .expect("gcc");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }
    let o = Options::default();
    let report = abilens::diff(&load(&lab, "k-old", &o), &load(&lab, "k-new", &o), &o, &NoObserver);
    assert_eq!(
        roots(&report),
        [
            "breaking member-added-at-tail private",
            "breaking member-added-at-tail shared",
            "cosmetic member-added-at-tail machine",
        ]
    );
    assert!(
        report.public_headers.as_ref().is_some_and(|t| t.contains("linux-headers-6.9.1-amd64")),
        "{:?}",
        report.public_headers
    );
    // A package that lacks what every driver includes is a part of one: the rule holds.
    for side in ["old", "new"] {
        let file = format!("k-{side}/usr/src/linux-headers-6.9.1-amd64/include/linux/types.h");
        std::fs::remove_file(lab.path(&file)).expect("there");
    }
    let report = abilens::diff(&load(&lab, "k-old", &o), &load(&lab, "k-new", &o), &o, &NoObserver);
    assert!(report.public_headers.is_some_and(|t| t.starts_with("include/ and arch")));
}

#[test]
fn a_btf_of_types_alone_is_compared_by_name() {
    let lab = Lab::new();
    for (side, second) in [("old", 2), ("new", 3)] {
        let mut b = Blob::new(false);
        let int = b.int("int", 4, 1);
        b.add(kind::ENUM, false, "mode", 4, 2, &[b.string("A"), 1, b.string("B"), second]);
        b.add(kind::STRUCT, false, "box", 4, 1, &[b.string("a"), int, 0]);
        lab.write(&format!("{side}.btf"), b.bytes());
    }
    let o = Options::default();
    let report = abilens::diff(&load(&lab, "old.btf", &o), &load(&lab, "new.btf", &o), &o, &NoObserver);
    assert_eq!(roots(&report), ["breaking enumerator-value-changed mode"]);
    let same = abilens::diff(&load(&lab, "old.btf", &o), &load(&lab, "old.btf", &o), &o, &NoObserver);
    assert_eq!(same.verdict, Verdict::None);
    assert!(lost(&same.diagnostics).is_empty());
}

#[test]
fn who_names_no_public_headers_is_told_where_it_would_help() {
    let lab = Lab::new();
    for (side, more) in [("old", ""), ("new", " int more;")] {
        let types: String = (0..6).map(|i| format!("struct s{i} {{ int a;{more} }};\n")).collect();
        lab.write(&format!("{side}/src/lib-internal.h"), types);
        let functions: String = (0..6).map(|i| format!("int f{i}(struct s{i} *p) {{ return p->a; }}\n")).collect();
        lab.write(&format!("{side}/src/lib.c"), format!("#include \"lib-internal.h\"\n{functions}"));
        lab.run(&format!("gcc -g -shared -fPIC -ffile-prefix-map={side}=. -o {side}.so {side}/src/lib.c"));
    }
    let o = Options::default();
    let report = abilens::diff(&load(&lab, "old.so", &o), &load(&lab, "new.so", &o), &o, &NoObserver);
    let told = report.diagnostics.iter().find(|d| d.code == "public-headers-not-told").expect("a note");
    assert_eq!(told.level, DiagnosticLevel::Note);
}
