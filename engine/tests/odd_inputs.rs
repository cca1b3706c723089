//! Inputs that break other tools, each built here: unusual DWARF, unusual containers, missing evidence.

mod support;

use abilens::graph::{EdgeKind, Graph, TypeId};
use abilens::model::report::{Report, Verdict};

use support::{Lab, assert_same, diff, findings, findings_that_matter, lost};

/// A library; `NEW` changes the middle of a struct that both exports reach.
const API: &str = "
typedef unsigned int word;
enum mode { OFF, ON = 5 };
union value { int i; float f; word *words; };
struct inner { short s; union value value; };
struct outer {
  struct outer *next;
#ifdef NEW
  long added;
#endif
  struct inner inner[2];
  enum mode mode;
  int (*call)(struct outer *, const char *, ...);
};
struct outer *head;
word count[4];
int use_outer(struct outer *o, enum mode mode) { o->mode = mode; head = o; return o->inner[0].s; }
void fill(union value *v, word n) { while (n--) v[n].i = 0; }
";

/// A second unit with the same types, and one of its own.
const MORE: &str = "
struct own { int x; struct outer *o; };
struct own *make(struct outer *o) { static struct own own; own.o = o; return &own; }
";

fn lab() -> Lab {
    let lab = Lab::new();
    lab.write("api.c", API);
    lab.write("more.c", format!("{}{MORE}", API.split("struct outer *head;").next().expect("a head")));
    lab
}

fn codes(report: &Report) -> Vec<&'static str> {
    let mut codes: Vec<&'static str> = lost(&report.diagnostics).iter().map(|d| d.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn rules(report: &Report) -> Vec<&'static str> {
    report.findings.iter().filter(|f| f.root).map(|f| f.rule.id()).collect()
}

/// What `NEW` does to [`API`].
#[track_caller]
fn assert_new_is_seen(report: &Report, what: &str) {
    assert_eq!(rules(report), ["member-added-inside"], "{what}: {:#?}", findings(report));
    assert!(lost(&report.diagnostics).is_empty(), "{what}: {:#?}", report.diagnostics);
}

#[track_caller]
fn record(g: &Graph, name: &str) -> TypeId {
    g.ids()
        .find(|&id| g.name(id) == name && g.node(id).kind.is_record() && !g.edges(id).is_empty())
        .unwrap_or_else(|| panic!("no {name}"))
}

/// Name, offset in bits and width of the members of a record.
fn members<'g>(g: &'g Graph, name: &str) -> Vec<(&'g str, i64, u32)> {
    let edges = g.edges(record(g, name)).iter().filter(|e| e.kind == EdgeKind::Member);
    edges.map(|e| (g.str(e.name), e.value, e.bit_size)).collect()
}

/// A unit as an assembler writes it: a type that is unspecified and has no name, symbols without types, and
/// locations that are no address. Standard forms and one expression a variable; DWARF 4.
const ASSEMBLER_UNIT: &str = r#"
        .section .note.GNU-stack,"",%progbits
        .text
        .globl  asm_fn
        .type   asm_fn, %function
asm_fn: ret
        .size   asm_fn, .-asm_fn
        .data
        .globl  plain, strange, empty
        .type   plain, %object
        .type   strange, %object
        .type   empty, %object
plain:  .long   1
        .size   plain, 4
strange: .long  2
        .size   strange, 4
empty:  .long   3
        .size   empty, 4
        .section .debug_info,"",%progbits
        .long   .Lend - .Lstart
.Lstart: .value 4
        .long   .debug_abbrev
        .byte   8
        .uleb128 1              # compilation unit
        .asciz  "entry.S"
        .value  0x8001          # DW_LANG_Mips_Assembler
.Lvoid: .uleb128 2              # unspecified type
        .uleb128 3              # function
        .asciz  "asm_fn"
        .long   .Lvoid - .Lstart + 4
        .quad   asm_fn
