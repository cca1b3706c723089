//! Inputs of every sort, built here with the compilers at hand: what is found in them, and what is
//! said of damaged ones. A tool that is not installed skips its part.

use std::path::{Path, PathBuf};
use std::process::Command;

use abilens::DebugInfo;
use abilens::graph::{Binding, SymbolKind, Visibility};
use abilens::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use abilens::ground::error::Error;
use abilens::read::input::{Input, LoadedObject, OpenOptions, RawExport};

struct Lab {
    dir: tempfile::TempDir,
}

impl Lab {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }
    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }
    /// Runs a command line in the folder; false if the tool is missing or cannot do it.
    fn can(&self, command: &str) -> bool {
        let mut words = command.split_whitespace();
        let output = Command::new(words.next().unwrap()).args(words).current_dir(self.dir.path()).output();
        output.is_ok_and(|o| o.status.success())
    }
    fn run(&self, command: &str) {
        assert!(self.can(command), "{command}");
    }
    fn load(&self, name: &str) -> LoadedObject {
        load(&self.path(name), &OpenOptions::default())
    }
}

fn load(path: &Path, options: &OpenOptions) -> LoadedObject {
    let input = Input::discover(path, options).unwrap();
    assert_eq!(input.sources.len(), 1, "{:?}", input.sources);
    input.sources[0].load(options).unwrap()
}

