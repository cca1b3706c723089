//! What sentences of the loader mean, and what to do about them.

/// The meaning of a sentence; `rest`: what stands behind its words. A rule that is not known means nothing.
pub(super) fn meaning(rule: &str, rest: &str) -> String {
    match rule {
        "crc-differs" => crc_differs(rest.trim()),
        "unknown-symbol" => unknown_symbol(rest),
        "no-symbol-version" => format!(
            "The module has no CRC for `{}`. Mainline kernels load it unchecked, Debian's refuse it: the module was built without the \
             Module.symvers of whoever exports it (KBUILD_EXTRA_SYMBOLS names that).",
            rest.trim()
        ),
        "vermagic" => vermagic(rest),
        "namespace" => namespace(rest),
        "duplicate-export" => duplicate(rest),
        "gpl-only" => format!(
            "The build refused it: `{}` is exported for GPL modules only, and the module states another licence.",
            rest.trim().trim_matches(['\'', '"'])
        ),
        "proprietary-provider" => {
            "It uses symbols for GPL modules only, and a proprietary module as well; no module gets both since 5.9. \
                                   Either dependency has to go."
                .to_owned()
        }
        _ => plain(rule).to_owned(),
    }
}

/// Meanings that need no name.
fn plain(rule: &str) -> &'static str {
    match rule {
        "struct-module" => {
            "`struct module` has another size in this kernel than where the module was built: another configuration or version (the check \
             came with 6.4). Build it with this kernel's headers and .config."
        }
        "not-a-module" => {
            "The file is not linked as a module: it is an object of a build under way, or was stripped. Build it with Kbuild."
        }
        "relocation-target" => {
            "A relocation meets bytes that are not zero: mostly `struct module` has another layout in this kernel, so that the pointers to \
             init and exit lie where the loader has written already. It was built with another .config; build it with this kernel's \
             headers. The line names no module."
        }
        "relocation-overflow" => {
            "Code of the module cannot reach where it points: it was not compiled as a part of a kernel (-mcmodel=kernel). Build it with \
             Kbuild of this kernel. The line names no module."
        }
        "unsigned" => {
            "The kernel asks for signatures (module.sig_enforce or Secure Boot), and the module has none. Sign it (scripts/sign-file) with a \
             key that the kernel trusts, such as one enrolled by mokutil. The line names no module."
        }
        "signature-crypto" => {
            "The module's signature is made with a hash or cipher that this kernel does not have. Sign it again. The line names no module."
        }
        "signature-key" | "key-missing" => {
            "The key that signed the module is none that the kernel trusts. Enrol the key (mokutil --import), or sign it with one that is."
        }
        "signature-taints" => {
            "It has no signature that the kernel can verify, and was let in all the same: the kernel only counts as tainted."
        }
        "lockdown" => {
            "The kernel is locked down (Secure Boot, lockdown=), and the module has no signature that it trusts. Sign it with a key that \
             is enrolled. The line names no module."
        }
        "proprietary-taint" => {
            "It uses a proprietary module, and counts as one from then on: symbols for GPL modules only are closed to it."
        }
        "license-taints" => {
            "Its licence is none of the GPL's: symbols for GPL modules only are closed to it. That alone refuses nothing."
        }
        "out-of-tree-taints" => {
            "It was built outside of the kernel's tree. That alone refuses nothing: the loader had let it in so far."
        }
        "btf" => {
            "Its BTF does not continue that of this kernel: it was built beside another vmlinux. Build it with this kernel's vmlinux, or \
             take .BTF out (objcopy --remove-section=.BTF); kernels with MODULE_ALLOW_BTF_MISMATCH load it without."
        }
        "common-symbol" => "It has a common symbol, to which the loader gives no room. Compile it with -fno-common.",
        "stripped" => {
            "Its symbol table is gone: it was stripped with more than --strip-debug. Take the file that the build made."
        }
        "elf" => {
            "The file is no whole ELF file: cut off, or compressed in a way that this kernel does not expand. The line names no module."
        }
        "machine" => "The module is for another machine. The line names no module.",
        "provider-waits" => {
            "A module that it needs had not finished its own start in 30 seconds. What that one says in the log is the cause."
        }
        "retpoline" => {
            "Its compiler knew no retpolines: a kernel that has them is open to Spectre v2 again. That alone refuses nothing."
        }
        "exec-format" => {
            "ENOEXEC: the loader did not take the file for a module of this kernel: version magic, machine, size of `struct module`, \
             relocations, or a symbol that is there twice. The log has a line that says which."
        }
        "key-rejected" => {
            "EKEYREJECTED: the signature is missing, or made by a key that the kernel does not trust, and it asks for one."
        }
        "signature-damaged" => {
            "EBADMSG: the signature does not fit the file, which was changed (stripped, for one) after it was signed. Sign it again."
        }
        "not-permitted" => {
            "EPERM: not root, kernel.modules_disabled is set, or a locked down kernel refuses a module without a signature that it trusts."
        }
        "unknown-symbol-in-module" => {
            "ENOENT: a symbol is not exported to it. The log has a line `Unknown symbol` for each."
        }
        "invalid-argument" => {
            "EINVAL: a CRC or namespace does not fit (the log has a line for each symbol), or the module does not know one of the \
             parameters that it was given."
        }
        "loaded-already" => {
            "EEXIST: a module of this name is loaded, or built into the kernel. Nothing is wrong with the file."
        }
        "no-device" => {
            "ENODEV: it was loaded, and its own start found no device that it drives. The loader had nothing against it."
        }
        _ => "",
    }
}

