/** 撤销本次引入: asked once more, then all of it or the reasons why not, record by record. */
import { getImport, undoImport } from '@millwright/server/modules/foundation/import/import.contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { runCommand } from '../../api/client.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { instantText } from '../../ui/figures.ts';
import { useText } from '../../ui/language.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';

export function UndoImport({ noun, batch, undoneAt }: { noun: string; batch: string; undoneAt: string | null }) {
  const text = useText();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const undo = async () => {
    setProblem(undefined);
    try {
      await runCommand(undoImport, { noun, batch });
      await client.invalidateQueries({ queryKey: [getImport.name] });
      await client.invalidateQueries({ queryKey: [`${noun}.list`] });
    } catch (error) {
      setProblem(asProblem(error));
    }
    setAsked(false);
  };
  if (undoneAt) return <p className="mw-muted">{text({ zh: `已于 ${instantText(undoneAt)} 撤销，资料恢复为引入之前。`, en: `Taken back at ${instantText(undoneAt)}; everything is as before the import.` })}</p>;
  return (
    <div className="mw-stack">
      {problem && <ProblemNotice problem={problem} />}
      <div className="mw-row">
        {!asked && <Button onPress={() => setAsked(true)}>{text({ zh: '撤销本次引入', en: 'Take this import back' })}</Button>}
        {asked && <span>{text({ zh: '新增的记录会删除，改过的恢复原值。确定撤销？', en: 'New records are removed, changed ones get their old values. Take it back?' })}</span>}
        {asked && <Button primary onPress={undo}>{text({ zh: '撤销', en: 'Take back' })}</Button>}
        {asked && <Button onPress={() => setAsked(false)}>{text({ zh: '不撤销', en: 'Keep it' })}</Button>}
      </div>
    </div>
  );
}
