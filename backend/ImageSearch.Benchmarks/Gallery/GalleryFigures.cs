namespace ImageSearch.Benchmarks.Gallery;

/// <summary>The measurements in the browser.</summary>
/// <param name="OfNewBrowser">Milliseconds from the navigation until every tile on the screen shows its picture, for the first page of a
/// new browser.</param>
/// <param name="FirstScreens">The same in new profiles whose windows have finished loading.</param>
/// <param name="Frames">Milliseconds between frames while the wall scrolled steadily.</param>
/// <param name="HeapBefore">Bytes of the JavaScript heap after garbage collection, before the scrolling; <paramref name="HeapAfter"/> after it.</param>
/// <param name="NodesBefore">Elements in the document; <paramref name="NodesAfter"/> after the scrolling.</param>
internal sealed record GalleryFigures(
    double OfNewBrowser, double[] FirstScreens, double[] Frames, long HeapBefore, long HeapAfter, int NodesBefore, int NodesAfter)
{
    public string ToTable(int pictures, LayoutSize layout) => $"""

        | {pictures:N0} pictures, 1440 x 900 | |
        |---|---:|
        | first screen, all its thumbnails shown, {FirstScreens.Length} fresh profiles: median | {Percentile(FirstScreens, 0.5):N0} ms |
        | the slowest of them | {FirstScreens.Max():N0} ms |
        | before them, as the first page of a browser just started | {OfNewBrowser:N0} ms |
        | frames while scrolling | {Frames.Length:N0} |
        | time of a frame, median | {Percentile(Frames, 0.5):N1} ms |
        | time of a frame, 95th percentile | {Percentile(Frames, 0.95):N1} ms |
        | frames of 17 ms at most | {100.0 * Frames.Count(time => time <= 17) / Frames.Length:N1} % |
        | JavaScript heap before and after scrolling | {HeapBefore / 1e6:N1} MB, {HeapAfter / 1e6:N1} MB |
        | elements before and after scrolling | {NodesBefore:N0}, {NodesAfter:N0} |
        | layout answer, gzipped | {layout.Gzipped / 1e3:N0} KB in {layout.First.TotalMilliseconds:N0} ms,
        asked again {layout.Again.TotalMilliseconds:N0} ms |
        """;

    private static double Percentile(double[] values, double share) => values.Order().ElementAt((int)((values.Length - 1) * share));
}
