//! One interface in several forms of debug information: what a form cannot state is unknown there, never "no".

mod support;

use abilens::model::report::{Report, Verdict};
use abilens::{NoObserver, Options, Profile};

use support::btf::{Blob, kind};
use support::{Lab, assert_same, findings, findings_that_matter, lost};

/// Everything that some form leaves out.
const SOURCE: &str = "
struct al { int x; } AL;
typedef int ai AI;
struct at { ATOMIC int a; };
struct holds { struct al al; ai *number; char *RESTRICT text; };
typedef void (*exitfn)(int) NORETURN_TYPE;
typedef int (*purefn)(int) __attribute__((const));
NORETURN void die(struct al *a);
void die(struct al *a) { for (;;) __asm__ volatile(\"\" : : \"r\"(a)); }
int f(struct at *a, ai *q, struct holds *h) { return a->a + *q + h->al.x; }
void cb(exitfn h, purefn p) { h(p(1)); }
struct al valigned;
int aligned_variable VARIABLE = 1;
";

/// What a word of [`SOURCE`] stands for.
const WORDS: [(&str, &str); 7] = [
    ("NORETURN_TYPE", "__attribute__((noreturn))"),
    ("NORETURN", "_Noreturn"),
    ("AL", "__attribute__((aligned(64)))"),
    ("AI", "__attribute__((aligned(8)))"),
    ("ATOMIC", "_Atomic"),
    ("RESTRICT", "restrict"),
    ("VARIABLE", "__attribute__((aligned(32)))"),
];

/// The source without one of the words.
fn source(without: &str) -> String {
    WORDS.iter().fold(SOURCE.to_owned(), |text, (word, spelt)| {
        let spelt = if *word == without { "" } else { spelt };
        text.split(' ')
            .map(|w| w.replace(&format!("{word}\n"), &format!("{spelt}\n")))
            .collect::<Vec<_>>()
            .join(" ")
            .replace(&format!(" {word};"), &format!(" {spelt};"))
            .replace(&format!("{word} "), &format!("{spelt} "))
    })
}

const FORMS: [(&str, &str); 9] = [
    ("g5", "gcc -gdwarf-5"),
    ("g4", "gcc -gdwarf-4"),
    ("g4s", "gcc -gdwarf-4 -gstrict-dwarf"),
    ("g3s", "gcc -gdwarf-3 -gstrict-dwarf"),
    ("g2", "gcc -gdwarf-2"),
    ("g4n", "gcc -gdwarf-4 -gstrict-dwarf -gno-record-gcc-switches"),
    ("c5", "clang -gdwarf-5"),
    ("c4", "clang -gdwarf-4"),
    ("c2", "clang -gdwarf-2"),
];

fn rules(report: &Report) -> Vec<&'static str> {
    report.findings.iter().filter(|f| f.root && f.rule.id() != "object-needed-changed").map(|f| f.rule.id()).collect()
}

#[test]
fn what_a_form_cannot_state_is_no_change() {
    let lab = Lab::new();
    lab.write("a.c", source("nothing"));
    for (name, compiler) in FORMS {
        lab.run(&format!("{compiler} -w -O1 -fPIC -shared a.c -o {name}.so"));
    }
    let loaded: Vec<_> = FORMS.iter().map(|(name, _)| lab.load(&format!("{name}.so"))).collect();
    for (old, (a, _)) in loaded.iter().zip(FORMS) {
        for (new, (b, _)) in loaded.iter().zip(FORMS) {
            let report = support::diff(old, new);
            assert!(findings_that_matter(&report).is_empty(), "{a} {b}: {:#?}", findings(&report));
            assert!(lost(&report.diagnostics).is_empty(), "{a} {b}: {:#?}", report.diagnostics);
        }
    }
    // A note says what was not compared.
    let report = lab.diff("g5.so", "g4s.so");
    let notes: Vec<&str> =
        report.diagnostics.iter().filter(|d| d.code == "facts-unstated").map(|d| d.message.as_str()).collect();
    for what in ["`_Atomic`", "`noreturn`", "requested alignments"] {
        assert!(notes.iter().any(|n| n.contains(what)), "{what}: {notes:#?}");
    }
    assert!(lab.diff("g5.so", "g5.so").diagnostics.is_empty());
}

#[test]
fn what_both_forms_state_is_compared() {
    let lab = Lab::new();
    lab.write("old.c", source("nothing"));
    for (word, rule, forms) in [
        ("AL", "struct-alignment-changed", &["g5", "g4", "g2", "c5", "c4"][..]),
        ("AI", "typedef-alignment-changed", &["g5", "g4", "c5"]),
        ("ATOMIC", "qualifier-changed", &["g5", "c5"]),
        ("VARIABLE", "variable-alignment-changed", &["g5", "g4", "c5", "c4"]),
        ("NORETURN_TYPE", "function-no-longer-noreturn", &["g5", "g4s", "g2"]),
        ("RESTRICT", "qualifier-changed", &["g5", "g3s", "c4"]),
    ] {
        lab.write("new.c", source(word));
        for (_, compiler) in FORMS.iter().filter(|(name, _)| forms.contains(name)) {
            for side in ["old", "new"] {
                lab.run(&format!("{compiler} -w -O1 -fPIC -shared {side}.c -o {side}.so"));
            }
            let report = lab.diff("old.so", "new.so");
            assert!(rules(&report).contains(&rule), "{word} {compiler}: {:#?}", findings(&report));
        }
    }
}

#[test]
fn a_unit_that_is_silent_hides_no_other() {
    let lab = Lab::new();
    let unit = |name: &str, asked: &str| {
        format!("struct {name} {{ int x; }} {asked}; int use_{name}(struct {name} *p) {{ return p->x; }}")
    };
    let asked = "__attribute__((aligned(64)))";
    lab.write("silent.c", unit("quiet", ""));
    for (side, asked) in [("old", asked), ("new", "")] {
        lab.write("loud.c", unit("loud", asked));
        lab.run("gcc -gdwarf-4 -gstrict-dwarf -fPIC -c silent.c -o silent.o");
        lab.run("gcc -gdwarf-5 -fPIC -c loud.c -o loud.o");
        lab.run(&format!("gcc -shared silent.o loud.o -o {side}.so"));
    }
    // The size goes with it, so that has to be told.
    let report = lab.diff("old.so", "new.so");
    assert!(rules(&report).contains(&"struct-size-changed") || rules(&report).contains(&"struct-alignment-changed"));
}

#[test]
fn noreturn_is_what_some_unit_declares() {
    let lab = Lab::new();
    lab.write("with.h", "__attribute__((noreturn)) void die(int n);\n");
    lab.write("without.h", "void die(int n);\n");
    let define = "extern void abort(void) __attribute__((noreturn)); void die(int n) { (void)n; abort(); }\n";
    let call = "void call(int n); void call(int n) { die(n); die(n + 1); }\n";
    for (name, definition, caller) in [
        ("old", Some("with.h"), None),
        ("unsaid", None, None),
        ("declared", None, Some("with.h")),
        ("returns", None, Some("without.h")),
    ] {
        let include = |header: Option<&str>| header.map_or(String::new(), |h| format!("#include \"{h}\"\n"));
        lab.write("die.c", include(definition) + define);
        lab.write("call.c", include(caller.or(Some("with.h"))) + call);
        let more = if caller.is_some() { "call.c" } else { "" };
        for compiler in ["gcc", "clang"] {
            lab.run(&format!("{compiler} -g -O1 -w -fPIC -shared die.c {more} -o {compiler}-{name}.so"));
        }
    }
    for compiler in ["gcc", "clang"] {
        let diff = |new: &str| lab.diff(&format!("{compiler}-old.so"), &format!("{compiler}-{new}.so"));
        let gone = |report: &Report| rules(report).contains(&"function-no-longer-noreturn");
        let noted = |report: &Report| report.diagnostics.iter().any(|d| d.code == "noreturn-unsaid");
        let unsaid = diff("unsaid");
        assert!(!gone(&unsaid) && noted(&unsaid), "{compiler}: {:#?}", findings(&unsaid));
        let declared = diff("declared");
        assert!(!gone(&declared) && !noted(&declared), "{compiler}: {:#?}", findings(&declared));
        let returns = diff("returns");
        assert!(gone(&returns), "{compiler}: {:#?}", findings(&returns));
        assert_eq!(returns.verdict, Verdict::Risky, "{compiler}: {:#?}", findings(&returns));
    }
}

/// A BTF of `enum dsq { LOCAL, GLOBAL }` of eight bytes and a function that takes it.
fn enum_btf(wide: bool, local: u64) -> Vec<u8> {
    let mut blob = Blob::new(false);
    let int = blob.int("int", 4, 1);
    let (name, other) = (blob.string("LOCAL"), blob.string("GLOBAL"));
    let global = 0x8000_0000_0000_0001u64;
    let words = |name: u32, value: u64| -> Vec<u32> {
        if wide { vec![name, value as u32, (value >> 32) as u32] } else { vec![name, value as u32] }
    };
    let kind_of = if wide { kind::ENUM64 } else { kind::ENUM };
    let dsq = blob.add(kind_of, false, "dsq", 8, 2, &[words(name, local), words(other, global)].concat());
    let parameter = blob.string("d");
    let proto = blob.add(kind::FUNC_PROTO, false, "", int, 1, &[parameter, dsq]);
    blob.add(kind::FUNC, false, "f", proto, 1, &[]);
    blob.bytes()
}

#[test]
fn values_that_btf_cuts_are_unknown() {
    let lab = Lab::new();
    let local = 0x8000_0000_0000_0002u64;
    for (name, wide, value) in [
        ("full.btf", true, local),
        ("cut.btf", false, local),
        ("full-other.btf", true, local + 1),
        ("cut-other.btf", false, local + 1),
        ("full-small.btf", true, 2),
    ] {
        lab.write(name, enum_btf(wide, value));
    }
    for profile in [Profile::Abi, Profile::Core] {
        let o = Options { profile, ..Options::default() };
        let load = |name: &str| abilens::load(lab.path(name), &o, &NoObserver).expect("BTF");
        let diff = |old: &str, new: &str| abilens::diff(&load(old), &load(new), &o, &NoObserver);
        for (old, new) in [("cut.btf", "full.btf"), ("cut.btf", "cut.btf"), ("cut.btf", "full-small.btf")] {
            let report = diff(old, new);
            assert!(findings(&report).is_empty(), "{old} {new}: {:#?}", findings(&report));
            assert!(report.diagnostics.iter().any(|d| d.code == "enum-values-cut"), "{:#?}", report.diagnostics);
        }
        // What is there is compared.
        for (old, new) in [("cut.btf", "cut-other.btf"), ("cut.btf", "full-other.btf"), ("full.btf", "full-other.btf")]
        {
            assert_eq!(rules(&diff(old, new)), ["enumerator-value-changed"], "{old} {new}");
        }
        let report = diff("full.btf", "cut.btf");
        match profile {
            Profile::Abi => assert!(findings(&report).is_empty(), "{:#?}", findings(&report)),
            // libbpf takes the values from the running kernel.
            Profile::Core => assert_eq!(report.verdict, Verdict::Risky, "{:#?}", findings(&report)),
        }
    }
}

/// A base type of four bytes with an attribute of its own, passed, returned and held.
const BASE_TYPE: &str = r#"
        .text
        .globl  f
        .type   f, %function
f:      ret
        .size   f, .-f
        .section .debug_info,"",%progbits
        .long   .Lend - .Lstart
.Lstart: .value 5
        .byte   1, 8
        .long   .debug_abbrev
        .uleb128 1
        .asciz  "bits.c"
        .value  0x1d
.Lbase: .uleb128 2
        .asciz  "NAME"
        .byte   4
        .byte   7
        .byte   BITS
        .byte   FROM
        .uleb128 3
        .asciz  "f"
        .long   .Lbase - .Lstart + 4
        .quad   f
        .uleb128 4
        .asciz  "x"
        .long   .Lbase - .Lstart + 4
        .byte   0
        .byte   0
.Lend:
        .section .debug_abbrev,"",%progbits
        .byte   1, 0x11, 1, 0x03, 0x08, 0x13, 0x05, 0, 0
        .byte   2, 0x24, 0, 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b, 0x0d, 0x0b, 0x6b, 0x0b, 0, 0
        .byte   3, 0x2e, 1, 0x3f, 0x19, 0x03, 0x08, 0x27, 0x19, 0x49, 0x13, 0x11, 0x01, 0, 0
        .byte   4, 0x05, 0, 0x03, 0x08, 0x49, 0x13, 0, 0
        .byte   0
"#;

#[test]
fn widths_of_base_types() {
    let lab = Lab::new();
    let build = |file: &str, name: &str, bits: u32, from: u32| {
        let text =
            BASE_TYPE.replace("NAME", name).replace("BITS", &bits.to_string()).replace("FROM", &from.to_string());
        lab.write("bits.s", text);
        lab.run(&format!("as -o {file} bits.s"));
    };
    build("20.o", "unsigned _BitInt", 20, 0);
    build("30.o", "unsigned _BitInt", 30, 0);
    build("named.o", "unsigned _BitInt(20)", 20, 0);
    build("32.o", "unsigned _BitInt", 32, 0);
    build("int.o", "unsigned int", 32, 0);
    build("moved.o", "unsigned _BitInt", 20, 12);
    assert_same(&lab.diff("20.o", "named.o"), "the name or the attribute");
    for (old, new) in [("20.o", "30.o"), ("30.o", "20.o"), ("20.o", "int.o"), ("20.o", "moved.o")] {
        let report = lab.diff(old, new);
        assert_eq!(report.verdict, Verdict::Breaking, "{old} {new}: {:#?}", findings(&report));
    }
    let report = lab.diff("32.o", "int.o");
    assert_eq!(report.verdict, Verdict::Source, "{:#?}", findings(&report));
}

#[test]
fn options_are_compared_for_each_unit() {
    let lab = Lab::new();
    lab.write("f.c", "struct pair { int a, b; }; struct pair f(int a, int b) { return (struct pair){ a, b }; }");
    lab.write("g.c", "int g(int a, ...) { return a; } static int h(double d) { return d; } int (*hp)(double) = h;");
    let build = |name: &str, compiler: &str, f: &str, g: &str| {
        lab.run(&format!("{compiler} -g -m32 -w {f} -c f.c -o f.o"));
        lab.run(&format!("{compiler} -g -m32 -w {g} -c g.c -o g.o"));
        lab.run(&format!("ld -m elf_i386 -r f.o g.o -o {name}"));
    };
    build("plain.o", "gcc", "", "");
    for (name, compiler, f, g, breaking) in [
        ("regparm.o", "gcc", "-mregparm=3", "-mregparm=3", true),
        ("rtd.o", "gcc", "-mrtd", "", true),
        ("return.o", "gcc", "-freg-struct-return", "", true),
        // Variadic functions take their arguments on the stack as ever.
        ("variadic.o", "gcc", "", "-mregparm=2", false),
        ("no-records.o", "gcc", "", "-freg-struct-return", false),
        ("default.o", "gcc", "-mregparm=3 -mregparm=0 -mno-align-double", "", false),
        ("recorded.o", "clang -grecord-command-line", "-mregparm=3", "", true),
        ("section.o", "clang -frecord-gcc-switches", "-mregparm=3", "-mregparm=3", true),
        ("unrecorded.o", "clang", "", "", false),
    ] {
        build(name, compiler, f, g);
        for (old, new) in [("plain.o", name), (name, "plain.o")] {
            let report = lab.diff(old, new);
            let modes = report.findings.iter().filter(|f| f.rule.id() == "compile-mode-changed").count();
            assert_eq!(modes > 0, breaking, "{old} {new}: {:#?}", findings(&report));
            assert_eq!(report.verdict == Verdict::Breaking, breaking, "{old} {new}: {:#?}", findings(&report));
        }
        assert_same(&lab.diff(name, name), name);
    }
}
