/** Reads the two themes out of tokens.css. Pure, so that generator and test share it; comments and plain properties are skipped. */
export function tokensFromCss(css: string): { light: Record<string, string>; dark: Record<string, string> } {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '');
  return { light: declarations(block(plain, ':root')), dark: declarations(block(plain, '[data-theme="dark"]')) };
}

function block(css: string, selector: string): string {
  const start = css.indexOf(selector);
  const open = css.indexOf('{', start);
  return css.slice(open + 1, css.indexOf('}', open));
}

function declarations(text: string): Record<string, string> {
  const tokens: Record<string, string> = {};
  for (const part of text.split(';')) {
    const match = /^\s*--mw-([a-z0-9-]+)\s*:\s*([\s\S]+?)\s*$/.exec(part);
    if (match) tokens[match[1] ?? ''] = (match[2] ?? '').replace(/\s+/g, ' ');
  }
  return tokens;
}
