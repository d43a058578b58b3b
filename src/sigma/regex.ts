// Regular expressions, held to what the engine's matcher (RE2) can run in time that grows with the text alone. Look-around,
// back references and the like need backtracking: they are refused with their place instead of being read as something else.
// Every construct that is not known here is refused; a test runs what is accepted on the live engine.

export interface RegexFault {
  /** Where in the pattern, from 0. */
  readonly offset: number;
  readonly message: string;
}

export const longestRegex = 4_000;
/** RE2's own limit for counted repetitions, also where they nest. */
const mostRepeats = 1_000;

class Fault extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

interface State {
  readonly text: string;
  i: number;
}

const simpleEscapes = /[dDwWsSbBAz]/;
const controlEscapes = /[tnrfva]/;
const needsBacktracking = 'needs backtracking, which the engine does not do; write it without';

function escaped(state: State, inClass: boolean): void {
  const at = state.i;
  const next = state.text[at + 1];
  if (next === undefined) throw new Fault(at, 'a backslash ends the expression');
  state.i += 2;
  if (next === 'x') {
    const hit = /^(?:[0-9A-Fa-f]{2}|\{[0-9A-Fa-f]{1,6}\})/.exec(state.text.slice(state.i));
    if (hit === null || Number.parseInt(hit[0].replace(/[{}]/g, ''), 16) > 0x10ffff)
      throw new Fault(at, '\\x needs two hexadecimal digits, or up to six in braces');
    state.i += hit[0].length;
    return;
  }
  if (/[1-9]/.test(next) || next === 'k' || next === 'g')
    throw new Fault(at, `the back reference \\${next} ${needsBacktracking}`);
  if (controlEscapes.test(next) || /[^A-Za-z0-9]/.test(next)) {
    if (next.charCodeAt(0) > 0x7f) throw new Fault(at, `\\${next} is no escape`);
    return;
  }
  if (simpleEscapes.test(next) && !(inClass && /[bBAz]/.test(next))) return;
  throw new Fault(at, `\\${next} is not supported`);
}

const classNames = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;

/** One member of a class; its code point, or null for a set such as \d. */
function member(state: State): number | null {
  const { text } = state;
  if (text[state.i] !== '\\') {
    const code = text.codePointAt(state.i) as number;
    state.i += code > 0xffff ? 2 : 1;
    return code;
  }
  const from = state.i;
  escaped(state, true);
  const spelled = text.slice(from, state.i);
  if (/^\\[dDwWsS]$/.test(spelled)) return null;
  if (/^\\x/.test(spelled)) return Number.parseInt(spelled.replace(/[\\x{}]/g, ''), 16);
  const control = 'tnrfva'.indexOf(spelled[1] as string);
  return control < 0 ? (spelled.charCodeAt(1) as number) : ([9, 10, 13, 12, 11, 7][control] as number);
}

function characterClass(state: State): void {
  const open = state.i;
  state.i++;
  if (state.text[state.i] === '^') state.i++;
  for (let first = true; ; first = false) {
    const character = state.text[state.i];
    if (character === undefined) throw new Fault(open, 'the [ is never closed');
    if (character === ']' && !first) break;
    if (character === '[' && state.text[state.i + 1] === ':') {
      const name = classNames.exec(state.text.slice(state.i));
      if (name === null) throw new Fault(state.i, 'an unknown [: class :]');
      state.i += name[0].length;
      continue;
    }
    const at = state.i;
    const low = member(state);
    if (state.text[state.i] !== '-' || state.text[state.i + 1] === ']' || state.text[state.i + 1] === undefined)
      continue;
    state.i++;
    const high = member(state);
    if (low === null || high === null || high < low)
      throw new Fault(at, 'the range of the class has no beginning or end');
  }
  state.i++;
}

