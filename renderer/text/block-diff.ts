// Two lists of blocks compared: the one `edit-text` command that makes the first into the second.
//
// Blocks are matched by id. The editor never reorders blocks it knows (what is pasted or dropped elsewhere gets a fresh id), so
// additions, removals, splices of content and new kinds or props say everything.

import type { CommandOf } from '../../shared/commands/schema.ts';
import type { BlockId } from '../../shared/model/ids.ts';
import { diffInline, equalInline } from '../../shared/outline/inline.ts';
import type { TextBlock } from './convert.ts';

export type EditText = CommandOf<'edit-text'>;
type Addition = NonNullable<EditText['add']>[number];

export function equalJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const field of fields) {
    if (!equalJson((a as Record<string, unknown>)[field], (b as Record<string, unknown>)[field])) return false;
  }
  return true;
}

/** Two versions of one block that say the same; its place among others is not looked at. */
export const sameBlock = (a: TextBlock, b: TextBlock): boolean =>
  a === b || (a.kind === b.kind && a.parentId === b.parentId && equalJson(a.props, b.props) && equalInline(a.content, b.content));

function additions(after: readonly TextBlock[], known: ReadonlySet<BlockId>): Addition[] {
  const lastChild = new Map<BlockId | null, BlockId>();
  const add: Addition[] = [];
  for (const block of after) {
    const before = lastChild.get(block.parentId);
    if (!known.has(block.id)) {
      const { id, kind, props, content, parentId } = block;
      add.push({
        block: { id, kind, props: { ...props }, content, parent: parentId },
        place: before === undefined ? 'first' : { after: before },
      });
    }
    lastChild.set(block.parentId, block.id);
  }
  return add;
}

/** null where nothing changed. `before` is what the plan holds, exactly as stored. */
export function diffBlocks(before: readonly TextBlock[], after: readonly TextBlock[]): EditText | null {
  const old = new Map(before.map((block) => [block.id, block]));
  const kept = new Set(after.map((block) => block.id));
  const splices: EditText['splices'] = [];
  const set: NonNullable<EditText['set']> = [];
  for (const block of after) {
    const was = old.get(block.id);
    if (!was || was === block) continue;
    const splice = diffInline(was.content, block.content);
    if (splice) splices.push({ block: block.id, ...splice });
    const fields: (typeof set)[number]['set'] = {};
    if (was.kind !== block.kind) fields.kind = block.kind;
    if (!equalJson(was.props, block.props)) fields.props = { ...block.props };
    if (Object.keys(fields).length) set.push({ block: block.id, set: fields });
  }
  const add = additions(after, new Set(old.keys()));
  const remove = before.filter((block) => !kept.has(block.id)).map((block) => block.id);
  if (!splices.length && !add.length && !remove.length && !set.length) return null;
  return {
    type: 'edit-text',
    splices,
    ...(add.length && { add }),
    ...(remove.length && { remove }),
    ...(set.length && { set }),
  };
}
