using ImageSearch.Engine.Library;

namespace ImageSearch.Api.Images;

/// <summary>An original that stays in the folder from which it was imported.</summary>
/// <param name="Path">On the server.</param>
/// <param name="State">present; missing while it is not there; changed while something else is in its place.</param>
public sealed record SourceContract(string Path, OriginalState State)
{
    /// <summary>The first that is present, or else the first; null for a picture whose original the library keeps.</summary>
    internal static SourceContract? From(ImageRecord image)
    {
        var files = image.References.Select(file => new SourceContract(file.Path, file.Look()));
        return files.FirstOrDefault(file => file.State == OriginalState.Present)
            ?? (image.References is [var first, ..] ? new SourceContract(first.Path, first.Look()) : null);
    }
}
