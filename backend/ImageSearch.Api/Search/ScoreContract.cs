using ImageSearch.Engine.Search;

namespace ImageSearch.Api.Search;

/// <summary>Figures that some clients expect beside similarity and distance.</summary>
public enum ScoreKind
{
    None,

    /// <summary>1 / (1 + distance): 1 for the same picture, a third for an opposite one.</summary>
    InverseDistance,
}

/// <summary>A figure derived from the distance; the ranking is the same.</summary>
public sealed record ScoreContract(double Value, ScoreKind Kind)
{
    internal static ScoreContract? Of(SearchHit hit, ScoreKind kind) =>
        kind == ScoreKind.InverseDistance ? new ScoreContract(1 / (1 + hit.Distance), kind) : null;
}
