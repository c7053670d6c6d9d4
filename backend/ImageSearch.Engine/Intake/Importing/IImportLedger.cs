namespace ImageSearch.Engine.Intake.Importing;

/// <summary>
/// What imports remember about the files that they have seen: one entry for each path and content. Entries are removed together with the
/// last picture of their content. A change is durable when its call returns.
/// </summary>
internal interface IImportLedger
{
    /// <summary>All entries of these paths.</summary>
    Task<IReadOnlyList<ImportedFile>> AtAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken);

    /// <summary>A few entries for each of these contents. Not all of them, because a file can have any number of copies.</summary>
    Task<IReadOnlyList<ImportedFile>> WithContentAsync(IReadOnlyCollection<string> sha256, CancellationToken cancellationToken);

    /// <summary>Entries inside a folder after <paramref name="last"/>, in a stable order.</summary>
    Task<IReadOnlyList<ImportedFile>> UnderAsync(string folder, ImportedFile? last, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Adds or replaces the entries of files, except files whose content no picture has (any more). A failed picture that refers to one of
    /// these files is tried again.
    /// </summary>
    /// <param name="adopted">Contents that the library now has its own copies of.</param>
    Task RecordAsync(IReadOnlyCollection<ImportedFile> files, IReadOnlyCollection<string> adopted, CancellationToken cancellationToken);

    /// <summary>Replaces entries by those of the new paths of moved files.</summary>
    Task MoveAsync(IReadOnlyCollection<(ImportedFile From, ImportedFile To)> moves, CancellationToken cancellationToken);
}