fn crc_differs(symbol: &str) -> String {
    if symbol == "module_layout" {
        return "The CRC of `module_layout`, which covers `struct module` and what is behind it, is another one: the module was built for \
                another version or configuration. Every module has it, so it says little of what else differs. Build it with this \
                kernel's headers."
            .to_owned();
    }
    format!(
        "The kernel's CRC of `{symbol}` is another one than the module was built with: its declaration or a type behind it differs. Build \
         it with this kernel's headers; modprobe --force-modversion only turns the check off."
    )
}

fn unknown_symbol(rest: &str) -> String {
    let (symbol, error) = match rest.split_once(" (err ") {
        Some((symbol, error)) => (symbol, error.trim().trim_end_matches(')').trim_start_matches('-')),
        None => (rest.trim(), ""),
    };
    let why = match error {
        "0" | "2" => {
            "Nobody exports it to this module: the kernel has no such export, or has it for GPL modules only, or the module that exports it \
             is not loaded (modprobe loads what is needed first, insmod does not)"
        }
        "22" => "It is exported, and refused for its CRC or its namespace: another line says which",
        "8" => "It is exported by a module that is not fit for this one",
        "16" => "The module that exports it had not finished its start",
        "12" => "There was no memory for it",
        _ => "It could not be resolved",
    };
    format!("`{symbol}`: {why}.")
}

fn vermagic(rest: &str) -> String {
    let (own, other) = rest.split_once("' should be '").unwrap_or((rest, ""));
    let other = other.trim_end().trim_end_matches('\'');
    let words = |magic: &str| magic.split_whitespace().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let (own_words, other_words) = (words(own), words(other));
    let gone: Vec<String> = own_words.iter().filter(|w| !other_words.contains(w)).map(|w| format!("`{w}`")).collect();
    let come: Vec<String> = other_words.iter().filter(|w| !own_words.contains(w)).map(|w| format!("`{w}`")).collect();
    let what = match (gone.is_empty(), come.is_empty()) {
        (true, true) => {
            "only the release differs, which counts where the module or the kernel has no CRCs (CONFIG_MODVERSIONS)"
                .to_owned()
        }
        (false, true) => format!("the module was built with {}, and this kernel without", gone.join(", ")),
        (true, false) => format!("this kernel was built with {}, and the module without", come.join(", ")),
        (false, false) => {
            format!("the module was built with {}, this kernel with {}", gone.join(", "), come.join(", "))
        }
    };
    format!("The module was built for another kernel: {what}. Build it with this kernel's headers.")
}

fn namespace(rest: &str) -> String {
    let quiet = || {
        "It uses a symbol of a namespace that it does not import. Its source has to say MODULE_IMPORT_NS.".to_owned()
    };
    let Some((symbol, rest)) = rest.split_once(" from namespace ") else { return quiet() };
    let Some((namespace, _)) = rest.split_once(',') else { return quiet() };
    let symbol = symbol.trim_matches(['(', ')']);
    format!(
        "`{symbol}` is exported in the namespace {namespace}: the module's source has to say MODULE_IMPORT_NS(\"{namespace}\") (before \
         6.13 without the quotes). Kernels with MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS only warn."
    )
}

fn duplicate(rest: &str) -> String {
    let (symbol, owner) = rest.split_once(" (owned by ").unwrap_or((rest, ""));
    let (symbol, owner) = (symbol.trim(), owner.trim_end().trim_end_matches(')'));
    let who = match owner {
        "" | "kernel" => "the kernel itself".to_owned(),
        module => format!("the module {module}"),
    };
    format!(
        "It exports `{symbol}`, and so does {who}: the driver came into the kernel meanwhile, or lies there twice. Unload the other one, or rename."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_what_is_said() {
        for (rule, rest, part) in [
            ("unknown-symbol", "foo (err -22)", "`foo`: It is exported, and refused for its CRC"),
            ("unknown-symbol", "foo (err 0)", "has it for GPL modules only"),
            ("unknown-symbol", "foo", "`foo`: It could not be resolved."),
            (
                "vermagic",
                "6.1 SMP preempt ' should be '6.1 SMP preempt_rt '",
                "with `preempt`, this kernel with `preempt_rt`",
            ),
            ("vermagic", "6.1 SMP ' should be '6.2 SMP '", "only the release differs"),
            ("vermagic", "6.1 SMP ' should be '6.1 '", "with `SMP`, and this kernel without"),
            ("namespace", "(f) from namespace USB, but does not import it.", "`f` is exported in the namespace USB"),
            ("namespace", "?", "MODULE_IMPORT_NS"),
            ("duplicate-export", "f (owned by kernel)", "so does the kernel itself"),
            ("duplicate-export", "f (owned by other)", "so does the module other"),
            ("crc-differs", "module_layout", "covers `struct module`"),
            ("no-such-rule", "", ""),
        ] {
            let text = meaning(rule, rest);
            assert!(text.contains(part), "{rule}: {text}");
        }
    }
}
