// What a test file has opened and made, to be closed and removed after it. Files of one worker share their modules, so this is
// told to the setup, which runs for each of them.
const opened: (() => void | Promise<void>)[] = [];

export const closeLater = (close: () => void | Promise<void>): number => opened.push(close);

/** Closes in the order in which it was opened: workspaces stand in folders. */
export async function closeAll(): Promise<void> {
  for (const close of opened.splice(0)) await close();
}
