// The formula language over tokens, a subset of Excel's that Excel and WPS both compute:
//
//   expr = sum [("=" | "<>" | "<" | "<=" | ">" | ">=") sum]      sum = term {("+" | "-") term}
//   term = factor {("*" | "/" | "×" | "÷") factor}               factor = ["-"] atom ["%"]
//   atom = number | "text" | ref | 年 | FUNC "(" [expr {"," expr}] ")" | "(" expr ")"
//   ref  = [table] "[" [rows ","] path "]"                       rows = 本行 | 下级 | 全部 | 同行 | 总计 | a row's name
//
// How a reference is read is handed in: by name (what a person writes) or by id (what is
// stored), so both notations are one language. Limits: 2,000 characters, depth 64.

import { type Failure, fail, ok, type Result } from '../contract/failure.ts';
import { type BinaryOperator, type Expression, FUNCTIONS, type FunctionName } from './ast.ts';
import { type Token, tokens } from './tokens.ts';

export const MAX_LENGTH = 2000;
export const MAX_DEPTH = 64;

/** Reads `[table] "[" inner "]"`, or a stored `#c…`; answers the reference or why not. */
export interface ReferenceReader {
  bracket(table: string | null, inner: string): Result<Expression>;
  stored(text: string): Result<Expression>;
}

const COMPARE = new Set(['=', '<>', '<', '<=', '>', '>=']);

/** Arguments a function takes: least, most. */
export const ARITY: Record<FunctionName, [number, number]> = {
  SUM: [1, 255],
  SUMIFS: [3, 255],
  COUNTIFS: [2, 254],
  COUNT: [1, 255],
  AVERAGE: [1, 255],
  ROUND: [2, 2],
  IF: [2, 3],
  IFERROR: [2, 2],
  MIN: [1, 255],
  MAX: [1, 255],
  ABS: [1, 1],
};

class Stop extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

class Reader {
  private at = 0;
  private depth = 0;
  private readonly text: string;
  private readonly list: Token[];
  private readonly references: ReferenceReader;

  constructor(text: string, references: ReferenceReader) {
    this.text = text;
    this.list = tokens(text);
    this.references = references;
  }

  private stop(why: string, position: number, more: Record<string, unknown> = {}): never {
    const { failure } = fail('formula-error', { why, position: position + 1, formula: this.text, ...more });
    throw new Stop(failure);
  }

  private peek(): Token | undefined {
    return this.list[this.at];
  }

  private isSign(sign: string): boolean {
    const token = this.peek();
    return token?.t === 'sign' && token.sign === sign;
  }

  private take(sign: string): void {
    const token = this.peek();
    if (token?.t !== 'sign' || token.sign !== sign) this.stop('expected', token?.at ?? this.text.length, { expected: sign });
    this.at++;
  }

  whole(): Expression {
    const first = this.peek();
    if (!first) this.stop('empty', 0);
    if (this.isSign('=')) this.at++; // a leading = as in Excel
    const out = this.expression();
    const rest = this.peek();
    if (rest) this.stop('unexpected', rest.at, { found: this.text.slice(rest.at, rest.end) });
    return out;
  }

  private expression(): Expression {
    if (++this.depth > MAX_DEPTH) this.stop('too-deep', this.peek()?.at ?? 0);
    let left = this.sum();
    const token = this.peek();
    if (token?.t === 'sign' && COMPARE.has(token.sign)) {
      this.at++;
      left = { op: 'binary', operator: token.sign as BinaryOperator, left, right: this.sum() };
    }
    this.depth--;
    return left;
  }

  private sum(): Expression {
    let left = this.term();
    for (let token = this.peek(); token?.t === 'sign' && (token.sign === '+' || token.sign === '-'); token = this.peek()) {
      this.at++;
      left = { op: 'binary', operator: token.sign, left, right: this.term() };
    }
    return left;
  }

  private term(): Expression {
    let left = this.factor();
    for (let token = this.peek(); token?.t === 'sign' && (token.sign === '*' || token.sign === '/'); token = this.peek()) {
      this.at++;
      left = { op: 'binary', operator: token.sign, left, right: this.factor() };
    }
    return left;
  }

  private factor(): Expression {
    if (this.isSign('-')) {
      this.at++;
      return { op: 'negate', of: this.percent() };
    }
    return this.percent();
  }

  private percent(): Expression {
    const of = this.atom();
    if (!this.isSign('%')) return of;
    this.at++;
    return { op: 'percent', of };
  }

  private reference(result: Result<Expression>, token: Token): Expression {
    if (result.ok) return result.value;
    const { code, details } = result.failure;
    throw new Stop({ code, details: { ...details, position: token.at + 1, formula: this.text } });
  }

  private atom(): Expression {
    const token = this.peek();
    if (!token) this.stop('ended', this.text.length);
    this.at++;
    switch (token.t) {
      case 'number':
        return { op: 'number', num: token.num };
      case 'text':
        return { op: 'text', text: token.text };
      case 'bracket':
        return this.reference(this.references.bracket(null, token.inner), token);
      case 'stored':
        return this.reference(this.references.stored(token.text), token);
      case 'name':
        return this.name(token);
      case 'sign':
        if (token.sign === '(') {
          const inner = this.expression();
          this.take(')');
          return inner;
        }
    }
    this.stop('unexpected', token.at, { found: this.text.slice(token.at, token.end) });
  }

  private name(token: Extract<Token, { t: 'name' }>): Expression {
    const next = this.peek();
    if (next?.t === 'bracket') {
      this.at++;
      return this.reference(this.references.bracket(token.name, next.inner), token);
    }
    const name = token.name.toUpperCase();
    if (this.isSign('(')) {
      if (!(FUNCTIONS as readonly string[]).includes(name)) this.stop('no-function', token.at, { found: token.name });
      return this.call(name as FunctionName, token.at);
    }
    if (token.name === '年') return { op: 'year' };
    return this.stop('unknown-name', token.at, { found: token.name });
  }

  private call(name: FunctionName, position: number): Expression {
    this.take('(');
    const args: Expression[] = [];
    if (!this.isSign(')')) {
      args.push(this.expression());
      while (this.isSign(',')) {
        this.at++;
        args.push(this.expression());
      }
    }
    this.take(')');
    const [least, most] = ARITY[name];
    const pairs = name === 'SUMIFS' ? args.length % 2 === 1 : name === 'COUNTIFS' ? args.length % 2 === 0 : true;
    if (args.length < least || args.length > most || !pairs) this.stop('arguments', position, { found: name, given: args.length });
    return { op: 'call', name, args };
  }
}

/** Parses a formula; `formula-error` with why, position (1-based) and the text, or the reference's own failure. */
export function parseFormula(text: string, references: ReferenceReader): Result<Expression> {
  if (text.length > MAX_LENGTH)
    return fail('formula-error', { why: 'too-long', position: MAX_LENGTH, formula: `${text.slice(0, 40)}…` });
  try {
    return ok(new Reader(text, references).whole());
  } catch (error) {
    if (error instanceof Stop) return { ok: false, failure: error.failure };
    throw error;
  }
}
