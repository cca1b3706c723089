//! Dumps by libabigail as inputs: the same as the debug information that they were made of, changes seen against it and against
//! each other, what the format does not tell, and damage.
//!
//! `abixml/line.abi` is what abidw 2.2 writes of `abixml/line.c`, built by GCC, with shorter identifiers.

mod support;

use abilens::{NoObserver, Options};

use support::{Lab, assert_same, findings, lost};

const DUMP: &str = include_str!("abixml/line.abi");

fn lab() -> Lab {
    let lab = Lab::new();
    lab.write("s.c", include_str!("abixml/line.c"));
    lab.run("gcc -g -w -shared -fPIC -Wl,-soname,liba.so.1 s.c -o liba.so");
    lab.write("a.abi", DUMP);
    lab
}

fn rules(lab: &Lab, old: &str, new: &str) -> Vec<&'static str> {
    lab.diff(old, new).findings.iter().filter(|f| f.root).map(|f| f.rule.id()).collect()
}

/// The dump with something replaced, which has to be there.
fn changed(from: &str, to: &str) -> String {
    let changed = DUMP.replacen(from, to, 1);
    assert_ne!(changed, DUMP, "{from}");
    changed
}

#[test]
fn a_dump_is_the_same_as_the_library_that_it_was_made_of() {
    let lab = lab();
    assert_same(&lab.diff("a.abi", "a.abi"), "dump against itself");
    for (old, new) in [("a.abi", "liba.so"), ("liba.so", "a.abi")] {
        let report = lab.diff(old, new);
        assert_same(&report, &format!("{old} against {new}"));
        let said: Vec<&str> = report.diagnostics.iter().map(|d| d.message.as_str()).collect();
        let said = said.join("\n");
        for what in [
            "widths of bit-fields",
            "`_Atomic` or an attribute",
            "`[0]`, apart from `[]`",
            "signs and types of enums",
            "`const` of `void`",
        ] {
            assert!(said.contains(what), "{what} in {said}");
        }
    }
}

/// Writes abixml of a library, and what abidw would: a library of C with what the format has words for and what it has none for.
const SHAPES: &str = r#"
typedef struct { int a; } named_by_typedef; typedef enum { A, B } choice; enum big { X = 0x100000000LL, Y = -1 };
struct opaque; union either { int i; float f; }; typedef int v4 __attribute__((vector_size(16))); typedef choice choice2;
struct shape {
  struct opaque *opaque; named_by_typedef n; choice2 c[2]; const enum big b[3][2]; union either u[2]; v4 v;
  struct { int q; } inner; struct { int r; union { long l; char m; }; }; int (*call)(const char *, ...); _Bool yes; unsigned kind : 3;
  int end[];
};
int take(struct shape *s, const char *const *p, volatile int *restrict q) { return 0; }
int also(struct shape *s, const char *const *p, volatile int *restrict q) __attribute__((alias("take")));
const struct shape *give(void) { return 0; }
int old() { return 0; }
int print(const char *format, ...) { return 0; }
v4 vector(v4 a) { return a; }
long double wide(_Complex double z) { return 0; }
void copy(void *to, const void *from, unsigned long n) {}
void versioned_1(short s) {} void versioned_2(long s) {}
__asm__(".symver versioned_1,versioned@V1"); __asm__(".symver versioned_2,versioned@@V2");
const int constant = 3; int grid[3][4]; __thread int each_thread; const char *const words[2]; int weak __attribute__((weak));
"#;

/// Writes abixml of what a file holds.
fn written(lab: &Lab, of: &str, to: &str) {
    let mut out = Vec::new();
    abilens::graph::abixml::write(&lab.load(of).graph, &mut out).expect("it is written");
    lab.write(to, out);
}

fn shapes() -> Lab {
    let lab = Lab::new();
    lab.write("s.c", SHAPES);
    lab.write("s.map", "V1 { global: *; }; V2 { global: versioned; } V1;");
    lab.run("gcc -g -w -shared -fPIC -Wl,-soname,libs.so.1,--version-script=s.map s.c -o libs.so");
    lab
}

