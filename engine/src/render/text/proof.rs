//! What symtypes prove of changed CRCs, as text: totals, classes, changes; of exports that were asked for their story.

use std::collections::{BTreeMap, BTreeSet};

use super::line::{ADDED, BOLD, DIM, Line, PLAIN, Page, REMOVED, counted, thousands};
use super::options::TextOptions;
use crate::model::proof::{Cause, ChangeClass, ChangedCrc, Export, Proof, Side, Why};

/// Changes, and exports of a list, that are shown without `--full`.
const SHOWN: usize = 10;
/// Lines of a change that are shown without `--full`.
const LINES: usize = 6;

struct Text<'o> {
    page: Page,
    options: &'o TextOptions,
}

/// The text of a proof. `stories`: exports were asked for by name.
#[must_use]
pub fn render(proof: &Proof, stories: bool, options: &TextOptions) -> String {
    let mut text = Text { page: Page::new(options.width, options.color), options };
    text.head(proof);
    text.doubts(proof);
    if stories {
        for changed in &proof.changed {
            text.story(proof, changed);
        }
    } else {
        text.classes(proof);
        text.causes(proof);
    }
    text.exports("Exports of the later build alone", &proof.added);
    text.exports("Exports of the earlier build alone", &proof.removed);
    text.page.blank();
    let limits = "Symtypes tell the text that is hashed. What no text shows (packing, alignment, what a unit sees only declared) has to be \
                  looked for with the debug information of both kernels: abilens explain OLD NEW.";
    text.prose(0, limits);
    text.page.out
}

