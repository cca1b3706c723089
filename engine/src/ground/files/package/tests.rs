//! Packages made here, sound and hostile, and what is read of them.

mod others;

use std::io::{Read as _, Write as _};
use std::path::PathBuf;

use ::tar::{Builder, EntryType, Header};

use super::expand::{FREE, limit};
use super::*;
use crate::ground::files::decompress::Codec;
use crate::ground::files::tree::Tree as _;

/// One member of an archive: type, name, content or target.
type Member<'m> = (EntryType, &'m str, &'m [u8]);

const FILE: EntryType = EntryType::Regular;

/// A tar of these members, whatever their names.
fn tar_of(members: &[Member<'_>]) -> Vec<u8> {
    let mut out = Builder::new(Vec::new());
    for &(kind, name, content) in members {
        let mut header = Header::new_ustar();
        header.set_entry_type(kind);
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        let is_file = kind == FILE;
        if is_file {
            header.set_size(content.len() as u64);
        } else {
            header.as_old_mut().linkname[..content.len()].copy_from_slice(content);
            header.set_size(0);
        }
        header.set_cksum();
        out.append(&header, if is_file { content } else { &[] }).unwrap();
    }
    out.into_inner().unwrap()
}

/// A package with a member of this name for its files.
fn deb_of(name: &str, data: &[u8]) -> Vec<u8> {
    let mut out = b"!<arch>\n".to_vec();
    for (name, content) in [("debian-binary", &b"2.0\n"[..]), ("control.tar.gz", b"odd"), (name, data)] {
        writeln!(out, "{name:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`", 0, 0, 0, 100_644, content.len()).unwrap();
        out.extend_from_slice(content);
        out.extend(std::iter::repeat_n(b'\n', content.len() % 2));
    }
    out
}

fn packed(codec: Codec, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    match codec {
        Codec::Gzip => flate2::read::GzEncoder::new(data, flate2::Compression::best()).read_to_end(&mut out),
        Codec::Xz => liblzma::read::XzEncoder::new(data, 1).read_to_end(&mut out),
        Codec::Bzip2 => bzip2::read::BzEncoder::new(data, bzip2::Compression::fast()).read_to_end(&mut out),
        Codec::Zstd => zstd::stream::read::Encoder::new(data, 1).unwrap().read_to_end(&mut out),
        Codec::Lzma => {
            let options = liblzma::stream::LzmaOptions::new_preset(1).unwrap();
            let stream = liblzma::stream::Stream::new_lzma_encoder(&options).unwrap();
            liblzma::read::XzEncoder::new_stream(data, stream).read_to_end(&mut out)
        }
        Codec::Zlib | Codec::Deflate => unreachable!("no package is packed with it"),
    }
    .unwrap();
    out
}

fn opened(bytes: Vec<u8>) -> Result<Option<Memory>> {
    let files: Memory = [("p", bytes)].into_iter().collect();
    open(&Files::new(files), Path::new("p"))
}

/// All files with their content, and links with where they lead.
fn files(tree: &Memory) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in tree.list(&folder).unwrap() {
            let path = folder.join(entry.unwrap().name);
            match tree.look(&path) {
                Ok(Look::File(_)) => {
                    let content = String::from_utf8_lossy(tree.open(&path).unwrap().as_slice()).into_owned();
                    out.push((path.display().to_string(), content));
                }
                Ok(_) => folders.push(path),
                Err(_) => out.push((path.display().to_string(), "nowhere".to_owned())),
            }
        }
    }
    out.sort();
    out
}

fn refused(bytes: Vec<u8>) -> String {
    match opened(bytes) {
        Err(e) => e.to_string(),
        Ok(tree) => panic!("it was taken: {:?}", tree.as_ref().map(files)),
    }
}

#[test]
fn every_compression_of_debian_and_of_tar_is_read() {
    let tar = tar_of(&[(EntryType::Directory, "./usr/", b""), (FILE, "./usr/lib/libx.so.1", b"content")]);
    let expected = [("usr/lib/libx.so.1".to_owned(), "content".to_owned())];
    assert_eq!(files(&opened(tar.clone()).unwrap().unwrap()), expected);
    assert_eq!(files(&opened(deb_of("data.tar", &tar)).unwrap().unwrap()), expected);
    for (codec, ending) in
        [(Codec::Gzip, "gz"), (Codec::Xz, "xz"), (Codec::Zstd, "zst"), (Codec::Bzip2, "bz2"), (Codec::Lzma, "lzma")]
    {
        let packed = packed(codec, &tar);
        let deb = opened(deb_of(&format!("data.tar.{ending}"), &packed)).unwrap().unwrap();
        assert_eq!(files(&deb), expected, "{ending}");
        if codec != Codec::Lzma {
            assert_eq!(files(&opened(packed).unwrap().unwrap()), expected, "{ending}");
        }
    }
}

#[test]
fn what_is_no_package_is_left_alone() {
    let elf = b"\x7fELF".repeat(300);
    for other in [elf.clone(), packed(Codec::Xz, &elf), packed(Codec::Xz, b""), vec![], vec![0; 2048]] {
        assert!(opened(other).unwrap().is_none());
    }
    let mut archive = b"!<arch>\n".to_vec();
    archive.resize(600, b' ');
    assert!(opened(archive).unwrap().is_none());
}

