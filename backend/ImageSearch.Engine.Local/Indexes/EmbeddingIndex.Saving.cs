using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Local.Indexes;

/// <content>When and how it is saved.</content>
internal sealed partial class EmbeddingIndex
{
    private const int MinUnsaved = 5_000;
    private const double MaxUnsavedShare = 0.1;

    private readonly SemaphoreSlim _saving = new(1, 1);
    private long _saveAgainAt;
    private Task _savingIfDue = Task.CompletedTask;

    /// <summary>
    /// Begins to write a snapshot where what it lacks has grown to a tenth of it, and to 5,000: so writing stays proportional to what came
    /// in. One that cannot be written (a snapshot needs room for a second one) is due again 5,000 vectors later. Not for several callers at once.
    /// </summary>
    /// <returns>Ends with the writing that is under way, without an error: indexing need not wait for it, and goes on if it fails.</returns>
    public Task SaveIfDueAsync(CancellationToken cancellationToken)
    {
        if (!_savingIfDue.IsCompleted)
            return _savingIfDue;
        var (unsaved, _) = _embeddings.Unsaved(Id);
        return unsaved < Math.Max(MinUnsaved, _saveAgainAt) || unsaved <= MaxUnsavedShare * _snapshot.Count
            ? Task.CompletedTask
            : _savingIfDue = TrySaveAsync(unsaved, cancellationToken);
    }

    public Task SaveAsync(CancellationToken cancellationToken) => SaveAsync(unrecorded: false, cancellationToken);

    /// <param name="unrecorded">Whether memory has vectors that the catalogue does not have either.</param>
    private async Task SaveAsync(bool unrecorded, CancellationToken cancellationToken)
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

    private async Task TrySaveAsync(long unsaved, CancellationToken cancellationToken)
    {
        try
        {
            await SaveAsync(cancellationToken).ConfigureAwait(false);
            _saveAgainAt = 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The library is closing, which saves it again.
        }
#pragma warning disable CA1031 // Whatever it is, the catalogue has what the snapshot lacks, and indexing goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _saveAgainAt = unsaved + MinUnsaved;
            _logger.LogWarning(
                "The index could not be saved; the catalogue keeps the {Count} vectors that the last save lacks. Is there room for a second "
                    + "copy of it? {Reason}",
                unsaved,
                exception.Message);
        }
    }
}
