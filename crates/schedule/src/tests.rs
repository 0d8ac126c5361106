//! Laws of the whole check on random small facilities: its list of clashes is that of a naive
//! count, its dates are those of a naive relaxation, and what was checked before does not matter.

mod laws;
mod maximum;
mod naive;
mod naive_clashes;
mod naive_dates;
mod naive_maximum;
mod naive_rest;
mod random;
mod replan;
