using System.ComponentModel.DataAnnotations;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Imaging;

namespace ImageSearch.Engine;

/// <summary>Limits of what the library accepts. Configuration section <c>Library</c>.</summary>
public sealed class LibraryOptions : IValidatableObject
{
    public const string Section = "Library";

    /// <summary>The largest picture, in pixels; checked before decoding.</summary>
    [Range(1, 4_000_000_000, ErrorMessage = "Library:MaxPixels must lie between 1 and {2}.")]
    public long MaxPixels { get; set; } = 250_000_000;

    /// <summary>The most frames or pages of one file.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Library:MaxFrames must lie between 1 and {2}.")]
    public int MaxFrames { get; set; } = 10_000;

    /// <summary>
    /// Folders on the server from which pictures may be imported, with their subfolders. If empty, imports are turned off.
    /// </summary>
    public IList<string> ImportRoots { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => ImportRoots
        .Select((path, i) => (path, i))
        .Where(root => !Path.IsPathFullyQualified(root.path) || root.path.Contains('\0'))
        .Select(root => new ValidationResult($"Library:ImportRoots:{root.i} must be an absolute path, such as /photos; it is \"{root.path}\"."));

    public ImageLimits ToLimits() => new() { MaxPixels = MaxPixels, MaxFrames = MaxFrames };
}
