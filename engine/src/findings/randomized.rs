//! Kernels whose structs are laid out at random (`CONFIG_RANDSTRUCT`): by another seed the members of the same source lie
//! elsewhere.

use std::collections::BTreeSet;

use crate::graph::{Graph, RANDOMIZED};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};

/// Says of two kernels that are not laid out by one seed what their layouts cannot tell.
pub(super) fn layouts(old: &Graph, new: &Graph, object: &str) -> Option<Diagnostic> {
    let [from, to] = [old, new].map(seeds);
    if from == to {
        return None;
    }
    let which = match (from.is_empty(), to.is_empty()) {
        (false, false) => "of both sides are laid out at random, by different seeds",
        (false, true) => "of OLD are laid out at random, and those of NEW are not known to be",
        (true, _) => "of NEW are laid out at random, and those of OLD are not known to be",
    };
    Some(Diagnostic {
        level: DiagnosticLevel::Lost,
        code: "layouts-randomized",
        object: object.to_owned(),
        section: String::new(),
        offset: None,
        message: format!(
            "structs {which} (RANDSTRUCT in the version magic): where members of these lie differs in any two such builds, so \
             it does not tell whether the source changed; compare builds of one seed"
        ),
    })
}

/// The seeds that the objects of a kernel state.
fn seeds(graph: &Graph) -> BTreeSet<&str> {
    let modes = graph.objects.iter().flat_map(|object| &object.modes);
    modes.map(String::as_str).filter(|mode| mode.starts_with(RANDOMIZED)).collect()
}
