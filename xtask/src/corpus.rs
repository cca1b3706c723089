//! `corpus`: run cases, or scaffold one.

use anyhow::{Result, bail, ensure};

use crate::{packages, shell};

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

/// See the table of tasks.
pub(crate) fn corpus(arguments: &[String]) -> Result<()> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["new", name] => scaffold(name),
        [] => run(""),
        [filter] => run(filter),
        _ => bail!("expected [FILTER] or new NAME"),
    }
}

fn run(filter: &str) -> Result<()> {
    packages::ensure()?;
    let mut cargo = shell::cargo(["test", "--package", "abilens-cli", "--test", "corpus"]);
    shell::run(cargo.env("ABILENS_CORPUS", filter))
}

fn scaffold(name: &str) -> Result<()> {
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    ensure!(plain && !name.is_empty(), "a case is named in small letters, digits and hyphens");
    let folder = shell::root().join("corpus").join(name);
    ensure!(!folder.exists(), "{} is there already", folder.display());
    std::fs::create_dir_all(&folder)?;
    let files = [
        ("case.toml", CASE_TOML.to_owned()),
        ("old.h", OLD_H.to_owned()),
        ("new.h", NEW_H.to_owned()),
        ("old.c", SOURCE.replace("SIDE", "old")),
        ("new.c", SOURCE.replace("SIDE", "new")),
        ("use.c", USE_C.to_owned()),
    ];
    for (file, text) in files {
        std::fs::write(folder.join(file), text)?;
    }
    println!("corpus/{name}: edit it, then cargo xtask corpus {name}");
    Ok(())
}
