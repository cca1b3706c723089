//! BTF: all kinds, both byte orders, split BTF and its bases, headers and kinds of later kernels, damage; and
//! that a type is the same from BTF and from DWARF.

mod support;

use abilens::DebugInfo;
use abilens::Loaded;
use abilens::graph::{EdgeFlags, EdgeKind, Flags, Graph, Kind, TypeId};
use abilens::ground::diagnostic::DiagnosticLevel;
use abilens::model::report::Verdict;
use abilens::{NoObserver, Options, Profile};

use support::btf::{Blob, kind};
use support::{Lab, findings, lost};

fn load(lab: &Lab, name: &str) -> Loaded {
    lab.load(name)
}

fn error(lab: &Lab, name: &str) -> String {
    match abilens::load(lab.path(name), &Options::default(), &NoObserver) {
        Ok(loaded) => panic!("{name} was read: {:#?}", loaded.diagnostics),
        Err(e) => e.to_string(),
    }
}

fn record(g: &Graph, name: &str) -> TypeId {
    let defined = |&id: &TypeId| g.name(id) == name && !g.node(id).flags.has(Flags::DECLARATION);
    g.ids().find(defined).unwrap_or_else(|| panic!("no {name}"))
}

/// Every kind once or more, in a form that C has.
fn sample(big: bool) -> Blob {
    let mut b = Blob::new(big);
    let int = b.int("int", 4, 1);
    let unsigned = b.int("long unsigned int", 8, 0);
    let char = b.int("char", 1, 1);
    let bool = b.int("_Bool", 1, 4);
    let double = b.add(kind::FLOAT, false, "double", 8, 0, &[]);
    let opaque = b.add(kind::FWD, false, "opaque", 0, 0, &[]);
    let to_opaque = b.add(kind::PTR, false, "", opaque, 0, &[]);
    let to_self = b.add(kind::PTR, false, "", 22, 0, &[]);
    let chars = b.add(kind::ARRAY, false, "", 0, 0, &[char, int, 0]);
    let plain = b.add(kind::ENUM, true, "mode", 4, 2, &[b.string("OFF"), u32::MAX, b.string("ON"), 7]);
    let many = b.add(kind::ENUM, false, "large", 4, 1, &[b.string("LARGE"), u32::MAX]);
    let wide = b.add(kind::ENUM64, false, "wide", 8, 1, &[b.string("WIDE"), 1, 0x8000_0000]);
    let member = |b: &Blob, name: &str, id: u32, offset: u32| [b.string(name), id, offset];
    let words = [member(&b, "i", int, 0), member(&b, "d", double, 0)].concat();
    let union = b.add(kind::UNION, false, "", 8, 2, &words);
    let constant = b.add(kind::CONST, false, "", char, 0, &[]);
    let tagged = b.add(kind::TYPE_TAG, false, "user", constant, 0, &[]);
    let text = b.add(kind::PTR, false, "", tagged, 0, &[]);
    let volatile = b.add(kind::VOLATILE, false, "", int, 0, &[]);
    let words = [0, int, b.string("s"), text, 0, 0];
    let variadic = b.add(kind::FUNC_PROTO, false, "", int, 3, &words);
    let callback = b.add(kind::PTR, false, "", variadic, 0, &[]);
    let restricted = b.add(kind::RESTRICT, false, "", callback, 0, &[]);
    let old_bits = b.add(kind::INT, false, "unsigned int", 4, 0, &[2 << 16 | 3]);
    let words = [
        member(&b, "next", to_self, 0),
        member(&b, "a", int, 64 | 3 << 24),
        member(&b, "b", int, 67 | 5 << 24),
        member(&b, "", union, 128),
        member(&b, "text", text, 192),
        member(&b, "seen", volatile, 256),
        member(&b, "mode", plain, 288),
        member(&b, "large", many, 320),
        member(&b, "yes", bool, 352),
        member(&b, "wide", wide, 384),
        member(&b, "call", restricted, 448),
        member(&b, "hidden", to_opaque, 512),
        member(&b, "tail", chars, 576),
    ]
    .concat();
    let node = b.add(kind::STRUCT, true, "node", 72, 13, &words);
    assert_eq!(node, 22, "the pointer above means it");
    let words = member(&b, "old", old_bits, 8);
    let old = b.add(kind::STRUCT, false, "old", 4, 1, &words);
    let alias = b.add(kind::TYPEDEF, false, "node_t", node, 0, &[]);
    let to_alias = b.add(kind::PTR, false, "", alias, 0, &[]);
    let to_old = b.add(kind::PTR, false, "", old, 0, &[]);
    let words = [b.string("n"), to_alias, b.string("o"), to_old];
    let proto = b.add(kind::FUNC_PROTO, false, "", 0, 2, &words);
    let function = b.add(kind::FUNC, false, "visit", proto, 0, &[]);
    let none = b.add(kind::FUNC_PROTO, false, "", 0, 1, &[0, 0]);
    b.add(kind::FUNC, false, "plain", none, 1, &[]);
    let var = b.add(kind::VAR, false, "counter", unsigned, 0, &[1]);
    b.add(kind::DATASEC, false, ".data..percpu", 8, 1, &[var, 0, 8]);
    b.add(kind::DECL_TAG, false, "bpf_kfunc", function, 0, &[u32::MAX]);
    b
}

