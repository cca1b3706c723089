//! Compiler options that change calls, formats or layout: which of them a unit was compiled with, and where two units
//! differ in what they mean.
//!
//! What an option means is looked at, not how it is spelt: a default that is stated, an option that a later one takes
//! back and one that its machine does not have are no difference.

use crate::graph::Machine;
use crate::rules::callconv::machine::{ARM, I386, S390, X86_64};

/// `EM_PPC64`
const PPC64: u16 = 21;
/// `EM_AARCH64`, `EM_PPC`, `EM_RISCV`: where plain `char` has no sign, beside ARM, s390 and PowerPC64.
const UNSIGNED_CHAR: [u16; 6] = [ARM, S390, PPC64, 20, 183, 243];

/// What an option does, as far as it can be told from a binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Where arguments are, or who takes them off the stack: nothing in types tells.
    Calls,
    /// Where floating-point values are passed.
    Floats,
    /// Where records are returned.
    RecordResults,
    /// Where vectors of more bytes than the lesser of both are passed.
    Vectors,
    /// What the bits of this base type mean; a size that differs shows in the type.
    Format(&'static str),
    /// Whether an argument of an empty class takes a place on the stack.
    EmptyArguments,
    /// Whether exceptions pass through it with all that they have to destroy on their way.
    Exceptions,
    /// Sizes, places and signs of types, which show in them.
    Types,
}

/// One choice that options make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Choice {
    /// What is chosen, for sentences.
    pub what: &'static str,
    /// What follows from it.
    pub effect: Effect,
    /// Its name among these; several choices can be of one subject.
    id: Id,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Id {
    Regparm,
    Rtd,
    SseRegparm,
    Abi,
    SoftFloat,
    RecordResults,
    LongDouble,
    LongDoubleSize,
    HalfFormat,
    Vectors,
    EmptyArguments,
    Exceptions,
    Char,
    Enums,
    Packing,
    AlignDouble,
    BitFields,
    WideChar,
}

const CHOICES: [Choice; 18] = [
    Choice { id: Id::Regparm, what: "how many arguments travel in registers", effect: Effect::Calls },
    Choice { id: Id::Rtd, what: "who takes arguments off the stack", effect: Effect::Calls },
    Choice {
        id: Id::SseRegparm,
        what: "whether floating-point arguments travel in SSE registers",
        effect: Effect::Floats,
    },
    Choice { id: Id::Abi, what: "the calling convention", effect: Effect::Calls },
    Choice { id: Id::SoftFloat, what: "where floating-point values travel", effect: Effect::Floats },
    Choice { id: Id::RecordResults, what: "where structs and unions are returned", effect: Effect::RecordResults },
    Choice { id: Id::LongDouble, what: "the format of long double", effect: Effect::Format("long double") },
    Choice { id: Id::LongDoubleSize, what: "the size of long double", effect: Effect::Types },
    Choice { id: Id::HalfFormat, what: "the format of __fp16", effect: Effect::Format("__fp16") },
    Choice { id: Id::Vectors, what: "the widest vector register", effect: Effect::Vectors },
    Choice {
        id: Id::EmptyArguments,
        what: "whether an argument of an empty class takes a place on the stack",
        effect: Effect::EmptyArguments,
    },
    Choice {
        id: Id::Exceptions,
        what: "whether code destroys what it holds when an exception passes",
        effect: Effect::Exceptions,
    },
    Choice { id: Id::Char, what: "the sign of char", effect: Effect::Types },
    Choice { id: Id::Enums, what: "the size of enums", effect: Effect::Types },
    Choice { id: Id::Packing, what: "the packing of structs", effect: Effect::Types },
    Choice { id: Id::AlignDouble, what: "the alignment of double", effect: Effect::Types },
    Choice { id: Id::BitFields, what: "the places of bit-fields", effect: Effect::Types },
    Choice { id: Id::WideChar, what: "the size of wchar_t", effect: Effect::Types },
];

/// What two sets of options choose differently on a machine: the choice, and what each side has.
#[must_use]
pub fn differences(old: &str, new: &str, machine: Machine) -> Vec<(Choice, String, String)> {
    let differs = |&choice: &Choice| {
        let (from, to) = (value(choice.id, old, machine)?, value(choice.id, new, machine)?);
        (from != to).then_some((choice, from, to))
    };
    CHOICES.iter().filter_map(differs).collect()
}

