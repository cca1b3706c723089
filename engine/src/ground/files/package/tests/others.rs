//! zip archives and packages of RPM made here, sound and hostile, and what is read of them.

use std::io::Write as _;

use rawzip::{CompressionMethod, ZipArchiveWriter};

use super::{files, opened, packed, refused};
use crate::ground::files::decompress::Codec;

/// A zip of these members: name, mode of Unix, content.
fn zip_of(method: CompressionMethod, members: &[(&str, u32, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut out);
    for &(name, mode, content) in members {
        let builder = archive.new_file(rawzip::path::EntryPath::verbatim(name.as_bytes().to_vec()));
        let (mut entry, config) = builder.compression_method(method).unix_permissions(mode).start().unwrap();
        if method == CompressionMethod::DEFLATE {
            let encoder = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::best());
            let mut writer = config.wrap(encoder);
            writer.write_all(content).unwrap();
            let (encoder, descriptor) = writer.finish().unwrap();
            encoder.finish().unwrap();
            entry.finish(descriptor).unwrap();
        } else {
            let mut writer = config.wrap(&mut entry);
            writer.write_all(content).unwrap();
            let (_, descriptor) = writer.finish().unwrap();
            entry.finish(descriptor).unwrap();
        }
    }
    archive.finish().unwrap();
    out
}

const FILE: u32 = 0o100_644;
const LINK: u32 = 0o120_777;

#[test]
fn zips_are_read_and_their_links_stay_inside() {
    let members: [(&str, u32, &[u8]); 5] = [
        ("box/_box.so", FILE, b"content"),
        ("box.libs/libx.so.1", FILE, b"x"),
        ("box.libs/libx.so", LINK, b"libx.so.1"),
        ("out", LINK, b"/etc/passwd"),
        ("up", LINK, b"../etc/passwd"),
    ];
    let expected = [
        ("box.libs/libx.so", "x"),
        ("box.libs/libx.so.1", "x"),
        ("box/_box.so", "content"),
        ("out", "nowhere"),
        ("up", "nowhere"),
    ];
    for method in [CompressionMethod::STORE, CompressionMethod::DEFLATE] {
        let tree = opened(zip_of(method, &members)).unwrap().unwrap();
        assert_eq!(files(&tree), expected.map(|(path, content)| (path.to_owned(), content.to_owned())));
    }
    let error = refused(zip_of(CompressionMethod::STORE, &[("../x", FILE, b"1")]));
    assert!(error.starts_with("p: offset 0x") && error.ends_with("member ../x leads out of the package"), "{error}");
}

#[test]
fn damaged_zips_and_bombs_are_refused() {
    for method in [CompressionMethod::STORE, CompressionMethod::DEFLATE] {
        let content: Vec<u8> = (0..5000_u32).flat_map(|i| (i * i).to_le_bytes()).collect();
        let whole = zip_of(method, &[("a", FILE, &content), ("b", FILE, &content)]);
        for length in (4..whole.len()).step_by(1000) {
            let error = refused(whole[..length].to_vec());
            assert!(error.starts_with("p: offset 0x") && error.contains("zip: "), "{length}: {error}");
        }
        let mut changed = whole.clone();
        changed[1000] ^= 1;
        let error = refused(changed);
        assert!(error.starts_with("p: offset 0x") && error.contains("zip: member a: "), "{error}");
    }
    let zeros = vec![0; 100 << 20];
    let error = refused(zip_of(CompressionMethod::DEFLATE, &[("zeros", FILE, &zeros)]));
    assert!(error.contains("zip: member zeros: ") && error.contains("more than the"), "{error}");
    // Two rows of the directory that name one member.
    let mut twice = zip_of(CompressionMethod::STORE, &[("a", FILE, b"1"), ("b", FILE, b"2")]);
    let at = twice.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap();
    twice[at + 42..at + 46].fill(0);
    let error = refused(twice);
    assert!(error.contains("zip: two members lie one in the other"), "{error}");
}

/// One member of a cpio: number of the file, links, mode, name, content.
type Member<'m> = (u32, u32, u32, &'m str, &'m [u8]);

