namespace ImageSearch.Engine.Embedding;

/// <summary>A picture's vector in an embedding space.</summary>
/// <param name="Vector">Unit length, as many numbers as the space has dimensions; owned by the caller.</param>
/// <param name="Decode">The time to read and decode the picture.</param>
/// <param name="Embed">The time from the decoded picture to its vector, including the wait for other pictures.</param>
public sealed record EmbeddedImage(float[] Vector, TimeSpan Decode, TimeSpan Embed)
{
    /// <summary>The id of the space that the vector belongs to.</summary>
    public string Space { get; init; } = "";
}
