namespace ImageSearch.Engine.Indexing;

/// <summary>A picture's embedding: unit length, as many elements as the space has dimensions.</summary>
public sealed record EmbeddedVector(long ImageId, float[] Vector);

/// <summary>A picture that could not be embedded, and why, in words for its owner.</summary>
public sealed record FailedEmbedding(long ImageId, string Problem);