impl Text<'_> {
    fn prose(&mut self, column: usize, text: &str) {
        self.page.flow(Line::at(column), column, PLAIN, text);
    }

    fn heading(&mut self, text: &str) {
        self.page.blank();
        self.page.flow(Line::default(), 2, BOLD, text);
    }

    fn limit(&self, shown: usize) -> usize {
        if self.options.full { usize::MAX } else { shown }
    }

    fn head(&mut self, proof: &Proof) {
        let Proof { old, new, .. } = proof;
        let objects = counted(new.objects, "object", "objects");
        let head = format!("{} -> {} (symtypes of {}, {objects})", old.path, new.path, new.tool);
        self.page.flow(Line::default(), 2, BOLD, &head);
        let (changed, all) = (proof.changed.len(), proof.changed.len() + proof.unchanged);
        let exports = [(proof.added.len(), "added"), (proof.removed.len(), "removed")];
        let exports = exports.map(|(n, what)| format!("{} {what}", thousands(n as u128)));
        let crcs = format!("{} of {} changed", thousands(changed as u128), counted(all, "CRC", "CRCs"));
        self.prose(2, &format!("{crcs}; exports: {}", exports.join(", ")));
        let proved = proof.changed.iter().filter(|changed| changed.proved).count();
        if changed > 0 {
            let which = match proved {
                n if n == changed => "all causes".to_owned(),
                n => format!("the causes of {}", counted(n, "CRC", "CRCs")),
            };
            let sentence = format!(
                "{which} are proved: with the old definitions of the changes that are named the new text has the old CRC \
                 again, and with one of them less it has not"
            );
            self.prose(2, &sentence);
        }
        for side in [old, new] {
            self.listed(side);
        }
    }

    fn listed(&mut self, side: &Side) {
        let Some(listed) = side.listed else { return };
        let exports = counted(listed, "export", "exports");
        if side.contradicted.is_empty() {
            self.prose(2, &format!("{}: computed CRCs are those of the list, of {exports}", side.path));
            return;
        }
        let wrong = thousands(side.contradicted.len() as u128);
        let sentence = format!(
            "{}: of {exports} that are listed, {wrong} have another CRC in the list than the symtypes give; they are of different builds:",
            side.path
        );
        self.prose(2, &sentence);
        for one in side.contradicted.iter().take(self.limit(SHOWN)) {
            self.prose(4, &format!("{}: {} computed, {} listed", one.name, one.computed, one.listed));
        }
    }

    /// What could not be told.
    fn doubts(&mut self, proof: &Proof) {
        let unproved: Vec<&ChangedCrc> = proof.changed.iter().filter(|changed| !changed.proved).collect();
        if proof.unknown.is_empty() && unproved.is_empty() {
            return;
        }
        self.heading("Could not be told");
        for changed in unproved.iter().take(self.limit(SHOWN)) {
            self.prose(2, &format!("{}: the changes put back do not give the old CRC", shown(&changed.export)));
        }
        for unknown in proof.unknown.iter().take(self.limit(SHOWN)) {
            let why = match &unknown.why {
                Why::UndefinedOld(name) => format!("the old symtypes do not define {}", spelt(name)),
                Why::UndefinedNew(name) => format!("the new symtypes do not define {}", spelt(name)),
                Why::Several => "several objects export it, and which is which cannot be told".to_owned(),
            };
            self.prose(2, &format!("{}: {why}", shown(&unknown.export)));
        }
        for all in [unproved.len(), proof.unknown.len()] {
            self.rest(2, all, self.limit(SHOWN));
        }
    }

    fn rest(&mut self, column: usize, all: usize, shown: usize) {
        if all > shown {
            self.page.flow(Line::at(column), column, DIM, &format!("and {} more", thousands((all - shown) as u128)));
        }
    }

    fn classes(&mut self, proof: &Proof) {
        let mut changes: BTreeMap<ChangeClass, usize> = BTreeMap::new();
        for cause in &proof.causes {
            *changes.entry(cause.class).or_default() += 1;
        }
        let mut crcs: BTreeMap<ChangeClass, (usize, usize)> = BTreeMap::new();
        for changed in &proof.changed {
            let classes: BTreeSet<ChangeClass> = changed.causes.iter().map(|&i| proof.causes[i].class).collect();
            for class in &classes {
                let (any, only) = crcs.entry(*class).or_default();
                *any += 1;
                *only += usize::from(classes.len() == 1);
            }
        }
        if changes.is_empty() {
            return;
        }
        self.heading("Classes of changes, and the changed CRCs behind which they are");
        for (class, changes) in changes {
            let (any, only) = crcs.get(&class).copied().unwrap_or_default();
            let mut line = Line::at(2);
            line.push(PLAIN, word(class));
            line.right(PLAIN, &thousands(any as u128), 22);
            line.pad_to(24);
            let only = format!(
                "{} through this class alone; {}",
                thousands(only as u128),
                counted(changes, "change", "changes")
            );
            self.page.flow(line, 24, DIM, &format!("{only}; {}", meaning(class)));
        }
    }

    fn causes(&mut self, proof: &Proof) {
        if proof.causes.is_empty() {
            return;
        }
        self.heading("Changes, by the CRCs that need them put back");
        let limit = self.limit(SHOWN);
        for cause in proof.causes.iter().take(limit) {
            definition(&mut self.page, cause, self.options);
        }
        self.rest(2, proof.causes.len(), limit);
    }

    fn story(&mut self, proof: &Proof, changed: &ChangedCrc) {
        self.heading(&format!("{}  {} -> {}", shown(&changed.export), changed.old_crc, changed.new_crc));
        if changed.proved {
            let sentence = match changed.causes.len() {
                1 => format!("proved: this change put back gives {}", changed.old_crc),
                n => format!("proved: these {n} changes put back give {}, and no fewer do", changed.old_crc),
            };
            self.prose(2, &sentence);
        }
        for (&index, way) in changed.causes.iter().zip(&changed.ways) {
            let cause = &proof.causes[index];
            let mut line = Line::at(4);
            line.push(BOLD, spelt(&cause.name));
            line.push(PLAIN, " ");
            self.page.flow(line, 6, PLAIN, &format!("({})", word(cause.class)));
            if way.len() > 2 {
                let way: Vec<String> = way.iter().map(|name| spelt(name)).collect();
                self.page.flow(Line::at(6), 8, DIM, &format!("reached by {}", way.join(" -> ")));
            }
            lines(&mut self.page, cause, 6, self.options);
        }
    }

    fn exports(&mut self, heading: &str, exports: &[Export]) {
        if exports.is_empty() {
            return;
        }
        self.heading(heading);
        let limit = self.limit(SHOWN);
        let names: Vec<String> = exports.iter().take(limit).map(shown).collect();
        self.prose(2, &names.join(", "));
        self.rest(2, exports.len(), limit);
    }
}

