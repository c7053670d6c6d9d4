namespace ImageSearch.Engine.Library;

/// <summary>Pictures that have to be there.</summary>
public static class CatalogLookup
{
    /// <exception cref="LibraryException">No such picture.</exception>
    public static ImageRecord Get(this ICatalog catalog, long id) => catalog.Find(id) ?? throw NotFound(id);

    /// <exception cref="LibraryException">No such picture.</exception>
    public static ImageRecord GetByFileName(this ICatalog catalog, string fileName) =>
        catalog.FindByFileName(fileName) ?? throw NotFound($"\"{fileName}\"");

    /// <summary>The refusal of what was asked of a picture that is not there.</summary>
    public static LibraryException NotFound(long id) => NotFound($"{id}");

    private static LibraryException NotFound(string picture) =>
        new(LibraryErrorKind.NotFound, $"There is no picture {picture}. It may have been deleted.");
}
