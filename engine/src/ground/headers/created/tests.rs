//! Which functions of a header are taken for ones that hold an object by value.

use super::*;

/// The functions of a header that hold a `box`, which its first line declares.
fn created(text: &str) -> Vec<String> {
    let text = format!("class box; class other;\n{text}\n");
    let texts = Texts::of(vec![vec![("lib/box.h".to_owned(), text)]]);
    let found = texts.created("box", false, &[("box", "/build/lib/box.h", 1)]).expect("an answer");
    found.by.into_iter().collect()
}

#[test]
fn functions_that_hold_an_object_are_told() {
    for text in [
        "inline box *f() { return new box; }",
        "inline box *f() { return new lib::box(1); }",
        "inline box *f(void *p) { return new (p) box{}; }",
        "inline int f(const box *p) { box copy = *p; return copy.get(); }",
        "inline int f(const box *p) { const box copy{*p}; return 1; }",
        "inline int f(const box *p) { if (p) { use(box(*p)); } return 1; }",
        "inline int f() { return take(box{}); }",
        "inline int f() { static box one; return 1; }",
        "inline int f() { return sizeof(box); }",
        "inline int f() { return sizeof(struct box); }",
        "inline box f(const box &b) { return b; }",
        "static inline struct box f(const struct box *b) { return *b; }",
        "inline auto f(const box &b) -> box { return b; }",
        "inline int f(box b) { return 1; }",
        "inline int f(int a, const box) { return a; }",
        "namespace lib { class other { box f() const { return *g(); } }; }",
        "template <class T> box<T> f(const box<T> &b) { return b; }",
        "inline void *f() { return std::make_shared<box>(1).get(); }",
        "#if A\ninline void f() {\n#else\ninline int f() {\n#endif\nbox b; }",
    ] {
        assert_eq!(created(text), ["f"], "{text}");
    }
    assert_eq!(created("class other { operator box() const { return *g(); } };"), ["operator"]);
}

#[test]
fn functions_that_only_pass_pointers_are_not() {
    for text in [
        "inline box *f(box *b) { box *c = b; return c; }",
        "inline const box &f(const box &b) { box const &c = b; return static_cast<const box &>(c); }",
        "inline int f() { return box::count() + box::other(); }",
        "box f(box b);",
        "class box { public: box(); box(const box &); ~box() {} int get() const { return 1; } };",
        "class other { friend class box; box *f() { return 0; } };",
        "inline void f(box *b) { b->~box(); }",
        "inline int f(std::unique_ptr<box> b) { return std::vector<box *>().size(); }",
        "inline int f() { struct box *p = get(); return p->x; }",
        "inline void f() { extern box shared; }",
        "#if 0\ninline box *f() { return new box; }\n#endif",
        "// inline box *f() { return new box; }",
        "enum { A = sizeof(box) };",
    ] {
        assert_eq!(created(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn in_c_a_name_without_its_key_is_that_of_something_else() {
    let of = |text: &str| {
        let texts = Texts::of(vec![vec![("box.h".to_owned(), format!("struct box;\n{text}\n"))]]);
        texts.created("box", true, &[("box", "/build/box.h", 1)]).map(|found| found.by.len())
    };
    assert_eq!(of("static inline int f(struct box *box) { box(sizeof(box)); return 1; }"), Some(0));
    assert_eq!(of("static inline int f(struct box *from) { struct box box = *from; return use(&box); }"), Some(1));
}

#[test]
fn of_two_sides_the_one_that_declares_the_class_counts() {
    let (bare, makes) = ("class box {\nint a;\n};\n", "inline box *make() { return new box; }\n");
    let of = |old: &str, new: &str, line: u32| {
        let root = |text: &str| vec![("box.h".to_owned(), text.to_owned())];
        let texts = Texts::of(vec![root(old), root(new)]);
        texts.created("box", false, &[("box", "/build/box.h", line)]).map(|found| found.by.len())
    };
    let with = format!("{bare}{makes}");
    assert_eq!(of(&with, &format!("\n{bare}"), 1), Some(1));
    assert_eq!(of(bare, &format!("\n{with}"), 1), Some(0));
    // Both declare it there: what one of them alone holds may have come.
    assert_eq!(of(bare, &with, 1), Some(0));
    assert_eq!(of(&with, &with, 1), Some(1));
    assert_eq!(of(&with, &with, 9), None);
    let twice = "namespace a {\nclass box { };\n}\nnamespace b { class box { }; }\n";
    assert_eq!(of(twice, twice, 2), None);
}
