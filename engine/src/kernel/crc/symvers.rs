//! `Module.symvers`: one line an export with its CRC, as modpost writes it (`scripts/mod/modpost.c`).
//!
//! Columns are separated by tabs: CRC, symbol, module, kind of export, namespace. Files of kernels before 5.4
//! have no namespace column, those between 5.4 and 5.9 have it as the third one (`crc symbol namespace module
//! kind`); very old ones end after the module. RHEL's `Module.kabi_*` has the same columns for fewer symbols.

use std::path::{Path, PathBuf};

use crate::ground::error::{Error, Result};
use crate::ground::files::regular;

/// How a symbol is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExportKind {
    /// Open to all: `EXPORT_SYMBOL`, before 5.12 also `EXPORT_UNUSED_SYMBOL` and `EXPORT_SYMBOL_GPL_FUTURE`, of
    /// which the loader only warns.
    Plain,
    /// `EXPORT_SYMBOL_GPL`, before 5.12 also `EXPORT_UNUSED_SYMBOL_GPL`.
    Gpl,
    /// The column is missing.
    Other,
}

/// A line of `Module.symvers`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Symver {
    /// Symbol name.
    pub name: String,
    /// Module as written: `vmlinux`, or the path of the module without `.ko` (`drivers/net/virtio_net`).
    pub module: String,
    /// The CRC; 0 where the kernel was built without `MODVERSIONS`.
    pub crc: u32,
    /// How it is exported.
    pub kind: ExportKind,
    /// Symbol namespace, empty if none.
    pub namespace: String,
    /// Line in the file, from 1.
    pub line: u32,
}

impl Symver {
    /// The module as reports and objects name it: the last part of the path.
    #[must_use]
    pub fn module_name(&self) -> &str {
        self.module.rsplit('/').next().unwrap_or(&self.module)
    }

    /// Whether both lines are of one module, in whatever folder, with `-` for `_`.
    #[must_use]
    pub fn is_of(&self, other: &Self) -> bool {
        let (a, b) = (self.module_name(), other.module_name());
        a == b || normal(a) == normal(b)
    }
}

/// A whole `Module.symvers`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Symvers {
    /// The file as the user named it.
    pub path: String,
    /// Its lines, sorted by name, then module; of a line that stands twice the first.
    pub entries: Vec<Symver>,
    /// Lines that say what another one says already.
    pub repeated: Vec<Repeated>,
}

/// A line that says of an export what a line above says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// Symbol name.
    pub name: String,
    /// The first line, from 1.
    pub first: u32,
    /// This line.
    pub line: u32,
}

