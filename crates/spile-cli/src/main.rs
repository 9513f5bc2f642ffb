//! The `spile` program: [`spile_cli::main`] with the arguments of this process.

fn main() {
    std::process::exit(spile_cli::main(std::env::args_os().skip(1)))
}
