// Commands on the text: blocks and splices of their content. One gesture of typing is one `edit-text`.

import { fail, ok, type Result } from '../contract/failure.ts';
import type { BlockProps, Inline } from '../model/blocks.ts';
import type { Change } from '../model/change.ts';
import type { BlockId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import type { BlockRecord } from '../model/records.ts';
import { addRecord, ordersAt, removeRecord, setRecord } from './record-changes.ts';
import type { CommandOf, Place } from './schema.ts';

type Splice = CommandOf<'edit-text'>['splices'][number];
type NewBlock = CommandOf<'add-block'>['block'];

/** Content as it will be, block by block, while one command's changes are gathered. */
class Draft {
  readonly changes: Change[] = [];
  private readonly blocks: Map<BlockId, BlockRecord>;
  private readonly live: LivePlan;

  constructor(live: LivePlan) {
    this.live = live;
    this.blocks = new Map(live.state.records.block);
  }

  get(id: BlockId): BlockRecord | undefined {
    return this.blocks.get(id);
  }

  splice({ block, at, delete: count, insert }: Splice): Result<null> {
    const record = this.blocks.get(block);
    if (!record) return fail('no-such-block', { block });
    if (at + count > record.content.length) return fail('bad-command', { why: 'out-of-range', block, at, count });
    const was = record.content.slice(at, at + count);
    if (!was.length && !insert.length) return ok(null);
    this.changes.push({ k: 'inline', block, at, was, now: insert });
    const content = [...record.content];
    content.splice(at, count, ...insert);
    this.blocks.set(block, { ...record, content });
    return ok(null);
  }

  add(block: NewBlock, place: Place): Result<null> {
    if (this.blocks.has(block.id)) return fail('bad-command', { why: 'id-used', id: block.id });
    const beside = typeof place === 'object' ? this.blocks.get('after' in place ? place.after : place.before) : undefined;
    if (typeof place === 'object' && !beside)
      return fail('no-such-block', { block: 'after' in place ? place.after : place.before });
    const parentId = block.parent === undefined ? (beside?.parentId ?? null) : block.parent;
    const siblings = [...this.blocks.values()].filter((b) => b.parentId === parentId);
    const orders = ordersAt(siblings, place, 1);
    if (!orders.ok) return orders;
    const record: BlockRecord = {
      id: block.id,
      parentId,
      ord: orders.value[0] as string,
      kind: block.kind,
      props: (block.props ?? {}) as BlockProps,
      content: block.content ?? [],
    };
    this.blocks.set(record.id, record);
    this.changes.push(addRecord('block', record));
    return ok(null);
  }

  remove(id: BlockId): Result<null> {
    const record = this.blocks.get(id);
    if (!record) return ok(null);
    for (const child of [...this.blocks.values()]) if (child.parentId === id) this.remove(child.id);
    this.blocks.delete(id);
    this.changes.push({ k: 'rec', e: 'block', id, was: { ...record }, now: null });
    for (const note of this.live.state.records.note.values())
      if (note.blockId === id) this.changes.push(...removeRecord(this.live.state, 'note', note.id));
    return ok(null);
  }

  set(id: BlockId, set: { kind?: BlockRecord['kind'] | undefined; props?: Record<string, unknown> | undefined }): Result<null> {
    const record = this.blocks.get(id);
    if (!record) return fail('no-such-block', { block: id });
    const now: Partial<BlockRecord> = { ...(set.kind && { kind: set.kind }), ...(set.props && { props: set.props as BlockProps }) };
    const changes = this.live.state.records.block.has(id)
      ? setRecord(this.live.state, 'block', id, now)
      : [{ k: 'rec' as const, e: 'block' as const, id, was: { kind: record.kind, props: record.props }, now: { ...now } }];
    this.blocks.set(id, { ...record, ...now });
    this.changes.push(...changes);
    return ok(null);
  }

  move(id: BlockId, parentId: BlockId | null, ord: string): void {
    this.changes.push(...setRecord(this.live.state, 'block', id, { parentId, ord }));
  }
}

function all(results: Iterable<Result<null>>, draft: Draft): Result<Change[]> {
  for (const result of results) if (!result.ok) return result;
  return ok(draft.changes);
}

export function addBlock(live: LivePlan, command: CommandOf<'add-block'>): Result<Change[]> {
  const draft = new Draft(live);
  return all([draft.add(command.block, command.place)], draft);
}

export function removeBlocks(live: LivePlan, command: CommandOf<'remove-block'>): Result<Change[]> {
  for (const id of command.blocks) if (!live.state.records.block.has(id)) return fail('no-such-block', { block: id });
  if (!command.confirm) {
    const going = new Set(command.blocks);
    const users = [...live.state.records.block.values()].filter(
      (b) =>
        !going.has(b.id) &&
        b.content.some((piece) => piece.t === 'ref' && piece.to.block !== undefined && going.has(piece.to.block)),
    );
    if (users.length)
      return fail('in-use', {
        what: 'block',
        places: users.slice(0, 20).map((b) => ({ kind: 'text', where: plain(b.content).slice(0, 40), block: b.id })),
        count: users.length,
      });
  }
  const draft = new Draft(live);
  return all(
    command.blocks.map((id) => draft.remove(id)),
    draft,
  );
}

const plain = (content: readonly Inline[]): string => content.map((piece) => (piece.t === 'text' ? piece.s : '…')).join('');

export function moveBlocks(live: LivePlan, command: CommandOf<'move-block'>): Result<Change[]> {
  const moving = new Set(command.blocks);
  const beside =
    typeof command.place === 'object'
      ? live.state.records.block.get('after' in command.place ? command.place.after : command.place.before)
      : undefined;
  const first = live.state.records.block.get(command.blocks[0] as BlockId);
  if (!first) return fail('no-such-block', { block: command.blocks[0] });
  const parent = command.parent === undefined ? (beside ? beside.parentId : first.parentId) : command.parent;
  for (let up = parent; up !== null; up = live.state.records.block.get(up)?.parentId ?? null)
    if (moving.has(up)) return fail('bad-command', { why: 'into-itself' });
  const siblings = [...live.state.records.block.values()].filter((b) => b.parentId === parent && !moving.has(b.id));
  const orders = ordersAt(siblings, command.place, command.blocks.length);
  if (!orders.ok) return orders;
  const draft = new Draft(live);
  for (const [i, id] of command.blocks.entries()) {
    if (!live.state.records.block.has(id)) return fail('no-such-block', { block: id });
    draft.move(id, parent, orders.value[i] as string);
  }
  return ok(draft.changes);
}

/** Cuts content at an index and a character offset inside that piece. */
function cut(content: readonly Inline[], at: number, offset: number): [Inline[], Inline[]] {
  const piece = content[at];
  if (offset === 0 || piece?.t !== 'text') return [content.slice(0, at), content.slice(at)];
  const left: Inline = { ...piece, s: piece.s.slice(0, offset) };
  const right: Inline = { ...piece, s: piece.s.slice(offset) };
  return [
    [...content.slice(0, at), ...(left.s ? [left] : [])],
    [...(right.s ? [right] : []), ...content.slice(at + 1)],
  ];
}

export function splitBlock(live: LivePlan, command: CommandOf<'split-block'>): Result<Change[]> {
  const record = live.state.records.block.get(command.block);
  if (!record) return fail('no-such-block', { block: command.block });
  if (command.at > record.content.length) return fail('bad-command', { why: 'out-of-range', block: command.block });
  const [left, right] = cut(record.content, command.at, command.offset);
  const draft = new Draft(live);
  const kind = record.kind === 'heading' && !right.length ? 'para' : record.kind;
  return all(
    [
      draft.splice({ block: record.id, at: 0, delete: record.content.length, insert: left }),
      draft.add(
        { id: command.id, kind, props: kind === record.kind ? { ...record.props } : {}, content: right },
        { after: record.id },
      ),
    ],
    draft,
  );
}

export function joinBlock(live: LivePlan, command: CommandOf<'join-block'>): Result<Change[]> {
  const record = live.state.records.block.get(command.block);
  const other = live.state.records.block.get(command.with);
  if (!record || !other) return fail('no-such-block', { block: record ? command.with : command.block });
  const draft = new Draft(live);
  return all(
    [draft.splice({ block: record.id, at: record.content.length, delete: 0, insert: other.content }), draft.remove(other.id)],
    draft,
  );
}

export function setBlock(live: LivePlan, command: CommandOf<'set-block'>): Result<Change[]> {
  const draft = new Draft(live);
  return all([draft.set(command.block, command.set)], draft);
}

/** Order of a gesture: new blocks, properties, splices (each on the content the former left), removals. */
export function editText(live: LivePlan, command: CommandOf<'edit-text'>): Result<Change[]> {
  const draft = new Draft(live);
  const steps = function* (): Generator<Result<null>> {
    for (const { block, place } of command.add ?? []) yield draft.add(block, place);
    for (const { block, set } of command.set ?? []) yield draft.set(block, set);
    for (const splice of command.splices) yield draft.splice(splice);
    for (const id of command.remove ?? []) yield draft.remove(id);
  };
  return all(steps(), draft);
}

export function spliceBlocks(live: LivePlan, splices: readonly Splice[]): Result<Change[]> {
  const draft = new Draft(live);
  return all(
    splices.map((splice) => draft.splice(splice)),
    draft,
  );
}

export function insertField(live: LivePlan, command: CommandOf<'insert-field'>): Result<Change[]> {
  const record = live.state.records.block.get(command.block);
  if (!record) return fail('no-such-block', { block: command.block });
  if (command.field.t !== 'field') return fail('bad-command', { why: 'not-a-field' });
  const [left, right] = cut(record.content, command.at, command.offset);
  const insert = [...left, command.field, ...right];
  return spliceBlocks(live, [{ block: record.id, at: 0, delete: record.content.length, insert }]);
}
