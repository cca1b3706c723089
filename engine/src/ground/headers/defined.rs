//! Which types the texts of headers define, by name: wherever the compiler found the definition that it used, consumers
//! who include these headers see one.
//!
//! This is no compiler: scopes are told apart by their braces, macros are not expanded, and all branches of `#if` count.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{Token, behind_template, tokens, without_comments};

/// The headers below one folder, or one file: each with its path there and its text.
pub type Root = Vec<(String, String)>;

/// Names of the classes, structs, unions and enums that headers define, with the namespaces and classes around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defined {
    /// For each name the definitions by the folder or file that was named, as text without comments and blanks.
    names: BTreeMap<String, Vec<(usize, String)>>,
    /// Inline functions and function templates outside of classes, with the folders or files that define them.
    functions: BTreeMap<String, BTreeSet<usize>>,
    /// The names that typedefs and aliases mention, by the same.
    typedefs: BTreeMap<String, BTreeSet<usize>>,
}

impl Defined {
    /// Of the texts of all headers, by the folder or file that was named.
    #[must_use]
    pub fn of(roots: &[Root]) -> Self {
        let mut scan = Scan::default();
        for (root, files) in roots.iter().enumerate() {
            scan.root = root;
            for (_, text) in files {
                scan.run(&without_comments(text));
            }
        }
        Self { names: scan.names, functions: scan.functions, typedefs: scan.typedefs }
    }

    /// Whether a typedef of this qualified name stands in two of the folders or files that were named: those of both sides.
    pub(super) fn keep_typedef(&self, name: &str) -> bool {
        of_name(&self.typedefs, name).is_some_and(|roots| roots.len() > 1)
    }

    /// Whether all folders that define a type of this qualified name write the same. `None` where fewer than two define
    /// it: then one side's definition is not known.
    #[must_use]
    pub fn agree(&self, name: &str) -> Option<bool> {
        let mut by_root: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (root, text) in self.find(name)? {
            by_root.entry(*root).or_default().push(text);
        }
        let mut all = by_root.values();
        let first = all.next()?;
        (by_root.len() > 1).then(|| all.all(|texts| texts == first))
    }

    /// Whether one of the folders or files that were named defines types of both names: then neither took the other's place.
    #[must_use]
    pub fn holds_both(&self, one: &str, other: &str) -> bool {
        let roots = |name: &str| self.find(name).into_iter().flatten().map(|(root, _)| *root);
        roots(one).any(|root| roots(other).any(|at| at == root))
    }

    /// The definitions of a type of this qualified name.
    fn find(&self, name: &str) -> Option<&Vec<(usize, String)>> {
        of_name(&self.names, name)
    }

    /// Inline functions outside of classes, by qualified name, with the folders or files that define them.
    pub(super) fn functions(&self) -> impl Iterator<Item = (&str, &BTreeSet<usize>)> {
        self.functions.iter().map(|(name, roots)| (name.as_str(), roots))
    }

    /// Whether one of the folders or files defines a type of this name without scopes, in whatever scope.
    pub(super) fn has_last(&self, root: usize, name: &str) -> bool {
        self.count_last(root, name) > 0
    }

    /// How many types of this name without scopes it defines, in different scopes.
    pub(super) fn count_last(&self, root: usize, name: &str) -> usize {
        let is_there = |all: &Vec<(usize, String)>| all.iter().any(|(at, _)| *at == root);
        let is = |(defined, all): &(&String, &Vec<(usize, String)>)| {
            defined.rsplit("::").next() == Some(name) && is_there(all)
        };
        self.names.iter().filter(is).count()
    }

    /// Whether a type of this qualified name is defined there. Template arguments do not count, and outer scopes may be
    /// missing in the texts: macros open them (`LIB_BEGIN_NAMESPACE`).
    #[must_use]
    pub fn holds(&self, name: &str) -> bool {
        self.find(name).is_some()
    }
}

