namespace ImageSearch.Tests.Providers.Memory;

/// <summary>What became of a picture in a space: with a vector it is embedded, with a problem it failed, with neither it is new.</summary>
internal sealed class MemoryEmbedding
{
    /// <summary>Whether it is to be embedded, or embedded again.</summary>
    public bool Waits { get; set; } = true;

    public float[]? Vector { get; set; }

    public string? Problem { get; set; }

    public DateTimeOffset FailedAt { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset ClaimedUntil { get; set; }

    public void Queue()
    {
        Waits = true;
        Problem = null;
        Attempts = 0;
    }
}
