//! `--headers`: what the public headers of each side show, by a front end that runs on them.
//!
//! One unit includes all public headers, in the order of their names. A header that does not parse is taken out, with what the
//! front end says of it, and the unit is tried again.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use abilens::graph::Graph;
use abilens::graph::shown::Shown;
use abilens::ground::diagnostic::Diagnostic;
use abilens::ground::files::{Disk, Tree as _, plain};
use abilens::ground::headers::directives;
use abilens::read::shown::{self, HEADERS, Preprocessed};
use abilens::render::gate::text::quote;
use abilens::{Loaded, Named};
use anyhow::{Context, Result, bail};

use super::Devel;
use super::compile_commands::Flags;
use super::front_end::{FrontEnd, INSTALL, run};
use super::installed::{self, Laid, Place, is_called_header};
use crate::args::Sources;

/// The most that the preprocessor may print.
const MOST_TEXT: u64 = 256 << 20;
/// The most that clang may print: its tree takes some hundred bytes for each byte of text.
const MOST_TREE: u64 = 32 << 30;
/// So far a file without an ending is read to see whether it is a header.
const MOST_HEAD: usize = 1 << 16;
/// How often headers are taken out that do not parse.
const ROUNDS: usize = 64;

/// The headers of both sides, opened before what takes long.
pub(crate) struct Asked<'a> {
    args: &'a Sources,
    front_end: FrontEnd,
    old: Files,
    new: Files,
    /// What compile_commands.json says of each side.
    flags: [Flags; 2],
}

/// The headers of one side.
struct Files {
    laid: Laid,
    /// Holds those of packages.
    folder: tempfile::TempDir,
}

impl<'a> Asked<'a> {
    /// `None` where nobody asked.
    ///
    /// # Errors
    /// There is no front end, or it is not known where the headers of a side are.
    pub(crate) fn of(
        args: &'a Sources,
        devel: Devel<'_>,
        old: Option<&mut Named>,
        new: &mut Named,
    ) -> Result<Option<Self>> {
        if !args.headers {
            return Ok(None);
        }
        let front_end = FrontEnd::found(args.clang.as_deref())?;
        if let (Some(target), FrontEnd::Preprocessor(_)) = (&args.target, &front_end) {
            bail!("--target {target}: clang compiles for other machines, and is not installed ({INSTALL})");
        }
        let flags = |own: &Option<PathBuf>| match own.as_ref().or(args.compile_commands.as_ref()) {
            Some(path) => Flags::read(path, args.compile_source.as_deref()),
            None if args.compile_source.is_some() => bail!("--compile-source wants --compile-commands FILE"),
            None => Ok(Flags::default()),
        };
        let flags = [flags(&args.old_compile_commands)?, flags(&args.new_compile_commands)?];
        let old = files("OLD", "--old-devel", devel.old, devel.both, old)?;
        let new = files("NEW", "--new-devel", devel.new, devel.both, Some(new))?;
        Ok(Some(Self { args, front_end, old, new, flags }))
    }

