//! Which declarations of one name belong together on both sides, and functions that are gone while others keep the name.

use super::names::{DeclaredNames, Internal, own, scope};
use super::side::{Side, parameters, subject};
use super::spelling::{self, Spelt};
use super::told;
use crate::compare::types::Comparison;
use crate::graph::Access;
use crate::graph::shown::{Declaration, DeclarationKind, Declared, Parameter};
use crate::ground::maps::Sides;
use crate::model::report as m;
use crate::rules::Rule;
use crate::rules::reason::HeaderTypeReason;

/// Declarations of one name and kind.
#[derive(Default)]
pub(super) struct Paired<'s> {
    pub(super) pairs: Vec<(&'s Declaration, &'s Declaration)>,
    /// Of OLD alone.
    gone: Vec<&'s Declaration>,
    /// Of NEW alone.
    came: Vec<&'s Declaration>,
}

/// Pairs those of the same type, behind aliases as well, then functions that take the same, then the only ones that are left.
pub(super) fn paired<'s>(
    (old, olds): (&Side<'s>, &[&'s Declaration]),
    (new, news): (&Side<'s>, &[&'s Declaration]),
) -> Paired<'s> {
    let mut out = Paired { pairs: Vec::new(), gone: olds.to_vec(), came: news.to_vec() };
    out.take(&|x, y| x.type_ == y.type_ && x.is_specialized == y.is_specialized);
    out.take(&|x, y| is_same((old, x), (new, y)));
    let takes = |of: &'s Declaration| without_const(parameters(&of.type_));
    out.take(&|x, y| {
        let (x, y) = (takes(x), takes(y));
        !x.is_empty() && spelling::same(spelt(old.declared, &x), spelt(new.declared, &y))
    });
    if let ([x], [y]) = (out.gone.as_slice(), out.came.as_slice())
        && x.is_template == y.is_template
    {
        out.pairs.push((x, y));
        (out.gone, out.came) = (Vec::new(), Vec::new());
    }
    out
}

fn spelt<'t>(declared: &'t Declared, type_: &'t str) -> Spelt<'t> {
    Spelt { declared, type_, desugared: "" }
}

/// Whether two functions have the same type: `const` of what is passed by value is nothing of it.
pub(super) fn is_same((old, x): (&Side<'_>, &Declaration), (new, y): (&Side<'_>, &Declaration)) -> bool {
    let whole = |of: &Declaration| {
        let takes = parameters(&of.type_);
        let returned = of.type_.strip_suffix(takes).unwrap_or_default().to_owned();
        returned + &without_const(takes)
    };
    let (x, y) = (whole(x), whole(y));
    spelling::same(spelt(old.declared, &x), spelt(new.declared, &y))
}

