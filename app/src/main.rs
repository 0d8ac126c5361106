//! The program `raccord`.

use std::process::ExitCode;

fn main() -> ExitCode {
    raccord::run(std::env::args().collect())
}
