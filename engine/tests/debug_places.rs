//! Where debug information is found: supplementary files and their line tables, debug files anywhere in the folders
//! that were named, and the image among several files that are called one. All built here.

mod support;

use abilens::ground::diagnostic::DiagnosticLevel;
use abilens::read::input::{Input, OpenOptions};
use abilens::{NoObserver, Options};
use support::Lab;

/// Paths of the headers and sources that types of an input stand in.
fn files(lab: &Lab, name: &str) -> Vec<String> {
    let o = Options { all_types: true, ..Options::default() };
    let loaded = abilens::load(lab.path(name), &o, &NoObserver).expect("readable");
    assert_eq!(support::lost(&loaded.diagnostics), Vec::<&_>::new());
    let g = &loaded.graph;
    let mut out: Vec<String> =
        g.positions.iter().filter(|p| !p.file.is_none()).map(|p| g.str(p.file).to_owned()).collect();
    out.sort();
    out.dedup();
    out
}

#[test]
fn types_of_a_supplementary_file_stand_in_the_files_of_its_own_line_table() {
    for version in [4, 5] {
        let lab = Lab::new();
        let header = |prefix: &str| -> String {
            (0..40).map(|i| format!("struct {prefix}{i} {{ int first{i}; struct {prefix}{i} *next{i}; }};\n")).collect()
        };
        lab.write("inc/first.h", header("f"));
        lab.write("inc/second.h", header("s"));
        for name in ["a", "b"] {
            let variables: String =
                (0..40).map(|i| format!("struct f{i} {name}f{i}; struct s{i} {name}s{i};\n")).collect();
            // A different number of files on each side, so that one's table is not the other's.
            let more = format!("#include \"own-{name}.h\"\n#include \"inc/first.h\"\n#include \"inc/second.h\"\n");
            lab.write(&format!("own-{name}.h"), format!("struct own_{name} {{ int own; }};\n"));
            lab.write(&format!("{name}.c"), format!("{more}{variables}struct own_{name} own_{name};\n"));
            lab.run(&format!("gcc -gdwarf-{version} -shared -fPIC -Wl,--build-id -o {name}.so {name}.c"));
        }
        let before = files(&lab, "a.so");
        // dwz of a version that cannot do it leaves its reader nothing to show.
        let lines =
            if version == 5 { "dwz --dwarf-5 -m common.debug a.so b.so" } else { "dwz -m common.debug a.so b.so" };
        lab.run(lines);
        assert_eq!(files(&lab, "a.so"), before, "DWARF {version}");
        assert!(before.iter().any(|f| f.ends_with("inc/second.h")), "{before:?}");
    }
}

#[test]
fn debug_files_lie_anywhere_below_a_folder_that_was_named() {
    let lab = Lab::new();
    lab.write("o.c", "struct point { int x, y; };\nint get(struct point *p) { return p->x; }\n");
    lab.run("gcc -g -O1 -fPIC -shared -Wl,--build-id -o libo.so.1 o.c");
    lab.run("gcc -g -O2 -fPIC -shared -Wl,--build-id -o other.so o.c");
    lab.run("objcopy --only-keep-debug libo.so.1 libo.debug");
    lab.run("objcopy --only-keep-debug other.so other.debug");
    lab.run("strip -g libo.so.1");
    let place = |folder: &str, from: &str, name: &str| {
        std::fs::create_dir_all(lab.path(folder)).expect("a folder");
        std::fs::copy(lab.path(from), lab.path(folder).join(name)).expect("a copy");
    };
    place("debug/usr/lib/x86_64-linux-gnu", "libo.debug", "libo.so.1.debug");
    // The same name, of another build: no doubt, and no loss.
    place("debug/usr/lib/aaa", "other.debug", "libo.so.1.debug");
    let o = Options { debug_dirs: vec![lab.path("debug")], ..Options::default() };
    let loaded = abilens::load(lab.path("libo.so.1"), &o, &NoObserver).expect("readable");
    assert_eq!(support::lost(&loaded.diagnostics), Vec::<&_>::new());
    assert!(loaded.graph.exports.iter().all(|e| e.type_id.is_some()));
    // One of another build alone is not taken.
    let o = Options { debug_dirs: vec![lab.path("debug/usr/lib/aaa")], ..Options::default() };
    let loaded = abilens::load(lab.path("libo.so.1"), &o, &NoObserver).expect("readable");
    assert!(loaded.graph.exports.iter().all(|e| e.type_id.is_none()));
    assert!(!support::lost(&loaded.diagnostics).is_empty());
}

