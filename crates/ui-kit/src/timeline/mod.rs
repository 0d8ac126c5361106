//! A timeline: rows of bars on an axis, to be looked at and worked on with pointer and keyboard.

mod data;

pub use data::{
    Bar, Edge, Event, Gesture, Grid, Key, Mark, Preview, Row, Shade, Shape, Tie, Viewport,
};
