// Recipients as commands and rules of mailboxes write them: several with commas or semicolons, with `smtp:`, with a display
// name around them, or within the JSON of a client's rule.

const address = /[^\s<>[\]{}()"',;:=\\]+@[^\s<>[\]{}()"',;:=\\]+/g;

/** Addresses and names, one each, in lower case. Text without an address is taken for a name. */
export const cleanTargets = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => {
    const found = text.match(address);
    const parts = found ?? (/[[{]/.test(text) ? [] : text.split(/[;,]/));
    return parts
      .map((part) =>
        part
          .trim()
          .toLowerCase()
          .replace(/^smtp:/, ''),
      )
      .filter((part) => part !== '');
  });
