#!/bin/sh
# Machines on networks made of nothing: what a discovery by the default route does not find.
# Linux, as root; `lan.sh path/to/meet` with the built example `meet`. Leaves nothing behind.
set -eu
meet=$1
work=$(mktemp -d)
a=raccord-a b=raccord-b
started=

end() {
    for process in $started; do kill "$process" 2>/dev/null || true; done
    started=
    ip netns del $a 2>/dev/null || true
    ip netns del $b 2>/dev/null || true
}
trap 'end; rm -r "$work"' EXIT

# Two machines and a cable; `$1` is the network. No default route.
cable() {
    ip netns add $a
    ip netns add $b
    for machine in $a $b; do ip -n $machine link set lo up; done
    wire one "$1"
}

# A cable called `$1`, with addresses `$2`.1 and `$2`.2 at its ends.
wire() {
    ip -n $a link add "$1" type veth peer name "$1" netns $b
    ip -n $a addr add "$2.1/24" dev "$1"
    ip -n $b addr add "$2.2/24" dev "$1"
    for machine in $a $b; do ip -n $machine link set "$1" up; done
}

# Starts machine `$2` in `$1`, looking for machine `$3`; what it says goes to a file of its number.
machine() {
    mkfifo "$work/in$2" 2>/dev/null || true
    ip netns exec "$1" "$meet" "$2" "$3" <>"$work/in$2" >"$work/$2" 2>&1 &
    started="$started $!"
}

# Waits until machine `$1` has said `$2` so often as `$3` says.
until_said() {
    for _ in $(seq 300); do
        if [ "$(grep -c "$2" "$work/$1")" -ge "$3" ]; then
            grep "$2" "$work/$1" | sed -n "$3p" | sed "s/^/    machine $1: /"
            return
        fi
        sleep 0.1
    done
    echo "    machine $1 has not said '$2' in 30 s:"
    cat "$work/$1"
    exit 1
}

now() { date +%s.%N; }

echo "an isolated network without a default route"
cable 10.77.1
machine $a 1 2
machine $b 2 1
until_said 1 connected 1
until_said 2 connected 1
until_said 1 found 1
until_said 1 path 1
until_said 1 sent 1

echo "the cable is pulled, and put in again"
before=$(now)
ip -n $a link set one down
until_said 1 Silent 1
until_said 2 Silent 1
echo "    after $(echo "$(now) - $before" | bc) s"
connections=$(grep -c connected "$work/1")
before=$(now)
ip -n $a link set one up
until_said 1 connected $((connections + 1))
echo "    after $(echo "$(now) - $before" | bc) s"

echo "a machine is given another address, while much is sent"
before=$(now)
ip -n $b addr del 10.77.1.2/24 dev one
ip -n $b addr add 10.77.1.9/24 dev one
until_said 1 10.77.1.9 1
until_said 1 sent 2
echo "    after $(echo "$(now) - $before" | bc) s"
end

echo "two networks, the default route on the other one"
cable 10.77.2
ip -n $a link add other type veth peer name far
ip -n $a addr add 10.88.1.1/24 dev other
ip -n $a link set other up
ip -n $a link set far up
ip -n $a route add default via 10.88.1.254
machine $a 1 2
machine $b 2 1
until_said 1 connected 1
until_said 2 connected 1
end

echo "no network at first"
ip netns add $a
ip netns add $b
for one in $a $b; do ip -n $one link set lo up; done
machine $a 1 2
machine $b 2 1
sleep 3
before=$(now)
wire one 10.77.3
until_said 1 connected 1
echo "    after $(echo "$(now) - $before" | bc) s"
end
