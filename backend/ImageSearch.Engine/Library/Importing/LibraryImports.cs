using ImageSearch.Engine.Jobs;

namespace ImageSearch.Engine.Library.Importing;

/// <summary>Imports from folders on the server.</summary>
public sealed class LibraryImports
{
    private const int MostFolders = 10_000;

    private readonly ImportRoots _roots;
    private readonly JobRunner _jobs;

    internal LibraryImports(ImportRoots roots, JobRunner jobs)
    {
        _roots = roots;
        _jobs = jobs;
    }

    /// <summary>The folders that may be imported; empty if importing is turned off.</summary>
    public IReadOnlyList<ImportRoot> Roots => _roots.List();

    /// <summary>Asks for an import; it is under way, or waits for another, when the call returns.</summary>
    /// <exception cref="LibraryException">The folder may not be imported, or is none.</exception>
    /// <exception cref="LibraryException">A tag is not valid.</exception>
    public Task<JobRecord> StartAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        _ = _roots.Enter(request.Path);
        return _jobs.SubmitAsync(ImportJob.JobKind, (request with { Tags = Label.CleanTags(request.Tags) }).ToJson(), cancellationToken);
    }

    /// <summary>The folders in a folder that may be imported, by name; those that imports skip are left out, and all beyond the first 10,000 met.</summary>
    /// <exception cref="LibraryException">It may not be imported, or cannot be read.</exception>
    public IReadOnlyList<string> FoldersIn(string path)
    {
        var scope = _roots.Enter(path);
        try
        {
            return new DirectoryInfo(scope.Folder).EnumerateDirectories()
                .Where(folder => !FolderNames.IsSkipped(folder.Name) && folder.LinkTarget is null && folder.FullName != scope.Own)
                .Take(MostFolders).Select(folder => folder.FullName).Order(StringComparer.Ordinal).ToList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(LibraryErrorKind.Invalid, $"The folder {path} cannot be read. Let the service's user read and enter it.");
        }
    }
}
