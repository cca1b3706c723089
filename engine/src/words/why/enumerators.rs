//! Sentences: enumerators.

use crate::rules::reason::EnumReason;

/// What consumers may do with the count of the enumerators.
const COUNT: &str = "whether existing consumers size arrays by it or check ranges against it, the binary does not say";

/// The sentence with the fact that decided.
pub(super) fn why(reason: &EnumReason) -> String {
    use EnumReason as R;
    let text = match reason {
        R::ValueStayed => "the value stayed: only source code notices",
        R::AnotherResembles { name, other, value } => {
            return format!(
                "the value has another name, and that of `{other}`, which is {value}, resembles it more: which of them goes on \
                 with `{name}`, only the source says"
            );
        }
        R::ResemblesAnother { name, other, value } => {
            return format!(
                "the value has another name, which resembles more that of `{other}`, which was {value} and is gone: which of \
                 them goes on as `{name}`, only the source says"
            );
        }
        R::CountMoved => COUNT,
        R::ValuesBehindMoved { count } => {
            return match count {
                1 => "the value of the enumerator behind it moved, and existing consumers pass the old one".to_owned(),
                n => format!("the values of {n} enumerators behind it moved, and existing consumers pass the old ones"),
            };
        }
        R::ValueHasAnotherName => "another name has its value on both sides: only source code notices",
        R::MacroOfSameValue => "the public headers define it as a macro of the same value: only source code can notice",
        R::NumberUnused => "by its name it kept a number that nothing used: only source code that names it notices",
        R::ValueStillPassed { value } => {
            return format!(
                "existing consumers may still pass {value}; whether NEW accepts it, the binary does not say"
            );
        }
        R::FieldTooNarrow { value, name, bits } => {
            return format!(
                "existing consumers cut {value} off where they keep it in the {bits} bits of `{name}`: whether one does, the \
                 binary does not say"
            );
        }
        R::KnownAsAnother { value, name } => {
            return format!("existing consumers know {value} as `{name}`: what became of that is told by itself");
        }
        R::NotKnownBefore => "existing consumers do not know it; that others have another value is told by itself",
        R::OthersAreGone => "existing consumers do not know it; what became of names that are gone is told by itself",
        R::KnownValuesStayed => "the values that existing consumers know stayed with their names",
        R::OtherValue { old, new, others } => {
            return format!("existing consumers pass and expect {old} for it, NEW means {new}{}", also(*others));
        }
        R::OtherValueAndName { old, new, name, others } => {
            return format!(
                "existing consumers pass and expect {old} for it; by its name it is `{name}` now, which is {new}{}",
                also(*others)
            );
        }
        R::CountFollowed => {
            return format!("values were added before it, and all that existing consumers know stayed; {COUNT}");
        }
        R::BtfLacksRoom => "NEW's BTF has room for 32 bits of it, and programs that relocate it get those alone",
        R::WidenedOtherwise => {
            "whether a consumer widens or compares it, which now extends the sign otherwise, the binary does not say"
        }
        R::NamedOtherwise => "symbols and values stayed; source that names its enumerators no longer compiles",
        R::SizeAndSignStayed => "size and signedness stayed: only source code can notice",
    };
    text.to_owned()
}

/// How many others have another value, too.
fn also(others: usize) -> String {
    match others {
        0 => String::new(),
        1 => "; so with 1 other enumerator of the enum".to_owned(),
        n => format!("; so with {n} others of the enum"),
    }
}