/// What options choose; `None` where the machine leaves no choice, or its default is not known.
fn value(id: Id, options: &str, machine: Machine) -> Option<String> {
    let options = || options.split(' ');
    let last = |names: &[(&str, &'static str)], default: &'static str| {
        let named = |o: &str| names.iter().find(|n| n.0 == o).map(|n| n.1);
        Some(options().filter_map(named).next_back().unwrap_or(default).to_owned())
    };
    let after = |start: &str| options().filter_map(|o| o.strip_prefix(start)).next_back();
    let is = |machines: &[u16]| machines.contains(&machine.e_machine);
    // What GCC chooses in C++ alone is known where it is told whether there are exceptions.
    let exceptions = || options().rfind(|o| matches!(*o, "-fexceptions" | "-fno-exceptions"));
    match id {
        Id::Regparm if is(&[I386]) => Some(format!("-mregparm={}", after("-mregparm=").unwrap_or("0"))),
        Id::Rtd if is(&[I386]) => last(&[("-mrtd", "-mrtd"), ("-mno-rtd", "-mno-rtd")], "-mno-rtd"),
        Id::SseRegparm if is(&[I386]) => {
            last(&[("-msseregparm", "-msseregparm"), ("-mno-sseregparm", "-mno-sseregparm")], "-mno-sseregparm")
        }
        Id::Abi if is(&[X86_64]) => Some(format!("-mabi={}", after("-mabi=").unwrap_or("sysv"))),
        // What an ARM object does, its attributes say (`Machine::fits`).
        Id::SoftFloat if !is(&[ARM]) => {
            last(&[("-msoft-float", "-msoft-float"), ("-mhard-float", "-mhard-float")], "-mhard-float")
        }
        Id::RecordResults => {
            let (memory, registers) = ("-fpcc-struct-return", "-freg-struct-return");
            last(&[(memory, memory), (registers, registers)], if is(&[I386]) { memory } else { registers })
        }
        Id::LongDouble if is(&[I386, X86_64]) => {
            Some(format!("-mlong-double-{}", after("-mlong-double-").unwrap_or("80")))
        }
        Id::LongDouble if is(&[S390]) => Some(format!("-mlong-double-{}", after("-mlong-double-").unwrap_or("128"))),
        Id::LongDouble if is(&[PPC64]) => {
            // Which of the two is the default, each distribution decides.
            let format = options().rfind(|o| o.starts_with("-mabi=") && o.ends_with("longdouble"));
            match after("-mlong-double-") {
                Some("64") => Some("-mlong-double-64".to_owned()),
                _ => format.map(str::to_owned),
            }
        }
        Id::LongDoubleSize if is(&[I386]) => {
            let (short, long) = ("-m96bit-long-double", "-m128bit-long-double");
            last(&[(short, short), (long, long)], short)
        }
        Id::HalfFormat if is(&[ARM]) => after("-mfp16-format=").map(|format| format!("-mfp16-format={format}")),
        Id::Vectors if is(&[I386, X86_64]) => Some(vectors(options(), is(&[X86_64])).to_owned()),
        // GCC, "C++ Dialect Options": version 12 "corrects the calling conventions for empty classes on the x86_64 target".
        Id::EmptyArguments if is(&[X86_64]) && machine.pointer_size == 8 => {
            let version = after("-fabi-version=").and_then(|v| v.parse::<u32>().ok()).filter(|&v| v != 0);
            if version.is_none() && exceptions().is_none() {
                return None;
            }
            let (old, new) = ("-fabi-version=11", "-fabi-version=12");
            Some(if version.is_some_and(|v| v < 12) { old } else { new }.to_owned())
        }
        Id::Exceptions => exceptions().map(str::to_owned),
        Id::Char => {
            let (signed, unsigned) = ("-fsigned-char", "-funsigned-char");
            let names = [
                (signed, signed),
                ("-fno-unsigned-char", signed),
                (unsigned, unsigned),
                ("-fno-signed-char", unsigned),
            ];
            last(&names, if is(&UNSIGNED_CHAR) { unsigned } else { signed })
        }
        Id::Enums => {
            last(&[("-fshort-enums", "-fshort-enums"), ("-fno-short-enums", "-fno-short-enums")], "-fno-short-enums")
        }
        Id::Packing => {
            let one = |o: &str| match o {
                "-fpack-struct" => Some("-fpack-struct=1".to_owned()),
                "-fno-pack-struct" => Some("-fno-pack-struct".to_owned()),
                _ => o.starts_with("-fpack-struct=").then(|| o.to_owned()),
            };
            Some(options().filter_map(one).next_back().unwrap_or_else(|| "-fno-pack-struct".to_owned()))
        }
        Id::AlignDouble if is(&[I386]) => {
            let (yes, no) = ("-malign-double", "-mno-align-double");
            last(&[(yes, yes), (no, no)], no)
        }
        Id::BitFields => {
            let (yes, no) = ("-mms-bitfields", "-mno-ms-bitfields");
            last(&[(yes, yes), (no, no)], no)
        }
        Id::WideChar => {
            let (yes, no) = ("-fshort-wchar", "-fno-short-wchar");
            last(&[(yes, yes), (no, no)], no)
        }
        _ => None,
    }
}

/// The widest vector registers of x86.
fn vectors<'o>(options: impl Iterator<Item = &'o str>, x86_64: bool) -> &'static str {
    const AVX: [&str; 24] = [
        "sandybridge",
        "corei7-avx",
        "ivybridge",
        "core-avx-i",
        "haswell",
        "core-avx2",
        "broadwell",
        "skylake",
        "alderlake",
        "raptorlake",
        "meteorlake",
        "arrowlake",
        "lunarlake",
        "gracemont",
        "sierraforest",
        "bdver1",
        "bdver2",
        "bdver3",
        "bdver4",
        "btver2",
        "znver1",
        "znver2",
        "znver3",
        "x86-64-v3",
    ];
    const AVX512: [&str; 14] = [
        "skylake-avx512",
        "cascadelake",
        "cooperlake",
        "cannonlake",
        "icelake-client",
        "icelake-server",
        "rocketlake",
        "tigerlake",
        "sapphirerapids",
        "emeraldrapids",
        "graniterapids",
        "znver4",
        "znver5",
        "x86-64-v4",
    ];
    let (mut sse, mut avx, mut avx512) = (x86_64, false, false);
    for option in options {
        match option {
            "-msse" | "-msse2" => sse = true,
            "-mno-sse" => (sse, avx, avx512) = (false, false, false),
            "-mavx" | "-mavx2" => (sse, avx) = (true, true),
            "-mno-avx" => (avx, avx512) = (false, false),
            "-mavx512f" => (sse, avx, avx512) = (true, true, true),
            "-mno-avx512f" => avx512 = false,
            _ => {
                if let Some(name) = option.strip_prefix("-march=") {
                    avx512 |= AVX512.contains(&name);
                    avx |= avx512 || AVX.contains(&name);
                    sse |= avx || !matches!(name, "i386" | "i486" | "i586" | "i686" | "pentium" | "pentiumpro");
                }
            }
        }
    }
    match (sse, avx, avx512) {
        (.., true) => "-mavx512f",
        (_, true, _) => "-mavx",
        (true, ..) => "-msse",
        _ => "-mno-sse",
    }
}

