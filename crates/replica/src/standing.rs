//! Whether this program may read and write a document, after what newer programs wrote into it.

use crate::Document;
use automerge::ReadDoc;

/// The reader this program is. A document that asks for a later one stays closed.
pub const READER: i64 = 1;

/// The writer this program is. A document that asks for a later one is not written.
pub const WRITER: i64 = 1;

/// What this program may do with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Read and write.
    Open,
    /// Read only: a newer program writes it in ways this one would spoil.
    ReadOnly {
        /// The writer it asks for.
        needs: i64,
    },
    /// Neither: this program would misread it. It is kept, merged and passed on all the same.
    Closed {
        /// The reader it asks for.
        needs: i64,
    },
}

impl Document {
    /// What this program may do with the document as it is now.
    ///
    /// Two programs may have written the wanted versions at once, and the older may have won:
    /// the highest of all counts (nteract/nteract#3211).
    pub fn standing(&self) -> Standing {
        let (reader, writer) = (self.wanted("min_reader"), self.wanted("min_writer"));
        if reader > READER {
            Standing::Closed { needs: reader }
        } else if writer > WRITER {
            Standing::ReadOnly { needs: writer }
        } else {
            Standing::Open
        }
    }

    fn wanted(&self, key: &str) -> i64 {
        let all = self.automerge.get_all(&self.layout.meta, key).unwrap_or_default();
        all.iter().filter_map(|(value, _)| value.as_i64()).max().unwrap_or(1)
    }
}
