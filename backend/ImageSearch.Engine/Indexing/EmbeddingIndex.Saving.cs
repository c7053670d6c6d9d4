using ImageSearch.Faiss;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Indexing;

/// <content>When and how it is saved.</content>
internal sealed partial class EmbeddingIndex
{
    private const int MinUnsaved = 5_000;
    private const double MaxUnsavedShare = 0.1;

    private readonly SemaphoreSlim _saving = new(1, 1);
    private long _saveAgainAt;

    /// <summary>
    /// Writes a snapshot where what it lacks has grown to a tenth of it, and to 5,000: so writing stays proportional to what came in.
    /// One that cannot be written (a snapshot needs room for a second one) does not stop indexing; it is due again 5,000 vectors later.
    /// </summary>
    public async Task SaveIfDueAsync(CancellationToken cancellationToken)
    {
        var (unsaved, _) = _embeddings.Unsaved(Id);
        if (unsaved < Math.Max(MinUnsaved, _saveAgainAt) || unsaved <= MaxUnsavedShare * _snapshot.Count)
            return;
        try
        {
            await SaveAsync(cancellationToken).ConfigureAwait(false);
            _saveAgainAt = 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FaissException)
        {
            _saveAgainAt = unsaved + MinUnsaved;
            _logger.LogWarning(
                "The index could not be saved; the catalogue keeps the {Count} vectors that the last save lacks. Is there room for a second copy of it? {Reason}",
                unsaved,
                exception.Message);
        }
    }

    /// <summary>Writes a snapshot of everything in memory, if there is anything that it lacks.</summary>
    /// <param name="unrecorded">Whether memory has vectors that the catalogue does not have either.</param>
    public async Task SaveAsync(CancellationToken cancellationToken, bool unrecorded = false)
    {
        await _saving.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Behind the gate memory has what the catalogue has. What is written after that has it too, and perhaps more: uploads and
            // deletions need not wait for the writing.
            var (unsaved, last) = await _gate.HoldAsync(() => Task.FromResult(_embeddings.Unsaved(Id)), cancellationToken).ConfigureAwait(false);
            if (unsaved == 0 && !unrecorded)
                return;
            await _snapshot.SaveAsync(Vectors, cancellationToken).ConfigureAwait(false);
            await _embeddings.DiscardAsync(Id, last, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _saving.Release();
        }
    }
}