/// How many bytes the widest vector register of such a choice has.
#[must_use]
pub fn vector_bytes(value: &str) -> u64 {
    match value {
        "-mavx512f" => 64,
        "-mavx" => 32,
        "-msse" => 16,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::dwarf::options::relevant;

    fn differ(old: &str, new: &str, e_machine: u16) -> Vec<String> {
        let machine = Machine { e_machine, pointer_size: 8, ..Machine::default() };
        let (old, new) = (relevant(old.split(' ')), relevant(new.split(' ')));
        differences(&old, &new, machine).into_iter().map(|(_, from, to)| format!("{from} {to}")).collect()
    }

    #[test]
    fn what_options_mean_is_compared() {
        assert_eq!(differ("-O2", "-O2 -mregparm=3 -mrtd", I386), ["-mregparm=0 -mregparm=3", "-mno-rtd -mrtd"]);
        assert_eq!(differ("-g", "-mabi=ms", X86_64), ["-mabi=sysv -mabi=ms"]);
        assert_eq!(differ("-g", "-mlong-double-128", X86_64), ["-mlong-double-80 -mlong-double-128"]);
        assert_eq!(
            differ("-mabi=ibmlongdouble", "-mabi=ieeelongdouble", PPC64),
            ["-mabi=ibmlongdouble -mabi=ieeelongdouble"]
        );
        assert_eq!(differ("-march=x86-64", "-march=x86-64-v3", X86_64), ["-msse -mavx"]);
        assert_eq!(differ("-g", "-funsigned-char -fshort-enums", X86_64).len(), 2);
        assert_eq!(differ("-g", "-fpack-struct=4", 183), ["-fno-pack-struct -fpack-struct=4"]);
    }

    #[test]
    fn what_is_of_cpp_alone_is_compared_where_both_sides_tell() {
        let machine = Machine { e_machine: X86_64, pointer_size: 8, ..Machine::default() };
        let of = |old: &str, new: &str| differences(old, new, machine).len();
        assert_eq!(of("-fexceptions", "-fno-exceptions"), 1);
        assert_eq!(of("-fexceptions -fabi-version=11", "-fexceptions"), 1);
        assert_eq!(of("-fno-exceptions -fabi-version=11", "-fexceptions -fabi-version=13"), 2);
        assert_eq!(of("-fno-exceptions", "-fno-exceptions -fabi-version=12"), 0);
        // As older snapshots hold them.
        assert_eq!(of("", "-fno-exceptions"), 0);
        assert_eq!(of("", "-fexceptions -fabi-version=11"), 0);
    }

    #[test]
    fn how_options_are_spelt_is_not() {
        for (old, new, e_machine) in [
            ("-O2", "-O3 -g -mtune=generic -mno-red-zone -fno-short-enums", X86_64),
            ("-g", "-mabi=sysv -mlong-double-80 -fsigned-char", X86_64),
            ("-mregparm=3", "-mregparm=1 -mregparm=3", I386),
            // No choice there, or taken back.
            ("-g", "-mregparm=3 -malign-double", X86_64),
            ("-g", "-mavx512f -mno-avx", X86_64),
            ("-march=haswell", "-march=znver3 -mavx2", X86_64),
            ("-fpack-struct", "-fpack-struct=1", X86_64),
            ("-fno-signed-char", "-funsigned-char", X86_64),
            ("-g", "-funsigned-char", 183),
            // Whose default is not known.
            ("-g", "-mabi=ieeelongdouble", PPC64),
            // C, or a snapshot that was made before these choices were recorded.
            ("-O2", "-fabi-version=11", X86_64),
        ] {
            assert!(differ(old, new, e_machine).is_empty(), "{old} {new}");
        }
    }
}
