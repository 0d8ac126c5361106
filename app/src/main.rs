//! The program `raccord`.

fn main() {}