.Lint:  .uleb128 4              # base type
        .asciz  "int"
        .byte   4
        .byte   5
        .uleb128 5              # extern variable, no type
        .asciz  "_end"
        .uleb128 5
        .asciz  "plain"
        .uleb128 6              # variable, DW_OP_fbreg 0; DW_OP_stack_value
        .asciz  "strange"
        .long   .Lint - .Lstart + 4
        .uleb128 3
        .byte   0x91, 0, 0x9f
        .uleb128 6              # variable, no expression at all
        .asciz  "empty"
        .long   .Lint - .Lstart + 4
        .uleb128 0
        .byte   0
.Lend:
        .section .debug_abbrev,"",%progbits
        .byte   1, 0x11, 1, 0x03, 0x08, 0x13, 0x05, 0, 0
        .byte   2, 0x3b, 0, 0, 0
        .byte   3, 0x2e, 0, 0x3f, 0x19, 0x03, 0x08, 0x49, 0x13, 0x11, 0x01, 0, 0
        .byte   4, 0x24, 0, 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b, 0, 0
        .byte   5, 0x34, 0, 0x03, 0x08, 0x3f, 0x19, 0x3c, 0x19, 0, 0
        .byte   6, 0x34, 0, 0x03, 0x08, 0x49, 0x13, 0x3f, 0x19, 0x02, 0x18, 0, 0
        .byte   0
"#;

#[test]
fn an_assembler_unit_with_nameless_and_typeless_entries() {
    let lab = lab();
    lab.write("entry.s", ASSEMBLER_UNIT);
    lab.run("gcc -g -shared -fPIC -o old.so api.c entry.s");
    lab.run("gcc -g -shared -fPIC -DNEW -o new.so api.c entry.s");
    lab.run("gcc -g -shared -fPIC -o api.so api.c");
    let old = lab.load("old.so");
    assert_same(&diff(&old, &old), "itself");
    assert_new_is_seen(&lab.diff("old.so", "new.so"), "old and new");
    let export = |name: &str| {
        let g = &old.graph;
        g.exports.iter().find(|e| g.str(e.name) == name).unwrap_or_else(|| panic!("no {name}")).type_id
    };
    assert!(export("asm_fn").is_none(), "a DIE that states no prototype is no type");
    for name in ["strange", "empty"] {
        let t = export(name).unwrap_or_else(|| panic!("{name} has a type"));
        assert_eq!(old.graph.name(t), "int", "{name}: tied by its name");
    }
    // The C part is what it is without.
    let report = lab.diff("api.so", "old.so");
    let added: Vec<&str> = report.symbols.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(added, ["asm_fn", "empty", "plain", "strange"]);
    assert!(report.findings.iter().all(|f| f.rule.id() == "symbol-added"), "{:#?}", findings(&report));
}

#[test]
fn units_that_gas_makes_itself() {
    let lab = lab();
    lab.write("code.s", ".globl asm_fn\n.type asm_fn, %function\nasm_fn: ret\n.size asm_fn, .-asm_fn\n");
    for version in [4, 5] {
        lab.run(&format!("as -g --gdwarf-{version} -o code.o code.s"));
        lab.run("gcc -g -shared -fPIC -o old.so api.c code.o");
        lab.run("gcc -g -shared -fPIC -DNEW -o new.so api.c code.o");
        assert_same(&lab.diff("old.so", "old.so"), "itself");
        assert_new_is_seen(&lab.diff("old.so", "new.so"), "old and new");
    }
}

/// A struct whose member's place is an expression that a reader would have to execute.
const COMPUTED_MEMBER: &str = r#"
        .data
        .globl  thing
        .type   thing, %object
thing:  .quad   1
        .size   thing, 8
        .section .debug_info,"",%progbits
        .long   .Lend - .Lstart
.Lstart: .value 4
        .long   .debug_abbrev
        .byte   8
        .uleb128 1
        .asciz  "computed.c"
        .value  12
.Lint:  .uleb128 2
        .asciz  "int"
        .byte   4
        .byte   5
.Lbox:  .uleb128 3
        .asciz  "box"
        .byte   8
        .uleb128 4
        .asciz  "field"
        .long   .Lint - .Lstart + 4
        .uleb128 LENGTH
        .byte   EXPRESSION
        .byte   0
        .uleb128 5
        .asciz  "thing"
        .long   .Lbox - .Lstart + 4
        .uleb128 9
        .byte   3
        .quad   thing
        .byte   0
