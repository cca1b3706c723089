//! What the header and the attributes of a file state of its calling convention, machine by machine.
//!
//! | machine | where | source of the fact |
//! | --- | --- | --- |
//! | RISC-V | `e_flags` | RISC-V ELF psABI, "File Header" |
//! | PowerPC | `e_flags`, `.opd`, `.gnu.attributes` | Power ELF ABI; binutils, `Tag_GNU_Power_ABI_*` |
//! | MIPS | `e_flags`, `.MIPS.abiflags`, `.gnu.attributes` | binutils, include/elf/mips.h |
//! | LoongArch | `e_flags` | LoongArch ELF psABI, "e_flags" |
//! | ARM | `e_flags`, `.ARM.attributes` | see [`super::arm`] |

use object::elf::{EF_MIPS_ABI2, EF_MIPS_NAN2008, SHT_GNU_ATTRIBUTES};

use super::attributes::{self, number};
use super::file::Elf;
use crate::graph::convention as c;
use crate::graph::convention::Convention;

// `object` has no tags of attributes but those of their scopes.
const TAG_GNU_ABI_FP: u64 = 4;
const TAG_GNU_POWER_ABI_VECTOR: u64 = 8;
const TAG_GNU_POWER_ABI_STRUCT_RETURN: u64 = 12;

/// The convention of a file.
pub(super) fn of(elf: &Elf) -> Convention {
    match elf.e_machine {
        c::EM_RISCV => {
            let mut out = Convention::default();
            out.state(c::RISCV_FLOAT | c::RISCV_RVE, elf.flags());
            out
        }
        c::EM_PPC | c::EM_PPC64 => powerpc(elf),
        c::EM_MIPS => mips(elf),
        c::EM_LOONGARCH => {
            let mut out = Convention::default();
            if elf.flags() & c::LOONGARCH_FLOAT != 0 {
                out.state(c::LOONGARCH_FLOAT, elf.flags());
            }
            out
        }
        c::EM_ARM => super::arm::convention(elf),
        _ => Convention::default(),
    }
}

/// What vendor `gnu` states.
fn gnu(elf: &Elf) -> Vec<(u64, u64)> {
    let data = elf.find_type(SHT_GNU_ATTRIBUTES).map_or(&[][..], |i| elf.content(i));
    attributes::of_file(data, b"gnu", |at| elf.layout.u32(data, at), |tag| tag % 2 == 1).unwrap_or_default()
}

fn powerpc(elf: &Elf) -> Convention {
    let mut out = Convention::default();
    if elf.e_machine == c::EM_PPC64 {
        // 0 fits both, unless there are descriptors of functions.
        let version = match elf.flags() & c::PPC64_ABI {
            0 if elf.find(".opd").is_some() => 1,
            version => version,
        };
        if version != 0 {
            out.state(c::PPC64_ABI, version);
        }
    }
    let all = gnu(elf);
    let low = |tag| (number(&all, tag) & 0xf) as u32;
    let mut state = |mask: u32, value: u32| {
        if value != 0 {
            out.state(mask, value);
        }
    };
    state(c::PPC_FLOAT, (low(TAG_GNU_ABI_FP) & 3) << 2);
    state(c::PPC_LONG_DOUBLE, (low(TAG_GNU_ABI_FP) >> 2 & 3) << 4);
    // 1 is code that passes vectors as any other does.
    let vector = low(TAG_GNU_POWER_ABI_VECTOR) & 3;
    state(c::PPC_VECTOR, if vector == 1 { 0 } else { vector << 6 });
    state(c::PPC_STRUCT_RETURN, (low(TAG_GNU_POWER_ABI_STRUCT_RETURN) & 3) << 8);
    out
}

fn mips(elf: &Elf) -> Convention {
    let mut out = Convention::default();
    let flags = elf.flags();
    let abi = match flags >> 12 & 0xf {
        stated @ 1..=4 => stated,
        _ if elf.layout.wide => 6,
        _ if flags & EF_MIPS_ABI2.0 != 0 => 5,
        _ => 1,
    };
    out.state(c::MIPS_ABI, abi);
    out.state(c::MIPS_NAN, if flags & EF_MIPS_NAN2008.0 != 0 { c::MIPS_NAN } else { 0 });
    // `fp_abi` of `Elf_MIPS_ABIFlags_v0`, which has the values of the older attribute.
    let float =
        elf.content_of(".MIPS.abiflags").get(7).map_or_else(|| number(&gnu(elf), TAG_GNU_ABI_FP), |&b| b.into());
    match float {
        // Hard float: registers of 32 bits on o32, of 64 bits (old and new), or code that runs with both.
        1 => {
            out.state(c::MIPS_FLOAT, 0x30);
            if abi == 1 {
                out.state(c::MIPS_REGISTERS, 0x40);
            }
        }
        2 => out.state(c::MIPS_FLOAT, 0x20),
        3 => out.state(c::MIPS_FLOAT, 0x10),
        4 | 6 | 7 => {
            out.state(c::MIPS_FLOAT, 0x30);
            out.state(c::MIPS_REGISTERS, 0x80);
        }
        5 => out.state(c::MIPS_FLOAT, 0x30),
        _ => {}
    }
    out
}
