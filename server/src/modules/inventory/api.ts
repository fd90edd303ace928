/** What other modules and flows may use of inventory. */
export { loadPlaces, type Place, type PlaceKind, type Places } from './place/place.store.ts';
