//! The faces in which the program writes, on the screen and on paper: Inter, with tabular digits.
//!
//! Bytes only; what size and weight mean is told by `ui-kit` for the screen and by the templates of
//! `paperwork` for paper. How the files were made, and their licence, is in `faces/`.

/// Running text.
pub const REGULAR: &[u8] = include_bytes!("../faces/Inter-Regular.otf");

/// Buttons, labels on bars, headings of columns.
pub const MEDIUM: &[u8] = include_bytes!("../faces/Inter-Medium.otf");

/// Titles and totals.
pub const SEMI_BOLD: &[u8] = include_bytes!("../faces/Inter-SemiBold.otf");

/// What must be seen from the other side of a room.
pub const BOLD: &[u8] = include_bytes!("../faces/Inter-Bold.otf");

/// All of them, each with the name of its weight.
pub const FACES: [(&str, &[u8]); 4] =
    [("regular", REGULAR), ("medium", MEDIUM), ("semi-bold", SEMI_BOLD), ("bold", BOLD)];
