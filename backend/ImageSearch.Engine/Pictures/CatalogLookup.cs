namespace ImageSearch.Engine.Pictures;

/// <summary>Finds pictures that must exist.</summary>
public static class CatalogLookup
{
    /// <exception cref="LibraryException">There is no such picture.</exception>
    public static async Task<ImageRecord> GetAsync(this IPictureReads pictures, long id, CancellationToken cancellationToken) =>
        await pictures.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw NotFound(id);

    /// <exception cref="LibraryException">There is no such picture.</exception>
    public static async Task<ImageRecord> GetByFileNameAsync(this IPictureReads pictures, string fileName, CancellationToken cancellationToken) =>
        await pictures.FindByFileNameAsync(fileName, cancellationToken).ConfigureAwait(false) ?? throw NotFound($"\"{fileName}\"");

    /// <summary>The refusal for a picture that does not exist.</summary>
    public static LibraryException NotFound(long id) => NotFound($"{id}");

    private static LibraryException NotFound(string picture) =>
        new(LibraryErrorKind.NotFound, $"There is no picture {picture}. It may have been deleted.");
}