/** What follows `(?`. True: it was a setting of flags alone, which cannot be repeated. */
function groupHead(state: State): boolean {
  const at = state.i;
  const rest = state.text.slice(state.i);
  if (!rest.startsWith('?')) return false;
  const named = /^\?P?<([A-Za-z_][A-Za-z0-9_]*)>/.exec(rest);
  if (named !== null) throw new Fault(at - 1, 'named groups are not supported; write plain brackets');
  const flags = /^\?[ims]*(?:-[ims]+)?(:|\))/.exec(rest);
  if (flags === null) {
    const what = /^\?<?[=!]/.test(rest) ? 'look-around' : 'this kind of group';
    throw new Fault(at - 1, `${what} ${needsBacktracking}`);
  }
  if (/^\?-?\)/.test(rest)) throw new Fault(at - 1, 'an empty setting of flags');
  state.i += flags[0].length;
  return flags[1] === ')';
}

/** The repetition after an atom, and how often that is at most for counted ones; 1 where there is none. */
function quantifier(state: State, repeatable: boolean): number {
  const at = state.i;
  const hit = /^(?:[*+?]|\{(\d{1,6})(,(\d{0,6}))?\})/.exec(state.text.slice(state.i));
  if (hit === null) return 1;
  if (!repeatable) throw new Fault(at, `there is nothing that ${hit[0]} could repeat`);
  state.i += hit[0].length;
  if (state.text[state.i] === '?') state.i++;
  else if (state.text[state.i] === '+') throw new Fault(at, `a possessive repetition ${needsBacktracking}`);
  if (/^[*+?]|^\{\d+(,\d*)?\}/.test(state.text.slice(state.i)))
    throw new Fault(state.i, 'a repetition of a repetition');
  if (hit[1] === undefined) return 1;
  const [least, most] = [Number(hit[1]), hit[3] === undefined || hit[3] === '' ? Number(hit[1]) : Number(hit[3])];
  if (most < least) throw new Fault(at, `${hit[0]} counts backwards`);
  if (Math.max(least, most) > mostRepeats) throw new Fault(at, `more than ${mostRepeats} repetitions`);
  return Math.max(least, most, 1);
}

/** One atom with its repetition; the largest product of counts within it. */
function atom(state: State, depth: number): number {
  const at = state.i;
  const character = state.text[at] as string;
  let inner = 1;
  let repeatable = true;
  if (character === '(') {
    state.i++;
    if (groupHead(state)) repeatable = false;
    else {
      inner = alternatives(state, depth + 1);
      if (state.text[state.i] !== ')') throw new Fault(at, 'the ( is never closed');
      state.i++;
    }
  } else if (character === '[') characterClass(state);
  else if (character === '\\') escaped(state, false);
  else if (/^(?:[*+?]|\{\d+(?:,\d*)?\})/.test(state.text.slice(at, at + 20))) quantifier(state, false);
  else state.i += (state.text.codePointAt(at) as number) > 0xffff ? 2 : 1;
  const repeats = inner * quantifier(state, repeatable);
  if (repeats > mostRepeats) throw new Fault(at, `nested repetitions add up to more than ${mostRepeats}`);
  return repeats;
}

function alternatives(state: State, depth: number): number {
  if (depth > 100) throw new Fault(state.i, 'groups nest too deep');
  let most = 1;
  while (state.i < state.text.length && state.text[state.i] !== ')') {
    if (state.text[state.i] === '|') state.i++;
    else most = Math.max(most, atom(state, depth));
  }
  return most;
}

/** What is wrong with an expression, or null. */
export function regexFault(text: string): RegexFault | null {
  if (text.length > longestRegex)
    return { offset: 0, message: `the expression has ${text.length} characters; at most ${longestRegex} are run` };
  try {
    const state = { text, i: 0 };
    alternatives(state, 0);
    if (state.i < text.length) throw new Fault(state.i, 'a ) without its (');
    return null;
  } catch (error) {
    if (error instanceof Fault) return { offset: error.offset, message: error.message };
    throw error;
  }
}