.Lend:
        .section .debug_abbrev,"",%progbits
        .byte   1, 0x11, 1, 0x03, 0x08, 0x13, 0x05, 0, 0
        .byte   2, 0x24, 0, 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b, 0, 0
        .byte   3, 0x13, 1, 0x03, 0x08, 0x0b, 0x0b, 0, 0
        .byte   4, 0x0d, 0, 0x03, 0x08, 0x49, 0x13, 0x38, 0x18, 0, 0
        .byte   5, 0x34, 0, 0x03, 0x08, 0x49, 0x13, 0x3f, 0x19, 0x02, 0x18, 0, 0
        .byte   0
"#;

#[test]
fn a_member_whose_place_is_computed() {
    let lab = Lab::new();
    let build = |name: &str, length: &str, expression: &str| {
        lab.write("box.s", COMPUTED_MEMBER.replace("LENGTH", length).replace("EXPRESSION", expression));
        lab.run(&format!("as -o {name} box.s"));
    };
    build("four.o", "2", "0x23, 4"); // DW_OP_plus_uconst 4
    build("same.o", "2", "0x10, 4"); // DW_OP_constu 4: the other way to write it
    build("computed.o", "4", "0x12, 0x06, 0x23, 4"); // DW_OP_dup, DW_OP_deref, DW_OP_plus_uconst 4
    assert_eq!(members(&lab.load("four.o").graph, "box"), [("field", 32, 0)]);
    assert_same(&lab.diff("four.o", "same.o"), "the same place");
    assert_same(&lab.diff("computed.o", "computed.o"), "itself");
    let report = lab.diff("four.o", "computed.o");
    assert!(
        !findings_that_matter(&report).is_empty() || report.verdict == Verdict::Incomplete,
        "a place that is not known is not the same place: {:#?}",
        report.diagnostics
    );
}

#[test]
fn split_units_and_packages() {
    for (compiler, version, dwp) in
        [("gcc", 4, "dwp"), ("gcc", 5, "llvm-dwp"), ("clang", 4, "llvm-dwp"), ("clang", 5, "llvm-dwp")]
    {
        let lab = lab();
        let what = format!("{compiler} DWARF {version}");
        let flags = format!("-gdwarf-{version} -fPIC");
        for (name, extra) in [("whole", ""), ("old", "-gsplit-dwarf"), ("new", "-gsplit-dwarf -DNEW")] {
            for unit in ["api", "more"] {
                lab.run(&format!("{compiler} {flags} {extra} -c {unit}.c -o {name}-{unit}.o"));
            }
            lab.run(&format!("{compiler} -shared -o {name}.so {name}-api.o {name}-more.o"));
        }
        assert_same(&lab.diff("whole.so", "old.so"), &format!("{what}: .dwo"));
        assert_same(&lab.diff("old.so", "whole.so"), &format!("{what}: .dwo"));
        assert_new_is_seen(&lab.diff("old.so", "new.so"), &format!("{what}: .dwo"));
        assert_same(&lab.diff("whole-api.o", "old-api.o"), &format!("{what}: object with .dwo"));

        // llvm-dwp 14 does not end on some DWARF 5 units of GCC, and dwp 2.40 drops them: that one stays outside.
        let packed: &[&str] = if (compiler, version) == ("gcc", 5) { &["more"] } else { &["api", "more"] };
        for name in ["old", "new"] {
            let files: Vec<String> = packed.iter().map(|unit| format!("{name}-{unit}.dwo")).collect();
            lab.run(&format!("{dwp} {} -o {name}.so.dwp", files.join(" ")));
            for file in files {
                std::fs::remove_file(lab.path(&file)).expect("a .dwo file");
            }
        }
        assert_same(&lab.diff("whole.so", "old.so"), &format!("{what}: .dwp"));
        assert_new_is_seen(&lab.diff("old.so", "new.so"), &format!("{what}: .dwp"));

        std::fs::remove_file(lab.path("new.so.dwp")).expect("a .dwp file");
        for (old, new) in [("old.so", "new.so"), ("new.so", "old.so"), ("new.so", "new.so")] {
            let report = lab.diff(old, new);
            assert_eq!(codes(&report), ["split-dwarf-missing", "symbol-type-unknown"], "{what}");
            assert_eq!(report.verdict, Verdict::Incomplete, "{what}");
        }
    }
}