#[test]
fn every_kind_becomes_what_dwarf_makes_of_it() {
    for big in [false, true] {
        let lab = Lab::new();
        lab.write("sample", sample(big).bytes());
        let loaded = load(&lab, "sample");
        assert!(lost(&loaded.diagnostics).is_empty(), "{:#?}", loaded.diagnostics);
        let g = &loaded.graph;
        assert_eq!((g.machine.pointer_size, g.machine.big_endian), (8, big));
        let names: Vec<&str> = g.exports.iter().map(|e| g.str(e.name)).collect();
        assert_eq!(names, ["counter", "plain", "visit"]);
        let spelt = |name: &str| abilens::query::show::show(g, name).unwrap_or_else(|| panic!("no {name}"));
        assert!(spelt("visit").contains("visit(node_t *n, struct old *o)"), "{}", spelt("visit"));
        let node = record(g, "node");
        let members: Vec<(&str, i64, u32)> =
            g.edges(node).iter().map(|e| (g.str(e.name), e.value, e.bit_size)).collect();
        assert_eq!(members[..4], [("next", 0, 0), ("a", 64, 3), ("b", 67, 5), ("", 128, 0)]);
        let old = &g.edges(record(g, "old"))[0];
        assert_eq!((old.value, old.bit_size, old.flags), (10, 3, EdgeFlags::BIT_FIELD), "an integer of so many bits");
        assert_eq!(g.node(old.target).byte_size, 4);
        let value = |name: &str, at: usize| {
            let e = g.edges(record(g, name)).iter().filter(|e| e.kind == EdgeKind::Enumerator).nth(at);
            abilens::graph::spell::enumerator_value(e.expect("an enumerator"))
        };
        assert_eq!((value("mode", 0), value("mode", 1)), (-1, 7));
        assert_eq!(value("large", 0), i128::from(u32::MAX));
        assert_eq!(value("wide", 0), 0x8000_0000_0000_0001);
        assert_eq!(g.name(g.target(record(g, "mode"))), "int");
        assert_eq!(g.name(g.target(record(g, "wide"))), "unsigned long");
        let tail = g.edges(node).last().expect("members").target;
        assert!(g.node(tail).flags.has(Flags::FLEXIBLE));
        let plain = g.exports[1].type_id.expect("a type");
        assert!(g.node(plain).flags.has(Flags::UNPROTOTYPED) && g.node(plain).kind == Kind::Function);
        // The tag is looked through.
        let text = g.edges(node).iter().find(|e| g.str(e.name) == "text").expect("text").target;
        assert_eq!(g.node(g.target(text)).kind, Kind::Const);
        // Saved and read again it is the same.
        let mut bytes = Vec::new();
        abilens::dump(&loaded, &mut bytes).expect("written");
        lab.write("saved", bytes);
        support::assert_same(&lab.diff("sample", "saved"), "snapshot");
        assert_eq!(load(&lab, "saved").graph.deep, g.deep);
    }
}

