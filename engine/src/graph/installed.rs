//! Where an object is installed, and whether loaders look there for what programs ask for by name.

use super::{ObjectInfo, ObjectKind};

/// A folder of an installed system that holds an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Installed<'o> {
    /// Its path from the root, without a `/` at either end.
    pub folder: &'o str,
    /// Loaders look there by themselves for what programs ask for by name.
    pub is_searched: bool,
}

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
        is_library && self.soname.is_empty() && self.installed().is_some_and(|at| !at.is_searched)
    }

    /// Where it is installed; `None` where its path is not one of an installed system.
    #[must_use]
    pub fn installed(&self) -> Option<Installed<'_>> {
        let (mut folder, _) = self.name.rsplit_once('/')?;
        // One of several packages that hold this path.
        if let Some((package, rest)) = folder.split_once('/')
            && (package.ends_with(".deb") || package.ends_with(".rpm"))
        {
            folder = rest;
        }
        Some(Installed { folder, is_searched: is_searched(folder)? })
    }
}

/// Whether loaders look by themselves into a folder; `None` where that is not one of an installed system.
fn is_searched(folder: &str) -> Option<bool> {
    let folders: Vec<&str> = folder.split('/').collect();
    let mut folders = &folders[..];
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
#[must_use]
pub fn is_machine(name: &str) -> bool {
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
            let object = ObjectInfo { name: path.to_owned(), ..ObjectInfo::default() };
            assert_eq!(object.installed().map(|at| at.is_searched), searched, "{path}");
        }
    }
}
