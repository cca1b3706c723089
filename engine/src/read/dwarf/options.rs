//! Options of a compiler that decide about binary interfaces, as `DW_AT_producer` records them.

/// The options that some choice depends on, in their order, separated by blanks.
#[must_use]
pub fn relevant<'o>(options: impl Iterator<Item = &'o str>) -> String {
    const WHOLE: [&str; 32] = [
        "-mrtd",
        "-mno-rtd",
        "-msseregparm",
        "-mno-sseregparm",
        "-msoft-float",
        "-mhard-float",
        "-fpcc-struct-return",
        "-freg-struct-return",
        "-m96bit-long-double",
        "-m128bit-long-double",
        "-mavx",
        "-mno-avx",
        "-mavx2",
        "-mavx512f",
        "-mno-avx512f",
        "-msse",
        "-mno-sse",
        "-msse2",
        "-funsigned-char",
        "-fno-unsigned-char",
        "-fsigned-char",
        "-fno-signed-char",
        "-fshort-enums",
        "-fno-short-enums",
        "-fpack-struct",
        "-fno-pack-struct",
        "-malign-double",
        "-mno-align-double",
        "-mms-bitfields",
        "-mno-ms-bitfields",
        "-fshort-wchar",
        "-fno-short-wchar",
    ];
    const STARTS: [&str; 8] = [
        "-fabi-version=",
        "-mregparm=",
        "-mabi=",
        "-mfloat-abi=",
        "-mlong-double-",
        "-mfp16-format=",
        "-march=",
        "-fpack-struct=",
    ];
    let counts = |o: &&str| WHOLE.contains(o) || STARTS.iter().any(|start| o.starts_with(start));
    let mut kept: Vec<&str> = options.filter(counts).collect();
    kept.dedup();
    kept.join(" ")
}
