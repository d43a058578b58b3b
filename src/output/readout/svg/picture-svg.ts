// A picture as SVG, whichever kind it is.
import type { Markup } from '../html/element.js';
import type { Picture } from '../picture/picture.js';
import { barsSvg } from './bars-svg.js';
import { linksSvg } from './links-svg.js';
import { stripSvg } from './strip-svg.js';
import { timelineSvg } from './timeline-svg.js';

/** `id`: one of its own in the document. */
export function pictureSvg(id: string, picture: Picture): Markup {
  switch (picture.kind) {
    case 'timeline':
      return timelineSvg(id, picture);
    case 'bars':
      return barsSvg(id, picture);
    case 'links':
      return linksSvg(id, picture);
    case 'strip':
      return stripSvg(id, picture);
  }
}
