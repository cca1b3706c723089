//! Where ARM objects pass floating-point values: the flags of the ELF header of what is linked (AAELF32, "ELF header"),
//! the build attributes of relocatable objects (Addenda to the ABI for the Arm architecture, sections 3.2 and 3.3).

use object::elf::{
    EF_ARM_ABI_FLOAT_HARD, EF_ARM_ABI_FLOAT_SOFT, EF_ARM_EABI_VER5, EF_ARM_EABIMASK, ET_REL, SHT_ARM_ATTRIBUTES,
};

use super::attributes::{self, number};
use super::file::Elf;
use crate::graph::FloatAbi;
use crate::graph::convention::{ARM_EABI, ARM_FP16, Convention};

// `object` has no tags of attributes but those of their scopes (`Tag_File`).
const TAG_CPU_RAW_NAME: u64 = 4;
const TAG_CPU_NAME: u64 = 5;
const TAG_CPU_ARCH: u64 = 6;
const TAG_ABI_FP_NUMBER_MODEL: u64 = 23;
const TAG_ABI_VFP_ARGS: u64 = 28;
const TAG_COMPATIBILITY: u64 = 32;
const TAG_ABI_FP_16BIT_FORMAT: u64 = 38;

/// The convention of an ARM file.
pub(super) fn float_abi(elf: &Elf) -> FloatAbi {
    if elf.e_type == ET_REL {
        let attributes = elf.find_type(SHT_ARM_ATTRIBUTES).map_or(&[][..], |i| elf.content(i));
        return of_attributes(attributes, |at| elf.layout.u32(attributes, at)).unwrap_or_default();
    }
    let flags = elf.flags();
    match flags & (EF_ARM_ABI_FLOAT_SOFT | EF_ARM_ABI_FLOAT_HARD) {
        // Earlier versions of the ABI had other meanings for these flags.
        _ if flags & EF_ARM_EABIMASK != EF_ARM_EABI_VER5.0 => FloatAbi::Unknown,
        EF_ARM_ABI_FLOAT_SOFT => FloatAbi::Soft,
        EF_ARM_ABI_FLOAT_HARD => FloatAbi::Hard,
        _ => FloatAbi::Unknown,
    }
}

/// What the attributes of vendor `aeabi` say of the whole file; `None` if they are cut off.
fn of_attributes(data: &[u8], u32_at: impl Fn(usize) -> Option<u32>) -> Option<FloatAbi> {
    let all = numbers(data, u32_at)?;
    Some(match number(&all, TAG_ABI_VFP_ARGS) {
        // Code that uses no floating point fits both: assembler mostly says nothing.
        0 if number(&all, TAG_ABI_FP_NUMBER_MODEL) != 0 => FloatAbi::Soft,
        1 => FloatAbi::Hard,
        // 2 is a convention of the toolchain's own, 3 fits both.
        _ => FloatAbi::Unknown,
    })
}

fn numbers(data: &[u8], u32_at: impl Fn(usize) -> Option<u32>) -> Option<Vec<(u64, u64)>> {
    // Below 32 each has its own kind of value; from there on odd ones are strings.
    let is_text = |tag| matches!(tag, TAG_CPU_RAW_NAME | TAG_CPU_NAME) || tag > TAG_COMPATIBILITY && tag % 2 == 1;
    attributes::of_file(data, b"aeabi", u32_at, is_text)
}

/// What else its linker refuses to mix: objects with and without the EABI, and formats of `__fp16`.
pub(super) fn convention(elf: &Elf) -> Convention {
    let mut out = Convention::default();
    let eabi = elf.flags() & EF_ARM_EABIMASK != 0;
    out.state(ARM_EABI, if eabi { 2 } else { 1 });
    let section = elf.find_type(SHT_ARM_ATTRIBUTES).map_or(&[][..], |i| elf.content(i));
    let all = numbers(section, |at| elf.layout.u32(section, at)).unwrap_or_default();
    let format = number(&all, TAG_ABI_FP_16BIT_FORMAT);
    if matches!(format, 1 | 2) {
        out.state(ARM_FP16, (format as u32) << 2);
    }
    out
}

/// The architecture that the code was compiled for (`Tag_CPU_arch`), 0 if nothing says so.
pub(super) fn architecture(elf: &Elf) -> u32 {
    let section = elf.find_type(SHT_ARM_ATTRIBUTES).map_or(&[][..], |i| elf.content(i));
    let all = numbers(section, |at| elf.layout.u32(section, at)).unwrap_or_default();
    u32::try_from(number(&all, TAG_CPU_ARCH)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The section as GCC and GAS write it, with these attributes behind the CPU.
    fn section(attributes: &[u8]) -> Vec<u8> {
        let file = [&b"\x057-A\0\x06\x0a"[..], attributes].concat();
        let part = file.len() + 5;
        let all = part + 4 + 6;
        let size = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
        [b"A", &size(all)[..], b"aeabi\0", &[1], &size(part), &file].concat()
    }

    fn read(data: &[u8]) -> Option<FloatAbi> {
        of_attributes(data, |at| data.get(at..at + 4).map(|b| u32::from_le_bytes(b.try_into().unwrap())))
    }

    #[test]
    fn attributes_say_where_floats_travel() {
        assert_eq!(read(&section(&[23, 3, 28, 1])), Some(FloatAbi::Hard));
        assert_eq!(read(&section(&[23, 3])), Some(FloatAbi::Soft));
        assert_eq!(read(&section(&[28, 3, 23, 3])), Some(FloatAbi::Unknown));
        assert_eq!(read(&section(&[])), Some(FloatAbi::Unknown));
        assert_eq!(read(b""), Some(FloatAbi::Unknown));
        // Tag_compatibility has a number and a text, Tag_conformance (67) a text.
        assert_eq!(read(&section(&[23, 3, 32, 0, b'x', 0, 67, b'2', 0, 28, 1])), Some(FloatAbi::Hard));
    }

    #[test]
    fn cut_off_attributes_end() {
        let whole = section(&[23, 3, 28, 1]);
        for n in 2..whole.len() {
            assert_eq!(read(&whole[..n]), None, "{n}");
        }
        assert_eq!(read(b"A\0\0\0\0aeabi\0"), None);
    }
}
