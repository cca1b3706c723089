//! Text of declarations without what differs between two spellings of one: tags, modules, versions, the standard library.

use crate::graph::mangled::View;

/// Text without abi tags.
pub(super) fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("[abi:") {
        out.push_str(&rest[..at]);
        rest = rest[at..].find(']').map_or("", |end| &rest[at + end + 1..]);
    }
    out.push_str(rest);
    out
}

/// Text without the modules that names are attached to.
pub(super) fn without_modules(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        out.push_str(&rest[..at]);
        let end = rest[at + 1..].find(|c: char| !is_of_name(c) && c != '.').map_or(rest.len(), |end| at + 1 + end);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Text in which what has no name has no number.
pub(super) fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('#') {
        out.push_str(&rest[..at]);
        rest = rest[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit());
    }
    out.push_str(rest);
    out
}

pub(in crate::compare) fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii()
}

/// Text without the scopes of which `dropped` holds, and what was left out: `a::v1::b` becomes `a::b`. `dropped` is given
/// the scope, and whether `std` stands before it.
pub(in crate::compare) fn without_scopes(text: &str, dropped: impl Fn(&str, bool) -> bool) -> (String, Vec<String>) {
    let mut out = String::with_capacity(text.len());
    let mut left_out = Vec::new();
    let mut rest = text;
    let mut behind_std = false;
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
        if length == 0 {
            behind_std &= first == ':';
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (word, behind) = rest.split_at(length);
        if let Some(tail) = behind.strip_prefix("::").filter(|_| dropped(word, behind_std)) {
            left_out.push(word.to_owned());
            rest = tail;
            continue;
        }
        behind_std = word == "std";
        out.push_str(word);
        rest = behind;
    }
    (out, left_out)
}

/// A namespace within `std` by which standard libraries tell their versions and modes apart.
pub(super) fn is_of_library(scope: &str, behind_std: bool) -> bool {
    behind_std
        && (matches!(scope, "__cxx11" | "__debug" | "__cxx1998" | "__profile" | "__ndk1" | "__Cr" | "__fs" | "_V2")
            || scope.strip_prefix("__").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())))
}

/// A scope that looks as if it counted: `v1`, `__2`, `r1`, `lts_20230125`, `abi_v3`.
pub(in crate::compare) fn is_version(scope: &str) -> bool {
    let body = scope.trim_matches('_');
    let letters = body.find(|c: char| c.is_ascii_digit()).unwrap_or(body.len());
    let (word, number) = body.split_at(letters);
    let counts = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '_');
    let word = word.trim_end_matches('_');
    let known =
        ["", "v", "r", "d", "abi", "lts", "ver", "version", "vers", "rev", "api", "abi_v", "abi_r"].contains(&word);
    counts && known && (!word.is_empty() || scope.starts_with('_'))
}

/// What the mangled names of all functions of one name in one namespace start with. `None` of operators, and where
/// the name is written otherwise.
pub(super) fn start_of_overloads<'n>(name: &'n str, view: &View) -> Option<&'n str> {
    let last = &view.path.last()?.name;
    let written = [last.len().to_string().as_str(), last].concat();
    let at = name.find(&written)? + written.len();
    let is_nested = name.starts_with("_ZN");
    let end = if is_nested { at + 1 } else { at };
    // With an abi tag (`B`) it is another function of the same declaration.
    let tagged = name[at..].starts_with('B');
    (!tagged && !last.starts_with("operator") && (!is_nested || name[at..].starts_with('E')))
        .then(|| name.get(..end))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_left_out() {
        assert_eq!(without_tags("f[abi:cxx11](A[abi:x]::B)"), "f(A::B)");
        assert_eq!(without_modules("f@a.b(A@c, int)"), "f(A, int)");
        assert_eq!(without_numbers("f({lambda(int)#12})"), "f({lambda(int)})");
        let version = |scope: &str, _: bool| is_version(scope);
        assert_eq!(
            without_scopes("lib::v1::f(lib::v1::A &)", version),
            ("lib::f(lib::A &)".into(), vec!["v1".into(), "v1".into()])
        );
        assert_eq!(without_scopes("lib::v1(v1)", version).0, "lib::v1(v1)");
        let text = "f(std::__cxx11::list<int>, my::__1::x)";
        assert_eq!(
            without_scopes(text, is_of_library),
            ("f(std::list<int>, my::__1::x)".into(), vec!["__cxx11".into()])
        );
    }

    #[test]
    fn scopes_that_count() {
        for scope in ["v1", "__1", "_V2", "v12", "r1", "d1", "lts_20230125", "abi_v1", "__v3", "v1_2"] {
            assert!(is_version(scope) || scope == "_V2", "{scope}");
        }
        for scope in ["v", "utf8", "base64", "sha256", "x86", "1", "Matrix4", "int32", "vec3", "mp3"] {
            assert!(!is_version(scope), "{scope}");
        }
    }
}