    /// Parses the headers, and gives each side what they show.
    pub(crate) fn give(self, old: &mut Loaded, new: &mut Loaded) -> Result<()> {
        let told = self.args.standard.as_ref();
        let [of_old, of_new] = [&self.flags[0], &self.flags[1]].map(|flags| told.or(flags.standard.as_ref()));
        let usual = match of_old.or(of_new) {
            Some(standard) => standard.clone(),
            None => {
                let is_cpp = [&old.graph, &new.graph].into_iter().any(exports_cpp)
                    || [&self.old, &self.new]
                        .into_iter()
                        .any(|files| files.laid.headers.iter().any(|(path, _)| is_of_cpp(path)));
                if is_cpp { "gnu++17".to_owned() } else { "gnu17".to_owned() }
            }
        };
        let standards = [of_old, of_new].map(|own| own.unwrap_or(&usual));
        if standards[0].contains("++") != standards[1].contains("++") {
            bail!(
                "--headers: OLD would be parsed as {}, NEW as {}: say which by --standard",
                standards[0],
                standards[1]
            );
        }
        let side = |number: usize, include: &[PathBuf], define: &[String], loaded: &Loaded| {
            let (files, flags) = if number == 0 { (&self.old, &self.flags[0]) } else { (&self.new, &self.flags[1]) };
            let include = include.iter().chain(&self.args.include).chain(&flags.include).cloned().collect();
            let defined = define.iter().chain(&self.args.define).map(|define| format!("-D{define}"));
            Side {
                front_end: &self.front_end,
                files,
                include,
                // What the user says comes last, which holds.
                macros: flags.macros.iter().cloned().chain(defined).collect(),
                standard: standards[number],
                target: self.args.target.as_deref(),
                name: loaded.path.clone(),
            }
            .shown()
        };
        let (shown_old, shown_new) = rayon::join(
            || side(0, &self.args.old_include, &self.args.old_define, old),
            || side(1, &self.args.new_include, &self.args.new_define, new),
        );
        if matches!(self.front_end, FrontEnd::Clang(_)) {
            new.diagnostics.push(shown::limits(&new.path));
        }
        for (loaded, shown) in [(old, shown_old?), (new, shown_new?)] {
            let (shown, diagnostics) = shown;
            loaded.sources = Some(Arc::new(shown));
            loaded.diagnostics.extend(diagnostics);
        }
        Ok(())
    }
}

/// The options as typed, for a command that is to find the same, each after a space.
pub(crate) fn repeated(args: &Sources) -> String {
    if !args.headers {
        return String::new();
    }
    let mut out = " --headers".to_owned();
    let mut add = |option: &str, value: &str| out.push_str(&format!(" --{option} {}", quote(value)));
    let folders = [("include", &args.include), ("old-include", &args.old_include), ("new-include", &args.new_include)];
    for (option, folders) in folders {
        folders.iter().for_each(|folder| add(option, &folder.to_string_lossy()));
    }
    for (option, names) in
        [("define", &args.define), ("old-define", &args.old_define), ("new-define", &args.new_define)]
    {
        names.iter().for_each(|name| add(option, name));
    }
    args.standard.iter().for_each(|standard| add("standard", standard));
    let files = [
        ("compile-commands", &args.compile_commands),
        ("old-compile-commands", &args.old_compile_commands),
        ("new-compile-commands", &args.new_compile_commands),
        ("compile-source", &args.compile_source),
    ];
    for (option, file) in files {
        file.iter().for_each(|file| add(option, &file.to_string_lossy()));
    }
    args.target.iter().for_each(|target| add("target", target));
    args.clang.iter().for_each(|clang| add("clang", &clang.to_string_lossy()));
    out
}

/// The headers of a side, as files of this machine.
fn files(side: &str, option: &str, own: &[PathBuf], both: &[PathBuf], input: Option<&mut Named>) -> Result<Files> {
    let folder = tempfile::tempdir()?;
    let mut places = installed::open(own)?;
    if let Some(input) = input.filter(|_| own.is_empty()) {
        places.extend(Place::of_set(input)?.filter(|place| !place.installed().is_empty()));
    }
    if places.is_empty() {
        bail!("--headers: it is not known where the public headers of {side} are ({option} DIR)");
    }
    places.extend(installed::open(both)?);
    let mut laid = Laid::default();
    for (number, place) in places.iter().enumerate() {
        let of_place = place.laid(&folder.path().join(number.to_string()))?;
        laid.folders.extend(of_place.folders);
        laid.headers.extend(of_place.headers);
    }
    Ok(Files { laid, folder })
}

fn exports_cpp(graph: &Graph) -> bool {
    graph.exports.iter().any(|export| graph.str(export.name).starts_with("_Z"))
}