#[test]
fn names_that_several_types_have_do_not_meet() {
    let lab = Lab::new();
    let blob = |other: u32| {
        let mut b = Blob::new(false);
        let int = b.int("int", 4, 1);
        for (name, member, offset) in [("one", "x", 0), ("two", "y", other)] {
            let words = [b.string(member), int, offset];
            let private = b.add(kind::STRUCT, false, "private", 16, 1, &words);
            let to = b.add(kind::PTR, false, "", private, 0, &[]);
            let words = [b.string("p"), to];
            let proto = b.add(kind::FUNC_PROTO, false, "", 0, 1, &words);
            b.add(kind::FUNC, false, name, proto, 0, &[]);
        }
        b.bytes()
    };
    lab.write("old", blob(32));
    lab.write("new", blob(64));
    let report = lab.diff("old", "new");
    let changed: Vec<&str> = report.symbols.iter().map(|s| &*s.name).collect();
    assert_eq!(changed, ["two"], "{:#?}", findings(&report));
}

/// A vmlinux with `struct device`, and a module that goes on from there.
fn kernel(lab: &Lab, folder: &str, device: u32) {
    let mut b = Blob::new(false);
    let int = b.int("int", 4, 1);
    let words = [b.string("id"), int, 0];
    let id = b.add(kind::STRUCT, false, "device", device, 1, &words);
    let to = b.add(kind::PTR, false, "", id, 0, &[]);
    let words = [b.string("dev"), to];
    let proto = b.add(kind::FUNC_PROTO, false, "", int, 1, &words);
    b.add(kind::FUNC, false, "device_add", proto, 0, &[]);
    lab.write(&format!("{folder}/vmlinux"), b.bytes());
    let mut m = b.split();
    let words = [m.string("device"), id, 0, m.string("rate"), int, device * 8];
    let card = m.add(kind::STRUCT, false, "card", device + 4, 2, &words);
    let to_card = m.add(kind::PTR, false, "", card, 0, &[]);
    let words = [m.string("card"), to_card, m.string("dev"), to];
    let proto = m.add(kind::FUNC_PROTO, false, "", int, 2, &words);
    m.add(kind::FUNC, false, "card_add", proto, 0, &[]);
    lab.write(&format!("{folder}/sound"), m.bytes());
}

#[test]
fn split_btf_goes_on_where_its_base_ends() {
    let lab = Lab::new();
    kernel(&lab, "old", 8);
    kernel(&lab, "new", 16);
    let old = load(&lab, "old");
    let modules: Vec<Option<&str>> = old.graph.objects.iter().map(|o| o.module.as_deref()).collect();
    assert_eq!(modules, [Some("sound"), Some("vmlinux")]);
    // `struct device` of both is one type.
    assert_eq!(old.graph.ids().filter(|&id| old.graph.name(id) == "device").count(), 1);
    let report = lab.diff("old", "new");
    let changed: Vec<&str> = report.symbols.iter().map(|s| &*s.name).collect();
    assert_eq!(changed, ["card_add", "device_add"], "{:#?}", findings(&report));
    // A module alone finds the vmlinux beside it.
    let report = lab.diff("old/sound", "new/sound");
    assert_ne!(report.verdict, Verdict::Incomplete, "{:#?}", report.diagnostics);
    assert_eq!(report.symbols.len(), 1);
    // Or says that it has none.
    lab.write("alone/sound", std::fs::read(lab.path("old/sound")).expect("a file"));
    let alone = load(&lab, "alone/sound");
    assert_eq!(lost(&alone.diagnostics)[0].code, "btf-base-missing");
    let base = Options { btf_base: Some(lab.path("old/vmlinux")), ..Options::default() };
    let given = abilens::load(lab.path("alone/sound"), &base, &NoObserver).expect("read");
    assert!(lost(&given.diagnostics).is_empty(), "{:#?}", given.diagnostics);
}

