//! Inputs from bytes: what is read of files is read of bytes, and of nothing else.

mod support;

use std::io::Write as _;
use std::path::Path;

use abilens::ground::files::Memory;
use abilens::{Loaded, Named, NoObserver, Options};
use support::{Lab, lost, snapshot};

const LIBRARY: &str = "struct point { int x, y; };\nint norm(struct point *p) { return p->x + p->y; }\n";

fn load(named: impl Into<Named>) -> Loaded {
    abilens::load(named, &Options::default(), &NoObserver).unwrap_or_else(|e| panic!("{e}"))
}

fn error(named: impl Into<Named>) -> String {
    abilens::load(named, &Options::default(), &NoObserver).expect_err("it cannot be read").to_string()
}

/// Whether the function is exported, with its type.
fn has_norm(loaded: &Loaded) -> bool {
    let g = &loaded.graph;
    g.exports.iter().any(|e| g.str(e.name) == "norm" && e.type_id.is_some())
}

fn read(lab: &Lab, name: &str) -> Vec<u8> {
    std::fs::read(lab.path(name)).expect("a file")
}

/// All files below a folder of the lab, in memory.
fn tree(lab: &Lab, folder: &str) -> Memory {
    let (root, mut memory) = (lab.path(folder), Memory::default());
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                memory.put(path.strip_prefix(&root).expect("below"), std::fs::read(&path).expect("a file"));
            }
        }
    }
    memory
}

#[test]
fn every_sort_of_file_is_read_from_bytes() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    lab.run("gcc -g -shared -fPIC -o o.so o.c");
    lab.run("gcc -g -c -o o.o o.c");
    lab.run("ar rc o.a o.o");
    lab.run("gcc -gbtf -c -o b.o o.c");
    lab.run("objcopy -O binary --only-section=.BTF --set-section-flags .BTF=alloc b.o b.btf");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&read(&lab, "o.o")).expect("memory");
    lab.write("o.ko.gz", packed.finish().expect("memory"));
    lab.write("o.snapshot", snapshot(&lab.load("o.so")));
    for name in ["o.so", "o.o", "o.a", "b.o", "b.btf", "o.ko.gz", "o.snapshot"] {
        let (file, bytes) = (lab.load(name), load((name, read(&lab, name))));
        assert_eq!(snapshot(&file), snapshot(&bytes), "{name}");
        assert_eq!(bytes.path, name);
        assert!(!bytes.graph.exports.is_empty(), "{name}");
        assert_eq!(lost(&bytes.diagnostics).len(), 0, "{name}: {:?}", bytes.diagnostics);
    }
}

#[test]
fn a_tree_in_memory_is_a_folder() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    lab.write("p.c", "struct other { long l; };\nlong other(struct other *o) { return o->l; }\n");
    // Debug files by the link, by build id, and split.
    std::fs::create_dir_all(lab.path("t/lib/.debug")).expect("a folder");
    lab.run("gcc -g -shared -fPIC -Wl,--build-id=0xaabbccdd -o o.so o.c");
    lab.run("objcopy --only-keep-debug o.so t/lib/.debug/o.debug");
    lab.run("objcopy -g --add-gnu-debuglink=t/lib/.debug/o.debug o.so t/lib/o.so");
    std::fs::create_dir_all(lab.path("t/usr/lib/debug/.build-id/aa")).expect("a folder");
    lab.run("gcc -g -shared -fPIC -Wl,--build-id=0xaa11 -o p.so p.c");
    lab.run("objcopy --only-keep-debug p.so t/usr/lib/debug/.build-id/aa/11.debug");
    lab.run("objcopy -g p.so t/lib/p.so");
    lab.write("t/split/s.c", "struct far { short s; };\nshort far(struct far *f) { return f->s; }\n");
    lab.run("gcc -g -gsplit-dwarf -fdebug-prefix-map=/=/nowhere/ -shared -fPIC -o t/split/s.so t/split/s.c");
    lab.run("find t -name *.dwo -exec mv {} t/split/ ;");
    let file = lab.load("t");
    assert_eq!(lost(&file.diagnostics).len(), 0, "{:?}", file.diagnostics);
    let memory = tree(&lab, "t");
    // Nothing of the disk is needed any more.
    std::fs::remove_dir_all(lab.path("t")).expect("a folder");
    let bytes = load(Named::of_tree(memory.clone(), ""));
    assert_eq!(snapshot(&file), snapshot(&bytes));
    // One object of the tree, with what lies beside it.
    let one = load(Named::of_tree(memory, "lib/o.so"));
    assert_eq!(lost(&one.diagnostics).len(), 0, "{:?}", one.diagnostics);
    assert!(has_norm(&one));
}

