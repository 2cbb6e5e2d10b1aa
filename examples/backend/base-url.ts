import type { FastifyRequest } from 'fastify';
import type { Config } from './config.js';

/** This backend's URL as the browser sees it. */
export function baseUrl(config: Config, request: FastifyRequest): string {
  return config.publicUrl ?? `http://${request.headers.host ?? `${config.host}:${config.port}`}`;
}
