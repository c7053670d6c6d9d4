using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Storage;

internal static class CatalogQueries
{
    /// <summary>The ids that pass a filter, ascending.</summary>
    public static async Task<long[]> IdsOfAsync(this IPictureReads catalog, ImageFilter filter) =>
        (await catalog.LayoutAsync(filter, ImageSort.Added, descending: false, CancellationToken.None)).Ids.Order().ToArray();
}
