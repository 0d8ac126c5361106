//! What the store promises, tried on simulated disks and on real files.

#[cfg(test)]
mod backup_damage;
#[cfg(test)]
mod backups;
#[cfg(test)]
mod crashes;
#[cfg(test)]
mod kinds;
#[cfg(test)]
mod model;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod restoring;
#[cfg(test)]
mod rewriting;
#[cfg(test)]
mod rot;
#[cfg(test)]
mod scenarios;
#[cfg(test)]
mod sealing;
#[cfg(test)]
mod sweep;
