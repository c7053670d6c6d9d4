namespace ImageSearch.Engine.Models;

/// <summary>A model of `models.json` and how much of its file is present.</summary>
/// <param name="Bytes">Size of the complete file.</param>
/// <param name="Size">Width and height of its input in pixels.</param>
/// <param name="Dimension">The length of its vectors.</param>
/// <param name="Sources">Addresses that offer the file; empty if it cannot be fetched.</param>
/// <param name="Path">Path of the file, which has the right size and is not checked further; null if it is missing.</param>
/// <param name="PartialBytes">How much was fetched before an interruption.</param>
/// <param name="Recommended">Whether it is the model to have if no other was chosen.</param>
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
        LibraryErrorKind.NotFound, $"models.json has no model '{id}'. The list of models shows those that it knows.");

    /// <summary>The refusal of a request that is not possible in a model's present state.</summary>
    internal static LibraryException Conflict(string message) => new(LibraryErrorKind.Conflict, message, "model-conflict");
}

/// <summary>Whether a model's file has the contents that `models.json` says.</summary>
/// <param name="Sha256">The checksum of the file.</param>
public sealed record ModelVerification(string Id, string Path, bool IsSound, string Sha256);

/// <summary>The received bytes of a file that is being fetched.</summary>
public readonly record struct PullProgress(long Received, long Total, string Source);
