// Suggests a picture's category from its neighbours.

/** The category with the most votes among the hits, each weighted by its squared similarity; null where no hit has one. */
export function voteCategory(hits) {
  const votes = new Map();
  for (const { image: { category }, similarity } of hits) {
    if (category) {
      votes.set(category, (votes.get(category) ?? 0) + similarity ** 2);
    }
  }
  return [...votes].reduce((best, vote) => (vote[1] > (best?.[1] ?? 0) ? vote : best), null)?.[0] ?? null;
}