fn cpio_of(members: &[Member<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    for &(number, links, mode, name, content) in members.iter().chain(&[(0, 1, 0, "TRAILER!!!", &b""[..])]) {
        let size = content.len() as u32;
        let numbers = [number, mode, 0, 0, links, 0, size, 8, 1, 0, 0, name.len() as u32 + 1, 0];
        write!(out, "070701").unwrap();
        numbers.iter().for_each(|n| write!(out, "{n:08x}").unwrap());
        out.extend_from_slice(name.as_bytes());
        out.push(0);
        out.resize(out.len().next_multiple_of(4), 0);
        out.extend_from_slice(content);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

/// A package whose header states these texts.
fn rpm_of(texts: &[(u32, &str)], payload: &[u8]) -> Vec<u8> {
    let header = |texts: &[(u32, &str)]| {
        let store: Vec<u8> = texts.iter().flat_map(|(_, text)| text.bytes().chain([0])).collect();
        let mut out = b"\x8e\xad\xe8\x01\0\0\0\0".to_vec();
        out.extend((texts.len() as u32).to_be_bytes());
        out.extend((store.len() as u32).to_be_bytes());
        let mut at = 0;
        for (tag, text) in texts {
            [*tag, 6, at, 1].iter().for_each(|number| out.extend(number.to_be_bytes()));
            at += text.len() as u32 + 1;
        }
        out.extend(store);
        out
    };
    let mut out = b"\xed\xab\xee\xdb\x03\0".to_vec();
    out.resize(96, 0);
    out.extend(header(&[(1000, "odd")]));
    out.resize(out.len().next_multiple_of(8), 0);
    out.extend(header(texts));
    out.extend_from_slice(payload);
    out
}

fn sample() -> Vec<u8> {
    cpio_of(&[
        (1, 2, 0o040_755, "./usr/lib64", b""),
        (2, 1, FILE, "./usr/lib64/libx.so.1", b"content"),
        (3, 1, LINK, "./usr/lib64/libx.so", b"libx.so.1"),
        (4, 2, FILE, "./one", b""),
        (4, 2, FILE, "./other", b"same"),
        (5, 1, 0o020_644, "./dev/null", b""),
        (6, 1, LINK, "./out", b"/etc/passwd"),
    ])
}

#[test]
fn every_compression_of_rpm_is_read() {
    let expected = [
        ("one", "same"),
        ("other", "same"),
        ("out", "nowhere"),
        ("usr/lib64/libx.so", "content"),
        ("usr/lib64/libx.so.1", "content"),
    ];
    let expected = expected.map(|(path, content)| (path.to_owned(), content.to_owned()));
    let whole = rpm_of(&[(1124, "cpio")], &sample());
    assert_eq!(files(&opened(whole).unwrap().unwrap()), expected);
    for codec in [Codec::Gzip, Codec::Xz, Codec::Zstd, Codec::Bzip2, Codec::Lzma] {
        let compressor = if codec == Codec::Lzma { "lzma" } else { "what the bytes say" };
        let package = rpm_of(&[(1125, compressor), (1124, "cpio")], &packed(codec, &sample()));
        assert_eq!(files(&opened(package).unwrap().unwrap()), expected, "{codec:?}");
    }
}

#[test]
fn damaged_and_hostile_rpms_are_refused() {
    let plain = rpm_of(&[(1124, "cpio")], &sample());
    let small = rpm_of(&[(1124, "cpio")], &packed(Codec::Zstd, &sample()));
    for whole in [plain, small] {
        for length in 4..whole.len() - 3 {
            let error = refused(whole[..length].to_vec());
            let named = error.starts_with("p: offset 0x") || error.starts_with("p(payload): offset 0x");
            assert!(named, "{length}: {error}");
        }
    }
    let climbs = rpm_of(&[], &cpio_of(&[(1, 1, FILE, "../x", b"1")]));
    assert_eq!(refused(climbs), "p(payload): offset 0x0: member ../x leads out of the package");
    let drpm = rpm_of(&[(1124, "drpm")], b"");
    assert!(refused(drpm).ends_with("package: its files are in the format drpm, and cpio is read"));
    let bomb = rpm_of(&[], &packed(Codec::Zstd, &vec![0; 100 << 20]));
    assert!(refused(bomb).contains("more than the"));
    // Whatever a byte becomes, the answer is a tree or an error.
    let whole = rpm_of(&[(1124, "cpio")], &sample());
    for at in 0..whole.len() {
        for byte in [b'0', b'f', 0xff] {
            let mut changed = whole.clone();
            changed[at] = byte;
            if let Ok(Some(tree)) = opened(changed) {
                files(&tree);
            }
        }
    }
}
