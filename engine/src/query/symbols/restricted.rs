//! For which machines an entry of a symbols file holds: `arch`, `arch-bits`, `arch-endian` of deb-src-symbols(5).

use crate::graph::{FloatAbi, Machine};

/// What Debian calls the architecture of a machine; `None` for one that it does not have.
pub(super) fn architecture(machine: Machine) -> Option<&'static str> {
    Some(match (machine.e_machine, machine.pointer_size, machine.big_endian) {
        (3, ..) => "i386",
        (4, ..) => "m68k",
        (8, 4, true) => "mips",
        (8, 4, false) => "mipsel",
        (8, _, true) => "mips64",
        (8, ..) => "mips64el",
        (15, ..) => "hppa",
        (20, ..) => "powerpc",
        (21, _, true) => "ppc64",
        (21, ..) => "ppc64el",
        (22, 8, _) => "s390x",
        (40, ..) if machine.float_abi == FloatAbi::Soft => "armel",
        (40, ..) => "armhf",
        (42, ..) => "sh4",
        (43, ..) => "sparc64",
        (50, ..) => "ia64",
        (62, 4, _) => "x32",
        (62, ..) => "amd64",
        (183, 8, false) => "arm64",
        (243, 8, _) => "riscv64",
        (258, 8, _) => "loong64",
        (0x9026, ..) => "alpha",
        _ => return None,
    })
}

/// Whether a tag leaves a machine in. Tags of another name do.
pub(super) fn holds(tag: &str, value: &str, machine: Machine) -> bool {
    match tag {
        "arch" => is_among(value, machine),
        "arch-bits" => value.trim().parse() == Ok(u32::from(machine.pointer_size) * 8),
        "arch-endian" => value.trim() == if machine.big_endian { "big" } else { "little" },
        _ => true,
    }
}

/// Whether an architecture is in a list as `Build-Depends` has them: `amd64 any-arm64 linux-any`, or `!armel !armhf`.
fn is_among(list: &str, machine: Machine) -> bool {
    let Some(own) = architecture(machine) else { return true };
    let matches = |word: &str| match word.split_once('-') {
        None => word == own || word == "any",
        Some((system, cpu)) => matches!(system, "any" | "linux" | "gnu") && (cpu == "any" || cpu == own),
    };
    let (not, only): (Vec<&str>, Vec<&str>) = list.split_whitespace().partition(|word| word.starts_with('!'));
    !not.iter().any(|word| matches(&word[1..])) && (only.is_empty() || only.iter().any(|word| matches(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_architectures_are_those_of_build_depends() {
        let machine = |e_machine, pointer_size| Machine { e_machine, pointer_size, ..Machine::default() };
        let amd64 = machine(62, 8);
        for (tag, value, expected) in [
            ("arch", "amd64", true),
            ("arch", "alpha any-amd64 ia64", true),
            ("arch", "linux-any", true),
            ("arch", "hurd-any kfreebsd-any", false),
            ("arch", "!armel", true),
            ("arch", "!armel !amd64", false),
            ("arch", "i386 arm64", false),
            ("arch-bits", "64", true),
            ("arch-bits", "32", false),
            ("arch-endian", "little", true),
            ("arch-endian", "big", false),
            ("optional", "templinst", true),
        ] {
            assert_eq!(holds(tag, value, amd64), expected, "{tag}={value}");
        }
        assert!(holds("arch", "x32", machine(62, 4)) && !holds("arch", "amd64", machine(62, 4)));
    }
}
