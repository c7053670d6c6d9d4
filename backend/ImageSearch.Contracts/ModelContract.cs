using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ImageSearch.Contracts;

/// <summary>The models that can be had.</summary>
/// <param name="Active">Id of the one that searches use.</param>
/// <param name="Offer">Id of one that finds better than the built-in one, or replaces one that is missing; left out where there is none.</param>
/// <param name="Fetching">The one that is being fetched; left out while none is.</param>
public sealed record ModelListContract(
    IReadOnlyList<ModelContract> Items,
    [property: Required(AllowEmptyStrings = true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Active = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Offer = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FetchingModelContract? Fetching = null);

/// <summary>A model that is being fetched.</summary>
/// <param name="Received">Bytes of the file that have arrived.</param>
/// <param name="Job">The job that fetches it; left out while its sources are being asked.</param>
/// <param name="MoveNext">Whether the library moves to it when it is there.</param>
public sealed record FetchingModelContract(
    string Model,
    string Name,
    long Received,
    long Bytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Job,
    bool MoveNext);

/// <summary>A model that the service knows.</summary>
/// <param name="BuiltIn">Whether it comes with the product.</param>
/// <param name="Installed">Whether its file is there.</param>
/// <param name="Bytes">Size of its file.</param>
/// <param name="PartialBytes">How much of it was fetched before an interruption; the next pull goes on there.</param>
/// <param name="Size">Width and height of the picture that it looks at, in pixels.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="Sources">Where its file comes from; none where it has to be placed by hand.</param>
/// <param name="Path">Where its file lies on the server.</param>
public sealed record ModelContract(
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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Path);

/// <summary>Whether a model's file is what it should be.</summary>
/// <param name="Sound">Whether its checksum is the right one.</param>
/// <param name="Sha256">Of the file as it is.</param>
public sealed record ModelVerificationContract(string Id, bool Sound, string Sha256, string Path);

/// <summary>How to change the model.</summary>
/// <param name="KeepOld">Whether the old model's index stays on disk, to be made active again later.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UseModelContract(bool KeepOld = false);
