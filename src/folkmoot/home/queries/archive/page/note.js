// Who signed and cosigned the end: true, false where a line is not by the key that it
// names, null where there is no such line.
async function isBy(key, note) {
  try {
    return (await signersOf(note, [key])).length ? true : null;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
