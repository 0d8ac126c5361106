//! The directory: names and contacts of people, apart from every document, because a document's
//! history cannot forget and a person may ask to be forgotten (security.md, GDPR).

/// What the directory knows of a person. The last version is kept, and can be erased.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DirectoryEntry {
    /// Name as it is shown.
    pub name: String,
    /// Electronic mail.
    pub mail: String,
    /// Telephone.
    pub telephone: String,
}
