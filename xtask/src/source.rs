//! Debian's kernel source with the configuration of the matching headers package, made ready once for single units.
//!
//! Layout: `CACHE/src/PACKAGE` as unpacked, `CACHE/src/build/linux-source-X.Y` the tree.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::{kernels, shell};

/// The source package, and the folder that its archive holds.
const SOURCE: &str = "linux-source-6.1";
/// The package with the tools that the kernel of that source was built with.
const TOOLS: &str = "linux-kbuild-6.1";

/// What building a unit needs, and the pages that show it.
pub(crate) static NEEDED: &[(&str, &str)] = &[
    ("make", "make"),
    ("gcc-12", "gcc-12"),
    ("flex", "flex"),
    ("bison", "bison"),
    ("bc", "bc"),
    ("cpio", "cpio"),
    ("patch", "patch"),
    ("xz", "xz-utils"),
    ("pahole", "dwarves"),
    ("/usr/include/libelf.h", "libelf-dev"),
    ("/usr/include/openssl/ssl.h", "libssl-dev"),
];

/// The tree, and Debian's CRCs by export.
pub(crate) struct Source {
    pub(crate) tree: PathBuf,
    pub(crate) symvers: BTreeMap<String, String>,
}

/// The tree, configured as Debian's cloud kernel and ready for single units; and Debian's CRCs.
pub(crate) fn prepare() -> Result<Source> {
    let headers = kernels::newest_headers()?;
    let folder = shell::cache().join("src");
    if !folder.join(SOURCE).is_dir() {
        kernels::fetch(&folder, SOURCE)?;
    }
    let (theirs, ours) = (version(&headers)?, version(&folder.join(SOURCE))?);
    ensure!(theirs == ours, "{} is {theirs}, {SOURCE} is {ours}: they have to be of one build", headers.display());
    let name = headers.file_name().context("a package has a name")?;
    let headers = headers.join("usr/src").join(name);
    let build = folder.join("build");
    let tree = build.join(SOURCE);
    let ready = build.join(format!("{SOURCE}-{ours}.ready"));
    if !ready.is_file() {
        if tree.exists() {
            fs::remove_dir_all(&tree)?;
        }
        fs::create_dir_all(&build)?;
        eprintln!("unpacking {SOURCE} {ours}");
        let archive = folder.join(SOURCE).join("usr/src").join(format!("{SOURCE}.tar.xz"));
        shell::run(Command::new("tar").arg("-xJf").arg(archive).arg("-C").arg(&build))?;
        fs::copy(headers.join(".config"), tree.join(".config"))?;
        make(&tree, &[], ["olddefconfig", "prepare", "modules_prepare"])?;
        fs::write(&ready, "")?;
    }
    let text = fs::read_to_string(headers.join("Module.symvers"))?;
    let crcs = text.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        let crc = columns.next()?.to_owned();
        Some((columns.next()?.to_owned(), crc))
    });
    Ok(Source { tree, symvers: crcs.collect() })
}

/// Version of an unpacked package, from the name of the archive beside it.
fn version(package: &Path) -> Result<String> {
    let name = package.file_name().and_then(OsStr::to_str).context("a package has a name")?;
    let folder = package.parent().context("a package lies in a folder")?;
    for entry in fs::read_dir(folder)? {
        let file = entry?.file_name().to_string_lossy().into_owned();
        if let Some(rest) = file.strip_prefix(name).and_then(|rest| rest.strip_prefix('_'))
            && let Some((version, _)) = rest.split_once('_').filter(|_| file.ends_with(".deb"))
        {
            return Ok(version.to_owned());
        }
    }
    bail!("the archive of {name} is not in {}", folder.display())
}

/// Makes goals in the tree.
pub(crate) fn make<I, S>(tree: &Path, options: &[&str], goals: I) -> Result<()>
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let mut make = Command::new("make");
    shell::run(make.arg("-s").arg(format!("-j{jobs}")).arg("-C").arg(tree).args(options).args(goals))
}

/// The genksyms that Debian built the kernel of that source with.
pub(crate) fn genksyms() -> Result<PathBuf> {
    let folder = shell::cache().join("src");
    if !folder.join(TOOLS).is_dir() {
        kernels::fetch(&folder, TOOLS)?;
    }
    let tool = folder.join(TOOLS).join("usr/lib").join(TOOLS).join("scripts/genksyms/genksyms");
    ensure!(tool.is_file(), "{} is not there", tool.display());
    Ok(tool)
}
