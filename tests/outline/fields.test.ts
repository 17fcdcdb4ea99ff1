import { describe, expect, it } from 'vitest';
import type { FieldFormat } from '../../shared/model/blocks.ts';
import { printField } from '../../shared/outline/fields.ts';
import { parseValue } from '../../shared/values/parse.ts';
import { EMPTY, errorValue } from '../../shared/values/value.ts';

const shown = (printed: string, fmt?: FieldFormat, percentUnit?: boolean): string =>
  printField(parseValue(printed), fmt, percentUnit).text;

describe('a field prints its cell', () => {
  it.each<[string, FieldFormat | undefined, string]>([
    // without a format: exactly the cell's print
    ['51.00', undefined, '51.00'],
    ['-', undefined, '-'],
    ['/', undefined, '/'],
    ['[3000]', undefined, '[3000]'],
    ['≥65%', undefined, '≥65%'],
    ['18—36', undefined, '18—36'],
    ['应保尽保', undefined, '应保尽保'],
    ['约300', undefined, '约300'],
    // unit and decimals
    ['12469', { unit: '套' }, '12469套'],
    ['92.02', { decimals: 1, unit: '万平方米' }, '92.0万平方米'],
    ['0.445', { decimals: 2 }, '0.45'],
    ['-0.445', { decimals: 2 }, '-0.45'],
    ['51', { decimals: 2 }, '51.00'],
    // shifts
    ['18000', { scale: '万', unit: '户' }, '1.8万户'],
    ['12469', { scale: '万', decimals: 2, unit: '套' }, '1.25万套'],
    ['250000000', { scale: '亿', unit: '元' }, '2.5亿元'],
    ['0', { scale: '万' }, '0万'],
    // a five-year total in a sentence loses its brackets with its shift
    ['[18000]', { scale: '万', unit: '户' }, '1.8万户'],
    ['[3000]', { unit: '套' }, '3000套'],
    // about
    ['300', { approx: '约', unit: '套' }, '约300套'],
    ['300', { approx: '约…余', unit: '套' }, '约300余套'],
    ['300', { approx: '近', unit: '套' }, '近300套'],
    ['300', { approx: '超', unit: '套' }, '超300套'],
    ['约300', { approx: '约' }, '约300'],
    ['约300', { decimals: 1 }, '约300.0'],
    // signs
    ['-5.2', { abs: true, unit: '个百分点' }, '5.2个百分点'],
    ['>37', { decimals: 1 }, '>37.0'],
    ['517—746', { scale: '万', decimals: 2, unit: '平方米' }, '0.05万—0.07万平方米'],
    // percent
    ['0.875', { percent: true }, '87.5%'],
    ['0.8756', { percent: true, decimals: 1 }, '87.6%'],
    ['65%', { percent: true }, '65%'],
    ['65%', { decimals: 1 }, '65.0%'],
    // words, none and not applicable take no format
    ['-', { unit: '套', approx: '约' }, '-'],
    ['应保尽保', { unit: '套' }, '应保尽保'],
  ])('%s with %j is %s', (printed, fmt, text) => {
    expect(shown(printed, fmt)).toBe(text);
  });

  it('does not multiply a value that is in % already', () => {
    expect(shown('65', { percent: true }, true)).toBe('65%');
  });

  it('keeps digits that no binary number holds', () => {
    expect(shown('123456789012345678901', { scale: '亿', decimals: 8 })).toBe('1234567890123.45678901亿');
  });

  it('says what is missing instead of inventing a figure', () => {
    expect(printField(EMPTY)).toEqual({ text: '【待填】', error: 'blank' });
    expect(printField(errorValue('dead-reference'))).toEqual({ text: '【引用失效】', error: 'dead' });
    expect(printField(errorValue('div0'))).toEqual({ text: '【公式错误】', error: 'error' });
  });
});
