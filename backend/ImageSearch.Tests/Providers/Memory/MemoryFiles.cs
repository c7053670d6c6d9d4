using ImageSearch.Engine.Files;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;

namespace ImageSearch.Tests.Providers.Memory;

/// <summary>Originals and thumbnails as files of one folder.</summary>
internal sealed class MemoryFiles(string folder) : IOriginals, IThumbnails
{
    private const int Quality = 75;

    public Task<LocalFile> OpenAsync(ImageRecord image, CancellationToken cancellationToken) => Task.FromResult(new LocalFile(
        Has(image) ? PathOf(image.Sha256, image.Format)
        : image.References.FirstOrDefault(file => file.Look() == OriginalState.Present)?.Path ?? throw new OriginalMissingException(image)));

    public async Task<LocalFile> OpenAsync(ImageRecord image, int size, ThumbnailFormat format, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, $"{image.Sha256}-{size}-{format}");
        if (File.Exists(path))
            return new LocalFile(path);
        var bytes = await this.ReadOriginalAsync(
            image, original => Task.Run(
                () => Thumbnailer.Create(original, size, format, Quality, new ImageLimits()),
                cancellationToken), cancellationToken);
        var unfinished = Path.Combine(folder, Guid.NewGuid().ToString("n"));
        await File.WriteAllBytesAsync(unfinished, bytes, cancellationToken);
        File.Move(unfinished, path, overwrite: true);
        return new LocalFile(path);
    }

    public bool Has(ImageRecord image) => File.Exists(PathOf(image.Sha256, image.Format));

    public void Place(string path, string sha256, ImageFormat format) => File.Move(path, PathOf(sha256, format), overwrite: true);

    /// <summary>Deletes an original and its thumbnails.</summary>
    public void Remove(string sha256)
    {
        foreach (var path in Directory.EnumerateFiles(folder, $"{sha256}*"))
            File.Delete(path);
    }

    private string PathOf(string sha256, ImageFormat format) => Path.Combine(folder, sha256 + format.FileExtension());
}
