//! `corpus`: run cases, or scaffold one.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::{packages, shell};

#[path = "../../cli/tests/corpus/places.rs"]
pub(crate) mod places;

static CASE_TOML: &str = r#"summary = "A member was added in front of another."
verdict = "breaking"

[[finding]]
rule = "member-added-inside"
subject = "struct thing"
member = "added"
severity = "breaking"

[use]
expect = "breaks"
"#;

static OLD_H: &str = "struct thing {
    int first;
    int last;
};

int thing_last(const struct thing *thing);
";

static NEW_H: &str = "struct thing {
    int first;
    int added;
    int last;
};

int thing_last(const struct thing *thing);
";

static SOURCE: &str = "#include \"SIDE.h\"

int thing_last(const struct thing *thing)
{
    return thing->last;
}
";

static USE_C: &str = "#include \"old.h\"

int main(void)
{
    /* One after the other, so that a library that reads too far still reads ours. */
    struct thing things[2] = {{1, 2}, {3, 4}};
    return thing_last(&things[0]) != 2;
}
";

static OLD_CPP_H: &str = "struct thing {
    int last_of() const;

    int first;
    int last;
};
";

static NEW_CPP_H: &str = "struct thing {
    int last_of() const;

    int first;
    int added;
    int last;
};
";

static CPP_SOURCE: &str = "#include \"SIDE.h\"

int thing::last_of() const { return last; }
";

static USE_CPP: &str = "#include \"old.h\"

int main()
{
    // One after the other, so that a library that reads too far still reads ours.
    thing things[2] = {{1, 2}, {3, 4}};
    return things[0].last_of() != 2;
}
";

/// See the table of tasks.
pub(crate) fn corpus(arguments: &[String]) -> Result<()> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["new", place] => {
            let folder = scaffold(shell::root(), place)?;
            let name = folder.file_name().unwrap_or_default().display();
            println!("corpus/{place}: edit it, then cargo xtask corpus {name}");
            Ok(())
        }
        ["--accept"] => run("", Mode::Accept),
        ["--accept", filter] => run(filter, Mode::Accept),
        ["--matrix"] => run("", Mode::Matrix),
        ["--matrix", filter] => run(filter, Mode::Matrix),
        [] => run("", Mode::Check),
        [filter] => run(filter, Mode::Check),
        _ => bail!("expected [--accept | --matrix] [FILTER] or new SUBJECT/NAME"),
    }
}

/// What is done with the cases.
#[derive(Clone, Copy)]
enum Mode {
    /// Every case as it asks to be built.
    Check,
    /// What is said of the cases now is taken as right, see `cli/tests/corpus/sentences.rs`.
    Accept,
    /// The cases of C++ at other levels of optimization.
    Matrix,
}

/// Runs the cases whose place contains the filter.
fn run(filter: &str, mode: Mode) -> Result<()> {
    packages::ensure()?;
    let mut cargo = shell::cargo(["test", "--package", "abilens-cli", "--package", "xtask", "--test", "corpus"]);
    match mode {
        Mode::Check => {}
        Mode::Accept => drop(cargo.env("INSTA_UPDATE", "always").env("INSTA_OUTPUT", "none")),
        Mode::Matrix => drop(cargo.env("ABILENS_CORPUS_MATRIX", "1")),
    }
    shell::run(cargo.env("ABILENS_CORPUS", filter))
}

/// Writes an example into a folder that is not there yet: `SUBJECT/NAME`.
fn scaffold(root: &Path, place: &str) -> Result<PathBuf> {
    let folder = place_of(root, place)?;
    if place.starts_with("cpp/") {
        let [old, new] = ["old", "new"].map(|side| CPP_SOURCE.replace("SIDE", side));
        let sources = [("old.cc", old.as_str()), ("new.cc", &new), ("use.cc", USE_CPP)];
        let headers = [("case.toml", CASE_TOML), ("old.h", OLD_CPP_H), ("new.h", NEW_CPP_H)];
        write_files(&folder, headers.iter().chain(&sources).copied())?;
    } else {
        write(&folder, CASE_TOML, [OLD_H, NEW_H])?;
    }
    Ok(folder)
}

/// Writes the files of a case whose two sides differ in their headers; its sources are C++ as well.
pub(crate) fn write(folder: &Path, toml: &str, [old, new]: [&str; 2]) -> Result<()> {
    let extension = if folder.parent().is_some_and(|subject| subject.ends_with("cpp")) { "cc" } else { "c" };
    let [old_name, new_name, use_name] = ["old", "new", "use"].map(|stem| format!("{stem}.{extension}"));
    let [old_source, new_source] = ["old", "new"].map(|side| SOURCE.replace("SIDE", side));
    let files = [
        ("case.toml", toml),
        ("old.h", old),
        ("new.h", new),
        (&old_name, &old_source),
        (&new_name, &new_source),
        (&use_name, USE_C),
    ];
    write_files(folder, files)
}

