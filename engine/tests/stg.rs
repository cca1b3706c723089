//! Dumps by STG as inputs: the same as the DWARF that they were made of, changes seen against it, what the format does not
//! tell, and damage.

mod support;

use abilens::{NoObserver, Options};

use support::{Lab, assert_same, findings, lost};

const SOURCE: &str = "
struct list { struct list *next; unsigned used : 3, kind : 5; const char *names[2]; };
int count(struct list *const l, int (*visit)(const struct list *, ...)) { return visit(l); }
";

const DUMP: &str = r#"version: 0x00000002
root_id: 0x10
special { id: 0x20 kind: VARIADIC }
pointer_reference { id: 0x21 kind: POINTER pointee_type_id: 0x30 }
pointer_reference { id: 0x22 kind: POINTER pointee_type_id: 0x23 }
qualified { id: 0x23 qualifier: CONST qualified_type_id: 0x26 }
pointer_reference { id: 0x24 kind: POINTER pointee_type_id: 0x41 }
pointer_reference { id: 0x25 kind: POINTER pointee_type_id: 0x2a }
primitive { id: 0x26 name: "char" encoding: SIGNED_CHARACTER bytesize: 0x00000001 }
primitive { id: 0x27 name: "unsigned int" encoding: UNSIGNED_INTEGER bytesize: 0x00000004 }
primitive { id: 0x28 name: "int" encoding: SIGNED_INTEGER bytesize: 0x00000004 }
array { id: 0x29 number_of_elements: 2 element_type_id: 0x22 }
qualified { id: 0x2a qualifier: CONST qualified_type_id: 0x30 }
member { id: 0x31 name: "next" type_id: 0x21 }
member { id: 0x32 name: "used" type_id: 0x27 offset: 64 bitsize: 3 }
member { id: 0x33 name: "kind" type_id: 0x27 offset: 67 bitsize: 5 }
member { id: 0x34 name: "names" type_id: 0x29 offset: 128 }
struct_union {
  id: 0x30
  kind: STRUCT
  name: "list"
  definition { bytesize: 32 member_id: 0x31 member_id: 0x32 member_id: 0x33 member_id: 0x34 }
}
function { id: 0x40 return_type_id: 0x28 parameter_id: 0x21 parameter_id: 0x24 }
function { id: 0x41 return_type_id: 0x28 parameter_id: 0x25 parameter_id: 0x20 }
elf_symbol { id: 0x50 name: "count" is_defined: true symbol_type: FUNCTION type_id: 0x40 full_name: "count" }
interface { id: 0x10 symbol_id: 0x50 }
"#;

fn lab() -> Lab {
    let lab = Lab::new();
    lab.write("a.c", SOURCE);
    lab.run("gcc -g -shared -fPIC -Wl,-soname,liba.so.1 a.c -o liba.so");
    lab.write("a.stg", DUMP);
    lab
}

fn rules(lab: &Lab, old: &str, new: &str) -> Vec<&'static str> {
    lab.diff(old, new).findings.iter().filter(|f| f.root).map(|f| f.rule.id()).collect()
}

#[test]
fn a_dump_is_the_same_as_the_debug_information_that_it_was_made_of() {
    let lab = lab();
    assert_same(&lab.diff("a.stg", "liba.so"), "dump against library");
    assert_same(&lab.diff("liba.so", "a.stg"), "library against dump");
    assert_same(&lab.diff("a.stg", "a.stg"), "dump against itself");
    let report = lab.diff("a.stg", "liba.so");
    assert!(report.diagnostics.iter().any(|d| d.code == "stg-limits"), "{:#?}", report.diagnostics);
}

#[test]
fn changes_are_found_between_dumps_and_against_a_library() {
    let lab = lab();
    for (name, from, to, rule) in [
        ("width", "offset: 67 bitsize: 5", "offset: 67 bitsize: 6", "bit-field-width-changed"),
        ("length", "number_of_elements: 2", "number_of_elements: 1", "array-length-changed"),
        ("parameter", "parameter_id: 0x21 parameter_id: 0x24", "parameter_id: 0x21", "parameter-added"),
        ("name", "name: \"kind\"", "name: \"sort\"", "member-renamed"),
    ] {
        let changed = DUMP.replace(from, to);
        assert_ne!(changed, DUMP, "{name}");
        lab.write("changed.stg", &changed);
        assert_eq!(rules(&lab, "changed.stg", "liba.so"), [rule], "{name}");
        assert_eq!(rules(&lab, "changed.stg", "a.stg"), [rule], "{name}");
    }
}

const ODD_SOURCE: &str = "
enum mode { OFF, ON = 7 };
struct line { _Alignas(16) int a; enum mode mode; char none[0]; };
__attribute__((noreturn)) void leave(const int why) { for (;;) ; }
const int old(l) struct line *l; { return l->a; }
struct line lines[2];
int plain(void) { return 0; }
";

