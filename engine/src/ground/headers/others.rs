//! Whose a header is, by where it lies: the folders in which systems, compilers and package managers keep what others wrote.
//!
//! Only places that say so count. A path beside the sources may be another project's all the same (`third_party`), and one
//! outside of the folder of the build may be the project's own.

/// A project whose headers lie apart from those of who uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Project<'p> {
    /// What it is called: `libstdc++`, the name of its package, of its folder, or of its only header.
    pub name: &'p str,
    /// As the path tells it.
    pub version: Option<&'p str>,
}

/// Headers of the C library that have no folder of their own.
const OF_C: [&str; 40] = [
    "aio.h",
    "alloca.h",
    "assert.h",
    "complex.h",
    "ctype.h",
    "dirent.h",
    "dlfcn.h",
    "endian.h",
    "errno.h",
    "fcntl.h",
    "fenv.h",
    "float.h",
    "grp.h",
    "inttypes.h",
    "iconv.h",
    "langinfo.h",
    "link.h",
    "locale.h",
    "math.h",
    "netdb.h",
    "poll.h",
    "pthread.h",
    "pwd.h",
    "regex.h",
    "sched.h",
    "semaphore.h",
    "setjmp.h",
    "signal.h",
    "spawn.h",
    "stdint.h",
    "stdio.h",
    "stdlib.h",
    "string.h",
    "termios.h",
    "threads.h",
    "time.h",
    "uchar.h",
    "unistd.h",
    "wchar.h",
    "wctype.h",
];

/// The project whose folder a path leads to; `None` where the place does not tell.
pub(crate) fn project(path: &str) -> Option<Project<'_>> {
    let parts = parts(path);
    of_compiler(&parts).or_else(|| of_package(&parts)).or_else(|| of_system(path, &parts))
}

/// Folders and the name of the file, without steps that lead back.
fn parts(path: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." && out.last().is_some_and(|last| *last != "..") {
            out.pop();
        } else {
            out.push(part);
        }
    }
    out
}

fn named(name: &str) -> Option<Project<'_>> {
    Some(Project { name, version: None })
}

fn is_version(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// What compilers bring along.
fn of_compiler<'p>(parts: &[&'p str]) -> Option<Project<'p>> {
    for (i, part) in parts.iter().enumerate() {
        let (before, after) = (&parts[..i], &parts[i + 1..]);
        match (*part, after) {
            ("c++", [version, _, ..]) if before.contains(&"include") => {
                let version = Some(*version).filter(|version| is_version(version));
                let is_llvm = after.first() == Some(&"v1");
                if is_llvm || version.is_some() {
                    return Some(Project { name: if is_llvm { "libc++" } else { "libstdc++" }, version });
                }
            }
            ("gcc" | "gcc-cross", [_, version, folder, ..])
                if before.last().is_some_and(|p| p.starts_with("lib")) && folder.starts_with("include") =>
            {
                return Some(Project { name: "gcc", version: Some(version) });
            }
            ("clang", [version, "include", ..]) if before.last().is_some_and(|p| p.starts_with("lib")) => {
                return Some(Project { name: "clang", version: Some(version) });
            }
            ("rustc", [_, "library", name, ..]) if before.is_empty() => return named(name),
            ("rustlib", ["src", "rust", "library", name, ..]) => return named(name),
            _ => {}
        }
    }
    None
}

/// What package managers fetch.
fn of_package<'p>(parts: &[&'p str]) -> Option<Project<'p>> {
    for (i, part) in parts.iter().enumerate() {
        let before = &parts[..i];
        match (*part, &parts[i + 1..]) {
            ("registry", ["src", _, package, _, ..]) if before.last() == Some(&".cargo") => {
                return Some(versioned(package));
            }
            ("store", [package, _, ..]) if matches!(before, ["nix" | "gnu"]) => {
                let (_, package) = package.split_once('-')?;
                return Some(versioned(package.strip_suffix("-dev").unwrap_or(package)));
            }
            ("Cellar", [name, version, _, ..]) => return Some(Project { name, version: Some(version) }),
            ("data", [name, version, _, ..]) if before.last() == Some(&".conan") => {
                return Some(Project { name, version: Some(version) });
            }
            ("vcpkg_installed", [_, "include", rest @ ..]) => return of_include(rest),
            ("installed", [_, "include", rest @ ..]) if before.last() == Some(&"vcpkg") => return of_include(rest),
            ("_deps", [folder, _, ..]) => return named(folder.strip_suffix("-src")?),
            _ => {}
        }
    }
    None
}