/// Whether a header is called as only those of C++ are.
fn is_of_cpp(path: &Path) -> bool {
    matches!(path.extension().and_then(|e| e.to_str()), Some("hh" | "hpp" | "hxx" | "h++" | "H"))
}

/// Whether consumers include a file by itself: it is called a header, or it has no ending and reads like one.
fn is_root(path: &Path) -> bool {
    match path.extension().and_then(|e| e.to_str()) {
        // Parts of others.
        Some("ipp" | "tcc" | "inl") => false,
        Some(_) => path.to_str().is_some_and(is_called_header),
        None => Disk.head(path, MOST_HEAD).is_ok_and(|text| {
            let text = String::from_utf8_lossy(&text);
            text.lines().any(|line| {
                line.starts_with("#include") || line.starts_with("#pragma once") || line.starts_with("#ifndef")
            })
        }),
    }
}

/// A side to parse.
struct Side<'a> {
    front_end: &'a FrontEnd,
    files: &'a Files,
    include: Vec<PathBuf>,
    /// `-DNAME`, `-UNAME`
    macros: Vec<String>,
    standard: &'a str,
    target: Option<&'a str>,
    name: String,
}

/// A header of the unit; its line is its place in the list.
struct Root<'a> {
    path: &'a Path,
    name: &'a str,
    /// What the front end says of it, once it was taken out.
    refused: Option<String>,
}

