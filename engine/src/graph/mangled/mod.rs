//! Mangled names: what a symbol of C++ or Rust is, whose declaration it belongs to, and how the source spells it.
//!
//! [`view`] takes a name of the Itanium C++ ABI apart: what the symbol is, the path of its name, its parameters. Equal parts
//! have equal text, whatever substitutions the name is written with. [`source`] is for people: the same as one text, for names
//! of Rust as well, and for what our grammar does not know, as `cpp_demangle` reads it.

mod binutils;
mod expressions;
mod foreign;
mod headers;
mod names;
mod parse;
mod pieces;
mod specials;
#[cfg(test)]
mod tests;
mod types;
mod view;

pub(crate) use self::headers::may_declare;
pub(crate) use self::pieces::Component;
pub(crate) use self::specials::Specials;
pub(crate) use self::view::{Special, View, What};

/// A name of the Itanium C++ ABI taken apart, if it is one.
pub(crate) fn view(name: &str) -> Option<View> {
    if is_of_rust(name) { None } else { parse::view(name) }
}

/// Whether a symbol is of Rust and rustc named it: it says by a hash with which compiler and which crates it goes
/// together, and is no promise to anybody else.
pub(crate) fn is_of_rust(name: &str) -> bool {
    if let Some(rest) = name.strip_prefix("_R") {
        return rest.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
            && rustc_demangle::try_demangle(name).is_ok();
    }
    // The older scheme borrows that of C++, with a hash as the last part of the name. LLVM appends to it: `.llvm.123`.
    let Some(rest) = name.strip_prefix("_ZN") else { return false };
    let Some((_, end)) = rest.rsplit_once("17h") else { return false };
    let Some((hash, end)) = end.split_at_checked(16) else { return false };
    hash.bytes().all(|b| b.is_ascii_hexdigit()) && (end == "E" || end.starts_with("E."))
}

/// How the source spells the name of a symbol; `None` for names that are spelt as they are.
pub(crate) fn source(name: &str) -> Option<String> {
    if !name.starts_with("_Z") && !name.starts_with("_R") {
        return None;
    }
    let text = view(name).map(|view| familiar(&view.text())).or_else(|| foreign::source(name))?;
    Some(crate::ground::printable::one_line(&text))
}

/// The same as `c++filt` of binutils spells it, for files that are written in its words; `None` for what is not of C++.
pub(crate) fn as_binutils(name: &str) -> Option<String> {
    binutils::spelt(name)
}

/// The same without parameters, for lists of names.
pub(crate) fn name(name: &str) -> Option<String> {
    match view(name) {
        Some(view) => Some(crate::ground::printable::one_line(&familiar(&view.name()))),
        None => source(name),
    }
}

/// Text with the names that sources have for classes of the standard library.
pub(crate) fn familiar(text: &str) -> String {
    if !text.contains("std::") {
        return text.to_owned();
    }
    let text = text.replace("std::__cxx11::basic_string<", "std::basic_string<");
    let text = text.replace("std::basic_string<char, std::char_traits<char>, std::allocator<char>>", "std::string");
    let wide = "std::basic_string<wchar_t, std::char_traits<wchar_t>, std::allocator<wchar_t>>";
    let mut text = text.replace(wide, "std::wstring");
    for stream in ["ostream", "istream", "iostream"] {
        let long = ["std::basic_", stream, "<char, std::char_traits<char>>"].concat();
        text = text.replace(&long, &["std::", stream].concat());
    }
    text
}
