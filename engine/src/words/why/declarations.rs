//! Sentences on symbols of C++ declarations.

use crate::rules::reason::{Barred, Copies, DeclarationReason, Emitted, Parameters};

/// The sentence.
pub(super) fn why(reason: &DeclarationReason) -> String {
    use DeclarationReason as R;
    let and = "consumers refer to the old ones";
    match reason {
        R::VariantGone(kind, variant) => variant_gone(*kind, *variant),
        R::Overload(parameters) => overload(*parameters),
        R::Scope { count, copies } => moved("another scope", and, *count, *copies),
        R::Version { count, copies } => {
            let inline = "if the namespace is inline, which symbols do not say, a rebuild suffices";
            moved("the other namespace", &format!("{and}; {inline}"), *count, *copies)
        }
        R::OtherString { count, copies } => {
            let layout = "pass strings and lists of another layout";
            moved(
                "the other ABI of libstdc++ (_GLIBCXX_USE_CXX11_ABI)",
                &format!("{and} and {layout}"),
                *count,
                *copies,
            )
        }
        R::OtherLibrary { count, copies } => {
            let layout = "pass types of another layout";
            moved(
                "another standard library, or another version or mode of it",
                &format!("{and} and {layout}"),
                *count,
                *copies,
            )
        }
        R::BothVersions { count } => format!(
            "{} in both, and existing consumers keep to the old one",
            counted(*count, ["declaration is", "declarations are"])
        ),
        R::Instantiation { count, implicit: true } => format!(
            "{} weak, and others of the same instantiation had none: the compiler made them because the library used them, as \
             it does for consumers",
            symbols(*count)
        ),
        R::Instantiation { count, implicit: false } => format!(
            "{} weak, as those of instantiations are: consumers make their own, unless the header says `extern template` or \
             does not show the bodies, which the binary does not say",
            symbols(*count)
        ),
        R::InlineGone { count } => {
            format!(
                "{} weak, as those of inline functions are: whoever calls one has a copy of its own",
                symbols(*count)
            )
        }
        R::InlineCame { count } => {
            format!("{} weak, as those of inline functions and instantiations are", symbols(*count))
        }
        R::LeakGone { count } => {
            format!("{} weak and of other libraries' headers: whoever uses one has a copy of its own", symbols(*count))
        }
        R::LeakCame { count } => format!("{} weak and of other libraries' headers", symbols(*count)),
        R::NotNameable { count } => format!("{} of something that no other source can name", symbols(*count)),
        R::Vague { count, unique } => {
            let what = counted(*count, ["symbol binds", "symbols bind"]);
            let unique = if *unique {
                "; a unique one also keeps its library loaded, and is one even for libraries that are opened with RTLD_LOCAL"
            } else {
                ""
            };
            format!("{what} otherwise, and the loader takes the first definition all the same{unique}")
        }
        _ => plain(reason).to_owned(),
    }
}

/// Sentences without a number.
fn plain(reason: &DeclarationReason) -> &'static str {
    use DeclarationReason as R;
    match reason {
        R::Qualifiers => {
            "the qualifiers of a member function are a part of its symbol, and consumers refer to the old one"
        }
        R::VariantOfAbstract => "the class is abstract, so that nobody creates an object of exactly this class",
        R::OfConstruction => {
            "the class has virtual bases: tables that clang makes for the construction of derived classes refer to it, and \
             such consumers no longer link or load"
        }
        R::WhetherFinal => {
            "consumers create no object of exactly this class, so only those that delete one by a pointer to a final class \
             refer to it; whether the class is final, debug information does not say"
        }
        R::WhetherInline => {
            "who may name constructors and destructor leaves no consumer that refers to it by itself, but the class has \
             functions that may be inline, and whether one of those does, the binary does not say"
        }
        R::Unnamed(barred) => unnamed(*barred),
        R::ThunkCalled => {
            "consumers create objects of the class, and where the compiler knows that, a call through the base refers to it"
        }
        R::ThunkUntabled => {
            "no virtual table leads to it, so that nobody refers to it: which of such thunks there are, is the compiler's \
             choice"
        }
        R::BesideTables => {
            "only other symbols of the class refer to it, which the library holds beside it: consumers have their own for \
             their own classes"
        }
        R::Result => "the result of a function template is a part of its symbol, and consumers refer to the old one",
        R::Tag => "abi tags are a part of the symbol, and consumers refer to the old one",
        R::Linkage => {
            "with C linkage the symbol is the plain name, without it a mangled one, and consumers refer to the old one"
        }
        R::Module => {
            "the module that a declaration is attached to is a part of its symbol, and consumers refer to the old one"
        }
        R::Renumbered => {
            "what has no name is numbered by its order in the source, and consumers refer to the old number"
        }
        R::Tables(Emitted::ByLibrary) => {
            "only the library emits them, as the class has a key function: consumers that derive from it, throw, catch or cast \
             it no longer link or load"
        }
        R::Tables(Emitted::ByEverybody) => {
            "no member of the class is exported that could be its key function: consumers emit their own"
        }
        R::Tables(Emitted::Unclear) => {
            "if one of the members that the library exports is the key function of the class, consumers that derive from it, \
             throw, catch or cast it no longer link or load; if none is, they emit their own: symbols do not say"
        }
        R::Thunk => "the vtable of a consumer's derived class refers to it where it takes the member over",
        R::ThreadInit => {
            "consumers call it through a wrapper of their own that does without it, and the variable is still there"
        }
        R::LocalStatic => {
            "consumers that have inlined the function may work on a variable of their own, where all shared one; whether \
             there are any, the binary does not say"
        }
        R::Multiversion => {
            "callers go through the function that picks a version; whether a consumer refers to this one directly, the binary \
             does not say"
        }
        R::Allocation { gone: true } => {
            "programs that took their allocator from the library take another now; whether memory crosses between the two, \
             the binary does not say"
        }
        R::Allocation { gone: false } => {
            "programs that load the library take their allocator from it now; whether memory of another crosses, the binary \
             does not say"
        }
        _ => "",
    }
}

