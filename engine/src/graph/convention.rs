//! What ELF headers and attributes state of calling conventions: questions of which a linker or loader refuses to mix
//! the answers. An object that states no answer fits either.

/// Answers to the questions of one machine (see [`Convention::describe`] for what they are).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Convention {
    /// Bits of the questions that are answered.
    pub known: u32,
    /// The answers.
    pub values: u32,
}

/// A question: its bits, and what its answers are called.
struct Question {
    machines: &'static [u16],
    mask: u32,
    answers: &'static [(u32, &'static str)],
}

/// `EM_MIPS`
pub(crate) const EM_MIPS: u16 = 8;
/// `EM_PPC`
pub(crate) const EM_PPC: u16 = 20;
/// `EM_PPC64`
pub(crate) const EM_PPC64: u16 = 21;
/// `EM_ARM`
pub(crate) const EM_ARM: u16 = 40;
/// `EM_RISCV`
pub(crate) const EM_RISCV: u16 = 243;
/// `EM_LOONGARCH`
pub(crate) const EM_LOONGARCH: u16 = 258;

/// RISC-V ELF psABI, "File Header": `EF_RISCV_FLOAT_ABI`, as in `e_flags`.
pub(crate) const RISCV_FLOAT: u32 = 0x6;
/// `EF_RISCV_RVE`, as in `e_flags`.
pub(crate) const RISCV_RVE: u32 = 0x8;
/// `EF_PPC64_ABI`, as in `e_flags`.
pub(crate) const PPC64_ABI: u32 = 0x3;
/// `Tag_GNU_Power_ABI_FP`, bits 0 and 1, moved by 2.
pub(crate) const PPC_FLOAT: u32 = 0xc;
/// The same tag, bits 2 and 3, moved by 2.
pub(crate) const PPC_LONG_DOUBLE: u32 = 0x30;
/// `Tag_GNU_Power_ABI_Vector`, moved by 6.
pub(crate) const PPC_VECTOR: u32 = 0xc0;
/// `Tag_GNU_Power_ABI_Struct_Return`, moved by 8.
pub(crate) const PPC_STRUCT_RETURN: u32 = 0x300;
/// Which of the ABIs of MIPS.
pub(crate) const MIPS_ABI: u32 = 0x7;
/// `EF_MIPS_NAN2008`
pub(crate) const MIPS_NAN: u32 = 0x8;
/// Soft, single or double.
pub(crate) const MIPS_FLOAT: u32 = 0x30;
/// Registers of 32 or 64 bits.
pub(crate) const MIPS_REGISTERS: u32 = 0xc0;
/// LoongArch ELF psABI, `EF_LOONGARCH_ABI_MODIFIER`, as in `e_flags`.
pub(crate) const LOONGARCH_FLOAT: u32 = 0x7;
/// Whether there is an EABI version.
pub(crate) const ARM_EABI: u32 = 0x3;
/// `Tag_ABI_FP_16bit_format`, moved by 2.
pub(crate) const ARM_FP16: u32 = 0xc;

