/** The team's side of the messages. */
import { line, MessageDraft } from 'second-opinion-intake/contract';
import * as z from 'zod/mini';
import type { Context } from '../context.js';
import { changeCase } from '../events.js';
import { addMessage, markRead } from '../messages.js';
import { parseBody } from '../problems.js';

/** Forms send line breaks as CR LF. */
const plainLines = z.string().check(z.overwrite((text) => text.replaceAll('\r\n', '\n')));
const Write = z.object({ author: line(200), text: z.pipe(plainLines, MessageDraft.shape.text) });

export function createMessageActions(context: Context) {
  return {
    /** Whoever answers has read what is there. */
    async message(caseId: string, form: unknown): Promise<void> {
      const { author, text } = parseBody(Write, form);
      await changeCase(context, caseId, async (change) => {
        await markRead(context, change, 'clinic');
        await addMessage(context, change, { from: 'clinic', author, text, documentIds: [] });
      });
    },

    async readMessages(caseId: string): Promise<void> {
      await changeCase(context, caseId, async (change) => {
        const messageId = await markRead(context, change, 'clinic');
        if (!messageId) return;
        change.record({
          type: 'case.updated',
          actor: 'clinic',
          reason: { code: 'messages-read', text: null },
          data: { messageId },
        });
      });
    },
  };
}
