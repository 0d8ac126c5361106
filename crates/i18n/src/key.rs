//! Keys of the messages of the desktop, one constant for each text, made from the message files
//! by the build script. Keys of other messages are computed from codes and words of `model`.

include!(concat!(env!("OUT_DIR"), "/keys.rs"));

/// The key of a text and the variables it wants. Only the constants of this module are keys, so
/// none is without a text; `Key<2>` wants two variables, plain `Key` none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key<const VARIABLES: usize = 0> {
    name: &'static str,
    variables: [&'static str; VARIABLES],
}

impl<const VARIABLES: usize> Key<VARIABLES> {
    const fn new(name: &'static str, variables: [&'static str; VARIABLES]) -> Self {
        Self { name, variables }
    }

    /// As in the message files: `desktop-undo`, `desktop-undo.hint`.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The variables it wants, in the order of the alphabet.
    pub const fn variables(self) -> [&'static str; VARIABLES] {
        self.variables
    }
}
