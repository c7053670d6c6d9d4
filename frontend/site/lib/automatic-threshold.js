// Finds the similarity that separates what looks alike from the rest. The service applies the same rule for `threshold=auto`.

/**
 * The threshold that splits the neighbours into the two most distinct groups, those with the greatest variance between them
 * (N. Otsu, "A threshold selection method from gray-level histograms", 1979).
 * @param {number[]} similarities of the nearest neighbours, best first
 * @returns {number} the least similarity of the nearer group; 0 where there are no two groups
 */
export function automaticThreshold(similarities) {
  const sum = similarities.reduce((total, each) => total + each, 0);
  let near = 0;
  let greatest = 0;
  let threshold = 0;
  for (let i = 1; i < similarities.length; i += 1) {
    const last = similarities[i - 1];
    near += last;
    const far = similarities.length - i;
    const apart = near / i - (sum - near) / far;
    const between = i * far * apart * apart;
    if (between > greatest && last > similarities[i]) {
      greatest = between;
      threshold = last;
    }
  }
  return threshold;
}
