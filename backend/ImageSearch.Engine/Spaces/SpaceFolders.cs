using ImageSearch.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Spaces;

/// <summary>The folders of spaces, <c>spaces/{space}/</c>.</summary>
internal sealed class SpaceFolders(DataDirectory data, ILogger<SpaceFolders> logger)
{
    /// <summary>Bytes on disk; 0 where nothing was saved yet.</summary>
    public long BytesOf(string id)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(data.Spaces, id)).EnumerateFiles().Sum(file => file.Length);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>One that cannot be removed only takes room; the next start tries again.</summary>
    public void Remove(string id)
    {
        try
        {
            Directory.Delete(Path.Combine(data.Spaces, id), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was saved yet.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The index of {Space} could not be removed: {Reason}", id, exception.Message);
        }
    }
}
