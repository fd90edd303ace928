/** A refusal or a bug above the form it is about: the headline, then every sentence that points nowhere else on the page. */
import { kindOf, type Problem } from '../api/problem.ts';
import { useText, type Text } from '../ui/language.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Button } from '../ui/Button.tsx';

const shown = 8;
export function ProblemNotice({ problem, sentences, onRetry }: { problem: Problem; sentences?: readonly Text[] | undefined; onRetry?: (() => unknown) | undefined }) {
  const text = useText();
  const more = (sentences ?? problem.errors.map((entry) => entry.message)).filter((sentence) => text(sentence) !== text(problem.message));
  return (
    <Notice kind={kindOf(problem)} title={text(problem.message)} action={onRetry && <Button small quiet onPress={onRetry}>{text({ zh: '再试', en: 'Try again' })}</Button>}>
      {more.length > 0 ? (
        <ul>
          {more.slice(0, shown).map((sentence, index) => <li key={index}>{text(sentence)}</li>)}
          {more.length > shown && <li>{text({ zh: `另有 ${more.length - shown} 处，也已标出。`, en: `${more.length - shown} more, marked as well.` })}</li>}
        </ul>
      ) : undefined}
    </Notice>
  );
}
