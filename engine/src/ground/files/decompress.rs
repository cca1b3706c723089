//! Compressed sections (`SHF_COMPRESSED` with zlib or zstd, and the older `.zdebug_*`), compressed files, and the size
//! limits that keep a header that lies from costing memory: output grows as the stream yields it.

use std::cell::Cell;
use std::io::{self, BufRead, Read};

use super::bytes::Layout;
use super::spool::Spool;
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
    /// What stands inside of zlib and gzip, without a header: in zip archives.
    Deflate,
    Gzip,
    Zstd,
    Xz,
    Bzip2,
    /// The format before xz, which has no magic number.
    Lzma,
}

/// Memory that a stream of xz or lzma may ask for, in bytes.
const XZ_MEMORY: u64 = 256 << 20;

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

/// What a compressed stream expands to.
pub(crate) fn reader<'d>(codec: Codec, data: impl BufRead + 'd) -> io::Result<Box<dyn Read + 'd>> {
    Ok(match codec {
        Codec::Zlib => Box::new(flate2::bufread::ZlibDecoder::new(data)),
        Codec::Deflate => Box::new(flate2::bufread::DeflateDecoder::new(data)),
        Codec::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(data)),
        Codec::Zstd => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(data)?;
            // 128 MiB, what `zstd -d` itself accepts: kernels use windows of up to 128 MiB.
            decoder.window_log_max(27)?;
            Box::new(decoder)
        }
        Codec::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(data)),
        Codec::Xz => {
            let flags = liblzma::stream::CONCATENATED;
            let stream = liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, flags)?;
            Box::new(liblzma::bufread::XzDecoder::new_stream(data, stream))
        }
        Codec::Lzma => {
            let stream = liblzma::stream::Stream::new_lzma_decoder(XZ_MEMORY)?;
            Box::new(liblzma::bufread::XzDecoder::new_stream(data, stream))
        }
    })
}

/// The first bytes that `data` expands to, as many as there are up to `most`; none if it is damaged there.
pub(crate) fn first(codec: Codec, data: &[u8], most: u64) -> Vec<u8> {
    let mut out = Vec::new();
    // What was expanded before the damage stays.
    let _ = reader(codec, data).and_then(|stream| stream.take(most).read_to_end(&mut out));
    out
}

/// Expands all of `data` into `out`. The error comes with the offset in `data` that was read up to.
pub(crate) fn into(codec: Codec, data: &[u8], out: &mut Spool) -> std::result::Result<(), (u64, io::Error)> {
    let left = Cell::new(data.len());
    let copied = reader(codec, Tracked { data, left: &left }).and_then(|mut stream| io::copy(&mut stream, out));
    copied.map(drop).map_err(|e| ((data.len() - left.get()) as u64, e))
}

/// Bytes that tell how many of them are not read yet.
struct Tracked<'d> {
    data: &'d [u8],
    left: &'d Cell<usize>,
}

impl Read for Tracked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.data.read(buffer)?;
        self.left.set(self.data.len());
        Ok(count)
    }
}

impl BufRead for Tracked<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(self.data)
    }
    fn consume(&mut self, count: usize) {
        self.data.consume(count);
        self.left.set(self.data.len());
    }
}

/// Expands `data` to at most `most` bytes. `guess` is the first allocation.
pub(crate) fn expand(codec: Codec, data: &[u8], guess: u64, most: u64) -> io::Result<Vec<u8>> {
    let first = guess.min(most).min((data.len() as u64).saturating_mul(16));
    let mut out = Vec::with_capacity(usize::try_from(first).unwrap_or(0));
    reader(codec, data)?.take(most.saturating_add(1)).read_to_end(&mut out)?;
    if out.len() as u64 > most {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
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
