using System.Text.Json.Serialization;

namespace ImageSearch.Contracts;

/// <summary>A picture of the library.</summary>
/// <param name="Id">Never reused.</param>
/// <param name="Name">The name it was uploaded under; not unique.</param>
/// <param name="Width">Pixels, upright.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="Bytes">Size of the original.</param>
/// <param name="Format">jpeg, png, gif, webp, tiff, avif or bmp.</param>
/// <param name="Sha256">Of the original, hexadecimal.</param>
/// <param name="Status">pending until it is embedded, then indexed; failed if that is impossible.</param>
/// <param name="Problem">Why it failed.</param>
/// <param name="Url">The original.</param>
/// <param name="ThumbnailUrl">A thumbnail; takes ?size=100, 200, 400 or 800.</param>
public sealed record ImageContract(
    long Id,
    string Name,
    int Width,
    int Height,
    long Bytes,
    string Format,
    string Sha256,
    string? Category,
    IReadOnlyList<string> Tags,
    DateTimeOffset AddedAt,
    ImageStatusContract Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Problem,
    string Url,
    string ThumbnailUrl)
{
    /// <summary>Where the original lies, if the library refers to a file of an imported folder and keeps none of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SourceContract? Source { get; init; }
}

public enum ImageStatusContract
{
    Pending,
    Indexed,
    Failed,
}

/// <summary>An original that stays in the folder from which it was imported.</summary>
/// <param name="Path">On the server.</param>
/// <param name="State">present; missing while it is not there; changed while something else is in its place.</param>
public sealed record SourceContract(string Path, OriginalStateContract State);

public enum OriginalStateContract
{
    Present,
    Missing,
    Changed,
}
