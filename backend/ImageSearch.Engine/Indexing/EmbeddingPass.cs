namespace ImageSearch.Engine.Indexing;

/// <summary>
/// Embeds what waits in a space: claims pictures, has them decoded and embedded (the embedder batches), and commits the outcomes in
/// groups. Suspects come one at a time, so that one that kills the process takes no other with it.
/// </summary>
/// <param name="interrupted">Whether to begin no more pictures; those in flight are dealt with.</param>
/// <param name="begun">Told when there turned out to be work.</param>
/// <param name="recorded">Told after each commit.</param>
internal sealed class EmbeddingPass(
    IEmbeddings embeddings, TimeProvider clock, Func<bool> interrupted, Func<Task> begun, Func<EmbeddingRound.Outcomes, Task> recorded)
{
    private const int InFlight = 32;
    private const int CommitSize = 64;
    private static readonly TimeSpan CommitInterval = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<long> _unreleased = [];

    /// <summary>Works until nothing of its kind waits; false when there was nothing from the start.</summary>
    public async Task<bool> RunAsync(ISpaceIndex index, PictureEmbedder pictures, bool suspects, CancellationToken stopping)
    {
        await ReleaseAsync(index).ConfigureAwait(false);
        if (interrupted())
            return false;
        var claimed = await embeddings.ClaimAsync(index.Id, suspects ? 1 : InFlight, suspects, stopping).ConfigureAwait(false);
        if (claimed.Count == 0)
            return false;
        await begun().ConfigureAwait(false);
        using var round = new EmbeddingRound(pictures, stopping);
        round.Begin(claimed);
        try
        {
            while (round.InFlight > 0)
            {
                var outcomes = await round.TakeAsync(CommitSize, CommitInterval, clock).ConfigureAwait(false);
                _unreleased.UnionWith(outcomes.Ids);
                await index.CommitAsync(outcomes.Embedded, outcomes.Failed, CancellationToken.None).ConfigureAwait(false);
                _unreleased.ExceptWith(outcomes.Ids);
                await recorded(outcomes).ConfigureAwait(false);
                round.ThrowIfFaulted();
                _ = index.SaveIfDueAsync(stopping);
                if (!suspects && !stopping.IsCancellationRequested && !interrupted() && InFlight - round.InFlight is > 0 and var free)
                    round.Begin(await embeddings.ClaimAsync(index.Id, free, suspects: false, stopping).ConfigureAwait(false));
            }
        }
        finally
        {
            _unreleased.UnionWith(await round.DrainAsync().ConfigureAwait(false));
            await ReleaseAsync(index).ConfigureAwait(false);
        }

        stopping.ThrowIfCancellationRequested();
        return true;
    }

    /// <summary>Gives back claims whose outcome could not be recorded: on a full disk that may itself take several tries.</summary>
    private async Task ReleaseAsync(ISpaceIndex index)
    {
        if (_unreleased.Count == 0)
            return;
        await embeddings.ReleaseAsync(index.Id, _unreleased, CancellationToken.None).ConfigureAwait(false);
        _unreleased.Clear();
    }
}