impl Symvers {
    /// Reads a file.
    ///
    /// # Errors
    /// The file cannot be read, or a line is none of the known forms (the message names file and line).
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = regular::read_named(path, regular::SYMVERS)?;
        let name = path.display().to_string();
        let text = std::str::from_utf8(&bytes).map_err(|e| {
            let line = bytes[..e.valid_up_to()].iter().filter(|&&b| b == b'\n').count() + 1;
            Error::text(&name, line, "is not text")
        })?;
        Self::parse(&name, text)
    }

    /// Whether a file begins as such a list does: with a CRC, and a tab behind it.
    #[must_use]
    pub fn is_one(path: &Path) -> bool {
        let Ok(head) = regular::head(path, 64) else { return false };
        let Some(rest) = head.strip_prefix(b"0x") else { return false };
        let digits = rest.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        digits > 0 && rest.get(digits) == Some(&b'\t')
    }

    /// Parses the text of a file; `path` is for messages.
    ///
    /// # Errors
    /// A line is none of the known forms, or two lines contradict each other about a symbol of one module, or
    /// there is no line at all: an empty list would look like a kernel without exports.
    pub fn parse(path: &str, text: &str) -> Result<Self> {
        let mut entries = Vec::new();
        for (i, line) in text.lines().enumerate() {
            let number = i + 1;
            if line.trim().is_empty() {
                continue;
            }
            let entry = entry(line, number).map_err(|what| Error::text(path, number, what))?;
            entries.push(entry);
        }
        if entries.is_empty() {
            return Err(Error::text(path, 1, "names no export"));
        }
        entries.sort_by(|a: &Symver, b| (&a.name, &a.module, a.line).cmp(&(&b.name, &b.module, b.line)));
        let mut out = Self { path: path.to_owned(), ..Self::default() };
        for entry in entries {
            match out.entries.last() {
                Some(first) if first.name == entry.name && first.module == entry.module => {
                    if let Some(what) = contradiction(first, &entry) {
                        return Err(Error::text(path, entry.line as usize, what));
                    }
                    out.repeated.push(Repeated { name: entry.name, first: first.line, line: entry.line });
                }
                _ => out.entries.push(entry),
            }
        }
        Ok(out)
    }

    /// The lines of a symbol: one, or several where several modules export it.
    #[must_use]
    pub fn of(&self, name: &str) -> &[Symver] {
        let start = self.entries.partition_point(|e| e.name.as_str() < name);
        let len = self.entries[start..].partition_point(|e| e.name == name);
        &self.entries[start..start + len]
    }

    /// The line of a symbol that this module (as objects name it) exports.
    #[must_use]
    pub fn get(&self, name: &str, module: &str) -> Option<&Symver> {
        let lines = self.of(name);
        lines.iter().find(|e| e.module_name() == module).or_else(|| {
            let module = normal(module);
            lines.iter().find(|e| normal(e.module_name()) == module)
        })
    }
}

/// What two lines about one export cannot both be right about.
fn contradiction(first: &Symver, second: &Symver) -> Option<String> {
    let (name, line) = (&first.name, first.line);
    let of = format!("`{name}` of {}", first.module);
    if first.crc != second.crc {
        Some(format!("{of} has the CRC {:#010x} here and {:#010x} in line {line}", second.crc, first.crc))
    } else if first.kind != second.kind || first.namespace != second.namespace {
        Some(format!("{of} is exported in another way here than in line {line}"))
    } else {
        None
    }
}

fn entry(line: &str, number: usize) -> std::result::Result<Symver, String> {
    let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [crc, name, rest @ ..] = columns.as_slice() else {
        return Err("expected columns separated by tabs: CRC, symbol, module, kind, namespace".to_owned());
    };
    let digits = crc.strip_prefix("0x").unwrap_or_default();
    let crc = match u32::from_str_radix(digits, 16) {
        // A sign would pass the parser.
        Ok(value) if digits.bytes().all(|b| b.is_ascii_hexdigit()) => value,
        _ => return Err(format!("`{crc}` is no CRC: expected 0x and up to eight hexadecimal digits")),
    };
    if name.is_empty() {
        return Err("the symbol column is empty".to_owned());
    }
    let (module, kind, namespace) = match *rest {
        [module] => (module, "", ""),
        [module, kind] => (module, kind, ""),
        [module, kind, namespace] if kind.starts_with("EXPORT_") => (module, kind, namespace),
        [namespace, module, kind] if kind.starts_with("EXPORT_") => (module, kind, namespace),
        _ => return Err(format!("{} columns, none of which is EXPORT_SYMBOL or EXPORT_SYMBOL_GPL", columns.len())),
    };
    let kind = match kind {
        "" => ExportKind::Other,
        gpl if gpl.starts_with("EXPORT_") && gpl.ends_with("_GPL") => ExportKind::Gpl,
        plain if plain.starts_with("EXPORT_") => ExportKind::Plain,
        other => return Err(format!("`{other}` is no kind of export")),
    };
    if module.is_empty() {
        return Err("the module column is empty".to_owned());
    }
    Ok(Symver {
        name: (*name).to_owned(),
        module: module.to_owned(),
        crc,
        kind,
        namespace: namespace.to_owned(),
        line: u32::try_from(number).unwrap_or(u32::MAX),
    })
}

/// A CRC as lists write it: `0x` and eight digits.
pub(in crate::kernel) fn spelt(crc: u32) -> String {
    format!("{crc:#010x}")
}

