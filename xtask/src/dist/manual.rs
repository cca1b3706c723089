//! Man pages and completions of shells, made of the command line as clap knows it.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

/// Shells with completions, and where each looks for the file of a program, from the folder of data.
pub(crate) const SHELLS: [(Shell, &str); 3] = [
    (Shell::Bash, "bash-completion/completions/abilens"),
    (Shell::Zsh, "zsh/site-functions/_abilens"),
    (Shell::Fish, "fish/vendor_completions.d/abilens.fish"),
];

/// The command line with all that clap adds when it runs.
fn command() -> Command {
    let mut command = abilens_cli::command().disable_help_subcommand(true);
    command.build();
    command
}

/// Writes a page for the program and one for each of its commands: `abilens.1`, `abilens-diff.1`.
pub(crate) fn pages(folder: &Path, day: &str) -> Result<()> {
    let command = command();
    for one in [&command].into_iter().chain(command.get_subcommands()) {
        let path = folder.join(format!("{}.1", name(one)));
        std::fs::write(&path, page(one, &command, day)?).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// Writes the completions below a folder of data.
pub(crate) fn completions(folder: &Path) -> Result<()> {
    for (shell, place) in SHELLS {
        let path = folder.join(place);
        std::fs::create_dir_all(path.parent().context("a place has a folder")?)?;
        let mut file = File::create(&path).with_context(|| path.display().to_string())?;
        clap_complete::generate(shell, &mut command(), "abilens", &mut file);
    }
    Ok(())
}

/// What man calls a command: `abilens-diff`.
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// One page. What stands below the help of a command is a table there, so its lines stay as they are.
fn page(one: &Command, whole: &Command, day: &str) -> io::Result<Vec<u8>> {
    let version = one.get_version().unwrap_or_default();
    let man = Man::new(one.clone()).date(day).source(format!("abilens {version}")).manual("abilens");
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    if one.has_subcommands() {
        man.render_subcommands_section(&mut out)?;
    }
    let mut roff = Roff::new();
    if let Some(notes) = one.get_after_long_help().or_else(|| one.get_after_help()) {
        roff.control("SH", ["NOTES"]);
        roff.control("nf", []);
        for line in notes.to_string().lines() {
            roff.text([roman(line)]);
        }
        roff.control("fi", []);
    }
    roff.control("SH", ["SEE ALSO"]);
    let others = [whole].into_iter().chain(whole.get_subcommands()).filter(|other| name(other) != name(one));
    let others: Vec<String> = others.map(|other| format!("{}(1)", name(other))).collect();
    roff.text([roman(others.join(", "))]);
    out.write_all(roff.to_roff().as_bytes())?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Long options of a command that its help shows.
    fn flags(command: &Command) -> impl Iterator<Item = String> {
        let shown = command.get_arguments().filter(|argument| !argument.is_hide_set());
        shown.filter_map(|argument| argument.get_long()).map(|long| format!("--{long}"))
    }

    #[test]
    fn a_page_of_each_command_names_all_its_options() {
        let folder = tempfile::tempdir().unwrap();
        pages(folder.path(), "2026-01-02").unwrap();
        let command = command();
        let overview = std::fs::read_to_string(folder.path().join("abilens.1")).unwrap().replace("\\-", "-");
        assert!(overview.contains("2026-01-02"), "{overview}");
        let mut count = 1;
        for one in command.get_subcommands() {
            let name = format!("abilens-{}", one.get_name());
            let page = std::fs::read_to_string(folder.path().join(format!("{name}.1"))).unwrap();
            let page = page.replace("\\-", "-");
            for flag in flags(one) {
                assert!(page.contains(&format!("\\fB{flag}\\fR")), "{name}: {flag}");
            }
            for positional in one.get_positionals() {
                let name_of_value = positional.get_value_names().unwrap()[0].as_str();
                assert!(page.contains(&format!("\\fI{name_of_value}")), "{name}: {name_of_value}");
            }
            assert!(page.contains("--help") && page.contains("--threads"), "{name}: what all commands have");
            assert!(overview.contains(&format!("{name}(1)")), "{name}");
            count += 1;
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), count);
    }

    #[test]
    fn what_is_laid_out_in_lines_stays_so() {
        let command = command();
        let explain = command.find_subcommand("explain").unwrap();
        let page = String::from_utf8(page(explain, &command, "").unwrap()).unwrap();
        let notes = page.split_once(".SH NOTES\n.nf\n").unwrap().1.split_once("\n.fi\n").unwrap().0;
        assert_eq!(notes.lines().count(), explain.get_after_help().unwrap().to_string().lines().count());
    }

    #[test]
    fn completions_name_all_commands_and_options() {
        let folder = tempfile::tempdir().unwrap();
        completions(folder.path()).unwrap();
        let command = command();
        for (shell, place) in SHELLS {
            let text = std::fs::read_to_string(folder.path().join(place)).unwrap();
            for one in command.get_subcommands() {
                assert!(text.contains(one.get_name()), "{shell}: {}", one.get_name());
                for flag in flags(one) {
                    // fish has them without their dashes.
                    let spelt = if shell == Shell::Fish { format!("-l {} ", &flag[2..]) } else { flag };
                    assert!(text.contains(spelt.trim_end()), "{shell}: {} {spelt}", one.get_name());
                }
            }
        }
    }
}
