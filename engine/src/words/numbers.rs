//! Numbers with what they count.

/// `8 bytes`
pub(crate) fn bytes(n: u64) -> String {
    if n == 1 { "1 byte".to_owned() } else { format!("{n} bytes") }
}

/// `8 bytes`, where the number is known.
pub(crate) fn known_bytes(n: Option<u64>) -> String {
    n.map_or_else(|| "an unknown number of bytes".to_owned(), bytes)
}

/// `3 elements`
pub(crate) fn elements(n: u64) -> String {
    if n == 1 { "1 element".to_owned() } else { format!("{n} elements") }
}

/// `signed` or `unsigned`
pub(crate) fn signed(signed: bool) -> &'static str {
    if signed { "signed" } else { "unsigned" }
}
