//! `bench`: time and peak anonymous memory of the binary of the profile `dist` on the pair of kernels in the cache,
//! as ratios to the yardstick measured in the same run.
//!
//! Every run is a process of its own with a warm page cache, and the contestants take turns, so that
//! whatever else the machine does hits all of them. Minimum and median of the runs are printed.

mod growth;
mod measure;
pub(crate) mod yardstick;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use self::measure::{Measured, Runs};
use self::yardstick::Decoded;
use crate::kernels::cached_pair;
use crate::{shell, table};

/// Parts of the input at which cost is shown to be linear.
static FRACTIONS: [(usize, usize); 4] = [(1, 8), (1, 4), (1, 2), (1, 1)];

/// See the table of tasks.
pub(crate) fn bench(arguments: &[String]) -> Result<()> {
    let (what, runs) = match arguments {
        [what] => (what, 3),
        [what, runs] => (what, runs.parse().context("RUNS is a number")?),
        _ => bail!("expected kernels | modules | growth [RUNS]"),
    };
    let build = ["build", "--profile", "dist", "--package", "abilens-cli", "--package", "xtask"];
    shell::run(&mut shell::cargo(build))?;
    let scratch = shell::cache().join("bench");
    std::fs::create_dir_all(&scratch)?;
    let bench = Bench { runs, scratch };
    match what.as_str() {
        "kernels" => bench.kernels(),
        "modules" => bench.modules(),
        "growth" => growth::growth(bench.runs, &bench.scratch),
        _ => bail!("expected kernels | modules | growth [RUNS]"),
    }
}

struct Bench {
    runs: usize,
    /// Folder for snapshots and reports.
    scratch: PathBuf,
}

impl Bench {
    /// Two vmlinux, and the same with a part of their units.
    fn kernels(&self) -> Result<()> {
        let (old, new) = cached_pair()?;
        println!("vmlinux {} -> {}, {} runs\n", old.release, new.release, self.runs);
        let pair = [old.vmlinux(), new.vmlinux()];
        self.whole(&pair)?;

        let mut rows = Vec::new();
        for fraction in FRACTIONS {
            let mut yardstick = Runs::default();
            let mut diff = Runs::default();
            let mut decoded = Decoded::default();
            for _ in 0..self.runs {
                decoded = self.yardstick(&pair, fraction, false)?;
                yardstick.push(&decoded.as_measured());
                let mut command = self.diff(&pair);
                command.arg("--unit-fraction").arg(format!("{}/{}", fraction.0, fraction.1));
                diff.push(&measure::run(&mut command, &self.scratch.join("report.json"))?);
            }
            rows.push(linear_row(fraction, &decoded, &yardstick, &diff));
        }
        println!("\ndiff with the first units of both files\n");
        print!("{}", table::spell(&LINEAR_HEADER, &rows));
        Ok(())
    }

    /// vmlinux and all modules, and the same with a part of the modules.
    fn modules(&self) -> Result<()> {
        let (old, new) = cached_pair()?;
        println!("vmlinux and modules {} -> {}, {} runs\n", old.release, new.release, self.runs);
        let mut rows = Vec::new();
        for fraction in FRACTIONS {
            let pair = [
                self.part_of_modules(&old.modules(), "old", fraction)?,
                self.part_of_modules(&new.modules(), "new", fraction)?,
            ];
            if fraction == (1, 1) {
                self.whole(&pair)?;
            }
            let mut yardstick = Runs::default();
            let mut diff = Runs::default();
            let mut decoded = Decoded::default();
            for _ in 0..self.runs {
                decoded = self.yardstick(&pair, (1, 1), false)?;
                yardstick.push(&decoded.as_measured());
                let report = self.scratch.join("report.json");
                diff.push(&measure::run(&mut self.diff(&pair), &report)?);
            }
            rows.push(linear_row(fraction, &decoded, &yardstick, &diff));
        }
        println!("\ndiff with vmlinux and the first modules of both folders\n");
        print!("{}", table::spell(&LINEAR_HEADER, &rows));
        Ok(())
    }

    /// All contestants on one pair of inputs.
    fn whole(&self, pair: &[PathBuf; 2]) -> Result<()> {
        let snapshots = ["old.snapshot", "new.snapshot"].map(|name| self.scratch.join(name));
        let report = self.scratch.join("report.json");
        let of_snapshots = self.scratch.join("report-of-snapshots.json");
        let nothing = self.scratch.join("dump.txt");
        let [mut every, mut jumping, mut dump, mut diff, mut diff_snapshots] = <[Runs; 5]>::default();
        let mut decoded = Decoded::default();
        for _ in 0..self.runs {
            decoded = self.yardstick(pair, (1, 1), false)?;
            every.push(&decoded.as_measured());
            jumping.push(&self.yardstick(pair, (1, 1), true)?.as_measured());
            for (side, (input, snapshot)) in pair.iter().zip(&snapshots).enumerate() {
                let mut command = Command::new(shell::target("dist").join("abilens"));
                command.arg("dump").arg(input).arg("-o").arg(snapshot);
                let measured = measure::run(&mut command, &nothing)?;
                if side == 0 {
                    dump.push(&measured);
                }
            }
            diff.push(&measure::run(&mut self.diff(pair), &report)?);
            diff_snapshots.push(&measure::run(&mut self.diff(&snapshots), &of_snapshots)?);
        }
        let yardstick = every.minimum();
        let rows = [
            ("yardstick: every attribute of OLD and NEW", &every),
            ("yardstick: function bodies jumped over", &jumping),
            ("abilens dump OLD", &dump),
            ("abilens diff OLD NEW", &diff),
            ("abilens diff of the two snapshots", &diff_snapshots),
        ];
        let rows = rows.map(|(name, runs)| whole_row(name, runs, yardstick));
        print!("{}", table::spell(&WHOLE_HEADER, &rows));
        self.print_sizes(&decoded, &report, &snapshots)
    }

