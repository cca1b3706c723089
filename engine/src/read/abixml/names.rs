//! What names mean that libabigail writes: base types, whose encoding it leaves out, and machines.

use crate::graph::base_name::base_type_name;

/// `DW_ATE_*` of a base type as its name mostly means it, and whether that is a guess. `machine`: `e_machine`.
pub(super) fn encoding(name: &str, machine: u16) -> (u64, bool) {
    const BOOLEAN: u64 = 2;
    const COMPLEX: u64 = 3;
    const FLOAT: u64 = 4;
    const SIGNED: u64 = 5;
    const SIGNED_CHAR: u64 = 6;
    const UNSIGNED: u64 = 7;
    const UNSIGNED_CHAR: u64 = 8;
    const DECIMAL: u64 = 0x0f;
    const UTF: u64 = 0x10;
    match name {
        "bool" | "_Bool" => return (BOOLEAN, false),
        // clang's name of all of them.
        "complex" => return (COMPLEX, false),
        "char8_t" | "char16_t" | "char32_t" => return (UTF, false),
        _ if name.starts_with("_Decimal") => return (DECIMAL, false),
        _ if name.starts_with("_Float") => return (FLOAT, false),
        _ => {}
    }
    match base_type_name(name.as_bytes()).as_deref() {
        // Options decide it, and without them the machine: of those that are told apart here, all have a sign.
        Some("char") if machine != 0 => (SIGNED_CHAR, true),
        Some("char") => (UNSIGNED_CHAR, true),
        Some("signed char") => (SIGNED_CHAR, false),
        Some("unsigned char") => (UNSIGNED_CHAR, false),
        Some(name) if name.starts_with("_Complex") => (COMPLEX, false),
        Some("float" | "double" | "long double" | "_Float128") => (FLOAT, false),
        Some(name) if name.starts_with("unsigned") => (UNSIGNED, false),
        Some(_) => (SIGNED, false),
        None => (0, true),
    }
}

/// `e_machine` of an architecture, as far as the word tells its byte order, too; else 0.
pub(super) fn machine(architecture: &str) -> u16 {
    match architecture {
        "elf-intel-80386" => 3,
        "elf-amd-x86_64" => 62,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_base_types_tell_their_encoding() {
        for (name, expected) in [
            ("long unsigned int", (7, false)),
            ("__int128 unsigned", (7, false)),
            ("short int", (5, false)),
            ("complex float", (3, false)),
            ("complex", (3, false)),
            ("long double", (4, false)),
            ("_Float128", (4, false)),
            ("char", (6, true)),
            ("bool", (2, false)),
            ("some_vendor_type", (0, true)),
        ] {
            assert_eq!(encoding(name, 62), expected, "{name}");
        }
        assert_eq!(encoding("char", 0), (8, true));
        assert_eq!((machine("elf-amd-x86_64"), machine("elf-arm-aarch64")), (62, 0));
    }
}