#[test]
fn another_kernels_base_is_refused() {
    let lab = Lab::new();
    kernel(&lab, "old", 8);
    let mut b = Blob::new(false);
    b.int("a type with quite another name, so that strings do not fit", 4, 0);
    b.int("int", 4, 1);
    for _ in 0..8 {
        b.add(kind::PTR, false, "", 1, 0, &[]);
    }
    lab.write("old/vmlinux", b.bytes());
    let e = error(&lab, "old/sound");
    assert!(e.contains("sound: offset 0x") && e.contains("not the base"), "{e}");
}

#[test]
fn a_distilled_base_gives_names() {
    let lab = Lab::new();
    let mut b = Blob::new(false);
    let int = b.int("int", 4, 1);
    let device = b.add(kind::STRUCT, false, "device", 8, 0, &[]);
    lab.write("base.btf", b.bytes());
    let mut m = b.split();
    let to = m.add(kind::PTR, false, "", device, 0, &[]);
    let words = [m.string("dev"), to];
    let proto = m.add(kind::FUNC_PROTO, false, "", int, 1, &words);
    m.add(kind::FUNC, false, "use_device", proto, 0, &[]);
    lab.write("main.btf", m.bytes());
    lab.write("m.c", "struct device; int use_device(struct device *dev) { return !dev; }");
    lab.run("gcc -c m.c -o m.o");
    lab.run("objcopy --add-section .BTF=main.btf --add-section .BTF.base=base.btf m.o split.o");
    let loaded = load(&lab, "split.o");
    let g = &loaded.graph;
    assert!(lost(&loaded.diagnostics).is_empty(), "{:#?}", loaded.diagnostics);
    let export = &g.exports[0];
    let target = g.edges(export.type_id.expect("a type"))[1].target;
    let device = g.target(target);
    assert_eq!(g.name(device), "device");
    assert!(g.node(device).flags.has(Flags::DECLARATION), "only its name is known");
}

#[test]
fn later_headers_and_kinds() {
    let lab = Lab::new();
    lab.write("plain", sample(false).bytes());
    let mut longer = sample(false);
    longer.header = 40;
    lab.write("longer", longer.bytes());
    assert_eq!(load(&lab, "plain").graph.deep, load(&lab, "longer").graph.deep);

    // A kind of tomorrow that nothing refers to, one that a type refers to, and no word on how long they are.
    for (used, told) in [(false, true), (true, true), (false, false)] {
        let mut b = Blob::new(false);
        let int = b.int("int", 4, 1);
        let new = b.add(42, false, "tomorrow", 1, 2, &[7, 8, 9, 10, 11]);
        let to = b.add(kind::PTR, false, "", if used { new } else { int }, 0, &[]);
        let words = [b.string("p"), to];
        let proto = b.add(kind::FUNC_PROTO, false, "", 0, 1, &words);
        b.add(kind::FUNC, false, "f", proto, 0, &[]);
        if told {
            b.header = 32;
            b.layouts = Some(vec![(0, 0); 43]);
            b.layouts.as_mut().expect("just set")[42] = (8, 4);
        }
        lab.write("tomorrow", b.bytes());
        let loaded = load(&lab, "tomorrow");
        let d = loaded.diagnostics.iter().find(|d| d.code == "btf-kind-unknown").expect("it is said");
        let level = if used || !told { DiagnosticLevel::Lost } else { DiagnosticLevel::Note };
        assert_eq!(d.level, level, "{d:?}");
        assert!(d.message.contains("kind 42") && d.offset == Some(u64::from(b.header) + 16), "{d:?}");
        assert_eq!(loaded.graph.exports.len(), usize::from(told), "what lies behind it is read or not");
    }
}

