/**
 * Loaded into a server before anything else: counts what comes in over all of its connections, heads included, and answers
 * the process that started it.
 */
import diagnostics from 'node:diagnostics_channel';

const open = new Set();
let closedBytes = 0;
let requests = 0;
let preflights = 0;

diagnostics.subscribe('net.server.socket', ({ socket }) => {
  open.add(socket);
  socket.once('close', () => {
    open.delete(socket);
    closedBytes += socket.bytesRead;
  });
});
diagnostics.subscribe('http.server.request.start', ({ request }) => {
  if (request.method === 'OPTIONS') preflights++;
  else requests++;
});

process.on('message', ({ ask }) => {
  if (ask !== 'counts') return;
  const bytes = [...open].reduce((sum, socket) => sum + socket.bytesRead, closedBytes);
  process.send({ answer: 'counts', bytes, requests, preflights });
});
process.on('disconnect', () => process.exit());
