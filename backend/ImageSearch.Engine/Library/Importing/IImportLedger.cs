namespace ImageSearch.Engine.Library.Importing;

/// <summary>
/// What imports remember of the files they have seen, one entry for each path and content; entries go with the last picture of their
/// content. Durable when a call returns.
/// </summary>
internal interface IImportLedger
{
    /// <summary>All entries of these paths.</summary>
    IReadOnlyList<ImportedFile> At(IReadOnlyCollection<string> paths);

    /// <summary>A few entries of each of these contents: not all, since there is no limit to copies of one file.</summary>
    IReadOnlyList<ImportedFile> WithContent(IReadOnlyCollection<string> sha256);

    /// <summary>Entries under a folder, in an order of their own, after <paramref name="last"/>.</summary>
    IReadOnlyList<ImportedFile> Under(string folder, ImportedFile? last, int limit);

    /// <summary>
    /// Enters files or replaces their entries, leaving out those whose content no picture has (any more). A picture that failed and refers
    /// to one of them is tried again.
    /// </summary>
    /// <param name="adopted">Contents of which the library has its own copies now.</param>
    Task RecordAsync(IReadOnlyCollection<ImportedFile> files, IReadOnlyCollection<string> adopted, CancellationToken cancellationToken);

    /// <summary>Replaces entries by those of the paths to which their files were moved.</summary>
    Task MoveAsync(IReadOnlyCollection<(ImportedFile From, ImportedFile To)> moves, CancellationToken cancellationToken);
}
