using ImageSearch.Engine.Jobs;

namespace ImageSearch.Engine.Intake.Importing;

/// <summary>
/// The job "import": walks a folder and adds its files, a few at a time. After a restart it walks from the beginning; files that it
/// recorded before are recognised without reading them and counted in the same way.
/// </summary>
internal sealed class ImportJob(
    ImportRoots roots, IImportLedger ledger, ImageIntake intake, ImportReader reader, Action retried, TimeProvider clock) : IJobHandler
{
    public const string JobKind = "import";

    private const int BatchSize = 64;

    public string Kind => JobKind;

    /// <exception cref="LibraryException">The folder may not be imported (any more), or does not exist.</exception>
    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var request = ImportRequest.FromJson(run.Job.Parameters);
        var scope = roots.Enter(request.Path);
        await run.RestartAsync(cancellationToken).ConfigureAwait(false);
        var walk = new FolderWalk(scope.Folder, request.Recursive, folder => folder == scope.Own);
        var tally = new ImportTally(run, walk.Count(cancellationToken), clock);
        await tally.TellAsync(cancellationToken).ConfigureAwait(false);

        var batches = new ImportBatches(request, scope, ledger, intake, reader, tally);
        foreach (var batch in walk.Entries().Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await batches.ImportAsync(batch, cancellationToken).ConfigureAwait(false);
            await tally.TellIfDueAsync(cancellationToken).ConfigureAwait(false);
        }

        await new VanishedFiles(scope, request.Recursive, ledger, tally).ReportAsync(cancellationToken).ConfigureAwait(false);
        await tally.TellAsync(cancellationToken).ConfigureAwait(false);
        // Pictures whose originals came back are queued again.
        retried();
        return tally.ToResult();
    }

    /// <summary>Imported pictures stay.</summary>
    public Task CancelledAsync(JobRecord job) => Task.CompletedTask;
}
