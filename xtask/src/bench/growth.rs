//! `bench growth`: inputs that were made to cost out of proportion, at 1, 2, 4 and 8 times a size. Time and memory
//! that grow with the input stay beside it; what grows with its square shows at once.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::measure::{self, Runs};
use crate::{shell, table};

/// Sizes, as multiples of the smallest.
static TIMES: [usize; 4] = [1, 2, 4, 8];

/// A pair of sources that grows.
struct Shape {
    name: &'static str,
    /// Size of the smallest.
    start: usize,
    /// C source of a side; `true` for NEW.
    source: fn(usize, bool) -> String,
}

static SHAPES: [Shape; 8] = [
    Shape { name: "members renamed", start: 2_500, source: renamed },
    Shape { name: "members in another order", start: 2_500, source: turned },
    Shape { name: "members put between others", start: 2_500, source: between },
    Shape { name: "alternatives of a union renamed", start: 2_500, source: alternatives },
    Shape { name: "enumerator put into the middle", start: 5_000, source: inserted },
    Shape { name: "all values changed", start: 5_000, source: other_values },
    Shape { name: "all enumerators renamed", start: 5_000, source: other_names },
    Shape { name: "chain of structs by value", start: 1_250, source: chain },
];

/// See the module.
pub(super) fn growth(runs: usize, scratch: &Path) -> Result<()> {
    let mut rows = Vec::new();
    for shape in &SHAPES {
        let mut smallest = None;
        for times in TIMES {
            let pair = [false, true].map(|new| build(shape, times, new, scratch));
            let [old, new] = pair;
            let (old, new) = (old?, new?);
            let mut measured = Runs::default();
            for _ in 0..runs {
                let mut command = Command::new(shell::target("dist").join("abilens"));
                command.arg("diff").args([&old, &new]).args(["--format", "json"]);
                measured.push(&measure::run(&mut command, &scratch.join("growth.json"))?);
            }
            let first = *smallest.get_or_insert(measured.minimum());
            rows.push(vec![
                if times == 1 { shape.name.to_owned() } else { String::new() },
                (shape.start * times).to_string(),
                (fs::metadata(&old)?.len() / 1000).to_string(),
                format!("{:.3}", measured.minimum()),
                format!("{:.1}", measured.minimum() / first),
                measured.peak().map_or_else(String::new, |bytes| format!("{:.1}", bytes as f64 / 1e6)),
                (fs::metadata(scratch.join("growth.json"))?.len() / 1000).to_string(),
            ]);
        }
    }
    print!("{}", table::spell(&HEADER, &rows));
    Ok(())
}

static HEADER: [&str; 7] = ["shape", "parts", "input KB", "diff min s", "x smallest", "peak anon MB", "report KB"];

fn build(shape: &Shape, times: usize, new: bool, scratch: &Path) -> Result<std::path::PathBuf> {
    let stem = format!("growth-{}-{times}-{}", shape.name.replace(' ', "-"), if new { "new" } else { "old" });
    let (source, object) = (scratch.join(format!("{stem}.c")), scratch.join(format!("{stem}.so")));
    fs::write(&source, (shape.source)(shape.start * times, new))?;
    let mut compiler = Command::new("gcc");
    shell::run(compiler.args(["-g", "-O0", "-fPIC", "-shared", "-o"]).arg(&object).arg(&source))?;
    Ok(object)
}

/// A struct of these members behind the parameter of a function.
fn record(keyword: &str, members: impl Iterator<Item = String>) -> String {
    let members: Vec<String> = members.collect();
    format!("{keyword} big {{\n{}\n}};\nint f({keyword} big *b) {{ return b != 0; }}\n", members.join("\n"))
}

fn renamed(n: usize, new: bool) -> String {
    record("struct", (0..n).map(|i| format!("int {}{i};", if new { "x" } else { "m" })))
}

fn turned(n: usize, new: bool) -> String {
    record("struct", (0..n).map(|i| format!("int m{};", if new { n - i } else { i + 1 })))
}

fn between(n: usize, new: bool) -> String {
    let more = |i: usize| if new { format!(" int x{i};") } else { String::new() };
    record("struct", (0..n).map(|i| format!("int m{i};{}", more(i))))
}

fn alternatives(n: usize, new: bool) -> String {
    record("union", (0..n).map(|i| format!("int {}{i};", if new { "x" } else { "m" })))
}

fn values(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    format!("enum big {{\n{}\n}};\nint f(enum big b) {{ return b; }}\n", all.join(",\n"))
}

fn inserted(n: usize, new: bool) -> String {
    values((0..n).flat_map(|i| {
        let more = (new && i == n / 2).then(|| "ENEW".to_owned());
        more.into_iter().chain([format!("E{i}")])
    }))
}

fn other_values(n: usize, new: bool) -> String {
    values((0..n).map(|i| format!("E{i} = {}", if new { 3 * i + 1 } else { i })))
}

fn other_names(n: usize, new: bool) -> String {
    values((0..n).map(|i| format!("{}{i}", if new { "F" } else { "E" })))
}

fn chain(n: usize, new: bool) -> String {
    let mut out = format!("struct s0 {{ {} a; }};\n", if new { "long" } else { "int" });
    for i in 1..=n {
        let _ = writeln!(out, "struct s{i} {{ struct s{} x; }};", i - 1);
    }
    let _ = writeln!(out, "int f(struct s{n} *s) {{ return s != 0; }}");
    out
}
