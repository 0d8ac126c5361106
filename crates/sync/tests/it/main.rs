//! The talk between machines, with drivers that keep everything in memory.

#[cfg(test)]
mod bytes;
#[cfg(test)]
mod flow;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod machine;
#[cfg(test)]
mod pace;
#[cfg(test)]
mod privacy;
#[cfg(test)]
mod status;