#[test]
fn what_is_written_is_the_same_as_the_library_and_as_what_abidw_writes() {
    let lab = lab();
    written(&lab, "liba.so", "written.abi");
    for other in ["liba.so", "a.abi", "written.abi"] {
        assert_same(&lab.diff("written.abi", other), other);
        assert_same(&lab.diff(other, "written.abi"), other);
    }
    written(&lab, "written.abi", "again.abi");
    assert_same(&lab.diff("again.abi", "liba.so"), "written of what was read");
    let lab = shapes();
    written(&lab, "libs.so", "written.abi");
    assert_same(&lab.diff("written.abi", "libs.so"), "written against the library");
    assert_same(&lab.diff("libs.so", "written.abi"), "library against what was written");
    let written_again: Vec<u8> = {
        let mut out = Vec::new();
        abilens::graph::abixml::write(&lab.load("libs.so").graph, &mut out).expect("it is written");
        out
    };
    assert_eq!(std::fs::read(lab.path("written.abi")).expect("a file"), written_again);
}

#[test]
fn abidiff_reads_what_is_written_and_finds_what_changed() {
    let lab = shapes();
    written(&lab, "libs.so", "written.abi");
    lab.run("abidw libs.so --out-file abidw.abi");
    for (old, new) in [("written.abi", "libs.so"), ("libs.so", "written.abi"), ("written.abi", "abidw.abi")] {
        // An exit code other than 0 is a change.
        lab.run(&format!("abidiff {old} {new}"));
    }
    assert_same(&lab.diff("written.abi", "abidw.abi"), "abidw's");
    assert_same(&lab.diff("abidw.abi", "written.abi"), "abidw's as OLD");
    lab.write(
        "s.c",
        SHAPES
            .replace("struct { int q; } inner;", "struct { int q; } inner; long added;")
            .replace("int old()", "int new()"),
    );
    lab.run("gcc -g -w -shared -fPIC -Wl,-soname,libs.so.1,--version-script=s.map s.c -o libs.so");
    written(&lab, "libs.so", "changed.abi");
    let (status, said) = lab.ask("abidiff written.abi changed.abi");
    // ABIDIFF_ABI_CHANGE and ABIDIFF_ABI_INCOMPATIBLE_CHANGE.
    assert_eq!(status, Some(12), "{said}");
    for what in ["1 Removed", "int old()", "int new()", "'long int added'"] {
        assert!(said.contains(what), "{what} in {said}");
    }
}

#[test]
fn a_kernel_is_written_as_one_with_its_modules() {
    let lab = Lab::new();
    lab.write("export.h", include_str!("../../corpus/shared/export.h"));
    lab.run("mkdir ko");
    let export =
        |name: &str| format!("#include \"export.h\"\nint {name}(int a) {{ return a; }}\nEXPORT_SYMBOL({name});\n");
    for (module, text) in
        [("a", export("of_a")), ("b", export("of_b")), ("none", "int hidden(int a) { return a; }".to_owned())]
    {
        lab.write(&format!("{module}.c"), text);
        lab.run(&format!("gcc -g -c {module}.c -o ko/{module}.ko"));
    }
    written(&lab, "ko", "kernel.abi");
    // Which module has an export, and that another has none, is not in the form, and no change.
    assert_same(&lab.diff("ko", "kernel.abi"), "modules against what was written");
    assert_same(&lab.diff("kernel.abi", "ko"), "what was written against modules");
    lab.run("rm ko/b.ko");
    assert_eq!(rules(&lab, "kernel.abi", "ko"), ["symbol-removed"]);
}

#[test]
fn what_abixml_has_no_form_for_is_refused_before_a_byte_is_written() {
    let lab = Lab::new();
    lab.write(
        "c.cc",
        "struct base { int i; }; struct derived : base { int j; }; int take(derived *d) { return d->j; }",
    );
    lab.write("d.c", "int one(void) { return 1; }");
    lab.run("g++ -g -shared -fPIC c.cc -o c.so");
    lab.run("gcc -g -shared -fPIC d.c -o d.so");
    lab.run("mkdir two");
    lab.run("cp d.so two/libd.so");
    lab.run("cp c.so two/libe.so");
    for (input, why) in [("c.so", "abixml is written of C alone"), ("two", "abixml holds one library, and there are 2")]
    {
        let mut out = Vec::new();
        let error =
            abilens::graph::abixml::write(&lab.load(input).graph, &mut out).expect_err("it is refused").to_string();
        assert!(error.contains(why), "{error}");
        assert_eq!(out, b"", "{input}");
    }
}

