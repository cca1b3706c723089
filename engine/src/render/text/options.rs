//! How to render.

use crate::rules::Severity;

/// How to render.
#[derive(Clone, Debug)]
pub struct TextOptions {
    /// Columns of a line.
    pub width: usize,
    /// ANSI colours.
    pub color: bool,
    /// Every changed line of layouts, whole lists, derived findings.
    pub full: bool,
    /// Severities to show; empty: all. Totals and verdict are not touched by it.
    pub only: Vec<Severity>,
    /// The head alone: verdict, totals, and what could not be read.
    pub totals: bool,
    /// The report is about one consumer: what it calls exports are its imports.
    pub imports: bool,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { width: 100, color: false, full: false, only: Vec::new(), totals: false, imports: false }
    }
}
