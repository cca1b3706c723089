//! Where an object is installed, and whether loaders look there for what programs ask for by name.

use super::{ObjectInfo, ObjectKind};

/// Folders of libraries, right in the root or in `usr`.
const LIBRARIES: [&str; 5] = ["lib", "lib32", "lib64", "libo32", "libx32"];

impl ObjectInfo {
    /// Whether nobody can be linked with it by a name: a shared object without a SONAME that is installed where loaders do not
    /// look, in a folder of its package. Programs open it by its path.
    ///
    /// One with a SONAME has the name by which a loader is asked: links, search paths of programs and the loader's own
    /// configuration lead to such folders (`/usr/lib/llvm-14/lib`, alternatives of a BLAS), and none of these is known here.
    #[must_use]
    pub fn is_plug_in(&self) -> bool {
        let is_library = self.linkage.kind == ObjectKind::Library && self.module.is_none();
        is_library && self.soname.is_empty() && is_searched(&self.name) == Some(false)
    }
}

/// Whether loaders look by themselves into the folder of an installed file; `None` where its path is not one of an installed
/// system.
fn is_searched(path: &str) -> Option<bool> {
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    let mut folders = &folders[..];
    if let [package, rest @ ..] = folders
        && (package.ends_with(".deb") || package.ends_with(".rpm"))
    {
        folders = rest;
    }
    let in_usr = folders.first() == Some(&"usr");
    if in_usr {
        folders = &folders[1..];
    }
    let [library, rest @ ..] = folders else { return None };
    if !LIBRARIES.contains(library) {
        return None;
    }
    match rest {
        [] => Some(true),
        [machine, rest @ ..] if is_machine(machine) => Some(is_of_processors(rest)),
        rest if in_usr => Some(is_of_processors(rest)),
        // A build puts its libraries into a folder `lib`, too.
        _ => None,
    }
}

/// Whether a folder is called as GNU calls a machine: `x86_64-linux-gnu`.
fn is_machine(name: &str) -> bool {
    name.contains("-linux-") || name.ends_with("-gnu")
}

/// Folders inside of those that are searched, which loaders search on some processors.
fn is_of_processors(folders: &[&str]) -> bool {
    matches!(folders, [] | ["glibc-hwcaps", _])
        || folders.iter().all(|f| matches!(*f, "tls" | "sse2" | "i686" | "neon" | "vfp"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_libraries_are_searched_and_those_in_them_are_not() {
        for (path, searched) in [
            ("usr/lib/libx.so.1", Some(true)),
            ("usr/lib64/libx.so.1", Some(true)),
            ("lib/x86_64-linux-gnu/libx.so.1", Some(true)),
            ("usr/lib/x86_64-linux-gnu/glibc-hwcaps/x86-64-v3/libx.so.1", Some(true)),
            ("x_1_amd64.deb/usr/lib/x86_64-linux-gnu/libx.so.1", Some(true)),
            ("usr/lib/x86_64-linux-gnu/x/plug.so", Some(false)),
            ("usr/lib/x/plug.so", Some(false)),
            ("lib/arm-linux-gnueabihf/security/pam_x.so", Some(false)),
            ("lib/plugins/plug.so", None),
            ("libx.so.1", None),
            ("opt/x/lib/plug.so", None),
            ("x.libs/libx.so", None),
        ] {
            assert_eq!(is_searched(path), searched, "{path}");
        }
    }
}
