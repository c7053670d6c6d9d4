using System.ComponentModel.DataAnnotations;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Library;

/// <summary>What the library accepts. Configuration section <c>Library</c>.</summary>
public sealed class LibraryOptions
{
    public const string Section = "Library";

    /// <summary>Largest picture, in pixels; checked before decoding.</summary>
    [Range(1, 4_000_000_000, ErrorMessage = "Library:MaxPixels must lie between 1 and {2}.")]
    public long MaxPixels { get; set; } = 250_000_000;

    /// <summary>Most frames or pages of one file.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Library:MaxFrames must lie between 1 and {2}.")]
    public int MaxFrames { get; set; } = 10_000;

    public ImageLimits ToLimits() => new() { MaxPixels = MaxPixels, MaxFrames = MaxFrames };
}