impl Side<'_> {
    fn shown(&self) -> Result<(Shown, Vec<Diagnostic>)> {
        let mut headers: Vec<&(PathBuf, String)> =
            self.files.laid.headers.iter().filter(|(path, _)| is_root(path)).collect();
        headers.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
        let mut roots: Vec<Root<'_>> =
            headers.into_iter().map(|(path, name)| Root { path, name, refused: unnameable(path) }).collect();
        let paths: BTreeMap<PathBuf, &str> =
            self.files.laid.headers.iter().map(|(path, name)| (plain(path), name.as_str())).collect();
        let unit = self.files.folder.path().join(if self.is_cpp() { "unit.cc" } else { "unit.c" });
        for _ in 0..ROUNDS {
            let mut made = self.preprocessed(&unit, &mut roots, &paths)?;
            let FrontEnd::Clang(clang) = self.front_end else {
                let lost = shown::only_macros(&self.name, INSTALL);
                let diagnostics =
                    refused(&roots, &made).into_iter().chain(unread(&roots, &made)).chain([lost]).collect();
                return Ok((made.shown, diagnostics));
            };
            if self.parsed(clang, &mut made, &mut roots, &paths)? {
                let diagnostics: Vec<Diagnostic> =
                    refused(&roots, &made).into_iter().chain(unread(&roots, &made)).collect();
                made.shown.unread = diagnostics.iter().map(|unread| unread.object.clone()).collect();
                return Ok((made.shown, diagnostics));
            }
        }
        bail!("{}: more of its public headers do not parse than are told apart", self.name);
    }

    fn target(&self) -> Option<OsString> {
        self.target.map(|target| format!("--target={target}").into())
    }

    fn is_cpp(&self) -> bool {
        self.standard.contains("++")
    }

    /// The unit of those headers that were not taken out, through the preprocessor; takes out what that refuses.
    fn preprocessed(
        &self,
        unit: &Path,
        roots: &mut [Root<'_>],
        paths: &BTreeMap<PathBuf, &str>,
    ) -> Result<Preprocessed> {
        let name = unit.to_str().context("the folder for temporary files has a name in UTF-8")?;
        for _ in 0..ROUNDS {
            let line = |root: &Root<'_>| match root.refused {
                None => format!("#include \"{}\"\n", root.path.display()),
                Some(_) => "\n".to_owned(),
            };
            std::fs::write(unit, roots.iter().map(line).collect::<String>())?;
            let mut arguments: Vec<OsString> = ["-E", "-dD", "-w", "-x"].map(Into::into).into();
            arguments.push(if self.is_cpp() { "c++" } else { "c" }.into());
            arguments.push(format!("-std={}", self.standard).into());
            for folder in self.files.laid.folders.iter().chain(&self.include) {
                // A word that begins with `@` would be read as a file with further options.
                arguments.extend(["-I".into(), Path::new(".").join(folder).into_os_string()]);
            }
            arguments.extend(self.macros.iter().map(OsString::from));
            arguments.extend(self.target());
            arguments.push(unit.as_os_str().to_owned());
            let ran = run(self.front_end.program(), &arguments, MOST_TEXT, |out| {
                let mut bytes = Vec::new();
                out.read_to_end(&mut bytes).map(|_| bytes)
            })?;
            let text = shown::text(&ran.taken?);
            if ran.status.success() {
                let public = |path: &str| paths.get(&plain(Path::new(path))).map(|name| (*name).to_owned());
                let mut made = shown::preprocessed(&text, name, &public);
                made.shown.sources = made.shown.files.iter().map(|name| self.source(name)).collect();
                shown::mark_guards(&mut made.shown);
                return Ok(made);
            }
            let mut took = false;
            for (line, place, message) in complaints_of(&ran.complaints, name) {
                took |= refuse(roots, line, &said(paths, &place, &message));
            }
            if !took {
                let first = ran.complaints.lines().next().unwrap_or_default();
                bail!("{}: {} fails on its public headers: {first}", self.name, self.front_end.program().display());
            }
        }
        bail!("{}: more of its public headers cannot be preprocessed than are told apart", self.name);
    }

    /// The source of a header, by how consumers include it; empty where two are included so, or it says itself what its lines
    /// are called.
    fn source(&self, name: &str) -> String {
        let mut paths = self.files.laid.headers.iter().filter(|(_, other)| other == name).map(|(path, _)| path);
        let (Some(path), None) = (paths.next(), paths.next()) else { return String::new() };
        let source = std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let renames =
            |directive: &String| directive.starts_with("line") || directive.starts_with(|c: char| c.is_ascii_digit());
        if directives(&source).iter().any(renames) { String::new() } else { source }
    }

    /// Lets clang parse what was preprocessed; whether it took all of it. What it refuses is taken out.
    fn parsed(
        &self,
        clang: &Path,
        made: &mut Preprocessed,
        roots: &mut [Root<'_>],
        paths: &BTreeMap<PathBuf, &str>,
    ) -> Result<bool> {
        let source = self.files.folder.path().join("parsed.i");
        std::fs::write(&source, made.shown.text())?;
        let mut arguments: Vec<OsString> =
            ["-fsyntax-only", "-w", "-ferror-limit=0", "-Xclang", "-ast-dump=json", "-x"].map(Into::into).into();
        arguments.push(if self.is_cpp() { "c++-cpp-output" } else { "cpp-output" }.into());
        arguments.push(format!("-std={}", self.standard).into());
        arguments.extend(self.target());
        arguments.push(source.as_os_str().to_owned());
        let shown = &made.shown;
        let ran = run(clang, &arguments, MOST_TREE, |out| shown::declarations(shown, out, self.is_cpp()))?;
        if ran.status.success() {
            made.shown.declared = Some(ran.taken.with_context(|| self.name.clone())?);
            return Ok(true);
        }
        let mut took = false;
        for complaint in ran.complaints.lines() {
            let Some((line, message)) =
                [HEADERS, &source.to_string_lossy()].iter().find_map(|file| complaint_at(complaint, file))
            else {
                continue;
            };
            if let Some((root, path, line)) = made.origin(line) {
                took |= refuse(roots, root as usize, &said(paths, &format!("{path}:{line}"), &message));
            }
        }
        if !took {
            let first = ran.complaints.lines().next().unwrap_or_default();
            bail!("{}: {} fails on its public headers: {first}", self.name, clang.display());
        }
        Ok(false)
    }
}

