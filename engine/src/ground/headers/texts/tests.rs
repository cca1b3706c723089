//! What the texts of headers are asked for, and what they say.

use super::*;

/// Whether the functions of a header name the member that its line `long hidden...` declares.
fn named(text: &str) -> Option<bool> {
    let line = text.lines().position(|line| line.trim_start().starts_with("long hidden")).map_or(0, |at| at + 1);
    let roots = vec![vec![("lib/box.h".to_owned(), text.to_owned())]];
    let declared = Declared {
        class: "box",
        member: "hidden",
        is_function: false,
        file: "/build/include/lib/box.h",
        line: line as u32,
    };
    Texts::of(roots).in_code(&declared).map(|found| found.named)
}

#[test]
fn functions_with_a_body_are_told() {
    let text = "class box {\nint get() const { return 1; }\nint set(int);\nbool operator<(const box &) const { return false; }\n\
                template <class T> T as(T t) { return t; }\nint far() const;\nlong hidden;\n};\n\
                template <int N> int other() { return 1; }\ninline int box::far() const { return 2; }\n\
                #define SET(n) inline int box::n(int a) { return a; }\n";
    let roots = vec![vec![("box.h".to_owned(), text.to_owned())]];
    let declared = Declared { class: "box", member: "hidden", is_function: false, file: "/build/box.h", line: 7 };
    let found = Texts::of(roots).in_code(&declared).expect("an answer");
    let bodies: Vec<&str> = found.bodies.iter().map(String::as_str).collect();
    assert_eq!(bodies, ["as", "far", "get", "operator"]);
}

#[test]
fn friends_that_the_headers_do_not_define_are_told() {
    let text = "class key { };\nclass box {\nfriend class key;\nfriend struct lib::lock;\ntemplate <class T> friend class access;\n\
                friend plain;\nfriend class set<int>;\nfriend int peek(const box &);\nlong hidden;\n};\n";
    let roots = vec![vec![("box.h".to_owned(), text.to_owned())]];
    let declared = Declared { class: "box", member: "hidden", is_function: false, file: "/build/box.h", line: 9 };
    let found = Texts::of(roots).in_code(&declared).expect("an answer");
    let friends: Vec<&str> = found.friends.iter().map(String::as_str).collect();
    assert_eq!((found.named, friends), (false, vec!["access", "lock", "plain", "set"]));
}

#[test]
fn a_member_that_is_only_declared_is_named_nowhere() {
    let plain = "namespace lib {\nclass box : base<1> {\npublic:\n    int get() const { return shown; }\nprivate:\n\
                 long hidden; // hidden\n    int shown;\n};\n}\n";
    assert_eq!(named(plain), Some(false));
    let beside = "class other { long hidden = 3; int f() { return hidden; } };\n\
                  inline int free_function(int hidden) { return hidden; }\n\
                  template <class T> class EXPORT(1) box final {\n    void f();\nprivate:\n\
                  long hidden;\n    struct { int x; } inner;\n};\n\
                  template <typename T> struct box2 *make() { int hidden = 1; return use(hidden); }\n";
    assert_eq!(named(beside), Some(false));
}

