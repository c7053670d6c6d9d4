using ImageSearch.Engine.Embedding;

namespace ImageSearch.Engine.Models;

/// <summary>A model of `models.json` and what is there of it.</summary>
/// <param name="Bytes">Size of the file that it is.</param>
/// <param name="Size">Width and height of its input in pixels.</param>
/// <param name="Dimension">The length of its vectors.</param>
/// <param name="Sources">Addresses that offer the file; none where it cannot be fetched.</param>
/// <param name="Path">Where the file lies, of the right size but not checked any further; null where it is not there.</param>
/// <param name="PartialBytes">How much of it was fetched before an interruption.</param>
/// <param name="Recommended">Whether it is the one to have where nothing else was chosen.</param>
public sealed record StoredModel(
    string Id,
    string Name,
    bool BuiltIn,
    long Bytes,
    int Size,
    int Dimension,
    string Licence,
    IReadOnlyList<string> Sources,
    string? Path,
    long PartialBytes,
    bool Recommended = false)
{
    public bool Installed => Path is not null;

    internal static LibraryException NotFound(string id) => new(
        LibraryErrorKind.NotFound, $"models.json knows no model '{id}'. The list of models shows those that it knows.");

    /// <summary>What was asked for cannot be done with a model as things stand.</summary>
    internal static LibraryException Conflict(string message) => new(LibraryErrorKind.Conflict, message, "model-conflict");
}

/// <summary>Whether a model's file holds what `models.json` says.</summary>
/// <param name="Sha256">What it holds instead, where it does not.</param>
public sealed record ModelVerification(string Id, string Path, bool IsSound, string Sha256);

/// <summary>Bytes that are there of a file being fetched.</summary>
public readonly record struct PullProgress(long Received, long Total, string Source);
