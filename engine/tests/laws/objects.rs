//! The laws on compiled files: a library of two units with a header, private types of one name, cycles,
//! bit-fields, anonymous members, callbacks, flexible arrays.

use abilens::Loaded;
use abilens::model::report::{Report, SymbolOutcome, Verdict};
use abilens::render::json;
use abilens::{NoObserver, Options};

use crate::support::{Lab, assert_same, diff, findings, findings_that_matter, json_without_paths, lost, snapshot};

/// `NEW` is a later version: it adds, removes, moves and widens.
const HEADER: &str = r"
#ifndef SHOP_H
#define SHOP_H
#include <stddef.h>
#include <stdint.h>
#include <stdarg.h>

enum state { IDLE, BUSY = 4, DONE = -1,
#ifdef NEW
  BROKEN,
#endif
};
enum wide { LARGE = 0x7fffffffffffffffLL };
typedef unsigned int id_t_;
typedef struct { short x, y; } pair_t;
struct shop;
struct item;
struct hidden;
typedef int (*visit_fn)(const struct item *item, void *context, ...);

struct item {
  struct item *next, **back;
  struct shop *shop;
  unsigned kind : 3, : 2, flags : 11;
  signed char tiny : 5;
#ifdef NEW
  uint64_t added;
#endif
  union {
    struct { id_t_ id; enum state state; };
    uint64_t raw;
    pair_t pairs[2];
  };
  struct hidden *hidden;
  double price, matrix[3][4];
  _Bool live;
};

struct operations {
  int (*open)(struct shop *restrict shop, const char *name);
  void (*close)(struct shop *);
  visit_fn visit;
  const struct operations *parent;
};

struct shop {
  const struct operations *ops;
  volatile int lock;
  struct { struct item *head, *tail; } list, spare[2];
  struct { unsigned char bits; uint32_t word; } __attribute__((packed)) packed;
  long double ratio;
  __extension__ unsigned __int128 big;
  size_t count;
  struct item items[];
} __attribute__((aligned(32)));

#ifdef UNUSED
struct unused { struct shop *shop; int more; };
typedef struct unused unused_t;
enum unused_enum { UNUSED_A, UNUSED_B };
union unused_union { struct unused u; char c; };
#endif

extern struct shop *shops[8];
extern const pair_t origin;
extern int (*callback)(pair_t, enum state);
int shop_open(struct shop *shop, const char *name);
struct item *shop_find(const struct shop *shop, id_t_ id, enum wide wide);
pair_t shop_size(pair_t scale, float by);
void shop_log(const char *format, ...);
int shop_sum(int count, int values[count]);
#endif
";

