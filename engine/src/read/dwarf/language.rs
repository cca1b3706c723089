//! Languages of `DW_AT_language`.

use gimli::constants as dw;

pub(crate) use crate::graph::export::is_cpp;

/// Whether a `DW_LANG_*` is a C.
#[must_use]
pub fn is_c(language: u16) -> bool {
    matches!(
        dw::DwLang(language),
        dw::DW_LANG_C89 | dw::DW_LANG_C | dw::DW_LANG_C99 | dw::DW_LANG_C11 | dw::DW_LANG_C17
    ) || language == 0x3e /* DW_LANG_C23 */
}

/// Whether a `DW_LANG_*` is Rust.
#[must_use]
pub fn is_rust(language: u16) -> bool {
    // What rustc wrote before DWARF 5 had a number for it comes last.
    matches!(language, 0x1c | 0x9000)
}

/// Whether what a unit of a language says is compared whole. A unit that states none is taken for C.
#[must_use]
pub fn is_modelled(language: u16) -> bool {
    is_c(language) || is_cpp(language) || is_rust(language) || language == 0 || language == 0x8001
}

/// Whether a `DW_LANG_*` is that of an assembler.
#[must_use]
pub fn is_assembler(language: u16) -> bool {
    // `DW_LANG_Mips_Assembler`, which all assemblers write, and `DW_LANG_Assembly` of the later registry.
    matches!(language, 0x8001 | 0x31)
}

/// What people call a language of `DW_AT_language`, with the year of its standard where the number tells it.
pub(super) fn language_name(language: u16) -> String {
    let Some(name) = gimli::DwLang(language).static_string() else {
        return format!("the language of number {language:#06x}");
    };
    let name = name.strip_prefix("DW_LANG_").unwrap_or(name);
    let name = match name {
        "C_plus_plus" => return "C++".to_owned(),
        "C_sharp" => return "C#".to_owned(),
        "F_sharp" => return "F#".to_owned(),
        "ObjC" => return "Objective-C".to_owned(),
        "ObjC_plus_plus" => return "Objective-C++".to_owned(),
        name => name,
    };
    if let Some(year) = name.strip_prefix("C_plus_plus_") {
        return format!("C++ {year}");
    }
    // `Fortran90`, `Ada83`, `Cobol74`: the name, and the year behind it.
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let (stem, year) = name.split_at(stem.len());
    if year.len() < 2 { name.replace('_', " ") } else { format!("{} {year}", stem.replace('_', " ")) }
}

#[cfg(test)]
mod tests {
    use super::language_name;

    #[test]
    fn languages_have_names() {
        let names: Vec<String> = [0x04, 0x21, 0x1a, 0x2b, 0x0e, 0x1c, 0x13, 0x0a].map(language_name).to_vec();
        assert_eq!(names, ["C++", "C++ 14", "C++ 11", "C++ 20", "Fortran 95", "Rust", "D", "Modula2"]);
        assert_eq!(language_name(0x7fff), "the language of number 0x7fff");
    }
}
