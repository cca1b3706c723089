//! Which of several files called `vmlinux` is the kernel image.
//!
//! Packages of headers ship a `vmlinux` that holds nothing but BTF, for the tools that make a module's; debug packages
//! ship the image with its DWARF, kernel packages one without. What a file holds decides, never where it lies: the
//! image has `__ksymtab` or DWARF, and a debug file belongs to the image of the same build id.

use std::path::{Path, PathBuf};

use super::debugfile;
use crate::ground::files::handle::Files;
use crate::read::elf::facts;
use crate::read::elf::file::Elf;

/// What a file that is called an image holds.
struct Held {
    build_id: Vec<u8>,
    /// Its exports are described.
    exports: bool,
    /// Its code and data are there, not only room for them.
    content: bool,
    dwarf: bool,
}

/// What becomes of several files of one kernel.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// Those that are images, each with its debug file if another one is that.
    pub(super) images: Vec<(usize, Option<usize>)>,
    /// Those that hold neither exports nor DWARF, beside one that does.
    pub(super) stubs: Vec<usize>,
}

/// Chooses among files that are all called images; files that cannot be read stay images, so that their own error is
/// told.
pub(super) fn choose(files: &Files, paths: &[PathBuf]) -> Choice {
    decide(&paths.iter().map(|path| read(files, path)).collect::<Vec<_>>())
}

fn read(files: &Files, path: &Path) -> Option<Held> {
    let elf = Elf::parse(&files.shown(path), files.read(path).ok()?).ok()?;
    let tables: Vec<usize> = (1..elf.sections.len()).filter(|&i| elf.raw_name(i).starts_with(b"__ksymtab")).collect();
    let content = tables.iter().any(|&i| !elf.sections[i].is_nobits());
    let build_id = facts::build_id(&elf);
    Some(Held { build_id, exports: !tables.is_empty(), content, dwarf: debugfile::has_dwarf(&elf) })
}

fn decide(held: &[Option<Held>]) -> Choice {
    let mut choice = Choice::default();
    let real = |h: &Held| h.exports || h.dwarf;
    let some_real = held.iter().flatten().any(real);
    let mut groups: Vec<(&[u8], Vec<usize>)> = Vec::new();
    for (i, h) in held.iter().enumerate() {
        match h {
            Some(h) if some_real && !real(h) => choice.stubs.push(i),
            Some(h) if !h.build_id.is_empty() => match groups.iter_mut().find(|(id, _)| *id == h.build_id) {
                Some((_, files)) => files.push(i),
                None => groups.push((&h.build_id, vec![i])),
            },
            _ => choice.images.push((i, None)),
        }
    }
    for (_, files) in groups {
        let is = |i: &usize, wanted: fn(&Held) -> bool| held[*i].as_ref().is_some_and(wanted);
        // Copies of one image are one; of those the fullest is taken.
        let image = files.iter().copied().find(|i| is(i, |h| h.content && h.dwarf));
        let image = image.or_else(|| files.iter().copied().find(|i| is(i, |h| h.content)));
        let Some(image) = image.or_else(|| files.first().copied()) else { continue };
        let debug = files.iter().copied().find(|i| *i != image && is(i, |h| h.dwarf));
        choice.images.push((image, debug.filter(|_| !is(&image, |h| h.dwarf))));
    }
    choice.images.sort_unstable();
    choice
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(id: u8, what: &str) -> Option<Held> {
        let has = |c| what.contains(c);
        Some(Held { build_id: vec![id], exports: has('x'), content: has('c'), dwarf: has('d') })
    }

    fn images(files: &[Option<Held>]) -> Vec<(usize, Option<usize>)> {
        decide(files).images
    }

    #[test]
    fn what_holds_neither_exports_nor_dwarf_is_no_image() {
        let choice = decide(&[held(1, ""), held(2, "xcd")]);
        assert_eq!((choice.images, choice.stubs), (vec![(1, None)], vec![0]));
        // A stub may bear the image's build id.
        assert_eq!(decide(&[held(1, ""), held(1, "xd")]).stubs, [0]);
        // By itself it is all there is.
        assert_eq!(images(&[held(1, "")]), [(0, None)]);
    }

    #[test]
    fn a_debug_file_belongs_to_the_image_of_its_build_id() {
        assert_eq!(images(&[held(1, "xc"), held(1, "xd")]), [(0, Some(1))]);
        assert_eq!(images(&[held(1, "xd"), held(1, "xc")]), [(1, Some(0))]);
        assert_eq!(images(&[held(1, "xc"), held(2, "xd")]), [(0, None), (1, None)]);
        // Two copies of one image.
        assert_eq!(images(&[held(1, "xcd"), held(1, "xcd")]), [(0, None)]);
    }
}
