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
    ['－', { form: 'none', text: '－' }],
    ['–', { form: 'none', text: '–' }],
    ['―', { form: 'none', text: '―' }],
    ['——', { form: 'none', text: '——' }],
    ['−', { form: 'none', text: '−' }],
    ['／', { form: 'na', text: '/' }],
    ['１，２３４．５０', { form: 'number', num: '1234.50' }],
    ['＞３７', { form: 'bound', op: '>', num: '37', text: '＞３７' }],
    ['≧5', { form: 'bound', op: '≥', num: '5', text: '≧5' }],
    ['〉5', { form: 'bound', op: '>', num: '5', text: '〉5' }],
    ['不少于65%', { form: 'bound', op: '≥', num: '65', text: '不少于65%' }],
    ['不超过30', { form: 'bound', op: '≤', num: '30', text: '不超过30' }],
    ['超过1.2万', { form: 'bound', op: '>', num: '12000', text: '超过1.2万' }],
    ['90%以上', { form: 'bound', op: '≥', num: '90', text: '90%以上' }],
    ['15以内', { form: 'bound', op: '≤', num: '15', text: '15以内' }],
    ['不足5', { form: 'bound', op: '<', num: '5', text: '不足5' }],
    ['18-36', { form: 'range', num: '18', to: '36', text: '18-36' }],
    ['18~36', { form: 'range', num: '18', to: '36', text: '18~36' }],
    ['18～36', { form: 'range', num: '18', to: '36', text: '18～36' }],
    ['18至36', { form: 'range', num: '18', to: '36', text: '18至36' }],
    ['-5—10', { form: 'range', num: '-5', to: '10', text: '-5—10' }],
    ['60%—70%', { form: 'range', num: '60', to: '70', text: '60%—70%' }],
    ['［３０００］', { form: 'number', num: '3000', marks: { cumulative: true }, text: '［３０００］' }],
    ['【3000】', { form: 'number', num: '3000', marks: { cumulative: true }, text: '【3000】' }],
    ['〔≥3000〕', { form: 'bound', op: '≥', num: '3000', marks: { cumulative: true }, text: '〔≥3000〕' }],
    ['约1.5万', { form: 'number', num: '15000', marks: { about: true }, text: '约1.5万' }],
    ['1.2万', { form: 'number', num: '12000', text: '1.2万' }],
    ['65‰', { form: 'number', num: '65', text: '65‰' }],
    ['万', { form: 'text', text: '万' }],
    ['以上', { form: 'text', text: '以上' }],
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
    for (const text of [
      '不少于65%',
      '30以内',
      '1.2万',
      '［３０００］',
      '–',
      '>37',
      '≥65%',
      '[3000]',
      '〔3000—4000〕',
      '[517-746]',
      '约300',
      '—',
      '/',
    ]) {
      const value = parseForm(text);
      expect(value && printValue(value)).toBe(text);
      expect(value && parseForm(printValue(value))).toEqual(value);
    }
  });
});
