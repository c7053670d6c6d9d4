namespace ImageSearch.Engine.Spaces;

/// <summary>
/// The spaces that are open: the active one, which searches answer from, and the one being built beside it, if any.
/// </summary>
internal sealed class OpenSpaces(LibrarySpace active) : IAsyncDisposable
{
    private LibrarySpace _active = active;
    private LibrarySpace? _building;

    public LibrarySpace Active => Volatile.Read(ref _active);

    public LibrarySpace? Building => Volatile.Read(ref _building);

    /// <summary>The active space, for as long as the lease is held.</summary>
    public SpaceLease Lease()
    {
        // A space is closed only after another took its place: the next look finds that one.
        while (true)
        {
            var space = Active;
            if (space.TryLease() is { } lease)
                return lease;
            ObjectDisposedException.ThrowIf(space == Active, this);
        }
    }

    public void Begin(LibrarySpace building) => Volatile.Write(ref _building, building);

    public void GiveUp() => Volatile.Write(ref _building, null);

    /// <summary>Makes the space that was built the active one.</summary>
    /// <returns>The space that was active: the caller's to retire.</returns>
    public LibrarySpace Switch()
    {
        var old = Active;
        Volatile.Write(ref _active, Building ?? throw new InvalidOperationException("No space is being built."));
        GiveUp();
        return old;
    }

    /// <summary>Closes the active space; one being built is its builder's to close.</summary>
    public ValueTask DisposeAsync() => Active.DisposeAsync();
}
