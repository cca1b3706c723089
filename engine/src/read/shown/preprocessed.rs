//! The text that a preprocessor makes of public headers: line markers (GCC manual, "Preprocessor Output") become stretches,
//! definitions of macros (`-dD`) a table.

use std::collections::{BTreeMap, BTreeSet};

use super::macros;
use crate::graph::shown::tokens::{self, TokenKind};
use crate::graph::shown::{Place, Shown, Stretch};

/// What compilers are to call the text in their complaints: its lines count from 1, whatever headers they are of.
pub const HEADERS: &str = "public headers";

/// What was preprocessed.
#[derive(Clone, Debug, Default)]
pub struct Preprocessed {
    /// The text, where it comes from, and the macros of public headers.
    pub shown: Shown,
    /// Public headers that were read, as consumers include them.
    pub entered: BTreeSet<String>,
    /// Of each stretch the line of the unit that included it, from 1, and the path of its file.
    origins: Vec<(u32, String)>,
}

impl Preprocessed {
    /// Of a line of the text, from 1: the line of the unit that included it, the path of the file that it stands in, and the
    /// line there.
    #[must_use]
    pub fn origin(&self, line: usize) -> Option<(u32, &str, u32)> {
        let (stretch, line) = self.shown.stretch_of_line(line)?;
        let (root, path) = self.origins.get(stretch)?;
        Some((*root, path, line))
    }
}

/// Takes the output of a preprocessor apart. `unit`: the path of the unit that includes public headers, one a line; `public`:
/// how consumers include the file of a path, `None` of files that are not public.
#[must_use]
pub fn preprocessed(output: &str, unit: &str, public: &dyn Fn(&str) -> Option<String>) -> Preprocessed {
    let mut made = Made::new(unit, public);
    for line in output.split_inclusive('\n') {
        made.line(line);
    }
    let Made { text, stretches, files, macros, entered, origins, named_by, .. } = made;
    let mut shown = Shown::new(text, stretches, files, macros);
    shown.line_macros = line_macros(&named_by);
    Preprocessed { shown, entered, origins }
}

/// Macros that come to `__LINE__`; of each word which macros have it in what they stand for.
fn line_macros(named_by: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut next = vec!["__LINE__"];
    while let Some(word) = next.pop() {
        for name in named_by.get(word).into_iter().flatten() {
            if out.insert(name.clone()) {
                next.push(name);
            }
        }
    }
    out
}

/// What is made so far.
struct Made<'p> {
    unit: &'p str,
    public: &'p dyn Fn(&str) -> Option<String>,
    text: String,
    stretches: Vec<Stretch>,
    files: Vec<String>,
    /// Numbers of files by path, `None` of those that are not public.
    numbers: BTreeMap<String, Option<u32>>,
    macros: BTreeMap<String, crate::graph::shown::Macro>,
    entered: BTreeSet<String>,
    /// Of each word all macros that ever had it in what they stand for.
    named_by: BTreeMap<String, BTreeSet<String>>,
    origins: Vec<(u32, String)>,
    /// The line of the unit that is being read.
    root: u32,
    /// It is read itself.
    in_unit: bool,
    /// How many lines the text has.
    lines: u32,
    /// What comes next is of a header of the system, with which compilers are lenient.
    is_system: bool,
    /// The file and the line in it that comes next.
    file: Option<u32>,
    line: u32,
}

impl<'p> Made<'p> {
    fn new(unit: &'p str, public: &'p dyn Fn(&str) -> Option<String>) -> Self {
        Self {
            unit,
            public,
            text: String::new(),
            stretches: Vec::new(),
            files: Vec::new(),
            numbers: BTreeMap::new(),
            macros: BTreeMap::new(),
            entered: BTreeSet::new(),
            named_by: BTreeMap::new(),
            origins: Vec::new(),
            root: 0,
            in_unit: false,
            lines: 0,
            is_system: false,
            file: None,
            line: 1,
        }
    }

    /// A line of the output, with its end.
    fn line(&mut self, line: &str) {
        let Some(directive) = line.strip_prefix('#') else {
            self.take(line);
            return;
        };
        if let Some(Marker { line, path, is_system }) = marker(directive) {
            if is_system != self.is_system {
                self.is_system = is_system;
                let own = self.lines + 2;
                self.take(&format!("# {own} \"{HEADERS}\"{}\n", if is_system { " 3" } else { "" }));
            }
            self.enter(line, &path);
            return;
        }
        let directive = directive.trim();
        if let Some(definition) = directive.strip_prefix("define ") {
            let place = self.file.map(|file| Place { file, line: self.line });
            let header = self.file.and_then(|file| self.files.get(file as usize)).map_or("", String::as_str);
            macros::define(&mut self.macros, definition, place, header);
            let mut words = tokens::all(definition).filter(|token| token.kind == TokenKind::Word);
            if let Some(name) = words.next() {
                for word in words {
                    self.named_by.entry(word.text.to_owned()).or_default().insert(name.text.to_owned());
                }
            }
        } else if let Some(name) = directive.strip_prefix("undef ") {
            self.macros.remove(name.trim());
        }
        // What a pragma says, layouts follow.
        self.take(if directive.starts_with("pragma") { line } else { "\n" });
    }