/// What stands under a qualified name, without template arguments and perhaps without outer scopes: macros open them.
fn of_name<'m, T>(all: &'m BTreeMap<String, T>, name: &str) -> Option<&'m T> {
    if all.is_empty() || name.is_empty() {
        return None;
    }
    let plain = without_arguments(name);
    let mut rest = plain.as_str();
    loop {
        if let Some(found) = all.get(rest) {
            return Some(found);
        }
        rest = rest.split_once("::")?.1;
    }
}

/// A qualified name without the arguments of templates.
fn without_arguments(name: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// What a pair of braces is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Scope {
    /// A namespace or class with its name, or `extern "C"` and namespaces without one: empty.
    Named(String),
    /// A struct or enum whose names stand behind it: `typedef struct { } name;`.
    Typedef(String),
    /// A function, an initializer.
    Code,
}

impl Scope {
    fn name(&self) -> &str {
        match self {
            Self::Named(name) | Self::Typedef(name) => name,
            Self::Code => "",
        }
    }
}

/// One pass over texts.
#[derive(Default)]
struct Scan {
    names: BTreeMap<String, Vec<(usize, String)>>,
    functions: BTreeMap<String, BTreeSet<usize>>,
    typedefs: BTreeMap<String, BTreeSet<usize>>,
    root: usize,
    /// For each scope that is open, the name that it defines and its text so far.
    open: Vec<Option<(String, String)>>,
    scopes: Vec<Scope>,
    /// Tokens of what has begun in the innermost scope.
    head: Vec<Token>,
    /// The braces of a `typedef` ended: names follow.
    names_follow: bool,
    /// For each `#if` that is open, the scopes before it: its branches are alternatives.
    branches: Vec<Vec<Scope>>,
    /// For each of them whether what stands there is there for whoever includes the header from C++: guards against a
    /// second inclusion, and what asks for the language.
    plain: Vec<bool>,
}

impl Scan {
    fn run(&mut self, text: &str) {
        self.scopes.clear();
        self.open.clear();
        self.branches.clear();
        self.plain.clear();
        self.head.clear();
        for line in text.lines() {
            if let Some(directive) = line.trim_start().strip_prefix('#') {
                self.directive(directive.trim_start());
                continue;
            }
            for token in tokens(line) {
                self.token(token);
            }
        }
    }

    fn directive(&mut self, text: &str) {
        let word = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        match word {
            "if" | "ifdef" | "ifndef" => {
                let is_guard = word == "ifndef" && self.branches.is_empty();
                self.plain.push(is_guard || word != "ifndef" && text.contains("__cplusplus"));
                self.branches.push(self.scopes.clone());
            }
            "else" | "elif" | "elifdef" | "elifndef" => {
                if let Some(plain) = self.plain.last_mut() {
                    *plain = false;
                }
                if let Some(before) = self.branches.last() {
                    self.scopes.clone_from(before);
                    self.open.resize_with(before.len(), || None);
                }
            }
            "endif" => {
                self.branches.pop();
                self.plain.pop();
            }
            _ => {}
        }
    }

    fn token(&mut self, token: Token) {
        if token != Token::Other(' ') {
            for (_, text) in self.open.iter_mut().flatten() {
                write(text, &token);
            }
        }
        match token {
            Token::Other('{') => {
                let mut text = String::new();
                self.head.iter().for_each(|token| write(&mut text, token));
                let (scope, defines) = self.opened();
                self.scopes.push(scope);
                self.open.push(defines.map(|name| (name, text)));
                self.head.clear();
            }
            Token::Other('}') => {
                let scope = self.scopes.pop();
                if let Some((name, text)) = self.open.pop().flatten() {
                    self.names.entry(name).or_default().push((self.root, text));
                }
                self.names_follow = matches!(scope, Some(Scope::Typedef(_)));
                self.head.clear();
            }
            Token::Other(';') => {
                if std::mem::take(&mut self.names_follow) {
                    for token in std::mem::take(&mut self.head) {
                        if let Token::Word(name) = token {
                            let name = self.qualified(&name);
                            self.typedefs.entry(name.clone()).or_default().insert(self.root);
                            self.names.entry(name).or_default().push((self.root, String::new()));
                        }
                    }
                }
                self.typedef();
                self.head.clear();
            }
            Token::Other(' ') => {}
            token => self.head.push(token),
        }
    }