/// Parameters, with what stands behind them, without `const` of those that are passed by value.
fn without_const(parameters: &str) -> String {
    let (mut out, mut depth, mut start) = (String::new(), 0_usize, 0);
    for (at, byte) in parameters.bytes().enumerate() {
        let is_end = depth == 1 && matches!(byte, b',' | b')');
        match byte {
            b'(' | b'<' | b'[' | b'{' => depth += 1,
            b')' | b'>' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if start == 0 && depth == 1 {
            (out, start) = ("(".to_owned(), at + 1);
        } else if is_end {
            let one = parameters[start..at].trim();
            let plain = match one.strip_suffix("*const") {
                Some(pointer) => format!("{pointer}*"),
                None if !one.contains(['*', '&', '(', '[']) => one.strip_prefix("const ").unwrap_or(one).to_owned(),
                None => one.to_owned(),
            };
            out.push_str(&plain);
            out.push_str(if byte == b',' { ", " } else { ")" });
            start = at + 1;
            if byte == b')' {
                break;
            }
        }
    }
    out + parameters.get(start..).unwrap_or_default()
}

impl<'s> Paired<'s> {
    fn take(&mut self, is_pair: &dyn Fn(&'s Declaration, &'s Declaration) -> bool) {
        for x in std::mem::take(&mut self.gone) {
            match self.came.iter().position(|y| x.is_template == y.is_template && is_pair(x, y)) {
                Some(at) => self.pairs.push((x, self.came.remove(at))),
                None => self.gone.push(x),
            }
        }
    }
}

/// Functions that consumers compile themselves and that are gone, where NEW has others of the name.
pub(super) fn gone<'s>(
    c: &mut Comparison<'_>,
    (old, new): (&Side<'s>, &Side<'s>),
    (names, internal): (&DeclaredNames<'_>, &Internal<'_>),
    paired: &Paired<'s>,
) {
    let Some((key, is_kept)) = paired.gone.first().map(|x| (&*x.key, names.hold(&x.key))) else { return };
    // A function of a base that has the name may be the same; so may a template that came.
    let is_elsewhere = new.groups.contains_key(&(key, DeclarationKind::Using));
    if !is_kept || is_elsewhere || !new.groups.contains_key(&(key, DeclarationKind::Function)) {
        return;
    }
    for x in paired.gone.iter().filter(|x| x.kind == DeclarationKind::Function) {
        let is_compiled_in = (x.body.is_some() || x.is_template) && !x.is_deleted && !x.is_specialized;
        let is_visible = x.access != Access::Private && !x.is_hidden;
        let is_read = !new.shown.unread.contains(old.shown.file(x.place));
        if !is_compiled_in || !is_visible || !is_read || is_special(x) || paired.came.iter().any(|y| replaces(x, y)) {
            continue;
        }
        let subject = subject(x, None);
        let is_told = c.changes.iter().any(|change| {
            change.subject.name == subject.name
                || change.subject.demangled.as_ref() == Some(&subject.name)
                || change.subject.member.as_deref() == Some(&*subject.name)
        });
        if is_told {
            continue;
        }
        let facts = m::Facts { name: Some(subject.name.clone()), ..m::Facts::default() };
        let places = Sides { old: Some((old.shown, x.place)), new: None };
        let reason = if internal.has(key) { HeaderTypeReason::NameInternal } else { HeaderTypeReason::OverloadGone };
        told::add(c, Rule::DeclarationRemoved, subject, (Some(facts), None), reason, places);
    }
}

/// Whether every call of a function may be one of another: a template may take what it took, and further arguments may be left
/// out.
fn replaces(x: &Declaration, y: &Declaration) -> bool {
    let further = y.parameters.get(x.parameters.len()..);
    let begins = parameters(&x.type_).split(')').next().is_some_and(|begin| parameters(&y.type_).starts_with(begin));
    y.is_template && !x.is_template
        || begins && further.is_some_and(|more| more.iter().all(|parameter: &Parameter| parameter.default.is_some()))
}

/// Functions that the compiler adds where nobody declares them: constructors without arguments, and what copies and moves.
fn is_special(of: &Declaration) -> bool {
    let (class, name) = (own(scope(&of.key)).split('<').next().unwrap_or_default(), own(&of.key));
    let takes = parameters(&of.type_);
    let takes_own = takes.contains(class) || takes.contains('$') && of.is_template;
    match name {
        _ if class.is_empty() => false,
        "operator=" => takes_own,
        name if name == class => takes == "()" || of.parameters.len() == 1 && takes_own,
        name => name.starts_with('~'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn const_of_values_is_nothing_of_a_type() {
        assert_eq!(
            without_const("(const int, const char *const, const T<const A> &) const"),
            "(int, const char *, const T<const A> &) const"
        );
        assert_eq!(without_const("(void (*)(const int), const a::b)"), "(void (*)(const int), a::b)");
        for same in ["", "()", "() const", "(int)", "(", ")", "(a", "(a,", "(a))"] {
            assert_eq!(without_const(same).replace(' ', ""), same.replace(' ', ""), "{same}");
        }
    }
}