    fn print_sizes(&self, decoded: &Decoded, report: &Path, snapshots: &[PathBuf]) -> Result<()> {
        let report: Value = serde_json::from_slice(&std::fs::read(report)?)?;
        println!(
            "\nboth sides: {} MB of .debug_info, {} units, {:.2} million DIEs, {:.2} million attributes",
            decoded.bytes / 1_000_000,
            decoded.units,
            decoded.dies as f64 / 1e6,
            decoded.attributes as f64 / 1e6
        );
        for (side, snapshot) in ["old", "new"].into_iter().zip(snapshots) {
            let of_side = &report[side];
            println!(
                "{side}: {} objects, {} units read, {} unique types, {} exports; snapshot {:.2} MB",
                of_side["objects"],
                of_side["units"],
                of_side["types"],
                of_side["exports"],
                std::fs::metadata(snapshot)?.len() as f64 / 1e6
            );
        }
        println!("verdict {}, counts {}", report["verdict"], report["counts"]);
        Ok(())
    }

    fn diff(&self, pair: &[PathBuf; 2]) -> Command {
        let mut command = Command::new(shell::target("dist").join("abilens"));
        command.arg("diff").args(pair).args(["--format", "json"]).current_dir(&self.scratch);
        command
    }

    fn yardstick(&self, paths: &[PathBuf; 2], (part, of): (usize, usize), skip_bodies: bool) -> Result<Decoded> {
        let mut command = Command::new(shell::target("dist").join("xtask"));
        command.args(["yardstick", "--fraction", &format!("{part}/{of}")]);
        if skip_bodies {
            command.arg("--skip-bodies");
        }
        let printed = shell::read(command.args(paths).current_dir(&self.scratch))?;
        Ok(serde_json::from_str(&printed)?)
    }

    /// A folder of hard links to vmlinux and the first modules of a kernel.
    fn part_of_modules(&self, folder: &Path, side: &str, (part, of): (usize, usize)) -> Result<PathBuf> {
        let result = self.scratch.join(format!("modules-{part}-{of}")).join(side);
        if result.exists() {
            std::fs::remove_dir_all(&result)?;
        }
        let mut modules = shell::files(folder)?;
        modules.retain(|file| file.extension().is_some_and(|extension| extension == "ko"));
        modules.truncate(modules.len() * part / of);
        modules.push(folder.join("vmlinux"));
        for module in modules {
            let link = result.join(module.strip_prefix(folder)?);
            std::fs::create_dir_all(link.parent().context("a file has a folder")?)?;
            std::fs::hard_link(module.canonicalize()?, &link).with_context(|| format!("linking {}", link.display()))?;
        }
        Ok(result)
    }
}

static WHOLE_HEADER: [&str; 5] = ["", "min s", "median s", "x yardstick", "peak anon MB"];

fn whole_row(name: &str, runs: &Runs, yardstick: f64) -> Vec<String> {
    vec![
        name.to_owned(),
        format!("{:.3}", runs.minimum()),
        format!("{:.3}", runs.median()),
        format!("{:.2}", runs.minimum() / yardstick),
        runs.peak().map_or_else(String::new, |bytes| format!("{:.1}", bytes as f64 / 1e6)),
    ]
}

static LINEAR_HEADER: [&str; 8] = [
    "part",
    ".debug_info MB",
    "million DIEs",
    "yardstick s",
    "diff min s",
    "diff median s",
    "x yardstick",
    "peak anon MB",
];

fn linear_row((part, of): (usize, usize), decoded: &Decoded, yardstick: &Runs, diff: &Runs) -> Vec<String> {
    vec![
        if of == 1 { "all".to_owned() } else { format!("{part}/{of}") },
        (decoded.bytes / 1_000_000).to_string(),
        format!("{:.2}", decoded.dies as f64 / 1e6),
        format!("{:.3}", yardstick.minimum()),
        format!("{:.3}", diff.minimum()),
        format!("{:.3}", diff.median()),
        format!("{:.2}", diff.minimum() / yardstick.minimum()),
        format!("{:.1}", diff.peak().unwrap_or_default() as f64 / 1e6),
    ]
}

impl Decoded {
    /// The decode alone, without the start of its process: that favours the yardstick.
    fn as_measured(&self) -> Measured {
        Measured { seconds: self.nanoseconds as f64 / 1e9, peak_anonymous: None }
    }
}
