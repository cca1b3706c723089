//! Names of base types, which compilers spell in their own ways.

/// The canonical C spelling of an arithmetic base type: compilers order the words differently
/// (`long unsigned int`, `unsigned long`). `None` if it is no arithmetic type of C.
pub(crate) fn base_type_name(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    // GCC calls it `_Float128` in C whatever the source says, clang `__float128`.
    if matches!(name, "_Float128" | "__float128") {
        return Some("_Float128".into());
    }
    let (mut signed, mut unsigned, mut short, mut long, mut int) = (false, false, false, 0, false);
    let (mut char, mut int128, mut complex) = (false, false, false);
    let mut other: Option<&str> = None;
    for word in name.split(' ') {
        match word {
            "signed" => signed = true,
            "unsigned" => unsigned = true,
            "short" => short = true,
            "long" => long += 1,
            "int" => int = true,
            "char" => char = true,
            "__int128" => int128 = true,
            "complex" | "_Complex" => complex = true,
            "float" | "double" if other.is_none() => other = Some(word),
            _ => return None,
        }
    }
    let base = match (other, char, int128, short, long) {
        (Some("float"), false, false, false, 0) => "float",
        (Some("double"), false, false, false, 0) => "double",
        (Some("double"), false, false, false, 1) => "long double",
        (None, true, false, false, 0) => {
            return Some(match (signed, unsigned) {
                (true, _) => "signed char".into(),
                (_, true) => "unsigned char".into(),
                _ => "char".into(),
            });
        }
        (None, false, true, false, 0) => "__int128",
        (None, false, false, true, 0) => "short",
        (None, false, false, false, 1) => "long",
        (None, false, false, false, 2) => "long long",
        (None, false, false, false, 0) if int || signed || unsigned => "int",
        _ => return None,
    };
    let mut out = String::new();
    if complex {
        out.push_str("_Complex ");
    }
    if unsigned {
        out.push_str("unsigned ");
    }
    out.push_str(base);
    Some(out)
}

/// The type that compilers take for an enum of so many bytes, with or without a sign: its name and `DW_ATE_*`.
pub(crate) fn enum_type(bytes: u64, is_signed: bool, pointer_size: u64) -> (&'static str, u64) {
    match (bytes, is_signed) {
        (1, true) => ("signed char", 6),
        (1, false) => ("unsigned char", 8),
        (2, true) => ("short", 5),
        (2, false) => ("unsigned short", 7),
        (4, true) => ("int", 5),
        (4, false) => ("unsigned int", 7),
        (8, true) if pointer_size == 8 => ("long", 5),
        (8, false) if pointer_size == 8 => ("unsigned long", 7),
        (_, true) => ("long long", 5),
        (_, false) => ("unsigned long long", 7),
    }
}

/// The name of a base type of so many bits, of which the value takes `bits`, from bit `from` on if that is not the
/// lowest. `None`: nothing is to be added. What C calls `_BitInt(N)` only its name can tell apart.
pub(crate) fn with_width(name: &[u8], whole: u64, bits: Option<u64>, from: Option<u64>) -> Option<String> {
    let mut out = String::from_utf8_lossy(name).into_owned();
    let bit_precise = out.ends_with("_BitInt");
    match bits {
        Some(bits) if bit_precise => out.push_str(&format!("({bits})")),
        Some(bits) if bits != whole && !out.contains("_BitInt(") => out.push_str(&format!(" ({bits} bits)")),
        _ => {}
    }
    if let Some(from) = from {
        out.push_str(&format!(" (from bit {from} on)"));
    }
    (out.as_bytes() != name).then_some(out)
}

/// The name of a complex floating type of so many bytes, which clang calls `complex` whatever its parts are.
pub(crate) fn complex_name(name: &[u8], bytes: u64) -> Option<String> {
    let part = match bytes {
        8 => "float",
        16 => "double",
        // Padded to 12 bytes on i386, 16 elsewhere.
        24 | 32 => "long double",
        _ => return None,
    };
    (name == b"complex").then(|| format!("_Complex {part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_in_the_name() {
        let name = |text: &str, whole, bits, from| with_width(text.as_bytes(), whole, bits, from);
        for (text, whole, bits, from, expected) in [
            ("unsigned _BitInt", 32, Some(20), None, Some("unsigned _BitInt(20)")),
            ("_BitInt", 32, Some(32), None, Some("_BitInt(32)")),
            ("_BitInt", 32, None, None, None),
            ("unsigned _BitInt(20)", 32, Some(20), None, None),
            ("_Bool", 8, Some(8), None, None),
            ("_Bool", 8, Some(1), None, Some("_Bool (1 bits)")),
            ("fraction", 32, Some(24), Some(8), Some("fraction (24 bits) (from bit 8 on)")),
        ] {
            assert_eq!(name(text, whole, bits, from).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn compilers_agree() {
        let name = |text: &str| base_type_name(text.as_bytes());
        for [gcc, clang] in [
            ["long unsigned int", "unsigned long"],
            ["__int128 unsigned", "unsigned __int128"],
            ["_Float128", "__float128"],
            ["complex double", "_Complex double"],
        ] {
            assert!(name(gcc).is_some() && name(gcc) == name(clang), "{gcc}, {clang}");
        }
        assert_eq!(name("complex"), None);
        for (bytes, gcc) in [(8, "complex float"), (16, "complex double"), (32, "complex long double")] {
            assert_eq!(complex_name(b"complex", bytes), name(gcc));
        }
        assert_eq!((complex_name(b"complex int", 8), complex_name(b"complex", 2)), (None, None));
    }
}