#[test]
fn functions_of_the_class_and_its_friends_name_it() {
    let class = |inside: &str| format!("class box {{\n{inside}\nlong hidden;\n}};\n");
    for inside in [
        "int get() { return hidden; }",
        "box() : hidden(1) {}",
        "box() : shown{1}, hidden{1} {}",
        "struct inner { int f(box &b) { return b.hidden; } };",
        "static_assert(sizeof(hidden) == 8, \"\");",
        "friend int peek(box &b) { return b.hidden; }",
        "int get() { auto &[a, b] = *this; return a; }",
        "int get() { return *(const int *)this; }",
        "int get() { return *reinterpret_cast<int *>(this); }",
        "int get() { return *((char *)p + offsetof(box, shown)); }",
        "friend bool operator==(const box &, const box &) = default;",
        "auto operator<=>(const box &) const = default;",
        "void raw(void *to) const { memcpy(to, this, 4); }",
        "bool same(const box &o) const { return !__builtin_memcmp(this, &o, 4); }",
        "int get() { return apart(this, sizeof *this); }",
        "void raw(box &o) { copy_bytes(&o, sizeof(box)); }",
        "#if 0\n#else\nint get() { return hidden; }\n#endif",
    ] {
        assert_eq!(named(&class(inside)), Some(true), "{inside}");
    }
    let open = class("friend class key; friend void peek(int);");
    for outside in [
        "inline int box::get() { return hidden; }",
        "inline box::box() : shown{1}, last{2} { hidden = 1; }",
        "inline box::box() : hidden(1) {}",
        "class key { int f(box &b) { return b.hidden; } };",
        "inline int key::f(void *b) { return ((box *)b)->hidden; }",
        "inline void peek(int) { use(all()->hidden); }",
        "#define PEEK(b) (b)->hidden",
        "struct box::part { static int f(const box &b) { return b.hidden; } };",
        "class box::part : public other { int f(const box &b) { return b.hidden; } };",
        "struct lib::box::part { struct deep { int f(const box &b) { return b.hidden; } }; };",
    ] {
        assert_eq!(named(&format!("{open}{outside}\n")), Some(true), "{outside}");
    }
    for inside in [
        "box &operator=(const box &) = default;",
        "box &get() { return *this; }",
        "int f() { int a[2]; return (this->x); }",
        "void set(long hidden);",
        "void set(long *hidden, int other) const;",
        "void set(int (*hidden)(int));",
        "box &add(list &all) { all.push(this); return *this; }",
        "#if 0\nint get() { return hidden; }\n#endif",
        "#if 0\n#if X\nint get() { return hidden; }\n#else\nint f() { return hidden; }\n#endif\n#endif",
    ] {
        assert_eq!(named(&class(inside)), Some(false), "{inside}");
    }
    assert_eq!(named("class box {\nlong hidden = 3;\n};\n"), Some(true));
    assert_eq!(named(&format!("{open}class lock {{ int f() {{ return hidden; }} int hidden; }};\n")), Some(false));
}

#[test]
fn what_does_not_read_like_a_header_tells_nothing() {
    assert_eq!(named("class box {\nlong hidden;\n"), None);
    assert_eq!(named("BEGIN(box)\nlong hidden;\nEND\n"), None);
    assert_eq!(named("class box {\n#include \"box.inl\"\nlong hidden;\n};\n"), None);
    assert_eq!(named("class box {\nint shown;\n};\n"), None);
    let branches = "#ifdef A\nclass box : a {\n#else\nclass box : b {\n#endif\nlong hidden;\n};\n";
    assert_eq!(named(branches), Some(false));
}

#[test]
fn macros_that_paste_the_name_together_may_name_it() {
    let more = |text: &str| {
        let text = format!("{text}\nclass box {{\nlong hidden;\n}};\n");
        let roots = vec![vec![("lib/box.h".to_owned(), text)]];
        let declared =
            Declared { class: "box", member: "hidden", is_function: false, file: "/build/include/lib/box.h", line: 3 };
        Texts::of(roots).in_code(&declared).expect("an answer").more
    };
    assert!(more("#define GETTER(n) int n() const { return hid##n; }"));
    assert!(more("#define GETTER(n) int n() const { return n##den; }"));
    assert!(more("#define JOIN(a, b) a##b"));
    assert!(!more("#define GETTER(n) int get_##n() const { return 1; }"));
    assert!(!more("#define GETTER(n) int n() const { return n##_; }"));
}