const FIRST: &str = r#"
#include "shop.h"
struct private { int only_here; struct item *item; };
struct hidden { int a, b; };
static struct private here;
struct private *first_private(void) { return &here; }
int shop_open(struct shop *shop, const char *name) { shop->count = 0; return name ? here.only_here : 1; }
struct item *shop_find(const struct shop *shop, id_t_ id, enum wide wide) {
  for (struct item *i = shop->list.head; i; i = i->next)
    if (i->id == id && wide) return i;
  return NULL;
}
#ifdef UNUSED
static unused_t *use_unused(unused_t *u) { enum unused_enum e = UNUSED_B; u->more = e; return u; }
int shop_sum(int count, int values[count]) {
  unused_t u = { 0, 0 }; int sum = use_unused(&u)->more * 0;
#else
int shop_sum(int count, int values[count]) {
  int sum = 0;
#endif
  for (int i = 0; i < count; i++) sum += values[i];
  return sum;
}
#ifndef NEW
int only_old(void) { return 0; }
#else
int only_new(struct item *i) { return i->live; }
#endif
"#;

const SECOND: &str = r#"
#include "shop.h"
struct private { char other[16]; union { int i; float f; } u; };
static struct private there;
struct private *second_private(void) { return &there; }
struct shop *shops[8];
const pair_t origin = { 1, 2 };
int (*callback)(pair_t, enum state);
__thread int per_thread;
pair_t shop_size(pair_t scale, float by) { scale.x = (short)(scale.x * by); return scale; }
void shop_log(const char *format, ...) { (void)format; }
void shop_walk(struct shop *s, visit_fn fn, const struct operations *ops) {
  if (ops->visit) fn(s->list.head, s, 1);
}
"#;

fn lab() -> Lab {
    let lab = Lab::new();
    lab.write("shop.h", HEADER);
    lab.write("first.c", FIRST);
    lab.write("second.c", SECOND);
    lab
}

/// Compiles the two units with `flags` and links them to the library `name`.
fn build(lab: &Lab, compiler: &str, flags: &str, name: &str) {
    lab.run(&format!("{compiler} -g -fPIC {flags} -c first.c -o {name}.1.o"));
    lab.run(&format!("{compiler} -g -fPIC {flags} -c second.c -o {name}.2.o"));
    lab.run(&format!("{compiler} -shared -Wl,-soname,libshop.so {name}.1.o {name}.2.o -o {name}"));
}

fn old_and_new(lab: &Lab) -> (Loaded, Loaded) {
    build(lab, "gcc", "", "old.so");
    build(lab, "gcc", "-DNEW", "new.so");
    (lab.load("old.so"), lab.load("new.so"))
}

/// What the laws call the body: the types and the interface, without the addresses that a linker gives.
fn body(loaded: &Loaded) -> impl PartialEq + std::fmt::Debug {
    let g = &loaded.graph;
    let nodes: Vec<String> = g
        .ids()
        .map(|id| {
            let (n, pos) = (g.node(id), g.positions[id.index()]);
            let edges =
                g.edges(id).iter().map(|e| (g.str(e.name), e.value, e.target, e.bit_size, e.line, e.kind, e.flags));
            format!(
                "{:?} {} {:?} {} {} {} {}:{} {:x} {:?}",
                n.kind,
                g.str(n.name),
                n.flags,
                n.byte_size,
                n.alignment,
                n.aux,
                g.str(pos.file),
                pos.line,
                g.deep[id.index()],
                edges.collect::<Vec<_>>()
            )
        })
        .collect();
    let exports: Vec<String> = g
        .exports
        .iter()
        .map(|e| format!("{} {:?} {:?} {} {:?} {}", g.str(e.name), e.kind, e.binding, e.size, e.type_id, e.pos.line))
        .collect();
    (nodes, exports)
}

#[test]
fn the_sample_is_worth_its_name() {
    let lab = lab();
    let (old, new) = old_and_new(&lab);
    assert!(old.graph.exports.iter().all(|e| e.type_id.is_some()), "every export has a type");
    assert!(old.graph.len() > 60, "{}", old.graph.len());
    assert!(lost(&old.diagnostics).is_empty(), "{:?}", old.diagnostics);
    let report = diff(&old, &new);
    assert_eq!(report.verdict, Verdict::Breaking);
    assert!(report.findings.len() > 4, "{:#?}", findings(&report));
}

#[test]
fn every_object_equals_itself() {
    let lab = lab();
    for compiler in ["gcc", "clang"] {
        for flags in ["-gdwarf-4", "-gdwarf-5", "-O2", "-DNEW -O1"] {
            build(&lab, compiler, flags, "lib.so");
            for file in ["lib.so", "lib.so.1.o", "lib.so.2.o"] {
                assert_same(&lab.diff(file, file), &format!("{compiler} {flags} {file}"));
                assert_eq!(lab.diff(file, file).verdict, Verdict::None, "{compiler} {flags} {file}");
            }
        }
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let lab = lab();
    build(&lab, "gcc", "", "old.so");
    build(&lab, "gcc", "-DNEW", "new.so");
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let (old, new) = (lab.load("old.so"), lab.load("new.so"));
            (snapshot(&old), snapshot(&new), json::render(&diff(&old, &new)))
        })
    };
    let one = run(1);
    for _ in 0..5 {
        assert!(run(8) == one, "eight threads and one disagree");
    }
    // Nor does the place of a file.
    let elsewhere = Lab::new();
    elsewhere.write("old.so", std::fs::read(lab.path("old.so")).expect("a library"));
    assert!(snapshot(&elsewhere.load("old.so")) == one.0, "another folder, another snapshot");
}

