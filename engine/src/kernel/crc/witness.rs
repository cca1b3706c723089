//! What the objects of a kernel say of their own CRCs: those in `__kcrctab`, the release, and the tool that made
//! them. `Module.symvers` is a file beside them, which may be another build's.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::symvers::{Symver, Symvers, normal};
use crate::graph::snapshot;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::{Error, Result};
use crate::ground::files::named::Named;
use crate::read::dwarf::type_strings::POINTER;
use crate::read::elf::module::{crcs, version_magic};
use crate::read::input::{Input, ObjectSource, OpenOptions};

/// The CRCs that the objects of an input hold themselves, and what they tell of the tool that made them.
#[derive(Clone, Debug, Default)]
pub struct Witness {
    /// The input as the user named it.
    path: String,
    /// By module (with underscores) and symbol.
    crcs: BTreeMap<(String, String), u32>,
    vermagic: Option<String>,
    gendwarfksyms: bool,
}

/// Version and patch level of a release, such as 6 and 1 of `6.1.0-47-amd64 SMP`.
#[must_use]
pub(crate) fn release_of(magic: &str) -> Option<(u32, u32)> {
    let mut numbers = magic.split(|c: char| !c.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// CRCs by module (with underscores) and symbol.
pub(crate) fn by_object(input: &Input) -> BTreeMap<(String, String), u32> {
    let of = |source: &ObjectSource| {
        let Ok(elf) = source.elf() else { return Vec::new() };
        let module = normal(&source.module_name(&elf));
        crcs(&elf).into_iter().map(|(symbol, crc)| ((module.clone(), symbol), crc)).collect()
    };
    let each: Vec<Vec<_>> = input.sources.par_iter().map(of).collect();
    each.into_iter().flatten().collect()
}

/// The version magic of the first object that states one. What cannot be read is a diagnostic of the load.
pub(crate) fn vermagic(input: &Input) -> Option<String> {
    input.sources.iter().find_map(|source| version_magic(&source.elf().ok()?))
}

/// Whether the image, or else the first object, was built for gendwarfksyms.
fn has_pointers(input: &Input, open: &OpenOptions) -> bool {
    let image = input.sources.iter().find(|s| s.is_image()).or(input.sources.first());
    let Some(dwarf) = image.and_then(|s| s.load(open).ok()).and_then(|o| o.dwarf) else { return false };
    // The link discards the pointers, debug information keeps them.
    let holds = |data: &[u8]| memchr::memmem::find(data, POINTER).is_some();
    holds(dwarf.str_.data()) || dwarf.sup.as_ref().is_some_and(|sup| holds(sup.str_.data()))
}

/// The objects of an input; `None` for a snapshot, which holds none.
///
/// # Errors
/// The input cannot be read.
pub fn objects(named: &Named, open: &OpenOptions) -> Result<Option<Input>> {
    let is_snapshot = named.files().read_if(named.path(), snapshot::is_snapshot)?.is_some();
    if is_snapshot { Ok(None) } else { Input::discover(named.clone(), open).map(Some) }
}

impl Witness {
    /// Asks the objects of an input; a snapshot holds none.
    ///
    /// # Errors
    /// The input cannot be read.
    pub fn read(named: &Named, open: &OpenOptions) -> Result<Self> {
        let path = named.name();
        let Some(input) = objects(named, open)? else {
            return Ok(Self { path, ..Self::default() });
        };
        Ok(Self {
            vermagic: vermagic(&input),
            gendwarfksyms: has_pointers(&input, open),
            ..Self::of_crcs(path, &input)
        })
    }

    /// Asks the objects of an input for their CRCs alone. `path`: the input as the user named it.
    #[must_use]
    pub fn of_crcs(path: String, input: &Input) -> Self {
        Self { path, crcs: by_object(input), ..Self::default() }
    }

    /// Holds a `Module.symvers` against the CRCs of the objects.
    ///
    /// # Errors
    /// [`Error::OtherBuild`] if one of them is another there.
    pub fn confirms(&self, symvers: &Symvers) -> Result<()> {
        let own = |e: &Symver| self.crcs.get(&(normal(e.module_name()), e.name.clone())).copied();
        let known: Vec<_> = symvers.entries.iter().filter_map(|e| Some((e, own(e)?))).collect();
        let mut other = known.iter().filter(|(e, crc)| e.crc != *crc);
        let Some((first, crc)) = other.next() else { return Ok(()) };
        let what = format!(
            "{} of {} CRCs are others than in the __kcrctab of {}, such as `{}`: {:#010x}, there {crc:#010x}",
            other.count() + 1,
            known.len(),
            self.path,
            first.name,
            first.crc
        );
        Err(Error::OtherBuild { path: symvers.path.clone(), what })
    }

    /// Whether the objects show that gendwarfksyms made their CRCs.
    #[must_use]
    pub fn is_of_gendwarfksyms(&self) -> bool {
        self.gendwarfksyms
    }

    /// What is to be known of the tool that made its CRCs, if it may be another than genksyms.
    #[must_use]
    pub fn tool(&self) -> Option<Diagnostic> {
        let note = |message: &str| Diagnostic {
            level: DiagnosticLevel::Note,
            code: "gendwarfksyms",
            object: self.path.clone(),
            section: String::new(),
            offset: None,
            message: message.to_owned(),
        };
        if self.gendwarfksyms {
            return Some(note(
                "its CRCs are made by gendwarfksyms, from debug information: they hold sizes, offsets and names of \
                 parameters, too. Classes and reasons here follow genksyms, which reads source: `nothing-visible` and \
                 `not-in-tokens` may name what is hashed; what is proved is computed as gendwarfksyms does",
            ));
        }
        // A compiler may leave unused pointers out, or the strings may be elsewhere.
        let may = self.vermagic.as_deref().and_then(release_of).is_some_and(|release| release >= (6, 14));
        may.then(|| {
            note(
                "since 6.14 CRCs may be made by gendwarfksyms (CONFIG_GENDWARFKSYMS), and nothing here shows which tool \
                 it was: classes and reasons follow genksyms",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_tells_what_may_be() {
        let of = |magic: &str| Witness { vermagic: Some(magic.to_owned()), ..Witness::default() }.tool().is_some();
        assert!(of("6.14.0 SMP mod_unload modversions "));
        assert!(of("7.0-rc1 SMP "));
        assert!(!of("6.13.7-arch1 SMP "));
        assert!(!of("5.15.0 SMP "));
        assert!(Witness::default().tool().is_none());
        let sure = Witness { gendwarfksyms: true, ..Witness::default() }.tool();
        assert!(sure.is_some_and(|d| d.message.starts_with("its CRCs are made by gendwarfksyms")));
    }

    #[test]
    fn crcs_of_the_objects_stand_against_those_of_a_file() {
        let crcs = [(("a_b".to_owned(), "x".to_owned()), 1), (("vmlinux".to_owned(), "y".to_owned()), 2)];
        let w = Witness { path: "vmlinux".into(), crcs: crcs.into(), ..Witness::default() };
        let file = |x: &str| {
            let text = format!("{x}\tx\tlib/a-b\tEXPORT_SYMBOL\t\n0x9\tz\tvmlinux\tEXPORT_SYMBOL\t\n");
            Symvers::parse("m", &text).expect("a list")
        };
        assert!(w.confirms(&file("0x1")).is_ok());
        let text = w.confirms(&file("0x7")).expect_err("another CRC").to_string();
        assert!(
            text.starts_with("m: 1 of 1 CRCs are others") && text.contains("`x`: 0x00000007, there 0x00000001"),
            "{text}"
        );
    }
}
