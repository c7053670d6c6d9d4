namespace ImageSearch.Engine.Search;

/// <summary>
/// Where what looks alike ends and the rest begins, for one query: the cut through its nearest neighbours that leaves the two most
/// distinct groups (the greatest variance between them; N. Otsu, "A threshold selection method from gray-level histograms", 1979).
/// No fixed threshold fits every model and every query; this one follows the similarities themselves.
/// </summary>
internal static class AutomaticThreshold
{
    /// <summary>Neighbours that are looked at.</summary>
    public const int Neighbours = SearchScope.MaxK;

    /// <param name="similarities">Of the nearest neighbours, best first.</param>
    /// <returns>The least similarity of the nearer group; 0 where there are no two groups.</returns>
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
