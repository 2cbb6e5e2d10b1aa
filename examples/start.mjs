/**
 * `npm start`: the main job, from a fresh clone. Installs what is missing, builds when the sources are newer than the
 * build, then serves the clinic page, the script and the reference backend, each on an origin of its own, as in real life.
 * PORT is the clinic page's port (8080 when unset); script and backend take the next two. Ctrl-C stops all of it.
 */
import { ensureInstalled } from '../.ci/install.mjs';

ensureInstalled();

const { spawn } = await import('node:child_process');
const { join } = await import('node:path');
const { ROOT, run } = await import('../.ci/run-all.mjs');
const { buildIsCurrent } = await import('../.ci/build-is-current.mjs');
const { compileBackend } = await import('../.ci/compile-backend.mjs');
const { serveFolder } = await import('./static-server.mjs');

const port = Number(process.env.PORT ?? 8080);
const host = '127.0.0.1';
if (!Number.isInteger(port) || port < 1 || port > 65_533) {
  console.error(`PORT must be a number from 1 to 65533; it is "${process.env.PORT}".`);
  process.exit(1);
}
const origins = {
  page: `http://${host}:${port}`,
  script: `http://${host}:${port + 1}`,
  backend: `http://${host}:${port + 2}`,
};

if (!buildIsCurrent()) {
  console.log('Building ...');
  await run('node', ['.ci/build.mjs']);
}
const program = await compileBackend();

const servers = [];
let backend;
let stopping = false;

function stop(code) {
  if (stopping) return;
  stopping = true;
  for (const server of servers) server.close();
  if (!backend || backend.exitCode !== null) process.exit(code);
  backend.once('exit', () => process.exit(code));
  backend.kill('SIGTERM');
  // A backend that does not end by itself is not waited for for ever.
  setTimeout(() => backend.kill('SIGKILL'), 10_000).unref();
}

process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));

try {
  servers.push(
    await serveFolder({
      folder: new URL('./clinic-site/', import.meta.url),
      host,
      port,
      substitutions: origins,
    }),
    await serveFolder({ folder: new URL('../dist/cdn/', import.meta.url), host, port: port + 1, cors: true }),
  );
} catch (error) {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${error.port} is taken. Choose another: PORT=9000 npm start`
      : error.message,
  );
  stop(1);
}

if (!stopping) {
  // Node itself, not a wrapper script, so that a signal to it ends the backend and nothing is left behind.
  backend = spawn(process.execPath, [program], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ctrl-C reaches the whole process group: this script alone decides when the backend ends.
    detached: true,
    env: {
      ...process.env,
      HOST: host,
      PORT: String(port + 2),
      LOG_FILE:
        process.env.LOG_FILE ?? join(process.env.DATA_DIR ?? `${ROOT}examples/backend/.data`, 'backend.log'),
      ALLOWED_ORIGINS: [origins.page, process.env.ALLOWED_ORIGINS].filter(Boolean).join(','),
    },
  });
  backend.once('exit', (code) => {
    if (!stopping) {
      console.error('The backend ended by itself.');
      stop(code || 1);
    }
  });
  let printed = '';
  backend.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    const before = printed;
    printed = (printed + chunk).slice(-10_000);
    if (!/Backend ready/.test(before) && /Backend ready/.test(printed)) {
      console.log(
        `\nClinic page:  ${origins.page}/\nScript:       ${origins.script}/cdn.js\nBackend:      ${origins.backend}\n\nPress Ctrl-C to stop.\n`,
      );
    }
  });
}
