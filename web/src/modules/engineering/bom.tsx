/** 物料清单: list, versions with their tree below, and the page that explodes an item or traces it to the top. */
import { bom, listBoms } from '@millwright/server/modules/engineering/bom/bom.contract';
import { useState } from 'react';
import { DocumentPage } from '../../record/document/DocumentPage.tsx';
import type { DocumentOptions } from '../../record/document/document-options.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { PageHead } from '../../record/list/PageHead.tsx';
import { useLookupFor } from '../../record/lookups.ts';
import { usePageState, usePageTitle } from '../../record/page-context.tsx';
import { today } from '../../ui/clock.ts';
import { ReferenceInput, type ReferenceValue } from '../../ui/input/ReferenceInput.tsx';
import { useText } from '../../ui/language.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { BomTree } from './BomTree.tsx';
import { WhereUsed } from './WhereUsed.tsx';

const listOptions: ListOptions = { document: bom, print: () => options };
export const BomList = () => <ListPage contract={listBoms} options={listOptions} />;

const options: DocumentOptions = {
  contract: bom,
  defaults: () => ({ validFrom: today() }),
  head: { item: { wide: 2 } },
  lines: { component: { shows: 'both', lookup: { columns: [{ key: 'spec', label: { zh: '规格', en: 'Spec' }, width: 160 }, { key: 'unit', label: { zh: '单位', en: 'Unit' }, width: 60 }] } } },
  side: 'history',
  below: (record) => record && <Panel title={<MultiLevel />}><BomTree bom={record.id} version={record.version} quantity="1" /></Panel>,
};
const MultiLevel = () => <>{useText()({ zh: '多级结构', en: 'Multi-level structure' })}</>;
export const BomPage = () => <DocumentPage options={options} />;

const title = { zh: '多级展开与反查', en: 'Explosion and where-used' };
export function BomExplosionPage() {
  const text = useText();
  usePageTitle(title);
  const lookup = useLookupFor('engineering/item');
  const [item, setItem] = usePageState<ReferenceValue | null>('item', null);
  const [way, setWay] = usePageState<'down' | 'up'>('way', 'down');
  const [quantity, setQuantity] = usePageState('quantity', '1');
  const [typed, setTyped] = useState(quantity);
  const valid = /^\d{1,12}(\.\d{1,6})?$/.test(typed) && /[1-9]/.test(typed);
  return (
    <>
      <PageHead title={text(title)}>
        <span style={{ width: 280 }}><ReferenceInput label={text({ zh: '物料', en: 'Item' })} placeholder={text({ zh: '编码、名称或拼音', en: 'Code, name or pinyin' })} lookup={lookup} value={item} onChange={(value) => setItem(value?.id ? { id: value.id, code: value.code, name: value.name } : null)} /></span>
        {way === 'down' && <input className="mw-input" style={{ width: 90, textAlign: 'right' }} inputMode="decimal" aria-label={text({ zh: '数量', en: 'Quantity' })} aria-invalid={!valid} value={typed} onChange={(event) => setTyped(event.target.value)} onBlur={() => { if (valid) setQuantity(typed); }} onKeyDown={(event) => { if (event.key === 'Enter' && valid) setQuantity(typed); }} />}
        <Segments label={text({ zh: '方向', en: 'Direction' })} value={way} onChange={setWay} options={[{ value: 'down', text: text({ zh: '向下展开', en: 'Explode' }) }, { value: 'up', text: text({ zh: '反查到顶', en: 'Where used' }) }]} />
      </PageHead>
      <section className="mw-panel grow">
        {!item && <EmptyState title={text({ zh: '选一个物料', en: 'Choose an item' })}>{text({ zh: '向下看它由什么组成、各级库存多少；向上看它用在哪里。', en: 'Downwards: what it is made of, with stock at every level. Upwards: where it is used.' })}</EmptyState>}
        {item && way === 'down' && <BomTree item={item.id} quantity={quantity} />}
        {item && way === 'up' && <WhereUsed item={item.id} />}
      </section>
    </>
  );
}
