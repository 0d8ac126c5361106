"""The same instances through CP-SAT of OR-Tools, one worker, by processor time.

    pip install ortools
    EACH=1 BUDGET=1 PSPLIB=FOLDER cargo bench -p schedule --bench solve -- j120 > ours.txt
    python crates/schedule/benches/solve/peer.py FOLDER j120 1 --ours ours.txt

    FACILITY=facility.txt SEEDS=1 cargo bench -p schedule --bench solve -- replan
    python crates/schedule/benches/solve/peer.py facility.txt facility 60

The second form plans a facility of 5,000 activities again and prints what its plan costs and how many
times ours; it counts in half-hours, of which everything there is made. The published plan is its hint,
or ours (`--hint ours`); with `--hint fixed` it only reckons what ours costs.

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


def limited(model, seconds):
    """Solves with one worker until so many seconds of the processor are used."""
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
    return solver, status in (cp_model.OPTIMAL, cp_model.FEASIBLE)


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
    solver, found = limited(model, seconds)
    return round(solver.objective_value) if found else None


STEP = 30


def facility(path, seconds, hint):
    """What a plan of a facility costs after so many seconds; None without one. And ours."""
    lines = [line.split() for line in path.read_text().splitlines()]
    records = [(word, [int(number) for number in numbers]) for word, *numbers in lines]
    one = {word: numbers for word, numbers in records}
    late_worth, moved_worth, change_worth, preference_worth = one["profile"]
    (end,), (day,), (ours,) = one["horizon"], one["day"], one["ours"]
    plan = [(mode, start // STEP) for mode, start in zip(one["plan"][::2], one["plan"][1::2])]
    horizon, steps_a_day = end // STEP, day // STEP
    activities = []
    for word, numbers in records:
        if word == "activity":
            activities.append((numbers, []))
        elif word == "mode":
            activities[-1][1].append(numbers)
    model = cp_model.CpModel()
    # By resource: what may lie there, and where nothing may: closures, and what stays.
    there = [[] for word, _ in records if word == "renewable"]
    taken = [numbers for word, numbers in records if word == "renewable"]
    taken = [[(a // STEP, b // STEP) for a, b in zip(it[::2], it[1::2])] for it in taken]
    # The points of a day are told in steps: all costs are so many times as high.
    starts, ends, costs = [], [], []
    for (pinned, release, moved, later, earlier, mode, start, *dates), modes in activities:
        start //= STEP
        if pinned:
            work, _, _, *uses = modes[mode]
            starts.append(start)
            ends.append(start + work // STEP)
            for resource in uses:
                taken[resource].append((starts[-1], ends[-1]))
            costs.append(preference_worth * modes[mode][1] * steps_a_day)
        else:
            begin = model.new_int_var(-(-release // STEP), horizon, "")
            finish = model.new_int_var(0, horizon, "")
            chosen = [model.new_bool_var("") for _ in modes]
            model.add_exactly_one(chosen)
            for is_it, (work, preference, change, *uses) in zip(chosen, modes):
                size = work // STEP
                interval = model.new_optional_interval_var(begin, size, finish, is_it, "")
                for resource in uses:
                    there[resource].append(interval)
                points = preference_worth * preference + change_worth * change
                costs.append(points * steps_a_day * is_it)
            stays = model.new_bool_var("")
            model.add_implication(stays, chosen[mode])
            model.add(begin == start).only_enforce_if(stays)
            costs.append(moved_worth * moved * steps_a_day * (1 - stays))
            for rate, shift in [(later, begin - start), (earlier, start - begin)]:
                shifted = model.new_int_var(0, horizon, "")
                model.add(shifted >= shift)
                costs.append(moved_worth * rate * shifted)
            told = (mode, start) if hint == "published" else plan[len(starts)]
            modes_told = [(is_it, number == told[0]) for number, is_it in enumerate(chosen)]
            for variable, value in [(begin, told[1]), *modes_told]:
                if hint == "fixed":
                    model.add(variable == value)
                else:
                    model.add_hint(variable, value)
            starts.append(begin)
            ends.append(finish)
        for due, points in zip(dates[::2], dates[1::2]):
            late = model.new_int_var(0, horizon, "")
            model.add(late >= ends[-1] - due // STEP)
            costs.append(late_worth * points * STEP * steps_a_day * late)
    for intervals, blocked in zip(there, taken):
        fixed, reached = [], None
        for begin, finish in sorted(blocked):
            begin = begin if reached is None else max(begin, reached)
            if finish > begin:
                fixed.append(model.new_fixed_size_interval_var(begin, finish - begin, ""))
                reached = finish
        model.add_no_overlap(intervals + fixed)
    for word, numbers in records:
        if word == "precedence":
            before, after, lag = numbers
            if not (activities[before][0][0] and activities[after][0][0]):
                model.add(ends[before] + -(-lag // STEP) <= starts[after])
    model.minimize(sum(costs))
    solver, found = limited(model, seconds)
    return (solver.objective_value / steps_a_day if found else None), ours


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path, help="of the instances; for facility the file")
    parser.add_argument("set", choices=["j30", "j60", "j120", "mplib1", "facility"])
    parser.add_argument("seconds", type=float)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--ours", type=pathlib.Path)
    parser.add_argument("--hint", choices=["published", "ours", "fixed"], default="published")
    arguments = parser.parse_args()
    if arguments.set == "facility":
        theirs, ours = facility(arguments.folder, arguments.seconds, arguments.hint)
        told = f"{theirs:.0f}, {theirs / ours:.2f} times ours" if theirs else "no plan"
        print(f"facility {arguments.seconds} s CP-SAT, 1 worker: {told}; ours costs {ours}")
        return
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
