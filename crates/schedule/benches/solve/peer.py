"""The same instances through CP-SAT of OR-Tools, one worker, by processor time.

    pip install ortools
    EACH=1 BUDGET=1 PSPLIB=FOLDER cargo bench -p schedule --bench solve -- j120 > ours.txt
    python crates/schedule/benches/solve/peer.py FOLDER j120 1 --ours ours.txt

Prints how far its makespans are over the best known, on average, and with `--ours` how many times
farther than ours. Presolving counts, building the model here does not. `--every N` takes each Nth
instance of the sample. The time is that of the whole process: a watchdog ends the search.
"""

import argparse
import csv
import pathlib
import threading
import time

from ortools.sat.python import cp_model


def packed(path):
    """Instances of a set, by name: capacities, then (duration, requests, successors)."""
    words = path.read_text().split()
    place, instances = 0, {}
    while place < len(words):
        name, count, resources = words[place + 1], int(words[place + 2]), int(words[place + 3])
        place += 4
        instances[name], place = body(words, place, count, resources)
    return instances


def body(words, place, count, resources):
    capacities = [int(word) for word in words[place : place + resources]]
    place += resources
    activities = []
    for _ in range(count):
        duration = int(words[place])
        requests = [int(word) for word in words[place + 1 : place + 1 + resources]]
        place += 1 + resources
        followers = int(words[place])
        successors = [int(word) - 1 for word in words[place + 1 : place + 1 + followers]]
        place += 1 + followers
        activities.append((duration, requests, successors))
    return (capacities, activities), place


def sample(folder, name):
    """One instance of each group, as the bench takes them; with the best known makespans."""
    if name == "mplib1":
        folder = folder / "mplib1-set3"
        with open(folder / "best_known.csv") as file:
            best = {row["instance"]: int(row["published_bks_2023"]) for row in csv.DictReader(file)}
        for instance in sorted(best):
            words = (folder / f"{instance}.rcp").read_text().split()
            yield instance, body(words, 2, int(words[0]), int(words[1]))[0], best[instance]
        return
    with open(folder / "best_known.csv") as file:
        best = {row["instance"]: int(row["upper_bound"]) for row in csv.DictReader(file)}
    for instance, data in packed(folder / f"{name}.txt").items():
        group, number = instance[len(name) :].split("_")
        if int(number) == (int(group) - 1) % 10 + 1:
            yield instance, data, best[instance]


def solve(data, seconds):
    """The makespan after so many seconds of the processor; None without a plan."""
    capacities, activities = data
    horizon = sum(duration for duration, _, _ in activities)
    model = cp_model.CpModel()
    starts = [model.new_int_var(0, horizon, "") for _ in activities]
    intervals = [
        model.new_fixed_size_interval_var(start, duration, "")
        for start, (duration, _, _) in zip(starts, activities)
    ]
    makespan = model.new_int_var(0, horizon, "")
    for start, (duration, _, successors) in zip(starts, activities):
        model.add(start + duration <= makespan)
        for successor in successors:
            model.add(start + duration <= starts[successor])
    for resource, capacity in enumerate(capacities):
        users = [
            (interval, requests[resource])
            for interval, (_, requests, _) in zip(intervals, activities)
            if requests[resource] > 0
        ]
        model.add_cumulative([user for user, _ in users], [amount for _, amount in users], capacity)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    begun, ended = time.process_time(), threading.Event()

    def watch():
        while not ended.wait(0.01):
            if time.process_time() - begun >= seconds:
                solver.stop_search()

    watchdog = threading.Thread(target=watch)
    watchdog.start()
    status = solver.solve(model)
    ended.set()
    watchdog.join()
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return round(solver.objective_value) if found else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("set", choices=["j30", "j60", "j120", "mplib1"])
    parser.add_argument("seconds", type=float)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--ours", type=pathlib.Path)
    arguments = parser.parse_args()
    ours = {}
    if arguments.ours:
        for line in arguments.ours.read_text().splitlines():
            words = line.split()
            if line.startswith("  ") and len(words) == 4:
                ours[words[0]] = int(words[1])
    theirs, mine, without = [], [], 0
    instances = list(sample(arguments.folder, arguments.set))[:: arguments.every]
    for name, data, best in instances:
        makespan = solve(data, arguments.seconds)
        without += makespan is None
        if makespan is not None:
            theirs.append(100 * makespan / best - 100)
            if name in ours:
                mine.append(100 * ours[name] / best - 100)
    mean = sum(theirs) / max(len(theirs), 1)
    print(
        f"{arguments.set} {arguments.seconds} s CP-SAT, 1 worker: {mean:.3f} % over best known,"
        f" {sum(value <= 0 for value in theirs)} of {len(instances)} reach it, {without} without a plan"
    )
    if mine:
        own = sum(mine) / len(mine)
        ratio = f", {mean / own:.1f} times as far" if own > 0 else ""
        print(f"ours, same instances: {own:.3f} %{ratio}")


main()
