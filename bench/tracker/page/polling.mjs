/** Runs in the page: what a status page does that asks again and again, with nothing to it but the words. */
import { createRestBackend } from '../../../dist/backend/index.js';

const POLL_MS = 5_000;

window.mount = async (url) => {
  const backend = createRestBackend(url);
  const { id } = await backend.rememberedCase();
  const read = async () => {
    const response = await fetch(`${url}/cases/${id}`, { headers: await backend.authorize() });
    const { phase, requests } = await response.json();
    document.querySelector('main').textContent = [phase, ...requests.map(({ title }) => title)].join(', ');
  };
  setInterval(read, POLL_MS);
  await read();
};
