//! The inputs and pages that the tests look at: the demo, a module with changed CRCs and one that imports of it, a class,
//! hostile names, and a report of the size of a distribution's kernel.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::process::Command;

use abilens::model::report::Report;
use abilens::render::html;
use anyhow::{Context, Result, ensure};

use crate::shell;

/// Exports and root findings of the report that is as large as that of a distribution's kernel.
const MANY: (usize, usize) = (25_000, 10_000);

const EXPORT: &str = "#define EXPORT(x) asm(\".pushsection \\\"___ksymtab+\" #x \"\\\",\\\"a\\\"\\n__ksymtab_\" #x \
                      \":\\n .long 0\\n.popsection\");\n";

/// What makes an object a module.
const MARKER: &str = "char m[8] __attribute__((section(\".gnu.linkonce.this_module\")));\n";

/// What hostile names would have the page do: of a member, and of a symbol.
const HOSTILE: [&str; 2] = ["<img src=x onerror=window.hacked=1><b>&lt", "<img src=x onerror=window.hacked=3>"];

/// An identifier as long as a text, whose place that takes in what the compiler has made.
fn placeholder(letter: &str, text: &str) -> String {
    letter.repeat(text.len())
}

fn abilens(arguments: &[&str], folder: &Path, page: &Path) -> Result<()> {
    let mut command = Command::new(shell::target("debug").join("abilens"));
    let output =
        command.args(arguments).args(["--format", "html", "--output"]).arg(page).current_dir(folder).output()?;
    // The verdict is an exit code; 2 would be a failure to read.
    ensure!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// Three releases, of which the last is the first again, and one of which nothing can be read.
pub(super) fn history(folder: &Path) -> Result<()> {
    let sources = [
        ("1.0", "", "-g", "int flap(void) { return 1; }"),
        ("1.1", "int added; ", "-g", ""),
        ("1.2", "", "-g", "int flap(void) { return 1; }"),
        ("1.3", "", "-g0", "int flap(void) { return 1; }"),
    ];
    let mut inputs = Vec::new();
    for (release, member, flag, flap) in sources {
        let text = format!(
            "struct item {{ int id; {member}long size; }};\nstruct kept {{ int a; }};\n\
             int use(struct item *i, struct kept *k) {{ return i->id + k->a; }}\n{flap}\n"
        );
        std::fs::write(folder.join("history.c"), text)?;
        let library = format!("libitem-{release}.so");
        compile(folder, "gcc", &[flag, "-O1", "-shared", "-fPIC", "-o", &library, "history.c"])?;
        inputs.push(library);
    }
    let mut arguments = vec!["history", "--all", "--allow-incomplete"];
    arguments.extend(inputs.iter().map(String::as_str));
    abilens(&arguments, folder, &folder.join("history.html"))
}

/// The pair of `docs/demo`, as documents show it, under a gate, and who reaches one of its types.
pub(super) fn demo(folder: &Path) -> Result<()> {
    let demo = shell::root().join("docs/demo");
    abilens(&["diff", "libdemo-1.so", "libdemo-2.so"], &demo, &folder.join("demo.html"))?;
    let policy = folder.join("policy.toml");
    std::fs::write(&policy, "fail-on = \"breaking\"\n")?;
    let policy = policy.to_str().context("a path of UTF-8")?;
    abilens(&["gate", "libdemo-1.so", "libdemo-2.so", "--policy", policy], &demo, &folder.join("gate.html"))?;
    abilens(&["impact", "libdemo-1.so", "struct http_timeouts"], &demo, &folder.join("impact.html"))
}

/// A class that got a base, a virtual function in front of another, and a member.
pub(super) fn class(folder: &Path) -> Result<()> {
    for (side, bases, function, member) in
        [("1", "", "", ""), ("2", ", public named", "virtual int area();", "int round;")]
    {
        let text = format!(
            "struct named {{ int id; }};\nstruct drawn {{ virtual ~drawn(); virtual void draw(); }};\n\
             struct shape : public drawn{bases} {{ {function} virtual int edges(); int sides; {member} }};\n\
             drawn::~drawn() {{}}\nvoid drawn::draw() {{}}\nint shape::edges() {{ return sides; }}\n\
             int edges_of(shape *s) {{ return s->edges(); }}\n"
        );
        let body = if function.is_empty() { "" } else { "int shape::area() { return sides; }\n" };
        let name = format!("shape-{side}.cc");
        std::fs::write(folder.join(&name), text + body)?;
        compile(folder, "g++", &["-g", "-O1", "-shared", "-fPIC", "-o", &format!("libshape-{side}.so"), &name])?;
    }
    abilens(&["diff", "libshape-1.so", "libshape-2.so"], folder, &folder.join("class.html"))
}

/// Two libraries, of which one lost an export and one got one, and a third that stayed as it is.
pub(super) fn libraries(folder: &Path) -> Result<()> {
    for (side, lost, more) in
        [("old", "int lost(int a) { return a; }\n", ""), ("new", "", "int more(int a) { return a; }\n")]
    {
        let folder = folder.join("libraries").join(side);
        std::fs::create_dir_all(&folder)?;
        for (library, text) in [("one", lost), ("two", more), ("same", "")] {
            let (source, name) = (format!("{library}.c"), format!("lib{library}.so.1"));
            std::fs::write(folder.join(&source), format!("{text}int {library}(void) {{ return 1; }}\n"))?;
            let soname = format!("-Wl,-soname,{name}");
            compile(&folder, "gcc", &["-g", "-shared", "-fPIC", &soname, "-o", &name, &source])?;
            std::fs::remove_file(folder.join(&source))?;
        }
    }
    abilens(&["diff", "libraries/old", "libraries/new"], folder, &folder.join("libraries.html"))
}

fn compile(folder: &Path, program: &str, arguments: &[&str]) -> Result<()> {
    shell::run(Command::new(program).args(arguments).current_dir(folder))
}

/// A kernel module in which a struct grew, with the CRCs of both sides.
pub(super) fn module(folder: &Path) -> Result<()> {
    for (side, member, crc) in [("old", "", "0x00000001"), ("new", "wide added; ", "0x00000101")] {
        let folder = folder.join(side);
        std::fs::create_dir_all(&folder)?;
        // genksyms looks into types of headers alone, and the view of a unit knows no sizes of what typedefs name.
        let header = format!(
            "typedef int number; typedef long wide;\n\
             struct part {{ number a; {member}wide b; }};\nstruct whole {{ struct part *part; }};\n"
        );
        std::fs::write(folder.join("unit.h"), header)?;
        let text = format!(
            "{EXPORT}#include \"unit.h\"\nint take(struct whole *w) {{ return w->part->a; }} EXPORT(take)\n\
             int other(int a) {{ return a; }} EXPORT(other)\n"
        );
        std::fs::write(folder.join("unit.c"), text)?;
        std::fs::write(folder.join("marker.c"), MARKER)?;
        compile(&folder, "gcc", &["-g", "-O1", "-c", "unit.c", "marker.c"])?;
        compile(&folder, "ld", &["-r", "-o", "module.ko", "unit.o", "marker.o"])?;
        let symvers = format!("{crc}\ttake\tmodule\tEXPORT_SYMBOL\t\n0x00000002\tother\tmodule\tEXPORT_SYMBOL\t\n");
        std::fs::write(folder.join("Module.symvers"), symvers)?;
    }
    let user = format!(
        "#include \"old/unit.h\"\nint take(struct whole *w);\nint start(struct whole *w) {{ return take(w); }}\n\
         {MARKER}struct {{ unsigned long crc; char name[56]; }} versions[] \
         __attribute__((section(\"__versions\"))) = {{{{1, \"take\"}}}};\n\
         char info[] __attribute__((section(\".modinfo\"))) = \"license=GPL\";\n"
    );
    std::fs::write(folder.join("user.c"), user)?;
    compile(folder, "gcc", &["-g", "-O1", "-c", "-o", "user.ko", "user.c"])?;
    abilens(&["check", "user.ko", "old", "new"], folder, &folder.join("check.html"))?;
    abilens(&["explain", "old/module.ko", "new/module.ko"], folder, &folder.join("module.html"))
}

/// Names of a member, a file, a symbol and an input that are markup.
pub(super) fn hostile(folder: &Path) -> Result<()> {
    let [member, symbol] = [placeholder("m", HOSTILE[0]), placeholder("s", HOSTILE[1])];
    // A slash cannot stand in a file's name.
    let library = |side: &str| format!("{side}<script>window.hacked=4<_script>.so");
    for (side, added) in [("old", String::new()), ("new", format!("int {member}; "))] {
        let text = format!(
            "# 1 \"</script><img src=x onerror=window.hacked=2>.h\"\nstruct plain {{ int a; {added}int b; }};\n\
             int take(struct plain *p) {{ return p->b; }}\nint {symbol}(struct plain *p) {{ return p->a; }}\n"
        );
        std::fs::write(folder.join(format!("{side}.c")), text)?;
        let library = library(side);
        compile(folder, "gcc", &["-g", "-O1", "-shared", "-fPIC", "-o", &library, &format!("{side}.c")])?;
        let path = folder.join(&library);
        let mut bytes = std::fs::read(&path)?;
        for (name, markup) in [&member, &symbol].into_iter().zip(HOSTILE) {
            while let Some(at) = bytes.windows(name.len()).position(|window| window == name.as_bytes()) {
                bytes[at..at + name.len()].copy_from_slice(markup.as_bytes());
            }
        }
        std::fs::write(&path, bytes)?;
    }
    let (old, new) = (library("old"), library("new"));
    abilens(&["diff", &old, &new], folder, &folder.join("hostile.html"))?;
    abilens(&["gate", &old, &new], folder, &folder.join("hostile-gate.html"))?;
    abilens(&["impact", &new, "struct plain"], folder, &folder.join("hostile-impact.html"))?;
    abilens(&["history", "--all", &old, &new], folder, &folder.join("hostile-history.html"))
}

/// The demo's report, its findings and exports repeated under other names.
pub(super) fn many(folder: &Path) -> Result<()> {
    let mut command = Command::new(shell::target("debug").join("abilens"));
    let demo = shell::root().join("docs/demo");
    let output =
        command.args(["diff", "libdemo-1.so", "libdemo-2.so", "--format", "json"]).current_dir(demo).output()?;
    let mut report: Report = serde_json::from_slice(&output.stdout)?;
    let model =
        report.findings.iter().find(|f| f.root && !f.layout.is_empty()).context("a finding with a layout")?.clone();
    let symbol = report.symbols.first().context("a changed export")?.clone();
    let (exports, findings) = MANY;
    report.findings = (0..findings)
        .map(|i| {
            let mut finding = model.clone();
            finding.id = format!("v2-{i:016x}");
            finding.subject.name = format!("record_of_the_interface_{i}");
            finding.impact.symbols = exports / (i + 1);
            finding
        })
        .collect();
    // Export i reaches the findings whose number divides it, so that their numbers differ as much as in a kernel.
    report.reach_sets = (0..exports)
        .map(|i| {
            (0..20.min(findings))
                .filter(|k| i % (k + 1) == 0)
                .chain([i % findings])
                .map(|k| format!("v2-{k:016x}"))
                .collect()
        })
        .collect();
    report.symbols = (0..exports)
        .map(|i| {
            let mut symbol = symbol.clone();
            symbol.name = format!("exported_function_number_{i:05}");
            symbol.reaches = i;
            symbol
        })
        .collect();
    let page = folder.join("many.html");
    html::report(&report, &mut BufWriter::new(File::create(&page)?))?;
    Ok(())
}
