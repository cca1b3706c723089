//! `abilens rules`: the catalogue.

use abilens::render::catalogue;
use abilens::rules::Rule;
use anyhow::{Context, Result};

use crate::args::{Global, Rules, RulesFormat};
use crate::exit::FINE;
use crate::{output, settings};

pub(crate) fn rules(global: &Global, args: &Rules) -> Result<u8> {
    let id = args.id.as_deref();
    if let Some(id) = id {
        Rule::from_id(id).with_context(|| format!("no rule is named `{id}`; `abilens rules` lists them"))?;
    }
    let o = settings::text_options(global, false, false);
    let text = match args.format {
        RulesFormat::Text => catalogue::text(id, &o),
        RulesFormat::Json => catalogue::json(id),
        RulesFormat::Markdown => catalogue::markdown(id, &|case| format!("`{case}`")),
    };
    output::to_reader(|out| output::prose(out, &text, o.color))?;
    Ok(FINE)
}
