namespace ImageSearch.Engine.Intake.Importing;

/// <summary>
/// Adds the files of one import in batches: examines all files of a batch, reads the new and changed ones on two threads, and commits them
/// together.
/// </summary>
internal sealed class ImportBatches(
    ImportRequest request, ImportScope scope, IImportLedger ledger, ImageIntake intake, ImportReader reader, ImportTally tally)
{
    // Low, because uploads and searches have priority.
    private const int Threads = 2;

    private readonly HashSet<string> _linked = [];

    public async Task ImportAsync(IReadOnlyList<WalkedFile> entries, CancellationToken cancellationToken)
    {
        var found = entries.Select(Look).OfType<FoundFile>().ToList();
        var known = (await ledger.AtAsync(found.Select(file => file.Path).ToList(), cancellationToken).ConfigureAwait(false)).ToLookup(
            entry => entry.Path);
        var seen = new List<ImportedFile>();
        var unread = found.Where(file => !IsUnchanged(file, known[file.Path], seen)).ToList();
        var candidates = new Candidate?[unread.Count];
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellationToken };
            var problems = new string?[unread.Count];
            await Parallel.ForEachAsync(
                Enumerable.Range(0, unread.Count),
                options,
                async (i, token) => (candidates[i], problems[i]) = await ReadAsync(unread[i], token).ConfigureAwait(false)).ConfigureAwait(false);
            foreach (var (file, problem) in unread.Zip(problems).Where(pair => pair.Second is not null))
                Fail(file.FoundAt, problem!);
            var read = unread.Zip(candidates).Where(pair => pair.Second is not null).Select(pair => (pair.First, pair.Second!)).ToList();
            await CommitAsync(read, known, seen, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var candidate in candidates)
                candidate?.File.Dispose();
        }
    }

    private FoundFile? Look(WalkedFile entry)
    {
        try
        {
            if (entry.Problem is not null)
                throw new IOException(entry.Problem);
            var file = FoundFile.Look(entry.Path, scope, request.Recursive);
            if (file is not null && (file.Path == file.FoundAt || _linked.Add(file.Path)))
                return file;
            tally.Skip();
        }
        catch (IOException exception)
        {
            Fail(entry.Path, exception.Message);
        }

        return null;
    }

    /// <summary>Whether the file need not be read; it is then counted.</summary>
    private bool IsUnchanged(FoundFile file, IEnumerable<ImportedFile> entries, List<ImportedFile> seen)
    {
        var entry = entries.FirstOrDefault(entry => (entry.Bytes, entry.Modified) == (file.Status.Bytes, file.Status.Modified) && Suffices(entry));
        if (entry is null)
            return false;
        if (entry.Outcome == ImportOutcome.Vanished)
            entry = entry with { Job = tally.Job, Outcome = ImportOutcome.Unchanged };
        if (entry.Outcome == ImportOutcome.Unchanged && entry.Job == tally.Job)
            seen.Add(entry);
        tally.Count(entry.Job == tally.Job ? entry.Outcome : ImportOutcome.Unchanged);
        return true;
    }

    // A file that the library only refers to must be read again if the import asks for copies.
    private bool Suffices(ImportedFile entry) => request.Store == ImportStore.Reference || !entry.Reference;

    private async Task<(Candidate?, string?)> ReadAsync(FoundFile file, CancellationToken cancellationToken)
    {
        try
        {
            var category = FolderCategory.Of(file.FoundAt, scope.Folder, request.Categories);
            var candidate = await reader.ReadAsync(file, scope, request.Store, request.MaxBytes, cancellationToken).ConfigureAwait(false);
            return (candidate with { Options = new AddOptions(category, request.Tags) }, null);
        }
        catch (Exception exception) when (
            exception is LibraryException { Kind: LibraryErrorKind.Invalid } or UnauthorizedAccessException or IOException)
        {
            return (null, exception.Message);
        }
    }

    private async Task CommitAsync(
        List<(FoundFile File, Candidate Candidate)> read, ILookup<string, ImportedFile> known,
        List<ImportedFile> seen, CancellationToken cancellationToken)
    {
        var contents = read.Select(pair => pair.Candidate.File.Sha256).ToList();
        var elsewhere = (await ledger.WithContentAsync(contents, cancellationToken).ConfigureAwait(false)).Where(Suffices)
            .ToLookup(entry => entry.Sha256);
        var moves = new Dictionary<ImportedFile, ImportedFile>();
        var fresh = new List<Candidate>();
        foreach (var (file, candidate) in read)
        {
            var entry = new ImportedFile(
                file.Path, file.Status.Bytes, file.Status.Modified, candidate.File.Sha256, request.Store == ImportStore.Reference, tally
                    .Job, ImportOutcome.Added);
            if (known[file.Path].FirstOrDefault(old => old.Sha256 == entry.Sha256 && Suffices(old)) is { } touched)
            {
                seen.Add(entry with { Reference = touched.Reference, Outcome = ImportOutcome.Unchanged });
                tally.Count(ImportOutcome.Unchanged);
            }
            else if (elsewhere[entry.Sha256].FirstOrDefault(old => !moves.ContainsKey(old) && old.IsGone()) is { } old)
            {
                moves.Add(old, entry with { Reference = old.Reference, Outcome = ImportOutcome.Moved });
                tally.Count(ImportOutcome.Moved);
            }
            else
            {
                fresh.Add(candidate with { Source = entry });
            }
        }

        if (moves.Count > 0)
            await ledger.MoveAsync(moves.Select(move => (move.Key, move.Value)).ToList(), cancellationToken).ConfigureAwait(false);
        if (seen.Count > 0)
            await ledger.RecordAsync(seen, [], cancellationToken).ConfigureAwait(false);
        if (fresh.Count == 0)
            return;
        foreach (var outcome in await intake.AddAsync(fresh, AddOptions.Default, cancellationToken).ConfigureAwait(false))
            tally.Count(outcome.Result == AddResult.Added ? ImportOutcome.Added : ImportOutcome.Duplicate);
    }

    private void Fail(string path, string problem) => tally.Fail(Path.GetRelativePath(scope.Folder, path), problem);
}
