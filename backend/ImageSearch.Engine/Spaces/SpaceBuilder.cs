using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Pictures;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Spaces;

/// <summary>Fills a space beside the active one, and switches to it when it has everything that the active one has.</summary>
internal sealed class SpaceBuilder(
    OpenSpaces open,
    IEmbeddings embeddings,
    ISpaces spaces,
    IOriginals originals,
    IndexingWorker worker,
    TimeProvider clock,
    ILoggerFactory loggers)
{
    // What may be left when indexing is stopped for the switch: a second or two of work.
    private const int Few = 32;
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);

    private readonly ILogger<SpaceBuilder> _logger = loggers.CreateLogger<SpaceBuilder>();

    /// <summary>Embeds into <paramref name="space"/> what it lacks, or copies it where the active index has it; it becomes the active one.</summary>
    /// <param name="progress">Told after each commit.</param>
    public async Task<Switched> BuildAsync(LibrarySpace space, SpaceChange change, Func<Task> progress, CancellationToken cancellationToken)
    {
        open.Begin(space);
        try
        {
            await space.Index.JoinAsync(cancellationToken).ConfigureAwait(false);
            var from = space.Index.CanCopy(open.Active.Index) ? open.Active.Index : null;
            if (from is not null)
                await PersistAsync(space, () => CopyAsync(space, from, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
            await FillAsync(space, from, Few, progress, cancellationToken).ConfigureAwait(false);
            using var paused = await worker.PauseAsync(cancellationToken).ConfigureAwait(false);
            await FillAsync(space, from, 0, progress, cancellationToken).ConfigureAwait(false);
            return await PersistAsync(space, () => SwitchAsync(space, change), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            open.GiveUp();
            throw;
        }
    }

    private static async Task<bool> CopyAsync(LibrarySpace space, ISpaceIndex from, Func<Task> progress, CancellationToken cancellationToken)
    {
        await space.Index.CopyAllAsync(from, progress, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task FillAsync(LibrarySpace space, ISpaceIndex? from, int enough, Func<Task> progress, CancellationToken cancellationToken)
    {
        var pictures = new PictureEmbedder(space.Embedder, originals, loggers.CreateLogger<PictureEmbedder>());
        var pass = new EmbeddingPass(embeddings, clock, () => false, () => Task.CompletedTask, _ => progress());
        while (await PersistAsync(space, PassAsync, cancellationToken).ConfigureAwait(false) > enough)
        {
        }

        async Task<int> PassAsync()
        {
            if (from is not null)
                return await space.Index.CopyMissingAsync(from, progress, cancellationToken).ConfigureAwait(false);
            if (await embeddings.QueueMissingAsync(space.Id, cancellationToken).ConfigureAwait(false) is var missing && missing <= enough)
                return missing;
            while (await pass.RunAsync(space.Index, pictures, suspects: false, cancellationToken).ConfigureAwait(false)
                || await pass.RunAsync(space.Index, pictures, suspects: true, cancellationToken).ConfigureAwait(false))
            {
            }

            return missing;
        }
    }

    /// <summary>Whatever goes wrong (a full disk, a failing device), building goes on when it is mended.</summary>
    private async Task<T> PersistAsync<T>(LibrarySpace space, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await action().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // See above.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                _logger.LogError(
                    exception, "Building {Space} was interrupted and goes on in {Seconds} s: {Reason}", space.Id, PauseAfterFault
                        .TotalSeconds, exception.Message);
                await Task.Delay(PauseAfterFault, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Nothing is being embedded into the active space meanwhile: what was complete a moment ago still is. Deletions reach both indexes.
    private async Task<Switched> SwitchAsync(LibrarySpace space, SpaceChange change)
    {
        var failed = await embeddings.FailuresAsync(space.Id, DateTimeOffset.UnixEpoch, CancellationToken.None).ConfigureAwait(false);
        var failures = failed.Select(failure => new JobFailure(failure.Name, failure.Problem)).ToList();
        await spaces.SwitchAsync(
            new SpaceSwitch(space.Id, change.KeepOld, open.Active.Index.Count, change.Chosen ? change.Model : null),
            CancellationToken.None).ConfigureAwait(false);
        return new Switched(open.Switch(), failures);
    }

    /// <param name="Old">The space that was active until now: the caller's to retire.</param>
    /// <param name="Failures">Pictures that could not be embedded into the new one.</param>
    internal sealed record Switched(LibrarySpace Old, IReadOnlyList<JobFailure> Failures);
}
