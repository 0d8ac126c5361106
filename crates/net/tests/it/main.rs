//! Machines on the loopback interface, each with an endpoint of its own.

mod join;
mod machine;
mod strangers;
mod talk;
mod vanish;