/// The `Module.symvers` that lies beside an input: in the folder itself (a build tree, unpacked headers), in
/// that of a file, anywhere below where a package puts it (`usr/src/linux-headers-*`, `lib/modules/*/build`), or,
/// where the input tells its release (`vmlinux-RELEASE`, `lib/modules/RELEASE`), in the headers of that release:
/// installed, or unpacked beside the package of the input.
#[must_use]
pub fn beside(input: &Path) -> Option<PathBuf> {
    let folder = folder_of(input)?;
    let direct = [folder.join("Module.symvers"), folder.join("build/Module.symvers")];
    direct.into_iter().find(|p| p.is_file()).or_else(|| of_release(input, folder)).or_else(|| {
        let roots = [("usr/src", "Module.symvers"), ("lib/modules", MODULES), ("usr/lib/modules", MODULES)];
        roots
            .into_iter()
            .find_map(|(parts, end)| only_folder(&folder.join(parts)).map(|d| d.join(end)).filter(|p| p.is_file()))
    })
}

/// An input that is a folder, or that in which it lies.
pub(in crate::kernel) fn folder_of(input: &Path) -> Option<&Path> {
    let folder = if input.is_dir() { input } else { input.parent()? };
    Some(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
}

/// The release that the name of an image tells (`vmlinux-RELEASE`).
pub(in crate::kernel) fn release_of_image(input: &Path) -> Option<String> {
    input.file_name()?.to_string_lossy().strip_prefix("vmlinux-").map(str::to_owned)
}

const MODULES: &str = "build/Module.symvers";

/// The only folder in a folder: of two kernels it could be either.
fn only_folder(folder: &Path) -> Option<PathBuf> {
    only(folder, Path::is_dir)
}

/// The only one of its kind in a folder.
pub(in crate::kernel) fn only(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut found = entries.flatten().map(|e| e.path()).filter(|p| is_wanted(p));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn of_release(input: &Path, folder: &Path) -> Option<PathBuf> {
    let name = |p: &Path| p.file_name().map(|n| n.to_string_lossy().into_owned());
    let in_modules = |p: &Path| p.parent().and_then(name).is_some_and(|n| n == "modules");
    let below = ["lib/modules", "usr/lib/modules", "usr/lib/debug/lib/modules"];
    let release = release_of_image(input)
        .or_else(|| folder.ancestors().find(|p| in_modules(p)).and_then(name))
        .or_else(|| below.iter().find_map(|b| only_folder(&folder.join(b))).as_deref().and_then(name))?;
    let headers = format!("usr/src/linux-headers-{release}/Module.symvers");
    let places = [
        headers.clone(),
        format!("linux-headers-{release}/{headers}"),
        format!("lib/modules/{release}/{MODULES}"),
        format!("usr/lib/modules/{release}/{MODULES}"),
        format!("usr/src/kernels/{release}/Module.symvers"),
    ];
    folder.ancestors().find_map(|up| places.iter().map(|p| up.join(p)).find(|p| p.is_file()))
}

/// Modules are called the same with dashes and underscores.
#[must_use]
pub fn normal(module: &str) -> String {
    module.replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_all_times() {
        let text = "0x4c9d28b0\tphys_base\tvmlinux\tEXPORT_SYMBOL\t\n\
                    0x00000001\tnew\tdrivers/a-b\tEXPORT_SYMBOL_GPL\tNS\n\
                    0x00000002\tmid\tNS\tdrivers/c\tEXPORT_SYMBOL\n\
                    0x3\told\tvmlinux\tEXPORT_SYMBOL_GPL_FUTURE\n\
                    0x3\tunused\tvmlinux\tEXPORT_UNUSED_SYMBOL\n\
                    0x3\tunused_gpl\tvmlinux\tEXPORT_UNUSED_SYMBOL_GPL\n\
                    0x4\tolder\tvmlinux\n";
        let s = Symvers::parse("m", text).expect("all lines are sound");
        assert_eq!(s.entries.len(), 7);
        let new = s.get("new", "a_b").expect("dash and underscore are one module");
        assert_eq!((new.namespace.as_str(), new.kind, new.crc), ("NS", ExportKind::Gpl, 1));
        let mid = s.get("mid", "c").expect("namespace in front");
        assert_eq!((mid.namespace.as_str(), mid.module.as_str()), ("NS", "drivers/c"));
        assert_eq!(s.of("old")[0].kind, ExportKind::Plain);
        assert_eq!(s.of("unused")[0].kind, ExportKind::Plain);
        assert_eq!(s.of("unused_gpl")[0].kind, ExportKind::Gpl);
        assert_eq!(s.of("older")[0].kind, ExportKind::Other);
        assert_eq!(s.of("absent"), &[]);
    }

    #[test]
    fn a_bad_line_is_named() {
        for (text, what) in [
            ("", "m: line 1: names no export"),
            ("0x1\ta\tvmlinux\tEXPORT_SYMBOL\t\nnonsense\n", "m: line 2: expected columns"),
            ("0x+1\ta\tvmlinux\tEXPORT_SYMBOL\t\n", "m: line 1: `0x+1` is no CRC"),
            ("0x123456789\ta\tvmlinux\tEXPORT_SYMBOL\t\n", "is no CRC"),
            ("0x1\t\tvmlinux\tEXPORT_SYMBOL\t\n", "the symbol column is empty"),
            ("0x1\ta\tvmlinux\tSOMETHING\t\n", "none of which is EXPORT_SYMBOL"),
            (
                "0x1\ta\tvmlinux\tEXPORT_SYMBOL\t\n0x2\ta\tvmlinux\tEXPORT_SYMBOL\t\n",
                "m: line 2: `a` of vmlinux has the CRC 0x00000002 here and 0x00000001 in line 1",
            ),
        ] {
            let error = Symvers::parse("m", text).expect_err(text).to_string();
            assert!(error.contains(what), "{error}");
        }
    }

    #[test]
    fn the_same_line_twice_is_one() {
        let line = "0x1\ta\tvmlinux\tEXPORT_SYMBOL\t\n";
        let s = Symvers::parse("m", &format!("{line}0x2\tb\tvmlinux\tEXPORT_SYMBOL\t\n{line}")).expect("a list");
        assert_eq!(s.entries.len(), 2);
        assert_eq!(s.repeated, [Repeated { name: "a".into(), first: 1, line: 3 }]);
        let gpl = line.replace("SYMBOL", "SYMBOL_GPL");
        let error = Symvers::parse("m", &format!("{line}{gpl}")).expect_err("one is wrong").to_string();
        assert!(error.contains("m: line 2: `a` of vmlinux is exported in another way here than in line 1"), "{error}");
    }

    #[test]
    fn the_file_of_the_release_is_found() {
        let root = tempfile::tempdir().expect("a folder");
        let write = |path: &str| {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(&path, "").expect("a file");
            path
        };
        let headers = write("linux-headers-6.1/usr/src/linux-headers-6.1/Module.symvers");
        write("linux-headers-6.2/usr/src/linux-headers-6.2/Module.symvers");
        let image = write("linux-image-6.1-dbg/usr/lib/debug/boot/vmlinux-6.1");
        write("linux-image-6.1-dbg/usr/lib/debug/lib/modules/6.1/kernel/a.ko");
        write("linux-image-6.3-dbg/usr/lib/debug/boot/vmlinux-6.3");
        let package = root.path().join("linux-image-6.1-dbg");
        for input in [image, package.join("usr/lib/debug/lib/modules/6.1"), package] {
            assert_eq!(beside(&input), Some(headers.clone()), "{}", input.display());
        }
        assert_eq!(beside(&root.path().join("linux-image-6.3-dbg/usr/lib/debug/boot/vmlinux-6.3")), None);
        let tree = write("tree/Module.symvers");
        assert_eq!(beside(&write("tree/vmlinux")), Some(tree.clone()));
        assert_eq!(beside(&root.path().join("tree")), Some(tree));
    }
}
