/**
 * Asks before a command that the server would carry out but warns about: every sentence, back to the form or on all the same.
 * The way back has the focus, so an Enter held too long never says yes.
 */
import { Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { configureClient } from '../api/client.ts';
import type { Problem } from '../api/problem.ts';
import { Button } from '../ui/Button.tsx';
import { useText } from '../ui/language.tsx';

type Asked = { readonly problem: Problem; readonly answer: (yes: boolean) => void };

export function ConfirmWarnings() {
  const text = useText();
  const [waiting, setWaiting] = useState<readonly Asked[]>([]);
  const back = useRef<HTMLDivElement>(null);
  useEffect(() => {
    configureClient({ confirm: (problem) => new Promise((answer) => setWaiting((before) => [...before, { problem, answer }])) });
    return () => configureClient({ confirm: () => Promise.resolve(false) });
  }, []);
  const [asked] = waiting;
  const answer = (yes: boolean) => {
    asked?.answer(yes);
    setWaiting((before) => before.slice(1));
  };
  return (
    <Modal open={asked !== undefined} title={text({ zh: '继续之前，请确认', en: 'Please confirm before going on' })} width={520} onCancel={() => answer(false)}
      afterOpenChange={(open) => open && back.current?.querySelector('button')?.focus()}
      footer={
        <div ref={back} className="mw-row" style={{ justifyContent: 'flex-end', gap: 8 }}>
          <Button shortcut="Esc" onPress={() => answer(false)}>{text({ zh: '返回修改', en: 'Back to editing' })}</Button>
          <Button primary onPress={() => answer(true)}>{text({ zh: '仍然继续', en: 'Continue all the same' })}</Button>
        </div>
      }>
      <ul className="mw-asked">{asked?.problem.errors.map((entry, index) => <li key={index}>{text(entry.message)}</li>)}</ul>
      <p className="mw-muted">{text({ zh: '现在还没有做任何改动。', en: 'Nothing has been done yet.' })}</p>
    </Modal>
  );
}
