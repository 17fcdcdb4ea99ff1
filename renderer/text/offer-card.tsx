// The one-line offer under a typed number: “262套”与 表2·疏附县·保障性租赁住房·套数 相同　改为引用　不用.

import { Button } from 'antd';
import { useState } from 'react';
import { columnName } from '../../shared/formulas/words.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { rowLabel } from '../../shared/model/lookup.ts';
import { cellExpression, declinedId, fieldElement, formatAsTyped } from '../../shared/outline/number-offers.ts';
import type { PrintedNumber } from '../../shared/outline/typed-numbers.ts';
import { textWords } from '../words/text.ts';
import { FloatCard } from './float.tsx';
import { replaceRange } from './insert-field.ts';
import { type Offer, offerAtCursor } from './offers.ts';
import type { PageEditor } from './page-editor.ts';

/** 表2·疏附县·保障性租赁住房·套数 */
export function cellWords(live: LivePlan, cell: { table: number; row: number; column: number }): string {
  const shape = live.shape(cell.table);
  const row = live.state.records.row.get(cell.row);
  return [shape.number || shape.title, row ? rowLabel(live, row) : '', columnName(live, cell.column, '·')]
    .filter(Boolean)
    .join('·');
}

export function OfferCard({ editor }: { editor: PageEditor; version: number }) {
  const offer = editor.view.hasFocus() ? offerAtCursor(editor.view.state) : null;
  if (!offer) return null;
  return <Card key={`${offer.block}:${offer.from}:${offer.figure}`} editor={editor} offer={offer} />;
}

function Card({ editor, offer }: { editor: PageEditor; offer: Offer }) {
  const [chosen, setChosen] = useState(0);
  const { live } = editor.session;
  const cells = [offer.match.best, ...offer.match.others];
  const cell = cells[chosen % cells.length] as PrintedNumber;

  function take(): void {
    const field = fieldElement(editor.session.mint<'field'>(), cellExpression(live, cell), formatAsTyped(offer, cell));
    replaceRange(editor, offer.from, offer.to, [field], 'bind-fields', offer.from + 1);
    editor.view.focus();
  }

  function leave(): void {
    editor.sync.run({
      type: 'answer-finding',
      finding: declinedId(offer.block, offer.figure, offer.unit),
      code: 'typed-number',
      seen: `${offer.figure}${offer.unit}`,
      reason: textWords.offerLeave,
    });
    editor.offers.search();
    editor.view.focus();
  }

  return (
    <FloatCard view={editor.view} pos={offer.from} className="offer-card" keepsCursor label={textWords.offerTake}>
      <span>
        “{offer.figure}
        {offer.unit}”{textWords.offerAnd} <b>{cellWords(live, cell)}</b> {textWords.offerSame}
      </span>
      {cells.length > 1 && (
        <Button size="small" type="link" onClick={() => setChosen((n) => n + 1)} title={textWords.offerMore(cells.length - 1)}>
          {textWords.offerNext} {(chosen % cells.length) + 1}/{cells.length}
        </Button>
      )}
      <Button size="small" className="take" onClick={take}>
        {textWords.offerTake}
      </Button>
      <Button size="small" onClick={leave}>
        {textWords.offerLeave}
      </Button>
    </FloatCard>
  );
}
