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
    Other,
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
    } else {
        Sniffed::Other
    }
}

/// `BTF_MAGIC`
pub(crate) const BTF_MAGIC: u16 = 0xeb9f;

/// Whether a file begins like BTF, in either byte order.
pub(crate) fn is_btf(head: &[u8]) -> bool {
    let magic = head.get(..2).map(|b| [b[0], b[1]]);
    let versions = head.get(2) == Some(&1) || head.len() < 3;
    versions && magic.is_some_and(|m| u16::from_le_bytes(m) == BTF_MAGIC || u16::from_be_bytes(m) == BTF_MAGIC)
}
