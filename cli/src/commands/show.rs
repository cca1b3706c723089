//! `abilens show`: a type or symbol as C.

use abilens::Loaded;
use abilens::query::show as shown;
use anyhow::{Result, bail};

use crate::args::{Global, Show};
use crate::exit::FINE;
use crate::observe::Watch;
use crate::{output, settings};

pub(crate) fn show(global: &Global, args: &Show) -> Result<u8> {
    let watch = Watch::new(global.time);
    let options = settings::lookup_options(&args.reading)?;
    let loaded = super::load_one(&args.input, &options, &watch)?;
    watch.start_phase("show");
    let Some(text) = shown::show(&loaded.graph, &args.name) else {
        bail!("{}: no type or exported symbol is named `{}`{}", loaded.path, args.name, similar(&loaded, &args.name));
    };
    watch.clear();
    output::to_reader(|out| output::prose(out, &text, false))?;
    watch.finish();
    std::mem::forget(loaded);
    Ok(FINE)
}

/// What else a name could have been, as the end of a message.
pub(super) fn similar(loaded: &Loaded, name: &str) -> String {
    there_is(&shown::similar_names(&loaded.graph, name, shown::SIMILAR))
}

/// Names that resemble one that there is not, as the end of a message.
pub(super) fn there_is(similar: &[String]) -> String {
    if similar.is_empty() { String::new() } else { format!("; there is {}", similar.join(", ")) }
}
