/** What a company's template changes on the paper of one kind, as changes of what the noun itself says about its paper. */
import type { PaperTemplate } from '@millwright/server/modules/foundation/print-template/print-template.contract';
import type { DocumentOptions } from '../document/document-options.ts';
import type { Text } from '../../ui/language.tsx';

const both = (words: string): Text => ({ zh: words, en: words });

export function withTemplate(options: DocumentOptions, template: PaperTemplate | undefined): DocumentOptions {
  if (!template) return options;
  const { print = {} } = options;
  // Who signs under a known label is still filled in by name.
  const known = new Map((print.signatures ?? []).flatMap((one) => (one.field ? [[one.zh, one.field], [one.en, one.field]] : [])));
  return {
    ...options,
    print: {
      ...print,
      ...(template.title ? { title: both(template.title) } : {}),
      without: [...(print.without ?? []), ...template.without],
      rowsAtLeast: Math.max(print.rowsAtLeast ?? 1, template.rowsAtLeast),
      ...(template.signatures.length > 0 ? { signatures: template.signatures.map((words) => ({ ...both(words), ...(known.has(words) ? { field: known.get(words) as string } : words === '制单' ? { field: 'createdBy' } : {}) })) } : {}),
      remarks: (record) => [...(print.remarks?.(record) ?? []), ...template.remarks.map(both)],
    },
  };
}