#[test]
fn a_supplementary_file_lies_in_a_folder_dwz() {
    let lab = Lab::new();
    let types: String = (0..40).map(|i| format!("struct s{i} {{ int a{i}; struct s{i} *b{i}; }} v{i};")).collect();
    for name in ["a", "b"] {
        lab.write(&format!("{name}.c"), &types);
        lab.run(&format!("gcc -gdwarf-4 -shared -fPIC -Wl,--build-id -o {name}.so {name}.c"));
    }
    lab.run("dwz -M /usr/lib/debug/.dwz/nowhere/common.debug -m common.debug a.so b.so");
    for folder in ["one/dwz", "two/usr/lib/debug/.dwz/x86_64-linux-gnu"] {
        std::fs::create_dir_all(lab.path(folder)).expect("a folder");
        std::fs::copy(lab.path("common.debug"), lab.path(folder).join("common.debug")).expect("a copy");
        let top = folder.split('/').next().unwrap_or_default();
        let o = Options { debug_dirs: vec![lab.path(top)], ..Options::default() };
        let loaded = abilens::load(lab.path("a.so"), &o, &NoObserver).expect("readable");
        assert_eq!(support::lost(&loaded.diagnostics), Vec::<&_>::new(), "{folder}");
    }
}

const EXPORT: &str = r#"
struct point { int x, y; };
int get(struct point *p) { return p->x; }
__asm__(".section __ksymtab,\"a\"\n .balign 4\n__ksymtab_get: .long get - .\n .long 0\n .long 0\n .text\n");
int main(void) { return 0; }
"#;

#[test]
fn a_stub_with_btf_is_not_the_image_while_another_is_there() {
    let lab = Lab::new();
    lab.write("v.c", EXPORT);
    lab.write("k/usr/src/linux-headers/include/x.h", "");
    lab.write("k/usr/lib/debug/boot/none", "");
    lab.run("gcc -g -Wl,--build-id -o k/usr/lib/debug/boot/vmlinux-6.12 v.c");
    // As packages of headers ship it: nothing but BTF, the build id with it or not.
    lab.run("objcopy -O binary -j .debug_info k/usr/lib/debug/boot/vmlinux-6.12 blob");
    for keep in ["", "-j .note.gnu.build-id"] {
        lab.run(&format!(
            "objcopy --add-section .BTF=blob -j .BTF {keep} k/usr/lib/debug/boot/vmlinux-6.12 k/usr/src/linux-headers/vmlinux"
        ));
        let input = Input::discover(lab.path("k"), &OpenOptions::default()).expect("a kernel");
        let names: Vec<&str> = input.sources.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["usr/lib/debug/boot/vmlinux-6.12"]);
        let said: Vec<_> = input.diagnostics.iter().map(|d| (d.code, d.level)).collect();
        assert_eq!(said, [("image-stub", DiagnosticLevel::Note)]);
        let loaded = lab.load("k");
        assert!(loaded.graph.exports.len() == 1 && loaded.graph.exports[0].type_id.is_some());
    }
    // By itself it is all there is.
    std::fs::remove_file(lab.path("k/usr/lib/debug/boot/vmlinux-6.12")).expect("there");
    let input = Input::discover(lab.path("k"), &OpenOptions::default()).expect("a kernel");
    assert_eq!(input.sources.len(), 1);
}

#[test]
fn an_image_and_its_debug_file_are_paired_by_build_id() {
    let lab = Lab::new();
    lab.write("v.c", EXPORT);
    lab.write("k/boot/none", "");
    lab.write("k/usr/lib/debug/boot/none", "");
    lab.run("gcc -g -Wl,--build-id -o full v.c");
    lab.run("strip -g -o k/boot/vmlinux-6.12 full");
    lab.run("objcopy --only-keep-debug full k/usr/lib/debug/boot/vmlinux-6.12");
    let loaded = lab.load("k");
    assert_eq!(support::lost(&loaded.diagnostics), Vec::<&_>::new());
    assert!(loaded.graph.exports.len() == 1 && loaded.graph.exports[0].type_id.is_some());
    // Another build's debug file is another kernel, and that is said.
    lab.run("gcc -g -O2 -Wl,--build-id -o other v.c");
    lab.run("objcopy --only-keep-debug other k/usr/lib/debug/boot/vmlinux-6.12");
    let input = Input::discover(lab.path("k"), &OpenOptions::default()).expect("a kernel");
    assert_eq!(input.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["module-twice"]);
}
