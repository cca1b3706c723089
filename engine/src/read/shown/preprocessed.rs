//! The text that a preprocessor makes of public headers: line markers (GCC manual, "Preprocessor Output") become stretches,
//! definitions of macros (`-dD`) a table.

use std::collections::{BTreeMap, BTreeSet};

use super::macros;
use crate::graph::shown::tokens::{self, TokenKind};
use crate::graph::shown::{Place, Shown, Stretch};

/// What compilers are to call the text in their complaints: its lines count from 1, whatever headers they are of.
pub const HEADERS: &str = "public headers";

/// Of so many raw strings without an end the others are not looked for: each takes a search through the rest of the output.
const MOST_ENDLESS: u8 = 8;

/// What was preprocessed.
#[derive(Clone, Debug, Default)]
pub struct Preprocessed {
    /// The text, where it comes from, and the macros of public headers.
    pub shown: Shown,
    /// Public headers that were read, as consumers include them.
    pub entered: BTreeSet<String>,
    /// Of each macro the public headers that define it, as consumers include them.
    pub defined: BTreeMap<String, BTreeSet<String>>,
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

/// What a preprocessor printed as text. A byte that is no UTF-8 is spelt as the language spells it in strings, by an octal number,
/// so that no two of them are the same.
#[must_use]
pub fn text(output: &[u8]) -> String {
    let mut out = String::with_capacity(output.len());
    for chunk in output.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            out.push_str(&format!("\\{byte:03o}"));
        }
    }
    out
}

