//! The binary `abilens`.

fn main() -> std::process::ExitCode {
    abilens_cli::main()
}