/// What keeps a header from being named in the unit.
fn unnameable(path: &Path) -> Option<String> {
    let is_plain = path.to_str().is_some_and(|path| !path.contains(['"', '\n', '\r', '\\']));
    (!is_plain).then(|| "its path cannot stand in an #include".to_owned())
}

/// Takes a header out, by its line in the unit; whether it was still in.
fn refuse(roots: &mut [Root<'_>], line: usize, message: &str) -> bool {
    let Some(root) = line.checked_sub(1).and_then(|at| roots.get_mut(at)) else { return false };
    if root.refused.is_some() {
        return false;
    }
    root.refused = Some(message.to_owned());
    true
}

/// Headers that were taken out and that no other brought in.
fn refused(roots: &[Root<'_>], made: &Preprocessed) -> Vec<Diagnostic> {
    let lost = roots.iter().filter(|root| !made.entered.contains(root.name));
    lost.filter_map(|root| Some(shown::not_parsed(root.name, root.refused.as_deref()?))).collect()
}

/// Headers that were not taken out, and of which nothing came up: another has their guard, and says something else.
fn unread(roots: &[Root<'_>], made: &Preprocessed) -> Vec<Diagnostic> {
    let roots = roots.iter().filter(|root| root.refused.is_none());
    let sources = roots.map(|root| (root, std::fs::read(root.path).unwrap_or_default()));
    let (read, unread): (Vec<_>, Vec<_>) = sources.partition(|(root, source)| {
        let guard = shown::guard(&String::from_utf8_lossy(source));
        let defines = |guard: String| made.defined.get(&guard).is_some_and(|headers| headers.contains(root.name));
        made.entered.contains(root.name) && guard.is_none_or(defines)
    });
    let known: BTreeSet<&[u8]> = read.iter().map(|(_, source)| source.as_slice()).collect();
    let others = unread.iter().filter(|(_, source)| !known.contains(source.as_slice()));
    others.map(|(root, _)| shown::not_read(root.name)).collect()
}

/// `FILE:LINE:COLUMN: error: MESSAGE` of a file: the line, and the message.
fn complaint_at(complaint: &str, file: &str) -> Option<(usize, String)> {
    let rest = complaint.strip_prefix(file)?.strip_prefix(':')?;
    let (line, rest) = rest.split_once(':')?;
    let (_, message) = rest.split_once("error: ")?;
    Some((line.parse().ok()?, message.to_owned()))
}

/// Errors of a preprocessor, each with the line of the unit that it came by, and where it is: `FILE:LINE:COLUMN`.
fn complaints_of(complaints: &str, unit: &str) -> Vec<(usize, String, String)> {
    let line_of = |text: &str| -> Option<usize> {
        let rest = text.strip_prefix(unit)?.strip_prefix(':')?;
        rest.split([':', ',']).next()?.parse().ok()
    };
    let mut by = None;
    let mut out = Vec::new();
    for complaint in complaints.lines() {
        // The outermost of these lines names the unit.
        let from =
            complaint.strip_prefix("In file included from ").or_else(|| complaint.trim_start().strip_prefix("from "));
        if let Some(at) = from {
            by = line_of(at).or(by);
        } else if let Some((place, message)) = complaint.split_once("error: ") {
            if let Some(line) = line_of(place).or(by) {
                let place = place.trim_end().trim_end_matches("fatal").trim_end().trim_end_matches(':');
                out.push((line, place.to_owned(), message.to_owned()));
            }
            by = None;
        }
    }
    out
}

/// A complaint with the place as consumers name it; what stands in the unit itself is told by the header's name.
fn said(paths: &BTreeMap<PathBuf, &str>, place: &str, message: &str) -> String {
    let (path, lines) = place.split_at(place.find(':').unwrap_or(place.len()));
    match paths.get(&plain(Path::new(path))) {
        Some(name) => format!("{name}{lines}: {message}"),
        None if Path::new(path).file_stem().is_some_and(|stem| stem == "unit") => message.to_owned(),
        None => format!("{place}: {message}"),
    }
}
