using ImageSearch.Imaging;

namespace ImageSearch.Engine.Pictures;

/// <summary>Reads the files of pictures, which may disappear or be damaged at any time.</summary>
internal static class OriginalReading
{
    /// <exception cref="OriginalMissingException">The file does not exist, or is no longer the one that was imported.</exception>
    /// <exception cref="RejectedImageException">The file cannot be decoded.</exception>
    public static async Task<T> ReadOriginalAsync<T>(
        this IOriginals originals, ImageRecord image, Func<string, Task<T>> read, CancellationToken cancellationToken)
    {
        using var file = await originals.OpenAsync(image, cancellationToken).ConfigureAwait(false);
        try
        {
            return await read(file.Path).ConfigureAwait(false);
        }
        catch (ImageException exception)
        {
            throw new RejectedImageException(Rejection.From(exception));
        }
        catch (IOException) when (!File.Exists(file.Path))
        {
            throw new OriginalMissingException(image);
        }
    }
}

/// <summary>The original of a picture does not exist; the message says what to do.</summary>
public sealed class OriginalMissingException(ImageRecord image)
    : LibraryException(LibraryErrorKind.NotFound, Explain(image), "original-missing")
{
    private static string Explain(ImageRecord image) => image.References switch
    {
        [] => "The original file is missing from the data directory. Upload the picture again.",
        [var file, ..] when file.Look() == OriginalState.Missing =>
            $"The file {file.Path}, to which this picture refers, is not there. Put it back, or import the folder in which it is now.",
        [var file, ..] =>
            $"The file {file.Path}, to which this picture refers, has changed since it was imported. Put the old one back, or import its "
                + $"folder again.",
    };
}
