using System.Text.Json.Serialization;
using ImageSearch.Engine.Models;

namespace ImageSearch.Cli.Contracts;

/// <summary>A model, as the HTTP interface writes it.</summary>
/// <param name="Bytes">Size of its file.</param>
/// <param name="PartialBytes">How much of it was fetched before an interruption.</param>
/// <param name="Size">Width and height of its input in pixels.</param>
/// <param name="Dimension">Length of its vectors.</param>
internal sealed record Model(
    string Id,
    string Name,
    bool BuiltIn,
    bool Installed,
    long Bytes,
    long PartialBytes,
    int Size,
    int Dimension,
    string Licence,
    IReadOnlyList<string> Sources,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Path = null)
{
    public static Model Of(StoredModel model) => new(
        model.Id, model.Name, model.BuiltIn, model.Installed, model.Bytes, model.PartialBytes, model.Size, model.Dimension, model.Licence, model.Sources, model.Path);
}

/// <param name="Active">The one in use; only an open library, a server's, can tell.</param>
/// <param name="Offer">One that finds better than the one in use, or replaces one that is missing.</param>
internal sealed record ModelList(
    IReadOnlyList<Model> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Active = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Offer = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FetchingModel? Fetching = null);

/// <summary>A model on its way to a server.</summary>
/// <param name="Received">Bytes of the file that are there.</param>
/// <param name="MoveNext">Whether the library moves to it when it is there.</param>
internal sealed record FetchingModel(
    string Model,
    string Name,
    long Received,
    long Bytes,
    bool MoveNext,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Job = null);

/// <param name="Sound">Whether the file's checksum is the right one.</param>
internal sealed record Verification(string Id, bool Sound, string Sha256, string Path)
{
    public static Verification Of(ModelVerification verification) =>
        new(verification.Id, verification.IsSound, verification.Sha256, verification.Path);
}
