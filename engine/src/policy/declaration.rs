//! Declarations as stgdiff and abilens write them, compared by their words: `int(* f)(const u8*)` and
//! `int (*f)(const u8 *)` are one.

/// A declaration in the one form in which two are compared: words and signs, one blank between them. Bodies in braces
/// are left out, `(void)` is `()`, the words of an integer type stand in one order.
#[must_use]
pub fn spelling(text: &str) -> String {
    let mut tokens: Vec<&str> = Vec::new();
    let mut integer: Vec<&str> = Vec::new();
    let mut depth = 0_usize;
    for token in words(text) {
        match token {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            // What the compilers call `long unsigned int`.
            "unsigned" | "signed" | "long" | "short" | "int" | "char" if depth == 0 => {
                integer.push(token);
                continue;
            }
            _ => {}
        }
        tokens.append(&mut integer_type(std::mem::take(&mut integer)));
        if depth == 0 || token == "{" && depth == 1 {
            tokens.push(token);
        }
        if tokens.ends_with(&["(", "void", ")"]) {
            tokens.remove(tokens.len() - 2);
        }
    }
    tokens.append(&mut integer_type(integer));
    tokens.join(" ")
}

fn integer_type(mut words: Vec<&str>) -> Vec<&str> {
    words.sort_unstable();
    if !words.is_empty() && !words.contains(&"char") {
        words.retain(|w| *w != "signed" && *w != "int");
        if words.is_empty() {
            words.push("int");
        }
    }
    words
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if word(first) { rest.find(|c| !word(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (token, behind) = rest.split_at(end);
        rest = behind.trim_start();
        Some(token)
    })
}

/// The members that a declaration declares, by name, with the [`spelling`] of each: `int x[2]` declares x;
/// `union { int(* f)(struct a*); u64 r:1; } u` f, r, u.
#[must_use]
pub fn parts(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut todo = vec![text];
    while let Some(text) = todo.pop() {
        if let Some(name) = declared(text) {
            out.push((name, spelling(text)));
        }
        let (Some(open), Some(close)) = (text.find('{'), text.rfind('}')) else { continue };
        let record = |k: &str| text.trim_start().starts_with(k) || text[..open].contains(&format!(" {k} "));
        if ["struct", "union", "class"].into_iter().any(record) && open < close {
            todo.extend(members(&text[open + 1..close]));
        }
    }
    out
}

/// The declarations in a body: between semicolons, but not those of bodies within.
fn members(body: &str) -> Vec<&str> {
    let (mut depth, mut start, mut out) = (0_usize, 0, Vec::new());
    for (i, b) in body.bytes().enumerate() {
        match b {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b';' if depth == 0 => {
                out.push(&body[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    out
}

/// The name that a declaration declares, if any: `int(* f)(bool(*)(int))` f, `int foo(void*)` foo, `struct { int a; }`
/// none.
///
/// It is the first identifier behind which a declarator ends (`[`, `:`, the end, a parameter list), outside of
/// parameter lists and bodies.
#[must_use]
pub fn declared(text: &str) -> Option<String> {
    let spelt = spelling(text);
    let tokens: Vec<&str> = spelt.split(' ').collect();
    // For each open parenthesis whether it is that of a pointer's declarator.
    let mut open: Vec<bool> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let next = tokens.get(i + 1).copied();
        match *token {
            "(" => open.push(next == Some("*")),
            ")" => drop(open.pop()),
            t if t.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$') => {
                let pointer = next == Some("(") && tokens.get(i + 2) == Some(&"*");
                let ends = match next {
                    None | Some("[" | ":" | "@") => !KEYWORDS.contains(&t),
                    Some("(") => !pointer,
                    Some(")") => !open.is_empty(),
                    _ => false,
                };
                if ends && open.iter().all(|pointer| *pointer) {
                    return Some(t.to_owned());
                }
            }
            _ => {}
        }
    }
    None
}

/// Words that end a declaration without a name: `unsigned int : 3`.
const KEYWORDS: [&str; 9] = ["void", "char", "short", "int", "long", "unsigned", "signed", "struct", "union"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_declaration_has_one_spelling() {
        for (a, b) in [
            ("int(* f)(struct a*, const u8* const*)", "int (*f)(struct a *, const u8 *const *)"),
            ("long unsigned int x", "unsigned long x"),
            ("unsigned int x:3", "unsigned x : 3"),
            ("int foo()", "int foo(void)"),
            ("struct { int a; struct { int b; }; } nm", "struct {...} nm"),
        ] {
            assert_eq!(spelling(a), spelling(b));
        }
        for (a, b) in [("signed char x", "char x"), ("int x[2]", "int x[3]"), ("int x", "unsigned int x")] {
            assert_ne!(spelling(a), spelling(b));
        }
    }

    #[test]
    fn names_that_declarations_declare() {
        let names = |text: &str| {
            let mut out: Vec<String> = parts(text).into_iter().map(|(name, _)| name).collect();
            out.sort();
            out
        };
        assert_eq!(names("struct unix_edge* edges"), ["edges"]);
        assert_eq!(names("u8 r[28]"), ["r"]);
        assert_eq!(names("int(* ldisc_ok)(struct tty_struct*, int)"), ["ldisc_ok"]);
        assert_eq!(
            names("union { struct { __u8 a; __u8 b[7]; }; struct { u64 c:3; }; union { }; } u"),
            ["a", "b", "c", "u"]
        );
        assert_eq!(names("int(* g)(bool(*)(struct a*, b_t), c_t)"), ["g"]);
        assert_eq!(names("void(* get(int))(int)"), ["get"]);
        assert_eq!(names("E_MAX"), ["E_MAX"]);
        assert_eq!(names("int foo@@VERS_1(int)"), ["foo"]);
        assert_eq!(names("unsigned int :3"), [""; 0]);
        let all = parts("union { __u8 flags; struct { __u8 reserved:6; }; }");
        assert!(all.contains(&("reserved".into(), "__u8 reserved : 6".into())), "{all:?}");
    }
}
