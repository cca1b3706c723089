//! The report as JSON: the model as it stands, pretty-printed, in the order of the model's fields.

use std::io::{self, Write};

use super::Report;

/// Writes the report and a newline.
///
/// # Errors
/// Those of `out`.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// The report as a string that ends in a newline.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut out = Vec::new();
    // Neither writing to memory nor serializing plain data fails.
    let _ = write(report, &mut out);
    String::from_utf8(out).unwrap_or_default()
}