#[test]
fn one_side_without_debug_information() {
    let lab = lab();
    lab.run("gcc -g -shared -fPIC -o with.so api.c");
    lab.run("gcc -shared -fPIC -o without.so api.c");
    lab.run("strip -o stripped.so with.so");
    for (old, new) in [("with.so", "without.so"), ("without.so", "with.so"), ("with.so", "stripped.so")] {
        let report = lab.diff(old, new);
        assert_eq!(codes(&report), ["no-debug-info"], "{old} {new}");
        assert_eq!(report.verdict, Verdict::Incomplete, "{old} {new}");
    }
    // Nor does it look like no change if both sides lack it.
    assert_eq!(lab.diff("without.so", "without.so").verdict, Verdict::Incomplete);
}

#[test]
fn type_units() {
    let lab = lab();
    for compiler in ["gcc", "clang"] {
        for version in [4, 5] {
            let what = format!("{compiler} DWARF {version}");
            let flags = format!("-gdwarf-{version} -shared -fPIC api.c more.c");
            lab.run(&format!("{compiler} {flags} -o whole.so"));
            lab.run(&format!("{compiler} {flags} -fdebug-types-section -o old.so"));
            lab.run(&format!("{compiler} {flags} -fdebug-types-section -DNEW -o new.so"));
            lab.run(&format!("{compiler} -gdwarf-{version} -fPIC -fdebug-types-section -c api.c -o api.o"));
            lab.run(&format!("{compiler} -gdwarf-{version} -fPIC -c api.c -o whole.o"));
            assert_same(&lab.diff("whole.so", "old.so"), &what);
            assert_same(&lab.diff("old.so", "whole.so"), &what);
            assert_same(&lab.diff("whole.o", "api.o"), &format!("{what}: object"));
            assert_new_is_seen(&lab.diff("old.so", "new.so"), &what);
            assert_new_is_seen(&lab.diff("whole.so", "new.so"), &what);
        }
    }
}

#[test]
fn an_alignment_that_changes_no_size() {
    let lab = Lab::new();
    let source = "struct __attribute__((aligned(ALIGN))) line { char bytes[64]; }; struct line *get(struct line *l) { return l; }";
    for align in [16, 64] {
        lab.write(&format!("{align}.c"), source.replace("ALIGN", &align.to_string()));
        for compiler in ["gcc", "clang"] {
            lab.run(&format!("{compiler} -g -shared -fPIC -o {compiler}{align}.so {align}.c"));
        }
    }
    for compiler in ["gcc", "clang"] {
        let report = lab.diff(&format!("{compiler}16.so"), &format!("{compiler}64.so"));
        assert_eq!(rules(&report), ["struct-alignment-changed"], "{compiler}: {:#?}", findings(&report));
        assert!(report.verdict.severity() >= Verdict::Risky.severity());
    }
    assert_same(&lab.diff("gcc16.so", "clang16.so"), "both state it");
}

#[test]
fn binding_and_visibility() {
    let lab = Lab::new();
    for (name, attribute) in [("plain", ""), ("weak", "weak"), ("protected", "visibility(\"protected\")")] {
        lab.write(
            "f.c",
            format!("__attribute__(({attribute})) int f(void) {{ return 1; }} int g(void) {{ return 2; }}"),
        );
        lab.run(&format!("gcc -g -shared -fPIC -o {name}.so f.c"));
    }
    assert_eq!(rules(&lab.diff("plain.so", "weak.so")), ["symbol-binding-changed"]);
    assert_eq!(rules(&lab.diff("weak.so", "plain.so")), ["symbol-binding-changed"]);
    assert_eq!(rules(&lab.diff("plain.so", "protected.so")), ["symbol-visibility-changed"]);
    assert_eq!(rules(&lab.diff("protected.so", "plain.so")), ["symbol-visibility-changed"]);
}

