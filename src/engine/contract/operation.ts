/** What an operation of the contract is, and the fields that many of their inputs have. */
import { z } from 'zod';
import { isWellFormed } from '../model/is-well-formed.ts';
import type { Json } from '../model/json.ts';
import type { Role } from '../model/role.ts';

/** An operation's input schema and role; `Answer` lives in the type only. */
export type Operation<Input extends z.ZodType, Answer> = {
  readonly kind: 'command' | 'query';
  readonly role: Role;
  readonly input: Input;
  readonly answer?: Answer;
};

export const command =
  <Answer>() =>
  <Input extends z.ZodType>(role: Role, input: Input): Operation<Input, Answer> => ({ kind: 'command', role, input });
export const query =
  <Answer>() =>
  <Input extends z.ZodType>(role: Role, input: Input): Operation<Input, Answer> => ({ kind: 'query', role, input });

const TEXT_MAX = 4_096;
const PAGE_MAX = 1_000;
const DOCUMENT_CHARACTERS_MAX = 16 * 1024 * 1024;

/** What comes in is written down, and half of a surrogate pair cannot be. */
const UNICODE = 'half of a character pair stands here, which cannot be written down';

export const text = z.string().min(1).max(TEXT_MAX).refine(isWellFormed, UNICODE);
export const path = z.string().min(1).max(TEXT_MAX);
export const date = z.iso.date();
/** `id` or `id@version`; without a version the newest published one is meant. */
export const reference = text;
export const page = { after: z.int().min(0).default(0), limit: z.int().min(1).max(PAGE_MAX).default(100) };
export const body = z.string().min(1).max(DOCUMENT_CHARACTERS_MAX);
/** zod's own JSON type is mutable; what comes in here is never changed. */
const anyJson: z.ZodType<Json, Json> = z.json() as z.ZodType<unknown, unknown> as z.ZodType<Json, Json>;
export const json = anyJson.refine(isWellFormed, UNICODE);
/** The input of a run. */
export const jsonByName = z.record(z.string(), anyJson).refine(isWellFormed, UNICODE);
export const nothing = z.strictObject({});
