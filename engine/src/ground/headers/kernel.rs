//! What a driver outside a kernel's tree can include: `include/` and `arch/*/include/` at the top of the tree, with the
//! uapi and generated headers in them. Folders of that name elsewhere (`drivers/gpu/drm/amd/include`,
//! `tools/include`) are the tree's own business.
//!
//! The compiler records paths relative to the folder of the build (`include/linux/list.h`,
//! `../include/linux/list.h`) or from the root of the file system. Where the top of the tree is, the headers of
//! `include/linux` and `arch/*/include/asm` tell, of which every unit of a kernel has some.

use std::collections::BTreeSet;

use super::shipped::Shipped;

/// Where a kernel's tree was when it was built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Paths before `include/linux`: empty, or with a slash at their end.
    tops: BTreeSet<String>,
}

/// Whose a header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Drivers can include it.
    Public,
    /// It stands in the tree and is private to it.
    Private,
    /// It does not stand in the tree.
    Elsewhere,
}

impl Tree {
    /// The tree of these recorded paths; `None`: none of them is a header that drivers include.
    #[must_use]
    pub fn of<'a>(files: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut tops: BTreeSet<String> = BTreeSet::new();
        for file in files {
            tops.extend(top(file).map(str::to_owned));
        }
        // A folder inside the tree may hold an `include/linux` of its own.
        let inside = |top: &String| tops.iter().any(|other| other != top && is_below(top, other));
        let tops: BTreeSet<String> = tops.iter().filter(|top| !inside(top)).cloned().collect();
        (!tops.is_empty()).then_some(Self { tops })
    }

    /// Whose the header of a recorded path is: by what a package ships, where there is one, else by rule.
    #[must_use]
    pub fn whose(&self, file: &str, shipped: Option<&Shipped>) -> Whose {
        let within = self.tops.iter().filter(|top| is_below(file, top)).max_by_key(|top| top.len());
        let Some(rest) = within.and_then(|top| file.strip_prefix(top.as_str())) else { return Whose::Elsewhere };
        let public = shipped.map_or_else(|| is_offered(rest), |s| s.files.contains(rest));
        if public { Whose::Public } else { Whose::Private }
    }
}

/// Whether a path (of a file or a folder) is below the folder `top`.
fn is_below(path: &str, top: &str) -> bool {
    if top.is_empty() { !path.starts_with('/') && !path.starts_with("../") } else { path.starts_with(top) }
}

/// Whether a path from the top of the tree is a header that drivers can include.
fn is_offered(path: &str) -> bool {
    let mut parts = path.split('/');
    match parts.next() {
        Some("include") => parts.next().is_some(),
        Some("arch") => parts.next().is_some() && parts.next() == Some("include") && parts.next().is_some(),
        _ => false,
    }
}

/// What stands before `include/linux/` or `arch/*/include/` in a path.
fn top(file: &str) -> Option<&str> {
    if is_offered(file) {
        return Some("");
    }
    let slashes = std::iter::once(0).chain(file.match_indices('/').map(|(i, _)| i + 1));
    for at in slashes {
        let rest = &file[at..];
        let arch = rest.starts_with("arch/") && is_offered(rest) && rest.contains("/include/asm/");
        if rest.starts_with("include/linux/") || rest.starts_with("include/uapi/") || arch {
            return Some(&file[..at]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_top_of_the_tree_counts() {
        for prefix in ["", "/build/linux-6.1/", "../", "../../../"] {
            let path = |p: &str| format!("{prefix}{p}");
            let files = [path("include/linux/list.h"), path("drivers/x/include/linux/own.h")];
            let tree = Tree::of(files.iter().map(String::as_str)).expect("a tree");
            for (file, whose) in [
                ("include/linux/device.h", Whose::Public),
                ("include/uapi/linux/if.h", Whose::Public),
                ("include/generated/autoconf.h", Whose::Public),
                ("arch/x86/include/asm/page.h", Whose::Public),
                ("arch/x86/include/generated/asm/x.h", Whose::Public),
                ("arch/x86/kvm/mmu.h", Whose::Private),
                ("drivers/gpu/drm/amd/include/atom.h", Whose::Private),
                ("drivers/x/include/linux/own.h", Whose::Private),
                ("tools/include/linux/list.h", Whose::Private),
                ("fs/crypto/fscrypt_private.h", Whose::Private),
            ] {
                assert_eq!(tree.whose(&path(file), None), whose, "{prefix}{file}");
            }
        }
    }

    #[test]
    fn a_module_outside_the_tree_keeps_its_own_headers() {
        let files = ["/usr/src/linux-headers-6.1/include/linux/list.h", "include/generated/autoconf.h"];
        let tree = Tree::of(files.into_iter()).expect("a tree");
        assert_eq!(tree.whose("/home/me/driver/own.h", None), Whose::Elsewhere);
        assert_eq!(tree.whose("/usr/src/linux-headers-6.1/include/net/sock.h", None), Whose::Public);
        assert_eq!(tree.whose("include/linux/x.h", None), Whose::Public);
        // Built with its own folder as the current one.
        let tree = Tree::of(["/usr/src/linux-headers-6.1/include/linux/list.h"].into_iter()).expect("a tree");
        assert_eq!(tree.whose("own.h", None), Whose::Elsewhere);
        assert_eq!(Tree::of(["own.h", "/home/me/include/x.h"].into_iter()), None);
    }

    #[test]
    fn what_a_package_ships_decides() {
        let tree = Tree::of(["include/linux/list.h"].into_iter()).expect("a tree");
        let files = ["include/linux/list.h", "drivers/md/dm.h"].map(str::to_owned);
        let shipped = Shipped { from: "linux-headers".to_owned(), files: files.into_iter().collect() };
        assert_eq!(tree.whose("drivers/md/dm.h", Some(&shipped)), Whose::Public);
        assert_eq!(tree.whose("include/linux/hidden.h", Some(&shipped)), Whose::Private);
    }
}
