namespace ImageSearch.Engine.Models;

/// <summary>A model on its way.</summary>
/// <param name="Received">Bytes of the file that are there.</param>
/// <param name="Job">The job that fetches it; null while its sources are asked.</param>
/// <param name="IsMoveNext">Whether the library moves to it when it is there.</param>
public sealed record FetchingModel(string Id, string Name, long Received, long Bytes, long? Job, bool IsMoveNext);