#[test]
fn swapped_sides_swap_what_was_added_and_removed() {
    let lab = lab();
    let (old, new) = old_and_new(&lab);
    let (there, back) = (diff(&old, &new), diff(&new, &old));
    let of = |r: &Report, outcome| -> Vec<String> {
        r.symbols.iter().filter(|s| s.change == outcome).map(|s| s.name.clone()).collect()
    };
    assert_eq!(of(&there, SymbolOutcome::Added), ["only_new"]);
    assert_eq!(of(&there, SymbolOutcome::Removed), ["only_old"]);
    assert_eq!(of(&back, SymbolOutcome::Added), ["only_old"]);
    assert_eq!(of(&back, SymbolOutcome::Removed), ["only_new"]);
    assert_eq!(of(&there, SymbolOutcome::Changed), of(&back, SymbolOutcome::Changed));
    let subjects = |r: &Report, rules: &[&str]| {
        let mut all: Vec<String> = r
            .findings
            .iter()
            .filter(|f| rules.iter().any(|rule| f.rule.id().starts_with(rule)))
            .map(|f| format!("{}.{}", f.subject.name, f.subject.member.clone().unwrap_or_default()))
            .collect();
        all.sort();
        all
    };
    for (added, removed) in [("member-added", "member-removed"), ("enumerator-added", "enumerator-removed")] {
        assert_eq!(subjects(&there, &[added]), subjects(&back, &[removed]), "{added}");
        assert_eq!(subjects(&there, &[removed]), subjects(&back, &[added]), "{removed}");
        assert_eq!(subjects(&there, &[added]).len(), 1, "{added}: {:#?}", findings(&there));
    }
}

#[test]
fn the_version_of_dwarf_does_not_matter() {
    let lab = lab();
    for compiler in ["gcc", "clang"] {
        build(&lab, compiler, "-gdwarf-4", "four.so");
        build(&lab, compiler, "-gdwarf-5", "five.so");
        assert_same(&lab.diff("four.so", "five.so"), compiler);
        assert_same(&lab.diff("five.so", "four.so"), compiler);
        assert_same(&lab.diff("four.so.1.o", "five.so.1.o"), compiler);
    }
}

#[test]
fn the_compiler_does_not_matter() {
    let lab = lab();
    for version in ["-gdwarf-4", "-gdwarf-5"] {
        build(&lab, "gcc", version, "gcc.so");
        build(&lab, "clang", version, "clang.so");
        for (old, new) in [("gcc.so", "clang.so"), ("clang.so", "gcc.so")] {
            let report = lab.diff(old, new);
            assert_eq!(findings_that_matter(&report), [""; 0], "{version} {old} {new}");
            assert!(lost(&report.diagnostics).is_empty(), "{:?}", report.diagnostics);
        }
    }
}

#[test]
fn the_way_code_is_made_does_not_matter() {
    let lab = lab();
    for compiler in ["gcc", "clang"] {
        build(&lab, compiler, "-O0", "plain.so");
        for flags in ["-O2", "-O3 -ffunction-sections -fdata-sections", "-fno-plt -fvisibility=default", "-O1 -DUNUSED"]
        {
            build(&lab, compiler, flags, "other.so");
            assert_same(&lab.diff("plain.so", "other.so"), &format!("{compiler} {flags}"));
            assert_same(&lab.diff("other.so", "plain.so"), &format!("{compiler} {flags}"));
        }
    }
    for compiler in ["gcc", "clang"] {
        build(&lab, compiler, "", "plain.so");
        lab.run(&format!("{compiler} -g -fno-pic -fno-pie -c first.c -o fixed.o"));
        assert_same(&lab.diff("plain.so.1.o", "fixed.o"), "-fPIC against -fno-pic");
    }
}

#[test]
fn a_snapshot_stands_for_its_object() {
    let lab = lab();
    let (old, new) = old_and_new(&lab);
    lab.write("old.abilens", snapshot(&old));
    lab.write("new.abilens", snapshot(&new));
    let (old2, new2) = (lab.load("old.abilens"), lab.load("new.abilens"));
    let expected = json_without_paths(diff(&old, &new));
    assert_eq!(json_without_paths(diff(&old2, &new2)), expected);
    assert_eq!(json_without_paths(diff(&old, &new2)), expected);
    assert_eq!(json_without_paths(diff(&old2, &new)), expected);
    assert_same(&diff(&old, &old2), "an object and its snapshot");
    assert!(snapshot(&old2) == snapshot(&old), "a snapshot of a snapshot");
}

#[test]
fn the_order_of_units_does_not_matter() {
    let lab = lab();
    let (old, new) = old_and_new(&lab);
    lab.write("reversed/README", "");
    lab.run("gcc -shared -Wl,-soname,libshop.so old.so.2.o old.so.1.o -o reversed/old.so");
    let reversed = lab.load("reversed/old.so");
    assert_same(&diff(&old, &reversed), "units reversed");
    assert_eq!(body(&old), body(&reversed));
    assert!(json_without_paths(diff(&old, &new)) == json_without_paths(diff(&reversed, &new)), "the report differs");
}

