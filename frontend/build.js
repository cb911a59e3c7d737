// Builds the third-party libraries into files that the site serves itself. Our own modules are not built.
import { build } from "esbuild";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const built = path.join(here, "../src/passerelles/web/static/built");

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { graph: "graph.js", yasqe: "yasqe.js" },
  outdir: built,
  bundle: true,
  format: "esm",
  minify: true,
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
});
for (const [name, { bytes }] of Object.entries(metafile.outputs)) {
  console.log(`${path.basename(name)}: ${(bytes / 1024).toFixed(0)} KiB`);
}

// The licences travel with the code.
const folders = new Set();
for (const input of Object.keys(metafile.inputs)) {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) folders.add(found[1]);
}
const texts = [];
for (const folder of [...folders].sort()) {
  const { name, version, license, author } = JSON.parse(await readFile(path.join(here, folder, "package.json"), "utf8"));
  const file = (await readdir(path.join(here, folder))).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? await readFile(path.join(here, folder, file), "utf8") : `Author: ${author?.name ?? author ?? "see the package"}`;
  texts.push(`${name} ${version}: ${license}\n\n${text.trim()}\n`);
}
await writeFile(path.join(built, "LICENCES.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
