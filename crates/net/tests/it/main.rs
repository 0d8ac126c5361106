//! Machines on the loopback interface, each with an endpoint of its own.

#[cfg(test)]
mod join;
#[cfg(test)]
mod machine;
#[cfg(test)]
mod strangers;
#[cfg(test)]
mod talk;
#[cfg(test)]
mod vanish;
