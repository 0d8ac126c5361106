//! Published instances against their best known makespans: one of each group of parameters.

use crate::clock::{Watch, seconds};
use interchange::project::{ImportedProject, read};
use schedule::solve::{Pace, Prepared, Project, ProjectActivity, Settings, verify};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The rows of one set.
const SETS: &[(&str, &[f64])] =
    &[("j30", &[1.0]), ("j60", &[1.0, 5.0]), ("j120", &[1.0, 5.0]), ("mplib1", &[1.0])];

/// Runs the sets that are wanted, if their data is there.
pub(crate) fn run(wanted: &dyn Fn(&str) -> bool) {
    let Some(folder) = std::env::var_os("PSPLIB").map(PathBuf::from) else {
        println!("published instances are left out: PSPLIB names no folder that holds them");
        return;
    };
    let seeds: u64 = number("SEEDS", 1);
    for (set, budgets) in SETS.iter().filter(|(set, _)| wanted(set)) {
        let instances = if *set == "mplib1" { several(&folder) } else { sample(&folder, set) };
        let every: usize = number("EVERY", 1) as usize;
        let instances: Vec<_> = instances.into_iter().step_by(every).collect();
        for budget in *budgets {
            if std::env::var("BUDGET").is_ok_and(|only| only != budget.to_string()) {
                continue;
            }
            row(set, &instances, *budget, seeds);
        }
    }
}

pub(crate) fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// An instance with its best known makespan.
struct Known {
    name: String,
    project: Project,
    best: u32,
}

fn row(set: &str, instances: &[Known], budget: f64, seeds: u64) {
    let population = number("POPULATION", 0) as usize;
    let mut means = Vec::new();
    let (mut reached, mut tried) = (0, 0);
    for seed in 1..=seeds {
        let mut sum = 0.0;
        for known in instances {
            let watch = Watch::start();
            let mut last = 0;
            let mut pace = seconds(budget, &watch);
            let mut pace = |progress: schedule::solve::Progress| {
                last = progress.tried;
                pace(progress)
            };
            let settings = Settings { seed, population };
            let (makespan, starts) = known.project.search(settings, &mut Pace::new(&mut pace));
            tried += last;
            let prepared = Prepared::new(known.project.to_instance()).expect("it was checked");
            let schedule = known.project.to_schedule(&starts);
            assert_eq!(verify(prepared.instance(), &schedule), [], "{}", known.name);
            assert!(makespan >= known.project.lower_bound(), "{}", known.name);
            let deviation = (f64::from(makespan) / f64::from(known.best) - 1.0) * 100.0;
            reached += usize::from(makespan <= known.best);
            sum += deviation;
            if std::env::var_os("EACH").is_some() {
                println!("  {} {makespan} {} {deviation:.2}", known.name, known.best);
            }
        }
        means.push(sum / instances.len() as f64);
    }
    means.sort_by(f64::total_cmp);
    println!(
        "{set:<8} {budget:>4} s  {:>7.3} % over best known (median of {seeds} seeds, {:.3} to {:.3})  {} of {} reach it  {} schedules each",
        means[means.len() / 2],
        means[0],
        means[means.len() - 1],
        reached / seeds as usize,
        instances.len(),
        tried / (seeds * instances.len() as u64),
    );
}

/// Instance k = (g - 1) mod 10 + 1 of each group g.
fn sample(folder: &Path, set: &str) -> Vec<Known> {
    let best = column(&folder.join("best_known.csv"), 1, 4);
    let bytes = std::fs::read(folder.join(format!("{set}.txt"))).expect("the set is there");
    let projects = read(&bytes).expect("the set can be read");
    let wanted = projects.into_iter().filter(|project| {
        let (group, number) = project.name.rsplit_once('_').expect("a name");
        let group: usize = group[set.len()..].parse().expect("a group");
        number.parse() == Ok((group - 1) % 10 + 1)
    });
    wanted.map(|project| known(&best, project.name.clone(), project)).collect()
}

fn several(folder: &Path) -> Vec<Known> {
    let folder = folder.join("mplib1-set3");
    let best = column(&folder.join("best_known.csv"), 0, 2);
    let names: Vec<String> = best.keys().cloned().collect();
    let read = |name: String| {
        let bytes =
            std::fs::read(folder.join(format!("{name}.rcp"))).expect("the instance is there");
        let project = read(&bytes).expect("the instance can be read").remove(0);
        known(&best, name, project)
    };
    names.into_iter().map(read).collect()
}

fn known(best: &BTreeMap<String, u32>, name: String, project: ImportedProject) -> Known {
    let activities = project.activities.into_iter().map(|activity| ProjectActivity {
        duration: activity.duration,
        requests: activity.requests,
        successors: activity.successors,
    });
    let project = Project::new(project.capacities, activities.collect()).expect("a good instance");
    Known { best: best[&name], name, project }
}

/// A column of numbers by a column of names.
fn column(path: &Path, name: usize, number: usize) -> BTreeMap<String, u32> {
    let text = std::fs::read_to_string(path).expect("the makespans are there");
    let rows = text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    rows.map(|row| (row[name].to_owned(), row[number].parse().expect("a makespan"))).collect()
}
