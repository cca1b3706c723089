//! Which options of the kernel's configuration made it: lines of an entry, where both configurations are known.

use std::collections::BTreeSet;

use super::line::{Line, PLAIN, Page, and_more, counted};
use super::options::TextOptions;
use crate::model::report::{Configuration, OptionChange};

/// Options of an entry, or of the head, without `full`.
const OPTIONS: usize = 4;

/// What the configurations explain, under the totals.
pub(super) fn summary(page: &mut Page, configuration: Option<&Configuration>, hang: usize) {
    let Some(c) = configuration else { return };
    let names = and_more(c.options.iter().take(OPTIONS).map(|option| option.name.clone()), c.options.len());
    let decide = || match c.decided {
        0 => "none of them decides a line that declares a root cause".to_owned(),
        n => format!("they decide {}", counted(n, "root cause", "root causes")),
    };
    let text = match (c.options.len(), c.sources) {
        (0, _) => "configuration: the same options on both sides".to_owned(),
        (n, true) => format!("configuration: {} ({names}); {}", differ(n), decide()),
        (n, false) => {
            format!(
                "configuration: {} ({names}); what they decide is told where --old-source and --new-source name sources",
                differ(n)
            )
        }
    };
    page.flow(Line::at(hang), hang, PLAIN, &text);
}

fn differ(options: usize) -> String {
    if options == 1 {
        "1 option differs".to_owned()
    } else {
        format!("{} differ", counted(options, "option", "options"))
    }
}

/// `set by   CONFIG_PREEMPT_RT: not set -> y`
pub(super) fn by<'a>(page: &mut Page, options: impl Iterator<Item = &'a OptionChange>, o: &TextOptions) {
    let options: BTreeSet<&OptionChange> = options.collect();
    let shown = if o.full { options.len() } else { OPTIONS };
    for (i, option) in options.iter().take(shown).enumerate() {
        page.labelled(if i == 0 { "set by" } else { "" }, &spell(option));
    }
    if options.len() > shown {
        page.labelled("", &format!("and {} more (--full lists them)", options.len() - shown));
    }
}

/// The same behind one line of a list; nothing where no option is known.
pub(super) fn row(options: &[OptionChange]) -> Option<String> {
    let spelt = and_more(options.iter().take(OPTIONS).map(spell), options.len());
    (!options.is_empty()).then(|| format!("set by {spelt}"))
}

fn spell(option: &OptionChange) -> String {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "not set".to_owned());
    format!("{}: {} -> {}", option.name, value(&option.old), value(&option.new))
}
