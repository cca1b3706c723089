//! What clang's tree does not state of a declaration, from its tokens: `explicit`, `noexcept`, where the initialisers of a
//! constructor begin, the arguments of a specialization.

use crate::graph::shown::Noexcept;
use crate::graph::shown::tokens::{self, Token};

/// Whether what stands in front of a function's name says `explicit`.
pub(super) fn is_explicit(before: &str) -> bool {
    let mut tokens = tokens::all(before).skip_while(|token| token.text != "explicit");
    if tokens.next().is_none() {
        return false;
    }
    let condition: Vec<&str> = tokens.take(3).map(|token| token.text).collect();
    condition != ["(", "false", ")"]
}

/// Whether a class is instantiated there explicitly: it is no definition of its own.
pub(super) fn is_instantiation(text: &str) -> bool {
    let mut words = tokens::all(text).map(|token| token.text).skip_while(|text| *text == "extern");
    words.next() == Some("template") && words.next() != Some("<")
}

/// The arguments of a specialization, from its name on: `<int>`; empty if there are none.
pub(super) fn arguments(from_name: &str) -> String {
    let mut tokens = tokens::all(from_name).skip(1).peekable();
    if tokens.peek().is_none_or(|token| token.text != "<") {
        return String::new();
    }
    let (mut out, mut depth, mut round) = (String::new(), 0_usize, 0_usize);
    for token in tokens {
        match token.text {
            "(" => round += 1,
            ")" => round = round.saturating_sub(1),
            "<" if round == 0 => depth += 1,
            ">" if round == 0 => depth -= 1,
            _ => {}
        }
        // Blanks that are needed, and one behind each comma.
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        if out.ends_with(',') || out.ends_with(is_word) && token.text.starts_with(is_word) {
            out.push(' ');
        }
        out.push_str(token.text);
        if depth == 0 {
            break;
        }
    }
    out
}

/// The scope that is written in front of the name of an explicit specialization, with its `::`, of what stands in front of that:
/// `C<int>::` of `template <> int C<int>::`. `None` of what is no specialization.
pub(super) fn scope_of_specialization(before: &str) -> Option<String> {
    let tokens: Vec<&str> = tokens::all(before).map(|token| token.text).collect();
    let ["template", "<", ">", rest @ ..] = tokens.as_slice() else { return None };
    let mut start = rest.len();
    while start > 0 && rest[start - 1] == "::" {
        let mut at = start - 1;
        let mut depth = 0_usize;
        while at > 0 {
            at -= 1;
            match rest[at] {
                ">" => depth += 1,
                "<" => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && rest[at] != "<" {
                break;
            }
        }
        start = at;
    }
    Some(rest[start..].concat())
}

/// What stands behind the parameters of a function.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Behind {
    /// `None` where nothing is said.
    pub(super) noexcept: Option<Noexcept>,
    /// Offset of the `:` in front of the initialisers of a constructor.
    pub(super) initialisers: Option<usize>,
}

/// Reads a function from its name on, up to its body.
pub(super) fn behind(from_name: &str, name: &str) -> Behind {
    let mut tokens = tokens::all(from_name).peekable();
    let mut out = Behind::default();
    // The name itself may have parentheses.
    let opens = if name == "operator()" { 2 } else { 1 };
    if tokens.by_ref().filter(|token| token.text == "(").nth(opens - 1).is_none() {
        return out;
    }
    let mut depth = 1_i64;
    while let Some(token) = tokens.next() {
        match token.text {
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            "noexcept" if depth <= 0 => {
                let stated = tokens.peek().is_some_and(|next| next.text == "(");
                out.noexcept = Some(if stated { condition(&mut tokens) } else { Noexcept::Yes });
            }
            "throw" if depth <= 0 => {
                let list = condition(&mut tokens);
                out.noexcept = Some(if list == Noexcept::If(String::new()) { Noexcept::Yes } else { Noexcept::No });
            }
            ":" if depth <= 0 => {
                out.initialisers = Some(token.start);
                break;
            }
            "{" | ";" | "=" if depth <= 0 => break,
            _ => {}
        }
    }
    out
}

/// What stands in parentheses, as a promise.
fn condition<'t>(tokens: &mut impl Iterator<Item = Token<'t>>) -> Noexcept {
    let (mut depth, mut words) = (0_usize, Vec::new());
    for token in tokens {
        match token.text {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        words.push(token.text);
    }
    match words.get(1..).unwrap_or_default() {
        ["true"] => Noexcept::Yes,
        ["false"] => Noexcept::No,
        rest => Noexcept::If(rest.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explicit_is_said_in_front_of_the_name() {
        assert!(is_explicit("inline explicit ") && is_explicit("explicit(sizeof(T) > 1) "));
        assert!(!is_explicit("explicit(false) ") && !is_explicit("constexpr "));
    }

    #[test]
    fn promises_stand_behind_the_parameters() {
        let promise = |text, name| behind(text, name).noexcept;
        assert_eq!(promise("f(void (*g)() noexcept);", "f"), None);
        assert_eq!(promise("f(int) const noexcept { }", "f"), Some(Noexcept::Yes));
        assert_eq!(promise("f() noexcept(true) = default", "f"), Some(Noexcept::Yes));
        assert_eq!(promise("f() noexcept(false)", "f"), Some(Noexcept::No));
        assert_eq!(
            promise("operator()(int) noexcept(A<T>::b(1))", "operator()"),
            Some(Noexcept::If("A < T > :: b ( 1 )".into()))
        );
        assert_eq!(promise("f() throw()", "f"), Some(Noexcept::Yes));
        assert_eq!(promise("f() throw(int)", "f"), Some(Noexcept::No));
        assert_eq!(promise("f() { noexcept(x); }", "f"), None);
        assert_eq!(promise("f(int))(double) noexcept;", "f"), Some(Noexcept::Yes));
        assert_eq!(behind("C(int a) : p(a) {", "C").initialisers, Some(9));
        for odd in ["", "f", "f(", "f)", "operator()", "operator()(", "f() noexcept(", "f() throw"] {
            behind(odd, "operator()");
        }
    }

    #[test]
    fn specializations_have_arguments() {
        assert_eq!(arguments("V<int> { }"), "<int>");
        assert_eq!(arguments("V< A<int>,(1 > 0) > : B"), "<A<int>, (1>0)>");
        assert_eq!(arguments("V {"), "");
        let scope = |before| scope_of_specialization(before);
        assert_eq!(scope("template <> inline int N::C<A<int>>::").as_deref(), Some("N::C<A<int>>::"));
        assert_eq!(scope("template<> int ").as_deref(), Some(""));
        assert_eq!(scope("template <class T> int C<T>::"), None);
        for odd in ["template<>::", "template<> >::", "template<> <::", "template<> ::::"] {
            scope(odd);
        }
        assert!(is_instantiation("extern template class V<int>") && is_instantiation("template struct V<long>"));
        assert!(!is_instantiation("template <> struct V<int>") && !is_instantiation("struct V"));
    }
}
