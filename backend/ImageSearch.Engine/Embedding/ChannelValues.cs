namespace ImageSearch.Engine.Embedding;

/// <summary>One number for each colour channel, on the scale where white is 1.</summary>
public readonly record struct ChannelValues(float Red, float Green, float Blue);