#[test]
fn a_compressed_dump_and_a_snapshot_of_one_are_the_same_as_the_dump() {
    let lab = lab();
    lab.run("gzip -k a.abi");
    lab.write("a.abilens", support::snapshot(&lab.load("a.abi")));
    assert_same(&lab.diff("a.abi", "a.abi.gz"), "compressed");
    assert_same(&lab.diff("a.abilens", "liba.so"), "snapshot against the library");
    assert_same(&lab.diff("liba.so", "a.abilens"), "library against the snapshot");
}

#[test]
fn changes_are_found_between_dumps_and_against_a_library() {
    let lab = lab();
    let rest = "      <data-member access='public' layout-offset-in-bits='96'>
        <var-decl name='rest' type-id='t19' filepath='s.c' line='4'/>
      </data-member>
";
    for (from, to, rule) in [
        (rest, "", "member-removed"),
        ("layout-offset-in-bits='352'", "layout-offset-in-bits='384'", "member-offset-changed"),
        ("name='rest' type-id='t19'", "name='rest' type-id='t12'", "member-type-changed"),
        ("<enumerator name='ON' value='7'/>", "<enumerator name='ON' value='8'/>", "enumerator-value-changed"),
        ("<enumerator name='OFF' value='0'/>", "", "enumerator-removed"),
        ("    <elf-symbol name='old' type='func-type' is-defined='yes'/>\n", "", "symbol-removed"),
        ("<parameter type-id='t4' name='n'", "<parameter type-id='t17' name='n'", "parameter-type-changed"),
        ("      <parameter type-id='t4' name='n' filepath='s.c' line='10'/>\n", "", "parameter-removed"),
        (
            "      <subrange length='3' type-id='t4' id='t14'/>",
            "      <subrange length='4' type-id='t4' id='t14'/>",
            "array-length-changed",
        ),
        ("name='line' size-in-bits='704'", "name='line' size-in-bits='768'", "struct-size-changed"),
        ("soname='liba.so.1'", "soname='liba.so.2'", "object-soname-changed"),
        ("type='object-type' is-defined", "type='tls-type' is-defined", "symbol-type-changed"),
    ] {
        lab.write("new.abi", changed(from, to));
        assert_eq!(rules(&lab, "a.abi", "new.abi"), [rule], "{from}");
        assert_eq!(rules(&lab, "liba.so", "new.abi"), [rule], "library, {from}");
    }
}

#[test]
fn what_a_dump_lacks_is_lost_and_no_change() {
    let lab = lab();
    let codes = |text: &str| -> Vec<&'static str> {
        lab.write("other.abi", text);
        assert_eq!(rules(&lab, "liba.so", "other.abi"), [""; 0]);
        lost(&lab.load("other.abi").diagnostics).iter().map(|d| d.code).collect()
    };
    assert_eq!(codes(&changed(" elf-symbol-id='old'", "")), ["abixml-untyped"]);
    assert_eq!(
        codes(&changed("</abi-instr>", "<new-thing id='t99'><type-decl/></new-thing></abi-instr>")),
        ["abixml-unknown"]
    );
    assert_eq!(codes(&changed("language='LANG_C11'", "language='LANG_C_plus_plus_14'")), ["abixml-classes"]);
}

#[test]
fn a_definition_counts_where_units_repeat_a_type() {
    let lab = lab();
    let repeated = "<class-decl name='line' is-struct='yes' is-declaration-only='yes' id='t18'/>";
    lab.write("first.abi", changed("<type-decl name='bool'", &format!("{repeated}<type-decl name='bool'")));
    lab.write("last.abi", changed("  </abi-instr>", &format!("{repeated}</abi-instr>")));
    for name in ["first.abi", "last.abi"] {
        assert_same(&lab.diff(name, "a.abi"), name);
    }
}