/// Takes the output of a preprocessor apart. `unit`: the path of the unit that includes public headers, one a line; `public`:
/// how consumers include the file of a path, `None` of files that are not public.
#[must_use]
pub fn preprocessed(output: &str, unit: &str, public: &dyn Fn(&str) -> Option<String>) -> Preprocessed {
    let mut made = Made::new(unit, public);
    let mut rest = output;
    while !rest.is_empty() {
        let (line, behind) = rest.split_at(made.next_line(rest));
        made.line(line);
        rest = behind;
    }
    let Made { text, stretches, files, macros, entered, origins, named_by, defined, replaced, .. } = made;
    let mut shown = Shown::new(text, stretches, files, macros);
    shown.line_macros = line_macros(&named_by);
    shown.replaced = replaced;
    Preprocessed { shown, entered, defined, origins }
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
    /// Numbers of files by path and by what they say that they are called, `None` of those that are not public.
    numbers: BTreeMap<(String, String), Option<u32>>,
    /// The files that are being read, each included by the one before it; without the unit.
    reading: Vec<String>,
    /// The last of them, as consumers include it, if it is public.
    header: Option<String>,
    defined: BTreeMap<String, BTreeSet<String>>,
    replaced: BTreeMap<(String, String), crate::graph::shown::Macro>,
    /// Lines of the unit by which macros came.
    roots: BTreeMap<String, u32>,
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
    /// The front end says that it reads raw strings.
    knows_raw: bool,
    /// It is clang.
    is_clang: bool,
    /// How many raw strings had no end.
    endless: u8,
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
            reading: Vec::new(),
            header: None,
            defined: BTreeMap::new(),
            replaced: BTreeMap::new(),
            roots: BTreeMap::new(),
            macros: BTreeMap::new(),
            entered: BTreeSet::new(),
            named_by: BTreeMap::new(),
            origins: Vec::new(),
            root: 0,
            in_unit: false,
            lines: 0,
            knows_raw: false,
            is_clang: false,
            endless: 0,
            is_system: false,
            file: None,
            line: 1,
        }
    }

    /// Bytes of the next line of the output, with its end; with the lines of raw strings that it begins, which are none of their
    /// own.
    fn next_line(&mut self, rest: &str) -> usize {
        let until = |at: usize| memchr::memchr(b'\n', &rest.as_bytes()[at..]).map_or(rest.len(), |end| at + end + 1);
        let (mut start, mut end) = (0, until(0));
        while self.endless < MOST_ENDLESS
            && memchr::memmem::find(&rest.as_bytes()[start..end], b"R\"").is_some()
            && let Some(close) = tokens::open_raw(&rest[start..end], self.knows_raw)
        {
            let Some(at) = memchr::memmem::find(&rest.as_bytes()[end..], close.as_bytes()) else {
                self.endless += 1;
                break;
            };
            start = end + at + close.len();
            end = until(start);
        }
        end
    }

    /// A line of the output, with its end.
    fn line(&mut self, line: &str) {
        let Some(directive) = line.strip_prefix('#') else {
            self.take(line);
            return;
        };
        if let Some(Marker { line, path, is_system, turn }) = marker(directive) {
            if is_system != self.is_system {
                self.is_system = is_system;
                let own = self.lines + 2;
                self.take(&format!("# {own} \"{HEADERS}\"{}\n", if is_system { " 3" } else { "" }));
            }
            self.enter(line, &path, turn);
            return;
        }
        let directive = directive.trim();
        if let Some(definition) = directive.strip_prefix("define ") {
            self.define(definition);
        } else if let Some(name) = directive.strip_prefix("undef ")
            && !self.outlived(name.trim())
        {
            self.macros.remove(name.trim());
            self.roots.remove(name.trim());
        }
        // What a pragma says, layouts follow.
        match directive.starts_with("pragma") {
            true => self.take(line),
            false => self.take(&"\n".repeat(line.matches('\n').count().max(1))),
        }
    }

    fn take(&mut self, line: &str) {
        self.text.push_str(line);
        let more = u32::try_from(line.matches('\n').count().saturating_sub(1)).unwrap_or(u32::MAX);
        self.line = self.line.saturating_add(1);
        self.lines = self.lines.saturating_add(1).saturating_add(more);
        if more == 0 {
            return;
        }
        // clang does not count the lines of raw strings, and makes up for them by empty lines.
        if self.is_clang {
            self.stretches.push(Stretch { start: self.text.len(), file: self.file, line: self.line });
            self.origins.extend(self.origins.last().cloned());
        } else {
            self.line = self.line.saturating_add(more);
        }
    }

    /// A macro is defined.
    fn define(&mut self, definition: &str) {
        let mut words = tokens::all(definition).filter(|token| token.kind == TokenKind::Word);
        let Some(name) = words.next().map(|token| token.text) else { return };
        for word in words {
            self.named_by.entry(word.text.to_owned()).or_default().insert(name.to_owned());
        }
        let Some(header) = &self.header else {
            self.knows_raw |= name == "__cpp_raw_strings";
            self.is_clang |= name == "__clang__";
            if !self.outlived(name) {
                self.macros.remove(name);
            }
            return;
        };
        self.defined.entry(name.to_owned()).or_default().insert(header.clone());
        let former = self.macros.get(name).filter(|_| self.outlived(name));
        let whose = former.and_then(|former| self.files.get(former.place.file as usize));
        if let (Some(former), Some(file)) = (former, whose.filter(|file| *file != header)) {
            self.replaced.insert((name.to_owned(), file.clone()), former.clone());
        }
        // A header may be read again in a later one.
        if whose != Some(header) {
            self.roots.insert(name.to_owned(), self.root);
        }
        let place = self.file.map(|file| Place { file, line: self.line });
        macros::define(&mut self.macros, definition, place, header);
    }

    /// Consumers that include an earlier header of the unit alone have the macro, whatever becomes of it in a later one.
    fn outlived(&self, name: &str) -> bool {
        self.roots.get(name).is_some_and(|root| *root < self.root)
    }

    /// The file that what follows stands in, whatever it says that it is called.
    fn own(&mut self, number: u32, path: &str, turn: Turn) -> String {
        if path == self.unit {
            self.reading.clear();
            return path.to_owned();
        }
        let last = self.reading.last().cloned();
        match turn {
            // A file is entered at its first line; what says something else stands in a header.
            Turn::Enter => self.reading.push(last.filter(|_| number > 1).unwrap_or_else(|| path.to_owned())),
            Turn::Return => {
                self.reading.pop();
                if let Some(at) = self.reading.iter().rposition(|own| own == path) {
                    self.reading.truncate(at + 1);
                }
            }
            Turn::Stay => {}
        }
        self.reading.last().cloned().unwrap_or_else(|| path.to_owned())
    }

    fn enter(&mut self, number: u32, path: &str, turn: Turn) {
        let is_unit = path == self.unit;
        if is_unit {
            self.root = number;
        } else if self.in_unit {
            // Lines without anything in them are not announced.
            self.root = self.line;
        }
        self.in_unit = is_unit;
        let own = self.own(number, path, turn);
        self.header = (self.public)(&own);
        self.entered.extend(self.header.clone());
        let key = (own, path.to_owned());
        let file = match self.numbers.get(&key) {
            Some(file) => *file,
            None => {
                let name = self.header.as_ref().map(|name| {
                    // `#line` calls a part of it otherwise.
                    if key.0.ends_with(path) { name.clone() } else { format!("{name} ({path})") }
                });
                let file = name.map(|name| {
                    self.files.push(name);
                    self.files.len() as u32 - 1
                });
                self.numbers.insert(key, file);
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
    turn: Turn,
}

/// What a line marker says of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// Flag 1: it begins.
    Enter,
    /// Flag 2: it goes on behind an include.
    Return,
    /// It goes on.
    Stay,
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
    let has = |flag| flags.split_whitespace().any(|other| other == flag);
    let turn = match () {
        () if has("1") => Turn::Enter,
        () if has("2") => Turn::Return,
        () => Turn::Stay,
    };
    Some(Marker { line, path: String::from_utf8_lossy(&path).into_owned(), is_system: has("3"), turn })
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
        assert_eq!(shown.macros.keys().collect::<Vec<_>>(), ["A_H", "F", "N"]);
        // Those who include a.h alone have it.
        assert_eq!(shown.macros["N"].body, "4");
        assert!(shown.macros["A_H"].is_guard && !shown.macros["F"].is_guard);
        assert_eq!(shown.macros["F"].parameters.as_deref(), Some(&["x".to_owned(), "...".to_owned()][..]));
        assert_eq!(made.origin(6), Some((2, "/i/a.h", 9)));
        assert_eq!(made.origin(9), Some((3, "/i/b\"é.h", 3)));
    }

    #[test]
    fn a_header_is_one_whatever_it_calls_its_lines() {
        let output = "# 1 \"u.c\"\n# 1 \"/i/a.h\" 1\n#define N 1\n# 7 \"p.y\"\nint a;\n# 1 \"/s/b.h\" 1\nint b;\n# 9 \"p.y\" 2\nint c;\n\
                      # 5 \"/s/d.h\" 1 3\nint d;\n# 2 \"u.c\" 2\n# 1 \"/i/e.h\" 1\n#undef N\n#define N 2\n# 4 \"/i/e.h\"\nint e;\n";
        let public = |path: &str| path.strip_prefix("/i/").map(str::to_owned);
        let made = preprocessed(output, "u.c", &public);
        let shown = &made.shown;
        let line = |name: &str| shown.place(shown.text().find(name).unwrap()).map(|p| (shown.file(p), p.line));
        assert_eq!(["int a", "int b", "int c"].map(line), [Some(("a.h (p.y)", 7)), None, Some(("a.h (p.y)", 9))]);
        assert_eq!(["int d", "int e"].map(line), [Some(("a.h (/s/d.h)", 5)), Some(("e.h", 4))]);
        assert_eq!((&*shown.macros["N"].body, made.defined["N"].len()), ("2", 2));
        assert_eq!(shown.replaced[&("N".to_owned(), "a.h".to_owned())].body, "1");
    }

    #[test]
    fn lines_of_raw_strings_say_nothing() {
        let string = "R\"x(\n#define N 1\n# 7 \"/i/b.h\" 1\n)\"\n)x\" R\"(\n#undef M\n)\"";
        let behind = "int b;\n#define L 2\n";
        let output = |before: &str, after: &str| {
            format!("{before}# 1 \"/i/a.h\" 1\n#define M {string}\n{after}auto a = {string};\n{after}{behind}")
        };
        let public = |path: &str| path.strip_prefix("/i/").map(str::to_owned);
        // Behind the six further lines clang prints so many empty ones.
        for (before, after, line) in [
            ("#define __cpp_raw_strings 200710L\n#define __clang__ 1\n", "\n\n\n\n\n\n", 15),
            ("#define __cpp_raw_strings 200710L\n", "", 15),
            // Who does not say that raw strings are known, leaves open what else is an error.
            ("", "", 15),
        ] {
            let made = preprocessed(&output(before, after), "u.cc", &public);
            let shown = &made.shown;
            assert_eq!(shown.macros.keys().collect::<Vec<_>>(), ["L", "M"]);
            assert_eq!(shown.macros["M"].body, string);
            assert_eq!((shown.macros["M"].place.line, shown.macros["L"].place.line), (1, line + 1), "{before}");
            let place = shown.place(shown.text().find("int b").unwrap()).unwrap();
            assert_eq!((shown.file(place), place.line), ("a.h", line));
            assert!(shown.text().contains(&format!("auto a = {string};\n")));
            let at = shown.text()[..shown.text().find("int b").unwrap()].matches('\n').count() + 1;
            assert_eq!(made.origin(at), Some((0, "/i/a.h", line)));
        }
        // In C the first is a word and a string, which end with the line, and the last has no end.
        let made =
            preprocessed("# 1 \"/i/a.h\" 1\n#define A R\"(\"\n#define B 1 // )\"\nR\"(\n#define C 1\n", "u.c", &public);
        assert_eq!(made.shown.macros.keys().collect::<Vec<_>>(), ["A", "B", "C"]);
    }

    #[test]
    fn bytes_that_are_no_text_stay_apart() {
        assert_eq!(text(b"\"caf\xe9\" \xff\xc3"), "\"caf\\351\" \\377\\303");
        assert_eq!(text("é".as_bytes()), "é");
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
        assert_eq!(marker, Some(Marker { line: 1, path: "a\u{fffd}".to_owned(), is_system: true, turn: Turn::Return }));
    }
}
