import { describe, expect, it } from 'vitest';
import { parseForm, parseValue } from '../../shared/values/parse.ts';
import { printValue, valueToJson } from '../../shared/values/value.ts';

const json = (text: string): unknown => valueToJson(parseValue(text));

describe('what an official types or prints', () => {
  it.each([
    ['51.00', { form: 'number', num: '51.00' }],
    ['1,234.5', { form: 'number', num: '1234.5' }],
    ['１２３．４０', { form: 'number', num: '123.40' }],
    ['－3', { form: 'number', num: '-3' }],
    ['1 234', { form: 'number', num: '1234' }],
    ['.5', { form: 'number', num: '0.5' }],
    ['-', { form: 'none', text: '-' }],
    ['—', { form: 'none', text: '—' }],
    ['/', { form: 'na', text: '/' }],
    ['', { form: 'empty' }],
    ['>37', { form: 'bound', op: '>', num: '37', text: '>37' }],
    ['≥65%', { form: 'bound', op: '≥', num: '65', text: '≥65%' }],
    ['[3000]', { form: 'number', num: '3000', marks: { cumulative: true }, text: '[3000]' }],
    ['〔70〕', { form: 'number', num: '70', marks: { cumulative: true }, text: '〔70〕' }],
    ['[517-746]', { form: 'range', num: '517', to: '746', marks: { cumulative: true }, text: '[517-746]' }],
    ['18—36', { form: 'range', num: '18', to: '36', text: '18—36' }],
    ['约300', { form: 'number', num: '300', marks: { about: true }, text: '约300' }],
    ['4.1左右', { form: 'number', num: '4.1', marks: { about: true }, text: '4.1左右' }],
    ['应保尽保', { form: 'text', text: '应保尽保' }],
    ["'001", { form: 'text', text: '001' }],
    ['12abc', { form: 'text', text: '12abc' }],
    ['1,2', { form: 'text', text: '1,2' }],
    ['36—18', { form: 'text', text: '36—18' }],
    ['<script>alert(1)</script>', { form: 'text', text: '<script>alert(1)</script>' }],
  ])('%j', (typed, value) => {
    expect(json(typed)).toEqual(value);
  });

  it('gives every special form back from its own print', () => {
    for (const text of ['>37', '≥65%', '[3000]', '〔3000—4000〕', '[517-746]', '约300', '—', '/']) {
      const value = parseForm(text);
      expect(value && printValue(value)).toBe(text);
      expect(value && parseForm(printValue(value))).toEqual(value);
    }
  });
});
