import { expect, it } from 'vitest';
import { parseBlock, writeBlock } from './clipboard.ts';

it.each([
  ['C-SPCC-15\t260\r\nC-SPCC-20\t120\r\n', [['C-SPCC-15', '260'], ['C-SPCC-20', '120']]],
  ['one', [['one']]],
  ['a\t\tb', [['a', '', 'b']]],
  ['"two\nlines"\tx', [['two\nlines', 'x']]],
  ['"say ""hi"""\t1', [['say "hi"', '1']]],
  ['a\n\nb', [['a'], [''], ['b']]],
])('reads %j', (text, rows) => expect(parseBlock(text)).toEqual(rows));

it('writes what it reads', () => {
  const rows = [['a "b"', '1'], ['two\nlines', '']];
  expect(parseBlock(writeBlock(rows))).toEqual(rows);
});
