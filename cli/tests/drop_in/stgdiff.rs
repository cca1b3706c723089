//! `stgdiff`: a command line in which the order counts.

use crate::lab::Lab;

const NO_CHANGE: i32 = 0;
const ERROR: i32 = 1;
const CHANGED: i32 = 4;

/// A dump of a library with one function.
const DUMP: &str = r#"version: 0x00000002
root_id: 0x10
primitive { id: 0x28 name: "int" encoding: SIGNED_INTEGER bytesize: 0x00000004 }
pointer_reference { id: 0x21 kind: POINTER pointee_type_id: 0x30 }
member { id: 0x31 name: "width" type_id: 0x28 }
struct_union { id: 0x30 kind: STRUCT name: "box" definition { bytesize: 4 member_id: 0x31 } }
function { id: 0x40 return_type_id: 0x28 parameter_id: 0x21 }
elf_symbol { id: 0x50 name: "width" is_defined: true symbol_type: FUNCTION type_id: 0x40 full_name: "width" }
interface { id: 0x10 symbol_id: 0x50 }
"#;

const SOURCE: &str = "struct box { int width; };\nint width(struct box *b) { return b->width; }\n";

/// `a.stg`, a library like it, one with a function more and one whose struct is another.
fn lab() -> Lab {
    let lab = Lab::empty();
    lab.write("a.stg", DUMP);
    lab.write(
        "b.stg",
        &DUMP.replace("name: \"width\" type_id", "name: \"wide\" type_id").replace("bytesize: 4 ", "bytesize: 8 "),
    );
    for (name, source) in [
        ("a", SOURCE.to_owned()),
        ("more", format!("{SOURCE}int more(void) {{ return 1; }}\n")),
        ("grown", SOURCE.replace("{ int", "{ long flags; int")),
        ("turned", SOURCE.replace("(struct box *b)", "(struct box *c)").replace("b->", "c->")),
    ] {
        lab.write(&format!("{name}.c"), &source);
        lab.build(&format!("{name}.c -o {name}.so"));
    }
    lab
}

#[test]
fn exit_codes_are_those_of_the_tool() {
    let lab = lab();
    for (line, code) in [
        ("a.stg a.stg", NO_CHANGE),
        ("--stg a.stg b.stg", CHANGED),
        ("a.stg -e a.so", NO_CHANGE),
        ("--stg a.stg --elf more.so", CHANGED),
        ("-e a.so grown.so", CHANGED),
        ("--elf a.so turned.so", NO_CHANGE),
        ("--exact --elf a.so turned.so", CHANGED),
        ("--exact --elf a.so a.so", NO_CHANGE),
        ("-e a.so -b a.so", ERROR),
        ("-b a.so -e a.so", ERROR),
        ("--skip-dwarf -e a.so grown.so", NO_CHANGE),
    ] {
        let told = lab.call("stgdiff", line);
        assert_eq!(told.code, Some(code), "{line}: {}{}", told.report, told.errors);
        assert_eq!(told.report, "", "without --output nothing is written");
    }
}

#[test]
fn each_file_gets_the_form_that_stands_before_it() {
    let lab = lab();
    let read = |name: &str| std::fs::read_to_string(lab.path(name)).expect("a report");
    let line =
        "-o small.txt a.stg -f plain -o plain.txt --elf grown.so --format short --output short.txt -f flat -o flat.txt";
    assert_eq!(lab.code("stgdiff", line), CHANGED);
    assert_eq!(read("small.txt"), read("short.txt"));
    assert_eq!(read("plain.txt"), read("flat.txt"));
    assert!(read("small.txt").starts_with("BREAKING   a.stg -> grown.so"), "{}", read("small.txt"));
    assert_ne!(read("small.txt"), read("plain.txt"));
    for output in ["-", "/dev/stdout"] {
        let told = lab.call("stgdiff", &format!("a.stg -e grown.so -o {output}"));
        assert_eq!((told.code, told.report), (Some(CHANGED), read("small.txt")), "{output}");
    }
    // A file of what does not differ is empty.
    assert_eq!(lab.code("stgdiff", "a.stg a.stg -o same.txt"), NO_CHANGE);
    assert_eq!(read("same.txt"), "");
}

#[test]
fn changes_of_a_kind_are_ignored() {
    let lab = lab();
    for (line, code) in [
        ("--ignore interface_addition a.stg -e more.so", NO_CHANGE),
        ("-i interface_addition -e more.so a.so", CHANGED),
        ("-i qualifier -i member_size -i enum_underlying_type -i primitive_type_encoding -e a.so grown.so", CHANGED),
        ("-i linux_symbol_crc -i symbol_type_presence -i type_declaration_status a.stg a.stg", NO_CHANGE),
        ("-c all -e a.so a.so", NO_CHANGE),
        ("-c ignore_symbol_type_presence_changes,ignore_type_declaration_status_changes -e a.so more.so", CHANGED),
    ] {
        assert_eq!(lab.code("stgdiff", line), code, "{line}");
    }
    lab.write("hidden.c", "struct box;\nint width(struct box *b) { return 1; }\n");
    lab.build("hidden.c -o hidden.so");
    for (options, code) in [
        ("", CHANGED),
        ("-i type_declaration_status", NO_CHANGE),
        ("-c ignore_type_declaration_status_changes", NO_CHANGE),
        ("-i type_definition_addition", CHANGED),
    ] {
        assert_eq!(lab.code("stgdiff", &format!("{options} -e a.so hidden.so")), code, "{options}");
    }
}

#[test]
fn wrong_usage_and_bad_files_are_errors() {
    let lab = lab();
    for (line, what) in [
        ("--bogus a.stg a.stg", "--bogus"),
        ("a.stg", "FILE2"),
        ("a.stg a.stg a.stg", "unexpected argument"),
        ("a.stg nowhere", "nowhere: No such file"),
        ("-i nothing a.stg a.stg", "invalid value 'nothing'"),
        ("-f nothing a.stg a.stg", "invalid value 'nothing'"),
        ("a.stg a.stg -o", "--output"),
        ("--exact a.stg a.stg -o x", "--exact"),
        ("-f viz a.stg b.stg -o x", "--format viz is not made"),
        ("-F x a.stg b.stg", "--fidelity is not taken"),
        ("a.stg b.stg -o nowhere/x", "nowhere/x"),
    ] {
        let told = lab.call("stgdiff", line);
        assert_eq!(told.code, Some(ERROR), "{line}: {}{}", told.report, told.errors);
        assert!(told.errors.contains(what), "{line}: {}", told.errors);
        assert_eq!(told.report, "", "{line}");
    }
    assert!(!lab.path("x").exists());
    let told = lab.call("stgdiff", "-m -t a.stg a.stg");
    assert_eq!(told.code, Some(NO_CHANGE));
    for said in ["stgdiff: --types changes nothing", "peak resident"] {
        assert!(told.errors.contains(said), "{}", told.errors);
    }
}
