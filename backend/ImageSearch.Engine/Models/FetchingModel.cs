namespace ImageSearch.Engine.Models;

/// <summary>A model that is being fetched.</summary>
/// <param name="Received">Bytes of the file that have arrived.</param>
/// <param name="Job">The job that fetches it; null while its sources are being asked.</param>
/// <param name="IsMoveNext">Whether the library moves to it after the fetch.</param>
public sealed record FetchingModel(string Id, string Name, long Received, long Bytes, long? Job, bool IsMoveNext);
