// The same work by this program and by automerge-repo (MIT), one after the other on one machine:
// one edit at a time between two linked peers, and the first exchange of 10,000 tasks in 100,000
// changes. Both are two peers over the loopback interface with their storage on the same disk;
// automerge-repo's storage does not wait for the disk, this program's does.
//
// usage: node compare.mjs [changes]      how to install and run it: ../README.md
import { execFileSync, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { next as Automerge } from "@automerge/automerge";
import { Repo } from "@automerge/automerge-repo";
import { WebSocketClientAdapter, WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket";
import { WebSocketServer } from "ws";

const EDITS = 200;
const PLANS = 48;
const TASKS = 210;
const changes = Number(process.argv[2] ?? 100_000);
const now = () => Number(process.hrtime.bigint()) / 1e6;

// What automerge-repo keeps: a file for each of its keys.
class Files {
  constructor(folder) {
    this.folder = folder;
  }
  path(key) {
    return join(this.folder, key.join("~"));
  }
  async load(key) {
    return await readFile(this.path(key)).catch(() => undefined);
  }
  async save(key, bytes) {
    await writeFile(this.path(key), bytes);
  }
  async remove(key) {
    await rm(this.path(key), { force: true });
  }
  async under(prefix) {
    const names = (await readdir(this.folder)).map((name) => name.split("~"));
    return names.filter((key) => prefix.every((part, at) => key[at] === part));
  }
  async loadRange(prefix) {
    const keys = await this.under(prefix);
    return await Promise.all(keys.map(async (key) => ({ key, data: await this.load(key) })));
  }
  async removeRange(prefix) {
    await Promise.all((await this.under(prefix)).map((key) => this.remove(key)));
  }
}

function repo(network) {
  const folder = mkdtempSync(join(tmpdir(), "other-repo-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return new Repo({ network, storage: new Files(folder) });
}

// The other peer: a process of its own that tells when it shows an edit, or holds everything.
async function other() {
  process.on("disconnect", () => process.exit());
  const peers = repo([]);
  process.on("message", async ({ port, urls, heads }) => {
    peers.networkSubsystem.addNetworkAdapter(new WebSocketClientAdapter(`ws://127.0.0.1:${port}`));
    await peers.networkSubsystem.whenReady();
    if (!heads) {
      const handle = await peers.find(urls[0]);
      handle.on("change", ({ doc }) => process.send({ remark: doc.remark, at: now() }));
      return process.send({ is_ready: true });
    }
    const all = await Promise.all(urls.map((url) => peers.find(url)));
    const is_same = () =>
      all.every((handle, at) => String(Automerge.getHeads(handle.doc())) === heads[at]);
    while (!is_same()) await new Promise((done) => setTimeout(done, 5));
    process.send({ is_same: true, at: now() });
  });
}

async function listening() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((done) => server.on("listening", done));
  return { server, port: server.address().port, peers: repo([new WebSocketServerAdapter(server)]) };
}

const heard = (child, is) =>
  new Promise((done) => {
    const listen = (message) => is(message) && (child.off("message", listen), done(message));
    child.on("message", listen);
  });

const at = (times, share) => times.sort((a, b) => a - b)[Math.floor((times.length * share) / 100)];

async function edits() {
  const { server, port, peers } = await listening();
  const handle = peers.create({ remark: "" });
  const child = fork(process.argv[1], ["other"]);
  child.send({ port, urls: [handle.url] });
  await heard(child, (message) => message.is_ready);
  const times = [];
  for (let count = 0; count < EDITS + 10; count += 1) {
    const shown = heard(child, (message) => message.remark === String(count));
    const begun = now();
    handle.change((doc) => (doc.remark = String(count)));
    const time = (await shown).at - begun;
    if (count >= 10) times.push(time);
  }
  child.disconnect();
  server.close();
  return times;
}

async function first_exchange() {
  const { server, port, peers } = await listening();
  const id = (number) => String(number).padStart(32, "0");
  const handles = Array.from({ length: PLANS }, () => {
    const handle = peers.create({ tasks: {} });
    for (let task = 0; task < TASKS; task += 1) {
      handle.change((doc) => (doc.tasks[id(task)] = { name: "Montage image", step: "edit", work: 480, remark: "" }));
    }
    return handle;
  });
  for (let change = PLANS * TASKS; change < changes; change += 1) {
    handles[change % PLANS].change((doc) => (doc.tasks[id(change % TASKS)].work = change));
  }
  const child = fork(process.argv[1], ["other"]);
  const heads = handles.map((handle) => String(Automerge.getHeads(handle.doc())));
  const same = heard(child, (message) => message.is_same);
  const begun = now();
  child.send({ port, urls: handles.map((handle) => handle.url), heads });
  const time = (await same).at - begun;
  child.disconnect();
  server.close();
  return time;
}

function ours(mode, line) {
  const run = ["bench", "--quiet", "-p", "node", "--bench", "peers", "--", mode];
  const text = execFileSync("cargo", run, { encoding: "utf8" });
  const numbers = text.split("\n").find((it) => it.startsWith(line)).slice(line.length).match(/[\d.]+ m?s/g);
  return numbers.map((it) => parseFloat(it) * (it.endsWith(" ms") ? 1 : 1000));
}

function tell(what, ours, theirs) {
  const columns = [what.padEnd(44), `${ours.toFixed(1)} ms`.padStart(12), `${theirs.toFixed(1)} ms`.padStart(14)];
  console.log(...columns, (theirs / ours).toFixed(2).padStart(8));
}

if (process.argv[2] === "other") {
  await other();
} else {
  console.log("".padEnd(44), "ours".padStart(12), "automerge-repo".padStart(14), "ratio".padStart(8));
  const [median, , last] = ours("edits", "one edit, until the other machine shows it");
  const times = await edits();
  tell("one edit until the other shows it, median", median, at(times, 50));
  tell("the same, p99", last, at(times, 99));
  const [first] = ours("large", "first exchange of 10,000 tasks");
  tell(`first exchange of ${changes} changes`, first, await first_exchange());
  process.exit();
}