/// icc writes for a function that overrides another, in some units, where the other one is declared. Larger units are
/// read first, so one of the two is made larger in turn.
#[test]
fn of_units_that_state_other_lines_the_order_does_not_matter() {
    let lab = Lab::new();
    let other = "#ifdef OTHER\n#line 64 \"base.h\"\n#endif\n";
    let run = "    int run() override { return 1; }\n";
    let text =
        format!("struct base {{ virtual int run() {{ return 2; }} }};\nstruct task : base {{\n{other}{run}}};\n");
    lab.write("task.h", text);
    let more = "#ifdef MORE\nstatic int a(int b, int c, int d) { int e = b, f = c, g = d; return e + f + g; }\n\
                int (*volatile more)(int, int, int) __attribute__((visibility(\"hidden\"))) = a;\n#endif\n";
    lab.write(
        "first.cc",
        format!("#include \"task.h\"\nint first(task &t) {{ task own = t; return own.run(); }}\n{more}"),
    );
    lab.write(
        "second.cc",
        format!(
            "#define OTHER\n#include \"task.h\"\nint second(task &t) {{ task own = t; return own.run(); }}\n{more}"
        ),
    );
    for folder in ["one", "two"] {
        lab.write(&format!("{folder}/README"), "");
    }
    for compiler in ["g++", "clang++"] {
        for (folder, flags) in [("one", ["-DMORE", ""]), ("two", ["", "-DMORE"])] {
            for (file, more) in ["first", "second"].iter().zip(flags) {
                lab.run(&format!("{compiler} -g -fPIC {more} -c {file}.cc -o {file}.o"));
            }
            lab.run(&format!("{compiler} -shared -Wl,-soname,libtask.so first.o second.o -o {folder}/lib.so"));
        }
        let (one, two) = (lab.load("one/lib.so"), lab.load("two/lib.so"));
        assert_same(&diff(&one, &two), compiler);
        assert!(body(&one) == body(&two), "{compiler}: the snapshots differ");
    }
}

#[test]
fn the_order_of_files_does_not_matter() {
    let lab = lab();
    let (_, new) = old_and_new(&lab);
    lab.write("reversed/README", "");
    lab.run("ar rc old.a old.so.1.o old.so.2.o");
    lab.run("ar rc reversed/old.a old.so.2.o old.so.1.o");
    let (forward, backward) = (lab.load("old.a"), lab.load("reversed/old.a"));
    assert_same(&diff(&forward, &backward), "members reversed");
    assert_eq!(body(&forward), body(&backward));
    assert!(
        json_without_paths(diff(&forward, &new)) == json_without_paths(diff(&backward, &new)),
        "the report differs"
    );
    // The same objects in a folder, met in another order.
    for (folder, first, second) in [("one", "a.o", "b.o"), ("two", "b.o", "a.o")] {
        lab.write(&format!("{folder}/{first}"), std::fs::read(lab.path("old.so.1.o")).expect("an object"));
        lab.write(&format!("{folder}/{second}"), std::fs::read(lab.path("old.so.2.o")).expect("an object"));
    }
    let (one, two) = (lab.load("one"), lab.load("two"));
    assert_same(&diff(&one, &two), "names of files swapped");
    assert_eq!(body(&one), body(&two));
}

#[test]
fn types_that_nobody_reaches_come_after_those_that_exports_reach() {
    let lab = lab();
    build(&lab, "gcc", "-DUNUSED", "unused.so");
    build(&lab, "gcc", "-DUSED", "used.so");
    let at = |loaded: &Loaded| loaded.graph.ids().find(|&id| loaded.graph.name(id) == "unused");
    let has = |loaded: &Loaded| at(loaded).is_some();
    // Public headers may declare them: then they are interface.
    let loaded = lab.load("unused.so");
    let g = &loaded.graph;
    assert!(at(&loaded).is_some_and(|id| id.index() >= g.reached()));
    let first = g.first(g.reached());
    assert!(first.edges.iter().all(|e| e.target.index() < first.len()));
    assert_same(&diff(&loaded, &lab.load("used.so")), "nobody reaches them");
    let options = Options { all_types: true, ..Options::default() };
    assert!(has(&abilens::load(lab.path("unused.so"), &options, &NoObserver).expect("a library")));
}