const ODD_DUMP: &str = r#"version: 0x2
root_id: 0x10
special { id: 0x20 kind: VOID }
special { id: 0x2f kind: VARIADIC }
primitive { id: 0x21 name: "int" encoding: SIGNED_INTEGER bytesize: 0x00000004 }
primitive { id: 0x22 name: "unsigned int" encoding: UNSIGNED_INTEGER bytesize: 0x00000004 }
primitive { id: 0x23 name: "char" encoding: SIGNED_CHARACTER bytesize: 0x00000001 }
array { id: 0x24 element_type_id: 0x23 }
array { id: 0x25 number_of_elements: 2 element_type_id: 0x30 }
pointer_reference { id: 0x26 kind: POINTER pointee_type_id: 0x30 }
member { id: 0x31 name: "a" type_id: 0x21 }
member { id: 0x32 name: "mode" type_id: 0x34 offset: 32 }
member { id: 0x33 name: "none" type_id: 0x24 offset: 64 }
struct_union { id: 0x30 kind: STRUCT name: "line" definition { bytesize: 16 member_id: 0x31 member_id: 0x32 member_id: 0x33 } }
enumeration {
  id: 0x34
  name: "mode"
  definition { underlying_type_id: 0x22 enumerator { name: "OFF" } enumerator { name: "ON" value: 7 } }
}
function { id: 0x40 return_type_id: 0x20 parameter_id: 0x21 }
function { id: 0x41 return_type_id: 0x21 parameter_id: 0x26 }
function { id: 0x42 return_type_id: 0x21 }
elf_symbol { id: 0x50 name: "leave" is_defined: true symbol_type: FUNCTION type_id: 0x40 }
elf_symbol { id: 0x51 name: "old" is_defined: true symbol_type: FUNCTION type_id: 0x41 }
elf_symbol { id: 0x52 name: "lines" is_defined: true symbol_type: OBJECT type_id: 0x25 }
elf_symbol { id: 0x53 name: "plain" is_defined: true symbol_type: FUNCTION type_id: 0x42 }
interface { id: 0x10 symbol_id: 0x50 symbol_id: 0x51 symbol_id: 0x52 symbol_id: 0x53 }
"#;

fn odd_lab() -> Lab {
    let lab = Lab::new();
    lab.write("odd.c", ODD_SOURCE);
    lab.run("gcc -g -w -shared -fPIC -Wl,-soname,libodd.so.1 odd.c -o libodd.so");
    lab.write("odd.stg", ODD_DUMP);
    lab
}

#[test]
fn what_the_format_has_no_word_for_is_no_change() {
    let lab = odd_lab();
    for (old, new) in [("odd.stg", "libodd.so"), ("libodd.so", "odd.stg")] {
        let report = lab.diff(old, new);
        assert_same(&report, &format!("{old} against {new}"));
        let said: Vec<&str> = report.diagnostics.iter().map(|d| d.message.as_str()).collect();
        let said = said.join("\n");
        assert!(said.contains("`[0]`, apart from `[]`") && said.contains("requested alignments"), "{said}");
    }
}

#[test]
fn what_the_format_has_words_for_is_a_change() {
    let lab = odd_lab();
    for (name, from, to, rule) in [
        ("value", "value: 7", "value: 8", "enumerator-value-changed"),
        ("name", "name: \"ON\"", "name: \"LIT\"", "enumerator-renamed"),
        ("fewer", " enumerator { name: \"OFF\" }", "", "enumerator-removed"),
        ("member", "member_id: 0x31 member_id: 0x32", "member_id: 0x31", "member-removed"),
        ("offset", "type_id: 0x34 offset: 32", "type_id: 0x34 offset: 64", "member-offset-changed"),
        ("type", "name: \"a\" type_id: 0x21", "name: \"a\" type_id: 0x22", "member-type-changed"),
        ("symbol", " symbol_id: 0x52", "", "symbol-removed"),
        ("result", "0x42 return_type_id: 0x21", "0x42 return_type_id: 0x20", "return-type-changed"),
        ("count", "number_of_elements: 2", "number_of_elements: 3", "array-length-changed"),
        (
            "weak",
            "name: \"plain\" is_defined: true",
            "name: \"plain\" is_defined: true binding: WEAK",
            "symbol-binding-changed",
        ),
    ] {
        let changed = ODD_DUMP.replacen(from, to, 1);
        assert_ne!(changed, ODD_DUMP, "{name}");
        lab.write("changed.stg", &changed);
        assert_eq!(rules(&lab, "odd.stg", "changed.stg"), [rule], "{name}");
        assert_eq!(rules(&lab, "libodd.so", "changed.stg"), [rule], "{name}");
    }
}

#[test]
fn a_compressed_dump_and_a_snapshot_of_one_are_the_same_as_the_dump() {
    let lab = odd_lab();
    lab.run("gzip -k odd.stg");
    lab.write("odd.abilens", support::snapshot(&lab.load("odd.stg")));
    assert_same(&lab.diff("odd.stg", "odd.stg.gz"), "compressed");
    assert_same(&lab.diff("libodd.so", "odd.abilens"), "snapshot");
    assert_same(&lab.diff("odd.abilens", "libodd.so"), "snapshot against the library");
}

