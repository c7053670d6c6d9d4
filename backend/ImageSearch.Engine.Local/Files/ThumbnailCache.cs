using ImageSearch.Engine.Files;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Local.Files;

/// <summary>Thumbnails, made once for each content, size and format. The folder may be deleted at any time.</summary>
internal sealed class ThumbnailCache(DataDirectory directory, OriginalStore store, ImageLimits limits) : IThumbnails, IDisposable
{
    private const int Quality = 75;

    private readonly SemaphoreSlim _making = new(Environment.ProcessorCount);

    public async Task<LocalFile> OpenAsync(ImageRecord image, int size, ThumbnailFormat format, CancellationToken cancellationToken)
    {
        var extension = format == ThumbnailFormat.WebP ? "webp" : "jpg";
        var path = Path.Combine(directory.Thumbnails, image.Sha256[..2], $"{image.Sha256[2..]}-{size}.{extension}");
        if (File.Exists(path))
            return new LocalFile(path);

        await _making.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (File.Exists(path))
                return new LocalFile(path);
            var bytes = await store.ReadOriginalAsync(
                image, original => Task.Run(() => Thumbnailer.Create(original, size, format, Quality, limits), cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            await WriteAsync(path, bytes, cancellationToken).ConfigureAwait(false);
            try
            {
                using var original = await store.OpenAsync(image, cancellationToken).ConfigureAwait(false);
                return new LocalFile(path);
            }
            catch (OriginalMissingException)
            {
                // The picture was removed meanwhile, and the removal may have looked for thumbnails before this one was written. Or its
                // file changed, and this may be a thumbnail of another picture.
                File.Delete(path);
                throw;
            }
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>Deletes the thumbnails of a content.</summary>
    public void Remove(string sha256)
    {
        var folder = Path.Combine(directory.Thumbnails, sha256[..2]);
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, $"{sha256[2..]}-*"))
            File.Delete(path);
    }

    public void Dispose() => _making.Dispose();

    // A cache needs no flush, but a partly written file must never be served.
    private async Task WriteAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = Path.Combine(directory.Temporary, Guid.NewGuid().ToString("n"));
        try
        {
            await File.WriteAllBytesAsync(temporary, bytes, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
