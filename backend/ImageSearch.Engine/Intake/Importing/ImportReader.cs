using ImageSearch.Engine.Files;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Intake.Importing;

/// <summary>Reads files to import: first the header, then the content, which is hashed and, for a copy, spooled at the same time.</summary>
internal sealed class ImportReader(Spool spool, ImageLimits limits)
{
    /// <returns>A candidate for the intake; the caller disposes its file.</returns>
    /// <exception cref="IOException">The file cannot be read or is not a usable picture; the message says why.</exception>
    /// <exception cref="StorageFullException">The disk is full.</exception>
    public async Task<Candidate> ReadAsync(
        FoundFile file, ImportScope scope, ImportStore store, long maxBytes, CancellationToken cancellationToken)
    {
        using var handle = ForeignFile.Open(file.Path);
        var before = FileStatus.Of(handle);
        if (before.Kind != FileKind.Regular || !scope.Allows(ForeignFile.RealPathOf(handle)))
            throw new IOException("Another file replaced this one during the import.");
        if (before.Bytes > maxBytes)
            throw new IOException(Rejection.TooManyBytes(before.Bytes, maxBytes).Detail);

        ImageHeader header;
        try
        {
            header = ImageReader.ReadHeader(ForeignFile.NameOf(handle), limits);
        }
        catch (ImageException exception)
        {
            throw new IOException(exception.Message, exception);
        }

        using var content = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        var name = Path.GetFileName(file.FoundAt);
        var spooled = store == ImportStore.Copy
            ? await spool.TakeAsync(content, name, maxBytes, cancellationToken).ConfigureAwait(false)
            : await spool.HashAsync(content, name, cancellationToken).ConfigureAwait(false);
        if (FileStatus.Of(handle) == before && before == file.Status && spooled.Bytes == before.Bytes)
            return new Candidate(spooled, header, null);
        spooled.Dispose();
        throw new IOException("The file was being changed while it was read. Import the folder again when the file no longer changes.");
    }
}