#[test]
fn bytes_have_nothing_beside_them() {
    let lab = Lab::new();
    lab.write("o.c", LIBRARY);
    lab.run("gcc -g -shared -fPIC -Wl,--build-id=0xaabbccdd -o o.so o.c");
    std::fs::create_dir_all(lab.path("d/.build-id/aa")).expect("a folder");
    lab.run("objcopy --only-keep-debug o.so d/.build-id/aa/bbccdd.debug");
    lab.run("objcopy -g o.so stripped.so");
    let options = Options { debug_dirs: vec![lab.path("d")], ..Options::default() };
    let loaded = |named: Named| abilens::load(named, &options, &NoObserver).expect("a library");
    let from_file = loaded(lab.path("stripped.so").into());
    assert_eq!(lost(&from_file.diagnostics).len(), 0);
    let path = lab.path("stripped.so");
    let bytes = loaded((&path, read(&lab, "stripped.so")).into());
    let codes: Vec<&str> = lost(&bytes.diagnostics).iter().map(|d| d.code).collect();
    assert_eq!(codes, ["no-debug-info"]);
    // A thin archive names files: none of this machine's.
    lab.run("gcc -g -c -o o.o o.c");
    lab.run("ar rcT thin.a o.o");
    assert!(has_norm(&lab.load("thin.a")));
    let path = lab.path("thin.a");
    assert!(error((&path, read(&lab, "thin.a"))).contains("/o.o: "));
    // In a tree that holds the member it is found.
    let memory: Memory = [("thin.a", read(&lab, "thin.a")), ("o.o", read(&lab, "o.o"))].into_iter().collect();
    assert!(has_norm(&load(Named::of_tree(memory, "thin.a"))));
    // An empty tree is no file, and a name that is not there is an error.
    assert_eq!(error(Named::of_tree(Memory::default(), "")), ": holds no ELF object");
    assert!(error(Named::of_tree(Memory::default(), "/etc/hostname")).starts_with("/etc/hostname: "));
}

#[test]
fn errors_name_the_bytes() {
    assert_eq!(
        error(("notes.txt", "some text, and more of it")),
        format!("notes.txt: {}", error_of_file("some text, and more of it"))
    );
    let mut cut = std::fs::read("../docs/demo/libdemo-1.so").expect("the demo");
    cut.truncate(200);
    assert!(error(("libcut.so", cut)).starts_with("libcut.so: "));
    let mut damaged = snapshot(&load("../docs/demo/libdemo-1.so"));
    damaged.truncate(100);
    assert!(error(("x.snapshot", damaged)).starts_with("x.snapshot: snapshot: header at offset 0x64: "));
}

fn error_of_file(text: &str) -> String {
    let lab = Lab::new();
    lab.write("f", text);
    let path = lab.path("f");
    let error = error(Path::new(&path));
    error.strip_prefix(&format!("{}: ", path.display())).expect("its name").to_owned()
}

#[test]
fn names_that_are_no_text_have_hashes_of_what_is_printed() {
    let lab = Lab::new();
    lab.write("o.c", "struct gr_sse { int x; struct gr_sse *next; };\nint hoehe(struct gr_sse *p) { return p->x; }\n");
    lab.run("gcc -g -shared -fPIC -o o.so o.c");
    let mut file = read(&lab, "o.so");
    for at in 0..file.len() - 6 {
        if &file[at..at + 6] == b"gr_sse" {
            // As Latin-1 has it.
            file[at + 2] = 0xf6;
        }
    }
    let loaded = load(("o.so", file));
    assert!(loaded.graph.ids().any(|id| loaded.graph.name(id) == "gr\u{fffd}sse"));
    let verify = Options { verify: true, ..Options::default() };
    let again = abilens::load(("o.snapshot", snapshot(&loaded)), &verify, &NoObserver).expect("what was written");
    assert_eq!(again.graph.deep, loaded.graph.deep);
}
