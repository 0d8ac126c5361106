//! Laws of calendar arithmetic.
