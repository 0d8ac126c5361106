//! The fence around Automerge: what panics inside becomes an error. The caller throws away
//! whatever the panic may have left half done.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `work`; the text of its panic if it does.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| text(panic.as_ref()))
}

/// What a panic says, cut short: it may quote hostile bytes.
fn text(panic: &(dyn Any + Send)) -> String {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    said.unwrap_or("no reason given").chars().take(200).collect()
}
