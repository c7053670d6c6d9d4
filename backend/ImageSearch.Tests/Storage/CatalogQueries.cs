using ImageSearch.Engine.Library;

namespace ImageSearch.Tests.Storage;

internal static class CatalogQueries
{
    /// <summary>The ids that pass a filter, ascending.</summary>
    public static long[] IdsOf(this ICatalog catalog, ImageFilter filter) =>
        catalog.Layout(filter, ImageSort.Added, descending: false).Ids.Order().ToArray();
}
