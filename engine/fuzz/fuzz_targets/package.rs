//! Any bytes as a package: as they are (`.deb`, `.rpm`, zip, tar, compressed or not), and as the files of a tar, a `.deb` or a `.rpm`
//! whose checksums and headers are right. What opens is a tree, which is walked and read: no name in it leads out.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use std::path::{Component, Path, PathBuf};

use abilens::Named;
use abilens::ground::files::{EntryKind, Look, Memory, Tree};
use libfuzzer_sys::fuzz_target;

const BLOCK: usize = 512;
/// So much of a tree is gone through: a compressed package of a few bytes may hold a million members.
const MOST: usize = 1 << 16;

/// A tar with the checksum of each header put right, and two blocks of zeros at its end.
fn tar(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    out.resize(out.len().next_multiple_of(BLOCK), 0);
    let mut at = 0;
    while let Some(header) = out.get_mut(at..at + BLOCK) {
        if header.iter().all(|&byte| byte == 0) {
            break;
        }
        header[257..263].copy_from_slice(b"ustar\0");
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        let digits = header[124..136].iter().take_while(|byte| (b'0'..=b'7').contains(byte));
        let size = digits.fold(0_usize, |size, digit| size * 8 + usize::from(digit - b'0'));
        at = at.saturating_add(BLOCK).saturating_add(size.next_multiple_of(BLOCK));
    }
    out.resize(out.len() + 2 * BLOCK, 0);
    out
}

/// A package of Debian with these files.
fn deb(data: &[u8]) -> Vec<u8> {
    let mut out = b"!<arch>\n".to_vec();
    for (name, content) in [("debian-binary", &b"2.0\n"[..]), ("control.tar", b""), ("data.tar", data)] {
        out.extend_from_slice(format!("{name:<16}{0:<12}{0:<6}{0:<6}{0:<8}{1:<10}`\n", 0, content.len()).as_bytes());
        out.extend_from_slice(content);
        out.resize(out.len().next_multiple_of(2), b'\n');
    }
    out
}

/// A package of RPM whose headers say nothing, with this payload.
fn rpm(payload: &[u8]) -> Vec<u8> {
    let mut out = vec![0xed, 0xab, 0xee, 0xdb];
    out.resize(96, 0);
    for _ in 0..2 {
        out.extend_from_slice(b"\x8e\xad\xe8\x01");
        out.resize(out.len() + 12, 0);
    }
    out.extend_from_slice(payload);
    out
}

/// Goes through all of a tree.
fn walk(tree: &Memory) {
    let is_inside = |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_)));
    let mut folders = vec![PathBuf::new()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in tree.list(&folder).expect("a folder").flatten() {
            let name = Path::new(&entry.name);
            assert!(is_inside(name) && name.components().count() == 1, "{name:?}");
            let path = folder.join(name);
            seen += 1;
            if seen > MOST {
                return;
            }
            match entry.kind {
                EntryKind::Folder => folders.push(path),
                EntryKind::File => {
                    let Ok(Look::File(bytes)) = tree.look(&path) else { panic!("{path:?} is no file") };
                    let whole = tree.open(&path).expect("a file");
                    assert_eq!(whole.as_slice().len() as u64, bytes, "{path:?}");
                }
                EntryKind::Link => {
                    if let Some(target) = tree.identity(&path) {
                        assert!(is_inside(&target) && tree.look(&target).is_ok(), "{path:?} -> {target:?}");
                    }
                }
                EntryKind::Other => panic!("{path:?} is a device"),
            }
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&kind, rest)) = bytes.split_first() else { return };
    let file = match kind % 4 {
        0 => rest.to_vec(),
        1 => tar(rest),
        2 => deb(&tar(rest)),
        _ => rpm(rest),
    };
    let mut named = Named::of_tree([("package", file)].into_iter().collect::<Memory>(), "package");
    if let Ok(Some(tree)) = named.package() {
        walk(&tree);
    }
});