/// Widths and units of storage of all sorts, signed and not.
const BIT_FIELDS: &str = "
typedef unsigned long long u64;
struct bits {
  unsigned a : 3; unsigned : 2; unsigned b : 11;
  signed char c : 5;
  u64 d : 40; u64 e : 30;
  short f : 9; unsigned char g : 1; _Bool h : 1;
  int : 0;
  enum { X, Y } i : 4;
};
struct bits bits;
";

#[test]
fn bit_fields_of_every_dwarf_and_byte_order() {
    let lab = Lab::new();
    lab.write("bits.c", BIT_FIELDS);
    let versions = ["-gdwarf-3 -gstrict-dwarf", "-gdwarf-4", "-gdwarf-5"];
    // Positions by the x86-64 and AAPCS psABIs; on s390x the same, counted from the most significant bit.
    let eight = [
        ("a", 0, 3),
        ("b", 5, 11),
        ("c", 16, 5),
        ("d", 21, 40),
        ("e", 64, 30),
        ("f", 96, 9),
        ("g", 105, 1),
        ("h", 106, 1),
        ("i", 128, 4),
    ];
    for compiler in ["gcc", "clang", "s390x-linux-gnu-gcc", "arm-linux-gnueabihf-gcc"] {
        for version in versions {
            if compiler == "clang" && version.contains("strict") {
                continue;
            }
            lab.run(&format!("{compiler} {version} -c bits.c -o bits.o"));
            let got = lab.load("bits.o");
            assert_eq!(members(&got.graph, "bits"), eight, "{compiler} {version}");
            lab.run(&format!("{compiler} -gdwarf-5 -c bits.c -o five.o"));
            assert_same(&lab.diff("bits.o", "five.o"), &format!("{compiler} {version}"));
        }
    }
}

/// One plain and one GPL-only export as Linux 6.1 writes them, and what makes a file a module.
const MODULE: &str = r#"
struct device { int id; LONG long later; };
int plain_export(struct device *d) { return d->id; }
int gpl_export(struct device *d) { return d->id; }
__asm__(".section \"__ksymtab_strings\",\"aMS\",%progbits,1\n"
    "__kstrtab_plain_export: .asciz \"plain_export\"\n __kstrtabns_plain_export: .asciz \"\"\n"
    "__kstrtab_gpl_export: .asciz \"gpl_export\"\n __kstrtabns_gpl_export: .asciz \"\"\n"
    ".section __ksymtab,\"a\"\n .balign 4\n"
    "__ksymtab_plain_export: .long plain_export - .\n .long __kstrtab_plain_export - .\n"
    " .long __kstrtabns_plain_export - .\n"
    ".section __ksymtab_gpl,\"a\"\n .balign 4\n"
    "__ksymtab_gpl_export: .long gpl_export - .\n .long __kstrtab_gpl_export - .\n"
    " .long __kstrtabns_gpl_export - .\n"
    ".section .modinfo,\"a\"\n .asciz \"license=GPL\"\n"
    ".section .gnu.linkonce.this_module,\"aw\"\n .zero 64\n .text\n");
"#;

#[test]
fn modules_whose_sections_were_stripped() {
    let lab = Lab::new();
    for (folder, field, gpl) in
        [("old", "", "__ksymtab,"), ("new", "long added; ", "__ksymtab,"), ("gpl", "", "__ksymtab_gpl,")]
    {
        let source = MODULE.replace("LONG ", field).replacen("__ksymtab,", gpl, 1);
        lab.write(&format!("{folder}/m.c"), source);
        lab.run(&format!("gcc -g -c -o {folder}/mod.ko {folder}/m.c"));
        lab.write(&format!("{folder}/debug/README"), "");
        lab.run(&format!("objcopy --only-keep-debug {folder}/mod.ko {folder}/debug/mod.ko"));
    }
    let debug = lab.load("old/debug/mod.ko");
    assert_eq!(debug.graph.exports.len(), 2);
    assert_same(&lab.diff("old/mod.ko", "old/debug/mod.ko"), "a module and its debug file");
    for folder in ["", "debug/"] {
        let report = lab.diff(&format!("old/{folder}mod.ko"), &format!("new/{folder}mod.ko"));
        assert_eq!(rules(&report), ["member-added-inside"], "{:#?}", findings(&report));
        assert_eq!(report.findings[0].impact.symbols, 2);
        let report = lab.diff(&format!("old/{folder}mod.ko"), &format!("gpl/{folder}mod.ko"));
        assert_eq!(rules(&report), ["symbol-became-gpl-only"], "{:#?}", findings(&report));
    }
}

