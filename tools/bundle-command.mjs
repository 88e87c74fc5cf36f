// Makes the whole command one file, which runs on Node 20 without node_modules beside it.
import { build } from 'esbuild';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

const OPTIONS = {
  entryPoints: [join(ROOT, 'apps/cli/src/index.ts')],
  absWorkingDir: ROOT,
  bundle: true, minify: true, metafile: true, platform: 'node', format: 'esm', target: 'node20',
  conditions: ['@postern/source'],
  // The YAML parsers are CommonJS and ask for Node's own modules by `require`.
  banner: { js: "import { createRequire as createPosternRequire } from 'node:module'; const require = createPosternRequire(import.meta.url);" },
};

/** Bundles the command into one file; without its name it only gives the text. */
export async function bundle(outfile) {
  const { metafile, outputFiles } = await build({ ...OPTIONS, outfile: outfile ?? 'postern.mjs', write: outfile !== undefined });
  return { metafile, text: outputFiles?.[0]?.text ?? '' };
}

/** What runs before a command is known: source files, and their size when minified. */
export async function startupInputs() {
  const { metafile } = await build({ ...OPTIONS, outdir: 'startup', splitting: true, write: false });
  const outputs = new Map(Object.entries(metafile.outputs));
  const entry = [...outputs].find(([, output]) => output.entryPoint?.endsWith('apps/cli/src/index.ts'));
  const loaded = new Set(entry === undefined ? [] : [entry[0]]);
  for (const name of loaded) for (const { path, kind } of outputs.get(name)?.imports ?? []) if (kind === 'import-statement' && outputs.has(path)) loaded.add(path);
  const chunks = [...loaded].map((name) => outputs.get(name));
  return { files: chunks.flatMap((chunk) => Object.keys(chunk.inputs)).sort(), sizeBytes: chunks.reduce((sum, chunk) => sum + chunk.bytes, 0) };
}