fn write_files<'a>(folder: &Path, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    for (file, text) in files {
        std::fs::write(folder.join(file), text)?;
    }
    Ok(())
}

/// The folder of a new case. Its subject must be one that there is, and no case may have its name.
pub(crate) fn place_of(root: &Path, place: &str) -> Result<PathBuf> {
    let known = |subject: &str| places::SUBJECTS.iter().any(|(name, _)| *name == subject);
    let (_, name) = place.split_once('/').filter(|(subject, _)| known(subject)).with_context(|| {
        let list = places::SUBJECTS.iter().map(|(name, about)| format!("\n  {name:<8} {about}"));
        format!("{place}: a case is named SUBJECT/NAME, and the subjects are{}", list.collect::<String>())
    })?;
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    ensure!(plain && !name.is_empty(), "{name}: a case is named in small letters, digits and hyphens");
    let corpus = root.join("corpus");
    if let Some(there) = places::Places::find(&corpus)?.cases.get(name) {
        bail!("{} is there already", there.strip_prefix(root).unwrap_or(there).display());
    }
    let folder = corpus.join(place);
    ensure!(!folder.exists(), "corpus/{place} is there already");
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_needs_a_subject_and_a_name_of_its_own() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("corpus")).unwrap();
        let scaffold = |place| scaffold(root.path(), place).map_err(|error| error.to_string());
        let folder = scaffold("c/one-two").unwrap();
        assert_eq!(folder, root.path().join("corpus/c/one-two"));
        assert!(folder.join("case.toml").is_file() && folder.join("use.c").is_file());
        let folder = scaffold("cpp/classes").unwrap();
        assert!(folder.join("case.toml").is_file() && folder.join("use.cc").is_file());
        for place in ["three", "cpq/three", "/three"] {
            let error = scaffold(place).unwrap_err();
            assert!(error.contains("SUBJECT/NAME") && error.contains("\n  kernel "), "{error}");
        }
        for place in ["c/", "c/Three", "c/elf/three", "c/../three"] {
            assert!(scaffold(place).unwrap_err().contains("small letters"), "{place}");
        }
        for place in ["c/one-two", "elf/one-two"] {
            assert_eq!(scaffold(place).unwrap_err(), "corpus/c/one-two is there already");
        }
        let found = places::Places::find(&root.path().join("corpus")).unwrap();
        assert_eq!(found.cases.into_keys().collect::<Vec<_>>(), ["classes", "one-two"]);
        assert!(found.complaints.is_empty());
    }

    #[test]
    fn the_page_lists_the_subjects() {
        let page = std::fs::read_to_string(shell::root().join("docs/corpus.md")).unwrap();
        for (name, about) in places::SUBJECTS {
            let row = format!("| `corpus/{name}/` | {about} |");
            assert!(page.lines().any(|line| line == row), "docs/corpus.md lacks\n{row}");
        }
        assert_eq!(page.matches("| `corpus/").count(), places::SUBJECTS.len());
    }

    #[test]
    fn whatever_lies_elsewhere_is_complained_of() {
        let root = tempfile::tempdir().unwrap();
        for (file, complaint) in [
            ("flat/case.toml", "corpus/flat is a case without a subject: move it into corpus/bpf/, corpus/c/, "),
            ("cpq/one/case.toml", "corpus/cpq is no subject: there are corpus/bpf/, "),
            ("stray.txt", "corpus/stray.txt is no subject: "),
            ("c/half/old.c", "corpus/c/half is no case: it has no case.toml"),
            ("elf/stray.c", "corpus/elf/stray.c is no case: "),
            ("shared/stray.c", "corpus/shared/stray.c is no header"),
        ] {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, "").unwrap();
            let complaints = places::Places::find(root.path()).unwrap().complaints;
            assert!(complaints.len() == 1 && complaints[0].starts_with(complaint), "{complaints:?}");
            std::fs::remove_dir_all(root.path().join(file.split('/').next().unwrap()))
                .or_else(|_| std::fs::remove_file(&path))
                .unwrap();
        }
        for file in ["c/one/case.toml", "elf/one/case.toml", "kernel/driver/Kbuild", "shared/one.h"] {
            std::fs::create_dir_all(root.path().join(file).parent().unwrap()).unwrap();
            std::fs::write(root.path().join(file), "").unwrap();
        }
        let found = places::Places::find(root.path()).unwrap();
        assert_eq!(
            found.complaints,
            ["corpus/c/one and corpus/elf/one bear one name: a case is found by it, so rename one"]
        );
        assert_eq!(found.cases["one"], root.path().join("c/one"));
    }
}