#[test]
fn a_symbol_whose_type_lies_behind_an_unknown_kind_has_none() {
    let lab = Lab::new();
    let mut b = Blob::new(false);
    let int = b.int("int", 4, 1);
    // Type 5 would be the prototype; kind 42 hides where it starts.
    b.add(kind::FUNC, false, "f", 5, 0, &[]);
    b.add(kind::VAR, false, "v", 6, 0, &[1]);
    b.add(42, false, "tomorrow", 1, 2, &[7, 8, 9]);
    b.add(kind::FUNC_PROTO, false, "", int, 0, &[]);
    lab.write("cut", b.bytes());
    let loaded = load(&lab, "cut");
    assert!(loaded.diagnostics.iter().any(|d| d.level == DiagnosticLevel::Lost && d.code == "btf-kind-unknown"));
    let untyped = loaded.graph.exports.iter().filter(|e| e.type_id.is_none()).count();
    assert_eq!((loaded.graph.exports.len(), untyped), (2, 2), "both are named, neither has a type");
}

#[test]
fn damage_is_an_error_with_its_place() {
    let lab = Lab::new();
    let check = |what: &str, b: &Blob, text: &str| {
        lab.write("x", b.bytes());
        let e = error(&lab, "x");
        assert!(e.contains("x: offset 0x") && e.contains(text), "{what}: {e}");
    };
    let with = |f: &dyn Fn(&mut Blob)| {
        let mut b = Blob::new(false);
        b.int("int", 4, 1);
        f(&mut b);
        b
    };
    let b = with(&|b| _ = b.add(kind::TYPEDEF, false, "t", 2, 0, &[]));
    check("a typedef of itself", &b, "refers to itself");
    let b = with(&|b| {
        for i in 0..50_000 {
            b.add(kind::CONST, false, "", (i + 1) % 50_000 + 2, 0, &[]);
        }
    });
    check("a long cycle", &b, "refers to itself");
    let b = with(&|b| _ = b.add(kind::ARRAY, false, "", 0, 0, &[2, 1, 3]));
    check("an array of itself", &b, "refers to itself");
    let b = with(&|b| _ = b.add(kind::STRUCT, false, "s", 4, 1, &[0, 2, 0]));
    check("a struct that holds itself", &b, "holds itself");
    let b = with(&|b| _ = b.add(kind::PTR, false, "", 9, 0, &[]));
    check("a number there is not", &b, "refers to type 9");
    let b = with(&|b| _ = b.add_raw(4096, u32::from(kind::STRUCT), 0, &[]));
    check("a name there is not", &b, "no string");
    let b = with(&|b| _ = b.add(kind::STRUCT, false, "s", 4, 0xffff, &[0, 1, 0]));
    check("more members than there are", &b, "beyond the end");
    let b = with(&|b| _ = b.add(kind::FUNC, false, "f", 1, 0, &[]));
    check("a function that is an int", &b, "no prototype");
    let b = with(&|b| {
        let proto = b.add(kind::FUNC_PROTO, false, "", 0, 0, &[]);
        let f = b.add(kind::FUNC, false, "f", proto, 0, &[]);
        b.add(kind::PTR, false, "", f, 0, &[]);
    });
    check("a pointer to a symbol", &b, "no type but a symbol");
    let b = with(&|b| _ = b.add(0, false, "", 0, 0, &[]));
    check("kind 0", &b, "kind 0");
    // The section of an ELF file is named.
    lab.write("m.c", "int f(void) { return 0; }");
    lab.run("gcc -c m.c -o m.o");
    lab.write("bad.btf", with(&|b| _ = b.add(kind::TYPEDEF, false, "t", 2, 0, &[])).bytes());
    lab.run("objcopy --add-section .BTF=bad.btf m.o bad.o");
    let e = error(&lab, "bad.o");
    assert!(e.contains("bad.o: section .BTF: offset 0x28: type 2 refers to itself"), "{e}");
}

