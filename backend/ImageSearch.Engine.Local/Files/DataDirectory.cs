using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Models;

namespace ImageSearch.Engine.Local.Files;

/// <summary>
/// The folder that holds everything a library is (see docs/architecture.md, "What is on disk"). Opening it takes an exclusive
/// lock (flock), so that one process owns it, and empties <c>tmp</c>: what lies there was never acknowledged.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string root, FileStream @lock)
    {
        Root = root;
        _lock = @lock;
    }

    /// <summary>Absolute path.</summary>
    public string Root { get; }

    public string Catalog => Path.Combine(Root, "catalog.db");

    public string Images => Path.Combine(Root, "images");

    /// <summary>Originals that no picture names. Created when there is one.</summary>
    public string Orphans => Path.Combine(Root, "orphans");

    /// <summary>Names the catalogue that was open here last: <see cref="CatalogSession"/>.</summary>
    public string Session => Path.Combine(Root, "session");

    public string Thumbnails => Path.Combine(Root, "thumbnails");

    public string Spaces => Path.Combine(Root, "spaces");

    /// <summary>Model files that were fetched.</summary>
    public string Models => ModelStore.DownloadsOf(Root);

    public string Temporary => Path.Combine(Root, "tmp");

    /// <summary>Creates the folder where it does not exist, locks it and checks that it can be written.</summary>
    /// <exception cref="SetupException">Not writable, not a folder, or in use by another process (<see cref="DirectoryInUseException"/>).</exception>
    public static DataDirectory Open(string path)
    {
        var root = path;
        FileStream? @lock = null;
        try
        {
            root = Path.GetFullPath(path);
            Directory.CreateDirectory(root);
            @lock = TakeLock(root);
            var directory = new DataDirectory(root, @lock);
            Directory.CreateDirectory(directory.Images);
            Directory.CreateDirectory(directory.Thumbnails);
            Directory.CreateDirectory(directory.Spaces);
            if (Directory.Exists(directory.Temporary))
                Directory.Delete(directory.Temporary, recursive: true);
            Directory.CreateDirectory(directory.Temporary);
            return directory;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException or ArgumentException)
        {
            @lock?.Dispose();
            throw new SetupException(
                $"The data directory {root} cannot be used: {exception.Message} Give another one (--data DIR, or the setting " +
                "Storage:DataDirectory), or make this one writable for the user that runs the service.", exception);
        }
        catch
        {
            @lock?.Dispose();
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream TakeLock(string root)
    {
        var path = Path.Combine(root, "lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(path) && exception is not FileNotFoundException)
        {
            throw new DirectoryInUseException(root, exception);
        }
    }
}