fn names(exports: &[RawExport]) -> Vec<&str> {
    let mut names: Vec<&str> = exports.iter().map(|e| e.name.as_str()).collect();
    names.sort_unstable();
    names
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<(&'static str, DiagnosticLevel)> {
    diagnostics.iter().map(|d| (d.code, d.level)).collect()
}

fn sources(lab: &Lab, name: &str) -> Vec<String> {
    let input = Input::discover(lab.path(name), &OpenOptions::default()).unwrap();
    input.sources.into_iter().map(|s| s.name).collect()
}

const LIBRARY: &str = "
struct point { int x, y; };
const int table[4] = { 1, 2, 3, 4 };
int counter;
__thread int per_thread;
struct point origin(void) { struct point p = { 0, 0 }; return p; }
__attribute__((weak)) int maybe(void) { return 1; }
__attribute__((visibility(\"hidden\"))) int inner(void) { return 2; }
__attribute__((visibility(\"protected\"))) int guarded(void) { return 3; }
";

/// Two exports, one GPL-only with a namespace, as Linux 5.x and 6.x write them.
const MODULE: &str = r#"
int open_fn(void) { return 1; }
int gpl_fn(void) { return 2; }
static int local_fn(void) { return 3; }
__asm__(".section \"__ksymtab_strings\",\"aMS\",%progbits,1\n"
    "__kstrtab_open_fn: .asciz \"open_fn\"\n __kstrtabns_open_fn: .asciz \"\"\n"
    "__kstrtab_gpl_fn: .asciz \"gpl_fn\"\n __kstrtabns_gpl_fn: .asciz \"NAMESPACE\"\n"
    "__kstrtab_local_fn: .asciz \"local_fn\"\n __kstrtabns_local_fn: .asciz \"\"\n"
    ".section __ksymtab,\"a\"\n .balign 4\n"
    "__ksymtab_open_fn: .long open_fn - .\n .long __kstrtab_open_fn - .\n .long __kstrtabns_open_fn - .\n"
    "__ksymtab_local_fn: .long local_fn - .\n .long __kstrtab_local_fn - .\n .long __kstrtabns_local_fn - .\n"
    ".section __ksymtab_gpl,\"a\"\n .balign 4\n"
    "__ksymtab_gpl_fn: .long gpl_fn - .\n .long __kstrtab_gpl_fn - .\n .long __kstrtabns_gpl_fn - .\n"
    ".section .modinfo,\"a\"\n .asciz \"license=GPL\"\n"
    ".section .gnu.linkonce.this_module,\"aw\"\n .zero 64\n .text\n");
int (*keep)(void) = local_fn;
"#;

#[test]
fn a_library_exports_what_others_can_bind_to() {
    let lab = Lab::new();
    lab.write("lib.c", format!("{LIBRARY}\nint old(void) {{ return 4; }}\n__asm__(\".symver old,legacy@V1\");"));
    lab.write("lib.map", "V1 { };\nV2 { global: *; } V1;\n");
    lab.run("gcc -g -shared -fPIC -Wl,-soname,libx.so.1 -Wl,--version-script=lib.map -o libx.so lib.c -lm -Wl,--no-as-needed");
    let object = lab.load("libx.so");
    let all = ["counter", "guarded", "legacy", "maybe", "old", "origin", "per_thread", "table"];
    assert_eq!(names(&object.exports), all);
    let get = |name: &str| object.exports.iter().find(|e| e.name == name).unwrap();
    assert_eq!(get("legacy").version.as_deref(), Some("V1"));
    assert!(!get("legacy").version_default);
    assert_eq!(get("origin").version.as_deref(), Some("V2"));
    assert!(get("origin").version_default);
    assert_eq!(get("maybe").binding, Binding::Weak);
    assert_eq!(get("guarded").visibility, Visibility::Protected);
    assert_eq!(get("per_thread").kind, SymbolKind::Tls);
    assert!(get("table").read_only && !get("counter").read_only);
    assert_eq!((get("table").kind, get("table").size), (SymbolKind::Object, 16));
    assert_eq!(object.info.soname, "libx.so.1");
    assert_eq!(object.info.version_nodes, ["V1", "V2"]);
    assert!(object.info.needed.iter().any(|n| n.starts_with("libc.so")), "{:?}", object.info.needed);
    assert!(object.dwarf.is_some());
    assert_eq!(object.diagnostics, []);

    // A separate debug file has no .dynsym: the same interface, out of .symtab.
    lab.run("objcopy --only-keep-debug libx.so libx.debug");
    let debug = lab.load("libx.debug");
    assert_eq!(names(&debug.exports), all);
    let legacy = debug.exports.iter().find(|e| e.name == "legacy").unwrap();
    assert_eq!((legacy.version.as_deref(), legacy.version_default), (Some("V1"), false));
    let mut nodes = debug.info.version_nodes;
    nodes.sort();
    assert_eq!(nodes, ["V1", "V2"]);
    assert_eq!(codes(&debug.diagnostics), [("debug-file-alone", DiagnosticLevel::Note)]);
}

#[test]
fn a_relocatable_object_has_one_numbering_of_addresses() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    lab.run("gcc -gdwarf-4 -ffunction-sections -fno-common -c -o o.o o.c");
    let object = lab.load("o.o");
    // Whoever links it in may bind to hidden symbols, too.
    assert_eq!(names(&object.exports), ["counter", "guarded", "inner", "maybe", "origin", "per_thread", "table"]);
    let mut addresses: Vec<u64> = object.exports.iter().map(|e| e.address).collect();
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(addresses.len(), 7, "every export has an address of its own");
    let dwarf = object.dwarf.unwrap();
    let relocs = dwarf.info.relocs().unwrap();
    let values: Vec<u64> =
        (0..relocs.len()).map(|i| relocs.entry(i)).filter(|r| r.size == 8).map(|r| r.value).collect();
    let origin = object.exports.iter().find(|e| e.name == "origin").unwrap();
    assert!(values.contains(&origin.address), "DW_AT_low_pc and the symbol agree: {values:x?} {:x}", origin.address);
    assert_eq!(object.diagnostics, []);
}

#[test]
fn relocations_of_all_machines_are_known() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    for target in [
        "x86_64",
        "i386",
        "aarch64",
        "aarch64_be",
        "armv7",
        "s390x",
        "powerpc64le",
        "powerpc64",
        "powerpc",
        "riscv64",
        "riscv32",
        "mips",
        "mips64el",
        "mips64",
        "sparcv9",
        "loongarch64",
    ] {
        if !lab.can(&format!("clang --target={target}-linux-gnu -g -ffreestanding -c -o {target}.o o.c")) {
            continue;
        }
        let object = lab.load(&format!("{target}.o"));
        assert_eq!(object.diagnostics, [], "{target}");
        assert_eq!(
            names(&object.exports),
            ["counter", "guarded", "inner", "maybe", "origin", "per_thread", "table"],
            "{target}"
        );
        let dwarf = object.dwarf.unwrap();
        assert_eq!((dwarf.big_endian, dwarf.elf64), (object.machine.big_endian, object.machine.pointer_size == 8));
        // DWARF 5 of clang: addresses stand in .debug_addr.
        let relocs = dwarf.addr.relocs().or(dwarf.info.relocs()).unwrap();
        let values: Vec<u64> = (0..relocs.len()).map(|i| relocs.entry(i).value).collect();
        let table = object.exports.iter().find(|e| e.name == "table").unwrap();
        let wide = dwarf.addr.relocs().is_some_and(|r| r.entry(0).size == object.machine.pointer_size);
        assert!(wide && (values.contains(&table.address) || relocs.entry(0).add_in_place), "{target} {values:x?}");
    }
}

#[test]
fn kernel_exports_survive_a_stripped_debug_file() {
    let lab = Lab::new();
    lab.write("m.c", MODULE);
    lab.run("gcc -g -c -o foo-bar.ko m.c");
    let object = lab.load("foo-bar.ko");
    assert_eq!(object.info.module.as_deref(), Some("foo-bar"));
    assert_eq!(object.info.name, "foo-bar");
    let flat = |o: &LoadedObject| {
        let mut v: Vec<_> = o.exports.iter().map(|e| (e.name.clone(), e.kind, e.ksym.clone(), e.address)).collect();
        v.sort_by(|a, b| a.0.cmp(&b.0));
        v
    };
    let all = flat(&object);
    assert_eq!(names(&object.exports), ["gpl_fn", "local_fn", "open_fn"]);
    assert_eq!(all[0].2, Some((true, Some("NAMESPACE".to_owned()))));
    assert_eq!(all[1].2, Some((false, None)));
    assert!(all.iter().all(|e| e.1 == SymbolKind::Function && e.3 != 0));

    lab.run("objcopy --only-keep-debug foo-bar.ko foo-bar.ko.debug");
    let debug = lab.load("foo-bar.ko.debug");
    assert_eq!(debug.info.module.as_deref(), Some("foo-bar"));
    let mut without = all.clone();
    without[0].2 = Some((true, None));
    assert_eq!(flat(&debug), without);
    // The empty namespaces can be told from the distance of the strings, the other one cannot.
    assert_eq!(codes(&debug.diagnostics), [("namespaces-unknown", DiagnosticLevel::Lost)]);
    assert!(debug.diagnostics[0].message.contains(" 1 exports"), "{}", debug.diagnostics[0].message);

    for (tool, suffix) in [("xz -k", "xz"), ("zstd -q -k", "zst"), ("gzip -k", "gz")] {
        if lab.can(&format!("{tool} foo-bar.ko")) {
            let packed = lab.load(&format!("foo-bar.ko.{suffix}"));
            assert_eq!(flat(&packed), all, "{suffix}");
            assert_eq!(packed.info.module.as_deref(), Some("foo-bar"));
        }
    }
}

#[test]
fn objects_of_a_kernel_build_export_before_the_last_link() {
    let lab = Lab::new();
    lab.write(
        "o.c",
        r#"int a(void) { return 1; } int b(void) { return 2; } int not_exported;
__asm__(".section \".export_symbol\",\"a\"\n"
    "__export_symbol_a: .asciz \"GPL\"\n .ascii \"SPACE\\0\"\n .balign 8\n .quad a\n"
    "__export_symbol_b: .asciz \"\"\n .ascii \"\\0\"\n .balign 8\n .quad b\n .previous\n");"#,
    );
    lab.run("gcc -g -c -o o.o o.c");
    let object = lab.load("o.o");
    let ksyms: Vec<_> = object.exports.iter().map(|e| (e.name.as_str(), e.ksym.clone().unwrap())).collect();
    assert_eq!(ksyms, [("a", (true, Some("SPACE".to_owned()))), ("b", (false, None))]);
    assert_eq!(object.info.module, None);
}

#[test]
fn compressed_sections_are_what_they_were() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    lab.run("gcc -g -gz=none -shared -fPIC -o plain.so o.c");
    let plain = lab.load("plain.so").dwarf.unwrap();
    for (name, command) in [
        ("zlib.so", "objcopy --compress-debug-sections=zlib plain.so zlib.so"),
        ("gnu.so", "objcopy --compress-debug-sections=zlib-gnu plain.so gnu.so"),
        ("zstd.so", "llvm-objcopy --compress-debug-sections=zstd plain.so zstd.so"),
    ] {
        if !lab.can(command) {
            continue;
        }
        let dwarf = lab.load(name).dwarf.unwrap();
        assert!(dwarf.info.data() == plain.info.data(), "{name}");
        assert!(dwarf.str_.data() == plain.str_.data(), "{name}");
        assert!(dwarf.abbrev.data() == plain.abbrev.data(), "{name}");
    }
}

#[test]
fn a_zstd_section_written_by_hand_is_read_and_a_lie_about_its_size_is_not() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    lab.run("gcc -g -gz=none -c -o o.o o.c");
    let plain = lab.load("o.o").dwarf.unwrap();
    let info = plain.info.data().to_vec();
    let stream = zstd::encode_all(&info[..], 3).unwrap();
    let header = |size: u64| {
        let mut out = Vec::from(2_u32.to_le_bytes());
        out.extend(0_u32.to_le_bytes());
        out.extend(size.to_le_bytes());
        out.extend(1_u64.to_le_bytes());
        out.extend(&stream);
        out
    };
    let build = |name: &str, size: u64| {
        lab.write("section", header(size));
        lab.run(&format!("objcopy --update-section .debug_info=section o.o {name}"));
        // SHF_COMPRESSED in the section's row.
        let mut bytes = std::fs::read(lab.path(name)).unwrap();
        let word =
            |b: &[u8], at: usize| usize::try_from(u64::from_le_bytes(b[at..at + 8].try_into().unwrap())).unwrap();
        let (table, count) = (word(&bytes, 40), usize::from(bytes[60]));
        let strings = word(&bytes, table + 64 * usize::from(bytes[62]) + 24);
        let row = (0..count).map(|i| table + 64 * i).find(|&at| {
            let name = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
            bytes[strings + name..].starts_with(b".debug_info\0")
        });
        bytes[row.unwrap() + 9] |= 8;
        std::fs::write(lab.path(name), bytes).unwrap();
    };
    build("good.o", info.len() as u64);
    assert!(lab.load("good.o").dwarf.unwrap().info.data() == info);
    for (name, size) in [("huge.o", u64::MAX), ("large.o", 1 << 40), ("more.o", info.len() as u64 + 1), ("less.o", 8)] {
        build(name, size);
        let input = Input::discover(lab.path(name), &OpenOptions::default()).unwrap();
        let error = input.sources[0].load(&OpenOptions::default()).unwrap_err();
        assert!(matches!(&error, Error::Damaged { section, .. } if section == ".debug_info"), "{error}");
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn a_debug_file_is_used_only_if_it_belongs() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    lab.run("gcc -g -shared -fPIC -Wl,--build-id=none -o full.so o.c");
    lab.run("objcopy --only-keep-debug full.so lib.debug");
    lab.run("objcopy --strip-debug --add-gnu-debuglink=lib.debug full.so lib.so");
    let full = lab.load("full.so");
    let object = lab.load("lib.so");
    assert!(object.dwarf.unwrap().info.data() == full.dwarf.unwrap().info.data());
    assert_eq!(object.diagnostics, []);
    assert_eq!(object.exports, full.exports);

    let mut debug = std::fs::read(lab.path("lib.debug")).unwrap();
    *debug.last_mut().unwrap() ^= 1;
    lab.write("lib.debug", &debug);
    let object = lab.load("lib.so");
    assert!(object.dwarf.is_none());
    assert_eq!(codes(&object.diagnostics), [("debuglink-crc-mismatch", DiagnosticLevel::Lost)]);

    // A right one elsewhere makes up for it.
    debug[0..4].copy_from_slice(b"\x7fELF");
    *debug.last_mut().unwrap() ^= 1;
    lab.write("symbols/lib.debug", &debug);
    let options = OpenOptions { debug_dirs: vec![lab.path("symbols")], ..OpenOptions::default() };
    let object = load(&lab.path("lib.so"), &options);
    assert!(object.dwarf.is_some());
    assert_eq!(codes(&object.diagnostics), [("debuglink-crc-mismatch", DiagnosticLevel::Note)]);

    // Only symbols: nobody asks for the debug file.
    let options = OpenOptions { debug_info: DebugInfo::Symbols, ..OpenOptions::default() };
    let object = load(&lab.path("lib.so"), &options);
    assert!(object.dwarf.is_none() && object.diagnostics.is_empty());
}

#[test]
fn a_debug_file_is_found_by_its_build_id() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    lab.run("gcc -g -shared -fPIC -Wl,--build-id=0x0123456789abcdef -o full.so o.c");
    lab.run("objcopy --only-keep-debug full.so x.debug");
    lab.run("objcopy --strip-debug full.so lib.so");
    let debug = std::fs::read(lab.path("x.debug")).unwrap();
    lab.write("dbg/usr/lib/debug/.build-id/01/23456789abcdef.debug", &debug);
    assert!(lab.load("lib.so").dwarf.is_none());
    let options = OpenOptions { debug_dirs: vec![lab.path("dbg")], ..OpenOptions::default() };
    let object = load(&lab.path("lib.so"), &options);
    assert_eq!(object.info.build_id, "0123456789abcdef");
    assert!(object.dwarf.is_some());

    // The same place, another build.
    lab.run("gcc -g -shared -fPIC -Wl,--build-id=0xff -o other.so o.c");
    lab.write("dbg/usr/lib/debug/.build-id/01/23456789abcdef.debug", std::fs::read(lab.path("other.so")).unwrap());
    let object = load(&lab.path("lib.so"), &options);
    assert!(object.dwarf.is_none());
    assert_eq!(codes(&object.diagnostics), [("build-id-mismatch", DiagnosticLevel::Lost)]);
}

#[test]
fn archives_give_their_members() {
    let lab = Lab::new();
    lab.write("a.c", "int a;");
    lab.write("b.c", "int b;");
    lab.write("sub/a.c", "int c;");
    lab.write("note.txt", "no object\n");
    for name in ["a", "b", "sub/a"] {
        lab.run(&format!("gcc -g -c -o {name}.o {name}.c"));
    }
    lab.run("ar qcs lib.a a.o b.o sub/a.o note.txt");
    let input = Input::discover(lab.path("lib.a"), &OpenOptions::default()).unwrap();
    let all: Vec<&str> = input.sources.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(all, ["lib.a(a.o)", "lib.a(b.o)", "lib.a(a.o#2)"]);
    assert_eq!(codes(&input.diagnostics), [("member-not-elf", DiagnosticLevel::Note)]);
    let object = input.sources[2].load(&OpenOptions::default()).unwrap();
    assert_eq!((object.info.name.as_str(), names(&object.exports)), ("lib.a(a.o#2)", vec!["c"]));
    assert!(object.dwarf.is_some());

    lab.run("ar qcsT thin.a a.o b.o");
    assert_eq!(sources(&lab, "thin.a"), ["thin.a(a.o)", "thin.a(b.o)"]);

    // Cut off: an error or less, no panic.
    let whole = std::fs::read(lab.path("lib.a")).unwrap();
    for len in (0..whole.len()).step_by(97) {
        let path = lab.write("cut.a", &whole[..len]);
        let Ok(input) = Input::discover(&path, &OpenOptions::default()) else { continue };
        for source in &input.sources {
            let _ = source.load(&OpenOptions::default());
        }
    }
}

#[test]
fn a_folder_gives_its_kernel_or_what_is_linked() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    lab.write("m.c", MODULE);
    lab.write("pkg/readme", "text");
    lab.run("gcc -g -shared -fPIC -o pkg/b.so o.c");
    lab.run("gcc -g -shared -fPIC -o pkg/a.so.1 o.c");
    lab.run("gcc -g -c -o pkg/o.o o.c");
    std::os::unix::fs::symlink("b.so", lab.path("pkg/link.so")).unwrap();
    assert_eq!(sources(&lab, "pkg"), ["a.so.1", "b.so"]);

    // Stripped modules, their debug files in the same tree, and things that are no modules.
    lab.run("gcc -g -c -Wa,--gdwarf-5 -o m.ko m.c");
    lab.write("tree/usr/lib/debug/lib/modules/1/x.ko.debug", std::fs::read(lab.path("m.ko")).unwrap());
    lab.run("objcopy --strip-debug m.ko m2.ko");
    lab.write("tree/lib/modules/1/x.ko", std::fs::read(lab.path("m2.ko")).unwrap());
    lab.write("tree/lib/modules/1/vdso.so", std::fs::read(lab.path("pkg/b.so")).unwrap());
    let input = Input::discover(lab.path("tree"), &OpenOptions::default()).unwrap();
    let all: Vec<&str> = input.sources.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(all, ["lib/modules/1/x.ko"]);
    let object = input.sources[0].load(&OpenOptions::default()).unwrap();
    assert!(object.dwarf.is_some(), "{:?}", object.diagnostics);
    assert_eq!(object.info.module.as_deref(), Some("x"));

    lab.write("empty/readme", "text");
    let error = Input::discover(lab.path("empty"), &OpenOptions::default()).unwrap_err();
    assert!(matches!(error, Error::NoObjects { .. }), "{error}");
}

#[test]
fn split_units_are_found_in_files_and_packages() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    for version in [4, 5] {
        lab.run(&format!("gcc -gdwarf-{version} -gsplit-dwarf -shared -fPIC -o lib{version}.so o.c"));
        let dwarf = lab.load(&format!("lib{version}.so")).dwarf.unwrap();
        let name = std::fs::read_dir(lab.dir.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .find(|n| n.ends_with(".dwo"))
            .unwrap();
        let id = skeleton_id(dwarf.info.data(), dwarf.abbrev.data(), version);
        let unit = dwarf.find_split("/nowhere", &name, id, &[]).unwrap();
        assert!(unit.is_split && !unit.info.is_empty() && !unit.abbrev.is_empty() && !unit.str_.is_empty());
        assert!(dwarf.find_split("/nowhere", &name, id ^ 1, &[]).is_none(), "another build");
        // The dwp of binutils 2.40 drops DWARF 5 units without a word.
        let dwp = if version == 5 { "llvm-dwp" } else { "dwp" };
        if lab.can(&format!("{dwp} {name} -o lib{version}.so.dwp")) {
            std::fs::remove_file(lab.path(&name)).unwrap();
            // Packages are looked for once.
            let dwarf = lab.load(&format!("lib{version}.so")).dwarf.unwrap();
            let packed = dwarf.find_split("/nowhere", &name, id, &[]).unwrap();
            assert_eq!(packed.info.data(), unit.info.data());
            assert!(!packed.abbrev.is_empty() && !packed.str_offsets.is_empty());
            assert!(dwarf.find_split("/nowhere", &name, id ^ 1, &[]).is_none());
        }
        let _ = std::fs::remove_file(lab.path(&name));
    }
}

fn skeleton_id(info: &[u8], abbrev: &[u8], version: u16) -> u64 {
    let endian = gimli::LittleEndian;
    let unit = gimli::DebugInfo::new(info, endian).units().next().unwrap().unwrap();
    if version == 5 {
        let gimli::UnitType::Skeleton(id) = unit.type_() else { panic!("{:?}", unit.type_()) };
        return id.0;
    }
    let abbrevs = unit.abbreviations(&gimli::DebugAbbrev::new(abbrev, endian)).unwrap();
    let mut entries = unit.entries(&abbrevs);
    let value = entries.next_dfs().unwrap().unwrap().attr_value(gimli::DW_AT_GNU_dwo_id).unwrap();
    match value {
        gimli::AttributeValue::DwoId(id) => id.0,
        value => value.udata_value().unwrap(),
    }
}

#[test]
fn a_supplementary_file_comes_along() {
    let lab = Lab::new();
    for name in ["a", "b"] {
        let fields: String =
            (0..40).map(|i| format!("struct s{i} {{ int first{i}; struct s{i} *next{i}; }} v{i};")).collect();
        lab.write(&format!("{name}.c"), fields);
        lab.run(&format!("gcc -gdwarf-4 -shared -fPIC -Wl,--build-id -o {name}.so {name}.c"));
    }
    if !lab.can("dwz -m common.debug a.so b.so") {
        return;
    }
    let object = lab.load("a.so");
    assert!(!object.dwarf.unwrap().sup.unwrap().str_.is_empty());
    std::fs::remove_file(lab.path("common.debug")).unwrap();
    let object = lab.load("a.so");
    assert!(object.dwarf.unwrap().sup.is_none());
    assert_eq!(codes(&object.diagnostics), [("supplementary-missing", DiagnosticLevel::Lost)]);
}

#[test]
fn type_units_in_groups_are_further_sections() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    lab.run("gcc -gdwarf-5 -fdebug-types-section -c -o five.o o.c");
    let dwarf = lab.load("five.o").dwarf.unwrap();
    assert_eq!(dwarf.info_extra.len(), 1);
    // DWARF 5, 7.5.1: unit_type at offset 6; 1 compilation, 2 type.
    assert_eq!((dwarf.info.data()[6], dwarf.info_extra[0].data()[6]), (1, 2));
    lab.run("gcc -gdwarf-4 -fdebug-types-section -c -o four.o o.c");
    assert_eq!(lab.load("four.o").dwarf.unwrap().types.len(), 1);
}

#[test]
fn what_is_no_object_is_named() {
    let lab = Lab::new();
    for (name, content, says) in [
        ("empty", &b""[..], "empty file, not an ELF file, archive"),
        ("text.so", b"/* GNU ld script */\nINPUT(-lx)\n", "text file, not an ELF file, archive"),
        ("bits", b"\x00\x01\x02\xff", "unknown content, not an ELF file, archive"),
        ("code.o", b"BC\xc0\xde1234", "LLVM bitcode, not an ELF file, archive"),
    ] {
        let path = lab.write(name, content);
        let error = Input::discover(&path, &OpenOptions::default()).unwrap_err().to_string();
        assert!(error.contains(says) && error.contains(name) && error.contains("offset 0"), "{error}");
    }
    let error = Input::discover(lab.path("absent"), &OpenOptions::default()).unwrap_err();
    assert!(matches!(error, Error::Io { .. }), "{error}");
}

/// Every prefix and a few thousand flipped bits: an error that names the file, or an object, and
/// never a panic.
#[test]
fn damaged_files_are_errors() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    lab.write("m.c", MODULE);
    lab.write("lib.map", "V1 { global: *; };\n");
    lab.run("gcc -g -shared -fPIC -Wl,--version-script=lib.map -o a.so o.c");
    lab.run("gcc -g -gz=zlib -c -o b.ko m.c");
    lab.run("gcc -g -gsplit-dwarf -c -o c.o o.c");
    lab.run("xz -k b.ko");
    for name in ["a.so", "b.ko", "c.o", "b.ko.xz"] {
        let whole = std::fs::read(lab.path(name)).unwrap();
        let check = |bytes: &[u8]| {
            let path = lab.write("x.bin", bytes);
            match Input::discover(&path, &OpenOptions::default()) {
                Err(e) => assert!(e.to_string().contains("x.bin"), "{e}"),
                Ok(input) => match input.sources[0].load(&OpenOptions::default()) {
                    Err(e) => assert!(e.to_string().contains("x.bin") && e.to_string().contains("offset"), "{e}"),
                    Ok(object) => walk(&object),
                },
            }
        };
        for len in (0..whole.len()).step_by(whole.len() / 200 + 1) {
            check(&whole[..len]);
        }
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = |below: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            usize::try_from(seed % below as u64).unwrap()
        };
        for round in 0..1500 {
            let mut bytes = whole.clone();
            for _ in 0..=round % 4 {
                // The header and the section table (at the end) are where it hurts.
                let at = match next(3) {
                    0 => next(64.min(bytes.len())),
                    1 => bytes.len() - 1 - next(2500.min(bytes.len())),
                    _ => next(bytes.len()),
                };
                bytes[at] ^= 1 << next(8);
            }
            check(&bytes);
        }
    }
}

fn walk(object: &LoadedObject) {
    let Some(dwarf) = &object.dwarf else { return };
    for section in [&dwarf.info, &dwarf.addr, &dwarf.line, &dwarf.str_offsets] {
        let Some(relocs) = section.relocs() else { continue };
        let mut last = 0;
        for i in 0..relocs.len() {
            let entry = relocs.entry(i);
            assert!(entry.offset >= last);
            last = entry.offset;
        }
        assert!(relocs.lower_bound(u64::MAX) <= relocs.len());
    }
    let _ = dwarf.find_split("", "x.dwo", 1, &[]);
}