#[test]
fn a_long_chain_is_no_cycle() {
    let lab = Lab::new();
    let mut b = Blob::new(false);
    let mut last = b.int("int", 4, 1);
    for i in 0..60_000 {
        last = b.add(if i % 2 == 0 { kind::TYPE_TAG } else { kind::CONST }, false, "", last, 0, &[]);
    }
    b.add(kind::VAR, false, "deep", last, 0, &[1]);
    lab.write("deep", b.bytes());
    support::assert_same(&lab.diff("deep", "deep"), "deep");
}

/// Any damage: an error or a graph, never a panic.
#[test]
fn truncated_and_flipped() {
    let lab = Lab::new();
    let whole = sample(false).bytes();
    for len in 0..whole.len() {
        lab.write("x", &whole[..len]);
        let read = abilens::load(lab.path("x"), &Options::default(), &NoObserver);
        assert!(read.is_err(), "{len} bytes of {} are enough?", whole.len());
    }
    // One bit of each byte, all of the header.
    for bit in (0..whole.len() * 8).filter(|bit| bit / 8 < 24 || bit % 8 == bit / 8 % 8) {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        lab.write("x", bytes);
        if let Ok(loaded) = abilens::load(lab.path("x"), &Options::default(), &NoObserver) {
            let report = support::diff(&loaded, &loaded);
            assert!(report.findings.is_empty(), "bit {bit}: {:#?}", report.findings);
        }
    }
}

/// What DWARF and BTF both hold: no requested alignment, no array of several dimensions, no `[0]`.
const SOURCE: &str = "
typedef unsigned int u32; typedef unsigned long size_t; typedef _Bool bool;
enum mode { OFF = -1, ON = 7 }; enum small { A, B } __attribute__((packed));
enum wide { W = 0x100000000 };
struct opaque;
struct node {
  struct node *next; const char *name; volatile int seen; bool yes; signed char c;
  unsigned a : 3, b : 9; union { int i; float f; struct { short s, t; }; };
  enum mode mode; enum small small; enum wide wide; u32 words[4]; long long big; unsigned short us;
  int (*call)(struct node *, const char *fmt, ...); void *(*none)(void); struct opaque *hidden;
  char *const names[2]; unsigned char raw[];
};
typedef const struct node *node_t;
int visit(node_t n, enum mode mode) { return n->seen + mode; }
void spell(struct node *n, const char *fmt, ...) { n->seen = fmt[0]; }
double scale(double d, size_t n) { return d * n; }
struct node *make(void) { return 0; }
";

#[test]
fn a_type_is_the_same_from_dwarf_and_from_btf() {
    let lab = Lab::new();
    lab.write("s.c", SOURCE);
    for version in ["4", "5"] {
        lab.run(&format!("gcc -O1 -gdwarf-{version} -c s.c -o s.o"));
        lab.run("pahole -J s.o");
        let read = |debug_info| {
            let options = Options { debug_info, ..Options::default() };
            abilens::load(lab.path("s.o"), &options, &NoObserver).expect("read")
        };
        let (dwarf, btf) = (read(DebugInfo::Dwarf), read(DebugInfo::Btf));
        assert!(lost(&btf.diagnostics).is_empty(), "{:#?}", btf.diagnostics);
        let (g, h) = (&dwarf.graph, &btf.graph);
        assert_eq!(g.exports.len(), 4);
        for (e, f) in g.exports.iter().zip(&h.exports) {
            let name = g.str(e.name);
            let (Some(t), Some(u)) = (e.type_id, f.type_id) else { panic!("{name} has no type") };
            let text = |g: &Graph| abilens::query::show::show(g, name).unwrap_or_default();
            assert_eq!(g.deep[t.index()], h.deep[u.index()], "{name}\n{}\n{}", text(g), text(h));
        }
        support::assert_same(&support::diff(&dwarf, &btf), "DWARF against BTF");
    }
}

