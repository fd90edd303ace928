// Goal: a file is what its bytes say; programs are refused, mark-up is bytes, and only what cannot run is shown in a page.
import { expect, test } from 'vitest';
import { contentDisposition, safeFileName } from './file-name.ts';
import { mediaTypeOf, plainBytes, shownInPage } from './media-type.ts';

const typeOf = (bytes: string, name: string) => mediaTypeOf(Buffer.from(bytes, 'latin1'), name);

test('the bytes decide, whatever the name says', () => {
  expect(typeOf('\x89PNG\r\n\x1a\n....', 'drawing.pdf')).toBe('image/png');
  expect(typeOf('\xff\xd8\xff\xe0', '照片.PNG')).toBe('image/jpeg');
  expect(typeOf('RIFF\x10\0\0\0WEBPVP8 ', 'a.webp')).toBe('image/webp');
  expect(typeOf('%PDF-1.7\n', '合同')).toBe('application/pdf');
  expect(typeOf('AC1032\0', 'plate.dwg')).toBe('image/vnd.dwg');
  expect(typeOf('PK\x03\x04', '清单.xlsx')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  expect(typeOf('PK\x03\x04', 'drawings.zip')).toBe('application/zip');
  expect(typeOf('ISO-10303-21;\nHEADER;', 'part.step')).toBe('text/plain');
});
test('mark-up is bytes to keep, never a page, under any name', () => {
  for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<!doctype html><script>1</script>', '\xef\xbb\xbf  \n<html>', '<?xml version="1.0"?>']) {
    for (const name of ['a.svg', 'a.html', 'a.png', 'a.pdf', 'a']) expect(typeOf(text, name)).toBe(plainBytes);
  }
  expect([...shownInPage].sort()).toEqual(['application/pdf', 'image/jpeg', 'image/png', 'image/webp']);
});
test('programs and scripts are refused by their bytes and by their names', () => {
  for (const bytes of ['MZ\x90\0', '\x7fELF\x02', '#!/bin/sh\n', '\xca\xfe\xba\xbe', '\0asm']) expect(typeOf(bytes, '图纸.png')).toBe(undefined);
  for (const name of ['a.exe', 'a.JS', 'setup.msi', 'a.png.bat', 'macro.vbs', '报价.lnk', 'a.jar', 'a.hta']) expect(typeOf('hello', name)).toBe(undefined);
});
test('names lose folders, control and direction signs, and stay readable', () => {
  expect(safeFileName('C:\\图纸\\支架 A-1.dwg')).toBe('支架 A-1.dwg');
  expect(safeFileName('../../etc/passwd')).toBe('passwd');
  expect(safeFileName('报价\u202egnp.exe\u0000\n')).toBe('报价gnp.exe');
  expect(safeFileName('..')).toBe('file');
  expect(safeFileName('con.txt')).toBe('_con.txt');
  expect(safeFileName('a<b>:"c|?*.pdf')).toBe('a_b___c___.pdf');
  expect(safeFileName('\ud800x')).toBe('x');
  expect([...safeFileName(`${'长'.repeat(300)}.pdf`)].length).toBe(150);
  expect(safeFileName(`${'长'.repeat(300)}.pdf`).endsWith('长.pdf')).toBe(true);
});
test('a header holds any name', () => {
  expect(contentDisposition('attachment', '支架"1".pdf')).toBe(`attachment; filename="___1_.pdf"; filename*=UTF-8''%E6%94%AF%E6%9E%B6%221%22.pdf`);
  expect(contentDisposition('inline', "a'b(1).png")).toBe(`inline; filename="a'b(1).png"; filename*=UTF-8''a%27b%281%29.png`);
});
