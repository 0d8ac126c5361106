// Reads a document with the library's JavaScript form and prints all of it as JSON; then changes
// one value and writes the change as a chunk of its own.
//
//   node read.mjs DOCUMENT CHANGE CONTAINER RECORD KEY VALUE
import * as automerge from "@automerge/automerge";
import { readFileSync, writeFileSync } from "node:fs";

const [document, change, container, record, key, value] = process.argv.slice(2);
const actor = "f0".repeat(16);
const loaded = automerge.load(new Uint8Array(readFileSync(document)), { actor });
// What this program writes are scalars, which the library shows as strings that cannot be edited.
const plain = (_, it) => (automerge.isImmutableString(it) ? it.toString() : it);
process.stdout.write(JSON.stringify(loaded, plain));
const changed = automerge.change(loaded, { time: 0 }, (it) => {
  it[container][record][key] = new automerge.ImmutableString(value);
});
writeFileSync(change, automerge.getLastLocalChange(changed));
