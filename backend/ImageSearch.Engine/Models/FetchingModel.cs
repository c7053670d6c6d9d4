namespace ImageSearch.Engine.Models;

/// <summary>A model on its way.</summary>
/// <param name="Received">Bytes that are there of <paramref name="Bytes"/>.</param>
/// <param name="Job">The job that fetches it; null while its sources are asked.</param>
/// <param name="IsMoveNext">Whether the library moves to it when it is there.</param>
public sealed record FetchingModel(string Id, string Name, long Received, long Bytes, long? Job, bool IsMoveNext);
