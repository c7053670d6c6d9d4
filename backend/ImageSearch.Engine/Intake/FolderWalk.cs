using System.IO.Enumeration;

namespace ImageSearch.Engine.Intake;

/// <summary>A file found in the folder, or a folder that cannot be read.</summary>
/// <param name="Problem">Why it cannot be read; null for a file.</param>
internal sealed record WalkedFile(string Path, string? Problem);

/// <summary>
/// Reads the files of a folder a few at a time. It keeps in memory only the folders that are still to be visited. Links to folders are not
/// followed, so there are no loops; hidden and system names are skipped (<see cref="FolderNames"/>).
/// </summary>
/// <param name="isSkipped">Says of each folder under the first whether it is left out.</param>
internal sealed class FolderWalk(string root, bool recursive, Func<string, bool> isSkipped)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private enum Kind
    {
        File,
        Folder,
        Skipped,
    }

    /// <summary>Counts the entries that <see cref="Entries"/> would return now.</summary>
    public long Count(CancellationToken cancellationToken)
    {
        long count = 0;
        foreach (var _ in Entries())
        {
            cancellationToken.ThrowIfCancellationRequested();
            count++;
        }

        return count;
    }

    public IEnumerable<WalkedFile> Entries()
    {
        var waiting = new Stack<string>([root]);
        while (waiting.TryPop(out var folder))
        {
            var (entries, problem) = Try(() => Enumerate(folder));
            using (entries)
            {
                while (entries is not null)
                {
                    (var there, problem) = Try(entries.MoveNext);
                    if (!there)
                        break;
                    var (path, kind) = entries.Current;
                    if (kind == Kind.File)
                        yield return new WalkedFile(path, null);
                    else if (kind == Kind.Folder && recursive && !isSkipped(path))
                        waiting.Push(path);
                }
            }

            if (problem is not null)
                yield return new WalkedFile(folder, problem);
        }
    }

    private static IEnumerator<(string Path, Kind Kind)> Enumerate(string folder) =>
        new FileSystemEnumerable<(string, Kind)>(folder, Describe, Everything) { ShouldIncludePredicate = IsWanted }.GetEnumerator();

    private static bool IsWanted(ref FileSystemEntry entry) => !FolderNames.IsSkipped(entry.FileName);

    private static (string Path, Kind Kind) Describe(ref FileSystemEntry entry)
    {
        var kind = !entry.IsDirectory ? Kind.File : entry.Attributes.HasFlag(FileAttributes.ReparsePoint) ? Kind.Skipped : Kind.Folder;
        return (entry.ToSpecifiedFullPath(), kind);
    }

    private static (T? Value, string? Problem) Try<T>(Func<T> read)
    {
        try
        {
            return (read(), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (default, $"The folder cannot be read: {Explain(exception)}");
        }
    }

    // The messages of .NET's own exceptions repeat the path.
    private static string Explain(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "permission denied. Let the service's user read and enter it, then import again.",
        DirectoryNotFoundException => "it is gone, or its name is not valid UTF-8. Rename it, then import again.",
        _ => exception.Message,
    };
}
