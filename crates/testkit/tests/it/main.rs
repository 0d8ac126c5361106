//! Simulated facilities: what must hold in each, and that broken rules are noticed.

#[cfg(test)]
mod foreign_reader;
#[cfg(test)]
mod membership;
#[cfg(test)]
mod simulation;
