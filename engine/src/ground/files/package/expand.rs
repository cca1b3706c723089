//! How much a package may become, and what its compressed part expands to.

use crate::ground::error::{Error, Result};
use crate::ground::files::bytes::Bytes;
use crate::ground::files::decompress::{self, Codec};
use crate::ground::files::sniff::{Sniffed, sniff};
use crate::ground::files::spool::Spool;

/// How many times the size of a package all that is in it may have. Debug information reaches some 10:1; what lies in
/// packages of data shrinks more.
const RATIO: u64 = 100;
/// What any package may become.
pub(super) const FREE: u64 = 64 << 20;
/// What none may become: the debug packages of a browser unpack to a tenth of it.
const MOST: u64 = 64 << 30;

/// What the stream `bytes`, which messages call `label`, expands to.
pub(super) fn expanded(label: &str, codec: Codec, bytes: &Bytes) -> Result<Bytes> {
    let mut spool = Spool::new(limit(bytes.len()));
    decompress::into(codec, bytes.as_slice(), &mut spool)
        .map_err(|(offset, e)| Error::damaged(label, offset, format!("cannot be decompressed: {e}")))?;
    spool.finish().map_err(|source| Error::Io { path: label.to_owned(), source })
}

/// What the part `bytes` of a package holds, compressed or not. `unmarked`: how it is compressed where its first bytes do not tell.
pub(super) fn plain(label: &str, bytes: &Bytes, unmarked: Option<Codec>) -> Result<Bytes> {
    let codec = match sniff(bytes.as_slice()) {
        Sniffed::Compressed(codec) => Some(codec),
        _ => unmarked,
    };
    codec.map_or_else(|| Ok(bytes.clone()), |codec| expanded(label, codec, bytes))
}

/// What so many bytes of a package may become.
pub(super) fn limit(bytes: usize) -> u64 {
    (bytes as u64).saturating_mul(RATIO).saturating_add(FREE).min(MOST)
}
