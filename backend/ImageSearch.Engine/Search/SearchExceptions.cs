namespace ImageSearch.Engine.Search;

/// <summary>There is no such picture.</summary>
public sealed class ImageNotFoundException(string name) : Exception($"There is no picture {name}. It may have been deleted.");

/// <summary>The picture has not been embedded yet.</summary>
public sealed class ImagePendingException(long id) : Exception($"Picture {id} has not been embedded yet. Try again in a moment.");

/// <summary>The picture could not be embedded, so nothing can be compared with it.</summary>
public sealed class ImageFailedException(long id, string? problem) : Exception($"Picture {id} could not be embedded: {problem}");

/// <summary>The library is being embedded into a new space; no complete index exists yet.</summary>
/// <param name="percent">How much is done, 0 to 100.</param>
public sealed class RebuildingException(double percent)
    : Exception($"The library is being embedded again for another model ({percent:0.#} % done). Searches work again when that is complete.")
{
    public double Percent { get; } = percent;
}

/// <summary>Too many queries are waiting.</summary>
public sealed class QueueFullException() : Exception("Too many queries are waiting. Try again in a moment.")
{
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
}
