/** Messages between the patient and the care team. Since 1.5. */
import * as z from 'zod/mini';
import { DateTime, line, openEnum, Uuid } from './primitives.js';

/** Plain text; line breaks are kept. */
const MessageText = z.string().check(z.trim(), z.minLength(1), z.maxLength(4000));

/** Documents of the same case that go with a message: a study is hundreds. */
const Attachments = z.array(Uuid).check(z.maxLength(1000));

export const Message = z.object({
  id: Uuid,
  caseId: Uuid,
  /** An author that is not known here counts as the clinic. */
  from: openEnum(['patient', 'clinic', 'specialist', 'third-party'], 'clinic'),
  /** Who wrote it, in the team's words, such as a nurse's name and role; null with the patient's own. */
  author: z.nullable(line(200)),
  text: MessageText,
  /** In the order in which they were added. */
  documentIds: Attachments,
  postedAt: DateTime,
  /** When the other side had read it; null: not yet, or not told. */
  readAt: z.nullable(DateTime),
});

/** `GET {base}/cases/{id}/messages`: all of them, oldest first. */
export const MessageList = z.object({ messages: z.array(Message) });

/** Body of `POST {base}/cases/{id}/messages`; answered with the {@link Message}. */
export const MessageDraft = z.object({ text: MessageText, documentIds: z.optional(Attachments) });

/** Body of `POST {base}/cases/{id}/message-reads`: this message and all before it are read. Answered with the case. */
export const MessagesRead = z.object({ messageId: Uuid });

export type Message = z.infer<typeof Message>;
export type MessageList = z.infer<typeof MessageList>;
export type MessageDraft = z.infer<typeof MessageDraft>;
export type MessagesRead = z.infer<typeof MessagesRead>;
