using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Spaces;

/// <summary>Saves the active index when the library is closed, after everything that changes it has ended.</summary>
internal sealed class SavingSpaces(OpenSpaces open, ILogger logger) : IAsyncDisposable
{
    private bool _begun;

    /// <summary>From here on there is something to save: the library is open.</summary>
    public void Begin() => _begun = true;

    public async ValueTask DisposeAsync()
    {
        if (!_begun)
            return;
        try
        {
            await open.Active.Index.SaveAsync(CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The library must be closed after any failure; nothing is lost without the snapshot.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogWarning("The index could not be saved; the next start takes a little longer: {Reason}", exception.Message);
        }
    }
}