#[test]
fn files_that_dwz_made_small() {
    let lab = Lab::new();
    // dwz moves only what is worth it: many types, in many units.
    let types: String = (0..60)
        .map(|i| {
            format!("struct s{i} {{ struct s{i} *next; int a{i}; enum {{ E{i} }} e; union {{ int x; long y; }}; }};\n")
        })
        .collect();
    for unit in 0..4 {
        let uses: String =
            (0..60).map(|i| format!("struct s{i} *f{unit}_{i}(struct s{i} *p) {{ return p->next; }}\n")).collect();
        lab.write(&format!("u{unit}.c"), format!("{types}{uses}"));
    }
    for version in [4, 5] {
        for (name, define) in [("a", ""), ("b", "-Da7=changed")] {
            for unit in 0..4 {
                lab.run(&format!("gcc -gdwarf-{version} {define} -fPIC -c u{unit}.c -o {name}{unit}.o"));
            }
            lab.run(&format!("gcc -shared -Wl,--build-id -o {name}.so {name}0.o {name}1.o {name}2.o {name}3.o"));
            lab.run(&format!("cp {name}.so {name}-one.so"));
            lab.run(&format!("cp {name}.so {name}-two.so"));
            lab.run(&format!("dwz {name}-one.so"));
        }
        // One after the other, with the types of both in a file that both refer to.
        lab.run("dwz -m common.debug a-two.so b-two.so");
        for name in ["a", "b"] {
            let size = |file: &str| std::fs::metadata(lab.path(file)).expect("a file").len();
            assert!(size(&format!("{name}-one.so")) < size(&format!("{name}.so")), "dwz did nothing");
            for kind in ["one", "two"] {
                let what = format!("DWARF {version} {name} {kind}");
                assert_same(&lab.diff(&format!("{name}.so"), &format!("{name}-{kind}.so")), &what);
                assert_same(&lab.diff(&format!("{name}-{kind}.so"), &format!("{name}.so")), &what);
            }
        }
        for kind in ["one", "two"] {
            let report = lab.diff(&format!("a-{kind}.so"), &format!("b-{kind}.so"));
            assert_eq!(rules(&report), ["member-renamed"], "{:#?}", findings(&report));
        }
        std::fs::remove_file(lab.path("common.debug")).expect("the common file");
        let report = lab.diff("a-two.so", "b-two.so");
        assert!(codes(&report).contains(&"supplementary-missing"), "{:?}", report.diagnostics);
        assert_eq!(report.verdict, Verdict::Incomplete);
    }
}

#[test]
fn link_time_optimization() {
    let lab = lab();
    for (compiler, link) in [
        ("gcc", "-flto -flto-partition=none"),
        ("gcc", "-flto"),
        ("clang", "-flto -fuse-ld=lld"),
        ("clang", "-flto=thin -fuse-ld=lld"),
    ] {
        for version in [4, 5] {
            let what = format!("{compiler} {link} DWARF {version}");
            let flags = format!("-gdwarf-{version} -O2 -shared -fPIC");
            lab.run(&format!("{compiler} {flags} -o plain.so api.c more.c"));
            lab.run(&format!("{compiler} {flags} {link} -o old.so api.c more.c"));
            lab.run(&format!("{compiler} {flags} {link} -DNEW -o new.so api.c more.c"));
            assert_same(&lab.diff("old.so", "old.so"), &what);
            assert_same(&lab.diff("plain.so", "old.so"), &what);
            assert_same(&lab.diff("old.so", "plain.so"), &what);
            assert_new_is_seen(&lab.diff("old.so", "new.so"), &what);
        }
    }
}

