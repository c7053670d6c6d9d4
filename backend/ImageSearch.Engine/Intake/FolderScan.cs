namespace ImageSearch.Engine.Intake;

/// <summary>
/// The files in a folder and its subfolders that look like pictures by their extension. Links to folders are not followed, so there are no
/// loops. Hidden and system names and folders that contain a library are skipped.
/// </summary>
public sealed class FolderScan
{
    /// <summary>The most files of one batch.</summary>
    public const int MaxFiles = 32;

    private const long MaxBatchBytes = 256L << 20;
    private static readonly HashSet<string> Extensions = new(
        [".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".tif", ".tiff", ".avif", ".bmp"], StringComparer.OrdinalIgnoreCase);

    private readonly string _root;
    private readonly FolderCategories _categories;
    private readonly List<string> _files = [];
    private readonly List<FileProblem> _problems = [];

    private FolderScan(string root, FolderCategories categories)
    {
        _root = root;
        _categories = categories;
    }

    /// <summary>Paths, folder by folder, in ordinal order.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Folders that could not be read.</summary>
    public IReadOnlyList<FileProblem> Problems => _problems;

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static FolderScan Read(string folder, FolderCategories categories, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        var scan = new FolderScan(Path.TrimEndingDirectorySeparator(folder), categories);
        scan.Visit(cancellationToken);
        return scan;
    }

    /// <summary>The files in batches; each batch has one category and fits into one upload.</summary>
    public IEnumerable<FileBatch> Batches()
    {
        var paths = new List<string>();
        string? category = null;
        long bytes = 0;
        foreach (var path in _files)
        {
            var own = CategoryOf(path);
            var length = LengthOf(path);
            if (paths.Count > 0 && (own != category || paths.Count == MaxFiles || bytes + length > MaxBatchBytes))
            {
                yield return new FileBatch(paths, category);
                paths = [];
                bytes = 0;
            }

            paths.Add(path);
            category = own;
            bytes += length;
        }

        if (paths.Count > 0)
            yield return new FileBatch(paths, category);
    }

    private static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }

    private string? CategoryOf(string path)
    {
        try
        {
            return FolderCategory.Of(path, _root, _categories);
        }
        catch (LibraryException exception) when (exception.Kind == LibraryErrorKind.Invalid)
        {
            // The name of a folder need not be a valid category.
            return null;
        }
    }

    private void Visit(CancellationToken cancellationToken)
    {
        if (IsLibrary(_root))
            return;
        foreach (var (path, problem) in new FolderWalk(_root, recursive: true, IsLibrary).Entries())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (problem is not null)
                _problems.Add(new FileProblem(path, problem));
            else if (Extensions.Contains(Path.GetExtension(path)))
                _files.Add(path);
        }

        _files.Sort(InFolderOrder);
    }

    // Folder by folder, so that files of one category come together.
    private static int InFolderOrder(string one, string other)
    {
        var folders = string.CompareOrdinal(Path.GetDirectoryName(one), Path.GetDirectoryName(other));
        return folders != 0 ? folders : string.CompareOrdinal(one, other);
    }

    // The library already has its originals, and its thumbnails are not pictures of their own.
    private static bool IsLibrary(string folder) => File.Exists(Path.Combine(folder, "catalog.db")) && File.Exists(Path.Combine(folder, "lock"));
}

/// <summary>Files that are added together.</summary>
public sealed record FileBatch(IReadOnlyList<string> Paths, string? Category);

/// <summary>A file or folder that could not be added, and the reason.</summary>
public sealed record FileProblem(string Path, string Problem);
