//! Whether public headers can declare what a symbol stands for.

use super::{Component, What, view};
use crate::ground::headers::Words;

/// Whether the texts of headers name a symbol, or of a mangled name what it declares: its own name and the class or namespace
/// around it. What no name tells, they may declare.
pub(crate) fn may_declare(words: &Words, symbol: &str) -> bool {
    if symbol.starts_with("_R") {
        return true;
    }
    if !symbol.starts_with("_Z") {
        return words.hold(symbol);
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
    let near = path.iter().rev().take(2);
    near.filter_map(identifier).all(|name| words.hold(name))
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
        ] {
            assert!(may_declare(&words, symbol), "{symbol}");
        }
        for symbol in
            ["_ZN3lib5innerC1Ev", "_ZN3lib3box4peekEv", "_ZN5inner4openEPNS_3boxE", "_ZTIN3lib5innerE", "hidden"]
        {
            assert!(!may_declare(&words, symbol), "{symbol}");
        }
    }
}
