//! The true window: the built program on a display of its own, driven over the control port that
//! only the tests' build has. What a screen does is tested in `desktop`, without a display; here is
//! what needs the whole program: first start, closing and opening again, kill -9, two programs,
//! machines without a display or OpenGL, screen readers.

mod display;
mod lives;
mod opened;
mod remote;
mod screen_reader;
mod trouble;

use display::Display;
use opened::Opened;
