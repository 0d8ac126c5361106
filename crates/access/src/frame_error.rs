//! Why the bytes of a signed frame are not taken.

/// Why bytes are no certificate, operation or message to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Longer than such a frame may be.
    #[error("the frame is longer than its kind may be")]
    TooLong,
    /// Made by a newer program.
    #[error("the frame is of version {0}, which this program does not know; update the program")]
    Version(u8),
    /// Cut short, with something after its end, or not written in its one form.
    #[error("the frame is cut short, has bytes behind its end, or is not in its one form")]
    Form,
    /// Not signed by whom it names.
    #[error("the signature is not that of whom the frame names")]
    Signature,
}

impl FrameError {
    /// Stable code, also the name of the message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "frame-too-long",
            Self::Version(_) => "frame-version",
            Self::Form => "frame-form",
            Self::Signature => "frame-signature",
        }
    }
}

/// Checks length and version, then reads.
pub(crate) fn versioned<T>(
    bytes: &[u8],
    longest: usize,
    version: u8,
    read: impl FnOnce(&[u8]) -> Option<T>,
) -> Result<T, FrameError> {
    if bytes.len() > longest {
        return Err(FrameError::TooLong);
    }
    match bytes.split_first() {
        Some((known, rest)) if *known == version => read(rest).ok_or(FrameError::Form),
        Some((newer, _)) => Err(FrameError::Version(*newer)),
        None => Err(FrameError::Form),
    }
}