#[test]
fn a_kernel_with_rust_keeps_its_structs_of_c() {
    let lab = Lab::new();
    let rust = "struct_union { id: 0x60 kind: STRUCT name: \"core::fmt::Arguments\" definition { bytesize: 4 member_id: 0x31 } }
        function { id: 0x61 return_type_id: 0x20 parameter_id: 0x60 }
        elf_symbol { id: 0x62 name: \"_RNvCs_4core\" is_defined: true symbol_type: FUNCTION crc: 0x1 type_id: 0x61 }";
    let kernel = ODD_DUMP
        .replace("is_defined: true", "is_defined: true crc: 0x2")
        .replace("symbol_id: 0x50", "symbol_id: 0x62 symbol_id: 0x50");
    let kernel = format!("{kernel}{rust}");
    lab.write("old.stg", &kernel);
    lab.write("new.stg", kernel.replace("bytesize: 16 ", "bytesize: 24 "));
    let report = lab.diff("old.stg", "new.stg");
    let roots: Vec<_> = report.findings.iter().filter(|f| f.root).map(|f| f.rule.id()).collect();
    assert_eq!(roots, ["struct-size-changed"]);
    let lost = lost(&report.diagnostics);
    assert!(lost.iter().any(|d| d.message.contains("_RNvCs_4core")), "{lost:#?}");
}

#[test]
fn what_a_dump_lacks_is_lost_and_what_it_holds_beyond_c_is_not_compared() {
    let lab = lab();
    let codes = |text: &str| -> Vec<&'static str> {
        lab.write("other.stg", text);
        lost(&lab.load("other.stg").diagnostics).iter().map(|d| d.code).collect()
    };
    assert_eq!(codes(DUMP), [""; 0]);
    assert_eq!(codes(&DUMP.replace(" type_id: 0x40", "")), ["stg-untyped"]);
    assert_eq!(
        codes(&DUMP.replace("kind: POINTER pointee_type_id: 0x41", "kind: LVALUE_REFERENCE pointee_type_id: 0x41")),
        ["stg-classes"]
    );
    assert_eq!(codes(&DUMP.replace("bytesize: 32", "bytesize: 32 alignment: 8")), ["stg-field-unknown"]);
}

#[test]
fn a_dump_of_a_kernel_tells_namespaces_alone() {
    let lab = lab();
    let kernel = |name: &str, more: &str| {
        lab.write(name, DUMP.replace("full_name:", &format!("crc: 0x1234 {more} full_name:")));
    };
    kernel("plain.stg", "");
    kernel("space.stg", "ns: \"SPACE\"");
    assert_eq!(rules(&lab, "plain.stg", "plain.stg"), [""; 0]);
    assert_eq!(rules(&lab, "plain.stg", "space.stg"), ["symbol-namespace-changed"]);
}

#[test]
fn damage_is_told_with_file_line_and_offset() {
    let lab = lab();
    for (from, to, what) in [
        ("0x00000002", "0x00000009", "version 0x9 of STG"),
        ("id: 0x27 name", "id: 0x26 name", "0x00000026 is given twice"),
        ("type_id: 0x40", "type_id: 0x99", "0x00000099, which is not in the file"),
        ("type_id: 0x40", "type_id: 0x31", "of another sort"),
        ("pointee_type_id: 0x30", "pointee_type_id: 0x21", "refers to itself"),
        ("name: \"names\" type_id: 0x29", "name: \"names\" type_id: 0x30", "holds itself"),
        ("qualified_type_id: 0x26", "qualified_type_id: 0x22", "refers to itself"),
        ("kind: POINTER", "kind: PAINTER", "kind PAINTER of pointer_reference is not known"),
        ("interface {", "symbols_ {", "root_id refers to 0x00000010"),
    ] {
        lab.write("bad.stg", DUMP.replacen(from, to, 1));
        let path = lab.path("bad.stg");
        let error = match abilens::load(path, &Options::default(), &NoObserver) {
            Ok(_) => panic!("{to} was read"),
            Err(e) => e.to_string(),
        };
        assert!(error.contains("bad.stg: offset 0x") && error.contains(": line ") && error.contains(what), "{error}");
    }
}

#[test]
fn a_file_cut_or_changed_anywhere_is_an_error_or_compares_with_itself() {
    let lab = Lab::new();
    let path = lab.path("x.stg");
    let probe = |bytes: &[u8]| {
        lab.write("x.stg", bytes);
        if let Ok(loaded) = abilens::load(&path, &Options::default(), &NoObserver) {
            let report = abilens::diff(&loaded, &loaded, &Options::default(), &NoObserver);
            assert_eq!(findings(&report), [""; 0], "{}", String::from_utf8_lossy(bytes));
        }
    };
    let bytes = DUMP.as_bytes();
    (0..bytes.len()).step_by(7).for_each(|end| probe(&bytes[..end]));
    for at in (0..bytes.len()).step_by(5) {
        for byte in [b'0', b'3', b'}', b'"', 0xff] {
            let mut changed = bytes.to_vec();
            changed[at] = byte;
            probe(&changed);
        }
    }
}
