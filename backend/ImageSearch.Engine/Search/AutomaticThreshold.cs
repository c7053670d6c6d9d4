namespace ImageSearch.Engine.Search;

/// <summary>
/// Finds the similarity that separates similar pictures from the rest, for one query. It cuts the nearest neighbours into the two groups
/// with the greatest variance between them (N. Otsu, "A threshold selection method from gray-level histograms", 1979). No fixed threshold
/// fits every model and every query; this one follows the similarities themselves.
/// </summary>
internal static class AutomaticThreshold
{
    /// <summary>Number of neighbours that are examined.</summary>
    public const int Neighbours = SearchScope.MaxK;

    /// <param name="similarities">Similarities of the nearest neighbours, best first.</param>
    /// <returns>The lowest similarity of the nearer group; 0 if there are no two groups.</returns>
    public static double Of(IReadOnlyList<double> similarities)
    {
        var sum = similarities.Sum();
        double near = 0, greatest = 0, threshold = 0;
        for (var i = 1; i < similarities.Count; i++)
        {
            near += similarities[i - 1];
            var far = similarities.Count - i;
            var apart = (near / i) - ((sum - near) / far);
            var between = (double)i * far * apart * apart;
            if (between > greatest && similarities[i - 1] > similarities[i])
            {
                greatest = between;
                threshold = similarities[i - 1];
            }
        }

        return threshold;
    }
}
