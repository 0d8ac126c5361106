//! All tests of the whole program, in one binary; one file per subject.

#[cfg(test)]
mod adversaries;
#[cfg(test)]
mod attachments;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod desktop;
#[cfg(test)]
mod facilities;
#[cfg(test)]
mod help;
#[cfg(test)]
mod hostile_files;
#[cfg(test)]
mod kill_nine;
#[cfg(test)]
mod machine;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod past_and_calendars;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod program;
#[cfg(test)]
mod ranking;
#[cfg(test)]
mod replan;
#[cfg(test)]
mod sealed;
#[cfg(test)]
mod solve;
#[cfg(test)]
mod three_roles;
mod two_programs;
#[cfg(test)]
mod variants;
#[cfg(test)]
mod whole_job;
#[cfg(test)]
mod window;