    /// A typedef or an alias that ended without braces. Which of its words are the names that it gives, is not looked at: a
    /// typedef that another one is made of is there, too. Tags are none.
    fn typedef(&mut self) {
        let head = std::mem::take(&mut self.head);
        let plain = behind_template(&head);
        let word = |at: usize| match plain.get(at) {
            Some(Token::Word(word)) => Some(word.as_str()),
            _ => None,
        };
        if self.scopes.contains(&Scope::Code) {
            return;
        }
        let mut names: Vec<&str> = Vec::new();
        match word(0) {
            Some("using") if plain.get(2) == Some(&Token::Other('=')) => names.extend(word(1)),
            Some("typedef") => {
                let is_tag = |at: usize| matches!(word(at - 1), Some("struct" | "class" | "union" | "enum"));
                names.extend((1..plain.len()).filter(|&at| !is_tag(at)).filter_map(word));
            }
            _ => {}
        }
        for name in names {
            let name = self.qualified(name);
            self.typedefs.entry(name).or_default().insert(self.root);
        }
    }

    /// What the braces that open now are, by what stands before them, and the name that they define.
    fn opened(&mut self) -> (Scope, Option<String>) {
        if self.scopes.contains(&Scope::Code) {
            return (Scope::Code, None);
        }
        let head = std::mem::take(&mut self.head);
        let word = |token: &Token, word: &str| matches!(token, Token::Word(w) if w == word);
        let is_typedef = head.first().is_some_and(|t| word(t, "typedef"));
        if let Some(at) = head.iter().position(|t| word(t, "namespace")) {
            return (Scope::Named(name_after(&head[at + 1..]).unwrap_or_default()), None);
        }
        let of_linkage = head.first().is_some_and(|t| word(t, "extern"));
        if of_linkage && matches!(head.get(1), Some(Token::Text(_))) && head.len() == 2 {
            return (Scope::Named(String::new()), None);
        }
        let keys = ["class", "struct", "union", "enum"];
        let is_key = |t: &Token| keys.iter().any(|key| word(t, key));
        let plain = behind_template(&head);
        let at = plain.iter().position(is_key);
        let behind = at.map(|at| &plain[at + 1 + plain[at + 1..].iter().take_while(|t| is_key(t)).count()..]);
        let Some(name) = behind.and_then(name_after) else {
            self.function(&head);
            return (Scope::Code, None);
        };
        let defines = (!name.is_empty()).then(|| self.qualified(&name));
        (if is_typedef { Scope::Typedef(name) } else { Scope::Named(name) }, defines)
    }

    /// Braces of code open: those of an inline function outside of classes, if what stands before them is the head of one.
    /// What some options or machines alone see is left out: whether consumers do, the text does not tell.
    fn function(&mut self, head: &[Token]) {
        let in_class = self.open.iter().any(Option::is_some);
        let is_plain = self.plain.iter().all(|plain| *plain);
        let name = (!in_class && is_plain).then(|| inline_function(head)).flatten();
        if let Some(name) = name.map(|name| self.qualified(&name)) {
            self.functions.entry(name).or_default().insert(self.root);
        }
    }

    fn qualified(&self, name: &str) -> String {
        let around = self.scopes.iter().map(Scope::name).filter(|scope| !scope.is_empty());
        let parts: Vec<&str> = around.chain([name]).collect();
        parts.join("::")
    }
}

/// Puts a token behind a text, so that equal texts are equal sequences of tokens.
fn write(text: &mut String, token: &Token) {
    match token {
        Token::Word(word) => text.push_str(word),
        Token::Text(literal) => {
            text.push('"');
            text.push_str(literal);
        }
        Token::Paste => text.push_str("##"),
        Token::Spell => text.push('#'),
        Token::Other(c) => text.push(*c),
    }
    text.push(' ');
}

