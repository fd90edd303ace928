/** 导出 Excel on a report: what the page shows, as it is asked and narrowed now. On a phone there is nothing to do with a workbook. */
import type { QueryContract } from '@millwright/server/kernel/contract';
import { exportUrl } from '../../api/client.ts';
import { useAppearance } from '../../ui/appearance.tsx';
import { Button } from '../../ui/Button.tsx';
import { useLanguage, useText } from '../../ui/language.tsx';

export function ExportButton({ contract, input, view, whyNot }: { contract: Pick<QueryContract, 'name'>; input: unknown; view?: string; whyNot?: string | undefined }) {
  const text = useText();
  const { language } = useLanguage();
  const { phone } = useAppearance();
  if (phone) return null;
  return <Button icon="download" whyNot={whyNot} onPress={() => { location.href = exportUrl(contract.name, input, language, view); }}>{text({ zh: '导出 Excel', en: 'Export to Excel' })}</Button>;
}
