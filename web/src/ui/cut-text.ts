/**
 * Text cut off by its cell says itself on pointing, whatever list or panel it stands in. Rows are reused for other records, so a
 * title given here is looked at again each time and taken back when it no longer is needed; a title a page gave stays.
 */
export function sayCutText({ target }: Event): void {
  const place = target instanceof Element ? target.closest<HTMLElement>('td, .mw-clip') : null;
  if (!place || (place.title !== '' && place.dataset['cut'] === undefined)) return;
  if (place.scrollWidth > place.clientWidth) {
    place.title = place.innerText;
    place.dataset['cut'] = '';
  } else if (place.dataset['cut'] !== undefined) {
    place.removeAttribute('title');
    delete place.dataset['cut'];
  }
}
