//! Names of C++ as `c++filt` of binutils spells them, for files that are written in its words.

use super::foreign;

/// The name, or `None` for what is not of C++. It is the crate's text in other words: what compilers make for a class, classes of the
/// standard library in full, numbers of template arguments with suffixes instead of casts.
pub(super) fn spelt(name: &str) -> Option<String> {
    if !name.starts_with("_Z") {
        return None;
    }
    let text = foreign::cpp(name)?;
    let inside = |before: &str| text.strip_prefix(before)?.strip_suffix(")}");
    let made = match name.get(2..4) {
        Some("TV") => format!("vtable for {}", inside("{vtable(")?),
        Some("TT") => format!("VTT for {}", inside("{vtt(")?),
        Some(kind @ ("Th" | "Tv" | "Tc")) => {
            let mut of = inside("{virtual override thunk(")?;
            while let Some((_, behind)) = of.strip_prefix('{').and_then(|offset| offset.split_once(")}, ")) {
                of = behind;
            }
            let kind = match kind {
                "Th" => "non-virtual thunk",
                "Tv" => "virtual thunk",
                _ => "covariant return thunk",
            };
            format!("{kind} to {of}")
        }
        _ => text,
    };
    Some(without_casts(&in_full(&made)))
}

/// Classes that mangled names have an abbreviation for, and their template.
const ABBREVIATED: [(&str, &str, &str); 4] = [
    ("string", "basic_string", "<char, std::char_traits<char>, std::allocator<char> >"),
    ("ostream", "basic_ostream", "<char, std::char_traits<char> >"),
    ("istream", "basic_istream", "<char, std::char_traits<char> >"),
    ("iostream", "basic_iostream", "<char, std::char_traits<char> >"),
];

/// Abbreviated classes in full, with their constructors and destructors.
fn in_full(text: &str) -> String {
    let mut out = text.replace("std::nullptr_t", "decltype(nullptr)");
    for (short, template, arguments) in ABBREVIATED {
        let class = format!("std::{short}");
        if !out.contains(&class) {
            continue;
        }
        let full = format!("std::{template}{arguments}");
        for (before, after) in [("", ""), ("~", "~")] {
            out = out.replace(&format!("{class}::{before}{short}("), &format!("{full}::{after}{template}("));
        }
        out = replace_word(&out, &class, &full);
    }
    out
}

/// Replaces a word where no further letter stands behind it, and no scope in front.
fn replace_word(text: &str, word: &str, by: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    while let Some(at) = rest.find(word) {
        let (before, behind) = (&rest[..at], &rest[at + word.len()..]);
        out.push_str(before);
        let is_whole = !behind.starts_with(is_letter) && !out.ends_with(|c| is_letter(c) || c == ':');
        out.push_str(if is_whole { by } else { word });
        if is_whole && by.ends_with('>') && behind.starts_with('>') {
            out.push(' ');
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// `5u` for `(unsigned int)5`, `true` for `(bool)1`.
fn without_casts(text: &str) -> String {
    const CASTS: [(&str, &str); 6] = [
        ("(int)", ""),
        ("(unsigned int)", "u"),
        ("(long)", "l"),
        ("(unsigned long)", "ul"),
        ("(long long)", "ll"),
        ("(unsigned long long)", "ull"),
    ];
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('(') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let truth = [("(bool)0", "false"), ("(bool)1", "true")];
        if let Some((cast, word)) = truth.iter().find(|(cast, _)| rest.starts_with(cast)) {
            out.push_str(word);
            rest = &rest[cast.len()..];
            continue;
        }
        let cast = CASTS.iter().find(|(cast, _)| rest.starts_with(cast));
        let number = cast.map(|(cast, suffix)| (&rest[cast.len()..], suffix));
        let digits = number.map_or(0, |(n, _)| {
            let sign = usize::from(n.starts_with('-'));
            let digits = n[sign..].bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 { 0 } else { sign + digits }
        });
        match number {
            Some((n, suffix)) if digits > 0 => {
                out.push_str(&n[..digits]);
                out.push_str(suffix);
                rest = &n[digits..];
            }
            _ => {
                out.push('(');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}