#[test]
fn vectors_and_complex_numbers_of_clang_are_what_gcc_calls_them() {
    let lab = Lab::new();
    let of_struct = "struct s { v4 v; _Complex float z; };";
    lab.write(
        "s.c",
        format!("typedef float v4 __attribute__((vector_size(16))); {of_struct} int take(struct s *s) {{ return 0; }}"),
    );
    lab.run("gcc -g -shared -fPIC s.c -o s.so");
    let dump = "<abi-corpus version='2.1'>
  <elf-function-symbols><elf-symbol name='take' type='func-type' is-defined='yes'/></elf-function-symbols>
  <abi-instr address-size='64' language='LANG_C11'>
    <type-decl name='int' size-in-bits='32' id='i'/>
    <type-decl name='float' size-in-bits='32' id='f'/>
    <type-decl name='complex' size-in-bits='64' id='z'/>
    <type-decl name='__ARRAY_SIZE_TYPE__' size-in-bits='64' id='n'/>
    <array-type-def dimensions='1' type-id='f' size-in-bits='128' id='a'><subrange length='4' type-id='n' id='r'/></array-type-def>
    <typedef-decl name='v4' type-id='a' id='v'/>
    <class-decl name='s' size-in-bits='256' is-struct='yes' id='s'>
      <data-member layout-offset-in-bits='0'><var-decl name='v' type-id='v'/></data-member>
      <data-member layout-offset-in-bits='128'><var-decl name='z' type-id='z'/></data-member>
    </class-decl>
    <pointer-type-def type-id='s' size-in-bits='64' id='p'/>
    <function-decl name='take' elf-symbol-id='take'><parameter type-id='p' name='s'/><return type-id='i'/></function-decl>
  </abi-instr>
</abi-corpus>";
    lab.write("s.abi", dump);
    for (old, new) in [("s.abi", "s.so"), ("s.so", "s.abi")] {
        let report = lab.diff(old, new);
        assert_same(&report, old);
        assert!(report.diagnostics.iter().any(|d| d.message.contains("vectors, apart from arrays")), "{old}");
    }
    lab.write("longer.abi", dump.replace("length='4'", "length='8'"));
    assert_eq!(rules(&lab, "s.so", "longer.abi"), ["array-length-changed"]);
}

#[test]
fn dumps_of_two_formats_are_compared_as_far_as_both_tell() {
    let lab = Lab::new();
    lab.write(
        "a.abi",
        "<abi-corpus version='2.1'>
  <elf-function-symbols><elf-symbol name='take' type='func-type' is-defined='yes'/></elf-function-symbols>
  <abi-instr address-size='64' language='LANG_C11'>
    <type-decl name='int' size-in-bits='32' id='i'/>
    <qualified-type-def type-id='i' const='yes' id='ci'/>
    <class-decl name='s' size-in-bits='32' is-struct='yes' id='s'>
      <data-member layout-offset-in-bits='0'><var-decl name='low' type-id='i'/></data-member>
      <data-member layout-offset-in-bits='3'><var-decl name='high' type-id='i'/></data-member>
    </class-decl>
    <pointer-type-def type-id='s' size-in-bits='64' id='p'/>
    <function-decl name='take' elf-symbol-id='take'>
      <parameter type-id='p' name='s'/><parameter type-id='ci' name='n'/><return type-id='i'/>
    </function-decl>
  </abi-instr>
</abi-corpus>",
    );
    let stg = r#"version: 0x2 root_id: 0x10
primitive { id: 0x20 name: "int" encoding: SIGNED_INTEGER bytesize: 0x4 }
member { id: 0x21 name: "low" type_id: 0x20 bitsize: 3 }
member { id: 0x22 name: "high" type_id: 0x20 offset: 3 bitsize: 29 }
struct_union { id: 0x23 kind: STRUCT name: "s" definition { bytesize: 4 member_id: 0x21 member_id: 0x22 } }
pointer_reference { id: 0x24 kind: POINTER pointee_type_id: 0x23 }
function { id: 0x25 return_type_id: 0x20 parameter_id: 0x24 parameter_id: 0x20 }
elf_symbol { id: 0x26 name: "take" is_defined: true symbol_type: FUNCTION type_id: 0x25 }
interface { id: 0x10 symbol_id: 0x26 }
"#;
    lab.write("a.stg", stg);
    assert_same(&lab.diff("a.abi", "a.stg"), "libabigail's against STG's");
    assert_same(&lab.diff("a.stg", "a.abi"), "STG's against libabigail's");
    lab.write("b.stg", stg.replace("offset: 3 bitsize: 29", "offset: 4 bitsize: 28"));
    assert_eq!(rules(&lab, "a.abi", "b.stg"), ["member-offset-changed"]);
}