#[test]
fn inline_functions_are_gone_where_the_folder_of_new_does_not_name_them() {
    let root = |path: &str, text: &str| vec![(path.to_owned(), text.to_owned())];
    let before = "inline int f() { return 1; }\nstruct s { int a; };\ninline int g() { return 2; }\n";
    let after = "struct s { int a; };\n#define MAKE(x) inline int x() { return 2; }\nMAKE(g)\n";
    let texts = Texts::of(vec![root("a.h", before), root("a.h", after)]);
    let (old, new) = ([("s", "include/a.h", 2)], [("s", "include/a.h", 1)]);
    assert_eq!(texts.inline_gone(&old, &new), ["f"]);
    // What came is not gone, and where positions do not tell the folders apart, nothing is.
    assert!(texts.inline_gone(&new, &old).is_empty());
    assert!(texts.inline_gone(&old, &old).is_empty());
    let more = |text: &str| Texts::of(vec![root("a.h", before), root("more.h", text), root("a.h", after)]);
    assert_eq!(more("int h();").inline_gone(&old, &new), ["f"]);
    assert!(more("int f();").inline_gone(&old, &new).is_empty());
    let other = Texts::of(vec![root("a.h", before), root("b.h", after)]);
    assert!(other.inline_gone(&old, &[("s", "b.h", 1)]).is_empty());
}

/// The same of a function that a line `long hidden(...` declares.
fn calls(text: &str) -> Option<bool> {
    let line = text.lines().position(|line| line.trim_start().starts_with("long hidden(")).map_or(0, |at| at + 1);
    let roots = vec![vec![("lib/box.h".to_owned(), text.to_owned())]];
    let declared = Declared {
        class: "box",
        member: "hidden",
        is_function: true,
        file: "/build/include/lib/box.h",
        line: line as u32,
    };
    Texts::of(roots).in_code(&declared).map(|found| found.named)
}

#[test]
fn a_function_that_is_only_declared_is_called_nowhere() {
    let plain = "class box {\npublic:\n    int get() const { return shown; }\n    void set(int hidden);\nprivate:\n\
                 long hidden(int);\n    long hidden(long) const;\n    int shown;\n};\n\
                 struct other { int f() { return hidden(); } };\n";
    assert_eq!(calls(plain), Some(false));
}

#[test]
fn a_function_that_code_of_the_class_calls_is_named() {
    for code in [
        "int get() { return hidden(1); }",
        "int shown = hidden(1);",
        "int shown{hidden(1)};",
        "box() : shown(hidden(1)) {}",
        "int get(int n = hidden(1));",
        "auto get() -> decltype(hidden(1));",
        "void get() noexcept(noexcept(hidden(1)));",
        "static const int shown = sizeof(hidden(1));",
        "template <class T> void get() requires(hidden(1) > 0);",
        "friend long peek(box &b) { return b.hidden(1); }",
        "using mine = decltype(&box::hidden);",
        "enum { shown = hidden(1) };",
    ] {
        let text = format!("class box {{\npublic:\n{code}\nprivate:\nlong hidden(int);\n}};\n");
        assert_eq!(calls(&text), Some(true), "{code}");
    }
    let outside = "class box {\nint get();\nlong hidden(int);\n};\ninline int box::get() { return hidden(1); }\n";
    assert_eq!(calls(outside), Some(true));
}

#[test]
fn whose_headers_are_may_be_told() {
    let root = |text: &str| vec![("box.h".to_owned(), text.to_owned())];
    let had = || root("inline int twice(int a) { return a + a; }\nint half(int a);\n");
    let has = || root("int half(int a);\n");
    let gone = |texts: Texts| texts.inline_gone(&[], &[]);
    assert_eq!(gone(Texts::told(vec![(HeadersOf::Old, had()), (HeadersOf::New, has())])), ["twice"]);
    for other in [
        Texts::told(vec![(HeadersOf::Old, has()), (HeadersOf::New, had())]),
        // Debug information that tells nothing leaves it open.
        Texts::of(vec![had(), has()]),
    ] {
        assert_eq!(gone(other), Vec::<String>::new());
    }
}
