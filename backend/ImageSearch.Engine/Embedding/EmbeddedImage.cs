namespace ImageSearch.Engine.Embedding;

/// <summary>A picture's place in an embedding space.</summary>
/// <param name="Vector">Unit length, as many numbers as the space has dimensions; owned by the caller.</param>
/// <param name="Decode">The time that reading and decoding the picture took.</param>
/// <param name="Embed">The time from the decoded picture to its vector, waiting for other pictures included.</param>
public sealed record EmbeddedImage(float[] Vector, TimeSpan Decode, TimeSpan Embed)
{
    /// <summary>The id of the space that the vector belongs to.</summary>
    public string Space { get; init; } = "";
}
