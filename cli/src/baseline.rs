//! The baseline of a gate: the snapshot of what consumers were built against, kept beside the sources. Where it is by
//! convention, and how it is renewed.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use abilens::Loaded;
use abilens::graph::snapshot::{self, SUFFIX};
use abilens::ground::diagnostic::DiagnosticLevel;
use abilens::ground::printable;
use abilens::policy::Policy;
use abilens::render::gate::text::quote;
use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::output;

/// The folder of baselines, beside the policy or in the root of the repository.
const FOLDER: &str = "abi";
/// Bytes of a name, so that a name with its ending is a name to every file system.
const NAME: usize = 200;

/// Where the baseline of NEW may be, in the order in which they are looked for: where the policy says, else by its SONAME
/// or the name of its file beside the policy, else the same in the root of the repository.
fn places(policy: &Policy, new: &Loaded, new_name: &str) -> Result<Vec<PathBuf>> {
    if let Some(file) = &policy.baseline {
        return Ok(vec![file.clone()]);
    }
    let file_name = new_name.trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or_default();
    let file_name = file_name.strip_suffix(SUFFIX).unwrap_or(file_name);
    let soname = match new.graph.objects.as_slice() {
        [one] => one.soname.as_str(),
        _ => "",
    };
    let mut names: Vec<&str> = Vec::new();
    for name in [soname, file_name] {
        if is_a_name(name) && !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        bail!("{new_name}: its name makes no name for a baseline: name BASE, or baseline in the policy");
    }
    let beside = policy.path.as_deref().and_then(|path| Path::new(path).parent()).unwrap_or(Path::new(""));
    let mut folders = vec![beside.to_owned()];
    if let Some(root) = repository()
        && fs::canonicalize(if beside.as_os_str().is_empty() { Path::new(".") } else { beside }).ok()
            != Some(root.clone())
    {
        folders.push(root);
    }
    let inside = |folder: PathBuf| names.iter().map(move |name| folder.join(FOLDER).join(format!("{name}{SUFFIX}")));
    Ok(folders.into_iter().flat_map(inside).collect())
}

/// What an input says of itself is its word: it may name a file, and no other folder.
fn is_a_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= NAME
        && !name.starts_with('.')
        && !name.contains(['/', '\\', '\0'])
        && printable::line(name) == name
}

/// The root of the repository that the current folder is in.
fn repository() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf)
}

/// The baseline of NEW.
pub(crate) fn found(policy: &Policy, new: &Loaded, new_name: &str) -> Result<PathBuf> {
    let places = places(policy, new, new_name)?;
    if let Some(there) = places.iter().find(|file| file.exists()) {
        return Ok(there.clone());
    }
    let looked: Vec<String> = places.iter().map(|file| file.display().to_string()).collect();
    bail!(
        "no baseline is at {}; this makes one: abilens gate --renew-baseline {}",
        looked.join(", nor at "),
        quote(new_name)
    )
}

/// The file that a renewal writes, and whether it is there.
pub(crate) fn to_renew(named: Option<&Path>, policy: &Policy, new: &Loaded, new_name: &str) -> Result<(PathBuf, bool)> {
    let (file, there) = match named {
        Some(file) => (file.to_owned(), file.exists()),
        None => {
            let mut places = places(policy, new, new_name)?;
            match places.iter().position(|file| file.exists()) {
                Some(at) => (places.swap_remove(at), true),
                None => (places.swap_remove(0), false),
            }
        }
    };
    let name = file.display();
    if file.to_string_lossy().starts_with("git:") {
        bail!("{name}: what git keeps is not written: name the file");
    }
    if there {
        let mut head = [0; snapshot::MAGIC.len()];
        let read = fs::File::open(&file).and_then(|mut file| io::Read::read_exact(&mut file, &mut head));
        if read.is_err() || head != snapshot::MAGIC {
            bail!("{name}: is no snapshot, and is not written over");
        }
    }
    Ok((file, there))
}

/// Writes NEW as the baseline, whole or not at all, and says so; nothing is written where it is that already.
pub(crate) fn renew(file: &Path, new: &Loaded, allow_incomplete: bool) -> Result<()> {
    let name = file.display();
    let lost = new.diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost).count();
    if lost > 0 && !allow_incomplete {
        bail!(
            "{name} stays as it is: NEW lacks evidence, and every gate on it would lack it, too (--allow-incomplete)"
        );
    }
    let mut bytes = Vec::new();
    abilens::dump(new, &mut bytes)?;
    let about = format!("{} bytes, sha256 {}", bytes.len(), digest(&bytes));
    let what = if fs::read(file).is_ok_and(|there| there == bytes) {
        "is the baseline already"
    } else {
        if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        output::to_file(file, |out| out.write_all(&bytes))?;
        "is the baseline now"
    };
    let text = printable::document(&format!("abilens: {name} {what}: {about}\n"), false);
    anstream::stderr().write_all(text.as_bytes())?;
    Ok(())
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
