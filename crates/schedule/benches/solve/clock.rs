//! Processor time of this thread, so that what else a machine does is not counted.

use schedule::solve::Progress;
use std::time::{Duration, Instant};

/// A watch that was started.
pub(crate) struct Watch {
    begun: Duration,
    wall: Instant,
}

impl Watch {
    /// Starts now.
    pub(crate) fn start() -> Self {
        Self { begun: spent().unwrap_or_default(), wall: Instant::now() }
    }

    /// How much has been spent since; time on the wall where processor time is not told.
    pub(crate) fn spent(&self) -> Duration {
        spent().map_or_else(|| self.wall.elapsed(), |now| now.saturating_sub(self.begun))
    }
}

/// What Linux says of the thread that asks: nanoseconds on a processor, then other numbers.
fn spent() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// A budget of processor time. It looks at its watch every few calls only: asking costs more than
/// some schedules.
pub(crate) fn seconds(budget: f64, watch: &Watch) -> impl FnMut(Progress) -> u32 + '_ {
    let (mut calls, mut share) = (0_u64, 0);
    move |progress| {
        let _ = progress;
        if calls.is_multiple_of(32) || budget < 0.2 {
            share = (watch.spent().as_secs_f64() / budget * 1_000.0) as u32;
        }
        calls += 1;
        share
    }
}
