//! Compressed sections (`SHF_COMPRESSED` with zlib or zstd, and the older `.zdebug_*`) and the size
//! limits that keep a header that lies from costing memory: output grows as the stream yields it.

use std::io::Read;

use super::bytes::Layout;
use crate::ground::error::{Error, Result};

/// The most that deflate can shrink is 1032:1. A section of zeros (strings offsets that wait for relocations) comes
/// near it.
const MAX_RATIO: u64 = 1100;
/// Below this size any ratio is fine for a section: zstd shrinks a run of zeros without limit.
const SMALL: u64 = 64 << 20;
/// How many times the size of a file all that is made of it may have. Debug information reaches some 10:1, and
/// relocations, which lie beside it uncompressed or shrink as little, keep a whole file far from this.
const FILE_RATIO: u64 = 64;
/// What any file may become.
const FILE_FREE: u64 = 16 << 20;

/// How a stream is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Codec {
    Zlib,
    Gzip,
    Zstd,
    Xz,
}

/// Size that the `compressed` bytes of a section can honestly become.
fn limit(compressed: usize) -> u64 {
    (compressed as u64).saturating_mul(MAX_RATIO).max(SMALL)
}

/// Size that all that is expanded of a file of so many bytes may have together.
pub(crate) fn limit_of_file(bytes: usize) -> u64 {
    (bytes as u64).saturating_mul(FILE_RATIO).saturating_add(FILE_FREE)
}

/// Size that a compressed section claims; what it takes as it is if it is not compressed, or its header cannot be read.
pub(crate) fn claimed(layout: Layout, data: &[u8], z: bool) -> u64 {
    let size = if z {
        data.strip_prefix(b"ZLIB").and_then(|rest| Layout { big: true, wide: true }.u64(rest, 0))
    } else {
        layout.word(data, if layout.wide { 8 } else { 4 })
    };
    size.unwrap_or(0)
}

/// Expands `data` to at most `most` bytes. `guess` is the first allocation.
pub(crate) fn expand(codec: Codec, data: &[u8], guess: u64, most: u64) -> std::io::Result<Vec<u8>> {
    let first = guess.min(most).min((data.len() as u64).saturating_mul(16));
    let mut out = Vec::with_capacity(usize::try_from(first).unwrap_or(0));
    let cap = most.saturating_add(1);
    match codec {
        Codec::Zlib => flate2::bufread::ZlibDecoder::new(data).take(cap).read_to_end(&mut out)?,
        Codec::Gzip => flate2::bufread::MultiGzDecoder::new(data).take(cap).read_to_end(&mut out)?,
        Codec::Zstd => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(data)?;
            // 128 MiB, what `zstd -d` itself accepts: kernels use windows of up to 128 MiB.
            decoder.window_log_max(27)?;
            decoder.take(cap).read_to_end(&mut out)?
        }
        Codec::Xz => {
            let flags = liblzma::stream::CONCATENATED;
            let stream = liblzma::stream::Stream::new_stream_decoder(256 << 20, flags)?;
            liblzma::bufread::XzDecoder::new_stream(data, stream).take(cap).read_to_end(&mut out)?
        }
    };
    if out.len() as u64 > most {
        return Err(std::io::Error::new(
            std::io::ErrorKind::InvalidData,
            format!("the stream yields more than the {most} bytes it may"),
        ));
    }
    Ok(out)
}

/// Expands a section with a compression header (`Elf64_Chdr`, `Elf32_Chdr`).
///
/// # Errors
/// When the header lies or the stream is damaged.
pub(crate) fn section(path: &str, name: &str, layout: Layout, data: &[u8]) -> Result<Vec<u8>> {
    let cut = || Error::damaged_section(path, name, 0, "the compression header is cut off");
    let kind = layout.u32(data, 0).ok_or_else(cut)?;
    let (at_size, header) = if layout.wide { (8, 24) } else { (4, 12) };
    let size = layout.word(data, at_size).ok_or_else(cut)?;
    let stream = data.get(header..).ok_or_else(cut)?;
    let codec = match kind {
        1 => Codec::Zlib,
        2 => Codec::Zstd,
        other => return Err(Error::damaged_section(path, name, 0, format!("unknown compression {other}"))),
    };
    exactly(path, name, codec, stream, header as u64, size)
}

/// Expands an old `.zdebug_*` section: "ZLIB", the size as a big endian word of 8 bytes, the stream.
///
/// # Errors
/// When the header lies or the stream is damaged.
pub(crate) fn zdebug(path: &str, name: &str, data: &[u8]) -> Result<Vec<u8>> {
    let size = data.strip_prefix(b"ZLIB").and_then(|rest| Layout { big: true, wide: true }.u64(rest, 0));
    let Some(size) = size else {
        return Err(Error::damaged_section(path, name, 0, "it does not start with a ZLIB header"));
    };
    exactly(path, name, Codec::Zlib, &data[12..], 12, size)
}

fn exactly(path: &str, name: &str, codec: Codec, stream: &[u8], at: u64, size: u64) -> Result<Vec<u8>> {
    if size > limit(stream.len()) {
        let what = format!("{} compressed bytes claim to become {size}", stream.len());
        return Err(Error::damaged_section(path, name, 0, what));
    }
    let out = expand(codec, stream, size, size)
        .map_err(|e| Error::damaged_section(path, name, at, format!("cannot be decompressed: {e}")))?;
    if out.len() as u64 != size {
        let what = format!("its {size} bytes decompress to {}", out.len());
        return Err(Error::damaged_section(path, name, at, what));
    }
    Ok(out)
}
