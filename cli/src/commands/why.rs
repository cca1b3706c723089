//! `abilens why`: what refuses a module on the kernel that runs.

use std::io::{ErrorKind, Read as _};
use std::path::Path;

use abilens::kernel::why;
use abilens::kernel::why::Question;
use abilens::model::why::WhyVerdict;
use abilens::read::input::read_bytes;
use abilens::render::{json, why as rendered};
use anyhow::{Context, Result, bail};

use crate::args::{Global, Why, WhyFormat};
use crate::exit::{COULD_NOT_TELL, FINE, FOUND};
use crate::observe::Watch;
use crate::{output, settings};

/// The largest log that is read from standard input, as of files.
const MOST: u64 = 64 << 20;

pub(crate) fn why(global: &Global, args: &Why) -> Result<u8> {
    let watch = Watch::new(global.time);
    let options = settings::engine_options(&args.reading)?;
    if let Some(root) = args.root.as_deref().filter(|root| !root.is_dir()) {
        bail!("{}: is no folder that could stand for /", root.display());
    }
    let question = Question {
        module: args.module.clone(),
        root: args.root.clone(),
        kernel: args.kernel.as_deref().map(super::named).transpose()?,
        release: args.kernel_release.clone(),
        vermagic: args.vermagic.clone(),
        symvers: args.symvers.clone(),
        built_against: args.built_against.as_deref().map(super::named).transpose()?,
        log: args.log.as_deref().map(log).transpose()?,
    };
    let answer = why::why(&question, &options, &watch)?;
    watch.start_phase("render");
    watch.clear();
    output::to(args.output.as_deref(), |out| match args.format {
        WhyFormat::Json => json::write(&answer, out),
        WhyFormat::Text => {
            let o = settings::text_options(global, args.output.is_some(), args.full);
            output::prose(out, &rendered::render(&answer, &o), o.color)
        }
    })?;
    watch.finish();
    Ok(match answer.verdict {
        WhyVerdict::CouldNotTell if !args.reading.allow_incomplete => COULD_NOT_TELL,
        WhyVerdict::Refused => FOUND,
        _ if !answer.hits.is_empty() || !answer.doubts.is_empty() => FOUND,
        _ => FINE,
    })
}

/// Name and text of a log. What is no text in it is nothing that a kernel says.
fn log(path: &Path) -> Result<(String, String)> {
    if path.as_os_str() != "-" {
        let bytes = read_bytes(path)?;
        return Ok((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes).context("standard input")?;
    if bytes.len() as u64 > MOST {
        let what = format!("at most {MOST} bytes are read of a log");
        return Err(std::io::Error::new(ErrorKind::InvalidInput, what)).context("standard input");
    }
    Ok(("standard input".to_owned(), String::from_utf8_lossy(&bytes).into_owned()))
}