/// BTF has one form for arrays of no element and arrays without a length.
#[test]
fn an_array_of_no_element_is_a_note_against_btf() {
    let lab = Lab::new();
    lab.write("s.c", "struct s { int n; char none[0]; char after; }; int take(struct s *s) { return s->n; }");
    lab.run("gcc -g -c s.c -o s.o");
    lab.run("pahole -J s.o");
    let read = |debug_info| {
        let options = Options { debug_info, ..Options::default() };
        abilens::load(lab.path("s.o"), &options, &NoObserver).expect("read")
    };
    let (dwarf, btf) = (read(DebugInfo::Dwarf), read(DebugInfo::Btf));
    for (old, new, side) in [(&dwarf, &btf, "NEW"), (&btf, &dwarf, "OLD")] {
        let report = support::diff(old, new);
        support::assert_same(&report, "DWARF and BTF");
        let note = report.diagnostics.iter().find(|d| d.code == "facts-unstated").expect("a note");
        assert!(note.message.contains(side) && note.message.contains("`[0]`, apart from `[]`"), "{}", note.message);
    }
}

/// Without DWARF, BTF is taken; what it lacks is a loss unless BTF was asked for.
#[test]
fn what_btf_lacks_is_said() {
    let lab = Lab::new();
    lab.write("s.c", format!("{SOURCE} int counter; struct node *head;"));
    lab.run("gcc -O1 -g -c s.c -o s.o");
    lab.run("pahole -J s.o");
    lab.run("objcopy --strip-debug s.o stripped.o");
    let auto = load(&lab, "stripped.o");
    assert_eq!(lost(&auto.diagnostics).iter().map(|d| d.code).collect::<Vec<_>>(), ["btf-untyped"]);
    assert!(lost(&auto.diagnostics)[0].message.contains("0 of 4 exported functions and 2 of 2 exported variables"));
    let options = Options { debug_info: DebugInfo::Btf, ..Options::default() };
    let asked = abilens::load(lab.path("stripped.o"), &options, &NoObserver).expect("read");
    assert_eq!(
        asked.diagnostics.iter().map(|d| (d.level, d.code)).collect::<Vec<_>>(),
        [(DiagnosticLevel::Note, "btf-untyped")]
    );
    // A side without a type for a symbol is not taken for an equal one.
    lab.run("gcc -O1 -c s.c -o none.o");
    let none = abilens::load(lab.path("none.o"), &options, &NoObserver).expect("read");
    assert_eq!(lost(&none.diagnostics)[0].code, "no-debug-info");
}

/// For a BPF program, what the profile `core` says of a change.
fn relocated(old: &Blob, new: &Blob) -> Vec<(String, &'static str, String)> {
    let lab = Lab::new();
    lab.write("old", old.bytes());
    lab.write("new", new.bytes());
    let options = Options { profile: Profile::Core, ..Options::default() };
    let read = |name: &str| abilens::load(lab.path(name), &options, &NoObserver).expect("read");
    let report = abilens::diff(&read("old"), &read("new"), &options, &NoObserver);
    assert_eq!(report.profile, Some(abilens::Profile::Core));
    let name = |f: &abilens::model::report::Finding| match &f.subject.member {
        Some(member) => format!("{}.{member}", f.subject.name),
        None => f.subject.name.clone(),
    };
    let mut out: Vec<_> =
        report.findings.iter().filter(|f| f.root).map(|f| (name(f), f.rule.id(), f.severity.to_string())).collect();
    out.sort();
    out
}

