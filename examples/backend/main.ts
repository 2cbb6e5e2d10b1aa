/** The reference backend as a program: `node --import tsx examples/backend/main.ts`; see `config.ts` for the environment. */
import { buildApp } from './app.js';
import { configFromEnvironment } from './config.js';

try {
  const config = configFromEnvironment(process.env);
  const backend = await buildApp(config);
  const url = await backend.app.listen({ host: config.host, port: config.port });
  console.log(`Staff page:   ${url}${backend.staffPath}`);
  console.log(`Backend ready at ${url}`);
  let closing = false;
  const stop = () => {
    if (closing) return;
    closing = true;
    // PGlite keeps Node alive: end by hand once all is written.
    backend.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';

  console.error(inUse ? 'The port is taken. Choose another by PORT.' : (error as Error).message);
  process.exit(1);
}
