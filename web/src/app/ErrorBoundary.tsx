/** A page that fails does not take the others with it: grey notice, the reason for the log, and a way on. */
import { Component, type ReactNode } from 'react';
import { useText } from '../ui/language.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

type ErrorBoundaryState = { readonly error: Error | undefined };
export class ErrorBoundary extends Component<{ children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: undefined };
  static getDerivedStateFromError(error: Error): ErrorBoundaryState {
    return { error };
  }
  override render() {
    return this.state.error ? <PageFailure error={this.state.error} onRetry={() => this.setState({ error: undefined })} /> : this.props.children;
  }
}

/** The page's program could not be fetched: nothing is broken, the connection was. A browser never fetches it again by itself. */
const neverArrived = (error: Error): boolean => /dynamically imported module|module script failed|loading css chunk|loading chunk/i.test(error.message);
async function fetchAgain(): Promise<void> {
  if ((await fetch('/healthz').catch(() => undefined))?.ok) location.reload();
}

function PageFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const text = useText();
  if (neverArrived(error)) {
    return (
      <div style={{ padding: 16 }}>
        <Notice kind="bug" title={text({ zh: '连不上服务器，这一页还没有取到。', en: 'The server cannot be reached; this page has not arrived.' })} action={<Button small onPress={() => void fetchAgain()}>{text({ zh: '再试', en: 'Try again' })}</Button>}>
          {text({ zh: '请检查网络；连上后点「再试」，没保存的内容在草稿里。', en: 'Check the network, then try again. Unsaved work is in the draft.' })}
        </Notice>
      </div>
    );
  }
  return (
    <div style={{ padding: 16 }}>
      <Notice kind="bug" title={text({ zh: '这一页出错了，别的页面不受影响。', en: 'This page has failed; the others are not affected.' })} action={<Button small onPress={onRetry}>{text({ zh: '再试', en: 'Try again' })}</Button>}>
        {text({ zh: '没保存的内容在草稿里。请把这一行告诉管理员：', en: 'Unsaved work is in the draft. Please tell your administrator: ' })}<code>{error.message}</code>
      </Notice>
    </div>
  );
}