/// `zlib-1.2.13`
fn versioned(package: &str) -> Project<'_> {
    let ends = package.match_indices('-').find(|(at, _)| is_version(&package[at + 1..]));
    match ends {
        Some((at, _)) => Project { name: &package[..at], version: Some(&package[at + 1..]) },
        None => Project { name: package, version: None },
    }
}

/// What is installed.
fn of_system<'p>(path: &str, parts: &[&'p str]) -> Option<Project<'p>> {
    if !path.starts_with('/') {
        return None;
    }
    match parts {
        ["usr", "include", rest @ ..] | ["usr", "local", "include", rest @ ..] => of_include(rest),
        ["usr", target, "include", rest @ ..] if is_target(target) => of_include(rest),
        ["usr", "lib" | "lib64", rest @ ..] => {
            let at = rest.iter().position(|part| *part == "include")?;
            named(rest.get(at.checked_sub(1)?)?)
        }
        ["opt", name, "include", _, ..] => named(name),
        _ => None,
    }
}

/// `x86_64-linux-gnu`
fn is_target(folder: &str) -> bool {
    folder.contains("-linux-")
}

/// What lies in a folder of headers: in a folder of its own, or by itself.
fn of_include<'p>(rest: &[&'p str]) -> Option<Project<'p>> {
    let rest = if rest.first().is_some_and(|first| is_target(first)) { &rest[1..] } else { rest };
    match rest {
        [file] if OF_C.contains(file) => named("libc"),
        ["arpa" | "bits" | "gnu" | "net" | "netinet" | "rpc" | "sys", _, ..] => named("libc"),
        ["asm" | "asm-generic" | "linux", _, ..] => named("linux"),
        [name, ..] => named(name),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::project;

    fn told(path: &str) -> String {
        match project(path) {
            Some(p) => {
                format!("{}{}{}", p.name, if p.version.is_some() { " " } else { "" }, p.version.unwrap_or_default())
            }
            None => "-".to_owned(),
        }
    }

    #[test]
    fn folders_tell_whose_a_header_is() {
        for (path, whose) in [
            ("/usr/include/c++/12/bits/stl_vector.h", "libstdc++ 12"),
            ("/usr/include/x86_64-linux-gnu/c++/12/bits/c++config.h", "libstdc++ 12"),
            ("/usr/bin/../lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/vector", "libstdc++ 12"),
            ("/usr/lib/llvm-14/include/c++/v1/vector", "libc++"),
            ("/usr/lib/gcc/x86_64-linux-gnu/12/include/stddef.h", "gcc 12"),
            ("/usr/lib/llvm-14/lib/clang/14.0.6/include/stddef.h", "clang 14.0.6"),
            ("/rustc/897e37553bba8b42751c67658967889d11ecd120/library/core/src/option.rs", "core"),
            (
                "/home/u/.cargo/registry/src/index.crates.io-6f17d22bba15001f/libc-0.2.150/src/unix/mod.rs",
                "libc 0.2.150",
            ),
            ("/nix/store/0123456789abcdfghijklmnpqrsvwxyz-boost-1.81.0-dev/include/boost/any.hpp", "boost 1.81.0"),
            ("/build/vcpkg_installed/x64-linux/include/fmt/core.h", "fmt"),
            ("_deps/fmt-src/include/fmt/core.h", "fmt"),
            ("/root/.conan/data/zlib/1.2.13/_/_/package/5c0/include/zlib.h", "zlib 1.2.13"),
            ("/usr/include/x86_64-linux-gnu/bits/types/struct_timespec.h", "libc"),
            ("/usr/aarch64-linux-gnu/include/time.h", "libc"),
            ("/usr/include/linux/stat.h", "linux"),
            ("/usr/include/zlib.h", "zlib.h"),
            ("/usr/local/include/gauge/gauge.h", "gauge"),
            ("/usr/lib/x86_64-linux-gnu/glib-2.0/include/glibconfig.h", "glib-2.0"),
            ("/opt/gauge/include/gauge.h", "gauge"),
        ] {
            assert_eq!(told(path), whose, "{path}");
        }
    }

    #[test]
    fn what_may_be_ones_own_is_nobody_elses() {
        for path in [
            "",
            "include/gauge.h",
            "../include/gauge.h",
            "/home/u/gauge/include/gauge.h",
            "/build/c++/12/gauge.h",
            "third_party/fmt/core.h",
            "usr/include/gauge.h",
            "/usr/src/gauge/include/gauge.h",
            "/opt/build/gauge/include/gauge.h",
            "src/gcc/x/y/include/a.h",
        ] {
            assert_eq!(told(path), "-", "{path}");
        }
    }
}