const QUESTIONS: &[Question] = &[
    Question {
        machines: &[EM_RISCV],
        mask: RISCV_FLOAT,
        answers: &[
            (0, "soft-float arguments"),
            (2, "single-float arguments"),
            (4, "double-float arguments"),
            (6, "quad-float arguments"),
        ],
    },
    Question { machines: &[EM_RISCV], mask: RISCV_RVE, answers: &[(0, "32 registers"), (8, "16 registers (RVE)")] },
    Question { machines: &[EM_PPC64], mask: PPC64_ABI, answers: &[(1, "ELFv1"), (2, "ELFv2")] },
    Question {
        machines: &[EM_PPC, EM_PPC64],
        mask: PPC_FLOAT,
        answers: &[
            (4, "hard-float arguments"),
            (8, "soft-float arguments"),
            (12, "single-precision hard-float arguments"),
        ],
    },
    Question {
        machines: &[EM_PPC, EM_PPC64],
        mask: PPC_LONG_DOUBLE,
        answers: &[(0x10, "IBM long double"), (0x20, "long double of 64 bits"), (0x30, "IEEE long double")],
    },
    Question {
        machines: &[EM_PPC, EM_PPC64],
        mask: PPC_VECTOR,
        answers: &[(0x80, "AltiVec vectors"), (0xc0, "SPE vectors")],
    },
    Question {
        machines: &[EM_PPC, EM_PPC64],
        mask: PPC_STRUCT_RETURN,
        answers: &[(0x100, "small structs returned in registers"), (0x200, "structs returned in memory")],
    },
    Question {
        machines: &[EM_MIPS],
        mask: MIPS_ABI,
        answers: &[(1, "o32"), (2, "o64"), (3, "EABI32"), (4, "EABI64"), (5, "n32"), (6, "n64")],
    },
    Question { machines: &[EM_MIPS], mask: MIPS_NAN, answers: &[(0, "legacy NaN"), (8, "NaN of IEEE 754-2008")] },
    Question {
        machines: &[EM_MIPS],
        mask: MIPS_FLOAT,
        answers: &[(0x10, "soft float"), (0x20, "single-precision hard float"), (0x30, "hard float")],
    },
    Question {
        machines: &[EM_MIPS],
        mask: MIPS_REGISTERS,
        answers: &[(0x40, "floating-point registers of 32 bits"), (0x80, "floating-point registers of 64 bits")],
    },
    Question {
        machines: &[EM_LOONGARCH],
        mask: LOONGARCH_FLOAT,
        answers: &[(1, "soft-float arguments"), (2, "single-float arguments"), (3, "double-float arguments")],
    },
    Question { machines: &[EM_ARM], mask: ARM_EABI, answers: &[(1, "the ABI before the EABI"), (2, "EABI")] },
    Question {
        machines: &[EM_ARM],
        mask: ARM_FP16,
        answers: &[(4, "__fp16 of IEEE 754"), (8, "__fp16 of the alternative format")],
    },
];

impl Convention {
    /// States an answer to the question of these bits.
    pub(crate) fn state(&mut self, mask: u32, value: u32) {
        self.known |= mask;
        self.values = self.values & !mask | value & mask;
    }

    /// Whether no question has two answers.
    #[must_use]
    pub fn fits(self, other: Self) -> bool {
        (self.values ^ other.values) & self.known & other.known == 0
    }

    /// With the answers of another one to what this one leaves open.
    #[must_use]
    pub fn completed(self, other: Self) -> Self {
        let more = other.known & !self.known;
        Self { known: self.known | more, values: self.values | other.values & more }
    }

    /// The answers in words, as far as they have names.
    #[must_use]
    pub fn describe(self, e_machine: u16) -> Vec<&'static str> {
        let questions = QUESTIONS.iter().filter(|q| q.machines.contains(&e_machine) && self.known & q.mask == q.mask);
        let answer = |q: &Question| q.answers.iter().find(|a| a.0 == self.values & q.mask).map(|a| a.1);
        questions.filter_map(answer).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_stated_fits() {
        let (mut hard, mut soft, open) = (Convention::default(), Convention::default(), Convention::default());
        hard.state(RISCV_FLOAT, 4);
        soft.state(RISCV_FLOAT, 0);
        assert!(!hard.fits(soft) && hard.fits(open) && open.fits(soft) && hard.fits(hard));
        assert_eq!(open.completed(hard), hard);
        assert_eq!(hard.completed(soft), hard);
        assert_eq!(soft.describe(EM_RISCV), ["soft-float arguments"]);
        assert!(open.describe(EM_RISCV).is_empty() && hard.describe(62).is_empty());
    }

    #[test]
    fn questions_of_one_machine_share_no_bits() {
        for q in QUESTIONS {
            assert!(q.answers.iter().all(|a| a.0 & !q.mask == 0));
            let same = |o: &&Question| o.machines.iter().any(|m| q.machines.contains(m)) && o.mask & q.mask != 0;
            assert_eq!(QUESTIONS.iter().filter(same).count(), 1);
        }
    }
}
