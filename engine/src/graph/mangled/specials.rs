//! The exports that compilers make of classes.

use super::{Special, What, view};
use crate::graph::cpp_name::canonical_text;
use crate::graph::{Export, Graph};
use crate::ground::maps::FastMap;

/// What one side defines of each class: by the canonical name of the class.
#[derive(Debug, Default)]
pub(crate) struct Specials<'g>(FastMap<String, Vec<(Special, &'g Export)>>);

impl<'g> Specials<'g> {
    pub(crate) fn of(graph: &'g Graph) -> Self {
        let mut out: FastMap<String, Vec<(Special, &Export)>> = FastMap::default();
        let from = graph.exports.partition_point(|e| graph.str(e.name) < "_ZT");
        for e in graph.exports[from..].iter().take_while(|e| graph.str(e.name).starts_with("_ZT")) {
            let of_class = view(graph.str(e.name)).filter(|_| !e.asked);
            if let Some((special, v)) =
                of_class.and_then(|v| if let What::OfClass(s) = v.what { Some((s, v)) } else { None })
            {
                out.entry(canonical_text(&v.name())).or_default().push((special, e));
            }
        }
        Self(out)
    }

    /// The first of one kind of a class.
    pub(crate) fn get(&self, special: Special, class: &str) -> Option<&'g Export> {
        self.0.get(class)?.iter().find(|(of, _)| *of == special).map(|(_, e)| *e)
    }
}
