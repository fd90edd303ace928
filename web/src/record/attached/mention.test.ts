// Goal: an @ finds people where somebody types one, never in an address, and names only who is still in the text.
import { expect, test } from 'vitest';
import { meant, pieces, typingAt, withPerson } from './mention.ts';
import { pastedFiles } from './uploads.ts';

test('an @ at the start or behind a sign or a Chinese word is a mention, inside an address it is none', () => {
  expect(typingAt('@王', 2)).toEqual({ from: 0, term: '王' });
  expect(typingAt('请@gao', 5)).toEqual({ from: 1, term: 'gao' });
  expect(typingAt('问 @', 3)).toEqual({ from: 2, term: '' });
  expect(typingAt('a@b.cn', 6)).toBe(undefined);
  expect(typingAt('@王 芳', 4)).toBe(undefined);
  expect(typingAt('请@高建民看', 2)).toEqual({ from: 1, term: '' });
});
test('the chosen name takes the place of what was typed, and the caret stands behind it', () => {
  const at = typingAt('请@gao看一下', 5);
  expect(at && withPerson('请@gao看一下', 5, at, { id: '1', name: '高建民' })).toEqual({ text: '请@高建民 看一下', caret: 6 });
});
test('only who is still named is meant, the longer name before the shorter', () => {
  const [fang, fangfang] = [{ id: '1', name: '王芳' }, { id: '2', name: '王芳芳' }];
  expect(meant('@王芳 看', [fang, fang, { id: '3', name: '李雷' }])).toEqual(['1']);
  expect(pieces('@王芳芳 和@王芳：a@b', [fang, fangfang])).toEqual([{ text: '@王芳芳', person: fangfang }, { text: ' 和' }, { text: '@王芳', person: fang }, { text: '：a@b' }]);
  expect(pieces('没有人', [])).toEqual([{ text: '没有人' }]);
});
test('a pasted screenshot is a file with a name; a range copied from Excel is not taken for one', () => {
  const picture = new File(['x'], 'image.png', { type: 'image/png' });
  const clipboard = (types: string[]) => ({ types, files: [picture] as unknown as FileList });
  expect(pastedFiles(clipboard(['Files']), '截图')[0]?.name).toMatch(/^截图 \d{4}-\d\d-\d\d \d{4}\.png$/);
  expect(pastedFiles(clipboard(['text/plain', 'text/html', 'Files']), '截图')).toEqual([]);
  expect(pastedFiles(null, '截图')).toEqual([]);
});
