import type { FastifyReply } from 'fastify';
import type { Case } from 'second-opinion-intake/contract';

/** A case as an answer, with its version as ETag. */
export const sendCase = (reply: FastifyReply, status: number, view: Case) =>
  reply.status(status).header('ETag', `"${view.version}"`).header('Cache-Control', 'no-store').send(view);
