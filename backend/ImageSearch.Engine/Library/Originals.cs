using ImageSearch.Engine.Storage;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Library;

/// <summary>Finds the files that pictures are read from.</summary>
internal static class Originals
{
    /// <summary>The path of the library's own file, or else of one that it refers to.</summary>
    /// <exception cref="OriginalMissingException">There is no file, or it is no longer the one that was imported.</exception>
    public static string OriginalOf(this IImageStore store, ImageRecord image)
    {
        var own = store.PathOf(image.Sha256, image.Format.FileExtension());
        if (File.Exists(own))
            return own;
        return image.References.FirstOrDefault(file => file.Look() == OriginalState.Present)?.Path ?? throw new OriginalMissingException(image);
    }

    /// <summary>Lets a caller read a picture's original, which may disappear or be damaged at any time.</summary>
    /// <exception cref="OriginalMissingException">The file does not exist, or is no longer the one that was imported.</exception>
    /// <exception cref="RejectedImageException">The file cannot be decoded.</exception>
    public static async Task<T> ReadOriginalAsync<T>(this IImageStore store, ImageRecord image, Func<string, Task<T>> read)
    {
        var path = store.OriginalOf(image);
        try
        {
            return await read(path).ConfigureAwait(false);
        }
        catch (ImageException exception)
        {
            throw new RejectedImageException(Rejection.From(exception));
        }
        catch (IOException) when (!File.Exists(path))
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
            $"The file {file.Path}, to which this picture refers, has changed since it was imported. Put the old one back, or import its folder again.",
    };
}
