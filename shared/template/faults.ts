// What is wrong in a template: every fault at once, each with its file and JSON pointer (RFC 6901), a stable code and the data of
// its sentence. The Chinese sentence stands in fault-sentences.ts.

import type { z } from 'zod';
import { type Failure, fail } from '../contract/failure.ts';
import { TEMPLATE_LIMITS } from './format.ts';

export const FAULT_CODES = [
  'missing-file',
  'unknown-file',
  'bad-path',
  'too-many-files',
  'too-many-bytes',
  'bad-json',
  'too-deep',
  'wrong-type',
  'missing-property',
  'unknown-property',
  'not-a-choice',
  'bad-format',
  'too-long',
  'too-short',
  'unknown-token',
  'no-form-fits',
  'same-key',
  'no-such-key',
  'group-needs-columns',
  'only-groups-have-columns',
  'no-label-column',
  'not-for-this-kind',
  'table-not-placed',
  'table-placed-twice',
  'region-cycle',
  'computed-value',
  'bad-figure',
  'bad-formula',
  'cycle',
  'built-in-id',
  'newer-format',
  'newer-app',
  'wrong-folder-name',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

export interface TemplateFault {
  file: string;
  /** RFC 6901; '' = the whole file */
  pointer: string;
  code: FaultCode;
  details: Record<string, unknown>;
}

export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

/** All faults as one failure; `details.faults` holds the first ones, `details.count` says how many there are. */
export function faultFailure(faults: readonly TemplateFault[], template: string): { ok: false; failure: Failure } {
  return fail('template-error', { template, count: faults.length, faults: faults.slice(0, TEMPLATE_LIMITS.faults) });
}

type Issue = z.core.$ZodIssue;

/** Of a union's branches the one that was most likely meant: it got furthest, and has the fewest faults. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const fitting = branches.filter(
    (issues) => issues.length > 0 && !issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type'),
  );
  const known = fitting.filter((issues) => !issues.some((issue) => issue.path.length === 0));
  return [...(known.length ? known : [])].sort((a, b) => a.length - b.length)[0] ?? null;
}

function faultsOfIssue(
  file: string,
  issue: Issue,
  before: readonly PropertyKey[],
  at: (path: readonly PropertyKey[]) => unknown,
): TemplateFault[] {
  const path = [...before, ...issue.path];
  const make = (code: FaultCode, details: Record<string, unknown> = {}, where = path): TemplateFault => ({
    file,
    pointer: pointerOf(where),
    code,
    details,
  });
  switch (issue.code) {
    case 'invalid_type':
      return at(path) === undefined
        ? [make('missing-property', { property: String(path.at(-1) ?? '') })]
        : [make('wrong-type', { expected: issue.expected })];
    case 'unrecognized_keys':
      return issue.keys.map((key) => make('unknown-property', { property: key }, [...path, key]));
    case 'invalid_value':
      return at(path) === undefined
        ? [make('missing-property', { property: String(path.at(-1) ?? '') })]
        : [make('not-a-choice', { found: at(path), choices: issue.values.slice(0, 40).map(String) })];
    case 'invalid_format':
      return [make('bad-format', { found: at(path) })];
    case 'too_big':
      return [make('too-long', { most: Number(issue.maximum) })];
    case 'too_small':
      return [make('too-short', { least: Number(issue.minimum) })];
    case 'invalid_union': {
      if (at(path) === undefined) return [make('missing-property', { property: String(path.at(-1) ?? '') })];
      const branch = nearestBranch(issue.errors);
      return branch ? branch.flatMap((inner) => faultsOfIssue(file, inner, path, at)) : [make('no-form-fits')];
    }
    case 'custom':
      return [make((issue.params?.fault as FaultCode | undefined) ?? 'bad-format', { found: at(path) })];
    default:
      return [make('bad-format', { found: at(path) })];
  }
}

/** Every issue of one part as faults. */
export function faultsOf(file: string, error: { issues: readonly Issue[] }, part: unknown): TemplateFault[] {
  const at = (path: readonly PropertyKey[]): unknown =>
    path.reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined),
      part,
    );
  return error.issues.flatMap((issue) => faultsOfIssue(file, issue, [], at));
}

/** True where arrays and objects nest deeper than a template may. */
export function isTooDeep(value: unknown, left: number = TEMPLATE_LIMITS.depth): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  return Object.values(value).some((inner) => isTooDeep(inner, left - 1));
}
