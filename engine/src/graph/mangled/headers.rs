//! Whether public headers can declare what a symbol stands for.

use super::{Component, What, pieces, view};
use crate::graph::cpp_name::canonical_text;
use crate::ground::headers::Words;

/// Whether the texts of headers name a symbol, or of a mangled name what it declares: its own name, and the class around
/// it, of which `is_class` tells whether a scope is one. Namespaces may have names that only options of the compiler give
/// them (`-DLIB_NAMESPACE=lib`). What no name tells, they may declare.
pub(crate) fn may_declare(words: &Words, symbol: &str, is_class: impl Fn(&str) -> bool) -> bool {
    if symbol.starts_with("_R") {
        return true;
    }
    if !symbol.starts_with("_Z") {
        // Of a name with a dot, which stands in a string (`__asm__("level.v2")`), the words are counted.
        let is_word = |c: char| c == '_' || c == '$' || c.is_alphanumeric();
        let mut parts = symbol.split(|c| !is_word(c)).filter(|part| !part.starts_with(|c: char| c.is_ascii_digit()));
        return parts.all(|part| part.is_empty() || words.hold(part));
    }
    // Names of Rust and those that are not understood.
    let Some(view) = view(symbol) else { return true };
    let path = match view.what {
        // The last one repeats the name of the class.
        What::Constructor(_) | What::InheritedConstructor(_) | What::Destructor(_) => {
            &view.path[..view.path.len().saturating_sub(1)]
        }
        What::ModuleInit | What::ArgumentObject => return true,
        _ => &view.path[..],
    };
    let holds = |component: &Component| identifier(component).is_none_or(|name| words.hold(name));
    let Some((last, scopes)) = path.split_last() else { return true };
    let around = || scopes.last().filter(|_| is_class(&canonical_text(&pieces::joined(scopes))));
    holds(last) && around().is_none_or(holds)
}

/// A component that stands in sources as it is: no operator, lambda or unnamed scope.
fn identifier(component: &Component) -> Option<&str> {
    let name = component.name.as_str();
    let plain = name.chars().all(|c| c == '_' || c == '$' || c.is_alphanumeric());
    (plain && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_declare_what_they_name() {
        let words = Words::of(
            ["namespace lib { class box { box(); int get(); box &operator+(int); }; void open(box *); }"].into_iter(),
        );
        let is_class = |scope: &str| ["lib::box", "acme::box", "lib::inner"].contains(&scope);
        for symbol in [
            "_ZN3lib3boxC1Ev",
            "_ZN3lib3box3getEv",
            "_ZN3lib3boxplEi",
            "_ZN3lib4openEPNS_3boxE",
            "_ZTVN3lib3boxE",
            "_ZGVZN3lib3box3getEvE3box",
            "_RNvC3lib6hidden",
            "_ZN3lib6hidden17h0123456789abcdefE",
            "lib",
            // A namespace that an option names.
            "_ZN4acme4openEPNS_3boxE",
            "_ZN4acme3box3getEv",
        ] {
            assert!(may_declare(&words, symbol, is_class), "{symbol}");
        }
        for symbol in ["_ZN3lib5innerC1Ev", "_ZN3lib3box4peekEv", "_ZN3lib5inner4openEv", "_ZTIN3lib5innerE", "hidden"]
        {
            assert!(!may_declare(&words, symbol, is_class), "{symbol}");
        }
    }
}
