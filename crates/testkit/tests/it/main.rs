//! Simulated facilities: what must hold in each, and that broken rules are noticed.

#[cfg(test)]
mod simulation;
