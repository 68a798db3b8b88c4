// PHP in WebAssembly, in a process of its own: the library keeps a process alive, and its crash
// must not be ours. Answers messages `{version, folder, args}`; FOLDER of this disk is `/site`.
const packages = new URL('../../e2e/wordpress/node_modules/@php-wasm/', import.meta.url);
const { loadNodeRuntime, createNodeFsMountHandler } = await import(
  new URL('node/index.js', packages).href
);
const { PHP } = await import(new URL('universal/index.js', packages).href);
let processId = 0;

process.on('message', async ({ id, version, folder, args }) => {
  processId += 1;
  const php = new PHP(await loadNodeRuntime(version, { emscriptenOptions: { processId } }));
  php.mkdir('/site');
  await php.mount('/site', createNodeFsMountHandler(folder));
  const run = await php.cli(['php', '-d', 'error_reporting=-1', '-d', 'display_errors=1', ...args]);
  process.send({ id, said: await run.stdoutText });
});
process.on('disconnect', () => process.exit());