#[test]
fn links_lead_inside_only() {
    let (link, hard) = (EntryType::Symlink, EntryType::Link);
    let tree = opened(tar_of(&[
        (FILE, "usr/lib/libx.so.1", b"x"),
        (link, "usr/lib/libx.so", b"libx.so.1"),
        (link, "lib", b"/usr/lib"),
        (link, "out", b"/etc/passwd"),
        (link, "up", b"../../../../etc/passwd"),
        (hard, "usr/lib/same", b"./usr/lib/libx.so.1"),
        (EntryType::Char, "dev/zero", b""),
        (EntryType::Fifo, "pipe", b""),
    ]));
    let tree = tree.unwrap().unwrap();
    let x = |path: &str| (path.to_owned(), "x".to_owned());
    let nowhere = |path: &str| (path.to_owned(), "nowhere".to_owned());
    let lib = ["lib/libx.so", "lib/libx.so.1", "lib/same"].map(x);
    let usr = ["usr/lib/libx.so", "usr/lib/libx.so.1", "usr/lib/same"].map(x);
    assert_eq!(files(&tree), [&lib[..], &[nowhere("out"), nowhere("up")], &usr].concat());
    let error = refused(tar_of(&[(hard, "a", b"b"), (FILE, "b", b"")]));
    assert_eq!(error, "p: offset 0x0: a is a hard link to b, which does not come before it");
}

#[test]
fn a_name_that_climbs_out_is_refused_and_one_from_the_root_stays_inside() {
    let tree = opened(tar_of(&[(FILE, "/etc/passwd", b"mine"), (FILE, "a/../b", b"")])).unwrap().unwrap();
    assert_eq!(files(&tree), [("b".to_owned(), String::new()), ("etc/passwd".to_owned(), "mine".to_owned())]);
    for name in ["../x", "a/../../x", "/../x"] {
        let error = refused(tar_of(&[(FILE, "good", b""), (FILE, name, b"")]));
        assert_eq!(error, format!("p: offset 0x200: member {name} leads out of the package"));
    }
}

#[test]
fn a_bomb_is_refused() {
    let zeros = vec![0; 2 * FREE as usize];
    let tar = tar_of(&[(FILE, "zeros", &zeros)]);
    for (codec, name) in [(Codec::Gzip, "data.tar.gz"), (Codec::Xz, "data.tar.xz"), (Codec::Zstd, "data.tar.zst")] {
        let small = packed(codec, &tar);
        let most = limit(small.len());
        assert!(most < tar.len() as u64);
        let error = refused(deb_of(name, &small));
        assert!(error.starts_with(&format!("p({name}): offset 0x")), "{error}");
        let end =
            format!("cannot be decompressed: it expands to more than the {most} bytes that one of its size may hold");
        assert!(error.ends_with(&end), "{error}");
    }
}

#[test]
fn holes_of_a_sparse_file_are_filled_and_bounded() {
    // What GNU's tar writes: size on disk, then pairs of offset and size, and the real size.
    let sparse = |real: u64| {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::GNUSparse);
        header.set_path("s").unwrap();
        header.set_size(4);
        let gnu = header.as_gnu_mut().unwrap();
        let octal = |field: &mut [u8], value: u64| write!(&mut field[..], "{value:011o}").unwrap();
        octal(&mut gnu.sparse[0].offset, real - 4);
        octal(&mut gnu.sparse[0].numbytes, 4);
        octal(&mut gnu.realsize, real);
        header.set_cksum();
        let mut tar = Builder::new(Vec::new());
        tar.append(&header, &b"tail"[..]).unwrap();
        tar.into_inner().unwrap()
    };
    let tree = opened(sparse(1000)).unwrap().unwrap();
    assert_eq!(files(&tree), [("s".to_owned(), "\0".repeat(996) + "tail")]);
    let error = refused(sparse(1 << 32));
    assert_eq!(error, "p: offset 0x0: tar: files with holes are larger than one of its size may hold");
}

#[test]
fn a_package_that_is_cut_anywhere_is_an_error_with_a_place() {
    let members: Vec<(String, Vec<u8>)> = (0..4).map(|i| (format!("f{i}"), vec![b'a' + i; 700])).collect();
    let members: Vec<Member<'_>> = members.iter().map(|(name, content)| (FILE, &**name, &content[..])).collect();
    let tar = tar_of(&members);
    // From the end of the first header to the last byte that is not one of the zeros at the end.
    for length in (512..tar.len() - 512).step_by(64) {
        let error = refused(tar[..length].to_vec());
        assert!(error.starts_with("p: offset 0x") && error.contains("tar: "), "{length}: {error}");
    }
    for codec in [Codec::Gzip, Codec::Xz, Codec::Zstd, Codec::Bzip2] {
        let whole = packed(codec, &tar);
        for length in (whole.len() / 2..whole.len()).step_by(7) {
            let error = refused(deb_of("data.tar.any", &whole[..length]));
            assert!(error.starts_with("p(data.tar.any): offset 0x"), "{codec:?} {length}: {error}");
            assert!(error.contains("cannot be decompressed"), "{codec:?} {length}: {error}");
        }
    }
    let deb = deb_of("data.tar", &tar);
    for length in (16..deb.len()).step_by(100) {
        let error = match opened(deb[..length].to_vec()) {
            Ok(None) => continue,
            Ok(Some(tree)) => panic!("{length}: it was taken: {:?}", files(&tree)),
            Err(e) => e.to_string(),
        };
        assert!(error.starts_with("p: offset 0x") && error.contains("package: "), "{length}: {error}");
    }
}

#[test]
fn what_a_changed_byte_makes_of_a_package_is_a_tree_or_an_error() {
    let tar = tar_of(&[(FILE, "a", b"1"), (EntryType::Symlink, "b", b"a"), (FILE, "c", &[7; 900])]);
    for at in 0..tar.len() {
        for byte in [0, b'7', 0xff] {
            let mut changed = tar.clone();
            changed[at] = byte;
            if let Ok(Some(tree)) = opened(changed) {
                files(&tree);
            }
        }
    }
}
