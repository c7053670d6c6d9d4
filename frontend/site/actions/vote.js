// What the neighbours of a picture say about its category.

/** The category that the hits of a search speak for, each with the square of its similarity; null where none has one. */
export function voteCategory(hits) {
  const votes = new Map();
  for (const { image: { category }, similarity } of hits) {
    if (category) {
      votes.set(category, (votes.get(category) ?? 0) + similarity ** 2);
    }
  }
  return [...votes].reduce((best, vote) => (vote[1] > (best?.[1] ?? 0) ? vote : best), null)?.[0] ?? null;
}
