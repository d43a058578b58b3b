// Names, all invented: of organisations and of the people beyond Northgate's twelve.
import { mix } from './random.js';

const first = ['North', 'East', 'South', 'West', 'Upper', 'Lower', 'Old', 'New', 'Long', 'Broad'];
const second = ['gate', 'mere', 'ford', 'holm', 'wick', 'stead', 'bourne', 'combe', 'haven', 'thorpe', 'ley', 'marsh'];

/** The `number`th organisation, from 1: `northgate`, then others; no two of the first 120 alike. */
export function organisationName(number: number): string {
  const index = number - 1;
  return `${first[index % first.length]}${second[Math.floor(index / first.length + index) % second.length]}`.toLowerCase();
}

const given =
  `Ada Alba Amos Anselm Aron Beata Bela Bruno Cara Casper Cleo Colm Dario Della Dina Edda Elin Emeric Enzo Esme
Fabian Fenna Flora Gerda Gideon Greta Hanno Hedda Hugo Ida Ines Ivo Janna Jorun Juno Kaspar Keira Koen Lars Leda Linus Lotte
Magda Malo Mina Nanna Nils Noor Odo Olga Orla Otis Pia Quentin Rafe Remy Rosa Runa Saskia Signe Sorin Tamsin Thea Ulla Urs
Vera Viggo Wanda Willa Xenia Yara Yves Zeno Zora`.split(/\s+/);
const family =
  `Abel Alder Anker Arden Barlow Beck Birch Blythe Boon Bracken Brook Calder Carr Clay Coombe Crane Dale Darrow
Dray Dunn Egan Elmer Fairley Farrow Finch Flint Forde Frost Gale Garrick Glover Gray Hallam Harker Hart Heath Hollis Hurst
Ives Jarrow Keel Kemp Kirk Lake Larch Lister Locke Loam March Mercer Moss Neville Nash Oakes Orme Osier Parrish Pell Penn
Pike Quill Rand Reeve Ridley Rowan Rush Sable Sedge Shaw Sloane Stark Stone Strand Tarn Thorne Tolley Usher Vale Wade Ward
Webb Wells Winter Wren Yarrow Yates`.split(/\s+/);

/** A name for the `number`th person of a tenant; the address has the number where a name comes twice. */
export function personName(tenant: number, number: number): { readonly name: string; readonly alias: string } {
  const drawn = mix(tenant * 20_011 + number, 77);
  const name = `${given[drawn % given.length]} ${family[Math.floor(drawn / 512) % family.length]}`;
  return { name, alias: `${name.toLowerCase().replace(' ', '.')}${number}` };
}
