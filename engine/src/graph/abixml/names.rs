//! How libabigail calls base types, machines, languages and enums' types.

use crate::graph::Machine;

/// The name that libabigail gives a base type: words in the order `unsigned long int`, and `bool` in C, too.
pub(super) fn base_type(name: &str) -> String {
    match name {
        "_Bool" => "bool".to_owned(),
        _ if name.ends_with("short") || name.ends_with("long") => format!("{name} int"),
        _ => match name.strip_prefix("_Complex ") {
            Some(part) => format!("complex {}", base_type(part)),
            None => name.to_owned(),
        },
    }
}

/// The type behind an enum, of which only the size is told.
pub(super) fn underlying_type(bits: u64) -> String {
    format!("unnamed-enum-underlying-type-{bits}")
}

/// `architecture` of a corpus, as far as libabigail 2.2 has a word; empty where it has none.
pub(super) fn architecture(machine: Machine) -> &'static str {
    match machine.e_machine {
        2 => "elf-sun-sparc",
        3 => "elf-intel-80386",
        4 => "elf-motorola-68k",
        15 => "elf-hp-parisc",
        20 => "elf-powerpc",
        21 => "elf-powerpc-64",
        22 => "elf-ibm-s390",
        40 => "elf-arm",
        42 => "elf-hitachi-sh",
        43 => "elf-sun-sparc-v9-64",
        50 => "elf-intel-ia-64",
        62 => "elf-amd-x86_64",
        183 => "elf-arm-aarch64",
        0x9026 => "elf-digital-alpha",
        _ => "",
    }
}

/// `language` of a unit, by `DW_LANG_*`.
pub(super) fn language(number: u16) -> &'static str {
    match number {
        0x01 => "LANG_C89",
        0x0c => "LANG_C99",
        0x1d => "LANG_C11",
        _ => "LANG_C",
    }
}

/// Whether abixml of a unit in this language is written: C in all its versions, and assembler.
pub(super) fn is_written(language: u16) -> bool {
    matches!(language, 0x01 | 0x02 | 0x0c | 0x1d | 0x2c | 0x3e | 0x8001)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::base_name::base_type_name;

    #[test]
    fn names_of_base_types_are_read_back() {
        for (name, written) in [
            ("int", "int"),
            ("unsigned long", "unsigned long int"),
            ("long long", "long long int"),
            ("unsigned short", "unsigned short int"),
            ("unsigned char", "unsigned char"),
            ("_Complex double", "complex double"),
            ("long double", "long double"),
        ] {
            assert_eq!(base_type(name), written);
            assert_eq!(base_type_name(written.as_bytes()).as_deref(), Some(name));
        }
        assert_eq!(base_type("_Bool"), "bool");
    }
}
