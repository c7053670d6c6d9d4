using ImageSearch.Engine.Library;

namespace ImageSearch.Api.Images;

/// <summary>An original that stays in the folder from which it was imported.</summary>
/// <param name="Path">On the server.</param>
/// <param name="State">present; missing while it is not there; changed while something else is in its place.</param>
public sealed record SourceContract(string Path, OriginalState State)
{
    /// <summary>Null for a picture whose original the library keeps.</summary>
    internal static SourceContract? From(ImageRecord image) =>
        ReferencedFile.Choose(image.References) is var (path, state) ? new SourceContract(path, state) : null;
}
