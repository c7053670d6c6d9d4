using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Intake.Importing;

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

    /// <summary>Requests an import. When the call returns, it is running or waits for another import.</summary>
    /// <exception cref="LibraryException">The folder may not be imported, or it is not a folder.</exception>
    /// <exception cref="LibraryException">A tag is not valid.</exception>
    public Task<JobRecord> StartAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        _ = _roots.Enter(request.Path);
        return _jobs.SubmitAsync(ImportJob.JobKind, (request with { Tags = Label.CleanTags(request.Tags) }).ToJson(), cancellationToken);
    }

    /// <summary>
    /// The subfolders of a folder that may be imported, sorted by name. Folders that imports skip are omitted, as are entries beyond the
    /// first 10,000.
    /// </summary>
    /// <exception cref="LibraryException">The folder may not be imported, or cannot be read.</exception>
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
