/** The states and actions of a document that writes the books, in words all of them share. Browser-safe. */
export const bookingStates = {
  draft: { label: { zh: '草稿', en: 'Draft' }, tone: 'neutral' },
  booked: { label: { zh: '已记账', en: 'Booked' }, tone: 'done' },
  reversed: { label: { zh: '已冲销', en: 'Reversed' }, tone: 'neutral' },
} as const;
export const bookingActions = {
  book: { title: { zh: '审核记账', en: 'Book' }, from: ['draft'], because: { zh: '单据{state}，不用再记账。', en: 'It is {state}; there is nothing to book.' }, shortcut: 'F8', primary: true },
  reverse: { title: { zh: '冲销', en: 'Reverse' }, from: ['booked'], because: { zh: '只有已记账的单据可以冲销，现在是{state}。', en: 'Only a booked document can be reversed; it is {state}.' }, confirm: { zh: '将生成一张红字单据，库存与账同时冲回；原单保留。', en: 'A red document takes stock and ledger back; the original stays.' } },
  remove: { title: { zh: '删除', en: 'Delete' }, from: ['draft'], because: { zh: '单据{state}，只有草稿可以删除。', en: 'It is {state}; only a draft can be deleted.' }, confirm: { zh: '删除后不能恢复，历史里还能看到。', en: 'This cannot be undone; history will still show it.' } },
} as const;
export const bookingStateChoices = { draft: bookingStates.draft.label, booked: bookingStates.booked.label, reversed: bookingStates.reversed.label } as const;