fn unnamed(barred: Barred) -> &'static str {
    match barred {
        Barred::Creating => {
            "its constructors keep consumers from creating objects of exactly this class, and nobody else refers to it"
        }
        Barred::Destroying => {
            "its destructor keeps consumers from destroying objects of exactly this class, and nobody else refers to it"
        }
        Barred::Deriving => {
            "its constructors or its destructor keep consumers from deriving from it, and nobody else refers to it"
        }
        Barred::Both => {
            "its constructors or its destructor keep consumers from creating objects of it and from deriving from it, and \
             nobody else refers to it"
        }
    }
}

fn counted(count: usize, [one, many]: [&str; 2]) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn symbols(count: usize) -> String {
    counted(count, ["symbol is", "symbols are"])
}

fn moved(to: &str, and: &str, count: usize, copies: Copies) -> String {
    let what =
        if count == 1 { "a declaration has a symbol".to_owned() } else { format!("{count} declarations have symbols") };
    let weak = if count == 1 { "a weak one" } else { "all of them weak ones" };
    match copies {
        Copies::None => format!("{what} of {to} now: {and}"),
        Copies::Unknown => {
            format!(
                "{what} of {to} now, {weak} of templates: whether consumers have copies of their own, symbols do not say"
            )
        }
        Copies::Own => format!("{what} of {to} now, {weak} of inline functions: consumers have copies of their own"),
    }
}

fn variant_gone(kind: u8, variant: u8) -> String {
    let who = match (kind, variant) {
        (b'D', b'0') => "those that delete an object of exactly this class call",
        (b'D', b'1') => "those that destroy an object of exactly this class call",
        (_, b'1') => "those that construct an object of exactly this class call",
        _ => "derived classes call",
    };
    format!("{who} this variant: such consumers no longer link or load")
}

fn overload(parameters: Parameters) -> String {
    let head = match parameters {
        Parameters::Further => "it takes further parameters",
        Parameters::Fewer => "it takes fewer parameters",
        Parameters::Noexcept => "a function among its parameters is noexcept on one side, which is a part of the type",
        Parameters::Char8 => "char8_t is a type of its own",
        Parameters::Reference => "a parameter is passed by another kind of reference, or by none",
        Parameters::Pointee => "what a parameter points or refers to is qualified otherwise",
        Parameters::Constraint => {
            return "what its template requires of arguments is a part of the symbol, and consumers refer to the old one".to_owned();
        }
        Parameters::Mangling => {
            return "its parameters have the types that they had, and the symbol spells them otherwise, as with another \
                    -fabi-version of GCC or a template that names them by its arguments: consumers refer to the old one"
                .to_owned();
        }
        Parameters::Other => "it takes other types",
    };
    format!("{head}: the types of parameters are a part of the symbol, and consumers refer to the old one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_a_sentence() {
        use DeclarationReason as R;
        let (count, copies) = (2, Copies::None);
        for reason in [
            R::VariantGone(b'C', b'1'),
            R::VariantGone(b'D', b'2'),
            R::VariantOfAbstract,
            R::OfConstruction,
            R::WhetherFinal,
            R::WhetherInline,
            R::Unnamed(Barred::Creating),
            R::Unnamed(Barred::Destroying),
            R::Unnamed(Barred::Deriving),
            R::Unnamed(Barred::Both),
            R::ThunkCalled,
            R::ThunkUntabled,
            R::BesideTables,
            R::Overload(Parameters::Other),
            R::Qualifiers,
            R::Result,
            R::Tag,
            R::Linkage,
            R::Module,
            R::Scope { count, copies },
            R::Version { count, copies },
            R::BothVersions { count },
            R::OtherString { count, copies },
            R::OtherLibrary { count, copies: Copies::Unknown },
            R::Renumbered,
            R::Tables(Emitted::ByLibrary),
            R::Tables(Emitted::ByEverybody),
            R::Tables(Emitted::Unclear),
            R::Thunk,
            R::ThreadInit,
            R::Instantiation { count, implicit: true },
            R::Instantiation { count, implicit: false },
            R::InlineGone { count },
            R::InlineCame { count },
            R::LeakGone { count },
            R::LeakCame { count },
            R::NotNameable { count },
            R::LocalStatic,
            R::Multiversion,
            R::Vague { count, unique: true },
            R::Allocation { gone: true },
            R::Allocation { gone: false },
        ] {
            assert!(why(&reason).len() > 20, "{reason:?}");
        }
        let one = why(&R::Scope { count: 1, copies: Copies::Own });
        assert_eq!(
            one,
            "a declaration has a symbol of another scope now, a weak one of inline functions: consumers have copies of their own"
        );
    }
}
