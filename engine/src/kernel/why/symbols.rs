//! `/proc/kallsyms`: the names of a kernel's symbols. Who is not root reads zeros for their addresses, and the names all the same.
//!
//! A line is an address, a letter, a name, and for symbols of modules the module in brackets (kernel/kallsyms.c). Kernels with
//! `CONFIG_KALLSYMS_ALL` list data, too; some list a `__ksymtab_NAME` for each export.

use std::collections::{BTreeMap, BTreeSet};

/// The largest list that is read: kernels with everything have some 15 million bytes.
pub(super) const MOST: u64 = 256 << 20;

/// What an entry of an export starts with.
const KSYMTAB: &str = "__ksymtab_";
/// A variable that every kernel has, which only lists with data name.
const DATA: &str = "jiffies";

/// What the list says of the symbols that somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Symbols {
    /// Those that it names, each with its module; the image has none.
    named: BTreeMap<String, Option<String>>,
    /// Those of which it names the entry in the table of exports.
    exported: BTreeMap<String, Option<String>>,
    /// It names such entries at all.
    pub(super) has_exports: bool,
    /// It names variables, not only functions.
    pub(super) has_data: bool,
    /// Its lines.
    pub(super) count: usize,
}

impl Symbols {
    /// Reads a list.
    pub(super) fn parse(text: &str, asked: &BTreeSet<&str>) -> Self {
        let mut out = Self::default();
        for line in text.lines() {
            let mut words = line.split_ascii_whitespace();
            let (Some(_), Some(_), Some(name)) = (words.next(), words.next(), words.next()) else { continue };
            let module = words.next().map(|word| word.trim_matches(['[', ']']).to_owned());
            out.count += 1;
            out.has_data |= name == DATA;
            if let Some(of) = name.strip_prefix(KSYMTAB) {
                out.has_exports = true;
                if asked.contains(of) {
                    out.exported.entry(of.to_owned()).or_insert(module);
                }
            } else if asked.contains(name) {
                out.named.entry(name.to_owned()).or_insert(module);
            }
        }
        out
    }

    /// The module that has a symbol: `vmlinux` for the image, `None` if the list does not name it.
    pub(super) fn owner(&self, symbol: &str) -> Option<&str> {
        let owner = self.exported.get(symbol).or_else(|| self.named.get(symbol))?;
        Some(owner.as_deref().unwrap_or("vmlinux"))
    }

    /// Whether it is exported, as far as the list tells. `is_function`: it is known to be one.
    pub(super) fn exports(&self, symbol: &str, is_function: bool) -> Option<bool> {
        if self.has_exports {
            Some(self.exported.contains_key(symbol))
        } else if self.named.contains_key(symbol) || !self.has_data && !is_function || self.count == 0 {
            None
        } else {
            Some(false)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_tells_depends_on_what_it_holds() {
        let asked = BTreeSet::from(["a", "b", "v"]);
        let functions = Symbols::parse("0 T a\n0 t z [snd_hda]\n\nnonsense\n", &asked);
        assert_eq!((functions.exports("a", true), functions.exports("b", true)), (None, Some(false)));
        assert_eq!((functions.exports("b", false), functions.count), (None, 2));
        let data = Symbols::parse("0 T a\n0 D jiffies\n", &asked);
        assert_eq!((data.exports("v", false), data.exports("a", false)), (Some(false), None));
        let exports = Symbols::parse("0 T a\n0 T b\n0 r __ksymtab_a\n0 D v\t[m-n]\n", &asked);
        assert_eq!((exports.exports("a", true), exports.exports("b", true)), (Some(true), Some(false)));
        assert_eq!((exports.owner("a"), exports.owner("v"), exports.owner("w")), (Some("vmlinux"), Some("m-n"), None));
        assert_eq!(Symbols::default().exports("a", true), None);
    }
}