#[test]
fn compressed_sections() {
    let lab = lab();
    lab.run("gcc -g -shared -fPIC -o plain.so api.c more.c");
    lab.run("gcc -g -fPIC -c -o plain.o api.c");
    for kind in ["zlib", "zlib-gnu", "zlib-gabi"] {
        lab.run(&format!("objcopy --compress-debug-sections={kind} plain.so packed.so"));
        assert_same(&lab.diff("plain.so", "packed.so"), kind);
        lab.run(&format!("objcopy --compress-debug-sections={kind} plain.o packed.o"));
        assert_same(&lab.diff("plain.o", "packed.o"), kind);
    }
    lab.run("gcc -g -gz=zlib -shared -fPIC -DNEW -o new.so api.c more.c");
    assert_new_is_seen(&lab.diff("packed.so", "new.so"), "packed");
}

#[test]
fn archives() {
    let lab = lab();
    for (name, define) in [("old", ""), ("new", "-DNEW")] {
        for unit in ["api", "more"] {
            lab.run(&format!("gcc -g {define} -c -o {unit}.o {unit}.c"));
        }
        lab.write(&format!("{name}/README"), "");
        lab.run(&format!("ar rcs {name}/lib.a api.o more.o"));
    }
    assert_same(&lab.diff("old/lib.a", "old/lib.a"), "itself");
    assert_new_is_seen(&lab.diff("old/lib.a", "new/lib.a"), "old and new");
    assert_eq!(lab.load("old/lib.a").graph.objects.len(), 2);
}

#[test]
fn other_machines() {
    let lab = lab();
    // ELF32 little endian, ELF64 big endian.
    for compiler in ["arm-linux-gnueabihf-gcc", "s390x-linux-gnu-gcc"] {
        for version in [4, 5] {
            let flags = format!("-gdwarf-{version} -shared -fPIC -nostdlib api.c more.c");
            lab.run(&format!("{compiler} {flags} -o old{version}.so"));
            lab.run(&format!("{compiler} {flags} -DNEW -o new{version}.so"));
            lab.run(&format!("{compiler} -gdwarf-{version} -c api.c -o api{version}.o"));
            assert_new_is_seen(&lab.diff(&format!("old{version}.so"), &format!("new{version}.so")), compiler);
        }
        let loaded = lab.load("old5.so");
        assert!(loaded.graph.exports.iter().all(|e| e.type_id.is_some()), "{compiler}");
        assert_same(&lab.diff("old4.so", "old5.so"), compiler);
        assert_same(&lab.diff("api4.o", "api5.o"), compiler);
    }
}

#[test]
fn one_name_in_two_objects() {
    let lab = Lab::new();
    lab.write("a.c", "int shared(int x) { return x; }\n");
    for path in ["two/a.so", "two/b.so", "one/a.so"] {
        std::fs::create_dir_all(lab.path(path).parent().expect("a folder")).expect("a folder");
        lab.run(&format!("gcc -g -shared -fPIC -o {path} a.c"));
    }
    let said = |old: &str, new: &str| -> Vec<String> {
        let report = lab.diff(old, new);
        let of_symbols = report.findings.iter().filter(|f| f.rule.is_of_symbol());
        of_symbols.map(|f| format!("{} {}", f.severity.as_str(), f.rule)).collect()
    };
    // No version node is anywhere.
    assert_eq!(said("two", "one"), ["risky symbol-removed"]);
    assert_eq!(said("one", "two"), ["compatible symbol-added"]);
}

#[test]
fn shown_as_c() {
    let lab = Lab::new();
    lab.write("a.c", "struct s { char c; int i; } __attribute__((packed)) s;\nstruct plain { char c; int i; } p;\n_Thread_local int tls;\n");
    lab.run("gcc -g -shared -fPIC -o a.so a.c");
    let loaded = lab.load("a.so");
    let show = |name: &str| abilens::query::show::show(&loaded.graph, name).expect("it is there");
    assert!(show("struct s").ends_with("} __attribute__((packed));\n"), "{}", show("struct s"));
    assert!(show("struct plain").ends_with("};\n"), "{}", show("struct plain"));
    assert!(show("tls").contains("\n_Thread_local int tls;\n"), "{}", show("tls"));
}