#[test]
fn a_bpf_program_finds_members_by_name() {
    type Members = Vec<(&'static str, u32, u32)>;
    let blob = |members: &dyn Fn(&mut Blob) -> Members, name: &str| {
        let mut b = Blob::new(false);
        let list = members(&mut b);
        let words: Vec<u32> = list.iter().flat_map(|&(name, id, at)| [b.string(name), id, at]).collect();
        b.add(kind::STRUCT, false, name, 64, list.len() as u32, &words);
        b
    };
    let old = blob(
        &|b| {
            let int = b.int("int", 4, 1);
            let word = b.int("unsigned int", 4, 0);
            let to = b.add(kind::PTR, false, "", 0, 0, &[]);
            let list = b.add(kind::ARRAY, false, "", 0, 0, &[word, word, 4]);
            vec![
                ("moves", int, 0),
                ("grows", word, 32),
                ("turns", word, 64),
                ("goes", int, 96),
                ("list", list, 128),
                ("to", to, 256),
            ]
        },
        "sample",
    );
    let new = blob(
        &|b| {
            let int = b.int("int", 4, 1);
            let word = b.int("unsigned int", 4, 0);
            let long = b.int("unsigned long", 8, 0);
            let to = b.add(kind::PTR, false, "", int, 0, &[]);
            let list = b.add(kind::ARRAY, false, "", 0, 0, &[word, word, 2]);
            vec![("turns", to, 0), ("grows", long, 64), ("list", list, 128), ("moves", int, 192), ("to", to, 256)]
        },
        // A flavour is the same type.
        "sample___v2",
    );
    let found = relocated(&old, &new);
    let severity = |name: &str| {
        let of: Vec<&str> = found.iter().filter(|f| f.0 == name).map(|f| f.2.as_str()).collect();
        of.into_iter().max_by_key(|s| s.parse::<abilens::rules::Severity>().expect("a severity"))
    };
    assert_eq!(severity("sample.goes"), Some("breaking"), "{found:#?}");
    assert_eq!(severity("sample.turns"), Some("breaking"), "{found:#?}");
    assert_eq!(severity("sample.grows"), Some("compatible"), "{found:#?}");
    assert_eq!(severity("sample.list"), Some("risky"), "{found:#?}");
    assert_eq!(severity("sample"), Some("compatible"), "{found:#?}");
    assert_ne!(severity("sample.moves"), Some("breaking"), "{found:#?}");
    let types: Vec<_> = found.iter().filter(|f| f.1.starts_with("type-")).map(|f| (f.1, &*f.2)).collect();
    assert_eq!(types, [("type-renamed", "compatible")]);
}

#[test]
fn a_bpf_program_names_types_functions_and_tracepoints() {
    let blob = |new: bool| {
        let mut b = Blob::new(false);
        let int = b.int("int", 4, 1);
        let words = [b.string("x"), int, 0];
        b.add(kind::STRUCT, false, if new { "come" } else { "gone" }, 4, 1, &words);
        b.add(if new { kind::UNION } else { kind::STRUCT }, false, "turned", 4, 1, &words);
        for (name, at_end) in [("btf_trace_tail", true), ("btf_trace_front", false)] {
            let mut words = vec![b.string("data"), int];
            if new {
                let more = [b.string("more"), int];
                words.splice(if at_end { 2..2 } else { 0..0 }, more);
            }
            let probe = b.add(kind::FUNC_PROTO, false, "", 0, words.len() as u32 / 2, &words);
            let to = b.add(kind::PTR, false, "", probe, 0, &[]);
            b.add(kind::TYPEDEF, false, name, to, 0, &[]);
        }
        // One name of two functions tells nothing; of one it does.
        let words = [b.string("n"), int, b.string("m"), int];
        let two = b.add(kind::FUNC_PROTO, false, "", int, 2, &words);
        let one = b.add(kind::FUNC_PROTO, false, "", int, 1, &words[..2]);
        b.add(kind::FUNC, false, "twice", if new { two } else { one }, 0, &[]);
        b.add(kind::FUNC, false, "twice", if new { one } else { two }, 0, &[]);
        b.add(kind::FUNC, false, "once", if new { two } else { one }, 0, &[]);
        b
    };
    let found = relocated(&blob(false), &blob(true));
    let expected = [
        ("btf_trace_front", "parameter-added", "breaking"),
        ("btf_trace_tail", "parameter-added", "compatible"),
        ("come", "type-added", "compatible"),
        ("gone", "type-removed", "breaking"),
        ("once.m", "parameter-added", "breaking"),
        ("turned", "type-kind-changed", "breaking"),
    ];
    let found: Vec<(&str, &str, &str)> = found.iter().map(|f| (&*f.0, f.1, &*f.2)).collect();
    assert_eq!(found, expected);
}
