//! Names of one address: each has the type of the function or variable there.

mod support;

use support::{Lab, diff, findings};

/// GCC puts what follows a call of a cold function into a part of its own: the DIE then has ranges, no address.
const IN_TWO_PARTS: &str = "
    struct s { int a; MEMBER long b; };
    __attribute__((cold, noinline)) static void slow(void) { __asm__ volatile (\"\"); }
    int real(struct s *p) { if (p->a == 42) { slow(); slow(); return (int)p->b; } return p->a; }
    int other(struct s *p) __attribute__((alias(\"real\")));
";

#[test]
fn an_alias_of_a_function_in_two_parts_has_its_type() {
    let lab = Lab::new();
    for (side, member) in [("old", ""), ("new", "long m;")] {
        lab.write(&format!("{side}.c"), IN_TWO_PARTS.replace("MEMBER", member));
        lab.run(&format!("gcc -g -O2 -fPIC -shared {side}.c -o {side}.so"));
    }
    let (old, new) = (lab.load("old.so"), lab.load("new.so"));
    for loaded in [&old, &new] {
        let untyped = loaded.graph.exports.iter().filter(|e| e.type_id.is_none()).count();
        assert_eq!(untyped, 0, "{}", loaded.path);
    }
    let report = diff(&old, &new);
    assert_eq!(report.counts.symbols_changed, 2, "{:#?}", findings(&report));
}
