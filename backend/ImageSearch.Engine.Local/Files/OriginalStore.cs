using ImageSearch.Engine.Files;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Local.Files;

/// <summary>
/// Originals as files named by their SHA-256, in 256 folders: <c>images/ab/cdef....jpg</c>. Never rewritten. Files of other names are not
/// ours and are left alone.
/// </summary>
internal sealed class OriginalStore(DataDirectory directory) : IOriginals
{
    public Task<LocalFile> OpenAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        var own = PathOf(image.Sha256, image.Format.FileExtension());
        return Task.FromResult(new LocalFile(
            File.Exists(own) ? own
            : image.References.FirstOrDefault(file => file.Look() == OriginalState.Present)?.Path ?? throw new OriginalMissingException(image)));
    }

    public bool Has(string sha256, ImageFormat format) => File.Exists(PathOf(sha256, format.FileExtension()));

    public string PathOf(string sha256, string extension) => ContentAddress.In(directory.Images, sha256, extension);

    public void Place(string temporaryPath, string sha256, string extension)
    {
        var path = PathOf(sha256, extension);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporaryPath, path, overwrite: true);
    }

    public void Flush() => Durability.FlushFileSystem(directory.Images);

    public void Remove(string sha256, string extension)
    {
        var path = PathOf(sha256, extension);
        if (File.Exists(path))
            File.Delete(path);
    }

    public IEnumerable<(string Sha256, string Extension)> Enumerate() => ContentAddress.Enumerate(directory.Images);
}
