//! cpio archives as packages of RPM hold them: the formats `newc` and `crc`, headers of hexadecimal digits.

use std::collections::BTreeMap;

use super::gathered::Gathered;
use crate::ground::error::Result;
use crate::ground::files::bytes::Bytes;
use crate::ground::files::memory::Memory;

/// Bytes of a header: a magic number of six, and thirteen numbers of eight digits.
const HEADER: usize = 110;
/// The name of what ends an archive.
const END: &[u8] = b"TRAILER!!!";

/// The numbers of a header that matter here.
#[derive(Debug)]
struct Header {
    mode: u32,
    links: u32,
    size: u64,
    name_size: u64,
    /// Device and number of the file: what hard links have in common.
    identity: [u32; 3],
}

impl Header {
    fn read(data: &[u8], at: u64) -> std::result::Result<Self, &'static str> {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        let header = data.get(start..).and_then(|rest| rest.get(..HEADER)).ok_or("it is cut off before its end")?;
        match &header[..6] {
            b"070701" | b"070702" => {}
            b"07070X" => return Err("files of more than 4 GiB are not read from packages"),
            _ => return Err("no header of a member begins here"),
        }
        let number = |index: usize| {
            let digits = std::str::from_utf8(&header[6 + 8 * index..][..8]).unwrap_or_default();
            u32::from_str_radix(digits, 16).map_err(|_| "a number of a header is none")
        };
        Ok(Self {
            mode: number(1)?,
            links: number(4)?,
            size: u64::from(number(6)?),
            name_size: u64::from(number(11)?),
            identity: [number(7)?, number(8)?, number(0)?],
        })
    }
}

/// Names and contents end at multiples of four bytes.
fn aligned(offset: u64) -> u64 {
    offset.next_multiple_of(4)
}

/// The files of the archive `bytes`, which messages call `label`. Offsets are those in what the payload expands to.
pub(super) fn unpack(label: &str, bytes: &Bytes) -> Result<Memory> {
    let mut gathered = Gathered::new(label);
    // The content of hard links stands at the last of them.
    let mut waiting: BTreeMap<[u32; 3], Vec<(u64, Bytes)>> = BTreeMap::new();
    let mut at = 0;
    loop {
        let header =
            Header::read(bytes.as_slice(), at).map_err(|what| gathered.damaged(at, format!("cpio: {what}")))?;
        let name_at = at + HEADER as u64;
        let content_at = aligned(name_at + header.name_size);
        let beyond = |what: &str| format!("cpio: {what} lies beyond the end, which is at {:#x}", bytes.len());
        // A byte of zero ends it.
        let whole = bytes.slice(name_at, header.name_size);
        let name = whole.and_then(|_| bytes.slice(name_at, header.name_size.saturating_sub(1)));
        let name = name.ok_or_else(|| gathered.damaged(name_at, beyond("the name of a member")))?;
        if name.as_slice() == END {
            break;
        }
        let content = bytes.slice(content_at, header.size).ok_or_else(|| {
            let name = String::from_utf8_lossy(name.as_slice());
            gathered.damaged(content_at, beyond(&format!("member {name} of {} bytes", header.size)))
        })?;
        match header.mode & 0o170_000 {
            0o100_000 if header.links > 1 && header.size == 0 => {
                waiting.entry(header.identity).or_default().push((at, name));
            }
            0o100_000 => {
                let others = if header.links > 1 { waiting.remove(&header.identity) } else { None };
                for (at, name) in others.into_iter().flatten() {
                    gathered.file(at, name.as_slice(), content.clone())?;
                }
                gathered.file(at, name.as_slice(), content)?;
            }
            0o120_000 => gathered.link(at, name.as_slice(), content.as_slice())?,
            _ => gathered.other(at, name.as_slice())?,
        }
        at = aligned(content_at + header.size);
    }
    for (at, name) in waiting.into_values().flatten() {
        gathered.file(at, name.as_slice(), Bytes::default())?;
    }
    Ok(gathered.finish())
}