    fn take(&mut self, line: &str) {
        self.text.push_str(line);
        self.line = self.line.saturating_add(1);
        self.lines = self.lines.saturating_add(1);
    }

    fn enter(&mut self, number: u32, path: &str) {
        let is_unit = path == self.unit;
        if is_unit {
            self.root = number;
        } else if self.in_unit {
            // Lines without anything in them are not announced.
            self.root = self.line;
        }
        self.in_unit = is_unit;
        let file = match self.numbers.get(path) {
            Some(file) => *file,
            None => {
                let name = (self.public)(path);
                let file = name.map(|name| {
                    self.entered.insert(name.clone());
                    self.files.push(name);
                    self.files.len() as u32 - 1
                });
                self.numbers.insert(path.to_owned(), file);
                file
            }
        };
        (self.file, self.line) = (file, number);
        let start = self.text.len();
        // Of markers in a row the last one counts.
        if self.stretches.last().is_some_and(|s| s.start == start) {
            self.stretches.pop();
            self.origins.pop();
        }
        self.stretches.push(Stretch { start, file, line: number });
        self.origins.push((self.root, path.to_owned()));
    }
}

/// A line marker.
#[derive(Debug, PartialEq, Eq)]
struct Marker {
    line: u32,
    path: String,
    /// Flag 3.
    is_system: bool,
}

/// `# 12 "path" 1 3`, without the `#`.
fn marker(directive: &str) -> Option<Marker> {
    let rest = directive.strip_prefix(' ')?;
    let (number, rest) = rest.split_once(' ')?;
    let line = number.parse().ok()?;
    let mut path = Vec::new();
    let mut bytes = rest.strip_prefix('"')?.bytes();
    // Bytes that are not printable are octal numbers of three digits.
    loop {
        match bytes.next()? {
            b'"' => break,
            b'\\' => match bytes.next()? {
                digit @ b'0'..=b'7' => {
                    let digits = [digit, bytes.next()?, bytes.next()?].map(|d| u32::from(d.wrapping_sub(b'0')));
                    path.push((digits[0] * 64 + digits[1] * 8 + digits[2]) as u8);
                }
                escaped => path.push(escaped),
            },
            byte => path.push(byte),
        }
    }
    let flags = String::from_utf8_lossy(&bytes.collect::<Vec<_>>()).into_owned();
    let is_system = flags.split_whitespace().any(|flag| flag == "3");
    Some(Marker { line, path: String::from_utf8_lossy(&path).into_owned(), is_system })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_give_lines_and_definitions_macros() {
        let output = "# 1 \"unit.c\"\n# 1 \"<built-in>\" 1\n#define __x 1\n# 2 \"unit.c\" 2\n# 1 \"/i/a.h\" 1\n#define A_H\n\
                      #define N 4\n#pragma pack(1)\nint a;\n# 9 \"/i/a.h\"\nint b;\n# 3 \"unit.c\" 2\n# 1 \"/i/b\\\"\\303\\251.h\" 1\n\
                      #undef N\n#define F(x, ...) x\nint c;\n";
        let public = |path: &str| path.strip_prefix("/i/").map(str::to_owned);
        let made = preprocessed(output, "unit.c", &public);
        let shown = &made.shown;
        assert_eq!(shown.text(), "\n\n\n#pragma pack(1)\nint a;\nint b;\n\n\nint c;\n");
        let line = |name: &str| shown.place(shown.text().find(name).unwrap()).map(|p| (shown.file(p), p.line));
        assert_eq!(["int a", "int b", "int c"].map(line), [Some(("a.h", 4)), Some(("a.h", 9)), Some(("b\"é.h", 3))]);
        assert_eq!(shown.macros.keys().collect::<Vec<_>>(), ["A_H", "F"]);
        assert!(shown.macros["A_H"].is_guard && !shown.macros["F"].is_guard);
        assert_eq!(shown.macros["F"].parameters.as_deref(), Some(&["x".to_owned(), "...".to_owned()][..]));
        assert_eq!(made.origin(6), Some((2, "/i/a.h", 9)));
        assert_eq!(made.origin(9), Some((3, "/i/b\"é.h", 3)));
    }

    #[test]
    fn what_is_no_marker_is_passed_over() {
        for output in
            ["# 1 \"a", "# 99999999999 \"a\"", "# 1 a", "#", "# ", "#define", "#define ", "#define (", "# 1 \"\\9\""]
        {
            let made = preprocessed(output, "a", &|_| None);
            assert!(made.shown.macros.is_empty(), "{output}");
        }
        let marker = marker(" 1 \"a\\777\" 2 3");
        assert_eq!(marker, Some(Marker { line: 1, path: "a\u{fffd}".to_owned(), is_system: true }));
    }
}
