/** Works on all of `items`, so many at a time. */
export async function atOnce(most, items, work) {
  let next = 0;
  const one = async () => {
    while (next < items.length) await work(items[next++]);
  };
  await Promise.all(Array.from({ length: most }, one));
}
