//! What the first bytes of a file say.

use super::decompress::Codec;

/// What the first bytes of a file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sniffed {
    /// `e_type`, or 0 if the header is cut off.
    Elf(u16),
    Compressed(Codec),
    Archive,
    Btf,
    /// A dump of another tool.
    Dump(DumpFormat),
    Other,
}

/// A format in which another tool dumps symbols and types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DumpFormat {
    /// STG's text.
    Stg,
    /// libabigail's XML.
    Abixml,
}

/// The bytes that [`sniff`] wants.
pub(crate) const HEAD: usize = 64;

pub(crate) fn sniff(head: &[u8]) -> Sniffed {
    if head.starts_with(b"\x7fELF") {
        let raw = head.get(16..18).map_or([0; 2], |b| [b[0], b[1]]);
        let big = head.get(5) == Some(&2);
        Sniffed::Elf(if big { u16::from_be_bytes(raw) } else { u16::from_le_bytes(raw) })
    } else if head.starts_with(b"!<arch>\n") || head.starts_with(b"!<thin>\n") {
        Sniffed::Archive
    } else if head.starts_with(b"\xfd7zXZ\0") {
        Sniffed::Compressed(Codec::Xz)
    } else if head.starts_with(b"\x28\xb5\x2f\xfd") {
        Sniffed::Compressed(Codec::Zstd)
    } else if head.starts_with(b"\x1f\x8b\x08") {
        Sniffed::Compressed(Codec::Gzip)
    } else if head.starts_with(b"BZh") && head.get(4..10) == Some(b"1AY&SY") {
        Sniffed::Compressed(Codec::Bzip2)
    } else if is_btf(head) {
        Sniffed::Btf
    } else if let Some(format) = dump_format(head) {
        Sniffed::Dump(format)
    } else {
        Sniffed::Other
    }
}

/// Of which format a dump is that begins so, if it is one.
pub(crate) fn dump_format(head: &[u8]) -> Option<DumpFormat> {
    if is_stg(head) {
        Some(DumpFormat::Stg)
    } else if is_abixml(head) {
        Some(DumpFormat::Abixml)
    } else {
        None
    }
}

/// Whether a file begins like a dump by libabigail: with its outermost element, perhaps behind a declaration of XML.
fn is_abixml(head: &[u8]) -> bool {
    let head = head.get(..HEAD.min(head.len())).unwrap_or_default();
    let mut rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if rest.starts_with(b"<?xml") {
        let Some(end) = rest.windows(2).position(|pair| pair == b"?>") else { return false };
        rest = rest[end + 2..].trim_ascii_start();
    }
    let outermost = [&b"<abi-corpus-group"[..], b"<abi-corpus", b"<abi-instr"];
    outermost.iter().any(|name| {
        let behind = rest.strip_prefix(*name).map(|behind| behind.first());
        matches!(behind, Some(None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'/')))
    })
}

/// Whether a file begins like a dump by STG: with a version in hexadecimal, and the root behind it.
fn is_stg(head: &[u8]) -> bool {
    let head = head.get(..HEAD.min(head.len())).unwrap_or_default();
    let is_next = |rest: Option<&[u8]>, wanted: &[u8]| -> Option<usize> {
        let rest = rest?;
        let blank = rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
        rest[blank..].starts_with(wanted).then_some(blank + wanted.len())
    };
    let mut at = 0;
    for wanted in [&b"version"[..], b":", b"0x"] {
        let Some(length) = is_next(head.get(at..), wanted) else { return false };
        at += length;
    }
    at += head[at..].iter().take_while(|b| b.is_ascii_hexdigit()).count();
    is_next(head.get(at..), b"root_id").is_some()
}

/// `BTF_MAGIC`
pub(crate) const BTF_MAGIC: u16 = 0xeb9f;

/// Whether a file begins like BTF, in either byte order.
pub(crate) fn is_btf(head: &[u8]) -> bool {
    let magic = head.get(..2).map(|b| [b[0], b[1]]);
    let versions = head.get(2) == Some(&1) || head.len() < 3;
    versions && magic.is_some_and(|m| u16::from_le_bytes(m) == BTF_MAGIC || u16::from_be_bytes(m) == BTF_MAGIC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dumps_by_libabigail_begin_with_their_element() {
        for text in
            ["<abi-corpus version='2.1'>", "<?xml version='1.0'?>\n<abi-corpus-group>", "\n<abi-instr version='1.0'/>"]
        {
            assert_eq!(sniff(text.as_bytes()), Sniffed::Dump(DumpFormat::Abixml), "{text}");
        }
        for other in ["<abi-corpuses/>", "<html>", "<?xml version='1.0'", "<abi>"] {
            assert_eq!(sniff(other.as_bytes()), Sniffed::Other, "{other}");
        }
    }

    #[test]
    fn dumps_by_stg_begin_with_a_version_and_a_root() {
        let stg = Sniffed::Dump(DumpFormat::Stg);
        assert_eq!(sniff(b"version: 0x00000002\nroot_id: 0x84ea5130  # interface\n"), stg);
        assert_eq!(sniff(b"\nversion : 0x1 root_id: 0x1"), stg);
        for other in ["version: 2\nroot_id: 1", "version: 0x2\nroots: 1", "version: 0x2", "version:", "root_id: 0x1"] {
            assert_eq!(sniff(other.as_bytes()), Sniffed::Other, "{other}");
        }
    }
}
