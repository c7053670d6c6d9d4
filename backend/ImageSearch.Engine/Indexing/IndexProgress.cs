namespace ImageSearch.Engine.Indexing;

/// <summary>How far the embedding of the library is.</summary>
/// <param name="RatePerSecond">Pictures embedded a second, over the last seconds; 0 while nothing is being embedded.</param>
/// <param name="EtaSeconds">Until nothing waits; null while nothing does, or the rate is not known yet.</param>
public sealed record IndexProgress(long Indexed, long Pending, long Failed, double RatePerSecond, double? EtaSeconds);
