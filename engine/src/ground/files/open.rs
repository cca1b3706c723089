//! What the first bytes of a file say, and all bytes of it, expanded where the whole file is compressed.

use std::path::Path;

use super::bytes::Bytes;
use super::decompress::{self, Codec};
use super::tree::{Files, Look};
use crate::ground::error::{Error, Result};

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
const HEAD: usize = 64;

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

impl Files {
    /// The first bytes of a file, as many as there are of those that [`sniff`] wants.
    ///
    /// # Errors
    /// It cannot be opened, or is no file that ends.
    pub(crate) fn first_bytes(&self, path: &Path) -> Result<Vec<u8>> {
        self.head(path, HEAD).map_err(|e| self.failed(path, e))
    }

    /// The bytes of a file, expanded if all of it is compressed.
    ///
    /// # Errors
    /// It cannot be opened or expanded.
    pub(crate) fn read(&self, path: &Path) -> Result<Bytes> {
        let bytes = self.open(path).map_err(|e| self.failed(path, e))?;
        let data = bytes.as_slice();
        let Sniffed::Compressed(codec) = sniff(data) else { return Ok(bytes) };
        let most = decompress::limit_of_file(data.len());
        let out = decompress::expand(codec, data, data.len() as u64 * 4, most)
            .map_err(|e| Error::damaged(&self.shown(path), 0, format!("cannot be decompressed: {e}")))?;
        Ok(Bytes::from_vec(out))
    }

    /// The bytes of a file whose first bytes `wanted` accepts; `None` for others, and for what is no file.
    ///
    /// # Errors
    /// There is nothing, or it cannot be opened.
    pub(crate) fn read_if(&self, path: &Path, wanted: fn(&[u8]) -> bool) -> Result<Option<Bytes>> {
        let look = self.look(path).map_err(|e| self.failed(path, e))?;
        if !matches!(look, Look::File(_)) || !wanted(&self.first_bytes(path)?) {
            return Ok(None);
        }
        self.open(path).map(Some).map_err(|e| self.failed(path, e))
    }
}
