using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Jobs;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Spaces;

/// <summary>
/// Sees to it that the active index becomes of the kind that the configuration asks for: at a start, when there are enough pictures to
/// train it, and when too many of its vectors are dead.
/// </summary>
internal sealed class IndexKeeper(OpenSpaces open, IndexPlan plan, LibrarySpaces spaces, JobRunner jobs, ILogger<IndexKeeper> logger)
{
    private (string Active, IndexKind Kind, long Job)? _asked;
    private string? _said;

    /// <summary>Asks for the job that moves the library, where that is due and no other change is under way. Never twice at once.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var active = open.Active;
        Say(active.Index);
        if (active.Index.Rebuilding || active.Embedder.Problem is not null || plan.Due(active.Index) is not { } kind
            || (await jobs.UnfinishedAsync(cancellationToken).ConfigureAwait(false)).Any(job => job.Kind == SpaceJob.JobKind))
            return;
        // One that was cancelled or failed is tried again at the next start.
        if (_asked is { } asked && (asked.Active, asked.Kind) == (active.Id, kind) && await jobs.FindAsync(asked.Job, cancellationToken).ConfigureAwait(false) is { State: JobState.Cancelled or JobState.Failed })
            return;
        var rebuilt = kind.IsLike(active.Index.Kind) ? kind : null;
        var change = new SpaceChange(KnownModel.Of(active.Embedder.Model), KeepOld: false, Chosen: false, null, rebuilt);
        var job = await spaces.SubmitAsync(change, cancellationToken).ConfigureAwait(false);
        _asked = (active.Id, kind, job.Id);
        logger.LogInformation("The index moves from {Old} to {New}{Reason}: job {Id}", active.Index.Kind, kind, rebuilt is null ? "" : ", without the dead", job.Id);
    }

    private void Say(EmbeddingIndex active)
    {
        // Once for each kind: the figures in the note move with every picture.
        if (plan.Note(active) is not { } note || _said == active.Id)
            return;
        _said = active.Id;
        logger.LogInformation("{Note}", note);
    }
}