#[test]
fn the_dump_of_a_kernel_is_of_all_its_modules() {
    let lab = lab();
    let inner = DUMP.replace("type='func-type'", "type='func-type' crc='0x1234'");
    let kernel = |name: &str, inner: &str| {
        let group = format!("<?xml version='1.0'?>\n<abi-corpus-group version='2.1'>{inner}</abi-corpus-group>");
        lab.write(name, group);
    };
    kernel("old.abi", &inner);
    kernel("new.abi", &inner.replacen("crc='0x1234'", "crc='0x1234' namespace='SPACE'", 1));
    assert_same(&lab.diff("old.abi", "old.abi"), "a kernel");
    assert_eq!(rules(&lab, "old.abi", "new.abi"), ["symbol-namespace-changed"]);
}

#[test]
fn damage_is_told_with_file_line_and_offset() {
    let lab = lab();
    for (from, to, what) in [
        ("version='2.1'", "version='3.0'", "version 3.0 of abixml"),
        ("</elf-function-symbols>", "</elf-variable-symbols>", "no XML"),
        ("  </abi-instr>\n</abi-corpus>\n", "", "the file ends within an element"),
        (
            "<type-decl name='bool' size-in-bits='8'",
            "<type-decl name='bool' size-in-bits='x'",
            "size-in-bits of type-decl is no number",
        ),
        (
            "type-id='t2' const='yes' id='t25'",
            "type-id='t98' const='yes' id='t25'",
            "refers to t98, which is not in the file",
        ),
        ("type-id='t25' size-in-bits='64' id='t26'", "type-id='t26' size-in-bits='64' id='t26'", "refers to itself"),
        ("name='i' type-id='t12'", "name='i' type-id='t18'", "holds itself"),
        ("<return type-id='t36'/>", "<return/>", "return without the type"),
        ("type='func-type'", "type='fun-type'", "type fun-type of a symbol is not known"),
    ] {
        lab.write("bad.abi", changed(from, to));
        let error = match abilens::load(lab.path("bad.abi"), &Options::default(), &NoObserver) {
            Ok(_) => panic!("{to} was read"),
            Err(e) => e.to_string(),
        };
        assert!(error.contains("bad.abi: offset 0x") && error.contains(": line ") && error.contains(what), "{error}");
    }
}

#[test]
fn a_file_cut_or_changed_anywhere_is_an_error_or_compares_with_itself() {
    let lab = Lab::new();
    let path = lab.path("x.abi");
    let probe = |bytes: &[u8]| {
        lab.write("x.abi", bytes);
        if let Ok(loaded) = abilens::load(&path, &Options::default(), &NoObserver) {
            let report = abilens::diff(&loaded, &loaded, &Options::default(), &NoObserver);
            assert_eq!(findings(&report), [""; 0], "{}", String::from_utf8_lossy(bytes));
        }
    };
    let bytes = DUMP.as_bytes();
    (0..bytes.len()).step_by(61).for_each(|end| probe(&bytes[..end]));
    for at in (0..bytes.len()).step_by(23) {
        for byte in [b'1', b'3', b'>', b'\'', 0xff] {
            let mut changed = bytes.to_vec();
            changed[at] = byte;
            probe(&changed);
        }
    }
}
