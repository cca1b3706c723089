//! The configuration of a kernel (`.config`), and what differs between two.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::ground::error::{Error, Result};
use crate::ground::files::regular;
use crate::ground::headers::conditions::Macros;
use crate::kernel::crc::symvers;
use crate::model::report::OptionChange;

/// The largest file in bytes: that of a distribution has 300,000.
const LARGEST: u64 = 16 << 20;

/// What a `.config` sets (Documentation/kbuild/kconfig-language.rst): `CONFIG_X=y`, `=m`, a number or a text in quotes. What is
/// not set is not there.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Config {
    values: BTreeMap<String, String>,
}

impl Config {
    /// Reads one.
    ///
    /// # Errors
    /// It cannot be read, or is no configuration: a line is neither a comment nor sets an option, or none is set.
    pub fn read(file: &Path) -> Result<Self> {
        let bytes = regular::read_named(file, LARGEST)?;
        let path = file.display().to_string();
        let mut values = BTreeMap::new();
        for (number, line) in String::from_utf8_lossy(&bytes).lines().map(str::trim_end).enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((name, value)) = line.split_once('=').filter(|(name, _)| is_option(name)) else {
                let what = "sets no option of a kernel's configuration (CONFIG_X=y)";
                return Err(Error::text(&path, number + 1, what));
            };
            values.insert(name.to_owned(), value.to_owned());
        }
        if values.is_empty() {
            return Err(Error::text(&path, 1, "sets no option: this is no configuration of a kernel"));
        }
        Ok(Self { values })
    }

    /// The options that two set differently, by name.
    #[must_use]
    pub fn differences(&self, new: &Self) -> Vec<OptionChange> {
        let names: BTreeSet<&String> = self.values.keys().chain(new.values.keys()).collect();
        let change = |name: &String| OptionChange {
            name: name.clone(),
            old: self.values.get(name).cloned(),
            new: new.values.get(name).cloned(),
        };
        names.into_iter().map(change).filter(|change| change.old != change.new).collect()
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }
}

fn is_option(name: &str) -> bool {
    let rest = name.strip_prefix("CONFIG_").unwrap_or_default();
    !rest.is_empty() && rest.bytes().all(|b| b == b'_' || b.is_ascii_alphanumeric())
}

/// As include/generated/autoconf.h defines them: of an option that is `m` only `CONFIG_X_MODULE`.
impl Macros for Config {
    fn value(&self, name: &str) -> Option<i128> {
        match self.get(name) {
            Some("m") => None,
            Some("y") => Some(1),
            Some(value) => Some(match value.strip_prefix("0x") {
                Some(digits) => i128::from_str_radix(digits, 16).unwrap_or(0),
                None => value.parse().unwrap_or(0),
            }),
            None => name.strip_suffix("_MODULE").and_then(|option| self.get(option)).filter(|v| *v == "m").map(|_| 1),
        }
    }
}

/// The configuration that lies beside an input: that of the release which an image names (`vmlinux-RELEASE`, `config-RELEASE`), else
/// `.config` there or beside its `Module.symvers`, else the only `config-RELEASE`, unless the image names another release.
#[must_use]
pub fn beside(input: &Path) -> Option<PathBuf> {
    let folder = symvers::folder_of(input)?;
    let release = symvers::release_of_image(input);
    let of_release = release.as_ref().map(|release| folder.join(format!("config-{release}")));
    let of_symvers = symvers::beside(input);
    let folders = [Some(folder), of_symvers.as_deref().and_then(Path::parent)];
    let plain = folders.into_iter().flatten().map(|folder| folder.join(".config"));
    let is_config = |path: &Path| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("config-")) && path.is_file()
    };
    let only = || if release.is_none() { symvers::only(folder, is_config) } else { None };
    of_release.into_iter().chain(plain).find(|file| file.is_file()).or_else(only)
}
