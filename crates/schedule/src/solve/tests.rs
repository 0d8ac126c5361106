//! Laws of the solving half, on small instances made from seeds.

mod bad_input;
mod enumerated;
mod explained;
mod laws;
mod random;