/// The name that a key word gives to the braces behind it: the last one before bases or arguments, which macros and
/// attributes may precede. Empty where there is none; `None` where the key word only names a type, as that of a function.
fn name_after(rest: &[Token]) -> Option<String> {
    let mut name = String::new();
    let mut joins = false;
    let mut at = 0;
    while let Some(token) = rest.get(at) {
        match token {
            Token::Word(word) if word == "final" && !name.is_empty() => {}
            Token::Word(word) => {
                if !std::mem::take(&mut joins) {
                    name.clear();
                }
                name.push_str(word);
            }
            Token::Other(':') if rest.get(at + 1) == Some(&Token::Other(':')) => {
                name.push_str("::");
                joins = true;
                at += 1;
            }
            // What follows are bases, the type of an enum, or arguments of a specialization.
            Token::Other(':' | '<') => break,
            // `__attribute__((packed))`, `alignas(8)`, `[[nodiscard]]`, `LIB_DEPRECATED("text")`.
            Token::Other('(') | Token::Other('[') if name.is_empty() || is_attribute(&name) => {
                at = closing(rest, at)?;
                name.clear();
            }
            _ => return None,
        }
        at += 1;
    }
    Some(name)
}

/// The name of the function that a head is of, if it says that every source that includes it may hold the function.
fn inline_function(head: &[Token]) -> Option<String> {
    let is_inline = |t: &Token| match t {
        Token::Word(w) => {
            matches!(w.as_str(), "inline" | "static" | "template" | "constexpr" | "consteval")
                || w.to_ascii_lowercase().contains("inline")
        }
        _ => false,
    };
    if !head.iter().any(is_inline) {
        return None;
    }
    let head = behind_template(head);
    let mut at = 0;
    loop {
        let open = at + head[at..].iter().position(|t| *t == Token::Other('('))?;
        let before = |count: usize| open.checked_sub(count).and_then(|i| head.get(i));
        match before(1) {
            // What is initialized by code is no function, and an operator has no name.
            _ if head[..open]
                .iter()
                .any(|t| matches!(t, Token::Other('=')) || *t == Token::Word("operator".into())) =>
            {
                return None;
            }
            Some(Token::Word(word))
                if is_attribute(word) || matches!(word.as_str(), "decltype" | "noexcept" | "requires" | "explicit") =>
            {
                at = closing(head, open)? + 1;
            }
            // A function of a class is told by debug information.
            Some(Token::Word(word)) if before(2) != Some(&Token::Other(':')) => return Some(word.clone()),
            _ => return None,
        }
    }
}

fn is_attribute(name: &str) -> bool {
    let is_macro = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    matches!(name, "__attribute__" | "__attribute" | "alignas" | "__declspec" | "_Alignas")
        || name.chars().all(is_macro)
}

