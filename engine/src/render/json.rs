//! A report or the outcome of a gate as JSON: the model as it stands, pretty-printed, in the order of its fields.

use std::io::{self, Write};

use serde::Serialize;

use crate::ground::printable::Json;

/// Writes the report and a newline.
///
/// # Errors
/// Those of `out`.
pub fn write<T: Serialize>(report: &T, out: &mut dyn Write) -> io::Result<()> {
    let mut to = serde_json::Serializer::with_formatter(&mut *out, Json::pretty());
    report.serialize(&mut to).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// The report as a string that ends in a newline.
#[must_use]
pub fn render<T: Serialize>(report: &T) -> String {
    let mut out = Vec::new();
    // Neither writing to memory nor serializing plain data fails.
    let _ = write(report, &mut out);
    String::from_utf8(out).unwrap_or_default()
}