/// A definition that changed: the CRCs that need it put back, and the parts that differ.
pub(super) fn definition(page: &mut Page, cause: &Cause, options: &TextOptions) {
    let alone = match cause.alone {
        0 => String::new(),
        n if n == cause.crcs => ", by it alone".to_owned(),
        n => format!(", {} by it alone", thousands(n as u128)),
    };
    let mut line = Line::at(2);
    line.push(BOLD, spelt(&cause.name));
    line.push(PLAIN, format!(" ({})", word(cause.class)));
    page.flow(line, 4, PLAIN, &format!(": {}{alone}", counted(cause.crcs, "CRC", "CRCs")));
    lines(page, cause, 4, options);
}

/// The parts of a definition that differ.
pub(super) fn lines(page: &mut Page, cause: &Cause, column: usize, options: &TextOptions) {
    let limit = if options.full { usize::MAX } else { LINES };
    for part in cause.lines.iter().take(limit) {
        let (sign, style) = if part.is_old { ("- ", REMOVED) } else { ("+ ", ADDED) };
        let mut line = Line::at(column);
        line.push(style, sign);
        page.flow(line, column + 4, style, &part.text);
    }
    if cause.lines.is_empty() {
        page.flow(Line::at(column), column, DIM, "the same parts, divided otherwise");
    }
    if cause.lines.len() > limit {
        let more = counted(cause.lines.len() - limit, "line", "lines");
        page.flow(Line::at(column), column, DIM, &format!("and {more} more"));
    }
}

fn shown(export: &Export) -> String {
    if export.object.is_empty() { export.name.clone() } else { format!("{} ({})", export.name, export.object) }
}

/// A name of symtypes as C has it.
pub fn spelt(name: &str) -> String {
    let word = match name.get(..2) {
        Some("s#") => "struct ",
        Some("u#") => "union ",
        Some("e#") => "enum ",
        Some("t#") => "typedef ",
        Some("E#") => "enumerator ",
        _ => return name.to_owned(),
    };
    let bare = &name[2..];
    let bare = bare.strip_prefix('\'').and_then(|bare| bare.strip_suffix('\'')).unwrap_or(bare);
    format!("{word}{bare}")
}

pub(super) fn word(class: ChangeClass) -> &'static str {
    match class {
        ChangeClass::Layout => "layout",
        ChangeClass::Members => "members",
        ChangeClass::Declaration => "declaration",
        ChangeClass::Constants => "constants",
        ChangeClass::Typedef => "typedef",
        ChangeClass::Visible => "became visible",
        ChangeClass::Hidden => "became hidden",
        ChangeClass::Names => "names",
        ChangeClass::Spelling => "spelling",
    }
}

fn meaning(class: ChangeClass) -> &'static str {
    match class {
        ChangeClass::Layout => "members lie elsewhere, or a size is another",
        ChangeClass::Members => "members came, went or have another type",
        ChangeClass::Declaration => "what is passed or returned, or the type of a variable",
        ChangeClass::Constants => "enumerators came, went or have another value",
        ChangeClass::Typedef => "a typedef stands for another type",
        ChangeClass::Visible => "a definition where a declaration was (an #include)",
        ChangeClass::Hidden => "a declaration where a definition was",
        ChangeClass::Names => "names of members or parameters alone",
        ChangeClass::Spelling => "the same type in other words",
    }
}