/// Where the bracket that opens at a place is closed.
fn closing(tokens: &[Token], at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (i, token) in tokens.iter().enumerate().skip(at) {
        match token {
            Token::Other('(' | '[') => depth += 1,
            Token::Other(')' | ']') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(i);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roots(texts: &[&str]) -> Vec<Root> {
        texts.iter().map(|text| vec![("a.h".to_owned(), (*text).to_owned())]).collect()
    }

    fn names(text: &str) -> Vec<String> {
        Defined::of(&roots(&[text])).names.into_keys().collect()
    }

    #[test]
    fn inline_functions_are_found_by_their_heads() {
        let text = "
            #ifndef LIB_H
            #define LIB_H
            #ifdef __cplusplus
            extern \"C\" {
            #endif
            static inline struct point *first(struct point *p) { if (p) { return p; } return 0; }
            __attribute__((always_inline)) inline int second(int (*f)(int)) { return f(1); }
            LIB_INLINE(int) third(void) { return 3; }
            int exported(void) { return 4; }
            int declared(void);
            static const int table[] = { 1, 2 };
            static inline const char *const names[] = { \"a\" };
            #ifdef _WIN32
            static inline int elsewhere(void) { return 5; }
            #else
            static inline int here(void) { return 5; }
            #endif
            namespace lib {
            template <class T, class U = std::vector<T>> T fourth(T a, U b) { return a; }
            struct box { int get() const { return 1; } friend inline int friendly(box b) { return 2; } };
            inline int box::far() { return 1; }
            inline bool operator==(const box &a, const box &b) { return true; }
            constexpr auto fifth(int a) -> int { return a; }
            inline auto lambda = [](int a) { return a; };
            }
            #endif
        ";
        let found = Defined::of(&roots(&[text]));
        let names: Vec<&str> = found.functions().map(|(name, _)| name).collect();
        assert_eq!(names, ["first", "lib::fifth", "lib::fourth", "second", "third"]);
    }

    #[test]
    fn definitions_are_found_by_their_braces() {
        let text = "
            namespace outer { inline namespace v1 {
            struct plain { int a; };
            class LIB_API exported final : public plain { struct part { int b; }; enum kind { one }; };
            template <class T, typename U = std::vector<T>> class box : plain { };
            template <> struct box<int, long> { };
            enum class colour : unsigned char { red };
            struct __attribute__((packed)) tight { char c; };
            struct alignas(8) wide { char c; };
            struct [[nodiscard]] token { };
            } }
            extern \"C\" {
            typedef struct { int x; } point, *point_pointer;
            typedef struct tag { int y; } tagged;
            }
            struct outer::v1::nested { };
        ";
        let expected = [
            "outer::v1::box",
            "outer::v1::colour",
            "outer::v1::exported",
            "outer::v1::exported::kind",
            "outer::v1::exported::part",
            "outer::v1::nested",
            "outer::v1::plain",
            "outer::v1::tight",
            "outer::v1::token",
            "outer::v1::wide",
            "point",
            "point_pointer",
            "tag",
            "tagged",
        ];
        assert_eq!(names(text), expected);
    }

    #[test]
    fn declarations_and_code_define_nothing() {
        let text = "
            struct opaque; class other;
            struct opaque *make(void);
            inline struct opaque *get(void) { struct local { int a; } l; return l.a ? 0 : 0; }
            template <class T> void call(T t) { }
            int list[] = { 1 };
            /* struct comment { int a; }; */
            #define MAKE(x) struct x { int a; };
        ";
        assert_eq!(names(text), [""; 0]);
    }

    #[test]
    fn branches_are_alternatives() {
        let text = "
            #ifdef A
            struct both : first {
            #else
            struct both {
            #endif
                struct inner { int a; };
            };
            struct after { int b; };
        ";
        assert_eq!(names(text), ["after", "both", "both::inner"]);
    }

    #[test]
    fn scopes_around_may_be_missing_and_arguments_do_not_count() {
        let defined = Defined::of(&roots(&["struct a { struct b { int c; }; }; namespace n { class d { }; }"]));
        for name in ["a", "lib::a", "a::b", "lib::a<int>::b", "n::d", "m::n::d<x<y>>"] {
            assert!(defined.holds(name), "{name}");
        }
        for name in ["b", "c", "lib::b", "d", "m::d", "", "aa"] {
            assert!(!defined.holds(name), "{name}");
        }
    }

    #[test]
    fn typedefs_of_both_sides_are_told_from_tags() {
        let old = "typedef unsigned long size; typedef int (*callback)(size); namespace n { using word = int; }
            typedef struct tag *handle; typedef struct { int a; } point; typedef int gone;";
        let new = "namespace n { using word = long; } typedef int (*callback)(size);
            typedef unsigned long size;\ntypedef struct gone point; typedef struct tag *handle;";
        let defined = Defined::of(&roots(&[old, new]));
        for name in ["size", "callback", "n::word", "lib::n::word", "handle", "point"] {
            assert!(defined.keep_typedef(name), "{name}");
        }
        for name in ["gone", "tag", "word", "other"] {
            assert!(!defined.keep_typedef(name), "{name}");
        }
    }

    #[test]
    fn definitions_agree_whatever_stands_between_their_words() {
        let old = "struct a : base { int b; /* old */ };  struct only { };\nnamespace n { struct c { int d(); }; }";
        let new = "struct a\n    : base\n{\n    int b; // new\n};\nnamespace n { struct c { long d(); }; }";
        let defined = Defined::of(&roots(&[old, new]));
        assert_eq!(defined.agree("a"), Some(true));
        assert_eq!(defined.agree("n::c"), Some(false));
        assert_eq!(defined.agree("only"), None);
        assert_eq!(defined.agree("missing"), None);
    }
}
